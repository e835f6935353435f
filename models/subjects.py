"""The register of subjects. Each is declared beside its model; shared files read it here and name none."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, bindparam, null, select, union_all
from sqlalchemy.orm import Session

from models import audit, moments, records
from models.base import Button
from models.escalation import EXTERNAL, EXTERNAL_STEPS, PRAZO, PRAZO_STEPS, EscalationPolicy
from models.people import Orgao, Person
from models.records import Record
from models.texts import fold, listed

if TYPE_CHECKING:
    from models.sheets import BulkSheet, Sheet


@dataclass(frozen=True, slots=True)
class Series:
    """A series of official numbers: its sigla, and the words (folded) by which people type it."""

    sigla: str
    spelled: tuple[str, ...] = ()
    yearly: bool = True  # T-12 goes on from year to year
    of_orgao: bool = True  # its numbers may end with the sigla of an órgão
    of_any_tipo: bool = False  # a number typed so may belong to any series of the subject
    bare: bool = False  # a number typed alone is of this series
    of_outside: bool = False  # its numbers come from outside: typed alone, or without the year, they are looked up too


@dataclass(frozen=True, slots=True)
class Tipo:
    """One tipo of a subject, as a search narrows by it: its name, the plural, and the value its column holds."""

    one: str
    many: str
    value: str


@dataclass(frozen=True, slots=True)
class DeadlineKind:
    """A kind of deadline that the records of a subject have, and how it is said."""

    kind: str  # as `deadlines.kind` holds it
    said: str  # before the number of the record: `cumprimento de`
    ladder: str = PRAZO
    is_main: bool = False  # the one date people expect: a digest does not say its name
    by_ciencia: bool = False  # met by taking note: it stands apart, and no request for more time moves it
    runs_for: str = ""  # the other Power that has to meet it (`a Câmara`): watched, and never a delay of ours

    def ladder_of(self, runs_for: str) -> str:
        """The ladder of a deadline of this kind; `runs_for`: the other Power that has to meet it, if any."""
        has_own = bool(self.runs_for) and self.ladder != PRAZO
        return EXTERNAL if runs_for and not has_own else self.ladder


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Holding:
    """The table of the people or órgãos that records are with: its columns, and the rows of the present.

    `owes`: the condition, on a row and its record, that something is still to be done; None: the dates alone say it.
    """

    record_id: Any
    person_id: Any = None
    orgao_id: Any
    is_open: ColumnElement[bool]
    owes: ColumnElement[bool] | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stays(Holding):
    """The rows that say in which órgão a record is, and since when. Where it is counts more than who made it."""

    since: Any
    active: tuple[str, ...]  # the states in which a record that stays somewhere is waited for


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Given(Holding):
    """The table of assignments of a record; `hand_over`: the line that passes one on.

    `item_id`: the column by which a deadline names such a row.
    """

    item_id: Any
    hand_over: str  # with {code}


@dataclass(frozen=True, slots=True, eq=False)
class Addressees:
    """The rows of those a record is delivered to (with `id`, `person`, `orgao`), who owe an answer to it."""

    model: type[Any]
    record_id: Any
    is_waited_for: ColumnElement[bool]  # of the row and its record
    has_answered: Callable[[Any], bool]
    text: Callable[[Any], str]  # the record as it is delivered
    sender: Callable[[Session, Any], list[Person]]  # who learns that it did not arrive


@dataclass(frozen=True, slots=True, eq=False)
class Watch:
    """Records of a subject that may wait too long, found by the auditor. `said`: with {n}, {among} and {server}."""

    kind: str
    one: str
    many: str
    said: str
    look: Callable[[Session, datetime], tuple[int, datetime | None, str]]  # how many, since when, one of their numbers


@dataclass(frozen=True, slots=True)
class Decision:
    """A pending decision: its question, since and until when, and the lines that decide.

    `asked_by_id`: the person who waits for it; `first_id`: the one who was asked, before others who may decide.
    `has_ladder`: the ladder of its deadline reminds of it, and nothing else does.
    """

    code: str
    text: str
    since: datetime
    until: datetime | None = None  # when it will be too late, where there is such a moment
    buttons: tuple[Button, ...] = ()
    asked_by_id: int | None = None
    first_id: int | None = None
    has_ladder: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A subject as the rest of the house knows it."""

    model: type[Record]
    one: str
    many: str
    feminine: bool = False
    title: str = ""  # of its part of the help; `many` where none is given
    rank: int = 100  # its place where subjects stand in a list: the lowest first
    series: tuple[Series, ...] = ()
    tipos: tuple[Tipo, ...] = ()
    tipo: Any = None  # the column that holds the tipo
    other_tipo: Callable[[str], str] | None = None  # how a tipo that is not listed is written in that column
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # in the plural, as a search asks for them
    active: tuple[str, ...] = ()  # the states before, which a list shows unless it is asked for others
    final: tuple[str, ...] = ()  # the states after which nothing is open
    dates: tuple[DeadlineKind, ...] = ()
    ladders: tuple[EscalationPolicy, ...] = ()  # its own, besides the one of every date
    received_on: Any = None  # the column of its own day; a record without one is of the day on which it was made
    stays: Stays | None = None
    given: Given | None = None
    holding: Holding | None = None  # with whom a record is, where it neither stays anywhere nor is given
    addressees: Addressees | None = None
    urgent: ColumnElement[bool] | None = None  # which of them do not wait for the morning
    watches: tuple[Watch, ...] = ()
    decisions: Callable[[Session, Person, datetime], list[Decision]] | None = None  # what a person has to decide of it
    pending: ColumnElement[bool] | None = None  # whether anything of it waits for a decision: only then it is asked
    asked: Callable[[Session], list[Person]] | None = None  # who may have something to decide of it
    sheet: "Sheet | BulkSheet | None" = None  # its table: `python -m bot <folder> import|export`
    level_is_fixed: bool = False  # who may see a record of it is part of what was signed
    is_numerous: bool = False  # most records are of it: never gathered by kind, nor by state

    @property
    def kind(self) -> str:
        """The value of `records.kind`."""
        return str(self.model.__mapper__.polymorphic_identity)

    @property
    def held(self) -> Holding | None:
        """The rows that say with whom its records are; None: with their órgão, and with whoever has a date to meet."""
        return self.stays or self.given or self.holding

    @property
    def folder(self) -> str:
        """The name its files have in every room."""
        return self.model.__module__.split(".")[1]

    @property
    def heading(self) -> str:
        return self.title or self.many[:1].upper() + self.many[1:]


