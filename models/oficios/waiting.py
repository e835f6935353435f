"""What waits in the house: drafts for who approves, an approved one for its signature, a signed one for its proof."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import deadlines, moments, municipal_days
from models.base import Button
from models.deadlines import Due
from models.oficios.drafting import approvers
from models.oficios.tables import KIND, Oficio, OficioStatus, OficioVersion
from models.people import Person, standing
from models.records import Record, any_of, visible_to
from models.subjects import Decision
from models.texts import clip

DAYS = 2  # dias úteis to sign what is approved, and to prove what is signed
PENDING = any_of(KIND, OficioStatus.MINUTA)


def expect(session: Session, oficio: Oficio, kind: str, now: datetime) -> None:
    """Give the next step its date: the one before is done."""
    deadlines.close(session, oficio.id, now=now)
    calendar = municipal_days.current(session)
    day = calendar.add_business_days(moments.today(now), DAYS)
    due = Due(moments.at(day, calendar.work_day_end(day)), date_only=True)
    owner = oficio.author if oficio.author and oficio.author.active else oficio.signer
    if owner is not None:
        deadlines.open_deadline(session, oficio.id, kind, due, owner=owner, now=now)


def decisions(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The drafts that this person may approve, the oldest first."""
    seen = visible_to(standing(session, person, now))
    query = select(Oficio).where(Record.kind == KIND, Record.status == OficioStatus.MINUTA, Oficio.text != "", seen)
    found = [
        each
        for each in session.scalars(query.order_by(Oficio.id))
        if any(one.person.id == person.id for one in approvers(session, each, now))
    ]
    return [_decision(session, each) for each in found]


def _decision(session: Session, oficio: Oficio) -> Decision:
    by = oficio.author.name if oficio.author else "alguém que saiu"
    since = session.scalar(select(func.max(OficioVersion.at)).where(OficioVersion.oficio_id == oficio.id))
    return Decision(
        oficio.code,
        f"minuta de {oficio.label} de {by} a {oficio.addressees}: {clip(oficio.title, 60)}",
        since=since or oficio.created_at,
        buttons=(Button(f"Ler {oficio.code}", f"ver {oficio.code}"),),
        asked_by_id=oficio.author_id,
    )
