"""Files of a record: keeping them and sending them back; and those whose record is still to be said."""

from handlers.base import WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading.records import keep_files
from handlers.saying import attachments as said
from handlers.wording import attachments as wording
from models import attachments, attachments_kept
from models.attachments import Attachment
from models.records import Record
from models.texts import listed

GROUP = "Anexos"
_MOST_AT_ONCE = 10


@command(
    "anexar",
    usage="anexar N (com um arquivo)",
    about="*",
    aliases=("anexo", "guardar"),
    said=said.ATTACH,
    offered_to=WRITERS,
)
def keep(request: Request) -> Reply:
    """Guarda com um registro o arquivo que veio com a mensagem."""
    record = request.about(Record)
    if not request.files:
        raise Question(
            f"Mande agora o arquivo de {record.code}, ou com esta legenda: anexar {record.code}", Answer.FILE
        )
    before = {each.id for each in attachments.of(request.session, record)}
    kept = keep_files(request, record)
    new = [each for each in kept if each.id not in before]
    button = Button("Ver anexos", f"anexos {record.code}")
    if not new:
        return Reply(f"{_names(kept)} já estava em {record.code}.", (button,))
    lines = [f"Guardei em {record.code}: {_names(new)}."]
    lines += [f"sha256 de {each.name}: {each.sha256}" for each in new]
    return Reply("\n".join(lines), (button, Button("Ver", f"ver {record.code}")))


@command("guardados", usage="guardados", aliases=("o que guardei",), said=said.KEPT)
def waiting(request: Request) -> Reply:
    """Lista o que você mandou e ainda não foi para nenhum registro."""
    return wording.waiting(attachments_kept.waiting(request.session, by=request.person))


@command("anexos", usage="anexos N [qual]", about="*")
def fetch(request: Request) -> Reply:
    """Manda os arquivos guardados com um registro."""
    record = request.about(Record)
    found = attachments.of(request.session, record)
    if not found:
        return Reply(
            f"{record.code} não tem anexos. Para guardar um, mande o arquivo com a legenda: anexar {record.code}"
        )
    chosen = _chosen(request, record, found)
    whole = [each for each in chosen if each.is_whole]
    lines = [f"Anexos de {record.code}:", *(_line(found.index(each) + 1, each) for each in chosen)]
    lost = [each for each in chosen if each not in whole]
    if lost:
        lines.append(f"Não pude mandar {_names(lost)}: o arquivo guardado não confere. Avise o administrador.")
    rest = len(found) - len(chosen)
    lines += (
        [f"Há mais {rest}. Peça pelo número: anexos {record.code} {_MOST_AT_ONCE + 1}"]
        if rest and not request.text
        else []
    )
    return Reply("\n".join(lines), files=tuple(each.as_file() for each in whole))


def _chosen(request: Request, record: Record, found: list[Attachment]) -> list[Attachment]:
    if not request.text:
        return found[:_MOST_AT_ONCE]
    if request.text.isdecimal() and 1 <= int(request.text[:6]) <= len(found):
        return [found[int(request.text) - 1]]
    raise Refusal(f"{record.code} tem {len(found)} anexos. Peça pelo número: anexos {record.code} 1")


def _line(position: int, file: Attachment) -> str:
    return f"{position}. {file.name} ({attachments.size_text(file.size)})"


def _names(files: list[Attachment]) -> str:
    return listed([each.name for each in files])
