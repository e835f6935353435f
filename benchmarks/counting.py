"""The speed of counting terms and of asking calendars: ``python -m benchmarks.counting``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from time import perf_counter

from benchmarks.measure import Figure, report, size
from models.calendar import RECESSO_FORENSE, Calendar, DayKind, SpecialDay
from models.counting import count, rule

STARTS = [date(2024, 1, 1) + timedelta(days=number % 1400) for number in range(size(20_000, 200))]
FIGURE = 100_000

Work = Callable[[date], object]


def per_second(work: Work) -> float:
    """Best of three runs over every start, in calls a second; the tables of the years are warm."""
    return max(_one_run(work) for _ in range(3))


def _one_run(work: Work) -> float:
    began = perf_counter()
    for start in STARTS:
        work(start)
    return len(STARTS) / (perf_counter() - began)


def works() -> dict[str, tuple[Work, float]]:
    """The measured calls, each with the rate to reach, in calls a second (0: only shown)."""
    prefeitura = Calendar("Prefeitura")
    forum = prefeitura.with_recesses([RECESSO_FORENSE])
    carnaval = SpecialDay(date(2026, 2, 17), "Carnaval", DayKind.PONTO_FACULTATIVO)
    doubtful = prefeitura.with_days([carnaval])
    veto, lai, year = rule("sancao_veto"), rule("lai_pedido"), timedelta(days=365)
    return {
        "15 dias úteis": (lambda day: count(veto, day, prefeitura), FIGURE),
        "15 dias úteis, com recesso": (lambda day: count(veto, day, forum), FIGURE),
        "15 dias úteis, dia por decidir": (lambda day: count(veto, day, doubtful), 0),
        "20 dias corridos da LAI": (lambda day: count(lai, day, prefeitura), FIGURE),
        "15 dias úteis com memória": (lambda day: count(veto, day, prefeitura).memory, 0),
        "é dia útil": (prefeitura.is_business_day, 0),
        "dias úteis em um ano": (lambda day: prefeitura.business_days_between(day, day + year), 0),
    }


def run() -> Iterator[Figure]:
    """Microseconds a call, beside those of the rate to reach."""
    for name, (work, figure) in works().items():
        micros = 1e6 / per_second(work)
        if figure:
            yield Figure(f"contagem: {name}, ao lado de {1e6 / figure:g} us", micros, 1e6 / figure, "us", 1)
        else:
            yield Figure(f"contagem: {name}", micros, micros, "us")


if __name__ == "__main__":
    report(run())
