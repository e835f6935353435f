"""The second person: approves exactly what was hashed, gives it back, or stops what has not gone out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, notices, outbox, records, searchable
from models.base import Button, Refusal, crash_point
from models.directives import issuer
from models.directives.drafting import Dates, pleading, preview, revise, show, writers
from models.directives.integrity import fingerprint
from models.directives.queries import recipients_of
from models.directives.tables import ActKind, Directive, DirectiveStatus
from models.directives.transmission import transmit
from models.outbox import Outbox, State
from models.people import Person, standing
from models.records import AccessLevel
from models.texts import clip

_STOPPABLE = (DirectiveStatus.MINUTA, DirectiveStatus.DEVOLVIDA, DirectiveStatus.APROVADA, DirectiveStatus.TRANSMITIDA)


class Unseen(Refusal):
    """The approver has not been shown this version at this address yet: the sentence is the preview itself."""

    def __init__(self, opening: str, session: Session, directive: Directive) -> None:
        line = f"aprovar {directive.code} {directive.short_hash}"
        text = f"{opening}\n\n{preview(directive)}"
        super().__init__(text, [Button("Aprovar", line)], shows=directive.shown_as)


@dataclass(frozen=True, slots=True)
class Seat:
    """The address that approves."""

    channel: str
    address: str


def approve(session: Session, directive: Directive, shown_hash: str, *, seat: Seat, by: Person, now: datetime) -> None:
    """Sign: check who, check what, draw the number, and transmit (or wait for the hour set).

    `shown_hash` is the short hash the approver was shown, empty when typed without it. In either case the version
    that stands must have been delivered to the address that approves.
    """
    _check_approver(session, directive, by, now)
    if directive.status != DirectiveStatus.MINUTA:
        raise Refusal(_not_a_draft(directive))
    if fingerprint(directive) != directive.sha256:
        raise Refusal(f"O conteúdo da minuta {directive.code} não confere com o registrado. Avise o administrador.")
    _check_seen(session, directive, shown_hash, seat)
    _check_dates(directive, now)
    crash_point("approve")
    _number(session, directive, by, now)
    if directive.final_level != AccessLevel.PUBLICO:
        records.grant(session, directive.id, people=[by])
    facts = {"sha256": directive.sha256, "minuta": directive.draft_code, "autor": directive.author_id}
    facts |= {"municipio": directive.municipality}
    text = f"aprovada por {by.name} e numerada {directive.code}"
    audit.write(session, "aprovacao", by=by, now=now, record_id=directive.id, text=text, data=facts)
    if directive.scheduled_for is None or directive.scheduled_for <= now:
        transmit(session, directive, now=now)
    _tell_author(session, directive, by, now)


def give_back(session: Session, directive: Directive, reason: str, *, by: Person, now: datetime) -> None:
    """Return a draft to its author with the reason."""
    _check_approver(session, directive, by, now)
    if directive.status != DirectiveStatus.MINUTA:
        raise Refusal(_not_a_draft(directive))
    if not reason:
        raise Refusal(f"Por que devolver? Exemplo: devolver {directive.code} falta o prazo de cumprimento")
    directive.status = DirectiveStatus.DEVOLVIDA
    audit.write(session, "devolucao", by=by, now=now, record_id=directive.id, text=f"devolvida: {reason}")
    text = (
        f"{by.name} devolveu a minuta {directive.code} ({clip(directive.title, 60)}).\nMotivo: {reason}\n"
        f"Para corrigir, escreva: corrigir {directive.code} novo texto"
    )
    notices.tell(session, directive, text, _author(directive), by=by, now=now)


def correct(session: Session, directive: Directive, text: str, dates: Dates, *, by: Person, now: datetime) -> None:
    """Replace the text of a draft, or its dates, or both; the new version is shown again to the approvers."""
    if directive.status not in (DirectiveStatus.MINUTA, DirectiveStatus.DEVOLVIDA):
        code = directive.code
        raise Refusal(f"A {directive.kind_label} {code} já foi expedida; para mudá-la: retificar {code} texto")
    if directive.author_id not in standing(session, by, now).person_ids:
        raise Refusal(f"A minuta {directive.code} só pode ser corrigida por quem a escreveu.")
    if not text and dates == Dates():
        raise Refusal(f"Falta o novo texto. Exemplo: corrigir {directive.code} Enviar o relatório até sexta.")
    directive.text = text or directive.text
    directive.title, directive.status = clip(directive.text, 90), DirectiveStatus.MINUTA
    searchable.refresh(session, directive.id)
    dates.set_on(directive)
    revise(session, directive, by=by, now=now)
    audit.write(
        session, "correcao", by=by, now=now, record_id=directive.id, text=f"texto corrigido, {directive.short_hash}"
    )
    show(session, directive, pleading(by), now=now)


def cancel(session: Session, directive: Directive, reason: str, *, by: Person, now: datetime) -> int:
    """Stop what has not gone out: a draft, a scheduled act, or the messages still waiting; returns how many."""
    who = standing(session, by, now)
    if not who.commands and directive.author_id not in who.person_ids:
        raise Refusal("Só quem escreveu, a chefia de gabinete ou o prefeito pode cancelar.")
    if directive.status not in _STOPPABLE:
        raise Refusal(f"A {directive.kind_label} {directive.code} está {directive.status}.")
    if not reason:
        raise Refusal(f"Por que cancelar? Exemplo: cancelar {directive.code} saiu com a data errada")
    stopped = _stop_unsent(session, directive, now) if directive.transmitted_at else 0
    if directive.transmitted_at and not stopped:
        raise Refusal(
            f"A {directive.kind_label} {directive.code} já foi entregue a todos. "
            f"Para desfazê-la: revogar {directive.code} motivo"
        )
    if not directive.transmitted_at:
        directive.status = DirectiveStatus.CANCELADA
    audit.write(session, "cancelamento", by=by, now=now, record_id=directive.id, text=f"cancelada: {reason}")
    notices.tell(
        session, directive, f"{by.name} cancelou {directive.code} ({clip(directive.title, 60)}).\nMotivo: {reason}",
        _author(directive) + _signer(directive), by=by, now=now,
    )  # fmt: skip
    return stopped


def _check_approver(session: Session, directive: Directive, by: Person, now: datetime) -> None:
    who = standing(session, by, now)
    if not who.commands:
        raise Refusal("Só o prefeito ou a chefia de gabinete aprova ordens, decisões e diretrizes.")
    wrote = writers(session, directive)
    if by.id in wrote:
        raise Refusal(
            f"Quem escreveu ou corrigiu a minuta não a aprova. A {directive.code} precisa de outra pessoa que aprove."
        )
    if in_place_of := wrote & who.person_ids:
        name = session.get_one(Person, min(in_place_of)).name
        raise Refusal(f"Você responde por {name}, que escreveu a {directive.code}: outra pessoa precisa aprovar.")


def _check_seen(session: Session, directive: Directive, shown_hash: str, seat: Seat) -> None:
    if shown_hash and not _is_hash_of(directive, shown_hash):
        raise Unseen("A minuta mudou depois que você a viu. Confira a versão atual:", session, directive)
    if not outbox.was_shown(session, directive.shown_as, seat.channel, seat.address):
        raise Unseen("Confira antes de aprovar:", session, directive)


def _is_hash_of(directive: Directive, shown_hash: str) -> bool:
    return len(shown_hash) >= len(directive.short_hash) and directive.sha256.startswith(shown_hash.lower())


def _check_dates(directive: Directive, now: datetime) -> None:
    for name, due in (("ciência", directive.ciencia), ("cumprimento", directive.compliance)):
        if due is not None and due.at <= now:
            again = f"devolver {directive.code} a data de {name} já passou"
            raise Refusal(
                f"A data de {name} já passou: {due.text}. Devolva a minuta: {again}", [Button("Devolver", again)]
            )


def _number(session: Session, directive: Directive, by: Person, now: datetime) -> None:
    """Draw the number at the signature, never before; the draft's number goes on finding the act."""
    year = moments.today(now).year
    series = ActKind(directive.act_kind).series
    number = records.draw_number(session, series, year)
    directive.code = f"{series}-{number}/{year}"
    directive.approver_id, directive.approved_at = by.id, now
    directive.municipality = issuer.municipality()
    directive.status = DirectiveStatus.APROVADA
    searchable.add(session, directive.id, directive.code)
    records.add_keys(session, directive.id, [directive.draft_code.lower(), f"{number}/{year}"])
    session.flush()


