"""A calendar written as JSON: the form of the ``prazo --json`` surface and of an administrator's file.

Fields: ``base`` ("nacional" or a state code) or ``state``; ``extra_non_business`` (dates); ``undecided`` (dates);
``carnaval_corpus_non_business`` and ``recesso_cpc220`` (true or false); ``suspensions``, ``interruptions`` and
``closed`` (pairs of dates, both included); ``days`` (special days); ``name``, ``version``, ``work_hours``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from models.calendar.calendar import FIRST_YEAR, LAST_YEAR, Calendar
from models.calendar.days import RECESSO_FORENSE, CalendarError, DayKind, Recess, RecessEffect, SpecialDay
from models.calendar.names import easter

Value = TypeVar("Value")
MOST_ITEMS = 20_000
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ISO_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
_CLOSED_BY_CUSTOM = ((-48, "segunda-feira de Carnaval"), (-47, "Carnaval"), (60, "Corpus Christi"))
_FIELDS = frozenset(
    ("base", "state", "name", "version", "work_hours", "days", "extra_non_business", "undecided", "suspensions",
     "interruptions", "closed", "carnaval_corpus_non_business", "recesso_cpc220", "notes")
)  # fmt: skip
_DAY_FIELDS = frozenset(
    ("day", "name", "kind", "counts_as_business", "from_time", "until_time", "act", "moved_from")
)  # fmt: skip


def calendar_from_json(data: Any) -> Calendar:
    """The calendar of an object; ``CalendarError`` names the field that cannot be used."""
    if not isinstance(data, dict):
        raise CalendarError('O calendário deve ser um objeto, por exemplo {"base": "nacional"}.')
    refuse_unknown(data, _FIELDS, "do calendário")
    opens, closes = _work_hours(data.get("work_hours"))
    return Calendar(
        name=read_text(data.get("name", "calendário informado"), "name"),
        state=_state(data),
        days=_days(data),
        recesses=_recesses(data),
        version=read_text(data.get("version", ""), "version"),
        day_start=opens,
        day_end=closes,
    )


def read_date(value: Any, what: str) -> date:
    """A date in ISO form. Raises CalendarError, with an example."""
    if isinstance(value, str) and _ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise CalendarError(f"{what}: o dia {shown(value)} não existe.") from error
    raise CalendarError(f"{what}: {shown(value)} não é uma data; escreva como 2026-11-03.")


def read_time(value: Any, what: str) -> time:
    """A time such as 19:00. Raises CalendarError."""
    if isinstance(value, str) and _ISO_TIME.fullmatch(value):
        try:
            return time.fromisoformat(value)
        except ValueError as error:
            raise CalendarError(f"{what}: a hora {shown(value)} não existe.") from error
    raise CalendarError(f"{what}: {shown(value)} não é uma hora; escreva como 19:00.")


def read_text(value: Any, what: str) -> str:
    if isinstance(value, str) and len(value) <= 2000:
        return value
    raise CalendarError(f"{what}: {shown(value)} deveria ser um texto curto.")


def read_flag(value: Any, what: str) -> bool:
    if isinstance(value, bool):
        return value
    raise CalendarError(f"{what}: {shown(value)} deveria ser true ou false.")


def read_list(value: Any, what: str, most: int = MOST_ITEMS) -> list[Any]:
    if not isinstance(value, list):
        raise CalendarError(f"{what}: {shown(value)} deveria ser uma lista.")
    if len(value) > most:
        raise CalendarError(f"{what}: a lista tem {len(value)} itens; o máximo é {most}.")
    return value


def refuse_unknown(data: dict[Any, Any], known: frozenset[str], where: str) -> None:
    """Refuse unknown fields: a misspelt one would silently give another date. Raises CalendarError."""
    for key in data:
        if key not in known:
            raise CalendarError(f"Não conheço o campo {shown(key)} {where}.")


def shown(value: Any) -> str:
    """The value for a quotation, cut short."""
    text = value if isinstance(value, str) else repr(value)
    return f"“{text[:40]}…”" if len(text) > 40 else f"“{text}”"


def read_recesses(value: Any, what: str, effect: RecessEffect, name: str) -> list[Recess]:
    """Pairs of dates, both included."""
    found = []
    for pair in read_list(value, what, most=1000):
        if not isinstance(pair, list) or len(pair) != 2:
            raise CalendarError(f"{what}: {shown(pair)} deveria ser um par de datas, a primeira e a última.")
        found.append(Recess(read_date(pair[0], what), read_date(pair[1], what), name, effect))
    return found


def _state(data: dict[str, Any]) -> str:
    base = data.get("base", data.get("state", "nacional"))
    if base == "nacional":
        return read_text(data.get("state", ""), "state")
    return read_text(base, "base")


def _work_hours(value: Any) -> tuple[time, time]:
    if value is None:
        return time(8), time(18)
    if not isinstance(value, list) or len(value) != 2:
        raise CalendarError(f'work_hours: {shown(value)} deveria ser como ["08:00", "18:00"].')
    return read_time(value[0], "work_hours"), read_time(value[1], "work_hours")


def _recesses(data: dict[str, Any]) -> list[Recess]:
    kinds = (
        ("suspensions", RecessEffect.SUSPENDS, "prazos suspensos"),
        ("interruptions", RecessEffect.INTERRUPTS, "prazos interrompidos"),
        ("closed", RecessEffect.CLOSED, "recesso sem expediente"),
    )
    found: list[Recess] = []
    for field, effect, name in kinds:
        found += read_recesses(data.get(field, []), field, effect, name)
    if read_flag(data.get("recesso_cpc220", False), "recesso_cpc220"):
        found.append(RECESSO_FORENSE)
    return found


def _days(data: dict[str, Any]) -> list[SpecialDay]:
    found = [_special_day(each) for each in read_list(data.get("days", []), "days")]
    found += _dated(data, "extra_non_business", "sem expediente", closes=True)
    found += _dated(data, "undecided", "dia a decidir", closes=False)
    if read_flag(data.get("carnaval_corpus_non_business", False), "carnaval_corpus_non_business"):
        found += _closed_by_custom()
    return found


def _dated(data: dict[str, Any], field: str, name: str, *, closes: bool) -> list[SpecialDay]:
    decided = False if closes else None
    kind = DayKind.SUSPENSION if closes else DayKind.PONTO_FACULTATIVO
    days = [read_date(value, field) for value in read_list(data.get(field, []), field)]
    return [SpecialDay(day, name, kind, counts_as_business=decided) for day in days]


@lru_cache(maxsize=1)
def _closed_by_custom() -> tuple[SpecialDay, ...]:
    return tuple(
        SpecialDay(easter(year) + timedelta(offset), name, DayKind.PONTO_FACULTATIVO, counts_as_business=False)
        for year in range(FIRST_YEAR, LAST_YEAR + 1)
        for offset, name in _CLOSED_BY_CUSTOM
    )


def _special_day(data: Any) -> SpecialDay:
    if not isinstance(data, dict):
        raise CalendarError(f"days: {shown(data)} deveria ser um objeto com day, name e kind.")
    refuse_unknown(data, _DAY_FIELDS, "do dia especial")
    return SpecialDay(
        day=read_date(data.get("day"), "day"),
        name=read_text(data.get("name", ""), "name"),
        kind=_kind(data.get("kind", DayKind.MUNICIPAL)),
        counts_as_business=_optional(data, "counts_as_business", read_flag),
        from_time=_optional(data, "from_time", read_time),
        until_time=_optional(data, "until_time", read_time),
        act=read_text(data.get("act", ""), "act"),
        moved_from=_optional(data, "moved_from", read_date),
    )


def _optional(data: dict[str, Any], field: str, read: Callable[[Any, str], Value]) -> Value | None:
    value = data.get(field)
    return None if value is None else read(value, field)


def _kind(value: Any) -> DayKind:
    if value in tuple(DayKind):
        return DayKind(value)
    raise CalendarError(f"kind: não conheço {shown(value)}; use um destes: {', '.join(DayKind)}.")
