"""The ladder of every deadline: reminders to the responsible, then to adjunto and chefia. Folded, once, late if late."""

from collections import defaultdict
from datetime import datetime, timedelta

from handlers.wording import deadlines as wording
from jobs.base import Run, job
from models import deadlines, outbox
from models.deadlines import Deadline
from models.outbox import Priority, Push

LATE_AFTER = timedelta(minutes=15)
_SNOOZED = -1


@job("reminders", every=timedelta(minutes=1), next_due=deadlines.next_reminder_at)
def remind(run: Run) -> None:
    """Diz o que está para vencer ou venceu, a quem cabe, uma vez em cada degrau."""
    said: dict[int, list[wording.Item]] = defaultdict(list)
    for deadline in deadlines.due_for_reminder(run.session, run.now):
        for person_id, item in _items(run, deadline):
            said[person_id].append(item)
        deadlines.advance(run.session, deadline, now=run.now)
    outbox.enqueue_all(
        run.session,
        [Push(_key(person_id, items), person_id, wording.reminders(items, run.now)) for person_id, items in said.items()],
        now=run.now,
        priority=Priority.NOTICE,
    )


def _items(run: Run, deadline: Deadline) -> list[tuple[int, wording.Item]]:
    """For each person to be told now: what is said, unless it was said before."""
    steps = deadlines.ladder(run.session, deadline.ladder, run.now)
    since = deadline.reminded_at or deadline.opened_at
    passed = deadlines.passed_steps(steps, deadline.due_at, since, run.now, run.calendar)
    if not passed:  # a snooze that ended
        passed = [(_SNOOZED, deadline.next_at or run.now)]
    told: dict[str, tuple[int, wording.Item]] = {}
    for position, moment in passed:
        audience = steps[position].audience if position != _SNOOZED else deadlines.OWNER
        for person in deadlines.recipients(run.session, deadline, audience, run.now):
            key = f"reminder:{deadline.id}:{deadline.due_at:%y%m%d%H%M}:{position}:{moment:%y%m%d%H%M}:{person.id}"
            told[key] = person.id, wording.Item(deadline, audience, _lateness(moment, run.now))
    fresh = outbox.first_time(run.session, told, run.now)
    return [told[key] for key in told if key in fresh]


def _lateness(moment: datetime, now: datetime) -> datetime | None:
    """The moment it should have been said at, when that is noticeably past."""
    return moment if now - moment > LATE_AFTER else None


def _key(person_id: int, items: list[wording.Item]) -> str:
    return f"reminders:{person_id}:" + ",".join(f"{item.deadline.id}.{item.deadline.due_at:%m%d%H%M}" for item in items[:20])
