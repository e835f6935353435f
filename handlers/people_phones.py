"""Commands about a phone that was lost, or changed for another."""

from handlers.base import Answer, Question, Reply, Request, command
from handlers.people import GROUP
from handlers.reading import people
from handlers.saying import people_phones as said
from handlers.wording import confirmations as confirming
from handlers.wording import people_phones as wording
from models import addresses, people_phones, second_factor
from models.people import Person
from models.texts import fold

__all__ = ["GROUP"]


@command("celular perdido", usage="celular perdido [@quem]", aliases=("celular roubado",), private=True, said=said.LOST)
def lost(request: Request) -> Reply:
    """Desliga o que um celular perdido ou roubado alcança, e diz o que fazer; de outra pessoa, a quem administra."""
    session, now = request.session, request.now
    confirmed = fold(request.text).endswith(addresses.CONFIRMATION)
    person = _named(request)
    if person is not None and person.id != request.person.id:
        theirs = addresses.seen(session, person, by=request.person, now=now)
        if not confirmed:
            return wording.before_closing_of(person, theirs)
        waits = people_phones.lose_of(session, person, by=request.person, now=now)
        return confirming.asked(session, waits, now) if waits is not None else wording.closed_of(person, theirs)
    keep = (request.channel, request.address)
    if not confirmed:
        mine = [each for each in addresses.of(session, request.person) if (each.channel, each.address) != keep]
        return wording.before_closing(mine, request.channel)
    closed = people_phones.lose(session, keep=keep, by=request.person, now=now)
    has_factor = second_factor.active(session, request.person) is not None
    return wording.closed(closed, request.channel, has_factor=has_factor)


@command("celular novo", usage="celular novo [@quem]", aliases=("troquei de celular",), said=said.CHANGED)
def changed(request: Request) -> Reply:
    """Diz o que fazer quando o celular muda: quase sempre, nada."""
    person = _named(request)
    return wording.changed(person if person is not None and person.id != request.person.id else None)


def _named(request: Request) -> Person | None:
    """The person of the line; None where it names nobody. Raises Question for several."""
    words = [word for word in request.text.split() if fold(word) != addresses.CONFIRMATION]
    if not words:
        return None
    found = people.mentioned(request, " ".join(words) if "@" in request.text else f"@{words[0]}")
    if len(found.people) != 1 or found.orgaos:
        raise Question("De quem é o celular? Exemplo: celular perdido @bruno", Answer.WHO)
    return found.people[0]
