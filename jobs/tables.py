"""Long tables sent in the chat: checked beside the work of the house, and imported."""

from collections.abc import Generator
from datetime import timedelta
from typing import Any

from handlers.wording import sheet_imports as wording
from jobs.base import Outside, Parts, Run, job
from models import outbox, sheet_imports_long
from models.outbox import Message, Priority
from models.people import Person
from models.sheet_imports import Rehearsal, SheetImport
from models.sheet_imports_long import Attempt, Check

_SAID_EVERY = 25  # percent


@job("tables", "planilhas recebidas", every=timedelta(seconds=5), next_due=sheet_imports_long.next_due)
def work(run: Run) -> Parts:
    """Confere e importa as planilhas longas que chegaram pelo chat."""
    for each in sheet_imports_long.due(run.session, run.now):
        if run.session.get_one(SheetImport, each).wanted_at is None:
            yield from _check(run, each)
        else:
            yield from _import(run, each)


def _check(run: Run, import_id: int) -> Parts:
    check = sheet_imports_long.begin(run.session, import_id, run.now)
    found, said = None, 0
    if check is not None:
        yield None
        try:
            while isinstance(share := (yield from _next(run, check)), float):
                sheet_imports_long.read(run.session, import_id, share)
                if int(share * 100) >= said + _SAID_EVERY:
                    said = int(share * 100)
                    waiting = run.session.get_one(SheetImport, import_id)
                    _tell(run, waiting.person_id, f"table:{import_id}:{said}", wording.progress(waiting.name, said))
            found = share
        finally:
            check.stop()
    waiting = run.session.get_one(SheetImport, import_id)
    kind, name, by = waiting.kind, waiting.name, run.session.get_one(Person, waiting.person_id)
    result = sheet_imports_long.checked(run.session, import_id, found, run.now)
    _tell(run, by.id, f"table:{import_id}:checked", wording.checked(kind, name, result, by=by, now=run.now))
    yield None


def _next(run: Run, check: Check | Attempt) -> Generator[Outside | None, Any, float | Rehearsal | None]:
    """A step of a check: a turn of the house, or a wait outside it."""
    if isinstance(check, Attempt):
        yield None
        return check.go_on(run.session, run.now)
    found: float | Rehearsal | None = yield check.step
    return found


def _import(run: Run, import_id: int) -> Parts:
    is_hopeless = sheet_imports_long.begin_import(run.session, import_id, run.now)
    yield None
    waiting = run.session.get_one(SheetImport, import_id)
    kind, name, by_id = waiting.kind, waiting.name, waiting.person_id
    result, faults = sheet_imports_long.take_in(run.session, import_id, run.now, gives_up=is_hopeless)
    _tell(run, by_id, f"table:{import_id}:imported", wording.imported(kind, name, result, faults))
    yield None


def _tell(run: Run, to: int, key: str, message: Message) -> None:
    outbox.enqueue(run.session, key=key, to=to, message=message, now=run.now, priority=Priority.URGENT)
