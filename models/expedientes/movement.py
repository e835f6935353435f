"""An expediente on its way: sent to one or several órgãos, received, joined to another, linked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models import access, audit, deadlines, moments, municipal_days, notices, records, searchable
from models.base import Answer, Button, Question, Refusal, insert_row
from models.deadlines import Due
from models.expedientes.access import (
    holding,
    named_to,
    open_stays,
    places,
    require_active,
    require_reader,
)
from models.expedientes.stays import begin_stay
from models.expedientes.tables import ENDED, OF_STAYS, Expediente, ExpedienteDeadline, Situacao, Tramitacao
from models.links import note_other
from models.people import Orgao, Person, standing
from models.records import AccessLevel, Record
from models.texts import at, ended, listed, the, to


@dataclass(frozen=True, slots=True)
class Sending:
    """One destination: the órgão, and the person notified, who owns the return (for a secret one the person named)."""

    orgao: Orgao
    keeper: Person | Orgao


def route(
    session: Session,
    expediente: Expediente,
    to: Sequence[Person | Orgao],
    *,
    despacho: str = "",
    due: Due | None = None,
    by: Person,
    now: datetime,
) -> list[Orgao]:
    """Send the person's expediente to these órgãos; one that has it already keeps it. Returns the destinations."""
    require_active(expediente)
    mine = holding(session, expediente, by, now, "tramitar")
    sendings = _sendings(session, expediente, to)
    here = {stay.to_orgao_id for stay in mine}
    new = [sending for sending in sendings if sending.orgao.id not in here]
    if not new:
        raise Refusal(_nowhere(expediente, sendings))
    origin = mine[0].to_orgao if mine else by.orgao
    kept = {sending.orgao.id for sending in sendings}
    for stay in [each for each in mine if each.to_orgao_id not in kept]:
        leave(session, stay, by=by, now=now)
    _let_see(session, expediente, new)
    for sending in new:
        _send(session, expediente, sending, origin, despacho, due, by=by, now=now)
    expediente.status = Situacao.EM_TRAMITACAO
    searchable.add(session, expediente.id, despacho)
    _tell(session, expediente, new, origin, despacho, due, by=by, now=now)
    return [sending.orgao for sending in new]


def receive(
    session: Session, expediente: Expediente, *, by: Person, now: datetime, since: datetime | None = None
) -> Orgao:
    """Confirm that the órgão has it in hands, since a past day where one is said; the sender is notified."""
    stays, who = open_stays(session, expediente), standing(session, by, now)
    mine = [stay for stay in stays if stay.to_orgao_id in who.orgao_ids]
    if not mine:
        where = f"está com {places(stays)}" if stays else f"está {expediente.status}"
        raise Refusal(f"O expediente {expediente.code} {where}, não com o seu órgão.")
    waiting = [stay for stay in mine if stay.received_at is None]
    if not waiting:
        name = mine[0].received_by.name if mine[0].received_by else "alguém"
        raise Refusal(f"O expediente {expediente.code} já foi recebido por {name}.")
    for stay in waiting:
        stay.received_by_id, stay.received_at = by.id, _received_at(expediente, stay, since, now)
        begin_stay(session, expediente, stay.to_orgao, stay.id, moments.today(stay.received_at), now)
    orgao = waiting[0].to_orgao
    on_paper = f" em {moments.day_text(moments.today(since))}" if since else ""
    text = f"recebido {at(orgao.name)}{on_paper}"
    audit.write(session, "recebimento", by=by, now=now, record_id=expediente.id, text=text)
    senders = [stay.sent_by for stay in waiting if stay.sent_by]
    notices.send(
        session,
        expediente,
        f"{orgao.name} recebeu o expediente {expediente.code}: {ended(expediente.title)} ({by.name})",
        senders,
        by=by,
        now=now,
    )
    return orgao


