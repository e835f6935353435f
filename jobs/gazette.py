"""The reading of the official diary: each watch, page by page, the house asking nothing while it has its turn."""

from collections.abc import Generator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.wording import gazette as wording
from jobs.base import Outside, Parts, Run, job
from models import contacts, gazette, moments, notices, outbox
from models.contacts import OutsideReply
from models.gazette import MOST, NAME, PAGE, GazetteHit, GazetteWatch, UnreadableEdition
from models.outbox import Message
from models.people import Orgao, Person, Role, with_role

_FIRST, _LAST = time(6), time(20)
_EVERY = timedelta(hours=1)
_MISSING = 404
_MOST_NAMED = 3
Step = Generator[Outside | None, Any, bool]  # False: the service does not answer, and the run ends


def next_look(_session: Session, after: datetime) -> datetime | None:
    """The next hour at which the diary is read; never where it is not configured."""
    return after + _EVERY if gazette.is_configured() else None


@job(NAME, "leitura do diário oficial", every=_EVERY, next_after=next_look)
def read(run: Run) -> Parts:
    """Lê o diário oficial e põe na caixa o que as vigílias acham."""
    here = moments.local(run.now).time()
    wanted = [each.id for each in gazette.watches(run.session)] if _FIRST <= here < _LAST else []
    if not gazette.is_configured() or not wanted:
        return
    if not (yield from _newest(run)):
        return
    for watch_id in wanted:
        if not (yield from _look(run, watch_id)):
            return
    if contacts.succeeds(run.session, NAME, run.now):
        _tell_keepers(run, "back", wording.back())


def _newest(run: Run) -> Step:
    """Whether the municipality is covered, and whether its editions still come."""
    if contacts.of(run.session, NAME).ok_at is None:
        known: OutsideReply = yield gazette.city()
        if known.status == _MISSING:
            contacts.fails(run.session, NAME, "o município não está coberto", run.now)
            _tell_keepers(run, "covered", wording.not_covered(), once=True)
            return False
    outcome: OutsideReply = yield gazette.last_edition()
    try:
        _, items = gazette.page_of(outcome.data)
    except UnreadableEdition:
        return _failed(run, outcome)
    days = [found.day for found in _read_all(items)[0]]
    if days and _is_stale(run, max(days)):
        owners = {each.owner for each in gazette.watches(run.session)}
        _tell(run, f"stale:{max(days)}", wording.stale(max(days)), owners)
    return True


def _is_stale(run: Run, newest: date) -> bool:
    return run.calendar.add_business_days(newest, gazette.STALE_AFTER) < moments.today(run.now)


def _look(run: Run, watch_id: int) -> Step:
    """Read the editions of one watch; what was found before, on whatever page, is not found again."""
    found, seen, broken, offset = list[int](), set[str](), list[str](), 0
    while True:
        outcome: OutsideReply = yield gazette.editions_with(_watch(run, watch_id), offset, run.now)
        watch = _watch(run, watch_id)
        try:
            total, items = gazette.page_of(outcome.data)
        except UnreadableEdition:
            return _failed(run, outcome)
        if total > MOST:
            gazette.stop(run.session, watch, f"larga demais: {total} edições", by=None, now=run.now)
            _tell(run, f"wide:{watch_id}", wording.too_wide(watch, total), [watch.owner])
            return True
        editions, wrong = _read_all(items)
        fresh = [each for each in editions if each.key not in seen]
        hits = [gazette.take(run.session, watch, each, run.now) for each in fresh]
        found += [each.id for each in hits if each is not None]
        seen, broken, offset = seen | {each.key for each in fresh}, broken + wrong, offset + PAGE
        if not fresh or len(items) < PAGE or offset >= min(total, MOST):  # a page that repeats brings nothing fresh
            break
    watch.read_at = run.now
    _tell_found(run, watch, found)
    if broken:
        _tell_keepers(run, f"broken:{sorted(broken)}", wording.unreadable(len(broken), broken[:_MOST_NAMED]), once=True)
    return True


def _read_all(items: list[Any]) -> tuple[list[gazette.Edition], list[str]]:
    """The editions that can be read, and the names of those that cannot."""
    editions, wrong = list[gazette.Edition](), list[str]()
    for item in items:
        try:
            editions.append(gazette.edition_of(item))
        except UnreadableEdition:
            wrong.append(str(item.get("date") if isinstance(item, dict) else item)[:20])
    return editions, wrong


def _failed(run: Run, outcome: OutsideReply) -> bool:
    """Note that the service does not answer as it should; people are told once."""
    why = outcome.why or "respondeu numa forma que não conheço"
    if contacts.fails(run.session, NAME, why, run.now):
        _tell_keepers(run, "failing", wording.no_contact(contacts.of(run.session, NAME)))
    return False


def _tell_found(run: Run, watch: GazetteWatch, ids: list[int]) -> None:
    hits = [run.session.get_one(GazetteHit, each) for each in ids]
    to: list[Person | Orgao] = [watch.owner, *([watch.orgao] if watch.orgao else [])]
    if hits:
        _tell(run, f"hits:{ids[0]}", wording.found_new(hits), to)


def _tell_keepers(run: Run, key: str, message: Message, *, once: bool = False) -> None:
    """Tell whoever administers the house; `once`: never again of the same, else once a failure."""
    at = "" if once else f":{run.now.timestamp():.0f}"
    _tell(run, f"{key}{at}", message, with_role(run.session, Role.ADMINISTRADOR))


def _tell(run: Run, key: str, message: Message, to: Any) -> None:
    for person_id in dict.fromkeys(notices.reached(run.session, to, run.now)):
        outbox.enqueue(run.session, key=f"diario:{key}:{person_id}", to=person_id, message=message, now=run.now)


def _watch(run: Run, watch_id: int) -> GazetteWatch:
    """The watch, as the transaction of the part under way has it."""
    return run.session.get_one(GazetteWatch, watch_id)
