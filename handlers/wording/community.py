"""Texts about the community."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.cards import due_text, instead, sheet
from models import deadlines, lists, moments
from models.community import (
    ANSWER,
    INFORMACAO,
    KIND,
    LISTING,
    PROMISE,
    CommunityDemand,
    Entity,
    TownDoor,
    entities,
    requests,
    themes,
)
from models.deadlines import Deadline
from models.expedientes import Expediente
from models.lists import Wanted
from models.people import Person
from models.records import Record
from models.texts import clip, ended, listed

_MOST = 8


def registered(session: Session, made: CommunityDemand, alike: list[CommunityDemand]) -> Reply:
    """The number to hand out, the date, and what was noticed."""
    code, title = made.code, made.expediente.title
    due = next((each.due for each in deadlines.open_of(session, made.id) if each.kind == ANSWER), None)
    stem = code.partition("-")[2].partition("-")[0]
    lines = [
        f"{made.expediente.tipo.capitalize()} {code} registrad{_ending(made.expediente)}: {ended(title)}",
        f"Protocolo para entregar: {stem}. Prazo: {due.text if due else ''}.",
    ]
    if requests.MASK in title:
        lines.append("Tirei o CPF do texto: ele não fica nos registros.")
    if made.entity is None and made.asker:
        lines.append("O nome de quem pediu fica reservado ao gabinete, à ouvidoria e a você.")
    if alike:
        lines.append(f"Parecidas, e já vinculadas: {listed([each.code for each in alike[:_MOST]])}.")
    return Reply("\n".join(lines), (Button("Encaminhar", f"tramitar {code}"), Button("Ver", f"ver {code}")))


def another_door(text: str, meant: TownDoor) -> tuple[str, tuple[Button, ...]]:
    """The other door, with both lines as buttons."""
    kept = clip(text, 150)
    question = f"Parece {meant.tipo} de ouvidoria, que tem prazo de lei e pode ser anônima. Nada foi registrado ainda."
    return question, (
        Button("É ouvidoria", f"{meant.tipo} {kept}"),
        Button("É demanda", f"demanda mesmo assim: {kept}"),
    )


@instead(KIND)
def demand_card(session: Session, record: Record, person: Person, now: datetime) -> Reply | None:
    """What the town asked, its answer and promises; nothing of any other expediente."""
    assert isinstance(record, Expediente)
    found = requests.of(session, record)
    if found is None:
        return None
    received = f"recebid{_ending(record)} em {moments.date_text(record.recebido_em)}"
    lines = [f"{record.tipo.capitalize()} {received}, situação: {record.status}"]
    lines += [f"Pede: {found.entity.name}"] if found.entity else _asker(session, found, person, now)
    lines += [f"Bairro: {found.bairro}"] if found.bairro else []
    lines += [f"Tema: {themes.shown(found.theme)}"] if found.theme else []
    if found.answer:
        by = f" ({found.answered_by.sigla})" if found.answered_by else ""
        lines.append(f"Resposta{by}: {found.answer}")
    if found.delivered_at:
        lines.append(f"Entregue {found.delivered_how}, {moments.moment_text(found.delivered_at)}")
    elif found.answer:
        lines.append("A resposta ainda não foi entregue a quem pediu")
    lines += [f"Prometido por {each.person.name}: {each.text}" for each in requests.promises(session, found)]
    names = {ANSWER: "Responder", PROMISE: "Promessa"}
    dated = [each for each in deadlines.open_of(session, record.id) if each.kind in names]
    lines += [f"{names[each.kind]} até {due_text(each, now)}" for each in dated]
    lines += [f"Quem pediu voltou: {found.returns} vez(es)"] if found.returns else []
    code = record.code
    is_open = record.status in map(str, LISTING.active)
    verbs = [("Tramitar", f"tramitar {code}"), ("Responder", f"responder {code}")] if is_open else []
    verbs += [("Resposta entregue", f"resposta entregue {code}")] if is_open and found.answer else []
    verbs += [("Onde está", f"onde está {code}")] if is_open else [("Voltou", f"volta {code}")]
    return sheet(session, record, lines, person, now, [Button(*each) for each in verbs], is_dated=False)


def _ending(record: Expediente) -> str:
    return "o" if record.tipo == INFORMACAO.tipo else "a"


def _asker(session: Session, found: CommunityDemand, person: Person, now: datetime) -> list[str]:
    if not found.asker:
        return ["Pede: anônimo"]
    if not requests.may_see_asker(session, found, person, now):
        return [f"Pede: {requests.RESERVED}"]
    return [f"Pede: {found.asker}" + (f", {found.contact}" if found.contact else "")]


def entities_listed(found: list[Entity]) -> Reply:
    """The entities, one a line."""
    lines = [f"• {each.name}, {each.kind}" + (f" ({each.bairro})" if each.bairro else "") for each in found[:30]]
    more = [f"… e mais {len(found) - 30}."] if len(found) > 30 else []
    buttons = tuple(Button(each.name, f"entidade {each.name}") for each in found[:5])
    return Reply("\n".join([f"Entidades ({len(found)}):", *lines, *more]), buttons)


def entity(session: Session, found: Entity, person: Person, now: datetime) -> Reply:
    """One entity; its contact for the desk only."""
    lines = [f"{found.name}, {found.kind}" + (f", bairro {found.bairro}" if found.bairro else "")]
    if found.representative:
        over = found.mandate_until is not None and found.mandate_until < moments.today(now)
        lines.append(f"Representante: {found.representative}" + (" (o mandato já terminou: confira)" if over else ""))
    if found.contact and entities.is_desk(session, person, now):
        lines.append(f"Contato: {found.contact}")
    lines += _asked_lines(session, Wanted(where=(requests.where(CommunityDemand.entity_id == found.id),)), person, now)
    return Reply("\n".join(lines), (Button("Nova demanda", f"demanda {found.name}:"), Button("Todas", "entidades")))


def bairro(session: Session, name: str, person: Person, now: datetime) -> Reply:
    """The sheet for the car: what a bairro asked, promises, entities."""
    here = requests.where(CommunityDemand.bairro == name)
    lines = [f"Bairro {name}", *_asked_lines(session, Wanted(where=(here,)), person, now)]
    own = [each.name for each in entities.everyone(session, name) if each.bairro == name]
    lines += [f"Entidades: {listed(own[:_MOST])}"] if own else []
    return Reply("\n".join(lines), (Button("Lista", f"demandas bairro {name}"),))


def _asked_lines(session: Session, wanted: Wanted, person: Person, now: datetime) -> list[str]:
    """What is open and what was answered, with the promises still to keep."""
    found = lists.page(session, LISTING, wanted, by=person, now=now)
    done = lists.page(
        session, LISTING, Wanted(where=wanted.where, states=LISTING.states["encerradas"]), by=person, now=now
    )
    lines = [f"Em aberto: {lists.total_text(found.total)}. Respondidas: {lists.total_text(done.total)}."]
    lines += [f"• {each.record.code} {clip(each.record.title, 60)}" for each in found.lines[:_MOST]]
    ids = [each.record.id for each in found.lines]
    query = select(Deadline).where(Deadline.record_id.in_(ids), Deadline.kind == PROMISE, deadlines.IS_OPEN)
    due = session.scalars(query.order_by(Deadline.due_at)).all() if ids else []
    return lines + [f"Prometido até {each.due.text}" for each in due[:_MOST]]
