"""The words by which pupils say that they are there: one that lives for some minutes, and one a minute for the wall."""

import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.courses.tables import Aula
from models.events import Event, EventStatus

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what looks alike
_LETTERS, _TOKEN = 6, 24
_MINUTE = 60  # seconds
EARLY, _LATE = timedelta(minutes=15), timedelta(minutes=30)
_base: dict[str, str] = {}


def configure(public_url: str) -> None:
    """Set where the page on the wall is reached; empty: nowhere."""
    _base["url"] = public_url.rstrip("/")


def address(aula: Aula) -> str:
    """The address of the page of an aula; empty where there is none."""
    base = _base.get("url", "")
    return f"{base}/presenca/{aula.roll}" if base and aula.roll else ""


def fresh() -> str:
    """A word nobody can know."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LETTERS))


def secret() -> str:
    """The secret of the page of an aula, which is its address as well."""
    return secrets.token_urlsafe(_TOKEN)


def word_at(roll: str, moment: datetime, *, before: int = 0) -> str:
    """The word of a minute; `before`: of so many minutes earlier."""
    minute = int(moment.timestamp()) // _MINUTE - before
    digest = hmac.digest(roll.encode(), str(minute).encode(), "sha256")
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_LETTERS])


def of_word(session: Session, word: str, now: datetime) -> Aula | None:
    """The aula on whose wall a word stands, or stood in the minute before."""
    said = word.upper()
    for each in _running(session, now):
        if each.roll and said in (word_at(each.roll, now), word_at(each.roll, now, before=1)):
            return each
    return None


def of_roll(session: Session, roll: str, now: datetime) -> Aula | None:
    """The aula of a page, while it is held."""
    found = session.scalar(select(Aula).where(Aula.roll == roll))
    return found if found is not None and is_held(found.event, now) else None


def _running(session: Session, now: datetime) -> list[Aula]:
    is_near = Event.starts_at.between(now - timedelta(hours=12), now + EARLY)
    found = session.scalars(select(Aula).join(Event, Event.id == Aula.event_id).where(Aula.roll.is_not(None), is_near))
    return [each for each in found if is_held(each.event, now)]


def is_held(event: Event, now: datetime) -> bool:
    """Whether an aula is held now, or begins or ended just before."""
    return event.status != EventStatus.CANCELADO and event.starts_at - EARLY <= now <= event.ends_at + _LATE
