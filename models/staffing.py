"""Changes of staff with notices to the people concerned: substitutions, roles and departures.

A change that gives or takes authority waits for a second person's confirmation; not while nobody approves yet.
"""

from datetime import date, datetime
from zlib import crc32

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from models import audit, confirmations, moments, outbox, people
from models.base import Refusal
from models.confirmations import Asking, Confirmation
from models.outbox import Message, Outbox, State
from models.people import APPROVES, CONFERS_AUTHORITY, Address, Invite, Person, Role, Substitution, standing, with_role
from models.texts import listed

NO_AUTHORITY = Role.SERVIDOR  # the role of somebody new whose authority is not confirmed yet


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
) -> Confirmation | None:
    """Register a substitution and notify both. One that gives authority, or is asked for by the substitute, waits:
    returns the confirmation asked for, else None.
    """
    people.check_substitution(session, holder, stand_in, starts, ends, by=by, now=now)
    confers, behind = _confers(session, holder, starts, ends, now), _behind(session, stand_in, starts, ends)
    if not _waits(session, confers, behind, holder, stand_in, by, now):
        _substitute(session, holder, stand_in, starts, ends, portaria, by=by, now=now)
        return None
    text = f"{stand_in.name} substitui {holder.name} {period(starts, ends)} (portaria {portaria})"
    if behind:
        text += f"; nesse período, por {stand_in.first_name} responde {listed([each.name for each in behind])}"
    text += _invited(session, stand_in)
    but = tuple(each.id for each in behind)
    values = {"stand_in": stand_in.id, "starts": starts.isoformat(), "ends": ends.isoformat(), "portaria": portaria}
    asking = Asking("substituicao", {**values, "behind": sorted(but)}, text, person=holder, gains=stand_in, but=but)
    return confirmations.ask(session, asking, by=by, now=now)


def end_substitution(session: Session, holder: Person, *, by: Person, now: datetime) -> Substitution:
    """End that holder's substitution in force, or the next one; notify both."""
    found = [s for s in people.current_and_coming(session, moments.today(now)) if s.holder_id == holder.id]
    if not found:
        raise Refusal(f"{holder.name} não tem substituição em vigor. Veja as que valem com: pessoas")
    confers = _confers(session, holder, found[0].starts, found[0].ends, now)
    if confers and by.id != holder.id and not standing(session, by, now).commands:
        raise Refusal("A substituição de quem tem autoridade cabe ao prefeito ou à chefia de gabinete.")
    row = people.end_substitution(session, found[0].id, by=by, now=now)
    stand_in = session.get_one(Person, row.substitute_id)
    _tell(session, holder, f"A substituição por {stand_in.name} terminou. Você volta a responder.", by=by, now=now)
    _tell(session, stand_in, f"Sua substituição de {holder.name} terminou.", by=by, now=now)
    if confers:
        _tell_oversight(session, f"A substituição de {holder.name} por {stand_in.name} terminou", by=by, now=now)
    return row


def dismiss(session: Session, person: Person, *, by: Person, now: datetime) -> Confirmation | None:
    """End a person's access. With authority it waits: returns the confirmation asked for, else None."""
    check_dismissal(session, person, by=by, now=now)
    return depart(session, person, by=by, now=now)


