"""The several addresses of one person: entering by another one, leaving one. The others are told."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, outbox, undelivered
from models.base import Button, Refusal
from models.outbox import Message, Priority, Push
from models.people import Address, Destination, Invite, Person, WrongCode, accept, door_name
from models.people.access import MOST_GUESSES, guesses, note_guess

CONFIRMATION = "confirmo"


def of(session: Session, person: Person) -> list[Address]:
    """The addresses bound to a person, the oldest first; those that nothing reaches too."""
    query = select(Address).where(Address.person_id == person.id, Address.active).order_by(Address.id)
    return list(session.scalars(query))


def enter(session: Session, code: str, channel: str, address: str, *, now: datetime) -> Person | None:
    """Bind an address with a code. None: it does not serve, or too many that do not came from there of late."""
    if guesses(session, channel, address, now) >= MOST_GUESSES:
        return None
    before = session.scalar(select(Address.person_id).where(Address.channel == channel, Address.address == address))
    try:
        person = accept(session, code, channel, address, now=now)
    except WrongCode:
        note_guess(session, channel, address, now)
        return None
    outbox.give_address(session, person, channel, address)
    _tell_others(session, person, Destination(person.id, person.id, channel, address), now)
    _tell_inviter(session, person, channel, now)
    if before not in (None, person.id):
        _tell_former(session, session.get_one(Person, before), channel, now)
    return person


def leave(session: Session, person: Person, row: Address, *, confirmed: bool, now: datetime) -> None:
    """Unbind an address; the last one that serves only when that was confirmed."""
    serving = [each for each in of(session, person) if each.id != row.id and each.unreachable_since is None]
    if not serving and not confirmed:
        line = f"sair {word(row, of(session, person))} {CONFIRMATION}"
        raise Refusal(
            f"O {door_name(row.channel)} é o único endereço em que você recebe mensagens. Se sair, só volta com um "
            "convite novo do administrador. Se é isso mesmo, confirme.",
            [Button("Sair mesmo assim", line), Button("Entrar por outro aplicativo", "convidar")],
        )
    row.active = False
    session.flush()
    text = f"{person.name} saiu do {door_name(row.channel)}"
    audit.write(session, "endereco", by=person, now=now, text=text, data={"channel": row.channel})
    undelivered.withdraw(session, row.channel, row.address, now=now)
    when = moments.moment_text(now)
    here = f"Este endereço foi desligado de {person.name} em {when}. Se não foi você, avise o administrador."
    there = f"Você saiu do {door_name(row.channel)} em {when}; por lá não chega mais nada."
    told = [(here, Destination(person.id, person.id, row.channel, row.address))]
    told += [(there, each) for each in _own(session, person)]
    stem = f"left:{row.id}:{now.timestamp():.6f}"
    pushes = [(Push(stem, person.id, Message(text)), each) for text, each in told]
    outbox.enqueue_at(session, pushes, now=now, priority=Priority.URGENT)


def _tell_others(session: Session, person: Person, new: Destination, now: datetime) -> None:
    """Who is bound elsewhere hears of the new address at once: it may be somebody else's."""
    door = door_name(new.channel)
    text = f"Você também entrou pelo {door} em {moments.moment_text(now)}. Se não foi você, escreva: "
    mine = of(session, person)
    leave_line = f"sair {word(next(each for each in mine if each.address == new.address), mine)}"
    message = Message(text + leave_line, (Button(f"Não fui eu: sair do {door}", leave_line),))
    push = Push(f"entered:{person.id}:{now.timestamp():.6f}", person.id, message)
    others = [each for each in _own(session, person) if each != new]
    outbox.enqueue_at(session, [(push, each) for each in others], now=now, priority=Priority.URGENT)


def _own(session: Session, person: Person) -> list[Destination]:
    """The own addresses that serve, also while a substitute answers."""
    return [
        Destination(person.id, person.id, each.channel, each.address)
        for each in of(session, person)
        if each.unreachable_since is None
    ]


def word(row: Address, among: list[Address]) -> str:
    """`slack`; or `slack 04ab` where a person has several addresses there."""
    several = sum(each.channel == row.channel for each in among) > 1
    return door_name(row.channel).lower() + (f" {row.address[-4:].lower()}" if several else "")


def _tell_former(session: Session, person: Person, channel: str, now: datetime) -> None:
    """Whose address it was learns that somebody else has it."""
    if person.active and of(session, person):
        door = door_name(channel)
        text = f"Um endereço do {door} que era seu passou a outra pessoa. Se estranhar, avise o administrador."
        key = f"entered:{person.id}:{now.timestamp():.6f}:former"
        outbox.enqueue(session, key=key, to=person, message=Message(text), now=now, priority=Priority.URGENT)


def _tell_inviter(session: Session, person: Person, channel: str, now: datetime) -> None:
    """Who made the code learns that it was used."""
    query = select(Invite.created_by_id).where(Invite.person_id == person.id, Invite.used_at == now)
    inviter_id = session.scalar(query.order_by(Invite.id.desc()).limit(1))
    if inviter_id is not None and inviter_id != person.id:
        text = f"{person.name} entrou pelo {door_name(channel)} com o convite que você fez."
        key = f"entered:{person.id}:{now.timestamp():.6f}:inviter"
        outbox.enqueue(session, key=key, to=inviter_id, message=Message(text), now=now, priority=Priority.URGENT)
