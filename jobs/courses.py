"""Requests for a class whose chefia did not answer in time."""

from datetime import timedelta

from jobs.base import Run, job
from models.courses import enrolment


@job("autorizacoes", "autorizações de curso vencidas", every=timedelta(hours=1), next_due=enrolment.next_lapse)
def lapse(run: Run) -> None:
    """Encerra os pedidos de curso sem autorização no prazo e avisa a pessoa e a chefia."""
    enrolment.lapse(run.session, run.now)
