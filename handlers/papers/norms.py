"""The nota de impacto of a norma: what it is, from when it is in force, whom it affects, what is being done."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, items, note, paper, table, text
from handlers.papers.materias import law
from handlers.wording import norms as wording
from models import moments
from models.materias import Materia
from models.norms import KIND, Norma, impacts, names, queries
from models.people import Person, standing
from models.records import Record, visible_to

_MADE_BY = "Feita pelo bot do Gabinete a partir dos seus registros. Não leva assinatura."

IMPACT = "nota de impacto"
BULLETINS = ("boletim de legislação do mês passado", "boletim de legislação")  # of this month: the second


def _bulletin(is_this: bool, session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """The normas of a month, as the chat shows them."""
    today = moments.today(now)
    first = today.replace(day=1) if is_this else (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    found = queries.of_month(session, first, by=person, now=now)
    blocks: list[Block] = []
    for title, rows in wording.sections(found, today):
        blocks += [heading(title), items(*rows)]
    name = wording.month_name(first)
    empty = [text("Nenhuma norma registrada neste mês.")]
    return Facts(f"Boletim de legislação de {name}", f"Boletim {name}", today, [*(blocks or empty), note(_MADE_BY)])


for _place, _kind in enumerate(BULLETINS):
    paper(_kind)(partial(_bulletin, bool(_place)))


@paper("norma", about=(KIND,))
def norma_on_paper(session: Session, norma: Norma, person: Person, now: datetime) -> Facts:
    """The law, of a norma that a bill of the house became; of any other, its nota de impacto."""
    materia = session.scalar(select(Materia).where(Record.code == norma.captada_de))
    return impact_note(session, norma, person, now) if materia is None else law(session, materia, person, now)


@paper(IMPACT)
def impact_note(session: Session, norma: Norma, person: Person, now: datetime) -> Facts:
    """A norma on one page."""
    today = moments.today(now)
    about = fields(
        ("Norma", names.written(norma.identity)),
        ("Data", moments.day_text(norma.data) if norma.data else ""),
        ("Ementa", norma.title),
        ("Publicação", moments.day_text(norma.publicada_em) if norma.publicada_em else ""),
        ("Vigência", wording.force(session, norma, today)),
        ("URN", norma.urn),
        ("Situação", norma.status),
    )
    rows = [(each.orgao.name, each.afeta or "por responder", each.texto) for each in impacts.of(session, norma)]
    seen = visible_to(standing(session, person, now))
    found = session.scalars(select(Record).where(Record.parent_id == norma.id, seen).order_by(Record.id))
    made = [f"{each.code} {each.title} ({each.status})" for each in found]
    blocks = [about]
    blocks += [heading("Quem é afetado"), table(("Órgão", "Afeta", "Em quê"), rows, (5, 3, 8))] if rows else []
    blocks += [heading("Providências"), items(*made)] if made else []
    return Facts(f"Nota de impacto de {norma.code}", f"Nota {norma.code}", today, [*blocks, note(_MADE_BY)])
