"""The charts of convênios: how long each is still in force, the money by phase, and the money of one."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called, chart_of
from models import convenios, moments
from models.charts import Chart, ChartRow
from models.convenios import Convenio, TipoMovimento, queries
from models.people import Person
from models.texts import plural

_SERIES = ("liberado", "por liberar")


@chart_called("vigencia")
def in_force(session: Session, by: Person, now: datetime) -> Chart:
    """The days left of each vigência, from today on, the shortest first."""
    found = queries.running(session, by=by, now=now)
    if not found:
        raise Refusal("Nenhum convênio está em vigor.")
    today = moments.today(now)
    rows = tuple(ChartRow(each.code, ((each.fim - today).days,)) for each in found if each.fim)
    first = rows[0]
    return Chart(f"{first.label} é o primeiro a acabar: {_days(first)}", "dias de vigência", rows)


def _days(row: ChartRow) -> str:
    return f"em {plural(row.values[0], 'dia', 'dias')}" if row.values[0] else "hoje"


@chart_called("convenio")
def by_fase(session: Session, by: Person, now: datetime) -> Chart:
    """What was released and what is still to be, by phase."""
    found = queries.by_fase(session, by=by, now=now)
    if not found:
        raise Refusal("Nenhum convênio em aberto.")
    rows = tuple(ChartRow(fase, _thousands(agreed, released)) for fase, (agreed, released) in found.items())
    done, left = (sum(row.values[place] for row in rows) for place in (0, 1))
    return Chart(f"De {done + left} mil prometidos saíram {done} mil", "mil reais", rows, series=_SERIES)


@chart_of("convenio")
def one(session: Session, convenio: Convenio, _: Person, _now: datetime) -> Chart:
    """What was agreed and what came, of the repasse and of the contrapartida."""
    sums = convenios.balance(session, convenio).by_tipo
    came = {
        "repasse": max(sums.get(TipoMovimento.DESEMBOLSO, Decimal()), convenio.desembolsado or Decimal()),
        "contrapartida": max(sums.get(TipoMovimento.CONTRAPARTIDA, Decimal()), convenio.depositado or Decimal()),
    }
    agreed = {"repasse": convenio.repasse, "contrapartida": convenio.contrapartida}
    rows = tuple(ChartRow(name, _thousands(agreed[name] or Decimal(), came[name])) for name in came)
    return Chart(f"{convenio.code}: o que entrou e o que falta entrar", "mil reais", rows, series=_SERIES)


def _thousands(agreed: Decimal, released: Decimal) -> tuple[int, int]:
    return round(released / 1000), round(max(agreed - released, Decimal()) / 1000)
