"""Invitations: a code reaches the person invited, never somebody who could use it in that person's name."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import confirmations, moments, outbox, people, staffing
from models.base import Refusal
from models.confirmations import Asking, Confirmation
from models.outbox import Message, Priority, Push
from models.people import (
    CONFERS_AUTHORITY,
    Address,
    Destination,
    Invite,
    Orgao,
    Person,
    Role,
    codes,
    door_name,
    own_addresses,
    standing,
)
from models.people.access import VALID_FOR, VALID_FOR_PRINTED, Invitation, make_invitation

_MAY_INVITE = (Role.ADMINISTRADOR, Role.CHEFIA)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation: shown to its maker (`invitation`), sent to the person through `doors`, or waiting."""

    person: Person
    invitation: Invitation | None = None
    doors: tuple[str, ...] = ()
    waits: Confirmation | None = None


def invite(session: Session, person: Person, *, by: Person, now: datetime) -> Invited:
    """Invite a person, or oneself at a second door."""
    if by.id == person.id:
        return Invited(person, make_invitation(session, person, by=by, now=now))
    require_right(session, by, now)
    return _invite(session, person, by=by, now=now, valid_for=VALID_FOR)


def invite_from_server(session: Session, person: Person, *, now: datetime) -> Invited:
    """Invite a person from the command line, where the code is printed or not at all."""
    return _invite(session, person, by=None, now=now, valid_for=VALID_FOR_PRINTED)


@dataclass(slots=True)
class Round:
    """Invitations for many: those made, and the people whose older code no longer serves or who were left out."""

    made: list[Invitation] = field(default_factory=list)
    renewed: list[Person] = field(default_factory=list)
    entered: list[Person] = field(default_factory=list)
    to_confirm: list[Person] = field(default_factory=list)


@dataclass(slots=True)
class Guests:
    """The people of an órgão, or of all: to be invited (`new`), entered already, or to be confirmed one by one."""

    new: list[Person] = field(default_factory=list)
    entered: list[Person] = field(default_factory=list)
    to_confirm: list[Person] = field(default_factory=list)


