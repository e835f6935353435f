"""The listing, the notice and the term of an elimination, on paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, heading, note, paper, signature, table, text
from models import moments
from models.base import Refusal
from models.people import Person
from models.temporality import elimination
from models.temporality.elimination import ANNOUNCED_FOR, Elimination

KIND = "eliminação"
_LAW = "Conforme a Lei 8.159/1991, art. 9º, e as Resoluções CONARQ nº 40/2014 e nº 44/2015."
_DONE = (
    "Os registros foram apagados, com os anexos, as mensagens e os textos da sua história. Ficam os números, que não "
    "se repetem, e a história encadeada, em que cada apagamento consta e que continua a se conferir."
)


@paper(KIND)
def listing(session: Session, _record: None, _person: Person, now: datetime) -> Facts:
    """The last elimination: what, why, by whom, and what became of it. Raises Refusal where there was none."""
    row = elimination.latest(session)
    if row is None:
        raise Refusal("Ainda não houve eliminação.")
    title, said = _stage(row)
    about = fields(
        ("Pedida por", row.asked_by.called),
        ("Em", moments.moment_text(row.asked_at, date_only=True)),
        ("Confirmada por", row.confirmed_by.called if row.confirmed_by else ""),
        ("A fazer em", moments.moment_text(row.due_at, date_only=True) if row.due_at else ""),
        ("Feita em", moments.moment_text(row.done_at, date_only=True) if row.done_at else ""),
    )
    span = f"{moments.local(row.first_at):%d/%m/%Y} a {moments.local(row.last_at):%d/%m/%Y}"
    cells = (row.code or "—", row.serie, span, str(row.count), row.term, row.basis)
    head = ("Código", "Série", "Datas-limite", "Quantos", "Prazo", "Fundamento")
    blocks = [text(said), about, heading("O que se elimina"), table(head, [cells], (2, 3, 5, 2, 3, 5)), note(_LAW)]
    blocks += [signature(each.name, each.cargo) for each in (row.asked_by, row.confirmed_by) if each]
    year = moments.local(row.asked_at).year
    return Facts(f"{title} {row.id}/{year}", f"{title} {row.id}-{year}", moments.today(now), blocks)


def _stage(row: Elimination) -> tuple[str, str]:
    if row.done_at is not None:
        return "Termo de eliminação", _DONE
    if row.due_at is not None:
        days = ANNOUNCED_FOR.days
        said = f"Quem quiser cópia do que está aqui pode pedi-la em até {days} dias da publicação deste edital."
        return "Edital de ciência de eliminação", said
    return "Listagem de eliminação", "Proposta, à espera da confirmação de uma segunda pessoa."
