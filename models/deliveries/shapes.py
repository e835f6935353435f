"""A message on its way, and how fast a door may send."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from models.outbox import Priority

REPEAT_MARK = "Possível repetição; se já leu, desconsidere.\n"
_MARGIN = timedelta(milliseconds=3)  # two clocks never agree on when a second is over


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast a door may send: so many a second over all, and the seconds between two messages to one place."""

    per_second: float
    spacing: Callable[[str], float]

    @property
    def count(self) -> int:
        """The size of the sliding window: never more than so many sends within `window`."""
        return max(1, min(30, int(self.per_second)))

    @property
    def window(self) -> timedelta:
        return timedelta(seconds=self.count / self.per_second) + _MARGIN


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message taken from the queue, detached from the database while it is being sent.

    `id`: of the message as people see it, to which its buttons refer; `row_id`: of this row of the queue, which differs
    where it changes a message sent before. `at`: not before. `part`: which piece of a text too long for one message.
    `edits`: the platform's id of the message that this one replaces. `origin`: what the door noted about the message
    answered.
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
        """What stands before the text of a message that may have arrived already."""
        return REPEAT_MARK if self.repeats and self.edits is None else ""

    @property
    def text(self) -> str:
        """What the person reads; a repeat says that it may be one."""
        return self.mark + str(self.payload["text"])


@dataclass(frozen=True, slots=True)
class Claim:
    """What may go out now, and when to ask again (None: when something new is queued)."""

    batch: Sequence[Delivery]
    again_at: datetime | None = None
