"""Classes as they are typed: their number anywhere in the line, the days of their aulas, the number of one."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.base import Answer, Question, Refusal, Request
from handlers.reading import due, numbers, people
from handlers.reading.records import of_number
from models import moments
from models.courses import Turma, grades
from models.people import Person

_NUMBER = re.compile(r"(?<![\w-])(?:TUR-?|turma\s+(?:n[ºo.]?\s*)?)\d{1,6}(?:/\d{2,4})?", re.IGNORECASE)
_CERTIFICATE = re.compile(r"(?:CERT-?\s*|certificado\s+)\d{1,6}(?:/\d{2,4})?", re.IGNORECASE)
_LOOSE = re.compile(r"[\s,]+(?:com|por|e)$", re.IGNORECASE)
_AGAIN = re.compile(r"^.*(?<!\w)turma\s+(?!\d)", re.IGNORECASE | re.DOTALL)
_PLACES = re.compile(r"(\d{1,5})\s+vagas?", re.IGNORECASE)
_AULAS = re.compile(
    r"\baulas?\s+(?P<days>\d[\d\s,e/]*?)\s+(?:das\s+|de\s+)?(?P<from>\d{1,2})(?:h|:)(?P<fm>\d\d)?"
    r"\s*(?:-|–|a|às|as|até)\s*(?P<to>\d{1,2})(?:h|:)(?P<tm>\d\d)?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{1,2})(?:/(\d{1,2})(?:/(\d{4}))?)?")
_AULA = re.compile(r"\baula\s+(?:n[ºo.]?\s*)?(\d{1,3})\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:local|no|na|em)\s+([A-ZÀ-Ü][^;]{2,60})")
_MINIMUM = re.compile(r",?\s*m[ií]nimo\s+(?:de\s+)?(\d{1,4})(?!\d)(?:\s+(?:inscritos|alunos))?", re.IGNORECASE)
_CLOSES = re.compile(
    r",?\s*inscri[cç][oõ]es\s+at[eé]\s+(?:o\s+dia\s+)?(\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?)", re.IGNORECASE
)
_MOST_AULAS = 60
_EXAMPLE = "Exemplo: turma LAI na prática 25 vagas aulas 1, 3 e 8/12 8h30-12h30"
_GRADED = re.compile(r"(@?[^\d;]*?[^\W\d])[\s:=,]*(?:nota\s+)?(\d{1,3}(?:[.,]\d{1,3})?)(?![\d,])")
EDGES = " .,;:-"


def names_a_class(_: Request, text: str) -> bool:
    """Whether the number of a class stands somewhere in the text."""
    return _NUMBER.search(text) is not None


def names_a_certificate(_: Request, text: str) -> bool:
    """Whether a text is the number of a certificate."""
    return _CERTIFICATE.fullmatch(text.strip(EDGES)) is not None


def turma_in(request: Request, usage: str) -> tuple[Turma, str]:
    """The class that the line is about, wherever its number stands, and the rest of the line."""
    if isinstance(request.record, Turma):
        return request.record, request.text
    found = _NUMBER.search(request.text)
    number = numbers.read(found[0], moments.today(request.now).year) if found else None
    if found is None or number is None:
        raise Question(f"De que turma? Exemplo: {usage}", Answer.NUMBER)
    record = of_number(request, number)
    if not isinstance(record, Turma):
        raise Refusal(f"{record.code} não é uma turma.")
    request.record = record
    return record, f"{request.text[: found.start()]} {request.text[found.end() :]}".strip(EDGES)


def grades_in(request: Request, text: str) -> list[tuple[Person, int]]:
    """People with the grade that follows each, in tenths. Raises Refusal."""
    given = list[tuple[Person, int]]()
    for each in _GRADED.finditer(text):
        who = next((it for it in people.mentioned(request, each[1]).everyone if isinstance(it, Person)), None)
        if who is not None:
            given.append((who, grades.read(each[2].replace(".", ","))))
    return given


def aula_in(text: str) -> tuple[int | None, str]:
    """The number of an aula, and the text without it."""
    found = _AULA.search(text)
    return (int(found[1]), f"{text[: found.start()]} {text[found.end() :]}".strip(EDGES)) if found else (None, text)


@dataclass(frozen=True, slots=True)
class Planned:
    """A class as it is typed."""

    title: str
    places: int
    times: list[tuple[datetime, datetime]]
    place: str
    minimum: int | None
    closes_on: date | None


def plan(request: Request, text: str) -> Planned:
    """The title of a class, its places, the hours of its aulas, where it is held. Raises Question."""
    minimum, closes = _MINIMUM.search(text), _CLOSES.search(text)
    text = _AGAIN.sub("", _CLOSES.sub(" ", _MINIMUM.sub(" ", text)))
    places, lessons = _PLACES.search(text), _AULAS.search(text)
    if places is None or lessons is None:
        raise Question(f"Quantas vagas, e as aulas em que dias e horas? {_EXAMPLE}", Answer.TEXT)
    where = _PLACE.search(text[lessons.end() :])
    title = text[: min(places.start(), lessons.start())].strip(EDGES)
    until = due.find(request, f"até {closes[1]}").due if closes else None
    return Planned(
        title,
        int(places[1]),
        _times(request, lessons),
        _LOOSE.sub("", where[1].strip(EDGES)) if where else "",
        int(minimum[1]) if minimum else None,
        moments.local(until.at).date() if until else None,
    )


def _times(request: Request, lessons: re.Match[str]) -> list[tuple[datetime, datetime]]:
    """The hours of each day; a day without its month has that of the next one with it."""
    today, month, year = moments.today(request.now), 0, 0
    days: list[date] = []
    found = list(_DAY.finditer(lessons["days"]))
    if len(found) > _MOST_AULAS:
        raise Refusal(f"Uma turma tem no máximo {_MOST_AULAS} aulas.")
    for each in reversed(found):
        month = int(each[2] or month or today.month)
        year = int(each[3] or year or 0)
        try:
            day = date(year or today.year, month, int(each[1]))
            days.append(day if year or day >= today - timedelta(days=1) else day.replace(year=today.year + 1))
        except ValueError:
            raise Refusal(f"O dia {each[0]} não existe. {_EXAMPLE}") from None
    starts, ends = (
        (int(lessons["from"]), int(lessons["fm"] or 0)),
        (int(lessons["to"]), int(lessons["tm"] or 0)),
    )
    if starts >= ends or ends > (23, 59):
        raise Refusal(f"O fim vem depois do começo. {_EXAMPLE}")
    first, last = (time(*each, tzinfo=moments.zone()) for each in (starts, ends))
    return [(datetime.combine(day, first), datetime.combine(day, last)) for day in sorted(days)]
