"""The command for pending decisions."""

from handlers.base import Reply, Request, command
from handlers.saying import decisions as said
from handlers.wording import decisions as wording
from models import decisions


@command(
    "decisões",
    usage="decisões",
    aliases=("o que decidir", "para decidir", "para aprovar"),
    private=True,
    said=said.WAITING,
)
def waiting(request: Request) -> Reply:
    """Mostra o que espera a sua decisão: minutas para assinar, pedidos de prazo, o que disseram não poder cumprir."""
    return wording.listed(decisions.waiting_for(request.session, request.person, request.now), request.now)
