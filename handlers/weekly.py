"""The report of the week: of the house, or of an órgão, in the chat with its charts, and on paper."""

import re
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from handlers.base import DAY, Button, Refusal, Reply, Request, command
from handlers.charts import by_week
from handlers.papers.weekly import REPORT
from handlers.reading import people
from handlers.saying import weekly as said
from handlers.wording import weekly as wording
from handlers.wording import workload as workload_wording
from models import charts, documents, moments, panel, workload
from models.charts import Chart
from models.people import Orgao, Person

GROUP = DAY
_PDF = re.compile(r"(?<!\S)(?:em\s+)?pdf[.!?]?\s*$", re.IGNORECASE)
_TERMINAL = "console"


@partial(wording.chart, 90)
def weeks(session: Session, by: Person, now: datetime) -> Chart:
    """What came in and what was done in each of the last weeks, where anything did."""
    found = by_week(session, by, now)
    if not any(value for row in found.rows for value in row.values):
        raise Refusal("Nada entrou nem saiu.")
    return found


@command(
    "relatório da semana",
    usage="relatório da semana [@órgão, em pdf]",
    aliases=("relatório semanal",),
    said=said.REPORT,
)
def report(request: Request) -> Reply:
    """Diz o que mudou na semana que passou, na casa ou em um órgão, com dois gráficos; também em PDF."""
    session, by, now = request.session, request.person, request.now
    is_read = request.channel == panel.CHANNEL  # there nothing is sent
    if _PDF.search(request.text):
        if is_read:
            raise Refusal(f"O PDF vai pelo chat. Escreva ao bot: {request.line.lstrip('/')}")
        where = {"channel": request.channel, "address": request.address}
        documents.ask(session, REPORT, None, by=by, now=now, **where)
        return Reply("Estou fazendo o PDF do relatório; mando em seguida.")
    who = people.mentioned(request, request.text).in_order
    orgao = next((each.orgao if isinstance(each, Person) else each for each in who), None)
    scope = wording.scope_of(moments.today(now), _orgaos(request, orgao))
    found = wording.said(session, by, scope, now) or [f"{scope.title} nada mudou nos assuntos acompanhados."]
    whose = orgao or (by.orgao if scope.orgao_ids is not None else None)
    week = workload.week(session, moments.start_of(scope.since), by=by, now=now, orgao=whose)
    lines = [*found, "", workload_wording.week(week, whose, now).text]
    drawn = wording.drawn(session, by, now)
    if request.channel == _TERMINAL:
        lines += [line for each in drawn for line in ("", charts.as_text(each))]
    elif not is_read:
        wording.send_charts(session, by, now)
    return Reply("\n".join(lines), (Button("Em PDF", f"{request.line} em pdf"), Button("Quadro", "quadro")))


def _orgaos(request: Request, orgao: Orgao | None) -> frozenset[int] | None:
    """The órgão named; else the whole house for whoever sees it, the own órgãos for anybody else."""
    if orgao is not None:
        return frozenset({orgao.id})
    who = request.standing
    return None if who.is_cabinet else frozenset(who.leads or who.orgao_ids)
