"""The reader of `buscar`: words, "phrases", pref*, and filters in plain words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from handlers.base import Refusal, Request
from handlers.reading import dates, people
from handlers.reading.dates import Grain, Kind, Reading
from handlers.reading.vocabulary import Vocabulary, vocabulary
from handlers.wording.search import EDGES
from models import moments, subjects
from models.search import Dated, SearchQuery, SearchTerm
from models.searchable import words_of
from models.texts import fold

EXAMPLE = "Exemplo: buscar reforma ubs"
MOST_WORDS = 12
FEWEST_CHARACTERS = 3
_LONGEST_DATED = 300  # characters of a line in which dates are looked for
_JOINING = {"a", "o", "e", "as", "os", "da", "de", "do", "das", "dos", "em", "na", "no", "nas", "nos", "para", "por"}
_QUOTED = re.compile(r'"([^"]*)"|“([^“”]*)”|«([^«»]*)»')
_DATED = re.compile(r"(?<!\S)(?:(com|sem) prazos?|(atrasad[oa]s|vencid[oa]s))(?!\S)", re.IGNORECASE)
_OPEN = re.compile(r"(?<!\S)(?:abert[oa]s|em aberto)(?!\S)", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\S)(?:d[eo]|em|no)(?: ano)?(?: de)? ((?:19|20)\d\d)(?!\S)", re.IGNORECASE)
_DAY = re.compile(r"\s*(?:hoje|ontem)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """The unread rest of a line, and the fields read so far."""

    rest: str
    terms: list[SearchTerm] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match of the pattern, taken out of the line."""
        found = pattern.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found


def read(request: Request, text: str) -> SearchQuery:
    """The query of a line. Raises Refusal for one with no, too few or too many terms."""
    line = _Line(_QUOTED.sub(" ", text))
    for quoted in _QUOTED.finditer(text):
        line.terms.append(SearchTerm(tuple(words_of(*(group for group in quoted.groups() if group)))))
    _read_places(request, line)
    words = vocabulary(subjects.known())
    _read_kind(line, words)
    if dated := line.take(_DATED):
        line.fields["dated"] = (Dated.WITH if fold(dated[1]) == "com" else Dated.WITHOUT) if dated[1] else Dated.LATE
    _read_state(line, words)
    if len(text) <= _LONGEST_DATED:
        _read_period(request, line)
    line.terms += _words(line.rest)
    return _checked(line)


def period_text(sought: SearchQuery) -> str:
    """`recebidos de 01/01/2025 a 31/12/2025`"""
    since, until = (f"{day:%d/%m/%Y}" if day else "" for day in (sought.since, sought.until))
    if since and until:
        return f"recebidos em {since}" if since == until else f"recebidos de {since} a {until}"
    return f"recebidos desde {since}" if since else f"recebidos até {until}" if until else ""


def _read_places(request: Request, line: _Line) -> None:
    who = people.mentioned(request, line.rest)
    orgaos = [*who.orgaos, *(person.orgao for person in who.people if person.orgao)]
    line.rest = who.rest
    if orgaos:
        line.fields["orgao_ids"] = tuple(dict.fromkeys(orgao.id for orgao in orgaos))


def _read_kind(line: _Line, words: Vocabulary) -> None:
    """Read the kind: `tipo ofício` anywhere; `ofícios` as the first word. A single `ofício` is an ordinary word."""
    if found := line.take(words.tipo):
        line.fields |= words.of_tipo(found[1])
    elif found := words.first.match(line.rest):
        line.rest = line.rest[found.end() :]
        line.fields |= words.of_plural(found[1])


def _read_state(line: _Line, words: Vocabulary) -> None:
    found = [each for pattern in (_OPEN, words.state) if (each := pattern.search(line.rest))]
    if not found:
        return
    first = min(found, key=lambda each: each.start())
    line.take(first.re)
    line.fields |= {"open_only": True} if first.re is _OPEN else {"statuses": words.statuses(first[1])}


