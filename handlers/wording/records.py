"""What the bot says about any record, and the parts that the cards of several subjects share."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Button, Reply, Request
from handlers.wording.cards import card_of
from handlers.wording.deadlines import earlier_moment
from handlers.wording.people import door
from models import attachments, audit, deadlines, links, moments, records
from models.attachments import Attachment
from models.audit import Audit
from models.deadlines import Basis, Deadline
from models.extensions import Extension
from models.people import Person, standing
from models.records import Record, visible_to
from models.texts import clip

_PAGE = 30
_LONGEST_ENTRY = 240
_MOST_LINKED = 10


def card(request: Request, record: Record) -> Reply:
    """The record as its own subject shows it; plainly where the subject has no card."""
    shown = card_of(record.kind) or plain_card
    return shown(request.session, record, request.person, request.now)


def plain_card(session: Session, record: Record, person: Person, now: datetime) -> Reply:
    lines = [f"{record.code} {record.title}", f"Situação: {record.status}", *deadline_lines(session, record, now)]
    lines += linked_lines(session, record, person, now)
    return Reply("\n".join(lines), general_buttons(session, record, person))


def history(request: Request, record: Record, page: int) -> Reply:
    """One page of everything that happened, oldest first; page 1 ends with the latest.

    What an entry says of another record is shown to who may see that one, too.
    """
    session = request.session
    entries = _shown(session, audit.history(session, record.id), request.person, request.now)
    last = max(len(entries) - _PAGE * (page - 1), 0)
    first = max(last - _PAGE, 0)
    if last == 0:
        return Reply(f"{record.code} não tem mais histórico que isso.", (_see(record),))
    names = _names(session, entries[first:last])
    lines = [f"Histórico de {record.code} ({clip(record.title, 60)}):"]
    lines += [_entry(entry, names) for entry in entries[first:last]]
    older = (Button("Mais antigos", f"histórico {record.code} {page + 1}"),) if first else ()
    return Reply("\n".join(lines), (*older, _see(record)))


def decided(record: Record, asker: Person, request: Extension) -> Reply:
    verb = "concedido" if request.granted else "recusado"
    return Reply(f"Prazo {verb} a {asker.name} em {record.code}: {request.due.text}. A resposta já seguiu.")


def reminded(record: Record, until: datetime, deadline: Deadline, now: datetime) -> Reply:
    text = f"Certo. Lembro você de {record.code} ({clip(record.title, 60)}) em {moments.moment_text(until)}.\n"
    if now < deadline.due_at <= until:
        early = earlier_moment(deadline.due_at, until, now)
        text += f"Atenção: o prazo é antes disso, {deadline.due.text}."
        return Reply(text, (_earlier(record, early),) if early else ())
    return Reply(f"{text}O prazo continua o mesmo: {deadline.due.text}.")


def _earlier(record: Record, early: datetime) -> Button:
    return Button("Lembrar 1 hora antes", f"lembrar {record.code} {moments.local(early):%d/%m/%Y às %H:%M}")


def deadline_lines(session: Session, record: Record, now: datetime) -> list[str]:
    """`Prazo: sexta-feira, 27/11/2026, 17h`, one line for each date, soonest first."""
    texts = {_due_line(deadline, now): None for deadline in deadlines.open_of(session, record.id)}
    return [f"Prazo: {text}" for text in texts]


def _due_line(deadline: Deadline, now: datetime) -> str:
    imported = deadline.basis is not None and Basis.from_json(deadline.basis).is_imported
    return due_text(deadline, now) + (", importado do sistema oficial" if imported else "")


def due_text(deadline: Deadline, now: datetime) -> str:
    """A date, with a mark when it has passed."""
    return deadline.due.text + (" (vencido)" if deadline.is_overdue(now) else "")


def linked_lines(session: Session, record: Record, person: Person, now: datetime) -> list[str]:
    """The record it was made from and those made from it, as far as the person may see them."""
    visible = select(Record).where(visible_to(standing(session, person, now)))
    parent = session.scalar(visible.where(Record.id == record.parent_id)) if record.parent_id else None
    children = list(
        session.scalars(visible.where(Record.parent_id == record.id).order_by(Record.id).limit(_MOST_LINKED))
    )
    linked = [f"{each.code} {clip(each.title, 40)}" for each in links.linked(session, record, by=person, now=now)]
    lines = [f"Vinculados: {', '.join(linked[:_MOST_LINKED])}"] if linked else []
    lines += [f"Vem de {parent.code} {clip(parent.title, 60)}"] if parent else []
    return lines + [f"Ligado: {child.code} {clip(child.title, 60)} ({child.status})" for child in children]


def file_lines(record: Record, found: list[Attachment]) -> list[str]:
    """`Anexos (2): a.pdf (340 KB), b.png (1,2 MB) — para receber: anexos T-12`"""
    if not found:
        return []
    names = ", ".join(f"{file.name} ({attachments.size_text(file.size)})" for file in found[:6])
    more = f" e mais {len(found) - 6}" if len(found) > 6 else ""
    return [f"Anexos ({len(found)}): {names}{more} — para receber: anexos {record.code}"]


def general_buttons(session: Session, record: Record, person: Person) -> tuple[Button, ...]:
    """What anyone may do with any record."""
    follows = person.id in records.followers(session, record)
    follow = () if follows or record.author_id == person.id else (Button("Acompanhar", f"acompanhar {record.code}"),)
    return (Button("Histórico", f"histórico {record.code}"), *follow)


def _see(record: Record) -> Button:
    return Button(f"Ver {record.code}", f"ver {record.code}")


def _shown(session: Session, entries: list[Audit], person: Person, now: datetime) -> list[Audit]:
    others = {entry.id: int(entry.data["record"]) for entry in entries if entry.data and "record" in entry.data}
    seen = records.visible_ids(session, set(others.values()), by=person, now=now)
    return [entry for entry in entries if entry.id not in others or others[entry.id] in seen]


def _names(session: Session, entries: Sequence[Audit]) -> dict[int, str]:
    ids = {entry.actor_id for entry in entries if entry.actor_id}
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def _entry(entry: Audit, names: dict[int, str]) -> str:
    who = f"{names[entry.actor_id]} ({door(entry.channel)})" if entry.actor_id else "sistema"
    what = "texto eliminado" if entry.text is None else clip(entry.text, _LONGEST_ENTRY)
    return f"{moments.stamp_text(entry.at)} {who}: {what or entry.action}"
