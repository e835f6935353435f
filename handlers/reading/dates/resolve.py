"""Resolution of drafts to days and moments, with the doubts people would have."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from handlers.reading.dates.frame import Frame, Hour, Impossible, Lead, Length, Line, Part, Range, Repeat, Unresolved
from handlers.reading.dates.ranges import resolve_range
from handlers.reading.dates.readings import Moment, worded
from handlers.reading.dates.repeats import at_the_hour
from handlers.reading.dates.values import Kind, Reading
from handlers.reading.dates.wall import grain_of, instant, is_open, is_real, part_of, wall_time
from handlers.reading.dates.which_day import Day, day_of
from models.day_arithmetic import (
    Span,
    is_of_hours,
    later,
    midnight,
    minutes,
    shift,
)
from models.terms import Grain, Term

HOUR_PAST = "esse horário já passou: qual destes?"


def resolve(line: Line, draft: Unresolved) -> Reading | None:
    meaning = draft.meaning
    if isinstance(meaning, Frame):
        return _frame(line, draft, meaning)
    if isinstance(meaning, Range):
        return resolve_range(line, draft, meaning)
    if isinstance(meaning, Length):
        return _length(line, draft, meaning)
    if isinstance(meaning, Repeat):
        return _repeat(line, draft, meaning)
    return None


def is_impossible(line: Line, draft: Unresolved) -> bool:
    meaning = draft.meaning
    if isinstance(meaning, Impossible):
        return True
    ends: tuple[Frame, ...] = ()
    if isinstance(meaning, Frame):
        ends = (meaning,)
    elif isinstance(meaning, Range):
        ends = (meaning.first, meaning.last)
    return any(_is_nowhere(line, frame) for frame in ends)


def _is_nowhere(line: Line, frame: Frame) -> bool:
    """Whether a day or hour is on no calendar: 31/02, dia 32, às 24h30."""
    if frame.hour is not None and not is_real(frame.hour):
        return True
    return frame.day is not None and day_of(line, frame) is None


# days


# times


# frames


def _frame(line: Line, draft: Unresolved, frame: Frame) -> Reading | None:
    if frame.hour is not None and not is_real(frame.hour):
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


def _at_moment(line: Line, draft: Unresolved, frame: Frame, moment: datetime) -> Reading | None:
    if frame.part is not None:
        return _in_part(line, draft, Frame(date=line.today), frame.part)
    if frame.ahead is not None:
        return worded(line, draft, Moment(Kind.INTERVAL, moment, later(moment, frame.ahead), Grain.MINUTE))
    return worded(line, draft, Moment(Kind.INSTANT, moment, None, Grain.MINUTE))


def _clocked(line: Line, draft: Unresolved, frame: Frame) -> Reading | None:
    day = day_of(line, frame)
    if day is None and frame.day is not None:
        return None
    if day is None and frame.span is not None:
        return _some_day_of(line, draft, frame, frame.span)
    day = day or Day(line.today, fixed=False)
    moments = [instant(line, frame, other) for other in day.others]
    moment, doubt = instant(line, frame, day.day), day.doubt
    if moment < line.now and moment < line.minute:
        moment, doubt, moments = _moved_on(line, frame, day, moment)
    if doubt is None and frame.hour and is_open(frame.hour, frame.part):
        doubt = f"{frame.hour.hour} da manhã ou da tarde?"
        moments = [later(moment, timedelta(hours=12)), moment]
    choices = [_directed(draft, frame, choice) for choice in moments if choice >= line.now]
    return worded(line, draft, _directed(draft, frame, moment), doubt, choices)


def _some_day_of(line: Line, draft: Unresolved, frame: Frame, span: Span) -> Reading | None:
    """The reading of "semana que vem às 10h", which asks for the day and never assumes today."""
    first = max(span.start, line.today)
    last = min(span.end, span.start + timedelta(days=4)) if span.grain is Grain.WEEK else span.end
    moments = [instant(line, frame, day) for day in dict.fromkeys((first, max(first, last)))]
    choices = [_directed(draft, frame, moment) for moment in moments if moment >= line.now]
    said = worded(line, draft, choices[0] if choices else _directed(draft, frame, moments[-1]), "", choices)
    return said._replace(doubt=f"em que dia de “{said.words.strip()}”?")


def _moved_on(line: Line, frame: Frame, day: Day, moment: datetime) -> tuple[datetime, str | None, list[datetime]]:
    """Another moment for a time already past, with its doubt and choices: the next one that the words allow."""
    if not frame.has_day and not frame.span and frame.hour is not None:
        tomorrow = instant(line, frame, line.today + timedelta(days=1))
        this_afternoon = later(moment, timedelta(hours=12))
        if is_open(frame.hour, frame.part) and this_afternoon >= line.now:
            return this_afternoon, f"{frame.hour.hour} da tarde ou da manhã?", [this_afternoon, tomorrow]
        return tomorrow, day.doubt, []
    if not day.fixed and frame.has_day:
        following = day_of(line, frame, line.today + timedelta(days=1))
        if following:
            return instant(line, frame, following.day), HOUR_PAST, [instant(line, frame, following.day)]
    if frame.past or frame.year is not None:
        return moment, day.doubt, []
    options = [instant(line, frame, line.today + timedelta(days=1))]
    if frame.hour and frame.hour.open and frame.hour.hour < 12 and frame.part is None:
        options.insert(0, later(moment, timedelta(hours=12)))
    return moment, HOUR_PAST, options


def _directed(draft: Unresolved, frame: Frame, moment: datetime) -> Moment:
    grain = grain_of(frame)
    if draft.lead is Lead.BEFORE:
        return Moment(Kind.INTERVAL, None, moment, grain)
    if draft.lead is Lead.FROM or frame.open_from:
        return Moment(Kind.INTERVAL, moment, None, grain)
    return Moment(Kind.INSTANT, moment, None, grain)


def _in_part(line: Line, draft: Unresolved, frame: Frame, part: Part) -> Reading | None:
    day = day_of(line, frame) or Day(line.today, fixed=False)
    if frame.day is not None and day_of(line, frame) is None:
        return None
    interval = part_of(line, day.day, part)
    if interval[1] <= line.now and not frame.has_day:
        interval = part_of(line, day.day + timedelta(days=1), part)
    choices = tuple(Moment(Kind.INTERVAL, *part_of(line, other, part), Grain.HOUR) for other in day.others)
    if draft.lead is Lead.UNTIL:
        ends = tuple(Moment(Kind.INSTANT, choice.end, None, Grain.HOUR) for choice in choices)
        return worded(line, draft, Moment(Kind.INSTANT, interval[1], None, Grain.HOUR), day.doubt, ends)
    return worded(line, draft, Moment(Kind.INTERVAL, *interval, Grain.HOUR), day.doubt, choices)


def _whole_day(line: Line, draft: Unresolved, frame: Frame) -> Reading | None:
    day = day_of(line, frame)
    if day is None:
        return None
    choices = [_directed_day(line, draft, frame, other) for other in day.others]
    return worded(line, draft, _directed_day(line, draft, frame, day.day), day.doubt, choices)


def _directed_day(line: Line, draft: Unresolved, frame: Frame, day: date) -> Moment:
    start = midnight(day, line.now)
    if draft.lead is Lead.BEFORE:
        return Moment(Kind.INTERVAL, None, midnight(day - timedelta(days=1), line.now), Grain.DAY)
    if draft.lead is Lead.FROM or frame.open_from:
        return Moment(Kind.INTERVAL, start, None, Grain.DAY)
    return Moment(Kind.DAY, start, None, Grain.DAY)


def _period(line: Line, draft: Unresolved, frame: Frame) -> Reading | None:
    span = frame.span
    if span is None:
        return None
    length = span.end - span.start
    choices = tuple(_span(line, Span(day, day + length, span.grain), draft.lead) for day in frame.others)
    return worded(line, draft, _span(line, span, draft.lead, open_from=frame.open_from), frame.doubt, choices)


def _span(line: Line, span: Span, lead: Lead, *, open_from: bool = False) -> Moment:
    start, end = midnight(span.start, line.now), midnight(span.end, line.now)
    if lead is Lead.BEFORE:
        return Moment(Kind.INTERVAL, None, midnight(span.start - timedelta(days=1), line.now), span.grain)
    if lead is Lead.FROM or open_from:
        return Moment(Kind.INTERVAL, start, None, span.grain)
    if lead is Lead.UNTIL:
        last = span.start + timedelta(days=4) if span.grain is Grain.WEEK else span.end
        return Moment(Kind.DAY, midnight(last, line.now), None, Grain.DAY)
    return Moment(Kind.INTERVAL, start, end, span.grain)


# ranges


# lengths and rules


def _length(line: Line, draft: Unresolved, length: Length) -> Reading | None:
    """The reading of a term: the first day is left out, the last one counts."""
    back = length.back or draft.lead is Lead.BACK
    ends = _term_ends(line, length, -1 if back else 1)
    if ends is None:
        return None
    since, start = ends
    grain = Grain.MINUTE if is_of_hours(length.term) else Grain.DAY
    if length.whole:
        return worded(line, draft, Moment(Kind.INTERVAL, line.now, start, grain))
    reading = worded(line, draft, Moment(Kind.TERM, start, None, grain))
    if draft.first == 0 and draft.lead is Lead.NONE and length.loose and _may_be_a_clock(length.term):
        return _clock_or_length(line, draft, reading._replace(term=length.term, since=since))
    whole = draft.first == 0 and draft.stop == line.count
    leads = (Lead.WITHIN, Lead.ON) if length.term.unit == "anos" else (Lead.WITHIN, Lead.ON, Lead.UNTIL)
    loose = length.loose and not whole and draft.lead not in leads
    doubt = "pode ser só quanto dura" if loose and not back else None
    return reading._replace(term=length.term, since=since, sure=doubt is None, doubt=doubt)


def _may_be_a_clock(term: Term) -> bool:
    return term.unit == "horas" and 7 <= term.n <= 23


def _clock_or_length(line: Line, draft: Unresolved, length: Reading) -> Reading | None:
    """The reading of "14 horas" alone, with the other meaning as a choice: the time, or the length."""
    hours = length.term.n if length.term else 0
    clocked = _clocked(line, draft, Frame(hour=Hour(hours)))
    if clocked is None:
        return length
    return clocked._replace(sure=False, doubt=f"às {hours}h ou daqui a {hours} horas?", choices=(clocked, length))


def _term_ends(line: Line, length: Length, sign: int) -> tuple[datetime, datetime] | None:
    """The moment from which a term is counted, and its end."""
    anchor = line.now
    if length.anchor is not None:
        _allow_recent(line, length.anchor)
        anchored = _frame(line, Unresolved(length.anchor, 0, 1), length.anchor)
        if anchored is None or anchored.start is None:
            return None
        anchor = anchored.start
    if is_of_hours(length.term):
        return anchor, later(anchor, sign * minutes(length.term))
    day = shift(anchor.date(), length.term, line.calendar, sign)
    return (anchor, midnight(day, line.now)) if day else None


def _allow_recent(line: Line, anchor: Frame) -> None:
    """Let "a partir de 03/11" be the day just gone when it is said later in November."""
    if anchor.month is None or anchor.year is not None:
        return
    day = day_of(line, anchor, line.today - timedelta(days=183))
    if day is not None:
        anchor.date, anchor.past = day.day, True


def _repeat(line: Line, draft: Unresolved, repeat: Repeat) -> Reading | None:
    rule = repeat.rule
    doubt = None
    if repeat.hour is not None:
        if not is_real(repeat.hour):
            return None
        rule = at_the_hour(rule, wall_time(repeat.hour, None)[1])
        doubt = "da manhã ou da tarde?" if is_open(repeat.hour, None) else None
    start = rule.next_after(line.now, line.calendar)
    grain = Grain.MINUTE if rule.clock or rule.unit == "hourly" else Grain.DAY
    return worded(line, draft, Moment(Kind.RECURRENCE, start, None, grain), doubt, rule=rule)
