"""Digests: daily on work days for everybody with something due, weekly for the mayor. Once, and late if late."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.wording import deadlines as reminders_wording
from handlers.wording import decisions as decisions_wording
from handlers.wording import digests as wording
from handlers.wording import vacancies as vacancies_wording
from handlers.wording import weekly
from handlers.wording.deadlines import Item
from jobs import decisions as decisions_jobs
from jobs import quarantine, reminders
from jobs.base import Parts, Run, job
from models import decisions, digests, moments, outbox, quiet_hours, vacancies, workload
from models.digests import Agenda, Horizon, HourSlot, Subscriber
from models.outbox import Priority, Push
from models.people import Person, Role, standing
from models.subjects import Decision


@dataclass(frozen=True, slots=True)
class _Beside:
    """What else the digests of a slot say, by person: what others owe, and the decisions they asked for."""

    reminders: Mapping[int, Sequence[Item]]
    totals: Mapping[tuple[int, str], int]
    asked: Mapping[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _First:
    """What stands first in a digest: decisions to make, lines of some subjects, what is waited for."""

    decisions: Sequence[Decision] = ()
    above: Sequence[str] = ()

    @property
    def named(self) -> list[str]:
        """The decisions and the lines, as the digest of the next day knows them again."""
        return [*decisions_wording.named(self.decisions), *self.above]


@job("digests", "resumos do dia", every=timedelta(minutes=1), next_after=digests.next_slot_after)
def send(run: Run) -> Parts:
    """Manda a pauta do dia a quem tem algo para hoje ou algo novo, e ao prefeito, no começo da semana, a da semana."""
    for slot in digests.slots(run.session, run.now, run.calendar):
        yield from _send_slot(run, slot)
        digests.mark(run.session, slot, run.now)


def _send_slot(run: Run, slot: HourSlot) -> Parts:
    """Enqueue the digests of a slot, some readers at a time."""
    # Digests already enqueued are known by their keys, so that a run cut short goes on where it ended.
    missed = digests.previous_was_missed(run.session, slot, run.calendar)
    horizon = digests.horizon_of(run.now, run.calendar)
    said = reminders.of_the_morning(run, max(run.now, slot.at) + reminders.MORNING)
    beside = _Beside(said, reminders.totals(run, said.values()), decisions_jobs.awaited(run))
    for chunk in digests.readers(lambda: run.session, slot.day):
        now_read = [reader for reader in chunk if reader.preferences.digest == slot.hour]
        weekly = [reader for reader in now_read if reader.weekly]
        of_today = weekly if slot.day == digests.first_work_day(slot.day, run.calendar) else []
        daily = [each for each in now_read if each.daily and each not in of_today]
        _send_daily(run, slot, horizon, daily, missed, beside)
        _send_weekly(run, slot, weekly, beside)
        yield None


def _send_daily(
    run: Run, slot: HourSlot, horizon: Horizon, readers: list[Subscriber], missed: date | None, beside: _Beside
) -> None:
    late = slot.at if slot.is_late(run.now) else None

    def heading(reader: Subscriber) -> wording.DigestHeading:
        return wording.DigestHeading(reader.name, slot.day, reader.reader, late, missed)

    _say(run, f"digest:{slot.day}", readers, horizon, heading, beside)


def _send_weekly(run: Run, slot: HourSlot, readers: list[Subscriber], beside: _Beside) -> None:
    """Enqueue the weekly digests: on the first work day of the week, on a later one only if it was missed."""
    first = digests.slots_of_week(slot, run.calendar)
    if not readers or (first.is_late(run.now) and not digests.existed_at(run.session, first.at)):
        return
    year, week, _ = slot.day.isocalendar()
    sunday = moments.days_after(slot.day, 6 - slot.day.weekday())
    horizon = digests.horizon_of(run.now, run.calendar, soon=run.calendar.previous_business_day(sunday))
    late = first.at if first.is_late(run.now) else None

    def heading(reader: Subscriber) -> wording.DigestHeading:
        return wording.DigestHeading(reader.name, slot.day, reader.reader, late, weekly=True)

    _say(run, f"weekly:{year}-W{week:02d}", readers, horizon, heading, beside)


def _say(
    run: Run,
    stem: str,
    readers: list[Subscriber],
    horizon: Horizon,
    heading: Callable[[Subscriber], wording.DigestHeading],
    beside: _Beside,
) -> None:
    """Enqueue the digests that were not enqueued before, except those with nothing to say."""
    quarantine.each(run, readers, lambda some: _say_together(run, stem, some, horizon, heading, beside), _reader)


def _reader(reader: Subscriber) -> quarantine.Name:
    return f"digest:{reader.owner.key}", f"o resumo de {reader.name}"


def _say_together(
    run: Run,
    stem: str,
    readers: Sequence[Subscriber],
    horizon: Horizon,
    heading: Callable[[Subscriber], wording.DigestHeading],
    beside: _Beside,
) -> list[None]:
    keys = {reader.owner.key: f"{stem}:{reader.owner.key}" for reader in readers}
    fresh = outbox.claim_keys(run.session, keys.values(), run.now) if keys else set()
    new = [reader for reader in readers if keys[reader.owner.key] in fresh]
    agendas = digests.agendas(run.session, [reader.owner for reader in new], horizon) if new else {}
    since = run.calendar.add_business_days(moments.today(run.now), -digests.SOON)
    read = digests.briefed(run.session, [reader.owner.key for reader in new], since)
    pushes: dict[datetime, list[Push]] = defaultdict(list)
    named: dict[int, list[str]] = {}
    for reader in new:
        owner, agenda, first = reader.owner.key, agendas[reader.owner.key], _first(run, reader, beside)
        if _has_nothing_new(reader, agenda, horizon, heading(reader), first, read.get(owner)):
            continue
        reminded = _reminded(beside, reader, {*agenda.named, *agenda.standing})
        message = _with(
            _message(run, reader, agenda, horizon, heading(reader), first), reminded, beside.totals, run.now
        )
        pushes[_allowed(run, reader)].append(Push(keys[owner], owner, message))
        named[owner] = [*agenda.named, *agenda.standing, *first.named, *(each.named_as for each in reminded)]
    for at, together in pushes.items():
        outbox.enqueue_all(run.session, together, now=run.now, priority=Priority.DIGEST, not_before=at)
    digests.keep(run.session, named, moments.today(run.now))
    return []


def _reminded(beside: _Beside, reader: Subscriber, named: Collection[str]) -> list[Item]:
    """The reminders of the morning that no other part of the digest names."""
    if not reader.preferences.reminders:
        return []
    return [each for each in beside.reminders.get(reader.owner.key, ()) if each.named_as not in named]


def _with(
    message: outbox.Message, reminded: Sequence[Item], totals: Mapping[tuple[int, str], int], now: datetime
) -> outbox.Message:
    """The digest with what others owe, and the lines that chase it."""
    if not reminded:
        return message
    said = reminders_wording.reminders(reminded, now, totals=totals)
    return replace(message, text=f"{message.text}\n\n{said.text}", buttons=(*message.buttons, *said.buttons))


def _first(run: Run, reader: Subscriber, beside: _Beside) -> _First:
    asked = beside.asked.get(reader.owner.key, ())
    if reader.role not in digests.SEES_THE_HOUSE:
        return _First(above=[*_week_gone_by(run, reader), *asked])
    person = run.session.get_one(Person, reader.owner.key)
    above = [*wording.first_lines(run.session, person, run.now), *_week_gone_by(run, reader), *asked]
    return _First(decisions.waiting_for(run.session, person, run.now), above)


def _week_gone_by(run: Run, reader: Subscriber) -> list[str]:
    """What changed in the week, for the mayor, with its charts, and whoever leads an órgão; on its first work day."""
    leads, is_mayor = reader.owner.orgao_ids, reader.role is Role.PREFEITO
    if not (is_mayor or leads) or not weekly.is_due(run.now, run.calendar):
        return []
    person = run.session.get_one(Person, reader.owner.key)
    scope = weekly.scope_of(moments.today(run.now), None if is_mayor else leads)
    lines = weekly.said(run.session, person, scope, run.now)
    if lines and is_mayor:  # whoever leads an órgão asks for the pictures with `relatório da semana`
        weekly.send_charts(run.session, person, run.now)
    return lines


def _has_nothing_new(
    reader: Subscriber,
    agenda: Agenda,
    horizon: Horizon,
    heading: wording.DigestHeading,
    first: _First,
    read: digests.Read | None,
) -> bool:
    """Whether a digest would say nothing, or just what that of the work day before said.

    The chefia gets one every work day, the mayor one at the beginning of each week.
    """
    said = read.named if read is not None else frozenset[str]()
    if reader.role is Role.CHEFIA or heading.weekly or first.decisions or not said.issuperset(first.above):
        return False
    if agenda.is_empty:
        return reader.role is not Role.PREFEITO or not reader.preferences.digest_chosen
    is_wanted = reader.preferences.digest_chosen or heading.missed is not None
    return not is_wanted and not agenda.is_news_after(read, horizon)


def _message(
    run: Run,
    reader: Subscriber,
    agenda: Agenda,
    horizon: Horizon,
    heading: wording.DigestHeading,
    first: _First,
) -> outbox.Message:
    if reader.role not in digests.SEES_THE_HOUSE:
        return wording.digest(heading, agenda, horizon, above=first.above)
    person = run.session.get_one(Person, reader.owner.key)
    house = digests.summary(run.session, person, horizon)
    week = _last_week(run, person, heading.day) if heading.weekly else None
    message = wording.digest(heading, agenda, horizon, house, first.decisions, week, first.above)
    waiting = vacancies.unanswered(run.session, standing(run.session, person, run.now))
    return replace(message, text=f"{message.text}{vacancies_wording.block(waiting)}")


def _last_week(run: Run, person: Person, day: date) -> workload.Week:
    monday = moments.days_after(day, -day.weekday() - 7)
    return workload.week(run.session, moments.start_of(monday), by=person, now=run.now)


def _allowed(run: Run, reader: Subscriber) -> datetime:
    """The moment at which a reader may be reached: at a chosen hour, however early, unless quiet hours are chosen."""
    if reader.preferences.digest_chosen and not reader.preferences.quiet_chosen:
        return run.now
    return quiet_hours.next_allowed(reader.preferences, run.now, run.calendar)
