"""Dated substitution by portaria: the substitute gets the holder's messages and rights, and gives them back."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CompoundSelect, and_, bindparam, literal_column, or_, select, union_all
from sqlalchemy.orm import Session

from models import audit, moments
from models.base import Refusal, insert_row
from models.people.structure import PARTS, STAND_IN, keep, structure
from models.people.tables import Function, Person, Role, Substitution

_TODAY: CompoundSelect[int, int, str] = union_all(  # with the structure, which every request needs as well
    select(Substitution.holder_id, Substitution.substitute_id, literal_column(f"'{STAND_IN}'").label("kind")).where(
        Substitution.starts <= bindparam("day"), Substitution.ends >= bindparam("day")
    ),
    *PARTS,
)
_LEADING = select(Person.id, Person.orgao_id, Person.function).where(
    Person.active,
    or_(
        and_(Person.function != "", Person.orgao_id.in_(bindparam("orgaos", expanding=True))),
        Person.id.in_(bindparam("people", expanding=True)),
    ),
)


def stand_ins(session: Session, on: date) -> dict[int, int]:
    """The id of the person who answers on that day by holder id; an absent substitute is substituted in turn."""
    known: dict[date, dict[int, int]] = session.info.setdefault("stand_ins", {})
    if on not in known:
        rows = session.connection().execute(_TODAY, {"day": on}).all()
        keep(session, rows)
        direct = {holder_id: substitute_id for holder_id, substitute_id, kind in rows if kind == STAND_IN}
        known[on] = {holder_id: _end_of_chain(holder_id, direct) for holder_id in direct}
    return known[on]


def _end_of_chain(person_id: int, direct: dict[int, int]) -> int:
    seen = {person_id}
    while (following := direct.get(person_id, person_id)) not in seen:
        seen.add(following)
        person_id = following
    return person_id


def substituted_by(session: Session, person: Person, on: date) -> list[int]:
    """Ids of the holders this person answers for on that day."""
    return [holder_id for holder_id, substitute_id in stand_ins(session, on).items() if substitute_id == person.id]


@dataclass(frozen=True, slots=True)
class Standing:
    """The permissions of a person on one day: the people acted for, roles, and órgãos led."""

    person_ids: frozenset[int]
    orgao_ids: frozenset[int]
    roles: frozenset[Role]
    leads: frozenset[int]  # órgãos of which the person is titular or adjunto, in the own name or as substitute
    heads: frozenset[int] = frozenset()  # those of them the person answers for: an adjunto, where there is no titular

    def has(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def is_cabinet(self) -> bool:
        return self.has(Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA)

    @property
    def commands(self) -> bool:
        """Whether the person may decide for the cabinet, as the mayor or the chefia de gabinete."""
        return self.has(Role.PREFEITO, Role.CHEFIA)


def standing(session: Session, person: Person, now: datetime) -> Standing:
    """The permissions of a person at that moment."""
    known: dict[int, Standing] = session.info.setdefault("standings", {})
    if person.id not in known:
        held = [session.get_one(Person, i) for i in substituted_by(session, person, moments.today(now))]
        everyone = [person, *(other for other in held if other.active)]
        known[person.id] = Standing(
            person_ids=frozenset(p.id for p in everyone),
            orgao_ids=frozenset(i for p in everyone for i in structure(session).orgaos_of(p)),
            roles=frozenset(Role(p.role) for p in everyone),
            leads=frozenset(i for p in everyone for i in structure(session).orgaos_of(p, leading=True)),
            heads=_headed(session, everyone),
        )
    return known[person.id]


def check_substitution(
    session: Session, holder: Person, stand_in: Person, starts: date, ends: date, *, by: Person, now: datetime
) -> None:
    """Refuse a substitution that is not allowed: of these people, on those days, asked for by that one."""
    _require_chefia(session, by, now)
    if holder.id == stand_in.id:
        raise Refusal("Uma pessoa não substitui a si mesma.")
    if gone := next((each for each in (holder, stand_in) if not each.active), None):
        raise Refusal(f"{gone.name} não está mais em exercício.")
    if stand_in.role == Role.CONTROLE:
        raise Refusal("O controle interno só consulta; por isso não substitui ninguém. Escolha outra pessoa.")
    if ends < starts:
        raise Refusal(
            f"A substituição terminaria ({moments.date_text(ends)}) antes de começar ({moments.date_text(starts)})."
        )
    if ends < moments.today(now):
        raise Refusal(f"Esse período já passou: terminou em {moments.date_text(ends)}.")
    rows = current_and_coming(session, starts)
    clash = next((row for row in rows if row.holder_id == holder.id and row.starts <= ends), None)
    if clash is not None:
        other = session.get_one(Person, clash.substitute_id).name
        raise Refusal(f"{holder.name} já tem substituto no período: {other}, até {moments.date_text(clash.ends)}.")
    back = _leads_back(rows, stand_in.id, holder.id, starts, ends)
    if back is not None:
        other = session.get_one(Person, back).name
        raise Refusal(f"{stand_in.name} estará ausente, e quem responde é {other}. Indique outra pessoa.")


def heads_of(session: Session, orgao_ids: Collection[int]) -> dict[int, set[int]]:
    """The titular of each órgão by id, or its adjuntos where the post is vacant; empty where there is none."""
    found: dict[int, dict[str, set[int]]] = {each: defaultdict(set) for each in orgao_ids}
    further = {each: structure(session).holding(each) for each in orgao_ids}
    ids = {"orgaos": list(orgao_ids), "people": [person_id for held in further.values() for person_id in held]}
    for row in session.connection().execute(_LEADING, ids) if orgao_ids else ():
        if row.orgao_id in found and row.function:
            found[row.orgao_id][row.function].add(row.id)
        for orgao_id, held in further.items():
            if function := held.get(row.id):
                found[orgao_id][function].add(row.id)
    return {each: of.get(Function.TITULAR) or of.get(Function.ADJUNTO) or set() for each, of in found.items()}


def _headed(session: Session, everyone: list[Person]) -> frozenset[int]:
    """The órgãos led by these people, with their predecessors."""
    # The database is asked only for adjuntos, who lead where the post of the titular is vacant.
    known = structure(session)
    posts = [post for p in everyone for post in [(p.orgao_id, p.function), *known.posts.get(p.id, ())]]
    own = {orgao_id for orgao_id, function in posts if orgao_id and function == Function.TITULAR}
    as_adjunto = {orgao_id for orgao_id, function in posts if orgao_id and function == Function.ADJUNTO} - own
    ids = {p.id for p in everyone}
    own |= {each for each, heads in heads_of(session, as_adjunto).items() if heads & ids}
    return frozenset(own | {gone for gone in known.successors if known.now(gone) in own})


def substitute(
    session: Session,
    holder: Person,
    stand_in: Person,
    starts: date,
    ends: date,
    portaria: str,
    *,
    by: Person | None,
    now: datetime,
) -> int:
    """Register that `stand_in` answers for `holder` from `starts` to `ends`, both included; return the row's id."""
    values = {"holder_id": holder.id, "substitute_id": stand_in.id, "starts": starts, "ends": ends}
    by_id = by.id if by else None
    row_id = insert_row(session, Substitution, **values, portaria=portaria, created_by_id=by_id)
    forget_standings(session)
    days = f"de {moments.date_text(starts)} a {moments.date_text(ends)}"
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
    forget_standings(session)
    names = [session.get_one(Person, each).name for each in (row.substitute_id, row.holder_id)]
    text = f"encerrada a substituição: {names[0]} por {names[1]}, portaria {row.portaria}"
    audit.write(session, "fim_substituicao", by=by, now=now, text=text, data={"substitution": row_id})
    return row


