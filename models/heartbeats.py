"""Heartbeats: the last complete run of each job, written in its transaction, so that a failed run leaves none."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, insert_new_rows


class Heartbeat(Base):
    """The first and the last beat of one job."""

    __tablename__ = "heartbeats"
    job: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    at: Mapped[datetime]


_BEAT = (
    update(Heartbeat)
    .where(Heartbeat.job == bindparam("name"))
    .values(at=bindparam("moment"))
    .execution_options(synchronize_session=False)
)


_called: dict[str, str] = {}


def call(job: str, called: str) -> None:
    """Give a job its name for people."""
    _called[job] = called


def called(job: str) -> str:
    """The name of a job for people; its own where it is not registered any more."""
    return _called.get(job, job)


def beat(session: Session, job: str, now: datetime) -> None:
    """Note that the job has just run."""
    if not session.connection().execute(_BEAT, {"name": job, "moment": now}).rowcount:
        insert_new_rows(session, Heartbeat, [{"job": job, "since": now, "at": now}])


def of(session: Session, job: str) -> datetime | None:
    """The last beat of one job."""
    return session.scalar(select(Heartbeat.at).where(Heartbeat.job == job))


def last(session: Session) -> dict[str, datetime]:
    """The last beat of every job that ever ran."""
    return {row.job: row.at for row in session.execute(select(Heartbeat.job, Heartbeat.at))}
