"""The move of a whole house from SQLite to PostgreSQL and back, with everything in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import OperationalError

from bot import lock, moving
from bot.app import build
from bot.database import open_engine
from bot.demo import seed
from bot.settings import Settings
from bot.simulation import FrozenClock
from bot.sqlite import sqlite3
from bot.transactions import transaction
from models import house_state
from tests import databases
from tests.bot.admin import DATABASE, Admin, admin
from tests.conftest import MONDAY, House

__all__ = ["admin"]
HERE = f"sqlite:///{DATABASE}"
WHOLE = "História íntegra"


@pytest.fixture
def there() -> Iterator[str]:
    """The address of an empty database on PostgreSQL."""
    yield databases.lend(tables=False)
    databases.give_back()


@pytest.fixture
def furnished(admin: Admin) -> Admin:
    """The administrator of a house with all that the demonstration has."""
    assert admin.runs("migrate").code == 0
    if not databases.settle_again(HERE, furnished):
        clock = FrozenClock(MONDAY)
        app = build(Settings(), clock=clock)
        seed.sow(app, clock)
        app.engine.dispose()
        databases.keep(HERE, furnished)
    return admin


def _opened_at(admin: Admin, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    assert WHOLE in admin.runs("audit", "verify").out


@pytest.mark.slow
def test_there_and_back(furnished: Admin, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = furnished.runs("move", there)
    assert (said.code, said.err) == (0, "")
    assert "\n  records: " in said.out
    assert "Mudança feita e conferida: " in said.out
    assert "O banco antigo ficou em espera" in said.out
    assert "espera" in furnished.runs("doctor").out
    _opened_at(furnished, there, monkeypatch)
    task = '{"as": "ana", "text": "tarefa @ana conferir a mudança"}\n'
    assert "Tarefa T-" in furnished.runs("console", "--json", given=task).out
    assert furnished.runs("move", "sqlite:///data/volta.db").code == 0
    _opened_at(furnished, "sqlite:///data/volta.db", monkeypatch)
    assert (
        "conferir a mudança"
        in furnished.runs("console", "--json", given='{"as": "ana", "text": "buscar mudança"}\n').out
    )


@pytest.mark.slow
def test_a_move_that_stops_in_the_middle_goes_on(furnished: Admin, there: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = moving._copy
    copied: list[str] = []

    def tired(here: Connection, target: Connection, table: Table) -> int:
        if len(copied) == 20:
            raise OSError("power")
        copied.append(table.name)
        return whole(here, target, table)

    with monkeypatch.context() as broken:
        broken.setattr(moving, "_copy", tired)
        said = furnished.runs("move", there)
    assert said.code == 1
    assert said.err.endswith("Resolva e repita o comando: ele continua da tabela em que parou.\n")
    assert WHOLE in furnished.runs("audit", "verify").out
    monkeypatch.setenv("DATABASE_URL", there)
    assert "O banco ainda não tem as tabelas" in furnished.runs("doctor").out
    monkeypatch.setenv("DATABASE_URL", HERE)
    assert furnished.runs("move", there).code == 0
    _opened_at(furnished, there, monkeypatch)


def test_a_disk_that_is_too_small(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    admin.runs("migrate")

    def full(*_: object) -> int:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise OperationalError("INSERT", None, error)

    monkeypatch.setattr(moving, "_copy", full)
    assert admin.runs("move", "sqlite:///novo.db").err == (
        "A mudança parou: o disco está cheio. Libere espaço; o que espera é feito sozinho depois.\n"
        "A casa antiga não foi tocada e continua a valer. Resolva e repita o comando: ele continua da tabela em que "
        "parou.\n"
    )


@pytest.mark.slow
def test_a_house_that_worked_meanwhile_begins_anew(
    furnished: Admin, there: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(moving, "_compare_all", lambda *_: (_ for _ in ()).throw(moving.MoveRefused("luz")))
        assert furnished.runs("move", there).err == "luz\n"
    furnished.runs("console", "--json", given='{"as": "ana", "text": "tarefa @ana outra"}\n')
    said = furnished.runs("move", there)
    assert said.code == 1
    assert said.err.startswith("O banco de origem mudou desde que a mudança começou (tabela ")
    engine = open_engine(HERE)
    with transaction(engine) as session:
        assert house_state.held_since(session) is None
    engine.dispose()


def test_refusals(admin: Admin, tmp_path: Path) -> None:
    assert admin.runs("move", "sqlite:///novo.db").err == (
        "O banco ainda não tem as tabelas. Rode antes: python -m bot migrate\n"
    )
    admin.runs("migrate")
    House(databases.furnished_file(tmp_path / "outra.db"), MONDAY).close()
    assert admin.runs("move", HERE).err == "O destino é o mesmo banco de onde a casa sai. Diga outro endereço.\n"
    assert admin.runs("move", "sqlite:///outra.db").err == (
        "O banco de destino não está vazio. Crie outro, sem tabelas, e repita.\n"
    )
    assert admin.runs("move", "novo.db").err == "Não entendi o endereço novo.db. Escreva como em DATABASE_URL.\n"
    with lock.held(HERE, lock.ProcessRole.BOT):
        assert "O bot está ligado neste banco" in admin.runs("move", "sqlite:///novo.db").err


@pytest.mark.slow
def test_counters_go_on_behind_the_last_number(furnished: Admin, there: str) -> None:
    assert furnished.runs("move", there).code == 0
    engine = open_engine(there)
    with engine.connect() as connection:
        last = connection.scalar(text("SELECT max(id) FROM people")) or 0
        assert connection.scalar(text("SELECT nextval('people_id_seq')")) == last + 1
    engine.dispose()
