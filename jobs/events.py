"""Reminders of meetings and of the agenda: who has not answered, when to leave, whether it happened."""

from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy.orm import Session

from handlers.wording import events as wording
from jobs.base import Run, job
from models import outbox
from models.events import reminders


def next_reminder(session: Session, after: datetime) -> datetime | None:
    """When the next reminder of an event is due."""
    return reminders.next_after(session, after)


@job("convocations", called="lembretes de reuniões e da agenda", every=timedelta(minutes=1), next_after=next_reminder)
def remind(run: Run) -> None:
    """Lembra reuniões e compromissos: a quem não respondeu, na hora de sair, e pergunta se aconteceu."""
    for each in chain(reminders.changed_holders(run.session, run.now), reminders.due(run.session, run.now)):
        outbox.enqueue(
            run.session,
            key=each.key,
            to=each.to_id,
            message=wording.reminder(each),
            now=run.now,
            record_id=each.event.id,
        )
