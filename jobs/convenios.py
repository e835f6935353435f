"""The end of the vigência of convênios: noted in the night, read in the morning."""

from datetime import time

from jobs.base import Run, job
from models.convenios import rules


@job("vigencias", "fim de vigências", at=time(0, 1))
def end(run: Run) -> None:
    """Leva a contas os convênios cuja vigência acabou."""
    rules.end_due(run.session, run.now)
