"""The readers of digests: titulares, heads of órgãos, the chefia, substitutes of the day, and whoever asked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from models import quiet_hours
from models.digests.agenda import AgendaOwner
from models.people import Function, Person, Role, heads, stand_ins, structure
from models.quiet_hours import DEFAULT_PREFERENCES, Preferences

CHUNK = 15  # so few that no other transaction waits long
_NAMES = select(Person.id, Person.name).where(Person.id.in_(bindparam("ids", expanding=True)))
_PAGE = (
    select(Person.id, Person.name, Person.role, Person.function, Person.preferences)
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
        """Whether it is sent daily: to the mayor, who has a weekly one, only on demand."""
        chosen = self.preferences
        return chosen.digest is not None and (self.role is not Role.PREFEITO or chosen.digest_chosen)

    @property
    def weekly(self) -> bool:
        return self.preferences.digest is not None and self.role is Role.PREFEITO


def readers(present: Callable[[], Session], on: date) -> Iterator[list[Subscriber]]:
    """All digests of a day, in batches, each in the session that `present` then gives."""
    session = present()
    away = stand_ins(session, on)
    replacing = set(away.values())
    names, preferences = names_of(session, replacing), quiet_hours.preferences_of(session, replacing)
    leads = _leads(session)
    for page in _pages(present):
        chunk = []
        for row in page:
            own = quiet_hours.read(row.preferences)
            if row.id in leads or row.id in replacing or own.digest_chosen or _by_office(row):
                stand_in = away.get(row.id)
                chosen = preferences.get(stand_in, DEFAULT_PREFERENCES) if stand_in else own
                reader = names.get(stand_in, "") if stand_in else ""
                chunk.append(Subscriber(_owner(row, leads), row.name, Role(row.role), reader, chosen))
        yield chunk


def names_of(session: Session, person_ids: Iterable[int]) -> dict[int, str]:
    rows = session.connection().execute(_NAMES, {"ids": list(set(person_ids))})
    return {row.id: row.name for row in rows}


def _pages(present: Callable[[], Session]) -> Iterator[list[Row[int, str, str, str, dict[str, object]]]]:
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


def _by_office(row: Row[int, str, str, str, dict[str, object]]) -> bool:
    return row.function == Function.TITULAR or row.role in (Role.CHEFIA, Role.PREFEITO)


def _owner(row: Row[int, str, str, str, dict[str, object]], leads: dict[int, set[int]]) -> AgendaOwner:
    oversees = row.role in (Role.CHEFIA, Role.PREFEITO, Role.CONTROLE)
    return AgendaOwner(row.id, frozenset({row.id}), frozenset(leads.get(row.id, ())), oversees)
