"""What a judge ordered at once: the Procuradoria is told again until it takes note."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.wording import demands as wording
from jobs.base import Run, job
from models import notices
from models.demands import noting, procuradoria


def next_reminder(session: Session, after: datetime) -> datetime | None:
    return noting.next_reminder(session, after)


@job("liminares", "liminares sem ciência da Procuradoria", every=timedelta(hours=2), next_after=next_reminder)
def remind(run: Run) -> None:
    """Lembra a Procuradoria, de duas em duas horas do expediente, da liminar de que ninguém tomou ciência."""
    legal = procuradoria(run.session)
    if legal is None:
        return
    for demand in noting.due(run.session, run.now):
        message = wording.order_unnoted(demand)
        notices.send(
            run.session, demand.expediente, message.text, [legal], by=None, now=run.now, buttons=message.buttons
        )
