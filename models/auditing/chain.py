"""Verification of the history's chain as it grows: new entries each time, the whole once a night."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.audit import GENESIS, Audit, ChainVerdict
from models.base import Base, insert_row

_PART = 1_000  # entries verified in one transaction: a tenth of a second


class ChainCheck(Base):
    """The part of the chain verified so far (one row, id 1); `broken_id`: the first entry that did not fit."""

    __tablename__ = "chain_checks"
    id: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[int]
    head: Mapped[str]
    checked_at: Mapped[datetime]
    full_at: Mapped[datetime | None]
    broken_id: Mapped[int | None]
    reason: Mapped[str]


def check_chain(session_of: Callable[[], Session], now: datetime, *, full: bool = False) -> Iterator[None]:
    """Verify the entries added since the last check, or all of them; stores the end of the verified part.

    Yields between batches, each in the session that `session_of` then gives, so that no writer waits for all of it.
    """
    row = _row(session_of(), now)
    if row.broken_id is not None and not full:
        return
    verdict = ChainVerdict(0, GENESIS) if full else ChainVerdict(row.entries, row.head)
    found = _cut(session_of(), row) or audit.verify(session_of(), after=verdict, most=_PART)
    while found.broken_id is None and found.entries == verdict.entries + _PART:
        yield
        verdict, found = found, audit.verify(session_of(), after=found, most=_PART)
    _keep(session_of(), found, now, full=full)


def _keep(session: Session, verdict: ChainVerdict, now: datetime, *, full: bool) -> None:
    row = _row(session, now)
    row.checked_at, row.broken_id, row.reason = now, verdict.broken_id, verdict.reason
    row.full_at = now if full else row.full_at
    if verdict.broken_id is None:
        row.entries, row.head = verdict.entries, verdict.head
    session.flush()


def _cut(session: Session, row: ChainCheck) -> ChainVerdict | None:
    """The verdict that an entry verified before is gone; None where it is still there."""
    # A chain cut short or written anew is consistent in itself.
    known = session.scalar(select(Audit.hash).where(Audit.id == row.entries)) if row.entries else row.head
    if known == row.head:
        return None
    return ChainVerdict(row.entries, row.head, row.entries, "o fim do histórico foi cortado ou reescrito")


def _row(session: Session, now: datetime) -> ChainCheck:
    if session.get(ChainCheck, 1) is None:
        values = {"entries": 0, "head": GENESIS, "checked_at": now, "full_at": None, "broken_id": None, "reason": ""}
        insert_row(session, ChainCheck, id=1, **values)
    return session.get_one(ChainCheck, 1)


def last_head(session: Session) -> str:
    """The last link the auditor found whole; empty before its first check."""
    check = session.get(ChainCheck, 1)
    return check.head if check is not None and check.broken_id is None else ""
