"""The rate limiter of the way out: when each message may leave, so that no platform ever has to say 429.

The outbox is the record of what left: `sent_at` of a row is the moment planned when it was claimed, then the moment
the platform took it. All processes read and write it in one transaction at a time, so they keep one limit together:

    over all   a sliding window: at most `count` messages in any `window` (30 in a second at Telegram)
    a place    one message at a time, `spacing` seconds apart
    broadcast  (messages that answer nobody) leave evenly, and leave room for answers while people ask
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, null, select, union_all
from sqlalchemy.orm import Session

from models.outbox import Outbox, Priority

LOOKAHEAD = timedelta(milliseconds=20)  # how early a message is claimed, so that the claim costs none of its time
_MARGIN = timedelta(milliseconds=3)  # two clocks never agree on when a second is over
_SKEW = timedelta(seconds=5)  # how far the clocks of two processes may be apart
_MOST_IN_WINDOW = 30
_BURST = 3  # messages of a broadcast at once; the others leave evenly over the second
_EVENLY = 0.95  # of the even pace's time: the window itself bounds the rate, the pace only smooths it
_ANSWERS_PER_ROOM = 5  # for so many answers that left lately, one place of the window is kept free for the next
_SPARE_CANDIDATES = 8  # rows read beyond those that may leave at once, because some wait for their place
_DRIFT = 1.02  # growth of the fastest answer known, so that a network that became slower is believed in time
_FIRST_ANSWERS = 10  # before which nothing is known of how fast an answer may be

_LATEST = (
    select(null(), Outbox.sent_at.label("at"), Outbox.priority.label("priority"))
    .where(Outbox.channel == bindparam("channel"), Outbox.sent_at <= bindparam("soon"))
    .order_by(Outbox.sent_at.desc())
    .limit(bindparam("most"))
)
_LAST_AT_PLACES = (
    select(Outbox.address, func.max(Outbox.sent_at), null())
    .where(Outbox.channel == bindparam("channel"), Outbox.sent_at.between(bindparam("since"), bindparam("soon")))
    .where(Outbox.address.in_(bindparam("places", expanding=True)))
    .group_by(Outbox.address)
)
_LATELY = union_all(_LAST_AT_PLACES, select(_LATEST.subquery()))  # at each place; and, without an address, over all
Candidate = tuple[Row[Any], datetime]  # a due row, and the moment it may leave


@dataclass(frozen=True, slots=True)
class Limits:
    """The speed of a door: messages per second over all, and the seconds between two messages to one place."""

    per_second: float
    spacing: Callable[[str], float]

    @property
    def count(self) -> int:
        """The size of the sliding window, in messages."""
        return max(1, min(_MOST_IN_WINDOW, int(self.per_second)))

    @property
    def window(self) -> timedelta:
        """The length of the sliding window."""
        return timedelta(seconds=self.count / self.per_second) + _MARGIN

    @property
    def candidates(self) -> int:
        """The number of due rows worth looking at now."""
        return _SPARE_CANDIDATES + int(self.per_second * LOOKAHEAD.total_seconds())


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rows that leave now, each with its moment; those put off for their place, with the moment to look again.

    `again_at`: when the next may leave, if the window holds some back. `ready`: the number of rows not put off.
    """

    leaving: list[Candidate]
    put_off: list[Candidate]
    again_at: datetime | None
    ready: int


def schedule(session: Session, channel: str, rows: Sequence[Row[Any]], now: datetime, limits: Limits) -> Schedule:
    """The moments at which these due rows may leave, in their order: id, address, priority, is_behind."""
    last_at, latest = _lately(session, channel, {row.address for row in rows}, now, limits)
    ready, put_off = _by_place(rows, last_at, now, limits)
    leaving, again_at = _in_window(ready, latest, now, limits)
    return Schedule(leaving, put_off, again_at, len(ready))


def _lately(
    session: Session, channel: str, places: set[str], now: datetime, limits: Limits
) -> tuple[dict[str, datetime], list[tuple[datetime, int]]]:
    """The last message to each place, and the last ones to anyone, newest first: moment and priority."""
    since = now - timedelta(seconds=max(limits.spacing(place) for place in places))
    soon = now + _SKEW  # a later mark was made by a clock that was ahead, and is ignored
    here = {"channel": channel, "places": list(places), "since": since, "soon": soon, "most": limits.count}
    found = session.connection().execute(_LATELY, here).all()
    last_at = {place: at for place, at, _ in found if place is not None}
    return last_at, sorted(((at, priority) for place, at, priority in found if place is None), reverse=True)


def _by_place(
    rows: Sequence[Row[Any]], last_at: dict[str, datetime], now: datetime, limits: Limits
) -> tuple[list[Candidate], list[Candidate]]:
    """The first row of each place, with the moment its place is free; and the rows put off, in their order."""
    turns = {place: at + timedelta(seconds=limits.spacing(place)) for place, at in last_at.items()}
    ready, put_off = list[Candidate](), list[Candidate]()
    for row in rows:
        turn = _next_turn(now, limits, row.address) if row.is_behind else turns.get(row.address, now)
        if turn > now + LOOKAHEAD:
            put_off.append((row, turn))
            continue
        ready.append((row, turn))
        turns[row.address] = _next_turn(now, limits, row.address)
    return ready, put_off


def _next_turn(now: datetime, limits: Limits, place: str) -> datetime:
    """The moment at which to look again at a place with a message under way."""
    return now + max(timedelta(seconds=limits.spacing(place)), LOOKAHEAD * 1.5)


def _in_window(
    rows: Sequence[Candidate], latest: Sequence[tuple[datetime, int]], now: datetime, limits: Limits
) -> tuple[list[Candidate], datetime | None]:
    """The rows with the moments at which the window lets them leave; if some are held back, when to look again."""
    pace = limits.window * _BURST / limits.count * _EVENLY
    answers = sum(priority == Priority.REPLY and at > now - limits.window for at, priority in latest)
    crowd = limits.count - answers // _ANSWERS_PER_ROOM
    last = [at for at, _ in latest]
    leaving: list[Candidate] = []
    for row, turn in rows:
        moment = max(now, turn)
        is_answer = row.priority == Priority.REPLY
        count = limits.count if is_answer else crowd
        if len(last) >= count:
            moment = max(moment, last[count - 1] + limits.window)
        if not is_answer and len(last) >= _BURST and limits.count > _BURST:
            moment = max(moment, last[_BURST - 1] + pace)
        if moment > now + LOOKAHEAD:
            return leaving, moment - LOOKAHEAD / 2
        leaving.append((row, moment))
        last = sorted([*last, moment], reverse=True)
    return leaving, None


class AcceptedAt:
    """The estimate of when a platform took a message: the answer's arrival less the least duration of an answer.

    A platform counts from the moment it takes a message; we know the moments of our request and of its answer. The
    answer's is too late for every message; the request's is too early for one that was delayed on its way.
    """

    def __init__(self) -> None:
        self._fastest: timedelta | None = None
        self._answers = 0

    def of(self, start: datetime, end: datetime) -> datetime:
        """The estimate for a message sent at `start` and answered at `end`."""
        taken = end - start
        self._fastest = taken if self._fastest is None else min(taken, self._fastest * _DRIFT)
        self._answers += 1
        return end - self._fastest if self._answers > _FIRST_ANSWERS else end
