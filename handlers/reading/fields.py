"""Named fields of a form or of a line, each read once: the handler gets the very value that was checked."""

import re
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from handlers.base import Answer, Button, Field, Form, Question, Refusal, Request
from handlers.reading import due, people
from handlers.reading.dates import Recurrence
from handlers.reading.due import DueIn
from handlers.reading.vocabulary import any_of
from models import money
from models.deadlines import Due
from models.people import Orgao, Person
from models.texts import fold

SKIP = "pular"
_LONGEST_ANSWER = 300  # characters of a date, of an amount, or of a choice among a few
_SHORT = ("date", "choice", "money")
_WANTS = {"people": Answer.WHO, "orgaos": Answer.WHO, "date": Answer.DATE}
QUOTED = re.compile(r'"([^"]{2,})"|“([^“”]{2,})”|«([^«»]{2,})»')
INSIDE_A_SENTENCE = re.compile(
    r"\b(?:d[eoa]s?|[oa]s?|ao|à|n[oa]s?|com|sem|em|uma?|seu|sua|pel[oa]s?|nov[oa]|e|para)\s+$", re.IGNORECASE
)
_EDGES = " \t\n,;:.-—"
_MINUS = re.compile(r"[\s:]*-(?=R\$|\d[\d.]*(?:,\d\d?)?(?![\d/]))")  # of an amount: no edge, unlike a dash


def read(request: Request, form: Form) -> dict[str, Any]:
    """The value of every field, by its folded name, from the form or else from the line.

    A text is '' where there is none, people and órgãos a list, a choice the choice itself, an amount a Decimal or None,
    a date a DueIn whose `due` may be None. Raises Question for a required field without a value.
    """
    texts = request.form or _texts_of_line(request, form)
    found = {fold(each.name): each for each in form.fields}
    values = request.values | {
        key: of_text(request, each, texts.get(key, "")) for key, each in found.items() if key not in request.values
    }
    for key, each in found.items():
        if each.required and (values[key] in ("", None, []) or values[key] == DueIn(None, "")):
            raise Question(each.question, _WANTS.get(each.kind, Answer.TEXT), [Button(c, c) for c in each.choices])
    return {key: values[key] for key in found}


def of_text(request: Request, field: Field, text: str) -> Any:
    """The value of the text for one field. Raises Refusal for an invalid one."""
    if field.kind in _SHORT and len(text) > _LONGEST_ANSWER:
        raise Refusal(f"A resposta tem {len(text)} caracteres. Escreva só o que se pergunta. {field.question}")
    return _READERS[field.kind](request, field, text)


def answer(request: Request, field: Field) -> Any:
    """The value of a line that answers a question. Raises Refusal for an invalid one."""
    text = typed(request.line)
    if field.required and not text:
        raise Refusal(f"Esta resposta é necessária. {field.question}")
    return of_text(request, field, text)


def typed(line: str) -> str:
    """The text of an answer; empty where it skips the question."""
    return "" if fold(line) in (SKIP, "-") else line


# --- one value -----------------------------------------------------------------------------------------------


def _people(request: Request, _field: Field, text: str) -> list[Person | Orgao]:
    return people.mentioned(request, people.listed(request, text)).everyone if text else []


def _orgaos(request: Request, field: Field, text: str) -> list[Orgao]:
    found = [each.orgao if isinstance(each, Person) else each for each in _people(request, field, text)]
    return list(dict.fromkeys(each for each in found if each is not None))


def _date(request: Request, _field: Field, text: str) -> DueIn:
    if not text:
        return DueIn(None, "")
    found = due.answer(request, text)
    if found.due is None:
        raise Refusal(f"Não entendi a data {text}. {due.EXAMPLE}")
    return found


def _choice(_request: Request, field: Field, text: str) -> str:
    known = {fold(each): each for each in field.choices}
    if text and fold(text) not in known:
        raise Refusal(f"Escolha uma das opções. {field.question}", [Button(each, each) for each in field.choices])
    return known.get(fold(text), "")


