"""New items of the plan, and changes of what they are to reach."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days, notices, records
from models.base import Answer, Question, Refusal
from models.deadlines import Due
from models.people import Orgao, Person
from models.plans.rules import note, require_decider
from models.plans.tables import FIM, KIND, PlanItem, PlanKind, PlanStatus, Sense
from models.records import Record

SIGLAS = {
    PlanKind.COMPROMISSO: "COMP",
    PlanKind.META: "META",
    PlanKind.PROGRAMA: "PROG",
    PlanKind.ACAO: "ACAO",
    PlanKind.ESTUDO: "EST",
}
_EMPTY: dict[str, Any] = {"codigo": "", "parceiros": [], "responsavel_id": None, "indicador": "", "unidade": ""}
_NOTHING: dict[str, Any] = {"base": None, "base_data": None, "metas": {}, "valores": {}, "prazo": None, "piloto": {}}
_USUAL: dict[str, Any] = {**_EMPTY, "sentido": Sense.ACUMULADO.value, **_NOTHING}
YEARS = range(2026, 2034)  # those of the plans that run and come next
_OF_THE_PPA = (PlanKind.PROGRAMA, PlanKind.ACAO, PlanKind.META)
LAW_OF = "lei da meta de "  # in `piloto`: the printed law that a target was typed from
_LAW = re.compile(r"\blei\s+(?:complementar\s+)?(?:n[º°o.]*\s*)?\d[\d.]*/\d{4}", re.IGNORECASE)
_DEEPEST = 10  # levels of a plan


def new(
    session: Session,
    tipo: PlanKind,
    title: str,
    *,
    by: Person | None,
    now: datetime,
    orgao: Orgao | None = None,
    code: str = "",
    status: PlanStatus = PlanStatus.PLANEJADO,
    keys: Sequence[str] = (),
    **values: Any,
) -> PlanItem:
    """Register an item, with the next number of its kind unless it comes with one."""
    author = {"author_id": by.id if by else None, "orgao_id": orgao.id if orgao else None}
    own = _USUAL | {"tipo": tipo.value, "status": status.value} | values
    search = (own["codigo"], own["indicador"])
    code = code or _next_code(session, SIGLAS[tipo])
    item_id = records.create(session, PlanItem, now=now, search=search, code=code, title=title, **author, **own)
    records.add_keys(session, item_id, keys)
    item: PlanItem = records.load(session, PlanItem, item_id)
    audit.write(session, "registro", by=by, now=now, record_id=item_id, text=f"{tipo.value} registrado: {title}")
    if item.prazo and orgao:
        deadlines.open_deadline(session, item_id, FIM, due_on(session, item.prazo), owner=orgao, now=now)
    return item


def figure(value: Decimal | None) -> str:
    """A number as people write it: `1.234,5`."""
    if value is None:
        return ""
    whole = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    return whole.rstrip("0").rstrip(",")


def due_on(session: Session, day: date) -> Due:
    """The end of the work day of a day."""
    return Due(moments.at(day, municipal_days.current(session).work_day_end(day)), date_only=True)


def by_code(session: Session, code: str) -> PlanItem | None:
    """The item of a number, or of the code of the printed plan."""
    is_it = (Record.code == code) | (PlanItem.codigo == code)
    return session.scalar(select(PlanItem).where(Record.kind == KIND, is_it))


def place_under(session: Session, item: PlanItem, parent: PlanItem) -> None:
    """Put an item under another of the plan. Raises Refusal for a circle."""
    above: Record | None = parent
    for _ in range(_DEEPEST):
        if above is None:
            item.parent_id = parent.id
            return
        if above.id == item.id:
            break
        above = session.get(Record, above.parent_id) if above.parent_id else None
    raise Refusal(f"{item.code} não pode ficar sob {parent.code}, que já está sob ele.")


def measure(item: PlanItem, indicador: str, unidade: str, sentido: str, base: Decimal, base_data: date | None) -> None:
    """Set what an item is measured by."""
    item.indicador, item.unidade, item.sentido = indicador, unidade, sentido or Sense.ACUMULADO.value
    item.base, item.base_data = base, base_data


def require_target(item: PlanItem, target: Decimal) -> None:
    """Raises Refusal for a target that is the base: nothing would be to be done."""
    if item.base is not None and item.base == target and item.sentido != Sense.MANTER:
        raise Refusal(f"A meta é igual à base ({figure(target)}): não há o que medir. Confira o número.")


def change_target(
    session: Session, item: PlanItem, year: int, target: Decimal, why: str, *, by: Person, now: datetime
) -> Decimal | None:
    """Set the target of a year; returns the one before. A change needs a reason."""
    require_decider(session, item, by, now)
    if item.tipo in _OF_THE_PPA and year not in YEARS:
        raise Refusal(f"O plano plurianual vai de {YEARS[0]} a {YEARS[-1]}: não há meta de {year}.")
    if item.prazo and year > item.prazo.year:
        raise Refusal(f"{item.code} acaba em {item.prazo.year}: não há meta de {year}.")
    require_target(item, target)
    old = item.metas.get(str(year))
    if old is not None and not why:
        raise Question(
            f"Por que mudar a meta de {year}? Exemplo: mudar meta {item.code} {year} para 20 corte de receita",
            Answer.TEXT,
        )
    item.metas = item.metas | {str(year): f"{target:f}"}
    law = _LAW.search(why)
    others = {name: value for name, value in item.piloto.items() if name != f"{LAW_OF}{year}"}
    item.piloto = others | ({f"{LAW_OF}{year}": law[0]} if law else {})
    said = f"meta de {year}: {figure(target)}"
    if old is not None:
        said = f"meta de {year}: de {figure(Decimal(old))} para {figure(target)}: {why}"
    note(session, item, "meta", said, by=by, now=now)
    if old is not None:
        _tell_change(session, item, said, by, now)
    return Decimal(old) if old is not None else None


def change_end(session: Session, item: PlanItem, day: date, why: str, *, by: Person, now: datetime) -> date | None:
    """Set the final date; returns the one before. A change needs a reason."""
    require_decider(session, item, by, now)
    old = item.prazo
    if old is not None and not why:
        raise Question(f"Por que mudar o prazo de {item.code}? Exemplo: corte de receita", Answer.TEXT)
    change_end_of(session, item, day, now)
    said = f"prazo: de {old:%d/%m/%Y} para {day:%d/%m/%Y}: {why}" if old else f"prazo: {day:%d/%m/%Y}"
    note(session, item, "prazo", said, by=by, now=now)
    _tell_change(session, item, said, by, now)
    return old


def change_end_of(session: Session, item: PlanItem, day: date, now: datetime) -> None:
    """Set the final date, and its deadline."""
    item.prazo = day
    deadlines.close(session, item.id, now=now, kind=FIM, void=True)
    if item.orgao_id:
        owner = session.get_one(Orgao, item.orgao_id)
        deadlines.open_deadline(session, item.id, FIM, due_on(session, day), owner=owner, now=now)


def _tell_change(session: Session, item: PlanItem, said: str, by: Person, now: datetime) -> None:
    to = [session.get_one(Orgao, item.orgao_id)] if item.orgao_id else []
    notices.tell(session, item, f"{by.name} mudou {item.code} {item.title}\n{said}", to, by=by, now=now)


def _next_code(session: Session, sigla: str) -> str:
    """The next number that no item has: those of an imported plan keep theirs."""
    while True:
        code = f"{sigla}-{records.draw_number(session, sigla)}"
        if session.scalar(select(Record.id).where(Record.code == code)) is None:
            return code
