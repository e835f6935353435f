"""What narrows a search, as conditions that are asked of the newest records first."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, literal_column, or_, select, union_all

from models import moments
from models.deadlines import Deadline, DeadlineState
from models.directives import Directive, DirectiveStatus
from models.expedientes import Expediente, Situacao, Tramitacao
from models.records import Record
from models.search.sought import Dated, Sought
from models.tasks import TaskStatus

FINAL = (
    Situacao.CONCLUIDO,
    Situacao.ARQUIVADO,
    Situacao.ANULADO,
    TaskStatus.CONCLUIDA,
    TaskStatus.CANCELADA,
    DirectiveStatus.REVOGADA,
)
_records: Any = Record.__table__
_expedientes: Any = Expediente.__table__


class Bounds(NamedTuple):
    """Between which ids is what was received or made in a period; None: anywhere."""

    first: int | None = None
    last: int | None = None


def bounds(connection: Connection, sought: Sought) -> Bounds | None:
    """None: nothing is of that period. Registers grow with time: what is of a period stands close together.

    What has only a beginning is met at once by whoever looks at the newest first.
    """
    if sought.until is None:
        return Bounds()
    ids = union_all(
        select(_expedientes.c.id).where(*_received(sought)),
        select(_records.c.id).where(*_made(sought)),
    ).subquery()
    first, last = connection.execute(select(func.min(ids.c.id), func.max(ids.c.id))).one()
    return None if last is None else Bounds(first, last)


def conditions(
    sought: Sought, record_id: ColumnElement[int], within: Bounds, now: datetime, dialect: str
) -> list[ColumnElement[bool]]:
    """What is asked of the id of a record, where it was found, and of the record itself."""
    return [*_of_id(sought, record_id, within, now, dialect), *_of_record(sought, dialect)]


def _of_id(
    sought: Sought, record_id: ColumnElement[int], within: Bounds, now: datetime, dialect: str
) -> Iterator[ColumnElement[bool]]:
    if within.last is not None:
        yield record_id.between(within.first, within.last)
    if sought.dated in (Dated.WITH, Dated.LATE):
        dated = select(Deadline.record_id).where(Deadline.state == DeadlineState.OPEN)
        late = dated.where(Deadline.due_at < now) if sought.dated is Dated.LATE else dated
        if sought.terms and dialect == "postgresql":  # in their order, so that it may stop at the first page
            newest = late.distinct().order_by(Deadline.record_id.desc()).subquery()
            yield record_id == newest.c.record_id
        else:  # for SQLite an expression: asked of each id that has the words, instead of the words of each id
            yield (record_id + 0 if sought.terms else record_id).in_(late)


def _of_record(sought: Sought, dialect: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sought.kind:
        found.append(_of_kind(sought, dialect))
    if sought.subkind:
        found.append(_of_subkind(sought))
    if sought.orgao_ids:
        found.append(_with_orgao(sought, dialect))
    if sought.statuses:
        found.append(_records.c.status.in_(sought.statuses))
    if sought.statuses == (DirectiveStatus.REVOGADA,):  # only acts are: there is an index of them
        found.append(_records.c.kind == "directive")
    if sought.open_only:
        found.append(_records.c.status.not_in(FINAL))
    if sought.dated is Dated.WITHOUT:
        found.append(~exists().where(Deadline.record_id == _records.c.id, Deadline.state == DeadlineState.OPEN))
    if sought.since or sought.until:
        received = select(_expedientes.c.id).where(_expedientes.c.id == _records.c.id, *_received(sought))
        found.append(or_(and_(*_made(sought)), _for_each(received, dialect)))
    return found


def _of_kind(sought: Sought, dialect: str) -> ColumnElement[bool]:
    """Most records are expedientes: for SQLite an expression, so that no index gathers them all to sort them."""
    kind = _records.c.kind
    walked: ColumnElement[str] = kind.concat("") if sought.kind == "expediente" and dialect == "sqlite" else kind
    return walked == sought.kind


def _of_subkind(sought: Sought) -> ColumnElement[bool]:
    own: Any = (Directive if sought.kind == "directive" else Expediente).__table__
    of = own.c.act_kind if sought.kind == "directive" else own.c.tipo
    return exists().where(own.c.id == _records.c.id, of == sought.subkind)


def _with_orgao(sought: Sought, dialect: str) -> ColumnElement[bool]:
    """Registered by one of the órgãos, or with it now."""
    here: Select[Any] = select(Tramitacao.id).where(
        Tramitacao.expediente_id == _records.c.id,
        Tramitacao.to_orgao_id.in_(sought.orgao_ids),
        Tramitacao.closed_at.is_(None),
    )
    return or_(_records.c.orgao_id.in_(sought.orgao_ids), _for_each(here, dialect))


def _for_each(query: Select[Any], dialect: str) -> ColumnElement[bool]:
    """Looked up for each record, never gathered for all of them; by itself PostgreSQL would."""
    return (query.offset(literal_column("0")) if dialect == "postgresql" else query).exists()


def _received(sought: Sought) -> list[ColumnElement[bool]]:
    """An expediente is of the day on which it was received."""
    of = _expedientes.c.recebido_em
    since = [of >= sought.since] if sought.since else []
    return [*since, of <= sought.until] if sought.until else since


def _made(sought: Sought) -> list[ColumnElement[bool]]:
    """Anything else is of the day on which it was made."""
    found = [_records.c.kind != "expediente"]
    if sought.since:
        found.append(_records.c.created_at >= moments.start_of(sought.since))
    if sought.until:
        found.append(_records.c.created_at < moments.start_of(sought.until + timedelta(days=1)))
    return found
