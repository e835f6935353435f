"""What the agenda and the meetings say of a week, and of the pile of despachos in it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import weekly
from handlers.wording.weekly import WeekScope
from models import despachos, moments
from models.despachos import Despacho
from models.events import KIND, summary
from models.people import Person, standing
from models.records import any_of
from models.texts import plural


@weekly.line(5, any_of(KIND))
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """Of the whole house: the mayor's engagements and hours, the meetings and what they decided."""
    if scope.orgao_ids is not None or not standing(session, person, now).is_cabinet:
        return []
    found = summary.held(session, scope.since, scope.until, now)
    lines = []
    if found.engagements:
        hours = f"{found.minutes // 60}h{found.minutes % 60:02d}".removesuffix("00")
        lines.append(f"Agenda da Prefeita: {plural(found.engagements, 'compromisso', 'compromissos')}, {hours}")
    if found.meetings:
        decided = plural(found.deliberations, "deliberação", "deliberações")
        past = f", {plural(found.past_due, 'vencida', 'vencidas')}" if found.past_due else ""
        lines.append(f"Reuniões: {found.meetings}, com {decided}{past}")
    return lines


@weekly.line(15, select(Despacho.id).exists())
def pile(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """What came onto the pile and what was decided, where either did."""
    if scope.orgao_ids is not None or not standing(session, person, now).is_cabinet:
        return []
    since, until = moments.start_of(scope.since), moments.start_of(moments.days_after(scope.until, 1))
    came, decided = despachos.counts(session, since, until)
    if not came and not decided:
        return []
    left = len(despachos.pile(session, by=person, now=now))
    return [
        f"Despachos: {plural(came, 'entrou', 'entraram')}, {plural(decided, 'decidido', 'decididos')}, {left} na pilha"
    ]
