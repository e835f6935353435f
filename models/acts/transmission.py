"""Transmission of approved acts: one recipient, one set of deadlines and one message for each addressee."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, documents, failures, moments, notices, outbox, records
from models.acts.counts import replaced
from models.acts.integrity import is_as_approved, payload_hash
from models.acts.queries import further_orgaos, recipients_of
from models.acts.tables import (
    IS_APPROVED,
    Act,
    ActDeadline,
    ActStatus,
    Amendment,
    Recipient,
    RecipientOrgao,
)
from models.base import Button, insert_rows
from models.deadlines import Basis, NewDeadline
from models.outbox import Message, Priority, Push
from models.people import Function, Person, Role, holder, with_role
from models.records import AccessLevel
from models.texts import listed, plural

_NEXT_BUSINESS_DAY = {"unit": "dias_uteis", "n": 1}
_FIRST = {Function.TITULAR: 0, Function.ADJUNTO: 1}
PAPER = "ato"  # the document of an act: handlers/papers/acts.py
LETTERHEAD = " — Gabinete do Prefeito"  # after the name of the municipality, in the first line of an act
_ANSWER_IN_PRIVATE = "A ciência não se dá por aqui: cada destinatário recebe o ato em particular e responde por lá."
_AFTER = {
    Amendment.RETIFICA: ActStatus.RETIFICADA,
    Amendment.SUSPENDE: ActStatus.SUSPENSA,
    Amendment.REVOGA: ActStatus.REVOGADA,
}


def next_transmission_at(session: Session) -> datetime | None:
    """The moment at which the next approved act is to be transmitted."""
    return session.scalar(select(func.min(Act.scheduled_for)).where(IS_APPROVED))


def due_for_transmission(session: Session, now: datetime) -> list[int]:
    """The ids of the approved acts whose hour has come."""
    waiting = select(Act.id).where(IS_APPROVED, Act.scheduled_for <= now)
    return list(session.scalars(waiting.order_by(Act.scheduled_for)))


def transmit_due(session: Session, ids: Iterable[int], *, now: datetime) -> None:
    """Transmit these acts; one that differs from its approval is held back."""
    for act_id in ids:
        act = session.get_one(Act, act_id)
        if is_as_approved(session, act):
            transmit(session, act, now=now)
        else:
            _hold_back(session, act, now)


def transmit(session: Session, act: Act, *, now: datetime) -> None:
    """Write recipients, deadlines and messages, in the caller's transaction."""
    _amend_older(session, act, now)
    _date_ciencia(session, act, now)
    _write_recipients(session, act, now)
    act.status, act.transmitted_at = ActStatus.TRANSMITIDA, now
    act.access_level = act.final_level
    found = recipients_of(session, act)
    if act.final_level != AccessLevel.PUBLICO:
        named, orgaos = [r.person for r in found if r.orgao is None], [r.orgao for r in found if r.orgao]
        orgaos += [each for further in further_orgaos(session, act).values() for each in further]
        records.grant(session, act.id, people=named, orgaos=orgaos)
    others = [each for each in found if each.ciencia_at is None]
    _open_deadlines(session, act, found, now)
    message = Message(act_text(act), _buttons(act))
    outbox.enqueue_all(
        session,
        [Push(f"act:{act.id}:{each.person_id}", each.person_id, message, each.id) for each in _heads_first(others)],
        now=now,
        priority=Priority.URGENT if act.urgent else Priority.ACT,
        record_id=act.id,
    )
    documents.send_along(session, PAPER, act, [each.person_id for each in others], now=now)
    failures.note_nowhere(session, act.id, now)
    missed = _publish(session, act, now)
    text = f"transmitida a {plural(len(found), 'destinatário', 'destinatários')}"
    payloads = [payload_hash(each.payload()) for each in (message, _published(act))]
    people = [each.person_id for each in found]
    facts = {"sha256": act.sha256, "people": people, "payloads": payloads}
    audit.write(session, "transmissao", by=None, now=now, record_id=act.id, text=text, data=facts)
    _write_of_author(session, act, found, now)
    _tell_of_vacancies(session, act, found, now)
    _tell_of_lost_places(session, act, missed, now)


