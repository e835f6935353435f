"""What a council insists on outside the purposes, with an opinion, marked for ever; and the end of a fund, by a law."""

import re
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, moments
from models.base import Answer, Button, Question, Refusal, insert_row
from models.budget import ledger
from models.budget.ledger import AccountSums
from models.budget.tables import Measure, Pedido
from models.funds.money import ask, position, require_mover
from models.funds.tables import Fundo, FundoStatus, PlanLine
from models.money import of_cents
from models.people import Person

OUTSIDE = "fora das finalidades: "
_OPINION = re.compile(r"parecer\s+(?:n[º°o.]*\s*)?[\d.]+(?:/\d{4})?", re.IGNORECASE)
_ATA = re.compile(r"ata\s+(?:n[º°o.]*\s*)?\d+/\d{4}", re.IGNORECASE)
_LAW = re.compile(r"lei\s+(?:complementar\s+)?(?:n[º°o.]*\s*)?[\d.]+/\d{4}", re.IGNORECASE)


def insist(
    session: Session, fundo: Fundo, cents: int, text: str, *, has_file: bool, by: Person, now: datetime
) -> tuple[Pedido, AccountSums]:
    """A request outside the purposes, by the council's ata and with the Procuradoria's opinion. Raises Refusal."""
    require_mover(session, fundo, by, now)
    ata, opinion = _ATA.search(text), _OPINION.search(text)
    what = _OPINION.sub("", _ATA.sub("", text)).strip(" ,;:.-")
    example = f"insistir {fundo.sigla} {of_cents(cents)} {what or 'para quê'}, ata 5/2026, parecer 12/2026"
    if ata is None or opinion is None:
        raise Question(f"Que ata do conselho, e que parecer da Procuradoria? Exemplo: {example}", Answer.TEXT)
    if not has_file:
        raise Question(f"Mande o parecer da Procuradoria com esta legenda: {example}", Answer.FILE)
    year = moments.today(now).year
    last = session.scalar(select(func.max(PlanLine.numero)).where(PlanLine.fundo_id == fundo.id, PlanLine.ano == year))
    own = {"ano": year, "numero": (last or 0) + 1, "descricao": f"{OUTSIDE}{what}"}
    line_id = insert_row(session, PlanLine, fundo_id=fundo.id, finalidade=f"{ata[0]}, {opinion[0]}", **own)
    line = session.get_one(PlanLine, line_id)
    room = position(session, fundo, year)
    if cents > room.livre - room.asked:
        raise Refusal(f"Não há dinheiro em conta: faltam {of_cents(cents - room.livre + room.asked)}.")
    document = f"{ata[0]}, {opinion[0]}"
    day = moments.today(now)
    ledger.post(
        session,
        fundo,
        Measure.ALTERADO,
        cents,
        "fora das finalidades",
        day=day,
        by=by,
        now=now,
        document=document,
        line_id=line.id,
    )
    said = f"{of_cents(cents)} {line.descricao} ({document})"
    audit.write(session, "fora_das_finalidades", by=by, now=now, record_id=fundo.id, text=said)
    return ask(session, fundo, line, cents, what, by=by, now=now)


def outside(session: Session, fundo: Fundo) -> list[PlanLine]:
    """What was ever asked of a fund outside its purposes."""
    same = (PlanLine.fundo_id == fundo.id, PlanLine.descricao.startswith(OUTSIDE))
    return list(session.scalars(select(PlanLine).where(*same).order_by(PlanLine.id)))


def extinguish(session: Session, fundo: Fundo, text: str, *, by: Person, now: datetime) -> int:
    """End a fund, as a law says; returns what it has in the account, which goes where the law says. Raises Refusal."""
    require_mover(session, fundo, by, now)
    if _LAW.search(text) is None:
        raise Question(
            f"Só uma lei extingue um fundo. Qual, e para onde vai o saldo? Exemplo: extinguir {fundo.sigla} "
            "Lei 3.000/2027, saldo ao Tesouro",
            Answer.TEXT,
        )
    it = position(session, fundo, moments.today(now).year)
    if it.asked:
        waits = [Button("Pedidos", "pedidos")]
        raise Refusal(f"O {fundo.sigla} ainda tem pedidos abertos, de {of_cents(it.asked)}. Resolva-os antes.", waits)
    fundo.status = FundoStatus.EXTINTO.value
    audit.write(session, "extincao", by=by, now=now, record_id=fundo.id, text=f"extinto: {text}")
    return it.em_conta
