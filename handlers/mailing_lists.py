"""Lists of addressees: kept under a name, and used like one."""

import re

from handlers.base import CABINET, Answer, Question, Refusal, Reply, Request, command
from handlers.reading import people
from handlers.wording import confirmations as confirming
from models import mailing_lists
from models.people.lists import members_of, names
from models.texts import fold, plural

GROUP = "Pessoas e órgãos"


@command("lista", usage="lista nome @quem @quem", aliases=("listas",), private=True, offered_to=CABINET)
def saved_list(request: Request) -> Reply:
    """Guarda uma lista de destinatários, para usar como @nome; sem nada, mostra as que há."""
    if not request.text:
        known = names(request.session)
        return Reply(
            "Listas: " + ", ".join(f"@{name}" for name in known)
            if known
            else "Ainda não há listas. Exemplo: lista obras-centro @obras @saude"
        )
    name, _, rest = request.text.partition(" ")
    name = name.lstrip("@")
    if not re.fullmatch(r"[\w-]{2,30}", name):
        raise Refusal("Dê à lista um nome de uma palavra só. Exemplo: lista obras-centro @obras @saude")
    if not rest:
        members = members_of(request.session, name)
        return Reply(f"Lista @{fold(name)}: " + (", ".join(each.name for each in members) or "vazia") + ".")
    if people.is_taken(request, name):
        raise Refusal(f"O nome @{fold(name)} já é de uma pessoa, órgão ou grupo. Escolha outro para a lista.")
    members = people.mentioned(request, rest).everyone
    if not members:
        raise Question(f"Quem entra na lista? Exemplo: lista {fold(name)} @obras @saude", Answer.WHO)
    waits = mailing_lists.keep(request.session, name, members, by=request.person, now=request.now)
    if waits is not None:
        return confirming.asked(request.session, waits, request.now)
    return Reply(f"Lista @{fold(name)} guardada com {plural(len(members), 'destinatário', 'destinatários')}.")
