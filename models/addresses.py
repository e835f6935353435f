"""The addresses of one person: a further one is bound, one is unbound, and the other addresses are notified."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import audit, confirmations, moments, outbox, people, staffing, undelivered
from models.base import Button, Refusal
from models.confirmations import Asking, Confirmation
from models.outbox import Message, Priority, Push
from models.people import (
    TERMINAL,
    Address,
    Destination,
    Invite,
    Person,
    Role,
    WrongCode,
    door_name,
    own_addresses,
    standing,
)
from models.people.access import MOST_GUESSES, bind, guesses, note_guess, redeem

CONFIRMATION = "confirmo"
_MAY_CLOSE = (Role.ADMINISTRADOR, Role.CHEFIA, Role.PREFEITO)


@dataclass(frozen=True, slots=True)
class Entered:
    """The person of a code; with `waits`, the address serves once that confirmation is given."""

    person: Person
    waits: Confirmation | None = None


def of(session: Session, person: Person) -> list[Address]:
    """The addresses bound to a person, the oldest first, unreachable ones included."""
    query = select(Address).where(Address.person_id == person.id, Address.active).order_by(Address.id)
    return list(session.scalars(query))


def seen(session: Session, person: Person, *, by: Person, now: datetime) -> list[Address]:
    """The addresses of another person. Raises Refusal for a person who may not administer."""
    if not standing(session, by, now).has(*_MAY_CLOSE):
        raise Refusal("Só o administrador ou a chefia de gabinete vê os endereços de outra pessoa.")
    return of(session, person)


def enter(session: Session, code: str, channel: str, address: str, *, now: datetime) -> Entered | None:
    """Bind an address with a code; None for a wrong code, or after too many wrong ones from that address.

    A person with authority confirms it at the former address; without one, a second person who approves does.
    """
    if guesses(session, channel, address, now) >= MOST_GUESSES:
        return None
    try:
        invite = redeem(session, code, now=now)
    except WrongCode:
        note_guess(session, channel, address, now)
        return None
    person = session.get_one(Person, invite.person_id)
    if staffing.is_to_have_authority(session, person, now) and not _enters_at_once(session, invite):
        return Entered(person, _ask(session, person, channel, address, invite.created_by_id, now))
    _take_up(session, person, channel, address, now)
    _tell_inviter(session, person, invite, channel, now)
    return Entered(person)


def waiting_at(session: Session, channel: str, address: str, now: datetime) -> Confirmation | None:
    """The confirmation that an address waits for, if any."""
    here = {"channel": channel, "address": address}
    return next((row for row in confirmations.waiting(session, "endereco", now) if row.details == here), None)


def at_terminal(session: Session, person: Person, *, now: datetime, is_trusted: bool) -> None:
    """Bind a person to the terminal by the user name alone, where that is trusted (`is_trusted`) or harmless.

    Once an approver has entered by an app, people with authority need a confirmation, except in a demonstration.
    """
    known = people.at_address(session, TERMINAL, person.handle) is not None
    if known and confirmations.was_confirmed(session, _terminal(person)):
        return
    if is_trusted or not _is_guarded(session, person, now):
        if not known:
            bind(session, person, TERMINAL, person.handle, now=now)
        return
    here = (Address.channel == TERMINAL, Address.address == person.handle)
    session.execute(update(Address).where(*here).values(active=False))
    if waiting_at(session, TERMINAL, person.handle, now) is None:
        _ask(session, person, TERMINAL, person.handle, None, now)


def leave(session: Session, person: Person, row: Address, *, confirmed: bool, now: datetime) -> None:
    """Unbind an address. Raises Refusal for the last reachable one, unless `confirmed`."""
    serving = [each for each in of(session, person) if each.id != row.id and each.unreachable_since is None]
    if not serving and not confirmed:
        line = f"sair {word(row, of(session, person))} {CONFIRMATION}"
        raise Refusal(
            f"O {door_name(row.channel)} é o único endereço em que você recebe mensagens. Se sair, só volta com um "
            "convite novo do administrador. Se é isso mesmo, confirme.",
            [Button("Sair mesmo assim", line), Button("Entrar por outro aplicativo", "convidar")],
        )
    here = "Se não foi você, avise o administrador."
    unbind(session, person, row, f"{person.name} saiu do {door_name(row.channel)}", here, by=person, now=now)


def close(session: Session, person: Person, row: Address, *, by: Person, now: datetime) -> Confirmation | None:
    """Unbind another person's lost address. For a person with authority: returns the confirmation that it waits for."""
    if not standing(session, by, now).has(*_MAY_CLOSE):
        raise Refusal("Só o administrador ou a chefia de gabinete desliga o endereço de outra pessoa.")
    if people.has_authority(session, person, now) and not people.is_being_set_up(session):
        text = f"o endereço de {person.name} no {door_name(row.channel)} é desligado"
        return confirmations.ask(session, Asking("fecho", {"address": row.id}, text, person=person), by=by, now=now)
    _close(session, person, row, by=by, now=now)
    return None


def word(row: Address, among: list[Address]) -> str:
    """The word for an address: `slack`, or `slack 04ab` where a person has several there."""
    several = sum(each.channel == row.channel for each in among) > 1
    return door_name(row.channel).lower() + (f" {row.address[-4:].lower()}" if several else "")


@confirmations.kind("endereco", own=True)
def _address_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    assert row.person is not None
    channel, address = row.details["channel"], row.details["address"]
    _take_up(session, row.person, channel, address, now)
    text = f"Pronto, {row.person.first_name}: {by.name} confirmou, e você já pode usar o {door_name(channel)}."
    here = Destination(row.person.id, row.person.id, channel, address)
    push = Push(f"entered:{row.id}:confirmed", row.person.id, Message(text, (Button("Minha pauta", "pauta"),)))
    outbox.enqueue_at(session, [(push, here)], now=now, priority=Priority.URGENT)


