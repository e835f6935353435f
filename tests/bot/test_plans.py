"""SQLite plans a statement once: planning costs more than running."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from bot import health
from bot.delivery import Result
from bot.sqlite import sqlite3
from jobs import base as jobs
from models.base import Base
from models.deliveries import Limits
from tests.conftest import MONDAY, House

_STRUCTURE = 200  # more kinds of statements than the driver would keep by itself


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    built = House(f"sqlite:///{tmp_path / 'house.db'}", MONDAY, tmp_path)
    yield built
    built.close()


def test_no_statement_of_a_day_is_planned_again(house: House) -> None:
    def day(n: int) -> None:
        house.says("ana", f"tarefa @bruno conferir o estoque {n} até sexta 17h")
        house.says("ana", "buscar estoque")
        house.says("bruno", "minhas")
        relay = house.app.relay("console", Limits(30, lambda _: 0.0))
        taken = relay.turn().batch
        relay.turn([Result(each, house.app.clock(), f"m{each.id}") for each in taken])
        house.app.inbox.pending(house.app.clock())

    with house.app.engine.connect() as connection:
        for n in range(_STRUCTURE):
            connection.exec_driver_sql(f"SELECT {n}")
    planned = list[object]()
    _call_at_each_plan(house.app.engine, planned.append)
    for n in range(4):
        day(n)
    assert planned  # each of them once
    planned.clear()
    day(5)
    assert planned == []


@pytest.mark.parametrize("line", ["tarefas", "minhas", "tarefas @bruno", "pauta", "pendentes"])
def test_a_list_costs_no_more_than_there_is_to_list(house: House, line: str) -> None:
    house.says("ana", "tarefa @bruno conferir o estoque até sexta 17h")
    house.says("bruno", line)
    _multiply(house, 300)
    few = _steps(house, line)
    _multiply(house, 900)
    assert _steps(house, line) < 5 * few  # of four times as many


GROWING = "outbox inbox records deadlines audit task_assignments recipients occasions tramitacoes expedientes failures"
DAY = """
ana: ordem @saude Abrir o posto do Centro
helena: aprovar R-1
bruno: ciente OS-1/2026
ana: tarefa @bruno conferir o estoque até sexta 17h
davi: expediente novo Poda de árvores até 20/11/2027
davi: tramitar PROC-1/2026-GP @obras parecer
otavio: receber PROC-1/2026-GP
otavio: expedientes
ana: expedientes parados
ana: minhas
ana: tarefas
ana: tarefas atrasadas
ana: tarefas @saude
ana: tarefas dadas
ana: pauta
ana: pendentes
ana: pendentes OS-1/2026
ana: situação OS-1/2026
ana: histórico OS-1/2026
ana: onde está PROC-1/2026-GP
ana: buscar posto
ana: comentar PROC-1/2026-GP falta o parecer
bruno: adiar T-1 27/11 18h
bruno: concluir T-1
igor: status
igor: status filas
igor: status falhas
igor: status importações
igor: status história
"""


def test_no_everyday_command_scans_a_growing_table(house: House) -> None:
    walks = set[str]()

    @event.listens_for(house.app.engine, "after_cursor_execute")
    def explain(connection: Connection, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        driver: Any = connection.connection.driver_connection
        if not many and statement.startswith(("SELECT", "UPDATE", "DELETE")) and "LIMIT" not in statement:
            plan = driver.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            walks.update(f"{step}: {statement}" for *_, step in plan if _is_walk(step))

    for line in DAY.strip().splitlines():
        who, _, text = line.partition(": ")
        assert not house.says(who, text).startswith("Não"), line
    for name in jobs.jobs():
        house.app.run_job(name, house.now)
    house.passes("2026-11-24T07:31")
    house.passes("2026-11-27T18:31")
    health.metrics(house.app, ["console"])
    assert not walks


def _is_walk(step: str) -> bool:
    """True if a plan scans a whole table rather than a partial index."""
    words = step.split()
    table = words[1].rstrip("_0123456789") if len(words) > 1 else ""
    return words[0] == "SCAN" and table in GROWING.split() and "USING" not in words


def _multiply(house: House, count: int) -> None:
    """Insert `count` more tasks like the first."""
    with house.app.engine.begin() as connection:
        for table, changed in _COPIED.items():
            names = [column.name for column in Base.metadata.tables[table].columns]
            values = ", ".join(changed.get(name, f"{table}.{name}") for name in names)
            connection.exec_driver_sql(
                f"INSERT INTO {table} ({', '.join(names)}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"  # noqa: S608
                f" WHERE i < {count}), last(id) AS (SELECT max(id) FROM {table}) SELECT {values} FROM n, last, {table}"
                f" WHERE {table}.id = 1"
            )


_COPIED = {
    "records": {"id": "last.id + i", "code": "'T-' || (last.id + i)"},
    "tasks": {"id": "last.id + i"},
    "task_assignments": {"id": "last.id + i", "task_id": "last.id + i"},
    "deadlines": {"id": "last.id + i", "record_id": "last.id + i", "item_id": "last.id + i"},
}


def _steps(house: House, line: str) -> int:
    """The work of SQLite for a line, in hundreds of virtual machine instructions."""
    count = 0

    def stepped() -> int:
        nonlocal count
        count += 1
        return 0

    with house.app.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(stepped, 100)
    said = house.says("bruno", line)
    driver.set_progress_handler(None, 0)
    assert said
    return count


def _call_at_each_plan(engine: Engine, told: Callable[[object], None]) -> None:
    """Call `told` whenever SQLite plans a statement: its authorizer is asked about each table."""

    def may(action: int, *what: Any) -> int:
        if action in (sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE):
            told((action, *what))
        return sqlite3.SQLITE_OK

    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_authorizer(may)
