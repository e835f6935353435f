"""Lines about events: when, how long, where, what for."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import dates, numbers, records
from handlers.reading.dates import Kind, Reading
from models import moments
from models.events import Event, Venue, series
from models.records import Record
from models.records import find as find_records
from models.recurrences import Recurrence
from models.texts import fold

_LENGTH = re.compile(
    r"(?<!\w)por\s+(?:(\d{1,2}(?:,5)?|uma|duas|tr[eê]s|meia)\s*h(?:oras?|s)?(\d\d)?|(\d{1,3})\s*min(?:utos?)?)(?!\w)",
    re.IGNORECASE,
)
_TO = re.compile(r"^\s*(?:[àa]s|at[ée](?:\s+[àa]s)?|-|–|a)\s*(\d{1,2})(?:h|:)(\d\d)?(?!\w)", re.IGNORECASE)
_HOURS = re.compile(
    r"^\s*(?:[àa]s\s+|das\s+)?(\d{1,2})(?:h|:)(\d\d)?(?:\s*(?:[àa]s|at[ée]|-|–|a)\s*(\d{1,2})(?:h|:)?(\d\d)?h?)?(?![\w/])",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[\s,]*(?:n[oa]s?|em|local:?)\s+(?=\S)", re.IGNORECASE)
_ALL_DAY = re.compile(r"(?<!\w)(?:o\s+)?dia\s+(?:todo|inteiro)(?!\w)", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)até\s+(?!\d{1,2}(?:h|:))", re.IGNORECASE)  # a day, not an hour
_REPEATS = re.compile(r"(?<!\w)(?:tod[ao]s?|cada)(?!\w)", re.IGNORECASE)
_ONE = re.compile(r"[,;]?\s*(?<!\w)(?:s[óo]|somente|apenas)\s+(?:est[ae]|ess[ae]|uma)(?!\w)", re.IGNORECASE)
_ALL = re.compile(
    r"[,;]?\s*(?<!\w)(?:(?:esta|essa|ela)\s+e\s+)?(?:tod[ao]s(?:\s+[ao]s)?\s+(?:pr[óo]xim[ao]s|seguintes)"
    r"|[ao]s\s+(?:pr[óo]xim[ao]s|seguintes)|tod[ao]s(?=\W*$)|a\s+s[ée]rie(?:\s+toda)?)(?!\w)",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[:,;\n]|\s[-–—]\s")
_WORD = re.compile(r"(?<!\S)(?=[^\W\d]{2})")
_WORDS = {"uma": 1.0, "duas": 2.0, "tres": 3.0, "meia": 0.5}
_LONG = timedelta(hours=8)  # for an end whose half of the day is only supposed: `9h às 8h`
_MOST_WORDS = 40  # among which the number of a record is looked for
_MOST_DATES = 8  # that a line may name before the one of its event
EDGES = " \t\n,;:.-–—"
EXAMPLE = "Exemplo: sexta 14h às 15h30"


@dataclass(frozen=True, slots=True)
class When:
    """The time in a line, and the words before and after it. `ends` None: not said."""

    starts: datetime
    ends: datetime | None
    all_day: bool
    before: str
    after: str
    recurrence: Recurrence | None = None
    over: datetime | None = None  # the end of a series

    def until(self, minutes: int) -> datetime:
        """The end, as said, or after so many minutes."""
        return self.ends or self.starts + timedelta(minutes=minutes)


def has_time(request: Request, text: str) -> bool:
    """Whether a text holds a time that a calendar could have."""
    found = _reading(request, _end_of_series(request, text)[1])
    return found is not None and (found[1].has_clock or bool(_ALL_DAY.search(text)))


def when(request: Request, text: str, question: str = "", *, past: bool = False) -> When:
    """The time in a line. Raises Question where there is none, or where it may be either of two days."""
    asked = question or f"Quando? {EXAMPLE}"
    all_day = bool(_ALL_DAY.search(text))
    over, text = _end_of_series(request, _ALL_DAY.sub("", text))
    found = _reading(request, text)
    if found is None:
        raise Question(asked, Answer.TEXT)
    at, reading = found
    reading = _settled(request, reading, past=past)
    if not reading.has_clock and not all_day:
        raise Question(
            f"A que horas? {EXAMPLE}", Answer.TEXT, instead=reading.words.strip(), typed=f"{reading.words.strip()} {{}}"
        )
    assert reading.start is not None
    before, after = text[: at + reading.span[0]], text[at + reading.span[1] :]
    if all_day:
        first, last = reading.start.date(), (reading.end or reading.start).date()
        return When(
            moments.start_of(first), moments.start_of(moments.days_after(last, 1)), True, before.strip(EDGES), after
        )
    ends, after = _end(reading, after)
    if ends is not None and ends - reading.start > _LONG and not re.search(rf"(?<!\d){ends.hour}[h:]", reading.words):
        raise Question(f"Acaba antes de começar? Diga as duas horas. {EXAMPLE}", Answer.TEXT)
    return When(reading.start, ends, False, before.strip(EDGES), after, reading.recurrence, over)


def _reading(request: Request, text: str) -> tuple[int, Reading] | None:
    """The first date of a text that may begin an event, and its place there."""
    here, at = moments.local(request.now), 0
    for _ in range(_MOST_DATES):
        found = dates.find(text[at:], here, request.calendar)
        if found is None:
            break
        if found.start is not None and found.kind is not Kind.TERM:
            return at, found
        at += max(found.span[1], 1)
    return None


def _settled(request: Request, reading: Reading, *, past: bool) -> Reading:
    """The reading, or the one of its choices that has not passed; asks where two of them are possible."""
    choices = [each for each in reading.choices if each.start is not None and (past or each.start > request.now)]
    if reading.sure or not choices:
        return reading
    if len(choices) == 1:
        return reading._replace(start=choices[0].start, end=choices[0].end, sure=True)
    words = reading.words.strip()
    offers = [
        Button(
            moments.day_text(each.start.date()),
            request.line.replace(words, f"{each.start:%d/%m/%Y} {each.start:%Hh%M}"),
        )
        for each in choices
        if each.start
    ]
    raise Refusal(f"{(reading.doubt or 'Que dia?').capitalize()}", offers)


def _end_of_series(request: Request, text: str) -> tuple[datetime | None, str]:
    """The end of the day until which something repeats, `toda quarta 9h até 30/06`, and the text without it."""
    until = _UNTIL.search(text) if _REPEATS.search(text) else None
    said = text[until.start() :] if until else ""
    found = dates.find(said, moments.local(request.now), request.calendar) if said else None
    if until is None or found is None or found.start is None:
        return None, text
    last = (found.end or found.start).date()
    return moments.start_of(moments.days_after(last, 1)), f"{text[: until.start()]}{found.without(said)}"


def _end(reading: Reading, after: str) -> tuple[datetime | None, str]:
    """The end that follows a beginning: `às 15h30`, `por 2 horas`."""
    assert reading.start is not None
    if reading.kind is Kind.INTERVAL:
        return reading.end, after
    if found := _TO.match(after):
        ends = reading.start.replace(hour=int(found[1]) % 24, minute=int(found[2] or 0))
        return (ends if ends > reading.start else ends + timedelta(days=1)), after[found.end() :]
    if found := _LENGTH.search(after):
        hours = _WORDS.get(
            fold(found[1] or ""), float((found[1] or "0").replace(",", ".")) if (found[1] or "0")[0].isdigit() else 0
        )
        minutes = int(found[3]) if found[3] else int(hours * 60) + int(found[2] or 0)
        return reading.start + timedelta(minutes=minutes), f"{after[: found.start()]} {after[found.end() :]}"
    return None, after


def hours(text: str, day: date) -> tuple[datetime, datetime | None, str] | None:
    """`16h30` or `16h30 às 17h` at the beginning of a text, on that day, and what follows."""
    found = _HOURS.match(text)
    if found is None or int(found[1]) > 23:
        return None
    starts = datetime.combine(day, time(int(found[1]), int(found[2] or 0)), moments.zone())
    ends = starts.replace(hour=int(found[3]) % 24, minute=int(found[4] or 0)) if found[3] else None
    return starts, ends, text[found.end() :].strip(EDGES)


def place(session: Session, text: str) -> tuple[Venue | None, str, str]:
    """The known venue or the place named in a text, and the rest of it."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    for venue in sorted(session.scalars(select(Venue)), key=lambda each: -len(each.key)):
        named = re.search(rf"(?<!\w)(?:(?:n[oa]s?|em|local:?)\s+)?{re.escape(venue.key)}(?!\w)", folded)
        if named:
            return (
                venue,
                venue.name,
                f"{text[: named.start()].rstrip()}\x00{text[named.end() :]}".replace("\x00", " ").strip(EDGES),
            )
    led = _PLACE.match(text)
    if led is None:
        return None, "", text.strip(EDGES)
    rest = text[led.end() :]
    end = _ENDING.search(rest)
    return (
        None,
        rest[: end.start()].strip(EDGES) if end else rest.strip(EDGES),
        rest[end.end() :].strip(EDGES) if end else "",
    )


