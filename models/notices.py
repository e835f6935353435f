"""Notices about a record: one to each person, never to the actor, nor to a person who may not see it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

from sqlalchemy.orm import Session

from models import moments, outbox, quiet_hours
from models.base import Button
from models.outbox import Message, Priority, Push
from models.people import Orgao, Person, responsible, stand_ins
from models.records import AccessLevel, Record, followers, readers


def tell(
    session: Session,
    record: Record,
    text: str,
    to: Sequence[Person | Orgao],
    *,
    by: Person | None,
    now: datetime,
    buttons: tuple[Button, ...] = (),
    but: Sequence[Person | Orgao] = (),
    names: Sequence[Record] = (),
    priority: Priority = Priority.NOTICE,
    not_before: datetime | None = None,
) -> None:
    """Notify these people and the followers of the record, except the actor and those in `but`.

    `names`: other records named in the text; only people who may see them are notified. `not_before`: the moment when
    they may first read it.
    """
    skipped = set(reached(session, but, now))
    wanted = [i for i in (*reached(session, to, now), *followers(session, record)) if i not in skipped]
    for each in (record, *names):
        wanted = _readers(session, each, wanted, now)
    _queue(session, record.id, text, wanted, buttons, priority, now, by, not_before)


def send(
    session: Session,
    record: Record,
    text: str,
    to: Sequence[Person | Orgao],
    *,
    by: Person | None,
    now: datetime,
    buttons: tuple[Button, ...] = (),
    priority: Priority = Priority.NOTICE,
    not_before: datetime | None = None,
) -> None:
    """Notify just these people, except the actor; not before a moment, if one is given."""
    wanted = _readers(session, record, reached(session, to, now), now)
    _queue(session, record.id, text, wanted, buttons, priority, now, by, not_before)


def assign(
    session: Session,
    record_id: int,
    text: str,
    to: Sequence[Person | Orgao],
    *,
    by: Person | None,
    now: datetime,
    buttons: tuple[Button, ...] = (),
    priority: Priority = Priority.NOTICE,
) -> None:
    """Notify people of an assignment; being assigned lets them see the record."""
    _queue(session, record_id, text, reached(session, to, now), buttons, priority, now, by)


def reached(session: Session, to: Iterable[Person | Orgao], now: datetime) -> list[int]:
    """The ids of the people meant; for an órgão, the person who answers for it on the day."""
    today = moments.today(now)
    people = [each if isinstance(each, Person) else responsible(session, each, today) for each in to]
    return [person.id for person in people if person is not None]


def without_digest(session: Session, to: Iterable[Person | Orgao], now: datetime) -> list[Person | Orgao]:
    """Those of these whom no digest tells what comes."""
    who = {each: reached(session, [each], now) for each in to}
    wishes = quiet_hours.preferences_of(session, [i for ids in who.values() for i in ids])
    return [each for each, ids in who.items() if any(i in wishes and wishes[i].digest is None for i in ids)]


def _readers(session: Session, record: Record, person_ids: list[int], now: datetime) -> list[int]:
    """The ids of those who may see the record."""
    if record.access_level == AccessLevel.PUBLICO:
        return person_ids
    people = [session.get_one(Person, each) for each in dict.fromkeys(person_ids)]
    return [each.id for each in readers(session, record, people, now)]


def _queue(
    session: Session,
    record_id: int,
    text: str,
    person_ids: list[int],
    buttons: tuple[Button, ...],
    priority: Priority,
    now: datetime,
    by: Person | None,
    not_before: datetime | None = None,
) -> None:
    away = stand_ins(session, moments.today(now))
    if by is not None:
        person_ids = [i for i in person_ids if by.id not in (i, away.get(i))]  # one's own deed is no news
    stem = f"notice:{record_id}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
    pushes = [
        Push(f"{stem}:{person_id}", person_id, Message(_for_stand_in(session, person_id, away) + text, buttons))
        for person_id in dict.fromkeys(person_ids)
    ]
    if pushes:
        sender_id = by.id if by is not None else None
        outbox.enqueue_all(
            session,
            pushes,
            now=now,
            priority=priority,
            not_before=not_before,
            record_id=record_id,
            sender_id=sender_id,
        )


def _for_stand_in(session: Session, person_id: int, away: dict[int, int]) -> str:
    """The first line for a substitute, who must see on whose behalf the message comes."""
    return f"Em substituição a {session.get_one(Person, person_id).name}:\n" if person_id in away else ""