@moments.read_on(None)
def act_text(act: Act) -> str:
    """The act as its addressees read it: number, signature, the approved text untouched, dates, hash."""
    signer = act.approver
    signature = f"{signer.name}, {signer.cargo}" if signer and signer.cargo else signer.name if signer else ""
    dates = [f"Ciência até: {act.ciencia.text}"] if act.ciencia else []
    dates += [f"Cumprimento até: {act.compliance.text}"] if act.compliance else []
    urgent = "URGENTE — " if act.urgent else ""
    heading = f"{urgent}{act.kind_label.capitalize()} {act.code}"
    head = [*_letterhead(act), heading, f"Aprovada por {signature}"]
    return "\n".join([*head, "", act.text, "", *dates, f"Conferência: {act.short_hash}"])


def _letterhead(act: Act) -> list[str]:
    """The lines with the municipality that the act was approved for."""
    return [f"{act.municipality}{LETTERHEAD}"] if act.municipality else []


def _heads_first(found: list[Recipient]) -> list[Recipient]:
    """Titulares, then adjuntos, then everybody else: messages leave in the order of enqueueing."""
    return sorted(found, key=lambda each: _FIRST.get(Function(each.person.function), 2) if each.person.function else 2)


def _publish(session: Session, act: Act, now: datetime) -> list[str]:
    """Post a public act in its places, after the addressees; returns the names of those that are lost."""
    places = act.places
    if act.final_level != AccessLevel.PUBLICO:
        return [each.name for each in places]
    payload = _published(act).payload()
    priority = Priority.ACT if act.urgent else Priority.NOTICE
    stem = f"publish:{act.id}"
    for each in places:
        if each.active:
            outbox.post(session, each, key=stem, payload=payload, now=now, priority=priority, record_id=act.id)
    return [each.name for each in places if not each.active]


def _published(act: Act) -> Message:
    return Message(f"{act_text(act)}\n\n{_ANSWER_IN_PRIVATE}")


def _hold_back(session: Session, act: Act, now: datetime) -> None:
    """Hold back an act that differs from its approval, and notify once the people who answer for it."""
    text = (
        f"A {act.kind_label} {act.code} não foi transmitida: não é mais a que foi aprovada. "
        "Alguém mexeu no banco de dados. Peça ao administrador que rode: python -m bot audit verify"
    )
    people = with_role(session, Role.CHEFIA, Role.CONTROLE)
    key = f"altered:{act.id}"
    pushes = [Push(f"{key}:{each.id}", each.id, Message(text)) for each in people]
    plain = "Um ato aprovado não foi transmitido: não é mais o que foi aprovado. Rode: python -m bot audit verify"
    pushes += [Push(f"{key}:{each.id}", each.id, Message(plain)) for each in with_role(session, Role.ADMINISTRADOR)]
    outbox.enqueue_all(session, pushes, now=now, priority=Priority.URGENT)


def _write_recipients(session: Session, act: Act, now: datetime) -> None:
    rows: dict[int, dict[str, Any]] = {}
    further: list[tuple[int, int]] = []
    for each in act.addressees:
        person = holder(session, each.orgao) if each.orgao else each.person
        if person is not None and person.active:
            row = {
                "directive_id": act.id,
                "person_id": person.id,
                "orgao_id": each.orgao_id,
                "transmitted_at": now,
                "ciencia_at": now if person.id == act.author_id else None,
                "ciencia_by_id": person.id if person.id == act.author_id else None,
            }
            first = rows.setdefault(person.id, row)["orgao_id"]
            if each.orgao_id and each.orgao_id != first:
                further.append((person.id, each.orgao_id))
    insert_rows(session, Recipient, list(rows.values()))
    if further:
        ids = {each.person_id: each.id for each in recipients_of(session, act)}
        pairs = [{"recipient_id": ids[person_id], "orgao_id": orgao_id} for person_id, orgao_id in further]
        insert_rows(session, RecipientOrgao, pairs)


def _write_of_author(session: Session, act: Act, found: list[Recipient], now: datetime) -> None:
    """Put down the ciência of an addressee who wrote the act: it is not asked of them, nor is the act sent to them."""
    for each in found:
        if each.ciencia_at is not None:
            facts = {"recipient": each.id, "person": each.person_id, "sha256": act.sha256}
            text = f"ciência de {each.person.name}, que preparou o ato"
            audit.write(session, "ciencia", by=each.person, now=now, record_id=act.id, text=text, data=facts)


