"""The term of ciência of what is written about a servant, to be signed on paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Refusal
from handlers.papers import Facts, fields, note, paper, text
from models import moments, servants
from models.expedientes import Expediente
from models.people import Person

KIND = "termo de ciência"


@paper(KIND)
def term(session: Session, record: Expediente, _person: Person, now: datetime) -> Facts:
    """The text, and the lines for the servant and for whoever hands it to sign."""
    about = servants.of(session, record)
    if about is None:
        raise Refusal(f"{record.code} não é um registro sobre servidor.")
    blocks = [
        fields(
            ("Registro", f"{record.tipo.capitalize()} {record.code}"),
            ("Servidor", f"{about.person.name}, {about.person.cargo}".rstrip(", ")),
            ("De", ", ".join(each.name for each in record.authors)),
            ("Data", moments.date_text(record.recebido_em)),
        ),
        text(record.title),
        *([text(f"Retificado: {about.rectified}")] if about.rectified else []),
        text("Tomei ciência em ___/___/_____. Posso responder por escrito.\n______________________________ servidor"),
        text("Certifico que entreguei este termo.\n______________________________ nome e matrícula de quem entregou"),
        note("Assunto reservado. Depois de assinado, registre: ciência no papel, com o número e quem entregou."),
    ]
    return Facts(f"Termo de ciência {record.code}", record.code, moments.today(now), blocks)
