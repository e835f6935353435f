"""Jobs that have not run for too long."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.auditing.findings import Finding, FindingKind
from models.heartbeats import Heartbeat


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
