"""What is told of an item as it goes on: values of its indicator, milestones, obstacles."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import deadlines, moments, notices
from models.base import Answer, Button, Question, Refusal, insert_row
from models.people import Orgao, Person, Role, with_role
from models.plans.register import due_on, figure
from models.plans.rules import note, require_reporter
from models.plans.tables import (
    ENTRAVE,
    MARCO,
    RELATO,
    Milestone,
    Obstacle,
    PlanItem,
    PlanStatus,
    ProgressReport,
    Sense,
)
from models.texts import fold

_CAUSES = {
    "licença": r"licen[cç]|alvara|ambiental",
    "licitação": r"licita|pregao|edital",
    "dinheiro": r"dinheiro|verba|recurso|repasse|orcamento|dotacao",
    "pessoal": r"pessoal|servidor|equipe|concurso",
    "justiça": r"justica|liminar|judicial|acao civil",
    "outra esfera": r"\b(?:estado|uniao|estadual|federal|dnit|der|cetesb)\b",
}
_OVER = (PlanStatus.CONCLUIDO, PlanStatus.CANCELADO, PlanStatus.SUSPENSO, PlanStatus.RECUSADO)


def reports(session: Session, item: PlanItem) -> list[ProgressReport]:
    """What was reported of an item, the last first."""
    query = select(ProgressReport).where(ProgressReport.item_id == item.id).order_by(ProgressReport.id.desc())
    return list(session.scalars(query))


def last_value(session: Session, item: PlanItem) -> Decimal | None:
    """The value of the indicator as last reported."""
    return next((each.value for each in reports(session, item) if each.value is not None), None)


def report(
    session: Session, item: PlanItem, value: Decimal | None, sentence: str, *, by: Person, now: datetime
) -> Decimal | None:
    """Report a value, a sentence, or both; returns the value before. A lower sum needs a reason."""
    require_reporter(session, item, by, now)
    if item.status in _OVER:
        raise Refusal(f"{item.code} está {item.status}: não recebe andamento.")
    before = last_value(session, item)
    falls = value is not None and before is not None and item.sentido == Sense.ACUMULADO and value < before
    if falls and not sentence:
        raise Question(
            f"{item.code} já tinha {figure(before)} {item.unidade}; {figure(value)} é menos. Por quê?", Answer.TEXT
        )
    row = {"day": moments.today(now), "value": value, "sentence": sentence, "by_id": by.id}
    insert_row(session, ProgressReport, item_id=item.id, **row)
    deadlines.close(session, item.id, now=now, kind=RELATO)
    if item.status == PlanStatus.PLANEJADO:
        item.status = PlanStatus.EM_ANDAMENTO
    said = " ".join(filter(None, [figure(value), item.unidade if value is not None else "", sentence]))
    note(session, item, "andamento", f"corrigido de {figure(before)}: {said}" if falls else said, by=by, now=now)
    notices.tell(session, item, f"{by.name} deu andamento a {item.code} {item.title}: {said}", [], by=by, now=now)
    return before


# --- milestones ------------------------------------------------------------------------------------------------


def milestones(session: Session, item: PlanItem) -> list[Milestone]:
    """The milestones of an item, by their number."""
    return list(session.scalars(select(Milestone).where(Milestone.item_id == item.id).order_by(Milestone.number)))


def add_milestone(
    session: Session,
    item: PlanItem,
    text: str,
    orgao: Orgao | None,
    day: date,
    depends_on: int | None = None,
    *,
    by: Person | None,
    now: datetime,
) -> Milestone:
    """A new milestone, with its deadline."""
    if by is not None:
        require_reporter(session, item, by, now)
    owner = orgao or session.get_one(Orgao, item.orgao_id)
    row: dict[str, Any] = {"number": _next(session, Milestone, item), "text": text, "orgao_id": owner.id}
    row |= {"due_on": day, "done_on": None, "evidence": "", "depends_on": depends_on}
    made = session.get_one(Milestone, insert_row(session, Milestone, item_id=item.id, **row))
    due = due_on(session, day)
    deadlines.open_deadline(session, item.id, MARCO, due, owner=owner, now=now, item_id=made.id)
    note(session, item, "marco", f"marco {made.number}: {text}, {owner.sigla}, até {day:%d/%m/%Y}", by=by, now=now)
    if by is not None:
        told = f"{by.name} pôs um marco em {item.code} {item.title}: {text}, até {due.text}"
        notices.send(session, item, told, [owner], by=by, now=now, buttons=_see(item))
    return made


def milestone(session: Session, item: PlanItem, number: int) -> Milestone:
    """The milestone of a number. Raises Refusal."""
    found = next((each for each in milestones(session, item) if each.number == number), None)
    if found is None:
        raise Refusal(f"{item.code} não tem o marco {number}.", _see(item))
    return found


def finish_milestone(
    session: Session, item: PlanItem, number: int, evidence: str, *, by: Person, now: datetime
) -> Milestone:
    """Mark a milestone as reached."""
    found = milestone(session, item, number)
    require_reporter(session, item, by, now, found.orgao_id)
    if found.done_on is not None:
        raise Refusal(f"O marco {number} de {item.code} já foi feito em {found.done_on:%d/%m/%Y}.")
    found.done_on, found.evidence = moments.today(now), evidence
    deadlines.close(session, item.id, now=now, kind=MARCO, item_id=found.id)
    said = f"marco {number} feito: {found.text}" + (f" ({evidence})" if evidence else "")
    note(session, item, "marco", said, by=by, now=now)
    notices.tell(session, item, f"{by.name}: {item.code} {item.title}, {said}", _of(session, item), by=by, now=now)
    return found


# --- obstacles -------------------------------------------------------------------------------------------------


def obstacles(session: Session, item: PlanItem) -> list[Obstacle]:
    """The obstacles of an item, by their number."""
    return list(session.scalars(select(Obstacle).where(Obstacle.item_id == item.id).order_by(Obstacle.number)))


def add_obstacle(
    session: Session, item: PlanItem, text: str, owner: Person | Orgao | None, until: date, *, by: Person, now: datetime
) -> Obstacle:
    """Open an obstacle; whoever removes it and the chefia are told."""
    require_reporter(session, item, by, now, _partner(item, by))
    remover = owner or session.get_one(Orgao, item.orgao_id)
    whose = {
        "orgao_id": None,
        "person_id": None,
        f"{'person' if isinstance(remover, Person) else 'orgao'}_id": remover.id,
    }
    row: dict[str, Any] = {"number": _next(session, Obstacle, item), "text": text, "cause": cause(text), **whose}
    row |= {"until": until, "opened_on": moments.today(now), "closed_on": None, "how": "", "opened_by_id": by.id}
    made = session.get_one(Obstacle, insert_row(session, Obstacle, item_id=item.id, **row))
    due = due_on(session, until)
    deadlines.open_deadline(session, item.id, ENTRAVE, due, owner=remover, now=now, item_id=made.id)
    note(session, item, "entrave", f"entrave {made.number}: {text}, até {until:%d/%m/%Y}", by=by, now=now)
    told = f"{by.name}: {item.code} {item.title} está bloqueado: {text}. Remover até {due.text}"
    buttons = (Button("Resolvido", f"resolvido entrave {made.number} {item.code}"), *_see(item))
    notices.send(session, item, told, [remover, *with_role(session, Role.CHEFIA)], by=by, now=now, buttons=buttons)
    return made


def obstacle(session: Session, item: PlanItem, number: int | None) -> Obstacle:
    """The open obstacle of a number, or the only one. Raises Refusal or Question."""
    found = [each for each in obstacles(session, item) if each.closed_on is None]
    if number is None and len(found) == 1:
        return found[0]
    if number is None and found:
        buttons = [Button(each.text, f"resolvido entrave {each.number} {item.code}") for each in found[:5]]
        raise Refusal(f"{item.code} tem {len(found)} entraves abertos. Qual deles?", buttons)
    known = next((each for each in found if each.number == number), None)
    if known is None:
        raise Refusal(
            f"{item.code} não tem {f'o entrave {number} aberto' if number else 'entrave aberto'}.", _see(item)
        )
    return known


def remove_obstacle(session: Session, item: PlanItem, found: Obstacle, how: str, *, by: Person, now: datetime) -> None:
    """Close an obstacle; whoever opened it and the órgão of the item are told."""
    own = found.person_id == by.id
    if not own:
        require_reporter(session, item, by, now, found.orgao_id)
    found.closed_on, found.how = moments.today(now), how
    deadlines.close(session, item.id, now=now, kind=ENTRAVE, item_id=found.id)
    said = f"entrave {found.number} resolvido: {found.text}" + (f" ({how})" if how else "")
    note(session, item, "entrave", said, by=by, now=now)
    to = [found.opened_by, *_of(session, item)]
    notices.tell(session, item, f"{by.name}: {item.code} {item.title}, {said}", to, by=by, now=now)


def cause(text: str) -> str:
    """The kind of obstacle that a text tells of."""
    plain = fold(text)
    return next((name for name, words in _CAUSES.items() if re.search(words, plain)), "outra")


def _partner(item: PlanItem, by: Person) -> int | None:
    """The órgão of a person, where it takes part in the item."""
    return by.orgao_id if by.orgao is not None and by.orgao.sigla in item.parceiros else None


def _of(session: Session, item: PlanItem) -> list[Person | Orgao]:
    return [session.get_one(Orgao, item.orgao_id)] if item.orgao_id else []


def _next(session: Session, model: type[Milestone] | type[Obstacle], item: PlanItem) -> int:
    return (session.scalar(select(func.max(model.number)).where(model.item_id == item.id)) or 0) + 1


def _see(item: PlanItem) -> tuple[Button, ...]:
    return (Button("Ver", f"ver {item.code}"),)
