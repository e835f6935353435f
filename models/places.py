"""Groups, topics and channels where the house posts: who registered them, and whether they are open."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, seals
from models.base import Base, Refusal, insert_row, related
from models.people import Person, Role, door_name, standing
from models.texts import clean, clip, fold, listed

_MAY_ADD = (Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA, Role.ADMINISTRADOR)
_MAY_LEAVE = (Role.CHEFIA, Role.ADMINISTRADOR)
_LONGEST_NAME = 60


class Place(Base):
    """One place at one door. `active`: acts may be published there; `name` is unique, as people write it."""

    __tablename__ = "places"
    __table_args__ = (UniqueConstraint("channel", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    name: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)  # the name, folded
    active: Mapped[bool]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]
    added_by: Mapped[Person | None] = related(lazy="joined")


seals.protect(Place, "o lugar", by="name")


def join(session: Session, channel: str, address: str, title: str, *, by: Person | None, now: datetime) -> Place:
    """Register a place that the bot was added to; open for acts only when the adder may do so."""
    may = by is not None and standing(session, by, now).has(*_MAY_ADD)
    place = at(session, channel, address)
    if place is None:
        name = _free_name(session, channel, title)
        values = {"channel": channel, "address": address, "name": name, "key": fold(name)}
        who = {"added_by_id": by.id if by else None, "added_at": now}
        place = session.get_one(Place, insert_row(session, Place, **values, active=may, **who))
    elif may and by is not None:
        place.active, place.added_by, place.added_at = True, by, now
    if may:
        audit.write(session, "lugar", by=by, now=now, text=f"lugar registrado: {place.name} ({door_name(channel)})")
    return place


def gone(session: Session, channel: str, address: str, *, now: datetime) -> Place | None:
    """Mark a place as closed to us; returns it if it was open."""
    place = at(session, channel, address)
    if place is None or not place.active:
        return None
    place.active = False
    audit.write(session, "lugar", by=None, now=now, text=f"lugar perdido: {place.name} ({door_name(channel)})")
    return place


def leave(session: Session, name: str, *, by: Person, now: datetime) -> Place:
    """Give up a place: no act is published there any more. Raises Refusal."""
    if not standing(session, by, now).has(*_MAY_LEAVE):
        raise Refusal("Só a chefia de gabinete ou o administrador tira o bot de um lugar.")
    place = named(session, name)
    if place is None:
        raise unknown(session, name)
    place.active = False
    audit.write(session, "lugar", by=by, now=now, text=f"lugar deixado: {place.name} ({door_name(place.channel)})")
    return place


def at(session: Session, channel: str, address: str) -> Place | None:
    return session.scalar(select(Place).where(Place.channel == channel, Place.address == address))


def named(session: Session, name: str) -> Place | None:
    """The open place of that name, with or without a #; None where there is none."""
    return session.scalar(select(Place).where(Place.key == fold(name.strip().lstrip("#").strip()), Place.active))


def everyone_open(session: Session) -> list[Place]:
    return list(session.scalars(select(Place).where(Place.active).order_by(Place.key)))


def unknown(session: Session, name: str) -> Refusal:
    """The refusal for a name that no open place has."""
    known = [place.name for place in everyone_open(session)]
    choice = (
        f" Conheço: {listed(known[:8])}." if known else " Ainda não estou em nenhum: ponha o bot no grupo primeiro."
    )
    return Refusal(f"Não conheço o lugar {clip(name, 40)}.{choice}")


def move(session: Session, channel: str, old: str, new: str) -> None:
    """Change the address of a group; if the new address was registered meanwhile, close the old place."""
    here = (Place.channel == channel, Place.address == old)
    if at(session, channel, new) is not None:
        session.execute(update(Place).where(*here).values(active=False))
    else:
        session.execute(update(Place).where(*here).values(address=new))


def _free_name(session: Session, channel: str, title: str) -> str:
    """The title, made different from the existing names: `Secretários (Slack)`, `Secretários (Slack) 2`."""
    name = clip(clean(title).replace(",", " ").lstrip("#"), _LONGEST_NAME) or "Grupo"
    taken = set(session.scalars(select(Place.key).where(Place.key.startswith(fold(name), autoescape=True))))
    longer = f"{name} ({door_name(channel)})"
    choices = [name, longer, *(f"{longer} {n}" for n in range(2, len(taken) + 3))]
    return next(each for each in choices if fold(each) not in taken)
