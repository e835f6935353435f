"""Failures of PostgreSQL: whole transactions are begun anew, or wait, and nothing is lost or doubled."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot import database, schema
from bot.console import UNSAVED
from bot.database import open_engine
from bot.dispatch import BUSY
from models.base import arm_failpoints
from tests import databases
from tests.bot.paper import eventually
from tests.conftest import MONDAY, House
from tests.faults.invariants import broken
from tests.servers.postgres import PostgresServer

MADE = "Tarefa T-1 criada para Bruno Lima: conferir o estoque."
ASKED = "tarefa @bruno conferir o estoque"
_DEADLOCK = "SELECT pg_advisory_xact_lock(hashtextextended('gabinete house', 0))"


@pytest.fixture
def town(postgresql: str, tmp_path: Any) -> Iterator[House]:
    """The house on PostgreSQL, in every run."""
    built = House(postgresql, MONDAY, tmp_path)
    yield built
    arm_failpoints(None)
    built.app.engine.dispose()


def hear(house: House) -> list[dict[str, Any]]:
    """The messages shown from now on, without the sentences past the outbox."""
    shown: list[dict[str, Any]] = []
    show = house.desk._show

    def both(message: dict[str, Any]) -> None:
        if message["text"] not in (UNSAVED, BUSY):
            shown.append(message)
        show(message)

    house.desk._show = both
    return shown


def name(house: House) -> str:
    return str(house.app.engine.url.database)


def cut(house: House, but: int = 0) -> None:
    """End the connections to the house's database, except `but` of them."""
    with databases.server().connect() as connection:
        query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s"
        connection.execute(query, (name(house), but))


def waiting(house: House, how: str = "wait_event_type = 'Lock'") -> int:
    """The number of connections to the house's database that wait for a lock (or are as `how` says)."""
    with databases.server().connect() as connection:
        ours = f"datname = '{name(house)}' AND application_name <> '{databases.CLEANER}'"
        row = connection.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {ours} AND {how}".encode()).fetchone()  # noqa: S608
    return int(row[0]) if row else 0


def once_at(point: str, action: Any) -> None:
    """Call `action` when the code next passes that failpoint."""

    def reached(here: str) -> None:
        if here == point:
            arm_failpoints(None)
            action()

    arm_failpoints(reached)


@pytest.mark.parametrize("point", ["enqueue", "before_effect_commit", "after_inbox_commit", "after_sending_commit"])
def test_a_connection_cut_in_the_middle(town: House, point: str) -> None:
    shown = hear(town)
    once_at(point, lambda: cut(town))
    assert town.says("ana", ASKED) == MADE
    assert len(town.tray("bruno")) == 1
    assert broken(town.url, shown, []) == []


def test_a_deadlock_is_lost_and_begun_anew(town: House) -> None:
    shown = hear(town)
    answers: list[str] = []
    request = Thread(target=lambda: answers.append(town.says("ana", ASKED)))
    with databases.server().connect(name(town)) as other:
        other.execute("SET deadlock_timeout = '30s'")  # the house notices first
        with other.transaction(force_rollback=True):
            other.execute("LOCK TABLE outbox IN EXCLUSIVE MODE")
            request.start()
            assert eventually(lambda: waiting(town) == 1)
            other.execute(_DEADLOCK)
    request.join(30)
    assert answers == [MADE]
    assert "deadlock detected" in databases.server().log.read_text()
    assert broken(town.url, shown, []) == []


@pytest.mark.slow
def test_a_primary_that_became_read_only(town: House) -> None:
    # After a failover the old primary refuses writes: the request is put off, its connections are given up.
    shown = hear(town)
    assert town.says("carla", "eu").startswith("Carla")
    with databases.server().connect() as connection:
        connection.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        connection.execute("SELECT pg_reload_conf()")
        try:
            assert eventually(lambda: town.says("ana", ASKED) in (UNSAVED, BUSY), 1)
            assert eventually(lambda: waiting(town, "state IS NOT NULL") == 0), "it still holds connections to it"
        finally:
            connection.execute("SET default_transaction_read_only = off")
            connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
            connection.execute("SELECT pg_reload_conf()")
    assert eventually(town.desk.deliver)
    town.passes("2026-11-23T09:10")
    assert [message["text"] for message in shown if message["text"].startswith("Tarefa T-")].count(MADE) == 1
    assert broken(town.url, shown, []) == []


def test_a_lock_is_waited_for_only_so_long(town: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._BOUNDS, "lock_timeout", "200ms")
    town.app.engine.dispose()
    shown = hear(town)
    with databases.server().connect(name(town)) as other, other.transaction(force_rollback=True):
        other.execute(_DEADLOCK)
        assert town.says("ana", ASKED) in (UNSAVED, BUSY)
    town.passes("2026-11-23T09:10")
    assert [message["text"] for message in shown].count(MADE) == 1
    assert broken(town.url, shown, []) == []


@pytest.mark.slow
def test_a_migration_cut_in_the_middle_leaves_the_old_schema(town: House) -> None:
    town.says("ana", ASKED)
    engine = open_engine(town.url)
    with databases.server().connect(name(town)) as other, other.transaction(force_rollback=True):
        other.execute("LOCK TABLE doors IN ACCESS SHARE MODE")  # in the way of its last step
        migration = Thread(target=lambda: failures.append(refused(lambda: schema.migrate(engine, "0001"))))
        failures: list[bool] = []
        migration.start()
        assert eventually(lambda: waiting(town) == 1)
        cut(town, but=other.info.backend_pid)
        migration.join(20)
    assert failures == [True]
    assert schema.misfit(engine) == ""
    assert town.says("bruno", "minhas").startswith("Suas tarefas")
    schema.migrate(engine, "0001")  # with rows in it, down and up again
    schema.migrate(engine)
    assert town.says("bruno", "concluir T-1") == "Tarefa T-1 concluída."
    engine.dispose()


@pytest.mark.slow
def test_the_server_is_killed_and_starts_again(tmp_path: Any) -> None:
    # Acknowledged requests are there, refused ones are done once, without help.
    server = PostgresServer(fsync="on", full_page_writes="on", synchronous_commit="on")
    house = House(server.url(), MONDAY, tmp_path)
    shown = hear(house)
    try:
        for n in range(1, 6):
            assert house.says("ana", f"tarefa @bruno antes {n}").startswith(f"Tarefa T-{2 * n - 1} criada")
            server.kill()
            assert house.says("ana", f"tarefa @bruno depois {n}") in (UNSAVED, BUSY)
            server.start()
            assert eventually(house.desk.deliver, 20)
            assert f"T-{2 * n} " in shown[-2]["text"] + shown[-1]["text"]
            assert broken(server.url(), shown, []) == []
    finally:
        house.app.engine.dispose()
        server.close()


def refused(work: Any) -> bool:
    try:
        work()
    except OperationalError:
        return True
    return False
