"""Importing 100,000 expedientes from a CSV: ``python -m benchmarks.imports``.

The floor puts the very same rows into the same tables, index included, by the driver's executemany in one transaction.
"""

import csv
import io
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from time import process_time

from sqlalchemy.orm import Session

from benchmarks.measure import Figure, report, size
from benchmarks.register import FIRST, LAST, NOUNS
from bot import schema
from bot.database import open_engine
from bot.sqlite import sqlite3
from models.base import insert_row
from models.expedientes import imports
from models.expedientes.table import COLUMNS
from models.people import Orgao
from models.sheets import Upload

SIZE, BATCH = size(100_000, 200), 1_000
RATIO = 3.0
NOW = datetime.fromisoformat("2026-11-24T07:30:00-03:00")
FILLED = ("records", "expedientes", "record_keys", "search_texts", "search_words", "tramitacoes", "deadlines", "audit")


def run(count: int = SIZE) -> Iterator[Figure]:
    """CPU seconds beside those of the floor."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        ours, floor = Path(folder) / "ours.db", Path(folder) / "floor.db"
        for path in (ours, floor):
            house(path)
        content = _csv(count)
        seconds = cpu(lambda: _import(ours, content))
        least = cpu(lambda: copy(ours, floor))
        assert rows_of(floor, "expedientes") == rows_of(ours, "expedientes") == count
    name = f"importar {count:,} expedientes / as mesmas linhas por executemany".replace(",", ".")
    yield Figure(name, seconds, least, "s de CPU", RATIO)


def house(path: Path) -> None:
    engine = open_engine(f"sqlite:///{path}")
    schema.create(engine)
    with Session(engine) as session:
        for number in range(1, 21):
            insert_row(session, Orgao, sigla=f"S{number}", key=f"s{number}", name=f"Secretaria {number}")
        session.commit()
    engine.dispose()


def _csv(count: int) -> bytes:
    chance = random.Random(1)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number in range(1, count + 1):
        assunto = f"{' '.join(chance.choices(NOUNS, k=6))} nº {number}".capitalize()
        name = " ".join((chance.choice(FIRST), *chance.choices(LAST, k=2))).title()
        day = f"{chance.randint(1, 28):02d}/{chance.randint(1, 12):02d}/2025"
        due = f"{chance.randint(1, 28):02d}/12/2027" if number % 4 == 0 else ""
        orgao, onde = f"S{number % 20 + 1}", f"S{chance.randint(1, 20)}"
        row = ("processo", number, 2025, orgao, assunto, name, "", "público", "", onde, day, due)
        writer.writerow(row)
    return out.getvalue().encode()


def _import(path: Path, content: bytes) -> None:
    engine = open_engine(f"sqlite:///{path}")
    faults: list[object] = []
    with Session(engine) as session:
        imports.load(session, Upload(io.BytesIO(content), "lista.csv", faults.append), now=NOW)
        session.commit()
    engine.dispose()
    assert not faults, faults[:3]


def copy(source: Path, target: Path, tables: tuple[str, ...] = FILLED) -> None:
    """Insert the rows that the import wrote, read back in batches (the reading counts, but costs a tenth)."""
    origin, database = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    database.execute("PRAGMA synchronous=FULL")
    database.execute("BEGIN IMMEDIATE")
    for table in tables:
        rows = origin.execute(f"SELECT * FROM {table}")
        places = ", ".join("?" * len(rows.description))
        while batch := list(islice(rows, BATCH)):
            database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({places})", batch)  # both have the first seal
    database.execute("COMMIT")
    database.close()
    origin.close()


def rows_of(path: Path, table: str) -> int:
    with sqlite3.connect(path) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def cpu(work: Callable[[], None]) -> float:
    began = process_time()
    work()
    return process_time() - began


if __name__ == "__main__":
    sys.exit(report(run(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)))
