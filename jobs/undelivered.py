"""Notices to the senders of acts about the addressees not reached."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from handlers.wording import undelivered as wording
from jobs import quarantine
from jobs.base import Run, job
from models import outbox, undelivered
from models.failures import DeliveryFailure
from models.outbox import Priority

Act = tuple[int, list[DeliveryFailure]]


@job("undelivered", "mensagens não entregues", every=timedelta(minutes=1), next_due=undelivered.next_telling_at)
def tell(run: Run) -> None:
    """Diz a quem assinou o ato a quem ele não chegou, e o que foi feito."""
    quarantine.each(run, undelivered.untold(run.session, run.now), partial(_tell, run), _act)


def _tell(run: Run, acts: Sequence[Act]) -> list[None]:
    for report in undelivered.gather(run.session, acts, run.now):
        for person in report.senders:
            outbox.enqueue(
                run.session,
                key=f"{report.key}:{person.id}",
                to=person,
                message=wording.not_reached(report),
                now=run.now,
                priority=Priority.URGENT,
                record_id=report.record.id,
            )
    run.session.flush()
    return []


def _act(act: Act) -> quarantine.Name:
    return f"undelivered:{act[0]}", f"o aviso de quem não recebeu o ato de registro nº {act[0]}"
