"""Refusals by the database, with real errors of both engines: final ones fail, passing ones put the request off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from bot.database import open_engine, will_pass
from bot.sqlite import sqlite3
from handlers import base
from handlers.base import Reply, Request
from tests import databases
from tests.conftest import House

WRONG = "SELECT nothing FROM nowhere"
MANY = 40_000  # terms: more than any of the two takes


@pytest.fixture
def engine(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[Engine]:
    engine = open_engine(new_database(tmp_path / "refusals.db"))
    yield engine
    engine.dispose()


def refused(engine: Engine, statement: str) -> DBAPIError:
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.exec_driver_sql(statement)
    return caught.value


def test_a_wrong_statement_is_wrong_again(engine: Engine) -> None:
    assert not will_pass(refused(engine, WRONG))
    assert not will_pass(refused(engine, "SELECT FROM WHERE"))


@pytest.mark.skipif(databases.on_postgresql(), reason="limits of SQLite")
def test_limits_of_sqlite_do_not_pass(engine: Engine) -> None:
    assert not will_pass(refused(engine, f"SELECT 1 WHERE {' OR '.join(['1 = 1'] * 2_000)}"))
    assert not will_pass(refused(engine, f"SELECT {', '.join(['1'] * MANY)}"))
    assert not will_pass(refused(engine, f"SELECT ?{MANY}"))


def test_limits_of_postgresql_do_not_pass(postgresql: str) -> None:
    engine = open_engine(postgresql)
    try:
        assert not will_pass(refused(engine, f"SELECT {', '.join(['1'] * 2_000)}"))  # 54011
        assert not will_pass(refused(engine, "SELECT 1 / 0"))
        assert not will_pass(refused(engine, "SELECT 'x'::integer"))
        assert not will_pass(refused(engine, "SET statement_timeout = '1ms'; SELECT pg_sleep(1)"))
    finally:
        engine.dispose()


@pytest.mark.skipif(databases.on_postgresql(), reason="locks of SQLite")
def test_a_locked_file_passes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(str(engine.url.database))
    other.execute("BEGIN EXCLUSIVE")
    impatient = open_engine(str(engine.url) + "?timeout=0.01")
    with pytest.raises(OperationalError) as caught, impatient.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
    other.close()
    impatient.dispose()
    assert will_pass(caught.value)


def test_locks_ends_and_standbys_of_postgresql_pass(postgresql: str) -> None:
    engine = open_engine(postgresql)
    try:
        with engine.connect() as holder:
            holder.exec_driver_sql("LOCK TABLE people")
            assert will_pass(refused(engine, "SET lock_timeout = '10ms'; SELECT * FROM people"))
        assert will_pass(refused(engine, "SELECT pg_terminate_backend(pg_backend_pid())"))
        assert will_pass(refused(engine, "SET default_transaction_read_only = on; COMMIT; DELETE FROM list_members"))
    finally:
        engine.dispose()
    nowhere = open_engine("postgresql+psycopg://nobody@127.0.0.1:1/none")
    with pytest.raises(OperationalError) as caught:
        nowhere.connect()
    assert will_pass(caught.value)


def test_a_full_pool_passes() -> None:
    assert will_pass(TimeoutError("QueuePool limit of size 4 overflow 4 reached"))


def test_a_command_with_a_wrong_statement_fails_once_and_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask_nonsense(request: Request) -> Reply:
        """Pergunta ao banco o que ele não sabe."""
        request.session.execute(text(WRONG))
        return Reply("")

    monkeypatch.setitem(base._by_name, "absurdo", [base.Command("absurdo", ask_nonsense, "absurdo", "", "people")])
    answer = house.says("ana", "absurdo")
    assert answer.startswith("Algo falhou do nosso lado e nada foi feito (código ")
    assert len(house.tray("igor")) == 1
    assert house.says("ana", "concluir T-1").startswith("Não encontrei")
    house.passes("2026-11-23T09:20")
    assert not any(each.startswith(("Falha", "Algo")) for who in ("ana", "igor") for each in house.tray(who))


@pytest.mark.parametrize("command", ["pessoas ", "convidar ", "convidar @", "tarefa @", "buscar @", "desligar "])
@pytest.mark.parametrize("piece", ["a ", "a-", "1-", "a.", "a. "])
def test_names_of_a_thousand_words_are_nobodys(house: House, command: str, piece: str) -> None:
    answer = house.says("igor", (command + piece * 2_000)[:3_990])
    assert answer
    assert "falhou" not in answer
    assert "ocupado" not in answer
