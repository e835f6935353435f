"""The report of the week on paper: what changed, the deadlines met and left behind, the numbers of the charts."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.papers import Facts, heading, items, paper, table, text
from handlers.wording import weekly as wording
from models import moments, workload
from models.people import Person, standing
from models.texts import clip

REPORT = "relatório da semana"


@paper(REPORT)
def report(session: Session, _record: Any, person: Person, now: datetime) -> Facts:
    """The week gone by, of the house for the cabinet, of the own órgãos for anybody else."""
    who, today = standing(session, person, now), moments.today(now)
    scope = wording.scope_of(today, None if who.is_cabinet else who.leads or who.orgao_ids)
    title, *found = wording.said(session, person, scope, now) or [scope.title]
    lines = [each.removeprefix("• ") for each in found]
    blocks = [items(*lines) if lines else text("Nada mudou nos assuntos acompanhados.")]
    orgao = person.orgao if scope.orgao_ids is not None else None
    week = workload.week(session, moments.start_of(scope.since), by=person, now=now, orgao=orgao)
    counts = [("Prazos cumpridos", f"{week.met}"), ("Com atraso", f"{week.met_late}")]
    counts += [("Prazos novos", f"{week.opened}"), ("Em atraso", f"{week.late}")]
    blocks += [heading("Prazos"), table(("O quê", "Quantos"), counts, (10, 5))]
    stuck = [(each.code, clip(each.title, 60)) for each in week.stuck]
    blocks += (
        [heading("O que está parado há mais tempo"), table(("Número", "Assunto"), stuck, (4, 11))] if stuck else []
    )
    for chart in wording.drawn(session, person, now):
        rows = [(row.label, *map(str, row.values)) for row in chart.rows]
        names = chart.series or (chart.unit,)
        blocks += [heading(chart.title), table(("", *names), rows, (8, *[4] * len(names)))]
    number = f"semana {scope.since:%d-%m-%Y}"
    return Facts(title.rstrip(":"), number, today, blocks)
