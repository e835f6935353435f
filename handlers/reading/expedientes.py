"""`expediente novo ...` as a NewExpediente: fields in any order; the rest is the assunto."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from handlers.base import Refusal, Request
from handlers.reading import dates, due, numbers, people, ruled, terms
from handlers.reading.fields import INSIDE_A_SENTENCE, QUOTED
from handlers.reading.records import level
from handlers.reading.ruled import Ruled
from models import moments
from models.day_arithmetic import full_year
from models.deadlines import Due
from models.expedientes import TIPOS, NewExpediente, tipo_of
from models.people import Orgao, Person
from models.texts import fold

_NAMES = {
    "assunto": r"assunto",
    "interessado": r"interessad[oa]s?|requerente",
    "procedencia": r"proced[eê]ncia|origem|remetente",
    "numero": r"n[uú]mero|n[º°]|nup",
    "nivel": r"n[ií]vel(?: de acesso)?|acesso",
    "prazo": r"prazo",
    "ano": r"ano",
    "tipo": r"tipo",
    "recebido": r"recebid[oa](?: em)?|data",
    "texto": r"texto|observa[cç](?:ão|ao|ões|oes)|obs\.?",
    "orgao": r"[oó]rg[aã]o",
}
_WORD = re.compile(
    r"(?<![\w@])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _NAMES.items())
    + r")(?P<colon>\s*:|\.?)(?=\s|$)",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"(?<!\w)(p[uú]blico|restrito|sigiloso)(?!\w)", re.IGNORECASE)
_NO_LEVELS = ("secreto", "reservado", "confidencial", "ultrassecreto", "privado", "sigilo")
_TIPO = re.compile(rf"^\s*({'|'.join((*TIPOS, 'oficio'))})\b[\s,:-]*", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"^(?:n[º°o]\.?\s*)?\d[\d.]*/\d")
_DAY = re.compile(r"^\s*(hoje|ontem|\d{1,2}/\d{1,2}(?:/\d{2,4})?)", re.IGNORECASE)
_HOUR = re.compile(r"[\s,]*(?:[àa]s?\s+)?(\d{1,2})(?:\s?h(?:oras?|rs?|s)?|:)(\d{2})?(?!\w)", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)até(?!\w)", re.IGNORECASE)
_EDGES = " \t,;:.-—"
_ONE_WORD = ("nivel", "ano", "tipo")
_MOST_TRIED = 8  # times the word of one field is looked at: a line that has it more often is noise
_BEHIND, _AHEAD = 40, 300  # characters around a word that tell whether it is a field


@dataclass(slots=True)
class _Parts:
    """The fields read so far; `left`: the words outside of every field."""

    fields: dict[str, str] = field(default_factory=dict)
    due: Due | None = None
    ruled: Ruled | None = None
    left: list[str] = field(default_factory=list)


def from_line(request: Request, text: str) -> NewExpediente:
    """Read a line (or several). Raises Question or Refusal for a field that cannot be understood."""
    who = people.mentioned(request, text)
    parts = _Parts()
    quoted = QUOTED.search(who.rest)
    if quoted:
        parts.fields["assunto"] = next(group for group in quoted.groups() if group)
    for line in (QUOTED.sub("\n", who.rest, count=1) if quoted else who.rest).splitlines():
        _read_line(request, line, parts)
    _read_left(request, parts)
    return _made(request, parts, who.people, who.orgaos)


def from_form(request: Request) -> NewExpediente:
    """Read the fields of a form."""
    form = {name: value for name, value in request.form.items() if value}
    parts = _Parts({name: form[name] for name in _NAMES if name in form})
    parts.fields |= {"recebido": form["recebido_em"]} if "recebido_em" in form else {}
    if "prazo" in form:
        _read_field(request, "prazo", form["prazo"], parts)
    who = people.mentioned(request, " ".join(form.get(name, "") for name in ("pessoas", "orgao")))
    return _made(request, parts, who.people, who.orgaos)


def _read_line(request: Request, line: str, parts: _Parts) -> None:
    marks = _marks(request, line)
    parts.left.append(line[: marks[0].start()] if marks else line)
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        value = line[mark.end() : following.start() if following else len(line)].strip(_EDGES + "\n")
        _read_field(request, _name_of(mark), value, parts)


def _marks(request: Request, line: str) -> list[re.Match[str]]:
    tried = Counter[str]()
    marks = []
    for found in _WORD.finditer(line):
        tried[name := _name_of(found)] += 1
        if tried[name] <= _MOST_TRIED and _is_field(request, found, line):
            marks.append(found)
    return marks


def _name_of(found: re.Match[str]) -> str:
    return next(name for name in _NAMES if found[name])


def _is_field(request: Request, found: re.Match[str], line: str) -> bool:
    """Whether a word begins a field: with a colon always, without one only if no sentence goes on there."""
    if ":" in found["colon"]:
        return True
    before = line[max(found.start() - _BEHIND, 0) : found.start()]
    after = line[found.end() : found.end() + _AHEAD].strip()
    if not after or INSIDE_A_SENTENCE.search(before):
        return False
    return _starts_value(request, _name_of(found), found.group().lower(), after)


def _starts_value(request: Request, name: str, word: str, after: str) -> bool:
    first = after.split()[0]
    if name == "numero":
        return any(character.isdigit() for character in " ".join(after.split()[:3]))
    if name == "nivel":
        return _LEVEL.fullmatch(first.strip(_EDGES)) is not None or fold(first.strip(_EDGES)) in _NO_LEVELS
    if name == "assunto":
        return fold(first) not in ("de", "do", "da")
    if name == "ano":
        return re.fullmatch(r"\d{4}[,;.]?", first) is not None
    if name == "prazo":
        return ruled.at_start(request, after) is not None or due.find(request, after).due is not None
    if name == "tipo":
        return tipo_of(first) in TIPOS
    if name == "recebido":
        return word.endswith("em") and _DAY.match(after) is not None
    return word not in ("origem", "remetente", "texto", "obs", "obs.", "data")


def _read_field(request: Request, name: str, value: str, parts: _Parts) -> None:
    if name == "prazo" and (by_rule := ruled.at_start(request, value)):
        parts.ruled, rest = by_rule, by_rule.rest
    elif name == "prazo":
        found = due.find(request, value)
        if value and found.due is None:
            raise Refusal(f"Não entendi o prazo {value}. {due.EXAMPLE}")
        parts.due, rest = found.due or parts.due, found.rest
    elif name == "numero":
        number = numbers.read(value)
        taken = value[: number.end] if number else value
        parts.fields[name], rest = taken.strip(_EDGES), value[len(taken) :]
    elif name in _ONE_WORD:
        parts.fields[name], _, rest = value.partition(" ")
    else:
        parts.fields[name], rest = value, ""
    parts.left.append(rest)


def _read_left(request: Request, parts: _Parts) -> None:
    """Read the tipo at the head, a level and an `até` in the rest, then the assunto, then the notes."""
    lines = [" ".join(line.split()).strip(_EDGES) for line in parts.left]
    lines = [line for line in lines if line]
    if lines and "tipo" not in parts.fields and (found := _TIPO.match(lines[0] + " ")):
        parts.fields["tipo"], lines[0] = found[1], (lines[0] + " ")[found.end() :].strip()
    if lines and "numero" not in parts.fields and _NUMBER_FIRST.match(lines[0]):
        number = numbers.read(lines[0])
        end = number.end if number else 0
        parts.fields["numero"], lines[0] = lines[0][:end], lines[0][end:].strip(_EDGES)
    lines = [_without_level(line, parts) for line in lines]
    lines = [_without_date(request, line, parts) for line in lines]
    lines = [line for line in lines if line.strip(_EDGES)]
    if lines and not parts.fields.get("assunto"):
        parts.fields["assunto"] = lines.pop(0)
    parts.fields["texto"] = "\n".join([*filter(None, [parts.fields.get("texto")]), *lines])


def _without_level(line: str, parts: _Parts) -> str:
    """The line without `restrito`, a level on a line of its own, or anywhere when the assunto is separate."""
    found = _LEVEL.search(line)
    if found is None or "nivel" in parts.fields or not (parts.fields.get("assunto") or found.group() == line):
        return line
    parts.fields["nivel"] = found[1]
    return f"{line[: found.start()]} {line[found.end() :]}".strip(_EDGES)


def _without_date(request: Request, line: str, parts: _Parts) -> str:
    if parts.due is not None or not _UNTIL.search(line):
        return line
    found = due.find(request, line)
    parts.due = found.due
    return found.rest


def _made(request: Request, parts: _Parts, named: tuple[Person, ...], orgaos: tuple[Orgao, ...]) -> NewExpediente:
    fields, due_date, received = parts.fields, parts.due, _received(request, parts.fields.get("recebido", ""))
    if parts.ruled is not None:
        event = parts.ruled.event or _event(request, fields.get("recebido", "")) or received
        printed = moments.local(due_date.at).date() if due_date else None
        due_date = ruled.due(request, parts.ruled.rule, event, printed)
        received = received or (event.date() if isinstance(event, datetime) else event)
    if len(orgaos) > 1:
        raise Refusal("Um expediente é registrado por um órgão só. Registre e depois tramite aos outros.")
    return NewExpediente(
        assunto=" ".join(fields.get("assunto", "").split()).strip(_EDGES),
        tipo=tipo_of(fields.get("tipo") or TIPOS[0]),
        numero=fields.get("numero", ""),
        ano=_year(fields.get("ano", "")),
        interessado=fields.get("interessado", ""),
        procedencia=fields.get("procedencia", ""),
        level=level(request, fields.get("nivel", "")),
        due=due_date,
        text=fields.get("texto", ""),
        recebido_em=received,
        recebido_as=_received_hour(fields.get("recebido", "")),
        orgao=orgaos[0] if orgaos else None,
        named=named,
    )


def _year(text: str) -> int | None:
    text = text.strip(_EDGES)
    if not text:
        return None
    if not re.fullmatch(r"(?:19|20)\d\d", text):
        raise Refusal(f"O ano {text} não parece certo. Escreva com quatro algarismos, como 2026.")
    return int(text)


def _event(request: Request, text: str) -> date | datetime | None:
    """The day with its hour, where one is written: after 19h a pedido belongs to the next day."""
    found = dates.find(text, moments.local(request.now), request.calendar)
    return terms.nearest(request, found) if found is not None and found.start is not None else None


def _received_hour(text: str) -> time | None:
    """The hour written behind the day."""
    day = _DAY.match(text)
    found = _HOUR.match(text, day.end()) if day else None
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        raise Refusal(f"A hora do recebimento não existe: {text.strip()}. Escreva como 20/11/2026 às 14h30.") from None


def arrival_day(request: Request) -> datetime | None:
    """The past day, with its hour where one is written, on which a paper came; None where the line says none."""
    text = re.sub(r"^\s*(?:em|no|na|dia|desde)\s+", "", request.text, flags=re.IGNORECASE)
    if not _DAY.match(text) or (day := _received(request, text)) in (None, moments.today(request.now)):
        return None
    return moments.at(day, _received_hour(text) or request.calendar.day_start)


def _received(request: Request, text: str) -> date | None:
    """`hoje`, `ontem` or a past day; a day without its year is the last such day."""
    if not text.strip():
        return None
    today, found = moments.today(request.now), _DAY.match(text)
    word = found[1].lower() if found else ""
    if word in ("hoje", "ontem"):
        return today - timedelta(days=word == "ontem")
    try:
        day, month, *year = word.split("/")
        if year:
            return date(full_year(year[0]), int(month), int(day))
        this_year = date(today.year, int(month), int(day))
        return this_year if this_year <= today else this_year.replace(year=today.year - 1)
    except ValueError:
        raise Refusal(f"Não entendi a data de recebimento {text}. Escreva como 20/11/2026.") from None
