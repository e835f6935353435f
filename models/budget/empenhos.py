"""Notas de empenho: imported from the accounting, attested here as what was bought arrives."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, subjects
from models.base import Refusal, insert_rows
from models.budget import ledger
from models.budget.dotacoes import show
from models.budget.ledger import AccountSums
from models.budget.queries import ENTREGA
from models.budget.tables import Dotacao, Empenho, EmpenhoStatus, LedgerEntry, Measure
from models.deadlines import Due
from models.escalation import CHEFIA, OWNER, EscalationPolicy, days
from models.money import of_cents
from models.people import Orgao, Person, cabinet, standing
from models.records import AccessLevel
from models.sheets import Column, Sheet, Values
from models.subjects import DeadlineKind, Series, Subject
from models.texts import listed

S = EmpenhoStatus
_CENT = 100
_AMOUNTS = {  # the columns of the accounting: what each moves, and by which sign
    "valor": (Measure.EMPENHADO, "empenho", 1),
    "reforcado": (Measure.EMPENHADO, "reforço", 1),
    "anulado": (Measure.EMPENHADO, "anulação", -1),
    "liquidado": (Measure.LIQUIDADO, "liquidação", 1),
    "pago": (Measure.PAGO, "pagamento", 1),
}
_PLAIN = {
    "data": "emitido_em",
    "tipo": "tipo",
    "credor_nome": "credor",
    "credor_documento": "documento",
    "historico": "title",
    "entrega_prevista": "entrega",
}
COLUMNS = (
    Column("numero", int, is_needed=True),
    Column("ano", int, is_needed=True),
    Column("data", date),
    Column("tipo"),
    Column("ficha", int),
    Column("credor_documento"),
    Column("credor_nome", is_needed=True),
    Column("historico", is_needed=True),
    *(Column(name, Decimal, is_needed=name == "valor") for name in _AMOUNTS),
    Column("entrega_prevista", date),
)


def _find(session: Session, row: Values) -> Empenho | None:
    return session.scalar(select(Empenho).where(Empenho.ano == row["ano"], Empenho.numero == row["numero"]))


def _take(session: Session, row: Values, now: datetime) -> Empenho:
    dotacao = _dotacao(session, row)
    orgao = session.get(Orgao, dotacao.orgao_id) if dotacao and dotacao.orgao_id else cabinet(session)
    empenho: Empenho = subjects.register(
        session,
        SUBJECT,
        row["historico"],
        code=f"NE-{row['numero']}/{row['ano']}",
        by=None,
        now=now,
        search=(row["credor_nome"], row["credor_documento"]),
        access_level=AccessLevel.RESTRITO.value,
        orgao_id=orgao.id if orgao else None,
        numero=row["numero"],
        ano=row["ano"],
        emitido_em=row["data"],
        tipo=row["tipo"],
        dotacao_id=dotacao.id if dotacao else None,
        credor=row["credor_nome"],
        documento=row["credor_documento"],
        entrega=row["entrega_prevista"],
    )
    show(session, empenho.id, orgao)
    if row["entrega_prevista"] is not None:
        due = Due(moments.at(row["entrega_prevista"], time(18)), date_only=True)
        deadlines.open_deadline(session, empenho.id, ENTREGA, due, owner=orgao or _nobody(empenho), now=now)
    _move(session, empenho, row, now)
    return empenho


def _nobody(empenho: Empenho) -> Orgao:
    raise Refusal(f"{empenho.code}: não há órgão que receba a entrega; importe antes o balancete")


def _dotacao(session: Session, row: Values) -> Dotacao | None:
    if row["ficha"] is None:
        return None
    found = session.scalar(select(Dotacao).where(Dotacao.ano == row["ano"], Dotacao.ficha == row["ficha"]))
    if found is None:
        raise Refusal(f"ficha: não há a ficha {row['ficha']} de {row['ano']}; importe antes o balancete")
    return found


def _change(session: Session, empenho: Empenho, row: Values, now: datetime) -> None:
    """Follow the accounting, of which this is a copy."""
    for name, attribute in _PLAIN.items():
        if name in row:
            setattr(empenho, attribute, row[name])
    if "ficha" in row:
        found = _dotacao(session, {"ano": empenho.ano, **row})
        empenho.dotacao_id = found.id if found else None
    if "entrega_prevista" in row:
        due = Due(moments.at(row["entrega_prevista"], time(18)), date_only=True)
        for deadline in deadlines.open_of(session, empenho.id):
            deadlines.move(session, deadline, due, now=now)
    if plain := sorted(row.keys() - _AMOUNTS.keys()):
        text = f"a contabilidade mudou {listed(plain)}"
        audit.write(session, "alteracao", by=None, now=now, record_id=empenho.id, text=text)
    _move(session, empenho, row, now)


def _move(session: Session, empenho: Empenho, row: Values, now: datetime) -> None:
    """Append what the row has more, or less, than what is there."""
    had, entries = amounts(session, [empenho.id]).get(empenho.id, {}), []
    for name, (measure, tipo, sign) in _AMOUNTS.items():
        more = (row[name] or Decimal()) - had.get(name, Decimal()) if name in row else Decimal()
        own: dict[str, Any] = {
            "record_id": empenho.id,
            "line_id": 0,
            "measure": int(measure),
            "cents": int(more * _CENT) * sign,
        }
        own |= {"tipo": tipo, "day": moments.today(now), "document": "importado", "by_id": None, "at": now}
        entries += [own] if more else []
    insert_rows(session, LedgerEntry, entries)
    said = "; ".join(f"{each['tipo']} {of_cents(each['cents'])}" for each in entries)
    if said:
        audit.write(session, "lancamento", by=None, now=now, record_id=empenho.id, text=said)
    settle(session, empenho, now)


def settle(session: Session, empenho: Empenho, now: datetime) -> AccountSums:
    """Set the state that follows from the balance; one that is delivered has no date left. Raises Refusal."""
    it = ledger.balance(session, empenho)
    if wrong := ledger.fault(it, has_credit=False):
        raise Refusal(f"{empenho.code}: {wrong}")
    states = ((it.pago, S.PAGO), (it.liquidado, S.LIQUIDADO))
    done = next((state for value, state in states if value == it.empenhado), None)
    empenho.status = S.ANULADO if not it.empenhado else done or (S.PARCIAL if it.liquidado else S.EMITIDO)
    if max(it.liquidado, it.atestado) >= it.empenhado:
        deadlines.close(session, empenho.id, now=now, kind=ENTREGA, void=not it.empenhado)
    return it


def amounts(session: Session, ids: Sequence[int]) -> dict[int, dict[str, Decimal]]:
    """What the accounting's columns hold of each empenho."""
    names = {tipo: (name, sign) for name, (_, tipo, sign) in _AMOUNTS.items()}
    query = select(LedgerEntry.record_id, LedgerEntry.tipo, func.sum(LedgerEntry.cents))
    query = query.where(LedgerEntry.record_id.in_(ids), LedgerEntry.tipo.in_(names))
    found: dict[int, dict[str, Decimal]] = {}
    for record_id, tipo, cents in session.execute(query.group_by(LedgerEntry.record_id, LedgerEntry.tipo)):
        name, sign = names[tipo]
        found.setdefault(record_id, {})[name] = Decimal(int(cents) * sign) / _CENT
    return found


