"""Messages to one address that waited for the same moment leave as one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from models.outbox import Outbox, State

_MOST_BUTTONS = 8
_PLAIN = {"text", "buttons", "files"}
_KEPT = ("person_id", "meant_for_id", "channel", "address", "priority", "not_before", "created_at", "record_id")


def join(session: Session, rows: Sequence[Row[Any]], now: datetime) -> bool:
    """Enqueue one message in the place of those, of these due ones, that waited at one address; whether any was."""
    together: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.joins and row.recipient_id is None and not row.attempts and _is_plain(row.payload):
            together[row.address].append(row.id)
    several = [ids for ids in together.values() if len(ids) > 1]
    for ids in several:
        _join(session, ids, now)
    return bool(several)


def _is_plain(payload: dict[str, Any]) -> bool:
    """Whether a message is only text and buttons."""
    return payload.keys() <= _PLAIN and not payload["files"]


def _join(session: Session, ids: list[int], now: datetime) -> None:
    found = session.scalars(select(Outbox).where(Outbox.id.in_(ids)).order_by(Outbox.created_at, Outbox.id)).all()
    buttons = {button["line"]: button for each in found for button in each.payload["buttons"]}
    texts = [f"Avisos que esperavam ({len(found)}):", *(f"• {each.payload['text']}" for each in found)]
    payload = {"text": "\n\n".join(texts), "buttons": list(buttons.values())[:_MOST_BUTTONS], "files": []}
    first = {name: getattr(found[0], name) for name in _KEPT}
    one_record = len({each.record_id for each in found}) == 1
    values = {
        **first,
        "key": f"joined:{ids[0]}:{now.timestamp():.0f}",
        "payload": payload,
        "state": State.PENDING.value,
    }
    values |= {"record_id": first["record_id"] if one_record else None, "attempts": 0, "repeats": 0, "part": 0}
    session.connection().execute(insert(Outbox), values)
    told = update(Outbox).where(Outbox.id.in_(ids)).values(state=State.SENT)  # from here on that message is theirs
    session.execute(told.execution_options(synchronize_session=False))