def join(session: Session, expediente: Expediente, principal: Record, *, by: Person, now: datetime) -> None:
    """Join an expediente to its principal: from then on it is where the principal is."""
    if not isinstance(principal, Expediente):
        raise Refusal(
            f"{principal.code} não é um expediente. Para relacionar os dois: "
            f"vincular {expediente.code} a {principal.code}"
        )
    if expediente.id == principal.id:
        raise Refusal("Um expediente não se junta a si mesmo.")
    _joinable(session, expediente, principal, by, now)
    for stay in holding(session, expediente, by, now, "juntá-lo"):
        leave(session, stay, by=by, now=now)
    for stay in open_stays(session, expediente):
        leave(session, stay, by=by, now=now)
    expediente.joined_to_id = principal.id
    note_other(session, "juntada", expediente, principal, "juntado a", by=by, now=now)
    note_other(session, "juntada", principal, expediente, "recebeu a juntada de", by=by, now=now)


def separate(session: Session, expediente: Expediente, *, reason: str, by: Person, now: datetime) -> Expediente:
    """Undo a juntada: it stays where the principal is. Returns the principal."""
    if expediente.joined_to_id is None:
        raise Refusal(f"O expediente {expediente.code} não está juntado a outro.")
    if not reason:
        raise Question(f"Por que separar? Exemplo: separar {expediente.code} juntado por engano", Answer.TEXT)
    principal: Expediente = records.load(session, Expediente, expediente.joined_to_id)
    if principal.joined_to_id is not None:
        raise Refusal("O principal também está juntado a outro. Separe primeiro o principal.")
    stays = holding(session, principal, by, now, "separá-lo")
    expediente.joined_to_id = None
    if expediente.status not in ENDED:
        for orgao in {stay.to_orgao_id: stay.to_orgao for stay in stays}.values():
            arrive(session, expediente, orgao, None, f"separado: {reason}", by=by, now=now)
    note_other(session, "separacao", expediente, principal, "separado de", f": {reason}", by=by, now=now)
    note_other(session, "separacao", principal, expediente, "deixou de ter juntado", f": {reason}", by=by, now=now)
    return principal


def arrive(
    session: Session,
    expediente: Expediente,
    orgao: Orgao,
    origin: Orgao | None,
    despacho: str,
    due: Due | None = None,
    *,
    by: Person,
    now: datetime,
) -> int:
    """Open a stay with an órgão; one of the sender's own counts as received. Returns its id."""
    own, today = orgao.id in standing(session, by, now).orgao_ids, moments.today(now)
    stay_id = insert_row(
        session,
        Tramitacao,
        expediente_id=expediente.id,
        from_orgao_id=origin.id if origin else None,
        to_orgao_id=orgao.id,
        despacho=despacho,
        sent_by_id=by.id,
        sent_at=now,
        return_at=due.at if due else None,
        return_date_only=due.date_only if due else False,
        received_by_id=by.id if own else None,
        received_at=now if own else None,
        closed_at=None,
    )
    since = today if own else municipal_days.current(session).add_business_days(today, 1)
    begin_stay(session, expediente, orgao, stay_id, since, now)
    return stay_id


def leave(session: Session, stay: Tramitacao, *, by: Person, now: datetime) -> None:
    """Close a stay with its terms; by sending it on the órgão confirms an arrival it never confirmed."""
    if stay.received_at is None and stay.to_orgao_id in standing(session, by, now).orgao_ids:
        stay.received_by_id, stay.received_at = by.id, now
    stay.closed_at = now
    for kind in OF_STAYS:
        deadlines.close(session, stay.expediente_id, kind=kind, item_id=stay.id, now=now)


def _received_at(expediente: Expediente, stay: Tramitacao, since: datetime | None, now: datetime) -> datetime:
    """When the órgão had it in hands. Raises Refusal for a day before it was sent, or one that has not come."""
    if since is None:
        return now
    sent, day = moments.today(stay.sent_at), moments.today(since)
    if since > now or day < sent:
        raise Refusal(
            f"{expediente.code} foi enviado em {moments.day_text(sent)}: "
            f"não pode ter chegado em {moments.day_text(day)}. Confira a data."
        )
    return max(since, stay.sent_at)


