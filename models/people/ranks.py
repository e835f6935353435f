"""Ranks: of whom a thing can only be asked, not ordered."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.people.authority import APPROVES
from models.people.substitution import standing
from models.people.tables import Orgao, Person, Role

_RANKS = {**dict.fromkeys(APPROVES, 3), Role.SECRETARIO: 2, Role.ASSESSORIA: 2}


def is_above(session: Session, whom: Person | Orgao, by: Person, now: datetime) -> bool:
    """Whether a task for them is a request: they are above the one who asks, also as a substitute."""
    if not isinstance(whom, Person):
        return False
    own = max(_RANKS.get(role, 1) for role in standing(session, by, now).roles)
    return _RANKS.get(Role(whom.role), 1) > own
