"""The mapped base, aware UTC datetimes, the one way of inserting a row, refusals, and named failpoints."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    FromClause,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session, relationship
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A button: its label, and the line it stands for. Pressing is typing."""

    label: str
    line: str


@dataclass(frozen=True, slots=True)
class Brought:
    """What came with a request beside its line: files, stored already, and somebody else's words.

    `kept`: the number of the message they were kept with before; 0: they are new.
    """

    files: list[dict[str, Any]]
    words: str = ""
    kept: int = 0


class Refusal(Exception):
    """A sentence the person reads, with lines that would have worked as buttons; the request is rolled back.

    `shows`: the version of a draft that the sentence shows. `line`: the refused request, once its dispatcher sets it;
    `answers`: the held request that an answer completed to that line; `brought`: what came with it; `half`: the
    answers of a form that it leaves open. Any other exception is a failure of ours.
    """

    half: "dict[str, Any] | None" = None
    line = ""
    answers = ""
    brought: "Brought | None" = None

    def __init__(self, sentence: str, buttons: Iterable[Button] = (), shows: str = "") -> None:
        super().__init__(sentence)
        self.buttons, self.shows = tuple(buttons), shows

    @property
    def sentence(self) -> str:
        return str(self.args[0])

    @property
    def asks(self) -> bool:
        """Whether it offers lines and asks which is meant."""
        return bool(self.buttons) and "?" in self.sentence


class Answer(StrEnum):
    """The kind of answer that a question asks for."""

    TEXT = "texto"
    DATE = "data"
    DATE_OR_NOT = "data ou não"
    PERIOD = "período"
    WHO = "quem"
    NUMBER = "número"
    CHOICE = "escolha"
    FILE = "arquivo"


class Question(Refusal):
    """A refusal for lack of one piece: the request is held, and the next line is taken for the answer.

    `instead`: the words of the line that the answer replaces; without them it goes where a line has such a piece.
    `typed`: the form in which the answer stands in the line.
    """

    def __init__(
        self, sentence: str, wants: Answer, buttons: Iterable[Button] = (), *, instead: str = "", typed: str = "{}"
    ) -> None:
        super().__init__(sentence, buttons)
        self.wants, self.instead, self.typed = wants, instead, typed

    @property
    def asks(self) -> bool:
        return True


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant: stored in UTC, read back in UTC. A naive datetime is refused at the door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: instants are aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Hundredths(TypeDecorator[Decimal]):
    """An amount in reais, or another figure of two places, kept as whole hundredths: exact in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


def partial_index(name: str, *columns: Any, where: str, unique: bool = False) -> Index:
    """An index of the rows for which `where` holds: as small as they are few, however long the table."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: Id,
        str: String,
        datetime: UtcDateTime,
        Decimal: Hundredths,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
    }


def related(**how: Any) -> Any:
    """A relationship that is only read: what it shows is changed by the columns of the row."""
    # One that is written through is looked at in every flush, of whatever object: a fifth of a change of state.
    return relationship(viewonly=True, **how)


@dataclass(frozen=True, slots=True)
class _Insert:
    """An INSERT as the driver takes it. `translate`: what becomes of the value in that place on its way."""

    sql: str
    columns: tuple[str, ...]
    translate: tuple[tuple[int, Callable[[Any], Any]], ...]
    defaults: dict[str, Any]
    by_place: bool

    def values(self, rows: Sequence[dict[str, Any]]) -> list[Any]:
        """The values of each row, as the driver takes them."""
        given = {name: each(None) if callable(each) else each for name, each in self.defaults.items()}
        return [self._row({**given, **row} if given else row) for row in rows]

    def _row(self, row: dict[str, Any]) -> Any:
        values = [row[name] for name in self.columns]
        for place, to in self.translate:
            values[place] = to(values[place])
        return tuple(values) if self.by_place else dict(zip(self.columns, values, strict=True))


_ONE, _MANY, _NEW = "one", "many", "new"  # the forms of an INSERT


