"""The pauta of a person's day on paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.agenda import agenda as agenda_reply
from handlers.base import Request
from handlers.papers import Facts, fields, of_lines, paper
from models import moments
from models.people import Person

KIND = "pauta"


@paper(KIND)
def agenda(session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """What the command `pauta` says, under its headings."""
    lines = agenda_reply(Request(session, person, now)).text.split("\n")
    day = moments.today(now)
    owner = fields(("De", person.called), ("Dia", moments.day_text(day)))
    return Facts(f"Pauta de {moments.day_text(day)}", "Pauta", day, [owner, *of_lines(lines[1:])])
