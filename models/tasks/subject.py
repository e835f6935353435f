"""Tasks, as the rest of the house knows them."""

from models import subjects
from models.subjects import DeadlineKind, Series, Subject
from models.tasks.tables import Priority, Task, TaskDeadline, TaskStatus

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
        urgent=Task.__table__.c.priority == Priority.URGENTE.value,
        final=(TaskStatus.CONCLUIDA, TaskStatus.CANCELADA),
    )
)
