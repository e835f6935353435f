"""Recurring tasks: when the date of one has come, the next of the series is made."""

from datetime import timedelta

from jobs.base import Run, job
from models import tasks


@job("series", every=timedelta(minutes=1), next_due=tasks.next_series_at)
def renew(run: Run) -> None:
    """Cria a próxima tarefa de cada série cujo prazo chegou."""
    tasks.renew_due(run.session, run.now)
