"""Documents: the PDF of a record, of its ciências, of its history, of the day; and the check of a code."""

from handlers import papers
from handlers.base import Answer, Button, Question, Refusal, Reply, Request, command
from handlers.papers import agenda, checking
from handlers.papers import records as histories
from handlers.saying import documents as said
from handlers.wording import documents as wording
from models import attachments, documents, lookups
from models.records import Record

GROUP = "Documentos em PDF"
_ABOUT_HISTORY = ("histórico", "historico")


@command("pdf", usage="pdf N", about="*", aliases=("em pdf", "imprimir"), said=said.PDF)
def pdf(request: Request) -> Reply:
    """Faz o PDF de um registro, com código de verificação; de uma minuta, marcado MINUTA em cada página."""
    record = request.about(Record)
    if request.text.lower().strip() in _ABOUT_HISTORY:
        return asked(request, histories.KIND, record, f"do histórico de {record.code}")
    return asked(request, papers.about(record.kind).kind, record, f"de {record.code}")


@command(
    "histórico em pdf",
    usage="histórico em pdf N",
    about="*",
    aliases=("pdf do histórico", "histórico pdf"),
    said=said.HISTORY,
)
def history(request: Request) -> Reply:
    """Faz o PDF do histórico de um registro."""
    record = request.about(Record)
    return asked(request, histories.KIND, record, f"do histórico de {record.code}")


@command(
    "certidão",
    usage="certidão OS-5/2026",
    about="*",
    aliases=("extrato", "certidão de decurso", "certidão de decurso de prazo", "certidão de tramitação"),
    said=said.EXTRACT,
)
def certificate(request: Request) -> Reply:
    """Faz o extrato de ciência e cumprimento de um ato: a quem chegou, quem tomou ciência, quando e por onde."""
    record = request.about(Record)
    paper = papers.certificate(record.kind)
    if paper is None:
        raise Refusal(
            f"De {record.code} não há extrato a tirar. O que há é o histórico:",
            [Button("Histórico em PDF", f"histórico em pdf {record.code}")],
        )
    if paper.check is not None:
        paper.check(record)
    return asked(request, paper.kind, record, f"da certidão de {record.code}")


@command("pauta em pdf", usage="pauta em pdf", aliases=("pauta pdf", "pdf da pauta"), said=said.AGENDA)
def day(request: Request) -> Reply:
    """Faz o PDF da sua pauta de hoje."""
    return asked(request, agenda.KIND, None, "da sua pauta")


@command("conferir", usage="conferir CÓDIGO (pode vir com o arquivo)", aliases=("verificar",), said=said.CHECK)
def check(request: Request) -> Reply:
    """Diz se um documento com esse código é nosso e se ainda vale; com o arquivo, se é o mesmo."""
    if not request.text:
        raise Question("Qual é o código? Está no rodapé de cada página do documento.", Answer.TEXT)
    found = checking.check(request.session, request.text, by=request.person, now=request.now)
    if found is None:
        asked = (
            f"o documento {documents.written(request.text)[:4]}…"  # a guess, not the whole of a code that may be right
        )
        lookups.missed(request.session, asked, by=request.person, now=request.now)
        return Reply(wording.UNKNOWN)
    request.taken = True
    hashes = [attachments.hash_of(each) for each in request.files]
    return Reply(wording.checked(found, hashes))


def asked(request: Request, kind: str, record: Record | None, of_what: str) -> Reply:
    """Ask for a document, which follows when it is made; the answer says so."""
    where = {"channel": request.channel, "address": request.address}
    if not documents.ask(request.session, kind, record, by=request.person, now=request.now, **where):
        raise Refusal(f"Você já tem {documents.MOST_WAITING} documentos a caminho. Espere um chegar e peça de novo.")
    return Reply(f"Estou fazendo o PDF {of_what}; mando em seguida.")
