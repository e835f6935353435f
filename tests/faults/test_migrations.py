"""Migrations: one killed in the middle leaves either version whole; data survives down and up."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import inspect

from bot import schema, versions
from bot.database import open_engine
from tests import databases, processes
from tests.bot.test_schema import shape
from tests.conftest import MONDAY, House

pytestmark = pytest.mark.slow
OLDEST = "0001"
_QUERY = {"audit": "SELECT id, at, actor_id, action, record_id, text, previous, hash FROM audit WHERE action <> 'selo'"}
MOMENTS = 4  # of each migration, at which it is killed


@pytest.fixture(params=databases.ENGINES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house on either engine, with a record of each subject."""
    on_sqlite = request.param == databases.SQLITE
    built = House(f"sqlite:///{tmp_path / 'house.db'}" if on_sqlite else databases.lend(tables=True), MONDAY, tmp_path)
    for line in ("tarefa @bruno conferir o estoque até sexta 17h", "expediente novo Poda de árvores até 20/11/2027"):
        assert "Não" not in built.says("ana", line)
    yield built
    built.close()
    databases.give_back()


def rows(house: House) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table without the seals, which a migration up creates and older versions lack."""
    with house.app.engine.connect() as connection:
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(_QUERY.get(name, f'SELECT * FROM "{name}"'))), key=repr)  # noqa: S608
            for name in inspect(connection).get_table_names()
            if not name.startswith(("search", "alembic", "touched"))
        }


def migrate(house: House, to: str, last: int = 0) -> processes.Done:
    """Migrate in a process of its own, which ends itself by kill -9 after its statement number `last`."""
    with TemporaryDirectory() as folder:
        return processes.run(["tests.faults.migrating", house.url, to, str(last)], Path(folder), os.environ)


def settled(house: House) -> str:
    """The revision of the schema, by a new connection."""
    house.app.engine.dispose()
    engine = open_engine(house.url)
    version = schema.current(engine)
    engine.dispose()
    assert version is not None
    return version


def test_data_survives_down_and_up(house: House) -> None:
    before, made = rows(house), shape(house.app.engine)
    for _ in range(2):
        schema.migrate(house.app.engine, OLDEST)
        assert settled(house) == OLDEST
        schema.migrate(house.app.engine)
        assert (shape(house.app.engine), settled(house)) == (made, versions.newest())
    after = rows(house)
    for name in ("records", "tasks", "expedientes", "people", "tramitacoes", "task_assignments", "audit"):
        assert after[name] == before[name]
    assert [row[:8] for row in after["deadlines"]] == [row[:8] for row in before["deadlines"]]  # the others are newer
    assert house.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."
    assert "PROC-1/2026-GP" in house.says("ana", "buscar poda")


def test_killed_on_the_way_up(house: House) -> None:
    made = shape(house.app.engine)
    schema.migrate(house.app.engine, OLDEST)
    old, written = shape(house.app.engine), rows(house)
    settled(house)
    statements = counted(house, "head")
    for moment in range(MOMENTS):
        assert migrate(house, OLDEST).returncode == 0
        killed = migrate(house, "head", statements * (moment + 1) // MOMENTS - 1)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert (settled(house), shape(house.app.engine), rows(house)) == (OLDEST, old, written)
        completed = migrate(house, "head")
        assert completed.returncode == 0, completed.stderr
        assert (settled(house), shape(house.app.engine)) == (versions.newest(), made)
    assert house.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."


def test_killed_on_the_way_down(house: House) -> None:
    made, written = shape(house.app.engine), rows(house)
    settled(house)
    statements = counted(house, OLDEST)
    assert migrate(house, "head").returncode == 0
    made, written = shape(house.app.engine), rows(house)
    for moment in range(MOMENTS):
        killed = migrate(house, OLDEST, statements * (moment + 1) // MOMENTS - 1)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert (settled(house), shape(house.app.engine), rows(house)) == (versions.newest(), made, written)
    assert house.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."


def counted(house: House, to: str) -> int:
    """The number of statements of a whole migration."""
    whole = migrate(house, to)
    assert whole.returncode == 0, whole.stderr
    return int(whole.stdout)
