"""Writing the whole register out, in the columns in which it can be read in again."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, moments
from models.audit import Entry
from models.deadlines import Deadline
from models.expedientes.tables import Expediente, ExpedienteDeadline, Tramitacao
from models.people import Orgao
from models.records import AccessLevel, Record
from models.texts import plural

_BATCH = 500
_NOTED = 5_000
_EXPORT = "exportacao"
_KIND = Record.kind == "expediente"


def note(session: Session, *, operator: str, now: datetime) -> int:
    """Keep in the history that everything is written out, and by whom; each restricted or secret one has it in its own.

    Returns the last record there is: `rows` go as far.
    """
    counted = select(Record.access_level, func.count()).where(_KIND).group_by(Record.access_level)
    levels = {row[0]: int(row[1]) for row in session.execute(counted)}
    restricted, secret = levels.get(AccessLevel.RESTRITO, 0), levels.get(AccessLevel.SIGILOSO, 0)
    total = plural(sum(levels.values()), "expediente", "expedientes")
    text = (
        f"{operator} exportou {total}: {plural(restricted, 'restrito', 'restritos')} e "
        f"{plural(secret, 'sigiloso', 'sigilosos')}"
    )
    audit.write(session, _EXPORT, by=None, now=now, text=text, data={"operator": operator, "levels": levels})
    closed = select(Record.id).where(_KIND, Record.access_level != AccessLevel.PUBLICO).order_by(Record.id)
    for ids in session.scalars(closed).partitions(_NOTED):
        audit.write_all(session, (Entry(_EXPORT, each, f"exportado por {operator}") for each in ids), now=now)
    return session.scalar(select(func.max(Record.id))) or 0


def rows(session: Session, until: int | None = None) -> Iterator[list[str]]:
    """One row for each expediente, in the order they were registered."""
    siglas: dict[int | None, str] = {row.id: row.sigla for row in session.scalars(select(Orgao))}
    last = 0
    query = select(Expediente).order_by(Expediente.id).limit(_BATCH)
    query = query if until is None else query.where(Expediente.id <= until)
    while batch := list(session.scalars(query.where(Expediente.id > last))):
        last = batch[-1].id
        ids = [each.id for each in batch]
        places, dues = _places(session, ids, siglas), _dues(session, ids)
        for each in batch:
            yield _values(each, siglas.get(each.orgao_id, ""), places.get(each.id, ""), dues.get(each.id, ""))
        session.expunge_all()


def _values(each: Expediente, orgao: str, place: str, due: str) -> list[str]:
    own = each.sequence is not None and each.numero == each.code
    return [
        each.tipo,
        str(each.sequence) if own else each.numero,
        str(each.ano or ""),
        orgao,
        each.title,
        each.interessado,
        each.procedencia,
        each.access_level,
        each.status,
        place,
        each.recebido_em.isoformat() + (f" {each.recebido_as:%H:%M}" if each.recebido_as else ""),
        due,
    ]


def _places(session: Session, ids: list[int], siglas: dict[int | None, str]) -> dict[int, str]:
    """Where each is, or was last."""
    query = select(Tramitacao.expediente_id, Tramitacao.to_orgao_id, Tramitacao.closed_at)
    found: dict[int, list[str]] = {}
    ended: dict[int, str] = {}
    for row in session.execute(query.where(Tramitacao.expediente_id.in_(ids)).order_by(Tramitacao.id)):
        sigla = siglas.get(row.to_orgao_id, "")
        if row.closed_at is None:
            found.setdefault(row.expediente_id, []).append(sigla)
        else:
            ended[row.expediente_id] = sigla
    return {i: " ".join(dict.fromkeys(found.get(i) or [ended.get(i, "")])) for i in ids}


def _dues(session: Session, ids: list[int]) -> dict[int, str]:
    query = select(Deadline.record_id, Deadline.due_at).where(
        Deadline.record_id.in_(ids), Deadline.kind == ExpedienteDeadline.EXPEDIENTE, Deadline.closed_at.is_(None)
    )
    return {row.record_id: moments.today(row.due_at).isoformat() for row in session.execute(query)}
