"""The pauta of a person's day on paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.agenda import agenda as agenda_reply
from handlers.base import Request
from handlers.papers import Block, Facts, fields, heading, items, paper, text
from models import moments
from models.people import Person

KIND = "pauta"


@paper(KIND)
def agenda(session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """What the command `pauta` says, under its headings."""
    lines = agenda_reply(Request(session, person, now)).text.split("\n")
    day = moments.today(now)
    owner = fields(("De", person.called), ("Dia", moments.day_text(day)))
    return Facts(f"Pauta de {moments.day_text(day)}", "Pauta", day, [owner, *_blocks(lines[1:])])


def _blocks(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, lines)):
        if line.endswith(":"):
            blocks.append(heading(line[:-1]))
        elif not line.startswith("• "):
            blocks.append(text(line))
        elif blocks and blocks[-1]["kind"] == "list":
            blocks[-1]["items"].append(line[2:])
        else:
            blocks.append(items(line[2:]))
    return blocks
