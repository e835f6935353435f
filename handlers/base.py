"""The interface of handlers: Request in, Reply out; commands register themselves when imported."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, TypedDict, TypeVar, Unpack

from sqlalchemy.orm import Session

from models import modules, municipal_days, texts
from models.attachments import FileVerdict
from models.base import Answer, Button, Question, Refusal
from models.calendar import Calendar
from models.outbox import FileOut, Message
from models.people import Person, Role, Standing, standing
from models.records import Record
from models.spreadsheets import Wish
from models.texts import fold, listed

__all__ = [
    "Answer",
    "Button",
    "Command",
    "Field",
    "FileIn",
    "FileOut",
    "Form",
    "Question",
    "Refusal",
    "Reply",
    "Request",
    "command",
    "commands",
    "match",
    "nearest",
    "walk",
]

_LONGEST_NAME = 4  # words
DAY = "O dia"  # the part of the help that stands first
WRITERS = tuple(role for role in Role if role is not Role.CONTROLE)
CABINET = (Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA)
APPROVERS = (Role.PREFEITO, Role.CHEFIA)
DESTRUCTIVE = frozenset(
    ("desligar", "revogar", "cancelar", "anular", "suspender", "arquivar", "deixar lugar", "encerrar substituição")
)  # never guessed, never offered for a misspelt word
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form. `kind`: text, people, orgaos, date, money, choice."""

    name: str
    question: str
    kind: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = True

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "question": self.question,
            "kind": self.kind,
            "choices": list(self.choices),
            "required": self.required,
        }


@dataclass(frozen=True, slots=True)
class Form:
    """Named fields for a command that needs more than one line."""

    command: str
    fields: tuple[Field, ...]

    def as_dict(self) -> dict[str, Any]:
        return {"command": self.command, "fields": [f.as_dict() for f in self.fields]}


