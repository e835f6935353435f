"""What an ofício does to the demand it answers: its draft begins with the parts, its protocol closes the term."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import oficios
from models.authorities import Authority, Profile
from models.base import Refusal
from models.deadlines import Deadline
from models.demands import extensions
from models.demands.closing import how_met, protocolled
from models.demands.extensions import asking
from models.demands.parts import items, parts, waiting
from models.demands.profiles import handling
from models.demands.subject import KIND
from models.demands.tables import Demand
from models.expedientes import Tramitacao
from models.oficios import Oficio, Parts
from models.people import Orgao, Person, standing
from models.records import Record, visible_to
from models.texts import clip, listed, plural

_LATE = "não dito ao protocolar"


@oficios.parts(KIND)
def parts_for(session: Session, record: Record, _by: Person, _now: datetime) -> Parts | None:
    """The beginning of the answer: the opening, the items in order, what each órgão sent; and what is missing."""
    demand = session.get(Demand, record.id)
    if demand is None:
        return None
    how = handling(demand.profile)
    name = f"{how.one.capitalize()} nº {demand.expediente.numero}"
    to = "à" if how.feminine else "ao"
    author = f", de autoria de {demand.autor}" if demand.autor and demand.profile == Profile.REQUERIMENTO else ""
    opening = f"Em atenção {to} {name}{author}, que trata de “{demand.expediente.title}”, informo o que segue."
    missing = _missing(session, demand)
    return Parts(
        to=demand.authority,
        assunto=f"Resposta: {name}"[:200],
        texto="\n".join([opening, *_paragraphs(session, demand)]),
        missing=f"Falta: {listed(missing)}." if missing else "",
        signer=demand.named,
    )


@oficios.when_protocolled(KIND)
def when_answered(
    session: Session, record: Record, oficio: Oficio, at: datetime, number: str, by: Person, now: datetime
) -> str | None:
    """Close the legal date of the demand by the instant of the protocol; says how it was met."""
    demand = session.get(Demand, record.id)
    if demand is None or demand.closed_at is not None or _only_asks_for_time(session, demand, oficio):
        return None
    late = protocolled(session, demand, number, at, reason=_LATE, has_file=True, by=by, now=now)
    if demand.closed_at is None:
        return f"Resposta parcial de {demand.code}: o prazo continua aberto."
    why = f" Diga o motivo: comentar {demand.code} o atraso se deve a …" if late else ""
    return f"{demand.code}: {how_met(session, demand) or 'respondido.'}{why}"


def ask_by_oficio(
    session: Session, demand: Demand, asked: str, reason: str, *, by: Person, now: datetime
) -> tuple[Oficio, Deadline]:
    """Draft the ofício that asks the authority for more time; returns it and the date, which stands."""
    extensions.require_askable(session, demand, by, now)
    how = handling(demand.profile)
    name = f"{how.one.capitalize()} nº {demand.expediente.numero}"
    texto = (
        f"Refiro-me {'à' if how.feminine else 'ao'} {name}, que trata de “{demand.expediente.title}”.\n"
        f"Solicito a prorrogação do prazo de resposta, {asked}, pelo seguinte motivo: {reason}."
    )
    assunto = f"Pedido de prorrogação: {name}"[:200]
    made = oficios.draft(
        session, to=[demand.authority], assunto=assunto, texto=texto, about=demand.expediente, by=by, now=now
    )
    return made, extensions.ask(session, demand, asked, reason, oficio=made, by=by, now=now)


def to_answer_together(session: Session, orgao: Orgao, month: int | None, *, by: Person, now: datetime) -> list[Demand]:
    """The open indicações that were sent to an órgão (of that month) and that no ofício answers, the oldest first."""
    sent = select(Tramitacao.expediente_id).where(Tramitacao.to_orgao_id == orgao.id)
    query = select(Demand).join(Record, Record.id == Demand.id).order_by(Demand.id)
    query = query.where(Demand.closed_at.is_(None), Demand.profile == Profile.INDICACAO.value, Demand.id.in_(sent))
    found = session.scalars(query.where(visible_to(standing(session, by, now)))).all()
    of_month = [each for each in found if month in (None, each.expediente.recebido_em.month)]
    return [each for each in of_month if not answers(session, each)]


def answer_together(
    session: Session, to: Authority, orgao: Orgao, found: Sequence[Demand], *, by: Person, now: datetime
) -> Oficio:
    """Draft the one ofício that answers these indicações, a paragraph to each; its protocol closes them all."""
    if not standing(session, by, now).is_cabinet:
        raise Refusal("Quem responde às indicações é o gabinete.")
    texto = [
        f"Em atenção às indicações abaixo, informo as providências tomadas ({orgao.name}).",
        *map(_one_of_many, found),
    ]
    for place, each in enumerate(found, 1):
        said = [part.text for part in parts(session, each) if not part.is_returned]
        texto[place] += said[-1] if said else "em análise."
    return oficios.draft(
        session,
        to=[to],
        assunto=f"Resposta a {plural(len(found), 'indicação', 'indicações')} ({orgao.sigla})",
        texto="\n".join(texto),
        answers=[each.expediente for each in found],
        by=by,
        now=now,
    )


def _one_of_many(demand: Demand) -> str:
    author = f", de {demand.autor}" if demand.autor else ""
    return f"Indicação nº {demand.expediente.numero}{author} ({clip(demand.expediente.title, 80)}): "


def answers(session: Session, demand: Demand) -> list[Oficio]:
    """The ofícios that answer it, without those that ask for more time."""
    return [each for each in oficios.of(session, demand.expediente) if not _only_asks_for_time(session, demand, each)]


def _only_asks_for_time(session: Session, demand: Demand, oficio: Oficio) -> bool:
    return any(each.oficio_id == oficio.id for each in asking(session, demand))


def _paragraphs(session: Session, demand: Demand) -> Iterator[str]:
    numbered = items(session, demand)
    for each in numbered:
        source = f" ({each.orgao.name})" if each.orgao else ""
        yield f"Item {each.number}, {each.text}: {each.answer or '[falta]'}{source}"
    for part in parts(session, demand):
        if not part.is_returned and not part.text.startswith("item "):
            yield f"{part.orgao.name}: {part.text}"


def _missing(session: Session, demand: Demand) -> list[str]:
    left = [f"item {each.number}" for each in items(session, demand) if each.answered_at is None]
    return [*left, *(each.to_orgao.sigla for each in waiting(session, demand))]
