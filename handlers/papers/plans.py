"""The plan on paper: the board of all, a study as a nota técnica, any other item with what was told of it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, items, note, paper, table, text
from handlers.wording import plans as wording
from handlers.wording import plans_studies
from models import despachos, moments
from models.people import Orgao, Person
from models.plans import KIND, PlanItem, PlanKind, following, queries
from models.plans.register import figure
from models.texts import clip

BOARD, ITEM = "quadro de metas", "nota técnica"
_COUNTED = "Feito pelo bot com o que os órgãos registraram. Não leva assinatura."


@paper(BOARD)
def board(session: Session, _record: Any, person: Person, now: datetime) -> Facts:
    """The metas and compromissos that the person may see, órgão by órgão."""
    today, blocks = moments.today(now), list[Block]()
    for sigla, found in queries.board(session, by=person, now=now).items():
        rows = [
            (
                item.code,
                clip(item.title, 80),
                figure(it.value),
                f"{it.progress.percent}%" if it.progress else "",
                it.pace,
            )
            for item, it in found
        ]
        blocks += [heading(f"{sigla}: {wording.paces([it for _, it in found])}")]
        blocks += [table(("Número", "O quê", "Hoje", "Feito", "Situação"), rows, (3, 9, 2, 2, 3))]
    blocks = blocks or [text("Nenhuma meta ou compromisso registrado.")]
    return Facts("Quadro de metas e compromissos", f"quadro {today:%d-%m-%Y}", today, [*blocks, note(_COUNTED)])


@paper(ITEM, about=(KIND,))
def one(session: Session, item: PlanItem, _: Person, now: datetime) -> Facts:
    """A study: the problem, what was weighed, the numbers, the decision; of another item what it reaches."""
    orgao = session.get(Orgao, item.orgao_id) if item.orgao_id else None
    is_study, today = item.tipo == PlanKind.ESTUDO, moments.today(now)
    about = fields(
        ("Número", item.code),
        ("O quê", item.title),
        ("Órgão", orgao.name if orgao else ""),
        ("Responsável", item.responsavel.name if item.responsavel else ""),
        ("Situação", item.status),
        ("Indicador", f"{item.indicador}, em {item.unidade}" if item.indicador else ""),
        ("Prazo final", f"{item.prazo:%d/%m/%Y}" if item.prazo else ""),
    )
    blocks = [about, *_study(session, item)] if is_study else [about]
    steps = [wording.milestone_line(each, now) for each in following.milestones(session, item)]
    blocks += [heading("Marcos"), items(*steps)] if steps else []
    stuck = [wording.obstacle_line(each) for each in following.obstacles(session, item) if not each.closed_on]
    blocks += [heading("Entraves abertos"), items(*stuck)] if stuck else []
    told = [
        (f"{each.day:%d/%m/%Y}", figure(each.value), clip(each.sentence, 200))
        for each in following.reports(session, item)
    ]
    blocks += [heading("Andamento"), table(("Dia", "Valor", "O que houve"), told[:40], (2, 2, 8))] if told else []
    name = "Nota técnica" if is_study else item.tipo.capitalize()
    return Facts(f"{name} {item.code}", item.code, today, [*blocks, note(_COUNTED)])


def _study(session: Session, item: PlanItem) -> list[Block]:
    """The numbers of a study, and what was decided of it."""
    lines = [each for each in plans_studies.study_lines(session, item, item.created_at) if not each.startswith("Com ")]
    blocks = [heading("Números e piloto"), items(*lines)] if lines else []
    decided = [f"{despachos.said(each)}, {each.question}" for each in despachos.of(session, item.id) if each.decided_at]
    return [*blocks, heading("Decisão"), items(*decided)] if decided else blocks
