"""An approved act goes out: one recipient, one set of deadlines and one message for each addressee."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, failures, moments, notices, outbox, records
from models.base import Button, insert_rows
from models.deadlines import Basis, NewDeadline
from models.directives.counts import replaced
from models.directives.integrity import is_as_approved, payload_hash
from models.directives.queries import further_orgaos, recipients_of
from models.directives.tables import (
    IS_APPROVED,
    ActDeadline,
    Amendment,
    Directive,
    DirectiveStatus,
    Recipient,
    RecipientOrgao,
)
from models.outbox import Message, Priority, Push
from models.people import Function, Person, Role, holder, with_role
from models.records import AccessLevel
from models.texts import listed, plural

_NEXT_BUSINESS_DAY = {"unit": "dias_uteis", "n": 1}
_FIRST = {Function.TITULAR: 0, Function.ADJUNTO: 1}
LETTERHEAD = " — Gabinete do Prefeito"  # after the name of the municipality, in the first line of an act
_ANSWER_IN_PRIVATE = "A ciência não se dá por aqui: cada destinatário recebe o ato em particular e responde por lá."
_AFTER = {
    Amendment.RETIFICA: DirectiveStatus.RETIFICADA,
    Amendment.SUSPENDE: DirectiveStatus.SUSPENSA,
    Amendment.REVOGA: DirectiveStatus.REVOGADA,
}


def next_transmission_at(session: Session) -> datetime | None:
    """When the next approved act is to be transmitted."""
    return session.scalar(select(func.min(Directive.scheduled_for)).where(IS_APPROVED))


def due_for_transmission(session: Session, now: datetime) -> list[int]:
    """The ids of the approved acts whose hour has come."""
    waiting = select(Directive.id).where(IS_APPROVED, Directive.scheduled_for <= now)
    return list(session.scalars(waiting.order_by(Directive.scheduled_for)))


def transmit_due(session: Session, ids: Iterable[int], *, now: datetime) -> None:
    """Transmit these acts; one that is no longer what was approved is held back."""
    for directive_id in ids:
        directive = session.get_one(Directive, directive_id)
        if is_as_approved(session, directive):
            transmit(session, directive, now=now)
        else:
            _hold_back(session, directive, now)


def transmit(session: Session, directive: Directive, *, now: datetime) -> None:
    """Write recipients, deadlines and messages, in the transaction of whoever asks."""
    _amend_older(session, directive, now)
    _date_ciencia(session, directive, now)
    _write_recipients(session, directive, now)
    directive.status, directive.transmitted_at = DirectiveStatus.TRANSMITIDA, now
    directive.access_level = directive.final_level
    found = recipients_of(session, directive)
    if directive.final_level != AccessLevel.PUBLICO:
        named, orgaos = [r.person for r in found if r.orgao is None], [r.orgao for r in found if r.orgao]
        orgaos += [each for further in further_orgaos(session, directive).values() for each in further]
        records.grant(session, directive.id, people=named, orgaos=orgaos)
    _open_deadlines(session, directive, found, now)
    message = Message(act_text(directive), _buttons(directive))
    outbox.enqueue_all(
        session,
        [
            Push(f"act:{directive.id}:{each.person_id}", each.person_id, message, each.id)
            for each in _heads_first(found)
        ],
        now=now,
        priority=Priority.URGENT if directive.urgent else Priority.ACT,
        record_id=directive.id,
    )
    failures.note_nowhere(session, directive.id, now)
    missed = _publish(session, directive, now)
    text = f"transmitida a {plural(len(found), 'destinatário', 'destinatários')}"
    payloads = [payload_hash(each.payload()) for each in (message, _published(directive))]
    people = [each.person_id for each in found]
    facts = {"sha256": directive.sha256, "people": people, "payloads": payloads}
    audit.write(session, "transmissao", by=None, now=now, record_id=directive.id, text=text, data=facts)
    _tell_of_vacancies(session, directive, found, now)
    _tell_of_lost_places(session, directive, missed, now)


def act_text(directive: Directive) -> str:
    """The act as its addressees read it: number, signature, the approved text untouched, dates, hash."""
    signer = directive.approver
    signature = f"{signer.name}, {signer.cargo}" if signer and signer.cargo else signer.name if signer else ""
    dates = [f"Ciência até: {directive.ciencia.text}"] if directive.ciencia else []
    dates += [f"Cumprimento até: {directive.compliance.text}"] if directive.compliance else []
    urgent = "URGENTE — " if directive.urgent else ""
    heading = f"{urgent}{directive.kind_label.capitalize()} {directive.code}"
    head = [*_letterhead(directive), heading, f"Aprovada por {signature}"]
    return "\n".join([*head, "", directive.text, "", *dates, f"Conferência: {directive.short_hash}"])


def _letterhead(directive: Directive) -> list[str]:
    """In whose name the act was approved."""
    return [f"{directive.municipality}{LETTERHEAD}"] if directive.municipality else []


def _heads_first(found: list[Recipient]) -> list[Recipient]:
    """Titulares, then adjuntos, then everybody else: what is queued first leaves first."""
    return sorted(found, key=lambda each: _FIRST.get(Function(each.person.function), 2) if each.person.function else 2)


def _publish(session: Session, directive: Directive, now: datetime) -> list[str]:
    """Post a public act in its places, after the addressees; returns the names of those that are lost."""
    places = directive.places
    if directive.final_level != AccessLevel.PUBLICO:
        return [each.name for each in places]
    payload = _published(directive).payload()
    priority = Priority.ACT if directive.urgent else Priority.NOTICE
    stem = f"publish:{directive.id}"
    for each in places:
        if each.active:
            outbox.post(session, each, key=stem, payload=payload, now=now, priority=priority, record_id=directive.id)
    return [each.name for each in places if not each.active]


def _published(directive: Directive) -> Message:
    return Message(f"{act_text(directive)}\n\n{_ANSWER_IN_PRIVATE}")


def _hold_back(session: Session, directive: Directive, now: datetime) -> None:
    """What was approved is not what stands there any more: it does not go out, and who answers for it is told, once."""
    text = (
        f"A {directive.kind_label} {directive.code} não foi transmitida: não é mais a que foi aprovada. "
        "Alguém mexeu no banco de dados. Peça ao administrador que rode: python -m bot audit verify"
    )
    people = with_role(session, Role.CHEFIA, Role.CONTROLE)
    key = f"altered:{directive.id}"
    pushes = [Push(f"{key}:{each.id}", each.id, Message(text)) for each in people]
    plain = "Um ato aprovado não foi transmitido: não é mais o que foi aprovado. Rode: python -m bot audit verify"
    pushes += [Push(f"{key}:{each.id}", each.id, Message(plain)) for each in with_role(session, Role.ADMINISTRADOR)]
    outbox.enqueue_all(session, pushes, now=now, priority=Priority.URGENT)


def _write_recipients(session: Session, directive: Directive, now: datetime) -> None:
    rows: dict[int, dict[str, Any]] = {}
    further: list[tuple[int, int]] = []
    for each in directive.addressees:
        person = holder(session, each.orgao) if each.orgao else each.person
        if person is not None and person.active:
            row = {
                "directive_id": directive.id,
                "person_id": person.id,
                "orgao_id": each.orgao_id,
                "transmitted_at": now,
            }
            first = rows.setdefault(person.id, row)["orgao_id"]
            if each.orgao_id and each.orgao_id != first:
                further.append((person.id, each.orgao_id))
    insert_rows(session, Recipient, list(rows.values()))
    if further:
        ids = {each.person_id: each.id for each in recipients_of(session, directive)}
        pairs = [{"recipient_id": ids[person_id], "orgao_id": orgao_id} for person_id, orgao_id in further]
        insert_rows(session, RecipientOrgao, pairs)


def _tell_of_vacancies(session: Session, directive: Directive, found: list[Recipient], now: datetime) -> None:
    """A post that fell vacant since the draft must not swallow an act in silence."""
    reached = {each.orgao_id for each in found} | {each.person_id for each in found}
    reached |= {orgao.id for orgaos in further_orgaos(session, directive).values() for orgao in orgaos}
    missed = [a.orgao.sigla for a in directive.addressees if a.orgao and a.orgao_id not in reached]
    missed += [a.person.name for a in directive.addressees if a.person and a.person_id not in reached]
    if missed:
        text = (
            f"A {directive.kind_label} {directive.code} não alcançou {listed(missed)}: não há quem responda. "
            "Entregue por outro meio."
        )
        notices.send(session, directive, text, _concerned(session, directive), by=None, now=now)


def _tell_of_lost_places(session: Session, directive: Directive, missed: list[str], now: datetime) -> None:
    """The bot was taken out of a place between the draft and the transmission."""
    if missed:
        text = (
            f"A {directive.kind_label} {directive.code} não foi publicada em {listed(missed)}: "
            "o bot não está mais lá. Publique por outro meio."
        )
        notices.send(session, directive, text, sender(session, directive), by=None, now=now)


def sender(session: Session, directive: Directive) -> list[Person]:
    """Who wrote the act; where that person has left the chefia, but for a secret one who signed it."""
    author = directive.author
    return [author] if author is not None and author.active else _concerned(session, directive)


def _concerned(session: Session, directive: Directive) -> list[Person]:
    """Who sees to what went wrong with an act: the chefia, for a secret one who wrote and who signed it."""
    if directive.final_level != AccessLevel.SIGILOSO:
        return with_role(session, Role.CHEFIA)
    return [each for each in (directive.author, directive.approver) if each is not None and each.active]


def _date_ciencia(session: Session, directive: Directive, now: datetime) -> None:
    """The date that was approved; where none was, the end of the next business day."""
    directive.ciencia_due_at = directive.ciencia_until
    if directive.ciencia_until is None:
        due = deadlines.due_of(session, Basis(_NEXT_BUSINESS_DAY, moments.today(now)))
        directive.ciencia_due_at = due.at
        directive.counts = replaced(directive.counts, {ActDeadline.CIENCIA: due})


def _open_deadlines(session: Session, directive: Directive, found: list[Recipient], now: datetime) -> None:
    assert directive.ciencia is not None
    ciencia = directive.ciencia
    owners = [(each.orgao or each.person, each.id) for each in found]
    new = [NewDeadline(directive.id, ActDeadline.CIENCIA, ciencia, owner, item) for owner, item in owners]
    if directive.compliance is not None:
        due = directive.compliance
        new += [NewDeadline(directive.id, ActDeadline.CUMPRIMENTO, due, owner, item) for owner, item in owners]
    deadlines.open_all(session, new, now=now)


def _amend_older(session: Session, directive: Directive, now: datetime) -> None:
    """What the new act does to the one it points to: deadlines end or stop, and nothing unsent of it goes out."""
    if directive.amends_id is None or directive.amendment is None:
        return
    old = session.get_one(Directive, directive.amends_id)
    amendment = Amendment(directive.amendment)
    old.status = _AFTER[amendment]
    outbox.cancel(session, old.id)
    deadlines.close(session, old.id, now=now, kind=ActDeadline.CIENCIA, void=True)
    if amendment is Amendment.SUSPENDE:
        deadlines.pause(session, old.id, ActDeadline.CUMPRIMENTO)
    elif amendment is Amendment.REVOGA or directive.compliance is not None:
        deadlines.close(session, old.id, now=now, kind=ActDeadline.CUMPRIMENTO, void=True)
    text = f"{old.status} pela {directive.code}"
    audit.write(session, amendment.value, by=directive.approver, now=now, record_id=old.id, text=text)


def _buttons(directive: Directive) -> tuple[Button, ...]:
    return (Button("Ciente", f"ciente {directive.code}"), Button("Ver", f"ver {directive.code}"))
