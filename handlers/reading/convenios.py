"""The pieces of a line about a convênio: the day of a fact, a new end, an amount, a document, a number."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from handlers.base import Answer, Question, Refusal, Request
from handlers.reading import written_days
from models import moments, money
from models.day_arithmetic import full_year, real_date
from models.texts import fold

_AMOUNT = re.compile(
    r"(?<![\w/.,])-?\s?R\$\s*-?\s?[\d.,]*\d(?:\s(?:mil|milh(?:ão|ões))\b)?|(?<![\w/.,-])-?\d[\d.]*,\d{2}(?![\d/])"
    r"|(?<![\w/.,-])-?[\d.,]+\s(?:mil|milh(?:ão|ões)|reais)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:at[eé]|fim(?:\s+em)?|vig[eê]ncia(?:\s+at[eé])?|para)\s+(?:o\s+)?(?:dia\s+)?$", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"(?:assinad[oa]\s+)?(?:em|no|dia|de)\s*(?:o\s+)?(?:dia\s+)?$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?<!\w)(hoje|ontem|anteontem)(?!\w)", re.IGNORECASE)
_NUMERO = re.compile(r"\b(?:n[º°o]\.?|n[uú]mero)\s*(\d{1,4})\b", re.IGNORECASE)
_AGO = {"hoje": 0, "ontem": 1, "anteontem": 2}


@dataclass(slots=True)
class Pieces:
    """The pieces of a line: `on`, the day of the fact (today where none is said); `until`, the new end."""

    on: date
    until: date | None
    amount: Decimal | None
    rest: str
    said_on: bool = False


def read(request: Request, text: str, *, may_come: bool = False) -> Pieces:
    """The pieces of the text. Raises Refusal for a day that does not exist, or a fact of the future."""
    today = moments.today(request.now)
    found = Pieces(today, None, None, text)
    if amount := _AMOUNT.search(text):
        found.amount = money.said(re.sub(r"\s?reais$", "", amount[0].strip()))
        text = f"{text[: amount.start()]} {text[amount.end() :]}"
    if near := _RELATIVE.search(text):
        found.on, found.said_on = today - timedelta(days=_AGO[fold(near[1])]), True
        text = f"{text[: near.start()]} {text[near.end() :]}"
    try:
        days = written_days.find(request, text, any_year=True)
    except Refusal as wrong:
        raise Refusal(wrong.sentence.replace(written_days.EXAMPLE, "Escreva como 20/11/2026.")) from wrong
    for day in reversed(days):
        text = _take_day(found, day, text, today)
    if found.on > today and not may_come:
        raise Refusal(f"{moments.day_text(found.on).capitalize()}, ainda não chegou. Diga o dia em que aconteceu.")
    found.rest = " ".join(text.split()).strip(" ,;:.-")
    return found


def _take_day(found: Pieces, day: written_days.Day, text: str, today: date) -> str:
    before = text[: day.span[0]]
    said = text[day.span[0] : day.span[1]]
    lead = _UNTIL.search(before)
    if lead is not None:
        found.until = day.day
    else:
        found.on, found.said_on = day.day if day.has_year else _last(day.day, today), True
        lead = _BEFORE_DAY.search(before)
    start = lead.start() if lead else day.span[0]
    return f"{text[:start]} {text[day.span[0] + len(said) :]}"


def _last(day: date, today: date) -> date:
    """The last such day of the year: a fact is past."""
    years = (real_date(year, day.month, day.day) for year in range(today.year + 1, today.year - 5, -1))
    return next((each for each in years if each and each <= today), day)


def numero(text: str) -> tuple[str, str]:
    """The number behind `nº`, and the text without it."""
    found = _NUMERO.search(text)
    return (found[1], f"{text[: found.start()]} {text[found.end() :]}") if found else ("", text)


def number_and_year(text: str, today: date) -> tuple[str, int]:
    """`999001/2024` or `999001`, which is of this year. Raises Question."""
    found = re.fullmatch(r"\s*(?:cv-?)?0*(\d[\d.]*)\s*(?:/\s*(\d{4}|\d{2}))?\s*", text, re.IGNORECASE)
    if found is None:
        raise Question("Qual é o número do convênio? Exemplo: 999001/2024", Answer.TEXT)
    return found[1].replace(".", ""), full_year(found[2]) if found[2] else today.year


def required_until(pieces: Pieces, example: str) -> date:
    if pieces.until is None:
        raise Question(f"Até quando? Exemplo: {example}", Answer.DATE)
    return pieces.until


def required_amount(pieces: Pieces, example: str) -> Decimal:
    if pieces.amount is None:
        raise Question(f"De quanto? Exemplo: {example}", Answer.TEXT)
    return pieces.amount
