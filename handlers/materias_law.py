"""The law that a bill became: its number and publication, and the law on paper."""

from handlers import documents
from handlers.base import WRITERS, Refusal, Reply, Request, command
from handlers.papers import materias as papers
from handlers.reading import materias as reading
from handlers.saying import materias as said
from handlers.wording import materias as wording
from models import moments, norms
from models.materias import KIND, Materia, decisions


@command("lei", usage="lei N 4520/2026 em 10/12 publicada em 11/12", about=KIND, offered_to=WRITERS, said=said.LAW)
def law(request: Request) -> Reply:
    """Registra a lei em que o projeto se tornou: número, data e publicação."""
    materia = request.about(Materia)
    number, day, published = reading.law(request, request.text, materia.code)
    code = decisions.law(request.session, materia, number, day, published, by=request.person, now=request.now)
    text = f"{materia.code} é a Lei {number}, de {moments.day_text(day)}"
    text += f", publicada em {moments.day_text(published)}" if published else ""
    return wording.became_law(materia, f"{text}.", norms.queries.by_code(request.session, code))


@command(
    "lei em papel",
    usage="lei em papel N",
    about=KIND,
    aliases=("lei em pdf", "pdf da lei", "texto da lei"),
    said=said.PAPER,
)
def on_paper(request: Request) -> Reply:
    """Faz o PDF da lei, com os artigos do autógrafo como vieram; antes do número, marcado MINUTA."""
    materia = request.about(Materia)
    if materia.autografo is None:
        raise Refusal(
            f"{materia.code} está com a situação {materia.status}: ainda não há lei a escrever.", wording.see(materia)
        )
    return documents.asked(request, papers.LAW, materia, f"da lei de {materia.code}")
