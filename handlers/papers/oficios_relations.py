"""What is pending with a sphere or a Power, on one page, in both directions: for a journey or a meeting."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from handlers.papers import Facts, heading, paper, table, text
from models import moments, oficios
from models.authorities import Authority, Esfera, Poder
from models.people import Person
from models.texts import clip

PENDING = {
    "o Estado": "pendências com o Estado",
    "a União": "pendências com a União",
    "a Justiça": "pendências com a Justiça",
    "o Ministério Público": "pendências com o Ministério Público",
}


def of_side(session: Session, name: str) -> Sequence[Authority]:
    """The authorities of a side, as the house speaks of it."""
    if name == "o Estado":
        found = oficios.of_sphere(session, esfera=Esfera.ESTADUAL)
        return [each for each in found if each.poder == Poder.EXECUTIVO]
    if name == "a União":
        return oficios.of_sphere(session, esfera=Esfera.FEDERAL)
    return oficios.of_sphere(session, poder=Poder.JUDICIARIO if name == "a Justiça" else Poder.MINISTERIO_PUBLICO)


def _pending(name: str, session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """What is owed to a side, and what it owes."""
    to = of_side(session, name)
    owed = oficios.owed_to(session, to, by=person, now=now)
    awaited = oficios.awaited_from(session, to, by=person, now=now)
    ours = [(each.code, each.text, _day(each.until)) for each in owed]
    theirs = [(each.code, f"{each.addressees}: {clip(each.title)}", _day(each.awaited_at)) for each in awaited]
    blocks = []
    for title, rows, none in (
        ("O que devemos", ours, "Não devemos nada."),
        ("O que nos devem", theirs, "Não nos devem nada."),
    ):
        blocks += [heading(title), table(("Número", "O quê", "Até"), rows, (5, 9, 3)) if rows else text(none)]
    return Facts(PENDING[name].capitalize(), PENDING[name].capitalize(), moments.today(now), blocks)


def _day(at: datetime | None) -> str:
    return moments.short_text(at, date_only=True) if at else "sem prazo"


for _name, _kind in PENDING.items():
    paper(_kind)(partial(_pending, _name))
