"""The certidão of a matéria: what came and went between the two Powers, when a term ran out. Facts only."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, heading, note, paper, table, text
from models import audit, moments
from models.deadlines import Deadline
from models.materias import KIND, Materia, MateriaTerm
from models.people import Person

_MADE_BY = (
    "Feita pelo bot do Gabinete a partir dos seus registros. Não leva assinatura: quem certifica a assina fora daqui."
)


@paper("certidão de prazo", certifies=(KIND,))
def certidao(session: Session, materia: Materia, person: Person, now: datetime) -> Facts:
    """The autógrafo, the term, what was registered until its end, and the end itself."""
    today = moments.today(now)
    query = select(Deadline).where(Deadline.record_id == materia.id, Deadline.kind == MateriaTerm.SANCAO_VETO)
    term = session.scalars(query.order_by(Deadline.id.desc()).limit(1)).first()
    until = moments.day_text(today)
    opening = f"Certifico, à vista dos registros, que de {materia.code} consta, até {until}, o seguinte."
    received = moments.moment_text(materia.recebido_em) if materia.recebido_em else ""
    silence = moments.day_text(materia.silencio_em) if materia.silencio_em else ""
    blocks = [
        text(opening),
        fields(
            ("Projeto", materia.code),
            ("Ementa", materia.title),
            ("Autógrafo", materia.autografo or ""),
            ("Recebido em", received),
            ("Prazo de sanção ou veto", term.due.text if term else ""),
            ("Fim do prazo sem decisão registrada", silence),
            ("Situação", materia.status),
        ),
    ]
    names = dict(session.execute(select(Person.id, Person.name)).tuples())
    rows = [
        (moments.stamp_text(each.at), names.get(each.actor_id or 0, "sistema"), each.text or each.action)
        for each in audit.history(session, materia.id)
    ]
    blocks += [heading("Fatos, em ordem de data"), table(("Quando", "Quem", "O quê"), rows, (3, 4, 9))]
    blocks += [text(f"Quem certifica: {person.name}, {person.cargo}."), note(_MADE_BY)]
    return Facts(f"Certidão de prazo {materia.code}", f"Certidão {materia.code}", today, blocks)