def current_and_coming(session: Session, on: date) -> list[Substitution]:
    """The substitutions in force on that day and those still to come, soonest first."""
    query = select(Substitution).where(Substitution.ends >= on, Substitution.ends >= Substitution.starts)
    return list(session.scalars(query.order_by(Substitution.starts, Substitution.id)))


def release(session: Session, person: Person, *, now: datetime) -> None:
    """End the substitutions by a person who leaves: the holders answer for themselves again."""
    today = moments.today(now)
    for row in current_and_coming(session, today):
        if row.substitute_id == person.id:
            row.ends = moments.days_after(min(today, row.starts), -1)
    session.flush()
    forget_standings(session)


def release_holder(session: Session, person: Person, *, now: datetime) -> None:
    """End the substitutions of this person, who answers alone then."""
    today = moments.today(now)
    for row in current_and_coming(session, today):
        if row.holder_id == person.id:
            row.ends = moments.days_after(min(today, row.starts), -1)
    session.flush()
    forget_standings(session)


def _leads_back(rows: list[Substitution], person_id: int, holder_id: int, starts: date, ends: date) -> int | None:
    """The next substitute on the way from a person back to the holder on some day of the period; None: none."""
    for row in rows:
        if row.holder_id != person_id or row.starts > ends or row.ends < starts:
            continue
        first, last = max(starts, row.starts), min(ends, row.ends)
        others = [each for each in rows if each is not row]
        if row.substitute_id == holder_id or _leads_back(others, row.substitute_id, holder_id, first, last) is not None:
            return row.substitute_id
    return None


def forget_standings(session: Session) -> None:
    """Forget the standings of this transaction, after a change of roles or substitutions."""
    session.info.pop("stand_ins", None)
    session.info.pop("standings", None)


def _require_chefia(session: Session, by: Person, now: datetime) -> None:
    if not standing(session, by, now).has(Role.PREFEITO, Role.CHEFIA, Role.ADMINISTRADOR):
        raise Refusal("Só a chefia de gabinete, o prefeito ou o administrador registra substituições.")
