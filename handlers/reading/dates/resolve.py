"""From what the words say to days and moments, with the doubts people would have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from handlers.reading.dates.arithmetic import (
    Span,
    add_months,
    at,
    is_of_hours,
    later,
    midnight,
    minutes,
    month_span,
    on_or_after,
    real_date,
    shift,
    week_span,
)
from handlers.reading.dates.frame import Draft, Frame, Hour, Impossible, Lead, Length, Line, Part, Range, Reach, Repeat
from handlers.reading.dates.lexicon import WEEKDAY_NAMES
from handlers.reading.dates.values import Grain, Kind, Reading

PART_HOURS = {
    "madrugada": (0, 6), "manha": (8, 12), "almoco": (12, 13), "tarde": (13, 18), "noite": (18, 24),
}  # fmt: skip
_EDGES = {"start": (0, 2), "middle": (1, 3), "end": (2, 2)}
_RECENT = timedelta(days=120)
ALREADY_PAST = "essa data já passou"
HOUR_PAST = "esse horário já passou"


class Day(NamedTuple):
    """A day, and the other days it might be."""

    day: date
    doubt: str | None = None
    others: tuple[date, ...] = ()
    fixed: bool = True
    """Whether a time already past today leaves the day as it is ("hoje às 8h") instead of moving it on."""


class Moment(NamedTuple):
    """A reading still without words."""

    kind: Kind
    start: datetime | None
    end: datetime | None
    grain: Grain


def resolve(line: Line, draft: Draft) -> Reading | None:
    meaning = draft.meaning
    if isinstance(meaning, Frame):
        return _frame(line, draft, meaning)
    if isinstance(meaning, Range):
        return _range(line, draft, meaning)
    if isinstance(meaning, Length):
        return _length(line, draft, meaning)
    if isinstance(meaning, Repeat):
        return _repeat(line, draft, meaning)
    return None


def is_impossible(line: Line, draft: Draft) -> bool:
    meaning = draft.meaning
    frames = (meaning,) if isinstance(meaning, Frame) else (meaning.first, meaning.last) if isinstance(meaning, Range) else ()
    return isinstance(meaning, Impossible) or any(
        frame.day is not None and day_of(line, frame) is None for frame in frames if frame.month or not frame.month
    )


def _reading(line: Line, draft: Draft, moment: Moment, doubt: str | None, choices: tuple[Moment, ...]) -> Reading:
    span = line.span(draft.first, draft.stop)
    words = line.text[span[0] : span[1]]
    kind, start, end, grain = moment
    options = tuple(Reading(*choice, words, span) for choice in choices)
    if doubt is None and not _explicit_past(draft) and _is_over(moment, line):
        doubt = ALREADY_PAST
    more = (line.span(*draft.apart),) if draft.apart else ()
    return Reading(kind, start, end, grain, words, span, doubt is None, doubt, options, more=more)


def _is_over(moment: Moment, line: Line) -> bool:
    last = moment.end or moment.start
    if last is None or (moment.end is None and moment.kind is Kind.INTERVAL):
        return False
    if moment.grain in (Grain.MINUTE, Grain.HOUR):
        return last < line.now.replace(second=0, microsecond=0)
    return last.date() < line.today


def _explicit_past(draft: Draft) -> bool:
    frame = draft.meaning
    return isinstance(frame, Frame) and (frame.past or (frame.year is not None and frame.month is not None) or (
        frame.firm and frame.date is not None and not frame.has_clock
    ))  # fmt: skip


# days


def day_of(line: Line, frame: Frame, today: date | None = None) -> Day | None:
    """The day a frame names, the first one from today on where the words leave it open."""
    today = today or line.today
    if frame.date is not None:
        return Day(frame.date, frame.doubt, frame.others)
    if frame.day is not None:
        return _dated(frame, today)
    if frame.weekday is not None:
        return _weekday(frame, frame.weekday, today)
    return None


def _dated(frame: Frame, today: date) -> Day | None:
    day, month = frame.day or 0, frame.month
    if frame.span is not None and month is None:
        found = real_date(frame.span.start.year, frame.span.start.month, day)
        return Day(found) if found else None
    if month is None:
        return _day_of_month(frame, day, today)
    if frame.year is not None:
        found = real_date(frame.year, month, day)
        return _checked(frame, found, today) if found else None
    candidates = (real_date(today.year + years, month, day) for years in range(9))
    found = next((candidate for candidate in candidates if candidate and candidate >= today), None)
    if found is None:
        return None
    return _checked(frame, found, today) if frame.weekday is not None else _yearless(found, today)


def _yearless(found: date, today: date) -> Day:
    """27/10 said in November is next year's, unless the one just gone was meant."""
    gone = real_date(found.year - 1, found.month, found.day)
    if gone and gone < today and today - gone <= _RECENT:
        return Day(found, "essa data deste ano já passou: é a do ano que vem?", (found, gone), fixed=False)
    return Day(found, fixed=False)


