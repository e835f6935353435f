"""Warnings by e-mail: a second way to who administers, for what the chat cannot say while it or the database fails.

What the bot tells administrators in the chat goes out by mail too. Nothing waits for a mail, and none is sent without
WARN_BY_EMAIL.
"""

import asyncio
import logging
import smtplib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import Engine, func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from bot.causes import cause_in
from bot.hub import Hub
from bot.settings import Settings
from bot.transactions import transaction
from models.doors import DoorState
from models.outbox import Outbox
from models.people import Person, Role

log = logging.getLogger("bot.mail")
EVERY = 10.0  # seconds between two looks
TIMEOUT = 10.0  # seconds that a server may take for each answer
_LONGEST_PAUSE = timedelta(minutes=10)  # between two attempts at a server that does not answer
_WORTH_TELLING = timedelta(minutes=1)  # of an outage of the database
_MOST_WAITING = 50
_WARNINGS = ("watch:", "auditor:", "door_open:", "aside:", "failure:", "altered:", "anchor:", "document")  # keys


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to one address, or to several with commas between them."""

    to: str
    subject: str
    text: str


class Postman:
    """Mails what is told to administrators, what shuts a door, and an outage of the database while it lasts."""

    def __init__(self, hub: Hub) -> None:
        self._app, self._hub = hub.app, hub
        self._last: int | None = None  # the outbox row up to which all is mailed
        self._failing_since: datetime | None = None
        self._said: set[str] = set()  # what is still so, and has been said
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        self._next_try = datetime.min.replace(tzinfo=self._app.clock().tzinfo)
        self._pause = timedelta(0)

    async def run(self) -> None:
        """Look and send until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(EVERY)

    async def look(self) -> None:
        """Gather what is new, and send all that waits in one message."""
        now = self._app.clock()
        try:
            self._take(await self._hub.run(_news, self._app.engine, self._last))
            self._failing_since = None
            self._said.discard("database")
        except SQLAlchemyError as error:
            self._failing_since = self._failing_since or now
            if now - self._failing_since >= _WORTH_TELLING:
                cause = cause_in(error)
                why = cause.sentence if cause else "veja o registro do servidor"
                self._once("database", f"O banco de dados não grava: {why}.")
        if self._waiting and now >= self._next_try:
            await self._send(now)

    def _once(self, what: str, text: str) -> None:
        if what not in self._said:
            self._said.add(what)
            self._waiting.append(text)

    def _take(self, news: "_News") -> None:
        """Let what is new wait for its letter."""
        self._last = news.last
        self._waiting += news.told
        shut = {f"door:{name}": (name, why) for name, why in news.shut}
        self._said = {each for each in self._said if not each.startswith("door:") or each in shut}
        for what, (name, why) in shut.items():
            self._once(what, f"A porta {name} não aceita mais a chave do bot ({why}). Ponha uma chave nova.")

    async def _send(self, now: datetime) -> None:
        texts = list(self._waiting)
        try:
            await asyncio.to_thread(send, self._app.settings, texts)
        except (OSError, smtplib.SMTPException) as error:
            self._pause = min(max(2 * self._pause, timedelta(seconds=EVERY)), _LONGEST_PAUSE)
            log.warning("the mail server takes no message: %s", type(error).__name__)
        else:
            self._pause = timedelta(0)
            for _ in texts:
                self._waiting.popleft()
        self._next_try = now + self._pause


@dataclass(frozen=True, slots=True)
class _News:
    """The last row of the outbox, the texts told to administrators since a former one, and the doors that are shut."""

    last: int
    told: list[str]
    shut: list[tuple[str, str]]


_SHUT = select(DoorState.name, DoorState.reason).where(DoorState.reason != "")
_TOLD = (
    select(Outbox.id, Outbox.payload)
    .join(Person, Person.id == Outbox.person_id)
    .where(Person.role == Role.ADMINISTRADOR.value, or_(*(Outbox.key.startswith(each) for each in _WARNINGS)))
    .order_by(Outbox.id)
)


def _news(engine: Engine, after: int | None) -> _News:
    """The news since that row; without one, from now on."""
    with transaction(engine) as session:
        shut = [(row.name, row.reason) for row in session.execute(_SHUT)]
        last = session.scalar(select(func.max(Outbox.id))) or 0
        rows = session.execute(_TOLD.where(Outbox.id > (last if after is None else after))).all()
    return _News(last, list(dict.fromkeys(str(row.payload["text"]) for row in rows)), shut)


def send(settings: Settings, texts: Sequence[str]) -> None:
    """Send one message with these texts. Raises OSError, SMTPException."""
    text = "\n\n".join([*texts, "Para ver mais, no servidor: python -m bot doctor"]) + "\n"
    letter = Letter(settings.warn_by_email, f"Gabinete, {settings.municipality}: {_subject(texts)}", text)
    with _server(settings) as server:
        _post(server, settings, letter)


def send_all(settings: Settings, letters: Iterable[Letter]) -> Iterator[tuple[Letter, str]]:
    """Send letters over one connection; those that were not taken, with the reason. Raises OSError, SMTPException."""
    with _server(settings) as server:
        for letter in letters:
            try:
                _post(server, settings, letter)
            except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
                yield letter, type(error).__name__


def _post(server: smtplib.SMTP, settings: Settings, letter: Letter) -> None:
    message = EmailMessage()
    message["Subject"], message["To"] = letter.subject, letter.to
    message["From"] = settings.smtp_from or settings.warn_by_email.partition(",")[0].strip()
    message.set_content(letter.text)
    server.send_message(message)


@contextmanager
def _server(settings: Settings) -> Iterator[smtplib.SMTP]:
    """The mail server, ready to take messages. Raises OSError, SMTPException."""
    kind = smtplib.SMTP_SSL if settings.smtp_security == "tls" else smtplib.SMTP
    with kind(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT) as server:
        if settings.smtp_security == "starttls":
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        yield server


def _subject(texts: Sequence[str]) -> str:
    return texts[0].partition(".")[0].partition("\n")[0][:80] if len(texts) == 1 else f"{len(texts)} avisos"
