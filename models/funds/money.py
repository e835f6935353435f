"""The money of a fund and the plan of a year: what it has, owes and may still do; revenue; requests."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, subjects
from models.base import Answer, Button, Question, Refusal
from models.budget import ledger, pedidos
from models.budget.dotacoes import show
from models.budget.ledger import AccountSums
from models.budget.tables import Measure, Pedido
from models.cnpjs import require_cnpjs
from models.funds.subject import SUBJECT
from models.funds.tables import Fundo, FundoStatus, PlanLine
from models.money import of_cents
from models.people import Person, cabinet, standing
from models.people.lists import members_of
from models.records import AccessLevel, grant, visible_to
from models.searchable import words_of
from models.texts import fold

REVENUE = ("doação", "evento", "rendimento", "repasse", "transferência")
TRANSFER = REVENUE[-1]
_HIDDEN = "doador que pediu para não ser nomeado"
_ANONYMOUS = re.compile(r"(?<!\w)an[oô]nim[oa]s?(?!\w)", re.IGNORECASE)
_RECEIPT = re.compile(r"recibo\s+(?:n[º°o.]*\s*)?\d{1,9}", re.IGNORECASE)
_LONG = 4  # letters of a word that says something of a purpose


@dataclass(frozen=True, slots=True)
class FundPosition:
    """What a fund has, owes and may still do, in centavos; `lines`: those of the plan of the year, with their sums."""

    money: int  # opening balance and revenue
    paid: int
    committed: int
    programmed: int
    executed: int  # of what the plan of this year programmed
    asked: int
    restos: int  # committed under the plans of other years, and not paid yet
    lines: tuple[tuple[PlanLine, AccountSums], ...]

    @property
    def em_conta(self) -> int:
        return self.money - self.paid

    @property
    def a_pagar(self) -> int:
        return self.committed - self.paid

    @property
    def livre(self) -> int:
        return self.money - self.committed

    @property
    def a_executar(self) -> int:
        return self.programmed - self.executed

    @property
    def sem_programacao(self) -> int:
        """What neither the plan of this year nor the commitments of others have a use for."""
        return self.money - self.programmed - (self.committed - self.executed)


def position(session: Session, fundo: Fundo, year: int) -> FundPosition:
    """The position of a fund with the plan of a year."""
    sums = ledger.by_line(session, fundo)
    query = select(PlanLine).where(PlanLine.fundo_id == fundo.id, PlanLine.ano == year).order_by(PlanLine.numero)
    lines = tuple((each, sums.get(each.id, AccountSums())) for each in session.scalars(query))
    every = ledger.total([AccountSums(), *(each for line_id, each in sums.items() if line_id)])
    return FundPosition(
        money=sums.get(0, AccountSums()).autorizado,
        paid=every.pago,
        committed=every.empenhado,
        programmed=sum(each.autorizado for _, each in lines),
        executed=sum(each.empenhado for _, each in lines),
        asked=every.pedido,
        restos=(every.empenhado - every.pago) - sum(each.empenhado - each.pago for _, each in lines),
        lines=lines,
    )


def called(session: Session, sigla: str, *, by: Person, now: datetime) -> Fundo | None:
    """The fund of that sigla that the person may see."""
    seen = visible_to(standing(session, by, now))
    return session.scalar(select(Fundo).where(Fundo.sigla == fold(sigla).upper(), seen))


def everyone(session: Session, *, by: Person, now: datetime) -> list[Fundo]:
    """The funds that the person may see, by sigla."""
    return list(session.scalars(select(Fundo).where(visible_to(standing(session, by, now))).order_by(Fundo.sigla)))


def require_mover(session: Session, fundo: Fundo, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who neither manages the fund nor keeps the budget."""
    who = standing(session, by, now)
    if fundo.status == FundoStatus.EXTINTO:
        raise Refusal(f"O {fundo.sigla} foi extinto: nada mais entra nem sai por aqui.")
    if fundo.gestor_id not in who.person_ids and not ledger.is_desk(session, who):
        raise Refusal(f"O {fundo.sigla} é movimentado pelo gestor, pela mesa do orçamento ou pela chefia. Peça a eles.")


def new(session: Session, given: Mapping[str, Any], *, by: Person, now: datetime) -> Fundo:
    """A new fund; `given` by the columns of its table, with `saldo` in centavos. Raises Refusal."""
    ledger.require_desk(session, by, now)
    sigla = fold(given["sigla"]).upper().strip("@ ")
    if not sigla.isalnum():
        raise Question("Qual é a sigla do fundo, numa palavra só? Exemplo: FUSSOL", Answer.TEXT)
    if session.scalar(select(Fundo.id).where(Fundo.sigla == sigla)):
        raise Refusal(f"O fundo {sigla} já está registrado.", [Button("Ver", f"fundo {sigla}")])
    own = {name: given.get(name) or "" for name in ("lei", "finalidades", "cnpj", "conselho")}
    gestor: Person | None = given.get("gestor")
    fundo: Fundo = subjects.register(
        session,
        SUBJECT,
        given["nome"],
        by=by,
        now=now,
        search=(sigla, own["lei"]),
        access_level=AccessLevel.RESTRITO.value,
        sigla=sigla,
        gestor_id=gestor.id if gestor else None,
        **own,
    )
    show(session, fundo.id, cabinet(session))
    council = [each for each in members_of(session, own["conselho"]) if isinstance(each, Person)]
    grant(session, fundo.id, people=[*council, *([gestor] if gestor else [])])
    if given["saldo"]:
        enter(session, fundo, Measure.INICIAL, given["saldo"], "saldo anterior", own["lei"], by=by, now=now)
    return fundo


