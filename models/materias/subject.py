"""Matérias, as the rest of the house knows them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import subjects
from models.base import Button
from models.deadlines import IS_OPEN, Deadline
from models.escalation import CHEFIA, HOURS, OWNER, EscalationPolicy, EscalationStep, days
from models.materias.sheet import SHEET
from models.materias.tables import (
    ACTIVE,
    ENDED,
    FINAL,
    KIND,
    UNDECIDED,
    VETOED,
    Materia,
    MateriaStatus,
    MateriaTerm,
)
from models.people import Person, Role, standing
from models.records import Record, any_of, visible_to
from models.subjects import DeadlineKind, Decision, Series, Subject
from models.texts import clip

_VETO = "veto"
_CAMARA = "a Câmara"
_STEPS = (
    *(days(-n, "09:00", OWNER) for n in (5, 2, 1)),
    days(0, "08:00", OWNER),
    *(days(-n, "09:05", CHEFIA) for n in (10, 5, 3, 1)),
    EscalationStep(-4, HOURS, days(0, "00:00", CHEFIA).hour, CHEFIA),
)


def _decisions(session: Session, person: Person, now: datetime) -> list[Decision]:
    """The bills that the mayor, or whoever is in exercise, has to sanction or veto."""
    who = standing(session, person, now)
    if not who.has(Role.PREFEITO):
        return []
    query = (
        select(Materia, Deadline.due_at)
        .outerjoin(Deadline, (Deadline.record_id == Materia.id) & (Deadline.kind == MateriaTerm.SANCAO_VETO) & IS_OPEN)
        .where(Record.kind == KIND, Record.status.in_(UNDECIDED), visible_to(who))
    )
    return [
        Decision(
            materia.code,
            f"sancionar ou vetar: {clip(materia.title, 60)}",
            since=materia.recebido_em or materia.created_at,
            until=until,
            has_ladder=True,
            buttons=(Button(f"Decidir {materia.code}", f"decidir {materia.code}"),),
        )
        for materia, until in session.execute(query)
    ]


SUBJECT = subjects.declare(
    Subject(
        model=Materia,
        one="matéria",
        many="matérias",
        feminine=True,
        rank=25,
        title="Autógrafos, vetos e leis",
        series=(
            Series("PL", ("projeto de lei", "plo"), of_orgao=False),
            Series("PLC", ("projeto de lei complementar",), of_orgao=False),
            Series("AUT", ("autógrafo",), of_orgao=False),
            Series("LEI", ("lei",), of_orgao=False),
        ),
        states={
            "na câmara": (MateriaStatus.NA_CAMARA, MateriaStatus.VETO_NA_CAMARA),
            "vetadas": VETOED,
            "sancionadas": (MateriaStatus.SANCIONADA, MateriaStatus.PUBLICADA),
            "encerradas": ENDED,
        },
        active=ACTIVE,
        final=FINAL,
        dates=(
            DeadlineKind(MateriaTerm.SANCAO_VETO, "sanção ou veto de", ladder=_VETO, is_main=True),
            DeadlineKind(MateriaTerm.PARECER, "parecer sobre"),
            DeadlineKind(MateriaTerm.RAZOES, "razões do veto de", ladder=_VETO),
            DeadlineKind(MateriaTerm.PROMULGACAO, "promulgação de", ladder=_VETO),
            DeadlineKind(MateriaTerm.APRECIACAO, "votação do veto de", runs_for=_CAMARA),
            DeadlineKind(MateriaTerm.PROMULGACAO_PRESIDENTE, "promulgação de", runs_for=_CAMARA),
            DeadlineKind(MateriaTerm.URGENCIA, "votação em urgência de", runs_for=_CAMARA),
        ),
        ladders=(EscalationPolicy(_VETO, "sanção, veto e promulgação", _STEPS),),
        decisions=_decisions,
        pending=any_of(KIND, *UNDECIDED),
        sheet=SHEET,
    )
)
