"""The second person: approves exactly the hashed version, returns it, or stops an act that has not gone out."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import approving, audit, deadlines, moments, notices, outbox, records, searchable, second_factor, undo
from models.acts import issuer
from models.acts.drafting import Dates, pleading, preview, revise, show, writers
from models.acts.integrity import fingerprint
from models.acts.queries import recipients_of
from models.acts.tables import KIND, Act, ActKind, ActStatus
from models.acts.transmission import transmit
from models.approving import Seat
from models.base import Answer, Button, Question, Refusal, failpoint
from models.deadlines import Due
from models.outbox import Outbox, State
from models.people import Person, standing
from models.records import AccessLevel
from models.texts import clip, listed

_NO_DATES = Dates()

_STOPPABLE = (ActStatus.MINUTA, ActStatus.DEVOLVIDA, ActStatus.APROVADA, ActStatus.TRANSMITIDA)


def check_approval(
    session: Session, act: Act, shown_hash: str, *, seat: Seat, dates: Dates = _NO_DATES, by: Person, now: datetime
) -> None:
    """Check who and what before a signature; nothing is changed. Raises Refusal, and Question for a date that went by.

    `shown_hash`: as `approving.check_version` takes it.
    """
    _check_approver(session, act, by, now)
    if act.status != ActStatus.MINUTA:
        raise Refusal(_not_a_draft(act))
    approving.check_version(session, act, fingerprint(act), preview, shown_hash, seat)
    _check_dates(act, dates, now)


def approve(
    session: Session,
    act: Act,
    shown_hash: str,
    *,
    seat: Seat,
    dates: Dates = _NO_DATES,
    proven: bool = False,
    by: Person,
    now: datetime,
) -> None:
    """Sign: check as `check_approval`, draw the number, and transmit (or wait for the hour set).

    `dates`: new ones for those that went by while the draft waited. `proven`: the second factor was given.
    """
    check_approval(session, act, shown_hash, seat=seat, dates=dates, by=by, now=now)
    second_factor.require(session, by, proven=proven)
    _renew_dates(session, act, dates, by, now)
    failpoint("approve")
    _number(session, act, by, now)
    if act.final_level != AccessLevel.PUBLICO:
        records.grant(session, act.id, people=[by])
    facts = {"sha256": act.sha256, "minuta": act.draft_code, "autor": act.author_id}
    facts |= {"municipio": act.municipality}
    text = f"aprovada por {by.name} e numerada {act.code}"
    audit.write(session, "aprovacao", by=by, now=now, record_id=act.id, text=text, data=facts)
    if act.scheduled_for is None or act.scheduled_for <= now:
        transmit(session, act, now=now)
    _tell_author(session, act, by, now)


def give_back(session: Session, act: Act, reason: str, *, by: Person, now: datetime) -> None:
    """Return a draft to its author with the reason."""
    _check_approver(session, act, by, now)
    if act.status != ActStatus.MINUTA:
        raise Refusal(_not_a_draft(act))
    approving.give_back(session, act, reason, "falta o prazo de cumprimento", by=by, now=now)


def correct(session: Session, act: Act, text: str, dates: Dates, *, by: Person, now: datetime) -> None:
    """Replace the text of a draft, or its dates, or both; the new version is shown again to the approvers."""
    if act.status not in (ActStatus.MINUTA, ActStatus.DEVOLVIDA):
        code = act.code
        raise Refusal(f"A {act.kind_label} {code} já foi expedida; para mudá-la: retificar {code} texto")
    if act.author_id not in standing(session, by, now).person_ids:
        raise Refusal(f"A minuta {act.code} só pode ser corrigida por quem a escreveu.")
    if not text and dates == Dates():
        raise Question(f"Falta o novo texto. Exemplo: corrigir {act.code} Enviar o relatório até sexta.", Answer.TEXT)
    act.text = text or act.text
    act.title, act.status = clip(act.text, 90), ActStatus.MINUTA
    searchable.refresh(session, act.id)
    dates.set_on(act)
    revise(session, act, by=by, now=now)
    audit.write(session, "correcao", by=by, now=now, record_id=act.id, text=f"texto corrigido, {act.short_hash}")
    show(session, act, pleading(by), now=now)


def cancel(session: Session, act: Act, reason: str, *, by: Person, now: datetime) -> int:
    """Stop an act that has not gone out: a draft, a scheduled act, or its waiting messages; returns how many."""
    who = standing(session, by, now)
    if not who.commands and act.author_id not in who.person_ids:
        raise Refusal("Só quem escreveu, a chefia de gabinete ou o prefeito pode cancelar.")
    if act.status not in _STOPPABLE:
        raise Refusal(f"A {act.kind_label} {act.code} está {act.status}.")
    if not reason:
        raise Question(f"Por que cancelar? Exemplo: cancelar {act.code} saiu com a data errada", Answer.TEXT)
    stopped = _stop_unsent(session, act, now) if act.transmitted_at else 0
    if act.transmitted_at and not stopped:
        raise Refusal(
            f"A {act.kind_label} {act.code} já foi entregue a todos. Para desfazê-la: revogar {act.code} motivo"
        )
    if not act.transmitted_at:
        act.status = ActStatus.CANCELADA
    audit.write(session, "cancelamento", by=by, now=now, record_id=act.id, text=f"cancelada: {reason}")
    notices.tell(
        session, act, f"{by.name} cancelou {act.code} ({clip(act.title, 60)}).\nMotivo: {reason}",
        act.authors + _signer(act), by=by, now=now,
    )  # fmt: skip
    return stopped


def _check_approver(session: Session, act: Act, by: Person, now: datetime) -> None:
    if not standing(session, by, now).commands:
        raise Refusal("Só o prefeito ou a chefia de gabinete aprova ordens, decisões e diretrizes.")
    approving.require_other(session, act, writers(session, act), by, now)


def _check_dates(act: Act, dates: Dates, now: datetime) -> None:
    """Refuse a date for one still to come, and ask for one that went by."""
    # The text is its author's: whoever signs moves only what went by, and the history says so.
    for name, (old, new) in _given(act, dates).items():
        if old is not None and old.at > now and new is not None:
            raise Refusal(f"A data de {name} ainda não passou: {old.text}. Para mudá-la: devolver {act.code} motivo")
        if old is not None and old.at <= now and (new is None or new.at <= now):
            word = "cumprir" if name == "cumprimento" else name
            sentence = f"A data de {name} era {old.text}, e passou. Até quando passa a ser?"
            raise Question(sentence, Answer.DATE, typed=f"{word} até {{}};")


def _given(act: Act, dates: Dates) -> dict[str, tuple[Due | None, Due | None]]:
    return {"ciência": (act.ciencia, dates.ciencia), "cumprimento": (act.compliance, dates.compliance)}


def _renew_dates(session: Session, act: Act, dates: Dates, by: Person, now: datetime) -> None:
    """Set the dates given for those that went by; the version signed is one more."""
    if dates == _NO_DATES:
        return
    given = _given(act, dates)
    dates.set_on(act)
    if act.ciencia and act.compliance and act.compliance.at < act.ciencia.at:
        raise Refusal("O cumprimento não pode vencer antes da ciência. Confira as duas datas.")
    revise(session, act, by=by, now=now)
    named = [f"{name} até {new.text}" for name, (_, new) in given.items() if new is not None]
    audit.write(session, "correcao", by=by, now=now, record_id=act.id, text=f"na aprovação: {listed(named)}")


def _number(session: Session, act: Act, by: Person, now: datetime) -> None:
    """Draw the number at the signature, never before; the draft's number goes on finding the act."""
    year = moments.today(now).year
    series = ActKind(act.act_kind).series
    number = records.draw_number(session, series, year)
    act.code = f"{series}-{number}/{year}"
    act.approver_id, act.approved_at = by.id, now
    act.municipality = issuer.municipality()
    act.status = ActStatus.APROVADA
    searchable.add(session, act.id, act.code)
    records.add_keys(session, act.id, [act.draft_code.lower(), f"{number}/{year}"])
    session.flush()


