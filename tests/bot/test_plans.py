"""SQLite plans a statement once: to plan one costs more than to run it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.delivery import Result
from bot.sqlite import sqlite3
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
        courier = house.app.courier("console", Limits(30, lambda _: 0.0))
        taken = courier.turn().batch
        courier.turn([Result(each, house.app.clock(), f"m{each.id}") for each in taken])
        house.app.receiver.waiting(house.app.clock())

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


def _call_at_each_plan(engine: Engine, told: Callable[[object], None]) -> None:
    """Of statements that read or write a table: SQLite asks, as it plans, whether they may."""

    def may(action: int, *what: Any) -> int:
        if action in (sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE):
            told((action, *what))
        return sqlite3.SQLITE_OK

    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_authorizer(may)
