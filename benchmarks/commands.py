"""The CPU of each kind of command, here and in another checkout, in turns: `python -m benchmarks --against X`.

X is a folder, or a revision of git, which is put into a folder for as long as it takes. Each side is a process with the
same Python and libraries that says the same lines to a small house, once each turn; of all turns the median counts.
Without another checkout it is measured beside itself, which shows how much the machine lies. Exit 1 when a command
takes over 5 % more.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import IO, NamedTuple

from benchmarks.measure import Figure, report, size

ROOT = Path(__file__).parent.parent
TURNS, MOST = size(60, 1), 1.05
_SIDE = Path(__file__).with_name("commands_side.py")


class Said(NamedTuple):
    """A line by somebody of the house; `{n}` is another number each time."""

    who: str
    line: str


LINES = (
    Said("ana", "tarefa @bruno enviar o relatório {n} até sexta 17h"),
    Said("ana", "tarefa @bruno, @otavio, @edna conferir a folha {n} em 5 dias úteis"),
    Said("bruno", "concluir T-{n}"),
    Said("ana", "reabrir T-{n} faltou o anexo"),
    Said("bruno", "comentar T-{n} já pedi os números à Fazenda"),
    Said("bruno", "ver T-{n}"),
    Said("bruno", "histórico T-{n}"),
    Said("bruno", "minhas"),
    Said("ana", "tarefas todas"),
    Said("ana", "tarefas atrasadas"),
    Said("ana", "pauta"),
    Said("davi", 'expediente novo processo "Reforma da UBS {n}" interessado João da Silva prazo 15 dias úteis'),
    Said("davi", "tramitar {n}/2026 @saude para parecer até sexta"),
    Said("bruno", "receber {n}/2026"),
    Said("bruno", "onde está {n}/2026"),
    Said("bruno", "expedientes"),
    Said("bruno", "buscar reforma ubs"),
    Said("bruno", "buscar reforma da ubs atrasados"),
    Said("davi", "ordem @saude Enviar o plano {n} de contingência.\ncumprir até 18/12"),
    Said("bruno", "prazo 15 dias úteis a partir de 23/11/2026"),
    Said("bruno", "feriados 2026"),
    Said("bruno", "eu"),
    Said("ana", "pessoas"),
    Said("ana", "órgãos"),
    Said("bruno", "ajuda"),
    Said("bruno", "ajuda tarefa"),
    Said("bruno", "tarfa @ana isto está escrito errado {n}"),
)


def run() -> Iterator[Figure]:
    """Each command beside itself in the same checkout: neither side may be quicker."""
    return compared(ROOT, at_most=None)


def compared(other: Path, at_most: float | None = MOST) -> Iterator[Figure]:
    """Microseconds of CPU of each line, here beside the other checkout, and of all of them."""
    with _side(ROOT) as ours, _side(other) as theirs:
        turns = [(ours(), theirs()) for _ in range(TURNS)]
    here, there = ([median(each) for each in zip(*side, strict=True)] for side in zip(*turns, strict=True))
    for (_, line), of_ours, of_theirs in zip(LINES, here, there, strict=True):
        yield Figure(f"{line.splitlines()[0]} / o mesmo no outro", of_ours, of_theirs, "us CPU", at_most)
    yield Figure("todos esses / os mesmos no outro", sum(here), sum(there), "us CPU", at_most)


@contextmanager
def _side(checkout: Path) -> Iterator[Callable[[], list[float]]]:
    """A process of that checkout; each call has it say all lines once more."""
    words = [sys.executable, str(_SIDE), str(checkout)]
    with subprocess.Popen(words, cwd=checkout, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as side:
        assert side.stdin is not None
        assert side.stdout is not None
        yield partial(_asked, side.stdin, side.stdout)
        side.stdin.close()


def _asked(asking: IO[str], answers: IO[str]) -> list[float]:
    asking.write(json.dumps(LINES) + "\n")
    asking.flush()
    found: list[float] = json.loads(answers.readline())
    return found


@contextmanager
def checkout(name: str) -> Iterator[Path]:
    """The folder of that name, or a folder with that revision of git until the block ends."""
    if Path(name).is_dir():
        yield Path(name).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        there = Path(folder) / "checkout"
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", str(there), name], cwd=ROOT, check=True)
        try:
            yield there
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(there)], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(report(run()))
