"""Rows that fall with others: the closure of rows under the references of the tables, and their deletion."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.orm import Session

from models.base import Base
from models.personal_data.holdings import record_columns

Doomed = dict[str, set[int]]  # ids, by the name of the table
_BETWEEN = frozenset(("record_links",))  # rows that fall with either of the records they join
_PART = 500  # ids in one statement
_RECORDS, _MESSAGES = "records", "outbox"


def of_records(session: Session, ids: Iterable[int]) -> tuple[Doomed, set[int]]:
    """The rows that fall with these records, and those of the records that others, which stay, need."""
    wanted, stay = set(ids), set[int]()
    while True:
        doomed: Doomed = {_RECORDS: wanted - stay}
        doomed[_MESSAGES] = _ids(session, _table(_MESSAGES), "record_id", doomed[_RECORDS])
        close(session, doomed)
        held = set[int]().union(*(_held(session, table, doomed) for table in record_columns()))
        if not held:
            return doomed, stay
        stay |= held


def close(session: Session, doomed: Doomed) -> None:
    """Add to the rows all that refers to them, parents first."""
    for table in Base.metadata.sorted_tables:
        for column, target in _links(table):
            if doomed.get(target) and table.name != _RECORDS and "id" in table.c:
                doomed.setdefault(table.name, set()).update(_ids(session, table, column.name, doomed[target]))


def remove(session: Session, doomed: Doomed) -> None:
    """Delete the rows, children first; rows without a number of their own go by what they refer to."""
    for table in reversed(Base.metadata.sorted_tables):
        columns = [(table.c.id, doomed.get(table.name, set()))] if "id" in table.c else []
        if "id" not in table.c:
            columns = [(column, doomed.get(target, set())) for column, target in _links(table)]
        for column, ids in columns:
            for part in _parts(ids):
                session.connection().execute(delete(table).where(column.in_(part)))
    session.expire_all()


def _held(session: Session, table: Table, doomed: Doomed) -> set[int]:
    """The records to be deleted that a row of a record that stays refers to."""
    links = [(column, target) for column, target in _links(table) if _table(target) in record_columns()]
    if table.name == _RECORDS:
        links = [(table.c.id, _RECORDS), *links]
    if len(links) < 2 or table.name in _BETWEEN:
        return set()
    held = set[int]()
    for column, target in links:
        for part in _parts(doomed.get(target, set())):
            for row in session.execute(select(*(each for each, _ in links)).where(column.in_(part))):
                pairs = [(name, value) for (_, name), value in zip(links, row, strict=True) if value is not None]
                if any(value not in doomed.get(name, ()) for name, value in pairs):
                    held |= _records_of(session, [(n, v) for n, v in pairs if v in doomed.get(n, ())])
    return held


def _records_of(session: Session, rows: Collection[tuple[str, int]]) -> set[int]:
    found = set[int]()
    for name, row_id in rows:
        column = record_columns()[_table(name)]
        if column.name == "id":
            found.add(row_id)
            continue
        above = next(iter(column.foreign_keys)).column.table.name
        owners = session.scalars(select(column).where(_table(name).c.id == row_id))
        found |= _records_of(session, [(above, each) for each in owners])
    return found


def _links(table: Table) -> list[tuple[Column[Any], str]]:
    return [(column, key.column.table.name) for column in table.columns for key in column.foreign_keys]


def _ids(session: Session, table: Table, name: str, of: Collection[int]) -> set[int]:
    column = table.c[name]
    return {each for part in _parts(of) for each in session.scalars(select(table.c.id).where(column.in_(part)))}


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _PART] for start in range(0, len(ordered), _PART))


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
