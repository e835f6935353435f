"""Looking up any record by its words."""

import re

from handlers.base import Button, Refusal, Reply, Request, command
from handlers.reading import people
from models import search
from models.records import Record
from models.texts import clip

_PAGE_SIZE = 10
_PAGE = re.compile(r"\s*\bp[aá]g(?:ina|\.)?\s*(\d{1,4})\s*$", re.IGNORECASE)


@command("buscar", usage="buscar palavras [@órgão]", aliases=("procurar", "busca", "pesquisar"))
def find(request: Request) -> Reply:
    """Procura registros pelas palavras do assunto, do interessado, do número."""
    words, page = _PAGE.sub("", request.text), _page(request.text)
    who = people.mentioned(request, words)
    if not who.rest and not who.orgaos:
        raise Refusal("O que devo procurar? Exemplo: buscar reforma ubs")
    found = search.find(
        request.session,
        who.rest,
        by=request.person,
        now=request.now,
        orgaos=[*who.orgaos, *(person.orgao for person in who.people if person.orgao)],
        limit=_PAGE_SIZE + 1,
        offset=(page - 1) * _PAGE_SIZE,
    )
    return _reply(" ".join(words.split()), found, page)


def _reply(words: str, found: list[Record], page: int) -> Reply:
    if not found:
        more = "mais nada" if page > 1 else "nada"
        return Reply(f"Não encontrei {more} com: {clip(words, 60)}. Tente menos palavras, ou parte delas.")
    shown = found[:_PAGE_SIZE]
    lines = [f"Encontrei com {clip(words, 60)}" + (f" (página {page}):" if page > 1 else ":")]
    lines += [f"{record.code} {clip(record.title)} ({record.status})" for record in shown]
    buttons = [Button(record.code, f"ver {record.code}") for record in shown]
    if len(found) > _PAGE_SIZE:
        lines.append("Há mais na página seguinte.")
        buttons.append(Button("Mais", f"buscar {words} página {page + 1}"))
    return Reply("\n".join(lines), tuple(buttons))


def _page(text: str) -> int:
    found = _PAGE.search(text)
    return max(int(found[1]), 1) if found else 1
