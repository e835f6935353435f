"""The last contact with Telegram, which keeps received messages for a day and drops older ones."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.telegram.ingest import NAME
from models import doors, outbox
from models.moments import short_text
from models.outbox import Message, Push
from models.people import Address, Person

KEPT = timedelta(hours=24)


def note_contact(session: Session, now: datetime) -> None:
    """Note that we are in contact now; after a silence longer than Telegram keeps messages, notify people once."""
    last = doors.known(session, NAME).heard_at
    if last is not None and now - last > KEPT:
        _tell(session, last, now)
    doors.heard(session, NAME, now)


def _tell(session: Session, last: datetime, now: datetime) -> None:
    text = (
        "Fiquei sem contato com o Telegram por mais de 24 horas. O que você escreveu por lá entre "
        f"{short_text(last)} e {short_text(now - KEPT)} pode ter se perdido; se não teve resposta, escreva de novo."
    )
    bound = select(Address.person_id).join(Person, Person.id == Address.person_id)
    ids = session.scalars(bound.where(Address.channel == NAME, Address.active, Person.active).distinct())
    key = f"silence:{NAME}:{last.isoformat()}"
    outbox.enqueue_all(session, [Push(f"{key}:{person}", person, Message(text)) for person in ids], now=now)
