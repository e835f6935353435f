"""What the town asks: demandas, manifestações de ouvidoria, pedidos de informação, until the answer is delivered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import audit, catalogues, deadlines, links, moments, notices, subjects
from models.base import Answer, Button, Question, Refusal, insert_row
from models.catalogues import Catalogue
from models.community.entities import by_name, is_desk
from models.community.tables import ANSWER, PROMISE, CommunityDemand, Entity, Promise
from models.deadlines import Basis, Due
from models.escalation import ADJUNTO, CHEFIA, OWNER, EscalationPolicy, days
from models.expedientes import ACTIVE, Expediente, NewExpediente, Situacao, Tramitacao, conclude, open_stays, reopen
from models.expedientes import register as register_expediente
from models.people import Orgao, Person, Role, cabinet, standing, with_role
from models.records import AccessLevel
from models.sheets import Column, Sheet, Values
from models.subjects import DeadlineKind, Holding, Series, Subject
from models.texts import clip, ended, fold

KIND = str(Expediente.__mapper_args__["polymorphic_identity"])
MASK = "***.***.***-**"  # in the place of a CPF
RESERVED = "munícipe (nome reservado)"
_LADDER = (
    days(-5, "09:00", OWNER),
    days(-1, "09:00", OWNER),
    days(0, "08:00", OWNER),
    days(1, "09:00", ADJUNTO),
    days(3, "09:00", CHEFIA),
)
_CPF = re.compile(r"(?<!\d)\d{3}\.?\d{3}\.?\d{3}-?\d{2}(?!\d)")
_ALIKE = 0.6
_MOST_COMPARED = 200
_SECOND = 2


@dataclass(frozen=True, slots=True)
class TownDoor:
    """One of the three doors of the town: the tipo of its expediente, and how long the answer may take."""

    tipo: str
    length: dict[str, Any]
    is_anonymous: bool = False


def _length(n: int, unit: str, roll: str) -> dict[str, Any]:
    return {"unit": unit, "n": n, "start_rule": "exclui_inicio", "roll": roll}


DEMANDA = TownDoor("demanda", _length(15, "dias_uteis", "nenhum"))
MANIFESTACAO = TownDoor("manifestação", _length(30, "dias_corridos", "proximo_util"), is_anonymous=True)
INFORMACAO = TownDoor("pedido de informação", _length(20, "dias_corridos", "proximo_util"))
DOORS = (DEMANDA, MANIFESTACAO, INFORMACAO)

DATES = (
    DeadlineKind(ANSWER, "resposta à comunidade em", ladder=ANSWER, is_main=True),
    DeadlineKind(PROMISE, "promessa em", ladder=ANSWER),
)
_ID = Tramitacao.expediente_id
LISTING = Subject(  # as lists and their filters see them; their records are expedientes
    model=Expediente,
    one="demanda",
    many="demandas da comunidade",
    feminine=True,
    states={"encerradas": (Situacao.CONCLUIDO, Situacao.ARQUIVADO), "anuladas": (Situacao.ANULADO,)},
    active=(*ACTIVE, Situacao.SOBRESTADO),
    final=(Situacao.CONCLUIDO, Situacao.ARQUIVADO, Situacao.ANULADO),
    dates=DATES,
    holding=Holding(record_id=_ID, orgao_id=Tramitacao.to_orgao_id, is_open=Tramitacao.closed_at.is_(None)),
)
subjects.extend(
    KIND,
    series=(
        Series("DEM", ("demanda", "protocolo da demanda")),
        Series("OUV", ("manifestacao", "ouvidoria")),
        Series("LAI", ("pedido de informacao",)),
    ),
    dates=DATES,
    ladders=(EscalationPolicy(ANSWER, "respostas à comunidade e promessas", _LADDER),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDemand:
    """What somebody of the town asks. `asker`: an entity's name, or a citizen's; `another`: not the one known."""

    door: TownDoor
    text: str
    asker: str = ""
    contact: str = ""
    bairro: str = ""
    theme: str = ""
    another: bool = False


def register(
    session: Session, new: NewDemand, *, by: Person | None, now: datetime
) -> tuple[CommunityDemand, list[CommunityDemand]]:
    """Register what is asked; returns it with those of other askers that are like it, now linked. Raises Refusal."""
    entity = by_name(session, new.asker) if new.asker else None
    text = masked(new.text)
    if not text:
        raise Question("O que se pede? Exemplo: demanda Associação do Jardim Novo: asfalto na rua 2", Answer.TEXT)
    if not new.asker and not new.door.is_anonymous:
        raise Refusal(
            "Quem pede? Exemplo: demanda Associação do Jardim Novo: asfalto na rua 2. Sem nome, só na ouvidoria.",
            (Button("É ouvidoria", f"manifestação {clip(text, 150)}"),),
        )
    bairro = bairros(session).get(fold(new.bairro), new.bairro)
    alike = _alike(session, text, bairro)
    if not new.another and (same := next((each for each in alike if _is_of(each, entity, new.asker)), None)):
        raise Refusal(
            f"{same.code} já pede isso ({same.expediente.status}): {ended(same.expediente.title)} É o mesmo pedido?",
            (Button("É: voltou a pedir", f"volta {same.code}"), Button("Ver", f"ver {same.code}")),
        )
    expediente = register_expediente(
        session,
        NewExpediente(assunto=text, tipo=new.door.tipo, interessado=entity.name if entity else RESERVED),
        by=by,
        now=now,
    )
    values = {"asker": new.asker, "contact": new.contact, "bairro": bairro, "theme": fold(new.theme)}
    blank = {"answer": "", "delivered_how": "", "outcome": "", "returns": 0}
    insert_row(session, CommunityDemand, id=expediente.id, entity_id=entity.id if entity else None, **values, **blank)
    due = deadlines.due_of(session, Basis(new.door.length, moments.today(now)))
    deadlines.open_deadline(session, expediente.id, ANSWER, due, owner=_desk(session), now=now)
    if by is not None:
        for each in alike:
            links.link(session, expediente, each.expediente, by=by, now=now)
    return session.get_one(CommunityDemand, expediente.id), alike


def masked(text: str) -> str:
    """The text without the CPFs that were typed into it."""
    return " ".join(_CPF.sub(MASK, text).split())


def of(session: Session, record: Expediente) -> CommunityDemand | None:
    return session.get(CommunityDemand, record.id)


def may_see_asker(session: Session, demand: CommunityDemand, by: Person, now: datetime) -> bool:
    """Whether a person may know the citizen's name and contact: the desk, and who registered it."""
    return is_desk(session, by, now) or demand.expediente.author_id in standing(session, by, now).person_ids


