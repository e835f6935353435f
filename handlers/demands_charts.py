"""The charts of demands: month by month in time or not, the requerimentos, the days in the hands of each órgão."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called
from models.authorities import Profile
from models.charts import Chart, ChartRow
from models.demands import figures
from models.people import Person
from models.texts import plural

_MONTHS = 12


@chart_called("demanda")
def months(session: Session, by: Person, now: datetime) -> Chart:
    """What arrived in each month: answered in time, and late or still open."""
    return _months(session, tuple(Profile), ("pedido de fora", "pedidos de fora"), by, now)


@chart_called("requerimento")
def of_council(session: Session, by: Person, now: datetime) -> Chart:
    """The requerimentos of the council, month by month."""
    return _months(session, (Profile.REQUERIMENTO,), ("requerimento", "requerimentos"), by, now)


@chart_called("resposta")
def by_orgao(session: Session, by: Person, now: datetime) -> Chart:
    """The median of the days that what comes from outside stays with each órgão."""
    found = figures.days_by_orgao(session, by=by, now=now)
    if not found:
        raise Refusal("Nenhum órgão recebeu ainda um pedido de fora.")
    first, days = next(iter(found.items()))
    title = f"{first} é quem mais demora a informar: {plural(days, 'dia', 'dias')}, na mediana"
    return Chart(title, "dias, na mediana", tuple(ChartRow(sigla, (n,)) for sigla, n in found.items()))


def _months(session: Session, profiles: Sequence[Profile], names: tuple[str, str], by: Person, now: datetime) -> Chart:
    found = figures.by_month(session, profiles=profiles, by=by, now=now)
    if not found:
        raise Refusal(f"Ainda não chegou nenhum {names[0]}.")
    last = list(found.items())[-_MONTHS:]
    came, done = sum(each.arrived for _, each in last), sum(each.in_time for _, each in last)
    rows = tuple(ChartRow(f"{key[5:]}/{key[2:4]}", (each.in_time, each.arrived - each.in_time)) for key, each in last)
    title = f"De {plural(came, *names)}, {done} no prazo"
    return Chart(title, "por mês de chegada", rows, "columns", ("no prazo", "fora ou em aberto"))
