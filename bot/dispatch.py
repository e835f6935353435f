"""One request in one transaction: (address, line, button or form) -> identity, permission, effects, reply, audit."""

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
from handlers import conversation, forms, places
from handlers.base import FileIn, Refusal, Reply, Request
from models import inbox, mentions, moments, outbox, undelivered
from models.base import Question, failpoint, take_turn
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
    """The content of one update: the writer's address, and a line (typed or pressed), a form, files or an event.

    `mentions`: words of the text that name people by an address at this door. `origin`: values that the door needs
    again to send the answer. `takes_forms`: the door can show a whole form now. `ignored`: the update is no request;
    `advice` (may be empty) says why, to a person of the house. `place`: the group, topic or channel it was written in
    (empty: in private), called `title`. `in_private`: written where only the bot reads it. `event`: `joined` or
    `removed` (the bot, in that place), `blocked` (by that person). `quotes`: the inbox row whose answer is quoted;
    `quotes_external`: the platform's id of a message of ours that is quoted. `words`: somebody else's, passed on with
    the message; they are never obeyed.
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
    quotes: int = 0
    quotes_external: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class _InboxRow:
    """A row of the inbox, as it is handled."""

    id: int
    source: str
    incoming: Incoming
    now: datetime


def handle(engine: Engine, row_id: int, source: str, incoming: Incoming, now: datetime) -> bool:
    """Handle one inbox row: its effects, its answer and its end commit together. False: another process has it.

    Raises Postponed.
    """
    row = _InboxRow(row_id, source, incoming, now)
    try:
        with moments.read_on(now):
            again(_handle, engine, row)
    except AlreadySettled:
        log.info("inbox row %s is handled by another process", row_id)
        return False
    except (DBAPIError, TimeoutError) as error:
        _postponed(engine, row, error)
    failpoint("after_effect_commit")
    return True


def _handle(engine: Engine, row: _InboxRow) -> None:
    try:
        with _claimed(engine, row, InboxState.IGNORED if row.incoming.ignored else InboxState.DONE) as session:
            _answer(session, row)
            failpoint("before_effect_commit")
    except Refusal as refusal:
        _refused(engine, row, refusal)
    except AlreadySettled:
        raise
    except Exception as error:  # the door must answer whatever happened; the cause goes to the log
        if isinstance(error, SQLAlchemyError) and will_pass(error):
            raise
        _failed(engine, row, error)


@contextmanager
def _claimed(engine: Engine, row: _InboxRow, state: InboxState, error: str | None = None) -> Iterator[Session]:
    """A transaction that ends the row, and holds the lock for changes to the house. Raises AlreadySettled."""
    with transaction(engine, row.source) as session:
        inbox.claim(session, row.id, row.now, state, error)
        take_turn(session)
        yield session


def wrong_fields(engine: Engine, source: str, incoming: Incoming, now: datetime) -> dict[str, str]:
    """The problems of a form, field by field, before it is handed in; nothing is changed."""
    with (
        moments.read_on(now),
        transaction(engine, source) as session,
        session.begin_nested() as untouched,
        suppress(Refusal),
    ):
        person = at_address(session, source, incoming.address)
        wrong = forms.wrong_fields(_request(session, person, source, incoming, now)) if person else {}
        untouched.rollback()
        return wrong
    return {}


def _answer(session: Session, row: _InboxRow) -> None:
    person = _known(session, row)
    reply = _reply_to(session, row, person)
    session.flush()
    if reply is not None:
        _reply(session, row, reply, person)
    if row.incoming.pressed is not None and person is not None:
        _note_press(session, row.incoming.pressed, person, row.now)


def _known(session: Session, row: _InboxRow) -> Person | None:
    """The writer, or None. Writing in private makes the address reachable again."""
    incoming = row.incoming
    if incoming.place or incoming.event not in ("", "joined"):
        return at_address(session, row.source, incoming.address)
    return undelivered.heard_from(session, row.source, incoming.address, now=row.now)


def _reply_to(session: Session, row: _InboxRow, person: Person | None) -> Message | None:
    source, incoming, now = row.source, row.incoming, row.now
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
        quoted=_quoted(session, source, incoming),
        words=clean(incoming.words),
    )


def _quoted(session: Session, source: str, incoming: Incoming) -> str:
    """The number of the record that the quoted message is about; empty where none is quoted."""
    if not incoming.quotes and not incoming.quotes_external:
        return ""
    row, number = incoming.quotes, incoming.quotes_external
    return mentions.said_to(session, source, incoming.address, quotes=row, external_id=number)


def _line_of(session: Session, source: str, address: str, pressed: Pressed) -> str:
    """The line of a pressed button, if its message went to that address. Raises Refusal."""
    row = session.get(outbox.Outbox, pressed.row_id)
    buttons = row.payload.get("buttons", []) if row and (row.channel, row.address) == (source, address) else []
    if not 0 <= pressed.index < len(buttons):
        raise Refusal("Esse botão não vale mais. Escreva o pedido, ou comece pela sua pauta: pauta")
    return str(buttons[pressed.index]["line"])


def _note_press(session: Session, pressed: Pressed, person: Person, now: datetime) -> None:
    """Write under the message which button was pressed, by whom and when, also if it changed nothing."""
    row = session.get_one(outbox.Outbox, pressed.row_id)
    button = row.payload["buttons"][pressed.index]
    changed = bool(session.info.get("audited")) or row.payload.get("form") is not None
    text = f"✓ {button['label']}: {person.name}, {moments.short_text(now)}"
    outbox.note(session, row, str(button["line"]), text, now=now, stays=not changed)


def _reply(session: Session, row: _InboxRow, message: Message, person: Person | None) -> None:
    person_id, address = person.id if person else None, row.incoming.place or row.incoming.address
    where: dict[str, Any] = {"channel": row.source, "address": address, "origin": row.incoming.origin or None}
    outbox.reply(session, inbox_id=row.id, person_id=person_id, message=message, now=row.now, **where)


def _refused(engine: Engine, row: _InboxRow, refusal: Refusal) -> None:
    with _claimed(engine, row, InboxState.REFUSED) as session:
        person = _known(session, row)
        if person is not None:
            conversation.note_refusal(session, person, refusal, row.source, row.incoming.address, row.now)
        asks = isinstance(refusal, Question) and bool(refusal.line)
        answer = Reply(refusal.sentence, refusal.buttons, shows=refusal.shows, asks=asks)
        _reply(session, row, answer, person)


def _postponed(engine: Engine, row: _InboxRow, error: SQLAlchemyError) -> None:
    """Put off a row that the database refused (locked, full, gone). Raises Postponed."""
    log.warning("inbox row %s waits: %s", row.id, type(getattr(error, "orig", error)).__name__, exc_info=error)
    waits, noted = True, False
    try:
        with transaction(engine, row.source) as session:
            waits = inbox.postpone(session, row.id, row.now, type(error).__name__)
            noted = True
    except (OperationalError, TimeoutError):
        waits, noted = True, False  # the row is still pending, as it was
    raise Postponed(BUSY if waits else failure_sentence(_code()), noted=noted, waits=waits) from error


class Postponed(Exception):
    """A request that the database cannot serve now; nothing is lost. The sentence goes to the person past the outbox.

    `noted`: the row says when to try again; else the worker must keep a pause. `waits`: it is to be tried again.
    """

    def __init__(self, sentence: str, *, noted: bool = True, waits: bool = True) -> None:
        super().__init__(sentence)
        self.noted, self.waits = noted, waits


def _failed(engine: Engine, row: _InboxRow, error: Exception) -> None:
    code = _code()
    log.error("failure %s in inbox row %s", code, row.id, exc_info=error)
    with _claimed(engine, row, InboxState.QUARANTINED, f"{code}: {type(error).__name__}") as session:
        person = at_address(session, row.source, row.incoming.address)
        _reply(session, row, Reply(failure_sentence(code)), person)
        for administrator in with_role(session, Role.ADMINISTRADOR):
            text = (
                f"Falha {code} ao tratar a mensagem {row.id}: {type(error).__name__}. "
                "A mensagem está guardada; a causa está no registro do servidor."
            )
            message, key = outbox.Message(text), f"failure:{row.id}:{code}"
            outbox.enqueue(session, key=key, to=administrator, message=message, now=row.now, priority=Priority.URGENT)


def failure_sentence(code: str) -> str:
    return (
        f"Algo falhou do nosso lado e nada foi feito (código {code}). "
        "Sua mensagem está guardada e o administrador foi avisado; tente de novo em alguns minutos."
    )


def _code() -> str:
    return secrets.token_hex(2).upper()
