"""The auditor: looks for messages that should have gone out and reports the missing ones. It repairs nothing."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from handlers.wording import auditor as wording
from jobs import base
from jobs.base import Job, Parts, Run, job
from models import auditing, moments, municipal_days, outbox, people, quiet_hours
from models.auditing import Finding
from models.outbox import Priority, Push
from models.people import Role
from models.quiet_hours import DEFAULT_PREFERENCES

NAME = "auditor"
EVERY = timedelta(minutes=10)
_MORNING = time(9, 5)
_DAY = timedelta(hours=26)


def _next_morning(session: Session, after: datetime) -> datetime:
    """The next morning, at which the simulated clock stops."""
    # Nothing falls behind while it jumps from due moment to due moment, so the auditor has nothing to see before.
    calendar, day = municipal_days.current(session), moments.today(after)
    today = moments.at(day, _MORNING)
    if today > after and calendar.is_business_day(day):
        return today
    return moments.at(calendar.add_business_days(day, 1), _MORNING)


@job(NAME, "auditor", every=EVERY, next_after=_next_morning)
def look(run: Run) -> Parts:
    """Confere se tudo o que devia sair saiu, e avisa a chefia e os administradores do que falta."""
    yield from auditing.check_chain(lambda: run.session, run.now)
    found = list(_found(run))
    if not found:
        return
    stood = auditing.stood_still(run.session, run.now, EVERY, auditor=NAME)
    told = people.with_role(run.session, Role.ADMINISTRADOR, Role.CHEFIA)
    preferences = quiet_hours.preferences_of(run.session, [person.id for person in told])
    for person in told:
        at = quiet_hours.next_allowed(preferences.get(person.id, DEFAULT_PREFERENCES), run.now, run.calendar)
        keys = {_key(finding, person.id, run.now, stood): finding for finding in found}
        new = outbox.claim_keys(run.session, keys, run.now)
        fresh = [finding for key, finding in keys.items() if key in new]
        pushes = [Push(min(new), person.id, wording.report(fresh, stood, run.now))] if new else []
        outbox.enqueue_all(run.session, pushes, now=run.now, priority=Priority.NOTICE, not_before=at)


def _found(run: Run) -> Iterator[Finding]:
    yield from auditing.findings(run.session, run.now)
    yield from auditing.missing_digests(run.session, run.now, run.calendar)
    expected = {each.name: _most_silence(each) for each in base.jobs().values()}
    yield from auditing.silent_jobs(run.session, run.now, expected, auditor=NAME)


def _most_silence(each: Job) -> timedelta:
    return max(3 * each.every, EVERY) if each.every is not None else _DAY


def _key(finding: Finding, person_id: int, now: datetime, stood: datetime | None) -> str:
    """The occasion: once a day; what was only held by a pause is said again where it is there without one."""
    held = "held:" if stood is not None and finding.kind in auditing.HELD else ""
    return f"auditor:{held}{finding.key}:{moments.today(now)}:{person_id}"
