"""Processes of the program, forked from one that has imported it: a fresh interpreter takes a second to do so.

What a fresh interpreter does is held by tests/bot/test_start.py and tests/test_flows.py.
"""

import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.imported"])


@dataclass(frozen=True, slots=True)
class Done:
    """The end of a process: its exit code (minus the signal that killed it), and what it wrote."""

    returncode: int
    stdout: str
    stderr: str


def started(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    *,
    out: Path,
    errors: Path,
    said: Path = Path(os.devnull),
) -> ForkServerProcess:
    """The process of `python -m <words>` in a folder; reads one file and appends to two others."""
    process = _context.Process(
        target=_be, args=(list(words), folder, {**environment}, (said.resolve(), out.resolve(), errors.resolve()))
    )
    process.start()
    return process


def run(words: Sequence[str], folder: Path, environment: Mapping[str, str], said: str = "") -> Done:
    """Run `python -m <words>` to its end."""
    read, out, errors = (folder / f"{name}.txt" for name in ("stdin", "stdout", "stderr"))
    read.write_text(said, encoding="utf-8")
    out.unlink(missing_ok=True)
    errors.unlink(missing_ok=True)
    process = started(words, folder, environment, said=read, out=out, errors=errors)
    process.join()
    assert process.exitcode is not None
    return Done(process.exitcode, out.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8"))


def _be(words: list[str], folder: Path, environment: dict[str, str], files: tuple[Path, Path, Path]) -> None:
    """Become that process: its environment, folder, arguments and files."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, path in enumerate(files):
        mode = os.O_APPEND | os.O_CREAT | os.O_WRONLY if number else os.O_RDONLY
        os.dup2(os.open(path, mode, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
        for number, mode in enumerate("rww")
    )
    sys.argv = list(words)
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)
