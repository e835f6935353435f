"""The arrival of a demand: its number, its legal date, who must know at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import deadlines, links, moments, notices, records
from models.authorities import Authority, Profile, is_protocolo
from models.base import Answer, Button, Question, Refusal, insert_row
from models.demands import numbering
from models.demands.counting import Readings, readings
from models.demands.profiles import Handling, handling, procuradoria
from models.demands.tables import LEGAL, Demand
from models.expedientes import Expediente, NewExpediente
from models.expedientes import register as register_expediente
from models.expedientes.numbering import Numbered
from models.people import Orgao, Person, Role, cabinet, standing, with_role
from models.records import AccessLevel, Record
from models.texts import clip, ended, listed, of

_URGENT = "com liminar"
_LATER = (
    *("reviewed_by_id", "reviewed_at", "protocolled_at", "closed_at"),
    *("judgment", "judged_on", "noted_by_id", "noted_at"),
)


class AlreadyHere(Refusal):
    """The refusal of a number that the same authority used before; the line may say that it is another paper."""


OnArrival = Callable[[Session, Any, Demand, "Person | None", datetime], None]
_on_arrival: dict[str, OnArrival] = {}


def when_about(kind: str) -> Callable[[OnArrival], OnArrival]:
    """Register what a demand does to the record of that kind it is about: f(session, record, demand, by, now)."""

    def register(function: OnArrival) -> OnArrival:
        _on_arrival[kind] = function
        return function

    return register


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What arrived, as its paper says it. `another`: the person said that it is not the one already registered."""

    profile: Profile
    authority: Authority
    assunto: str
    number: str = ""
    ano: int | None = None
    autor: str = ""
    aprovado_por: str = ""
    received_on: date | None = None
    received_at: time | None = None
    prova: str = ""
    processo: str = ""
    printed_on: date | None = None
    days: int | None = None
    unit: str = ""
    published_on: date | None = None
    named: Person | None = None
    urgent: bool = False
    level: AccessLevel | None = None
    text: str = ""
    another: bool = False
    exercicio: int | None = None
    responsible: tuple[Person | str, ...] = ()  # whom the Tribunal holds to answer; a name: not in the house any more
    about: Record | None = None  # the record of ours that it is about: linked to it

    @property
    def how(self) -> Handling:
        return handling(self.profile)


def arrived(session: Session, new: Arrival, *, by: Person | None, now: datetime) -> Demand:
    """Register what an authority sent, open its legal date, tell those concerned; `by`: None for a row of a table."""
    if by is not None:
        _require_hand(session, new, by, now)
        _require_named(new)
    _check(new, now)
    today = moments.today(now)
    day = new.received_on or today
    numbered = numbering.given(new.number, new.how, new.authority, new.ano or day.year)
    if numbered is not None and not new.another:
        _require_new(session, new, numbered, day, by, now)
    expediente = _expediente(session, new, numbered, day, by, now)
    _insert(session, new, expediente.id)
    demand = session.get_one(Demand, expediente.id)
    _let_see(session, demand, new)
    _open(session, demand, now)
    _tell(session, demand, _here(new), by, now)
    if new.about is not None and by is not None:
        links.link(session, expediente, new.about, by=by, now=now)
        if (act := _on_arrival.get(new.about.kind)) is not None:
            act(session, new.about, demand, by, now)
    return demand


def may_register(session: Session, profile: Profile, by: Person, now: datetime) -> bool:
    """Whether the person registers what arrives: the protocolo, the cabinet; the Procuradoria, what is judicial."""
    who, legal = standing(session, by, now), procuradoria(session)
    is_theirs = handling(profile).is_judicial and legal is not None and legal.id in who.orgao_ids
    return who.is_cabinet or is_theirs or is_protocolo(session, by)


def owner_of(session: Session, demand: Demand) -> Orgao | Person:
    """Who answers for the legal date: the cabinet; of a lawsuit the Procuradoria."""
    legal = procuradoria(session) if handling(demand.profile).is_judicial else None
    owner = legal or cabinet(session)
    if owner is None:
        raise Refusal("A casa ainda não tem gabinete cadastrado. Peça ao administrador.")
    return owner


