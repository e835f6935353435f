"""The lines of a minuta that set something: its dates, its level, its places; and the dates that only its text has."""

import re
from collections.abc import Sequence
from datetime import datetime

from handlers.base import Answer, Button, Question, Request
from handlers.reading import due, places, ruled
from handlers.reading.dates import About, Kind, Reading, find_all
from models import moments
from models.acts import Act, Dates
from models.texts import clip, fold, listed

_OPTION = re.compile(
    r"^\s*(?P<name>ci[êe]ncia|cumprir|cumprimento|transmitir|transmiss[ãa]o|n[íi]vel|publicar)\b\s*(?P<colon>:?)\s*"
    r"(?<=[\s:])(?P<value>\S.*)$",
    re.IGNORECASE,
)
_DATED = ("ciencia", "cumprir", "transmitir")
_NO_DATE = re.compile(r"sem (?:prazo|data)|n(?:ao)?|nenhum\w*|ao aprovar|(?:e )?so parte do texto")
_TO_KNOW = re.compile(r"\bci[êe](?:ncia|nte)s?\W*$", re.IGNORECASE)
_TO_SEND = re.compile(r"\b(?:sair|sai|transmitir|transmiss[ãa]o|transmitida)\W*(?:em|n[oa]|dia)?\W*$", re.IGNORECASE)
_ASKED = {
    "ciencia": ("ciência", "a data da ciência", "Ciência até", "É só parte do texto"),
    "transmitir": ("transmitir", "a hora de transmitir", "Transmitir em", "É só parte do texto"),
    "cumprir": ("cumprir", "o prazo para cumprir", "Cumprir até", "Sem prazo: é só parte do texto"),
}
_NEAR = 40  # characters before a date that say what it is for
_LONGEST_SAID = 40
_MOST_CHOICES = 5


def split_dates(request: Request) -> tuple[Dates, str]:
    """The dates that lines of their own set; and the text without them."""
    options, text = split_options(request, request.text, _DATED)
    return dates(request, options), text


def split_options(
    request: Request, body: str, names: Sequence[str] = (*_DATED, "nivel", "publicar")
) -> tuple[dict[str, str], str]:
    """The lines that set something, by name; and the text without them."""
    options: dict[str, str] = {}
    kept = []
    for line in body.splitlines():
        found = _OPTION.match(line)
        name = _name(found["name"]) if found else ""
        if found and name in names and _sets_something(request, name, found):
            options[name] = found["value"]
        else:
            kept.append(line)
    return options, "\n".join(kept).strip()


def dates(request: Request, options: dict[str, str]) -> Dates:
    """The dates that the lines set; `sem prazo` sets none."""
    found = {
        name: due.read(request, options[name]) for name in _DATED if name in options and not _is_none(options[name])
    }
    scheduled = found.get("transmitir")
    return Dates(found.get("ciencia"), found.get("cumprir"), scheduled.at if scheduled else None)


def require_settled(request: Request, act: Act) -> None:
    """Raises Question for a date in the text of a draft that no line sets: nobody would be reminded of it."""
    by_line = split_options(request, request.text, _DATED)[0]
    set_before = {"ciencia": act.ciencia_until, "cumprir": act.comply_until, "transmitir": act.scheduled_for}
    here = moments.local(request.now)
    loose: dict[str, list[Reading]] = {}
    for reading in find_all(act.text, here, request.calendar):
        name = _is_for(act.text[max(reading.span[0] - _NEAR, 0) : reading.span[0]])
        if name not in by_line and not _says(reading, set_before[name]) and _may_be_a_deadline(reading, request):
            loose.setdefault(name, []).append(reading)
    for name in _DATED:
        if name in loose:
            raise _question(request, name, loose[name])


def _question(request: Request, name: str, readings: list[Reading]) -> Question:
    typed, thing, does, no = _ASKED[name]
    line = request.line
    meant = {due.label(each): each for reading in readings for each in reading.choices or (reading,)}
    buttons = [
        Button(f"{does} {label}", f"{line}\n{typed}: {_value(each)}")
        for label, each in list(meant.items())[:_MOST_CHOICES]
    ]
    buttons.append(Button(no, f"{line}\n{typed}: {'sem prazo' if name == 'cumprir' else 'sem data'}"))
    said = listed([f"“{clip(each.words.strip(), _LONGEST_SAID)}”" for each in readings])
    sentence = f"O texto diz {said}: é {thing}?" if len(meant) == 1 else f"O texto diz {said}. Qual é {thing}?"
    whole = line.replace("{", "{{").replace("}", "}}")
    return Question(sentence, Answer.DATE_OR_NOT, buttons, instead=line, typed=f"{whole}\n{typed}: {{}}")


def _value(reading: Reading) -> str:
    """The date as its line says it; a term in its own words, so that it is counted."""
    return reading.words.strip() if reading.term is not None else due.written(reading)


def _is_for(before: str) -> str:
    """What a date is for, by the words before it."""
    return "ciencia" if _TO_KNOW.search(before) else "transmitir" if _TO_SEND.search(before) else "cumprir"


def _says(reading: Reading, moment: datetime | None) -> bool:
    """Whether the date, or one that it may mean, is on the day of that moment."""
    days = [each.end or each.start for each in (reading, *reading.choices)]
    return moment is not None and moments.local(moment).date() in [day.date() for day in days if day is not None]


def _may_be_a_deadline(reading: Reading, request: Request) -> bool:
    """Whether a date is to come, and neither a length, nor a habit, nor the beginning or the name of something."""
    if reading.kind is Kind.RECURRENCE or reading.about is About.ALL or reading.is_past(moments.local(request.now)):
        return False
    is_length = reading.term is not None and not reading.sure
    is_open = reading.kind is Kind.INTERVAL and reading.end is None
    return not is_length and not is_open and reading.start is not None


def _name(typed: str) -> str:
    name = fold(typed)
    return {"cumprimento": "cumprir", "transmissao": "transmitir"}.get(name, name)


def _is_none(value: str) -> bool:
    return _NO_DATE.fullmatch(fold(value).strip(" .!")) is not None


def _sets_something(request: Request, name: str, found: re.Match[str]) -> bool:
    """Tells `cumprir até sexta` from a sentence of the text that happens to begin with the same word."""
    value = found["value"]
    if name == "publicar":
        return bool(places.named(request, value))
    first = fold(value).split()[0]
    return (
        name == "nivel"
        or bool(found["colon"])
        or first in ("ate", "em", "dia", "amanha", "hoje", "no", "na", "as")
        or first[0].isdigit()
        or len(value.split()) <= 3
        or ruled.inside(request, value) is not None
    )
