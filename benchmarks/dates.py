"""Speed of the date reading, beside dateparser on the same phrases in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

import dateparser

from benchmarks.measure import Figure, report, size
from handlers.reading.dates import find

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Sao_Paulo"))
PHRASES = (
    "até sexta 17h", "amanhã às 9h", "dia 5", "em 15 dias úteis", "no fim do mês", "27/11", "27/11/2026 às 14h30",
    "27 de novembro de 2026", "daqui a duas semanas", "toda segunda às 9h", "sexta da semana que vem", "hoje", "14h30",
    "no 5º dia útil de dezembro", "de 3 a 5/12", "depois de amanhã", "véspera de natal", "às oito e meia da noite",
    "enviar o relatório de gestão até sexta 17h", "reunião com a secretaria amanhã à tarde",
)  # fmt: skip
HARD = (
    "10:30 ", "1 ", "a", "é", "toda ", "dia ", "as 8 ", "3 a 5 ", "de ", "1.", "27/11 ", "31/02 ", "sexta turma ", "\n",
    "1\u200b", "vinte e ", "em 1000 dias uteis ", "proximo ", "segunda e ", "O servidor apresentou requerimento. ",
)  # fmt: skip
LONG = 4000


def run() -> Iterator[Figure]:
    ours = {phrase: _microseconds(_find(phrase), 200) for phrase in PHRASES}
    plain = {phrase: _microseconds(_dateparser(phrase), 2) for phrase in PHRASES}
    told = {phrase: _microseconds(_dateparser(phrase, languages=["pt"]), 3) for phrase in PHRASES}
    read = [phrase for phrase in PHRASES if _dateparser(phrase, languages=["pt"])() is not None]
    yield Figure("datas: find, mediana, ao lado de 30 us", median(ours.values()), 30, "us", 1)
    yield Figure("datas: find ao lado de dateparser.parse", median(ours.values()), median(plain.values()), "us", 1 / 20)
    yield Figure(
        "datas: o mesmo, dateparser avisado de que é português, só no que ele lê",
        median(ours[phrase] for phrase in read),
        median(told[phrase] for phrase in read),
        "us",
        1 / 20,
    )
    worst = max(_microseconds(_find((piece * LONG)[:LONG]), 1) for piece in HARD)
    yield Figure(f"datas: o pior em {LONG} caracteres, ao lado de 2 ms", worst / 1000, 2, "ms", 1)
    yield Figure("datas: import com bytecode, ao lado de 30 ms", _import_milliseconds(), 30, "ms", 1)


def _find(text: str) -> Callable[[], object]:
    return lambda: find(text, NOW)


def _dateparser(phrase: str, languages: list[str] | None = None) -> Callable[[], object]:
    settings = {"RELATIVE_BASE": NOW.replace(tzinfo=None), "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    return lambda: dateparser.parse(phrase, languages=languages, settings=settings)


def _microseconds(action: Callable[[], object], times: int) -> float:
    """Microseconds of a call, the best of five runs: the machine is shared."""
    best = float("inf")
    for _ in range(size(5, 1)):
        start = time.perf_counter()
        for _ in range(times):
            action()
        best = min(best, (time.perf_counter() - start) / times)
    return best * 1e6


def _import_milliseconds() -> float:
    """Milliseconds of the import, in a process that already has its modules of the standard library."""
    code = (
        "import re, dataclasses, enum, calendar, unicodedata, datetime, typing, time; start = time.perf_counter(); "
        "import handlers.reading.dates; print((time.perf_counter() - start) * 1000)"
    )
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
        runs = [
            subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
            for _ in range(4)
        ]
    return min(float(run.stdout) for run in runs)


if __name__ == "__main__":
    report(run())
