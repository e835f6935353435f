"""Dated substitution by portaria: what would reach the holder reaches the substitute, and goes back by itself."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models import audit, moments
from models.base import Refusal, insert_row
from models.people.structure import structure
from models.people.tables import Person, Role, Substitution

_TODAY = select(Substitution.holder_id, Substitution.substitute_id).where(
    Substitution.starts <= bindparam("day"), Substitution.ends >= bindparam("day")
)
_LONGEST_CHAIN = 5


def stand_ins(session: Session, on: date) -> dict[int, int]:
    """Holder id -> id of who answers on that day; a substitute who is away too passes it on."""
    known: dict[date, dict[int, int]] = session.info.setdefault("stand_ins", {})
    if on not in known:
        rows = session.connection().execute(_TODAY, {"day": on})
        direct = {row.holder_id: row.substitute_id for row in rows}
        known[on] = {holder_id: _end_of_chain(holder_id, direct) for holder_id in direct}
    return known[on]


def _end_of_chain(person_id: int, direct: dict[int, int]) -> int:
    for _ in range(_LONGEST_CHAIN):
        if person_id not in direct:
            break
        person_id = direct[person_id]
    return person_id


def substituted_by(session: Session, person: Person, on: date) -> list[int]:
    """Ids of the holders this person answers for on that day."""
    return [holder_id for holder_id, substitute_id in stand_ins(session, on).items() if substitute_id == person.id]


@dataclass(frozen=True, slots=True)
class Standing:
    """In whose name a person may act on one day: the own, and those of the holders substituted."""

    person_ids: frozenset[int]
    orgao_ids: frozenset[int]
    roles: frozenset[Role]
    leads: frozenset[int]  # órgãos of which the person is titular or adjunto, in the own name or as substitute

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def is_cabinet(self) -> bool:
        return self.has(Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA)

    @property
    def commands(self) -> bool:
        """May decide for the cabinet: the mayor and the chefia de gabinete."""
        return self.has(Role.PREFEITO, Role.CHEFIA)


def standing(session: Session, person: Person, now: datetime) -> Standing:
    """What a person may act as at that moment."""
    known: dict[int, Standing] = session.info.setdefault("standings", {})
    if person.id not in known:
        held = [session.get_one(Person, i) for i in substituted_by(session, person, moments.today(now))]
        everyone = [person, *(other for other in held if other.active)]
        known[person.id] = Standing(
            person_ids=frozenset(p.id for p in everyone),
            orgao_ids=frozenset(i for p in everyone for i in structure(session).orgaos_of(p)),
            roles=frozenset(Role(p.role) for p in everyone),
            leads=frozenset(i for p in everyone for i in structure(session).orgaos_of(p, leading=True)),
        )
    return known[person.id]


def substitute(
    session: Session,
    holder: Person,
    stand_in: Person,
    starts: date,
    ends: date,
    portaria: str,
    *,
    by: Person,
    now: datetime,
) -> int:
    """Register that `stand_in` answers for `holder` from `starts` to `ends`, both included; return the row's id."""
    _check(session, holder, stand_in, starts, ends, by=by, now=now)
    row_id = insert_row(
        session,
        Substitution,
        holder_id=holder.id,
        substitute_id=stand_in.id,
        starts=starts,
        ends=ends,
        portaria=portaria,
        created_by_id=by.id,
    )
    _forget(session)
    days = f"de {starts:%d/%m/%Y} a {ends:%d/%m/%Y}"
    text = f"{stand_in.name} substitui {holder.name} {days}, portaria {portaria}"
    audit.write(
        session, "substituicao", by=by, now=now, text=text, data={"holder": holder.id, "substitute": stand_in.id}
    )
    return row_id


def end_substitution(session: Session, row_id: int, *, by: Person, now: datetime) -> Substitution:
    """End a substitution yesterday, so that the holder answers again from today; one still to come never starts."""
    row = session.get(Substitution, row_id)
    today = moments.today(now)
    if row is None or row.ends < today:
        raise Refusal("Essa substituição não está em vigor. Veja as que valem com: pessoas")
    _require_chefia(session, by, now)
    row.ends = moments.days_after(min(today, row.starts), -1)
    session.flush()
    _forget(session)
    names = [session.get_one(Person, each).name for each in (row.substitute_id, row.holder_id)]
    text = f"encerrada a substituição: {names[0]} por {names[1]}, portaria {row.portaria}"
    audit.write(session, "fim_substituicao", by=by, now=now, text=text, data={"substitution": row_id})
    return row


def current_and_coming(session: Session, on: date) -> list[Substitution]:
    """The substitutions in force on that day and those still to come, soonest first."""
    query = select(Substitution).where(Substitution.ends >= on, Substitution.ends >= Substitution.starts)
    return list(session.scalars(query.order_by(Substitution.starts, Substitution.id)))


def release(session: Session, person: Person, *, now: datetime) -> None:
    """End what a person who leaves stands in for: the holders answer for themselves again."""
    today = moments.today(now)
    for row in current_and_coming(session, today):
        if row.substitute_id == person.id:
            row.ends = moments.days_after(min(today, row.starts), -1)
    session.flush()
    _forget(session)


def _check(
    session: Session, holder: Person, stand_in: Person, starts: date, ends: date, *, by: Person, now: datetime
) -> None:
    _require_chefia(session, by, now)
    if holder.id == stand_in.id:
        raise Refusal("Uma pessoa não substitui a si mesma.")
    if stand_in.role == Role.CONTROLE:
        raise Refusal("O controle interno só consulta; por isso não substitui ninguém. Escolha outra pessoa.")
    if ends < starts:
        raise Refusal(f"A substituição terminaria ({ends:%d/%m/%Y}) antes de começar ({starts:%d/%m/%Y}).")
    if ends < moments.today(now):
        raise Refusal(f"Esse período já passou: terminou em {ends:%d/%m/%Y}.")
    clash = session.scalar(
        select(Substitution).where(
            Substitution.holder_id == holder.id, Substitution.starts <= ends, Substitution.ends >= starts
        )
    )
    if clash is not None:
        other = session.get_one(Person, clash.substitute_id).name
        raise Refusal(f"{holder.name} já tem substituto no período: {other}, até {clash.ends:%d/%m/%Y}.")
    back = session.scalar(
        select(Substitution.id).where(
            Substitution.holder_id == stand_in.id,
            Substitution.substitute_id == holder.id,
            Substitution.starts <= ends,
            Substitution.ends >= starts,
        )
    )
    if back is not None:
        raise Refusal(f"{stand_in.name} estará ausente, e quem responde é {holder.name}. Indique outra pessoa.")


def _forget(session: Session) -> None:
    session.info.pop("stand_ins", None)
    session.info.pop("standings", None)


def _require_chefia(session: Session, by: Person, now: datetime) -> None:
    if not standing(session, by, now).has(Role.PREFEITO, Role.CHEFIA, Role.ADMINISTRADOR):
        raise Refusal("Só a chefia de gabinete, o prefeito ou o administrador registra substituições.")
