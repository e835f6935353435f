"""The reading of the council's system: page by page, one request at a time, the house asking nothing in its turn."""

from collections.abc import Callable, Generator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import materias_sapl as wording
from jobs.base import Outside, Parts, Run, job
from models import contacts, moments, notices, outbox
from models.contacts import Inquiry, OutsideReply
from models.materias import Materia, requests_seen, sapl
from models.materias.sapl import NAME, KnownMaterias, Maps, UnreadablePage, UnusableItem
from models.outbox import Message
from models.people import Person, Role, with_role

_FIRST, _LAST = time(7), time(19)
_EVERY = timedelta(hours=1)
_MISSING = 404


class _Failed(Exception):
    """The system does not answer as it should, and the run ends; the message says why."""


Asking = Generator[Outside | None, Any, Any]


def next_look(_session: Session, after: datetime) -> datetime | None:
    """The next hour at which it is read; never where it is not configured."""
    return after + _EVERY if sapl.is_configured() else None


@job(NAME, "leitura do sistema da Câmara", every=_EVERY, next_after=next_look)
def read(run: Run) -> Parts:
    """Lê no sistema da Câmara as matérias que mudaram; sugere, e não conta prazo nenhum."""
    here = moments.local(run.now)
    is_open = run.calendar.is_business_day(here.date()) and _FIRST <= here.time() < _LAST
    if not sapl.is_configured() or not is_open:
        return
    try:
        types = yield from _all_of(sapl.types)
        statuses = yield from _all_of(sapl.statuses)
        newest = yield from _matters(run, sapl.maps_of(types, statuses))
    except _Failed as failure:
        if contacts.fails(run.session, NAME, str(failure), run.now):
            _tell_keepers(run, "failing", wording.no_contact(contacts.of(run.session, NAME)))
        return
    sapl.done(run.session, newest)
    if count := requests_seen.take_untold(run.session, run.now):
        _tell(run, "pedidos", wording.requests(count), with_role(run.session, Role.CHEFIA))
    if contacts.succeeds(run.session, NAME, run.now):
        _tell_keepers(run, "back", wording.back())


def _all_of(ask: Callable[[int], Inquiry]) -> Asking:
    """Every item of a list; a page that brings nothing new is the last."""
    items, seen = list[Any](), set[str]()
    for page in range(1, sapl.MOST_PAGES):
        found, more = _page(page, (yield ask(page)))
        fresh = [each for each in found if _key(each) not in seen]
        seen |= {_key(each) for each in fresh}
        items += fresh
        if not more or not fresh:
            break
    return items


def _matters(run: Run, maps: Maps) -> Asking:
    """Take in what changed, page by page, each with the newest steps of its matérias; returns the newest change.

    The page is noted when all of it is done: a run cut short goes on with it.
    """
    since, first = sapl.begin(run.session, run.now)
    seen, newest = set[str](), None
    for page in range(first, first + sapl.MOST_PAGES):
        items, more = _page(page, (yield sapl.changed(since, page)))
        fresh = [each for each in items if _key(each) not in seen and not _is_older(each, since)]
        is_repeated = bool(items) and {_key(each) for each in items} <= seen
        seen |= {_key(each) for each in items}
        newest = max(filter(None, [newest, *map(_changed_at, fresh)]), default=None)
        known = sapl.known_among(run.session, fresh)
        taken = [found for each in fresh if (found := _taken(run, each, maps, known)) is not None]
        yield from _follow(run, taken, maps)
        sapl.state(run.session).page = page + 1
        if not more or is_repeated:
            break
    return newest


def _follow(run: Run, taken: Sequence[tuple[int, int]], maps: Maps) -> Asking:
    """Ask for the newest steps of the matérias of a page, and then write them all: what came before a failure too."""
    steps: list[tuple[int, int, Any]] = []
    why = ""
    for materia_id, sapl_id in taken:
        outcome: OutsideReply = yield sapl.last_step(sapl_id)
        if outcome.status == _MISSING or outcome.data == {}:
            continue
        if why := outcome.why:
            break
        steps.append((materia_id, sapl_id, outcome.data))
    run.session.scalars(select(Materia).where(Materia.id.in_([each[0] for each in steps]))).all()  # once for all
    for materia_id, sapl_id, step in steps:
        _write_step(run, materia_id, sapl_id, step, maps)
    if why:
        raise _Failed(why)


def _write_step(run: Run, materia_id: int, sapl_id: int, step: Any, maps: Maps) -> None:
    """Keep what a step says; one that cannot be read is set apart."""
    try:
        if not isinstance(step, dict):
            raise UnusableItem("a tramitação veio numa forma que não conheço")
        sapl.follow(run.session, run.session.get_one(Materia, materia_id), step, maps, run.now)
    except UnusableItem as unusable:
        sapl.quarantine(run.session, f"tramitação da matéria {sapl_id}", str(unusable), run.now)


def _taken(run: Run, item: Any, maps: Maps, known: KnownMaterias) -> tuple[int, int] | None:
    """The ids of the matéria of an item, here and there; one that cannot be read is set apart."""
    try:
        if not isinstance(item, dict):
            raise UnusableItem("veio numa forma que não conheço")
        found = sapl.take(run.session, item, maps, known, run.now)
    except UnusableItem as unusable:
        sapl.quarantine(run.session, f"matéria {_key(item)}"[:100], str(unusable), run.now)
        return None
    return (found.id, item["id"]) if found is not None else None


def _page(page: int, outcome: OutsideReply) -> tuple[list[Any], bool]:
    """The items of a page and whether more follow; beyond the last one there are none."""
    if outcome.status == _MISSING and page > 1:
        return [], False
    if outcome.why:
        raise _Failed(outcome.why)
    try:
        return sapl.page_of(outcome.data)
    except UnreadablePage:
        raise _Failed("respondeu numa forma que não conheço") from None


def _key(item: Any) -> str:
    return str(item.get("id") if isinstance(item, dict) else item)


def _changed_at(item: Any) -> datetime | None:
    return sapl.changed_at(item) if isinstance(item, dict) else None


def _is_older(item: Any, since: datetime) -> bool:
    """Whether it changed before: a system that does not know a filter leaves it out without a word."""
    changed = _changed_at(item)
    return changed is not None and changed < since


def _tell_keepers(run: Run, key: str, message: Message) -> None:
    """Tell whoever administers the house, once a failure."""
    _tell(run, key, message, with_role(run.session, Role.ADMINISTRADOR))


def _tell(run: Run, key: str, message: Message, to: Sequence[Person]) -> None:
    for person_id in notices.reached(run.session, to, run.now):
        stem = f"{NAME}:{key}:{run.now.timestamp():.0f}:{person_id}"
        outbox.enqueue(run.session, key=stem, to=person_id, message=message, now=run.now)