def _require_hand(session: Session, new: Arrival, by: Person, now: datetime) -> None:
    if may_register(session, new.profile, by, now):
        return
    keeper = next(iter(with_role(session, Role.CHEFIA)), None)
    code = f"{new.how.one} {new.number}".strip()
    line = f"tarefa @{keeper.handle} registrar {code}, {new.authority.sigla}: {clip(new.assunto, 60)}" if keeper else ""
    raise Refusal(
        "O que chega de fora é registrado pelo protocolo, pelo gabinete e, dos processos judiciais, pela Procuradoria.",
        (Button("Pedir ao gabinete", line),) if line else (),
    )


def _require_named(new: Arrival) -> None:
    if new.profile is Profile.MANDADO_SEGURANCA and new.named is None:
        raise Question("Qual é a autoridade apontada? Exemplo: autoridade @helena", Answer.WHO, typed="autoridade {}")


def _check(new: Arrival, now: datetime) -> None:
    today, day = moments.today(now), new.received_on
    if not new.assunto.strip():
        raise Question("Qual é o assunto? Escreva-o entre aspas.", Answer.TEXT, typed='"{}"')
    if not new.authority.active:
        raise Refusal(
            f"{new.authority.nome} está fora de uso. De qual autoridade veio?", (Button("Autoridades", "autoridades"),)
        )
    if day is not None and day > today:
        raise Refusal(
            f"O recebimento seria em {moments.day_text(day)}, e hoje é {moments.day_text(today)}. Confira a data."
        )
    if new.received_at and moments.at(day or today, new.received_at) > now:
        raise Refusal(
            f"O recebimento seria às {moments.hour_text(new.received_at)}, e agora são "
            f"{moments.hour_text(moments.local(now))}. Confira a hora."
        )
    if new.printed_on is not None and new.printed_on < (day or today):
        raise Refusal(
            f"O prazo impresso ({moments.day_text(new.printed_on)}) vem antes do recebimento "
            f"({moments.day_text(day or today)}). Confira as datas."
        )


def _require_new(
    session: Session, new: Arrival, numbered: Numbered, day: date, by: Person | None, now: datetime
) -> None:
    """Refuse the same number of the same authority; of one process several papers come, never twice on a day."""
    query = select(Demand).join(Expediente, Expediente.id == Demand.id)
    found = query.where(Demand.authority_id == new.authority.id, Demand.profile == new.profile)
    same = (Expediente.id.in_(_ids_of(session, numbered)),)
    for other in session.scalars(found.where(*same)):
        if numbered.unique and (other.expediente.recebido_em, other.expediente.title) != (day, new.assunto.strip()):
            continue
        if by is None or records.is_visible(session, other.expediente, by=by, now=now):
            raise _already_here(other)


def _ids_of(session: Session, numbered: Numbered) -> Sequence[int]:
    keys = [numbered.code.lower()] if not numbered.unique else [numbered.keys[0]]
    return [*session.scalars(select(records.RecordKey.record_id).where(records.RecordKey.key.in_(keys)))]


def _already_here(other: Demand) -> AlreadyHere:
    expediente = other.expediente
    hour = f" às {moments.hour_text(expediente.recebido_as)}" if expediente.recebido_as else ""
    author = f" por {expediente.author.first_name}" if expediente.author else ""
    return AlreadyHere(
        f"{other.code} já está aqui, recebido em {expediente.recebido_em:%d/%m}{hour}{author}. É o mesmo?",
        (Button("Abrir", f"ver {other.code}"),),
    )


