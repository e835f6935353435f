"""Convênios on paper: the sheet of one, with its money and what its accounts need, and the page for the meeting."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, items, paper, table, text
from handlers.wording import convenios as wording
from models import convenios, deadlines, moments, money
from models.convenios import Aditivo, Convenio, Instrumento, queries
from models.people import Orgao, Person
from models.subjects import deadline_kind

MEETING = "relação de convênios"
_CHECKLIST = (
    "Relatório de cumprimento do objeto, com fotografias",
    "Extratos da conta do convênio e da aplicação, do primeiro ao último dia",
    "Notas fiscais com o número do convênio, e os comprovantes de pagamento",
    "Licitações e contratos, com os termos de recebimento",
    "Comprovante da contrapartida",
    "Comprovante da devolução do saldo",
)


@paper("convênio", about=("convenio",))
def one(session: Session, convenio: Convenio, _person: Person, now: datetime) -> Facts:
    """The instrument, its dates, its aditivos and its money; and the list of what its accounts must hold."""
    blocks = [*_about(session, convenio), *_dates(session, convenio)]
    if rows := [_aditivo(each) for each in convenios.of(session, convenio)]:
        blocks += [heading("Aditivos"), table(("Aditivo", "Pedido", "Assinado", "Novo fim"), rows, (6, 3, 3, 3))]
    if rows := [_movement(each) for each in wording.account(convenios.movements(session, convenio))]:
        head = ("Dia", "Movimento", "Documento", "Valor", "Saldo")
        blocks += [heading("Movimentos"), table(head, rows, (3, 4, 4, 4, 4)), text(_done(session, convenio))]
    if convenio.especie not in (Instrumento.ACORDO, Instrumento.ESPECIAL):
        blocks += [heading("Para a prestação de contas"), items(*_CHECKLIST)]
    return Facts(f"Convênio {convenio.code}", convenio.code, moments.today(now), blocks)


def _about(session: Session, convenio: Convenio) -> list[Block]:
    orgao = session.get(Orgao, convenio.orgao_id) if convenio.orgao_id else None
    amounts = {
        "Valor global": convenio.valor_global,
        "Repasse": convenio.repasse,
        "Contrapartida": convenio.contrapartida,
        "Contrapartida em bens": convenio.bens,
    }
    return [
        fields(
            ("Objeto", convenio.title),
            ("Instrumento", wording.instrument(convenio)),
            ("Situação", " · ".join(filter(None, (convenio.status, convenio.situacao_oficial)))),
            ("Processo", convenio.processo),
            ("Executa", orgao.name if orgao else ""),
            ("Gestor", convenio.gestor.name if convenio.gestor else "sem gestor"),
            ("Assinado em", _day(convenio.assinado_em)),
            ("Vigência", f"até {moments.day_text(convenio.fim)}" if convenio.fim else "sem vigência"),
            *((name, money.written(value)) for name, value in amounts.items() if value),
        )
    ]


def _dates(session: Session, convenio: Convenio) -> Iterable[Block]:
    rows = [
        (deadline_kind(each.kind).said.removesuffix(" de").capitalize(), each.due.text)
        for each in deadlines.open_of(session, convenio.id)
    ]
    return [heading("Datas"), table(("O quê", "Até"), rows, (8, 7))] if rows else []


def _aditivo(each: Aditivo) -> tuple[str, ...]:
    name = "Prorrogação de ofício" if each.de_oficio else "Aditivo"
    name += f" nº {each.numero}" if each.numero else ""
    name += ", depois do fim: sem efeito" if each.is_late else ""
    return name, _day(each.pedido_em), _day(each.assinado_em), _day(each.novo_fim)


def _movement(row: wording.AccountRow) -> tuple[str, ...]:
    day, tipo, amount, left, document = row
    return _day(day), tipo, document, money.written(amount), money.written(left)


def _done(session: Session, convenio: Convenio) -> str:
    said = wording.done_text(convenios.balance(session, convenio))
    return said[:1].upper() + said[1:]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


@paper(MEETING)
def meeting(session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """For the mayor's meeting, by concedente: what was promised, what was released, what is stuck and why."""
    blocks: list[Block] = []
    for side in queries.briefing(session, by=person, now=now):
        sums = ("Prometido", money.written(side.agreed)), ("Liberado", money.written(side.released))
        blocks += [heading(f"{side.name} ({side.count})"), fields(*sums)]
        rows = [(each.code, each.title, money.written(each.repasse or Decimal()), why) for each, why in side.stuck]
        blocks += [table(("Número", "Objeto", "Repasse", "Parado"), rows, (4, 6, 4, 5))] if rows else []
    total = queries.sums(session, by=person, now=now)
    blocks += [heading("No todo"), items(*wording.in_numbers(total))]
    return Facts("Convênios em aberto", "Convênios", moments.today(now), blocks)