def require_right(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not invite others."""
    if not standing(session, by, now).has(*_MAY_INVITE):
        raise Refusal("Só o administrador ou a chefia de gabinete convida outras pessoas.")


def guests(session: Session, orgao: Orgao | None, *, now: datetime) -> Guests:
    """Everybody active, by whether an invitation is due.

    Whoever has authority is left out: such an invitation a second person confirms, one by one.
    """
    query = select(Person).where(Person.active).order_by(Person.orgao_id, Person.name_key)
    query = query if orgao is None else query.where(Person.orgao_id == orgao.id)
    entered = set(session.scalars(select(Address.person_id).where(Address.active)))
    is_first, found = people.is_being_set_up(session), Guests()
    for person in session.scalars(query):
        if person.id in entered:
            found.entered.append(person)
        elif not is_first and staffing.is_to_have_authority(session, person, now):
            found.to_confirm.append(person)
        else:
            found.new.append(person)
    return found


def invite_many(session: Session, *, orgao: str = "", now: datetime) -> Round:
    """Invite everybody who has not entered yet, of one órgão or of all. Raises Refusal."""
    of = people.orgao_by_sigla(session, orgao) if orgao else None
    if orgao and of is None:
        raise Refusal(f"Não há órgão {orgao}. Veja os que há com: python -m bot people export")
    unused = (Invite.used_at.is_(None), Invite.expires_at > now)
    waiting = set(session.scalars(select(Invite.person_id).where(*unused)))
    found = guests(session, of, now=now)
    done = Round(entered=found.entered, to_confirm=found.to_confirm)
    for person in found.new:
        done.made.append(make_invitation(session, person, by=None, now=now, valid_for=VALID_FOR_PRINTED))
        done.renewed += [person] if person.id in waiting else []
    return done


def readmit(session: Session, person: Person, *, by: Person, now: datetime) -> Invited:
    """Take back a person who left, and invite that person anew; with authority both wait for a second person."""
    if not standing(session, by, now).has(*_MAY_INVITE):
        raise Refusal("Só o administrador ou a chefia de gabinete religa uma pessoa.")
    if person.active:
        raise Refusal(f"{person.name} está em exercício: não é preciso religar.")
    if Role(person.role) in CONFERS_AUTHORITY:
        text = f"{person.name}, {person.cargo or person.role}, volta ao exercício"
        asking = Asking("volta", {"person": person.id}, text, person=person, gains=person)
        return Invited(person, waits=confirmations.ask(session, asking, by=by, now=now))
    people.readmit(session, person, by=by, now=now)
    return Invited(person, make_invitation(session, person, by=by, now=now))


def _invite(session: Session, person: Person, *, by: Person | None, now: datetime, valid_for: timedelta) -> Invited:
    if people.is_being_set_up(session) or (by is None and people.is_without_approvers(session)):
        return Invited(person, make_invitation(session, person, by=by, now=now, valid_for=valid_for))
    if places := own_addresses(session, person):
        made = make_invitation(session, person, by=by, now=now, valid_for=valid_for)
        return Invited(person, None, _send(session, made, places, by, now))
    if staffing.is_to_have_authority(session, person, now) and not _was_confirmed(session, person, by, now):
        text = f"um convite para {person.name}, {person.cargo or person.role}, que ainda não entrou"
        values = {"person": person.id, "by": by.id if by else None}
        asking = Asking("convite", values, text, person=person, gains=person)
        return Invited(person, waits=confirmations.ask(session, asking, by=by, now=now))
    return Invited(person, make_invitation(session, person, by=by, now=now, valid_for=valid_for))


def _send(
    session: Session, made: Invitation, places: list[Destination], by: Person | None, now: datetime
) -> tuple[str, ...]:
    """Send the code to the addresses the person already has; returns the doors."""
    who = f"{by.name} pediu" if by else "O administrador do servidor pediu"
    text = (
        f"{who} um convite para você entrar por outro aplicativo. Nele, escreva ao bot:\nentrar {codes.PLACEHOLDER}\n"
        f"Vale uma vez, até {moments.moment_text(made.expires_at)}. Se você não esperava por isso, avise o gabinete."
    )
    push = Push(f"invite:{made.id}", made.person.id, Message(text, invite_id=made.id))
    outbox.enqueue_at(session, [(push, each) for each in places], now=now, priority=Priority.URGENT)
    return tuple(dict.fromkeys(door_name(each.channel) for each in places))


@confirmations.kind("convite")
def _confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    """Send the code to the maker of the invitation; at the command line it is printed at the next call."""
    if row.asked_by is None or row.person is None:
        return
    if not row.asked_by.active or not standing(session, row.asked_by, now).has(*_MAY_INVITE):
        raise Refusal(f"{row.asked_by.name} não pode mais convidar. Recuse: recusar {row.code}")
    _hand_over_code(session, row, by, now)


@confirmations.kind("volta")
def _readmission_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.person is not None
    people.readmit(session, row.person, by=by, now=now)
    _confirmed(session, row, by, now)


def _hand_over_code(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.asked_by is not None
    assert row.person is not None
    made = make_invitation(session, row.person, by=row.asked_by, now=now)
    text = (
        f"{by.name} confirmou. Entregue este código a {row.person.name}, em mãos. No aplicativo, a pessoa escreve ao "
        f"bot:\nentrar {codes.PLACEHOLDER}\nVale uma vez, até {moments.moment_text(made.expires_at)}."
    )
    push = Push(f"invite:{made.id}", row.asked_by.id, Message(text, invite_id=made.id))
    places = own_addresses(session, row.asked_by)
    outbox.enqueue_at(session, [(push, each) for each in places], now=now, priority=Priority.URGENT)


def _was_confirmed(session: Session, person: Person, by: Person | None, now: datetime) -> bool:
    """Whether an invitation of the command line was confirmed; it counts once."""
    if by is not None:
        return False
    used = (
        update(Confirmation)
        .where(Confirmation.kind == "convite", Confirmation.person_id == person.id)
        .where(Confirmation.asked_by_id.is_(None), Confirmation.state == confirmations.ConfirmationState.CONFIRMED)
        .where(Confirmation.expires_at > now)
        .values(state=confirmations.ConfirmationState.USED)
    )
    return bool(session.execute(used).rowcount)  # type: ignore[attr-defined]