def _expediente(
    session: Session, new: Arrival, numbered: Numbered | None, day: date, by: Person | None, now: datetime
) -> Expediente:
    own = cabinet(session)
    if numbered is not None:
        numbered = numbering.free(session, numbered, new.authority)
    elif own is not None:
        numbered = numbering.own(session, own, now)
    return register_expediente(
        session,
        NewExpediente(
            assunto=" ".join(new.assunto.split()),
            tipo=new.how.one,
            numero=numbered.numero if numbered else "",
            procedencia=new.authority.nome,
            level=new.level or new.how.level,
            text="\n".join(filter(None, (new.text, _gone(new)))),
            recebido_em=day,
            recebido_as=new.received_at,
            named=(*((new.named,) if new.named else ()), *_here(new)),
            numbered=numbered,
        ),
        by=by,
        now=now,
    )


def _here(new: Arrival) -> list[Person]:
    return [each for each in new.responsible if isinstance(each, Person)]


def _gone(new: Arrival) -> str:
    """Whom the bot cannot tell, because they are not in the house any more."""
    names = [each for each in new.responsible if not isinstance(each, Person)]
    return f"Responsável fora da casa, avisar por carta com AR: {listed(names)}." if names else ""


def _insert(session: Session, new: Arrival, record_id: int) -> None:
    insert_row(
        session,
        Demand,
        id=record_id,
        authority_id=new.authority.id,
        profile=new.profile.value,
        autor=new.autor,
        aprovado_por=new.aprovado_por,
        prova=new.prova,
        processo=new.processo,
        printed_on=new.printed_on,
        days=new.days,
        unit=new.unit,
        published_on=new.published_on,
        named_id=new.named.id if new.named else None,
        urgent=new.urgent,
        review="",
        resultado="",
        protocol="",
        **dict.fromkeys(
            (
                "reviewed_by_id",
                "reviewed_at",
                "protocolled_at",
                "closed_at",
                "judgment",
                "judged_on",
                "noted_by_id",
                "noted_at",
            )
        ),
        exercicio=new.exercicio,
    )


def _let_see(session: Session, demand: Demand, new: Arrival) -> None:
    legal = procuradoria(session)
    if demand.expediente.access_level == AccessLevel.RESTRITO and new.how.legal_review and legal is not None:
        records.grant(session, demand.id, orgaos=[legal])


def _open(session: Session, demand: Demand, now: datetime) -> Readings:
    found = readings(session, demand)
    if found.due is not None:
        deadlines.open_deadline(session, demand.id, LEGAL, found.due, owner=owner_of(session, demand), now=now)
    return found


def _tell(session: Session, demand: Demand, responsible: list[Person], by: Person | None, now: datetime) -> None:
    """Tell the chefia; the Procuradoria, the controle and the mayor as the profile and the paper say."""
    how, legal = handling(demand.profile), procuradoria(session)
    to: list[Person | Orgao] = [*with_role(session, Role.CHEFIA)]
    to += [legal] if how.legal_review and legal is not None else []
    to += with_role(session, Role.CONTROLE) if demand.profile == Profile.TCE else []
    to += with_role(session, Role.PREFEITO) if demand.urgent else []
    called = demand.named if demand.profile == Profile.CONVOCACAO else None
    to += [*([demand.named] if demand.named and not called else []), *responsible]
    due = readings(session, demand).due
    until = f"\nPrazo: {due.text}." if due else ""
    urgent = f" {_URGENT}" if demand.urgent else ""
    text = (
        f"Chegou {how.one} {demand.code}{urgent}, {of(demand.authority.nome)}: {ended(demand.expediente.title)}{until}"
    )
    buttons = (Button("Ver", f"ver {demand.code}"),)
    notices.send(session, demand.expediente, text, list(dict.fromkeys(to)), by=by, now=now, buttons=buttons)
    if called is not None:
        text = f"A Câmara convoca você ({demand.code}): {ended(demand.expediente.title)}{until.replace('Prazo', 'Dia')}"
        excuse = Button("Justificar ausência", f"justificar ausência {demand.code}")
        own = (Button("Ciente", f"ciente {demand.code}"), excuse, *buttons)
        notices.send(session, demand.expediente, text, [called], by=by, now=now, buttons=own)