def insert_into(table: FromClause, dialect: str) -> Any:
    """An INSERT that knows ON CONFLICT, as that database says it."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def insert_row(session: Session, model: type[Base], **values: Any) -> int:
    """Insert one row of `model`; returns its id, where it has one."""
    # By the driver: SQLAlchemy's own way costs three times as many calls, and every command writes eight rows.
    connection = session.connection()
    insert = _insert(connection.dialect, model.__table__, tuple(values), _ONE)
    done = connection.exec_driver_sql(insert.sql, insert.values([values])[0])
    return int(done.scalar_one() if done.returns_rows else done.lastrowid)


def insert_rows(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert many rows of `model` in one statement; all rows name the same columns."""
    _insert_many(session, model, rows, _MANY)


def insert_new_rows(session: Session, model: type[Base], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose unique key is not there yet; returns how many those were."""
    return _insert_many(session, model, rows, _NEW)


def _insert_many(session: Session, model: type[Base], rows: list[dict[str, Any]], form: str) -> int:
    if not rows:
        return 0
    connection = session.connection()
    insert = _insert(connection.dialect, model.__table__, tuple(rows[0]), form)
    return int(connection.exec_driver_sql(insert.sql, insert.values(rows)).rowcount)


@lru_cache(maxsize=256)
def _insert(dialect: Dialect, table: FromClause, columns: tuple[str, ...], form: str) -> _Insert:
    assert isinstance(table, Table)
    statement = insert_into(table, dialect.name).inline()
    if form == _NEW:
        statement = statement.on_conflict_do_nothing()
    elif form == _ONE and dialect.name == "postgresql":
        statement = statement.returning(*list(table.primary_key)[:1])
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(columns))
    names = tuple(compiled.positiontup or compiled.params)
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    translate = tuple((place, each) for place, each in enumerate(processors) if each is not None)
    defaults = {name: table.c[name].default.arg for name in names if name not in columns}
    return _Insert(str(compiled), names, translate, defaults, bool(compiled.positional))


_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")
_TURN_IF_FREE = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:what, 0))")


def take_turn(session: Session, what: str = "house") -> None:
    """Wait for the lock named `what`, and hold it until this transaction ends.

    A transaction that changes the house takes its lock first: gapless numbers and a chained history need one order.
    SQLite has one writer anyway. Of several locks, that of the house comes first, and rows are locked after.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(_TURN, {"what": f"gabinete {what}"})


def take_turn_if_free(connection: Connection) -> bool:
    """As `take_turn`, of the house, without waiting; False: another transaction has it."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(_TURN_IF_FREE, {"what": "gabinete house"}))


_REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$"
)


def refuse_change(table: FromClause, name: str, change: str, answer: str, *, only_when: str = "") -> None:
    """Make a trigger that refuses a change of the table, even to the owner of the database."""
    start = f"CREATE TRIGGER {name} BEFORE {change} ON {table}"
    on_sqlite = f"WHEN {only_when} " if only_when else ""
    on_postgresql = f"WHEN ({only_when}) " if only_when else ""
    _after_create(table, "sqlite", f"{start} {on_sqlite}BEGIN SELECT RAISE(ABORT, '{answer}'); END")
    _after_create(table, "postgresql", _REFUSE)
    does = f"EXECUTE FUNCTION refuse_change('{answer}')"
    _after_create(table, "postgresql", f"{start} FOR EACH ROW {on_postgresql}{does}")


def refuse_truncate(table: FromClause, name: str, answer: str) -> None:
    """Make a trigger that refuses TRUNCATE, which fires no trigger for rows; on PostgreSQL only."""
    start = f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table}"
    _after_create(table, "postgresql", f"{start} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('{answer}')")


def _after_create(table: FromClause, dialect: str, statement: str) -> None:
    event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


_on_failpoint: Callable[[str], None] | None = None


def arm_failpoints(action: Callable[[str], None] | None) -> None:
    """Make every failpoint call `action` with its name; None disarms. For fault tests only."""
    global _on_failpoint
    _on_failpoint = action


def failpoint(name: str) -> None:
    """A place where a fault test may end the process or raise. Costs nothing unless armed."""
    if _on_failpoint is not None:
        _on_failpoint(name)
