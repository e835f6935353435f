"""What only lists of events are narrowed by: a month, and the meetings whose ata is not done."""

import re
from datetime import date, datetime

from sqlalchemy import ColumnElement

from handlers.base import Request
from models import moments
from models.events import AtaStatus, Event, EventStatus
from models.texts import fold

_WITHOUT_ATA = re.compile(r"(?<!\S)sem\s+ata(?!\S)", re.IGNORECASE)
_NAMES = [fold(each) for each in moments.MONTHS]
_NAMED = "|".join((*_NAMES, "março"))
_MONTH = re.compile(rf"(?<!\S)(?:de\s+|em\s+)?({_NAMED})(?:\s+(?:de\s+)?(20\d\d))?(?!\S)", re.IGNORECASE)
_UNFINISHED = (AtaStatus.NONE.value, AtaStatus.MINUTA.value, AtaStatus.EM_APROVACAO.value)
_ANY = tuple(str(each) for each in EventStatus)


def narrowed(request: Request) -> tuple[list[ColumnElement[bool]], str, tuple[str, ...]]:
    """The conditions taken out of a line, how a title says them, and the states they are about."""
    conditions, title, states = list[ColumnElement[bool]](), list[str](), tuple[str, ...]()
    if _WITHOUT_ATA.search(request.text):
        request.text, states = _WITHOUT_ATA.sub(" ", request.text), (EventStatus.REALIZADO.value,)
        conditions.append(Event.ata.in_(_UNFINISHED))
        title.append("sem ata aprovada")
    if month := _MONTH.search(request.text):
        request.text = _MONTH.sub(" ", request.text, count=1)
        number = _NAMES.index(fold(month[1])) + 1
        year = int(month[2]) if month[2] else _year_of(number, request.now)
        conditions += [Event.starts_at >= _start(year, number), Event.starts_at < _start(year, number + 1)]
        title.append(f"em {moments.MONTHS[number - 1]} de {year}")
        states = states or _ANY
    return conditions, ", ".join(title), states


def _year_of(month: int, now: datetime) -> int:
    """The year of the month of that name that is nearest, back or ahead."""
    today = moments.today(now)
    if month > today.month and month - today.month > len(_NAMES) // 2:
        return today.year - 1
    return today.year + (today.month - month > len(_NAMES) // 2)


def _start(year: int, month: int) -> datetime:
    return moments.start_of(date(year + (month - 1) // len(_NAMES), (month - 1) % len(_NAMES) + 1, 1))
