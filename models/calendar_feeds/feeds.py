"""The private address of a person's calendar: one at a time, revocable."""

import secrets
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, Refusal, insert_row, partial_index
from models.calendar_feeds import tokens
from models.people import Person

_places: dict[str, str] = {"base": ""}
_ACTION = "preferencias"
_IN_USE = "revoked_at IS NULL"


class CalendarFeed(Base):
    """The address of a person's calendar. `version`: the entries as last sent, under `etag`, up to which link of the
    history (`as_of`) and on which day (`day`) they were looked at."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (partial_index("ix_calendar_feeds_person", "person_id", where=_IN_USE, unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    salt: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    etag: Mapped[str | None]
    as_of: Mapped[int | None]
    day: Mapped[str | None]


class CalendarEntry(Base):
    """One deadline or event in one feed, as it was last written: its text, and how often it has changed.

    `item`: `prazo-12` or `evento-5`; `record_id`: the record whose deadline or event it is.
    """

    __tablename__ = "calendar_entries"
    __table_args__ = (
        UniqueConstraint("feed_id", "item"),
        Index("ix_calendar_entries_record", "feed_id", "record_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(ForeignKey("calendar_feeds.id", ondelete="CASCADE"))
    item: Mapped[str]
    record_id: Mapped[int] = mapped_column(ForeignKey("records.id"))
    sequence: Mapped[int]
    digest: Mapped[str]
    changed_at: Mapped[datetime]
    text: Mapped[bytes] = mapped_column(LargeBinary)


def configure(secret: str, public_url: str) -> None:
    """Set the secret of the house, and its address on the network, once, when it is built."""
    tokens.configure(secret)
    _places["base"] = public_url.rstrip("/")


def has_address() -> bool:
    """Whether the house has a public address at all."""
    return bool(_places["base"])


def open_feed(session: Session, *, by: Person, now: datetime, anew: bool = False) -> int:
    """The id of the person's feed, made where there is none. `anew`: under another address; the old one ends."""
    known = _in_use(session, by)
    if known is not None and not anew and tokens.digest(tokens.token_of(known.id, known.salt)) == known.token_hash:
        return known.id
    if known is not None:
        _end(session, known, now)
    salt = secrets.token_hex(16)
    values = {"person_id": by.id, "created_at": now, "revoked_at": None, "etag": None, "as_of": None, "day": None}
    feed_id = insert_row(session, CalendarFeed, salt=salt, token_hash=salt, **values)
    hashed = tokens.digest(tokens.token_of(feed_id, salt))
    session.execute(update(CalendarFeed).where(CalendarFeed.id == feed_id).values(token_hash=hashed))
    audit.write(session, _ACTION, by=by, now=now, text="agenda no celular: endereço novo")
    return feed_id


def revoke(session: Session, *, by: Person, now: datetime) -> None:
    """End the address of the person's calendar. Raises Refusal when there is none."""
    if not close(session, by, by=by, now=now):
        raise Refusal("Você não tem agenda no celular ligada. Para ligar: minha agenda no celular")


def close(session: Session, person: Person, *, by: Person, now: datetime) -> bool:
    """End the address of a person's calendar; False where there is none."""
    known = _in_use(session, person)
    if known is None:
        return False
    _end(session, known, now)
    of = "" if by.id == person.id else f" de {person.name}"
    audit.write(session, _ACTION, by=by, now=now, text=f"agenda no celular{of}: desligada")
    return True


def address_of(session: Session, feed_id: int) -> str:
    """The address of a feed, for display; empty when it no longer serves."""
    feed = session.get(CalendarFeed, feed_id)
    if feed is None or feed.revoked_at is not None:
        return ""
    return f"{_places['base']}/ics/{tokens.token_of(feed.id, feed.salt)}.ics"


def by_token(session: Session, token: str) -> CalendarFeed | None:
    """The feed in use whose address ends with that token, of a person still in office."""
    hashed = tokens.digest(token)
    query = select(CalendarFeed).join(Person, Person.id == CalendarFeed.person_id)
    return session.scalar(
        query.where(CalendarFeed.token_hash == hashed, CalendarFeed.revoked_at.is_(None), Person.active)
    )


def _in_use(session: Session, person: Person) -> CalendarFeed | None:
    query = select(CalendarFeed).where(CalendarFeed.person_id == person.id, CalendarFeed.revoked_at.is_(None))
    return session.scalar(query)


def _end(session: Session, feed: CalendarFeed, now: datetime) -> None:
    feed.revoked_at = now
    session.flush()