STOPPED_AFTER = 10  # dias úteis with one órgão: from then on a record stands still

# Filled in place, so that whoever reads a number looks into a plain dictionary.
SPELLINGS: dict[str, str] = {}
YEARLESS: set[str] = set()
WITHOUT_ORGAO: set[str] = set()
OF_ANY_TIPO: set[str] = set()
OF_OUTSIDE: set[str] = set()
BARE: list[str] = []
_SHORT_WORD = re.compile(r"[a-z]{1,12}")
PHRASES: tuple[str, ...] = ()  # the spellings that are more than one short word, the longest first
_dates: dict[str, DeadlineKind] = {}
_known: dict[str, Subject] = {}
_folders: dict[str, Subject] = {}


def declare(subject: Subject) -> Subject:
    """Make a subject known to the house; returns it."""
    _known[subject.kind] = subject
    _index()
    return subject


def extend(
    kind: str,
    *,
    series: tuple[Series, ...] = (),
    dates: tuple[DeadlineKind, ...] = (),
    ladders: tuple[EscalationPolicy, ...] = (),
) -> None:
    """Add to what a subject declared the numbers and dates that a side table gives its records."""
    known = _known[kind]
    added = {"series": known.series + series, "dates": known.dates + dates, "ladders": known.ladders + ladders}
    _known[kind] = replace(known, **added)  # type: ignore[arg-type]
    _index()


def known() -> tuple[Subject, ...]:
    """Every subject, in the order of their ranks."""
    return tuple(sorted(_known.values(), key=lambda each: (each.rank, each.kind)))


def of_kind(kind: str) -> Subject | None:
    """The subject of a record of that kind."""
    return _known.get(kind)


def declared(kind: str) -> Subject:
    """The subject of that kind. Raises KeyError for one that is not declared."""
    return _known[kind]


def in_folder(name: str) -> Subject | None:
    """The subject whose files have that name."""
    return _folders.get(name)


def register(
    session: Session,
    subject: Subject,
    title: str,
    *,
    by: Person | None,
    now: datetime,
    code: str = "",
    search: Iterable[str] = (),
    **values: Any,
) -> Any:
    """A new record of a subject, with the first line of its history.

    `code`: its number, where it has one already, else the next of the first series; `values`: the columns of the record
    and of its subject that are not the usual ones.
    """
    code = code or _next_code(session, subject.series[0], now)
    made_by = {"author_id": by.id, "orgao_id": by.orgao_id} if by else {}
    usual = {**made_by, "status": str(subject.active[0]), **values}
    record_id = records.create(session, subject.model, now=now, search=search, code=code, title=title, **usual)
    record = records.load(session, subject.model, record_id)
    text = f"{subject.one} {agreed(record, 'registrad')}: {title}"
    audit.write(session, "registro", by=by, now=now, record_id=record_id, text=text)
    return record


def _next_code(session: Session, series: Series, now: datetime) -> str:
    year = moments.today(now).year if series.yearly else 0
    return f"{series.sigla}-{records.draw_number(session, series.sigla, year)}" + (f"/{year}" if year else "")


