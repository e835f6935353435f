"""Documents in words: what comes with the file, what a check of a code says, and what went wrong."""

from collections.abc import Sequence

from handlers.papers.checking import Checked
from models import letters, moments
from models.attachments import size_text
from models.documents import Document
from models.outbox import Message

UNKNOWN = (
    "Não há documento com esse código, ou ele não é público. Confira as 16 letras e números: estão no rodapé de cada "
    "página."
)
SAME = "O arquivo é o mesmo, byte por byte."
OTHER = "O arquivo NÃO é o mesmo: foi alterado, ou é outro documento."
MANY_WRONG = (
    "Muitos códigos errados foram tentados hoje na página de conferência de documentos. Nenhum documento foi mostrado; "
    "de onde vêm, diz o registro do servidor."
)
NOT_MADE = "Não consegui fazer o PDF de {}. O administrador foi avisado; nada mais mudou."
GONE = "O PDF que você pediu não pôde ser feito: o registro não existe mais, ou você já não o pode ver."


def sent(document: Document, texts: str) -> Message:
    """The message that brings the file."""
    lines = [
        f"{document.title}, em PDF ({size_text(document.size)}).",
        f"Código de verificação: {document.code}",
        f"sha256: {document.sha256}",
        *filter(None, [letters.warning(texts)]),
    ]
    return Message("\n".join(lines), files=(document.as_file(),))


def checked(found: Checked, hashes: Sequence[str] = ()) -> str:
    """The document of a code; `hashes`: of the files that came with the question."""
    lines = [
        f"O documento existe: {found.title}, de {moments.stamp_text(found.made_at)}.",
        *filter(None, [found.state]),
        f"sha256: {found.sha256}",
    ]
    lines += [SAME if each == found.sha256 else OTHER for each in hashes]
    return "\n".join(lines)


def template_broken(name: str, problem: str) -> str:
    return (
        f"O modelo {name} da pasta de documentos não serve, e usei o que vem com o bot. "
        f"O que o compilador disse:\n{problem}\nComo se muda um modelo: docs/documentos.md"
    )


def failed(title: str, problem: str) -> str:
    return f"O PDF de {title} não pôde ser feito:\n{problem}"
