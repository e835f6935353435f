"""A page of a list: each record with whose it is and until when, and the line of the next page."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from handlers.base import Button, Reply
from handlers.reading.filters import Asked
from handlers.wording.deadlines import runs_for
from models import moments
from models.lists import MOST_COUNTED, ListLine, Page, total_text
from models.people import Person, Role
from models.spreadsheets import Wish
from models.subjects import Subject
from models.texts import clip, listed

_MOST_NAMED, _MOST_BUTTONS, _MOST_NUDGES = 3, 5, 3
_CABINET = (Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA)


def page(
    subject: Subject,
    asked: Asked,
    found: Page,
    *,
    to: Person,
    now: datetime,
    said: Callable[[Any], str] = lambda record: clip(record.title),
    mark: Callable[[Any], str] | None = None,
) -> Reply:
    """One page as the person reads it. `said`: the record in a few words; `mark`: what stands out of it, its state
    where nothing is given."""
    if asked.wanted.whole:
        return whole(subject, asked, found.ids)
    marked = mark or (lambda record: "" if record.status in subject.active else record.status)
    lines = [f"{_head(each, marked)} {said(each.record)}{_tail(subject, each, to, now)}" for each in found.lines]
    late = [each.record.code for each in found.lines if _is_owed_late(each, to, now)]
    return paged(subject, asked, lines, [each.record.code for each in found.lines], found.total, late)


def whole(subject: Subject, asked: Asked, ids: Sequence[int]) -> Reply:
    """The spreadsheet of a list, still to be written."""
    if not ids:
        return paged(subject, asked, [], [], 0)
    return Reply("", sheet=Wish(subject.kind, asked.title, f"{asked.line} planilha", tuple(ids)))


def paged(
    subject: Subject,
    asked: Asked,
    lines: list[str],
    codes: list[str],
    total: int,
    late: Sequence[str] = (),
    *,
    shown: int | None = None,
) -> Reply:
    """Lines under their title, with the first records as buttons, how many are left, and the next page.

    `late`: the numbers of which the reader may ask the others for news. `shown`: how many records the lines tell of,
    where there is not one to each.
    """
    number, left = asked.wanted.number, total - asked.wanted.skipped - (len(lines) if shown is None else shown)
    if not lines:
        none = "nenhuma" if subject.feminine else "nenhum"
        return Reply(f"{asked.title}: {none}." if number == 1 else f"{asked.title}: não há página {number}.")
    more = [f"… e mais {left}." if left <= MOST_COUNTED - asked.wanted.size else "… e muitos mais."] if left > 0 else []
    buttons = [Button(code, f"ver {code}") for code in dict.fromkeys(codes)][:_MOST_BUTTONS]
    buttons += [Button("Planilha", f"{asked.line} planilha")]
    buttons += [Button(f"Cobrar {code}", f"cobrar {code}") for code in dict.fromkeys(late)][:_MOST_NUDGES]
    buttons += [Button("Mais", f"{asked.line} página {number + 1}")] if left > 0 else []
    return Reply("\n".join([f"{asked.title} ({total_text(total)}):", *lines, *more]), tuple(buttons))


def whose(names: tuple[str, ...]) -> str:
    """`Bruno Lima e OBRAS`, or the first few and how many more."""
    more = len(names) - _MOST_NAMED
    return listed([*names[:_MOST_NAMED], *([f"mais {more}"] if more > 0 else [])])


def _is_owed_late(line: ListLine, to: Person, now: datetime) -> bool:
    """Whether others are late with a record, and the reader may ask them for news: the cabinet, and who gave it."""
    may_ask = Role(to.role) in _CABINET or line.record.author_id == to.id
    is_late = line.date is not None and line.date.is_overdue(now)
    return may_ask and is_late and line.whose not in ((), (to.name,))


def _head(line: ListLine, mark: Callable[[Any], str]) -> str:
    marked = mark(line.record)
    return f"{line.record.code} [{marked}]" if marked else str(line.record.code)


def _tail(subject: Subject, line: ListLine, to: Person, now: datetime) -> str:
    """The owners of a record, unless it is the reader's alone, and its date."""
    parts = [] if line.whose in ((), (to.name,)) else [whose(line.whose)]
    parts += _when(subject, line, now) if subject.dates and line.record.status not in subject.final else []
    return f" — {', '.join(parts)}" if parts else ""


def _when(subject: Subject, line: ListLine, now: datetime) -> list[str]:
    if (date := line.date) is None:
        return ["sem prazo"]
    day = moments.short_text(date.due_at, date_only=date.date_only)
    if date.runs_for:
        return [f"{runs_for(date.runs_for)} até {day}"]
    late = "atrasada" if subject.feminine else "atrasado"
    return [f"{late} desde {day}" if date.is_overdue(now) else f"até {day}"]
