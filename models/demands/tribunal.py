"""The Tribunal of accounts: its judgments and the appeal against them, and the pieces of the accounts of a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, authorities, deadlines, moments, municipal_days, notices
from models.authorities import Profile
from models.base import Button, Refusal
from models.deadlines import Basis, Due
from models.demands.closing import require_hand
from models.demands.parts import NewItem, items, set_items
from models.demands.profiles import TCE_SP, procuradoria
from models.demands.queries import visible
from models.demands.register import Arrival, arrived
from models.demands.tables import APPEAL, Demand, DemandItem
from models.people import Orgao, Person, Role, standing, with_role
from models.texts import clip

JUDGMENTS = ("regular com ressalva", "irregular", "regular", "parecer favorável", "parecer desfavorável")
_RULE = "tce_contas_anuais"
_LONGEST_APPEAL = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Received:
    """How many pieces of an órgão came, of how many."""

    orgao: str
    came: int
    wanted: int


def judged(
    session: Session,
    demand: Demand,
    judgment: str,
    on: date,
    appeal_until: date | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    """Record a judgment of the Tribunal; the date of the appeal is the one that a person read, never counted."""
    _require_tribunal(demand)
    require_hand(session, by, now)
    if not demand.expediente.recebido_em <= on <= moments.today(now):
        raise Refusal(
            f"O julgamento seria em {moments.day_text(on)}; tem de ser entre a chegada "
            f"({moments.day_text(demand.expediente.recebido_em)}) e hoje. Confira a data."
        )
    if appeal_until is not None and not timedelta() <= appeal_until - on <= _LONGEST_APPEAL:
        raise Refusal(f"O recurso acabaria em {moments.day_text(appeal_until)}. Confira a data, e escreva-a com o ano.")
    demand.judgment, demand.judged_on = judgment, on
    until = ""
    if appeal_until is not None:
        day_end = municipal_days.current(session).work_day_end(appeal_until)
        due = Due(moments.at(appeal_until, day_end), date_only=True, memory=("Data lida no julgamento.",))
        deadlines.close(session, demand.id, kind=APPEAL, now=now, void=True)
        owner = procuradoria(session) or by
        deadlines.open_deadline(session, demand.id, APPEAL, due, owner=owner, now=now)
        until = f"; recurso até {due.text}"
    text = f"julgado {judgment} em {moments.day_text(on)}{until}"
    audit.write(session, "julgamento", by=by, now=now, record_id=demand.id, text=text)
    told: list[Person | Orgao] = [*with_role(session, Role.PREFEITO), *with_role(session, Role.CHEFIA)]
    told += [*with_role(session, Role.CONTROLE), *filter(None, [procuradoria(session)])]
    said = f"{demand.code} ({clip(demand.expediente.title, 60)}): {text}."
    notices.send(session, demand.expediente, said, told, by=by, now=now, buttons=(Button("Ver", f"ver {demand.code}"),))


def appealed(session: Session, demand: Demand, number: str, at: datetime, *, by: Person, now: datetime) -> None:
    """Record that the appeal was handed in: its date is met by that instant."""
    _require_tribunal(demand)
    require_hand(session, by, now)
    found = next((each for each in deadlines.open_of(session, demand.id) if each.kind == APPEAL), None)
    if found is None:
        raise Refusal(f"{demand.code} não espera recurso.", (Button("Ver", f"ver {demand.code}"),))
    deadlines.close(session, demand.id, kind=APPEAL, now=min(at, now))
    text = f"recurso protocolado: {number}, {moments.moment_text(at)}"
    audit.write(session, "recurso", by=by, now=now, record_id=demand.id, text=text)


def accounts(session: Session, year: int, *, by: Person, now: datetime) -> Demand | None:
    """The demand that gathers the accounts of a year."""
    found = visible(session, Demand.exercicio == year, by=by, now=now)
    return found[-1] if found else None


def open_accounts(session: Session, year: int, *, by: Person, now: datetime) -> Demand:
    """Begin to gather the accounts of a year: its date by the rule, its pieces those of the last year gathered."""
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Só o gabinete abre as contas do ano.")
    if accounts(session, year, by=by, now=now) is not None:
        raise Refusal(f"As contas de {year} já estão abertas.", (Button("Ver", f"contas {year}"),))
    theirs = [each for each in authorities.everyone(session) if each.perfil == Profile.TCE and each.active]
    if len(theirs) != 1:
        raise Refusal("Cadastre antes o Tribunal de Contas.", (Button("Cadastrar", "autoridade nova"),))
    due = deadlines.due_of(session, Basis(_RULE, date(year, 12, 31), TCE_SP))
    if due.at < now:
        raise Refusal(
            f"As contas de {year} venceram em {due.text}: o que falta é registrado com chegou, como despacho."
        )
    new = Arrival(
        profile=Profile.TCE,
        authority=theirs[0],
        assunto=f"Contas anuais de {year}",
        printed_on=moments.local(due.at).date(),
        exercicio=year,
    )
    demand = arrived(session, new, by=by, now=now)
    before = session.scalars(select(Demand).where(Demand.exercicio < year).order_by(Demand.exercicio.desc())).first()
    if before is not None:
        again = [NewItem(each.number, each.text, each.orgao) for each in items(session, before)]
        set_items(session, demand, again, by=by, now=now)
    return demand


def by_orgao(pieces: Sequence[DemandItem]) -> list[Received]:
    """The pieces received of each órgão, in the order of its first piece."""
    names = list(dict.fromkeys(each.orgao.sigla if each.orgao else "sem órgão" for each in pieces))
    found = []
    for name in names:
        own = [each for each in pieces if (each.orgao.sigla if each.orgao else "sem órgão") == name]
        found.append(Received(name, sum(1 for each in own if each.answered_at), len(own)))
    return found


def _require_tribunal(demand: Demand) -> None:
    if demand.profile != Profile.TCE:
        raise Refusal(f"{demand.code} não veio do Tribunal de Contas.", (Button("Ver", f"ver {demand.code}"),))
