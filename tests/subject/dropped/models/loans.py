"""Loans of keys: who has one and until when, how it comes back, or does not."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models import audit, deadlines, moves, notices, seals, searchable, subjects
from models.base import Answer, Button, Question, Refusal
from models.deadlines import Due
from models.escalation import CHEFIA, OWNER, Ladder, days
from models.moves import Move, by_author
from models.people import Person
from models.records import Record
from models.subjects import DeadlineKind, Holding, Series, Subject
from models.texts import ended

DEVOLUCAO = "devolucao"


class Situacao(StrEnum):
    EMPRESTADO = "emprestado"
    DEVOLVIDO = "devolvido"
    PERDIDO = "perdido"


class Loan(Record):
    """A loan: its title is the key, its órgão the one that lends it."""

    __tablename__ = "loans"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    deposit: Mapped[int]  # in centavos
    holder: Mapped[Person] = relationship(foreign_keys=[holder_id], lazy="joined")

    __mapper_args__ = {"polymorphic_identity": "loan"}


seals.protect(Loan, "o empréstimo", by="id")
_OWN = Loan.__table__.c

SUBJECT = subjects.declare(
    Subject(
        model=Loan,
        one="empréstimo",
        many="empréstimos",
        rank=40,
        series=(Series("EMP", ("empréstimo",), of_orgao=False),),
        states={"devolvidos": (Situacao.DEVOLVIDO,), "perdidos": (Situacao.PERDIDO,)},
        active=(Situacao.EMPRESTADO,),
        final=(Situacao.DEVOLVIDO, Situacao.PERDIDO),
        dates=(DeadlineKind(DEVOLUCAO, "devolução de", ladder=DEVOLUCAO, is_main=True),),
        ladders=(Ladder(DEVOLUCAO, "devolução de empréstimos", (days(0, "08:00", OWNER), days(1, "08:00", CHEFIA))),),
        holding=Holding(
            record_id=_OWN.id, person_id=_OWN.holder_id, orgao_id=None, is_open=_OWN.id.is_not(None)
        ),
    )
)


def _is_back(session: Session, loan: Loan, by: Person, now: datetime) -> bool:
    return by.id == loan.holder_id or by_author(session, loan, by, now)


RETURN = Move(
    verb="devolver",
    past="devolveu",
    done="devolvido",
    action="devolucao",
    sources=(Situacao.EMPRESTADO, Situacao.PERDIDO),
    to=Situacao.DEVOLVIDO,
    may=_is_back,
    who="quem o tem, por quem o fez ou pela chefia",
    met=True,
)
LOSE = Move(
    verb="extraviar",
    past="deu por perdido",
    done="perdido",
    action="extravio",
    sources=(Situacao.EMPRESTADO,),
    to=Situacao.PERDIDO,
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
    sources=SUBJECT.final,
    to=Situacao.EMPRESTADO,
    may=by_author,
    who="quem o fez ou pela chefia",
    why="a chave devolvida era outra",
    opens=DEVOLUCAO,
)


def lend(
    session: Session, key: str, holder: Person, due: Due, *, deposit: Decimal | None = None, by: Person, now: datetime
) -> Loan:
    """Lend a key: the loan is numbered, its end is a deadline of who has it, who is told."""
    if by.id == holder.id:
        raise Refusal("Quem empresta não é quem leva. Peça a outra pessoa que registre.")
    loan: Loan = subjects.register(
        session, SUBJECT, key, by=by, now=now, holder_id=holder.id, deposit=int((deposit or Decimal()) * 100)
    )
    deadlines.open_deadline(session, loan.id, DEVOLUCAO, due, owner=holder, now=now)
    text = f"{by.name} emprestou a você ({loan.code}): {ended(key)} Devolva até {due.text}."
    buttons = (Button("Devolver", f"devolver {loan.code}"),)
    notices.send(session, loan, text, [holder], by=by, now=now, buttons=buttons)
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


def move(session: Session, loan: Loan, change: Move, reason: str, due: Due | None, *, by: Person, now: datetime) -> None:
    """Take it back, give it up for lost, or undo either."""
    moves.make(
        session, loan, change, reason, tell=[loan.holder, *loan.authors], due=due, owner=loan.holder, by=by, now=now
    )


searchable.source(_OWN.id, _OWN.deposit)
