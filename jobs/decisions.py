"""Pending decisions: whoever decides is reminded before it is too late, and whoever asked hears that it waits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from handlers.wording import decisions as wording
from jobs.base import Run, job
from models import decisions, digests, moments, outbox, quiet_hours
from models.decisions import Step
from models.outbox import Message, Push
from models.people import Person, Role, standing
from models.quiet_hours import DEFAULT_PREFERENCES, Preferences
from models.subjects import Decision


@dataclass(slots=True)
class _OpenDecision:
    """A decision, its step, and the people who may make it."""

    decision: Decision
    step: Step
    deciders: list[Person] = field(default_factory=list)


@job("decisions", "decisões pendentes", every=decisions.EVERY, next_after=decisions.next_check)
def insist(run: Run) -> None:
    """Lembra o que espera decisão antes que seja tarde, e diz a quem pediu como está."""
    waiting = _waiting(run)
    people = list(dict.fromkeys(each for found in waiting.values() for each in found.deciders))
    read = digests.briefed(run.session, [each.id for each in people], moments.today(run.now)) if people else {}
    for person in people:
        who = standing(run.session, person, run.now)
        mine = {key: each for key, each in waiting.items() if person in each.deciders}
        mine = {key: each for key, each in mine.items() if decisions.is_for(each.decision, each.step, who)}
        new = outbox.claim_keys(run.session, [f"{key}:{person.id}" for key in mine], run.now)
        fresh = {key: each for key, each in mine.items() if f"{key}:{person.id}" in new}
        named = read[person.id].named if person.id in read else frozenset[str]()
        said = _untold(run, person, fresh.values(), named)
        if said:
            _push(run, min(new), person.id, wording.reminder(said, run.now), said)
    _tell_askers(run, waiting)


def awaited(run: Run) -> dict[int, list[str]]:
    """The lines of a digest about the decisions that somebody asked for and waits for, by that person."""
    found: dict[int, list[tuple[Decision, list[str]]]] = defaultdict(list)
    for each in _waiting(run).values():
        if each.decision.asked_by_id is not None and each.step is not Step.OVER:
            found[each.decision.asked_by_id].append((each.decision, [person.name for person in each.deciders]))
    return {asker: wording.awaited(said) for asker, said in found.items()}


def _tell_askers(run: Run, waiting: Mapping[str, _OpenDecision]) -> None:
    """Tell whoever asked that the decision waits, but for those who read it in time in their digest."""
    told = {
        key: each
        for key, each in waiting.items()
        if each.decision.asked_by_id is not None and each.step is not Step.LAST
    }
    asked_by = [asker for each in told.values() if (asker := each.decision.asked_by_id) is not None]
    before = run.calendar.add_business_days(moments.today(run.now), -1)
    read = digests.briefed(run.session, asked_by, before) if told else {}
    wishes = quiet_hours.preferences_of(run.session, read)
    for key, each in told.items():
        asker, is_over = each.decision.asked_by_id, each.step is Step.OVER
        assert asker is not None
        if not outbox.claim_keys(run.session, [f"{key}:asker"], run.now):
            continue
        if asker in read and not is_over and _reads_in_time(run, wishes.get(asker, DEFAULT_PREFERENCES), each.decision):
            continue
        names = [person.name for person in each.deciders]
        message = wording.told_asker(each.decision, names, is_over=is_over)
        _push(run, f"{key}:asker", asker, message, [each.decision])


def _reads_in_time(run: Run, wishes: Preferences, decision: Decision) -> bool:
    """Whether the next digest of a person comes before the end of a decision."""
    if wishes.digest is None:
        return False
    today = moments.today(run.now)
    days = (run.calendar.next_business_day(today), run.calendar.add_business_days(today, 1))
    coming = next(at for day in days if (at := moments.at(day, wishes.digest)) > run.now)
    return decision.until is None or coming < decision.until


def _waiting(run: Run) -> dict[str, _OpenDecision]:
    """The decisions of which something is to be said, by the occasion."""
    found: dict[str, _OpenDecision] = {}
    for person in decisions.deciders(run.session, run.now):
        for key, decision, step in _due(run, person):
            found.setdefault(key, _OpenDecision(decision, step)).deciders.append(person)
    return found


def _due(run: Run, person: Person) -> Iterator[tuple[str, Decision, Step]]:
    for each in decisions.waiting_for(run.session, person, run.now):
        if (step := decisions.step(each, run.calendar, run.now)) is not None:
            yield f"{decisions.key(each)}:{step}", each, step


def _untold(run: Run, person: Person, fresh: Iterable[_OpenDecision], read: frozenset[str]) -> list[Decision]:
    """What the person has not read, nor is about to read, in the digest of the day; nor an hour before the end."""
    reads_soon = _is_night(run, person) and _has_digest(person)
    return [each.decision for each in fresh if not _is_told(run, person, each, read, reads_soon=reads_soon)]


def _is_told(run: Run, person: Person, each: _OpenDecision, read: frozenset[str], *, reads_soon: bool) -> bool:
    key = decisions.key(each.decision)
    if each.step is Step.OVER:
        last = f"{key}:{Step.LAST}:{person.id}"
        return bool(outbox.claimed_keys(run.session, [last]))
    return (each.step is Step.HALF or each.decision.until is None) and (reads_soon or key in read)


def _is_night(run: Run, person: Person) -> bool:
    return quiet_hours.next_allowed(quiet_hours.read(person.preferences), run.now, run.calendar) > run.now


def _has_digest(person: Person) -> bool:
    """Whether the decisions of the person are in a digest, each morning."""
    return Role(person.role) in digests.SEES_THE_HOUSE and quiet_hours.read(person.preferences).digest is not None


def _push(run: Run, key: str, person_id: int, message: Message, about: list[Decision]) -> None:
    not_before = _allowed(run, person_id, about)
    outbox.enqueue_all(run.session, [Push(key, person_id, message)], now=run.now, not_before=not_before)


def _allowed(run: Run, person_id: int, about: list[Decision]) -> datetime:
    """When the person may be told: at once where the morning would be too late."""
    wishes = quiet_hours.preferences_of(run.session, [person_id]).get(person_id, DEFAULT_PREFERENCES)
    morning = quiet_hours.next_allowed(wishes, run.now, run.calendar)
    is_too_late = any(each.until is not None and run.now < each.until <= morning for each in about)
    return run.now if is_too_late else morning
