"""The command that undoes a person's own last change."""

from handlers.base import WRITERS, Button, Reply, Request, command
from handlers.saying import undo as said
from models import undo

GROUP = "Qualquer registro"


@command(
    "desfazer",
    usage="desfazer [T-12]",
    about="*",
    number_optional=True,
    aliases=("desfaz", "desfazer isso"),
    said=said.UNDO,
    offered_to=WRITERS,
)
def take_back(request: Request) -> Reply:
    """Desfaz a sua última mudança, até dez minutos depois, se ninguém mais a leu."""
    done = undo.undo(request.session, request.record, by=request.person, now=request.now)
    if not done.code:
        return Reply(f"Desfiz: {done.text}.")
    return Reply(f"Desfiz em {done.code}: {done.text}.", (Button("Ver", f"ver {done.code}"),))
