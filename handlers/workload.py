"""Workload: the open work of a person or órgão, its distribution, and the week of the house or of an órgão."""

import re

from handlers.base import DAY, Answer, Question, Reply, Request, command
from handlers.reading import people
from handlers.saying import workload as said
from handlers.wording import workload as wording
from models import workload
from models.people import Orgao, Person, Role
from models.texts import of

GROUP = DAY
_PAGE = re.compile(r"\bp[áa]g(?:ina)?\.?\s*(\d{1,3})\s*$", re.IGNORECASE)
_EXAMPLE = "Exemplo: deve @saude"


@command("deve", usage="deve @quem [página 2]", aliases=("o que deve", "em aberto de"), said=said.OWES)
def owes(request: Request) -> Reply:
    """Mostra tudo o que uma pessoa ou um órgão tem em aberto, o atrasado primeiro, com o botão de cobrar."""
    text, page = _page(request.text)
    who = _named(request, text)
    if who is None:
        raise Question(f"De quem? {_EXAMPLE}", Answer.WHO)
    found, total = workload.owed(request.session, who, by=request.person, now=request.now, page=page)
    return wording.owes(who, found, total, page, request.now)


@command("carga", usage="carga [@órgão]", aliases=("carga de trabalho",), said=said.WORKLOAD, often=(Role.CONTROLE,))
def load(request: Request) -> Reply:
    """Mostra quanto cada órgão tem em aberto, em atraso e para a semana; com um órgão, quanto tem cada pessoa dele."""
    who = _named(request, request.text)
    if who is None:
        return wording.loads("Carga por órgão", workload.by_orgao(request.session, by=request.person, now=request.now))
    orgao = who if isinstance(who, Orgao) else who.orgao
    if orgao is None:
        raise Question("De que órgão? Exemplo: carga @saude", Answer.WHO)
    found = workload.by_person(request.session, orgao, by=request.person, now=request.now)
    return wording.loads(f"Carga {of(orgao.name)}", found)


@command(
    "resumo da semana",
    usage="resumo da semana [@órgão]",
    aliases=("resumo semanal", "balanço da semana"),
    said=said.WEEK,
    often=(Role.PREFEITO,),
)
def week(request: Request) -> Reply:
    """Mostra o que saiu e o que travou na semana, na casa toda ou em um órgão."""
    who = _named(request, request.text)
    orgao = who.orgao if isinstance(who, Person) else who
    since = workload.monday(request.now)
    found = workload.week(request.session, since, by=request.person, now=request.now, orgao=orgao)
    return wording.week(found, orgao, request.now)


def _page(text: str) -> tuple[str, int]:
    found = _PAGE.search(text)
    return (text[: found.start()], max(int(found[1]), 1)) if found else (text, 1)


def _named(request: Request, text: str) -> Person | Orgao | None:
    """The one person or órgão of a line, with or without the sign; None without a name."""
    if not text.strip():
        return None
    found = people.mentioned(request, people.listed(request, text.strip())).in_order
    return found[0] if found else None
