"""(address, line, button or form) -> Reply, in one transaction: identity, permission, refusal, failure, audit."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from handlers import conversation
from handlers.base import FileIn, Refusal, Reply, Request
from models import inbox, outbox
from models.base import crash_point
from models.inbox import InboxState
from models.outbox import Priority
from models.people import Person, Role, at_address, with_role
from models.texts import clean

log = logging.getLogger("bot.dispatch")

STRANGER = "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"
BUSY = "O sistema está ocupado agora. Seu pedido está guardado e será feito assim que possível; não é preciso repetir."


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a door made of one update: who wrote, and a line (typed or pressed), a form or files."""

    address: str
    text: str = ""
    form: dict[str, str] = field(default_factory=dict)
    files: tuple[FileIn, ...] = ()


@contextmanager
def transaction(engine: Engine, channel: str = "sistema") -> Iterator[Session]:
    """One session, one transaction: committed at the end, rolled back by any exception."""
    with Session(engine, expire_on_commit=False, autoflush=True) as session, session.begin():
        session.info["channel"] = channel
        yield session


def handle(engine: Engine, row_id: int, source: str, incoming: Incoming, now: datetime) -> None:
    """Work off one inbox row: its effects, its answer and its end commit together."""
    try:
        with transaction(engine, source) as session:
            _answer(session, row_id, source, incoming, now)
            crash_point("before_effect_commit")
    except Refusal as refusal:
        _refused(engine, row_id, source, incoming, refusal, now)
    except OperationalError as error:
        _postponed(engine, row_id, source, error, now)
    except Exception as error:  # the door must answer whatever happened; the cause goes to the log
        _failed(engine, row_id, source, incoming, error, now)
    crash_point("after_effect_commit")


def _answer(session: Session, row_id: int, source: str, incoming: Incoming, now: datetime) -> None:
    person = at_address(session, source, incoming.address)
    text = clean(incoming.text)
    if person is None:
        reply = conversation.stranger(session, source, incoming.address, text, now) or Reply(STRANGER)
    else:
        request = Request(
            session,
            person,
            now,
            text=text,
            channel=source,
            address=incoming.address,
            form={name: clean(str(value)) for name, value in incoming.form.items()},
            files=incoming.files,
        )
        reply = conversation.answer(request)
    session.flush()
    _reply(session, row_id, source, incoming, reply.payload(), person, now)
    inbox.settle(session, row_id, InboxState.DONE)


def _reply(
    session: Session,
    row_id: int,
    source: str,
    incoming: Incoming,
    payload: dict[str, Any],
    person: Person | None,
    now: datetime,
) -> None:
    outbox.reply(
        session,
        inbox_id=row_id,
        person_id=person.id if person else None,
        channel=source,
        address=incoming.address,
        payload=payload,
        now=now,
    )


def _refused(engine: Engine, row_id: int, source: str, incoming: Incoming, refusal: Refusal, now: datetime) -> None:
    with transaction(engine, source) as session:
        person = at_address(session, source, incoming.address)
        if person is not None:
            conversation.note_refusal(session, person, refusal, now)
        _reply(session, row_id, source, incoming, Reply(refusal.sentence, refusal.buttons).payload(), person, now)
        inbox.settle(session, row_id, InboxState.REFUSED)


def _postponed(engine: Engine, row_id: int, source: str, error: OperationalError, now: datetime) -> None:
    """The database refused (locked, full, gone): the row waits for its next turn, and the person is told."""
    log.warning("inbox row %s waits: %s", row_id, type(error.orig).__name__)
    try:
        with transaction(engine, source) as session:
            waits = inbox.postpone(session, row_id, now, type(error).__name__)
    except OperationalError:
        waits = True  # the row stands as it was, still pending
    raise Postponed(BUSY if waits else failure_sentence(_code())) from error


class Postponed(Exception):
    """Nothing was done yet and nothing is lost; the sentence goes straight to the person, past the outbox."""


def _failed(engine: Engine, row_id: int, source: str, incoming: Incoming, error: Exception, now: datetime) -> None:
    code = _code()
    log.error("failure %s in inbox row %s", code, row_id, exc_info=error)
    with transaction(engine, source) as session:
        person = at_address(session, source, incoming.address)
        payload = Reply(failure_sentence(code)).payload()
        _reply(session, row_id, source, incoming, payload, person, now)
        inbox.settle(session, row_id, InboxState.QUARANTINED, f"{code}: {type(error).__name__}")
        for administrator in with_role(session, Role.ADMINISTRADOR):
            text = (
                f"Falha {code} ao tratar a mensagem {row_id}: {type(error).__name__}. "
                "A mensagem está guardada; a causa está no registro do servidor."
            )
            outbox.enqueue(
                session,
                key=f"failure:{row_id}:{code}",
                to=administrator,
                message=outbox.Message(text),
                now=now,
                priority=Priority.URGENT,
            )


def failure_sentence(code: str) -> str:
    return (
        f"Algo falhou do nosso lado e nada foi feito (código {code}). "
        "Sua mensagem está guardada e o administrador foi avisado; tente de novo em alguns minutos."
    )


def _code() -> str:
    return secrets.token_hex(2).upper()
