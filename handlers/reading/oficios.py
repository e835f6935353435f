"""`ofício para @camara assunto …`, with the paragraphs on the lines below; and `2245/2026 em 07/12 às 15h10`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from handlers.base import Answer, Question, Refusal, Request
from handlers.reading import due, filters, people
from handlers.reading.authorities import named
from handlers.reading.filters import Asked
from handlers.reading.records import level, record_about
from models import authorities, moments, oficios
from models.authorities import Authority
from models.day_arithmetic import full_year
from models.deadlines import Due
from models.expedientes import Expediente
from models.oficios import Oficio, OficioAddressee, OficioStatus, Parts
from models.people import Person
from models.records import AccessLevel, Record
from models.texts import fold

_SUBJECT = re.compile(r"(?<!\w)assunto\s*:?\s+", re.IGNORECASE)
_AWAITED = re.compile(r"[,;]?\s*(?<!\w)(?:com\s+)?resposta\s+(até\s.+)$", re.IGNORECASE)
_LEVEL = re.compile(r"[,;]?\s*(?<!\w)n[ií]vel\s*:?\s+(\w+)", re.IGNORECASE)
_SIGNER = re.compile(r"[,;]?\s*(?<!\w)assina(?:tura\s+d[eao])?\s*:?\s+(@\S+)", re.IGNORECASE)
_PROTOCOL = re.compile(
    r"^(?:(?:sob|o|com)\s+)?(?:protocolo\s+)?(?:n(?:[º°.]|úmero)*\s*)?(?P<number>[^\s,;]*\d[^\s,;]*)", re.IGNORECASE
)
_DAY = re.compile(
    r"(?<![\w/])(?:em\s+|no\s+dia\s+|dia\s+)?(hoje|ontem|\d{1,2}/\d{1,2}(?:/\d{2,4})?)(?![\w/])", re.IGNORECASE
)
_HOUR = re.compile(r"(?<![\w/:])(?:[àa]s?\s+)?(\d{1,2})(?:\s?h(?:oras?|rs?|s)?|:)(\d{2})?(?!\w)", re.IGNORECASE)
_MEANS = re.compile(r"^(?:por|pelo|pela|em|via)\s+", re.IGNORECASE)
_SINCE = re.compile(r"(?<!\w)desde\s+(?:o\s+dia\s+|dia\s+)?(hoje|ontem|\d{1,2}/\d{1,2}(?:/\d{2,4})?)", re.IGNORECASE)
_WEEK = re.compile(r"(?<!\w)((?:d?esta\s+|na\s+|da\s+)?semana)(?!\w)", re.IGNORECASE)
_UNANSWERED = re.compile(r"(?<!\w)(sem\s+resposta)(?!\w)", re.IGNORECASE)
_LAST_STEP = func.coalesce(Oficio.sent_at, Oficio.approved_at, Record.created_at)
_LEFT = tuple(map(str, (each for each in OficioStatus if each is not OficioStatus.CANCELADA)))
_EDGES = ' \t,;:.-—"“”'
_MOST_NAMED = 8  # names behind an @ that are looked up


@dataclass(frozen=True, slots=True)
class NewOficio:
    """What leaves, as it was typed."""

    to: list[Authority]
    assunto: str
    texto: str = ""
    awaited: Due | None = None
    level: AccessLevel = AccessLevel.PUBLICO
    signer: Person | None = None
    about: Record | None = None


def from_line(request: Request) -> NewOficio:
    """Read a line, whose first line says to whom and about what; the others are the paragraphs."""
    head, _, body = request.line.partition("\n")
    head, level_name = _taken(_LEVEL, head)
    head, awaited = _taken(_AWAITED, head)
    head, handle = _taken(_SIGNER, head)
    head, about = record_about(request, head)
    before, mark, subject = _split(head)
    to, rest = _all_named(request.session, before)
    if not to and not mark:
        to, rest = _all_named(request.session, head)
    to = to or _out_of_use(request.session, before)
    return NewOficio(
        to=to,
        assunto=" ".join((subject if mark else _without_command(request, rest)).split()).strip(_EDGES),
        texto=body.strip(),
        awaited=due.find(request, awaited).due if awaited else None,
        level=level(request, level_name),
        signer=_person(request, handle),
        about=about,
    )


def from_form(request: Request) -> NewOficio:
    """Read the fields of the form."""
    form = request.form
    to, unread = _all_named(request.session, "para " + form.get("para", "").replace(",", " para "))
    if not to:
        raise Refusal(f"Não conheço a autoridade {unread.removeprefix('para').strip()}. Veja as que há: autoridades")
    awaited = request.values.get("resposta")
    return NewOficio(to, form.get("assunto", "").strip(), form.get("texto", ""), awaited.due if awaited else None)


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof of protocol: its number and its instant."""

    number: str
    at: datetime


def proof(request: Request) -> Proof:
    """`2245/2026 em 07/12 às 15h10`; without a day it is now, and without an hour the end of that day's work."""
    text = request.text
    found = _PROTOCOL.match(text)
    number = found["number"].strip(_EDGES) if found else ""
    rest = text[found.end() :] if found else text
    if number and _DAY.fullmatch(number):  # the day was said, and no number
        number, rest = "", text
    return Proof(number, _instant(request, rest))


def means(request: Request) -> str:
    """`por e-mail`, `pelo sistema`: how it left."""
    return _MEANS.sub("", request.text.strip()).strip(_EDGES)


