"""The end of what was kept long enough: records eliminated by the table, people who left."""

from handlers.base import Answer, Button, Question, Refusal, Reply, Request, command
from handlers.papers import eliminations as papers
from handlers.personal_data import GROUP, OVERSEE, make
from handlers.wording import confirmations as confirming
from handlers.wording import eliminations as wording
from models import people, personal_data
from models.people import Role
from models.personal_data import leaving
from models.temporality import elimination

__all__ = ["GROUP"]


@command("anonimizar", usage="anonimizar @quem", only=(Role.CHEFIA, Role.ADMINISTRADOR), private=True)
def anonymise(request: Request) -> Reply:
    """Apaga contatos e endereços de quem saiu, depois do prazo; outra pessoa confirma. Os atos ficam."""
    found = people.departed(request.session, request.text.lstrip("@"))
    if len(found) != 1 or not request.text:
        known = people.by_handle(request.session, request.text.lstrip("@")) if request.text else None
        if known is not None and known.active:
            raise Refusal(f"{known.name} está em exercício. Primeiro: desligar @{known.handle}")
        buttons = [Button(each.called, f"anonimizar @{each.handle}") for each in found]
        raise Question("De quem, entre os que saíram? Exemplo: anonimizar @bruno", Answer.WHO, buttons)
    waits = leaving.ask(request.session, found[0], by=request.person, now=request.now)
    asked = confirming.asked(request.session, waits, request.now)
    many = personal_data.count(request.session, found[0])
    named = leaving.stays_named(request.session, found[0], request.now)
    return wording.anonymisation(asked, found[0], many, named=named)


@command("eliminar", usage="eliminar [tarefas]", only=(Role.PREFEITO, Role.CHEFIA), private=True)
def eliminate(request: Request) -> Reply:
    """Mostra o que passou do prazo de guarda; com o nome da série, pede a eliminação, que outra pessoa confirma."""
    if not request.text:
        return wording.due(elimination.due(request.session, request.now), elimination.pending(request.session))
    waits = elimination.ask(request.session, request.text, by=request.person, now=request.now)
    return wording.asked(confirming.asked(request.session, waits, request.now))


@command("listagem de eliminação", usage="listagem de eliminação", aliases=("termo de eliminação",), only=OVERSEE)
def listing(request: Request) -> Reply:
    """Faz o PDF da última eliminação: a listagem e o edital antes, o termo depois."""
    if elimination.latest(request.session) is None:
        return Reply("Ainda não houve eliminação.")
    make(request, papers.KIND)
    return Reply("Estou fazendo o PDF da eliminação; mando em seguida.")


@command("desistir da eliminação", usage="desistir da eliminação", only=(Role.PREFEITO, Role.CHEFIA), private=True)
def give_up(request: Request) -> Reply:
    """Desiste da eliminação em curso; nada é apagado."""
    row = elimination.give_up(request.session, by=request.person, now=request.now)
    if row is None:
        return Reply("Não há eliminação em curso.")
    return Reply(f"A eliminação de {row.serie} foi retirada. Nada foi apagado.")
