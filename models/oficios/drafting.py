"""Drafting what leaves: text and addressees become one hash, which another person is asked to approve."""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import alphabets, audit, moments, outbox, records, searchable, signing
from models.acts import Approver
from models.acts.drafting import candidates
from models.authorities import Authority
from models.base import Answer, Button, Question, Refusal, insert_rows
from models.deadlines import Due
from models.oficios.tables import (
    DRAFTS,
    Especie,
    Oficio,
    OficioAddressee,
    OficioAnswer,
    OficioStatus,
    OficioVersion,
)
from models.outbox import Message, Priority
from models.people import Orgao, Person, cabinet, holder, stand_in, standing
from models.records import AccessLevel, Record
from models.texts import listed

LONGEST_ASSUNTO = 200


def draft(
    session: Session,
    *,
    especie: Especie = Especie.OFICIO,
    to: Sequence[Authority],
    assunto: str,
    texto: str = "",
    answers: Sequence[Record] = (),
    about: Record | None = None,
    unit: Orgao | None = None,
    signer: Person | None = None,
    awaited: Due | None = None,
    level: AccessLevel = AccessLevel.PUBLICO,
    by: Person,
    now: datetime,
) -> Oficio:
    """Register a draft, number it R-n, and show it to those who may approve it; without a text it waits for one.

    `answers`, `about`: the records it answers, and the one it is about; whoever drafts for them is of their subject.
    """
    unit = _unit(session, especie, unit, by, now, is_free=not answers and about is None)
    _check(especie, to, assunto)
    final = _strictest([level, *(AccessLevel(each.access_level) for each in (*answers, about) if each)])
    own = {
        "especie": especie.value,
        "text": texto.strip(),
        "final_level": final.value,
        "about_id": about.id if about else None,
        "signer_id": signer.id if signer else None,
        "awaited_at": awaited.at if awaited else None,
        "awaited_date_only": awaited.date_only if awaited else False,
    }
    oficio = _insert(session, own, unit, assunto, [texto, *(each.nome for each in to)], by, now)
    insert_rows(session, OficioAddressee, [{"oficio_id": oficio.id, "authority_id": i.id} for i in dict.fromkeys(to)])
    insert_rows(session, OficioAnswer, [{"oficio_id": oficio.id, "record_id": i.id} for i in dict.fromkeys(answers)])
    records.grant(session, oficio.id, people=[by], orgaos=[unit])
    _revise(session, oficio, by, now)
    text = f"minuta {oficio.code}, {oficio.short_hash}"
    audit.write(session, "minuta", by=by, now=now, record_id=oficio.id, text=text)
    _show(session, oficio, by, now)
    return oficio


def correct(session: Session, oficio: Oficio, text: str, *, by: Person, now: datetime) -> None:
    """Replace the text of a draft; the new version is shown again to those who may approve it."""
    if oficio.status not in DRAFTS:
        raise Refusal(
            f"{oficio.code} já foi aprovado e não muda. Para corrigir, escreva outro ofício; este fica sem efeito com: "
            f"sem efeito {oficio.code} motivo"
        )
    if not may_write(session, oficio, by, now):
        raise Refusal(f"A minuta {oficio.code} só pode ser corrigida por quem a escreveu ou pela sua unidade.")
    if not text.strip():
        raise Question(f"Qual é o texto? Um parágrafo por linha. Exemplo: corrigir {oficio.code} texto", Answer.TEXT)
    oficio.text, oficio.status = text.strip(), OficioStatus.MINUTA
    searchable.add(session, oficio.id, text)
    _revise(session, oficio, by, now)
    audit.write(session, "correcao", by=by, now=now, record_id=oficio.id, text=f"texto corrigido, {oficio.short_hash}")
    _show(session, oficio, by, now)


def may_write(session: Session, oficio: Oficio, by: Person, now: datetime) -> bool:
    """Whether the person may correct a draft: its author, or somebody of its unit; the cabinet, of its own."""
    who = standing(session, by, now)
    return oficio.author_id in who.person_ids or oficio.orgao_id in who.orgao_ids


def writers(session: Session, oficio: Oficio) -> set[int]:
    """The ids of the people who wrote or corrected any version."""
    found = session.scalars(select(OficioVersion.by_id).where(OficioVersion.oficio_id == oficio.id).distinct())
    return {person_id for person_id in (*found, oficio.author_id) if person_id is not None}


def approvers(session: Session, oficio: Oficio, now: datetime) -> list[Approver]:
    """Who may approve: the mayor, the chefia, the head of the unit; never a writer, nor a writer's substitute."""
    wrote = writers(session, oficio)
    found = [*candidates(session, now), *_head(session, oficio, now)]
    once = {each.person.id: each for each in reversed(found)}
    return [each for each in reversed(once.values()) if not each.wrote(wrote)]


def fingerprint_of(oficio: Oficio) -> str:
    """sha256 over all that an approval of this one covers."""
    return fingerprint(oficio.especie, oficio.title, oficio.text, [each.id for each in oficio.to], oficio.orgao_id)


def fingerprint(especie: str, assunto: str, text: str, to: Sequence[int], unit: int | None) -> str:
    """sha256 over espécie, assunto, text, the addressees' ids and the unit's."""
    facts = {"especie": especie, "assunto": assunto, "text": text, "to": sorted(to), "unit": unit}
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def preview(oficio: Oficio) -> str:
    """The draft as the approver reads it: addressees, assunto, text, hash."""
    foreign = alphabets.warning(oficio.text, oficio.title)
    awaited = [f"Resposta esperada até: {oficio.awaited.text}"] if oficio.awaited else []
    return "\n".join(
        [
            f"Minuta {oficio.draft_code} de {oficio.label}",
            f"Para: {listed([each.nome for each in oficio.to])}",
            f"Assunto: {oficio.title}",
            "",
            *(oficio.paragraphs or ["(ainda sem texto)"]),
            "",
            *awaited,
            f"Conferência: {oficio.short_hash}",
            *([foreign] if foreign else []),
        ]
    )


