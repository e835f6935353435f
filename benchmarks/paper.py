"""An act of two pages: the CPU of its PDF beside the limit and beside a bare typst; replies while paper is made."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks import commands_side
from benchmarks.measure import Figure, report, size
from bot.inbox import Update
from bot.paper.look import looks
from bot.paper.runner import FONTS, Job, render
from bot.workbooks import WorkbookProcess
from handlers import papers
from models.sheets.workbook import Heading, Plan, Row

_TEXT = "Os secretários informem ao Gabinete, por escrito, as compras previstas para o próximo exercício. " * 4
_BARE = (
    "import typst, sys; from pathlib import Path; "
    "files = {p.name: p.read_bytes() for p in Path(sys.argv[1]).iterdir()}; "
    "fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[2]]); "
    "typst.compile(files, root=sys.argv[1], format='pdf', font_paths=fonts)"
)
_MOST_CPU, _MOST_WAIT = 0.4, 1.3


def act() -> Job:
    """An act of two pages, as the press asks for it."""
    blocks = [papers.fields(("Ciência até", "terça-feira, 24/11/2026")), *[papers.text(_TEXT)] * 14]
    signed = papers.signature("Helena Duarte", "Prefeita")
    data: dict[str, Any] = {"title": "Ordem de serviço OS-1/2026", "number": "OS-1/2026", "date": [2026, 11, 23]}
    data |= {"municipality": "Município de Exemplo", "office": "Gabinete do Prefeito", "draft": False}
    data |= {"code": "K7QM-2XRV-9PDW-H3TN", "check": "conferir K7QM-2XRV-9PDW-H3TN", "origin": "Feito pelo bot."}
    look = next(looks(Path("none"), "ato"))
    return Job(look.template, {**data, "blocks": [*blocks, signed]}, look.files, qr=data["check"])


def run() -> Iterator[Figure]:
    """The CPU of a document, and the wait for replies."""
    job, times = act(), size(9, 1)
    with tempfile.TemporaryDirectory() as folder:
        for name, text in _bare_files(job).items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        bare = [sys.executable, "-I", "-c", _BARE, folder, str(FONTS)]
        costs = [(_cpu(lambda: render(job)), _cpu(lambda: subprocess.run(bare, check=True))) for _ in range(times)]
    cpu, floor = (median(side) for side in zip(*costs, strict=True))
    yield Figure("ato de duas páginas em PDF / o limite de 0,4 s", cpu, _MOST_CPU, "s CPU", 1)
    yield Figure("o mesmo / typst só, sem PDF/A nem QR", cpu, floor, "s CPU", 3)
    for name, work in (("3 PDFs", lambda: render(job)), ("3 planilhas de 10.000 linhas", _workbook)):
        alone, beside = _waits(work)
        yield Figure(f"p95 de uma resposta com {name} em curso / sem nada", beside, alone, "ms", _MOST_WAIT)


def _bare_files(job: Job) -> dict[str, str]:
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    return {**job.files, "main.typ": job.template, "qr.svg": square, "data.json": json.dumps(dict(job.data))}


def _cpu(work: Any) -> float:
    """Seconds of CPU of the processes that a work starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _workbook() -> None:
    """A list of expedientes as XLSX, written by the program that the bot starts for it."""
    headings = tuple(Heading(name) for name in ("número", "assunto", "órgão", "recebido", "prazo"))
    row: Row = ["PROC-1/2026-GP", "Reforma da ponte do Córrego Fundo", "OBRAS", "2026-11-20", "2026-12-11"]
    with tempfile.TemporaryDirectory() as folder:
        process = WorkbookProcess(Path(folder, "lista.xlsx"), Plan("Lista", headings, (), "2026-11-24T09:00:00"))
        for _ in range(size(50, 1)):
            process.put([row] * 200)
        process.close()


def _waits(work: Callable[[], object]) -> tuple[float, float]:
    """The p95 of a reply in ms, alone and while three such works are in progress at a time, in turns."""
    rounds, lines = size(8, 1), size(60, 5)
    alone: list[float] = []
    beside: list[float] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(3) as pool:
        app = commands_side._house(Path(folder))
        _replies(app, 0, lines)
        for turn in range(rounds):
            alone += _replies(app, 2 * turn + 1, lines)
            making = [pool.submit(work) for _ in range(3)]
            first = len(beside)
            while not all(each.done() for each in making) or len(beside) == first:
                beside += _replies(app, f"{turn}:{len(beside)}", 1)
        app.engine.dispose()
    return quantiles(alone, n=20)[-1], quantiles(beside, n=20)[-1]


def _replies(app: Any, turn: object, lines: int) -> list[float]:
    """The ms that each of some replies takes, from the stored line to the written answer."""
    found = []
    for n in range(lines):
        raw = '{"as": "bruno", "text": "minhas"}'
        (row_id,) = app.inbox.ingest("console", "bench", [Update(f"{turn}:{n}", "bruno", raw)], app.clock())
        began = time.perf_counter()
        app.inbox.handle(row_id, "console", raw, app.clock())
        found.append((time.perf_counter() - began) * 1e3)
    return found


if __name__ == "__main__":
    sys.exit(report(run()))
