"""The ladder of every deadline: the responsible hears of it, then the adjunto, then the chefia. Folded, and once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from zlib import crc32

from handlers.wording import deadlines as wording
from jobs import quarantine
from jobs.base import Run, job
from models import deadlines, digests, moments, outbox, people, quiet_hours
from models.deadlines import Audience, Deadline
from models.digests import names_of
from models.escalation import HOURS, EscalationStep
from models.outbox import Push
from models.people import Person
from models.quiet_hours import DEFAULT_PREFERENCES, Preferences
from models.subjects import urgent_among

LATE_AFTER = timedelta(minutes=15)
MORNING = timedelta(hours=2)  # around a digest, what is of no hour of its own is said in it


@dataclass(frozen=True, slots=True)
class Reminder:
    """One item for one person. `key` is its occasion; `at_once`: urgent, or the end of a snooze that was asked for.

    `of_the_day`: of no hour of its own, so that a digest of the same day says as much. `in_time`: worth nothing later.
    `just_given`: known for a work day, and in a digest before it is due. `again_at`: when the ladder next tells them.
    """

    key: str
    person_id: int
    at_once: bool
    of_the_day: bool
    in_time: bool
    just_given: bool
    again_at: datetime | None
    item: wording.Item

    def is_said_in(self, digest: digests.Read, today: date) -> bool:
        """Whether the reminder repeats a digest; one of yesterday does for what is neither urgent nor of the day."""
        presses = self.at_once or (moments.today(self.item.due_at) == today and not self.item.runs_for)
        return self.of_the_day and self.item.named_as in digest.named and (digest.day == today or not presses)


@job("reminders", "lembretes", every=timedelta(minutes=1), next_due=deadlines.next_reminder_at)
def remind(run: Run) -> None:
    """Diz o que está para vencer ou venceu, a quem cabe, uma vez em cada degrau."""
    audience = Audience(run.session, run.now)
    fresh: dict[int, list[Reminder]] = defaultdict(list)
    while ids := deadlines.due_for_reminder(run.session, run.now):
        work, put_off = partial(_take, run, audience), partial(deadlines.put_off, run.session, now=run.now)
        for reminder in quarantine.each(run, ids, work, partial(_deadline, run), put_off=put_off):
            fresh[reminder.person_id].append(reminder)
        run.session.expunge_all()
    quarantine.each(run, list(fresh.values()), partial(_say, run), _reader)
    for name in deadlines.broken_ladders(run.session, run.now):
        quarantine.put_aside(run, (f"ladder:{name}", f"um degrau da escada {name}, que não existe: corrija-a"))


def of_the_morning(run: Run, until: datetime) -> dict[int, list[wording.Item]]:
    """What the ladders say by then at no hour of its own, by the person who is told.

    It may stand in a digest before: of what a digest named the reminders say nothing more on that day.
    """
    ahead, audience = Run(run.session, until), Audience(run.session, until)
    ids = deadlines.due_for_reminder(run.session, until)

    def work(some: Sequence[int]) -> list[Reminder]:
        return list(_reminders(ahead, deadlines.by_ids(run.session, some), audience))

    found: dict[int, list[wording.Item]] = defaultdict(list)
    put_off = partial(deadlines.put_off, run.session, now=run.now)
    for each in quarantine.each(run, ids, work, partial(_deadline, run), put_off=put_off):
        if each.of_the_day and not each.just_given:
            found[each.person_id].append(replace(each.item, late_since=None))
    return found


def _deadline(run: Run, deadline_id: int) -> quarantine.Name:
    return f"deadline:{deadline_id}", f"o lembrete do prazo de {deadlines.code_of(run.session, deadline_id)}"


def _reader(reminders: list[Reminder]) -> quarantine.Name:
    return f"reader:{reminders[0].person_id}", f"os lembretes da pessoa nº {reminders[0].person_id}"


def _take(run: Run, audience: Audience, ids: Sequence[int]) -> list[Reminder]:
    """What is to be said of these deadlines, each of which goes on to its next step."""
    batch = deadlines.by_ids(run.session, ids)
    reminders = list(_reminders(run, batch, audience))
    new = outbox.claim_keys(run.session, [each.key for each in reminders], run.now)
    for deadline in batch:
        deadlines.advance(run.session, deadline, now=run.now)
    run.session.flush()
    return [each for each in reminders if each.key in new]


def _reminders(run: Run, batch: list[Deadline], audience: Audience) -> Iterator[Reminder]:
    urgent = urgent_among(run.session, [deadline.record_id for deadline in batch])
    for deadline in batch:
        is_urgent = deadline.record_id in urgent
        for position, moment, name, of_the_day in (*_passed(run, deadline), *_chased(run, deadline, is_urgent)):
            late_since = moment if run.now - moment > LATE_AFTER else None
            unanswered = name == deadlines.OWNER and audience.is_unanswered(deadline)
            item = wording.item(deadline, name, late_since, unanswered=unanswered)
            at_once = position == deadlines.SNOOZED or is_urgent
            in_time = position in (deadlines.CHASED, deadlines.ENDED)
            just_given = name == deadlines.OWNER and _since_yesterday(run, deadline, moment)
            again_at = _again_at(run, deadline, name)
            for person in _told(audience, deadline, name, position):
                key = f"reminder:{deadline.id}:{deadline.due_at:%y%m%d%H%M}:{position}:{moment:%y%m%d%H%M}:{person.id}"
                yield Reminder(key, person.id, at_once, of_the_day, in_time, just_given, again_at, item)


def _passed(run: Run, deadline: Deadline) -> Iterator[tuple[int, datetime, str, bool]]:
    """Position, moment and audience of each step that has come, and whether it is of a day rather than of an hour."""
    steps = deadlines.ladder(run.session, deadline.ladder, run.now)
    since = deadline.reminded_at or deadline.opened_at
    for position, moment in deadlines.passed_steps(
        steps, deadline.due_at, since, run.now, run.calendar, snoozed_until=deadline.snoozed_until
    ):
        if position == deadlines.SNOOZED:
            yield position, moment, deadlines.OWNER, False
        elif not _just_given(steps[position], deadline, moment):
            yield position, moment, steps[position].audience, steps[position].unit != HOURS


def _again_at(run: Run, deadline: Deadline, audience: str) -> datetime | None:
    steps = tuple(step for step in deadlines.ladder(run.session, deadline.ladder, run.now) if step.audience == audience)
    return deadlines.next_step_at(steps, deadline.due_at, run.now, run.calendar)


def _chased(run: Run, deadline: Deadline, urgent: bool) -> Iterator[tuple[int, datetime, str, bool]]:
    """As `_passed`, of the chase on the day itself; at the end, also to whoever gave the deadline."""
    since, due_at = deadline.reminded_at or deadline.opened_at, deadline.due_at
    moment = deadlines.last_chase(deadline.opened_at, due_at, since, run.now, urgent=urgent)
    if moment is None or deadline.runs_for:
        return
    if deadline.snoozed_until is None or deadline.snoozed_until <= moment:
        yield deadlines.CHASED, moment, deadlines.OWNER, False
    if moment == due_at:
        yield deadlines.ENDED, moment, deadlines.AUTHOR, False


def _told(audience: Audience, deadline: Deadline, name: str, position: int) -> list[Person]:
    """Those who are told; of an end the author, but for what is the author's own."""
    people = audience.of(deadline, name)
    if position != deadlines.ENDED:
        return people
    owners = {person.id for person in audience.of(deadline, deadlines.OWNER)}
    return [person for person in people if person.id not in owners]


