"""Record: the common data of every official thing, and the functions common to them.

Number and year, title, órgão, author, status, access level, history, followers. Each subject adds a joined table.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, Table, UniqueConstraint, and_, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, seals, searchable
from models.base import Base, insert_into, insert_row, insert_rows, related
from models.people import Orgao, Person, Role, Standing, heads_of, standing
from models.texts import fold


class AccessLevel(StrEnum):
    PUBLICO = "publico"
    RESTRITO = "restrito"
    SIGILOSO = "sigiloso"


UNSIGNED = ("minuta", "devolvida")  # states of an act that somebody has still to approve
_OVERSEEING = frozenset((Role.PREFEITO, Role.CHEFIA, Role.CONTROLE))


class Record(Base):
    """An official thing with a number. `kind` names the subject and its joined table."""

    __tablename__ = "records"
    __table_args__ = (Index("ix_records_kind_status", "kind", "status"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)  # as people read and type it: T-12, OS-5/2026
    title: Mapped[str]
    access_level: Mapped[str] = mapped_column(default=AccessLevel.PUBLICO)
    status: Mapped[str]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"), index=True)
    created_at: Mapped[datetime]
    author: Mapped[Person | None] = related(lazy="select")

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "record"}

    @property
    def authors(self) -> list[Person]:
        """The author, as a list of one person or none."""
        return [self.author] if self.author else []


seals.protect(Record, "o registro", by="code")


class RecordKey(Base):
    """One more spelling under which a record is found (`12/2026`, the digits of a NUP, the number of its draft)."""

    __tablename__ = "record_keys"
    key: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)


seals.protect(RecordKey, "o número", by="record_id")


searchable.source(Record.id, Record.code, Record.title)
searchable.source(RecordKey.record_id, RecordKey.key, where=RecordKey.key.not_like("%/%"))  # the digits of a NUP


class RecordAccess(Base):
    """A person or órgão that a restricted or secret record concerns."""

    __tablename__ = "record_access"
    __table_args__ = (UniqueConstraint("record_id", "person_id", "orgao_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"))


seals.protect(RecordAccess, "o acesso", by="record_id")


class Follower(Base):
    """A person who follows a record."""

    __tablename__ = "followers"
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)


seals.protect(Follower, "o acompanhamento", by="record_id")


class Sequence_(Base):
    """The last number drawn of a series; `year` 0 where the series never restarts."""

    __tablename__ = "sequences"
    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


seals.protect(Sequence_, "a numeração", by="series")


def draw_number(session: Session, series: str, year: int = 0) -> int:
    """The next number of a series, drawn in this transaction: none is doubled, and a rollback gives it back."""
    statement = _draw(session.get_bind().dialect.name)
    return int(session.connection().execute(statement, {"series": series, "year": year}).scalar_one())


@cache
def _draw(dialect: str) -> Any:
    table: Any = Sequence_.__table__
    first = insert_into(table, dialect).values(series=bindparam("series"), year=bindparam("year"), last=1)
    return first.on_conflict_do_update(
        index_elements=[table.c.series, table.c.year], set_={"last": table.c.last + 1}
    ).returning(table.c.last)


@cache
def _columns(model: type[Record]) -> tuple[frozenset[str], frozenset[str]]:
    own: Any = model.__table__
    common: Any = Record.__table__
    return frozenset(common.columns.keys()), frozenset(own.columns.keys())


def create(session: Session, model: type[Record], *, now: datetime, search: Iterable[str] = (), **values: Any) -> int:
    """Insert a record of that subject: the common row, its own, and the words it is found by. Returns the id."""
    common, own = _columns(model)
    values.setdefault("access_level", AccessLevel.PUBLICO.value)
    values.setdefault("parent_id", None)
    values["kind"] = model.__mapper_args__["polymorphic_identity"]
    values["created_at"] = now
    record_id = insert_row(session, Record, **{name: value for name, value in values.items() if name in common})
    own_values = {name: value for name, value in values.items() if name in own and name not in ("kind", "id")}
    insert_row(session, model, id=record_id, **own_values)
    searchable.put(session, record_id, values["code"], values["title"], *search)
    return record_id


def create_all(session: Session, model: type[Record], rows: Sequence[Mapping[str, Any]], *, now: datetime) -> list[int]:
    """Insert many records of that subject by a few statements; returns their ids, in the order of the rows.

    All rows name the same columns: a common one that is missing has its usual value, one of the subject's own none.
    `keys`: more spellings of the number (folded); `search`: more words to be found by.
    """
    common, own = _columns(model)
    usual = {"access_level": AccessLevel.PUBLICO.value, "parent_id": None, "author_id": None, "created_at": now}
    usual["kind"] = model.__mapper_args__["polymorphic_identity"]
    names, own_names = sorted(common & rows[0].keys()), sorted(own & rows[0].keys())
    insert_rows(session, Record, [usual | {name: row[name] for name in names} for row in rows])
    found = session.execute(select(Record.code, Record.id).where(Record.code.in_([row["code"] for row in rows])))
    by_code = {row.code: row.id for row in found}
    ids = [by_code[row["code"]] for row in rows]
    none = dict.fromkeys(sorted(own))
    owned = zip(rows, ids, strict=True)
    insert_rows(session, model, [none | {name: row[name] for name in own_names} | {"id": each} for row, each in owned])
    keys = [{"key": key, "record_id": by_code[row["code"]]} for row in rows for key in dict.fromkeys(row["keys"])]
    insert_rows(session, RecordKey, keys)
    searchable.put_all(
        session, {by_code[row["code"]]: (row["code"], row["title"], *row.get("search", ())) for row in rows}
    )
    return ids


def add_keys(session: Session, record_id: int, keys: Iterable[str]) -> None:
    """Let the record be found under more spellings (folded, without spaces)."""
    insert_rows(session, RecordKey, [{"key": key, "record_id": record_id} for key in dict.fromkeys(keys)])


def grant(session: Session, record_id: int, *, people: Iterable[Person] = (), orgaos: Iterable[Orgao] = ()) -> None:
    """Name people and órgãos that may see a restricted or secret record. Repeating is harmless."""
    rows = session.execute(
        select(RecordAccess.person_id, RecordAccess.orgao_id).where(RecordAccess.record_id == record_id)
    )
    known = {(row.person_id, row.orgao_id) for row in rows}
    wanted = [(person.id, None) for person in people] + [(None, orgao.id) for orgao in orgaos]
    missing = [pair for pair in dict.fromkeys(wanted) if pair not in known]
    insert_rows(session, RecordAccess, [{"record_id": record_id, "person_id": p, "orgao_id": o} for p, o in missing])


@lru_cache(maxsize=1000)  # to build it costs as much as to ask it
def visible_to(viewer: Standing) -> ColumnElement[bool]:
    """The condition that a record may be seen: a hidden one is not selected, hence does not exist.

    A restricted one is seen by overseers, the people named and everybody of the órgãos named. A secret one by the
    people named, the present heads of the órgãos named, and, while it is a draft, its possible approvers.
    """
    restricted, secret = (Record.access_level == level for level in (AccessLevel.RESTRITO, AccessLevel.SIGILOSO))
    ways: list[ColumnElement[bool]] = [RecordAccess.person_id.in_(viewer.person_ids)]
    ways += [RecordAccess.orgao_id.in_(viewer.heads)] if viewer.heads else []
    ways += [and_(RecordAccess.orgao_id.in_(viewer.orgao_ids), restricted)] if viewer.orgao_ids else []
    named = select(RecordAccess.id).where(RecordAccess.record_id == Record.id, or_(*ways))
    by_office = [restricted] if oversees(viewer.roles) else []
    by_office += [and_(secret, Record.status.in_(UNSIGNED))] if viewer.commands else []
    return or_(Record.access_level == AccessLevel.PUBLICO, *by_office, named.exists())


def any_of(kind: str, *states: str) -> ColumnElement[bool]:
    """The condition that there is a record of that kind, in one of these states where any are named."""
    in_state = (Record.status.in_([str(each) for each in states]),) if states else ()
    return select(Record.id).where(Record.kind == kind, *in_state).exists()


def which_hold(session: Session, conditions: tuple[ColumnElement[bool], ...]) -> Sequence[bool]:
    """Whether each of these conditions holds, by one statement."""
    return session.connection().execute(_whether(conditions)).one()


@lru_cache(maxsize=8)  # to build it costs as much as to ask it
def _whether(conditions: tuple[ColumnElement[bool], ...]) -> Select[*tuple[Any, ...]]:
    return select(*conditions)


def oversees(roles: Collection[Role]) -> bool:
    """Whether these roles see restricted records."""
    return not _OVERSEEING.isdisjoint(roles)


def readers(session: Session, record: Record, people: Iterable[Person], now: datetime) -> list[Person]:
    """The people, of these, who may see the record."""
    if record.access_level == AccessLevel.PUBLICO:
        return list(people)
    return [each for each in people if is_visible(session, record, by=each, now=now)]


def is_visible(session: Session, record: Record, *, by: Person, now: datetime) -> bool:
    query = select(Record.id).where(Record.id == record.id, visible_to(standing(session, by, now)))
    return session.scalar(query) is not None


class Readership:
    """The rules of `visible_to` for issued records, in memory: for many people at once, by two queries."""

    def __init__(self, session: Session, record_ids: Collection[int]) -> None:
        self._people: dict[int, set[int]] = defaultdict(set)
        self._orgaos: dict[int, set[int]] = defaultdict(set)
        for row in session.connection().execute(_NAMED, {"ids": list(record_ids)}) if record_ids else ():
            named, each = (self._people, row.person_id) if row.person_id else (self._orgaos, row.orgao_id)
            named[row.record_id].add(each)
        self._heads = heads_of(session, set[int]().union(*self._orgaos.values()))

    def includes(
        self, record_id: int, level: str, person_ids: Collection[int], orgao_ids: Collection[int], *, oversees: bool
    ) -> bool:
        """Whether a person who acts as these people, and leads these órgãos, may see that record."""
        if level == AccessLevel.PUBLICO or not self._people[record_id].isdisjoint(person_ids):
            return True
        if level == AccessLevel.RESTRITO:
            return oversees or not self._orgaos[record_id].isdisjoint(orgao_ids)
        return any(not self._heads[each].isdisjoint(person_ids) for each in self._orgaos[record_id])


def named(session: Session, record: Record) -> list[Person | Orgao]:
    """The people and órgãos that a restricted or secret record names."""
    rows = session.execute(
        select(RecordAccess.person_id, RecordAccess.orgao_id).where(RecordAccess.record_id == record.id)
    )
    return [session.get_one(Person, p) if p else session.get_one(Orgao, o) for p, o in rows]


def visible_ids(session: Session, record_ids: Collection[int], *, by: Person, now: datetime) -> set[int]:
    """The ids, of these records, that the person may see."""
    if not record_ids:
        return set()
    query = select(Record.id).where(Record.id.in_(record_ids), visible_to(standing(session, by, now)))
    return set(session.scalars(query))


def find(session: Session, codes: Sequence[str], *, by: Person, now: datetime) -> list[Record]:
    """The records under any of these spellings that the person may see, in order of number."""
    spelled = {"codes": codes, "keys": [fold(code) for code in codes]}
    return list(session.scalars(_found_by(standing(session, by, now)), spelled))


def longer_spelling(session: Session, record: Record) -> str:
    """Its number with more behind it, where it is found by that too: `REQ-58/2026-CAMARA`; empty where it is not."""
    longer = RecordKey.key.startswith(f"{fold(record.code)}-", autoescape=True)
    query = select(RecordKey.key).where(RecordKey.record_id == record.id, longer).order_by(RecordKey.key).limit(1)
    return (session.scalar(query) or "").upper()


@lru_cache(maxsize=1000)
def _found_by(viewer: Standing) -> Select[Record]:
    same_key = select(RecordKey.record_id).where(RecordKey.key.in_(bindparam("keys", expanding=True)))
    is_meant = or_(Record.code.in_(bindparam("codes", expanding=True)), Record.id.in_(same_key))
    return select(Record).where(is_meant, visible_to(viewer)).order_by(Record.id).limit(9)


def load(session: Session, model: type[Any], record_id: int) -> Any:
    """The record with the columns of its subject."""
    return session.get_one(model, record_id)


def follow(session: Session, record: Record, *, by: Person, now: datetime) -> bool:
    """Start following; False when the person already did."""
    if session.get(Follower, (record.id, by.id)) is not None:
        return False
    session.connection().execute(_FOLLOWERS.insert(), {"record_id": record.id, "person_id": by.id})
    audit.write(session, "acompanhamento", by=by, now=now, record_id=record.id, text=f"{by.name} acompanha")
    return True


def followers(session: Session, record: Record) -> list[int]:
    return list(session.connection().scalars(_FOLLOWING, {"record_id": record.id}))


_NAMED = select(RecordAccess.record_id, RecordAccess.person_id, RecordAccess.orgao_id).where(
    RecordAccess.record_id.in_(bindparam("ids", expanding=True))
)
_FOLLOWING = select(Follower.person_id).where(Follower.record_id == bindparam("record_id"))
_FOLLOWERS: Table = Follower.__table__  # type: ignore[assignment]