def _checked(frame: Frame, found: date, today: date) -> Day:
    """A weekday that contradicts the date is asked about."""
    if frame.weekday is None or found.weekday() == frame.weekday:
        return Day(found, fixed=frame.year is not None)
    ahead = on_or_after(found, frame.weekday)
    near = ahead - timedelta(weeks=1) if ahead - found > timedelta(days=3) and ahead - timedelta(weeks=1) >= today else ahead
    doubt = f"{found:%d/%m/%Y} é {WEEKDAY_NAMES[found.weekday()]}, não {WEEKDAY_NAMES[frame.weekday]}"
    return Day(found, doubt, (found, near))


def _day_of_month(frame: Frame, day: int, today: date) -> Day | None:
    days = _days_numbered(day, today)
    first = next(days, None)
    if first is None or frame.weekday in (None, first.weekday()):
        return Day(first, fixed=False) if first else None
    match = next((found for found in days if found.weekday() == frame.weekday), first)
    doubt = f"o próximo dia {day} é {WEEKDAY_NAMES[first.weekday()]}, não {WEEKDAY_NAMES[frame.weekday or 0]}"
    return Day(match, doubt, (first, on_or_after(today, frame.weekday or 0), match))


def _days_numbered(day: int, today: date) -> Iterator[date]:
    """Every day 5 from today on, for four years."""
    for count in range(49 if 1 <= day <= 31 else 0):
        month = add_months(today.replace(day=1), count)
        found = real_date(month.year, month.month, day)
        if found and found >= today:
            yield found


def _weekday(frame: Frame, weekday: int, today: date) -> Day:
    """sexta: the next one. Said on a Friday, or "sexta que vem" in its very week, it is asked."""
    if frame.span is not None and frame.span.grain is Grain.WEEK:
        day = frame.span.start + timedelta(days=weekday)
        return Day(day)
    nearest = on_or_after(today, weekday)
    week_later = nearest + timedelta(weeks=1)
    if frame.reach is Reach.PAST:
        return Day(on_or_after(today - timedelta(weeks=1), weekday))
    if frame.reach is Reach.THIS:
        return _this_weekday(nearest, today)
    if nearest == today:
        doubt = f"hoje é {WEEKDAY_NAMES[weekday]}: é hoje ou a próxima?" if frame.reach is Reach.PLAIN else None
        return Day(week_later, doubt, (today, week_later) if doubt else (), fixed=False)
    if frame.reach is Reach.NEXT and nearest <= week_span(today).end:
        name = WEEKDAY_NAMES[weekday]
        return Day(nearest, f"{name} desta semana ou da outra?", (nearest, week_later))
    return Day(nearest, fixed=False)


def _this_weekday(nearest: date, today: date) -> Day:
    if nearest <= week_span(today).end:
        return Day(nearest)
    return Day(nearest, "esse dia desta semana já passou: é o da semana que vem?", (nearest,))


# times


def _wall(hour: Hour, part: Part | None) -> tuple[int, time]:
    """Days to add (24h is the next midnight) and the time, with the half of the day said or implied."""
    half = hour.half or (part.name if part else "")
    figure = hour.hour
    if half in ("pm", "tarde", "noite") and figure < 12:
        figure += 12
    elif half == "noite" and figure == 12:
        figure = 24
    elif half in ("am", "manha", "madrugada") and figure == 12:
        figure = 0
    return divmod(figure, 24)[0], time(figure % 24, hour.minute)