def _just_given(step: EscalationStep, deadline: Deadline, moment: datetime) -> bool:
    """Whether the step comes on the day on which the deadline was made known, and says no more than that did."""
    is_before = step.unit != HOURS and step.n <= 0
    return is_before and moments.today(moment) == moments.today(deadline.opened_at)


def _since_yesterday(run: Run, deadline: Deadline, moment: datetime) -> bool:
    """Whether the deadline, of a day still to come, was given the work day before that moment."""
    day = moments.today(moment)
    is_to_come = day < moments.today(deadline.due_at)
    return is_to_come and moments.today(deadline.opened_at) == run.calendar.add_business_days(day, -1)


def _say(run: Run, by_person: Sequence[list[Reminder]]) -> list[None]:
    """One message a person; what may not be said at this hour waits for the morning."""
    reminders = [each for said in by_person for each in said]
    away = people.stand_ins(run.session, moments.today(run.now))
    readers = {each.person_id: away.get(each.person_id, each.person_id) for each in reminders}
    preferences = quiet_hours.preferences_of(run.session, readers.values())
    today = moments.today(run.now)
    read = _read_lately(run, readers, away)
    folded: dict[tuple[int, datetime], list[Reminder]] = defaultdict(list)
    for each in reminders:
        wishes = preferences.get(readers[each.person_id], DEFAULT_PREFERENCES)
        is_said = any(each.is_said_in(digest, today) for digest in read[readers[each.person_id]])
        at = _allowed(run, each, wishes)
        if at is None or is_said or (each.just_given and wishes.digest) or _comes_again(run, each, wishes, at):
            continue
        folded[each.person_id, at].append(each)
    names = names_of(run.session, [person_id for person_id in readers if person_id in away])
    counts = totals(run, [[each.item for each in said] for said in folded.values()])
    pushes: dict[tuple[datetime, bool], list[Push]] = defaultdict(list)
    for (person_id, at), said in folded.items():
        items, whose = [each.item for each in said], names.get(person_id, "")
        message = wording.reminders(items, at, instead_of=whose, totals=counts)
        at_once = any(each.at_once or each.in_time for each in said)
        pushes[at, at_once].append(Push(_key(person_id, said), person_id, message))
    for (at, at_once), together in pushes.items():
        outbox.enqueue_all(run.session, together, now=run.now, not_before=at, at_once=at_once)
    return []


