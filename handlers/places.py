"""Groups, topics and channels: their list, and the answers to messages and events in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.base import Reply, Request, command
from handlers.wording import places as wording
from models import outbox, places, undelivered
from models.outbox import Message, Push
from models.people import TERMINAL, Person, Role

GROUP = "Lugares"
_SEES_PLACES = (Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA, Role.ADMINISTRADOR)


@dataclass(frozen=True, slots=True)
class Here:
    """A group, topic or channel at one door."""

    channel: str
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An event. `joined`, `removed`: the bot, in a place (`joined` in none: unblocked); `blocked`: by a person."""

    event: str
    channel: str
    address: str
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Farewell(Reply):
    """The last message to a place: once it is sent, the door takes the bot out (`leave` in the payload)."""

    def payload(self) -> dict[str, Any]:
        return {**Reply.payload(self), "leave": True}


@command("lugares", usage="lugares", only=_SEES_PLACES, aliases=("lugar", "grupos", "canais"))
def listed(request: Request) -> Reply:
    """Lista os grupos e canais em que o bot publica atos, e diz como publicar."""
    return wording.listed(places.everyone_open(request.session), request.standing)


@command("deixar lugar", usage="deixar lugar NOME", only=(Role.CHEFIA, Role.ADMINISTRADOR), aliases=("deixar grupo",))
def leave(request: Request) -> Reply:
    """Tira o bot de um grupo ou canal.

    Exemplos:
    deixar lugar Grupo dos Secretários
    """
    place = places.leave(request.session, request.text, by=request.person, now=request.now)
    payload = Farewell("Encerro por aqui as publicações do gabinete. Até logo.").payload()
    key = f"leave:{place.id}:{request.now.timestamp():.6f}"
    outbox.post(request.session, place, key=key, payload=payload, now=request.now)
    return Reply(f"Vou sair de {place.name}. Nada mais é publicado lá.")


def written(session: Session, here: Here, now: datetime) -> Message | None:
    """The answer, in the place itself, to a line written there to the bot: always the same, once an hour.

    At the terminal nobody else reads it, and every line is answered.
    """
    if here.channel == TERMINAL:
        return Reply(wording.ONLY_IN_PRIVATE)
    key = f"only_in_private:{here.channel}:{here.address}:{now:%Y%m%d%H}"
    return Reply(wording.ONLY_IN_PRIVATE) if outbox.claim_keys(session, [key], now) else None


def happened(session: Session, what: Happened, person: Person | None, now: datetime) -> Message | None:
    """The message after the bot was added to a place, removed from it, or blocked by a person; None for none."""
    if what.event == "blocked":
        undelivered.blocked(session, what.channel, what.address, now=now)
    elif what.event == "removed" and what.place:
        _removed(session, what, now)
    elif what.event == "joined" and what.place:
        return _joined(session, what, person, now)
    return None


def _joined(session: Session, what: Happened, person: Person | None, now: datetime) -> Message:
    place = places.join(session, what.channel, what.place, what.title, by=person, now=now)
    if not place.active:
        return Farewell(wording.NOT_INVITED)
    if person is not None and place.added_by_id == person.id:
        push = Push(f"joined:{place.id}:{now.timestamp():.6f}", person.id, wording.registered(place))
        outbox.enqueue_all(session, [push], now=now)
    return Reply(wording.HELLO)


def _removed(session: Session, what: Happened, now: datetime) -> None:
    place = places.gone(session, what.channel, what.place, now=now)
    if place is not None and place.added_by is not None and place.added_by.active:
        text = f"O bot foi tirado de {place.name}: nada mais é publicado lá."
        push = Push(f"removed:{place.id}:{now.timestamp():.6f}", place.added_by.id, Message(text))
        outbox.enqueue_all(session, [push], now=now)
