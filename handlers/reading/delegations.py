"""`contrato de R$ 80.000 em 15/12` as what is asked about a signature; acts, days and periods of delegations."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlers.base import Answer, Question, Refusal, Request
from handlers.reading import dates, terms
from handlers.reading.dates import Kind
from handlers.reading.dates.lexicon import NUMBERS
from models import moments, money
from models.texts import fold

_FIGURES = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+,\d{2}|\d+"
_TIMES = r"mil(?:h(?:ão|ao|ões|oes))?|bilh(?:ão|ao|ões|oes)"
_AMOUNT = re.compile(
    rf"(?<![\w/.,])(?:r\$\s*(?:{_FIGURES})(?:\s*(?:{_TIMES})(?!\w))?|(?:{_FIGURES})\s*(?:{_TIMES})(?!\w)"
    rf"|\d{{1,3}}(?:\.\d{{3}})+(?:,\d{{1,2}})?|\d+,\d{{2}}|\d{{5,}}|\d+(?=\s+rea))(?![\w/.])(?:\s+(?:de\s+)?rea(?:is|l))?",
    re.IGNORECASE,
)
_SPELLED = re.compile(r"(?<!\w)((?:[a-z]+ e )*[a-z]+) mil(?: reais)?(?!\w)")
_ATO = re.compile(
    r"(?<!\w)(?:d[aeo]\s+|pel[ao]\s+)?((?:decreto|portaria|lei|resolu[çc][ãa]o|ato)\s+(?:n[º°o.]*\s*)?\d[\d.]*(?:/\d{2,4})?)",
    re.I,
)
_PUBLISHED = re.compile(r"[,;]?\s*(?<!\w)publicad[oa](?:\s+em)?(?!\w)", re.IGNORECASE)
_FILLING = re.compile(
    r"^(?:(?:o|a|os|as|um|uma|de|do|da|em|no|na|hoje)\s+)+|(?:\s+(?:de|do|da|em|no|na|até|valor))+$", re.I
)
_EDGES = " \t\n,;:.?!-—"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a signature: its words without value and day, the value, and the day."""

    words: str
    value: Decimal | None
    day: date


def asked(request: Request, text: str) -> Asked:
    """The question in a line; without a day it is of today."""
    value, rest = amount(text)
    found = dates.find(rest, moments.local(request.now), request.calendar)
    day = moments.today(request.now)
    if found is not None and found.start is not None and found.kind in (Kind.DAY, Kind.INSTANT):
        meant = terms.nearest(request, found)
        day, rest = meant.date() if isinstance(meant, datetime) else meant, found.without(rest)
    else:
        terms.refuse_impossible(request, rest, "Exemplo: quem assina contrato de R$ 80.000 em 15/12")
    return Asked(_FILLING.sub("", " ".join(rest.split()).strip(_EDGES)).strip(_EDGES), value, day)


def amount(text: str) -> tuple[Decimal | None, str]:
    """The amount in a line, in figures or as `oitenta mil`, and the line without it."""
    if found := _AMOUNT.search(text):
        said = re.sub(r"(?i)^r\$\s*|\s*(?:de\s+)?rea(?:is|l)$", "", found[0])
        return money.said(said), f"{text[: found.start()]} {text[found.end() :]}"
    if (found := _SPELLED.search(fold(text))) and len(fold(text)) == len(text):
        words = found[1].split(" ")
        first = next((i for i in range(len(words)) if all(each in NUMBERS or each == "e" for each in words[i:])), None)
        if first is not None and words[first] != "e":
            start = found.start() + len(" ".join(words[:first])) + bool(first)
            total = sum(NUMBERS[each] for each in words[first:] if each != "e") * 1000
            return Decimal(total), f"{text[:start]} {text[found.end() :]}"
    return None, text


def act(text: str) -> tuple[str, str]:
    """The act that a line names, `Decreto 231/2026`, and the line without it; empty where there is none."""
    found = _ATO.search(text)
    if found is None:
        return "", text
    kind, _, number = found[1].partition(" ")
    return f"{kind.capitalize()} {number.lstrip('nNº°o. ')}", f"{text[: found.start()]} {text[found.end() :]}"


def published(text: str) -> tuple[str, str]:
    """What stands after `publicado em`, and what stands before."""
    found = _PUBLISHED.search(text)
    return (text[found.end() :], text[: found.start()]) if found else ("", text)


def day(request: Request, text: str, question: str, *, coming: bool = False) -> date:
    """The day a text must hold; without a year the nearest one, or the next one. Raises Question or Refusal."""
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None:
        terms.refuse_impossible(request, text, question)
        raise Question(question, Answer.DATE)
    meant = found.start if coming else terms.nearest(request, found)
    return meant.date() if isinstance(meant, datetime) else meant


def period(request: Request, text: str, question: str) -> tuple[date, date, str]:
    """The first and the last day of a period, or a single day, and the rest of the line."""
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None:
        terms.refuse_impossible(request, text, question)
        raise Question(question, Answer.PERIOD)
    if not found.sure:
        raise Refusal(f"Fiquei em dúvida quanto às datas ({found.words.strip()}). Escreva dia, mês e ano das duas.")
    rest = " ".join(found.without(text).split()).strip(_EDGES)
    return found.start.date(), (found.end or found.start).date(), rest