def _is_open(hour: Hour, part: Part | None) -> bool:
    """ "às 3" without a half of the day: nobody works at three in the morning."""
    return hour.open and part is None and 1 <= hour.hour <= 6


def _instant(line: Line, frame: Frame, day: date) -> datetime:
    if frame.edge_of_day is not None:
        return at(day, frame.edge_of_day, line.now)
    assert frame.hour is not None
    extra, wall = _wall(frame.hour, frame.part)
    return at(day + timedelta(days=extra), wall, line.now)


def _grain(frame: Frame) -> Grain:
    return Grain.MINUTE if frame.hour and frame.hour.minute else Grain.HOUR


# frames


def _frame(line: Line, draft: Draft, frame: Frame) -> Reading | None:
    if frame.hour is not None and not _real_hour(frame.hour):
        return None
    if frame.moment is not None:
        return _at_moment(line, draft, frame, frame.moment)
    if frame.has_clock:
        return _clocked(line, draft, frame)
    if frame.part is not None:
        return _in_part(line, draft, frame, frame.part)
    if frame.has_day:
        return _whole_day(line, draft, frame)
    return _period(line, draft, frame)


def _real_hour(hour: Hour) -> bool:
    return hour.hour <= 24 and hour.minute < 60 and not (hour.hour == 24 and hour.minute)


def _at_moment(line: Line, draft: Draft, frame: Frame, moment: datetime) -> Reading:
    if frame.part is not None:
        return _in_part(line, draft, Frame(date=line.today), frame.part)
    if frame.ahead is not None:
        return _reading(line, draft, Moment(Kind.INTERVAL, moment, later(moment, frame.ahead), Grain.MINUTE), None, ())
    return _reading(line, draft, Moment(Kind.INSTANT, moment, None, Grain.MINUTE), None, ())


def _clocked(line: Line, draft: Draft, frame: Frame) -> Reading | None:
    day = day_of(line, frame)
    if day is None and frame.day is not None:
        return None
    day = day or Day(line.today, fixed=False)
    moments = [_instant(line, frame, other) for other in day.others]
    moment, doubt = _instant(line, frame, day.day), day.doubt
    if moment < line.now.replace(second=0, microsecond=0):
        moment, doubt, moments = _moved_on(line, frame, day, moment)
    if doubt is None and frame.hour and _is_open(frame.hour, frame.part):
        doubt = f"{frame.hour.hour} da manhã ou da tarde?"
        moments = [later(moment, timedelta(hours=12)), moment]
    choices = tuple(_directed(draft, frame, choice) for choice in moments if choice >= line.now)
    return _reading(line, draft, _directed(draft, frame, moment), doubt, choices)


def _moved_on(line: Line, frame: Frame, day: Day, moment: datetime) -> tuple[datetime, str | None, list[datetime]]:
    """A time already past: of a day left open it is the next such day's; of a day said it is asked."""
    if not frame.has_day and not frame.span and frame.hour is not None:
        tomorrow = _instant(line, frame, line.today + timedelta(days=1))
        this_afternoon = later(moment, timedelta(hours=12))
        if _is_open(frame.hour, frame.part) and this_afternoon >= line.now:
            return this_afternoon, f"{frame.hour.hour} da tarde ou da manhã?", [this_afternoon, tomorrow]
        return tomorrow, day.doubt, []
    if not day.fixed and frame.has_day:
        following = day_of(line, frame, line.today + timedelta(days=1))
        if following:
            return _instant(line, frame, following.day), HOUR_PAST, [_instant(line, frame, following.day)]
    if frame.past or frame.year is not None:
        return moment, day.doubt, []
    options = [_instant(line, frame, line.today + timedelta(days=1))]
    if frame.hour and frame.hour.open and frame.hour.hour < 12 and frame.part is None:
        options.insert(0, later(moment, timedelta(hours=12)))
    return moment, HOUR_PAST, options


