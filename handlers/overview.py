"""Overviews: all that is open with somebody, on one screen."""

from handlers.base import DAY, Answer, Question, Reply, Request, command
from handlers.reading import people
from handlers.saying import overview as said
from handlers.wording import overview as wording

GROUP = DAY


def _names_one(request: Request, text: str) -> bool:
    """Whether it names somebody: words about a matter are looked up."""
    return text.startswith("@") or wording.of_a_subject(request, text) is not None


@command("tudo sobre", usage="tudo sobre @quem", fits=_names_one, said=said.OVERVIEW)
def overview(request: Request) -> Reply:
    """Mostra numa tela o que há com uma pessoa, um órgão, um órgão de fora ou uma entidade da comunidade.

    Exemplos:
    tudo sobre @quem
    tudo sobre @órgão
    """
    if not request.text.strip():
        raise Question("Sobre quem? Exemplo: tudo sobre @saude", Answer.WHO)
    reply = wording.of_a_subject(request, request.text)
    if reply is not None:
        return reply
    return wording.inside(request, people.mentioned(request, people.listed(request, request.text)).in_order[0])