def signers(session: Session, oficio: Oficio, now: datetime) -> list[signing.Signer]:
    """Who may sign it today: of the cabinet's, the mayor and those she delegated to; of a unit's, also its head."""
    today = moments.today(now)
    unit = session.get(Orgao, oficio.orgao_id) if oficio.orgao_id else None
    own = cabinet(session)
    of_unit = signing.of_unit(session, unit, today) if unit is not None and (own is None or unit.id != own.id) else []
    return [*of_unit, *signing.who_may_sign(session, oficio.especie, today)]


def _unit(session: Session, especie: Especie, unit: Orgao | None, by: Person, now: datetime, *, is_free: bool) -> Orgao:
    """The unit that sends it: the cabinet, for its people and for mensagens; the own órgão for the others."""
    who, own = standing(session, by, now), cabinet(session)
    unit = unit or (own if especie is Especie.MENSAGEM or who.is_cabinet else by.orgao) or own
    if unit is None:
        raise Refusal("Você ainda não tem órgão na casa. Peça ao administrador que o cadastre.")
    if is_free and not who.is_cabinet and unit.id not in who.orgao_ids:
        raise Refusal(f"Só quem é de {unit.name} prepara {especie.value} em nome dela. Fale com a chefia de gabinete.")
    return unit


def _check(especie: Especie, to: Sequence[Authority], assunto: str) -> None:
    if not to:
        raise Question(f"Para que autoridade vai {especie.the}? Exemplo: @camara", Answer.TEXT)
    if len(to) > 1 and especie is not Especie.CIRCULAR:
        raise Refusal(f"{especie.the.capitalize()} vai a uma autoridade só. Para várias, escreva: circular para …")
    if not assunto.strip():
        raise Question("Qual é o assunto? Exemplo: assunto Reforma da ponte", Answer.TEXT)
    if len(assunto) > LONGEST_ASSUNTO:
        raise Refusal(f"O assunto tem {len(assunto)} caracteres e o máximo é {LONGEST_ASSUNTO}. Resuma-o.")
    if gone := [each for each in to if not each.active]:
        raise Refusal(
            f"{gone[0].nome} está fora de uso. A qual autoridade vai agora?", [Button("Autoridades", "autoridades")]
        )


def _insert(
    session: Session, own: dict[str, Any], unit: Orgao, assunto: str, words: list[str], by: Person, now: datetime
) -> Oficio:
    code = f"R-{records.draw_number(session, 'R')}"
    is_secret = own["final_level"] == AccessLevel.SIGILOSO
    oficio_id = records.create(
        session,
        Oficio,
        now=now,
        code=code,
        draft_code=code,
        title=assunto,
        status=OficioStatus.MINUTA.value,
        access_level=(AccessLevel.SIGILOSO if is_secret else AccessLevel.RESTRITO).value,
        author_id=by.id,
        orgao_id=unit.id,
        parent_id=own["about_id"],
        search=words,
        **own,
        **AT_FIRST,
    )
    return session.get_one(Oficio, oficio_id)


def _revise(session: Session, oficio: Oficio, by: Person, now: datetime) -> None:
    """Seal the present draft as one more version, written by that person."""
    session.flush()
    session.expire(oficio, ["to"])
    oficio.version, oficio.sha256 = oficio.version + 1, fingerprint_of(oficio)
    values = {"oficio_id": oficio.id, "version": oficio.version, "sha256": oficio.sha256}
    insert_rows(session, OficioVersion, [{**values, "by_id": by.id, "at": now}])
    session.flush()


def _show(session: Session, oficio: Oficio, by: Person, now: datetime) -> None:
    """Show this version to everyone who may approve it; one without a text is shown to nobody."""
    if not oficio.paragraphs:
        return
    code = oficio.draft_code
    buttons = (Button("Aprovar", f"aprovar {code} {oficio.short_hash}"), Button("Devolver", f"devolver {code}"))
    text = f"{by.name} pede aprovação.\n{preview(oficio)}"
    stem = f"preview:{oficio.shown_as}:{now.timestamp():.6f}:{crc32(text.encode()):08x}"
    message = Message(text, buttons, shows=oficio.shown_as)
    for each in approvers(session, oficio, now):
        key = f"{stem}:{each.holder.id}"
        outbox.enqueue(
            session, key=key, to=each.holder, message=message, now=now, priority=Priority.ACT, record_id=oficio.id
        )


def _head(session: Session, oficio: Oficio, now: datetime) -> list[Approver]:
    """The head of a unit that is not the cabinet, who approves what it sends in its own name."""
    unit, own = session.get(Orgao, oficio.orgao_id) if oficio.orgao_id else None, cabinet(session)
    head = holder(session, unit) if unit is not None and (own is None or own.id != unit.id) else None
    if head is None:
        return []
    person = stand_in(session, head, moments.today(now))
    return [Approver(person, head, True, standing(session, person, now).person_ids)] if person.active else []


def _strictest(levels: Sequence[AccessLevel]) -> AccessLevel:
    return max(levels, key=list(AccessLevel).index)


_LATER = (  # what is known only on the way
    *("number", "year", "approver_id", "approved_at", "municipality", "signed_at", "signed_sha256"),
    *("sent_at", "protocolled_at", "answered_at", "answered_by_id"),
)
AT_FIRST: dict[str, Any] = {"sha256": "", "version": 0, "quality": "", "means": "", "protocol": ""}
AT_FIRST |= dict.fromkeys(_LATER)
