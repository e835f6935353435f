"""The several addresses of one person: which there are, and leaving one."""

from handlers.base import Reply, Request, command
from handlers.reading import doors
from handlers.wording import addresses as wording
from models import addresses
from models.people import door_wishes
from models.texts import fold


@command("endereços", usage="endereços", aliases=("meus endereços", "endereço", "meu endereço"))
def listed(request: Request) -> Reply:
    """Mostra por onde você entra e recebe mensagens, e para onde vão os avisos."""
    mine = addresses.of(request.session, request.person)
    return wording.listed(mine, door_wishes(request.person.preferences))


@command("sair", usage="sair slack", aliases=("sair do", "sair pelo"))
def leave(request: Request) -> Reply:
    """Desliga um dos seus endereços; para voltar por ele é preciso um código novo.

    Exemplos:
    sair slack
    sair telegram
    """
    if not request.text:
        return listed(request)
    words = [word for word in fold(request.text).split() if word != addresses.CONFIRMATION]
    row = doors.one(request, " ".join(words))
    confirmed = addresses.CONFIRMATION in fold(request.text).split()
    addresses.leave(request.session, request.person, row, confirmed=confirmed, now=request.now)
    return wording.left(row, addresses.of(request.session, request.person))
