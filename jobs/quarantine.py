"""Quarantine: one bad item is set aside and reported once to the administrators, and the others go on."""

import logging
import secrets
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.exc import OperationalError

from jobs.base import Run
from models import moments, outbox
from models.outbox import Message, Priority
from models.people import Role, with_role

log = logging.getLogger("jobs")
Item = TypeVar("Item")
Done = TypeVar("Done")
Name = tuple[str, str]  # the key of an item, and its name for administrators: "o lembrete de T-1"


def each(
    run: Run,
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], list[Done]],
    name: Callable[[Item], Name],
    *,
    put_off: Callable[[Item], None] | None = None,
) -> list[Done]:
    """Do `work` with the items and return its results: all at once or, if that fails, by halves, down to the bad ones.

    Bad items are tried again tomorrow; with `put_off`, which postpones them in their own table, they come back by
    themselves.
    """
    if put_off is None and items:
        resting = outbox.claimed_keys(run.session, [_today(run, name(item)[0]) for item in items])
        items = [item for item in items if _today(run, name(item)[0]) not in resting]
    return _halved(run, items, work, name, put_off) if items else []


def _halved(
    run: Run,
    items: Sequence[Item],
    work: Callable[[Sequence[Item]], list[Done]],
    name: Callable[[Item], Name],
    put_off: Callable[[Item], None] | None,
) -> list[Done]:
    try:
        with run.session.begin_nested():
            return work(items)
    except OperationalError:  # the database: nothing is wrong with the items
        raise
    except Exception as error:
        if len(items) == 1:
            put_aside(run, name(items[0]), error)
            if put_off is not None:
                put_off(items[0])
            return []
    middle = len(items) // 2
    parts = (items[:middle], items[middle:])
    return [done for part in parts for done in _halved(run, part, work, name, put_off)]


def put_aside(run: Run, name: Name, error: Exception | None = None) -> None:
    """Set an item aside for today, and report it to the administrators the first time."""
    key, what = name
    fresh = outbox.claim_keys(run.session, [_today(run, key), f"aside:{key}"], run.now)
    if f"aside:{key}" not in fresh:
        return
    code = secrets.token_hex(2).upper()
    log.error("failure %s: %s is put aside", code, key, exc_info=error)
    text = (
        f"Não consegui tratar {what} (código {code}). Deixei isso de lado e segui com o resto; tento de novo todo dia. "
        "A causa está no registro do servidor."
    )
    for person in with_role(run.session, Role.ADMINISTRADOR):
        own = f"aside:{key}:{person.id}"
        outbox.enqueue(run.session, key=own, to=person, message=Message(text), now=run.now, priority=Priority.URGENT)


def _today(run: Run, key: str) -> str:
    return f"aside:{key}:{moments.today(run.now)}"
