"""The parts of an answer: asked of the órgãos with an internal term, sent back by each, or returned with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, notices, records
from models.base import Answer, Button, Question, Refusal, insert_row, insert_rows
from models.deadlines import Due
from models.demands.counting import internal_terms, item_term, legal_of
from models.demands.profiles import handling
from models.demands.tables import ITEM, Demand, DemandItem, DemandPart
from models.expedientes import ExpedienteDeadline, Situacao, Tramitacao, open_stays, route
from models.expedientes.movement import leave
from models.people import Orgao, Person, cabinet, standing
from models.texts import clip, ended, listed


@dataclass(frozen=True, slots=True)
class NewItem:
    """A numbered question, and the órgão that answers it. `term`: of its own, a day, or so many days of a unit."""

    number: int
    text: str
    orgao: Orgao | None = None
    term: date | tuple[int, str] | None = None


def distribute(
    session: Session,
    demand: Demand,
    to: Sequence[Person | Orgao],
    *,
    despacho: str = "",
    due: Due | None = None,
    by: Person,
    now: datetime,
) -> tuple[list[Orgao], Due | None]:
    """Ask these órgãos for their part, until `due` or the default internal term; returns both. The cabinet keeps it."""
    who = standing(session, by, now)
    if not who.is_cabinet:
        raise Refusal("Só o gabinete distribui o que chega de fora. Peça a ele.")
    if not to:
        raise Question(f"Para quem? Exemplo: distribuir {demand.code} @educacao @plan", Answer.WHO)
    legal = legal_of(session, demand.id)
    if due is not None and legal is not None and due.at > legal.due_at:
        raise Refusal(
            f"O prazo interno ({due.text}) passaria do prazo de fora ({legal.due.text}). Dê um dia antes dele."
        )
    if due is None:
        days = handling(demand.profile).internal_days
        terms = internal_terms(session, legal.due_at if legal else None, days, now)
        due = terms.units if terms else None
    own = cabinet(session)
    stays = [stay.to_orgao for stay in open_stays(session, demand.expediente) if own and stay.to_orgao_id == own.id]
    asked = route(session, demand.expediente, [*to, *stays], despacho=despacho, due=due, by=by, now=now)
    return [each for each in asked if own is None or each.id != own.id], due


def place(session: Session, demand: Demand, to: Sequence[Orgao], due: Due | None, *, now: datetime) -> None:
    """Put a demand of a table with the órgãos that its row names, each with the internal term, and tell them."""
    own = cabinet(session)
    for orgao in to:
        values = {"from_orgao_id": own.id if own else None, "to_orgao_id": orgao.id, "despacho": "", "sent_at": now}
        dated = {"return_at": due.at if due else None, "return_date_only": due.date_only if due else False}
        stay_id = insert_row(session, Tramitacao, expediente_id=demand.id, **values, **dated)
        kind = ExpedienteDeadline.RETORNO
        if due is not None:
            deadlines.open_deadline(session, demand.id, kind, due, owner=orgao, now=now, item_id=stay_id)
    if not to:
        return
    records.grant(session, demand.id, orgaos=to)
    demand.expediente.status = Situacao.EM_TRAMITACAO
    names = listed([each.name for each in to])
    audit.write(session, "tramitacao", by=None, now=now, record_id=demand.id, text=f"enviado a {names}.")
    until = f"\nInformações até {due.text}." if due else ""
    text = f"Chegou {demand.code} para o seu órgão: {ended(demand.expediente.title)}{until}"
    notices.send(session, demand.expediente, text, to, by=None, now=now, buttons=(Button("Ver", f"ver {demand.code}"),))


def waiting(session: Session, demand: Demand) -> list[Tramitacao]:
    """The órgãos that were asked and have not sent their part, oldest first."""
    own = cabinet(session)
    return [each for each in open_stays(session, demand.expediente) if own is None or each.to_orgao_id != own.id]


def parts(session: Session, demand: Demand) -> list[DemandPart]:
    return list(session.scalars(select(DemandPart).where(DemandPart.demand_id == demand.id).order_by(DemandPart.id)))


def items(session: Session, demand: Demand) -> list[DemandItem]:
    query = select(DemandItem).where(DemandItem.demand_id == demand.id)
    return list(session.scalars(query.order_by(DemandItem.number, DemandItem.id)))


def set_items(session: Session, demand: Demand, new: Sequence[NewItem], *, by: Person, now: datetime) -> None:
    """Register numbered questions; one whose number is there already is replaced, unless it was answered."""
    _require_open(demand)
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Só o gabinete divide uma demanda em itens.")
    known = {each.number: each for each in items(session, demand)}
    for each in new:
        if (old := known.get(each.number)) is not None:
            if old.answered_at is not None:
                raise Refusal(f"O item {each.number} já foi respondido e não muda.")
            old.text, old.orgao_id = each.text, each.orgao.id if each.orgao else None
    rows = [
        {
            "demand_id": demand.id,
            "number": each.number,
            "text": each.text,
            "orgao_id": each.orgao.id if each.orgao else None,
            "answer": "",
            "answered_by_id": None,
            "answered_at": None,
        }
        for each in new
        if each.number not in known
    ]
    insert_rows(session, DemandItem, rows)
    session.expire_all()
    _set_terms(session, demand, new, now)
    numbers = listed([str(each.number) for each in new])
    audit.write(session, "itens", by=by, now=now, record_id=demand.id, text=f"itens {numbers}")


def _set_terms(session: Session, demand: Demand, new: Sequence[NewItem], now: datetime) -> None:
    """Open the dates of items that have one of their own, in the place of those they had."""
    ids = {each.number: each.id for each in items(session, demand)}
    for each in new:
        if each.term is not None:
            due = item_term(session, demand, each.term)
            deadlines.close(session, demand.id, kind=ITEM, item_id=ids[each.number], now=now, void=True)
            owner = each.orgao or cabinet(session)
            if owner is not None:
                deadlines.open_deadline(session, demand.id, ITEM, due, owner=owner, item_id=ids[each.number], now=now)


def item_dates(session: Session, demand: Demand) -> dict[int, Due]:
    """The open dates of the items that have one of their own, by the id of the item."""
    found = (each for each in deadlines.open_of(session, demand.id) if each.kind == ITEM)
    return {each.item_id: each.due for each in found if each.item_id is not None}


def inform(
    session: Session, demand: Demand, text: str, *, item: int | None = None, has_file: bool, by: Person, now: datetime
) -> Orgao:
    """Send the part of the person's órgão, or the answer to one item; its return is closed when nothing is left.

    What names no item answers all those of the órgão.
    """
    _require_open(demand)
    orgao = _owner_of_item(session, demand, item, by, now) or _own_stay(session, demand, by, now).to_orgao
    if not text and not has_file:
        raise Question(
            f"O que informar? Exemplo: informar {demand.code} há 312 vagas (ou mande o arquivo)", Answer.TEXT
        )
    said, is_whole = text or "informação no arquivo anexo", item is None
    mine = _unanswered(session, demand, orgao)
    if item is None and len(mine) == 1:
        item = mine[0].number
    if item is None:
        for each in mine:
            _answer_item(session, demand, each.number, "na informação do órgão", by, now)
    else:
        _answer_item(session, demand, item, said, by, now)
    _add_part(session, demand, orgao, said if item is None else f"item {item}: {said}", by, now)
    if is_whole or not _unanswered(session, demand, orgao):
        for stay in waiting(session, demand):
            if stay.to_orgao_id == orgao.id:
                leave(session, stay, by=by, now=now)
    _tell(session, demand, f"{orgao.sigla} informou {demand.code}: {clip(said, 300)}", by, now)
    return orgao


def give_back(session: Session, demand: Demand, reason: str, *, by: Person, now: datetime) -> Orgao:
    """Return a demand that is not the órgão's; the cabinet sends it to another."""
    stay = _own_stay(session, demand, by, now)
    if not reason:
        raise Question(f"Por que devolver? Exemplo: devolver {demand.code} é da Secretaria de Obras", Answer.TEXT)
    _add_part(session, demand, stay.to_orgao, reason, by, now, is_returned=True)
    deadlines.close(session, demand.id, kind=ExpedienteDeadline.RETORNO, item_id=stay.id, now=now, void=True)
    leave(session, stay, by=by, now=now)
    _tell(session, demand, f"{stay.to_orgao.sigla} devolveu {demand.code}: {clip(reason, 300)}", by, now)
    return stay.to_orgao


