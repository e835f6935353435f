"""Personal data under the LGPD: one's own, its correction, the encarregado, and for how long everything is kept."""

import io

from handlers.base import Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.papers import personal_data as papers
from handlers.reading import fields, numbers, people
from handlers.saying import personal_data as said
from handlers.wording import confirmations as confirming
from handlers.wording import personal_data as wording
from models import attachments, audit, confirmations, documents, moments, personal_data, sheets, temporality
from models.people import Person, Role, with_role

GROUP = "Dados pessoais"
_SHOWN = 25  # lines of the log; the file has them all
OVERSEE = (Role.PREFEITO, Role.CHEFIA, Role.CONTROLE, Role.ADMINISTRADOR)
_KEEPERS = (Role.ADMINISTRADOR, Role.CHEFIA)
WRONG = Form(
    "corrigir meus dados",
    (
        Field("nome", "Qual é o nome completo certo?", required=False),
        Field("cargo", "Qual é o cargo certo?", required=False),
        Field("e-mail", "Qual é o e-mail certo?", required=False),
        Field("telefone", "Qual é o telefone certo?", required=False),
    ),
)


@command(
    "meus dados",
    usage="meus dados",
    aliases=("exportar meus dados",),
    private=True,
    said=said.MINE,
)
def mine(request: Request) -> Reply:
    """Entrega o que se guarda sobre você: um PDF para ler e um arquivo JSON para levar."""
    if request.text:  # an export costs too much to be made for words about something else
        raise Refusal("Para receber o que se guarda sobre você:", [Button("Meus dados", "meus dados")])
    held = personal_data.of(request.session, request.person, request.now)
    make(request, personal_data.KIND)
    name = f"{personal_data.COPY_NAME}-{request.person.handle}.json"
    file = attachments.put(name, personal_data.as_json(request.session, held, request.now))
    audit.write(request.session, "exportacao", by=request.person, now=request.now, text="levou os próprios dados")
    return wording.mine(held, file, personal_data.encarregado(request.session))


@command("corrigir meus dados", usage="corrigir meus dados [telefone: (19) 3333-0000]", form=WRONG, private=True)
def correct(request: Request) -> Reply:
    """Pede a correção do seu cadastro a quem cuida dele; o pedido e a mudança ficam na história."""
    given = fields.read(request, WRONG)
    changes = [f"{name}: {value}" for name, value in given.items() if value]
    if not changes:
        raise Question("O que está errado? Por exemplo, cargo: Diretora", Answer.TEXT, typed="{}")
    line = f"mudar cadastro @{request.person.handle} {', '.join(changes)}"
    names = _ask_keepers(request, wording.correction(request.person, changes), Button("Mudar", line))
    text = f"pediu correção do cadastro: {', '.join(changes)}"
    audit.write(request.session, "correcao_pedida", by=request.person, now=request.now, text=text)
    return wording.correction_asked(names)


@command("apagar meus dados", usage="apagar meus dados", private=True, said=said.ERASE)
def erase(request: Request) -> Reply:
    """Diz o que pode ser apagado e o que a lei manda guardar, e leva o pedido ao encarregado."""
    known = temporality.terms(request.session)
    names = _ask_keepers(request, wording.erasure(request.person))
    audit.write(request.session, "pedido_apagar", by=request.person, now=request.now, text="pediu que se apague")
    return wording.erasure_asked(known, names)


@command("encarregado", usage="encarregado [@quem]", aliases=("dpo",), private=True, said=said.OFFICER)
def officer(request: Request) -> Reply:
    """Mostra o encarregado pelos dados pessoais; com um nome, o prefeito ou a chefia designa e outro confirma."""
    if not request.text:
        return wording.officer(personal_data.encarregado(request.session))
    found = people.mentioned(request, request.text if "@" in request.text else f"@{request.text}")
    if len(found.people) != 1 or found.orgaos:
        raise Question("Diga uma pessoa. Exemplo: encarregado @vera", Answer.WHO)
    waits = personal_data.name_encarregado(request.session, found.people[0], by=request.person, now=request.now)
    return confirming.asked(request.session, waits, request.now)


@command("acessos", usage="acessos [@quem ou N]", offered_to=(Role.CONTROLE,), private=True, said=said.VIEWS)
def views(request: Request) -> Reply:
    """Mostra quem abriu registros restritos e sigilosos, ao encarregado e ao controle interno."""
    personal_data.require_reader(request.session, request.person, request.now)
    number = numbers.read(request.text, moments.today(request.now).year)
    named = people.mentioned(request, request.text).people if request.text and number is None else []
    if request.text and number is None and len(named) != 1:
        raise Question("De quem, ou de que número? Exemplo: acessos @bruno", Answer.WHO)
    found = personal_data.views(
        request.session,
        person=named[0] if named else None,
        codes=number.codes if number is not None else (),
        by=request.person,
        now=request.now,
    )
    if len(found) <= _SHOWN:
        return wording.views(found)
    target = io.StringIO()
    rows = ((each.code, each.name, moments.stamp_text(each.first_at), str(each.times)) for each in found)
    sheets.write(target, ("numero", "pessoa", "primeira_vez", "vezes"), rows)
    return wording.views(found[:_SHOWN], attachments.put("acessos.csv", target.getvalue().encode()))


@command("registro de tratamento", usage="registro de tratamento", aliases=("ropa",), only=OVERSEE)
def processing(request: Request) -> Reply:
    """Faz o PDF do registro das operações de tratamento de dados pessoais (LGPD art. 37)."""
    make(request, papers.PROCESSING)
    return Reply("Estou fazendo o PDF do registro de tratamento; mando em seguida.")


@command("temporalidade", usage="temporalidade", aliases=("prazos de guarda",), only=OVERSEE)
def table(request: Request) -> Reply:
    """Mostra por quanto tempo se guarda cada coisa."""
    return wording.table(temporality.terms(request.session))


def make(request: Request, kind: str) -> None:
    """Ask for a document that is of no record. Raises Refusal when too many wait."""
    where = {"channel": request.channel, "address": request.address}
    if not documents.ask(request.session, kind, None, by=request.person, now=request.now, **where):
        raise Refusal(f"Você já tem {documents.MOST_WAITING} documentos a caminho. Espere um chegar e peça de novo.")


def _ask_keepers(request: Request, text: str, *buttons: Button) -> list[str]:
    """Hand a request over to the encarregado, else to whoever keeps the register; returns their names."""
    officer = personal_data.encarregado(request.session)
    keepers = [*([officer] if officer else []), *with_role(request.session, *_KEEPERS)]
    asked: list[Person] = [each for each in dict.fromkeys(keepers) if each.id != request.person.id]
    key = f"lgpd:{request.person.id}:{request.now.timestamp():.6f}"
    for each in asked:
        confirmations.tell_own(request.session, each, text, key=f"{key}:{each.id}", now=request.now, buttons=buttons)
    if not asked:
        raise Refusal(f"Você mesmo cuida do cadastro. Para mudar: mudar cadastro @{request.person.handle}")
    return [each.name for each in asked]
