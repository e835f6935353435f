"""The catalogue of courses, and the desk of the school."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, catalogues
from models.base import Refusal, insert_row
from models.catalogues import Catalogue
from models.courses import grades
from models.courses.tables import Course, Justified
from models.people import Person, standing
from models.people.lists import confer, includes
from models.sheets import Column, Sheet, Values
from models.texts import fold

ESCOLA, RH = "escola", "rh"  # the lists of those who keep the school, and the records of the staff
_MOST_HOURS, _ALL = 2_000, 100
confer(ESCOLA, RH)


def is_desk(session: Session, by: Person, now: datetime) -> bool:
    """Whether the person keeps the school: chefia, prefeito, or on the list @escola."""
    who = standing(session, by, now)
    return who.commands or includes(session, ESCOLA, who)


def require_desk(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who does not keep the school."""
    if not is_desk(session, by, now):
        raise Refusal("Cursos e turmas são da Escola (a lista @escola) ou da chefia. Peça a elas.")


def register(session: Session, values: Values, *, by: Person | None, now: datetime) -> Course:
    """A new course; `values` by the columns of its table. Raises Refusal."""
    title = " ".join(values["titulo"].split())
    if by_title(session, title) is not None:
        raise Refusal(f"O curso {title} já está no catálogo. Veja: cursos")
    hours, minimum = values["horas"], 75 if values.get("minimo") is None else values["minimo"]
    if not 0 < hours <= _MOST_HOURS or not 0 < minimum <= _ALL:
        raise Refusal("A carga vai de 1 a 2.000 horas e a frequência mínima de 1 a 100 %.")
    grade = grades.read(values["nota"]) if values.get("nota") else None
    row = {
        "grade": grade,
        "hours": hours,
        "minimum": minimum,
        "justified": str(values.get("faltas_justificadas") or Justified.NAO_CONTA),
    }
    course_id = insert_row(
        session, Course, title=title, key=fold(title), counts=values.get("conta") is not False, **row
    )
    least = f", nota {grades.written(grade)}" if grade else ""
    text = f"curso registrado: {title}, {hours} h, mínimo {minimum}%{least}"
    audit.write(session, "curso", by=by, now=now, text=text)
    return session.get_one(Course, course_id)


def by_title(session: Session, title: str) -> Course | None:
    return session.scalar(select(Course).where(Course.key == fold(title.strip())))


def everyone(session: Session) -> list[Course]:
    return list(session.scalars(select(Course).order_by(Course.key)))


def _find(session: Session, row: Values) -> Course | None:
    return by_title(session, row["titulo"])


def _take(session: Session, row: Values, now: datetime) -> Course:
    return register(session, row, by=None, now=now)


def _give(_: Session, found: Sequence[Course]) -> Iterator[Values]:
    for each in found:
        yield {
            "titulo": each.title,
            "horas": each.hours,
            "minimo": each.minimum,
            "faltas_justificadas": each.justified,
            "conta": each.counts,
            "nota": grades.written(each.grade) if each.grade else "",
        }


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Course,
        one="curso",
        many="cursos",
        may=is_desk,
        sheet=Sheet(
            (
                Column("titulo", is_needed=True),
                Column("horas", int, is_needed=True),
                Column("minimo", int),
                Column("faltas_justificadas", Justified),
                Column("conta", bool),
                Column("nota"),
            ),
            _find,
            _take,
            _give,
        ),
    )
)
