"""Venues (locais) and the minutes between them: registered in the chat, or imported as a table."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, catalogues
from models.base import Answer, Question, Refusal, insert_row
from models.catalogues import Catalogue
from models.events import people
from models.events.calendar import forget_travel, venue_of
from models.events.tables import TravelTime, Venue
from models.people import Person
from models.sheets import Column, Sheet, Values
from models.texts import fold

_LONGEST = 24 * 60


def known(session: Session) -> list[tuple[Venue, list[tuple[str, int]]]]:
    """Every venue by name, with the names of those to which the travel is known, and its minutes."""
    venues = {each.id: each for each in session.scalars(select(Venue).order_by(Venue.name))}
    found: dict[int, list[tuple[str, int]]] = {each: [] for each in venues}
    for row in session.scalars(select(TravelTime)):
        found[row.to_id].append((venues[row.from_id].name, row.minutes))
    return [(venue, sorted(found[key])) for key, venue in venues.items()]


def put(
    session: Session, name: str, address: str, near: str, minutes: int | None, *, by: Person | None, now: datetime
) -> Venue:
    """Register a venue or change it; with the minutes from another one, which is made where it is new.

    The first venue of all is that from which people leave.
    """
    if minutes is not None and not 0 < minutes <= _LONGEST:
        raise Refusal(f"minutos: {minutes} não é um tempo de deslocamento.")
    venue = _named(session, name)
    venue.address = address or venue.address
    if near and minutes is not None:
        other = _named(session, near)
        travel = session.get(TravelTime, (other.id, venue.id)) or session.get(TravelTime, (venue.id, other.id))
        if travel is None:
            insert_row(session, TravelTime, from_id=other.id, to_id=venue.id, minutes=minutes)
        else:
            travel.minutes = minutes
    session.flush()
    forget_travel(session)
    audit.write(
        session, "local", by=by, now=now, text=f"local {venue.name}{f', {minutes} min de {near}' if near else ''}"
    )
    return venue


def _named(session: Session, name: str) -> Venue:
    clean = " ".join(name.split()).strip(" ,;:.")
    if not clean:
        raise Question("Qual é o nome do local? Exemplo: UBS Jardim Novo, 20 min do Paço", Answer.TEXT)
    if (found := venue_of(session, clean)) is not None:
        return found
    is_first = not session.scalar(select(func.count()).select_from(Venue))
    values = {"name": clean, "key": fold(clean), "address": "", "is_base": is_first}
    return session.get_one(Venue, insert_row(session, Venue, **values))


def _find(session: Session, row: Values) -> Venue | None:
    return venue_of(session, row["local"])


def _take(session: Session, row: Values, now: datetime) -> Venue:
    return put(session, row["local"], row["endereco"] or "", row["de"] or "", row["minutos"], by=None, now=now)


def _change(session: Session, venue: Venue, row: Values, now: datetime) -> None:
    put(session, venue.name, row["endereco"] or "", row["de"] or "", row["minutos"], by=None, now=now)


def _give(session: Session, found: Sequence[Venue]) -> Iterator[Values]:
    near = {venue.id: minutes for venue, minutes in known(session)}
    for venue in found:
        if not near[venue.id]:
            yield {"local": venue.name, "endereco": venue.address, "de": "", "minutos": None}
        for other, minutes in near[venue.id]:
            yield {"local": venue.name, "endereco": venue.address, "de": other, "minutos": minutes}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Venue,
        one="local",
        many="locais",
        sheet=Sheet(
            (Column("local", is_needed=True), Column("endereco"), Column("de"), Column("minutos", int)),
            _find,
            _take,
            _give,
            _change,
        ),
        may=people.is_desk,
    )
)
