"""The register of people and órgãos kept from the chat: who comes, who changes post, órgãos that begin or end."""

import re
from functools import partial

from handlers.base import Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.people import GROUP
from handlers.reading import fields, people
from handlers.saying import staff as said
from handlers.wording import staff as wording
from models import people as rules
from models.people import Function, Orgao, Person, Role
from models.people.register import orgaos, put, renames
from models.texts import fold

__all__ = ["GROUP"]
_MAY = (Role.CHEFIA, Role.ADMINISTRADOR)
_CONFIRMED = re.compile(r"\s+confirmo\s*$", re.IGNORECASE)
_FUNCTIONS = tuple(Function)
_NONE = "nenhuma"
NEW = Form(
    "pessoa nova",
    (
        Field("nome", "Qual é o nome completo?"),
        Field("cargo", "Qual é o cargo?"),
        Field("órgão", "Em que órgão? (por exemplo, @obras)", "orgaos"),
        Field("papel", "Que papel tem? (quem não diz nada é servidor)", "choice", tuple(Role), required=False),
        Field("função", "Dirige o órgão?", "choice", _FUNCTIONS, required=False),
        Field("e-mail", "Qual é o e-mail?", required=False),
        Field("telefone", "Qual é o telefone?", required=False),
    ),
)
CHANGES = Form(
    "mudar cadastro",
    (
        Field("nome", "Qual é o nome completo?", required=False),
        Field("cargo", "Qual é o cargo?", required=False),
        Field("órgão", "Em que órgão?", "orgaos", required=False),
        Field("função", "Dirige o órgão?", "choice", (*_FUNCTIONS, _NONE), required=False),
        Field("e-mail", "Qual é o e-mail?", required=False),
        Field("telefone", "Qual é o telefone?", required=False),
    ),
)
_COLUMNS = {"nome": "nome", "cargo": "cargo", "funcao": "funcao", "e-mail": "email", "telefone": "telefone"}
keep = partial(command, only=_MAY, private=True)


@keep(
    "pessoa nova",
    usage="pessoa nova [Maria Souza, cargo: Diretora, órgão: @obras]",
    aliases=("nova pessoa", "cadastrar pessoa"),
    form=NEW,
    said=said.NEW,
    often=(Role.ADMINISTRADOR,),
)
def new(request: Request) -> Reply:
    """Cadastra uma pessoa; depois é só convidar. Papel que aprova ou administra espera outra pessoa confirmar."""
    given = fields.read(request, NEW)
    usuario = _free_handle(request, given["nome"])
    values = {column: str(given[name]) for name, column in _COLUMNS.items()}
    values |= {"papel": given["papel"] or Role.SERVIDOR.value, **_orgao(given["orgao"])}
    put(request.session, {usuario: values}, by=request.person, now=request.now)
    person = rules.by_handle(request.session, usuario)
    assert person is not None
    return wording.registered(person, waits=person.role != values["papel"])


@keep(
    "mudar cadastro",
    usage="mudar cadastro @quem [cargo: Diretora, órgão: @saude]",
    aliases=("alterar cadastro",),
    form=CHANGES,
)
def changed(request: Request) -> Reply:
    """Muda nome, cargo, órgão, função, e-mail ou telefone de uma pessoa; o que não se diz fica.

    Exemplos:
    mudar cadastro @carla cargo: Diretora de Atenção Básica
    mudar cadastro @carla órgão: @obras, função: adjunto
    mudar cadastro @carla função: nenhuma
    """
    person, rest = _first_person(request, "mudar cadastro @quem cargo: Diretora")
    request.text = rest
    given = fields.read(request, CHANGES)
    values = {column: str(given[name]) for name, column in _COLUMNS.items() if given[name]}
    if values.get("funcao") == _NONE:
        values["funcao"] = ""
    values |= _orgao(given["orgao"])
    if not values:
        raise Question(
            f"O que muda no cadastro de {person.name}? Por exemplo, cargo: Diretora", Answer.TEXT, typed="{}"
        )
    _require_nobody_before(request, person, values)
    outcome = put(request.session, {person.handle: values}, by=request.person, now=request.now)
    request.session.refresh(person)
    return wording.changed(person, same=bool(outcome.same))


@keep("papel", usage="papel @quem assessoria", said=said.ROLE)
def role(request: Request) -> Reply:
    """Muda o papel de uma pessoa, que decide o que ela pode. Para quem aprova ou administra, outra pessoa confirma."""
    person, rest = _first_person(request, "papel @quem assessoria")
    wanted = next((each for each in Role if fold(rest) == fold(each.value)), None)
    if wanted is None:
        buttons = [Button(each.value, f"papel @{person.handle} {each.value}") for each in Role]
        raise Refusal(f"Que papel passa a ter {person.name}? Hoje é {person.role}.", buttons)
    before = person.role
    put(request.session, {person.handle: {"papel": wanted.value}}, by=request.person, now=request.now)
    request.session.refresh(person)
    return wording.role(person, wanted, waits=person.role == before != wanted.value)


