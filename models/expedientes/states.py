"""The ends and pauses of an expediente: sobrestar, retomar, concluir, arquivar, reabrir, anular."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, moves, municipal_days, notices
from models.base import Answer, Question, Refusal
from models.deadlines import Deadline, Due
from models.expedientes.access import holding, holding_whole, open_stays, require_active
from models.expedientes.movement import arrive, leave
from models.expedientes.tables import ENDED, Expediente, ExpedienteDeadline, Situacao, Tramitacao
from models.moves import Move, by_author
from models.people import Orgao, Person, standing
from models.records import AccessLevel
from models.texts import at

_PAUSED_KINDS = (ExpedienteDeadline.EXPEDIENTE, ExpedienteDeadline.RETORNO, ExpedienteDeadline.PERMANENCIA)


def suspend(
    session: Session, expediente: Expediente, *, reason: str, due: Due | None, by: Person, now: datetime
) -> None:
    """Pause it; its deadlines stand still, and `due` is the day to look at it again."""
    require_active(expediente)
    held = holding_whole(session, expediente, by, now, "sobrestar")
    if not reason:
        raise Question(
            f"Por que sobrestar? Exemplo: sobrestar {expediente.code} aguardando licença até 10/12", Answer.TEXT
        )
    expediente.status, expediente.suspended_at = Situacao.SOBRESTADO, now
    for kind in _PAUSED_KINDS:
        deadlines.pause(session, expediente.id, kind)
    if due is not None:
        owner = _keeper_of(expediente, held, by)
        deadlines.open_deadline(session, expediente.id, ExpedienteDeadline.SOBRESTAMENTO, due, owner=owner, now=now)
    until = f", até {due.text}" if due else ""
    _record(session, "sobrestamento", expediente, f"sobrestado{until}: {reason}", by=by, now=now)


def resume(session: Session, expediente: Expediente, *, by: Person, now: datetime) -> list[Deadline]:
    """Go on; each deadline moves by the dias úteis it stood still. Returns those that moved."""
    if expediente.status != Situacao.SOBRESTADO:
        raise Refusal(f"O expediente {expediente.code} não está sobrestado: está {expediente.status}.")
    holding(session, expediente, by, now, "retomar")
    deadlines.close(session, expediente.id, kind=ExpedienteDeadline.SOBRESTAMENTO, now=now)
    for kind in _PAUSED_KINDS:
        deadlines.resume(session, expediente.id, kind, now=now)
    moved = _give_back(session, expediente, now)
    expediente.status, expediente.suspended_at = _on_its_way(session, expediente), None
    _record(session, "retomada", expediente, "retomado", by=by, now=now)
    return moved


def conclude(session: Session, expediente: Expediente, *, note: str = "", by: Person, now: datetime) -> None:
    """Conclude it; its deadlines, and those of the ones joined to it, are met."""
    require_active(expediente)
    holding_whole(session, expediente, by, now, "concluir")
    expediente.status = Situacao.CONCLUIDO
    _close_deadlines(session, expediente, now)
    _record(session, "conclusao", expediente, f"concluído{': ' + note if note else ''}", by=by, now=now)


def archive(session: Session, expediente: Expediente, *, note: str = "", by: Person, now: datetime) -> None:
    if expediente.status != Situacao.CONCLUIDO:
        require_active(expediente)
    held = holding_whole(session, expediente, by, now, "arquivar")
    where = at(held[0].to_orgao.name) if held else "no arquivo"
    _leave_all(session, expediente, by, now)
    expediente.status = Situacao.ARQUIVADO
    _close_deadlines(session, expediente, now)
    _record(session, "arquivamento", expediente, f"arquivado {where}{': ' + note if note else ''}", by=by, now=now)


_ANNUL = Move(
    verb="anular",
    past="anulou",
    done="anulado",
    action="anulacao",
    sources=tuple(each for each in Situacao if each not in ENDED),
    to=Situacao.ANULADO,
    may=by_author,
    who="quem o registrou ou pela chefia",
    why="registrado em dobro",
    met=False,
)


def annul(session: Session, expediente: Expediente, *, reason: str, by: Person, now: datetime) -> None:
    """Undo a registration made by mistake: the number stays used, the history stays."""
    moves.make(session, expediente, _ANNUL, reason, tell=expediente.authors, by=by, now=now)
    _leave_all(session, expediente, by, now)
    expediente.suspended_at = None


def reopen(session: Session, expediente: Expediente, *, reason: str, by: Person, now: datetime) -> list[Orgao]:
    """Reopen a concluded, archived or annulled one at its last órgãos. A future date counts again."""
    if expediente.status not in (*ENDED, Situacao.CONCLUIDO):
        raise Refusal(f"O expediente {expediente.code} já está aberto: {expediente.status}.")
    if not reason:
        raise Question(f"Por que reabrir? Exemplo: reabrir {expediente.code} chegou documento novo", Answer.TEXT)
    places = _last_places(session, expediente)
    who = standing(session, by, now)
    if who.orgao_ids.isdisjoint(place.id for place in places) and not who.is_cabinet:
        raise Refusal(
            f"O expediente {expediente.code} só pode ser reaberto por onde esteve por último ou pelo gabinete."
        )
    if not open_stays(session, expediente) and expediente.joined_to_id is None:
        for place in places:
            arrive(session, expediente, place, None, f"reaberto: {reason}", by=by, now=now)
    expediente.status = _on_its_way(session, expediente)
    _open_last_deadline(session, expediente, now)
    _record(session, "reabertura", expediente, f"reaberto: {reason}", by=by, now=now)
    return places


def _record(session: Session, action: str, expediente: Expediente, text: str, *, by: Person, now: datetime) -> None:
    audit.write(session, action, by=by, now=now, record_id=expediente.id, text=text)
    told = f"{by.name}: expediente {expediente.code} ({expediente.title}) {text}."
    notices.tell(session, expediente, told, expediente.authors, by=by, now=now)


def _keeper_of(expediente: Expediente, held: Sequence[Tramitacao], by: Person) -> Person | Orgao:
    if expediente.access_level == AccessLevel.SIGILOSO or not held:
        return by
    return held[0].to_orgao


def _leave_all(session: Session, expediente: Expediente, by: Person, now: datetime) -> None:
    for stay in open_stays(session, expediente):
        leave(session, stay, by=by, now=now)


def _close_deadlines(session: Session, expediente: Expediente, now: datetime) -> None:
    deadlines.close(session, expediente.id, now=now)
    for joined in session.scalars(select(Expediente).where(Expediente.joined_to_id == expediente.id)):
        _close_deadlines(session, joined, now)


def _on_its_way(session: Session, expediente: Expediente) -> str:
    """The status of one on its way; protocolado until it was first sent somewhere."""
    count = session.scalar(select(func.count(Tramitacao.id)).where(Tramitacao.expediente_id == expediente.id))
    return Situacao.EM_TRAMITACAO if (count or 0) > 1 else Situacao.PROTOCOLADO


def _last_places(session: Session, expediente: Expediente) -> list[Orgao]:
    """The present órgãos or, after the end, the last ones: of the stays that were closed last, together."""
    query = select(Tramitacao).where(Tramitacao.expediente_id == expediente.id).order_by(Tramitacao.id)
    stays = list(session.scalars(query))
    ended = [stay.closed_at for stay in stays if stay.closed_at is not None]
    last = None if any(stay.closed_at is None for stay in stays) else max(ended, default=None)
    there = [stay for stay in stays if stay.closed_at == last and not _sent_on(stay, stays)]
    return list({stay.to_orgao_id: stay.to_orgao for stay in there}.values())


def _sent_on(stay: Tramitacao, stays: list[Tramitacao]) -> bool:
    """Whether a stay ended by sending it elsewhere, rather than by the end of the expediente at the same instant."""
    later = (each for each in stays if each.id > stay.id)
    return any(each.from_orgao_id == stay.to_orgao_id and each.sent_at == stay.closed_at for each in later)


def _give_back(session: Session, expediente: Expediente, now: datetime) -> list[Deadline]:
    """Move the deadlines by the days they stood still, as a suspended term does not run."""
    calendar = municipal_days.current(session)
    since = moments.today(expediente.suspended_at or now)
    days = calendar.business_days_between(since, moments.today(now))
    running = [d for d in deadlines.open_of(session, expediente.id) if d.kind in _PAUSED_KINDS] if days > 0 else []
    for deadline in running:
        here = moments.local(deadline.due_at)
        day = calendar.add_business_days(here.date(), days)
        hour = calendar.work_day_end(day) if deadline.date_only else here.time()
        memory = (*deadline.due.memory, f"suspenso por {days} dias úteis")
        basis = deadlines.paused(deadline.basis, days)
        due = Due(moments.at(day, hour), deadline.date_only, deadline.rule, memory, basis)
        deadlines.move(session, deadline, due, now=now)
    return running


def _open_last_deadline(session: Session, expediente: Expediente, now: datetime) -> None:
    last = session.scalar(
        select(Deadline)
        .where(
            Deadline.record_id == expediente.id, Deadline.kind == ExpedienteDeadline.EXPEDIENTE, Deadline.due_at > now
        )
        .order_by(Deadline.id.desc())
        .limit(1)
    )
    if last is None or last.closed_at is None:
        return
    owner = session.get_one(Orgao, last.orgao_id) if last.orgao_id else session.get_one(Person, last.person_id)
    deadlines.open_deadline(session, expediente.id, ExpedienteDeadline.EXPEDIENTE, last.due, owner=owner, now=now)