def receive(
    session: Session, fundo: Fundo, tipo: str, cents: int, document: str, *, by: Person, now: datetime
) -> FundPosition:
    """Revenue of a fund; a negative amount takes one back, and none is of goods. Raises Refusal."""
    require_mover(session, fundo, by, now)
    _require_own_money(session, fundo, tipo, document)
    require_cnpjs(document)
    document = _without_donor(document)
    enter(session, fundo, Measure.ALTERADO, cents, tipo, document, by=by, now=now)
    audit.write(
        session,
        "receita",
        by=by,
        now=now,
        record_id=fundo.id,
        text=f"{tipo}: {of_cents(cents) if cents else 'bens,'} {document}".strip(),
    )
    return position(session, fundo, moments.today(now).year)


def _require_own_money(session: Session, fundo: Fundo, tipo: str, document: str) -> None:
    """Raises Refusal for a transfer from another fund: tied money serves its own object only."""
    words = {each.strip(".,;:()").upper() for each in document.split()}
    other = session.scalar(select(Fundo).where(Fundo.sigla.in_(words), Fundo.id != fundo.id))
    if tipo == TRANSFER and other is not None:
        raise Refusal(
            f"O dinheiro do {other.sigla} só serve às finalidades da sua lei ({other.lei}): não passa ao "
            f"{fundo.sigla}, nem emprestado. Nada foi registrado."
        )


def is_anonymous(document: str) -> bool:
    """Whether a donor does not want the name told."""
    return _ANONYMOUS.search(document) is not None


def _without_donor(document: str) -> str:
    """The document of a donation without the name of a donor who does not want it told."""
    if not is_anonymous(document):
        return document
    receipt = _RECEIPT.search(document)
    return f"{_HIDDEN}, {receipt[0]}" if receipt else _HIDDEN


def enter(
    session: Session, fundo: Fundo, measure: Measure, cents: int, tipo: str, document: str, *, by: Person, now: datetime
) -> None:
    """Append an entry to the money of a fund."""
    day = moments.today(now)
    ledger.post(session, fundo, measure, cents, tipo, day=day, by=by, now=now, document=document)


def line_numbered(session: Session, fundo: Fundo, number: int, year: int) -> PlanLine:
    """A line of the plan of a year. Raises Refusal, with those there are."""
    same = (PlanLine.fundo_id == fundo.id, PlanLine.ano == year)
    if found := session.scalar(select(PlanLine).where(*same, PlanLine.numero == number)):
        return found
    raise Refusal(
        f"O plano de {year} do {fundo.sigla} não tem a linha {number}.", [Button("Plano", f"plano {fundo.sigla}")]
    )


def lines_for(session: Session, fundo: Fundo, what: str, year: int) -> list[PlanLine]:
    """The lines of a plan that share a word with what is to be bought."""
    asked = {word for word in words_of(what) if len(word) >= _LONG}
    query = select(PlanLine).where(PlanLine.fundo_id == fundo.id, PlanLine.ano == year).order_by(PlanLine.numero)
    return [each for each in session.scalars(query) if asked & set(words_of(each.descricao))]


def ask(
    session: Session,
    fundo: Fundo,
    line: PlanLine,
    cents: int,
    what: str,
    *,
    again: str = "",
    by: Person,
    now: datetime,
) -> tuple[Pedido, AccountSums]:
    """A request for money of a line of the plan: there must be room in the line, and money. Raises Refusal.

    `again`: as `pedidos.ask` has it.
    """
    if fundo.status == FundoStatus.EXTINTO:
        raise Refusal(f"O {fundo.sigla} foi extinto: nada mais se pede dele.")
    name = f"linha {line.numero} do {fundo.sigla} ({line.descricao})"
    found = position(session, fundo, line.ano)
    pedidos.require_room(
        ledger.balance(session, fundo, line.id), cents, name, pedidos.open_of(session, fundo, line.id), again
    )
    if cents > found.livre - found.asked:
        missing = of_cents(cents - found.livre + found.asked)
        raise Refusal(f"Cabe na {name}, mas não há dinheiro em conta: faltam {missing}.")
    return pedidos.ask(session, fundo, cents, what, line_id=line.id, called=name, again=again, by=by, now=now)
