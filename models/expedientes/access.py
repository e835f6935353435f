"""The right to move an expediente, and the naming of one record inside another without telling secrets."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Button, Refusal
from models.expedientes.tables import ENDED, Expediente, Situacao, Tramitacao
from models.people import Orgao, Person, holder, standing
from models.records import AccessLevel, Record, is_visible
from models.texts import listed, the

_UNNAMED = "outro expediente"


def open_stays(session: Session, expediente: Record) -> list[Tramitacao]:
    """The open stays of an expediente, oldest arrival first."""
    query = select(Tramitacao).where(Tramitacao.expediente_id == expediente.id, Tramitacao.closed_at.is_(None))
    return list(session.scalars(query.order_by(Tramitacao.id)))


def holding(session: Session, expediente: Expediente, by: Person, now: datetime, verb: str) -> list[Tramitacao]:
    """The stays the person may move: of the own órgãos; for the cabinet, all. Raises Refusal without any."""
    if expediente.joined_to_id is not None:
        raise Refusal(
            f"O expediente {expediente.code} está juntado a outro e anda com ele. Veja: onde está o principal."
        )
    stays, who = open_stays(session, expediente), standing(session, by, now)
    mine = [stay for stay in stays if stay.to_orgao_id in who.orgao_ids]
    if mine or who.is_cabinet:
        return mine or stays
    raise Refusal(
        f"O expediente {expediente.code} está com {places(stays)}; só quem o tem ou o gabinete pode {verb}.",
        (Button("Onde está", f"onde está {expediente.code}"),),
    )


def holding_whole(session: Session, expediente: Expediente, by: Person, now: datetime, verb: str) -> list[Tramitacao]:
    """As `holding`, to stop or end it everywhere: raises Refusal while a part is with another órgão."""
    mine = holding(session, expediente, by, now, verb)
    others = [stay for stay in open_stays(session, expediente) if stay not in mine]
    if others and not standing(session, by, now).is_cabinet:
        raise Refusal(
            f"O expediente {expediente.code} também está com {places(others)}; assim, só o gabinete pode {verb}. "
            f"Para passar a sua parte adiante: tramitar {expediente.code} @órgão"
        )
    return mine


def require_active(expediente: Expediente) -> None:
    """Raises Refusal for an expediente that is not on its way, with the line that would change that."""
    code = expediente.code
    if expediente.status == Situacao.SOBRESTADO:
        raise Refusal(f"O expediente {code} está sobrestado. Retome antes: retomar {code}", _retake(code))
    if expediente.status in (*ENDED, Situacao.CONCLUIDO):
        raise Refusal(f"O expediente {code} está {expediente.status}. Para continuar: reabrir {code} motivo")


def places(stays: list[Tramitacao]) -> str:
    return listed(list(dict.fromkeys(the(stay.to_orgao.name) for stay in stays))) or "ninguém"


def named_to(session: Session, record: Record, by: Person, now: datetime) -> str:
    return record.code if is_visible(session, record, by=by, now=now) else _UNNAMED


def require_reader(session: Session, expediente: Record, orgao: Orgao) -> None:
    """Raises Refusal where nobody could see a secret expediente: in an órgão only its head may."""
    if expediente.access_level == AccessLevel.SIGILOSO and holder(session, orgao) is None:
        raise Refusal(
            f"{expediente.code} é sigiloso e {orgao.name} está sem titular. "
            f"Diga a pessoa: tramitar {expediente.code} @pessoa"
        )


def _retake(code: str) -> tuple[Button, ...]:
    return (Button("Retomar", f"retomar {code}"),)
