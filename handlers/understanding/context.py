"""From where a line was said: the message it answers, the last one about a record."""

from dataclasses import dataclass, field
from typing import NamedTuple

from handlers.base import Command, Refusal, Request
from handlers.understanding.who import Directory
from handlers.understanding.who import of as directory_of
from models import mentions
from models.mentions import MentionedRecord


class Context(NamedTuple):
    """The numbers of the records that a quoted message and the last one are about."""

    reply_to: str = ""
    last_message_about: str = ""

    @property
    def record(self) -> str:
        return self.reply_to or self.last_message_about


@dataclass(slots=True)
class Scene:
    """The surroundings of a line; each thing looked up once, and only when it is needed."""

    request: Request
    context: Context
    codes: dict[tuple[str, ...], str] = field(default_factory=dict)  # what stands under these numbers
    titles: dict[str, str] = field(default_factory=dict)  # of the records that were found, by their numbers
    _directory: Directory | None = None
    _waiting: list[MentionedRecord] | None = None
    _asking: list[MentionedRecord] | None = None
    _shown: list[str] | None = None
    _found: dict[tuple[str, ...], list[MentionedRecord]] = field(default_factory=dict)

    @property
    def directory(self) -> Directory:
        if self._directory is None:
            self._directory = directory_of(self.request.session)
        return self._directory

    @property
    def waiting(self) -> list[MentionedRecord]:
        """The records that wait for this person."""
        if self._waiting is None:
            here = self.request
            self._waiting = mentions.waiting_for(here.session, by=here.person, now=here.now)
        return self._waiting

    @property
    def asking(self) -> list[MentionedRecord]:
        """Requests for more time that this person may answer."""
        if self._asking is None:
            here = self.request
            self._asking = mentions.asking(here.session, by=here.person, now=here.now)
        return self._asking

    @property
    def shown(self) -> list[str]:
        """The last messages to this address, the newest first."""
        if self._shown is None:
            here = self.request
            self._shown = mentions.shown(here.session, here.channel, here.address, now=here.now)
        return self._shown

    @property
    def said(self) -> list[tuple[str, ...]]:
        """The numbers of records in each of these messages."""
        return [mentions.numbers_in(text) for text in self.shown]

    @property
    def listed(self) -> list[tuple[str, ...]]:
        """The numbers that begin the lines of each of these messages."""
        return [mentions.numbers_of_lines(text) for text in self.shown]

    def of(self, wait: str) -> list[MentionedRecord]:
        """The records that wait in that way."""
        return self.asking if wait == mentions.PEDIDO else [each for each in self.waiting if wait in each.waits]

    def by_subject(self, stems: tuple[str, ...]) -> list[MentionedRecord]:
        """The records that hold words beginning so and may be seen by this person."""
        if stems not in self._found:
            here = self.request
            found = mentions.by_subject(here.session, stems, by=here.person, now=here.now)
            self._found[stems] = found
            self.titles.update((each.code, each.title) for each in found)
        return self._found[stems]


class _Rehearsed(Exception):
    """The end of a rehearsal."""


def rehearsed(request: Request, command: Command) -> bool:
    """True if a command refuses nothing of a request. Whatever it does is undone: nobody asked for it yet."""
    try:
        with request.session.begin_nested():
            command.handler(request)
            raise _Rehearsed
    except _Rehearsed:
        return True
    except Refusal:
        return False
