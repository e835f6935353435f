"""Registration of convênios, one or many at once, by the same rule."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, money, searchable
from models.audit import Entry
from models.authorities import Authority, Esfera
from models.base import Refusal, insert_rows
from models.convenios.dates import Terms, dates_of, owner_of
from models.convenios.tables import Convenio, Fase, Instrumento
from models.deadlines import NewDeadline
from models.expedientes import nup
from models.people import Orgao, Person
from models.records import AccessLevel, Record, RecordKey

NO_OBJETO = "(sem objeto)"
_OWN = tuple(column.name for column in Convenio.__table__.columns)
_EMPTY: dict[str, Any] = dict.fromkeys(_OWN) | {
    "especie": Instrumento.CONVENIO.value,
    "esfera": Esfera.FEDERAL.value,
    "proposta": "",
    "processo": "",
    "situacao_oficial": "",
    "typed": [],
}


@dataclass(slots=True)
class NewConvenio:
    """A convênio to be registered; `values`: columns of its own; `said`: the line of its history."""

    numero: str
    ano: int
    objeto: str
    orgao: Orgao
    fase: Fase
    said: str
    values: dict[str, Any] = field(default_factory=dict)
    concedente: Authority | None = None


def register(
    session: Session, new: Sequence[NewConvenio], *, by: Person | None, now: datetime, terms: Terms | None = None
) -> list[Convenio]:
    """Register convênios: number, history, other spellings, words to be found by, and the dates that follow."""
    if not new:
        return []
    codes = _codes(session, new)
    common = {"kind": "convenio", "access_level": AccessLevel.PUBLICO.value, "parent_id": None, "created_at": now}
    author_id = by.id if by else None
    rows = [
        {
            **common,
            "code": code,
            "title": each.objeto or NO_OBJETO,
            "status": each.fase.value,
            "author_id": author_id,
            "orgao_id": each.orgao.id,
        }
        for code, each in zip(codes, new, strict=True)
    ]
    insert_rows(session, Record, rows)
    known = session.execute(select(Record.code, Record.id).where(Record.code.in_(codes)))
    by_code = {row.code: row.id for row in known}
    ids = [by_code[code] for code in codes]
    insert_rows(session, Convenio, [_own(each, key) for each, key in zip(new, ids, strict=True)])
    keys = [
        {"key": key, "record_id": record_id}
        for each, record_id in zip(new, ids, strict=True)
        for key in _keys(each.numero, each.ano)
    ]
    insert_rows(session, RecordKey, keys)
    words = {key: (code, each.objeto, each.numero) for code, each, key in zip(codes, new, ids, strict=True)}
    searchable.put_all(session, words)
    found = _open_dates(session, ids, terms or Terms(session), now)
    if by is not None:
        for each, record_id in zip(new, ids, strict=True):
            audit.write(session, "registro", by=by, now=now, record_id=record_id, text=each.said)
    else:
        audit.write_all(session, [Entry("registro", key, x.said) for x, key in zip(new, ids, strict=True)], now=now)
    return found


def _keys(numero: str, ano: int) -> tuple[str, ...]:
    """The other spellings: the number alone, with its year, and behind the name."""
    return (numero, f"{numero}/{ano}", f"cv-{numero}", f"cv-{numero}/{ano}")


def _codes(session: Session, new: Sequence[NewConvenio]) -> list[str]:
    """`CV-999001/2024`; with the sigla of the concedente where another instrument has that number."""
    plain = [f"CV-{each.numero}/{each.ano}" for each in new]
    taken = set(session.scalars(select(Record.code).where(Record.code.in_(plain))))
    pairs = zip(new, plain, strict=True)
    return [_free(session, each, code) if code in taken else code for each, code in pairs]


def _free(session: Session, each: NewConvenio, code: str) -> str:
    concedente_id = each.concedente.id if each.concedente else None
    same = Convenio.numero == each.numero, Convenio.concedente_id.is_not_distinct_from(concedente_id)
    if session.scalar(select(Convenio.id).where(*same)) is not None:
        raise Refusal(f"O convênio {code} já está registrado. Se é de outro concedente, diga qual.")
    return f"{code}-{each.concedente.sigla.split('-')[0] if each.concedente else 'UNIAO'}"


def _own(each: NewConvenio, record_id: int) -> dict[str, Any]:
    concedente_id = each.concedente.id if each.concedente else None
    given = {"id": record_id, "numero": each.numero, "ano": each.ano, "concedente_id": concedente_id}
    return _EMPTY | each.values | given


def _open_dates(session: Session, ids: Sequence[int], terms: Terms, now: datetime) -> list[Convenio]:
    opened = []
    made = list(session.scalars(select(Convenio).where(Convenio.id.in_(ids))))
    for convenio in made:
        dates = list(dates_of(session, terms, convenio, None))
        owner = owner_of(session, convenio) if dates else None
        opened += [NewDeadline(convenio.id, kind, due, owner) for kind, due in dates if owner]
    deadlines.open_all(session, opened, now=now)
    return made


def first_fase(values: dict[str, Any], today: date) -> Fase:
    """The phase of one registered by hand, from its dates."""
    if values.get("assinado_em") is None:
        return Fase.PROPOSTA
    if values.get("fim") and values["fim"] < today:
        return Fase.CONTAS
    return Fase.ASSINADO if values.get("suspensiva_ate") else Fase.EM_EXECUCAO


def warnings(values: dict[str, Any]) -> list[str]:
    """What is strange in these values, though it is kept: a NUP that does not check, parts that do not add up."""
    found = []
    digits = nup.digits_of(values.get("processo") or "")
    if digits and not nup.is_valid(digits):
        found.append(f"o processo {values['processo']} não confere com os seus dígitos")
    parts = [values.get(name) for name in ("repasse", "contrapartida", "bens")]
    total = values.get("valor_global")
    if total is not None and any(parts) and sum(each or 0 for each in parts) != total:
        added = money.written(sum((each for each in parts if each), start=total * 0))
        found.append(f"as partes somam {added}, e o valor global é {money.written(total)}")
    return found


def require_order(values: dict[str, Any]) -> None:
    """Refuse a vigência that starts after its end, and a negative amount."""
    start, end = values.get("inicio"), values.get("fim")
    if start and end and start > end:
        raise Refusal(f"A vigência começa em {start:%d/%m/%Y}, depois do fim, {end:%d/%m/%Y}. Confira as duas datas.")
    for name in ("valor_global", "repasse", "contrapartida", "bens"):
        if (values.get(name) or 0) < 0:
            raise Refusal(f"O valor {money.written(values[name])} é negativo. Escreva como 1.234,56.")
