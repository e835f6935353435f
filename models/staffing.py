"""Changes among people of which others must be told: substitutions and departures."""

from datetime import date, datetime
from zlib import crc32

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import moments, outbox, people
from models.base import Refusal
from models.outbox import Message, Outbox, State
from models.people import Person, Role, Substitution, standing, with_role


def substitute(
    session: Session,
    holder: Person,
    stand_in: Person,
    starts: date,
    ends: date,
    portaria: str,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Register a substitution and tell both; the holder is told before it starts to bind."""
    days = period(starts, ends)
    absent = f"{stand_in.name} responde por você {days} (portaria {portaria}). Depois tudo volta a você sem pedido."
    _tell(session, holder, absent, by=by, now=now)
    people.substitute(session, holder, stand_in, starts, ends, portaria, by=by, now=now)
    present = f"Você substitui {holder.name} {days} (portaria {portaria})."
    reach = f"O que chegar para {holder.first_name} chega a você. Veja o que está pendente com: pauta"
    _tell(session, stand_in, f"{present} {reach}", by=by, now=now)


def end_substitution(session: Session, holder: Person, *, by: Person, now: datetime) -> Substitution:
    """End the substitution of that holder that is in force, or the next to come; tell both."""
    found = [s for s in people.current_and_coming(session, moments.today(now)) if s.holder_id == holder.id]
    if not found:
        raise Refusal(f"{holder.name} não tem substituição em vigor. Veja as que valem com: pessoas")
    row = people.end_substitution(session, found[0].id, by=by, now=now)
    stand_in = session.get_one(Person, row.substitute_id)
    _tell(session, holder, f"A substituição por {stand_in.name} terminou. Você volta a responder.", by=by, now=now)
    _tell(session, stand_in, f"Sua substituição de {holder.name} terminou.", by=by, now=now)
    return row


def dismiss(session: Session, person: Person, *, by: Person, now: datetime) -> None:
    """A person leaves: access ends at once, nothing more is sent, the history stays."""
    if not standing(session, by, now).has(Role.CHEFIA, Role.ADMINISTRADOR):
        raise Refusal("Só a chefia de gabinete ou o administrador desliga uma pessoa.")
    if person.id == by.id:
        raise Refusal("Ninguém desliga a si mesmo. Peça à chefia de gabinete ou ao administrador.")
    depart(session, person, by=by, now=now)


def depart(session: Session, person: Person, *, by: Person | None, now: datetime) -> None:
    """As `dismiss`, without the question who asks: for the register read at the command line."""
    administrators = with_role(session, Role.ADMINISTRADOR)
    if [person.id] == [each.id for each in administrators]:
        raise Refusal(f"{person.name} é o único administrador. Cadastre outro antes.")
    people.deactivate(session, person, by=by, now=now)
    session.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.state == State.PENDING)
        .values(state=State.CANCELLED)
        .execution_options(synchronize_session=False)
    )


def period(starts: date, ends: date) -> str:
    """`de segunda-feira, 23/11/2026, a sexta-feira, 04/12/2026`"""
    if starts == ends:
        return f"em {moments.day_text(starts)}"
    return f"de {moments.day_text(starts)}, a {moments.day_text(ends)}"


def _tell(session: Session, person: Person, text: str, *, by: Person, now: datetime) -> None:
    if person.id != by.id:
        key = f"staffing:{person.id}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
        outbox.enqueue(session, key=key, to=person, message=Message(text), now=now)
