"""The command for pending decisions."""

from dataclasses import replace

from handlers.base import DAY, Reply, Request, command
from handlers.saying import decisions as said
from handlers.wording import decisions as wording
from handlers.wording import vacancies as vacancies_wording
from models import decisions, vacancies
from models.people import Role

GROUP = DAY


@command(
    "decisões",
    usage="decisões",
    aliases=("o que decidir", "para decidir", "para aprovar"),
    private=True,
    said=said.WAITING,
    often=(Role.PREFEITO, Role.CHEFIA),
)
def waiting(request: Request) -> Reply:
    """Mostra o que espera a sua decisão: minutas, pedidos de prazo, o que ninguém pode cumprir ou tem a cargo."""
    reply = wording.listed(decisions.waiting_for(request.session, request.person, request.now), request.now)
    vacant = vacancies.unanswered(request.session, request.standing) if request.standing.commands else []
    return replace(reply, text=f"{reply.text}\n{vacancies_wording.block(vacant)}") if vacant else reply
