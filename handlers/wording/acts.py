"""Texts about ordens, decisões e diretrizes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import undelivered
from handlers.wording.cards import card, file_lines, linked_lines, nudge_buttons
from models import acts, letters, moments
from models.acts import Act, ActStatus, Recipient, Situation
from models.acts.drafting import preview
from models.acts.transmission import act_text
from models.people import Person
from models.records import Record, is_visible
from models.texts import clip, listed, plural

_LONGEST_LIST = 40
_MOST_DRAFTS = 6  # with a button each


def drafted(session: Session, act: Act, now: datetime) -> Reply:
    """The author's answer: the draft as the approver will read it, and the people who can approve it."""
    buttons = (Button("Cancelar minuta", f"cancelar {act.code} não será expedida"),)
    unprinted = letters.warning(act.text)
    warned = f"\n\n{unprinted}" if unprinted else ""
    return Reply(f"{preview(act)}\n\n{_asked(session, act, now)}{warned}", buttons)


def _asked(session: Session, act: Act, now: datetime) -> str:
    found = acts.approvers(session, act, now)
    reached = list(dict.fromkeys(each.called for each in found if each.is_reached))
    missed = [each for each in found if not each.is_reached]
    if reached:
        one = "" if len(reached) == 1 else " Basta que uma dessas pessoas aprove."
        return f"Enviei para aprovação de {listed(reached)}.{one}"
    if missed:
        names = listed([each.called for each in missed])
        return f"Ninguém recebeu a minuta: pode aprovar {names}, que ainda não entrou. Fale com o administrador."
    return (
        "Ninguém pode aprovar esta minuta agora: é preciso um prefeito ou uma chefia de gabinete que não a tenha "
        "escrito. Fale com o administrador."
    )


def drafts(session: Session, found: Sequence[Act], now: datetime) -> Reply:
    """Unsigned drafts, each with its writer and its possible approvers."""
    if not found:
        return Reply("Não há minutas esperando.")
    lines = [f"• {_draft(session, each, now)}" for each in found[:_LONGEST_LIST]]
    lines += [f"… e mais {len(found) - _LONGEST_LIST}."] if len(found) > _LONGEST_LIST else []
    buttons = tuple(Button(f"Ler {each.code}", f"ver {each.code}") for each in found[:_MOST_DRAFTS])
    return Reply("\n".join([f"Minutas ({len(found)}):", *lines]), buttons)


def _draft(session: Session, act: Act, now: datetime) -> str:
    by = act.author.name if act.author else "quem saiu"
    names = [each.person.name for each in acts.approvers(session, act, now)]
    waits = "devolvida a quem a escreveu" if act.status == ActStatus.DEVOLVIDA else f"espera {' ou '.join(names[:3])}"
    return f"{act.code} {clip(act.title, 60)} — de {by}, {waits}"


def approved(session: Session, act: Act) -> Reply:
    label = f"{act.kind_label.capitalize()} {act.code} aprovada"
    buttons = (Button("Situação", f"situação {act.code}"),)
    if act.transmitted_at is None and act.scheduled_for:
        hour = moments.on_text(act.scheduled_for)
        return Reply(f"{label}. Será transmitida {hour}.", (Button("Cancelar", f"cancelar {act.code}"), *buttons))
    count = len(acts.recipients_of(session, act))
    return Reply(f"{label} e transmitida a {plural(count, 'destinatário', 'destinatários')}.", buttons)


def cancelled(act: Act, stopped: int) -> Reply:
    if act.transmitted_at:
        return Reply(f"Parei {plural(stopped, 'envio', 'envios')} da {act.code} que ainda não tinham saído.")
    return Reply(f"{act.code} cancelada. Nada foi transmitido.")


