"""Local days of each body (decrees, municipal holidays, recesses), and the calendars they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, and_, false, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments, seals
from models.base import Base, Refusal, insert_row
from models.calendar import RECESSO_FORENSE, Calendar, DayKind, Recess, RecessEffect, SpecialDay
from models.people import Person, Role, standing
from models.texts import fold

OURS = "prefeitura"


class MunicipalDay(Base):
    """One special day by an act of the body. Rows are never deleted: `revoked_at` ends one."""

    __tablename__ = "municipal_days"
    id: Mapped[int] = mapped_column(primary_key=True)
    calendar: Mapped[str] = mapped_column(default=OURS)
    day: Mapped[date]
    name: Mapped[str]
    kind: Mapped[str]
    counts_as_business: Mapped[bool | None]
    from_time: Mapped[time | None]
    until_time: Mapped[time | None]
    act: Mapped[str]
    moved_from: Mapped[date | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoking_act: Mapped[str | None]
    yearly: Mapped[bool] = mapped_column(default=False, server_default=false())
    ends_on: Mapped[date | None]  # of one that repeats: the first of its days that is no more

    @property
    def special(self) -> SpecialDay:
        return SpecialDay(
            day=self.day,
            name=self.name,
            kind=DayKind(self.kind),
            counts_as_business=self.counts_as_business,
            from_time=self.from_time,
            until_time=self.until_time,
            act=self.act,
            moved_from=self.moved_from,
            yearly=self.yearly,
            ends_on=self.ends_on,
        )


class CalendarYear(Base):
    """A year whose own days somebody has confirmed: counts through it are certain."""

    __tablename__ = "calendar_years"
    __table_args__ = (UniqueConstraint("calendar", "year"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    calendar: Mapped[str]
    year: Mapped[int]
    confirmed_at: Mapped[datetime]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


seals.protect(CalendarYear, "o ano confirmado", by="year")
seals.protect(MunicipalDay, "o dia municipal", by="name")


class RecessRow(Base):
    """One recess by an act of the body, both days included."""

    __tablename__ = "recesses"
    id: Mapped[int] = mapped_column(primary_key=True)
    calendar: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    name: Mapped[str]
    effect: Mapped[str]
    act: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoking_act: Mapped[str | None]

    @property
    def recess(self) -> Recess:
        return Recess(self.first, self.last, self.name, RecessEffect(self.effect), act=self.act)


seals.protect(RecessRow, "o recesso", by="name")


@dataclass(frozen=True, slots=True)
class Body:
    """A body with a calendar: its key and name, whether the state's days hold there, a recess by law."""

    key: str
    label: str
    of_state: bool = True
    recesses: tuple[Recess, ...] = ()
    aliases: tuple[str, ...] = ()


BODIES = {
    each.key: each
    for each in (
        Body(OURS, "prefeitura", aliases=("municipio", "executivo")),
        Body("camara", "Câmara", aliases=("camara municipal", "legislativo")),
        Body("tce-sp", "TCE-SP", aliases=("tce", "tribunal de contas")),
        Body("tjsp", "TJSP", recesses=(RECESSO_FORENSE,), aliases=("tj", "tribunal de justica", "justica")),
        Body("federal", "federal", of_state=False, aliases=("uniao", "governo federal")),
    )
}
_KEYS = {fold(name): each.key for each in BODIES.values() for name in (each.key, each.label, *each.aliases)}
_VERSION = select(
    *(
        select(func.count(column)).scalar_subquery()
        for column in (
            MunicipalDay.id,
            MunicipalDay.revoked_at,
            RecessRow.id,
            RecessRow.revoked_at,
            CalendarYear.id,
        )
    )
)
_cached: dict[tuple[str, str], tuple[Any, Calendar]] = {}
_defaults: dict[str, Any] = {"state": "SP"}


