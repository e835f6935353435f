"""Records a person may mean: by the words of their subject, or because they wait for this person."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, literal_column, select, union_all
from sqlalchemy.orm import Session

from models import moments, subjects
from models.deadlines import Deadline, DeadlineState, owned_by
from models.extensions import Extension
from models.outbox import Outbox
from models.people import Person, by_handle, orgao_by_sigla, responsible, standing
from models.records import UNSIGNED, Record, visible_to
from models.search.query import by_words
from models.search.sought import SearchQuery, SearchTerm

CIENCIA, PRAZO, MINUTA, CHEGADA, PEDIDO, DEVIDO = "ciencia", "prazo", "minuta", "chegada", "pedido", "devido"
_MOST = 20
_LAST = 5  # messages
_NUMBER = re.compile(r"\b[A-Z]{1,5}-\d+(?:/\d{4}(?:-[A-Z]+)?)?\b")
_OF_LINE = re.compile(rf"^(?:• |\d+\. )?({_NUMBER.pattern})", re.MULTILINE)
_FRESH = timedelta(days=1)

_SENT = (
    select(Outbox.payload)
    .where(Outbox.channel == bindparam("channel"), Outbox.address == bindparam("address"), Outbox.edits_id.is_(None))
    .order_by(Outbox.id.desc())
)
_RECENT = _SENT.where(Outbox.created_at > bindparam("since"))
_ANSWER = _SENT.where(Outbox.reply_to == bindparam("reply_to")).limit(literal_column("1"))
_THERE = _SENT.where(Outbox.external_id == bindparam("external_id")).limit(literal_column("1"))
_LATEST = _RECENT.limit(literal_column("1"))


class MentionedRecord(NamedTuple):
    """A record that may be meant. `waits`: what of it waits for the person; `asked_by`: who asked for more time."""

    code: str
    title: str
    waits: frozenset[str] = frozenset()
    is_final: bool = False
    asked_by: str = ""


def by_subject(session: Session, words: Sequence[str], *, by: Person, now: datetime) -> list[MentionedRecord]:
    """The visible records that hold words beginning so; the open ones first, then the newest."""
    terms = tuple(SearchTerm((word,), prefix=True) for word in words)
    rows = by_words(session, SearchQuery(terms), standing(session, by, now), now, limit=_MOST)
    final = subjects.final_states()
    found = [MentionedRecord(code, title, is_final=status in final) for code, title, status in rows]
    return sorted(found, key=lambda each: each.is_final)


def newest(session: Session, kinds: Sequence[str], sigla: str, *, by: Person, now: datetime) -> list[MentionedRecord]:
    """The newest visible records of these kinds whose numbers begin with this sigla, the open ones first."""
    query = (
        select(Record.code, Record.title, Record.status)
        .where(Record.kind.in_(kinds), Record.code.startswith(f"{sigla}-"), visible_to(standing(session, by, now)))
        .order_by(Record.id.desc())
        .limit(_MOST)
    )
    final = subjects.final_states()
    found = [MentionedRecord(code, title, is_final=status in final) for code, title, status in session.execute(query)]
    return sorted(found, key=lambda each: each.is_final)


def waiting_for(session: Session, *, by: Person, now: datetime) -> list[MentionedRecord]:
    """The records that wait for something of this person, the oldest first."""
    who = standing(session, by, now)
    what = (Record.id.label("id"), Record.code, Record.title)
    parts: list[Any] = [
        select(*what, Deadline.kind.label("what"))
        .where(Deadline.record_id == Record.id)
        .where(owned_by(who), Deadline.state == DeadlineState.OPEN.value)
    ]
    if who.commands:
        drafts = (Record.status == UNSIGNED[0], visible_to(who))
        parts.append(select(*what, literal_column(f"'{MINUTA}'").label("what")).where(*drafts))
    for stay in subjects.stays():
        here = (stay.record_id == Record.id, stay.orgao_id.in_(who.orgao_ids), stay.is_open)
        waits = Record.status.in_(stay.active)
        parts.append(select(*what, literal_column(f"'{CHEGADA}'").label("what")).where(*here, waits))
    found: dict[str, MentionedRecord] = {}
    by_ciencia = subjects.kinds_by_ciencia()
    query = union_all(*parts).subquery()
    for row in session.execute(select(query).order_by(query.c.id)):
        named = row.what if row.what in (MINUTA, CHEGADA) else CIENCIA if row.what in by_ciencia else PRAZO
        known = found.get(row.code, MentionedRecord(row.code, row.title))
        found[row.code] = known._replace(waits=known.waits | {named})
    return list(found.values())


def owed_by(session: Session, key: str, *, by: Person, now: datetime) -> list[MentionedRecord]:
    """The records that wait for the person or órgão behind an @, of those the asker may see."""
    orgao = orgao_by_sigla(session, key)
    whom = responsible(session, orgao, moments.today(now)) if orgao else by_handle(session, key)
    found = [each for each in waiting_for(session, by=whom, now=now) if each.waits & {CIENCIA, PRAZO}] if whom else []
    codes = [each.code for each in found]
    seen = set(
        session.scalars(select(Record.code).where(Record.code.in_(codes), visible_to(standing(session, by, now))))
    )
    return [each for each in found if each.code in seen]


def asking(session: Session, *, by: Person, now: datetime) -> list[MentionedRecord]:
    """The records with a request for more time that this person may answer."""
    who = standing(session, by, now)
    query = (
        select(Record.code, Record.title, Person.handle, Extension.asked_of_id)
        .where(Extension.record_id == Record.id, Person.id == Extension.asked_by_id)
        .where(Extension.granted.is_(None), visible_to(who))
        .order_by(Extension.id)
    )
    rows = session.execute(query)
    return [
        MentionedRecord(row.code, row.title, frozenset((PEDIDO,)), asked_by=row.handle)
        for row in rows
        if who.commands or row.asked_of_id in who.person_ids
    ]


def said_to(
    session: Session,
    channel: str,
    address: str,
    *,
    quotes: int = 0,
    external_id: str = "",
    since: datetime | None = None,
) -> str:
    """The number of the one record that a message to that address is about; empty where it names none, or several.

    The message: the answer to a row of the inbox, the one of that number at the platform, or the last one.
    """
    query = _ANSWER if quotes else _THERE if external_id else _LATEST
    which = {"reply_to": quotes, "external_id": external_id, "since": since and since - _FRESH}
    payload = session.connection().scalar(query, {"channel": channel, "address": address, **which}) or {}
    lines = [str(button["line"]) for button in payload.get("buttons", [])]
    for said in (str(payload.get("text", "")), "\n".join(lines)):
        named = set(_NUMBER.findall(said))
        if named:
            return named.pop() if len(named) == 1 else ""
    return ""


def shown(session: Session, channel: str, address: str, *, now: datetime) -> list[str]:
    """The texts of the last messages to an address, the newest first."""
    asked = {"channel": channel, "address": address, "since": now - _FRESH}
    return [str(each.get("text", "")) for each in session.connection().scalars(_RECENT.limit(_LAST), asked)]


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of records in a text, in order."""
    return tuple(_NUMBER.findall(text))


def numbers_of_lines(text: str) -> tuple[str, ...]:
    """The numbers of records with which lines of a text begin, in order: those of a list."""
    return tuple(_OF_LINE.findall(text))


def last_line(session: Session, channel: str, address: str, ending: str, now: datetime) -> str:
    """The line with this ending behind a button of the last messages to that address; empty where there is none."""
    asked = {"channel": channel, "address": address, "since": now - _FRESH}
    for payload in session.connection().scalars(_RECENT.limit(_LAST), asked):
        for button in payload.get("buttons", []):
            if str(button["line"]).endswith(ending):
                return str(button["line"])
    return ""
