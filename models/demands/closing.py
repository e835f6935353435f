"""The end of a demand: the proof of protocol closes its legal date; or it ends without an answer, with the reason."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, notices
from models.authorities import is_protocolo
from models.base import Answer, Question, Refusal
from models.deadlines import Deadline, DeadlineState
from models.demands.counting import legal_of
from models.demands.extensions import withdraw
from models.demands.parts import items, parts
from models.demands.profiles import handling, procuradoria
from models.demands.tables import ITEM, LEGAL, Demand, DemandResult
from models.expedientes import Expediente, Situacao, open_stays
from models.expedientes.movement import leave
from models.people import Person, Role, cabinet, standing, with_role
from models.texts import clip

_NEEDS_WORD = (DemandResult.PARCIAL, DemandResult.SEM_RESPOSTA)


def protocolled(
    session: Session,
    demand: Demand,
    number: str,
    at: datetime,
    *,
    reason: str = "",
    has_file: bool = False,
    by: Person,
    now: datetime,
) -> bool:
    """Record the proof that the answer was handed in, and close the legal date by its instant; True where it was late.

    A partial answer is recorded and leaves the date open. Raises a Question for the file, the number or the reason.
    """
    require_hand(session, by, now)
    _require_open(demand)
    if not number:
        raise Question(
            f"Qual é o número do protocolo? Exemplo: protocolado {demand.code} 2245/2026 em 07/12 às 15h10", Answer.TEXT
        )
    _require_moment(demand, at, now)
    if handling(demand.profile).needs_proof and not has_file:
        raise Question("Falta o comprovante: mande o arquivo com essa legenda. O prazo continua aberto.", Answer.FILE)
    legal = legal_of(session, demand.id)
    late = legal is not None and is_after(at, legal)
    if late and not reason:
        assert legal is not None
        raise Question(
            f"O protocolo ({moments.moment_text(at)}) é posterior ao fim do prazo ({legal.due.text}). Por quê? "
            f"Escreva: protocolado {demand.code} {number} em {moments.local(at):%d/%m às %Hh%M} motivo: …",
            Answer.TEXT,
            typed="motivo: {}",
        )
    answered(session, demand, number, at, reason=reason, by=by, now=now)
    return late


def answered(
    session: Session, demand: Demand, number: str, at: datetime, *, reason: str = "", by: Person, now: datetime
) -> None:
    """Record a proof of protocol, whoever asked for it, and close what it closes, the demands joined to it too."""
    demand.protocol, demand.protocolled_at = number, at
    when = moments.moment_text(at)
    if demand.resultado == DemandResult.PARCIAL:
        text = f"resposta parcial protocolada: {number}, {when}"
        audit.write(session, "protocolo", by=by, now=now, record_id=demand.id, text=text)
        for item in (each for each in items(session, demand) if each.answered_at is not None):
            deadlines.close(session, demand.id, kind=ITEM, item_id=item.id, now=at)
        return
    legal = legal_of(session, demand.id)
    how = _how_met(legal, at)
    demand.resultado = demand.resultado or DemandResult.RESPONDIDA
    why = f"; motivo: {reason}" if reason else ""
    audit.write(session, "protocolo", by=by, now=now, record_id=demand.id, text=f"protocolo {number}, {when}{how}{why}")
    late = legal is not None and is_after(at, legal)
    _end(session, demand, at, by=by, now=now)
    told = f"{demand.code} ({clip(demand.expediente.title, 60)}) respondido: protocolo {number}, {when}{how}."
    chefia = with_role(session, Role.CHEFIA) if late else []
    notices.tell(session, demand.expediente, told, [*_took_part(session, demand), *chefia], by=by, now=now)
    for other in _joined(session, demand):
        answered(session, other, number, at, reason=reason, by=by, now=now)


def without_answer(session: Session, demand: Demand, reason: str, *, by: Person, now: datetime) -> None:
    """End it by the word of the chefia: its dates end as void."""
    _require_open(demand)
    if not standing(session, by, now).commands:
        raise Refusal("Só o prefeito ou a chefia de gabinete encerra uma demanda sem resposta.")
    if not reason:
        raise Question(f"Por quê? Exemplo: encerrar sem resposta {demand.code} convite, prefeita não irá", Answer.TEXT)
    demand.resultado = DemandResult.SEM_RESPOSTA
    deadlines.close(session, demand.id, now=now, void=True)
    _end(session, demand, now, by=by, now=now)
    audit.write(session, "encerramento", by=by, now=now, record_id=demand.id, text=f"encerrado sem resposta: {reason}")
    told = f"{by.name} encerrou {demand.code} ({clip(demand.expediente.title, 60)}) sem resposta.\nMotivo: {reason}"
    notices.tell(session, demand.expediente, told, _took_part(session, demand), by=by, now=now)


def set_result(session: Session, demand: Demand, result: DemandResult, *, by: Person, now: datetime) -> None:
    """Say how it was answered: partial, before a protocol, keeps it open; another word closes it by the last one."""
    who = standing(session, by, now)
    if not who.is_cabinet:
        raise Refusal("Só o gabinete diz o resultado de uma demanda.")
    _require_open(demand)
    was_partial = demand.resultado == DemandResult.PARCIAL
    if was_partial and not who.commands:
        raise Refusal("Depois de uma resposta parcial, só o prefeito ou a chefia de gabinete a dá por completa.")
    demand.resultado = result
    audit.write(session, "resultado", by=by, now=now, record_id=demand.id, text=f"resultado: {result.value}")
    if result not in _NEEDS_WORD and demand.protocolled_at is not None:
        answered(session, demand, demand.protocol, demand.protocolled_at, by=by, now=now)


def review(session: Session, demand: Demand, text: str, *, by: Person, now: datetime) -> None:
    """Record the legal review by somebody of the Procuradoria: "de acordo", or with what reservation."""
    legal = procuradoria(session)
    if legal is None or legal.id not in standing(session, by, now).orgao_ids:
        raise Refusal("O de acordo é da Procuradoria.")
    _require_open(demand)
    demand.review, demand.reviewed_by_id, demand.reviewed_at = text or "de acordo", by.id, now
    said = f"de acordo com ressalva: {text}" if text else "de acordo"
    audit.write(session, "revisao", by=by, now=now, record_id=demand.id, text=f"revisão jurídica: {said}")
    told = f"{by.name} deu o de acordo em {demand.code}" + (f", com ressalva: {text}" if text else ".")
    notices.tell(session, demand.expediente, told, demand.expediente.authors, by=by, now=now)


def is_after(at: datetime, deadline: Deadline) -> bool:
    """Whether an instant is past a date; a day lasts until its midnight, as systems of protocol take it."""
    if deadline.date_only:
        return moments.today(at) > moments.today(deadline.due_at)
    return at > deadline.due_at


def how_met(session: Session, demand: Demand) -> str:
    """`Cumprido no prazo, 2 dias antes.`; empty where it had no legal date."""
    query = select(Deadline).where(Deadline.record_id == demand.id, Deadline.kind == LEGAL).order_by(Deadline.id.desc())
    legal = session.scalars(query.limit(1)).first()
    said = _how_met(legal, demand.protocolled_at).removeprefix(", ") if demand.protocolled_at else ""
    return f"{said.capitalize()}." if said else ""


def _how_met(legal: Deadline | None, at: datetime) -> str:
    """`, cumprido no prazo, 2 dias antes`"""
    if legal is None:
        return ""
    days = (moments.today(legal.due_at) - moments.today(at)).days
    if is_after(at, legal):
        return f", cumprido fora do prazo, {-days} dia{'' if days == -1 else 's'} depois" if days else ", fora do prazo"
    before = f", {days} dia{'' if days == 1 else 's'} antes" if days else ""
    return f", cumprido no prazo{before}"


def _end(session: Session, demand: Demand, at: datetime, *, by: Person, now: datetime) -> None:
    for deadline in deadlines.open_of(session, demand.id):
        is_legal = deadline.kind in (LEGAL, ITEM)
        met = DeadlineState.MET_LATE if is_after(at, deadline) else DeadlineState.MET
        deadline.state = met if is_legal else DeadlineState.VOID
        deadline.closed_at, deadline.next_at = (at if is_legal else now), None
    own = cabinet(session)
    for stay in open_stays(session, demand.expediente):
        if own is None or stay.to_orgao_id != own.id:
            leave(session, stay, by=by, now=now)
    demand.closed_at = now
    demand.expediente.status = Situacao.CONCLUIDO
    withdraw(session, demand)


def require_hand(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not record a proof of protocol."""
    who, legal = standing(session, by, now), procuradoria(session)
    is_legal = legal is not None and legal.id in who.orgao_ids
    if not (who.is_cabinet or is_legal or is_protocolo(session, by)):
        raise Refusal("O comprovante de protocolo é registrado pelo protocolo, pelo gabinete ou pela Procuradoria.")


def _require_open(demand: Demand) -> None:
    if demand.closed_at is not None:
        raise Refusal(f"{demand.code} já está encerrado ({demand.resultado}).")


def _require_moment(demand: Demand, at: datetime, now: datetime) -> None:
    if at > now:
        raise Refusal(
            f"O protocolo seria em {moments.moment_text(at)}, e agora são {moments.moment_text(now)}. Confira a data."
        )
    if moments.today(at) < demand.expediente.recebido_em:
        raise Refusal(
            f"O protocolo seria em {moments.moment_text(at)}, antes do recebimento, em "
            f"{moments.day_text(demand.expediente.recebido_em)}. Confira a data."
        )


def _joined(session: Session, demand: Demand) -> Sequence[Demand]:
    ids = select(Expediente.id).where(Expediente.joined_to_id == demand.id)
    return session.scalars(select(Demand).where(Demand.id.in_(ids), Demand.closed_at.is_(None))).all()


def _took_part(session: Session, demand: Demand) -> list[Person]:
    found = [*demand.expediente.authors, *(each.by for each in parts(session, demand))]
    found += [demand.named] if demand.named else []
    return list(dict.fromkeys(found))
