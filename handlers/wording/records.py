"""Texts about any record."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Button, Reply, Request
from handlers.wording.cards import card_of
from handlers.wording.deadlines import earlier_moment
from handlers.wording.people import door
from models import audit, moments, records
from models.audit import Audit
from models.deadlines import Deadline
from models.extensions import Extension
from models.people import Person
from models.records import Record
from models.texts import MAX_TEXT, clip

_PAGE = 30
_LONGEST_ENTRY = 240


def card(request: Request, record: Record) -> Reply:
    """The record as its own subject shows it; plainly where the subject has no card."""
    return card_of(record.kind)(request.session, record, request.person, request.now)


def history(request: Request, record: Record, page: int) -> Reply:
    """One page of the history of a record, oldest first; page 1 ends with the latest.

    The part of an entry about another record is shown only to people who may see that one, too.
    """
    session = request.session
    entries = shown_entries(session, audit.history(session, record.id), request.person, request.now)
    last = max(len(entries) - _PAGE * (page - 1), 0)
    first = max(last - _PAGE, 0)
    if last == 0:
        return Reply(f"{record.code} não tem mais histórico que isso.", (_see(record),))
    names = names_of(session, entries[first:last])
    lines = [f"Histórico de {record.code} ({clip(record.title, 60)}):"]
    lines += [_entry(entry, names) for entry in entries[first:last]]
    older = (Button("Mais antigos", f"histórico {record.code} {page + 1}"),) if first else ()
    return Reply("\n".join(lines), (*older, *_whole(record, entries, first, last), _see(record)))


def whole_note(request: Request, record: Record, place: int) -> Reply:
    """A text that the history shows cut; place 1 is the latest of those."""
    session = request.session
    long = _long(shown_entries(session, audit.history(session, record.id), request.person, request.now))
    if not 0 < place <= len(long):
        return Reply(f"O histórico de {record.code} já mostra os textos inteiros.", (_see(record),))
    entry = long[-place]
    earlier = (Button("Nota anterior", f"histórico {record.code} nota {place + 1}"),) if place < len(long) else ()
    return Reply(_entry(entry, names_of(session, [entry]), longest=MAX_TEXT * 2), (*earlier, _see(record)))


def _whole(record: Record, entries: list[Audit], first: int, last: int) -> tuple[Button, ...]:
    """The button to the latest text that is cut on this page."""
    if not _long(entries[first:last]):
        return ()
    return (Button("Nota inteira", f"histórico {record.code} nota {len(_long(entries[last:])) + 1}"),)


def _long(entries: list[Audit]) -> list[Audit]:
    return [each for each in entries if each.text is not None and len(each.text) > _LONGEST_ENTRY]


def decided(record: Record, asker: Person, request: Extension) -> Reply:
    if request.granted:
        return Reply(f"Prazo concedido a {asker.name} em {record.code}: {request.due.text}. A resposta já seguiu.")
    return Reply(
        f"Você recusou o prazo até {request.due.text}, que {asker.name} pediu em {record.code}. "
        "Vale o que valia; a resposta já seguiu.",
        (_see(record),),
    )


def reminded(record: Record, until: datetime, deadline: Deadline, now: datetime) -> Reply:
    text = f"Certo. Lembro você de {record.code} ({clip(record.title, 60)}) {moments.on_text(until)}.\n"
    if now < deadline.due_at <= until:
        early = earlier_moment(deadline.due_at, until, now)
        text += f"Atenção: o prazo é antes disso, {deadline.due.text}."
        return Reply(text, (_earlier(record, early),) if early else ())
    return Reply(f"{text}O prazo continua o mesmo: {deadline.due.text}.")


def _earlier(record: Record, early: datetime) -> Button:
    return Button("Lembrar 1 hora antes", f"lembrar {record.code} {moments.local(early):%d/%m/%Y às %H:%M}")


def _see(record: Record) -> Button:
    return Button(f"Ver {record.code}", f"ver {record.code}")


def shown_entries(session: Session, entries: list[Audit], person: Person, now: datetime) -> list[Audit]:
    """The entries, of these, that the person may see: one about another record too only to whoever may see that one."""
    others = {entry.id: int(entry.data["record"]) for entry in entries if entry.data and "record" in entry.data}
    seen = records.visible_ids(session, set(others.values()), by=person, now=now)
    return [entry for entry in entries if entry.id not in others or others[entry.id] in seen]


def names_of(session: Session, entries: Sequence[Audit]) -> dict[int, str]:
    """The names of the people in these entries, by their ids."""
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def _entry(entry: Audit, names: dict[int, str], longest: int = _LONGEST_ENTRY) -> str:
    who = f"{names[entry.actor_id]} ({door(entry.channel)})" if entry.actor_id else "sistema"
    what = "texto eliminado" if entry.text is None else clip(entry.text, longest)
    return f"{moments.short_text(entry.at)} {who}: {what or entry.action}"
