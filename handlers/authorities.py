"""Authorities outside: their list, the card of one, registration, change and closing."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import CABINET, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.reading import fields, which_person
from handlers.saying import authorities as said
from models import authorities
from models.authorities import Authority, Esfera, Poder
from models.texts import fold

GROUP = "Órgãos de fora"
_SPHERE = {
    Esfera.MUNICIPAL: "No município",
    Esfera.ESTADUAL: "Estado",
    Esfera.FEDERAL: "União",
    Esfera.OUTRO_MUNICIPIO: "Outros municípios",
}
FORM = Form(
    "autoridade nova",
    (
        Field("sigla", "Qual é a sigla? (por exemplo, MPSP-1PJ)"),
        Field("nome", "Qual é o nome? (por exemplo, 1ª Promotoria de Justiça de Exemplo)"),
        Field("esfera", "De que esfera é?", "choice", tuple(Esfera)),
        Field("poder", "De que Poder é?", "choice", tuple(Poder)),
        Field("apelidos", "Por que outros nomes a chamam? Separe com ponto e vírgula.", required=False),
    ),
)


@command("autoridades", usage="autoridades", said=said.LISTED)
def listed(request: Request) -> Reply:
    """Lista os órgãos de fora com que o Gabinete se corresponde, por esfera."""
    found = authorities.everyone(request.session)
    if not found:
        return Reply("Nenhuma autoridade cadastrada ainda.", (Button("Cadastrar", "autoridade nova"),))
    lines: list[str] = []
    for sphere, title in _SPHERE.items():
        own = [each for each in found if each.esfera == sphere]
        lines += [f"{title}:", *(f"@{each.key} · {each.nome}" for each in own)] if own else []
    return Reply("\n".join(lines), (Button("Cadastrar", "autoridade nova"),))


@command(
    "autoridade nova",
    usage="autoridade nova",
    aliases=("nova autoridade",),
    form=FORM,
    said=said.NEW,
    offered_to=CABINET,
)
def new(request: Request) -> Reply:
    """Cadastra um órgão de fora: a Câmara, uma promotoria, um ministério."""
    authorities.require_keeper(request.session, request.person, request.now)
    given = fields.read(request, FORM)
    made = authorities.register(request.session, given, by=request.person, now=request.now)
    return Reply(f"Autoridade cadastrada: @{made.key}, {made.nome}.", (Button("Ver", f"autoridade {made.key}"),))


@command("autoridade", usage="autoridade NOME", said=said.ONE)
def shown(request: Request) -> Reply:
    """Mostra um órgão de fora e como se dirigir a ele.

    Exemplos:
    autoridade camara
    """
    return card(_asked(request, "autoridade"))


@command(
    "autoridade fora de uso", usage="autoridade fora de uso NOME", aliases=("encerrar autoridade",), offered_to=CABINET
)
def closed(request: Request) -> Reply:
    """Tira de uso um órgão de fora que mudou de nome ou acabou; o que veio e foi continua guardado."""
    authorities.require_keeper(request.session, request.person, request.now)
    authority = _asked(request, "autoridade fora de uso")
    authorities.close(request.session, authority, by=request.person, now=request.now)
    return Reply(f"{authority.sigla} está fora de uso. O que veio e foi continua guardado.")


def card(authority: Authority) -> Reply:
    """An authority as people read it."""
    lines = [f"{authority.sigla} · {authority.nome}" + ("" if authority.active else " (fora de uso)")]
    lines += [f"Também: {', '.join('@' + each for each in authority.apelidos)}"] if authority.apelidos else []
    how = [each for each in (authority.tratamento, authority.vocativo) if each]
    lines += [f"Tratamento: {', '.join(how)}"] if how else []
    lines += [f"{name}: {text}" for name, text in _contact(authority) if text]
    return Reply("\n".join(lines), (Button("Todas", "autoridades"),))


def _contact(authority: Authority) -> tuple[tuple[str, str], ...]:
    return (("Titular", authority.titular), ("E-mail", authority.email), ("Endereço", authority.endereco))


def _asked(request: Request, line: str) -> Authority:
    name = request.text.strip(" .?!")
    if not name:
        raise Question(f"Qual autoridade? Exemplo: {line} camara", Answer.TEXT)
    found = authorities.by_name(request.session, name)
    if found is None:
        near = [each for each in authorities.everyone(request.session) if fold(name) in fold(each.nome)][:5]
        buttons = [Button(each.sigla, f"{line} {each.key}") for each in near] or [Button("Todas", "autoridades")]
        raise Refusal(f"Não conheço a autoridade {name}." + (" É uma destas?" if near else ""), buttons)
    return found


@which_person.outside
def _is_outside(session: Session, name: str, _now: datetime) -> Refusal | None:
    """The refusal where a person or órgão of the house was meant and an authority is named."""
    authority = authorities.by_name(session, name)
    if authority is None:
        return None
    return Refusal(
        f"{authority.nome} é de fora: não recebe tarefas nem ordens. Quer escrever a ela?",
        (Button("Ver autoridade", f"autoridade {authority.key}"),),
    )
