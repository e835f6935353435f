"""What comes with a line beside its words: files and somebody else's words, new or kept from a message before."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers import understanding
from handlers.base import Answer, Button, FileIn, Question, Refusal, Request
from handlers.wording import attachments as wording
from models import attachments, attachments_kept, mentions, records
from models.attachments import FileVerdict
from models.base import Brought
from models.mentions import MentionedRecord
from models.people import Person
from models.texts import clip, fold

_TAIL = re.compile(r"(?<!\S)guardado (\d{1,9})$", re.IGNORECASE)
_WORD = re.compile(r"\w{4,}")
_MOST_LIKELY = 3
_MOST_WORDS = 8
_LONGEST_LABEL, _LONGEST_TITLE = 40, 200


def split(line: str) -> tuple[str, str]:
    """The line, and the words at its end that name a message kept before: `anexar T-12`, `guardado 3`."""
    found = _TAIL.search(line)
    return (line[: found.start()].rstrip(), found.group()) if found else (line, "")


def carried(line: str, number: int) -> str:
    """The line with which the message of that number comes again."""
    return f"{line} guardado {number}".strip()


def bring(request: Request) -> None:
    """Let the files and words of the message that the end of the line names come with it."""
    line, tail = split(request.line)
    message = attachments_kept.of(request.session, int(tail.split()[1]), by=request.person) if tail else None
    if message is not None:
        request.line = request.text = line
        request.files, request.words, request.kept = _files(message), message.words, message.id


def join(request: Request, number: int) -> None:
    """Let the files that were kept a moment ago come with those of this message."""
    message = attachments_kept.of(request.session, number, by=request.person)
    if message is not None and message.placed_at is None and not message.words:
        request.files, request.kept = (*_files(message), *request.files), message.id


def brought(request: Request) -> Brought | None:
    """What came with a request, the contents stored. Raises Refusal for a file that may not be kept."""
    if not request.files and not request.words:
        return None
    return Brought(attachments.store(request.files), request.words, request.kept)


def where(request: Request, last: str) -> Question:
    """The question where it belongs. `last`: the record that was spoken of last."""
    came = Brought(attachments.store(request.files), request.words)
    head = _head(came)
    shown = "{0.code} {0.title}" if came.files else "Anotar em {0.code}"
    likely = _likely(request, last)[: _MOST_LIKELY if came.files else 1]
    buttons = [Button(clip(shown.format(each), _LONGEST_LABEL), f"{head} {each.code}") for each in likely]
    title = clip(wording.quoted(request.words) or request.line, _LONGEST_TITLE)
    new = [
        Button("Tarefa nova", f"tarefa @{request.person.handle} {title}" if title else "tarefa"),
        Button("Expediente novo", f'expediente novo requerimento "{title.replace(chr(34), chr(39))}"')
        if title
        else Button("Expediente novo", "expediente novo"),
    ]
    other = [] if came.files else [Button("Anotar em outro" if likely else "Anotar em…", "comentar")]
    question = Question(wording.where(came), Answer.NUMBER, [*buttons, *new, *other])
    question.line, question.brought = head, replace(came, kept=request.kept)
    return question


def keep_refused(session: Session, person: Person, refusal: Refusal, now: datetime) -> Refusal:
    """Keep what came with a refused request, and carry its number in the lines offered; the question that waits."""
    came = refusal.brought
    assert came is not None
    number = attachments_kept.keep(session, came, by=person, now=now)
    refusal.buttons = tuple(_carrying(button, number) for button in refusal.buttons)
    if refusal.asks:
        refusal.line = carried(refusal.line, number)
        return refusal
    refusal.args = (f"{refusal.sentence}\n{wording.kept_all_the_same(came)}",)
    waits = Question(refusal.sentence, Answer.NUMBER)
    waits.line = carried(_head(came), number)
    return waits


def _carrying(button: Button, number: int) -> Button:
    """The same button, with which the message of that number comes again; one that only reads needs nothing."""
    if understanding.only_reads(button.line):
        return button
    return Button(button.label, carried(split(button.line)[0], number))


def _head(came: Brought) -> str:
    return "anexar" if came.files else "comentar"


def _files(message: attachments_kept.KeptMessage) -> tuple[FileIn, ...]:
    return tuple(
        FileIn(each["name"], str(attachments.stored_at(each["sha256"])), FileVerdict(each["sha256"], each["mime"]))
        for each in message.files
    )


def _likely(request: Request, last: str) -> list[MentionedRecord]:
    """The records that may be meant: spoken of last, holding the words of the caption, waiting for the person."""
    session, by, now = request.session, request.person, request.now
    spoken_of = records.find(session, [last], by=by, now=now) if last else []
    found = [MentionedRecord(each.code, each.title) for each in spoken_of]
    words = tuple(fold(each) for each in _WORD.findall(request.line)[:_MOST_WORDS])
    if words and request.files:
        found += mentions.by_subject(session, words, by=by, now=now)
    if len(found) < _MOST_LIKELY and request.files:
        found += mentions.waiting_for(session, by=by, now=now)
    return list({each.code: each for each in found}.values())
