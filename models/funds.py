"""Special funds: money tied by a law to purposes, and the plan by which a council applies it, on the same ledger.

Line 0 of a fund's account is its money: the opening balance and the revenue. Its other lines are those of the plan.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import audit, catalogues, moments, notices, seals, subjects
from models.base import Answer, Base, Button, Question, Refusal, insert_row
from models.budget import ledger, pedidos
from models.budget.dotacoes import show
from models.budget.ledger import AccountSums
from models.budget.tables import Measure, Pedido
from models.catalogues import Catalogue
from models.money import of_cents
from models.people import Person, Role, cabinet, standing
from models.people.lists import members_of
from models.records import AccessLevel, Record, grant, visible_to
from models.searchable import words_of
from models.sheets import Column, Sheet, Values
from models.subjects import Series, Subject
from models.texts import fold, listed

FUNDO = "fundo"


class FundoStatus(StrEnum):
    VIGENTE = "vigente"
    EXTINTO = "extinto"


class Fundo(Record):
    """A fund: its title is its name."""

    __tablename__ = "fundos"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    sigla: Mapped[str] = mapped_column(unique=True)
    lei: Mapped[str]
    finalidades: Mapped[str]  # one a line, as the law numbers them
    cnpj: Mapped[str]
    conselho: Mapped[str]  # the name of a list of people
    gestor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    gestor: Mapped[Person | None] = relationship(foreign_keys=[gestor_id], lazy="select")

    __mapper_args__ = {"polymorphic_identity": FUNDO}


class PlanLine(Base):
    """A line of the plan of a year: what the council lets money go to."""

    __tablename__ = "plan_lines"
    __table_args__ = (UniqueConstraint("fundo_id", "ano", "numero"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    fundo_id: Mapped[int] = mapped_column(ForeignKey("fundos.id"))
    ano: Mapped[int]
    numero: Mapped[int]
    descricao: Mapped[str]
    finalidade: Mapped[str]


class PendingMove(Base):
    """Money counted by several people, or moved between lines of a plan, before it counts; `given`: whose word is in.

    `wanted`: the people who counted; of a change of the plan nobody: it waits for the council's ata.
    """

    __tablename__ = "fund_pending_moves"
    id: Mapped[int] = mapped_column(primary_key=True)
    fundo_id: Mapped[int] = mapped_column(ForeignKey("fundos.id"), index=True)
    from_line_id: Mapped[int]
    to_line_id: Mapped[int]
    cents: Mapped[int]
    text: Mapped[str]
    wanted: Mapped[list[str]]  # by handle
    given: Mapped[list[str]]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    document: Mapped[str]


seals.protect(Fundo, "o fundo", by="id")
seals.protect(PlanLine, "a linha do plano", by="fundo_id")
seals.protect(PendingMove, "o lançamento por confirmar", by="fundo_id")

REVENUE = ("doação", "evento", "rendimento", "repasse", "transferência")
_LONG = 4  # letters of a word that says something of a purpose
_WANTED_COUNTS = 2  # people, at least, who count cash


@dataclass(frozen=True, slots=True)
class FundPosition:
    """What a fund has, owes and may still do, in centavos; `lines`: those of the plan of the year, with their sums."""

    money: int  # opening balance and revenue
    paid: int
    committed: int
    programmed: int
    executed: int  # of what the plan of this year programmed
    asked: int
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
        _money(session, fundo, Measure.INICIAL, given["saldo"], "saldo anterior", own["lei"], by=by, now=now)
    return fundo


def receive(
    session: Session, fundo: Fundo, tipo: str, cents: int, document: str, *, by: Person, now: datetime
) -> FundPosition:
    """Revenue of a fund; a negative amount takes one back. Raises Refusal."""
    require_mover(session, fundo, by, now)
    _money(session, fundo, Measure.ALTERADO, cents, tipo, document, by=by, now=now)
    audit.write(
        session, "receita", by=by, now=now, record_id=fundo.id, text=f"{tipo}: {of_cents(cents)} {document}".strip()
    )
    return position(session, fundo, moments.today(now).year)


def _money(
    session: Session, fundo: Fundo, measure: Measure, cents: int, tipo: str, document: str, *, by: Person, now: datetime
) -> None:
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
    session: Session, fundo: Fundo, line: PlanLine, cents: int, what: str, *, by: Person, now: datetime
) -> tuple[Pedido, AccountSums]:
    """A request for money of a line of the plan: there must be room in the line, and money. Raises Refusal."""
    name = f"linha {line.numero} do {fundo.sigla} ({line.descricao})"
    found = position(session, fundo, line.ano)
    pedidos.require_room(ledger.balance(session, fundo, line.id), cents, name, pedidos.open_of(session, fundo, line.id))
    if cents > found.livre - found.asked:
        missing = of_cents(cents - found.livre + found.asked)
        raise Refusal(f"Cabe na {name}, mas não há dinheiro em conta: faltam {missing}.")
    return pedidos.ask(session, fundo, cents, what, line_id=line.id, called=name, by=by, now=now)


# --- what waits: cash that several people count, a change of the plan ----------------------------------------------


def count(
    session: Session, fundo: Fundo, cents: int, what: str, who: Sequence[Person], *, by: Person, now: datetime
) -> PendingMove:
    """Cash counted by several people: it is revenue only when each has said so."""
    require_mover(session, fundo, by, now)
    if len(who) < _WANTED_COUNTS:
        raise Question("Quem contou? Diga pelo menos duas pessoas: contado por @davi @lia", Answer.WHO)
    if readers := [each.name for each in who if each.role == Role.CONTROLE]:
        raise Refusal(f"{listed(readers)} só consulta, e não confirma contagens. Diga outra pessoa.")
    grant(session, fundo.id, people=who)
    handles = [each.handle for each in who]
    move = _wait(session, fundo, 0, 0, cents, what, handles, by, now)
    button = (Button("Confirmo", f"contei {fundo.sigla} {move.id}"),)
    text = f"{by.name} registrou {of_cents(cents)} de {what} ({fundo.sigla}), contados por você e mais. Confere?"
    notices.assign(session, fundo.id, text, who, by=None, now=now, buttons=button)
    return move


def confirm_count(session: Session, fundo: Fundo, move_id: int, *, by: Person, now: datetime) -> PendingMove:
    """One of those who counted confirms; with the last word the money counts."""
    move = _waiting(session, fundo, move_id)
    if by.handle not in move.wanted:
        raise Refusal("Só quem contou confirma a contagem.")
    move.given = list(dict.fromkeys([*move.given, by.handle]))
    audit.write(
        session, "contagem", by=by, now=now, record_id=fundo.id, text=f"{by.name} confirmou {of_cents(move.cents)}"
    )
    if set(move.given) == set(move.wanted):
        move.settled_at = now
        document = f"contado por {', '.join(move.wanted)}"
        _money(session, fundo, Measure.ALTERADO, move.cents, move.text, document, by=by, now=now)
    return move


def change_plan(
    session: Session, fundo: Fundo, numbers: tuple[int, int], cents: int, *, by: Person, now: datetime
) -> PendingMove:
    """Ask the council to move an amount between two lines of the plan: nothing moves before its ata."""
    require_mover(session, fundo, by, now)
    year = moments.today(now).year
    giving, taking = (line_numbered(session, fundo, each, year) for each in numbers)
    left = ledger.balance(session, fundo, giving.id).livre
    if cents > left:
        raise Refusal(f"A linha {giving.numero} só tem {of_cents(left)} livres: faltam {of_cents(cents - left)}.")
    text = f"da linha {giving.numero} para a {taking.numero}"
    return _wait(session, fundo, giving.id, taking.id, cents, text, [], by, now)


def approve_change(session: Session, fundo: Fundo, move_id: int, ata: str, *, by: Person, now: datetime) -> PendingMove:
    """The council approved a change of the plan: both legs, under its ata."""
    require_mover(session, fundo, by, now)
    move = _waiting(session, fundo, move_id)
    if not ata:
        raise Question("Qual é a ata do conselho? Exemplo: ata 5/2026", Answer.TEXT)
    for line_id, cents in ((move.from_line_id, -move.cents), (move.to_line_id, move.cents)):
        day = moments.today(now)
        ledger.post(
            session,
            fundo,
            Measure.ALTERADO,
            cents,
            "mudança do plano",
            day=day,
            by=by,
            now=now,
            document=ata,
            line_id=line_id,
        )
    move.settled_at, move.document = now, ata
    audit.write(session, "plano", by=by, now=now, record_id=fundo.id, text=f"{of_cents(move.cents)} {move.text}, {ata}")
    return move


def pending(session: Session, fundo: Fundo) -> list[PendingMove]:
    """What waits for the word of those who counted, or for the council's ata."""
    query = select(PendingMove).where(PendingMove.fundo_id == fundo.id, PendingMove.settled_at.is_(None))
    return list(session.scalars(query.order_by(PendingMove.id)))