def _read_lately(run: Run, readers: Mapping[int, int], away: Mapping[int, int]) -> dict[int, list[digests.Read]]:
    """The digests of today or of the work day before of each reader, the own and those of the holders replaced."""
    holders = {holder: reader for holder, reader in away.items() if reader in readers.values()}
    whose = {**{reader: reader for reader in readers.values()}, **holders}
    found: dict[int, list[digests.Read]] = defaultdict(list)
    before = run.calendar.add_business_days(moments.today(run.now), -1)
    for person_id, read in digests.briefed(run.session, whose, before).items():
        found[whose[person_id]].append(read)
    return found


def totals(run: Run, told: Iterable[Sequence[wording.Item]]) -> dict[tuple[int, str], int]:
    """How many deadlines those records have of which somebody is told of several."""
    several = {each.record_id for said in told for each in said if sum(other.group == each.group for other in said) > 1}
    return deadlines.totals(run.session, several) if several else {}


def _allowed(run: Run, reminder: Reminder, preferences: Preferences) -> datetime | None:
    """When the person may be told; None for one's own reminders where the person wants none."""
    if reminder.at_once:
        return run.now
    if not preferences.reminders and reminder.item.audience in (deadlines.OWNER, deadlines.AUTHOR):
        return None
    return run.now if reminder.in_time else quiet_hours.next_allowed(preferences, run.now, run.calendar)


def _comes_again(run: Run, reminder: Reminder, preferences: Preferences, at: datetime) -> bool:
    """Whether a reminder that waits for another hour is said on that day by its ladder, or in the digest, anyway."""
    if at <= run.now:
        return False
    day, item = moments.today(at), reminder.item
    if reminder.again_at is not None and moments.today(reminder.again_at) <= day:
        return True
    in_digest = item.is_own and moments.today(item.due_at) <= run.calendar.add_business_days(day, digests.SOON)
    return in_digest and preferences.digest is not None and moments.at(day, preferences.digest) <= at + MORNING


def _key(person_id: int, said: list[Reminder]) -> str:
    """The same for the same occasions."""
    occasions = "\n".join(sorted(each.key for each in said))
    return f"reminders:{person_id}:{len(said)}:{crc32(occasions.encode()):08x}:{said[0].key}"
