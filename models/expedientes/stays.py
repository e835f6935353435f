"""How many dias úteis an órgão may keep an expediente: the rules, and the date that each stay has by them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, deadlines, seals
from models.base import Base, Refusal, insert_row
from models.deadlines import Basis, Due
from models.expedientes.tables import Expediente, ExpedienteDeadline
from models.people import Orgao, Person, Role, standing
from models.texts import plural

KEEPERS = (Role.PREFEITO, Role.CHEFIA)
_MOST_DAYS = 365
_PERMANENCIA = ExpedienteDeadline.PERMANENCIA


class StayRule(Base):
    """The dias úteis that an órgão (0: every one) may keep an expediente of a tipo (empty: every one), from a day on.

    Rows are only added: the newest holds for what arrives; `days` 0 takes the rule away.
    """

    __tablename__ = "stay_rules"
    id: Mapped[int] = mapped_column(primary_key=True)
    tipo: Mapped[str] = mapped_column(index=True)
    orgao_id: Mapped[int]
    days: Mapped[int]
    since: Mapped[datetime]
    by_id: Mapped[int]


seals.protect(StayRule, "o prazo de permanência", by="id")


def set_rule(
    session: Session, n: int, *, tipo: str = "", orgao: Orgao | None = None, by: Person, now: datetime
) -> None:
    """Set the dias úteis for what arrives from now on; 0 takes the rule away. Raises Refusal."""
    if not standing(session, by, now).has(*KEEPERS):
        raise Refusal("Só a chefia de gabinete ou a Prefeita muda o prazo de permanência. Peça a elas.")
    if not 0 <= n <= _MOST_DAYS:
        raise Refusal(f"O prazo vai de 1 a {_MOST_DAYS} dias úteis. Para tirar a regra: sla sem prazo")
    values = {"tipo": tipo, "orgao_id": orgao.id if orgao else 0, "days": n, "since": now, "by_id": by.id}
    insert_row(session, StayRule, **values)
    where = f"{tipo or 'qualquer tipo'}, {orgao.sigla if orgao else 'qualquer órgão'}"
    text = f"permanência ({where}): {plural(n, 'dia útil', 'dias úteis') if n else 'sem prazo'}"
    audit.write(session, "permanencia", by=by, now=now, text=text)


def stay_rules(session: Session) -> list[tuple[str, Orgao | None, int]]:
    """The rules in force: tipo, órgão and dias úteis, the general ones first."""
    newest = {(each.tipo, each.orgao_id): each.days for each in session.scalars(select(StayRule).order_by(StayRule.id))}
    found = sorted(((tipo, key, n) for (tipo, key), n in newest.items() if n), key=lambda each: (each[1], each[0]))
    return [(tipo, session.get(Orgao, key) if key else None, n) for tipo, key, n in found]


def days_for(session: Session, tipo: str, orgao: Orgao) -> int:
    """The dias úteis of the most particular rule; 0 where there is none."""
    fitting = (StayRule.tipo.in_(("", tipo)), StayRule.orgao_id.in_((0, orgao.id)))
    rows = session.scalars(select(StayRule).where(*fitting).order_by(StayRule.id))
    newest = {(each.orgao_id, each.tipo): each.days for each in rows}
    order = ((orgao.id, tipo), (orgao.id, ""), (0, tipo), (0, ""))
    return next((newest[each] for each in order if newest.get(each)), 0)


def begin_stay(
    session: Session, expediente: Expediente, orgao: Orgao, stay_id: int, since: date, now: datetime
) -> None:
    """Open the date of a stay, or bring it forward where the órgão had it earlier than was supposed."""
    known = [each for each in deadlines.open_of(session, expediente.id, item_id=stay_id) if each.kind == _PERMANENCIA]
    if known and known[0].basis is not None:
        basis = Basis.from_json(known[0].basis)
        if basis.start > since:
            rule = basis.rule
            deadlines.move(session, known[0], deadlines.due_of(session, Basis(rule, since)), now=now)
    elif n := days_for(session, expediente.tipo, orgao):
        due = _due(session, n, since)
        deadlines.open_deadline(session, expediente.id, _PERMANENCIA, due, owner=orgao, now=now, item_id=stay_id)


def _due(session: Session, n: int, since: date) -> Due:
    length = {"unit": "dias_uteis", "n": n, "start_rule": "exclui_inicio", "roll": "nenhum"}
    return deadlines.due_of(session, Basis(length, since))
