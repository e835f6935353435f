"""More time asked of the authority outside: nothing moves until it answers, with a paper."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, notices
from models.base import Answer, Question, Refusal, insert_row
from models.deadlines import Due
from models.demands.counting import InternalTerms, granted_until, internal_terms, legal_of
from models.demands.parts import waiting
from models.demands.profiles import handling
from models.demands.tables import Demand, DemandExtension
from models.expedientes import ExpedienteDeadline
from models.people import Person, standing
from models.records import Record
from models.texts import clip


def asking(session: Session, demand: Demand) -> list[DemandExtension]:
    """Every request for time made of the authority, oldest first."""
    query = select(DemandExtension).where(DemandExtension.demand_id == demand.id)
    return list(session.scalars(query.order_by(DemandExtension.id)))


def waits(session: Session, demand: Demand) -> DemandExtension | None:
    """The request that the authority has not answered."""
    return next((each for each in asking(session, demand) if each.granted is None), None)


def require_askable(session: Session, demand: Demand, by: Person, now: datetime) -> deadlines.Deadline:
    """The date of which more is asked. Raises Refusal where there is none, it has passed, or it was asked already."""
    _require_cabinet(session, by, now)
    legal = _legal(session, demand, now)
    if waits(session, demand) is not None:
        raise Refusal(f"Já foi pedida prorrogação em {demand.code}, ainda sem resposta.")
    return legal


def ask(
    session: Session, demand: Demand, asked: str, reason: str, *, oficio: Record | None, by: Person, now: datetime
) -> deadlines.Deadline:
    """Register a request for more time; the date stays. Raises Refusal where there is none, or it has passed."""
    legal = require_askable(session, demand, by, now)
    insert_row(
        session,
        DemandExtension,
        demand_id=demand.id,
        asked=asked,
        reason=reason,
        asked_by_id=by.id,
        asked_at=now,
        oficio_id=oficio.id if oficio else None,
        granted=None,
        until=None,
        paper="",
        decided_at=None,
    )
    paper = f", por {oficio.code}" if oficio else ""
    said = f"prorrogação pedida{paper}: {asked}; {reason} (o prazo continua {legal.due.text})"
    audit.write(session, "prorrogacao_pedida", by=by, now=now, record_id=demand.id, text=said)
    return legal


def grant(
    session: Session, demand: Demand, until: date, paper: str, *, by: Person, now: datetime
) -> tuple[str, Due, Due, InternalTerms | None]:
    """Move the legal date to the one that the authority gave; returns the number, both dates, the internal terms."""
    _require_cabinet(session, by, now)
    legal = _legal(session, demand, now, even_late=True)
    if not paper:
        raise Question(
            f"Por qual documento? Exemplo: prorrogação {demand.code} concedida até {until:%d/%m} Ofício 320/2026",
            Answer.TEXT,
        )
    old, new = legal.due, granted_until(session, legal, until)
    if new.at <= old.at:
        raise Refusal(f"A data nova ({new.text}) não é depois da que há ({old.text}). Confira o documento.")
    code = deadlines.prorrogado(
        session, legal, new, rule={"unit": "data", "until": until.isoformat()}, act=paper, reason="concedida", by=by,
        now=now,
    )  # fmt: skip
    _decide(session, demand, granted=True, until=until, paper=paper, now=now)
    days = handling(demand.profile).internal_days
    return code, old, new, internal_terms(session, new.at, days, now)


def deny(session: Session, demand: Demand, paper: str, *, by: Person, now: datetime) -> Due:
    """Record that the authority gave no more time; returns the date that stands."""
    _require_cabinet(session, by, now)
    legal = _legal(session, demand, now, even_late=True)
    _decide(session, demand, granted=False, until=None, paper=paper, now=now)
    by_paper = f" ({paper})" if paper else ""
    said = f"prorrogação negada{by_paper}; o prazo continua {legal.due.text}"
    audit.write(session, "prorrogacao_negada", by=by, now=now, record_id=demand.id, text=said)
    notices.tell(session, demand.expediente, f"{demand.code}: {said}.", demand.expediente.authors, by=by, now=now)
    return legal.due


def propose(session: Session, demand: Demand, *, by: Person, now: datetime) -> Due | None:
    """Move the internal term of the órgãos that still owe a part to the one before the new legal date."""
    _require_cabinet(session, by, now)
    legal = _legal(session, demand, now)
    terms = internal_terms(session, legal.due_at, 0, now)
    if terms is None:
        return None
    stays = {each.id: each for each in waiting(session, demand)}
    for deadline in deadlines.open_of(session, demand.id):
        if deadline.kind == ExpedienteDeadline.RETORNO and deadline.item_id in stays:
            deadlines.move(session, deadline, terms.units, now=now)
            stays[deadline.item_id].return_at = terms.units.at
    said = f"prazo interno: {terms.units.text}"
    audit.write(session, "prazo_interno", by=by, now=now, record_id=demand.id, text=said)
    told = f"{demand.code} ({clip(demand.expediente.title, 60)}): o prazo interno passou a {terms.units.text}."
    to = [each.to_orgao for each in stays.values()]
    notices.send(session, demand.expediente, told, to, by=by, now=now)
    return terms.units


def withdraw(session: Session, demand: Demand) -> None:
    """End the unanswered requests of a demand that is over."""
    for each in asking(session, demand):
        if each.granted is None:
            each.granted, each.decided_at = False, demand.closed_at


def _decide(session: Session, demand: Demand, *, granted: bool, until: date | None, paper: str, now: datetime) -> None:
    found = waits(session, demand)
    if found is not None:
        found.granted, found.until, found.paper, found.decided_at = granted, until, paper, now


def _legal(session: Session, demand: Demand, now: datetime, *, even_late: bool = False) -> deadlines.Deadline:
    found = legal_of(session, demand.id)
    if found is None:
        raise Refusal(f"{demand.code} não tem prazo de fora em aberto.")
    if not even_late and moments.today(found.due_at) < moments.today(now):
        raise Refusal(f"O prazo venceu em {found.due.text}: só se pede prorrogação antes do fim.")
    return found


def _require_cabinet(session: Session, by: Person, now: datetime) -> None:
    if not standing(session, by, now).is_cabinet:
        raise Refusal("A prorrogação de um prazo de fora é com o gabinete. Dentro da casa: pedir prazo.")
