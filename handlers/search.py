"""Looking up any record by its number or its words."""

import re
from collections import Counter

from handlers.base import Answer, Question, Reply, Request, command
from handlers.reading import numbers
from handlers.reading import search as reading
from handlers.reading.numbers import Number
from handlers.saying import search as said
from handlers.wording import search as wording
from models import lookups, search
from models.people import Role
from models.search import SearchPage, SearchQuery
from models.spreadsheets import Wish

GROUP = "Busca"
_SHEET = re.compile(r"\s+planilha\s*$", re.IGNORECASE)
_PAGE = re.compile(r"\s*\bp[aá]g(?:ina|\.)?\s*(\d{1,3})\s*$", re.IGNORECASE)


@command(
    "buscar",
    usage='buscar palavras ou número [tipo ofício, @órgão, de 2025, abertos, atrasados, "frase exata", planilha]',
    aliases=("procurar", "busca", "pesquisar"),
    said=said.FIND,
    looks_up=True,
    often=(Role.ASSESSORIA, Role.SERVIDOR, Role.CONTROLE),
)
def find(request: Request) -> Reply:
    """Procura registros pelo número e pelas palavras do assunto, do interessado, do texto, dos despachos e anexos."""
    line, number = " ".join(_PAGE.sub("", request.text).split()), _page(request.text)
    if not line:
        raise Question(f"O que devo procurar? {reading.EXAMPLE}", Answer.TEXT)
    if (sheet := _SHEET.search(line)) and line[: sheet.start()].strip():
        return _as_sheet(request, line[: sheet.start()].strip())
    asked = _whole_number(line)
    if asked and (page := _under_number(request, asked, number)):
        return wording.numbered(line, line, page, number)
    sought = reading.read(request, line)
    page = search.page(request.session, sought, by=request.person, now=request.now, number=number)
    if asked and not page.found:
        lookups.missed(request.session, line, by=request.person, now=request.now)
    if not page.found and number == 1 and (instead := _instead(request, line, sought)):
        return instead
    return wording.found(line, line, page, number, reading.period_text(sought))


def _as_sheet(request: Request, line: str) -> Reply:
    """The results as a spreadsheet; those of several subjects have one for each."""
    found = search.every(request.session, reading.read(request, line), by=request.person, now=request.now)
    kinds = Counter(kind for _, kind in found)
    if not kinds:
        return wording.found(line, line, SearchPage(()), 1, "")
    if len(kinds) == 1:
        ids = tuple(record_id for record_id, _ in found)
        return Reply("", sheet=Wish(found[0][1], f"Busca por {line}", f"buscar {line} planilha", ids))
    return wording.sheets(line, kinds)


def _whole_number(line: str) -> Number | None:
    """The number that the whole line is: with a year, a kind, or as long as a NUP."""
    number = numbers.read(line)
    return None if number is None or number.end < len(line) or (line.isdecimal() and len(line) < 9) else number


def _under_number(request: Request, number: Number, page: int) -> SearchPage | None:
    """The results for a number."""
    found = search.numbered(request.session, number.codes, by=request.person, now=request.now, number=page)
    return found if found.found else None


def _instead(request: Request, line: str, sought: SearchQuery) -> Reply | None:
    nearest = search.nearest(request.session, sought, by=request.person, now=request.now)
    if nearest is None:
        return None
    other, page = nearest
    changed = {was.words[0]: now.words[0] for was, now in zip(sought.terms, other.terms, strict=True) if was != now}
    words = wording.respelt(line, changed)
    return wording.found_instead(line, words, words, page)


def _page(text: str) -> int:
    found = _PAGE.search(text)
    return max(int(found[1]), 1) if found else 1