def answer(session: Session, demand: CommunityDemand, text: str, due: Due | None, *, by: Person, now: datetime) -> bool:
    """Register the answer of the órgão that has it; it is not closed by that. Returns whether it is final.

    "Em estudo" needs a date to come back. Raises Refusal.
    """
    expediente, who = demand.expediente, standing(session, by, now)
    here = [each.to_orgao for each in open_stays(session, expediente) if each.to_orgao_id in who.orgao_ids]
    if not here and not who.commands:
        raise Refusal(f"{demand.code} é respondida por quem a tem. Veja: onde está {demand.code}")
    if not text:
        raise Question(f"Que resposta? Exemplo: responder {demand.code} a rua entra na etapa de março", Answer.TEXT)
    is_final = "em estudo" not in fold(text)
    if not is_final and due is None:
        raise Question(f"Em estudo até quando? Exemplo: responder {demand.code} em estudo até 15/01", Answer.DATE)
    demand.answer, demand.answered_at = text, now
    demand.answered_by_id = here[0].id if here else by.orgao_id
    if due is not None:
        owner = here[0] if here else by
        deadlines.open_deadline(session, demand.id, PROMISE, due, owner=owner, now=now)
    until = f" (volta até {due.text})" if due else ""
    audit.write(session, "resposta", by=by, now=now, record_id=demand.id, text=f"resposta do órgão: {text}{until}")
    told = f"{by.name} respondeu {demand.code} ({clip(expediente.title, 60)}): {ended(text)}"
    deliver = Button("Marcar como entregue", f"resposta entregue {demand.code}")
    told += "\nFalta levar a resposta a quem pediu."
    notices.tell(session, expediente, told, expediente.authors, by=by, now=now, buttons=(deliver,))
    return is_final