def plain_parts(request: Request) -> Parts:
    """The parts of an answer to a plain expediente: to the body it came from, or the one the line names."""
    expediente = request.about(Expediente)
    given = named(request.session, request.text)
    to = given.authority if given else authorities.by_name(request.session, expediente.procedencia)
    found = named(request.session, f"de {expediente.procedencia}") if to is None else None
    to = to or (found.authority if found else None)
    if to is None:
        raise Question(f"A que autoridade se responde? Exemplo: responder {expediente.code} a @camara", Answer.TEXT)
    what = f"{expediente.tipo} nº {expediente.numero}"
    said = (given.rest if given else request.text).strip(_EDGES)
    begins = f"Em atenção ao {what}, que trata de “{expediente.title}”, informamos:"
    return Parts(to, f"Resposta ao {what}", f"{begins}\n{said}" if said else "")


def asked(request: Request) -> Asked:
    """The list that a line asks for; it is narrowed by authorities, by a day and by the answer that did not come."""
    text, where, names = request.text, list[ColumnElement[bool]](), list[str]()
    while (found := named(request.session, f"de {text}" if not names else text)) is not None:
        to = select(OficioAddressee.oficio_id).where(OficioAddressee.authority_id == found.authority.id)
        where.append(Oficio.id.in_(to))
        names.append(found.authority.sigla)
        text = found.rest
    text, unanswered = _taken(_UNANSWERED, text)
    text, since = _since(request, text)
    where += [Oficio.awaited_at.is_not(None), Oficio.answered_at.is_(None)] if unanswered else []
    where += [moments.start_of(since) <= _LAST_STEP] if since else []
    read = filters.read(replace(request, text=text), oficios.SUBJECT)
    is_whole = bool(where) and not read.wanted.states
    wanted = replace(read.wanted, where=(*read.wanted.where, *where), states=_LEFT if is_whole else read.wanted.states)
    title = read.title.replace(" abertos", "") if is_whole else read.title
    title += " sem resposta" if unanswered else ""
    title += (f" a {', '.join(names)}" if names else "") + (f" desde {since:%d/%m/%Y}" if since else "")
    return replace(read, wanted=wanted, title=title)


def _since(request: Request, text: str) -> tuple[str, date | None]:
    """The day that `desde 01/12` or `semana` says, and the text without it."""
    today = moments.today(request.now)
    text, day = _taken(_SINCE, text)
    if day:
        return text, _day(day, today)
    text, week = _taken(_WEEK, text)
    return text, today - timedelta(days=today.weekday()) if week else None


def _instant(request: Request, text: str) -> datetime:
    here = moments.local(request.now)
    said, hour = _DAY.search(text), None
    day = _day(said[1], here.date()) if said else here.date()
    rest = text[: said.start()] + " " + text[said.end() :] if said else text
    if found := _HOUR.search(rest):
        hour = _hour(found[1], found[2])
    if hour is None and day == here.date():
        return request.now
    return moments.at(day, hour or request.calendar.work_day_end(day))


def _day(text: str, today: date) -> date:
    """`hoje`, `ontem`, or a day; one without its year is the last such day."""
    word = fold(text)
    if word in ("hoje", "ontem"):
        return today - timedelta(days=word == "ontem")
    day, month, *year = word.split("/")
    try:
        if year:
            return date(full_year(year[0]), int(month), int(day))
        this_year = date(today.year, int(month), int(day))
    except ValueError:
        raise Refusal(f"{text} não existe. Escreva o dia como 07/12 ou 07/12/2026.") from None
    # The day that went by, unless it is but a few days ahead: then it is a slip, and is refused as such.
    return this_year if (this_year - today).days < 60 else this_year.replace(year=today.year - 1)


def _hour(hours: str, minutes: str | None) -> time:
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise Refusal(f"A hora {hours}h{minutes or ''} não existe. Escreva como 15h10.") from None


def _taken(pattern: re.Pattern[str], line: str) -> tuple[str, str]:
    """The line without what the pattern finds, and the words it found."""
    found = pattern.search(line)
    return (f"{line[: found.start()]} {line[found.end() :]}", found[1]) if found else (line, "")


def _split(line: str) -> tuple[str, bool, str]:
    """What stands before and after the word `assunto`."""
    found = _SUBJECT.search(line)
    return (line[: found.start()], True, line[found.end() :]) if found else (line, False, "")


def _all_named(session: Session, line: str) -> tuple[list[Authority], str]:
    """Every authority of a line behind @, or the first one in words; and the line without them."""
    found: list[Authority] = []
    while (one := named(session, line)) is not None and (not found or "@" in line):
        found.append(one.authority)
        line = one.rest
    return list(dict.fromkeys(found)), line


def _out_of_use(session: Session, line: str) -> list[Authority]:
    """The authority behind @ that receives nothing more: whoever drafts is told so."""
    said = list(dict.fromkeys(fold(each) for each in re.findall(r"@[\w.-]*\w", line)))[:_MOST_NAMED]
    return [each for name in said if (each := authorities.by_name(session, name)) is not None][:1]


def _without_command(request: Request, rest: str) -> str:
    """What is left of a line without the name of its command."""
    typed = request.line.partition("\n")[0].removesuffix(request.text.partition("\n")[0]).strip()
    words: Sequence[str] = typed.removesuffix(" para").split()
    kept = rest.split()
    while words and kept and fold(kept[0]) == fold(words[0]):
        words, kept = words[1:], kept[1:]
    return " ".join(kept)


def _person(request: Request, handle: str) -> Person | None:
    if not handle:
        return None
    who = people.mentioned(request, handle).people
    if not who:
        raise Refusal("Quem assina é uma pessoa da casa. Exemplo: assina @helena")
    return who[0]
