"""Rebuilding of the search index from the texts of all records."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, text, update
from sqlalchemy.orm import Session

from models.searchable.tables import DROP, MAKE, SearchText
from models.searchable.texts import kept, learn, put_all, words_of

_BATCH = 500
_TEXTS: Table = SearchText.__table__  # type: ignore[assignment]
_UPDATE = update(_TEXTS).where(_TEXTS.c.record_id == bindparam("of")).values(words=bindparam("now"))


@dataclass(frozen=True, slots=True)
class _Source:
    """A column of record ids, and the columns of their texts."""

    of: Any
    texts: tuple[Any, ...]
    where: ColumnElement[bool] | None


_sources: list[_Source] = []


def source(of: Any, *texts: Any, where: ColumnElement[bool] | None = None) -> None:
    """Declare where texts of records are written: the column of the record's id, and those of the texts.

    This is for the index that is made anew; what is written is added as it is (`search=` of a new record, `add`).
    """
    if isinstance(of, type):
        raise TypeError(f"searchable.source: first the column of the record's id, {of.__name__}.__table__.c.id")
    _sources.append(_Source(of, texts, where))


def refresh(session: Session, record_id: int) -> None:
    """Gather the texts of one record anew."""
    session.flush()
    words = words_of(*_gathered(session, [record_id])[record_id])
    session.connection().execute(_UPDATE, {"of": record_id, "now": kept(words)})
    learn(session, words)


def complete(session: Session) -> int:
    """Gather the texts of the records that have none; returns how many there were."""
    count, records = 0, _records()
    without = records.outerjoin(_TEXTS, _TEXTS.c.record_id == records.c.id)
    query = select(records.c.id).select_from(without).where(_TEXTS.c.record_id.is_(None))
    last = 0
    while ids := _ids(session, query, last):
        put_all(session, _gathered(session, ids))
        count, last = count + len(ids), ids[-1]
    return count


def lacking(session: Session) -> int:
    """The number of records that the index lacks."""
    # Only counts: one scan of two keys.
    records, texts = (session.scalar(select(func.count()).select_from(each)) or 0 for each in (_records(), _TEXTS))
    return max(records - texts, 0)


def rebuild(session: Session) -> int:
    """Rebuild the index from the records; returns their number."""
    dialect = session.get_bind().dialect.name
    for statement in DROP[dialect]:
        session.execute(text(statement))
    count = sum(_compare(session, ids) for ids in _batches(session))
    for statement in MAKE[dialect]:
        session.execute(text(statement))
    filled = (
        "INSERT INTO search_index(search_index) VALUES ('rebuild')" if dialect == "sqlite" else "ANALYZE search_texts"
    )
    session.execute(text(filled))
    return count


def _compare(session: Session, ids: Sequence[int]) -> int:
    texts = _gathered(session, ids)
    known = dict(
        session.connection()
        .execute(select(_TEXTS.c.record_id, _TEXTS.c.words).where(_TEXTS.c.record_id.in_(ids)))
        .all()
    )
    put_all(session, {each: found for each, found in texts.items() if each not in known})
    words = {each: words_of(*texts[each]) for each in known}
    changed = [{"of": each, "now": kept(found)} for each, found in words.items() if kept(found) != known[each]]
    if changed:
        session.connection().execute(_UPDATE, changed)
    learn(session, {word for found in words.values() for word in found})
    return len(ids)


def _batches(session: Session) -> Iterator[Sequence[int]]:
    last = 0
    while ids := _ids(session, select(_records().c.id), last):
        yield ids
        last = ids[-1]


def _ids(session: Session, query: Select[int], after: int) -> Sequence[int]:
    of = _records().c.id
    return session.connection().execute(query.where(of > after).order_by(of).limit(_BATCH)).scalars().all()


def _gathered(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    found.update({record_id: [] for record_id in ids})
    for each in _sources:
        query = select(each.of, *each.texts).where(each.of.in_(ids))
        for record_id, *texts in session.connection().execute(query if each.where is None else query.where(each.where)):
            found[record_id] += [" ".join(one) if isinstance(one, list) else one for one in texts if one]
    return found


def _records() -> Table:
    return SearchText.metadata.tables["records"]
