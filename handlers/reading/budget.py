"""Lines about the budget: the dotação or the empenho they name, and the amount."""

import re
from datetime import date
from decimal import Decimal

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import due, numbers
from handlers.reading.records import NotFound, of_number
from models import moments, money
from models.budget import Dotacao, Empenho, published, queries
from models.records import Record
from models.texts import clip, fold

_NATUREZA = re.compile(r"(?:(?:n?a|da|natureza)\s+)?(\d(?:\.\d{1,2}){1,5})(?![\w.,/-])")
_DIGITS = re.compile(r"\d{1,6}(?![\d.,])")
_LEAD = re.compile(r"^(?:(?:na|da|a|o|do|no|ao)\s+)?", re.IGNORECASE)
_ACT = re.compile(r"(?:decreto|lei)\s+(?:n[º°o.]*\s*)?\d[\d.]*/\d{4}", re.IGNORECASE)
_PAIR = re.compile(r"da\s+(?:ficha\s+)?(\d{1,6})\s+para\s+(?:a\s+)?(?:ficha\s+)?(\d{1,6})(?![\d.,])", re.IGNORECASE)
TRANSFER = "Exemplo: remanejamento decreto 4.512/2026 da ficha 15 para a 12 R$ 60.000,00"
_EDGES = " \t\n,;:.-—"


def natureza(text: str) -> tuple[str, str] | None:
    """The natureza that a text begins with, `3.3.90.39`, and the rest."""
    found = _NATUREZA.match(text.strip())
    return (found[1], text.strip()[found.end() :]) if found else None


def is_account(_request: Request, text: str) -> bool:
    """Whether a text begins with a ficha or a natureza."""
    return re.match(r"(?:\s*(?:n?a|da)\s+)?(?:ficha|natureza)?\s*\d", text, re.IGNORECASE) is not None


def dotacao(request: Request, text: str, example: str) -> tuple[Dotacao, str]:
    """The dotação that a text begins with, by its ficha or its natureza, and the rest."""
    if by_nature := natureza(text):
        code, rest = by_nature
        found = queries.of_natureza(request.session, code, by=request.person, now=request.now)
        if len(found) == 1:
            return found[0].dotacao, rest
        if not found:
            raise NotFound(code)
        each = [f"ficha {one.dotacao.ficha}" for one in found[:8]]
        raise Refusal(
            f"Há {len(found)} fichas em {code}. Qual delas?", [Button(f, request.line.replace(code, f)) for f in each]
        )
    record, rest = _named(request, text, "ficha", f"De que ficha? {example}")
    if not isinstance(record, Dotacao):
        raise Refusal(f"{record.code} não é uma ficha do orçamento. {example}")
    return record, rest


def empenho(request: Request, text: str, example: str) -> tuple[Empenho, str]:
    """The empenho that a text begins with, `1873` or `NE 1873/2026`, and the rest."""
    record, rest = _named(request, text, "NE", f"De que empenho? {example}")
    if not isinstance(record, Empenho):
        raise Refusal(f"{record.code} não é um empenho. {example}")
    return record, rest


def _named(request: Request, text: str, kind: str, question: str) -> tuple[Record, str]:
    """The record of a number; one typed alone is of that kind."""
    plain = _LEAD.sub("", text.strip())
    added = f"{kind} " if _DIGITS.match(plain) else ""
    number = numbers.read(f"{added}{plain}", moments.today(request.now).year)
    if number is None:
        raise Question(question, Answer.TEXT)
    return of_number(request, number), plain[number.end - len(added) :]


def is_month(_request: Request, text: str) -> bool:
    """Whether a text names a month, or nothing."""
    words = fold(text).split()
    return not words or words[0].strip(".,?") in map(fold, published.MONTHS)


def month(request: Request, text: str) -> tuple[int, int]:
    """The year and month that a text names; the last month where it names none."""
    today, names = moments.today(request.now), [fold(each) for each in published.MONTHS]
    named = next((names.index(word) + 1 for word in re.findall(r"[a-z]+", fold(text)) if word in names), 0)
    if not named and text.strip(" .?"):
        raise Question("De que mês? Exemplo: conferir TCE outubro", Answer.TEXT)
    year = re.search(r"20\d\d", text)
    wanted = named or (today.month - 2) % 12 + 1
    return (int(year[0]) if year else today.year - (wanted > today.month)), wanted


PDF = re.compile(r"(?<!\S)(?:em\s+)?pdf[.!?]?\s*$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/])(20\d\d)(?![\d/])")


def period(request: Request) -> tuple[int, int | None] | None:
    """The year, and the month where one is named, of a line that names either; None where it names neither."""
    year, today = _YEAR.search(request.text), moments.today(request.now)
    words, names = fold(request.text).split(), [fold(each) for each in published.MONTHS]
    named = next((names.index(word.strip(".,?")) + 1 for word in words if word.strip(".,?") in names), None)
    if year is None and named is None:
        return None
    return (int(year[1]) if year else today.year), named


def is_closing(_request: Request, text: str) -> bool:
    """Whether a text is empty, or says a day and an act."""
    return not text or re.match(r"(?:em\s+|dia\s+)?\d", text) is not None


def closing(request: Request) -> tuple[date, str]:
    """The day and the act of `13/12/2026 decreto 6.558/2026`."""
    act = _ACT.search(request.text)
    found = due.find(request, f"até {_ACT.sub(' ', request.text).strip(_EDGES)}")
    if found.due is None:
        raise Question("Até que dia? Exemplo: fechamento 13/12/2026 decreto 6.558/2026", Answer.DATE)
    return moments.local(found.due.at).date(), act[0] if act else ""


def transfer(request: Request) -> tuple[str, Dotacao, Dotacao, str]:
    """The act, the giving and the taking dotação of a line, and the line without them."""
    act, pair = _ACT.search(request.text), _PAIR.search(request.text)
    if act is None:
        raise Question(f"Que decreto ou lei o fez? {TRANSFER}", Answer.TEXT)
    if pair is None:
        raise Question(f"De que ficha para qual? {TRANSFER}", Answer.TEXT)
    giving, taking = (dotacao(request, f"ficha {number}", TRANSFER)[0] for number in pair.groups())
    return act[0], giving, taking, _PAIR.sub(" ", _ACT.sub(" ", request.text))


def amount(text: str, question: str) -> tuple[Decimal, str]:
    """The amount in a text, and the text without it."""
    found = money.find(text)
    if found is None:
        raise Question(question, Answer.TEXT)
    return found[0], clip(found[1].strip(_EDGES), 300)


def is_twelfths(_request: Request, text: str) -> bool:
    """Whether a text may follow `duodécimos`: nothing, or a year."""
    return not text or _YEAR.search(text) is not None


def year_and_act(request: Request) -> tuple[int, str]:
    """The year that a line names, else this one, and what is left of it."""
    found = _YEAR.search(request.text)
    year = int(found[0]) if found else moments.today(request.now).year
    rest = f"{request.text[: found.start()]} {request.text[found.end() :]}" if found else request.text
    return year, " ".join(rest.split()).strip(_EDGES)