def _give(session: Session, found: Sequence[Empenho]) -> Iterator[Values]:
    known = amounts(session, [each.id for each in found])
    for each in found:
        own = {"numero": each.numero, "ano": each.ano, "data": each.emitido_em, "tipo": each.tipo}
        own |= {"ficha": each.dotacao.ficha if each.dotacao else None, "entrega_prevista": each.entrega}
        own |= {"credor_documento": each.documento, "credor_nome": each.credor, "historico": each.title}
        yield {**own, **{name: known.get(each.id, {}).get(name, Decimal()) for name in _AMOUNTS}}


def attest(session: Session, empenho: Empenho, cents: int, document: str, *, by: Person, now: datetime) -> AccountSums:
    """Somebody who received it says that so much arrived; the liquidação itself is the accounting's. Raises Refusal."""
    who = standing(session, by, now)
    if empenho.orgao_id not in who.orgao_ids and not ledger.is_desk(session, who):
        raise Refusal(
            f"{empenho.code} só pode ser atestado por quem recebeu: alguém do órgão dele, ou a mesa do orçamento."
        )
    it = ledger.balance(session, empenho)
    left = min(it.a_liquidar, it.empenhado - it.atestado)
    if cents > left:
        raise Refusal(f"{empenho.code}: só há {of_cents(left)} por atestar, e a nota é de {of_cents(cents)}.")
    day = moments.today(now)
    ledger.post(session, empenho, Measure.ATESTADO, cents, "ateste", day=day, by=by, now=now, document=document)
    text = f"{by.name} atestou {of_cents(cents)}" + (f", {document}" if document else "")
    audit.write(session, "ateste", by=by, now=now, record_id=empenho.id, text=text)
    return settle(session, empenho, now)


_STEPS = (days(-3, "09:00", OWNER), days(0, "08:00", OWNER), days(1, "09:00", OWNER), days(5, "09:00", CHEFIA))
SHEET = Sheet(COLUMNS, _find, _take, _give, _change, spelled=("notas-de-empenho",), may=ledger.may_import)
SUBJECT = subjects.declare(
    Subject(
        model=Empenho,
        one="empenho",
        many="empenhos",
        title="Orçamento",
        rank=61,
        series=(Series("NE", ("empenho", "nota de empenho"), of_orgao=False),),
        states={
            "pagos": (S.PAGO,),
            "liquidados": (S.LIQUIDADO,),
            "anulados": (S.ANULADO,),
        },
        active=(S.EMITIDO, S.PARCIAL, S.LIQUIDADO),
        final=(S.PAGO, S.ANULADO),
        dates=(DeadlineKind(ENTREGA, "entrega de", ladder=ENTREGA, is_main=True),),
        ladders=(EscalationPolicy(ENTREGA, "entregas de empenhos", _STEPS),),
        sheet=SHEET,
    )
)