def _tell_author(session: Session, act: Act, by: Person, now: datetime) -> None:
    hour = moments.moment_text(act.scheduled_for) if act.scheduled_for and not act.transmitted_at else ""
    then = f"Será transmitida em {hour}." if hour else "Foi transmitida."
    text = f"{by.name} aprovou a minuta {act.draft_code}: agora é a {act.kind_label} {act.code}. {then}"
    buttons = (Button("Situação", f"situação {act.code}"),)
    notices.tell(session, act, text, act.authors, by=by, now=now, buttons=buttons)


def _stop_unsent(session: Session, act: Act, now: datetime) -> int:
    stopped = outbox.cancel(session, act.id)
    for recipient in recipients_of(session, act):
        if not _went_out(session, recipient.id) and recipient.ciencia_at is None:
            recipient.cancelled_at = now
            deadlines.close(session, act.id, item_id=recipient.id, now=now, void=True)
    return stopped


def _went_out(session: Session, recipient_id: int) -> bool:
    query = select(Outbox.id).where(Outbox.recipient_id == recipient_id, Outbox.state != State.CANCELLED).limit(1)
    return session.scalar(query) is not None


def _signer(act: Act) -> list[Person]:
    return [act.approver] if act.approver and act.approver.active else []


def _not_a_draft(act: Act) -> str:
    if act.status == ActStatus.DEVOLVIDA:
        return f"A minuta {act.code} foi devolvida e espera correção de quem a escreveu."
    if act.transmitted_at is not None:
        return f"A {act.kind_label} {act.code} já foi transmitida {moments.on_text(act.transmitted_at)}."
    return f"A {act.kind_label} {act.code} já está {act.status}."


_SIGNED = ("aprovacao", "ciencia", "execucao", "cumprimento", "impossibilidade")
undo.never(*_SIGNED, kind=KIND, why="O que se disse num ato não se desfaz. Para mudar {code}: retificar {code} texto")
_DRAFTED = "Quem aprova já recebeu a minuta. Para tirá-la: cancelar {code} motivo"
undo.never("minuta", "correcao", kind=KIND, why=_DRAFTED)
