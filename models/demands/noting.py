"""Who takes note in person: whoever the council calls, and the Procuradoria of what a judge orders at once."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, municipal_days, notices
from models.authorities import Profile
from models.base import Answer, Button, Question, Refusal
from models.demands.profiles import procuradoria
from models.demands.tables import Demand
from models.people import Person, Role, standing, with_role
from models.texts import clip

_EVERY = timedelta(hours=2)


def acknowledge(session: Session, demand: Demand, *, by: Person, now: datetime) -> bool:
    """Record that the person named, or the Procuradoria, took note; False where it was recorded before."""
    _require_own(session, demand, by, now)
    if demand.noted_at is not None:
        return False
    demand.noted_by_id, demand.noted_at = by.id, now
    audit.write(session, "ciencia", by=by, now=now, record_id=demand.id, text="tomou ciência")
    told = f"{by.name} tomou ciência de {demand.code} ({clip(demand.expediente.title, 60)})."
    notices.tell(session, demand.expediente, told, demand.expediente.authors, by=by, now=now)
    return True


def justify(session: Session, demand: Demand, reason: str, *, by: Person, now: datetime) -> None:
    """Record why whoever the council called does not go; the cabinet writes to the council."""
    if demand.profile != Profile.CONVOCACAO:
        raise Refusal(f"{demand.code} não é convocação.", (Button("Ver", f"ver {demand.code}"),))
    _require_own(session, demand, by, now)
    if not reason:
        raise Question(
            f"Por quê? Exemplo: justificar ausência {demand.code} estarei em Brasília, a serviço", Answer.TEXT
        )
    audit.write(session, "justificativa", by=by, now=now, record_id=demand.id, text=f"ausência justificada: {reason}")
    told = f"{by.name} justifica a ausência em {demand.code}: {clip(reason, 300)}"
    to = list(dict.fromkeys([*demand.expediente.authors, *with_role(session, Role.CHEFIA)]))
    buttons = (Button("Minuta à Câmara", f"responder {demand.code}"), Button("Ver", f"ver {demand.code}"))
    notices.send(session, demand.expediente, told, to, by=by, now=now, buttons=buttons)


def is_asked(session: Session, demand: Demand | None, by: Person, now: datetime) -> bool:
    """Whether the person is the one who takes note of it."""
    if demand is None:
        return False
    who, legal = standing(session, by, now), procuradoria(session)
    is_legal = demand.urgent and legal is not None and legal.id in who.orgao_ids
    return is_legal or (demand.named_id is not None and demand.named_id in who.person_ids)


def due(session: Session, now: datetime) -> list[Demand]:
    """The orders of a judge of which the Procuradoria has taken no note for two hours; none in a closed house."""
    if _opens_at(session, now) != now:
        return []
    return [each for each in _unnoted(session) if now >= each.expediente.created_at + _EVERY]


def next_reminder(session: Session, after: datetime) -> datetime | None:
    """When the Procuradoria is told again: two hours after it was told, in the hours of the house."""
    began = [each.expediente.created_at for each in _unnoted(session)]
    return min((_opens_at(session, at + _EVERY * max((after - at) // _EVERY + 1, 1)) for at in began), default=None)


def _unnoted(session: Session) -> list[Demand]:
    where = Demand.closed_at.is_(None), Demand.urgent, Demand.noted_at.is_(None)
    return [session.get_one(Demand, each) for each in session.scalars(select(Demand.id).where(*where))]


def _opens_at(session: Session, moment: datetime) -> datetime:
    """The moment itself in the hours of the house, or the next at which it opens."""
    calendar, here = municipal_days.current(session), moments.local(moment)
    day = here.date()
    if calendar.is_business_day(day) and here.time() < calendar.day_start:
        return moments.at(day, calendar.day_start)
    if calendar.is_business_day(day) and here.time() <= calendar.work_day_end(day):
        return moment
    return moments.at(calendar.add_business_days(day, 1), calendar.day_start)


def _require_own(session: Session, demand: Demand, by: Person, now: datetime) -> None:
    if not is_asked(session, demand, by, now):
        raise Refusal(f"{demand.code} não espera a sua ciência.", (Button("Ver", f"ver {demand.code}"),))
