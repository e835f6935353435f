"""`chegou requerimento 58/2026 da câmara "..." autor ... hoje às 10h30` as what arrived; moments, items, extensions."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import authorities as outside
from handlers.reading import people, special_days
from handlers.reading.fields import QUOTED
from handlers.reading.records import NotFound, record_about
from models import authorities, moments
from models.authorities import Authority, Profile
from models.day_arithmetic import full_year
from models.demands import Arrival, DemandResult, DemandUnit
from models.people import Person
from models.texts import clip, fold

EXAMPLE = 'Exemplo: chegou requerimento 58/2026 da câmara "Fila de creches" autor Ver. Fulana hoje às 10h30'
_PROFILES = {
    "requerimento": Profile.REQUERIMENTO,
    "indicacao": Profile.INDICACAO,
    "mocao": Profile.MOCAO,
    "convocacao": Profile.CONVOCACAO,
    "requisicao": Profile.REQUISICAO_MP,
    "recomendacao": Profile.RECOMENDACAO_MP,
    "mandado de seguranca": Profile.MANDADO_SEGURANCA,
    "mandado": Profile.MANDADO_SEGURANCA,
    "citacao": Profile.CITACAO,
    "intimacao": Profile.INTIMACAO,
    "despacho": Profile.TCE,
    "notificacao": Profile.OFICIO,
    "diligencia": Profile.DILIGENCIA,
    "pedido de certidao": Profile.CERTIDAO,
    "certidao": Profile.CERTIDAO,
    "oficio": Profile.OFICIO,
}
PROFILES = tuple(profile.value for profile in Profile)
_NEW = re.compile(r"^nov[oa]\s+(?=requerimento|of[ií]cio|indica[cç][aã]o|requisi[cç][aã]o)", re.IGNORECASE)
_OTHERWISE = re.compile(r"^(?:nov[oa]|protocolar|recebi|recebido)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^\W*(?:[oa]s?|uma?)\s+", re.IGNORECASE)
_RECEIPT = re.compile(r"^recebi(?:do)?\b", re.IGNORECASE)
ALONE = "ninguém"
_DAY = r"hoje|ontem|anteontem|\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?"
_HOUR = r"(?:,?\s*(?:às|as|à|a)?\s*(?P<hour>\d{1,2})(?:h(?P<minute>\d{2})?|:(?P<other>\d{2}))(?!\w))?"
_WHEN = rf"(?P<day>{_DAY})(?!\w){_HOUR}"
_MOMENT = re.compile(rf"(?<!\S)(?:em\s+|dia\s+)?{_WHEN}", re.IGNORECASE)
_RECEIVED = re.compile(rf"(?<!\S),?\s*(?:recebid[oa]s?(?:\s+em)?:?\s+|dia\s+|em\s+)?{_WHEN}", re.IGNORECASE)
_PUBLISHED = re.compile(
    rf"(?<!\S),?\s*(?:publicad[oa]|disponibilizad[oa])(?:\s+(?:em|no\s+dia))?:?\s+(?P<day>{_DAY})(?!\w)", re.IGNORECASE
)
_PRINTED = re.compile(
    rf"(?<!\S),?\s*(?:com\s+)?prazo(?:\s+(?:até|de|para|em))?:?\s+(?:até\s+)?(?P<day>{_DAY})(?!\w)", re.IGNORECASE
)
_LENGTH = re.compile(
    r"(?<!\S),?\s*(?P<told>(?:com\s+)?prazo\s+(?:de\s+)?)?(?P<n>\d{1,3})\s*(?P<unit>dias?|horas?|(?(told)h|dias?))"
    r"(?:\s+(?P<kind>[uú]teis|[uú]til|corridos?))?(?!\w)",
    re.IGNORECASE,
)
_WITHOUT_TERM = re.compile(r"(?<!\S),?\s*sem\s+prazo(?!\w)", re.IGNORECASE)
_URGENT = re.compile(r"(?<!\S),?\s*(?:com\s+)?liminar(?:\s*:?\s*sim)?(?!\w)", re.IGNORECASE)
_NOT_APPROVED = re.compile(
    r"(?<!\S),?\s*(?:n[aã]o\s+aprovad[oa]|sem\s+aprova[cç][aã]o)(?:\s+(?:d[oa]|pel[oa])\s+plen[aá]rio)?(?!\w)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"(?<!\S),?\s*é\s+outr[oa](?!\w)", re.IGNORECASE)
_FIELDS = {
    "autor": r"autor(?:ia)?(?:\s+d[aeo])?|relator",
    "aprovado_por": r"aprovad[oa]\s+(?:por|pel[ao])",
    "autoridade": r"autoridade(?:\s+(?:coatora|nomeada|apontada))?",
    "responsaveis": r"respons[aá]ve(?:l|is)",
    "prova": r"prova|como\s+chegou",
    "processo": r"processo",
    "assunto": r"assunto",
    "texto": r"obs\.?|texto",
}
_FIELD = re.compile(
    r"(?<!\S)(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items()) + r")\s*:?(?=\s)", re.IGNORECASE
)
_SIGN = r"(?:n[º°o]\.?\s*|n[uú]mero\s+)?"
_NUMBER = re.compile(
    rf"^\W*{_SIGN}(?P<number>s/n|sem\s+n[uú]mero|(?:e?TC[\s-]*)?\d[\d./-]*\d(?!\w)|\d+(?!\w))", re.IGNORECASE
)
_LATER_NUMBER = re.compile(r"(?<!\S)(?:n[º°]\.?\s*|n[uú]mero\s+)(?P<number>s/n|\d[\d./-]*\d|\d+)(?!\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"(?<!\S)(?:s/n|\d[\d.]*/\d{2,4}|\d{1,6}\.989\.\d{2}\S*)(?!\w)", re.IGNORECASE)
_TC = re.compile(r"(?<!\w)(?:e?TC[\s-]*\d|\d{1,6}\.989\.\d{2}(?!\d))", re.IGNORECASE)
_CNJ = re.compile(r"\d{7}-?\d{2}\.?\d{4}\.?\d\.?\d{2}\.?\d{4}")
_AND = re.compile(r"\s*(?:,|;|\se\s)\s*")
EDGES = " \t\n,;:.-—"
_REASON = re.compile(r"(?<!\S),?\s*(?:motivo|porque|justificativa)\s*:?\s+(?P<reason>.+)$", re.IGNORECASE | re.DOTALL)
_MORE = re.compile(
    r"^\W*(?P<more>(?:por\s+)?mais\s+\d{1,3}\s+(?:dias?|horas?)(?:\s+(?:[uú]teis|[uú]til|corridos?))?|até\s+\S+)\W*",
    re.IGNORECASE,
)
_MORE_DAYS = re.compile(r"(?<!\w)(?:por\s+)?mais\s+(\d{1,3})\s+dias?(?!\s+[uú]te)(?:\s+corridos)?(?!\w)", re.IGNORECASE)
_ANSWER = re.compile(r"^\W*(?P<answer>concedid[ao]|deferid[ao]|negad[ao]|indeferid[ao])(?!\w)", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """What is still unread of a line, and the fields read so far."""

    rest: str
    fields: dict[str, Any] = field(default_factory=dict)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.rest)
        if found is not None:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found


def arrival(request: Request, text: str) -> Arrival | None:
    """What a line says has arrived; None where it names no authority. Raises Question or Refusal."""
    if _NEW.match(request.line):  # the name of the command says what it is
        text = _NEW.sub("", request.line)
    line = _Line(" ".join(text.split("\n", 1)[0].split()))
    if quoted := line.take(QUOTED):
        line.fields["assunto"] = next(group for group in quoted.groups() if group)
    with suppress(NotFound):  # of what is not here it stays a word of the assunto
        line.rest, line.fields["about"] = record_about(request, line.rest)
    profile, said = _profile(line)
    number = line.take(_NUMBER)
    authority = _authority(request, line, f"{said} {number.group() if number else ''}")
    if authority is None:
        return None
    profile = profile or _profile(line)[0]  # `da câmara o requerimento 79/2026`
    number = number or line.take(_NUMBER) or line.take(_LATER_NUMBER)
    _read_dates(request, line)
    _read_fields(request, line)
    received = line.fields.pop("recebido", None)
    day, hour = received or (None, None)
    assunto = line.fields.pop("assunto", "") or line.rest.strip(EDGES)
    return Arrival(
        profile=profile or _usual(authority),
        authority=authority,
        assunto=assunto,
        number=" ".join(number["number"].split()) if number else _ask_number(),
        received_on=day,
        received_at=hour,
        **line.fields,
    )


def from_form(request: Request, given: dict[str, Any]) -> Arrival:
    """What a filled form says has arrived."""
    authority = authorities.by_name(request.session, given["autoridade"])
    if authority is None:
        raise unknown(given["autoridade"])
    line = _Line("")
    profile = Profile(given["perfil"]) if given["perfil"] else _usual(authority)
    printed, received = given["prazo impresso"], f"{given['recebido em'] or 'hoje'} {given['hora']}".strip()
    line.rest = " ".join(filter(None, (received, printed and f"prazo {printed}")))
    _read_dates(request, line)
    day, hour = line.fields.pop("recebido", (None, None))
    named = people.mentioned(request, given["nomeada"]).people
    return Arrival(
        profile=profile,
        authority=authority,
        assunto=given["assunto"],
        number=given["numero"] or "s/n",
        autor=given["autor"],
        prova=given["prova"],
        processo=given["processo"],
        named=named[0] if named else None,
        received_on=day,
        received_at=hour,
        **line.fields,
    )


def require_approved(new: Arrival) -> None:
    """A requerimento of one councillor alone binds nobody in most councils: offer to take it for an ofício."""
    if new.profile is not Profile.REQUERIMENTO or fold(new.aprovado_por) != fold(ALONE):
        return
    rest = f'{new.number} de @{new.authority.key} "{new.assunto}"' + (f" autor {new.autor}" if new.autor else "")
    raise Refusal(
        "Requerimento que a Câmara não aprovou costuma não ter o prazo dela. Registro como ofício?",
        (
            Button("Como ofício", f"chegou ofício {rest}"),
            Button("Ofício, com os 20 dias da LAI", f"chegou ofício {rest} prazo de 20 dias"),
            Button("Como requerimento", f"chegou requerimento {rest}"),
        ),
    )


def is_receipt(request: Request) -> bool:
    """Whether the line says that a unit received it, which nothing here is known to have been sent."""
    return _RECEIPT.match(request.line) is not None


def comes_from_outside(request: Request) -> bool:
    """Whether `novo requerimento` or `protocolar` is about a numbered paper of an authority outside."""
    return _OTHERWISE.match(request.line) is not None and is_arrival(request, request.text)


def is_arrival(request: Request, text: str) -> bool:
    """Whether a line names an authority outside, or a process of one: any other is of the house."""
    if _OTHERWISE.match(request.line) and not _NUMBERED.search(text):
        return False
    found = outside.named(request.session, text)
    return found is not None or _TC.search(text) is not None or _CNJ.search(text) is not None


def unknown(name: str) -> Refusal:
    """The refusal of an authority that is not registered."""
    return Refusal(
        f"Não conheço a autoridade {clip(name, 40)}. Cadastre-a antes, ou veja as que há.",
        (Button("Cadastrar", "autoridade nova"), Button("Autoridades", "autoridades")),
    )


def moment(request: Request, text: str) -> tuple[datetime | None, str]:
    """The past moment of a text (`em 07/12 às 15h10`) and the text without it; a day alone is its last minute."""
    found = _MOMENT.search(text)
    if found is None:
        return None, text
    day, hour = _when(request, found)
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    if hour is None:
        here = moments.local(request.now)
        hour = here.time().replace(second=0, microsecond=0) if day == here.date() else time(23, 59)
    return moments.at(day, hour), rest


def reason(text: str) -> tuple[str, str]:
    """What stands behind "motivo:", and the text without it."""
    found = _REASON.search(text)
    return (found["reason"].strip(), text[: found.start()].strip()) if found else ("", text)


def more_time(text: str) -> tuple[str, str]:
    """How much more time is asked, as written, and why."""
    found = _MORE.match(text)
    if found is None:
        return "", text.strip(EDGES)
    why = re.sub(r"^(?:motivo|porque|pois)\s*:?\s+", "", text[found.end() :].strip(EDGES), flags=re.IGNORECASE)
    return found["more"], why


def answer(request: Request, text: str, legal: date | None = None) -> tuple[bool, date | None, str] | None:
    """What an authority answered to a request for time: granted or not, until when, by which paper; None: no answer."""
    found = _ANSWER.match(text)
    if found is None:
        return None
    granted = fold(found["answer"])[0] in "cd"
    rest = text[found.end() :]
    day = re.search(r"(?:até\s+)?(?P<day>\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?)(?![\d/])", rest)
    until = day_of(request, day["day"], past=False) if day else None
    left = f"{rest[: day.start()]} {rest[day.end() :]}" if day else rest
    if until is None and legal is not None and (longer := _MORE_DAYS.search(left)):
        until, left = legal + timedelta(days=int(longer[1])), f"{left[: longer.start()]} {left[longer.end() :]}"
    act, more = special_days.act_in(left)
    return granted, until, " ".join(f"{act} {more}".split()).strip(EDGES)


def result(text: str) -> DemandResult | None:
    """The result that a text names."""
    known = {fold(each.value): each for each in DemandResult}
    return known.get(fold(text.strip(EDGES)))


def _profile(line: _Line) -> tuple[Profile | None, str]:
    line.rest = _ARTICLE.sub("", line.rest)
    folded = fold(line.rest)
    for word in sorted(_PROFILES, key=len, reverse=True):
        if re.match(rf"{word}\b", folded):
            said, line.rest = line.rest[: len(word)], line.rest[len(word) :].strip()
            return _PROFILES[word], said
    return None, ""


def _usual(authority: Authority) -> Profile:
    return Profile(authority.perfil)


def _authority(request: Request, line: _Line, head: str) -> Authority | None:
    """The authority named; of a process of the Tribunal, the one whose papers are such."""
    found = outside.named(request.session, line.rest)
    if found is not None:
        line.rest = found.rest
        return found.authority
    if _TC.search(head):
        theirs = [each for each in authorities.everyone(request.session) if each.perfil == Profile.TCE]
        return theirs[0] if len(theirs) == 1 else None
    return None


def _ask_number() -> str:
    raise Question("Qual é o número? Escreva s/n se não tem.", Answer.TEXT, typed="número {}")


def _read_dates(request: Request, line: _Line) -> None:
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], None]], ...] = (
        (_PRINTED, lambda found: line.fields.update(printed_on=day_of(request, found["day"], past=False))),
        (_PUBLISHED, lambda found: line.fields.update(published_on=day_of(request, found["day"]))),
        (_LENGTH, lambda found: line.fields.update(_length(found))),
        (_WITHOUT_TERM, lambda _: None),
        (_URGENT, lambda _: line.fields.update(urgent=True)),
        (_NOT_APPROVED, lambda _: line.fields.update(aprovado_por=ALONE)),
        (_ANOTHER, lambda _: line.fields.update(another=True)),
        (_RECEIVED, lambda found: line.fields.update(recebido=_when(request, found))),
    )
    for pattern, read in readers:
        if found := line.take(pattern):
            read(found)


def _length(found: re.Match[str]) -> dict[str, Any]:
    if found["unit"].lower().startswith("h"):
        return {"days": int(found["n"]), "unit": DemandUnit.HOURS.value}
    business = bool(found["kind"]) and fold(found["kind"]).startswith("ut")
    return {"days": int(found["n"]), "unit": (DemandUnit.BUSINESS_DAYS if business else DemandUnit.DAYS).value}


def _read_fields(request: Request, line: _Line) -> None:
    marks = list(_FIELD.finditer(line.rest))
    texts = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        value = line.rest[mark.end() : following.start() if following else len(line.rest)].strip(" \t\n,;:-—")
        texts[next(name for name in _FIELDS if mark[name])] = value
    line.rest = line.rest[: marks[0].start()] if marks else line.rest
    named: Person | None = None
    if who := texts.pop("autoridade", ""):
        named = _of_house(request, who)
    if who := texts.pop("responsaveis", ""):
        line.fields["responsible"] = _responsible(request, who)
    line.fields |= {"text": texts.pop("texto")} if "texto" in texts else {}
    line.fields = {**texts, **line.fields, "named": named}


def _responsible(request: Request, who: str) -> tuple[Person | str, ...]:
    """The people whom the Tribunal holds to answer; by name alone those who are not in the house any more."""
    found: list[Person | str] = []
    for name in filter(None, map(str.strip, _AND.split(who))):
        known: Sequence[Person] = ()
        with suppress(Refusal):
            known = people.mentioned(request, people.listed(request, name)).people
        found += known or [name]
    return tuple(dict.fromkeys(found))


def _of_house(request: Request, who: str) -> Person | None:
    """The person named in the paper. Raises Question for one who is not here any more: somebody has to be told."""
    line = request.line
    try:
        found = people.mentioned(request, people.listed(request, who)).people
    except Refusal as unknown_name:
        request.line = line  # which the reading of names changes
        raise Question(
            f"{clip(who, 40)} não está na casa. A quem aviso? Exemplo: autoridade @helena",
            Answer.WHO,
            instead=who,
        ) from unknown_name
    return found[0] if found else None


def _when(request: Request, found: re.Match[str]) -> tuple[date, time | None]:
    day = day_of(request, found["day"])
    if found["hour"] is None:
        return day, None
    try:
        return day, time(int(found["hour"]), int(found["minute"] or found["other"] or 0))
    except ValueError:
        raise Refusal(f"A hora {found['hour']}h não existe. Escreva como 14h30.") from None


def day_of(request: Request, text: str, *, past: bool = True) -> date:
    """The day of a text; without a year the last such day, or, of a date to come, the next."""
    today, word = moments.today(request.now), text.lower()
    if word in ("hoje", "ontem", "anteontem"):
        return today - timedelta(days=("hoje", "ontem", "anteontem").index(word))
    day, month, *year = text.split("/")
    try:
        if year:
            return date(full_year(year[0]), int(month), int(day))
        this_year = date(today.year, int(month), int(day))
    except ValueError:
        raise Refusal(f"A data {text} não existe. Escreva como 20/11/2026.") from None
    if past:
        return this_year if this_year <= today + timedelta(days=31) else this_year.replace(year=today.year - 1)
    return this_year if this_year >= today - timedelta(days=183) else this_year.replace(year=today.year + 1)
