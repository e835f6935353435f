"""The sentences about tables sent in the chat."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models.catalogues import Catalogue
from models.outbox import FileOut
from models.sheet_imports import Rehearsal
from models.sheets import Fault, ImportResult
from models.subjects import Subject
from models.texts import listed, plural

_MOST = 5


def did(subject: Subject | Catalogue, result: ImportResult, name: str, *, would: bool) -> str:
    """The rows imported, or those that would be."""
    end = "a" if subject.feminine else "o"
    one, many = (f"Seria importad{end}", f"Seriam importad{end}s") if would else (f"Importad{end}", f"Importad{end}s")
    rest = [f"{result.changed} com mudança"] if result.changed else []
    known = plural(result.same, f"já estava registrad{end}", f"já estavam registrad{end}s")
    rest += [known] if result.same else []
    said = f"{one if result.new == 1 else many} {plural(result.new, subject.one, subject.many)} de {name}"
    return f"{said}; {listed(rest)}." if rest else f"{said}."


def rehearsed(subject: Subject | Catalogue, found: Rehearsal, name: str) -> Reply:
    notes = [f"Atenção: {each}." for each in found.result.notes[:_MOST]]
    more = len(found.result.notes) - _MOST
    notes += [f"… e mais {more} avisos."] if more > 0 else []
    lines = [did(subject, found.result, name, would=True), *notes, "Nada mudou ainda."]
    return Reply("\n".join(lines), (Button("Importar", f"importar {found.import_id}"),))


def wrong(name: str, faults: Sequence[Fault], file: FileOut) -> Reply:
    lines = [f"{name} tem {plural(len(faults), 'erro', 'erros')}, e nada foi importado:"]
    lines += [f"• {each}" for each in faults[:_MOST]]
    more = len(faults) - _MOST
    lines += [f"… e mais {more}."] if more > 0 else []
    return Reply("\n".join([*lines, "Todos estão na planilha que segue."]), files=(file,))
