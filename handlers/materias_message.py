"""The message that carries a bill of the Executive to the council."""

from handlers.base import WRITERS, Button, Refusal, Reply, Request, command
from handlers.wording import materias as wording
from models import authorities, oficios
from models.materias import KIND, Materia, MateriaStatus, register


@command("mensagem do projeto", usage="mensagem do projeto N", about=KIND, private=True, offered_to=WRITERS)
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
