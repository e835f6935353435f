"""What stands still in a week: how many, the usual time of what left, the three oldest."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.wording import weekly
from handlers.wording.weekly import WeekScope
from models import expedientes, moments
from models.expedientes import FEWEST, Tramitacao
from models.lists import Wanted
from models.people import Person
from models.texts import clip, listed, plural

_OLDEST = 3


@weekly.line(40, select(Tramitacao.id).where(Tramitacao.closed_at.is_(None)).exists())
def lines(session: Session, person: Person, scope: WeekScope, now: datetime) -> list[str]:
    """The stays that are too long, with the oldest; and how long those took that ended in the week."""
    ids = tuple(scope.orgao_ids or ())
    since, until = moments.start_of(scope.since), moments.start_of(moments.days_after(scope.until, 1))
    usual = expedientes.usual_between(session, since, until, orgao_ids=ids, by=person, now=now)
    wanted = Wanted(orgao_ids=ids, where=(expedientes.standing_still(session, now),), size=_OLDEST)
    found, total = expedientes.listed(session, wanted, by=person, now=now)
    left = f"saíram {usual.total}, mediana de {plural(usual.median, 'dia útil', 'dias úteis')}"
    lines = [f"Passagens: {left}"] if usual.total >= FEWEST else []
    if not total:
        return lines
    oldest = [
        f"{each.expediente.code} {clip(each.expediente.title, 30)} "
        f"({each.stay.orgao.sigla}, {plural(each.stay.business_days, 'dia útil', 'dias úteis')})"
        for each in found
    ]
    return [*lines, f"Parados: {total}; {'o mais antigo' if total == 1 else 'os mais antigos'} {listed(oldest)}"]
