"""What an approval covers, as one hash; and whether an issued act is still what was approved."""

import json
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import Audit
from models.directives.queries import addressees
from models.directives.tables import Directive


def fingerprint(session: Session, directive: Directive) -> str:
    """sha256 over everything an approval covers: kind, text, addressees, dates, what it amends."""
    who = addressees(session, directive)
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
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def altered(session: Session) -> list[str]:
    """Numbers of issued acts whose text, addressees or dates are no longer what was approved."""
    wrong = []
    for directive in session.scalars(select(Directive).where(Directive.approved_at.is_not(None))):
        approved = session.scalar(
            select(Audit.data).where(Audit.record_id == directive.id, Audit.action == "aprovacao").limit(1)
        )
        if approved is None or approved["sha256"] != fingerprint(session, directive):
            wrong.append(directive.code)
    return wrong


def _stamp(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
