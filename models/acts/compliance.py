"""The addressee's side of an act: ciência once, execution, more time, compliance, or its impossibility."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, extensions, moments, municipal_days, notices, outbox
from models.acts.queries import answering
from models.acts.tables import IN_FORCE, Act, ActDeadline, Recipient
from models.base import Answer, Button, Question, Refusal, failpoint
from models.deadlines import Due
from models.people import Person, Role, Standing, standing, with_role
from models.records import readers
from models.texts import clip


def acknowledge(session: Session, act: Act, *, by: Person, now: datetime) -> tuple[Recipient, bool]:
    """Take note, once: the recipient and whether this was the first time. Repeating changes nothing.

    The addressee takes note, or the substitute of the day; the adjunto only once the date for it has passed.
    """
    mine = _mine(session, act, by, now)
    waiting = [each for each in mine if each.ciencia_at is None]
    for each in waiting:
        if not _may_note(each, act, standing(session, by, now), now):
            raise Refusal(
                f"A ciência da {act.code} cabe a {each.person.name}. Você será chamado se não houver resposta."
            )
        each.ciencia_at, each.ciencia_by_id = now, by.id
        each.ciencia_channel = str(session.info.get("channel", ""))
        deadlines.close(session, act.id, kind=ActDeadline.CIENCIA, item_id=each.id, now=now)
        failpoint("ciencia")
        text = f"ciência de {by.name}{_in_place_of(each, by)}"
        facts = {"recipient": each.id, "person": each.person_id, "sha256": act.sha256}
        noted = f"✓ Ciente: {by.name}, {moments.short_text(now)}"
        outbox.note_everywhere(session, each.id, f"ciente {act.code}", noted, now=now)
        audit.write(session, "ciencia", by=by, now=now, record_id=act.id, text=text, data=facts)
    session.flush()
    return (waiting or mine)[0], bool(waiting)


def start(session: Session, act: Act, *, by: Person, now: datetime) -> None:
    """Say that the execution began; it implies ciência."""
    mine = _executing(session, act, by, now)
    for each in mine:
        each.started_at = each.started_at or now
    audit.write(session, "execucao", by=by, now=now, record_id=act.id, text=f"em execução por {by.name}")


def comply(session: Session, act: Act, *, note: str = "", by: Person, now: datetime) -> None:
    """Report compliance; it implies ciência. The author and the chefia are notified; others find it in `pauta`."""
    mine = _executing(session, act, by, now)
    if all(each.complied_at for each in mine):
        raise Refusal(f"O cumprimento da {act.code} já estava registrado.")
    for each in mine:
        each.complied_at, each.complied_by_id, each.note, each.impossible_at = now, by.id, note, None
        deadlines.close(session, act.id, kind=ActDeadline.CUMPRIMENTO, item_id=each.id, now=now)
    extensions.withdraw(session, act, [each.id for each in mine])
    ending = f": {note}" if note else ""
    facts = {"people": [each.person_id for each in mine]}
    text = f"cumprida por {by.name}{_in_place_of(mine[0], by)}{ending}"
    audit.write(session, "cumprimento", by=by, now=now, record_id=act.id, text=text, data=facts)
    about = f"{act.code} ({clip(act.title, 60)})"
    told = f"{by.name}{_in_place_of(mine[0], by)} informou o cumprimento da {about}{ending or '.'}"
    notices.tell(session, act, told, _following(session, act), by=by, now=now)


def declare_impossible(session: Session, act: Act, reason: str, *, by: Person, now: datetime) -> None:
    """Say, with the reason, that the act cannot be complied with. The deadline stays until the cabinet decides.

    The mayor finds it among the decisions of the next pauta, and is told at once of what does not wait for that.
    """
    if not reason:
        raise Question(
            f"Por que não é possível? Exemplo: impossível {act.code} não há verba neste exercício", Answer.TEXT
        )
    mine = _executing(session, act, by, now)
    if all(each.complied_at for each in mine):
        raise Refusal(f"O cumprimento da {act.code} já está registrado. Se foi engano, fale com o gabinete.")
    for each in mine:
        each.impossible_at, each.note = now, reason
    text = f"impossibilidade informada por {by.name}: {reason}"
    audit.write(session, "impossibilidade", by=by, now=now, record_id=act.id, text=text)
    about = f"{act.code} ({clip(act.title, 60)})"
    told = f"{by.name} informa que não é possível cumprir a {about}.\nMotivo: {reason}"
    due = [each.due_at for one in mine for each in deadlines.open_of(session, act.id, item_id=one.id)]
    presses = act.urgent or any(moments.today(at) <= _next_work_day(session, now) for at in due)
    cabinet = _cabinet(session, act)
    to = cabinet if presses else [*_following(session, act), *notices.without_digest(session, cabinet, now)]
    buttons = (Button("Ver quem cumpriu", f"situação {act.code}"),)
    notices.tell(session, act, told, to, by=by, now=now, buttons=buttons)


def ask_extension(session: Session, act: Act, due: Due, reason: str, *, by: Person, now: datetime) -> Person:
    """Ask the chefia for more time to comply; returns the person asked."""
    if not reason:
        sentence = f"Por que precisa de mais prazo? Exemplo: pedir prazo {act.code} até dia 10 falta o orçamento"
        raise Question(sentence, Answer.TEXT, typed=": {}")
    mine = _executing(session, act, by, now)
    open_now = deadlines.open_of(session, act.id, item_id=mine[0].id)
    current = [each for each in open_now if each.kind == ActDeadline.CUMPRIMENTO]
    if not current:
        raise Refusal(f"A {act.code} não tem prazo de cumprimento em aberto para você.")
    if due.at <= current[0].due_at:
        raise Refusal(f"O prazo pedido não passa do atual: {current[0].due.text}.")
    deciding = _deciding(session, act, by, now)
    if not deciding:
        raise Refusal("Não há chefia de gabinete cadastrada para responder ao pedido. Fale com o administrador.")
    extensions.ask(session, act, mine[0].id, due, reason=reason, of=deciding[0], by=by, now=now)
    return deciding[0]


def _deciding(session: Session, act: Act, by: Person, now: datetime) -> list[Person]:
    """The people asked for more time: of those who may see the act the chefia, else the mayor, else its signer."""
    signer = [act.approver] if act.approver else []
    for people in (with_role(session, Role.CHEFIA), with_role(session, Role.PREFEITO), signer):
        if found := [each for each in readers(session, act, people, now) if each.id != by.id]:
            return found
    return []


def _executing(session: Session, act: Act, by: Person, now: datetime) -> list[Recipient]:
    if act.status not in IN_FORCE:
        raise Refusal(f"A {act.kind_label} {act.code} está {act.status}; não há o que cumprir.")
    acknowledge(session, act, by=by, now=now)
    return _mine(session, act, by, now)


def _mine(session: Session, act: Act, by: Person, now: datetime) -> list[Recipient]:
    """The recipients a person answers for: the own first; otherwise those of an órgão led."""
    who = standing(session, by, now)
    query = select(Recipient).where(Recipient.act_id == act.id, answering(who), Recipient.cancelled_at.is_(None))
    found = list(session.scalars(query.order_by(Recipient.id)))
    if not found:
        raise Refusal(f"A {act.kind_label} {act.code} não foi dirigida a você; não há o que responder.")
    own = [each for each in found if each.person_id in who.person_ids]
    return own or found


def _may_note(recipient: Recipient, act: Act, who: Standing, now: datetime) -> bool:
    if recipient.person_id in who.person_ids or not recipient.person.active:
        return True
    return act.ciencia_due_at is not None and act.ciencia_due_at < now


def _in_place_of(recipient: Recipient, by: Person) -> str:
    return "" if recipient.person_id == by.id else f", em lugar de {recipient.person.name}"


def _next_work_day(session: Session, now: datetime) -> date:
    return municipal_days.current(session).add_business_days(moments.today(now), 1)


def _following(session: Session, act: Act) -> list[Person]:
    """The author and the chefia: who hears of each fulfilment."""
    cabinet = _cabinet(session, act)
    return [each for each in cabinet if each.role != Role.PREFEITO or each.id == act.author_id]


def _cabinet(session: Session, act: Act) -> list[Person]:
    people = [act.author, act.approver, *with_role(session, Role.CHEFIA)]
    return [each for each in people if each is not None]
