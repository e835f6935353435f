"""Fruitless look-ups of numbers, missing and hidden ones alike, and the alarm about many of them."""

from datetime import datetime, timedelta

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from models import audit, moments, outbox
from models.audit import Audit
from models.base import partial_index
from models.outbox import Message, Priority, Push
from models.people import Person, Role, with_role
from models.texts import clip

A_SWEEP = 40  # within an hour: more than a day's mistakes
_WITHIN = timedelta(hours=1)
_WATCHING = (Role.CONTROLE, Role.ADMINISTRADOR, Role.CHEFIA)
_MISSES = "action = 'consulta'"
partial_index("ix_audit_consultas", Audit.__table__.c.actor_id, Audit.__table__.c.at, where=_MISSES)


def missed(session: Session, asked: str, *, by: Person, now: datetime) -> None:
    """Write down a fruitless look-up; at `A_SWEEP` in an hour, notify the people who watch."""
    audit.write(session, "consulta", by=by, now=now, text=f"procurou {clip(asked, 60)} e não encontrou")
    if _recent(session, by, now) >= A_SWEEP and outbox.claim_keys(session, [_occasion(by, now)], now):
        _alarm(session, by, now)


def _recent(session: Session, person: Person, now: datetime) -> int:
    query = select(func.count(Audit.id)).where(Audit.action == literal_column("'consulta'"))
    return session.scalar(query.where(Audit.actor_id == person.id, Audit.at > now - _WITHIN)) or 0


def _occasion(person: Person, now: datetime) -> str:
    return f"sweep:{person.id}:{moments.local(now):%Y-%m-%d:%H}"


def _alarm(session: Session, person: Person, now: datetime) -> None:
    said = (
        f"Atenção: {person.called} procurou na última hora {A_SWEEP} números que não existem ou que não pode ver. "
        f"Pergunte o motivo; se não houver, suspenda o acesso: desligar @{person.handle}"
    )
    audit.write(session, "varredura", by=None, now=now, text=said, data={"person": person.id})
    told = [each for each in with_role(session, *_WATCHING) if each.id != person.id]
    pushes = [Push(f"{_occasion(person, now)}:{each.id}", each.id, Message(said)) for each in told]
    outbox.enqueue_all(session, pushes, now=now, priority=Priority.URGENT)