def _wait(
    session: Session,
    fundo: Fundo,
    from_line: int,
    to_line: int,
    cents: int,
    text: str,
    wanted: list[str],
    by: Person,
    now: datetime,
) -> PendingMove:
    lines = {"from_line_id": from_line, "to_line_id": to_line}
    own = {"cents": cents, "text": text, "wanted": wanted, "given": [], "by_id": by.id, "at": now, "settled_at": None}
    move_id = insert_row(session, PendingMove, fundo_id=fundo.id, **lines, **own, document="")
    audit.write(
        session, "por_confirmar", by=by, now=now, record_id=fundo.id, text=f"por confirmar: {of_cents(cents)} {text}"
    )
    return session.get_one(PendingMove, move_id)


def _waiting(session: Session, fundo: Fundo, move_id: int) -> PendingMove:
    move = session.get(PendingMove, move_id)
    if move is None or move.fundo_id != fundo.id or move.settled_at is not None:
        raise Refusal(f"Nada do {fundo.sigla} espera com o número {move_id}.", [Button("Ver", f"fundo {fundo.sigla}")])
    return move


# --- the plan as a table -------------------------------------------------------------------------------------------

_AMOUNTS = {"valor_programado": "inicial", "empenhado": "empenhado", "pago": "pago"}
_MOVED = {"inicial": (Measure.INICIAL,), "empenhado": (Measure.EMPENHADO,), "pago": (Measure.LIQUIDADO, Measure.PAGO)}


