"""The filters after the name of a list: `@obras atrasadas até sexta "reforma" página 2`. No word is ignored."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any

from sqlalchemy import ColumnElement

from handlers.base import Button, Refusal, Request
from handlers.reading import due, people
from models import moments
from models.lists import Wanted
from models.people import Orgao, Person, orgao_by_sigla
from models.search import SearchTerm
from models.searchable import words_of
from models.subjects import Subject
from models.texts import fold, listed, of, the

_PAGE = re.compile(r"(?<!\w)p[aá]g(?:ina|\.)?\s*(\d{1,4})(?!\w)", re.IGNORECASE)
_SHEET = re.compile(r"(?<!\S)(?:(?:em|como|na|numa|para|por) )?(planilha|excel|xlsx)[.!]?\s*$", re.IGNORECASE)
_TEXT = re.compile(r'"([^"]+)"|“([^“”]+)”|«([^«»]+)»|(?<!\S)(?:com o )?texto:?\s+(.+)$', re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\S)(?:até|ate|vencendo|para)\s+\S", re.IGNORECASE)
_JOINING = frozenset(fold("a o e as os ou da de do das dos em na no nas nos com para por que está estão").split())
_ENDING = re.compile(r"(?:[oa]s?|s)$")
_LONGEST = 3  # words of one filter
_ENDS = ("a", "o", "as", "os")
EVERYWHERE = tuple(f"tod{end}" for end in _ENDS)  # what every list reads
_MOST_BUTTONS = 4
_MOST_WORDS = 30
_FEWEST = 3  # letters of a word that may go on


@dataclass(frozen=True, slots=True)
class Filter:
    """A word known only to the lists of one subject.

    `shown`: the word as it is offered; `word`: the pattern of one folded word of the line, or of up to three; `where`:
    the condition on the record; `said`: the words in the title, by default as typed.
    """

    shown: str
    word: re.Pattern[str]
    where: Callable[[re.Match[str]], ColumnElement[bool]]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as requested: its filters, its title, and the line for it, without the page."""

    wanted: Wanted
    title: str
    line: str


@dataclass(slots=True)
class _Reading:
    """The filters read so far; `rest` is still unread."""

    rest: str
    fields: dict[str, Any] = field(default_factory=dict)
    name: str = ""  # of what is listed
    adjectives: list[str] = field(default_factory=list)
    where: list[ColumnElement[bool]] = field(default_factory=list)
    whose: str = ""
    everywhere: bool = False

    def take(self, pattern: re.Pattern[str]) -> str:
        """The match of the pattern, taken out of the line; empty without one."""
        found = pattern.search(self.rest)
        if found is None:
            return ""
        self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return next(group for group in found.groups() if group)


def read(request: Request, subject: Subject, own: Sequence[Filter] = (), *, mine: bool = False) -> Asked:
    """The list that a line requests from a subject, or its spreadsheet; `mine`: of the person's own items.

    A list of records that stay with órgãos is of the own órgão by default. Raises Refusal for a word that is no filter,
    with the nearest ones as buttons.
    """
    reading = _Reading(request.text)
    whole = bool(reading.take(_SHEET))
    number = int(reading.take(_PAGE) or 1)
    line = " ".join(_PAGE.sub(" ", _SHEET.sub("", request.line)).split())
    if text := reading.take(_TEXT):
        words = tuple(words_of(text))
        reading.fields["terms"] = (SearchTerm(words, prefix=len(words[-1]) >= _FEWEST),) if words else ()
    _read_names(request, subject, reading)
    _read_words(request, subject, reading, own)
    if mine or reading.fields.pop("mine", False):
        who = request.standing
        reading.fields |= {"person_ids": tuple(who.person_ids), "orgao_ids": tuple(who.leads), "is_own": True}
    elif subject.stays and not reading.whose and not reading.everywhere:
        _read_own_orgao(request, reading)
    wanted = Wanted(**reading.fields, where=tuple(reading.where), number=max(number, 1), whole=whole)
    return Asked(wanted, _title(subject, reading, wanted, text), line)


def of_any_state(asked: Asked, subject: Subject) -> Asked:
    """The same list with what is done with too, where no state is asked for: of a year, of a sphere."""
    if asked.wanted.states:
        return asked
    wanted = replace(asked.wanted, states=(*map(str, subject.active), *map(str, subject.final)))
    return replace(asked, wanted=wanted, title=asked.title.replace(f" {_gendered(subject, 'abert')}", ""))


