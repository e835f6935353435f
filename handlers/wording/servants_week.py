"""What is said of servants in a week and in a pauta: numbers only, and never a name."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import digests, weekly
from handlers.wording.weekly import WeekScope
from models import moments, servants
from models.people import Person, Role, standing
from models.servants import ServantNote
from models.texts import plural


@weekly.line(95, select(ServantNote.id).exists())
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """How many elogios were written, for whom the whole house is."""
    if scope.orgao_ids is not None or not standing(session, person, now).commands:
        return []
    since, until = moments.start_of(scope.since), moments.start_of(moments.days_after(scope.until, 1))
    found = servants.praised(session, since, until)
    return [f"Servidores: {plural(found, 'elogio', 'elogios')}"] if found else []


@digests.first(90, select(ServantNote.id).where(ServantNote.filed_at.is_(None)).exists())
def on_top(session: Session, person: Person, now: datetime) -> list[str]:
    """For the chefia: how many facts nobody has taken on for two business days."""
    if not standing(session, person, now).has(Role.CHEFIA):
        return []
    found = servants.unclaimed(session, by=person, now=now)
    return [f"Comunicações de fato sem quem apure há 2 dias úteis: {found}."] if found else []
