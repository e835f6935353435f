"""A message on its way, detached from the database."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.outbox import Priority

REPEAT_MARK = "Possível repetição; se já leu, desconsidere.\n"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed message.

    `id`: of the message that people see, to which its buttons refer; `row_id`: of this row of the outbox, another one
    where it edits a message sent before. `at`: the moment to send it. `part`: the piece of a text too long for one
    message. `edits`: the platform's id of the message to replace. `origin`: the door's values of the message answered.
    """

    id: int
    row_id: int
    channel: str
    address: str
    person_id: int | None
    payload: dict[str, Any]
    reply_to: int | None
    repeats: int
    attempt: int = 1
    part: int = 0
    edits: str | None = None
    origin: dict[str, Any] = field(default_factory=dict)
    priority: int = Priority.NOTICE
    at: datetime | None = None

    @property
    def mark(self) -> str:
        """The line before the text of a message that may have arrived already; else empty."""
        return REPEAT_MARK if self.repeats and self.edits is None else ""

    @property
    def text(self) -> str:
        """The text that the person reads, with its mark."""
        return self.mark + str(self.payload["text"])


def delivery_of(row: Any, channel: str) -> Delivery:
    """The delivery of a row of the outbox as it stands there."""
    return Delivery(
        id=row.id,
        row_id=row.id,
        channel=channel,
        address=row.address or "",
        person_id=row.person_id,
        payload=row.payload,
        reply_to=row.reply_to,
        repeats=row.repeats,
        attempt=row.attempts,
        part=row.part,
        origin=row.origin or {},
        priority=row.priority,
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """The messages to send now, and when to ask again (None: when something new is enqueued)."""

    batch: Sequence[Delivery]
    again_at: datetime | None = None
