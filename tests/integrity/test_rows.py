"""Every column of every protected table, altered from outside: the comparison finds each and names it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Index, UniqueConstraint, text

from bot import versions
from models import seals
from tests import databases
from tests.conftest import MONDAY, House
from tests.integrity.outside import another, found, intruder, key_of, one_row_of_each

versions.tables()
TABLES = [one.name for one in seals.protected()]


@pytest.fixture
def full(tmp_path: Path, new_database: Callable[[Path], str]) -> str:
    """The address of a database with a row in every protected table."""
    url = new_database(tmp_path / "house.db")
    if not databases.settle_again(url, full):
        house = House(url, MONDAY, tmp_path)
        with house.transaction() as session:
            one_row_of_each(session)
        house.close()
        databases.keep(url, full)
    return url


def test_rows_written_by_the_program_are_sealed(house: House) -> None:
    house.says("ana", "tarefa @sergio carimbar até sexta")
    house.says("sergio", "concluir T-1")
    house.says("davi", "ordem @bruno @otavio Enviar o inventário.\ncumprir até sexta")
    house.says("ana", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    house.passes("2026-12-01 10:00")
    assert found(house.url) == []


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.slow
def test_every_way_of_altering_a_table(full: str, name: str) -> None:
    one = next(each for each in seals.protected() if each.name == name)
    here = key_of(one.table)
    with intruder(full) as other:
        row = other.execute(text(f"SELECT * FROM {name} WHERE {here}")).mappings().one()  # noqa: S608
        for column in (one.table.c[each] for each in one.columns):
            if column.primary_key:
                continue
            for value in (another(column), *(["NULL"] if column.nullable else [])):
                if value == "NULL" and row[column.name] is None:
                    continue
                before = f"(SELECT old FROM kept_{name})"  # noqa: S608
                other.execute(text(f"CREATE TABLE kept_{name} AS SELECT {column.name} AS old FROM {name} WHERE {here}"))  # noqa: S608
                other.execute(text(f"UPDATE {name} SET {column.name} = {value} WHERE {here}"))  # noqa: S608
                other.commit()
                said = found(full, one)
                assert any(one.thing in each.lower() for each in said), (name, column.name, value, said)
                other.execute(text(f"UPDATE {name} SET {column.name} = {before} WHERE {here}"))  # noqa: S608
                other.execute(text(f"DROP TABLE kept_{name}"))
                other.commit()
        assert found(full) == []
        other.execute(text(f"DELETE FROM {name} WHERE {here}"))  # noqa: S608
        other.commit()
        assert any(one.thing in each.lower() and "não existe mais" in each for each in found(full))


@pytest.mark.parametrize("name", TABLES)
def test_a_forged_row(full: str, name: str) -> None:
    one = next(each for each in seals.protected() if each.name == name)
    with intruder(full) as other:
        if other.dialect.name == "sqlite":
            other.execute(text("PRAGMA foreign_keys = off"))
        unique = {column.name for column in one.table.columns if column.unique or column.primary_key}
        unique |= {
            each.name for each in one.table.columns if each.name in ("place_id", "person_id", "address", "sha256")
        }
        together: list[UniqueConstraint | Index] = [
            *(each for each in one.table.constraints if isinstance(each, UniqueConstraint)),
            *(each for each in one.table.indexes if each.unique),
        ]
        for each in together:
            plain = [column.name for column in each.columns if not column.foreign_keys]
            unique |= set(plain or [list(each.columns)[-1].name])
        values = [another(one.table.c[each.name]) if each.name in unique else each.name for each in one.table.columns]
        columns = ", ".join(each.name for each in one.table.columns)
        other.execute(
            text(f"INSERT INTO {name} ({columns}) SELECT {', '.join(values)} FROM {name} WHERE {key_of(one.table)}")  # noqa: S608
        )
        other.commit()
    assert any(one.thing in each.lower() and "não está na história" in each for each in found(full))


def test_a_whole_table_gone(full: str) -> None:
    with intruder(full) as other:
        other.execute(text("DROP TABLE prorrogacoes"))
    assert any("prorrogacoes não pode ser lida" in each for each in found(full))
