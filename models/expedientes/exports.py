"""The values of expedientes as a table has them, in which they can be read in again."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments
from models.deadlines import IS_OURS, Deadline
from models.expedientes.numbering import is_received
from models.expedientes.tables import Expediente, ExpedienteDeadline, Tramitacao
from models.people import Orgao
from models.sheets import Values


def give(session: Session, batch: Sequence[Expediente]) -> Iterator[Values]:
    """The values of each expediente, by column."""
    siglas: dict[int | None, str] = {row.id: row.sigla for row in session.execute(select(Orgao.id, Orgao.sigla))}
    ids = [each.id for each in batch]
    places, dues = _places(session, ids, siglas), _dues(session, ids)
    for each in batch:
        own = each.sequence is not None and each.numero == each.code and not is_received(each.code, each.tipo)
        yield {
            "tipo": each.tipo,
            "numero": each.sequence if own else each.numero,
            "ano": each.ano,
            "orgao": siglas.get(each.orgao_id),
            "assunto": each.title,
            "interessado": each.interessado,
            "procedencia": each.procedencia,
            "nivel": each.access_level,
            "situacao": each.status,
            "onde": places.get(each.id),
            "recebido_em": f"{each.recebido_em}" + (f" {each.recebido_as:%H:%M}" if each.recebido_as else ""),
            "prazo": dues.get(each.id),
        }


def _places(session: Session, ids: list[int], siglas: dict[int | None, str]) -> dict[int, str]:
    """The present órgão of each, or the last one."""
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


def _dues(session: Session, ids: list[int]) -> dict[int, date]:
    query = select(Deadline.record_id, Deadline.due_at).where(
        Deadline.record_id.in_(ids),
        Deadline.kind == ExpedienteDeadline.EXPEDIENTE,
        Deadline.closed_at.is_(None),
        IS_OURS,
    )
    return {row.record_id: moments.today(row.due_at) for row in session.execute(query)}
