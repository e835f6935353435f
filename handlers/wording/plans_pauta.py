"""What a pauta says first of the plan: obstacles that wait for the reader, those past their date, and the new ideas."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.wording import digests
from handlers.wording import plans as wording
from models import moments, municipal_days
from models.digests import first_work_day
from models.people import Person, Role, standing
from models.plans import KIND, PlanStatus, queries, studies
from models.plans.progress import Pace
from models.records import any_of
from models.texts import clip, plural

_MOST = 5


@digests.first(70, any_of(KIND))
def first(session: Session, person: Person, now: datetime) -> list[str]:
    """The chefia's obstacles past their date and, on the first work day of a week, the ideas and what is silent."""
    who = standing(session, person, now)
    if who.has(Role.CHEFIA):
        return [*_stuck(session, person, now), *_orphaned(session, person, now), *_weekly(session, person, now)]
    return []


def _stuck(session: Session, person: Person, now: datetime) -> list[str]:
    found = queries.open_obstacles(session, by=person, now=now)
    rows = [
        f"• {item.code} {clip(item.title, 40)}: {wording.obstacle_line(each).partition('. ')[2]}"
        for item, each in found
        if each.until < moments.today(now)
    ]
    return _block("Entraves vencidos", rows)


def _orphaned(session: Session, person: Person, now: datetime) -> list[str]:
    rows = [
        f"• {each.code} {clip(each.title, 40)}: {each.responsavel.name if each.responsavel else ''} saiu. Quem estuda? "
        f"estudo {each.code} @quem"
        for each in studies.orphaned(session, by=person, now=now)
    ]
    return _block("Estudos sem responsável", rows)


def _weekly(session: Session, person: Person, now: datetime) -> list[str]:
    calendar, today = municipal_days.current(session), moments.today(now)
    if first_work_day(today, calendar) != today:
        return []
    columns = studies.pipeline(session, by=person, now=now)
    week_ago = today - timedelta(days=7)
    new = [each for each, _ in columns.get(PlanStatus.PROPOSTO, ()) if studies.since(each) >= week_ago]
    stopped = [
        f"• {each.code} {clip(each.title, 40)}: {column} há {plural(days, 'dia', 'dias')}"
        for column, items in columns.items()
        if column not in (PlanStatus.AVALIADO, PlanStatus.GUARDADO)
        for each, days in items
        if calendar.business_days_between(studies.since(each), today) > studies.STOPPED
    ]
    silent = [
        f"• {item.code} {wording.line(item, it)}"
        for items in queries.board(session, by=person, now=now).values()
        for item, it in items
        if it.pace == Pace.ATENCAO
    ]
    return [
        *_block("Ideias novas", [f"• {each.code} {clip(each.title, 60)}" for each in new]),
        *_block("Estudos parados", stopped),
        *_block("Metas que pedem atenção", silent),
    ]


def _block(title: str, rows: list[str]) -> list[str]:
    more = [f"… e mais {len(rows) - _MOST}."] if len(rows) > _MOST else []
    return [f"{title} ({len(rows)}):", *rows[:_MOST], *more] if rows else []
