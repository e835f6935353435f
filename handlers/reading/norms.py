"""Lines about normas: the norma that a text names, its publication, its clause of vigência, what an órgão answers."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import dates, numbers
from handlers.reading import terms as reading_terms
from handlers.reading.fields import QUOTED
from handlers.reading.vocabulary import any_of
from models import moments, records
from models.authorities import Esfera
from models.day_arithmetic import full_year
from models.norms import KIND, Afeta, Clausula, Identity, NewNorma, Norma, names
from models.records import Record
from models.texts import fold

_SIGLAS = {
    **{sigla.lower(): (tipo, None) for tipo, sigla in names.TIPOS.items() if sigla != "DEC"},
    "le": ("lei", Esfera.ESTADUAL),
    "lf": ("lei", Esfera.FEDERAL),
    "dm": ("decreto", Esfera.MUNICIPAL),
}
_OF = {each.value[0]: each for each in Esfera if each is not Esfera.OUTRO_MUNICIPIO}
_WRITTEN = any_of([*map(fold, names.TIPOS), *(each for each in _SIGLAS if each not in names.TIPOS)])
_DAY = r"\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}[º°o]?\s+de\s+[a-zç]+\s+de\s+\d{4}"
_NORMA = re.compile(
    rf"(?<![\w-])(?:(?P<tipo>{_WRITTEN})(?:-(?P<letra>[mef]))?|dec-(?P<dec>[mef]))\.?(?:\s+(?P<esfera>federal|estadual|municipal))?"
    r"(?:\s*n(?:[ºo°.]+|[uú]mero)\s*|\s*[- ]\s*)(?P<numero>\d{1,3}(?:\.\d{3})+|\d{1,6})(?P<alfa>-[a-z](?!\w))?"
    rf"(?:\s*/\s*(?P<ano>\d{{4}}|\d{{2}})(?!\d))?(?:\s*,?\s*de\s+(?P<data>{_DAY}))?",
    re.IGNORECASE,
)
_ESFERA = re.compile(r"(?<!\w)(federal|estadual|municipal)(?!\w)", re.IGNORECASE)
_PUBLISHED = re.compile(r"(?<!\w)publicad[ao]\s*(?:em\s+)?", re.IGNORECASE)
_STARTS = re.compile(r"(?<!\w)(?:vig[eê]ncia|em vigor|vigora(?:ndo)?)(?!\w)", re.IGNORECASE)
_OTHER = re.compile(r"(?<!\w)outra\s*$", re.IGNORECASE)
_VEICULO = re.compile(r"(?<!\w)n[oa]\s+((?:di[aá]rio|DOU|DOE|DOM|jornal|site)[^,;]*)", re.IGNORECASE)
_LENGTH = re.compile(r"(?<!\d)(\d{1,4})\s+dias?(?!\w)", re.IGNORECASE)
_AT_ONCE = re.compile(r"imediat|na data d[ae] (?:sua )?publica", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"sem cl[aá]usula", re.IGNORECASE)
_ANSWER = re.compile(r"^\W*(sim|n[aã]o|em parte|parcial(?:mente)?)(?!\w)[\s:,.;-]*", re.IGNORECASE)
EXAMPLE = 'Exemplo: norma Lei 4512/2026 de 19/11/2026 publicada 20/11 "Plano de manejo de resíduos"'


@dataclass(frozen=True, slots=True)
class Named:
    """A norma that a text names, and where in it; `ano` 0: neither year nor date is given."""

    identity: Identity
    start: int
    end: int


def named(request: Request, text: str) -> Named | None:
    """The first norma that a text names, `Lei nº 4.512, de 19 de novembro de 2026`, or a URN; None without one."""
    if (found := text.strip()).lower().startswith("urn:"):
        identity = names.read_urn(found.split('"')[0].split(" publicada")[0])[1]
        return Named(identity, 0, len(found.split('"')[0].split(" publicada")[0])) if identity else None
    match = _NORMA.search(text)
    if match is None:
        return None
    tipo, esfera = _tipo(match)
    said = match["esfera"] or (_ESFERA.search(QUOTED.sub("", text[match.end() :])) or [None])[0]
    esfera = esfera or (Esfera(fold(said)) if said else Esfera.MUNICIPAL)
    day = _written_day(request, match["data"]) if match["data"] else None
    ano = full_year(match["ano"]) if match["ano"] else day.year if day else 0
    numero = f"{int(match['numero'].replace('.', ''))}{(match['alfa'] or '').upper()}"
    return Named(Identity(esfera=esfera, tipo=tipo, numero=numero, ano=ano, data=day), match.start(), match.end())


def new(request: Request, text: str) -> NewNorma:
    """The norma that a line tells of. Raises Question or Refusal for what is missing or does not agree."""
    found = named(request, text)
    if found is None:
        raise Question(f"Qual é a norma? {EXAMPLE}", Answer.TEXT)
    one, rest = found.identity, f"{text[: found.start]} {text[found.end :]}"
    if not one.ano:
        raise Question(f"De que data é a {one.tipo} nº {one.numero}? Exemplo: 19/11/2026", Answer.TEXT, typed="de {}")
    if one.data and one.data.year != one.ano:
        raise Refusal(
            f"{moments.day_text(one.data).capitalize()}, não é de {one.ano}. Confira o ano do número e a data."
        )
    if one.data and one.data > moments.today(request.now):
        raise Refusal(f"{moments.day_text(one.data).capitalize()}, ainda não chegou. Confira a data da {one.tipo}.")
    ementa = ""
    if quoted := QUOTED.search(rest):
        ementa = " ".join(next(group for group in quoted.groups() if group).split())
        rest = f"{rest[: quoted.start()]} {rest[quoted.end() :]}"
    is_other, rest = bool(_OTHER.search(rest)), _OTHER.sub("", rest)
    rest, _, starts = _STARTS.sub("\0", rest, count=1).partition("\0")
    made = NewNorma(identity=one, ementa=ementa, is_other=is_other)
    if veiculo := _VEICULO.search(rest):
        made = replace(made, veiculo=" ".join(veiculo[1].split()))
        rest = f"{rest[: veiculo.start()]} {rest[veiculo.end() :]}"
    if published := _PUBLISHED.search(rest):
        made = replace(made, publicada_em=publication(request, rest[published.end() :], one.data))
    if starts.strip():
        clausula, dias, day = clause(request, starts)
        made = replace(made, clausula=clausula, dias=dias, inicio=day)
    return made


def publication(request: Request, text: str, since: date | None) -> date:
    """The day of a publication, which has come, and not before the norma itself."""
    day = _day(request, text, "Em que dia foi publicada? Exemplo: publicada 20/11")
    if day > moments.today(request.now):
        raise Refusal(f"{moments.day_text(day).capitalize()}, ainda não chegou. Confira o dia da publicação.")
    if since and day < since:
        raise Refusal(f"A publicação não vem antes da norma, que é de {moments.day_text(since)}.")
    return day


def clause(request: Request, text: str) -> tuple[Clausula, int | None, date | None]:
    """The clause of vigência in a text: at once, in n days, on a day, or none."""
    if _NO_CLAUSE.search(text):
        return Clausula.NENHUMA, None, None
    if _AT_ONCE.search(text):
        return Clausula.IMEDIATA, None, None
    if length := _LENGTH.search(text):
        return Clausula.DIAS, int(length[1]), None
    return Clausula.DATA, None, _day(request, text, "Quando entra em vigor? Exemplos: imediata; 90 dias; em 01/03/2027")


def published_in(text: str) -> str | None:
    """What follows `publicada` in a text; None where the word is not in it."""
    found = _PUBLISHED.search(text)
    return text[found.end() :] if found else None


def answer(request: Request, code: str) -> tuple[Afeta, str]:
    """`sim: exige cadastro de geradores`: the answer of an órgão, and how it is affected."""
    found = _ANSWER.match(request.text)
    if found is None:
        choices = (("Sim", "sim"), ("Não", "não"), ("Em parte", "em parte"))
        buttons = [Button(label, f"impacto {code} {word}") for label, word in choices]
        raise Question(f"{code} afeta o seu órgão? Exemplo: impacto {code} sim: exige cadastro", Answer.TEXT, buttons)
    word, text = fold(found[1]), " ".join(request.text[found.end() :].split())
    afeta = {"sim": Afeta.SIM, "nao": Afeta.NAO}.get(word, Afeta.EM_PARTE)
    if afeta is not Afeta.NAO and not text:
        raise Question(f"Em que {code} afeta o seu órgão?", Answer.TEXT, typed=": {}")
    return afeta, text


def known(request: Request, text: str) -> Norma | None:
    """The registered norma whose number a text begins with; None for one that is not. Raises Refusal for several."""
    number = numbers.read(text, moments.today(request.now).year)
    found: list[Record] = []
    if number is not None:
        every = records.find(request.session, number.codes, by=request.person, now=request.now)
        found = [each for each in every if each.kind == KIND]
    if len(found) > 1:
        buttons = [Button(each.code, request.line.replace(text, each.code, 1)) for each in found]
        raise Refusal("Há mais de uma norma com esse número. Qual delas?", buttons)
    return request.session.get_one(Norma, found[0].id) if found else None


def month(request: Request, text: str) -> date:
    """The first day of the month named, the last such one; of this month where none is. Raises Refusal."""
    today, words = moments.today(request.now), re.sub(r"(?:em )?pdf", "", fold(text))
    names_of = {fold(name): number for number, name in enumerate(moments.MONTHS, 1)}
    if "passado" in words:
        return (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    number = next((names_of[word] for word in words.split() if word in names_of), None)
    year = re.search(r"(?<!\d)20\d\d(?!\d)", words)
    if number is None:
        if words.strip(" .?!") not in ("", "do mes", "deste mes", "este mes"):
            now = (Button("Deste mês", "boletim de legislação"),)
            raise Refusal("De que mês? Exemplo: boletim de legislação novembro", now)
        return today.replace(day=1)
    return date(int(year[0]) if year else today.year - (number > today.month), number, 1)


def _tipo(match: re.Match[str]) -> tuple[str, Esfera | None]:
    letter = (match["dec"] or match["letra"] or "").lower()
    if match["dec"]:
        return "decreto", _OF[letter]
    typed = " ".join(fold(match["tipo"]).split())
    tipo = next((each for each in names.TIPOS if fold(each) == typed), None)
    named, esfera = (tipo, None) if tipo else _SIGLAS[typed]
    return named, _OF[letter] if letter else esfera


def _day(request: Request, text: str, question: str) -> date:
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None:
        reading_terms.refuse_impossible(request, text, question)
        raise Question(question, Answer.DATE)
    day = reading_terms.nearest(request, found)
    return moments.local(day).date() if isinstance(day, datetime) else day


def _written_day(request: Request, text: str) -> date:
    return _day(request, text.replace("º", "").replace("°", ""), EXAMPLE)
