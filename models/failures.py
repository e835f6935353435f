"""Delivery failures of acts: for whom, at which door and why, until the sender of the act has been notified."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_new_rows, partial_index
from models.outbox import Outbox


class FailureCause(StrEnum):
    """The cause of a failure, as far as the platform tells."""

    BLOCKED = "blocked"
    CLOSED = "closed"  # the account
    LOST = "lost"  # the chat
    REFUSED = "refused"  # this message
    NOWHERE = "nowhere"  # no address in use

    @property
    def text(self) -> str:
        return _TEXTS[self]


_TEXTS = {
    FailureCause.BLOCKED: "o bot foi bloqueado lá",
    FailureCause.CLOSED: "a conta foi encerrada",
    FailureCause.LOST: "a conversa não existe mais",
    FailureCause.REFUSED: "a plataforma recusou a mensagem",
    FailureCause.NOWHERE: "não há endereço em uso",
}
_HINTS = (
    (FailureCause.BLOCKED, ("blocked",)),
    (FailureCause.CLOSED, ("deactivated", "inactive", "disabled", "deleted")),
    (FailureCause.LOST, ("not_found", "not found", "kicked", "not_in_channel", "not a member", "archived", "upgraded")),
)


class DeliveryFailure(Base):
    """A message of an act that no further try delivers. `other_channel`: the door at which a copy goes instead."""

    __tablename__ = "failures"
    __table_args__ = (partial_index("ix_failures_untold", "at", where="told_at IS NULL"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"), index=True)
    recipient_id: Mapped[int | None]  # null: a place where it was to be published
    channel: Mapped[str | None]
    address: Mapped[str | None]
    cause: Mapped[str]
    other_channel: Mapped[str | None]
    at: Mapped[datetime]
    told_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Unreached:
    """The failures of one addressee taken together: the doors tried, and the cause of the last one."""

    channels: tuple[str, ...]
    cause: FailureCause
    other: str | None  # the door at which a copy goes instead


def cause_of(reason: str) -> FailureCause:
    """The cause behind the words with which a platform refused for good."""
    words = reason.casefold()
    return next((cause for cause, hints in _HINTS if any(hint in words for hint in hints)), FailureCause.REFUSED)


def note(session: Session, row: Outbox, cause: FailureCause, other: str | None, now: datetime) -> None:
    """Write down that a message of an act failed."""
    if row.record_id is None:
        return
    where = {"channel": row.channel, "address": row.address, "recipient_id": row.recipient_id}
    about = {"outbox_id": row.id, "record_id": row.record_id, "cause": cause.value, "other_channel": other}
    insert_new_rows(session, DeliveryFailure, [{**about, **where, "at": now, "told_at": None}])


def note_nowhere(session: Session, record_id: int, now: datetime) -> None:
    """Write down a failure for each addressee of an act without an address in use."""
    homeless = (Outbox.record_id == record_id, Outbox.recipient_id.is_not(None), Outbox.channel.is_(None))
    nothing = {"channel": None, "address": None, "other_channel": None, "told_at": None}
    shared = {"record_id": record_id, "cause": FailureCause.NOWHERE.value, "at": now, **nothing}
    found = session.execute(select(Outbox.id, Outbox.recipient_id).where(*homeless)).all()
    rows = [{**shared, "outbox_id": row.id, "recipient_id": row.recipient_id} for row in found]
    insert_new_rows(session, DeliveryFailure, rows)


def first_untold_at(session: Session) -> datetime | None:
    """The moment of the oldest failure of which nobody was notified; None: there is none."""
    return session.scalar(select(func.min(DeliveryFailure.at)).where(DeliveryFailure.told_at.is_(None)))


def untold(session: Session, before: datetime) -> dict[int, list[DeliveryFailure]]:
    """The failures nobody was notified of, by act, of the acts whose first one is older than `before`."""
    found: dict[int, list[DeliveryFailure]] = {}
    waiting = select(DeliveryFailure).where(DeliveryFailure.told_at.is_(None))
    for each in session.scalars(waiting.order_by(DeliveryFailure.at, DeliveryFailure.id)):
        found.setdefault(each.record_id, []).append(each)
    return {record_id: failures for record_id, failures in found.items() if failures[0].at <= before}


def mark_told(session: Session, failures: Iterable[DeliveryFailure], now: datetime) -> None:
    """Mark failures as told to the sender of their act."""
    ids = [each.id for each in failures]
    session.execute(update(DeliveryFailure).where(DeliveryFailure.id.in_(ids)).values(told_at=now))


def unreached(failures: Iterable[DeliveryFailure]) -> dict[int, Unreached]:
    """The failures of each addressee combined, by recipient id."""
    found: dict[int, Unreached] = {}
    for each in failures:
        if each.recipient_id is not None:
            known = found[each.recipient_id].channels if each.recipient_id in found else ()
            tried = (*known, each.channel) if each.channel else known
            found[each.recipient_id] = Unreached(
                tuple(dict.fromkeys(tried)), FailureCause(each.cause), each.other_channel
            )
    return found


def of_record(session: Session, record_id: int) -> dict[int, Unreached]:
    """The failures of one act combined for each addressee, by recipient id."""
    of_act = select(DeliveryFailure).where(DeliveryFailure.record_id == record_id)
    return unreached(session.scalars(of_act.order_by(DeliveryFailure.id)))
