"""(address, line, button or form) -> Reply, in one transaction: identity, permission, refusal, failure, audit."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError
from sqlalchemy.orm import Session

from bot.database import will_pass
from bot.transactions import again, transaction
from handlers import conversation, places
from handlers.base import FileIn, Refusal, Reply, Request
from models import inbox, moments, outbox, undelivered
from models.base import crash_point, take_turn
from models.inbox import AlreadySettled, InboxState
from models.outbox import Message, Priority
from models.people import Person, Role, at_address, with_role
from models.texts import clean

log = logging.getLogger("bot.dispatch")

_MOST_MENTIONS = 200  # each is looked for: a line that names more people by their accounts is too long anyway
STRANGER = "Ainda não conheço você por aqui. Peça um convite ao administrador e escreva: entrar CÓDIGO"
BUSY = "O sistema está ocupado agora. Seu pedido está guardado e será feito assim que possível; não é preciso repetir."


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of one of our messages: the outbox row that carried it, and which of its buttons."""

    row_id: int
    index: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a door made of one update: who wrote, and a line (typed or pressed), a form or files.

    `mentions`: words of the text that name people by an address at this door. `origin`: what the door wants to find
    again when the answer goes out. `takes_forms`: the door can show a whole form now. `ignored`: nothing is done with
    it; `advice` (may be empty) says why to whoever wrote it, if that is a person of the house. `place`: the group,
    topic or channel it was written in (empty: in private), called `title`. `in_private`: written where only the bot
    reads it. `event`: nothing was written, but this happened: `joined` or `removed` (the bot, in that place), `blocked`
    (by that person).
    """

    address: str
    text: str = ""
    form: dict[str, str] = field(default_factory=dict)
    files: tuple[FileIn, ...] = ()
    pressed: Pressed | None = None
    mentions: dict[str, str] = field(default_factory=dict)
    origin: dict[str, Any] = field(default_factory=dict)
    takes_forms: bool = False
    ignored: bool = False
    advice: str = ""
    place: str = ""
    title: str = ""
    event: str = ""
    in_private: bool = True


def handle(engine: Engine, row_id: int, source: str, incoming: Incoming, now: datetime) -> bool:
    """Work off one inbox row: its effects, its answer and its end commit together. False: another process has it.

    Raises Postponed.
    """
    try:
        again(_handle, engine, row_id, source, incoming, now)
    except AlreadySettled:
        log.info("inbox row %s is handled by another process", row_id)
        return False
    except (DBAPIError, TimeoutError) as error:
        _postponed(engine, row_id, source, error, now)
    crash_point("after_effect_commit")
    return True


def _handle(engine: Engine, row_id: int, source: str, incoming: Incoming, now: datetime) -> None:
    try:
        with _claimed(engine, row_id, source, now) as session:
            _answer(session, row_id, source, incoming, now)
            crash_point("before_effect_commit")
    except Refusal as refusal:
        _refused(engine, row_id, source, incoming, refusal, now)
    except AlreadySettled:
        raise
    except Exception as error:  # the door must answer whatever happened; the cause goes to the log
        if isinstance(error, SQLAlchemyError) and will_pass(error):
            raise
        _failed(engine, row_id, source, incoming, error, now)


@contextmanager
def _claimed(engine: Engine, row_id: int, source: str, now: datetime) -> Iterator[Session]:
    """A transaction that alone has the row and may change the house. Raises AlreadySettled."""
    with transaction(engine, source) as session:
        inbox.claim(session, row_id, now)
        take_turn(session)
        yield session


def wrong_fields(engine: Engine, source: str, incoming: Incoming, now: datetime) -> dict[str, str]:
    """What is wrong with a form, field by field, before it is handed in; nothing is changed."""
    with transaction(engine, source) as session, session.begin_nested() as untouched, suppress(Refusal):
        person = at_address(session, source, incoming.address)
        wrong = conversation.wrong_fields(_request(session, person, source, incoming, now)) if person else {}
        untouched.rollback()
        return wrong
    return {}


def _answer(session: Session, row_id: int, source: str, incoming: Incoming, now: datetime) -> None:
    person = _known(session, source, incoming, now)
    reply = _reply_to(session, source, incoming, person, now)
    session.flush()
    if reply is not None:
        _reply(session, row_id, source, incoming, reply, person, now)
    if incoming.pressed is not None and person is not None:
        _note_press(session, incoming.pressed, person, now)
    inbox.settle(session, row_id, InboxState.IGNORED if incoming.ignored else InboxState.DONE)


def _known(session: Session, source: str, incoming: Incoming, now: datetime) -> Person | None:
    """Who wrote; an address somebody writes from in private serves, whatever was known of it."""
    if incoming.place or incoming.event not in ("", "joined"):
        return at_address(session, source, incoming.address)
    return undelivered.heard_from(session, source, incoming.address, now=now)


def _reply_to(
    session: Session, source: str, incoming: Incoming, person: Person | None, now: datetime
) -> Message | None:
    if incoming.ignored:
        return Reply(incoming.advice) if incoming.advice and person is not None else None
    if incoming.event:
        happened = places.Happened(incoming.event, source, incoming.address, incoming.place, incoming.title)
        return places.happened(session, happened, person, now)
    if incoming.place:
        here = places.Here(source, incoming.place, incoming.title)
        return places.written(session, here, now)
    if person is None:
        text = clean(incoming.text)
        return conversation.stranger(session, source, incoming.address, text, now) or Reply(STRANGER)
    return conversation.answer(_request(session, person, source, incoming, now))


def _request(session: Session, person: Person, source: str, incoming: Incoming, now: datetime) -> Request:
    text = incoming.text
    if incoming.pressed is not None:
        text = _line_of(session, source, incoming.address, incoming.pressed)
    form = incoming.form
    for words, address in islice(incoming.mentions.items(), _MOST_MENTIONS):
        named = at_address(session, source, address)
        handle = f"@{named.handle}" if named else words
        text = text.replace(words, handle)
        form = {name: value.replace(words, handle) for name, value in form.items()}
    return Request(
        session,
        person,
        now,
        text=clean(text),
        channel=source,
        address=incoming.address,
        form={name: clean(str(value)) for name, value in form.items()},
        files=incoming.files,
        takes_forms=incoming.takes_forms,
        in_private=incoming.in_private and not incoming.place,
    )


def _line_of(session: Session, source: str, address: str, pressed: Pressed) -> str:
    """The line behind a button: of a message that went to whoever presses it, whatever the client claims."""
    row = session.get(outbox.Outbox, pressed.row_id)
    buttons = row.payload.get("buttons", []) if row and (row.channel, row.address) == (source, address) else []
    if not 0 <= pressed.index < len(buttons):
        raise Refusal("Esse botão não vale mais. Escreva o pedido, ou comece pela sua pauta: pauta")
    return str(buttons[pressed.index]["line"])


def _note_press(session: Session, pressed: Pressed, person: Person, now: datetime) -> None:
    """Under the message: which button was pressed, by whom and when. One that changed nothing can be pressed again."""
    row = session.get_one(outbox.Outbox, pressed.row_id)
    button = row.payload["buttons"][pressed.index]
    changed = bool(session.info.get("audited")) or row.payload.get("form") is not None
    text = f"✓ {button['label']}: {person.name}, {moments.stamp_text(now)}"
    outbox.note(session, row, str(button["line"]), text, now=now, stays=not changed)


def _reply(
    session: Session,
    row_id: int,
    source: str,
    incoming: Incoming,
    message: Message,
    person: Person | None,
    now: datetime,
) -> None:
    outbox.reply(
        session,
        inbox_id=row_id,
        person_id=person.id if person else None,
        channel=source,
        address=incoming.place or incoming.address,
        message=message,
        now=now,
        origin=incoming.origin or None,
    )


def _refused(engine: Engine, row_id: int, source: str, incoming: Incoming, refusal: Refusal, now: datetime) -> None:
    with _claimed(engine, row_id, source, now) as session:
        person = _known(session, source, incoming, now)
        if person is not None:
            conversation.note_refusal(session, person, refusal, source, incoming.address, now)
        answer = Reply(refusal.sentence, refusal.buttons, shows=refusal.shows)
        _reply(session, row_id, source, incoming, answer, person, now)
        inbox.settle(session, row_id, InboxState.REFUSED)


def _postponed(engine: Engine, row_id: int, source: str, error: SQLAlchemyError, now: datetime) -> None:
    """The database refused (locked, full, gone): the row waits for its next turn, and the person is told."""
    log.warning("inbox row %s waits: %s", row_id, type(getattr(error, "orig", error)).__name__, exc_info=error)
    waits, noted = True, False
    try:
        with transaction(engine, source) as session:
            waits = inbox.postpone(session, row_id, now, type(error).__name__)
            noted = True
    except (OperationalError, TimeoutError):
        waits, noted = True, False  # the row stands as it was, still pending
    raise Postponed(BUSY if waits else failure_sentence(_code()), noted=noted, waits=waits) from error


class Postponed(Exception):
    """Nothing was done yet and nothing is lost; the sentence goes straight to the person, past the outbox.

    `noted`: the row knows when its next turn is; else whoever works off the inbox must keep the pause. `waits`: it has
    one.
    """

    def __init__(self, sentence: str, *, noted: bool = True, waits: bool = True) -> None:
        super().__init__(sentence)
        self.noted, self.waits = noted, waits


def _failed(engine: Engine, row_id: int, source: str, incoming: Incoming, error: Exception, now: datetime) -> None:
    code = _code()
    log.error("failure %s in inbox row %s", code, row_id, exc_info=error)
    with _claimed(engine, row_id, source, now) as session:
        person = at_address(session, source, incoming.address)
        _reply(session, row_id, source, incoming, Reply(failure_sentence(code)), person, now)
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
