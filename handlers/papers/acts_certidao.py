"""The extrato of ciência and compliance of an act: each addressee, with what happened when, by whom and where."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, note, paper, table, text
from handlers.papers.acts import state
from models import acts, audit, documents, moments
from models.acts import Act, Recipient
from models.base import Refusal
from models.outbox import Outbox, State
from models.people import Person, door_name
from models.texts import clip, listed

_MADE_BY = (
    "Extrato feito pelo bot do Gabinete a partir dos seus registros, sem intervenção de pessoa e sem assinatura. "
    "“Entregue” quer dizer que a plataforma aceitou a mensagem para o endereço do destinatário; a ciência é a que a "
    "pessoa declarou."
)
_ABOUT_OURSELVES = (documents.MADE, documents.EXPORTED, "consulta")


def require_transmitted(act: Act) -> None:
    """Raises Refusal for an act that has no recipients yet."""
    if act.transmitted_at is None:
        raise Refusal(
            f"A {act.kind_label} {act.code} ainda não foi transmitida ({act.status}): não há o que certificar."
        )


@paper("certidão", certifies=(acts.KIND,), check=require_transmitted, state=state)
def certidao(session: Session, act: Act, _person: Person, now: datetime) -> Facts:
    """The state of an act's addressees on that day. Raises Refusal before its transmission."""
    require_transmitted(act)
    found = acts.situation(session, act, now)
    sent = _first_deliveries(session, act)
    rows = [_row(act, each, sent.get(each.recipient.id)) for each in found]
    aware = sum(1 for each in found if each.recipient.ciencia_at)
    done = sum(1 for each in found if each.recipient.complied_at)
    assert act.transmitted_at is not None
    summary = fields(
        ("Ato", f"{act.kind_label.capitalize()} {act.code}. {state(session, act)}"),
        ("Aprovado por", act.approver.called if act.approver else ""),
        ("Transmitido em", moments.moment_text(act.transmitted_at)),
        ("Ciência até", act.ciencia.text if act.ciencia else ""),
        ("Cumprimento até", act.compliance.text if act.compliance else ""),
        ("Ciência", f"{aware} de {len(found)}"),
        ("Cumprimento", f"{done} de {len(found)}" if act.compliance or done else ""),
    )
    today = moments.today(now)
    asked = f"Extrato de ciência e cumprimento da {act.code}, com o que consta até {moments.day_text(today)}."
    head = ("Destinatário", "Entregue", "Ciência", "Cumprimento")
    blocks = [text(asked), summary, heading("Destinatários"), table(head, rows, (8, 6, 8, 8))]
    return Facts(
        title=f"Extrato de ciência e cumprimento {act.code}",
        number=f"Extrato {act.code}",
        day=today,
        municipality=act.municipality or "",
        blocks=[*blocks, *_chain(session, act), note(_MADE_BY)],
        open_to_all=True,
    )


def _row(act: Act, each: acts.Situation, sent: tuple[str, datetime] | None) -> list[str]:
    who = each.recipient
    orgaos = listed([orgao.name for orgao in (who.orgao, *each.further) if orgao])
    name = f"{who.person.name}\n{orgaos}" if orgaos else who.person.name
    delivered = f"{moments.stamp_text(sent[1])}\n{door_name(sent[0])}" if sent else _undelivered(each)
    return [name, delivered, _ciencia(who), _compliance(act, who, each)]


def _undelivered(each: acts.Situation) -> str:
    if each.recipient.cancelled_at:
        return "transmissão cancelada"
    return "não entregue" if each.unreached else "em entrega"


def _ciencia(who: Recipient) -> str:
    if who.ciencia_at is None:
        return "não consta"
    by = who.ciencia_by.name if who.ciencia_by else who.person.name
    place = f"\nno lugar de {who.person.name}" if who.as_substitute else ""
    door = f"\npelo {door_name(who.ciencia_channel)}" if who.ciencia_channel else ""
    return f"{moments.stamp_text(who.ciencia_at)}\npor {by}{place}{door}"


def _compliance(act: Act, who: Recipient, each: acts.Situation) -> str:
    said = f"\n{who.note}" if who.note else ""
    if who.complied_at:
        return f"cumprida em\n{moments.stamp_text(who.complied_at)}{said}"
    if who.impossible_at:
        return f"impossibilidade informada em\n{moments.stamp_text(who.impossible_at)}{said}"
    begun = f"em execução desde {moments.stamp_text(who.started_at)}" if who.started_at else ""
    asked = f"pedido de prazo até {moments.stamp_text(each.asked_until)}" if each.asked_until else ""
    return "\n".join(part for part in (begun, asked) if part) or ("não consta" if act.compliance else "sem prazo")


def _first_deliveries(session: Session, act: Act) -> dict[int, tuple[str, datetime]]:
    """Recipient id -> the door and moment at which the act first left for that person."""
    sent = (Outbox.record_id == act.id, Outbox.recipient_id.is_not(None), Outbox.state == State.SENT)
    rows = session.execute(
        select(Outbox.recipient_id, Outbox.channel, Outbox.sent_at).where(*sent).order_by(Outbox.sent_at.desc())
    )
    return {int(row.recipient_id or 0): (row.channel or "", row.sent_at) for row in rows if row.sent_at}


def _chain(session: Session, act: Act) -> list[Block]:
    """The link of the last fact about the act in the history, by which an auditor finds it again."""
    entries = [each for each in audit.history(session, act.id) if each.action not in _ABOUT_OURSELVES]
    if not entries:
        return []
    last = entries[-1]
    pairs = fields(
        ("Último fato", f"{moments.stamp_text(last.at)}, {clip(last.text or last.action, 80)}"),
        ("Registro", f"nº {last.id} da história do município"),
        ("Elo", last.hash),
    )
    return [heading("Na história encadeada"), pairs]