def _read_names(request: Request, subject: Subject, reading: _Reading) -> None:
    """Read names with @; of records that stay with órgãos, a person stands for the own órgão."""
    who = people.mentioned(request, reading.rest)
    reading.rest, named = who.rest, who.everyone
    if subject.stays:
        named = [each.orgao or each if isinstance(each, Person) else each for each in named]
    _name(subject, reading, named)


def _name(subject: Subject, reading: _Reading, named: Sequence[Person | Orgao]) -> None:
    if named:
        known = reading.fields
        known["person_ids"] = (*known.get("person_ids", ()), *(each.id for each in named if isinstance(each, Person)))
        known["orgao_ids"] = (*known.get("orgao_ids", ()), *(each.id for each in named if isinstance(each, Orgao)))
        names = listed([_with(subject, each) for each in named])
        reading.whose = f"{reading.whose} e {names}" if reading.whose else names


def _with(subject: Subject, who: Person | Orgao) -> str:
    """`da Secretaria de Saúde`, `de Bruno Lima`; `com a Secretaria de Saúde` of what stays with an órgão"""
    if isinstance(who, Person):
        return f"{'com' if subject.stays else 'de'} {who.name}"
    return f"com {the(who.name)}" if subject.stays else of(who.name)


def _read_own_orgao(request: Request, reading: _Reading) -> None:
    if ids := request.standing.orgao_ids:
        own = request.person.orgao
        reading.fields["orgao_ids"], reading.fields["is_own"] = tuple(ids), True
        reading.whose = f"com {the(own.name) if own else 'você'}"


# --- words ---------------------------------------------------------------------------------------------------


def _read_words(request: Request, subject: Subject, reading: _Reading, own: Sequence[Filter]) -> None:
    """Read every remaining word: a phrase, a sigla, a filter of the subject, a date."""
    phrases = _phrases(request, subject)
    words, unknown = reading.rest.replace(",", " ").split(), list[str]()
    if len(words) > _MOST_WORDS:
        raise _not_understood(request, subject, words[:_LONGEST], own)
    while words:
        size = next((n for n in range(_LONGEST, 0, -1) if _key(words[:n]) in phrases), 0)
        if (longer := next((n for n in range(_LONGEST, 1, -1) if _is_own(words[:n], reading, own)), 0)) > size:
            size = longer
        elif size:
            phrases[_key(words[:size])](reading)
        elif orgao := orgao_by_sigla(request.session, words[0]):
            _name(subject, reading, [orgao])
        elif not _is_own(words[:1], reading, own):
            unknown.append(words[0])
        del words[: size or 1]
    _read_until(request, subject, reading, " ".join(unknown), own)


def _is_own(words: Sequence[str], reading: _Reading, own: Sequence[Filter]) -> bool:
    for each in own:
        if found := each.word.fullmatch(_key(words)):
            reading.where.append(each.where(found))
            reading.adjectives.append(each.said or " ".join(words))
            return True
    return False


def _read_until(request: Request, subject: Subject, reading: _Reading, rest: str, own: Sequence[Filter]) -> None:
    """Read the rest as a date, or as words without meaning. Raises Refusal for anything else."""
    if _UNTIL.search(rest):
        found = due.find(request, rest)
        if found.due is not None:
            rest = found.rest
            day = moments.local(found.due.at).date() + timedelta(days=1)
            reading.fields["before"] = moments.start_of(day) if found.due.date_only else found.due.at
            reading.adjectives.append(f"até {found.due.text}")
    if left := [word for word in rest.split() if _key([word]) not in _JOINING]:
        raise _not_understood(request, subject, left, own)


def _not_understood(request: Request, subject: Subject, left: Sequence[str], own: Sequence[Filter]) -> Refusal:
    known = [*_shown(subject), *(each.shown for each in own)]
    plain = {fold(each): each for each in known if each[0].isalpha()}
    near = [plain[word] for typed in left for word in get_close_matches(fold(typed), list(plain), n=2, cutoff=0.6)]
    wrong = " ".join(left)
    kept = " ".join(word for word in request.line.split() if word not in left)
    choices = [*dict.fromkeys([*near, *plain.values()])][:_MOST_BUTTONS]
    buttons = [Button(each, f"{kept} {each}") for each in choices]
    filters = listed(["@órgão", "@pessoa", *known, "até quando", '"palavras do texto"'])
    return Refusal(f"Não entendi “{wrong}”. Posso filtrar por {filters}.", [Button("Sem esse filtro", kept), *buttons])


