"""What the special funds say of a week in which money moved."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import weekly
from handlers.wording.weekly import WeekScope
from models import funds, moments
from models.budget.tables import LedgerEntry
from models.funds.tables import FUNDO
from models.money import of_cents
from models.people import Person
from models.records import any_of


@weekly.line(72, any_of(FUNDO))
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """What each fund has and may still spend, where anything was entered in the week."""
    since, year = moments.start_of(scope.since), moments.today(now).year
    found = [each for each in funds.everyone(session, by=person, now=now) if scope.holds(each.orgao_id)]
    of_them = LedgerEntry.record_id.in_([each.id for each in found])
    moved = set(session.scalars(select(LedgerEntry.record_id).where(of_them, LedgerEntry.at >= since).distinct()))
    known = {each.sigla: funds.position(session, each, year) for each in found if each.id in moved}
    return [f"{sigla}: em conta {of_cents(it.em_conta)}, livre {of_cents(it.livre)}" for sigla, it in known.items()]
