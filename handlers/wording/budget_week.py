"""What the budget and the funds say of a week in which something moved."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import weekly
from handlers.wording.budget import percent
from handlers.wording.weekly import WeekScope
from models import moments
from models.budget import closing, ledger, queries
from models.budget.tables import DOTACAO, Dotacao, LedgerEntry
from models.money import of_cents
from models.people import Person
from models.records import Record, any_of

_LAST_MONTHS = 11


@weekly.line(70, any_of(DOTACAO))
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """The dotações of the órgãos: what is committed and left, where anything was entered in the week."""
    since = moments.start_of(scope.since)
    own = Record.orgao_id.in_(scope.orgao_ids) if scope.orgao_ids is not None else Dotacao.id.is_not(None)
    found = queries.dotacoes(session, own, by=person, now=now)
    ids = [each.dotacao.id for each in found]
    moved = select(LedgerEntry.id).where(LedgerEntry.record_id.in_(ids), LedgerEntry.at >= since).limit(1)
    if not ids or session.scalar(moved) is None:
        return []
    it = ledger.total(each.balance for each in found)
    done = percent(it.empenhado, it.autorizado)
    end = closing.of_year(session, moments.today(now).year) if moments.today(now).month >= _LAST_MONTHS else None
    until = f"; encerramento em {moments.date_text(end.day)}" if end else ""
    left = f"disponível {of_cents(it.disponivel)}, a liquidar {of_cents(it.a_liquidar)}"
    return [f"Orçamento: {done} empenhado, {left}{until}"]
