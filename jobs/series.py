"""Recurring tasks: when the date of one has come, the next of the series is created."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from jobs import quarantine
from jobs.base import Run, job
from models import tasks


@job("series", "tarefas repetidas", every=timedelta(minutes=1), next_due=tasks.next_series_at)
def renew(run: Run) -> None:
    """Cria a próxima tarefa de cada série cujo prazo chegou."""
    quarantine.each(run, tasks.due_for_renewal(run.session, run.now), partial(_renew, run), _series)


def _renew(run: Run, ids: Sequence[int]) -> list[str]:
    made = tasks.renew(run.session, ids, now=run.now)
    run.session.flush()
    return made


def _series(task_id: int) -> quarantine.Name:
    return f"series:{task_id}", f"a próxima tarefa da série do registro nº {task_id}"
