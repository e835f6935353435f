"""Jobs that have not run for too long."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.auditing.findings import Finding, FindingKind
from models.heartbeats import Heartbeat

HELD = (FindingKind.INBOX, FindingKind.OUTBOX, FindingKind.LEASE, FindingKind.REMINDER, FindingKind.DIGEST)
_LOOKS = 3  # of the auditor, that a pause of the house may take without a word


def stood_still(session: Session, now: datetime, every: timedelta, *, auditor: str) -> datetime | None:
    """Since when no job of the house ran, where the auditor is among the first to run again; None if it did not stop.

    What is `HELD` by such a pause goes out now: it is no fault of a queue.
    """
    beats = {row.job: row.at for row in session.scalars(select(Heartbeat))}
    mine = beats.get(auditor)
    if mine is None or now - mine <= _LOOKS * every:
        return None
    before = [at for at in beats.values() if at < now - every]
    last = max(before)
    return last if last - mine <= every else None


def silent_jobs(
    session: Session, now: datetime, expected: Mapping[str, timedelta], *, auditor: str
) -> Iterator[Finding]:
    """The jobs that were silent for too long when the auditor last looked, and still are."""
    # Later silence does not count: after the whole house slept, no job has had its turn yet.
    beats = {row.job: row for row in session.scalars(select(Heartbeat))}
    mine = beats.get(auditor)
    if mine is None or now - mine.at > expected[auditor]:
        return
    for name, age in expected.items():
        last = beats[name].at if name in beats else None
        if name != auditor and mine.at - (last or mine.since) > age:
            yield Finding(FindingKind.JOB, 1, last, name)
