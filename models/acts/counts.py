"""The counts behind the dates of an act, kept with it to be repeated when a decree comes late."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import deadlines
from models.acts.tables import ActDeadline
from models.calendar import Calendar, CalendarError
from models.deadlines import Basis, Due


def counts_of(dates: Mapping[ActDeadline, Due | None]) -> dict[str, Any] | None:
    """The counts behind these dates: rule, memory, basis, and the present result."""
    found = {kind.value: _count_of(due) for kind, due in dates.items() if due and due.basis and due.basis["rule"]}
    return found or None


def replaced(counts: dict[str, Any] | None, dates: Mapping[ActDeadline, Due | None]) -> dict[str, Any] | None:
    """The counts after these dates were given anew; dates that are None keep theirs."""
    kept = {kind: count for kind, count in (counts or {}).items() if dates.get(ActDeadline(kind)) is None}
    return {**kept, **(counts_of(dates) or {})} or None


def recounted(counts: dict[str, Any] | None, dates: Mapping[ActDeadline, Due]) -> dict[str, Any]:
    """The counts of an unchanged act, with the present results."""
    known = counts or {}
    return known | {kind.value: known[kind] | _date(due) for kind, due in dates.items()}


def given_by(count: dict[str, Any]) -> Due:
    """The date the count gave when it was last made."""
    return Due(datetime.fromisoformat(count["at"]), count["date_only"])


def again(session: Session, count: dict[str, Any], calendar: Calendar | None = None) -> Due | None:
    """The result of the same count on the present calendar, or on that one; None where the book lacks the rule."""
    try:
        return deadlines.due_of(session, Basis.from_json(count["basis"]), calendar)
    except CalendarError:
        return None


def as_counted(session: Session, counts: dict[str, Any] | None, kind: ActDeadline, due: Due | None) -> Due | None:
    """A date with the count of the act it is taken from, where that count gives this very date."""
    if due is None or due.basis is not None or kind not in (counts or {}):
        return due
    counted = again(session, (counts or {})[kind])
    return counted if counted is not None and counted.at == due.at else due


def _count_of(due: Due) -> dict[str, Any]:
    return {"rule": due.rule, "memory": list(due.memory), "basis": due.basis} | _date(due)


def _date(due: Due) -> dict[str, Any]:
    return {"at": due.at.isoformat(), "date_only": due.date_only}