@dataclass(frozen=True, slots=True)
class Reply(Message):
    """The answer to a request, the only one. `sheet`: a spreadsheet that is to be written, and then goes with it."""

    form: Form | None = None
    sheet: Wish | None = None

    def payload(self) -> dict[str, Any]:
        return {**Message.payload(self), "form": self.form.as_dict() if self.form else None}


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file that came with a message: its name there, where the door put its bytes, and what it found in them."""

    name: str
    path: str
    verdict: FileVerdict | None = None


@dataclass(slots=True)
class Request:
    """One line, button or form of one person.

    `text` is what stands after the command (and after the number, where it takes one); `line` is all that was typed.
    """

    session: Session
    person: Person
    now: datetime
    text: str = ""
    line: str = ""
    channel: str = "console"
    address: str = ""
    record: Record | None = None
    form: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)  # what was read of the form already, by the name of the field
    files: tuple[FileIn, ...] = ()
    takes_forms: bool = False  # the door can show a whole form at once
    in_private: bool = True  # nobody else reads where this was written
    quoted: str = ""  # the number of the record that the message answered is about
    words: str = ""  # somebody else's, that came with the line: forwarded, shared, pasted
    kept: int = 0  # the number under which the files and words had been kept before
    proven: bool = False  # the second factor of the person was given just now, on a page of the panel
    taken: bool = False  # the command has read or kept the files and words

    @property
    def calendar(self) -> Calendar:
        return municipal_days.current(self.session)

    @property
    def standing(self) -> Standing:
        return standing(self.session, self.person, self.now)

    def about(self, subject: type["Subject"]) -> "Subject":
        """The record this line is about, as its own subject."""
        assert isinstance(self.record, subject)
        return self.record


Subject = TypeVar("Subject", bound=Record)
Handler = Callable[[Request], Reply]
Fits = Callable[[Request, str], bool]
When = Callable[[Request], bool]


_TO = {
    Role.CHEFIA: "à chefia de gabinete",
    Role.ASSESSORIA: "à assessoria do gabinete",
    Role.PREFEITO: "ao prefeito",
    Role.SECRETARIO: "aos secretários",
    Role.SERVIDOR: "aos servidores",
    Role.CONTROLE: "ao controle interno",
    Role.ADMINISTRADOR: "ao administrador do bot",
}


@dataclass(frozen=True, slots=True, eq=False)
class Command:
    """A line people may type. `about`: the kinds of record whose number follows the name (empty: none does).

    `private`: it issues an act or confers authority, and is obeyed in private only. `said`: how people say it in plain
    words (docs/entender.md). `only`: whom it obeys, where the papel alone decides; `offered_to`: whom the help shows it
    to, where the record decides (both empty: everybody). `often`: for whom it is among what the papel does most.
    `group`: its part of the help, where its file is of no subject. `fits`: whether what follows the name is the
    command's; else the line is plain words. `looks_up`: it looks up whatever words follow it; what it reads whole is
    its own, the rest may be words about anything. `when`: of the records it works on, those for which this holds only;
    it then goes before what other files say by the same name.
    """

    name: str
    handler: Handler
    usage: str
    help: str
    subject: str
    about: tuple[str, ...] = ()
    number_optional: bool = False
    only: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    form: Form | None = None
    private: bool = False
    said: tuple[str, ...] = ()
    offered_to: tuple[Role, ...] = ()
    often: tuple[Role, ...] = ()
    group: str = ""
    fits: "Fits | None" = None
    looks_up: bool = False
    when: "When | None" = None

    def works_on(self, record: Record) -> bool:
        return "*" in self.about or record.kind in self.about

    @property
    def belongs_to(self) -> str:
        """Whom it obeys, after “cabe”: `à chefia de gabinete ou ao prefeito`."""
        return listed([said for role, said in _TO.items() if role in self.only], "ou")

    def allows(self, standing: Standing) -> bool:
        return not self.only or standing.has(*self.only)

    def is_offered(self, standing: Standing) -> bool:
        """Whether the help shows it to a person."""
        return self.allows(standing) and (not self.offered_to or standing.has(*self.offered_to))


_by_name: dict[str, list[Command]] = {}
_spelled: dict[str, str] = {}  # each name with its accents
_all: list[Command] = []


class Options(TypedDict, total=False):
    """The optional marks of a command, as `Command` explains them."""

    number_optional: bool
    only: tuple[Role, ...]
    aliases: tuple[str, ...]
    form: Form | None
    private: bool
    said: tuple[str, ...]
    offered_to: tuple[Role, ...]
    often: tuple[Role, ...]
    fits: Fits | None
    looks_up: bool
    when: When | None


def command(
    name: str, *, usage: str, about: str | tuple[str, ...] = (), **options: Unpack[Options]
) -> Callable[[Handler], Handler]:
    """Register a handler. Its docstring is its help; `about` names the kinds of record it works on (`*`: any).

    The part of the help is the subject of its file; where the file is of none, its constant GROUP.
    """

    def register(handler: Handler) -> Handler:
        entry = Command(
            name=name,
            handler=handler,
            usage=usage,
            help=(handler.__doc__ or "").strip().splitlines()[0],
            subject=handler.__module__.rpartition(".")[2],
            about=(about,) if isinstance(about, str) else about,
            group=str(handler.__globals__.get("GROUP", "")),
            **options,
        )
        _all.append(entry)
        for spelling in (name, *options.get("aliases", ())):
            _by_name.setdefault(fold(spelling), []).append(entry)
            _spelled.setdefault(fold(spelling), spelling)
        return handler

    return register


def commands() -> list[Command]:
    return list(_all)


def walk() -> None:
    """Import every file of the folder: a handler dropped there is live."""
    modules.walk("handlers")


def match(line: str) -> tuple[list[Command], str]:
    """The commands whose name the line begins with (the longest such name), and the rest of the line."""
    words = list(islice(_WORD.finditer(line), _LONGEST_NAME))
    for count in range(len(words), 0, -1):
        name = fold(" ".join(word.group() for word in words[:count])).rstrip(":,")
        if name in _by_name:
            return _by_name[name], line[words[count - 1].end() :].strip()
    name, colon, rest = line.partition(":")  # `urn:lex:br…`, `informar:REQ-58/2026…`
    return (_by_name.get(fold(name), []), rest.strip()) if colon else ([], line)


def nearest(line: str, allowed: Standing, limit: int = 3) -> list[str]:
    """The names of commands the first words may have meant."""
    words = fold(line).split()[:_LONGEST_NAME]
    known = _names(len(_by_name))
    alike = dict.fromkeys(name for count in (2, 1, 3) for name in known.alike(" ".join(words[:count]), 0.7))
    found = [name for name in alike if any(_may_be_meant(entry, allowed) for entry in _by_name[name])]
    return [_spelled[name] for name in found[:limit]]


@lru_cache(maxsize=1)
def _names(_count: int) -> texts.Spellings:
    """The names of the commands, made again once there are more of them."""
    return texts.Spellings(_by_name)


def _may_be_meant(entry: Command, allowed: Standing) -> bool:
    return entry.name not in DESTRUCTIVE and entry.allows(allowed)
