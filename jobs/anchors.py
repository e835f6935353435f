"""The daily anchor: the last link of the history leaves the database, into a file of its own and to people."""

from datetime import time

from handlers.wording import anchors as wording
from jobs.base import Run, job
from models import outbox, people
from models.auditing import anchors
from models.outbox import Push
from models.people import Role


@job("anchors", "âncoras", at=time(18))
def anchor(run: Run) -> None:
    """Guarda fora do banco o último elo da história e manda o código ao controle interno e à chefia."""
    standing = anchors.now_standing(run.session, run.now)
    stem = f"anchor:{standing.code}"
    try:
        anchors.keep(standing)
    except OSError:
        told = people.with_role(run.session, Role.ADMINISTRADOR)
        pushes = [Push(f"{stem}:lost:{each.id}", each.id, wording.not_kept(anchors.file())) for each in told]
        outbox.enqueue_all(run.session, pushes, now=run.now)
    readers = people.with_role(run.session, Role.CONTROLE, Role.CHEFIA)
    pushes = [Push(f"{stem}:{each.id}", each.id, wording.code(standing)) for each in readers]
    outbox.enqueue_all(run.session, pushes, now=run.now)
