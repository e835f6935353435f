"""What an approval covers, as one hash; and whether an issued act is still what was approved."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Audit
from models.directives.tables import Directive, Recipient


def fingerprint(directive: Directive) -> str:
    """sha256 over everything an approval covers: kind, text, addressees, dates, what it amends."""
    who = directive.addressees
    facts = {
        "kind": directive.act_kind,
        "text": directive.text,
        "people": sorted(each.person_id for each in who if each.person_id),
        "orgaos": sorted(each.orgao_id for each in who if each.orgao_id),
        "ciencia": _stamp(directive.ciencia_until),
        "compliance": _stamp(directive.comply_until),
        "scheduled": _stamp(directive.scheduled_for),
        "urgent": directive.urgent,
        "level": directive.final_level,
        "amends": [directive.amends_id, directive.amendment],
    }
    if places := directive.places:  # an act published nowhere keeps the hash it always had
        facts["places"] = sorted(each.id for each in places)
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def payload_hash(payload: dict[str, Any]) -> str:
    """sha256 of a message as it is queued: text, buttons and files."""
    canonical = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode(errors="surrogatepass")).hexdigest()


def is_as_approved(session: Session, directive: Directive) -> bool:
    """Whether the history has an approval of just this: text, addressees, dates, municipality, by this person."""
    query = select(Audit).where(Audit.record_id == directive.id, Audit.action == "aprovacao").limit(1)
    approval = session.scalar(query)
    if approval is None or approval.actor_id != directive.approver_id:
        return False
    told = approval.data or {}
    kept = (fingerprint(directive), directive.municipality)
    return (told.get("sha256"), told.get("municipio")) == kept


def altered(session: Session) -> list[str]:
    """Numbers of issued acts whose text, addressees or dates are no longer what was approved."""
    issued = session.scalars(select(Directive).where(Directive.approved_at.is_not(None)))
    return [each.code for each in issued if not is_as_approved(session, each)]


def forged_ciencias(session: Session) -> list[str]:
    """Numbers of acts whose ciências are not those the history tells of: who, when, and for whom."""
    told = select(Audit.record_id, Audit.data, Audit.actor_id, Audit.at).where(Audit.action == "ciencia")
    history = {
        (row.record_id, (row.data or {}).get("recipient"), row.actor_id, row.at) for row in session.execute(told)
    }
    rows = select(Recipient).where(Recipient.ciencia_at.is_not(None))
    present = {(each.directive_id, each.id, each.ciencia_by_id, each.ciencia_at) for each in session.scalars(rows)}
    wrong = {directive_id for directive_id, *_ in history ^ present}
    return sorted(session.scalars(select(Directive.code).where(Directive.id.in_(wrong))))


def _stamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