def deliver(session: Session, demand: CommunityDemand, how: str, outcome: str, *, by: Person, now: datetime) -> bool:
    """Register that the asker got the answer, which ends it; returns whether the órgão had answered. Raises Refusal."""
    who = standing(session, by, now)
    if not is_desk(session, by, now) and demand.expediente.author_id not in who.person_ids:
        raise Refusal(f"A entrega da resposta de {demand.code} é marcada pelo gabinete ou por quem a registrou.")
    if demand.delivered_at is not None:
        raise Refusal(f"A resposta de {demand.code} já foi entregue ({demand.delivered_how}).")
    if not demand.answer and not who.commands:
        raise Refusal(f"O órgão ainda não respondeu {demand.code}. Só a chefia responde antes dele.")
    if not how:
        raise Question(f"Como foi entregue? Exemplo: resposta entregue {demand.code} por telefone", Answer.TEXT)
    demand.delivered_how, demand.delivered_at, demand.outcome = how, now, outcome
    note = f"resposta entregue {how}" + (f", {outcome}" if outcome else "")
    note += "" if demand.answer else ", antes da resposta do órgão"
    promised = [each for each in deadlines.open_of(session, demand.id) if each.kind == PROMISE and each.item_id]
    kept = [(each.due, each.person, each.item_id) for each in promised if each.person is not None]
    conclude(session, demand.expediente, note=note, by=by, now=now)
    for due, person, item_id in kept:  # an answer does not keep a promise
        deadlines.open_deadline(session, demand.id, PROMISE, due, owner=person, now=now, item_id=item_id)
    return bool(demand.answer)


def promise(
    session: Session,
    demand: CommunityDemand,
    text: str,
    due: Due | None,
    whom: Person | None,
    *,
    by: Person,
    now: datetime,
) -> Person:
    """Register what somebody promised the asker, with a reminder to the person; returns who. Raises Refusal."""
    if not is_desk(session, by, now) and whom not in (None, by):
        raise Refusal("A promessa de outra pessoa é registrada pelo gabinete.")
    if due is None:
        raise Question(f"Até quando? Exemplo: promessa {demand.code} até 31/03/2027 @otavio", Answer.DATE)
    person = whom or by
    values = {"person_id": person.id, "text": text or demand.expediente.title, "at": now}
    promise_id = insert_row(session, Promise, demand_id=demand.id, **values)
    deadlines.open_deadline(session, demand.id, PROMISE, due, owner=person, now=now, item_id=promise_id)
    said = f"promessa de {person.name}, até {due.text}: {values['text']}"
    audit.write(session, "promessa", by=by, now=now, record_id=demand.id, text=said)
    told = f"{by.name} registrou uma promessa sua em {demand.code}, até {due.text}: {values['text']}"
    notices.tell(session, demand.expediente, told, [person], by=by, now=now)
    return person


def keep_promise(session: Session, demand: CommunityDemand, text: str, *, by: Person, now: datetime) -> int:
    """Close the open promises of a person in it, for the desk all of them; returns how many. Raises Refusal."""
    who, is_of_desk = standing(session, by, now), is_desk(session, by, now)
    found = [each for each in deadlines.open_of(session, demand.id) if each.kind == PROMISE and each.item_id]
    mine = [each for each in found if is_of_desk or each.person_id in who.person_ids]
    if not mine:
        raise Refusal(f"Você não tem promessa por cumprir em {demand.code}.")
    for each in mine:
        deadlines.close(session, demand.id, kind=PROMISE, item_id=each.item_id, now=now)
    said = "promessa cumprida" + (f": {text}" if text else "")
    audit.write(session, "promessa_cumprida", by=by, now=now, record_id=demand.id, text=said)
    return len(mine)


