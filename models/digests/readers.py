"""The readers of digests: everybody with open deadlines, heads of órgãos, the chefia, substitutes, whoever asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, bindparam, exists, select
from sqlalchemy.orm import Session

from models import quiet_hours
from models.deadlines import IS_OPEN, Deadline
from models.digests.agenda import AgendaOwner
from models.people import Function, Orgao, Person, Role, heads, stand_ins, structure
from models.quiet_hours import DEFAULT_PREFERENCES, Preferences

_LEFT = select(Person.id, Person.name, Person.orgao_id).where(
    ~Person.active, exists().where(Deadline.person_id == Person.id, IS_OPEN)
)
_WITH_WORK = select(Orgao.id, Orgao.sigla).where(exists().where(Deadline.orgao_id == Orgao.id, IS_OPEN))
CHUNK = 15  # so few that no other transaction waits long
_Page = Row[int, str, str, str, dict[str, object], bool]
SEES_THE_HOUSE = (Role.CHEFIA, Role.PREFEITO)
_NAMES = select(Person.id, Person.name).where(Person.id.in_(bindparam("ids", expanding=True)))
_PAGE = (
    select(
        Person.id,
        Person.name,
        Person.role,
        Person.function,
        Person.preferences,
        exists().where(Deadline.person_id == Person.id, IS_OPEN).label("owes"),
    )
    .where(Person.active, Person.id > bindparam("after"))
    .order_by(Person.id)
    .limit(CHUNK)
)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One digest: its owner, and the preferences of its reader; `reader` names a substitute, else it is empty."""

    owner: AgendaOwner
    name: str
    role: Role
    reader: str
    preferences: Preferences

    @property
    def daily(self) -> bool:
        return self.preferences.digest is not None

    @property
    def weekly(self) -> bool:
        """Whether the week begins with a digest of the whole of it: the mayor's."""
        return self.daily and self.role is Role.PREFEITO


def readers(present: Callable[[], Session], on: date) -> Iterator[list[Subscriber]]:
    """All digests of a day, in batches, each in the session that `present` then gives."""
    session = present()
    away = stand_ins(session, on)
    replacing = set(away.values())
    names, preferences = names_of(session, replacing), quiet_hours.preferences_of(session, replacing)
    leads = _leads(session)
    left, vacant = _without_anybody(session, leads)
    for page in _pages(present):
        chunk = []
        for row in page:
            own = quiet_hours.read(row.preferences)
            if row.id in leads or row.id in replacing or row.owes or own.digest_chosen or _by_office(row):
                stand_in = away.get(row.id)
                chosen = preferences.get(stand_in, DEFAULT_PREFERENCES) if stand_in else own
                reader = names.get(stand_in, "") if stand_in else ""
                chunk.append(Subscriber(_owner(row, leads, left, vacant), row.name, Role(row.role), reader, chosen))
        yield chunk


def names_of(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    ids = set(person_ids)
    rows = session.connection().execute(_NAMES, {"ids": list(ids)}) if ids else ()
    return {row.id: row.name for row in rows}


def _pages(present: Callable[[], Session]) -> Iterator[list[_Page]]:
    last = 0
    while page := list(present().connection().execute(_PAGE, {"after": last})):
        yield page
        last = page[-1].id


def _leads(session: Session) -> dict[int, set[int]]:
    """The ids of the órgãos that each person answers for (the titular, else the adjunto), and of their predecessors."""
    found, known = heads(session), structure(session)
    leads: dict[int, set[int]] = {}
    for orgao_id in {*found, *known.successors}:
        leading = found.get(known.now(orgao_id), {})
        if first := leading.get(Function.TITULAR) or leading.get(Function.ADJUNTO):
            leads.setdefault(first.id, set()).add(orgao_id)
    return leads


def _by_office(row: _Page) -> bool:
    return row.function == Function.TITULAR or row.role in (Role.CHEFIA, Role.PREFEITO)


def _owner(
    row: _Page, leads: dict[int, set[int]], left: dict[int, dict[int, str]], vacant: dict[int, str]
) -> AgendaOwner:
    oversees = row.role in (Role.CHEFIA, Role.PREFEITO, Role.CONTROLE)
    orgaos, nobodys = leads.get(row.id, set()), vacant if row.role == Role.CHEFIA else {}
    gone = {person_id: name for orgao_id in orgaos.union(nobodys) for person_id, name in left.get(orgao_id, {}).items()}
    return AgendaOwner(row.id, frozenset({row.id}), frozenset(orgaos), oversees, gone, nobodys)


def _without_anybody(session: Session, leads: dict[int, set[int]]) -> tuple[dict[int, dict[int, str]], dict[int, str]]:
    """The people who left something open, by órgão; and the órgãos with something open that nobody answers for."""
    led = {orgao_id for orgaos in leads.values() for orgao_id in orgaos}
    left: dict[int, dict[int, str]] = {}
    for row in session.connection().execute(_LEFT):
        left.setdefault(row.orgao_id, {})[row.id] = row.name
    vacant = {row.id: row.sigla for row in session.connection().execute(_WITH_WORK) if row.id not in led}
    return left, {**dict.fromkeys(left.keys() - led, ""), **vacant}
