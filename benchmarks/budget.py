"""The balances of 5,000 dotações from 200,000 entries, beside the same SQL by hand: ``python -m benchmarks.budget``."""

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from time import process_time

from sqlalchemy.orm import Session

from benchmarks.measure import Figure, report, size
from bot import schema
from bot.app import App, build
from bot.settings import Settings
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models.base import insert_rows
from models.budget import Dotacao, LedgerEntry, Measure, ledger
from models.records import Record

NOW = datetime.fromisoformat("2026-11-30T09:00:00-03:00")
DOTACOES, EACH = size(5_000, 50), 40
LONGEST, RATIO = 50.0, 2.0  # ms
_TIMES, _SEED = size(15, 2), 4320


def run() -> Iterator[Figure]:
    """The milliseconds of CPU of all balances, beside those of the query alone and beside 50 ms; and a recount."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        path = Path(folder) / "budget.db"
        app = build(Settings(_env_file=None, database_url=f"sqlite:///{path}"), clock=lambda: NOW)  # type: ignore[call-arg]
        schema.create(app.engine)
        recount = _fill(app)
        with transaction(app.engine) as session, sqlite3.connect(path) as bare:
            sent = str(ledger.balances_query().compile(app.engine, compile_kwargs={"literal_binds": True}))
            whole, alone = [], []
            for _ in range(_TIMES):  # the least of each: what others do on the machine only adds
                began = process_time()
                found = ledger.balances(session)
                whole.append((process_time() - began) * 1e3)
                began = process_time()
                bare.execute(sent).fetchall()
                alone.append((process_time() - began) * 1e3)
            wrong = sum(tuple(found[key]) != tuple(values) for key, values in recount.items())
        app.engine.dispose()
    name = f"saldos de {DOTACOES} dotações com {DOTACOES * EACH} lançamentos"
    yield Figure(f"{name} / a consulta com sqlite3 à mão", min(whole), min(alone), "ms de CPU", RATIO)
    yield Figure(f"{name}, ao lado de 50 ms", min(whole), LONGEST, "ms de CPU", 1)
    yield Figure("saldos que diferem de uma recontagem", wrong, 1, "dotações", 0)


def _fill(app: App) -> dict[int, list[int]]:
    """Insert the dotações and their entries; returns the sums of each, counted on the way."""
    draw, recount = random.Random(_SEED), dict[int, list[int]]()
    common = {"kind": "dotacao", "title": "Material", "access_level": "publico", "status": "vigente", "created_at": NOW}
    common |= {"author_id": None, "orgao_id": None, "parent_id": None}
    own = {"ano": 2026, "funcional": "", "natureza": "3.3.90.30", "fonte": "", "posicao": NOW.date()}
    own |= {"importada_em": NOW}
    ids = range(1, DOTACOES + 1)
    entries = []
    for n in range(DOTACOES * EACH):
        record_id, measure, cents = n % DOTACOES + 1, draw.choice(list(Measure)), draw.randrange(-(10**6), 10**7)
        recount.setdefault(record_id, [0] * len(Measure))[measure - 1] += cents
        what = {"record_id": record_id, "line_id": 0, "measure": int(measure), "cents": cents, "tipo": "balancete"}
        entries.append({**what, "day": NOW.date(), "document": f"arquivo, linha {n}", "by_id": None, "at": NOW})
    with app.engine.connect() as connection, connection.begin(), Session(connection) as session:
        insert_rows(session, Record, [{"code": f"FICHA-{n}/2026", **common} for n in ids])
        insert_rows(session, Dotacao, [{"id": n, "ficha": n, **own} for n in ids])
        insert_rows(session, LedgerEntry, entries)
    return recount


if __name__ == "__main__":
    sys.exit(report(run()))
