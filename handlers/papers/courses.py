"""The certificate of a course on paper, with a code that says everything that is printed."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, note, paper, table, text
from handlers.wording import courses as wording
from models import moments
from models.courses import KIND, Certificate, EnrolmentStatus, Turma, catalogue, grades, turmas
from models.people import Person

_MOST = 8  # columns of aulas on a page


def _state(_session: Session, each: Certificate) -> str:
    return wording.stands(each)


@paper("certificado", about=("certificate",), state=_state)
def certificate(_session: Session, each: Certificate, _person: Person, _now: datetime) -> Facts:
    """Who learned what, when, how long, and how much of it was attended."""
    share = f"{wording.hours(each.attended)} de {wording.hours(each.total)} h"
    blocks = [
        text(f"Certifica-se que {wording.holder(each)} concluiu o curso {each.turma.title}."),
        fields(
            ("Carga horária", f"{each.hours} horas"),
            ("Período", f"{each.first_on:%d/%m/%Y} a {each.last_on:%d/%m/%Y}"),
            ("Frequência", share),
            ("Nota", grades.written(each.grade) if each.grade is not None else ""),
            ("Turma", each.turma.code),
            ("Situação", each.status),
        ),
        note("Confira o código: ele diz tudo o que está escrito aqui, e se o certificado foi revogado."),
    ]
    return Facts(
        f"Certificado {each.code}", each.code, each.last_on, blocks, office="Escola de Governo", open_to_all=True
    )


@paper("lista de presença", about=(KIND,))
def roll(session: Session, turma: Turma, person: Person, now: datetime) -> Facts:
    """The pupils of a class with room to sign for each aula."""
    held = turmas.aulas(session, turma)
    sees_all = catalogue.is_desk(session, person, now) or turma.teacher_id == person.id
    pupils = [each.person for each in turmas.pupils(session, turma, EnrolmentStatus.INSCRITA)] if sees_all else []
    head = ("Nome", *(f"{moments.local(each.event.starts_at):%d/%m}" for each in held[:_MOST]))
    rows = [(each.name, *[""] * len(held[:_MOST])) for each in sorted(pupils, key=lambda each: each.name)]
    blocks = [
        fields(
            ("Turma", f"{turma.code}, {turma.title}"),
            ("Instrutor", turma.teacher.name),
            ("Carga horária", f"{turma.course.hours} horas"),
            ("Inscritos", f"{len(pupils)} de {turma.places}"),
        ),
        table(head, rows, (6, *[2] * len(held[:_MOST]))) if rows else text("Ninguém tem vaga nesta turma ainda."),
        note("Uma rubrica por aula. Quem não está na lista assiste como ouvinte, sem certificado."),
    ]
    title = f"Lista de presença {turma.code}"
    return Facts(title, turma.code, moments.today(now), blocks, office="Escola de Governo")
