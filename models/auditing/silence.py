"""Jobs that have not run for too long."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.auditing.findings import Finding, Kind
from models.heartbeats import Heartbeat


def silent_jobs(
    session: Session, now: datetime, expected: Mapping[str, timedelta], *, auditor: str
) -> Iterator[Finding]:
    """Jobs older than the age expected of them; said only while the auditor itself is called regularly.

    Right after a long sleep of the whole house nobody has run: that is no fault of any one job.
    """
    beats = {row.job: row for row in session.scalars(select(Heartbeat))}
    mine = beats.get(auditor)
    if mine is None or now - mine.at > expected[auditor]:
        return
    for name, age in expected.items():
        last = beats[name].at if name in beats else None
        if name != auditor and now - (last or mine.since) > age:
            yield Finding(Kind.JOB, 1, last, name)
