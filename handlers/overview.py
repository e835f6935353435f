"""Overviews: all that is open with somebody, on one screen. A subject adds those whom it knows (`about`)."""

from collections.abc import Callable

from handlers.base import DAY, Answer, Question, Reply, Request, command
from handlers.reading import people
from handlers.saying import overview as said
from handlers.wording import overview as wording

GROUP = DAY
Overview = Callable[[Request, str], Reply | None]
_overviews: list[Overview] = []


def about(function: Overview) -> Overview:
    """Register who knows somebody by a name: `function(request, name) -> reply`, or None."""
    _overviews.append(function)
    return function


def _of_a_subject(request: Request, text: str) -> Reply | None:
    found = (function(request, text.strip(" .?!")) for function in _overviews)
    return next((reply for reply in found if reply is not None), None)


def _names_one(request: Request, text: str) -> bool:
    """Whether it names somebody: words about a matter are looked up."""
    return text.startswith("@") or _of_a_subject(request, text) is not None


@command("tudo sobre", usage="tudo sobre @quem", fits=_names_one, said=said.OVERVIEW)
def overview(request: Request) -> Reply:
    """Mostra numa tela o que há com uma pessoa, um órgão, um órgão de fora ou uma entidade da comunidade.

    Exemplos:
    tudo sobre @quem
    tudo sobre @órgão
    """
    if not request.text.strip():
        raise Question("Sobre quem? Exemplo: tudo sobre @saude", Answer.WHO)
    reply = _of_a_subject(request, request.text)
    if reply is not None:
        return reply
    return wording.inside(request, people.mentioned(request, people.listed(request, request.text)).in_order[0])
