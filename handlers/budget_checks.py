"""The budget beside what is published of it, and month by month."""

from datetime import date, datetime

from sqlalchemy import true
from sqlalchemy.orm import Session

from handlers.base import Refusal, Reply, Request, command
from handlers.charts import chart_called
from handlers.wording.budget import percent
from models import attachments, moments
from models.budget import ledger, queries, rreo
from models.budget.published import MONTHS
from models.charts import Chart, ChartRow
from models.money import of_cents
from models.people import Person
from models.texts import listed


@command("conferir rreo", usage="conferir rreo (com o JSON do Siconfi)", aliases=("rreo",))
def check_rreo(request: Request) -> Reply:
    """Confere o que há aqui do orçamento com o RREO do município, como o Siconfi o publica; nada é guardado."""
    if len(request.files) != 1:
        return Reply("Mande o JSON do RREO, baixado do Siconfi, com esta legenda: conferir rreo")
    request.taken = True
    it = rreo.read(attachments.content_of(request.files[0]))
    whole = it.cents["atualizada"]
    known = {name: it.cents[name] for name in ("empenhado", "liquidado", "pago") if name in it.cents}
    parts = [f"{name} {of_cents(cents)} ({percent(cents, whole)})" for name, cents in known.items()]
    head = f"RREO do {it.bimester}º bimestre de {it.year}, {it.body}"
    lines = [f"{head}: dotação atualizada {of_cents(whole)}; {'; '.join(parts)}."]
    lines += [] if it.is_whole else ["É só uma das páginas do Siconfi; os totais são os desta."]
    lines.append(_beside(request, it))
    return Reply("\n".join(lines))


def _beside(request: Request, it: rreo.Rreo) -> str:
    """The dotações known here beside the whole, of which they are a part."""
    found = queries.dotacoes(request.session, true(), by=request.person, now=request.now)
    if not found or it.year != moments.today(request.now).year:
        return f"Não há dotações de {it.year} aqui para pôr ao lado."
    sums = ledger.total(each.balance for each in found)
    share = percent(sums.autorizado, it.cents["atualizada"])
    done = percent(sums.empenhado, sums.autorizado)
    here = f"Aqui, {of_cents(sums.autorizado)} ({share} do município), {done} empenhado."
    pairs = {"autorizado": (sums.autorizado, "atualizada"), "empenhado": (sums.empenhado, "empenhado")}
    beyond = [name for name, (cents, there) in pairs.items() if cents > it.cents.get(there, cents)]
    return f"{here} Atenção: o {listed(beyond)} daqui passa do município; confira." if beyond else here


@chart_called("mensal")
@chart_called("orcament")
def by_month(session: Session, by: Person, now: datetime) -> Chart:
    """What was committed and liquidated up to each month of the year, beside the even pace."""
    found = queries.dotacoes(session, true(), by=by, now=now)
    months = ledger.by_month(session, [each.dotacao.id for each in found], moments.today(now).year) if found else {}
    if not months:
        raise Refusal("Não há lançamentos deste ano que você possa ver.")
    last, committed, done, rows = max(months), 0, 0, list[ChartRow]()
    for month in range(min(months), last + 1):
        more = months.get(month, (0, 0))
        committed, done = committed + more[0], done + more[1]
        rows.append(ChartRow(MONTHS[month - 1][:3], (committed // 100_000, done // 100_000)))
    whole = ledger.total(each.balance for each in found).autorizado
    done_by, even = percent(committed, whole), percent(_gone(now), 365)
    title = f"{done_by} empenhado até {MONTHS[last - 1]}; no ritmo do ano seriam {even}"
    return Chart(title, "R$ mil, acumulado", tuple(rows), "columns", ("empenhado", "liquidado"))


def _gone(now: datetime) -> int:
    today = moments.today(now)
    return min((today - date(today.year, 1, 1)).days + 1, 365)
