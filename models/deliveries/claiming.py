"""Claiming due messages of the outbox: the most urgent first, as fast as the rate limiter allows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, literal_column, or_, select, update
from sqlalchemy.orm import Session, aliased

from models import calendar_feeds, doors, panel
from models.base import take_turn
from models.deliveries import approved, joining
from models.deliveries.rate_limiter import LOOKAHEAD, Limits, schedule
from models.deliveries.shapes import Claim, Delivery, delivery_of
from models.outbox import IS_PENDING, IS_UNSETTLED, Outbox, State, rendered
from models.people import codes
from models.people.access import code_of

_LEASE = timedelta(seconds=45)  # longer than any call of a door may take

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
        Outbox.joins,
        _IS_BEHIND.label("is_behind"),
    )
    .where(IS_PENDING, Outbox.channel == bindparam("channel"), Outbox.not_before <= bindparam("now"))
    .order_by(Outbox.priority, Outbox.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=Outbox)
)
_NEXT_HERE = select(func.min(Outbox.not_before)).where(IS_PENDING, Outbox.channel == bindparam("channel"))
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
    """Take at most `room` due messages of a channel under a lease: from here on they count as being sent.

    Commit before sending: until a message is marked, its fate is unknown.
    """
    take_turn(session, f"door {channel}")  # the rate is counted and used up by one process at a time
    if limits is None:
        rows = _due(session, channel, now, room)
        return Claim(_take(session, channel, [(row, now) for row in rows], worker, now), None)
    shut_until = doors.shut_until(session, channel, now)
    if shut_until is not None or room < 1:
        return Claim((), shut_until)
    due = _due(session, channel, now + LOOKAHEAD, min(room, limits.candidates))
    if not due:
        return Claim((), _next_at(session, channel))
    plan = schedule(session, channel, due, now, limits)
    if plan.put_off:
        session.connection().execute(_PUT_OFF, [{"row_id": row.id, "again_at": at} for row, at in plan.put_off])
    batch = _take(session, channel, plan.leaving, worker, now)
    again_at = plan.again_at
    if again_at is None and plan.ready < room:
        again_at = _next_at(session, channel)
    return Claim(batch, again_at)


def _due(session: Session, channel: str, now: datetime, most: int) -> Sequence[Row[Any]]:
    values = {"channel": channel, "now": now, "most": most}
    rows = session.connection().execute(_DUE, values).all()
    return session.connection().execute(_DUE, values).all() if joining.join(session, rows, now) else rows


def _next_at(session: Session, channel: str) -> datetime | None:
    return session.connection().scalar(_NEXT_HERE, {"channel": channel})


def _take(
    session: Session, channel: str, chosen: Sequence[tuple[Row[Any], datetime]], worker: str, now: datetime
) -> list[Delivery]:
    """Mark rows as being sent; the edits that have become pointless and the acts that were altered stay behind."""
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
    """The originals of these edits that were sent and can be replaced, by id."""
    if not ids:
        return {}
    found = session.scalars(select(Outbox).where(Outbox.id.in_(ids), Outbox.external_id.is_not(None)))
    return {each.id: each for each in found}


def _delivery(session: Session, channel: str, row: Row[Any], at: datetime, original: Outbox | None) -> Delivery:
    source = original or row
    payload = _with_code(session, rendered(source.payload, source.after))
    sending = replace(delivery_of(row, channel), payload=payload, part=source.part, attempt=row.attempts + 1, at=at)
    return replace(sending, id=original.id, edits=original.external_id) if original else sending


def _with_code(session: Session, payload: dict[str, Any]) -> dict[str, Any]:
    """The payload with the code of its invitation, or an address that is a secret: the database has only its hash."""
    if "feed" in payload:
        address = calendar_feeds.address_of(session, payload["feed"]) or "(este endereço não vale mais)"
        return {**payload, "text": payload["text"].replace(calendar_feeds.PLACEHOLDER, address, 1)}
    if "link" in payload:
        address = panel.address_of(session, payload["link"]) or "(este endereço não vale mais)"
        return {**payload, "text": payload["text"].replace(panel.PLACEHOLDER, address, 1)}
    if "invite" not in payload:
        return payload
    code = code_of(session, payload["invite"]) or "(este código não vale mais)"
    return {**payload, "text": payload["text"].replace(codes.PLACEHOLDER, code, 1)}
