"""The history of a record of any kind on paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, heading, note, paper, table
from handlers.wording import records as wording
from models import audit, documents, moments
from models.people import Person, door_name
from models.records import Record
from models.subjects import the

KIND = "histórico"
_LEFT_OUT = (documents.MADE, "consulta")


@paper(KIND)
def history(session: Session, record: Record, person: Person, now: datetime) -> Facts:
    """All that happened with a record, as far as the person may see it."""
    entries = wording.shown_entries(session, audit.history(session, record.id), person, now)
    entries = [entry for entry in entries if entry.action not in _LEFT_OUT]
    names = wording.names_of(session, entries)
    rows = [
        (
            moments.stamp_text(entry.at),
            f"{names[entry.actor_id]}\n{door_name(entry.channel)}" if entry.actor_id else "sistema",
            "texto eliminado" if entry.text is None else entry.text or entry.action,
        )
        for entry in entries
    ]
    kind = the(record).partition(" ")[2]
    about = fields(
        ("Registro", f"{kind.capitalize()} {record.code}"),
        ("Assunto", record.title),
        ("Situação", record.status),
        ("Último elo", f"nº {entries[-1].id}, {entries[-1].hash}" if entries else ""),
    )
    return Facts(
        title=f"Histórico de {record.code}",
        number=f"Histórico {record.code}",
        day=moments.today(entries[-1].at if entries else record.created_at),
        blocks=[
            about,
            heading("O que aconteceu"),
            table(("Quando", "Quem e por onde", "O quê"), rows, (3, 4, 8)),
            note("Feito pelo bot a partir da história do registro, como a pôde ver quem o pediu. Não leva assinatura."),
        ],
    )
