"""Lines about matérias: an autógrafo that arrives, a moment of the past, the number of a law or of a protocol."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from handlers.base import Answer, Question, Refusal, Request
from handlers.reading import dates, numbers, people
from handlers.reading import terms as reading_terms
from handlers.reading.dates import Kind
from handlers.reading.fields import QUOTED
from models import moments
from models.day_arithmetic import full_year
from models.materias.register import Autografo
from models.materias.tables import Veto
from models.people import Orgao
from models.texts import clip, fold

_NUMBER = re.compile(
    r"^\W*(?:n[º°o]?\.?\s*|lei\s+(?:complementar\s+)?(?:n[º°]?\.?\s*)?)?"
    r"(\d{1,3}(?:\.\d{3})+|\d{1,6})\s*/\s*(\d{4}|\d{2})(?!\d)",
    re.I,
)
_PROJECT = re.compile(r"(?<!\w)(?:d[oae]|ao?|referente\s+ao?|:)\s+(?=[A-Za-z])", re.IGNORECASE)
_CODE = re.compile(r"([A-Z]{2,6})-(\d+)/(\d{4})")
_WITHOUT_SANCTION = (
    (re.compile(r"(?<!\w)(?:projeto\s+de\s+)?decreto\s+legislativo(?!\w)", re.IGNORECASE), "PDL"),
    (re.compile(r"(?<!\w)(?:projeto\s+de\s+)?resolu[çc][ãa]o(?!\w)", re.IGNORECASE), "PR"),
    (re.compile(r"(?<!\w)emenda\s+[àa]\s+lei\s+org[âa]nica(?!\w)", re.IGNORECASE), "PELO"),
)
_RECEIVED = re.compile(r"(?<!\w)(?:recebid[oa]|protocolad[oa]|chegou|entregue)(?:\s+em)?(?!\w)", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(?<!\w)(?:autor(?:ia)?(?:\s+d[aeo])?|d[ao]\s+(?=ver(?:eador|\.)))\s*:?\s*(.+?)(?=\s+recebid|$|[,;\n])", re.I
)
_PUBLISHED = re.compile(r"[,;]?\s*(?<!\w)publicada(?:\s+em)?(?!\w)", re.IGNORECASE)
_KIND = re.compile(r"(?<!\w)(total|parcial)(?!\w)", re.IGNORECASE)
_FOR = re.compile(r"^(?:favor[aá]vel\s+(?:[àa]o?\s+)?|pel[ao]\s+|por\s+)", re.IGNORECASE)
_LABEL = re.compile(r"^(?:raz[õo]es|motivos?|por\s*que)\s*:\s*", re.IGNORECASE)
_BY_COUNCIL = re.compile(r"(?<!\w)pel[ao]\s+(?:presidente\s+d[ae]\s+)?c[âa]mara(?!\w)", re.IGNORECASE)
_BY_MAYOR = re.compile(r"(?<!\w)pel[ao]\s+prefeit[ao](?!\w)", re.IGNORECASE)
_HOUR = re.compile(r"(?<!\w)[àa]s?\s+([01]?\d|2[0-3])(?:h|:)([0-5]\d)?(?!\w)", re.IGNORECASE)
_EDGES = " \t\n,;:.-—"
EXAMPLE = 'Exemplo: autógrafo 1695/2026 do PL 120/2026 "Hortas nas escolas" recebido hoje às 16h'


@dataclass(frozen=True, slots=True)
class Past:
    """A moment of the past in a line; `has_hour` where one was said; and the line without it."""

    at: datetime
    has_hour: bool
    rest: str

    @property
    def day(self) -> date:
        return moments.local(self.at).date()


def autografo(request: Request, text: str) -> Autografo:
    """The autógrafo that a line tells of. Raises Question or Refusal for what is missing."""
    numero, rest = number(text, f"Qual é o número do autógrafo? {EXAMPLE}")
    ementa = ""
    if quoted := QUOTED.search(rest):
        ementa = next(group for group in quoted.groups() if group)
        rest = f"{rest[: quoted.start()]} {rest[quoted.end() :]}"
    sigla, projeto, ano, rest = _project(rest)
    who = people.mentioned(request, rest)
    rest, autor = _author(who.rest)
    received = _RECEIVED.search(rest)
    when = past(request, rest[received.end() :] if received else rest, "Quando foi recebido? Exemplo: hoje às 16h")
    return Autografo(
        numero=numero,
        sigla=sigla,
        projeto=projeto,
        ano=ano,
        at=_with_hour(when, "A que horas foi recebido? Exemplo: 16h"),
        ementa=ementa,
        autor=autor,
        opinions=tuple(each for each in who.everyone if isinstance(each, Orgao)),
    )


def of_form(request: Request, given: dict[str, str]) -> Autografo:
    """The same, from the fields of the form."""
    line = f"{given['numero']} do {given['projeto']} recebido {given['recebido em']} às {given['hora']}"
    found = autografo(request, line)
    asked = people.mentioned(request, people.listed(request, given["pareceres"])).everyone if given["pareceres"] else []
    opinions = tuple(each for each in asked if isinstance(each, Orgao))
    return Autografo(
        numero=found.numero,
        sigla=found.sigla,
        projeto=found.projeto,
        ano=found.ano,
        at=found.at,
        ementa=given["ementa"],
        autor=given["autor"],
        prova=given["como chegou"],
        opinions=opinions,
    )


def number(text: str, question: str) -> tuple[str, str]:
    """The number with its year that a text begins with, `1695/2026`, and what follows it."""
    found = _NUMBER.match(text)
    if found is None:
        raise Question(question, Answer.TEXT)
    return f"{int(found[1].replace('.', ''))}/{full_year(found[2])}", text[found.end() :]


def past(request: Request, text: str, question: str) -> Past:
    """The moment of the past that a text holds."""
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None or found.kind not in (Kind.DAY, Kind.INSTANT):
        reading_terms.refuse_impossible(request, text, question)
        raise Question(question, Answer.DATE)
    moment, rest = reading_terms.nearest(request, found), found.without(text)
    if not isinstance(moment, datetime) and (hour := _HOUR.search(rest)):
        moment = datetime.combine(moment, time(int(hour[1]), int(hour[2] or 0)), moments.zone())
        rest = _HOUR.sub("", rest)
    has_hour = isinstance(moment, datetime)
    at = moment if isinstance(moment, datetime) else moments.start_of(moment)
    if at > request.now + timedelta(minutes=1):
        said = moments.moment_text(at, date_only=not has_hour)
        raise Refusal(f"{said.capitalize()}, ainda não chegou. {question}")
    return Past(at, has_hour, " ".join(rest.split()).strip(_EDGES))


def _with_hour(when: Past, question: str) -> datetime:
    if not when.has_hour:
        raise Question(question, Answer.TEXT, typed="às {}")
    return when.at


def protocol(request: Request, text: str, code: str) -> tuple[str, datetime, Veto | None]:
    """`2301/2026 em 16/12 às 10h`: the number of a protocol, its instant, and the kind of the veto, if it is said."""
    example = f"Exemplo: veto protocolado {code} 2301/2026 em 16/12 às 10h"
    numero, rest = number(text, f"Qual é o número do protocolo da Câmara? {example}")
    kind = _KIND.search(rest)
    rest = _KIND.sub("", rest)
    at = _with_hour(past(request, rest, f"Quando foi entregue? {example}"), f"A que horas? {example}")
    return numero, at, Veto(fold(kind[1])) if kind else None


def paper(request: Request, text: str, example: str) -> tuple[datetime, bool, str]:
    """`em 23/02 às 19h Ofício 41/2027`: the moment, whether its hour was said, and the paper."""
    when = past(request, text, f"Quando? {example}")
    at = when.at if when.has_hour else min(moments.at(when.day, request.calendar.day_end), request.now)
    return at, when.has_hour, clip(when.rest, 80)


def law(request: Request, text: str, code: str) -> tuple[str, date, date | None]:
    """`4520/2026 em 10/12 publicada em 11/12`: number, date and publication of a law."""
    example = f"Exemplo: lei {code} 4520/2026 em 10/12 publicada em 11/12"
    numero, rest = number(text, f"Qual é o número da lei? {example}")
    signed, published = (*_PUBLISHED.split(rest, maxsplit=1), "")[:2]
    day = past(request, signed, f"De que dia é a lei? {example}").day
    return (
        numero,
        day,
        past(request, published, f"Quando foi publicada? {example}").day if published.strip(_EDGES) else None,
    )


def promulgation(request: Request, text: str, code: str) -> tuple[str, date, bool]:
    """`Lei 4530/2027 pela câmara em 02/03`: number of the law, day, and whether the council promulgated."""
    example = f"Exemplo: promulgada {code} Lei 4530/2027 pela câmara em 02/03"
    numero, rest = number(text, f"Qual é o número da lei? {example}")
    by_council = _BY_COUNCIL.search(rest) is not None
    rest = _BY_MAYOR.sub("", _BY_COUNCIL.sub("", rest))
    return numero, past(request, rest, f"Em que dia? {example}").day, by_council


def veto(text: str) -> tuple[str, str]:
    """The units of the first line (`total`: all of it), and the reasons of the lines below."""
    first, _, reasons = text.partition("\n")
    return first.strip(_EDGES), _LABEL.sub("", reasons.strip())


def opinion(text: str) -> tuple[str, str]:
    """`vetar art. 5º, inciso V: cria despesa sem fonte`: the conclusion and its reason."""
    conclusion, _, reason = text.partition(":")
    conclusion = _FOR.sub("", conclusion.strip())
    key = fold(conclusion)
    if not key:
        return "", ""
    if not key.startswith(("sancion", "sanca", "vet")):
        raise Question(
            "O parecer é por sancionar, vetar tudo ou vetar parte? Exemplo: vetar art. 5º, inciso V: cria despesa",
            Answer.TEXT,
        )
    return " ".join(conclusion.split()), " ".join(reason.split())


def new_one(request: Request) -> tuple[str, str]:
    """The number and the ementa of a new bill, from the form or from the line."""
    if request.form:
        return request.form.get("numero", ""), request.form.get("ementa", "").strip()
    quoted = QUOTED.search(request.text)
    if quoted is None:
        example = 'Exemplo: projeto novo PL 131/2026 "Autoriza convênio"'
        raise Question(f"Qual é a ementa? {example}", Answer.TEXT, typed='"{}"')
    return request.text[: quoted.start()], next(group for group in quoted.groups() if group)


def project(text: str) -> tuple[str, int, int]:
    """The sigla, number and year of a bill, `PL 131/2026`."""
    found = numbers.read(text.strip())
    code = _CODE.fullmatch(found.codes[0]) if found else None
    if code is None:
        raise Question("Qual é o número na Câmara? Exemplo: PL 131/2026", Answer.TEXT)
    return code[1], int(code[2]), int(code[3])


def _project(rest: str) -> tuple[str, int, int, str]:
    for words, sigla in _WITHOUT_SANCTION:
        rest = words.sub(sigla, rest)
    for lead in _PROJECT.finditer(rest):
        found = numbers.read(rest[lead.end() :])
        code = _CODE.fullmatch(found.codes[0]) if found else None
        if found and code:
            left = f"{rest[: lead.start()]} {rest[lead.end() + found.end :]}"
            return code[1], int(code[2]), int(code[3]), left
    raise Question(f"De que projeto é o autógrafo? {EXAMPLE}", Answer.TEXT, typed="do {}")


def _author(rest: str) -> tuple[str, str]:
    found = _AUTHOR.search(rest)
    if found is None:
        return rest, ""
    return f"{rest[: found.start()]} {rest[found.end() :]}", " ".join(found[1].split())
