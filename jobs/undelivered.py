"""Whoever sent an act learns whom it did not reach."""

from datetime import timedelta

from handlers.wording import undelivered as wording
from jobs.base import Run, job
from models import directives, outbox, undelivered
from models.outbox import Priority


@job("undelivered", every=timedelta(minutes=1), next_due=undelivered.next_telling_at)
def tell(run: Run) -> None:
    """Diz a quem assinou o ato a quem ele não chegou, e o que foi feito."""
    for report in undelivered.gather(run.session, run.now):
        for person in directives.sender(run.session, report.directive):
            outbox.enqueue(
                run.session,
                key=f"{report.key}:{person.id}",
                to=person,
                message=wording.not_reached(report),
                now=run.now,
                priority=Priority.URGENT,
                record_id=report.directive.id,
            )