def _sendings(session: Session, expediente: Expediente, to: Sequence[Person | Orgao]) -> list[Sending]:
    found: dict[int, Sending] = {}
    for each in to:
        if isinstance(each, Orgao):
            require_reader(session, expediente, each)
            found.setdefault(each.id, Sending(each, each))
        elif each.orgao is None:
            raise Refusal(f"{each.name} não tem órgão na casa. Diga o órgão: tramitar {expediente.code} @saude")
        else:
            secret = expediente.access_level == AccessLevel.SIGILOSO
            found.setdefault(each.orgao.id, Sending(each.orgao, each if secret else each.orgao))
    if not found:
        raise Question(
            f"Para qual órgão? Exemplo: tramitar {expediente.code} @saude para parecer até sexta", Answer.WHO
        )
    return list(found.values())


def _nowhere(expediente: Expediente, sendings: list[Sending]) -> str:
    names = listed([the(sending.orgao.name) for sending in sendings])
    return (
        f"O expediente {expediente.code} já está com {names}. Diga outro órgão, ou conclua: concluir {expediente.code}"
    )


def _let_see(session: Session, expediente: Expediente, sendings: list[Sending]) -> None:
    if expediente.access_level != AccessLevel.PUBLICO:
        access.grant(session, expediente.id, [each.keeper for each in sendings])


def _send(
    session: Session,
    expediente: Expediente,
    sending: Sending,
    origin: Orgao | None,
    despacho: str,
    due: Due | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    stay_id = arrive(session, expediente, sending.orgao, origin, despacho, due, by=by, now=now)
    if due is not None:
        deadlines.open_deadline(
            session, expediente.id, ExpedienteDeadline.RETORNO, due, owner=sending.keeper, now=now, item_id=stay_id
        )


def _tell(
    session: Session,
    expediente: Expediente,
    new: list[Sending],
    origin: Orgao | None,
    despacho: str,
    due: Due | None,
    *,
    by: Person,
    now: datetime,
) -> None:
    code, names = expediente.code, listed([to(sending.orgao.name) for sending in new])
    said = (f" Despacho: {despacho}." if despacho else "") + (f" Retorno até {due.text}." if due else "")
    came = f"{the(origin.name)} enviou" if origin else "enviado"
    audit.write(session, "tramitacao", by=by, now=now, record_id=expediente.id, text=f"{came} {names}.{said}")
    keepers = [sending.keeper for sending in new]
    until = f"\nRetorno até {due.text}." if due else ""
    detail = f"o expediente {code}: {ended(expediente.title)}" + (f"\nDespacho: {despacho}" if despacho else "") + until
    buttons = (Button("Receber", f"receber {code}"), Button("Ver", f"ver {code}"))
    for sending in new:
        text = f"{by.name} enviou {to(sending.orgao.name)} {detail}"
        notices.send(session, expediente, text, [sending.keeper], by=by, now=now, buttons=buttons)
    told = f"{by.name} enviou o expediente {code} ({expediente.title}) {names}.{until}"
    notices.tell(session, expediente, told, expediente.authors, by=by, now=now, but=keepers)


def _joinable(session: Session, expediente: Expediente, principal: Expediente, by: Person, now: datetime) -> None:
    if expediente.joined_to_id is not None:
        raise Refusal(f"O expediente {expediente.code} já está juntado a outro.")
    if principal.joined_to_id is not None:
        above: Record = records.load(session, Record, principal.joined_to_id)
        name = named_to(session, above, by, now)
        raise Refusal(f"O expediente {principal.code} está juntado a {name}. Junte ao principal.")
    for each in (expediente, principal):
        require_active(each)
    holding(session, principal, by, now, "receber uma juntada")
