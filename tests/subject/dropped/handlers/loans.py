"""Loans of keys: lending, listing, renewing, taking back."""

from datetime import datetime
from decimal import Decimal

from models.loans import SUBJECT, Loan
from sqlalchemy.orm import Session

from handlers.base import Answer, Button, Field, Form, Question, Reply, Request, command
from handlers.reading import due, fields, filters
from handlers.wording import cards
from handlers.wording import lists as pages
from models import lists, loans, money, moves
from models.moves import Move
from models.people import Person

FORM = Form(
    "emprestar",
    (
        Field("chave", "Qual chave vai ser emprestada?"),
        Field("para", "Quem leva? (por exemplo, @bruno)", "people"),
        Field("até", "Até quando? (por exemplo, sexta 17h)", "date"),
        Field("caução", "Há caução? De quanto?", "money", required=False),
    ),
)


@command("emprestar", usage="emprestar @quem chave até quando [caução valor]", form=FORM)
def lend(request: Request) -> Reply:
    """Empresta uma chave a alguém, até um dia."""
    given = fields.read(request, FORM)
    who, until = given["para"][0], given["ate"].due
    if not isinstance(who, Person):
        raise Question("Quem leva? Diga uma pessoa, como @bruno.", Answer.WHO)
    loan = loans.lend(
        request.session, given["chave"], who, until, deposit=given["caucao"], by=request.person, now=request.now
    )
    return Reply(
        f"Empréstimo {loan.code} registrado: {loan.title}, com {who.name} até {until.text}.",
        (Button("Ver", f"ver {loan.code}"),),
    )


@command("empréstimos", usage="empréstimos [@quem, atrasados, devolvidos, até quando, página 2]", aliases=("chaves",))
def listed(request: Request) -> Reply:
    """Lista as chaves emprestadas, a que volta primeiro antes."""
    asked = filters.read(request, SUBJECT)
    found = lists.page(request.session, SUBJECT, asked.wanted, by=request.person, now=request.now)
    return pages.page(SUBJECT, asked, found, to=request.person, now=request.now)


@command("renovar", usage="renovar EMP-3/2026 até quando", about="loan")
def renew(request: Request) -> Reply:
    """Deixa a chave com quem a tem por mais tempo."""
    loan, found = request.about(Loan), due.find(request, request.text)
    loans.renew(request.session, loan, found.due, by=request.person, now=request.now)
    return Reply(f"Empréstimo {loan.code} renovado até {found.due.text if found.due else ''}.")


@command("devolver", usage="devolver EMP-3/2026 [nota]", about="loan")
def give_back(request: Request) -> Reply:
    """Registra que a chave voltou."""
    return _moved(request, loans.RETURN)


@command("extraviar", usage="extraviar EMP-3/2026 motivo", about="loan")
def lose(request: Request) -> Reply:
    """Registra que a chave se perdeu, com o motivo."""
    return _moved(request, loans.LOSE)


@command("reabrir", usage="reabrir EMP-3/2026 motivo até quando", about="loan")
def lend_again(request: Request) -> Reply:
    """Desfaz uma devolução ou um extravio."""
    return _moved(request, loans.LEND_AGAIN)


def _moved(request: Request, change: Move) -> Reply:
    loan = request.about(Loan)
    found = due.find(request, request.text) if change.opens else due.DueIn(None, request.text)
    tell, by, now = [loan.holder, *loan.authors], request.person, request.now
    why = found.rest.strip()
    moves.make(request.session, loan, change, why, tell=tell, due=found.due, owner=loan.holder, by=by, now=now)
    return Reply(f"Empréstimo {loan.code} {change.done}.", (Button("Ver", f"ver {loan.code}"),))


@cards.card("loan")
def card(session: Session, loan: Loan, person: Person, now: datetime) -> Reply:
    """The loan, with what the person may do next."""
    lines = [f"Com {loan.holder.name} ({loan.status})"]
    lines += [f"Caução: {money.written(Decimal(loan.deposit) / 100)}"] if loan.deposit else []
    verbs = (("Devolver", "devolver"), ("Renovar", "renovar")) if loan.status in SUBJECT.active else ()
    buttons = [Button(label, f"{verb} {loan.code}") for label, verb in verbs]
    return cards.sheet(session, loan, lines, person, now, buttons)
