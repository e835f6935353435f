"""Recurring tasks without a next one, for the auditor."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.auditing.findings import LONG_PATIENCE
from models.subjects import Watch
from models.tasks.tables import Task


def _unrenewed(session: Session, now: datetime) -> tuple[int, datetime | None, str]:
    query = select(func.count(Task.id), func.min(Task.renews_at)).where(Task.renews_at < now - LONG_PATIENCE)
    count, oldest = session.execute(query).one()
    return count, oldest, ""


SERIES = Watch("serie", "tarefa repetida", "tarefas repetidas", "{n} sem a próxima criada. {server}", _unrenewed)
