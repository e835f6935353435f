"""The two ways to a schema, made whole or migrated, end at the same place."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from bot import schema, versions
from bot.database import open_engine
from bot.transactions import transaction
from models import audit, seals, searchable
from models.base import Base
from tests import databases
from tests.conftest import MONDAY

pytestmark = pytest.mark.usefixtures("new_database")
_FIRST_AUTHORITIES = "0021"
_OF_SQLITE = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_OF_POSTGRESQL = """
SELECT table_name || '.' || column_name, concat_ws(',', data_type, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint ' || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(databases.empty(tmp_path / "migrated.db"))
    yield opened
    opened.dispose()


def shape(engine: Engine) -> dict[str, list[str]]:
    """The parts of every table, index and trigger, without spaces, quotes and the order of constraints."""
    query = _OF_POSTGRESQL if engine.dialect.name == "postgresql" else _OF_SQLITE
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(query).all()
    return {name: sorted(re.sub(r"[\s\"]", "", sql).removesuffix(")").split(",")) for name, sql in rows}


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_migrations_make_the_declared_tables(engine: Engine) -> None:
    versions.tables()
    schema.migrate(engine)
    with engine.connect() as connection:
        options: dict[str, Any] = {"compare_type": True, "render_as_batch": True}
        options["include_name"] = lambda name, *_: not (name or "").startswith((searchable.INDEX, seals.TOUCHED))
        context = MigrationContext.configure(connection, opts=options)
        lacking = compare_metadata(context, Base.metadata)
    assert not lacking, f"Write what is new with `make migration NAME=assunto`: {lacking}"


def test_made_whole_or_migrated_it_is_the_same(engine: Engine, tmp_path: Path) -> None:
    whole = open_engine(databases.empty(tmp_path / "whole.db"))
    schema.create(whole)
    schema.migrate(engine)
    assert shape(whole) == shape(engine), "Triggers are not seen by Alembic: write them into the migration by hand."
    ladders = text("SELECT * FROM ladder_steps ORDER BY ladder, position")
    with whole.connect() as one, engine.connect() as other:
        assert one.execute(ladders).all() == other.execute(ladders).all()
    assert schema.current(whole) == schema.current(engine) == versions.newest()
    whole.dispose()


@pytest.mark.slow
def test_down_and_up_again(engine: Engine) -> None:
    schema.migrate(engine)
    before = shape(engine)
    schema.migrate(engine, "base")
    assert tables(engine) == {"alembic_version"}
    schema.migrate(engine)
    assert shape(engine) == before


@pytest.mark.slow
def test_records_from_before_the_upgrade_are_found(engine: Engine) -> None:
    schema.migrate(engine, "0002")
    with engine.begin() as connection:
        for line in (
            "INSERT INTO orgaos (id, sigla, key, name) VALUES (1, 'GP', 'gp', 'Gabinete')",
            "INSERT INTO records (id, kind, code, title, access_level, status, orgao_id, created_at, search_key)"
            " VALUES (7, 'expediente', 'PROC-1/2026', 'Poda de Árvores', 'publico', 'protocolado', 1, '2026-01-02', '')",
            "INSERT INTO expedientes (id, tipo, numero, procedencia, interessado, text, recebido_em)"
            " VALUES (7, 'processo', '1/2026', '', 'José', '', '2026-01-02')",
            "INSERT INTO tramitacoes (id, expediente_id, to_orgao_id, despacho, sent_at, return_date_only)"
            " VALUES (1, 7, 1, 'À calçada', '2026-01-02', FALSE)",
        ):
            connection.execute(text(line))
    schema.migrate(engine)
    found = {
        "sqlite": "SELECT rowid FROM search_index WHERE search_index MATCH 'arvores AND jose AND calcada'",
        "postgresql": "SELECT record_id FROM search_texts WHERE search_index @@ 'arvores & jose & calcada'::tsquery",
    }
    with engine.connect() as connection:
        assert connection.execute(text(found[engine.dialect.name])).scalars().all() == [7]
        assert connection.execute(text("SELECT count(*) FROM search_words WHERE word = 'arvores'")).scalar_one() > 1


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    schema.migrate(engine)
    before = shape(engine)
    schema.migrate(engine)
    assert shape(engine) == before


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE tasks (n INTEGER)"))  # in the way of ours
    with pytest.raises(DatabaseError):
        schema.migrate(engine)
    assert tables(engine) == {"tasks"}


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_a_migrated_history_is_append_only(engine: Engine, change: str) -> None:
    schema.migrate(engine)
    with transaction(engine) as session:
        audit.write(session, "teste", by=None, now=MONDAY, text="uma linha")
    with pytest.raises(DatabaseError), transaction(engine) as session:
        session.execute(text(change))


def test_misfits_say_what_to_do(engine: Engine) -> None:
    assert schema.misfit(engine) == "O banco ainda não tem as tabelas. Rode antes: python -m bot migrate"
    schema.migrate(engine)
    assert schema.misfit(engine) == ""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "mais nova que este programa" in schema.misfit(engine)


@pytest.mark.slow
def test_no_table_is_missed_whatever_else_was_imported() -> None:
    words = "from bot import versions; print(*(table.name for table in versions.tables()))"
    found = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, text=True).stdout
    assert set(found.split()) == {table.name for table in versions.tables()}


def test_the_next_migration_is_drafted_with_sealed_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a new subject under the seal lacks is drafted: its triggers do not stop it."""
    folder = tmp_path / "migrations"
    shutil.copytree(versions.VERSIONS.parent, folder)
    for old in sorted((folder / "versions").glob("[0-9]*.py")):
        if old.name >= _FIRST_AUTHORITIES:
            old.unlink()
    monkeypatch.setattr(versions, "VERSIONS", folder / "versions")
    monkeypatch.setattr(schema, "VERSIONS", folder / "versions")
    assert "op.drop_table('authorities')" in schema.draft("autoridades").read_text(encoding="utf-8")
