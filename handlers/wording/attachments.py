"""What is said of files and words that came without a record."""

import re
from collections.abc import Sequence

from handlers.base import Button, Reply
from models import moments
from models.attachments_kept import KeptMessage
from models.base import Brought
from models.texts import clip

_AUDIO = "Não consigo ouvir áudio: escreva numa linha o que ele pede."
_ONE = {"image": ("a foto", "ela"), "audio": ("o áudio", "ele"), "video": ("o vídeo", "ele")}
_SEVERAL = {"image": ("as {} fotos", "elas"), "audio": ("os {} áudios", "eles"), "video": ("os {} vídeos", "eles")}
_SHARED = {
    "Localização": ("a localização", "ela"),
    "Local": ("o local", "ele"),
    "Contato": ("o contato", "ele"),
    "Enquete": ("a enquete", "ela"),
}
_LONGEST_NAME = 60
_QUOTED = re.compile(r"(?:Mensagem|Legenda)[^“]{0,200}: “(.*)”", re.DOTALL)


def called(brought: Brought) -> tuple[str, str]:
    """What came, with its article, and its pronoun: `a foto`, `ela`."""
    if not brought.files:
        return _SHARED.get(brought.words.partition(":")[0], ("a mensagem", "ela"))
    kinds = {str(each["mime"]).partition("/")[0] for each in brought.files}
    kind = kinds.pop() if len(kinds) == 1 else ""
    if len(brought.files) == 1:
        return _ONE.get(kind, (f"o arquivo {clip(brought.files[0]['name'], _LONGEST_NAME)}", "ele"))
    several, pronoun = _SEVERAL.get(kind, ("os {} arquivos", "eles"))
    return several.format(len(brought.files)), pronoun


def where(brought: Brought) -> str:
    """The question where it belongs; an audio is kept, but not heard."""
    thing, pronoun = called(brought)
    if not brought.files and thing == "a mensagem":
        said = "Guardei a mensagem; não faço nada só porque alguém disse."
        return f"{said} O que faço com ela? Para anotar num registro, escreva o número."
    is_heard = not any(str(each["mime"]).startswith("audio/") for each in brought.files)
    which = f"De que registro {pronoun} {'são' if pronoun.endswith('s') else 'é'}?"
    return " ".join((f"Guardei {thing}.", *(() if is_heard else (_AUDIO,)), which))


def kept_all_the_same(brought: Brought) -> str:
    """What is said where the request is refused: nothing that came with it is lost."""
    thing, pronoun = called(brought)
    return f"Guardei {thing}: escreva o número do registro a que {pronoun} {_belongs(pronoun)}."


def _belongs(pronoun: str) -> str:
    return "pertencem" if pronoun.endswith("s") else "pertence"


def quotation(text: str, author: str = "") -> str:
    """Somebody else's words, with the name of who wrote them."""
    said = text.strip()
    return f"Mensagem encaminhada, de {author}: “{said}”" if author else f"Mensagem de outra pessoa: “{said}”"


def passed_on(author: str) -> str:
    """What is noted of forwarded files without words."""
    return f"Encaminhado, de {author}." if author else "Encaminhado de outra pessoa."


def caption(text: str) -> str:
    """What a person wrote with a file."""
    return f"Legenda: “{text}”"


def quoted(words: str) -> str:
    """The text of a quotation alone; empty where nothing is quoted."""
    found = _QUOTED.fullmatch(words)
    return found[1] if found else "" if words.startswith("Encaminhado") else words


def waiting(found: Sequence[KeptMessage]) -> Reply:
    """What waits for its record, the newest first."""
    if not found:
        return Reply("Nada espera: tudo o que você mandou já está num registro.")
    lines = [f"• {_line(each)}" for each in found]
    buttons = [
        Button(f"{each.id}: de que registro?", f"{'anexar' if each.files else 'comentar'} guardado {each.id}")
        for each in found
    ]
    return Reply("\n".join(["Guardei e falta dizer de que registro é:", *lines]), tuple(buttons))


def _line(message: KeptMessage) -> str:
    names = ", ".join(str(each["name"]) for each in message.files)
    return f"guardado {message.id}, {moments.stamp_text(message.at)}: {clip(names or message.words, 80)}"
