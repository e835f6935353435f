"""Days written with their month ("24, 26 e 31/12", "de 24 a 31 de dezembro", "1º/12"), anywhere in a text."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from handlers.base import Button, Refusal, Request
from handlers.reading import dates
from models import moments
from models.day_arithmetic import full_year, real_date
from models.texts import fold

EXAMPLE = "Exemplo: calendário 24/12 ponto facultativo Decreto 123/2026"
MOST_DAYS = 40
_MONTHS = {fold(name): number for number, name in enumerate(moments.MONTHS, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_NAMES = "|".join(sorted(("março", *_MONTHS), key=len, reverse=True))
_DAY = r"(?:\d{1,2}(?:\s?[º°ª]|o(?!\w))?|primeiro)"
_FULL = (
    r"(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    rf"|(?P<day>{_DAY})(?:"
    r"(?P<mark>\s?/\s?|[.-])(?P<month>0?[1-9]|1[0-2])(?:(?P=mark)(?P<year>\d{4}|\d{2})|\s+de\s+(?P<of>\d{4}))?"
    rf"|(?:\s+de\s+|\s?[/-]\s?|\s+)(?P<name>{_NAMES})\b\.?(?:(?:\s+de\s+|\s?[/-]\s?|,?\s+)(?P<said>\d{{4}}|\d{{2}}))?)"
)
_AND, _TO = r"(?:\s*[,;]\s*(?:e\s+)?|\s+e\s+)", r"\s*(?:\ba\b|\bà\b|\bao\b|\baté\b|–|—|(?<=\s)-(?=\s))\s*"
_LINK = rf"(?:{_AND}|{_TO})(?:(?:(?:n?os?|em|de)\s+)?dias?\s+|o\s+|em\s+)?"
_GROUP = re.compile(
    rf"(?<![\w/.-])(?:(?:d[eoa]s?|n[oa]s?|em|entre)\s+)?(?:os\s+)?(?:dias?\s+)?"
    rf"(?P<bare>(?:{_DAY}{_LINK}){{0,40}}?)(?:{_FULL})(?![\w/]|[.-]\d)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"({_DAY})({_LINK})", re.IGNORECASE)
_MORE = r"(?:e(?:\s+tamb[eé]m)?|ou|at[eé]|mais|bem\s+como|&|\+)"
_LEFT_BEFORE = re.compile(rf"(?:(?<![^\W\d]){_MORE}|(?<!\w){_DAY})\s*$", re.IGNORECASE)
_LEFT_AFTER = re.compile(rf"^\s*(?:{_MORE}(?!\w)|(?:{_LINK}){_DAY}(?!\w))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """One written day: its place, its tie to the day after it, and the day."""

    words: str
    span: tuple[int, int]
    month: int
    number: int
    year: int | None
    link: str = ""  # "e" or "a": to the next day

    def on(self, year: int) -> date:
        found = real_date(year, self.month, self.number)
        if found is None:
            raise Refusal(f"A data {self.words} não existe. {EXAMPLE}")
        return found


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar, and the words that say it."""

    day: date
    words: str
    span: tuple[int, int]
    link: str
    has_year: bool


def find(request: Request, text: str, *, any_year: bool = False) -> list[Day]:
    """Every day written in the text, in order, each with its year; asks where a year is in doubt and matters."""
    written = _linked(text, [day for group in _GROUP.finditer(text) for day in _of_group(group)])
    dated = zip(_dated(request, written, any_year=any_year), written, strict=True)
    return [Day(on, each.words, each.span, each.link, each.year is not None) for on, each in dated]


def together(days: list[Day]) -> list[date]:
    """All the days meant, those within ranges included."""
    found: list[date] = []
    for each, following in zip_longest(days, days[1:]):
        found.append(each.day)
        if each.link == "a" and following is not None:
            found += _between(each.day, following.day)
    return sorted(set(found))


def without(days: list[Day], text: str) -> str:
    """The text without the days. Raises Refusal for an unread one beside them."""
    for start, end in reversed(_spans(days)):
        before, after = text[:start], text[end:]
        if _LEFT_BEFORE.search(before) or _LEFT_AFTER.match(after):
            raise Refusal("Não li todos os dias. Escreva cada um com o mês, como 24/12 e 31/12.")
        text = f"{before.rstrip()} {after.lstrip()}"
    return text.strip()


def _spans(days: list[Day]) -> list[tuple[int, int]]:
    """The places of the days, with the words that tie them."""
    spans: list[tuple[int, int]] = []
    tied = False
    for each in days:
        start = spans.pop()[0] if tied else each.span[0]
        spans.append((start, each.span[1]))
        tied = each.link != ""
    return spans


