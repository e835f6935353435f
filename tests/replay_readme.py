"""The stories in the README, replayed: `python -m tests.replay_readme` writes them again after an intended change."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import processes

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
NOW = "2026-11-23T08:00:00-03:00"
_LINK = re.compile(r"(Âncora de hoje: \d+-)[0-9a-f]{16}")
_OURS = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Story:
    """A script of docs/, told in the README between two marks; with the opening of the terminal, or without it."""

    name: str
    with_opening: bool = False

    @property
    def begin(self) -> str:
        return f"<!-- {self.name}: gerado por python -m tests.replay_readme -->\n"

    @property
    def end(self) -> str:
        return f"<!-- fim: {self.name} -->\n"

    def told(self) -> str:
        """The transcript through the demonstration, with nothing of this machine's settings, as it is shown."""
        script = str(ROOT / "docs" / f"{self.name}.txt")
        environment = {name: value for name, value in os.environ.items() if name in _OURS}
        with TemporaryDirectory() as folder:
            done = processes.run(["bot", "demo", "--script", script, "--now", NOW], Path(folder), environment)
        if done.returncode:
            raise RuntimeError(done.stderr)
        # Links of the history differ every time.
        transcript = _LINK.sub(r"\g<1>7da9207f5448f526", done.stdout)
        if not self.with_opening:
            transcript = transcript.partition("\n\n")[2]
        return f"```text\n{transcript.rstrip()}\n```\n"

    def written(self) -> str:
        """The transcript in the README."""
        return README.read_text(encoding="utf-8").partition(self.begin)[2].partition(self.end)[0]


STORIES = (Story("dia", with_opening=True), Story("camara"), Story("convenio"))


def main() -> None:
    text = README.read_text(encoding="utf-8")
    for each in STORIES:
        before, _, rest = text.partition(each.begin)
        text = before + each.begin + each.told() + each.end + rest.partition(each.end)[2]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
