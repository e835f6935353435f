"""The municipality's own days (decrees of ponto facultativo, local holidays) and the calendar they make."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments
from models.base import Base, Refusal, insert_row
from models.calendar import Calendar, DayKind, SpecialDay
from models.people import Person, Role


class MunicipalDay(Base):
    """One special day by an act of the municipality. Rows are never deleted: `revoked_at` ends one."""

    __tablename__ = "municipal_days"
    id: Mapped[int] = mapped_column(primary_key=True)
    calendar: Mapped[str] = mapped_column(default="prefeitura")
    day: Mapped[date]
    name: Mapped[str]
    kind: Mapped[str]
    counts_as_business: Mapped[bool | None]
    from_time: Mapped[time | None]
    until_time: Mapped[time | None]
    act: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]


_VERSION = select(func.count(MunicipalDay.id), func.max(MunicipalDay.revoked_at))
_cached: dict[tuple[str, str], tuple[Any, Calendar]] = {}
_defaults: dict[str, Any] = {"state": "SP"}


def configure(**defaults: Any) -> None:
    """State and work hours of the municipality, once, when the house is built."""
    _defaults.update(defaults)
    _cached.clear()


def current(session: Session, name: str = "prefeitura") -> Calendar:
    """The calendar as the acts registered so far make it. Built once for each version of the acts."""
    if "calendar" in session.info and name == "prefeitura":
        return session.info["calendar"]  # type: ignore[no-any-return]
    version = tuple(session.connection().execute(_VERSION).one())
    key = (str(session.get_bind().engine.url), name)
    if key not in _cached or _cached[key][0] != version:
        _cached[key] = (version, _build(session, name, version))
    calendar = _cached[key][1]
    if name == "prefeitura":
        session.info["calendar"] = calendar
    return calendar


def add(
    session: Session, day: date, name: str, kind: DayKind, *, act: str, by: Person, now: datetime, **details: Any
) -> None:
    """Register a special day. Terms already counted are the business of whoever recomputes them."""
    if Role(by.role) not in (Role.ADMINISTRADOR, Role.CHEFIA):
        raise Refusal("Só o administrador ou a chefia de gabinete muda o calendário.")
    values = {"counts_as_business": False, "from_time": None, "until_time": None, "calendar": "prefeitura", **details}
    insert_row(
        session,
        MunicipalDay,
        day=day,
        name=name,
        kind=kind.value,
        act=act,
        created_at=now,
        created_by_id=by.id,
        revoked_at=None,
        **values,
    )
    session.info.pop("calendar", None)
    audit.write(session, "calendario", by=by, now=now, text=f"{moments.day_text(day)}: {name} ({act})")


def _build(session: Session, name: str, version: Any) -> Calendar:
    rows = session.scalars(select(MunicipalDay).where(MunicipalDay.calendar == name, MunicipalDay.revoked_at.is_(None)))
    days = [
        SpecialDay(
            day=row.day,
            name=row.name,
            kind=DayKind(row.kind),
            counts_as_business=row.counts_as_business,
            from_time=row.from_time,
            until_time=row.until_time,
            act=row.act,
        )
        for row in rows
    ]
    return Calendar(name, days=days, version=str(version[0]), **_defaults)
