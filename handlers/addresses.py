"""Commands about the addresses of a person: listing them, leaving one."""

from handlers.base import Answer, Question, Reply, Request, command
from handlers.reading import doors, people
from handlers.wording import addresses as wording
from handlers.wording import confirmations as confirming
from models import addresses
from models.people import Person, Role, door_name, door_preferences
from models.texts import fold

GROUP = "Endereços"


@command(
    "endereços",
    usage="endereços [@quem]",
    aliases=("meus endereços", "endereço", "meu endereço"),
    often=(Role.ADMINISTRADOR,),
)
def listed(request: Request) -> Reply:
    """Mostra por onde você entra e recebe mensagens, e para onde vão os avisos; de outra pessoa, a quem administra."""
    if request.text:
        person = _other(request, "endereços @bruno")
        return wording.of_another(person, addresses.seen(request.session, person, by=request.person, now=request.now))
    mine = addresses.of(request.session, request.person)
    return wording.listed(mine, door_preferences(request.person.preferences))


@command("sair", usage="sair slack", aliases=("sair do", "sair pelo"))
def leave(request: Request) -> Reply:
    """Desliga um dos seus endereços; para voltar por ele é preciso um código novo.

    Exemplos:
    sair slack
    sair telegram
    sair @quem telegram
    """
    if not request.text:
        return listed(request)
    if "@" in request.text:
        return _close(request)
    words = [word for word in fold(request.text).split() if word != addresses.CONFIRMATION]
    mine = addresses.of(request.session, request.person)
    row = doors.one(" ".join(words), mine)
    confirmed = addresses.CONFIRMATION in fold(request.text).split()
    addresses.leave(request.session, request.person, row, confirmed=confirmed, now=request.now)
    return wording.left(row, addresses.of(request.session, request.person))


def _close(request: Request) -> Reply:
    """Close the lost address of another person."""
    person = _other(request, "sair @bruno telegram")
    theirs = addresses.seen(request.session, person, by=request.person, now=request.now)
    row = doors.one(fold(people.mentioned(request, request.text).rest), theirs, f"@{person.handle} ")
    waits = addresses.close(request.session, person, row, by=request.person, now=request.now)
    if waits is not None:
        return confirming.asked(request.session, waits, request.now)
    return Reply(
        f"Desliguei o {door_name(row.channel)} de {person.name}. Para que volte a entrar: convidar @{person.handle}"
    )


def _other(request: Request, example: str) -> Person:
    found = people.mentioned(request, request.text if "@" in request.text else f"@{request.text}")
    if len(found.people) != 1 or found.orgaos:
        raise Question(f"Diga uma pessoa. Exemplo: {example}", Answer.WHO)
    return found.people[0]
