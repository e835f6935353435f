"""Queries about what leaves: of a record, what answers it; of an ofício, the records it answers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.authorities import Authority, is_protocolo
from models.base import Refusal
from models.oficios.tables import Oficio, OficioAddressee, OficioAnswer, OficioStatus
from models.people import Person, standing
from models.records import Record, load, visible_to
from models.subjects import of_kind

_NEVER_LEFT = (OficioStatus.CANCELADA, OficioStatus.SEM_EFEITO)


def of(session: Session, record: Record) -> list[Oficio]:
    """What answers a record or is about it, the oldest first, without what was cancelled."""
    answers = select(OficioAnswer.oficio_id).where(OficioAnswer.record_id == record.id)
    query = select(Oficio).where(or_(Oficio.id.in_(answers), Oficio.about_id == record.id))
    return list(session.scalars(query.where(Oficio.status.not_in(_NEVER_LEFT)).order_by(Oficio.id)))


def answered_by(session: Session, oficio: Oficio) -> list[Record]:
    """The records that it answers and the one it is about, each as its own subject."""
    query = select(Record.id, Record.kind).where(
        or_(
            Record.id.in_(select(OficioAnswer.record_id).where(OficioAnswer.oficio_id == oficio.id)),
            Record.id == oficio.about_id,
        )
    )
    found = session.execute(query.order_by(Record.id))
    subjects = {row.id: of_kind(row.kind) for row in found}
    return [load(session, each.model if each else Record, record_id) for record_id, each in subjects.items()]


def with_authority(session: Session, to: Sequence[Authority], *, by: Person, now: datetime) -> list[Oficio]:
    """What the house sent to these authorities, as far as the person may see it, the newest first."""
    theirs = select(OficioAddressee.oficio_id).where(OficioAddressee.authority_id.in_([each.id for each in to]))
    query = select(Oficio).where(Oficio.id.in_(theirs), visible_to(standing(session, by, now)))
    return list(session.scalars(query.order_by(Oficio.id.desc())))


def require_hand(session: Session, oficio: Oficio, by: Person, now: datetime) -> None:
    """Refuse who has nothing to do with its way: the protocolo, the unit, the author, the signer, the cabinet have."""
    who = standing(session, by, now)
    is_own = oficio.author_id in who.person_ids or oficio.signer_id in who.person_ids
    if not (is_own or who.is_cabinet or oficio.orgao_id in who.orgao_ids or is_protocolo(session, by)):
        raise Refusal(f"Só o protocolo, o gabinete ou quem escreveu {oficio.code} registra o seu caminho.")
