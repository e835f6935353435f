"""Writing the whole register out, in the columns in which it can be read in again."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments
from models.deadlines import Deadline, DeadlineKind
from models.expedientes.tables import Expediente, Tramitacao
from models.people import Orgao
from models.people.register.rows import guarded

_BATCH = 500


def rows(session: Session) -> Iterator[list[str]]:
    """One row for each expediente, in the order they were registered, made harmless for spreadsheets."""
    siglas: dict[int | None, str] = {row.id: row.sigla for row in session.scalars(select(Orgao))}
    last = 0
    while batch := list(
        session.scalars(select(Expediente).where(Expediente.id > last).order_by(Expediente.id).limit(_BATCH))
    ):
        last = batch[-1].id
        ids = [each.id for each in batch]
        places, dues = _places(session, ids, siglas), _dues(session, ids)
        for each in batch:
            values = _values(each, siglas.get(each.orgao_id, ""), places.get(each.id, ""), dues.get(each.id, ""))
            yield [guarded(value) for value in values]
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
        Deadline.record_id.in_(ids), Deadline.kind == DeadlineKind.EXPEDIENTE, Deadline.closed_at.is_(None)
    )
    return {row.record_id: moments.today(row.due_at).isoformat() for row in session.execute(query)}
