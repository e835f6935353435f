"""What may go out now is taken from the queue: the most urgent first, each place in its turn, never too fast."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Row,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session, aliased

from models import doors
from models.base import take_turn
from models.deliveries import approved
from models.deliveries.shapes import Claim, Delivery, Limits
from models.outbox import IS_PENDING, IS_UNSETTLED, Outbox, Priority, State, rendered
from models.people import codes
from models.people.access import code_of

_LEASE = timedelta(seconds=45)  # longer than any call of a door may take
_LOOKAHEAD = timedelta(milliseconds=20)  # how early a message is taken, so that taking it costs no time of its turn
_SKEW = timedelta(seconds=5)  # how far the clocks of two processes may be apart
_PACE = 3  # what is no answer leaves evenly: so many in the time of so many, never a second's worth at once
_ROOM = 5  # for so many answers that left lately, one place is kept free for the next
_FEW = 8  # candidates beyond those that may leave at once: some wait for their place

_OTHER = aliased(Outbox)
# One message at a time to a place, a long text whole; and an act waits for an older one that may not have come.
_IS_BEHIND = (
    exists()
    .where(_OTHER.channel == Outbox.channel, _OTHER.address == Outbox.address, _OTHER.id != Outbox.id, IS_UNSETTLED)
    .where(
        or_(
            _OTHER.state == literal_column("'sending'"),
            _OTHER.part > 0,
            and_(Outbox.recipient_id.is_not(None), _OTHER.recipient_id.is_not(None), _OTHER.id < Outbox.id),
        )
    )
)
_DUE = (
    select(
        Outbox.id,
        Outbox.address,
        Outbox.person_id,
        Outbox.payload,
        Outbox.after,
        Outbox.origin,
        Outbox.priority,
        Outbox.part,
        Outbox.edits_id,
        Outbox.reply_to,
        Outbox.repeats,
        Outbox.attempts,
        Outbox.key,
        Outbox.record_id,
        Outbox.recipient_id,
        _IS_BEHIND.label("is_behind"),
    )
    .where(IS_PENDING, Outbox.channel == bindparam("channel"), Outbox.not_before <= bindparam("now"))
    .order_by(Outbox.priority, Outbox.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Outbox)
)
_NEXT_HERE = select(func.min(Outbox.not_before)).where(IS_PENDING, Outbox.channel == bindparam("channel"))
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
_LATELY = union_all(_LAST_AT_PLACES, select(_LATEST.subquery()))  # at each place; and, without one, over all
_ROW = update(Outbox).where(Outbox.id == bindparam("row_id")).execution_options(synchronize_session=False)
_TO_SENDING = _ROW.values(
    state=State.SENDING,
    worker=bindparam("by_worker"),
    lease_until=bindparam("until"),
    sent_at=bindparam("at"),
    attempts=Outbox.attempts + 1,
)
_TO_CANCELLED = _ROW.values(state=State.CANCELLED)
_PUT_OFF = _ROW.values(not_before=bindparam("again_at"))


def claim(session: Session, channel: str, *, worker: str, now: datetime, room: int, limits: Limits | None) -> Claim:
    """Take the most urgent due messages of a channel under a lease: from here on they count as being sent.

    Committed before the call: until a message is marked, nobody knows whether it went out.
    """
    take_turn(session, f"door {channel}")  # the rate is counted and used up by one process at a time
    if limits is None:
        rows = _due(session, channel, now, room)
        return Claim(_take(session, channel, [(row, now) for row in rows], worker, now), None)
    shut_until = doors.shut_until(session, channel, now)
    if shut_until is not None or room < 1:
        return Claim((), shut_until)
    due = _due(session, channel, now + _LOOKAHEAD, min(room, _candidates(limits)))
    if not due:
        return Claim((), _next_at(session, channel))
    last_at, latest = _lately(session, channel, {row.address for row in due}, now, limits)
    ready = _ready(session, due, last_at, now, limits)
    chosen, again_at = _paced(ready, latest, now, limits)
    batch = _take(session, channel, chosen, worker, now)
    if again_at is None and len(ready) < room:
        again_at = _next_at(session, channel)
    return Claim(batch, again_at)


def _candidates(limits: Limits) -> int:
    return _FEW + int(limits.per_second * _LOOKAHEAD.total_seconds())


def _due(session: Session, channel: str, now: datetime, most: int) -> Sequence[Row[Any]]:
    return session.connection().execute(_DUE, {"channel": channel, "now": now, "most": most}).all()


def _next_at(session: Session, channel: str) -> datetime | None:
    return session.connection().scalar(_NEXT_HERE, {"channel": channel})


def _lately(
    session: Session, channel: str, places: set[str], now: datetime, limits: Limits
) -> tuple[dict[str, datetime], list[tuple[datetime, int]]]:
    """When each of the places was last written to, and the last messages to anyone, the newest first: moment, priority.

    By whichever process: the limits hold for all of them together.
    """
    since = now - timedelta(seconds=max(limits.spacing(place) for place in places))
    soon = now + _SKEW  # what is marked later still was marked by a clock that was ahead: nobody waits for it
    here = {"channel": channel, "places": list(places), "since": since, "soon": soon, "most": limits.count}
    found = session.connection().execute(_LATELY, here).all()
    last_at = {place: at for place, at, _ in found if place is not None}
    return last_at, sorted(((at, priority) for place, at, priority in found if place is None), reverse=True)


def _ready(
    session: Session, rows: Sequence[Row[Any]], last_at: dict[str, datetime], now: datetime, limits: Limits
) -> list[tuple[Row[Any], datetime]]:
    """One message for each place whose turn it is, with that turn; the others wait for it, in their order."""
    turns = {place: at + timedelta(seconds=limits.spacing(place)) for place, at in last_at.items()}
    ready, later = [], []
    for row in rows:
        turn = _next_turn(now, limits, row.address) if row.is_behind else turns.get(row.address, now)
        if turn > now + _LOOKAHEAD:
            later.append({"row_id": row.id, "again_at": turn})
            continue
        ready.append((row, turn))
        turns[row.address] = _next_turn(now, limits, row.address)
    if later:
        session.connection().execute(_PUT_OFF, later)
    return ready


def _next_turn(now: datetime, limits: Limits, place: str) -> datetime:
    """When to look again at a place with a message under way: one at a time, so that they arrive in their order."""
    return now + max(timedelta(seconds=limits.spacing(place)), _LOOKAHEAD * 1.5)


def _paced(
    rows: Sequence[tuple[Row[Any], datetime]], latest: Sequence[tuple[datetime, int]], now: datetime, limits: Limits
) -> tuple[list[tuple[Row[Any], datetime]], datetime | None]:
    """The rows, each with the moment it may leave, given the latest ones; if some are held back, when the next may."""
    pace = limits.window * _PACE / limits.count * 0.95
    answers = sum(priority == Priority.REPLY and at > now - limits.window for at, priority in latest)
    crowd = limits.count - answers // _ROOM  # what is no answer leaves room for answers, while people are asking
    last = [at for at, _ in latest]
    chosen: list[tuple[Row[Any], datetime]] = []
    for row, turn in rows:
        moment = max(now, turn)
        is_answer = row.priority == Priority.REPLY
        count = limits.count if is_answer else crowd
        if len(last) >= count:
            moment = max(moment, last[count - 1] + limits.window)
        if not is_answer and len(last) >= _PACE and limits.count > _PACE:
            moment = max(moment, last[_PACE - 1] + pace)
        if moment > now + _LOOKAHEAD:
            return chosen, moment - _LOOKAHEAD / 2
        chosen.append((row, moment))
        last = sorted([*last, moment], reverse=True)
    return chosen, None


def _take(
    session: Session, channel: str, chosen: Sequence[tuple[Row[Any], datetime]], worker: str, now: datetime
) -> list[Delivery]:
    connection = session.connection()
    edited = _edited(session, [row.edits_id for row, _ in chosen if row.edits_id])
    pointless = [row for row, _ in chosen if row.edits_id and row.edits_id not in edited]
    if pointless:  # its original never went out, or will go out with the change in it
        connection.execute(_TO_CANCELLED, [{"row_id": row.id} for row in pointless])
        chosen = [(row, at) for row, at in chosen if row not in pointless]
    wrong = approved.altered(session, [edited.get(row.edits_id, row) for row, _ in chosen])
    if wrong:
        is_wrong = [edited.get(row.edits_id, row).id in wrong for row, _ in chosen]
        approved.stop(session, [row for (row, _), out in zip(chosen, is_wrong, strict=True) if out], now)
        chosen = [each for each, out in zip(chosen, is_wrong, strict=True) if not out]
    if chosen:
        lease = {"by_worker": worker, "until": now + _LEASE}
        connection.execute(_TO_SENDING, [{"row_id": row.id, "at": at, **lease} for row, at in chosen])
    return [_delivery(session, channel, row, at, edited.get(row.edits_id)) for row, at in chosen]


def _edited(session: Session, ids: list[int]) -> dict[int, Outbox]:
    """The originals that were sent and can be replaced."""
    if not ids:
        return {}
    found = session.scalars(select(Outbox).where(Outbox.id.in_(ids), Outbox.external_id.is_not(None)))
    return {each.id: each for each in found}


def _delivery(session: Session, channel: str, row: Row[Any], at: datetime, original: Outbox | None) -> Delivery:
    source = original or row
    return Delivery(
        id=original.id if original else row.id,
        row_id=row.id,
        channel=channel,
        address=row.address or "",
        person_id=row.person_id,
        payload=_with_code(session, rendered(source.payload, source.after)),
        reply_to=row.reply_to,
        repeats=row.repeats,
        attempt=row.attempts + 1,
        part=source.part,
        edits=original.external_id if original else None,
        origin=row.origin or {},
        priority=row.priority,
        at=at,
    )


def _with_code(session: Session, payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with the code of its invitation, which is kept nowhere, in its place."""
    if "invite" not in payload:
        return payload
    code = code_of(session, payload["invite"]) or "(este código não vale mais)"
    return {**payload, "text": payload["text"].replace(codes.PLACEHOLDER, code, 1)}