def come_back(session: Session, demand: CommunityDemand, text: str, *, by: Person, now: datetime) -> int:
    """Register that the asker came back; a concluded one opens again, and the second time the chefia is told."""
    if not is_desk(session, by, now) and demand.expediente.author_id not in standing(session, by, now).person_ids:
        raise Refusal(f"A volta de {demand.code} é registrada pelo gabinete ou por quem a registrou.")
    demand.returns += 1
    said = "quem pediu voltou" + (f": {text}" if text else "")
    audit.write(session, "volta", by=by, now=now, record_id=demand.id, text=said)
    if demand.expediente.status not in LISTING.active:
        reopen(session, demand.expediente, reason=said, by=by, now=now)
        demand.delivered_at, demand.delivered_how = None, ""
        due = deadlines.due_of(session, Basis(DEMANDA.length, moments.today(now)))
        deadlines.open_deadline(session, demand.id, ANSWER, due, owner=_desk(session), now=now)
    if demand.returns >= _SECOND:
        told = f"{demand.code} voltou {demand.returns} vezes sem se resolver: {ended(demand.expediente.title)}"
        notices.tell(session, demand.expediente, told, with_role(session, Role.CHEFIA), by=by, now=now)
    return demand.returns


def promises(session: Session, demand: CommunityDemand) -> list[Promise]:
    return list(session.scalars(select(Promise).where(Promise.demand_id == demand.id).order_by(Promise.id)))


def where(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that a record is asked by the town, and so."""
    return Expediente.id.in_(select(CommunityDemand.id).where(*conditions))


def bairros(session: Session) -> dict[str, str]:
    """The bairros of what was asked, by their folded names."""
    found = session.scalars(select(CommunityDemand.bairro).where(CommunityDemand.bairro != "").distinct())
    return {fold(each): each for each in found}


def _desk(session: Session) -> Orgao:
    """The cabinet, which owes the answer. Raises Refusal where there is none."""
    if (own := cabinet(session)) is None:
        raise Refusal("A casa ainda não tem gabinete cadastrado. Peça ao administrador.")
    return own


def _alike(session: Session, text: str, bairro: str) -> list[CommunityDemand]:
    """The open ones that ask much the same, of the same bairro."""
    query = select(CommunityDemand).join(Expediente, Expediente.id == CommunityDemand.id)
    same = (CommunityDemand.bairro == bairro, Expediente.status.in_(LISTING.active))
    public = Expediente.access_level == AccessLevel.PUBLICO
    found = session.scalars(query.where(*same, public).order_by(Expediente.id.desc()).limit(_MOST_COMPARED))
    words = _words(text)
    return [each for each in found if len(words & (own := _words(each.expediente.title))) >= _ALIKE * len(words | own)]


def _words(text: str) -> set[str]:
    return {each for each in re.findall(r"\w+", fold(text)) if len(each) > 2}


def _is_of(demand: CommunityDemand, entity: Entity | None, asker: str) -> bool:
    if entity is not None or demand.entity_id is not None:
        return entity is not None and demand.entity_id == entity.id
    return bool(asker) and fold(demand.asker) == fold(asker)


def _find(session: Session, row: Values) -> CommunityDemand | None:
    same = (Expediente.title == row["assunto"], CommunityDemand.bairro == (row["bairro"] or ""))
    query = select(CommunityDemand).join(Expediente, Expediente.id == CommunityDemand.id).where(*same)
    return session.scalars(query).first()


def _take(session: Session, row: Values, now: datetime) -> CommunityDemand:
    asker = row["entidade"] or row["solicitante"] or ""
    new = NewDemand(door=DEMANDA, text=row["assunto"], asker=asker, bairro=row["bairro"] or "", theme=row["tema"] or "")
    return register(session, new, by=None, now=now)[0]


def _give(_: Session, found: Sequence[CommunityDemand]) -> Iterator[Values]:
    """Without personal data: a citizen's name and contact stay in the house."""
    for each in found:
        entity = each.entity.name if each.entity else ""
        yield {"assunto": each.expediente.title, "bairro": each.bairro, "tema": each.theme, "entidade": entity}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=CommunityDemand,
        one="demanda da comunidade",
        many="demandas da comunidade",
        feminine=True,
        beside=KIND,
        sheet=Sheet(
            (
                Column("assunto", is_needed=True),
                Column("bairro"),
                Column("tema"),
                Column("entidade"),
                Column("solicitante"),
            ),
            _find,
            _take,
            _give,
        ),
    )
)