@confirmations.kind("fecho")
def _closing_confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    address = session.get_one(Address, row.details["address"])
    if row.person is not None and address.active and address.person_id == row.person.id:
        _close(session, row.person, address, by=by, now=now)


def _ask(
    session: Session, person: Person, channel: str, address: str, inviter_id: int | None, now: datetime
) -> Confirmation:
    """Ask at the person's former address; without one, the others who approve, except the inviter."""
    values = {"channel": channel, "address": address}
    door, but = door_name(channel), (person.id, *([inviter_id] if inviter_id else []))
    text = f"{person.name} entra pelo {door}"
    if is_known := bool(own_addresses(session, person)):
        question, but = f"Alguém quer entrar como você pelo {door}. Foi você?", ()
    else:
        question = f"Alguém quer entrar como {person.name} pelo {door}. Fale antes com a pessoa: foi ela?"
    asking = Asking("endereco", values, text, person=person, but=but, own_only=is_known, question=question)
    return confirmations.ask(session, asking, by=None, now=now)


def _enters_at_once(session: Session, invite: Invite) -> bool:
    """Whether no confirmation is needed: the house is being set up, or the server's code finds nobody to ask."""
    if people.is_being_set_up(session):
        return True
    return invite.created_by_id is None and people.is_without_approvers(session)


def _take_up(session: Session, person: Person, channel: str, address: str, now: datetime) -> None:
    """Bind the address, send the messages that waited for one, and notify the people concerned."""
    before = session.scalar(select(Address.person_id).where(Address.channel == channel, Address.address == address))
    bind(session, person, channel, address, now=now)
    outbox.give_address(session, person, channel, address)
    _tell_others(session, person, Destination(person.id, person.id, channel, address), now)
    if before not in (None, person.id):
        _tell_former(session, session.get_one(Person, before), channel, now)


def _terminal(person: Person) -> dict[str, str]:
    return {"channel": TERMINAL, "address": person.handle}


def _is_guarded(session: Session, person: Person, now: datetime) -> bool:
    return people.has_authority(session, person, now) and people.approves_by_app(session, but_not=TERMINAL)


def _close(session: Session, person: Person, row: Address, *, by: Person, now: datetime) -> None:
    text = f"{by.name} desligou o {door_name(row.channel)} de {person.name}"
    unbind(session, person, row, text, "Se estranhar, avise o gabinete.", by=by, now=now)


def unbind(
    session: Session, person: Person, row: Address, text: str, ending: str, *, by: Person, now: datetime
) -> None:
    """Unbind an address, and tell it to that one (`ending`: what whoever reads it there may do) and to the others."""
    row.active = False
    session.flush()
    audit.write(session, "endereco", by=by, now=now, text=text, data={"channel": row.channel})
    undelivered.withdraw(session, row.channel, row.address, now=now)
    when, door = moments.moment_text(now), door_name(row.channel)
    here = f"Este endereço foi desligado de {person.name} em {when}. {ending}"
    there = f"O seu endereço no {door} foi desligado em {when}; por lá não chega mais nada."
    if by.id == person.id:
        there = f"Você saiu do {door} em {when}; por lá não chega mais nada."
    told = [(here, Destination(person.id, person.id, row.channel, row.address))]
    told += [(there, each) for each in own_addresses(session, person)]
    stem = f"left:{row.id}:{now.timestamp():.6f}"
    pushes = [(Push(stem, person.id, Message(text)), each) for text, each in told]
    outbox.enqueue_at(session, pushes, now=now, priority=Priority.URGENT)


def _tell_others(session: Session, person: Person, new: Destination, now: datetime) -> None:
    """Notify the person's other addresses at once: the new one may be somebody else's."""
    door = door_name(new.channel)
    text = f"Você também entrou pelo {door} {moments.on_text(now)}. Se não foi você, escreva: "
    mine = of(session, person)
    leave_line = f"sair {word(next(each for each in mine if each.address == new.address), mine)}"
    message = Message(text + leave_line, (Button(f"Não fui eu: sair do {door}", leave_line),))
    push = Push(f"entered:{person.id}:{now.timestamp():.6f}", person.id, message)
    others = [each for each in own_addresses(session, person) if each != new]
    outbox.enqueue_at(session, [(push, each) for each in others], now=now, priority=Priority.URGENT)


def _tell_former(session: Session, person: Person, channel: str, now: datetime) -> None:
    """Notify the person who had the address before."""
    if person.active and of(session, person):
        door = door_name(channel)
        text = f"Um endereço do {door} que era seu passou a outra pessoa. Se estranhar, avise o administrador."
        key = f"entered:{person.id}:{now.timestamp():.6f}:former"
        outbox.enqueue(session, key=key, to=person, message=Message(text), now=now, priority=Priority.URGENT)


def _tell_inviter(session: Session, person: Person, invite: Invite, channel: str, now: datetime) -> None:
    """Notify the person who made the code that it was used."""
    inviter_id = invite.created_by_id
    if inviter_id is not None and inviter_id != person.id:
        text = f"{person.name} entrou pelo {door_name(channel)} com o convite que você fez."
        key = f"entered:{person.id}:{now.timestamp():.6f}:inviter"
        outbox.enqueue(session, key=key, to=inviter_id, message=Message(text), now=now, priority=Priority.URGENT)
