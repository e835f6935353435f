"""A bill of the Executive: the message that carries it to the council, and its end without a law."""

from handlers.base import WRITERS, Button, Refusal, Reply, Request, command
from handlers.saying import materias as said
from handlers.wording import materias as wording
from models import authorities, oficios
from models.materias import ENDED, KIND, Materia, MateriaStatus, register
from models.texts import fold


@command(
    "mensagem do projeto",
    usage="mensagem do projeto N",
    about=KIND,
    private=True,
    offered_to=WRITERS,
    said=said.LETTER,
    aliases=("mensagem",),
)
def message(request: Request) -> Reply:
    """Prepara a mensagem que leva um projeto do Executivo à Câmara; outra pessoa a confere e aprova."""
    materia = request.about(Materia)
    register.require_desk(request.session, request.person, request.now)
    if materia.status != MateriaStatus.EM_PREPARO:
        raise Refusal(f"{materia.code} está com a situação {materia.status}: a mensagem vai antes de ele ir à Câmara.")
    council_itself = authorities.by_name(request.session, "camara")
    if council_itself is None:
        raise Refusal("A Câmara não está cadastrada.", (Button("Cadastrar", "autoridade nova"),))
    draft = oficios.draft(
        request.session,
        especie=oficios.Especie.MENSAGEM,
        to=[council_itself],
        assunto=f"Projeto de Lei {materia.code}",
        texto=wording.message_of_bill(materia),
        about=materia,
        by=request.person,
        now=request.now,
    )
    return Reply(
        f"Minuta {draft.code} da mensagem de {materia.code}. Complete a justificativa: corrigir {draft.code} … "
        "Depois, outra pessoa confere e aprova.",
        (Button("Ver a minuta", f"ver {draft.code}"), Button("Ver", f"ver {materia.code}")),
    )


@command(
    "projeto encerrado", usage="projeto encerrado N rejeitada", about=KIND, offered_to=WRITERS, said=said.BILL_OVER
)
def ended(request: Request) -> Reply:
    """Registra que um projeto acabou sem virar lei: rejeitada, retirada, arquivada ou prejudicada."""
    materia, word = request.about(Materia), fold(request.text.strip(" .")).rstrip("oa")
    how = next((each for each in ENDED if each.rstrip("oa") == word), None)
    if how is None:
        choices = [Button(each, f"projeto encerrado {materia.code} {each}") for each in ENDED]
        raise Refusal("Como acabou?", choices)
    register.end(request.session, materia, how, by=request.person, now=request.now)
    return Reply(f"{materia.code}: {how}.", (Button("Ver", f"ver {materia.code}"),))