@keep("nomear", usage="nomear @quem titular @órgão", said=said.APPOINT)
def appointed(request: Request) -> Reply:
    """Faz de uma pessoa o titular ou o adjunto de um órgão; quem era titular deixa de ser."""
    confirmed = bool(_CONFIRMED.search(request.text))
    text = _CONFIRMED.sub("", request.text)
    named = people.mentioned(request, text)
    function = next((each for each in Function if fold(each.value) in fold(text).split()), None)
    if len(named.people) != 1 or len(named.orgaos) != 1 or function is None:
        raise Refusal("Diga quem, a função e o órgão. Exemplo: nomear @paula titular @obras")
    person, orgao = named.people[0], named.orgaos[0]
    holders = rules.leading(request.session, orgao, Function.TITULAR) if function == Function.TITULAR else []
    before = next(iter(holders), None)
    if before is not None and before.id != person.id and not confirmed:
        return wording.before_appointment(person, orgao, before)
    changes = {person.handle: {"funcao": function.value, **_orgao([orgao])}}
    if before is not None and before.id != person.id:
        changes[before.handle] = {"funcao": ""}
    put(request.session, changes, by=request.person, now=request.now)
    return wording.appointed(person, function, orgao, before)


@keep("órgão novo", usage="órgão novo CULTURA Secretaria de Cultura", aliases=("novo órgão",), said=said.BEGIN)
def orgao_begun(request: Request) -> Reply:
    """Cadastra um órgão: a sigla, e depois o nome inteiro."""
    sigla, _, name = request.text.partition(" ")
    if not sigla or not name.strip():
        raise Question("Qual é a sigla e o nome? Exemplo: CULTURA Secretaria de Cultura", Answer.TEXT)
    orgao = orgaos.begin(request.session, sigla.strip("@,"), name.strip(" ,:-"), by=request.person, now=request.now)
    return wording.orgao_begun(orgao)


@keep("renomear órgão", usage="renomear órgão @órgão NOVASIGLA Nome novo")
def orgao_renamed(request: Request) -> Reply:
    """Muda a sigla e, se quiser, o nome de um órgão; o que era dele fica com ele, e a sigla antiga ainda leva lá."""
    orgao, rest = _first_orgao(request, "renomear órgão @obras INFRA Secretaria de Infraestrutura")
    sigla, _, name = rest.partition(" ")
    if not sigla:
        raise Question(f"Qual é a sigla nova de {orgao.sigla}?", Answer.TEXT, typed="{}")
    before = orgao.sigla
    renames.rename(request.session, before, sigla.strip("@,"), name, by=request.person, now=request.now)
    return wording.orgao_renamed(orgao, before)


@keep("incorporar", usage="incorporar @órgão em @órgão", said=said.MERGE)
def orgao_merged(request: Request) -> Reply:
    """Incorpora um órgão a outro, que passa a responder por tudo; mostra antes o que vai, e um botão confirma."""
    confirmed = bool(_CONFIRMED.search(request.text))
    named = people.mentioned(request, _CONFIRMED.sub("", request.text))
    if len(named.orgaos) != 2 or named.people:
        raise Refusal("Diga os dois órgãos. Exemplo: incorporar @turismo em @cultura")
    old, into = (each for each in named.in_order if isinstance(each, Orgao))
    goes = orgaos.what_goes(request.session, old)
    if not confirmed:
        return wording.before_merge(old, into, goes)
    orgaos.absorb(request.session, old, into, by=request.person, now=request.now)
    return wording.merged(old, into, goes)


def _require_nobody_before(request: Request, person: Person, values: dict[str, str]) -> None:
    """Refuse to make a second titular in passing: an appointment shows first who ceases to be."""
    sigla = values.get("orgao") or (person.orgao.sigla if person.orgao else "")
    orgao = rules.orgao_by_sigla(request.session, sigla)
    holders = rules.leading(request.session, orgao, Function.TITULAR) if orgao else []
    if values.get("funcao") == Function.TITULAR and orgao and holders and holders[0].id != person.id:
        line = f"nomear @{person.handle} titular @{orgao.key}"
        raise Refusal(f"{orgao.sigla} já tem titular: {holders[0].name}. Para trocar:", [Button(line, line)])


def _orgao(found: list[Orgao]) -> dict[str, str]:
    if len(found) > 1:
        raise Refusal("Diga um órgão só; outro cargo se acrescenta pela planilha do cadastro.")
    return {"orgao": found[0].sigla, "orgao_nome": found[0].name} if found else {}


def _free_handle(request: Request, name: str) -> str:
    """A name behind @ that nobody and nothing has: the first name, else with the last, else with a number."""
    words = [re.sub(r"[^a-z0-9]", "", fold(each)) for each in name.split()]
    words = [each for each in words if each]
    if not words:
        raise Question("Qual é o nome completo?", Answer.TEXT)
    choices = [words[0], f"{words[0]}.{words[-1]}", *(f"{words[0]}{n}" for n in range(2, 100))]
    return next(each for each in choices if orgaos.is_free(request.session, each))


def _first_person(request: Request, example: str) -> tuple[Person, str]:
    named = people.addressed(request, request.text)
    if len(named.everyone) != 1 or not named.people:
        raise Question(f"De quem? Exemplo: {example}", Answer.WHO)
    return named.people[0], named.rest


def _first_orgao(request: Request, example: str) -> tuple[Orgao, str]:
    named = people.addressed(request, request.text)
    if len(named.everyone) != 1 or not named.orgaos:
        raise Question(f"Que órgão? Exemplo: {example}", Answer.WHO)
    return named.orgaos[0], named.rest