def _directed(draft: Draft, frame: Frame, moment: datetime) -> Moment:
    grain = _grain(frame)
    if draft.lead is Lead.BEFORE:
        return Moment(Kind.INTERVAL, None, moment, grain)
    if draft.lead is Lead.FROM or frame.open_from:
        return Moment(Kind.INTERVAL, moment, None, grain)
    return Moment(Kind.INSTANT, moment, None, grain)


def _in_part(line: Line, draft: Draft, frame: Frame, part: Part) -> Reading | None:
    day = day_of(line, frame) or Day(line.today, fixed=False)
    if frame.day is not None and day_of(line, frame) is None:
        return None
    interval = _part_of(line, day.day, part)
    if interval[1] <= line.now and not frame.has_day:
        interval = _part_of(line, day.day + timedelta(days=1), part)
    choices = tuple(Moment(Kind.INTERVAL, *_part_of(line, other, part), Grain.HOUR) for other in day.others)
    if draft.lead is Lead.UNTIL:
        return _reading(line, draft, Moment(Kind.INSTANT, interval[1], None, Grain.HOUR), day.doubt, ())
    return _reading(line, draft, Moment(Kind.INTERVAL, *interval, Grain.HOUR), day.doubt, choices)


def _part_of(line: Line, day: date, part: Part) -> tuple[datetime, datetime]:
    first, last = PART_HOURS[part.name]
    if part.edge == "start":
        last = first + 2
    elif part.edge == "end":
        first = last - 2
    elif part.edge == "middle":
        first, last = first + 2, last - 1
    return _hour_on(line, day, first), _hour_on(line, day, last)


