"""Texts about what leaves."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards
from models import letters, moments, oficios
from models.oficios import DRAFTS, Oficio, OficioStatus
from models.people import Person
from models.texts import clip, listed


def drafted(session: Session, oficio: Oficio, now: datetime) -> Reply:
    """The author's answer: the draft as the approver will read it, and who can approve it."""
    code = oficio.code
    buttons = (Button("Corrigir", f"corrigir {code}"), Button("Cancelar minuta", f"cancelar {code} não será expedida"))
    unprinted = letters.warning(oficio.text, oficio.title)
    warned = f"\n\n{unprinted}" if unprinted else ""
    return Reply(f"{oficios.preview(oficio)}\n\n{_asked(session, oficio, now)}{warned}", buttons)


def _asked(session: Session, oficio: Oficio, now: datetime) -> str:
    if not oficio.paragraphs:
        return f"Falta o texto. Escreva: corrigir {oficio.code} e os parágrafos, um por linha."
    found = oficios.approvers(session, oficio, now)
    names = list(dict.fromkeys(each.called for each in found if each.is_reached))
    if names:
        one = "" if len(names) == 1 else " Basta que uma dessas pessoas aprove."
        return f"Enviei para aprovação de {listed(names)}.{one}"
    return "Ninguém que possa aprovar esta minuta entrou ainda. Fale com o administrador."


def approved(oficio: Oficio) -> Reply:
    signer = f" Assina: {oficio.signer.name}, {oficio.quality}." if oficio.signer else ""
    text = (
        f"{_kind(oficio)} {oficio.code} {_agreed(oficio, 'aprovad')}, com o número reservado.{signer}\n"
        f"{oficios.ask_for_signature(oficio)}"
    )
    return Reply(text, (Button("PDF", f"pdf {oficio.code}"), Button("Ver", f"ver {oficio.code}")))


def signed(oficio: Oficio, found: str) -> Reply:
    code = oficio.code
    buttons = (Button("Expedido", f"expedido {code}"), Button("Protocolado", f"protocolado {code}"))
    return Reply(f"{code} {_agreed(oficio, 'assinad')}: {found}.", buttons)


def dispatched(oficio: Oficio) -> Reply:
    how = f" por {oficio.means}" if oficio.means else ""
    awaited = f" Aguardamos até {oficio.awaited.text}." if oficio.awaited else ""
    text = f"{oficio.code} {_agreed(oficio, 'expedid')}{how} a {_to(oficio)}.{awaited} Falta o protocolo."
    return Reply(text, (Button("Protocolado", f"protocolado {oficio.code}"),))


def protocolled(oficio: Oficio, closed: Sequence[str]) -> Reply:
    assert oficio.protocolled_at is not None
    when = moments.moment_text(oficio.protocolled_at)
    awaited = f"\nAguardamos resposta até {oficio.awaited.text}." if oficio.awaited else ""
    lines = [f"{oficio.code} {_agreed(oficio, 'protocolad')}: {oficio.protocol}, {when}.{awaited}", *closed]
    return Reply("\n".join(lines), (Button("Ver", f"ver {oficio.code}"),))


@cards.card(oficios.KIND)
def card(session: Session, oficio: Oficio, person: Person, now: datetime) -> Reply:
    """The draft as it stands, or what left with its way."""
    if oficio.approved_at is None:
        lines = [oficios.preview(oficio), f"Estado: {oficio.state}", *cards.file_lines(session, oficio)]
        is_mine = person.id in oficios.writers(session, oficio)
        return Reply("\n".join(lines), _draft_buttons(oficio, is_mine=is_mine), shows=oficio.shown_as)
    lines = [f"{_kind(oficio)} ({oficio.state}) a {_to(oficio)}", *oficio.paragraphs, *_way(session, oficio)]
    return cards.sheet(session, oficio, lines, person, now, _buttons(oficio))


def _way(session: Session, oficio: Oficio) -> list[str]:
    """What happened to it, in order."""
    answers = [each.code for each in oficios.answered_by(session, oficio)]
    lines = [f"Responde ou trata de: {', '.join(answers)}"] if answers else []
    lines += [f"Assina: {oficio.signer.name}, {oficio.quality}"] if oficio.signer else []
    lines += [f"{name}: {when}" for name, when in _steps(oficio)]
    if oficio.protocolled_at:
        lines.append(f"Protocolo: {oficio.protocol}, {moments.moment_text(oficio.protocolled_at)}")
    lines += [f"Respondido: {moments.moment_text(oficio.answered_at)}"] if oficio.answered_at else []
    return [*lines, f"Conferência: {oficio.short_hash}"]


def _steps(oficio: Oficio) -> list[tuple[str, str]]:
    """The steps before the protocol; of one that came from an old book only the day on which it left."""
    if not oficio.draft_code:
        return [("Expedido", moments.day_text(moments.today(oficio.sent_at)))] if oficio.sent_at else []
    steps = (("Aprovado", oficio.approved_at), ("Assinado", oficio.signed_at), ("Expedido", oficio.sent_at))
    return [(name, moments.moment_text(at)) for name, at in steps if at]


def _buttons(oficio: Oficio) -> tuple[Button, ...]:
    code = oficio.code
    pdf = Button("PDF", f"pdf {code}")
    if oficio.status == OficioStatus.APROVADA:
        return (pdf, Button("Assinado", f"assinado {code}"), Button("Cancelar", f"cancelar {code}"))
    if oficio.status == OficioStatus.ASSINADA:
        return (Button("Expedido", f"expedido {code}"), Button("Protocolado", f"protocolado {code}"), pdf)
    has_left = oficio.status in (OficioStatus.EXPEDIDA, OficioStatus.PROTOCOLADA)
    awaits = has_left and oficio.awaited is not None and oficio.answered_at is None
    again = (Button("Reiterar", f"reiterar {code}"), Button("Respondido", f"respondido {code}")) if awaits else ()
    proof = (Button("Protocolado", f"protocolado {code}"),) if oficio.status == OficioStatus.EXPEDIDA else ()
    return (*proof, *again, pdf)


def _draft_buttons(oficio: Oficio, *, is_mine: bool) -> tuple[Button, ...]:
    code = oficio.code
    if is_mine and oficio.status in DRAFTS:
        return (Button("Corrigir", f"corrigir {code}"), Button("Cancelar minuta", f"cancelar {code}"))
    if oficio.status != OficioStatus.MINUTA or not oficio.paragraphs:
        return ()
    return (Button("Aprovar", f"aprovar {code} {oficio.short_hash}"), Button("Devolver", f"devolver {code}"))


def listed_as(oficio: Oficio) -> str:
    """An ofício in a line of a list."""
    return f"{oficio.addressees}: {clip(oficio.title)}"


def state(oficio: Oficio) -> str:
    return oficio.state


def _kind(oficio: Oficio) -> str:
    return oficio.label.capitalize()


def _agreed(oficio: Oficio, stem: str) -> str:
    return f"{stem}{oficios.Especie(oficio.especie).article}"


def _to(oficio: Oficio) -> str:
    return listed([each.nome for each in oficio.to])