def _checked(line: _Line) -> SearchQuery:
    terms = tuple(term for term in line.terms if term.words)
    sought = SearchQuery(terms, **line.fields)
    if len(terms) > MOST_WORDS or sum(len(term.words) for term in terms) > 3 * MOST_WORDS:
        raise Refusal(f"São muitas palavras. Procure com até {MOST_WORDS}. {EXAMPLE}")
    if _characters(line) < FEWEST_CHARACTERS and (terms or not sought.is_narrowed):
        raise Refusal(f"Procure com pelo menos {FEWEST_CHARACTERS} letras ou números. {EXAMPLE}")
    return sought


def _characters(line: _Line) -> int:
    """The number of typed characters to search for; signs count, though they find nothing."""
    quoted = sum(len(word) for term in line.terms if not term.loose for word in term.words)
    return max(quoted, sum(len(word.strip(EDGES)) for word in _typed(line.rest)))


# --- words ---------------------------------------------------------------------------------------------------


def _words(text: str) -> list[SearchTerm]:
    typed = _typed(text)
    return [_term(word, last=place == len(typed) - 1) for place, word in enumerate(typed)]


def _typed(text: str) -> list[str]:
    return [word for word in text.split() if fold(word).strip(EDGES) not in _JOINING]


def _term(typed: str, *, last: bool) -> SearchTerm:
    """One word as typed: joined by signs it is a phrase; the last one, or one with *, may go on."""
    if long := _digits(typed):
        return SearchTerm((long,))
    words, bare = tuple(words_of(typed)), fold(typed.strip(EDGES))
    goes_on = typed.endswith("*") or (last and typed[-1:].isalnum())
    return SearchTerm(words, goes_on and _may_go_on(words), loose=words == (bare,))


def _may_go_on(words: tuple[str, ...]) -> bool:
    """Whether a last word may be a prefix: short ones, and those of numbers, find too much."""
    return bool(words) and len(words[-1]) >= (6 if words[-1].isdecimal() else 3)


def _digits(typed: str) -> str:
    """The digits of a number such as `21000-015511/2019-14`, when long enough to mean one thing; else empty."""
    digits = re.sub(r"[./-]", "", typed)
    return digits if digits.isdecimal() and digits.isascii() and 15 <= len(digits) <= 30 else ""


# --- when ----------------------------------------------------------------------------------------------------


def _read_period(request: Request, line: _Line) -> None:
    today = moments.today(request.now)
    for since, until, reading in _periods(request, line.rest, today):
        line.rest = reading.without(line.rest)
        line.fields |= {"since": since, "until": until}
        return
    if year := line.take(_YEAR):
        line.fields |= {"since": date(int(year[1]), 1, 1), "until": date(int(year[1]), 12, 31)}


def _periods(request: Request, text: str, today: date) -> Iterator[tuple[date | None, date | None, Reading]]:
    for reading in dates.find_all(text, moments.local(request.now), request.calendar):
        start = reading.start.date() if reading.start else None
        end = reading.end.date() if reading.end else None
        word = fold(reading.words).split()[0]
        if reading.kind is Kind.INTERVAL:
            yield _past(start, today, reading), _past(_last_day(end, reading.grain), today, reading), reading
        elif reading.kind is Kind.DAY and word == "ate":
            yield None, _past(_last_day(start, reading.grain), today, reading), reading
        elif reading.kind is Kind.DAY and _DAY.match(reading.words):
            yield start, start, reading


def _last_day(day: date | None, grain: Grain | None) -> date | None:
    """The last day of an interval; one that ends in a month ends with its last day."""
    if day is None or grain is not Grain.MONTH or day.day != 1:
        return day
    return (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _past(day: date | None, today: date, reading: Reading) -> date | None:
    """The day in the past: a month or day without its year is the last one, as records are looked for by the past."""
    first = reading.start or reading.end
    if day is None or first is None or first.date() <= today or re.search(r"\d{4}", reading.words):
        return day
    start = first.date()
    if start - today <= timedelta(days=7) and not re.search(r"\d", reading.words):
        return day - timedelta(days=7)
    return _year_before(day)


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
