"""The legal date of a demand, with its other readings, and the internal terms that stop short of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from math import ceil
from typing import Any

from sqlalchemy.orm import Session

from models import deadlines, moments, municipal_days, rule_book
from models.authorities import Profile
from models.base import Refusal
from models.calendar import CalendarError
from models.counting import amount, rule_from_json
from models.deadlines import Basis, Due
from models.demands.profiles import Handling, handling
from models.demands.tables import LEGAL, Demand

UNITS, DRAFT, SIGNATURE = 5, 3, 1  # business days before the legal date
_SHORT = 8  # business days in all, below which the órgãos have a third of them
_HOURS = "horas"
_OWN_LENGTH = (Profile.MANDADO_SEGURANCA,)  # the law says so many days, whatever the paper repeats
_PRINTED = "data impressa no documento"


@dataclass(frozen=True, slots=True)
class Readings:
    """The dates of a demand. `due`: the one that holds and that the reminders follow, the earliest in doubt;
    `by_rule`: what the rule alone would give; `other`: the other reading; `why`: of what the other one is.
    """

    due: Due | None = None
    length: str = ""  # of the term, as people say it
    by_rule: Due | None = None
    other: Due | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class InternalTerms:
    """The internal dates: for what the órgãos send, for the draft, for the signature."""

    units: Due
    draft: date | None = None
    signature: date | None = None


def readings(session: Session, demand: Demand) -> Readings:
    """The dates of a demand by what it says, or by the rule of its profile. Raises Refusal where none can be told."""
    how = handling(demand.profile)
    try:
        return _readings(session, demand, how)
    except CalendarError as error:
        raise Refusal(str(error)) from error


def event(demand: Demand) -> date | datetime:
    """What the term runs from: the publication, else the receipt, with its hour where it has one."""
    expediente = demand.expediente
    if demand.published_on is not None:
        return demand.published_on
    if expediente.recebido_as is not None and demand.unit == _HOURS:
        return moments.local(moments.at(expediente.recebido_em, expediente.recebido_as))
    return expediente.recebido_em


def item_term(session: Session, demand: Demand, term: date | tuple[int, str]) -> Due:
    """The date that a paper gives to one item alone: printed, or counted from the same event as the whole."""
    if isinstance(term, date):
        return _end_of(session, term)
    n, unit = term
    rule = {"unit": unit, "n": n, "start_rule": "exclui_inicio", "roll": "proximo_util"}
    try:
        return deadlines.due_of(session, Basis(rule, event(demand), handling(demand.profile).calendar))
    except CalendarError as error:
        raise Refusal(str(error)) from error


def internal_terms(session: Session, legal: datetime | None, days: int, now: datetime) -> InternalTerms | None:
    """The internal dates before a legal one; without one, `days` business days for the órgãos, or none at all."""
    calendar, today = municipal_days.current(session), moments.today(now)
    if legal is None:
        return InternalTerms(_business_days(session, today, days)) if days else None
    last = moments.local(legal).date()
    left = calendar.business_days_between(today, last)
    if left >= _SHORT:
        steps = [calendar.add_business_days(last, -n) for n in (UNITS, DRAFT, SIGNATURE)]
        return InternalTerms(_business_days(session, last, -UNITS), steps[1], steps[2])
    third = max(ceil(left / 3), 1)
    is_beyond = calendar.add_business_days(today, third) > last
    return InternalTerms(_end_of(session, max(last, today)) if is_beyond else _business_days(session, today, third))


def legal_of(session: Session, record_id: int) -> deadlines.Deadline | None:
    """The open legal deadline of an expediente."""
    return next((each for each in deadlines.open_of(session, record_id) if each.kind == LEGAL), None)


def _business_days(session: Session, start: date, n: int) -> Due:
    """A term in business days, which a late decree counts again."""
    length = {"unit": "dias_uteis", "n": n, "start_rule": "exclui_inicio", "roll": "nenhum"}
    return deadlines.due_of(session, Basis(length, start))


def _readings(session: Session, demand: Demand, how: Handling) -> Readings:
    rule = _rule(demand, how)
    printed = demand.printed_on
    if rule is None:
        return Readings(_end_of(session, printed), _PRINTED) if printed else Readings()
    start = event(demand)
    if demand.unit == _HOURS and not isinstance(start, datetime):
        return _without_hour(session, rule, start, how)
    counted = deadlines.due_of(session, Basis(rule, start, how.calendar))
    length = _length(session, rule)
    if printed is not None:
        holds = deadlines.due_of(session, Basis(rule, start, how.calendar, printed=printed))
        return Readings(holds, length, by_rule=counted)
    if other := _other(session, demand, rule, start, how):
        due, why = other
        first, second = sorted((counted, due), key=lambda each: each.at)
        return Readings(first, length, by_rule=counted, other=second, why=why)
    return Readings(counted, length)


def _rule(demand: Demand, how: Handling) -> str | dict[str, Any] | None:
    """The term written in the paper, else the rule of the profile, where it gives a length."""
    if demand.days and Profile(demand.profile) not in _OWN_LENGTH:
        roll = "nenhum" if demand.unit == _HOURS else "proximo_util"
        unit = demand.unit or "dias_corridos"
        return {"unit": unit, "n": demand.days, "start_rule": "exclui_inicio", "roll": roll}
    return how.rule or None


def _other(
    session: Session, demand: Demand, rule: str | dict[str, Any], start: date | datetime, how: Handling
) -> tuple[Due, str] | None:
    """The other reading of a term, and what it is."""
    if demand.profile == Profile.MANDADO_SEGURANCA:
        n = rule_book.rule(session, how.rule).n or 0
        plain = {"unit": "dias_corridos", "n": n, "start_rule": "exclui_inicio", "roll": "proximo_util"}
        return deadlines.due_of(session, Basis(plain, start)), "em dias corridos"
    if demand.profile == Profile.TCE and not isinstance(start, datetime):
        calendar = municipal_days.current(session, how.calendar)
        published = calendar.add_business_days(start, 1)
        return deadlines.due_of(
            session, Basis(rule, published, how.calendar)
        ), f"se {start:%d/%m} for a disponibilização"
    return None


def _without_hour(session: Session, rule: str | dict[str, Any], day: date, how: Handling) -> Readings:
    """A term in hours from a receipt without its hour: both ends, the first of them in force."""
    both = [moments.local(moments.at(day, hour)) for hour in (time(), time(23, 59))]
    first, last = (deadlines.due_of(session, Basis(rule, each, how.calendar)) for each in both)
    return Readings(first, _length(session, rule), other=last, why="se chegou no fim do dia")


def _length(session: Session, rule: str | dict[str, Any]) -> str:
    """`15 dias corridos`"""
    return amount(rule_book.rule(session, rule) if isinstance(rule, str) else rule_from_json(rule))


def _end_of(session: Session, day: date) -> Due:
    return Due(moments.at(day, municipal_days.current(session).work_day_end(day)), date_only=True, rule=None)


def granted_until(session: Session, deadline: deadlines.Deadline, day: date) -> Due:
    """The date that an authority wrote when it gave more time: it prevails over every count."""
    if deadline.basis is None:
        return replace(_end_of(session, day), rule=_PRINTED)
    basis = replace(Basis.from_json(deadline.basis), printed=day, then=())
    try:
        return deadlines.due_of(session, basis)
    except CalendarError as error:
        raise Refusal(str(error)) from error
