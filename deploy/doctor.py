"""Whether all is well around the bot: each process ready, the copies fresh, the secrets private, the clock right.

python -m deploy.doctor http://127.0.0.1:8080 --copies /var/backups/gabinete --secrets /etc/gabinete

`python -m bot doctor` looks at the bot itself: its settings, its database, its tokens. This needs nothing but Python.
"""

import argparse
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

_OLDEST_COPY = 26  # hours
_LEAST_FREE = 1024  # MB where the copies are
_IN_TIME = 5.0


def main() -> int:
    options = _options()
    problems = [problem for url in options.urls for problem in _process(url, options.alive)]
    if options.copies:
        problems += _copies(options.copies)
    if options.secrets:
        problems += _secrets(options.secrets)
    if not options.alive:
        problems += _clock()
    for problem in problems:
        sys.stderr.write(f"falha  {problem}\n")
    sys.stdout.write("Tudo em ordem.\n" if not problems else f"Falta resolver: {len(problems)}.\n")
    return 1 if problems else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.doctor", description="Confere o que está em volta do bot.")
    parser.add_argument("urls", metavar="URL", nargs="+", help="o endereço HTTP de cada processo do bot")
    parser.add_argument("--alive", action="store_true", help="só se cada processo está vivo (para o contêiner)")
    parser.add_argument("--copies", metavar="PASTA", type=Path, help="onde ficam as cópias do banco")
    parser.add_argument("--secrets", metavar="PASTA", type=Path, help="onde ficam os arquivos dos segredos")
    return parser.parse_args()


def _process(url: str, alive: bool) -> Iterator[str]:
    try:
        if alive:
            _answer(f"{url}/healthz")
            return
        for reason in json.loads(_answer(f"{url}/readyz"))["reasons"]:
            yield f"{url}: {reason}"
        if "\ngabinete_held 1.0" in _answer(f"{url}/metrics"):
            yield f"{url}: em espera depois de uma restauração; rode: python -m bot release"
    except (OSError, HTTPException, ValueError):
        yield f"{url}: não responde; o processo está ligado?"


def _answer(url: str) -> str:
    try:
        with urlopen(url, timeout=_IN_TIME) as answer:  # noqa: S310
            return str(answer.read().decode())
    except HTTPError as refusal:  # 503 has its reasons in its body
        return refusal.read().decode()


def _copies(folder: Path) -> Iterator[str]:
    found = [each for each in folder.glob("gabinete-*") if each.name.endswith((".db", ".dump", ".age"))]
    newest = max((each.stat().st_mtime for each in found), default=0.0)
    hours = (time.time() - newest) / 3600
    if not found:
        yield f"não há cópia do banco em {folder}"
    elif hours > _OLDEST_COPY:
        yield f"a cópia mais nova em {folder} tem {hours:.0f} horas"
    if folder.is_dir() and (free := shutil.disk_usage(folder).free // 2**20) < _LEAST_FREE:
        yield f"só {free} MB livres em {folder}"


def _secrets(folder: Path) -> Iterator[str]:
    if not folder.is_dir():
        yield f"a pasta dos segredos não existe: {folder}"
        return
    for file in sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith(".")):
        forbidden = 0o027 if file.suffix == ".env" else 0o077
        if file.stat().st_mode & forbidden:
            yield f"{file} pode ser lido por outros; rode: chmod {'640' if file.suffix == '.env' else '400'} {file}"


def _clock() -> Iterator[str]:
    command = shutil.which("timedatectl")
    if command is None:
        return
    asked = [command, "show", "--property=NTPSynchronized", "--value"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == 0 and done.stdout.strip() == "no":
        yield "o relógio da máquina não está sincronizado; rode: timedatectl set-ntp true"


if __name__ == "__main__":
    sys.exit(main())