def _owner_of_item(session: Session, demand: Demand, number: int | None, by: Person, now: datetime) -> Orgao | None:
    """The person's órgão, where that item is its own: it may be answered after the part was sent."""
    own = standing(session, by, now).orgao_ids
    found = (each.orgao for each in items(session, demand) if each.number == number and each.orgao_id in own)
    return next(found, None)


def _unanswered(session: Session, demand: Demand, orgao: Orgao) -> list[DemandItem]:
    return [each for each in items(session, demand) if each.orgao_id == orgao.id and each.answered_at is None]


def _own_stay(session: Session, demand: Demand, by: Person, now: datetime) -> Tramitacao:
    _require_open(demand)
    who = standing(session, by, now)
    mine = [each for each in waiting(session, demand) if each.to_orgao_id in who.orgao_ids]
    if not mine:
        asked = listed([each.to_orgao.name for each in waiting(session, demand)])
        raise Refusal(f"{demand.code} não espera nada do seu órgão." + (f" Está com {asked}." if asked else ""))
    return mine[0]


def _require_open(demand: Demand) -> None:
    if demand.closed_at is not None or demand.expediente.status == Situacao.ANULADO:
        raise Refusal(f"{demand.code} já está {demand.expediente.status}.")


def _answer_item(session: Session, demand: Demand, number: int, text: str, by: Person, now: datetime) -> None:
    found = next((each for each in items(session, demand) if each.number == number), None)
    if found is None:
        raise Refusal(f"{demand.code} não tem item {number}.", (Button("Itens", f"itens {demand.code}"),))
    found.answer, found.answered_by_id, found.answered_at = text, by.id, now
    session.flush()


