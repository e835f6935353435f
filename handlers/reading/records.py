"""Records that a line names by their number, the files that came with it, and the level of access it asks for."""

import re

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import numbers
from models import attachments, comments, moments, records
from models.attachments import Attachment
from models.records import AccessLevel, Record
from models.texts import clip, fold

_JOINING = re.compile(r"^(?:(?:a|à|ao|aos|em|n[oa]|com|e)\s+|[,;:]\s*)+", re.IGNORECASE)
_ABOUT = re.compile(r"[,;]?\s*(?<!\w)(?:sobre|ref\.?)\s+(?:o\s+convênio\s+)?(?=[a-z]{1,6}-?\s?\d|\d{5})", re.IGNORECASE)
_EDGES = " \t,;:.-—"
LEVELS = ("público", "restrito", "sigiloso")


class NotFound(Refusal):
    """The person sees no record of that number. The request is in the history, whether there is one or not."""

    def __init__(self, asked: str) -> None:
        super().__init__(f"Não encontrei {clip(asked, 40)}. Confira o número, ou procure pelo assunto: buscar palavras")
        self.asked = asked


def of_number(request: Request, number: numbers.Number) -> Record:
    """The one record of that number the person may see; raises NotFound, or asks which when there are several."""
    found = records.find(request.session, number.codes, by=request.person, now=request.now)
    if not found:
        raise NotFound(number.words)
    exact = [each for each in found if each.code in (number.codes[0], number.words)]
    if len({each.kind for each in found}) > 1 and number.words not in (each.code for each in exact):
        exact = []  # `of 412/2026` is what came and what left; OF-412/2026, as it is written, is the one
    if len(found) > 1 and not exact:
        raise _which(request, number, found, [each.code for each in found])
    if len(found) > 1 and (longer := _of_several(request, exact[0], found)):
        raise _which(request, number, [exact[0], *(each for each in found if each is not exact[0])], longer)
    return (exact or found)[0]


def _of_several(request: Request, exact: Record, found: list[Record]) -> list[str]:
    """The spellings that tell apart records of one number, of several bodies; none where this is the only such one."""
    others = [each.code for each in found if each.kind == exact.kind and each.code.startswith(f"{exact.code}-")]
    longer = records.longer_spelling(request.session, exact) if len(others) == len(found) - 1 else ""
    return [longer, *others] if longer else []


def _which(request: Request, number: numbers.Number, found: list[Record], spelled: list[str]) -> Refusal:
    before, _, after = request.line.partition(number.words)
    named = list(zip(spelled, found, strict=True))[:8]
    buttons = [Button(f"{code} {clip(each.title, 30)}", f"{before}{code}{after}") for code, each in named]
    return Refusal(f"Há {len(found)} registros com o número {number.words}. Qual deles?", buttons)


def record_about(request: Request, line: str) -> tuple[str, Record | None]:
    """The line without the record behind the word `sobre`, and that record; None where no number follows."""
    found = _ABOUT.search(line)
    number = numbers.read(line[found.end() :], moments.today(request.now).year) if found else None
    if found is None or number is None:
        return line, None
    return f"{line[: found.start()]} {line[found.end() + number.end :]}", of_number(request, number)


def second(request: Request, question: str) -> Record:
    """The record of the second number of a line: `juntar N a N`. Asks the question where there is none."""
    number = numbers.read(_JOINING.sub("", request.text), moments.today(request.now).year)
    if number is None:
        first = request.line.removesuffix(request.text).rstrip()
        raise Question(question, Answer.NUMBER, instead=request.line, typed=f"{first} a {{}}")
    return of_number(request, number)


def keep_files(request: Request, record: Record | None = None, code: str = "") -> list[Attachment]:
    """Keep with a record, or with the one of that number, what came with the line; returns the files."""
    if not request.files and not request.words:
        return []
    record = record or records.find(request.session, [code], by=request.person, now=request.now)[0]
    request.taken = True
    if request.words:
        comments.comment(request.session, record, request.words, by=request.person, now=request.now)
    return attachments.keep(request.session, record, request.files, by=request.person, now=request.now)


def level(request: Request, text: str) -> AccessLevel:
    """The level of access a word names; none means público. Refuses any other word, with those there are."""
    try:
        return AccessLevel(fold(text.strip(_EDGES)) or AccessLevel.PUBLICO)
    except ValueError:
        buttons = [Button(each, request.line.replace(text, each, 1)) for each in LEVELS if text in request.line]
        raise Refusal(f"Não conheço o nível {text}. Use público, restrito ou sigiloso.", buttons) from None
