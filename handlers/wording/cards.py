"""The cards of records: a subject registers its card, made of the parts that all cards share."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.deadlines import runs_for
from models import attachments, deadlines, links, modules, nudges, records
from models.deadlines import Basis, Deadline
from models.people import Person, standing
from models.records import AccessLevel, Record, visible_to
from models.subjects import is_open, the
from models.texts import clip

_MOST_LINKED, _MOST_FILES = 10, 6
Card = Callable[[Session, Any, Person, datetime], Reply]  # the record comes as its own subject
Instead = Callable[[Session, Any, Person, datetime], Reply | None]
Beside = Callable[[Session, Record], Sequence[str]]
_cards: dict[str, Card] = {}
_instead: dict[str, list[Instead]] = {}
_beside: list[Beside] = []


def card(kind: str) -> Callable[[Card], Card]:
    """Register how a record of that kind is shown: `function(session, record, person, now) -> Reply`.

    The person may see the record, and the buttons are what that person may do next.
    """

    def register(function: Card) -> Card:
        _cards[kind] = function
        return function

    return register


def instead(kind: str) -> Callable[[Instead], Instead]:
    """Register another card for some records of that kind: `function(session, record, person, now) -> Reply | None`."""

    def register(function: Instead) -> Instead:
        _instead.setdefault(kind, []).append(function)
        return function

    return register


def beside(function: Beside) -> Beside:
    """Register lines that the card of any record may have, from a table beside it: `function(session, record)`."""
    _beside.append(function)
    return function


def card_of(kind: str) -> Card:
    """The card of that kind; the plain one where its subject has none. Every file of handlers/wording is asked."""
    walk()
    usual = _cards.get(kind, plain_card)
    return partial(_first, (*_instead[kind], usual)) if kind in _instead else usual


def _first(ways: Sequence[Instead], session: Session, record: Any, person: Person, now: datetime) -> Reply:
    """The first card that there is for the record."""
    found = (way(session, record, person, now) for way in ways)
    return next(each for each in found if each is not None)


def walk() -> None:
    """Import every file of handlers/wording, each of which registers what it says."""
    modules.walk("handlers.wording")


def plain_card(session: Session, record: Record, person: Person, now: datetime) -> Reply:
    """A record of a subject that has nothing more to say of it."""
    name = the(record).partition(" ")[2]
    return sheet(session, record, [f"{name.capitalize()} {record.status}"], person, now)


def sheet(
    session: Session,
    record: Record,
    lines: Sequence[str],
    person: Person,
    now: datetime,
    buttons: Sequence[Button] = (),
    *,
    is_dated: bool = True,
    is_owed: bool = True,
) -> Reply:
    """A card: number and title, the subject's own lines, level, dates, links, files; and buttons.

    `is_dated`: False where the subject's own lines say its dates; `is_owed`: False where nobody else owes it anything.
    """
    found = [f"{record.code} {record.title}", *lines, *level_lines(record)]
    found += [line for each in _beside for line in each(session, record)]
    found += deadline_lines(session, record, now) if is_dated else []
    found += [*linked_lines(session, record, person, now), *file_lines(session, record)]
    nudging = nudge_buttons(session, record, person, now) if is_owed else ()
    return Reply("\n".join(found), (*buttons, *nudging, *general_buttons(session, record, person)))


def see(record: Record) -> tuple[Button, ...]:
    """The button after something was done to a record."""
    return (Button("Ver", f"ver {record.code}"),)


def level_lines(record: Record) -> list[str]:
    """`Nível de acesso: restrito`; nothing for a public record."""
    return [] if record.access_level == AccessLevel.PUBLICO else [f"Nível de acesso: {record.access_level}"]


def deadline_lines(session: Session, record: Record, now: datetime) -> list[str]:
    """`Prazo: sexta-feira, 27/11/2026, 17h`, one line for each date, soonest first."""
    texts = {_due_line(deadline, now): None for deadline in deadlines.open_of(session, record.id)}
    return [f"Prazo: {text}" for text in texts]


def _due_line(deadline: Deadline, now: datetime) -> str:
    imported = deadline.basis is not None and Basis.from_json(deadline.basis).is_imported
    return due_text(deadline, now) + (", importado do sistema oficial" if imported else "")


def due_text(deadline: Deadline, now: datetime) -> str:
    """A date, with a mark when it has passed, and the other Power that has to meet it, if any."""
    if deadline.runs_for:
        return f"{deadline.due.text}, {runs_for(deadline.runs_for)}" + (" (venceu)" if deadline.due_at < now else "")
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


def file_lines(session: Session, record: Record) -> list[str]:
    """`Anexos (2): a.pdf (340 KB), b.png (1,2 MB) — para receber: anexos T-12`"""
    found = attachments.of(session, record)
    if not found:
        return []
    names = ", ".join(f"{file.name} ({attachments.size_text(file.size)})" for file in found[:_MOST_FILES])
    more = f" e mais {len(found) - _MOST_FILES}" if len(found) > _MOST_FILES else ""
    return [f"Anexos ({len(found)}): {names}{more} — para receber: anexos {record.code}"]


def nudge_buttons(session: Session, record: Record, person: Person, now: datetime) -> tuple[Button, ...]:
    """The button that asks the others for news, where they owe something and the person may ask."""
    if not is_open(record) or not nudges.is_owed_by_another(session, record, by=person, now=now):
        return ()
    return (Button("Cobrar", f"cobrar {record.code}"),)


def general_buttons(session: Session, record: Record, person: Person) -> tuple[Button, ...]:
    """The buttons that every reader has for any record."""
    follows = person.id in records.followers(session, record)
    follow = () if follows or record.author_id == person.id else (Button("Acompanhar", f"acompanhar {record.code}"),)
    return (Button("Histórico", f"histórico {record.code}"), *follow)
