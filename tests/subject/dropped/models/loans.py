"""Loans of keys: who has one and until when, how it comes back, or does not."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, deadlines, moments, municipal_days, notices, seals, subjects
from models.base import Answer, Button, Question, Refusal, related
from models.deadlines import Due
from models.escalation import CHEFIA, OWNER, EscalationPolicy, days
from models.moves import Move, by_author
from models.people import Person
from models.records import Record
from models.sheets import Column, Sheet, Values
from models.subjects import DeadlineKind, Holding, Series, Subject
from models.texts import ended

DEVOLUCAO = "devolucao"


class LoanStatus(StrEnum):
    EMPRESTADO = "emprestado"
    DEVOLVIDO = "devolvido"
    PERDIDO = "perdido"


class Loan(Record):
    """A loan: its title is the key, its órgão the one that lends it."""

    __tablename__ = "loans"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    deposit: Mapped[int]  # in centavos
    holder: Mapped[Person] = related(foreign_keys=[holder_id], lazy="joined")

    __mapper_args__ = {"polymorphic_identity": "loan"}


seals.protect(Loan, "o empréstimo", by="id")
_OWN = Loan.__table__.c


def _has_it(session: Session, loan: Loan, by: Person, now: datetime) -> bool:
    return by.id == loan.holder_id or by_author(session, loan, by, now)


RETURN = Move(
    verb="devolver",
    past="devolveu",
    done="devolvido",
    action="devolucao",
    sources=(LoanStatus.EMPRESTADO, LoanStatus.PERDIDO),
    to=LoanStatus.DEVOLVIDO,
    may=_has_it,
    who="quem o tem, por quem o fez ou pela chefia",
    met=True,
)
LOSE = Move(
    verb="extraviar",
    past="deu por perdido",
    done="perdido",
    action="extravio",
    sources=(LoanStatus.EMPRESTADO,),
    to=LoanStatus.PERDIDO,
    may=by_author,
    who="quem o fez ou pela chefia",
    why="caiu no rio",
    met=False,
)
LEND_AGAIN = Move(
    verb="reabrir",
    past="reabriu",
    done="reaberto",
    action="reabertura",
    sources=(LoanStatus.DEVOLVIDO, LoanStatus.PERDIDO),
    to=LoanStatus.EMPRESTADO,
    may=by_author,
    who="quem o fez ou pela chefia",
    why="a chave devolvida era outra",
    opens=DEVOLUCAO,
)


def lend(
    session: Session,
    key: str,
    holder: Person,
    due: Due,
    *,
    deposit: Decimal | None = None,
    by: Person | None,
    now: datetime,
) -> Loan:
    """Lend a key: the loan is numbered, its end is a deadline of the borrower, who is notified."""
    if by is not None and by.id == holder.id:
        raise Refusal("Quem empresta não é quem leva. Peça a outra pessoa que registre.")
    loan: Loan = subjects.register(
        session, SUBJECT, key, by=by, now=now, holder_id=holder.id, deposit=int((deposit or Decimal()) * 100)
    )
    deadlines.open_deadline(session, loan.id, DEVOLUCAO, due, owner=holder, now=now)
    text = f"{by.name if by else 'A casa'} emprestou a você ({loan.code}): {ended(key)} Devolva até {due.text}."
    notices.send(session, loan, text, [holder], by=by, now=now, buttons=(Button("Ver", f"ver {loan.code}"),))
    return loan


def renew(session: Session, loan: Loan, due: Due | None, *, by: Person, now: datetime) -> None:
    """Let who has it keep it longer."""
    if not by_author(session, loan, by, now):
        raise Refusal(f"O empréstimo {loan.code} só pode ser renovado por {LOSE.who}.")
    if due is None:
        raise Question(f"Até quando? Exemplo: renovar {loan.code} até sexta", Answer.DATE)
    for deadline in deadlines.open_of(session, loan.id):
        deadlines.move(session, deadline, due, now=now)
    audit.write(session, "renovacao", by=by, now=now, record_id=loan.id, text=f"renovado até {due.text}")
    notices.tell(session, loan, f"{by.name} renovou {loan.code} até {due.text}.", [loan.holder], by=by, now=now)


def _find(session: Session, row: Values) -> Loan | None:
    same = (Loan.title == row["chave"], Loan.holder_id == row["com"].id, Loan.status == LoanStatus.EMPRESTADO)
    return session.scalars(select(Loan).where(*same)).first()


def _take(session: Session, row: Values, now: datetime) -> Loan:
    ends = municipal_days.current(session).work_day_end(row["devolver_ate"])
    due = Due(moments.at(row["devolver_ate"], ends), date_only=True)
    return lend(session, row["chave"], row["com"], due, deposit=row["caucao"], by=None, now=now)


def _give(session: Session, found: Sequence[Loan]) -> Iterator[Values]:
    for loan in found:
        until = next((each.due_at for each in deadlines.open_of(session, loan.id)), None)
        day = moments.local(until).date() if until else None
        yield {"chave": loan.title, "com": loan.holder, "devolver_ate": day, "caucao": Decimal(loan.deposit) / 100}


TABLE = (Column("chave", is_needed=True), Column("com", Person, is_needed=True), Column("devolver_ate", date, True))
SUBJECT = subjects.declare(
    Subject(
        model=Loan,
        one="empréstimo",
        many="empréstimos",
        rank=40,
        series=(Series("EMP", ("empréstimo",), of_orgao=False),),
        states={"devolvidos": (LoanStatus.DEVOLVIDO,), "perdidos": (LoanStatus.PERDIDO,)},
        active=(LoanStatus.EMPRESTADO,),
        final=(LoanStatus.DEVOLVIDO, LoanStatus.PERDIDO),
        dates=(DeadlineKind(DEVOLUCAO, "devolução de", ladder=DEVOLUCAO, is_main=True),),
        ladders=(EscalationPolicy(DEVOLUCAO, "devolução", (days(0, "08:00", OWNER), days(1, "08:00", CHEFIA))),),
        holding=Holding(record_id=_OWN.id, person_id=_OWN.holder_id, orgao_id=None, is_open=_OWN.id.is_not(None)),
        sheet=Sheet((*TABLE, Column("caucao", Decimal)), _find, _take, _give),
    )
)
