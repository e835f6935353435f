"""Chasing on the day itself: half of the time gone, an hour before, and at the end."""

from datetime import datetime, timedelta

from models import moments

CHASED, ENDED = -2, -3  # stand for the position of a step: the responsible is chased; the author learns of the end
_HOUR = timedelta(hours=1)


def next_chase_at(opened_at: datetime, due_at: datetime, after: datetime) -> datetime | None:
    """The first moment later than `after` at which a deadline is chased, if it is urgent or of one day."""
    return min((moment for moment in _moments(opened_at, due_at) if moment > after), default=None)


def last_chase(
    opened_at: datetime, due_at: datetime, after: datetime, until: datetime, *, urgent: bool
) -> datetime | None:
    """The last such moment after `after` up to `until`; None for what is neither urgent nor of one day."""
    if not urgent and not _is_of_one_day(opened_at, due_at):
        return None
    return max((moment for moment in _moments(opened_at, due_at) if after < moment <= until), default=None)


def _moments(opened_at: datetime, due_at: datetime) -> list[datetime]:
    before, half = due_at - _HOUR, opened_at + (due_at - opened_at) / 2
    if before <= opened_at:
        return [half, due_at]
    wants_half = _is_of_one_day(opened_at, due_at) and before - half > _HOUR  # else two would come within an hour
    return [half, before, due_at] if wants_half else [before, due_at]


def _is_of_one_day(opened_at: datetime, due_at: datetime) -> bool:
    return moments.today(opened_at) == moments.today(due_at)