def configure(**defaults: Any) -> None:
    """Set state and work hours of the municipality, once, when the house is built."""
    _defaults.update(defaults)
    _cached.clear()


def state() -> str:
    """The sigla of the state in which the municipality lies."""
    return str(_defaults.get("state", ""))


def key_of(name: str) -> str:
    """The key of the calendar with that name; ours where no body has it."""
    return _KEYS.get(fold(name), OURS)


def known(name: str) -> bool:
    return fold(name) in _KEYS


def plain(key: str, state: str) -> Calendar:
    """The calendar of a body where no acts are registered: the days and recesses of the law."""
    body = BODIES[key]
    return Calendar(body.label, state if body.of_state else "", recesses=body.recesses)


def current(session: Session, name: str = OURS) -> Calendar:
    """The calendar by the acts registered so far, cached for each version of them."""
    calendars: dict[str, Calendar] = session.info.setdefault("calendars", {})
    if name not in calendars:
        calendars[name] = _current(session, name)
    return calendars[name]


def _current(session: Session, name: str) -> Calendar:
    version = tuple(session.connection().execute(_VERSION).one())
    key = (str(session.get_bind().engine.url), name)
    if session.info.get("calendar_changed"):  # changes that may be rolled back are not for the shared cache
        return _build(session, name, version)
    if key not in _cached or _cached[key][0] != version:
        _cached[key] = (version, _build(session, name, version))
    return _cached[key][1]


def add(
    session: Session,
    day: date,
    name: str,
    kind: DayKind,
    *,
    act: str,
    by: Person,
    now: datetime,
    calendar: str = OURS,
    **details: Any,
) -> None:
    """Register a special day. Terms already counted are recounted by the caller."""
    require_keeper(session, by, now)
    values = {**_PLAIN, **details}
    if values["yearly"]:
        _end_single_ones(session, day, kind, act=act, by=by, now=now, calendar=calendar)
    insert_row(session, MunicipalDay, day=day, name=name, kind=kind.value, act=act, calendar=calendar,
               **_registered(by, now), **values)  # fmt: skip
    each_year = f" e todo ano, dia {day:%d/%m}" if values["yearly"] else ""
    moved = f", no lugar de {values['moved_from']:%d/%m/%Y}" if values["moved_from"] else ""
    _changed(session, calendar, f"{moments.day_text(day)}{each_year}: {name}{moved} ({act})", by=by, now=now)


_PLAIN = {
    "counts_as_business": False,
    "from_time": None,
    "until_time": None,
    "moved_from": None,
    "yearly": False,
    "ends_on": None,
}


def _end_single_ones(session: Session, first: date, kind: DayKind, **registered: Any) -> None:
    """End the same day registered for single years, as the yearly one replaces them."""
    by, now, act = registered["by"], registered["now"], registered["act"]
    same = _in_force(MunicipalDay, registered["calendar"]).where(MunicipalDay.kind == kind.value)
    for row in session.scalars(same.where(MunicipalDay.day >= first, MunicipalDay.yearly.is_(False))):
        if (row.day.month, row.day.day) == (first.month, first.day) and row.moved_from is None:
            row.revoked_at, row.revoked_by_id, row.revoking_act = now, by.id, act
    session.flush()


def confirm(session: Session, year: int, *, by: Person, now: datetime) -> bool:
    """Confirm that our own days of the year are all registered; False where that was done before."""
    require_keeper(session, by, now)
    if session.scalar(select(CalendarYear.id).where(CalendarYear.calendar == OURS, CalendarYear.year == year)):
        return False
    insert_row(session, CalendarYear, calendar=OURS, year=year, confirmed_at=now, confirmed_by_id=by.id)
    _changed(session, OURS, f"calendário de {year} confirmado", by=by, now=now)
    return True


