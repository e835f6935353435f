"""Registration of convênios, one or many at once, by the same rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, money, records
from models.audit import Entry
from models.authorities import Authority, Esfera
from models.base import Refusal
from models.convenios.dates import Terms, dates_of, owner_of
from models.convenios.tables import Convenio, Instrumento
from models.deadlines import NewDeadline
from models.expedientes import nup
from models.people import Person
from models.records import Record

NO_OBJETO = "sem objeto"
_USUAL: dict[str, Any] = {
    "especie": Instrumento.CONVENIO.value,
    "esfera": Esfera.FEDERAL.value,
    "concedente_id": None,
    "proposta": "",
    "processo": "",
    "situacao_oficial": "",
    "typed": [],
}


def register(
    session: Session,
    rows: Sequence[Mapping[str, Any]],
    said: Sequence[str],
    *,
    by: Person | None,
    now: datetime,
    terms: Terms | None = None,
) -> list[Convenio]:
    """Register convênios, each with the line of its history: number, other spellings, and the dates that follow.

    A row has numero, ano, title, orgao_id, status, and what else is known; all rows name the same columns.
    """
    if not rows:
        return []
    codes = _codes(session, [_USUAL | dict(row) for row in rows])
    author = {"author_id": by.id if by else None}
    new = [_USUAL | dict(row) | author | _found_by(row, code) for row, code in zip(rows, codes, strict=True)]
    ids = records.create_all(session, Convenio, new, now=now)
    made = list(session.scalars(select(Convenio).where(Convenio.id.in_(ids)).order_by(Convenio.id)))
    _open_dates(session, made, terms or Terms(session), now)
    if by is None:
        entries = zip(ids, said, strict=True)
        audit.write_all(session, [Entry("registro", key, text) for key, text in entries], now=now)
    else:
        for key, text in zip(ids, said, strict=True):
            audit.write(session, "registro", by=by, now=now, record_id=key, text=text)
    return made


def _found_by(row: Mapping[str, Any], code: str) -> dict[str, Any]:
    numero, whole = row["numero"], f"{row['numero']}/{row['ano']}"
    return {"code": code, "keys": (numero, whole, f"cv-{numero}", f"cv-{whole}"), "search": (numero,)}


def _codes(session: Session, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """`CV-999001/2024`; with the sigla of the concedente where another instrument has that number."""
    plain = [f"CV-{row['numero']}/{row['ano']}" for row in rows]
    taken = set(session.scalars(select(Record.code).where(Record.code.in_(plain))))
    taken |= {code for code, count in Counter(plain).items() if count > 1}
    return [_free(session, row, code) if code in taken else code for row, code in zip(rows, plain, strict=True)]


def _free(session: Session, row: Mapping[str, Any], code: str) -> str:
    concedente_id = row["concedente_id"]
    same = Convenio.numero == row["numero"], Convenio.concedente_id.is_not_distinct_from(concedente_id)
    if session.scalar(select(Convenio.id).where(*same)) is not None:
        raise Refusal(f"O convênio {code} já está registrado. Se é de outro concedente, diga qual.")
    side = session.get_one(Authority, concedente_id).sigla.split("-")[0] if concedente_id else "UNIAO"
    return f"{code}-{side}"


def _open_dates(session: Session, made: Sequence[Convenio], terms: Terms, now: datetime) -> None:
    dated = ((each, kind, due) for each in made for kind, due in dates_of(session, terms, each, None))
    new = [NewDeadline(each.id, kind, due, owner_of(session, each)) for each, kind, due in dated]
    deadlines.open_all(session, new, now=now)


def warnings(values: Mapping[str, Any]) -> list[str]:
    """What is strange in these values, though it is kept: a NUP that does not check, parts that do not add up."""
    found = []
    digits = nup.digits_of(values.get("processo") or "")
    if digits and not nup.is_valid(digits):
        found.append(f"o processo {values['processo']} não confere com os seus dígitos")
    parts = [each for name in ("repasse", "contrapartida", "bens") if (each := values.get(name))]
    total = values.get("valor_global")
    if total is not None and parts and sum(parts) != total:
        added = money.written(sum(parts, start=total * 0))
        found.append(f"as partes somam {added}, e o valor global é {money.written(total)}")
    return found


def require_order(values: Mapping[str, Any]) -> None:
    """Refuse a vigência that starts after its end, and a negative amount."""
    start, end = values.get("inicio"), values.get("fim")
    if start and end and start > end:
        raise Refusal(f"A vigência começa em {start:%d/%m/%Y}, depois do fim, {end:%d/%m/%Y}. Confira as duas datas.")
    for name in ("valor_global", "repasse", "contrapartida", "bens"):
        if (values.get(name) or 0) < 0:
            raise Refusal(f"O valor {money.written(values[name])} é negativo. Escreva como 1.234,56.")
