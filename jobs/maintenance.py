"""The work of the night: old copies of conversations are purged, the whole history is verified."""

from datetime import time

from jobs.base import Parts, Run, job
from models import auditing, retention


@job("maintenance", at=time(3))
def tidy(run: Run) -> Parts:
    """Apaga o que passou do prazo de guarda e confere o histórico inteiro."""
    yield from retention.purge(lambda: run.session, run.now)
    yield from auditing.check_chain(lambda: run.session, run.now, full=True)
