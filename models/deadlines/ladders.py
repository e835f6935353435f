"""Ladders: what is said before and after a due date, to whom, at what hour. Data in `ladder_steps`."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import audit, moments, subjects
from models.base import Refusal, insert_rows
from models.calendar import Calendar
from models.deadlines.tables import LadderStep
from models.escalation import AUDIENCES, CALENDAR_DAYS, HOURS, OWNER, PRAZO_STEPS, WORK_DAYS, EscalationStep
from models.people import Person, Role, standing

KEEP_LADDERS = (Role.CHEFIA, Role.PREFEITO, Role.ADMINISTRADOR)
SNOOZED = -1  # stands for the position of a step: a snooze has ended
_FRESH_FOR = timedelta(minutes=1)
_FARTHEST = 999  # units before or after a due date: as much as can be typed
_table: Any = LadderStep.__table__
_STEPS = select(_table).order_by(_table.c.ladder, _table.c.position)
_cached: dict[str, tuple[datetime, dict[str, tuple[EscalationStep, ...]], set[str]]] = {}


def seed_ladders(session: Session) -> None:
    """Write the default ladders where none stand yet."""
    present = set(session.scalars(select(LadderStep.ladder).distinct()))
    for name, declared in subjects.ladders().items():
        if name not in present:
            _store(session, name, declared.steps)


def ladder(session: Session, name: str, now: datetime) -> tuple[EscalationStep, ...]:
    """The steps of a ladder; read again at most a minute after someone changed them elsewhere."""
    return _known(session, now)[1].get(name, PRAZO_STEPS)


def broken_ladders(session: Session, now: datetime) -> list[str]:
    """Ladders with a step that is none: an hour or an audience that does not exist. It is passed over."""
    return sorted(_known(session, now)[2])


def _known(session: Session, now: datetime) -> tuple[datetime, dict[str, tuple[EscalationStep, ...]], set[str]]:
    key = str(session.get_bind().engine.url)
    if key not in _cached or abs(now - _cached[key][0]) > _FRESH_FOR:
        _cached[key] = (now, *_load(session))
    return _cached[key]


def set_ladder(
    session: Session, name: str, steps: Iterable[EscalationStep], said: str, *, by: Person, now: datetime
) -> None:
    """Replace a ladder; `said`, its steps in the words of the chat, go to the history."""
    require_ladder_keeper(session, by, now)
    session.execute(delete(LadderStep).where(LadderStep.ladder == name))
    _store(session, name, tuple(steps))
    _cached.clear()
    audit.write(session, "escada", by=by, now=now, text=f"escada {name} alterada: {said}")


def require_ladder_keeper(session: Session, by: Person, now: datetime) -> None:
    """Refuse whoever may not change a ladder."""
    if not standing(session, by, now).has(*KEEP_LADDERS):
        raise Refusal("Só a chefia de gabinete ou o administrador muda a escada de cobrança.")


def next_step_at(
    steps: tuple[EscalationStep, ...],
    due_at: datetime,
    after: datetime,
    calendar: Calendar,
    *,
    snoozed_until: datetime | None = None,
) -> datetime | None:
    """The instant of the first step later than `after`; None when the ladder ends.

    A snooze keeps quiet the steps of the responsible only, and its end is a step of its own: silence still goes up.
    """
    coming = [snoozed_until] if snoozed_until is not None and snoozed_until > after else []
    for step in steps:
        since = max(after, snoozed_until) if snoozed_until and step.audience == OWNER else after
        moment = _moment_after(step, due_at, since, calendar)
        coming += [moment] if moment is not None else []
    return min(coming, default=None)


def passed_steps(
    steps: tuple[EscalationStep, ...],
    due_at: datetime,
    after: datetime,
    until: datetime,
    calendar: Calendar,
    *,
    snoozed_until: datetime | None = None,
) -> list[tuple[int, datetime]]:
    """For each audience, the last step with `after` < moment <= `until`: what was missed is said once, not piled up."""
    latest: dict[str, tuple[int, datetime]] = {}
    for position, step in enumerate(steps):
        moment = _moment_after(step, due_at, after, calendar)
        while moment is not None and moment <= until:
            if step.audience not in latest or latest[step.audience][1] <= moment:
                latest[step.audience] = (position, moment)
            moment = _moment_after(step, due_at, moment, calendar) if step.daily else None
    if snoozed_until is not None and latest.get(OWNER, (0, snoozed_until))[1] <= snoozed_until:
        latest.pop(OWNER, None)
        latest |= {OWNER: (SNOOZED, snoozed_until)} if after < snoozed_until <= until else {}
    return sorted(latest.values(), key=lambda pair: pair[1])


def _moment_after(step: EscalationStep, due_at: datetime, after: datetime, calendar: Calendar) -> datetime | None:
    first = _moment(step, due_at, calendar)
    if first > after:
        return first
    if not step.daily:
        return None
    day = moments.today(after)
    on_that_day = moments.at(day, step.hour)
    if on_that_day > after and calendar.is_business_day(day):
        return on_that_day
    return moments.at(calendar.add_business_days(day, 1), step.hour)


def _moment(step: EscalationStep, due_at: datetime, calendar: Calendar) -> datetime:
    if step.unit == HOURS:
        return due_at + timedelta(hours=step.n)
    day = moments.local(due_at).date()
    if step.unit == CALENDAR_DAYS:
        return moments.at(day + timedelta(days=step.n), step.hour)
    day = calendar.previous_business_day(day) if step.n <= 0 else day
    return moments.at(calendar.add_business_days(day, step.n) if step.n else day, step.hour)


def _store(session: Session, name: str, steps: tuple[EscalationStep, ...]) -> None:
    rows = [
        {
            "ladder": name,
            "position": position,
            "n": step.n,
            "unit": step.unit,
            "hour": f"{step.hour:%H:%M}",
            "audience": step.audience,
            "daily": step.daily,
        }
        for position, step in enumerate(steps)
    ]
    insert_rows(session, LadderStep, rows)


def _load(session: Session) -> tuple[dict[str, tuple[EscalationStep, ...]], set[str]]:
    """The steps by ladder, as declared where no good one is kept, and the ladders of which a step cannot be used."""
    ladders: dict[str, list[EscalationStep]] = {}
    broken = set()
    for row in session.connection().execute(_STEPS):  # rows, not objects: read every minute
        if (step := _step(row)) is not None:
            ladders.setdefault(row.ladder, []).append(step)
        else:
            broken.add(row.ladder)
    declared = {name: each.steps for name, each in subjects.ladders().items()}
    return declared | {name: tuple(steps) for name, steps in ladders.items()}, broken


def _step(row: Any) -> EscalationStep | None:
    try:
        hour = time.fromisoformat(row.hour)
    except (TypeError, ValueError):
        return None
    is_known = row.audience in AUDIENCES and row.unit in (WORK_DAYS, CALENDAR_DAYS, HOURS)
    usable = is_known and hour.tzinfo is None and abs(row.n) <= _FARTHEST
    return EscalationStep(row.n, row.unit, hour, row.audience, row.daily) if usable else None
