"""After the approval: the signed file comes back, it is dispatched, and its protocol is proved; or it loses effect."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import attachments, audit, deadlines, links, moments, notices, undo
from models.attachments import IncomingFile
from models.authorities import Poder
from models.base import Answer, Button, Question, Refusal
from models.documents import Document
from models.oficios.queries import answered_by, require_hand
from models.oficios.tables import KIND, PROTOCOLO, RESPOSTA, SIGNED, Oficio, OficioStatus
from models.oficios.waiting import expect
from models.people import Person, standing
from models.records import AccessLevel, Record
from models.texts import clip

PAPER = "ofício"  # the kind of its document
WITH_PROOF = (Poder.JUDICIARIO, Poder.MINISTERIO_PUBLICO, Poder.CONTROLE)  # who is to be shown the receipt
WhenProtocolled = Callable[[Session, Any, Oficio, datetime, str, Person, datetime], str | None]
_when: dict[str, list[WhenProtocolled]] = {}


def when_protocolled(kind: str) -> Callable[[WhenProtocolled], WhenProtocolled]:
    """Register what the proof of protocol does to a record answered, or about which it is, of that kind.

    `function(session, record, oficio, at, number, by, now)`; `at`: the instant of the protocol, not of the typing. It
    may return a sentence for whoever registers the proof.
    """

    def register(function: WhenProtocolled) -> WhenProtocolled:
        _when.setdefault(kind, []).append(function)
        return function

    return register


def sign(session: Session, oficio: Oficio, file: IncomingFile, *, by: Person, now: datetime) -> str:
    """Record the signed file, kept by the caller; returns what the comparison with the approved PDF found."""
    require_hand(session, oficio, by, now)
    if oficio.status == OficioStatus.ASSINADA:
        raise Refusal(f"{oficio.code} já está assinado. O que falta é o protocolo.")
    if oficio.status != OficioStatus.APROVADA:
        raise _not_yet(oficio)
    found = _compared(session, oficio, attachments.content_of(file), attachments.hash_of(file))
    oficio.status, oficio.signed_at, oficio.signed_sha256 = OficioStatus.ASSINADA, now, attachments.hash_of(file)
    expect(session, oficio, PROTOCOLO, now)
    facts = {"sha256": oficio.signed_sha256, "aprovado": oficio.sha256}
    audit.write(session, "assinatura", by=by, now=now, record_id=oficio.id, text=f"assinado; {found}", data=facts)
    told = f"{oficio.code} ({clip(oficio.title, 60)}) voltou assinado. Falta expedir e protocolar."
    buttons = (Button("Expedido", f"expedido {oficio.code}"), Button("Protocolado", f"protocolado {oficio.code}"))
    notices.tell(session, oficio, told, oficio.authors, by=by, now=now, buttons=buttons)
    return found


def dispatch(session: Session, oficio: Oficio, means: str, *, by: Person, now: datetime) -> None:
    """Record that it left, and how; the answer that is awaited becomes a deadline of the other side."""
    require_hand(session, oficio, by, now)
    if oficio.status != OficioStatus.ASSINADA:
        raise _not_yet(oficio)
    oficio.status, oficio.sent_at, oficio.means = OficioStatus.EXPEDIDA, now, means
    _has_left(session, oficio, now)
    audit.write(session, "expedicao", by=by, now=now, record_id=oficio.id, text=f"expedido {means}".strip())


def protocol(
    session: Session, oficio: Oficio, number: str, at: datetime, *, has_file: bool, by: Person, now: datetime
) -> list[str]:
    """Record the proof of protocol: its number and instant; returns what it did to the records answered."""
    require_hand(session, oficio, by, now)
    if oficio.status == OficioStatus.PROTOCOLADA:
        raise Refusal(f"{oficio.code} já tem protocolo: {oficio.protocol}.")
    if oficio.status not in SIGNED:
        raise _not_yet(oficio)
    _require_proof(oficio, number, has_file)
    _require_order(oficio, at, now)
    deadlines.close(session, oficio.id, kind=PROTOCOLO, now=at)
    if oficio.sent_at is None:
        oficio.sent_at, oficio.means = at, oficio.means or "protocolo"
        _has_left(session, oficio, now)
    oficio.status, oficio.protocol, oficio.protocolled_at = OficioStatus.PROTOCOLADA, number, at
    when = moments.moment_text(at)
    facts = {"numero": number, "em": at.isoformat()}
    text = f"protocolo {number}, {when}"
    audit.write(session, "protocolo", by=by, now=now, record_id=oficio.id, text=text, data=facts)
    told = f"{oficio.code} ({clip(oficio.title, 60)}) protocolado: {number}, {when}."
    notices.tell(session, oficio, told, oficio.authors, by=by, now=now)
    done: list[str | None] = []
    for record in answered_by(session, oficio):
        links.link(session, oficio, record, by=by, now=now)
        done += [then(session, record, oficio, at, number, by, now) for then in _when.get(record.kind, ())]
    return [each for each in done if each]


def deem_received(session: Session, oficio: Oficio, reason: str, *, by: Person, now: datetime) -> None:
    """Close, by the word of the chefia, what was dispatched and has no receipt."""
    if not standing(session, by, now).commands:
        raise Refusal("Só o prefeito ou a chefia de gabinete dá um ofício por recebido.")
    if oficio.status != OficioStatus.EXPEDIDA or oficio.sent_at is None:
        raise Refusal(f"{oficio.code} não está à espera de recibo: está {oficio.state}.")
    if not reason:
        raise Question(f"Por quê? Exemplo: dou por recebido {oficio.code} confirmaram por telefone", Answer.TEXT)
    protocol(session, oficio, f"sem recibo ({clip(reason, 60)})", oficio.sent_at, has_file=True, by=by, now=now)


def void(session: Session, oficio: Oficio, reason: str, *, by: Person, now: datetime) -> None:
    """Take the effect of one that was signed; a later one says so to whom it went."""
    if not standing(session, by, now).commands:
        raise Refusal("Só o prefeito ou a chefia de gabinete torna um ofício sem efeito.")
    if oficio.status not in SIGNED:
        raise Refusal(f"{oficio.code} está {oficio.state}. Para cancelar: cancelar {oficio.code} motivo")
    if not reason:
        raise Question(f"Por quê? Exemplo: sem efeito {oficio.code} substituído pelo OF-9/2026-GP", Answer.TEXT)
    oficio.status = OficioStatus.SEM_EFEITO
    deadlines.close(session, oficio.id, now=now, void=True)
    audit.write(session, "sem_efeito", by=by, now=now, record_id=oficio.id, text=f"sem efeito: {reason}")
    told = f"{by.name} tornou sem efeito {oficio.code} ({clip(oficio.title, 60)}).\nMotivo: {reason}"
    notices.tell(session, oficio, told, oficio.authors, by=by, now=now)


def answered(session: Session, oficio: Oficio, answer: Record, *, by: Person, now: datetime) -> None:
    """Record the answer of the other side: the two are linked, and nothing is awaited any more."""
    require_hand(session, oficio, by, now)
    if oficio.status not in SIGNED:
        raise _not_yet(oficio)
    if oficio.answered_at is not None:
        raise Refusal(f"{oficio.code} já foi respondido.")
    oficio.answered_at, oficio.answered_by_id = now, answer.id
    deadlines.close(session, oficio.id, kind=RESPOSTA, now=now)
    links.link(session, oficio, answer, by=by, now=now)
    audit.write(session, "resposta", by=by, now=now, record_id=oficio.id, text=f"respondido por {answer.code}")


def _has_left(session: Session, oficio: Oficio, now: datetime) -> None:
    """Open it to whoever may read it from now on, and wait for the answer."""
    if oficio.final_level == AccessLevel.PUBLICO:
        oficio.access_level = AccessLevel.PUBLICO
    owner = oficio.author or oficio.signer
    if oficio.awaited is not None and owner is not None:
        power = ", ".join(each.nome for each in oficio.to)
        deadlines.open_deadline(session, oficio.id, RESPOSTA, oficio.awaited, owner=owner, now=now, runs_for=power)
    session.flush()


def _compared(session: Session, oficio: Oficio, content: bytes, sha256: str) -> str:
    """What is known of a signed file beside the approved PDF: a signature is added at the end of a PDF."""
    made = list(session.scalars(select(Document).where(Document.record_id == oficio.id, Document.kind == PAPER)))
    kept = [each for each in made if each.is_kept]
    if sha256 in {each.sha256 for each in kept}:
        raise Refusal(
            f"Esse arquivo é o próprio PDF de {oficio.code}, ainda sem assinatura. Mande o que o assinador devolveu."
        )
    for each in kept:
        assert each.sha256 is not None
        original = attachments.stored_at(each.sha256).read_bytes()
        if len(content) > len(original) and content.startswith(original):
            return f"é o PDF aprovado (verificação {each.code}), com a assinatura acrescentada"
    return "não pude conferir se é o mesmo texto do PDF aprovado: confira você"


def _require_proof(oficio: Oficio, number: str, has_file: bool) -> None:
    if not number:
        raise Question(
            f"Qual é o número do protocolo? Exemplo: protocolado {oficio.code} 2245/2026 em 07/12 às 15h10", Answer.TEXT
        )
    if not has_file and any(each.poder in WITH_PROOF for each in oficio.to):
        raise Question("Falta o comprovante: mande o arquivo com essa legenda. O prazo continua aberto.", Answer.FILE)


def _require_order(oficio: Oficio, at: datetime, now: datetime) -> None:
    if at > now:
        raise Refusal(
            f"O protocolo seria em {moments.moment_text(at)}, e agora é {moments.moment_text(now)}. Confira a data."
        )
    # The day only: who types in the afternoon what was approved and handed in during the morning is right.
    if oficio.approved_at and moments.today(at) < moments.today(oficio.approved_at):
        raise Refusal(
            f"O protocolo seria em {moments.moment_text(at)}, antes da aprovação, em "
            f"{moments.moment_text(oficio.approved_at)}. Confira a data."
        )


def _not_yet(oficio: Oficio) -> Refusal:
    if oficio.approved_at is None:
        return Refusal(f"A minuta {oficio.code} ainda não foi aprovada.", [Button("Ver", f"ver {oficio.code}")])
    if oficio.status == OficioStatus.APROVADA:
        return Refusal(
            f"{oficio.code} ainda não voltou assinado. Mande o PDF assinado com a legenda: assinado {oficio.code}",
            [Button("PDF", f"pdf {oficio.code}")],
        )
    return Refusal(f"{oficio.code} está {oficio.state}.", [Button("Ver", f"ver {oficio.code}")])


_SENT = ("assinatura", "expedicao", "protocolo", "sem_efeito", "resposta")
undo.never(*_SENT, kind=KIND, why="O caminho de um ofício não se desfaz. Para tirar o efeito: sem efeito {code} motivo")