def has_day(request: Request, text: str) -> bool:
    """Whether a text holds a day, with or without an hour."""
    return dates.find(text, moments.local(request.now), request.calendar) is not None


def event_in(request: Request) -> tuple[Event, str]:
    """The event whose number stands anywhere in a line, and the rest of it: `retirar item 2 REU-7 falta o parecer`."""
    year = moments.today(request.now).year
    for word in _WORD.finditer(request.text):
        number = numbers.read(request.text[word.start() :], year)
        if number is not None and number.named:
            record = records.of_number(request, number)
            if not isinstance(record, Event):
                raise Refusal(f"{record.code} não é reunião. Exemplo: retirar item 2 REU-7")
            request.record = record
            rest = f"{request.text[: word.start()]} {request.text[word.start() + number.end :]}"
            return record, " ".join(rest.split())
    raise Question("De qual reunião? Exemplo: retirar item 2 REU-7", Answer.NUMBER)


def record_in(request: Request, text: str) -> Record | None:
    """The record whose number stands in a text, of those the person may see."""
    year = moments.today(request.now).year
    for word in islice(_WORD.finditer(text), _MOST_WORDS):
        number = numbers.read(text[word.start() :], year)
        if number is not None and number.named:
            found = find_records(request.session, number.codes, by=request.person, now=request.now)
            return found[0] if len(found) == 1 else None
    return None


def new_time(request: Request, event: Event, question: str = "") -> tuple[datetime | None, datetime | None, str]:
    """The new time in a line, by its hour alone or with a day, and the rest."""
    if (alone := hours(request.text, moments.local(event.starts_at).date())) is not None:
        return alone
    if not question and not has_time(request, request.text):
        return None, None, request.text.strip(EDGES)
    found = when(request, request.text, question)
    return found.starts, found.ends, f"{found.before} {found.after}".strip(EDGES)


def of_series(request: Request, event: Event) -> list[Event]:
    """The later events of a series that a line means, too; the words that say so leave its text. Asks where none do.

    `só esta` means none, `todas as próximas` all of them.
    """
    if not (later := series.following(request.session, event)):
        return []
    text = _ALL.sub("", _ONE.sub("", request.text))
    means_one, means_all = bool(_ONE.search(request.text)), bool(_ALL.search(request.text))
    if not means_one and not means_all:
        line = request.line.strip()
        raise Refusal(
            f"{event.code} é de uma série, com mais {len(later)} à frente. Só esta, ou todas as próximas?",
            [Button("Só esta", f"{line} só esta"), Button("Todas as próximas", f"{line} todas as próximas")],
        )
    request.text = text.strip(EDGES)
    return later if means_all else []
