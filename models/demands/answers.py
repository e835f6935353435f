"""What an ofício does to the demand it answers: its draft begins with the parts, its protocol closes the term."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from models import oficios
from models.authorities import Profile
from models.deadlines import Deadline
from models.demands import extensions
from models.demands.closing import how_met, protocolled
from models.demands.extensions import asking
from models.demands.parts import items, parts, waiting
from models.demands.profiles import handling
from models.demands.subject import KIND
from models.demands.tables import Demand
from models.oficios import Oficio, Parts
from models.people import Person
from models.records import Record
from models.texts import listed

_LATE = "não dito ao protocolar"


@oficios.parts(KIND)
def parts_for(session: Session, record: Record, _by: Person, _now: datetime) -> Parts | None:
    """The beginning of the answer: the opening, the items in order, what each órgão sent; and what is missing."""
    demand = session.get(Demand, record.id)
    if demand is None:
        return None
    how = handling(demand.profile)
    name = f"{how.one.capitalize()} nº {demand.expediente.numero}"
    author = f", de autoria de {demand.autor}" if demand.autor and demand.profile == Profile.REQUERIMENTO else ""
    opening = f"Em atenção ao documento {name}{author}, que trata de “{demand.expediente.title}”, informo o que segue."
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
    name = f"{handling(demand.profile).one} nº {demand.expediente.numero}"
    texto = (
        f"Refiro-me ao documento {name}, que trata de “{demand.expediente.title}”.\n"
        f"Solicito a prorrogação do prazo de resposta, {asked}, pelo seguinte motivo: {reason}."
    )
    assunto = f"Pedido de prorrogação: {name}"[:200]
    made = oficios.draft(
        session, to=[demand.authority], assunto=assunto, texto=texto, about=demand.expediente, by=by, now=now
    )
    return made, extensions.ask(session, demand, asked, reason, oficio=made, by=by, now=now)


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
