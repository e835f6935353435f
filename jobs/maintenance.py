"""Nightly maintenance: old copies of conversations are purged, the whole history is verified."""

from datetime import time

from jobs.base import Parts, Run, job
from models import auditing, clock_marks, heartbeats, made_files, retention
from models.temporality import elimination

NAME = "maintenance"


@job(NAME, "limpeza da noite", at=time(3))
def tidy(run: Run) -> Parts:
    """Apaga o que passou do prazo de guarda e confere o histórico inteiro."""
    if clock_marks.may_purge(run.session, run.now, heartbeats.of(run.session, NAME)):
        yield from retention.purge(lambda: run.session, run.now)
        yield from made_files.purge(lambda: run.session, run.now)
        elimination.carry_out(run.session, run.now)
        yield None
    yield from auditing.check_chain(lambda: run.session, run.now, full=True)
