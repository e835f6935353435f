"""The update of a house: copied, migrated, verified, or left as it was."""

import pytest
from sqlalchemy import Connection, text

import bot
from bot import lock, schema, versions
from bot.database import open_engine
from tests.bot.admin import DATABASE, Admin, admin
from tests.integrity.outside import intruder

__all__ = ["admin"]
URL = f"sqlite:///{DATABASE}"
KEPT = "Nada foi mudado: o programa de antes continua a servir para este banco.\n"


def _at_revision(revision: str) -> None:
    engine = open_engine(URL)
    schema.migrate(engine, revision)
    engine.dispose()


def _revision() -> str | None:
    engine = open_engine(URL)
    try:
        return schema.current(engine)
    finally:
        engine.dispose()


def test_the_version(admin: Admin) -> None:
    assert admin.runs("--version").out == f"Gabinete {bot.__version__}\n"


@pytest.mark.slow
def test_an_older_house(admin: Admin) -> None:
    _at_revision("0030")
    said = admin.runs("update")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Cópia feita antes: data/gabinete.db.antes-")
    assert f"Versão do banco: 0030 -> {versions.newest()}. História íntegra: " in said.out
    assert admin.runs("audit", "verify").code == 0


@pytest.mark.slow
def test_what_fails_the_check_is_undone(admin: Admin) -> None:
    admin.runs("migrate")
    admin.runs("invite", "--admin", "Igor Alves")
    _at_revision("0030")
    with intruder(URL) as other:
        other.execute(text("UPDATE audit SET text = 'outra coisa'"))
    said = admin.runs("update")
    assert said.code == 1
    assert said.err.startswith("A história foi alterada: registro 1, ")
    assert said.err.endswith(KEPT)
    assert _revision() == "0030"


@pytest.mark.slow
def test_a_migration_that_fails_is_undone(admin: Admin, monkeypatch: pytest.MonkeyPatch) -> None:
    admin.runs("migrate")
    _at_revision("0050")
    whole = schema._complete

    def broken(connection: Connection, before: str | None) -> None:
        whole(connection, before)
        connection.execute(text("ALTER TABLE nenhuma ADD COLUMN a"))

    with monkeypatch.context() as patched:
        patched.setattr(schema, "_complete", broken)
        said = admin.runs("update")
    assert said.code == 1
    assert said.err == f"A atualização das tabelas falhou: OperationalError.\n{KEPT}"
    assert _revision() == "0050"
    assert admin.runs("update").code == 0


def test_refusals(admin: Admin) -> None:
    assert admin.runs("update").err == f"O banco ainda não tem as tabelas. Rode: python -m bot migrate\n{KEPT}"
    admin.runs("migrate")
    with lock.held(URL, lock.ProcessRole.BOT):
        assert "O bot está ligado neste banco" in admin.runs("update").err
