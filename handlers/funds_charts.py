"""The charts of the special funds: the way of the money of one, and what each has and may still spend."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.charts import chart_called, chart_of
from models import funds, moments
from models.charts import Chart, ChartRow
from models.funds import Fundo
from models.funds.tables import FUNDO
from models.money import of_cents
from models.people import Person


@chart_of(FUNDO)
def one(session: Session, fundo: Fundo, _: Person, now: datetime) -> Chart:
    """What came in, what was paid, what is in the account, what is owed of it, and what is free; then the lines."""
    it = funds.position(session, fundo, moments.today(now).year)
    way = {"entrou": it.money, "pago": it.paid, "em conta": it.em_conta, "a pagar": it.a_pagar, "livre": it.livre}
    rows = [ChartRow(name, (cents // 100,)) for name, cents in way.items()]
    rows += [ChartRow(f"sobra {each.numero}. {each.descricao}", (sums.livre // 100,)) for each, sums in it.lines[:6]]
    return Chart(f"{fundo.sigla}: livres {of_cents(it.livre)} de {of_cents(it.em_conta)} em conta", "R$", tuple(rows))


@chart_called("fundo")
def every(session: Session, by: Person, now: datetime) -> Chart:
    """What each fund has in its account, and what of it is free."""
    found = funds.everyone(session, by=by, now=now)
    if not found:
        raise Refusal("Não há fundos que você possa ver.")
    year = moments.today(now).year
    known = [(each.sigla, funds.position(session, each, year)) for each in found]
    rows = [ChartRow(sigla, (it.em_conta // 100, it.livre // 100)) for sigla, it in known]
    free = of_cents(sum(it.livre for _, it in known))
    return Chart(f"{free} livres nos fundos", "R$", tuple(rows), series=("em conta", "livre"))
