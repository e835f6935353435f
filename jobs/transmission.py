"""Transmission of acts that were approved for a later hour."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from jobs import quarantine
from jobs.base import Run, job
from models import acts


@job("transmission", "transmissões agendadas", every=timedelta(minutes=1), next_due=acts.next_transmission_at)
def transmit(run: Run) -> None:
    """Transmite o que foi aprovado com hora marcada."""
    quarantine.each(run, acts.due_for_transmission(run.session, run.now), partial(_transmit, run), _act)


def _transmit(run: Run, ids: Sequence[int]) -> list[None]:
    acts.transmit_due(run.session, ids, now=run.now)
    run.session.flush()
    return []


def _act(act_id: int) -> quarantine.Name:
    return f"transmission:{act_id}", f"a transmissão marcada do ato de registro nº {act_id}"
