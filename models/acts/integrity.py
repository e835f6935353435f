"""The hash of the content that an approval covers, and the check of issued acts against it."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts.tables import Act, Recipient
from models.audit import Audit


def fingerprint(act: Act) -> str:
    """sha256 over all that an approval covers: kind, text, addressees, dates, the amended act."""
    who = act.addressees
    facts = {
        "kind": act.act_kind,
        "text": act.text,
        "people": sorted(each.person_id for each in who if each.person_id),
        "orgaos": sorted(each.orgao_id for each in who if each.orgao_id),
        "ciencia": _stamp(act.ciencia_until),
        "compliance": _stamp(act.comply_until),
        "scheduled": _stamp(act.scheduled_for),
        "urgent": act.urgent,
        "level": act.final_level,
        "amends": [act.amends_id, act.amendment],
    }
    if places := act.places:  # an act published nowhere keeps the hash it always had
        facts["places"] = sorted(each.id for each in places)
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def payload_hash(payload: dict[str, Any]) -> str:
    """sha256 of a message as it is enqueued: text, buttons and files."""
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def is_as_approved(session: Session, act: Act) -> bool:
    """Whether the history has an approval of exactly this content, by this person."""
    query = select(Audit).where(Audit.record_id == act.id, Audit.action == "aprovacao").limit(1)
    approval = session.scalar(query)
    if approval is None or approval.actor_id != act.approver_id:
        return False
    told = approval.data or {}
    kept = (fingerprint(act), act.municipality)
    return (told.get("sha256"), told.get("municipio")) == kept


def altered(session: Session) -> list[str]:
    """Numbers of issued acts whose text, addressees or dates are no longer what was approved."""
    issued = session.scalars(select(Act).where(Act.approved_at.is_not(None)))
    return [each.code for each in issued if not is_as_approved(session, each)]


def forged_ciencias(session: Session) -> list[str]:
    """Numbers of acts whose ciências differ from the history: in person, time, or addressee."""
    told = select(Audit.record_id, Audit.data, Audit.actor_id, Audit.at).where(Audit.action == "ciencia")
    history = {
        (row.record_id, (row.data or {}).get("recipient"), row.actor_id, row.at) for row in session.execute(told)
    }
    rows = select(Recipient).where(Recipient.ciencia_at.is_not(None))
    present = {(each.act_id, each.id, each.ciencia_by_id, each.ciencia_at) for each in session.scalars(rows)}
    wrong = {act_id for act_id, *_ in history ^ present}
    return sorted(session.scalars(select(Act.code).where(Act.id.in_(wrong))))


def _stamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