def _tell_author(session: Session, directive: Directive, by: Person, now: datetime) -> None:
    hour = (
        moments.moment_text(directive.scheduled_for) if directive.scheduled_for and not directive.transmitted_at else ""
    )
    then = f"Será transmitida em {hour}." if hour else "Foi transmitida."
    text = (
        f"{by.name} aprovou a minuta {directive.draft_code}: agora é a {directive.kind_label} {directive.code}. {then}"
    )
    buttons = (Button("Situação", f"situação {directive.code}"),)
    notices.tell(session, directive, text, _author(directive), by=by, now=now, buttons=buttons)


def _stop_unsent(session: Session, directive: Directive, now: datetime) -> int:
    stopped = outbox.cancel(session, directive.id)
    for recipient in recipients_of(session, directive):
        if not _went_out(session, recipient.id) and recipient.ciencia_at is None:
            recipient.cancelled_at = now
            deadlines.close(session, directive.id, item_id=recipient.id, now=now, void=True)
    return stopped


def _went_out(session: Session, recipient_id: int) -> bool:
    query = select(Outbox.id).where(Outbox.recipient_id == recipient_id, Outbox.state != State.CANCELLED).limit(1)
    return session.scalar(query) is not None


def _author(directive: Directive) -> list[Person]:
    return [directive.author] if directive.author else []


def _signer(directive: Directive) -> list[Person]:
    return [directive.approver] if directive.approver and directive.approver.active else []


def _not_a_draft(directive: Directive) -> str:
    if directive.status == DirectiveStatus.DEVOLVIDA:
        return f"A minuta {directive.code} foi devolvida e espera correção de quem a escreveu."
    return f"A {directive.kind_label} {directive.code} já está {directive.status}."
