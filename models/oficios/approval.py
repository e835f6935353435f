"""The second person: approves exactly the version shown, which is numbered and signed outside; or returns it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import approving, audit, deadlines, moments, notices, records, searchable, second_factor, undo
from models.acts import issuer
from models.approving import Seat
from models.base import Answer, Button, Question, Refusal, failpoint
from models.oficios import numbering
from models.oficios.drafting import fingerprint_of, preview, signers, writers
from models.oficios.tables import ASSINATURA, DRAFTS, KIND, Especie, Oficio, OficioStatus
from models.oficios.waiting import expect
from models.people import Orgao, Person, standing
from models.records import AccessLevel, Record
from models.texts import clip


def check_approval(session: Session, oficio: Oficio, shown_hash: str, *, seat: Seat, by: Person, now: datetime) -> None:
    """Refuse an approval by somebody without the right, or of something else than was shown.

    `shown_hash`: as `approving.check_version` takes it.
    """
    _require_approver(session, oficio, by, now)
    _require_draft(oficio)
    if not oficio.paragraphs:
        raise Refusal(
            f"A minuta {oficio.code} ainda não tem texto. Quem a escreveu o põe com: corrigir {oficio.code} …"
        )
    approving.check_version(session, oficio, fingerprint_of(oficio), preview, shown_hash, seat)


def approve(
    session: Session,
    oficio: Oficio,
    shown_hash: str,
    *,
    seat: Seat,
    proven: bool = False,
    by: Person,
    now: datetime,
) -> None:
    """Check as `check_approval`, reserve the number, and ask for the signature, which is made outside.

    `proven`: the second factor was given.
    """
    check_approval(session, oficio, shown_hash, seat=seat, by=by, now=now)
    second_factor.require(session, by, proven=proven)
    _set_signer(session, oficio, now)
    failpoint("approve oficio")
    _number(session, oficio, by, now)
    facts = {"sha256": oficio.sha256, "minuta": oficio.draft_code, "autor": oficio.author_id}
    expect(session, oficio, ASSINATURA, now)
    text = f"aprovada por {by.name} e numerada {oficio.code}"
    audit.write(session, "aprovacao", by=by, now=now, record_id=oficio.id, text=text, data=facts)
    told = (
        f"{by.name} aprovou a minuta {oficio.draft_code}: agora é {oficio.code} ({clip(oficio.title, 60)}).\n"
        f"{ask_for_signature(oficio)}"
    )
    buttons = (Button("PDF", f"pdf {oficio.code}"),)
    notices.tell(session, oficio, told, oficio.authors + _signer(oficio), by=by, now=now, buttons=buttons)


def ask_for_signature(oficio: Oficio) -> str:
    """The sentence that asks for the signed file: nothing here is a signature."""
    return f"Assine no assinador oficial e mande o PDF assinado com a legenda: assinado {oficio.code}"


def give_back(session: Session, oficio: Oficio, reason: str, *, by: Person, now: datetime) -> None:
    """Return a draft to its author with the reason."""
    _require_approver(session, oficio, by, now)
    _require_draft(oficio)
    approving.give_back(session, oficio, reason, "falta citar o requerimento", by=by, now=now)


def drop_drafts_about(session: Session, record: Record, especie: Especie, *, by: Person, now: datetime) -> None:
    """Cancel the drafts of a kind about a record, in whose place another one comes."""
    query = select(Oficio).where(Oficio.about_id == record.id, Oficio.especie == especie, Oficio.status.in_(DRAFTS))
    for each in session.scalars(query).all():
        cancel(session, each, "há outra minuta no lugar desta", by=by, now=now)


def cancel(session: Session, oficio: Oficio, reason: str, *, by: Person, now: datetime) -> None:
    """Cancel what was not signed yet; a number it had is kept as cancelled and never given again."""
    who = standing(session, by, now)
    if not who.commands and oficio.author_id not in who.person_ids:
        raise Refusal("Só quem escreveu, a chefia de gabinete ou o prefeito pode cancelar.")
    if oficio.status not in (*DRAFTS, OficioStatus.APROVADA):
        raise Refusal(f"{oficio.code} está {oficio.state}. Para tirar o efeito: sem efeito {oficio.code} motivo")
    if not reason:
        raise Question(f"Por que cancelar? Exemplo: cancelar {oficio.code} assunto resolvido por telefone", Answer.TEXT)
    kept = "; o número não se reaproveita" if oficio.approved_at else ""
    oficio.status = OficioStatus.CANCELADA
    deadlines.close(session, oficio.id, now=now, void=True)
    audit.write(session, "cancelamento", by=by, now=now, record_id=oficio.id, text=f"cancelada: {reason}{kept}")
    told = f"{by.name} cancelou {oficio.code} ({clip(oficio.title, 60)}).\nMotivo: {reason}"
    notices.tell(session, oficio, told, oficio.authors + _signer(oficio), by=by, now=now)


def _require_approver(session: Session, oficio: Oficio, by: Person, now: datetime) -> None:
    who = standing(session, by, now)
    may = who.commands or (oficio.especie != Especie.MENSAGEM and oficio.orgao_id in who.heads)
    if not may:
        raise Refusal(f"Só o prefeito, a chefia de gabinete ou quem responde pela unidade aprova a {oficio.code}.")
    approving.require_other(session, oficio, writers(session, oficio), by, now)


def _require_draft(oficio: Oficio) -> None:
    if oficio.status == OficioStatus.DEVOLVIDA:
        raise Refusal(f"A minuta {oficio.code} foi devolvida e espera correção de quem a escreveu.")
    if oficio.status != OficioStatus.MINUTA:
        raise Refusal(f"{oficio.code} já está {oficio.state}.")


def _set_signer(session: Session, oficio: Oficio, now: datetime) -> None:
    """Settle who signs and in which quality, as it is on the day of the approval."""
    may = signers(session, oficio, now)
    chosen = next((each for each in may if oficio.signer_id in (None, each.person.id)), None)
    if chosen is None:
        name = oficio.signer.name if oficio.signer else "ninguém"
        names = ", ".join(each.person.name for each in may) or "ninguém"
        raise Refusal(f"{name} não pode assinar hoje. Podem: {names}. Devolva a minuta ou registre a delegação.")
    oficio.signer_id, oficio.quality = chosen.person.id, chosen.quality


def _number(session: Session, oficio: Oficio, by: Person, now: datetime) -> None:
    """Reserve the number, which is on the page before it is signed; the draft's number goes on finding it."""
    year, especie = moments.today(now).year, Especie(oficio.especie)
    unit = session.get(Orgao, oficio.orgao_id) if oficio.orgao_id else None
    number, code = numbering.draw(session, especie, unit, year)
    oficio.code, oficio.number, oficio.year = code, number, year
    oficio.approver_id, oficio.approved_at = by.id, now
    oficio.municipality = issuer.municipality()
    oficio.status = OficioStatus.APROVADA
    searchable.add(session, oficio.id, code)
    records.add_keys(session, oficio.id, [oficio.draft_code.lower(), *numbering.keys(especie, number, year, unit)])
    if oficio.access_level != AccessLevel.PUBLICO:
        records.grant(session, oficio.id, people=[by, *_signer(oficio)])
    session.flush()


def _signer(oficio: Oficio) -> list[Person]:
    return [oficio.signer] if oficio.signer and oficio.signer.active else []


undo.never("minuta", "correcao", kind=KIND, why="Quem aprova já recebeu a minuta. Para tirá-la: cancelar {code} motivo")
undo.never(
    "aprovacao", kind=KIND, why="O que foi aprovado não se desfaz. Para cancelar o número: cancelar {code} motivo"
)