def add_recess(session: Session, new: Recess, *, by: Person, now: datetime, calendar: str = OURS) -> None:
    """Register a recess; its effect on terms is `new.effect`."""
    require_keeper(session, by, now)
    insert_row(session, RecessRow, first=new.first, last=new.last, name=new.name, effect=new.effect.value, act=new.act,
               calendar=calendar, **_registered(by, now))  # fmt: skip
    days = f"{moments.day_text(new.first)}, a {moments.day_text(new.last)}"
    _changed(session, calendar, f"{new.name}, {days} ({new.act})", by=by, now=now)


def revoke(
    session: Session, day: date, *, act: str, by: Person, now: datetime, calendar: str = OURS
) -> list[SpecialDay | Recess]:
    """End the day or recess (by its first day) registered there; returns what was ended. The rows stay.

    Yearly days end with that day: the years before it keep theirs.
    """
    require_keeper(session, by, now)
    on_day = or_(MunicipalDay.day == day, and_(MunicipalDay.yearly, MunicipalDay.day < day))
    rows: list[MunicipalDay | RecessRow] = [
        *(
            row
            for row in session.scalars(_in_force(MunicipalDay, calendar).where(on_day))
            if (falls := row.special.in_year(day.year)) is not None and falls.day == day
        ),
        *session.scalars(_in_force(RecessRow, calendar).where(RecessRow.first == day)),
    ]
    for row in rows:
        if isinstance(row, MunicipalDay) and row.yearly and row.day < day:
            _keep_until(session, row, day)
        row.revoked_at, row.revoked_by_id, row.revoking_act = now, by.id, act or None
    if not rows:
        raise Refusal(f"Não há dia registrado em {moments.day_text(day)}. Veja os que há com: calendário")
    session.flush()
    by_act = f" ({act})" if act else ""
    _changed(session, calendar, f"revogado {moments.day_text(day)}{by_act}", by=by, now=now)
    return [row.special if isinstance(row, MunicipalDay) else row.recess for row in rows]


def _keep_until(session: Session, row: MunicipalDay, day: date) -> None:
    """End a yearly day by a new row, so that the former state can be read for ever."""
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name != "id"}
    insert_row(session, MunicipalDay, **{**values, "ends_on": day})


def require_keeper(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not change the calendar."""
    if not standing(session, by, now).has(Role.ADMINISTRADOR, Role.CHEFIA):
        raise Refusal("Só o administrador ou a chefia de gabinete muda o calendário.")


def _registered(by: Person, now: datetime) -> dict[str, Any]:
    return {
        "created_at": now,
        "created_by_id": by.id,
        "revoked_at": None,
        "revoked_by_id": None,
        "revoking_act": None,
    }


def _changed(session: Session, calendar: str, text: str, *, by: Person, now: datetime) -> None:
    session.info.pop("calendars", None)
    session.info["calendar_changed"] = True
    whose = "" if calendar == OURS else f"calendário {BODIES[calendar].label}: "
    audit.write(session, "calendario", by=by, now=now, text=whose + text)


def _build(session: Session, name: str, version: Sequence[int]) -> Calendar:
    body = BODIES[name]
    days = [row.special for row in session.scalars(_in_force(MunicipalDay, name))]
    recesses = [row.recess for row in session.scalars(_in_force(RecessRow, name))]
    settings = _defaults if body.of_state else {**_defaults, "state": ""}
    settings = {**settings, "confirmed": _confirmed(session, days)} if name == OURS else settings
    return Calendar(body.label, days=days, recesses=(*body.recesses, *recesses), version=str(sum(version)), **settings)


def _confirmed(session: Session, days: Sequence[SpecialDay]) -> frozenset[int]:
    """The confirmed years, and those with a local day registered for that year alone."""
    said = session.scalars(select(CalendarYear.year).where(CalendarYear.calendar == OURS))
    return frozenset((*said, *(each.day.year for each in days if not each.yearly)))


def _in_force(table: Any, calendar: str) -> Any:
    return select(table).where(table.calendar == calendar, table.revoked_at.is_(None))
