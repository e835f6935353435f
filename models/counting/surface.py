"""The ``prazo --json`` surface: one object in, one object out, never an exception."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from models.calendar import FIRST_YEAR, LAST_YEAR, SAO_PAULO, Calendar, CalendarError
from models.calendar.from_json import calendar_from_json, read_date, read_flag, shown
from models.counting.book import Book, default_book
from models.counting.engine import Count, count
from models.counting.from_json import rule_from_json
from models.counting.rule import CountingError, Rule

CalendarOf = Callable[[str], Calendar]
_ISO_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?"
)


def count_json(obj: Any, calendar_of: CalendarOf | None = None, book: Book | None = None) -> dict[str, Any]:
    """Count ``{"start": ISO date or instant, "rule": object or id, "calendar": object}``.

    Returns ``end``, ``memory`` and ``first_day`` (ISO texts; ``end`` is an instant for hours), and ``other_end`` when a
    doubt gives two ends; or only ``error``, a Portuguese sentence. ``extended: true`` grants the prorrogação. Defaults:
    the calendar of the body the rule names, as `calendar_of` gives it ('' for ours), else that of a Prefeitura of São
    Paulo state; ids of rules are looked up in the book given, else in the one that comes with the house.
    """
    try:
        return _answer(_counted(obj, calendar_of, book or default_book()))
    except CalendarError as error:
        return {"error": str(error)}


def _counted(obj: Any, calendar_of: CalendarOf | None, book: Book) -> Count:
    if not isinstance(obj, dict):
        raise CountingError('Escreva um objeto como {"start": "2026-11-03", "rule": "sancao_veto"}.')
    start = _start(obj.get("start"))
    chosen = _rule(obj.get("rule"), start, book)
    if obj.get("extended") is not None and read_flag(obj["extended"], "extended"):
        chosen = chosen.extended()
    given = obj.get("calendar")
    if given is not None:
        return count(chosen, start, calendar_from_json(given))
    return count(chosen, start, calendar_of(chosen.calendar) if calendar_of is not None else _prefeitura())


def _start(value: Any) -> date | datetime:
    if value is None:
        raise CountingError('Falta o dia do evento; por exemplo "start": "2026-11-03".')
    if not isinstance(value, str) or not _ISO_MOMENT.fullmatch(value):
        return read_date(value, "start")
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise CountingError(f"start: o instante {shown(value)} não existe.") from error


def _rule(value: Any, start: date | datetime, book: Book) -> Rule:
    if value is None:
        raise CountingError('Falta a regra; por exemplo "rule": {"unit": "dias_uteis", "n": 15}.')
    if isinstance(value, str):
        return book.rule(value, on=_civil_day(start))
    return rule_from_json(value)


def _civil_day(start: date | datetime) -> date:
    if not isinstance(start, datetime):
        return start
    # Near the years 1 and 9999 a change of zone overflows; counting refuses those years anyway.
    in_reach = start.tzinfo and FIRST_YEAR <= start.year <= LAST_YEAR
    return start.astimezone(SAO_PAULO).date() if in_reach else start.date()


@lru_cache(maxsize=1)
def _prefeitura() -> Calendar:
    return Calendar("Prefeitura", "SP")


def _answer(counted: Count) -> dict[str, Any]:
    answer: dict[str, Any] = {"end": _iso(counted.end), "memory": list(counted.memory)}
    if counted.first_day:
        answer["first_day"] = counted.first_day.isoformat()
    if counted.other_end:
        answer["other_end"] = _iso(counted.other_end)
    return answer


def _iso(end: date | datetime) -> str:
    return end.isoformat(timespec="minutes") if isinstance(end, datetime) else end.isoformat()