def _hour_on(line: Line, day: date, hour: int) -> datetime:
    return at(day + timedelta(days=hour // 24), time(hour % 24), line.now)


def _whole_day(line: Line, draft: Draft, frame: Frame) -> Reading | None:
    day = day_of(line, frame)
    if day is None:
        return None
    choices = tuple(_directed_day(line, draft, frame, other) for other in day.others)
    return _reading(line, draft, _directed_day(line, draft, frame, day.day), day.doubt, choices)


def _directed_day(line: Line, draft: Draft, frame: Frame, day: date) -> Moment:
    start = midnight(day, line.now)
    if draft.lead is Lead.BEFORE:
        return Moment(Kind.INTERVAL, None, midnight(day - timedelta(days=1), line.now), Grain.DAY)
    if draft.lead is Lead.FROM or frame.open_from:
        return Moment(Kind.INTERVAL, start, None, Grain.DAY)
    return Moment(Kind.DAY, start, None, Grain.DAY)


def _period(line: Line, draft: Draft, frame: Frame) -> Reading | None:
    span = frame.span
    if span is None:
        return None
    choices = tuple(
        _span(line, Span(start, start + (span.end - span.start), span.grain), draft.lead) for start in frame.others
    )
    return _reading(line, draft, _span(line, span, draft.lead), frame.doubt, choices)


def _span(line: Line, span: Span, lead: Lead) -> Moment:
    start, end = midnight(span.start, line.now), midnight(span.end, line.now)
    if lead is Lead.BEFORE:
        return Moment(Kind.INTERVAL, None, midnight(span.start - timedelta(days=1), line.now), span.grain)
    if lead is Lead.FROM:
        return Moment(Kind.INTERVAL, start, None, span.grain)
    if lead is Lead.UNTIL:
        last = span.start + timedelta(days=4) if span.grain is Grain.WEEK else span.end
        return Moment(Kind.DAY, midnight(last, line.now), None, Grain.DAY)
    return Moment(Kind.INTERVAL, start, end, span.grain)


# ranges


def _range(line: Line, draft: Draft, ends: Range) -> Reading | None:
    first, last = ends.first, ends.last
    _share(first, last)
    if first.has_clock or last.has_clock:
        return _clock_range(line, draft, first, last)
    if first.span and last.span and not (first.has_day or last.has_day):
        return _span_range(line, draft, first.span, last.span)
    return _day_range(line, draft, first, last)


def _share(first: Frame, last: Frame) -> None:
    """What one end leaves to the other: "de 3 a 5/12", "de 5 a 6pm", "das 9h às 11h de sexta"."""
    if first.day is not None and first.month is None and last.day is not None:
        first.month, first.span = last.month, first.span or last.span
        if last.month and first.day > last.day:
            first.month = (last.month - 2) % 12 + 1
    if last.day is not None and last.month is None and first.month is not None:
        last.month, last.year = first.month, first.year
    if first.year is None and last.year is not None and first.month and last.month:
        first.year = last.year - (first.month > last.month)
    if first.has_day and not last.has_day:
        last.date, last.day, last.month, last.year = first.date, first.day, first.month, first.year
        last.weekday, last.reach, last.span = first.weekday, first.reach, first.span
    elif last.has_day and not first.has_day:
        first.date, first.day, first.month, first.year = last.date, last.day, last.month, last.year
        first.weekday, first.reach, first.span = last.weekday, last.reach, last.span
    _share_half(first, last)


def _share_half(first: Frame, last: Frame) -> None:
    if first.part is None:
        first.part = last.part
    elif last.part is None:
        last.part = first.part
    if first.hour is None or last.hour is None:
        return
    if last.hour.half and not first.hour.half and first.hour.open and first.hour.hour <= last.hour.hour:
        first.hour = first.hour._replace(half=last.hour.half, open=False)
    elif first.hour.half and not last.hour.half and last.hour.open and last.hour.hour >= first.hour.hour:
        last.hour = last.hour._replace(half=first.hour.half, open=False)


def _clock_range(line: Line, draft: Draft, first: Frame, last: Frame) -> Reading | None:
    if not (first.has_clock and last.has_clock) or not all(
        _real_hour(frame.hour) for frame in (first, last) if frame.hour
    ):
        return None
    day = day_of(line, first)
    end_day = day_of(line, last)
    if day is None or end_day is None:
        if first.day is not None:
            return None
        day = end_day = Day(line.today, fixed=False)
    start, end = _instant(line, first, day.day), _instant(line, last, end_day.day)
    if end < start:
        end = later(end, timedelta(days=1))
    if end < line.now and not first.has_day:
        start, end = later(start, timedelta(days=1)), later(end, timedelta(days=1))
    doubt = day.doubt
    choices: tuple[Moment, ...] = ()
    if doubt is None and first.hour and last.hour and _is_open(first.hour, first.part) and last.hour.hour <= 6:
        doubt, half_day = "da manhã ou da tarde?", timedelta(hours=12)
        afternoon = Moment(Kind.INTERVAL, later(start, half_day), later(end, half_day), Grain.HOUR)
        choices = (afternoon, Moment(Kind.INTERVAL, start, end, Grain.HOUR))
    grain = Grain.MINUTE if Grain.MINUTE in (_grain(first), _grain(last)) else Grain.HOUR
    return _reading(line, draft, Moment(Kind.INTERVAL, start, end, grain), doubt, choices)


def in_order(line: Line, ends: Range) -> bool:
    """Whether the last day is not before the first: "ofício de 20/11 até sexta" is no range."""
    if ends.first.has_clock or not (ends.first.has_day and ends.last.has_day):
        return True
    _share(ends.first, ends.last)
    start = day_of(line, ends.first)
    if start and start.doubt and ends.first.month and ends.last.month is None:
        return False
    end = day_of(line, ends.last, start.day) if start else None
    return start is None or end is None or start.day <= end.day


def _span_range(line: Line, draft: Draft, first: Span, last: Span) -> Reading | None:
    if first.grain is Grain.MONTH and last.grain is Grain.MONTH:
        year = last.start.year - (first.start.month > last.start.month)
        first = month_span(year, first.start.month)
    if last.end < first.start:
        return None
    start = midnight(first.start, line.now)
    whole = Moment(Kind.INTERVAL, start, midnight(last.end, line.now), last.grain)
    if draft.lead is not Lead.BETWEEN:
        return _reading(line, draft, whole, None, ())
    to_its_start = Moment(Kind.INTERVAL, start, midnight(last.start, line.now), last.grain)
    return _reading(line, draft, to_its_start, "o último conta inteiro?", (to_its_start, whole))


def _day_range(line: Line, draft: Draft, first: Frame, last: Frame) -> Reading | None:
    start = day_of(line, first)
    if start is None:
        return None
    if start.doubt and first.month and first.year is None and (running := _running(line, start, last)):
        return _reading(line, draft, running, None, ())
    base = start.day if not first.past else line.today
    moments = [_days(line, base, last)] + [_days(line, other, last) for other in start.others]
    moment, *choices = (_replace_start(line, moment, start.day) if first.past else moment for moment in moments)
    if moment is None:
        return None
    return _reading(line, draft, moment, start.doubt, tuple(choice for choice in choices if choice))


def _replace_start(line: Line, moment: Moment | None, day: date) -> Moment | None:
    return moment._replace(start=midnight(day, line.now)) if moment else None


def _days(line: Line, start: date, last: Frame) -> Moment | None:
    """From this day to the first one from it on that the last words name."""
    end = day_of(line, replace(last, reach=Reach.PLAIN) if last.weekday is not None else last, start)
    if end is None or end.day < start:
        return None
    return Moment(Kind.INTERVAL, midnight(start, line.now), midnight(end.day, line.now), Grain.DAY)


def _running(line: Line, start: Day, last: Frame) -> Moment | None:
    """ "de 20/11 a 30/11" said on the 23rd has begun and not ended."""
    end = day_of(line, last)
    gone = start.others[-1]
    if end is None or end.doubt or end.day >= start.day:
        return None
    return Moment(Kind.INTERVAL, midnight(gone, line.now), midnight(end.day, line.now), Grain.DAY)


# lengths and rules


def _length(line: Line, draft: Draft, length: Length) -> Reading | None:
    """The first day is left out and the last one counts."""
    back = length.back or draft.lead is Lead.BACK
    start = _term_end(line, length, -1 if back else 1)
    if start is None:
        return None
    grain = Grain.MINUTE if is_of_hours(length.term) else Grain.DAY
    if length.whole:
        return _reading(line, draft, Moment(Kind.INTERVAL, line.now, start, grain), None, ())
    reading = _reading(line, draft, Moment(Kind.TERM, start, None, grain), None, ())
    whole = draft.first == 0 and draft.stop == line.count
    loose = length.loose and not whole and draft.lead not in (Lead.WITHIN, Lead.ON, Lead.UNTIL)
    doubt = "pode ser só quanto dura" if loose and not back else None
    return replace(reading, term=length.term, sure=doubt is None, doubt=doubt)


def _term_end(line: Line, length: Length, sign: int) -> datetime | None:
    anchor = None
    if length.anchor is not None:
        _allow_recent(line, length.anchor)
        anchored = _frame(line, Draft(length.anchor, 0, 1), length.anchor)
        anchor = anchored.start if anchored else None
        if anchor is None:
            return None
    if is_of_hours(length.term):
        return later(anchor or line.now, sign * minutes(length.term))
    day = shift((anchor or line.now).date(), length.term, line.calendar, sign)
    return midnight(day, line.now) if day else None


def _allow_recent(line: Line, anchor: Frame) -> None:
    """ "a partir de 03/11", said later in November, counts from the day that is just gone."""
    if anchor.month is None or anchor.year is not None:
        return
    day = day_of(line, anchor, line.today - timedelta(days=183))
    if day is not None:
        anchor.date, anchor.past = day.day, True


def _repeat(line: Line, draft: Draft, repeat: Repeat) -> Reading | None:
    rule = repeat.rule
    doubt = None
    if repeat.hour is not None:
        if not _real_hour(repeat.hour):
            return None
        rule = replace(rule, clock=_wall(repeat.hour, None)[1])
        doubt = "da manhã ou da tarde?" if _is_open(repeat.hour, None) else None
    start = rule.next_after(line.now, line.calendar)
    grain = Grain.MINUTE if rule.clock or rule.unit == "hourly" else Grain.DAY
    reading = _reading(line, draft, Moment(Kind.RECURRENCE, start, None, grain), doubt, ())
    return replace(reading, recurrence=rule)
