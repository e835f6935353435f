"""The work of the night: old copies of conversations are purged, the whole history is verified."""

from datetime import time

from jobs.base import Run, job
from models import auditing, retention


@job("maintenance", at=time(3))
def tidy(run: Run) -> None:
    """Apaga o que passou do prazo de guarda e confere o histórico inteiro."""
    retention.purge(run.session, run.now)
    auditing.check_chain(run.session, run.now, full=True)