def check_dismissal(session: Session, person: Person, *, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not be dismissed, or not by this one."""
    if not standing(session, by, now).has(Role.CHEFIA, Role.ADMINISTRADOR):
        raise Refusal("Só a chefia de gabinete ou o administrador desliga uma pessoa.")
    if person.id == by.id:
        raise Refusal("Ninguém desliga a si mesmo. Peça à chefia de gabinete ou ao administrador.")
    _keep_the_last(session, person)


def heir(session: Session, person: Person) -> Person | None:
    """The person who is reminded of what somebody leaves behind: the head of the órgão, else the chefia."""
    led = [each for each, function in people.with_functions(session, person.orgao) if function] if person.orgao else []
    return next((each for each in (*led, *with_role(session, Role.CHEFIA)) if each.id != person.id), None)


def depart(session: Session, person: Person, *, by: Person | None, now: datetime) -> Confirmation | None:
    """As `dismiss`, without a check of the actor: for the register read at the command line."""
    _keep_the_last(session, person)
    if not people.has_authority(session, person, now) or people.is_being_set_up(session):
        _depart(session, person, by=by, now=now)
        return None
    text = f"o acesso de {person.name}, {person.cargo or person.role}, termina"
    asking = Asking("desligamento", {"person": person.id}, text, person=person)
    return confirmations.ask(session, asking, by=by, now=now)


def change_role(
    session: Session, person: Person, role: Role, *, by: Person | None, now: datetime
) -> Confirmation | None:
    """Change a person's role. To or from authority it waits: returns the confirmation asked for, else None."""
    old = Role(person.role)
    if old == role:
        return None
    if not {old, role} & set(CONFERS_AUTHORITY) or people.is_being_set_up(session):
        _change_role(session, person, role, by=by, now=now)
        return None
    if old in CONFERS_AUTHORITY and not _same_powers(old, role):
        _keep_the_last(session, person)
    gains = person if role in CONFERS_AUTHORITY else None
    text = f"{person.name} (@{person.handle}) passa de {old} a {role}{_invited(session, gains)}"
    asking = Asking("papel", {"person": person.id, "role": role.value}, text, person=person, gains=gains)
    return confirmations.ask(session, asking, by=by, now=now)


def is_to_have_authority(session: Session, person: Person, now: datetime) -> bool:
    """Whether a person has authority, today or later, or will have it once a change is confirmed."""
    if _confers(session, person, moments.today(now), date.max, now):
        return True
    roles, absences = (confirmations.waiting(session, kind, now) for kind in ("papel", "substituicao"))
    promoted = {row.person_id for row in roles if row.details["role"] in CONFERS_AUTHORITY}
    return person.id in promoted | {row.details["stand_in"] for row in absences}


def period(starts: date, ends: date) -> str:
    """`de segunda-feira, 23/11/2026, a sexta-feira, 04/12/2026`"""
    if starts == ends:
        return f"em {moments.day_text(starts)}"
    return f"de {moments.day_text(starts)}, a {moments.day_text(ends)}"


@confirmations.kind("substituicao", own=True)
def _substitution_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.person is not None
    values, asker = row.details, row.asked_by if row.asked_by and row.asked_by.active else by
    stand_in = session.get_one(Person, values["stand_in"])
    starts, ends = date.fromisoformat(values["starts"]), date.fromisoformat(values["ends"])
    people.check_substitution(session, row.person, stand_in, starts, ends, by=asker, now=now)
    behind = _behind(session, stand_in, starts, ends)
    _waits(session, _confers(session, row.person, starts, ends, now), behind, row.person, stand_in, asker, now)
    if values.get("behind", []) != sorted(each.id for each in behind):
        raise Refusal(f"Desde o pedido mudou quem responde por {stand_in.name}. Recuse: recusar {row.code}")
    _substitute(session, row.person, stand_in, starts, ends, values["portaria"], by=asker, now=now)


@confirmations.kind("desligamento", own=True)
def _departure_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.person is not None
    _keep_the_last(session, row.person)
    _depart(session, row.person, by=by, now=now)


@confirmations.kind("papel")
def _role_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.person is not None
    role = Role(row.details["role"])
    if not _same_powers(Role(row.person.role), role):
        _keep_the_last(session, row.person)
    _change_role(session, row.person, role, by=by, now=now)
    confirmations.tell_own(
        session, row.person, f"O seu papel agora é {role}. Confirmado por {by.name}.", key=f"role:{row.id}", now=now
    )


def _waits(
    session: Session, confers: bool, behind: list[Person], holder: Person, stand_in: Person, by: Person, now: datetime
) -> bool:
    """Whether a substitution waits for a second person. Raises Refusal for an actor who may not ask for it."""
    if people.is_being_set_up(session):
        return False
    if not confers:
        return by.id == stand_in.id
    if by.id == stand_in.id:
        raise Refusal(f"Ninguém registra a própria substituição de quem tem autoridade. Peça a {holder.name}.")
    if by.id != holder.id and not standing(session, by, now).commands:
        raise Refusal("A substituição de quem tem autoridade cabe ao prefeito ou à chefia de gabinete.")
    return by.id != holder.id or bool(behind)


def _confers(session: Session, holder: Person, starts: date, ends: date, now: datetime) -> bool:
    """Whether substituting a person gives authority: by the own role, or by those the person substitutes."""
    held, rows = {holder.id}, people.current_and_coming(session, max(starts, moments.today(now)))
    for _ in rows:
        held |= {row.holder_id for row in rows if row.substitute_id in held and row.starts <= ends}
    return any(session.get_one(Person, each).role in CONFERS_AUTHORITY for each in held)


def _behind(session: Session, person: Person, starts: date, ends: date) -> list[Person]:
    """The substitutes of a person on any day of the period, through any number of substitutions."""
    found, rows = [person.id], people.current_and_coming(session, starts)
    for each in found:
        later = [row.substitute_id for row in rows if row.holder_id == each and row.starts <= ends]
        found += [substitute_id for substitute_id in later if substitute_id not in found]
    return [session.get_one(Person, each) for each in found[1:]]


def _invited(session: Session, person: Person | None) -> str:
    """The addition `; Zeca entrou a convite de Igor Alves`, by which a confirmer judges who uses the address."""
    if person is None or not session.scalar(select(exists().where(Address.person_id == person.id))):
        return ""
    query = select(Invite.created_by_id).where(Invite.person_id == person.id, Invite.used_at.is_not(None)).distinct()
    others = [each for each in session.scalars(query) if each != person.id]
    names = sorted(session.get_one(Person, each).name for each in others if each)
    names += [confirmations.ON_THE_SERVER.lower()] if None in others else []
    return f"; {person.first_name} entrou a convite de {listed(names)}" if names else ""


def _keep_the_last(session: Session, person: Person) -> None:
    """Raises Refusal for the last person who approves, or the last administrator."""
    if [person.id] == [each.id for each in with_role(session, Role.ADMINISTRADOR)]:
        raise Refusal(f"{person.name} é o único administrador. Cadastre outro antes.")
    if [person.id] == [each.id for each in with_role(session, *APPROVES)]:
        raise Refusal(f"Só {person.name} pode aprovar atos. Cadastre antes outra pessoa que aprove.")


def _same_powers(old: Role, new: Role) -> bool:
    return old == new or (old in APPROVES and new in APPROVES)


def _substitute(
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
    days = period(starts, ends)
    people.substitute(session, holder, stand_in, starts, ends, portaria, by=by, now=now)
    absent = f"{stand_in.name} responde por você {days} (portaria {portaria}). Depois tudo volta a você sem pedido."
    _tell(session, holder, absent, by=by, now=now)
    present = f"Você substitui {holder.name} {days} (portaria {portaria})."
    reach = f"O que chegar para {holder.first_name} chega a você. Veja o que está pendente com: pauta"
    _tell(session, stand_in, f"{present} {reach}", by=by, now=now)
    if Role(holder.role) in CONFERS_AUTHORITY and by.id == holder.id:
        _tell_oversight(
            session, f"{stand_in.name} substitui {holder.name} {days} (portaria {portaria})", by=by, now=now
        )


def _depart(session: Session, person: Person, *, by: Person | None, now: datetime) -> None:
    people.deactivate(session, person, by=by, now=now)
    session.execute(
        update(Outbox)
        .where(Outbox.person_id == person.id, Outbox.state == State.PENDING)
        .values(state=State.CANCELLED)
        .execution_options(synchronize_session=False)
    )


def _change_role(session: Session, person: Person, role: Role, *, by: Person | None, now: datetime) -> None:
    text = f"papel de {person.name}: {person.role} -> {role}"
    if role in CONFERS_AUTHORITY and not _same_powers(Role(person.role), role):
        people.release_holder(session, person, now=now)  # the substitutes did not substitute for this authority
    person.role = role.value
    session.flush()
    people.forget_standings(session)
    audit.write(session, "papel", by=by, now=now, text=text)


def _tell(session: Session, person: Person, text: str, *, by: Person, now: datetime) -> None:
    """Notify a person at the own addresses: a former substitute must not be the only reader."""
    if person.id != by.id:
        key = f"staffing:{person.id}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
        confirmations.tell_own(session, person, text, key=key, now=now)


def _tell_oversight(session: Session, text: str, *, by: Person, now: datetime) -> None:
    """Notify the controle interno of a change of authority that needed no second person."""
    for each in with_role(session, Role.CONTROLE):
        key = f"oversight:{each.id}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
        message = Message(f"Mudança de autoridade: {text}. Registrada por {by.name}.")
        outbox.enqueue(session, key=key, to=each, message=message, now=now)
