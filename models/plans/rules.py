"""Who may change an item of the plan, its changes of state, and the sentence of its history."""

from datetime import datetime

from sqlalchemy.orm import Session

from models import audit
from models.base import Refusal
from models.moves import Move, by_command, cancelling
from models.people import Orgao, Person, standing
from models.plans.tables import PlanItem, PlanStatus
from models.texts import fold

WHO = "quem responde por ele, pelo Planejamento ou pelo gabinete"
RUNNING = (PlanStatus.PLANEJADO, PlanStatus.EM_ANDAMENTO)


def keeps_plans(session: Session, by: Person, now: datetime) -> bool:
    """Whether a person keeps every item: the cabinet and the Planejamento."""
    of_planning = by.orgao is not None and "planejamento" in fold(by.orgao.name)
    return of_planning or standing(session, by, now).is_cabinet


def may_report(session: Session, item: PlanItem, by: Person, now: datetime) -> bool:
    """Whether a person reports on an item: its órgão, whoever is responsible, and who keeps every item."""
    who = standing(session, by, now)
    own = item.orgao_id in who.orgao_ids or item.responsavel_id in who.person_ids
    return own or keeps_plans(session, by, now)


def require_reporter(session: Session, item: PlanItem, by: Person, now: datetime, orgao_id: int | None = None) -> None:
    """Raises Refusal for a person who neither reports on an item nor is of the órgão given."""
    if orgao_id is not None and orgao_id in standing(session, by, now).orgao_ids:
        return
    if not may_report(session, item, by, now):
        raise Refusal(f"{item.code} só pode ser mudado por {WHO}.")


def require_keeper(session: Session, by: Person, now: datetime, orgao: Orgao | None = None) -> None:
    """Raises Refusal for a person who keeps no plans; a new item may also be of the órgão the person leads."""
    led = orgao is not None and orgao.id in standing(session, by, now).leads
    if not led and not keeps_plans(session, by, now):
        raise Refusal(
            "Só o gabinete, o Planejamento ou quem dirige o órgão registra metas e compromissos. Peça a eles."
        )


def require_decider(session: Session, item: PlanItem, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who does not decide for the cabinet."""
    if not standing(session, by, now).commands:
        raise Refusal(f"Só o prefeito ou a chefia de gabinete muda a meta ou o prazo de {item.code}. Peça a eles.")


def note(session: Session, item: PlanItem, action: str, text: str, *, by: Person | None, now: datetime) -> None:
    """Write what was done to an item into its history."""
    audit.write(session, action, by=by, now=now, record_id=item.id, text=text)


CONCLUDE = Move(
    verb="concluir",
    past="concluiu",
    done="concluído",
    action="conclusao",
    sources=RUNNING,
    to=PlanStatus.CONCLUIDO,
    may=may_report,
    who=WHO,
    met=True,
)
CANCEL = cancelling(
    done="cancelado",
    sources=tuple(each for each in PlanStatus if each not in (PlanStatus.CONCLUIDO, PlanStatus.CANCELADO)),
    to=PlanStatus.CANCELADO,
    may=by_command,
    who="prefeito ou pela chefia de gabinete",
    why="a obra passou ao Estado",
)
SUSPEND = Move(
    verb="suspender",
    past="suspendeu",
    done="suspenso",
    action="suspensao",
    sources=RUNNING,
    to=PlanStatus.SUSPENSO,
    may=by_command,
    who="prefeito ou pela chefia de gabinete",
    why="falta o convênio",
)
RESUME = Move(
    verb="retomar",
    past="retomou",
    done="retomado",
    action="retomada",
    sources=(PlanStatus.SUSPENSO,),
    to=PlanStatus.EM_ANDAMENTO,
    may=by_command,
    who="prefeito ou pela chefia de gabinete",
)
