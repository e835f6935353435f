"""The day in the README, replayed: `python -m tests.replay_readme` writes it again after an intended change."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README, SCRIPT = ROOT / "README.md", ROOT / "docs" / "dia.txt"
NOW = "2026-11-23T08:00:00-03:00"
BEGIN, END = "<!-- dia: gerado por python -m tests.replay_readme -->\n", "<!-- fim do dia -->\n"
_LINK = re.compile(r"(Âncora de hoje: \d+-)[0-9a-f]{16}")
_OURS = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


def day() -> str:
    """The transcript of the script through the demonstration, with nothing of this machine's settings."""
    arguments = [sys.executable, "-m", "bot", "demo", "--script", str(SCRIPT), "--now", NOW]
    environment = {name: value for name, value in os.environ.items() if name in _OURS}
    done = subprocess.run(
        arguments, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    return done.stdout.decode()


def written() -> str:
    """The transcript in the README."""
    return README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def shown(transcript: str) -> str:
    """The transcript between the marks, without links of the history, which differ every time."""
    transcript = _LINK.sub(r"\g<1>7da9207f5448f526", transcript)
    return f"```text\n{transcript.rstrip()}\n```\n"


def main() -> None:
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(before + BEGIN + shown(day()) + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
