"""Gifts: registered, listed, given a destination."""

import re

from handlers.base import WRITERS, Answer, Button, Question, Reply, Request, command
from handlers.reading import filters, people
from handlers.saying import gifts as said
from handlers.wording import gifts as wording
from handlers.wording import lists as pages
from models import gifts, lists, money, moves
from models.gifts import SUBJECT, Gift
from models.texts import fold

_FROM = re.compile(r"^\W*(?:d[aeo]s?\s+)?", re.IGNORECASE)
_EDGES = " .,;:-–—"
_JOINING = ("de", "da", "do", "das", "dos", "e", "em")


@command(
    "presente recebido",
    usage="presente recebido de quem: o quê R$ 80,00 [@quem recebeu]",
    aliases=("presente recebido de", "registrar presente"),
    offered_to=WRITERS,
)
def receive(request: Request) -> Reply:
    """Registra um presente que a Prefeita, ou quem é nomeado, recebeu: de quem, o quê, de que valor.

    Exemplos:
    presente recebido de Construtora Alfa: livro de arte R$ 80,00
    """
    named = people.mentioned(request, request.text)
    found = money.find(named.rest)
    text, cents = (found[1], int(found[0] * 100)) if found else (named.rest, None)
    giver, thing = _parted(_FROM.sub("", text))
    if not thing:
        raise Question(
            "O que foi? Exemplo: presente recebido de Construtora Alfa: livro R$ 80,00",
            Answer.TEXT,
            typed=": {}",
        )
    receiver = next(iter(named.people), None)
    by, now = request.person, request.now
    gift = gifts.receive(request.session, thing.strip(_EDGES), giver.strip(_EDGES), cents, receiver, by=by, now=now)
    return wording.received(gift)


def _parted(text: str) -> tuple[str, str]:
    """Who gave and what: parted by a sign, or where the names in capitals end (`Construtora Alfa livro de arte`)."""
    for sign in (":", ","):
        if sign in text:
            giver, _, thing = text.partition(sign)
            return giver, thing
    words = text.split()
    small = (n for n, word in enumerate(words) if n and word[0].islower() and fold(word) not in _JOINING)
    place = next(small, len(words))
    return " ".join(words[:place]), " ".join(words[place:])


@command("presentes", usage="presentes [destinados, @quem, página 2]", said=said.LISTED)
def listed(request: Request) -> Reply:
    """Lista os presentes recebidos, de quem e de que valor."""
    asked = filters.read(request, SUBJECT)
    found = lists.page(request.session, SUBJECT, asked.wanted, by=request.person, now=request.now)
    return pages.page(SUBJECT, asked, found, to=request.person, now=request.now, said=wording.in_list)


@command(
    "destino do presente", usage="destino do presente PRES-1 devolvido a quem deu", about="gift", offered_to=WRITERS
)
def destine(request: Request) -> Reply:
    """Diz o que se fez de um presente: devolvido, incorporado ao patrimônio, doado a quem."""
    gift, why = request.about(Gift), request.text.strip(_EDGES)
    if not why:
        raise Question(f"Que destino? Exemplo: destino do presente {gift.code} devolvido a quem deu", Answer.TEXT)
    moves.make(request.session, gift, gifts.DESTINE, why, tell=[gift.receiver], by=request.person, now=request.now)
    return Reply(f"{gift.code} {gift.title}: {why}.", (Button("Ver", f"ver {gift.code}"),))