def acknowledged(act: Act, mine: Recipient, *, first: bool, by: Person) -> Reply:
    whose = "" if mine.person_id == by.id else f" em lugar de {mine.person.name}"
    until = f" Cumprimento até {act.compliance.text}." if act.compliance and not mine.complied_at else ""
    if first:
        return Reply(f"Ciência da {act.code} registrada{whose}.{until}", _next_steps(act, mine))
    assert mine.ciencia_at is not None
    name = mine.ciencia_by.name if mine.ciencia_by and mine.ciencia_by_id != by.id else "você"
    when = moments.short_text(mine.ciencia_at)
    return Reply(f"A ciência da {act.code} já estava registrada: {name}, em {when}.{until}", _next_steps(act, mine))


def pending(mine: list[tuple[Act, Recipient]], whole: list[tuple[Act, int, int]]) -> Reply:
    """The acts that wait for the person, and for the cabinet those that wait in the whole house."""
    lines = [f"{d.code} {clip(d.title, 60)} — {_owed(d, r)}" for d, r in mine[:_LONGEST_LIST]]
    blocks = ["Esperam por você:\n" + "\n".join(lines)] if lines else []
    rows = [
        f"{d.code} {clip(d.title, 50)} — {_missing(ciencia, compliance)}"
        for d, ciencia, compliance in whole[:_LONGEST_LIST]
    ]
    blocks += ["Em aberto na casa:\n" + "\n".join(rows)] if rows else []
    buttons = [Button(f"Ciente {d.code}", f"ciente {d.code}") for d, r in mine if r.ciencia_at is None][:4]
    buttons += [Button(f"Pendentes {d.code}", f"pendentes {d.code}") for d, _, _ in whole][:4]
    buttons += [Button(f"Cobrar {d.code}", f"cobrar {d.code}") for d, _, _ in whole][:2]
    return Reply("\n\n".join(blocks) or "Nada pendente: não há ordem, decisão ou diretriz à espera.", tuple(buttons))


def pending_of(session: Session, act: Act, by: Person, now: datetime) -> Reply:
    """The addressees without ciência, and those without compliance."""
    found = [each for each in acts.situation(session, act, now) if not each.recipient.cancelled_at]
    unaware = [each for each in found if each.recipient.ciencia_at is None]
    owing = [
        each for each in found if act.comply_until and each.recipient.ciencia_at and not each.recipient.complied_at
    ]
    blocks = [_names("Sem ciência", unaware), _names("Sem cumprimento", owing), _not_reached(found)]
    body = "\n".join(block for block in blocks if block)
    if act.transmitted_at is None:
        return Reply(f"A {act.kind_label} {act.code} ainda não foi transmitida ({act.status}).")
    heading = f"{act.code} {clip(act.title, 60)}"
    return Reply(
        f"{heading}\n{body}" if body else f"{heading}\nNinguém em falta.",
        (*nudge_buttons(session, act, by, now), Button("Situação", f"situação {act.code}")),
    )


def situation(session: Session, act: Act, by: Person, now: datetime) -> Reply:
    """One line for each addressee."""
    found = acts.situation(session, act, now)
    if not found:
        ending = "Não foi" if act.status == "cancelada" else "Ainda não foi"
        return Reply(f"{act.code}: {act.status}. {ending} transmitida.")
    lines = [_line(each) for each in found[:_LONGEST_LIST]]
    lines += [f"… e mais {len(found) - _LONGEST_LIST}"] if len(found) > _LONGEST_LIST else []
    lines += [_publishing(each) for each in acts.publishings(session, act)]
    heading = f"{act.kind_label.capitalize()} {act.code} ({act.status}) {clip(act.title, 60)}"
    buttons = (
        *nudge_buttons(session, act, by, now),
        Button("Pendentes", f"pendentes {act.code}"),
        Button("Gráfico", f"gráfico {act.code}"),
    )
    return Reply("\n".join([heading, _counts(act, found), *lines]), buttons)