def _between(first: date, last: date) -> list[date]:
    start, end = moments.date_text(first), moments.date_text(last)
    if last <= first:
        raise Refusal(f"{end} vem antes de {start}. Escreva o primeiro dia antes do último.")
    if (last - first).days > MOST_DAYS:
        raise Refusal(
            f"De {start} a {end} são {(last - first).days + 1} dias; registro até {MOST_DAYS} "
            "de uma vez. Para um período longo, use recesso."
        )
    return [first + timedelta(days=n) for n in range(1, (last - first).days)]


def _of_group(found: re.Match[str]) -> list[Written]:
    """The days of "24, 26 e 31/12/2026": all have the month and the year of the last."""
    if found["iso"]:
        year, month, number = (int(part) for part in found["iso"].split("-"))
        said: int | None = year
    else:
        number, month = _number(found["day"]), _month(found)
        figures = found["year"] or found["of"] or found["said"]
        said = full_year(figures) if figures else None
    last = Written(found.group()[len(found.group()) - len(_full_words(found)) :], found.span(), month, number, said)
    bare = [
        Written(f"{day}/{month:02d}", found.span(), month, _number(day), said, _link(link))
        for day, link in _BARE.findall(found["bare"])
    ]
    if bare and found.group()[:5].lower() == "entre":
        bare[0] = replace(bare[0], link="a")
    return [*bare, last]


def _full_words(found: re.Match[str]) -> str:
    start = found.start("iso") if found["iso"] else found.start("day")
    return found.string[start : found.end()]


def _month(found: re.Match[str]) -> int:
    return int(found["month"]) if found["month"] else _MONTHS[fold(found["name"])]


def _number(text: str) -> int:
    return 1 if text[0] in "pP" else int(re.sub(r"\D", "", text))


def _link(text: str) -> str:
    return "e" if re.match(_AND, text, re.IGNORECASE) else "a"


def _linked(text: str, written: list[Written]) -> list[Written]:
    """The groups, each with its tie to the next one by the words between them."""
    found = list(written)
    for place, (each, following) in enumerate(pairwise(written)):
        if each.span == following.span:
            continue
        between = text[each.span[1] : following.span[0]] + " "
        if re.fullmatch(rf"(?:{_LINK})\s*", between, re.IGNORECASE):
            is_range = text[each.span[0] : each.span[1]][:5].lower() == "entre" or _link(between) == "a"
            found[place] = replace(each, link="a" if is_range else "e")
    return found


def _dated(request: Request, written: list[Written], *, any_year: bool) -> list[date]:
    """The days with their years; one without a year is in the year that brings it nearest to its neighbour."""
    if not written:
        return []
    known = next((place for place, each in enumerate(written) if each.year is not None), None)
    if known is not None:
        first = written[known].on(written[known].year or 0)
    else:
        known = max(place for place, each in enumerate(written) if each.span == written[0].span)
        first = _upcoming(request, written[known], any_year=any_year)
    days = {known: first}
    for place in range(known + 1, len(written)):
        days[place] = _near(written[place], days[place - 1], after=written[place - 1].link == "a")
    for place in range(known - 1, -1, -1):
        days[place] = _near(written[place], days[place + 1], before=written[place].link == "a")
    return [days[place] for place in range(len(written))]


def _near(each: Written, neighbour: date, *, after: bool = False, before: bool = False) -> date:
    if each.year is not None:
        return each.on(each.year)
    around = [day for year in range(-1, 2) if (day := real_date(neighbour.year + year, each.month, each.number))]
    fits = [day for day in around if (day >= neighbour or not after) and (day <= neighbour or not before)]
    return min(fits, key=lambda day: abs(day - neighbour)) if fits else each.on(neighbour.year)


def _upcoming(request: Request, each: Written, *, any_year: bool) -> date:
    """The next such day; with a question if the last one has just gone by."""
    each.on(2000)  # 31/02 is of no year
    here, name = moments.local(request.now), moments.MONTHS[each.month - 1]
    found = dates.find(f"{each.number} de {name}", here, request.calendar)
    if found is None or found.start is None:
        return each.on(here.year)
    if not found.sure and not any_year:
        raise _which_year(request, each, [choice.start.date() for choice in found.choices if choice.start is not None])
    return found.start.date()


def _which_year(request: Request, each: Written, days: list[date]) -> Refusal:
    buttons = [
        Button(moments.day_text(day), request.line.replace(each.words, f"{day:%d/%m/%Y}", 1)) for day in sorted(days)
    ]
    return Refusal(f"De que ano é o dia {each.words}? Escreva-o inteiro, como {max(days):%d/%m/%Y}.", buttons)