def the(record: Record) -> str:
    """`o expediente`, `a tarefa`: what a record is, as a sentence says it before its number."""
    subject = of_kind(record.kind)
    return f"{agreed(record, '')} {subject.one if subject else 'registro'}"


def agreed(record: Record, stem: str) -> str:
    """A word that agrees with the record: `vinculad` of a tarefa is `vinculada`."""
    subject = of_kind(record.kind)
    return f"{stem}{'a' if subject and subject.feminine else 'o'}"


def deadline_kind(kind: str) -> DeadlineKind:
    """The words for deadlines of that kind; plain ones for an undeclared kind."""
    return _dates.get(kind) or DeadlineKind(kind, "prazo de", is_main=True)


def kinds_by_ciencia() -> list[str]:
    """The kinds of deadline that are met by taking note."""
    return [str(each.kind) for each in _dates.values() if each.by_ciencia]


def ladders() -> dict[str, EscalationPolicy]:
    """Every ladder by its name, as it is until somebody changes it: first that of every date, last the external one."""
    on_it = [each.many for each in known() if any(date.ladder == PRAZO for date in each.dates)]
    own = sorted((each for subject in known() for each in subject.ladders), key=lambda each: each.name)
    first = EscalationPolicy(PRAZO, f"prazos de {listed(on_it)}", PRAZO_STEPS)
    last = EscalationPolicy(EXTERNAL, "prazos que correm para outro Poder", EXTERNAL_STEPS)
    return {each.name: each for each in (first, *own, last)}


def stays() -> list[Stays]:
    """The table of stays of each subject whose records go from órgão to órgão."""
    return [each.stays for each in known() if each.stays]


def addressees() -> list[Addressees]:
    """The addressees of each subject that asks for an answer."""
    return [each.addressees for each in known() if each.addressees]


def addressees_of(record: Record) -> Addressees | None:
    """The addressees of a record of this kind."""
    subject = of_kind(record.kind)
    return subject.addressees if subject else None


def owing(session: Session, record: Record) -> list[Person | Orgao]:
    """Who has still something to do for a record; empty where only its dates say it."""
    subject = of_kind(record.kind)
    held = subject.held if subject else None
    if subject is None or held is None or held.owes is None:
        return []
    rows, model = held.record_id.expression.table, subject.model
    person_id, orgao_id = (null() if each is None else each for each in (held.person_id, held.orgao_id))
    query = select(person_id, orgao_id).select_from(rows).join(model, model.id == held.record_id)
    found = session.execute(query.where(held.record_id == record.id, held.owes).order_by(rows.c.id))
    return [session.get_one(Person, row[0]) if row[0] else session.get_one(Orgao, row[1]) for row in found]


def watches() -> list[Watch]:
    """The records that the auditor looks for, subject by subject."""
    return [watch for each in known() for watch in each.watches]


def tables() -> set[str]:
    """The tables that hold the columns of each subject, one row to a record."""
    return {each.model.__tablename__ for each in known()}


def final_states() -> tuple[str, ...]:
    """Every state after which a record is no longer open."""
    return tuple(dict.fromkeys(str(state) for each in known() for state in each.final))


def is_open(record: Record) -> bool:
    """True if a record is in none of the final states of its subject."""
    subject = of_kind(record.kind)
    return subject is None or record.status not in map(str, subject.final)


def urgent_among(session: Session, record_ids: Iterable[int]) -> set[int]:
    """The ids, of these records, of the urgent ones, whose messages do not wait for the morning."""
    return set(session.connection().scalars(_urgent(known()), {"ids": list(set(record_ids))}))


@lru_cache(maxsize=2)
def _urgent(subjects: tuple[Subject, ...]) -> CompoundSelect[int]:
    ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
    own = [(each.model.__table__.c.id, each.urgent) for each in subjects]
    return union_all(*(select(own_id).where(own_id.in_(ids), is_so) for own_id, is_so in own if is_so is not None))


def _index() -> None:
    global PHRASES
    series = [each for subject in known() for each in subject.series]
    for index in (SPELLINGS, YEARLESS, WITHOUT_ORGAO, OF_ANY_TIPO, OF_OUTSIDE, BARE, _dates):
        index.clear()
    _folders.update({each.folder: each for each in known()})
    _dates.update({each.kind: each for subject in known() for each in subject.dates})
    SPELLINGS.update({fold(word): each.sigla for each in series for word in (each.sigla, *each.spelled)})
    PHRASES = tuple(sorted((word for word in SPELLINGS if not _SHORT_WORD.fullmatch(word)), key=len, reverse=True))
    YEARLESS.update(each.sigla for each in series if not each.yearly)
    WITHOUT_ORGAO.update(each.sigla for each in series if not each.of_orgao)
    OF_ANY_TIPO.update(each.sigla for each in series if each.of_any_tipo)
    OF_OUTSIDE.update(each.sigla for each in series if each.of_outside)
    BARE.extend(each.sigla for each in series if each.bare)
