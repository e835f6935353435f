"""The plan as a table: programmes, actions, metas and compromissos, one a row."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from models import money
from models.base import Refusal
from models.people import Orgao, Person, orgao_by_sigla
from models.plans.register import (
    LAW_OF,
    SIGLAS,
    YEARS,
    by_code,
    change_end_of,
    figure,
    new,
    place_under,
    require_target,
)
from models.plans.rules import note
from models.plans.tables import PlanItem, PlanKind, Sense
from models.records import Record
from models.sheets import Column, Sheet, Values

_IMPORTED = (PlanKind.PROGRAMA, PlanKind.ACAO, PlanKind.META, PlanKind.COMPROMISSO)
_NUMBERED = re.compile(r"(?:META|COMP)-\d{1,5}")
_PROGRAM = 4  # figures of the code of a programme, whose zeros spreadsheets lose
_PADDED = "padded plan codes"


def _code(session: Session, text: str) -> str:
    if not text.isdecimal() or len(text) >= _PROGRAM:
        return text.upper()
    session.info.setdefault(_PADDED, {})[text.zfill(_PROGRAM)] = text
    return text.zfill(_PROGRAM)


def _siglas(session: Session, text: str) -> str:
    found = [orgao_by_sigla(session, each.strip()) for each in text.split(",") if each.strip()]
    if None in found:
        raise Refusal(f"parceiros: um destes órgãos não está cadastrado: {text}")
    return ",".join(each.sigla for each in found if each)


def _figure(name: str, _session: Session, text: str) -> str:
    try:
        return figure(money.read(text)) if text else ""
    except Refusal:
        raise Refusal(f"{name}: {text} não é um número; escreva como 1.234,5") from None


def _amount(text: str) -> Decimal | None:
    return money.read(text) if text else None


def _find(session: Session, row: Values) -> PlanItem | None:
    return by_code(session, row["codigo"])


def _take(session: Session, row: Values, now: datetime) -> PlanItem:
    tipo, code = row["tipo"], row["codigo"]
    if tipo not in _IMPORTED:
        raise Refusal(f"tipo: {tipo} não entra por tabela; use {', '.join(_IMPORTED)}")
    is_number = bool(_NUMBERED.fullmatch(code)) and code.startswith(SIGLAS[tipo])
    own = _own(row) | ({} if is_number else {"codigo": code})
    number = code if is_number else ""
    item = new(session, tipo, row["titulo"], by=None, now=now, orgao=row["orgao"], code=number, **own)
    for target in item.metas.values():
        require_target(item, Decimal(target))
    _settle(session, item, row)
    return item


def _own(row: Values) -> dict[str, Any]:
    """The columns of an item from those of a row."""
    own: dict[str, Any] = {name: row[name] for name in ("indicador", "unidade", "base_data", "prazo")}
    own |= {"sentido": (row["sentido"] or Sense.ACUMULADO).value, "base": _amount(row["base"])}
    own["parceiros"] = [each for each in row["parceiros"].split(",") if each]
    return own | {"metas": _targets(row)}


def _targets(row: Values) -> dict[str, str]:
    given = {str(year): _amount(row.get(f"meta_{year}", "")) for year in YEARS}
    return {year: f"{value:f}" for year, value in given.items() if value is not None}


def _settle(session: Session, item: PlanItem, row: Values) -> None:
    if not row.get("pai"):
        return
    parent = by_code(session, row["pai"])
    if parent is None:
        raise Refusal(f"pai: não há {row['pai']}; ponha a sua linha antes")
    place_under(session, item, parent)


def _change(session: Session, item: PlanItem, row: Values, now: datetime) -> str | None:
    if "tipo" in row:
        raise Refusal(f"{item.code} já está registrado como {item.tipo}")
    for name in ("indicador", "unidade", "base_data"):
        setattr(item, name, row.get(name) or getattr(item, name))
    item.title = row.get("titulo") or item.title
    item.orgao_id = row["orgao"].id if row.get("orgao") else item.orgao_id
    item.base = _amount(row.get("base", "")) or item.base
    item.parceiros = row["parceiros"].split(",") if row.get("parceiros") else item.parceiros
    item.sentido = row["sentido"].value if row.get("sentido") else item.sentido
    given = _targets(row)
    by_law = {year: law for year in given if (law := item.piloto.get(f"{LAW_OF}{year}"))}
    item.metas = item.metas | {year: value for year, value in given.items() if year not in by_law}
    if row.get("prazo"):
        change_end_of(session, item, row["prazo"], now)
    _settle(session, item, row)
    note(session, item, "importacao", f"mudado pela tabela: {', '.join(sorted(row))}", by=None, now=now)
    kept = [
        f"a meta de {year} é a da {law}, e não a da tabela ({figure(Decimal(given[year]))})"
        for year, law in by_law.items()
    ]
    return f"{item.code}: {'; '.join(kept)}" if kept else None


def _give(session: Session, found: Sequence[PlanItem]) -> Iterator[Values]:
    for each in found:
        parent = session.get(Record, each.parent_id) if each.parent_id else None
        above = (parent.codigo or parent.code) if isinstance(parent, PlanItem) else ""
        yield {
            "codigo": each.codigo or each.code,
            "tipo": PlanKind(each.tipo),
            "pai": above,
            "titulo": each.title,
            "orgao": session.get(Orgao, each.orgao_id) if each.orgao_id else None,
            "parceiros": ",".join(each.parceiros),
            "indicador": each.indicador,
            "unidade": each.unidade,
            "sentido": Sense(each.sentido) if each.metas else None,
            "base": figure(each.base),
            "base_data": each.base_data,
            **{f"meta_{year}": figure(_amount(each.metas.get(str(year), "").replace(".", ","))) for year in YEARS},
            "prazo": each.prazo,
        }


def _after(session: Session, item: PlanItem, _by: Person | None, _now: datetime) -> str:
    short = session.info.get(_PADDED, {}).pop(item.codigo, "")
    return f"o código {short} perdeu os zeros na planilha: lido como {item.codigo}" if short else ""


SHEET = Sheet(
    (
        Column("codigo", is_needed=True, settle=_code),
        Column("tipo", PlanKind, is_needed=True),
        Column("pai", settle=_code),
        Column("titulo", is_needed=True),
        Column("orgao", Orgao),
        Column("parceiros", settle=_siglas),
        Column("indicador"),
        Column("unidade"),
        Column("sentido", Sense),
        Column("base", settle=partial(_figure, "base")),
        Column("base_data", date),
        *(Column(f"meta_{year}", settle=partial(_figure, f"meta_{year}")) for year in YEARS),
        Column("prazo", date),
    ),
    _find,
    _take,
    _give,
    _change,
    spelled=("metas", "plano", "ppa"),
    after=_after,
)
