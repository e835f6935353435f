"""The council's system: how its reading goes, and what councillors ask in it that nobody registered here."""

from handlers.base import Reply, Request, command
from handlers.saying import materias as said
from handlers.wording import materias_sapl as wording
from models import contacts
from models.materias import requests_seen, sapl


@command("sapl", usage="sapl", aliases=("sistema da câmara",), said=said.SAPL)
def council_system(request: Request) -> Reply:
    """Diz como vai a leitura do sistema da Câmara, e o que dele não se entendeu."""
    session = request.session
    contact, reading, apart = contacts.of(session, sapl.NAME), sapl.state(session), sapl.quarantined(session)
    return wording.state(contact, reading, apart, is_configured=sapl.is_configured())


@command("sapl pedidos", usage="sapl pedidos", aliases=("pedidos no sistema da câmara",), said=said.SAPL_REQUESTS)
def council_requests(request: Request) -> Reply:
    """Mostra os requerimentos e as indicações do sistema da Câmara que ainda não foram registrados aqui."""
    return wording.seen(*requests_seen.waiting(request.session))