def _tell_of_vacancies(session: Session, act: Act, found: list[Recipient], now: datetime) -> None:
    """Notify of órgãos that fell vacant since the draft, so that no act is lost in silence."""
    reached = {each.orgao_id for each in found} | {each.person_id for each in found}
    reached |= {orgao.id for orgaos in further_orgaos(session, act).values() for orgao in orgaos}
    missed = [a.orgao.sigla for a in act.addressees if a.orgao and a.orgao_id not in reached]
    missed += [a.person.name for a in act.addressees if a.person and a.person_id not in reached]
    if missed:
        text = (
            f"A {act.kind_label} {act.code} não alcançou {listed(missed)}: não há quem responda. "
            "Entregue por outro meio."
        )
        notices.send(session, act, text, _concerned(session, act), by=None, now=now)


def _tell_of_lost_places(session: Session, act: Act, missed: list[str], now: datetime) -> None:
    """Notify of places that the bot was removed from since the draft."""
    if missed:
        text = (
            f"A {act.kind_label} {act.code} não foi publicada em {listed(missed)}: "
            "o bot não está mais lá. Publique por outro meio."
        )
        notices.send(session, act, text, sender(session, act), by=None, now=now)


def sender(session: Session, act: Act) -> list[Person]:
    """The writer of the act; if that person left, the chefia, or for a secret act its signer."""
    author = act.author
    return [author] if author is not None and author.active else _concerned(session, act)


def _concerned(session: Session, act: Act) -> list[Person]:
    """The people told of problems with an act: the chefia, for a secret one its writer and its signer."""
    if act.final_level != AccessLevel.SIGILOSO:
        return with_role(session, Role.CHEFIA)
    return [each for each in (act.author, act.approver) if each is not None and each.active]


def _date_ciencia(session: Session, act: Act, now: datetime) -> None:
    """Set the end of the next business day as the date for ciência, where none was approved."""
    act.ciencia_due_at = act.ciencia_until
    if act.ciencia_until is None:
        due = deadlines.due_of(session, Basis(_NEXT_BUSINESS_DAY, moments.today(now)))
        act.ciencia_due_at = due.at
        act.counts = replaced(act.counts, {ActDeadline.CIENCIA: due})


def _open_deadlines(session: Session, act: Act, found: list[Recipient], now: datetime) -> None:
    assert act.ciencia is not None
    ciencia = act.ciencia
    owners = [(each.orgao or each.person, each.id) for each in found]
    asked = [(each.orgao or each.person, each.id) for each in found if each.ciencia_at is None]
    new = [NewDeadline(act.id, ActDeadline.CIENCIA, ciencia, owner, item) for owner, item in asked]
    if act.compliance is not None:
        due = act.compliance
        new += [NewDeadline(act.id, ActDeadline.CUMPRIMENTO, due, owner, item) for owner, item in owners]
    deadlines.open_all(session, new, now=now)


def _amend_older(session: Session, act: Act, now: datetime) -> None:
    """Apply the new act to the one it amends: deadlines end or stop, and its unsent messages are cancelled."""
    if act.amends_id is None or act.amendment is None:
        return
    old = session.get_one(Act, act.amends_id)
    amendment = Amendment(act.amendment)
    old.status = _AFTER[amendment]
    outbox.cancel(session, old.id)
    deadlines.close(session, old.id, now=now, kind=ActDeadline.CIENCIA, void=True)
    if amendment is Amendment.SUSPENDE:
        deadlines.pause(session, old.id, ActDeadline.CUMPRIMENTO)
    elif amendment is Amendment.REVOGA or act.compliance is not None:
        deadlines.close(session, old.id, now=now, kind=ActDeadline.CUMPRIMENTO, void=True)
    text = f"{old.status} pela {act.code}"
    audit.write(session, amendment.value, by=act.approver, now=now, record_id=old.id, text=text)


def _buttons(act: Act) -> tuple[Button, ...]:
    return (Button("Ciente", f"ciente {act.code}"), Button("Ver", f"ver {act.code}"))