def _find(session: Session, row: Values) -> PlanLine | None:
    same = (
        Fundo.sigla == fold(row["fundo"]).upper(),
        PlanLine.ano == row["exercicio"],
        PlanLine.numero == row["linha"],
    )
    return session.scalar(select(PlanLine).join(Fundo, Fundo.id == PlanLine.fundo_id).where(*same))


def _take(session: Session, row: Values, now: datetime) -> PlanLine:
    fundo = session.scalar(select(Fundo).where(Fundo.sigla == fold(row["fundo"]).upper()))
    if fundo is None:
        raise Refusal(f"fundo: não há o fundo {row['fundo']}; registre antes: fundo novo")
    own = {"ano": row["exercicio"], "numero": row["linha"], "descricao": row["descricao"]}
    line_id = insert_row(session, PlanLine, fundo_id=fundo.id, finalidade=row["finalidade_legal"], **own)
    line = session.get_one(PlanLine, line_id)
    text = f"linha {line.numero} do plano de {line.ano}: {line.descricao}"
    audit.write(session, "plano", by=None, now=now, record_id=fundo.id, text=text)
    _change(session, line, row, now)
    return line


def _change(session: Session, line: PlanLine, row: Values, now: datetime) -> None:
    """Append what the row has more, or less, than the ledger."""
    fundo = session.get_one(Fundo, line.fundo_id)
    line.descricao = row.get("descricao") or line.descricao
    line.finalidade = row.get("finalidade_legal") or line.finalidade
    had = ledger.balance(session, fundo, line.id)
    for column, name in _AMOUNTS.items():
        more = int((row[column] or Decimal()) * 100) - getattr(had, name) if column in row else 0
        for measure in _MOVED[name] if more else ():
            day = date(line.ano, 12, 31) if line.ano < now.year else moments.today(now)
            ledger.post(session, fundo, measure, more, column, day=day, by=None, now=now, line_id=line.id)


def _give(session: Session, found: Sequence[PlanLine]) -> Iterator[Values]:
    for each in found:
        fundo = session.get_one(Fundo, each.fundo_id)
        it = ledger.balance(session, fundo, each.id)
        own = {"fundo": fundo.sigla, "exercicio": each.ano, "linha": each.numero, "descricao": each.descricao}
        amounts = {column: Decimal(getattr(it, name)) / 100 for column, name in _AMOUNTS.items()}
        yield {**own, "finalidade_legal": each.finalidade, **amounts}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=PlanLine,
        one="linha de fundo",
        many="linhas de fundos",
        feminine=True,
        sheet=Sheet(
            (
                Column("fundo", is_needed=True),
                Column("exercicio", int, is_needed=True),
                Column("linha", int, is_needed=True),
                Column("descricao", is_needed=True),
                Column("finalidade_legal"),
                *(Column(name, Decimal) for name in _AMOUNTS),
            ),
            _find,
            _take,
            _give,
            _change,
            spelled=("fundos", "fundo"),
        ),
        may=ledger.may_import,
    )
)
SUBJECT = subjects.declare(
    Subject(
        model=Fundo,
        one="fundo",
        many="fundos",
        title="Fundos especiais",
        rank=64,
        series=(Series("FUNDO", (), yearly=False, of_orgao=False),),
        states={"extintos": (FundoStatus.EXTINTO,)},
        active=(FundoStatus.VIGENTE,),
        final=(FundoStatus.EXTINTO,),
    )
)
