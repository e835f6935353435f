"""Tasks, as the rest of the house knows them."""

from models import subjects
from models.subjects import DeadlineKind, Given, Series, Subject
from models.tasks import requests
from models.tasks.tables import OPEN_STATES, Assignment, Task, TaskDeadline, TaskPriority, TaskStatus
from models.tasks.watch import SERIES

SUBJECT = subjects.declare(
    Subject(
        model=Task,
        one="tarefa",
        many="tarefas",
        feminine=True,
        rank=10,
        series=(Series("T", ("tarefa",), yearly=False, of_orgao=False, bare=True),),
        states={
            "concluídas": (TaskStatus.CONCLUIDA,),
            "canceladas": (TaskStatus.CANCELADA,),
            "anuladas": (TaskStatus.CANCELADA,),
        },
        dates=(DeadlineKind(TaskDeadline.TAREFA, "tarefa", is_main=True),),
        given=Given(
            record_id=Assignment.task_id,
            item_id=Assignment.id,
            person_id=Assignment.person_id,
            orgao_id=Assignment.orgao_id,
            is_open=Assignment.state.in_(OPEN_STATES),
            owes=Assignment.state.in_(OPEN_STATES),
            hand_over="repassar {code} @quem",
        ),
        urgent=Task.__table__.c.priority == TaskPriority.URGENTE.value,
        decisions=requests.decisions,
        pending=requests.PENDING,
        asked=requests.asked,
        watches=(SERIES,),
        active=(TaskStatus.ABERTA,),
        final=(TaskStatus.CONCLUIDA, TaskStatus.CANCELADA),
    )
)
