"""A locked or full database: the person is notified, nothing is lost, work resumes by itself."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.console import UNSAVED
from bot.database import open_engine
from bot.dispatch import BUSY
from bot.sqlite import sqlite3
from tests import databases
from tests.conftest import House
from tests.faults.invariants import broken

pytestmark = pytest.mark.skipif(databases.on_postgresql(), reason="about SQLite's own ways of refusing")


def database(house: House) -> Path:
    return Path(str(house.app.engine.url.database))


def hear(house: House) -> list[dict[str, Any]]:
    """The messages shown from now on."""
    shown: list[dict[str, Any]] = []
    show = house.desk._show

    def both(message: dict[str, Any]) -> None:
        if message["text"] not in (UNSAVED, BUSY):  # said past the outbox: the database could not be asked
            shown.append(message)
        show(message)

    house.desk._show = both
    return shown


def test_locked_by_somebody_else(house: House) -> None:
    shown = hear(house)
    other = sqlite3.connect(database(house), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert house.says("ana", "tarefa @bruno conferir o estoque") == UNSAVED
    assert house.says("ana", "tarefa @bruno conferir a sala") == UNSAVED
    other.execute("ROLLBACK")
    house.desk.deliver()
    answers = [message["text"] for message in shown if message["to"] == "ana"]
    assert answers == [
        "Tarefa T-1 criada para Bruno Lima: conferir o estoque.",
        "Tarefa T-2 criada para Bruno Lima: conferir a sala.",
    ]
    assert len(house.tray("bruno")) == 2
    assert broken(house.url, shown, []) == []
    other.close()


def test_disk_full(house: House) -> None:
    # By the page limit of SQLite: writes are refused cleanly, and work resumes afterwards.
    shown = hear(house)
    house.says("ana", "tarefa @bruno primeira")

    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}").close()

    pages = sqlite3.connect(database(house)).execute("PRAGMA page_count").fetchone()[0]
    event.listen(house.app.engine, "connect", limit)
    house.app.engine.dispose()
    said = [house.says("ana", f"tarefa @bruno {'x' * 3900}") for _ in range(8)]
    assert UNSAVED in said
    assert all(text in (UNSAVED, BUSY) or text.startswith("Tarefa T-") for text in said)
    event.remove(house.app.engine, "connect", limit)
    house.app.engine.dispose()
    house.passes("2026-11-23T09:10")
    assert "T-9" in house.says("ana", "tarefas todas")
    assert broken(house.url, shown, []) == []


@pytest.mark.parametrize("pragma", ["foreign_keys", "synchronous"])
def test_pragmas_are_on(house: House, pragma: str) -> None:
    engine = open_engine(house.url)
    with engine.connect() as connection:
        value = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
    engine.dispose()
    assert value == {"foreign_keys": 1, "synchronous": 2}[pragma]
