"""An upgrade seals the existing rows, except those that differed from their seals before it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import schema
from bot.database import open_engine
from bot.transactions import transaction
from models.auditing import sealing
from tests import databases
from tests.conftest import House
from tests.integrity.outside import found, intruder


@pytest.fixture
def old(tmp_path: Path, new_database: Callable[[Path], str]) -> str:
    url = databases.empty(tmp_path / "old.db")
    engine = open_engine(url)
    schema.migrate(engine, "0009")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO orgaos (id, sigla, key, name) VALUES (1, 'GP', 'gp', 'Gabinete')"))
        connection.execute(
            text(
                "INSERT INTO people (id, handle, name, name_key, cargo, orgao_id, role, function, email, phone, active,"
                " preferences) VALUES (1, 'ana', 'Ana', 'ana', '', 1, 'chefia', '', '', '', TRUE, '{}')"
            )
        )
    engine.dispose()
    return url


def test_an_upgraded_house_is_sound(old: str) -> None:
    engine = open_engine(old)
    schema.migrate(engine)
    assert found(old) == []
    with transaction(engine) as session:
        session.execute(text("UPDATE people SET role = 'prefeito'"))
    engine.dispose()
    assert found(old) == []
    with intruder(old) as other:
        other.execute(text("UPDATE people SET role = 'administrador'"))
    assert [each.partition(" (registro")[0] for each in found(old)] == ["O cadastro de ana não é o da história"]


def test_rows_altered_before_an_upgrade_are_not_sealed_by_it(house: House) -> None:
    with intruder(house.url) as other:
        other.execute(text("UPDATE people SET role = 'prefeito' WHERE handle = 'sergio'"))
    with house.transaction() as session:
        sealing.keep_amiss(session)
        sealing.seal_rows(session, "ensaio")
    assert [each.partition(" (registro")[0] for each in found(house.url)] == [
        "O cadastro de sergio não é o da história"
    ]


_OLD_DEADLINE = (
    "INSERT INTO orgaos (id, sigla, key, name) VALUES (1, 'GP', 'gp', 'Gabinete')",
    "INSERT INTO records (id, kind, code, title, access_level, status, orgao_id, created_at)"
    " VALUES (7, 'expediente', 'PROC-1/2026', 'Poda', 'publico', 'protocolado', 1, '2026-01-02')",
    "INSERT INTO deadlines (id, record_id, kind, orgao_id, due_at, date_only, ladder, step, next_at, state, opened_at)"
    " VALUES (3, 7, 'expediente', 1, '2026-12-01', TRUE, 'prazo', 2, '2026-11-30', 'open', '2026-01-02')",
)
_STATE = text("SELECT state, next_at IS NOT NULL FROM deadlines WHERE id = 3")


def test_deadlines_go_up_and_down(tmp_path: Path, new_database: Callable[[Path], str]) -> None:
    url = databases.empty(tmp_path / "old.db")
    engine = open_engine(url)
    schema.migrate(engine, "0009")
    with engine.begin() as connection:
        for line in _OLD_DEADLINE:
            connection.execute(text(line))
    for revision in ("head", "0017", "head"):
        schema.migrate(engine, revision)
    with engine.connect() as connection:
        assert connection.execute(_STATE).one() == ("open", True)
    engine.dispose()
    assert found(url) == []


def test_an_older_program_does_not_count_what_runs_for_another_power(house: House) -> None:
    house.says("ana", "tarefa @bruno acompanhar o veto até sexta")
    with house.transaction() as session:
        session.execute(text("UPDATE deadlines SET runs_for = 'a Câmara'"))
    schema.migrate(house.app.engine, "0017")
    with house.app.engine.connect() as connection:
        assert connection.execute(text("SELECT state, next_at, step FROM deadlines")).one() == ("paused", None, 0)