def _text(_request: Request, _field: Field, text: str) -> str:
    return text.strip()


def _money(_request: Request, _field: Field, text: str) -> Decimal | None:
    return money.said(text)


_READERS: dict[str, Callable[[Request, Field, str], Any]] = {
    "text": _text,
    "people": _people,
    "orgaos": _orgaos,
    "date": _date,
    "choice": _choice,
    "money": _money,
}


# --- a value that waits for the other answers ----------------------------------------------------------------


def kept(value: Any) -> Any:
    """The form of a value that is stored between two messages."""
    if isinstance(value, DueIn):
        at = value.due.at.isoformat() if value.due else ""
        held = asdict(value.due) | {"at": at} if value.due else None
        return {"due": held, "recurrence": value.recurrence.text if value.recurrence else None}
    if isinstance(value, list):
        return {"who": [["orgao" if isinstance(each, Orgao) else "person", each.id] for each in value]}
    return {"money": str(value)} if isinstance(value, Decimal) else value


def restored(request: Request, value: Any) -> Any:
    """The value of its stored form."""
    if not isinstance(value, dict):
        return value
    if "who" in value:
        return [request.session.get_one(Orgao if what == "orgao" else Person, key) for what, key in value["who"]]
    if "money" in value:
        return Decimal(value["money"])
    again, held = value["recurrence"], value["due"]
    if held is not None:
        held = Due(
            **held | {"at": datetime.fromisoformat(held["at"])} | {n: tuple(held[n]) for n in ("memory", "notes")}
        )
    return DueIn(held, "", Recurrence.parse_text(again) if again else None)


# --- a line --------------------------------------------------------------------------------------------------


def _texts_of_line(request: Request, form: Form) -> dict[str, str]:
    """The parts of a line: @names, the text in quotes, the texts after names of fields, a date, the rest."""
    texts, line = dict[str, str](), request.text
    by_kind = {each.kind: fold(each.name) for each in reversed(form.fields)}
    if quoted := QUOTED.search(line):
        texts[by_kind["text"]] = next(group for group in quoted.groups() if group)
        line = f"{line[: quoted.start()]} {line[quoted.end() :]}"
    line = _take_named(line, form, texts)
    if (key := by_kind.get("people") or by_kind.get("orgaos")) and key not in texts:
        who = people.mentioned(request, line)
        line, request.values[key] = who.rest, who.everyone if "people" in by_kind else list(who.orgaos)
    if (key := by_kind.get("date")) and key not in texts:
        found = due.find(request, line)
        line, request.values[key] = found.rest, DueIn(found.due, "", found.recurrence)
    texts.setdefault(by_kind["text"], " ".join(line.split()).strip(_EDGES))
    return texts


def _take_named(line: str, form: Form, texts: dict[str, str]) -> str:
    """Read named fields such as `procedência Câmara obs: urgente`; returns the text before the first."""
    main = next(fold(each.name) for each in form.fields if each.kind == "text")
    found = [each for each in _names(form).finditer(line) if _is_name(each, line, main)]
    for each, following in zip(found, [*found[1:], None], strict=False):
        end = following.start() if following else len(line)
        value = line[each.end() : end]
        texts.setdefault(fold(each["name"]), ("-" if _MINUS.match(value) else "") + value.strip(_EDGES))
    return line[: found[0].start()] if found else line


def _is_name(found: re.Match[str], line: str, main: str) -> bool:
    """Whether a word names a field: with a colon always; without one not in a sentence, nor for the main text."""
    before = line[max(found.start() - 40, 0) : found.start()]
    return bool(found["colon"]) or (fold(found["name"]) != main and not INSIDE_A_SENTENCE.search(before))


@lru_cache(maxsize=64)
def _names(form: Form) -> re.Pattern[str]:
    names = any_of(fold(each.name) for each in form.fields)
    return re.compile(rf"(?<![\w@])(?P<name>{names})(?P<colon>\s*:)?(?=\s|$)", re.IGNORECASE)
