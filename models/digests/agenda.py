"""The deadlines of many people, read at once and sorted into the sections of a digest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from sqlalchemy import ColumnElement, Row, Select, bindparam, literal, null, or_, select
from sqlalchemy.orm import Session

from models import moments, subjects
from models.calendar import Calendar
from models.deadlines import IS_OPEN, Deadline
from models.digests.briefings import Read, named_as
from models.records import AccessLevel, Readership, Record
from models.subjects import STOPPED_AFTER, Stays

SOON = 3  # dias úteis
_KEPT = 50
LISTED = 5  # entries of a section that are kept; the others are only counted


class Section(StrEnum):
    """The sections of a digest."""

    TODAY = "today"
    OVERDUE = "overdue"
    SOON = "soon"
    CIENCIA = "ciencia"
    STOPPED = "stopped"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class AgendaOwner:
    """The owner of an agenda: the person (and the holders replaced), the órgãos led; `oversees`: may see restritos.

    `left`, `vacant`: the people who left and the órgãos without anybody, by name, whose deadlines come to this person.
    """

    key: int
    person_ids: frozenset[int]
    orgao_ids: frozenset[int]
    oversees: bool = False
    left: Mapping[int, str] = field(default_factory=dict, hash=False)
    vacant: Mapping[int, str] = field(default_factory=dict, hash=False)

    def instead_of(self, person_id: int | None, orgao_id: int | None) -> str:
        """The name of the person or órgão that a deadline was meant for; empty where it is this person's own."""
        return self.left.get(person_id or 0, "") if person_id else self.vacant.get(orgao_id or 0, "")


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One line. `at`: the due date; for what stands still, since when. `runs_for`: the other Power, if any.

    `deadline_id`: none where a record stands still. `instead_of`: who left it to the reader. `given`: the day it was
    made known.
    """

    kind: str
    code: str
    title: str
    at: datetime
    date_only: bool
    runs_for: str | None = None
    deadline_id: int | None = None
    instead_of: str = ""
    given: date = date.min

    @property
    def name(self) -> str:
        """How a briefing names it; empty for what stands still."""
        return named_as(self.deadline_id, self.at) if self.deadline_id is not None else ""


@dataclass(slots=True)
class SectionEntries:
    """A section: the number of its entries, and the first of them."""

    count: int = 0
    first: list[AgendaEntry] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)  # of as many as a briefing keeps, of what is not for a day


@dataclass(slots=True)
class Agenda:
    """The sections of one person, each with its number of entries and the first ones."""

    parts: dict[Section, SectionEntries] = field(default_factory=dict)

    def add(self, section: Section, row: Row[*tuple[object, ...]], instead_of: str = "") -> None:
        part = self.parts.setdefault(section, SectionEntries())
        part.count += 1
        if section not in (Section.TODAY, Section.SOON) and len(part.codes) < _KEPT:
            part.codes.append(f"{row.code} {row.kind}")
        if len(part.first) < LISTED:
            what = (row.kind, row.code, row.title, row.due_at, row.date_only, row.runs_for, row.deadline_id)
            part.first.append(AgendaEntry(*what, instead_of, moments.today(row.opened_at)))

    @property
    def is_empty(self) -> bool:
        return not self.parts

    @property
    def standing(self) -> list[str]:
        """What is late, waits or stands still: said on one day, it is no news on the next."""
        return [code for part in self.parts.values() for code in part.codes]

    def is_news_after(self, digest: Read | None, horizon: "Horizon") -> bool:
        """Whether it holds something for the day itself, or late, or to come, that the last digest did not say.

        What is late is said again every other work day. What is to come was said when it was given, a day ago or less.
        """
        standing, said = self.standing, digest.named if digest else frozenset()
        if Section.TODAY in self.parts or not said.issuperset(standing):
            return True
        if standing and digest is not None and digest.day < horizon.day_before:
            return True
        to_come = self.parts.get(Section.SOON, SectionEntries()).first
        return any(each.name not in said and (each.given < horizon.day_before or each.instead_of) for each in to_come)

    @property
    def named(self) -> list[str]:
        """The deadlines that its lines name."""
        return [entry.name for part in self.parts.values() for entry in part.first if entry.name]


@dataclass(frozen=True, slots=True)
class Horizon:
    """The bounds of overdue, today and soon. `soon`: the last day that is soon; `day_before`: the work day before."""

    now: datetime
    day_before: date
    tomorrow: datetime
    soon: date
    soon_ends: datetime
    stopped_before: datetime

    def section(self, kind: str, due_at: datetime, runs_for: str | None) -> Section:
        if kind == Section.STOPPED:
            return Section.STOPPED
        if runs_for:
            return Section.EXTERNAL
        if subjects.deadline_kind(kind).by_ciencia:
            return Section.CIENCIA
        if due_at < self.now:
            return Section.OVERDUE
        return Section.TODAY if due_at < self.tomorrow else Section.SOON


def horizon_of(now: datetime, calendar: Calendar, *, soon: date | None = None) -> Horizon:
    """The bounds at this moment. `soon`: the last day shown, by default the third dia útil after today."""
    today = moments.today(now)
    last = soon or calendar.add_business_days(today, SOON)
    return Horizon(
        now=now,
        day_before=calendar.add_business_days(today, -1),
        tomorrow=moments.start_of(moments.days_after(today, 1)),
        soon=last,
        soon_ends=moments.start_of(moments.days_after(last, 1)),
        stopped_before=moments.start_of(calendar.add_business_days(today, -STOPPED_AFTER)),
    )


_RECORD = (Record.id.label("record_id"), Record.code, Record.title, Record.access_level)
_WHAT = (
    Deadline.id.label("deadline_id"),
    Deadline.person_id,
    Deadline.orgao_id,
    Deadline.kind,
    Deadline.due_at,
    Deadline.date_only,
    Deadline.opened_at,
    Deadline.runs_for,
    *_RECORD,
)


def _of(owner: ColumnElement[bool]) -> Select[*tuple[object, ...]]:
    return (
        select(*_WHAT)
        .join(Record, Record.id == Deadline.record_id)
        .where(owner, IS_OPEN)
        .where(or_(Deadline.due_at < bindparam("horizon"), Deadline.kind.in_(bindparam("by_ciencia", expanding=True))))
    )


_OF_PEOPLE = _of(Deadline.person_id.in_(bindparam("ids", expanding=True)))
_OF_ORGAOS = _of(Deadline.orgao_id.in_(bindparam("ids", expanding=True)))


@lru_cache
def _stopped(stays: Stays) -> Select[*tuple[object, ...]]:
    """A query of the records that stand still with these órgãos."""
    return (
        select(
            null().label("deadline_id"),
            null().label("person_id"),
            stays.orgao_id.label("orgao_id"),
            literal(Section.STOPPED.value).label("kind"),
            stays.since.label("due_at"),
            literal(True).label("date_only"),
            stays.since.label("opened_at"),
            null().label("runs_for"),
            *_RECORD,
        )
        .join(Record, Record.id == stays.record_id)
        .where(stays.orgao_id.in_(bindparam("ids", expanding=True)), stays.is_open)
        .where(stays.since < bindparam("stopped_before"), Record.status.in_(stays.active))
    )


def agendas(session: Session, whose: Sequence[AgendaOwner], horizon: Horizon) -> dict[int, Agenda]:
    """The agenda of each owner by its key, without the records that the owner may not see."""
    rows = sorted(_rows(session, whose, horizon), key=lambda row: (row.due_at, row.deadline_id or 0))
    closed = {row.record_id for row in rows if row.access_level != AccessLevel.PUBLICO}
    readership = Readership(session, closed)
    by_person = _index((each, each.person_ids.union(each.left)) for each in whose)
    by_orgao = _index((each, each.orgao_ids.union(each.vacant)) for each in whose)
    found = {each.key: Agenda() for each in whose}
    for row in rows:
        owners = by_orgao.get(row.orgao_id, ()) if row.person_id is None else by_person.get(row.person_id, ())
        for owner in owners:
            if readership.includes(
                row.record_id, row.access_level, owner.person_ids, owner.orgao_ids, oversees=owner.oversees
            ):
                section = horizon.section(row.kind, row.due_at, row.runs_for)
                found[owner.key].add(section, row, owner.instead_of(row.person_id, row.orgao_id))
    return found


def _rows(session: Session, whose: Iterable[AgendaOwner], horizon: Horizon) -> Iterator[Row[*tuple[object, ...]]]:
    people = {person_id for each in whose for person_id in each.person_ids.union(each.left)}
    orgaos = {orgao_id for each in whose for orgao_id in each.orgao_ids.union(each.vacant)}
    values = {
        "horizon": horizon.soon_ends,
        "by_ciencia": subjects.kinds_by_ciencia(),
        "stopped_before": horizon.stopped_before,
    }
    stopped = [(_stopped(stays), orgaos) for stays in subjects.stays()]
    for query, ids in ((_OF_PEOPLE, people), (_OF_ORGAOS, orgaos), *stopped):
        if ids:
            yield from session.connection().execute(query, {"ids": list(ids), **values})


def _index(pairs: Iterable[tuple[AgendaOwner, frozenset[int]]]) -> dict[int, list[AgendaOwner]]:
    index: dict[int, list[AgendaOwner]] = {}
    for owner, ids in pairs:
        for each in ids:
            index.setdefault(each, []).append(owner)
    return index