@card(acts.KIND)
def act_card(session: Session, record: Record, person: Person, now: datetime) -> Reply:
    """The act (or the draft) as it stands."""
    assert isinstance(record, Act)
    if record.approved_at is None:
        lines = [preview(record), f"Estado: {record.status}", *linked_lines(session, record, person, now)]
        return Reply("\n".join(lines), _draft_buttons(session, record, person), shows=record.shown_as)
    mine = [each for each in acts.recipients_of(session, record) if each.person_id == person.id]
    older = session.get(Act, record.amends_id) if record.amends_id else None
    lines = [act_text(record), f"Estado: {record.status}"]
    lines += [f"Refere-se à {older.code}"] if older and is_visible(session, older, by=person, now=now) else []
    lines += [*linked_lines(session, record, person, now), *file_lines(session, record)]
    buttons = _next_steps(record, mine[0]) if mine else ()
    further = (*nudge_buttons(session, record, person, now), Button("Situação", f"situação {record.code}"))
    return Reply("\n".join(lines), (*buttons, *further))


def _next_steps(act: Act, mine: Recipient) -> tuple[Button, ...]:
    code = act.code
    if mine.ciencia_at is None:
        return (Button("Ciente", f"ciente {code}"),)
    if mine.complied_at or act.comply_until is None:
        return ()
    begin = () if mine.started_at else (Button("Em execução", f"iniciar {code}"),)
    return (
        *begin,
        Button("Cumprida", f"cumprida {code}"),
        Button("Pedir prazo", f"pedir prazo {code}"),
        Button("Não é possível", f"impossível {code}"),
    )


def _draft_buttons(session: Session, act: Act, person: Person) -> tuple[Button, ...]:
    if act.status != "minuta" or person.id in acts.writers(session, act):
        return ()
    return (
        Button("Aprovar", f"aprovar {act.code} {act.short_hash}"),
        Button("Devolver", f"devolver {act.code}"),
    )


def _line(each: Situation) -> str:
    who = each.recipient
    orgaos = listed([orgao.sigla for orgao in (who.orgao, *each.further) if orgao])
    name = f"{orgaos}, {who.person.name}" if orgaos else who.person.name
    when = who.complied_at or who.impossible_at or who.started_at or who.ciencia_at or each.sent_at
    stamp = f" em {moments.short_text(when)}" if when else ""
    place = f" por {who.ciencia_by.name}" if who.as_substitute and who.ciencia_by else ""
    until = f" até {moments.short_text(each.asked_until)}" if each.asked_until else ""
    note = f" — {clip(who.note, 60)}" if who.note else ""
    note += f" ({undelivered.why(each.unreached)})" if each.unreached and each.label == "não entregue" else ""
    return f"{name}: {each.label}{until}{place}{stamp}{note}{' (em atraso)' if each.overdue else ''}"


def _counts(act: Act, found: list[Situation]) -> str:
    aware = sum(1 for each in found if each.recipient.ciencia_at)
    complied = sum(1 for each in found if each.recipient.complied_at)
    compliance = f" Cumprimento: {complied} de {len(found)}." if act.comply_until or complied else ""
    return f"Ciência: {aware} de {len(found)}.{compliance}"


def _names(title: str, found: list[Situation]) -> str:
    names = [f"{each.recipient.person.name}{' (em atraso)' if each.overdue else ''}" for each in found]
    return f"{title} ({len(names)}): {', '.join(names)}" if names else ""


def _not_reached(found: list[Situation]) -> str:
    """The addressees the act never reached, who have to be told in some other way."""
    names = [each.recipient.person.name for each in found if each.unreached and each.recipient.ciencia_at is None]
    return f"Sem entrega ({len(names)}): {', '.join(names)}. Avise por outro meio." if names else ""


def _publishing(each: acts.Publishing) -> str:
    if each.sent_at is not None:
        return f"Publicada em {each.place.name} em {moments.short_text(each.sent_at)}"
    return f"{'Não publicada' if each.failed else 'A publicar'} em {each.place.name}"


def _owed(act: Act, mine: Recipient) -> str:
    if mine.ciencia_at is None:
        return f"ciência até {act.ciencia.text}" if act.ciencia else "sem ciência"
    return f"cumprimento até {act.compliance.text}" if act.compliance else "ciente"


def _missing(ciencia: int, compliance: int) -> str:
    parts = [plural(ciencia, "sem ciência", "sem ciência")] if ciencia else []
    parts += [plural(compliance, "sem cumprimento", "sem cumprimento")] if compliance else []
    return ", ".join(parts)