def _add_part(
    session: Session,
    demand: Demand,
    orgao: Orgao,
    text: str,
    by: Person,
    now: datetime,
    *,
    is_returned: bool = False,
) -> None:
    values = {"demand_id": demand.id, "orgao_id": orgao.id, "text": text, "by_id": by.id, "at": now}
    insert_row(session, DemandPart, is_returned=is_returned, **values)
    action, verb = ("devolucao_demanda", "devolvido por") if is_returned else ("informacao", "informado por")
    said = f"{verb} {orgao.name}: {text}"
    audit.write(session, action, by=by, now=now, record_id=demand.id, text=said)


def _tell(session: Session, demand: Demand, text: str, by: Person, now: datetime) -> None:
    """Tell who sent it to the órgãos; after the last part, that everything is here."""
    senders = select(Tramitacao.sent_by_id).where(
        Tramitacao.expediente_id == demand.id, Tramitacao.from_orgao_id.is_not(None)
    )
    people = session.scalars(select(Person).where(Person.id.in_(senders), Person.active)).all()
    is_all = not waiting(session, demand)
    whole = "\nEstá tudo aqui: falta a minuta da resposta." if is_all else ""
    buttons = (Button("Ver", f"ver {demand.code}"),)
    to = [*people, *demand.expediente.authors]
    notices.tell(session, demand.expediente, text + whole, list(dict.fromkeys(to)), by=by, now=now, buttons=buttons)


def late_units(session: Session, demand: Demand, now: datetime) -> list[Orgao]:
    """The órgãos whose internal term has passed."""
    late = {
        each.item_id
        for each in deadlines.open_of(session, demand.id)
        if each.kind == ExpedienteDeadline.RETORNO and each.is_overdue(now)
    }
    return [stay.to_orgao for stay in waiting(session, demand) if stay.id in late]


def asked_count(session: Session, demand: Demand) -> int:
    """How many órgãos were ever asked."""
    own = cabinet(session)
    query = select(func.count(Tramitacao.id)).where(
        Tramitacao.expediente_id == demand.id, Tramitacao.from_orgao_id.is_not(None)
    )
    return session.scalar(query.where(Tramitacao.to_orgao_id != own.id) if own else query) or 0
