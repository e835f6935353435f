"""Tasks asked of somebody above, who accepts or declines them."""

from handlers.base import WRITERS, Button, Reply, Request, command
from handlers.saying import tasks_requests as said
from models import tasks
from models.tasks import Task


@command(
    "aceitar", usage="aceitar T-12", about="task", aliases=("aceitar pedido",), said=said.ACCEPT, offered_to=WRITERS
)
def accept(request: Request) -> Reply:
    """Aceita uma tarefa que pediram a você."""
    task = request.about(Task)
    tasks.accept(request.session, task, by=request.person, now=request.now)
    buttons = (Button("Concluir", f"concluir {task.code}"), Button("Ver", f"ver {task.code}"))
    return Reply(f"Tarefa {task.code} aceita: agora está com você.", buttons)


@command(
    "recusar pedido",
    usage="recusar pedido T-12 [motivo]",
    about="task",
    aliases=("declinar", "não aceitar"),
    said=said.DECLINE,
    offered_to=WRITERS,
)
def decline(request: Request) -> Reply:
    """Recusa uma tarefa que pediram a você."""
    task = request.about(Task)
    tasks.decline(request.session, task, reason=request.text, by=request.person, now=request.now)
    return Reply(f"Pedido {task.code} recusado. Quem pediu foi avisado.")
