"""The receipt of what somebody of the town asked: the number to quote, and until when the house answers."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.papers import Facts, fields, note, paper, text
from models import deadlines, moments
from models.community import requests
from models.community.tables import ANSWER
from models.expedientes import Expediente
from models.people import Person

KIND = "recibo"


@paper(KIND)
def receipt(session: Session, record: Expediente, person: Person, now: datetime) -> Facts:
    """The number, what was asked, by whom where the reader may know it, and the date of the answer."""
    asked = requests.of(session, record)
    if asked is None:
        raise Refusal(f"{record.code} não é um pedido da comunidade.")
    due = next((each.due for each in deadlines.open_of(session, record.id) if each.kind == ANSWER), None)
    who = asked.asker if requests.may_see_asker(session, asked, person, now) else record.interessado
    blocks = [
        fields(
            ("Protocolo", record.code),
            ("Tipo", record.tipo),
            ("De", who),
            ("Bairro", asked.bairro),
            ("Recebido em", f"{record.recebido_em:%d/%m/%Y}"),
            ("Resposta até", due.text if due else ""),
        ),
        text(record.title),
        note("Guarde este número: com ele o Gabinete diz em que pé está o pedido."),
    ]
    return Facts(f"Recibo {record.code}", record.code, moments.today(record.created_at), blocks)