def _key(words: Sequence[str]) -> str:
    return fold(" ".join(words)).strip(".;:")


def _gendered(subject: Subject, word: str) -> str:
    """The word with the ending of the subject's gender: `atrasad` of tarefas is `atrasadas`."""
    return f"{word}{'as' if subject.feminine else 'os'}"


def _shown(subject: Subject) -> list[str]:
    """The words offered to a person who typed an unknown one."""
    dated = [_gendered(subject, "atrasad"), "hoje", "semana"] if subject.dates else []
    tipos = [each.many for each in subject.tipos if " " not in each.many]
    return [*dated, *subject.states, *tipos]


def _phrases(request: Request, subject: Subject) -> dict[str, Callable[[_Reading], None]]:
    """The effect of each word, or phrase, on the reading."""
    found: dict[str, Callable[[_Reading], None]] = dict.fromkeys(_JOINING, lambda _: None)
    for key, values in _states(subject).items():
        found[key] = _state(*values)
    for tipo in subject.tipos:
        found[fold(tipo.one)] = found[fold(tipo.many)] = _tipo(subject.tipo == tipo.value, tipo.many)
    for word in ("atrasad", "vencid"):
        found |= {f"{word}{end}": _dated({"late": True}, _gendered(subject, "atrasad")) for end in _ENDS}
    found |= dict.fromkeys(EVERYWHERE, _everywhere)
    found |= dict.fromkeys(("minhas", "meus", "comigo"), _mine)
    today = moments.today(request.now)
    week = moments.start_of(today + timedelta(days=7 - today.weekday()))
    found["hoje"] = found["para hoje"] = _before(moments.start_of(today + timedelta(days=1)), "para hoje")
    found |= dict.fromkeys(("semana", "esta semana", "desta semana", "nesta semana"), _before(week, "desta semana"))
    return found


def _states(subject: Subject) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The plural of a state, and its values, by each way of typing it."""
    said = {word: tuple(map(str, values)) for word, values in subject.states.items()}
    known = {value: (word, values) for word, values in said.items() for value in values}
    for value in map(str, (*subject.active, *subject.final)):
        known.setdefault(value, (f"{value}s" if value[-1:] in "ao" else value, (value,)))
    found = {_key([value]): pair for value, pair in known.items()} | {_key([w]): (w, v) for w, v in said.items()}
    return {f"{_ENDING.sub('', key)}{end}": pair for key, pair in found.items() for end in ("", *_ENDS)} | found


def _state(said: str, values: tuple[str, ...]) -> Callable[[_Reading], None]:
    def put(reading: _Reading) -> None:
        reading.fields["states"] = (*reading.fields.get("states", ()), *values)
        reading.adjectives.append(said)

    return put


def _tipo(where: ColumnElement[bool], many: str) -> Callable[[_Reading], None]:
    def put(reading: _Reading) -> None:
        reading.where.append(where)
        reading.name = many

    return put


def _dated(values: dict[str, Any], said: str) -> Callable[[_Reading], None]:
    def put(reading: _Reading) -> None:
        reading.fields |= values
        reading.adjectives.append(said)

    return put


def _before(moment: datetime, said: str) -> Callable[[_Reading], None]:
    return _dated({"before": moment}, said)


def _everywhere(reading: _Reading) -> None:
    reading.everywhere = True


def _mine(reading: _Reading) -> None:
    reading.fields["mine"] = True


def _title(subject: Subject, reading: _Reading, wanted: Wanted, text: str) -> str:
    name, own = reading.name or subject.many, wanted.is_own and not subject.stays
    who = ("Suas" if subject.feminine else "Seus") if own else ""
    is_dated = wanted.states or wanted.late or wanted.before
    of_any = [] if own or is_dated or reading.name or not subject.active else [_gendered(subject, "abert")]
    name += "," if reading.name and reading.adjectives else ""  # the gender of a tipo may be another
    adjectives = [*of_any, *reading.adjectives]
    title = " ".join([*filter(None, [who]), name, *adjectives, *filter(None, [reading.whose])])
    if reading.everywhere and subject.stays:
        title += " de todos os órgãos"
    return title[0].upper() + title[1:] + (f" com “{text}”" if text else "")
