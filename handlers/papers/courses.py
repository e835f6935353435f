"""The certificate of a course on paper, with a code that says everything that is printed."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, note, paper, text
from handlers.wording import courses as wording
from models.courses import Certificate
from models.people import Person


def _state(_session: Session, each: Certificate) -> str:
    return wording.stands(each)


@paper("certificado", about=("certificate",), state=_state)
def certificate(_session: Session, each: Certificate, _person: Person, _now: datetime) -> Facts:
    """Who learned what, when, how long, and how much of it was attended."""
    share = f"{wording.hours(each.attended)} de {wording.hours(each.total)} h"
    blocks = [
        text(f"Certifica-se que {each.person.name} concluiu o curso {each.turma.title}."),
        fields(
            ("Carga horária", f"{each.hours} horas"),
            ("Período", f"{each.first_on:%d/%m/%Y} a {each.last_on:%d/%m/%Y}"),
            ("Frequência", share),
            ("Turma", each.turma.code),
            ("Situação", each.status),
        ),
        note("Confira o código: ele diz tudo o que está escrito aqui, e se o certificado foi revogado."),
    ]
    return Facts(
        f"Certificado {each.code}", each.code, each.last_on, blocks, office="Escola de Governo", open_to_all=True
    )
