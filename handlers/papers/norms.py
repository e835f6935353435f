"""The nota de impacto of a norma: what it is, from when it is in force, whom it affects, what is being done."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, heading, items, note, paper, table
from handlers.wording import norms as wording
from models import moments
from models.norms import KIND, Norma, impacts, names
from models.people import Person, standing
from models.records import Record, visible_to

_MADE_BY = "Feita pelo bot do Gabinete a partir dos seus registros. Não leva assinatura."


@paper("nota de impacto", about=(KIND,))
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
