"""The panel in the browser: links that open it once, and the sessions that they open."""

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, ForeignKey, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit
from models.base import Base, Refusal, insert_row
from models.people import Address, Person

CHANNEL = "painel"  # by which its lines come
PLACEHOLDER = "[endereço de uma só vez]"
LINK_VALID_FOR = timedelta(minutes=5)
_TOKEN = re.compile(r"[0-9a-f]{40}")
_places = {"base": ""}
_key = secrets.token_bytes(32)


class Purpose(StrEnum):
    """What a link opens: the panel, the page that sets up a second factor, or the one that asks for it."""

    PANEL = "painel"
    FACTOR = "segundo fator"
    STEP = "confirmação"


_VALID_FOR = {
    Purpose.PANEL: timedelta(hours=8),
    Purpose.FACTOR: timedelta(minutes=20),
    Purpose.STEP: timedelta(minutes=10),
}


class PanelLink(Base):
    """A link to be used once by the person who asked for it, at an address of the chat. `line`: what a step does."""

    __tablename__ = "panel_links"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    purpose: Mapped[str]
    line: Mapped[str]
    salt: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PanelSession(Base):
    """An open session of a browser. It ends with its time, with `sair do painel`, or with the address of the chat."""

    __tablename__ = "panel_sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    purpose: Mapped[str]
    line: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    opened_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


_OF_TOKEN = (  # asked for at every page: to build it costs as much as to ask it
    select(PanelSession, Person)
    .join(Person, Person.id == PanelSession.person_id)
    .join(Address, Address.person_id == Person.id)
    .where(Address.channel == PanelSession.channel, Address.address == PanelSession.address, Address.active)
    .where(PanelSession.token_hash == bindparam("token_hash"), Person.active)
    .where(PanelSession.purpose.in_(bindparam("purposes", expanding=True)), PanelSession.expires_at > bindparam("now"))
)
_OPEN_OF_TOKEN = _OF_TOKEN.where(PanelSession.ended_at.is_(None))


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session just opened; the token in clear exists only here and in the browser."""

    row: PanelSession
    token: str


def configure(secret: str, public_url: str) -> None:
    """Set the secret of the house, and its address on the network, once, when it is built."""
    global _key
    _key = sha256(b"painel:" + secret.encode()).digest() if secret else secrets.token_bytes(32)
    _places["base"] = public_url.rstrip("/")


def require_address() -> None:
    """Raises Refusal where the bot has no address that a browser reaches."""
    if not _places["base"]:
        raise Refusal("O painel ainda não tem endereço público (PUBLIC_URL). Peça ao administrador.")


def open_link(
    session: Session, purpose: Purpose, *, by: Person, channel: str, address: str, now: datetime, line: str = ""
) -> int:
    """The id of a new link; those of the same purpose that the person has not used no longer serve."""
    require_address()
    unused = (PanelLink.person_id == by.id, PanelLink.purpose == purpose, PanelLink.used_at.is_(None))
    session.execute(delete(PanelLink).where(*unused).execution_options(synchronize_session=False))
    salt, values = secrets.token_hex(16), {"person_id": by.id, "channel": channel, "address": address, "line": line}
    until = now + LINK_VALID_FOR
    link_id = insert_row(
        session, PanelLink, **values, purpose=purpose.value, salt=salt, token_hash=salt, expires_at=until, used_at=None
    )
    hashed = _digest(_token_of(link_id, salt))
    session.execute(update(PanelLink).where(PanelLink.id == link_id).values(token_hash=hashed))
    return link_id


def address_of(session: Session, link_id: int) -> str:
    """The address of a link, for display; empty when it no longer serves."""
    row = session.get(PanelLink, link_id)
    return "" if row is None or row.used_at else f"{_places['base']}/painel/{_token_of(row.id, row.salt)}"


def is_open(session: Session, token: str, now: datetime) -> bool:
    """Whether a link can still be used."""
    return session.scalar(select(PanelLink.id).where(*_usable(token, now))) is not None


def use(session: Session, token: str, now: datetime) -> OpenedSession | None:
    """Burn a link and open its session; None for one that does not serve."""
    row = session.scalar(select(PanelLink).where(*_usable(token, now)).with_for_update())
    if row is None:
        return None
    row.used_at = now
    purpose, opened = Purpose(row.purpose), secrets.token_urlsafe(32)
    kept = PanelSession(
        person_id=row.person_id,
        channel=row.channel,
        address=row.address,
        purpose=row.purpose,
        line=row.line,
        token_hash=_digest(opened),
        opened_at=now,
        expires_at=now + _VALID_FOR[purpose],
    )
    session.add(kept)
    session.flush()
    audit.write(session, "painel", by=session.get_one(Person, row.person_id), now=now, text=f"aberto: {purpose}")
    return OpenedSession(kept, opened)


def session_of(
    session: Session, token: str, now: datetime, *purposes: Purpose, ended: bool = False
) -> tuple[PanelSession, Person] | None:
    """The open session of a browser and its person, as long as that person has the address that asked for it.

    `ended`: the session may have ended, but not by its time.
    """
    asked = {"token_hash": _digest(token), "purposes": purposes, "now": now}
    row = session.execute(_OF_TOKEN if ended else _OPEN_OF_TOKEN, asked).first()
    return (row[0], row[1]) if row is not None else None


def leave(session: Session, *, by: Person, now: datetime) -> int:
    """End every session and link of a person; returns how many sessions were open."""
    still = (PanelSession.person_id == by.id, PanelSession.ended_at.is_(None), PanelSession.expires_at > now)
    ended = session.scalars(select(PanelSession).where(*still)).all()
    for row in ended:
        row.ended_at = now
    unused = (PanelLink.person_id == by.id, PanelLink.used_at.is_(None))
    session.execute(delete(PanelLink).where(*unused).execution_options(synchronize_session=False))
    if ended:
        audit.write(session, "painel", by=by, now=now, text="encerrado")
    return len(ended)


def _usable(token: str, now: datetime) -> tuple[ColumnElement[bool], ...]:
    hashed = _digest(token) if _TOKEN.fullmatch(token) else ""
    person = select(Person.id).where(Person.id == PanelLink.person_id, Person.active).exists()
    here = (Address.person_id == PanelLink.person_id, Address.channel == PanelLink.channel)
    bound = select(Address.id).where(*here, Address.address == PanelLink.address, Address.active).exists()
    return PanelLink.token_hash == hashed, PanelLink.used_at.is_(None), PanelLink.expires_at > now, person, bound


def _token_of(link_id: int, salt: str) -> str:
    """160 bits, derived when they are shown."""
    return hmac.new(_key, f"{link_id}:{salt}".encode(), sha256).hexdigest()[:40]


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
