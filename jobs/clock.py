"""Undoing of dates that a clock that was ahead left in the future: no message, job or door waits for them."""

from datetime import timedelta

from jobs.base import Run, job
from models import clock_marks


@job("clock", "conferência do relógio", every=timedelta(minutes=1), next_due=lambda _: None)
def look_back(run: Run) -> None:
    """Desfaz o que um relógio adiantado marcou para o futuro."""
    clock_marks.undo(run.session, run.now)
