"""The sentences about tables sent in the chat."""

from handlers.base import Button, Reply
from models.catalogues import Catalogue
from models.outbox import FileOut
from models.sheet_imports import Rehearsal
from models.sheets import ImportResult
from models.subjects import Subject
from models.texts import listed, plural

_MOST, _MOST_CHANGES = 5, 20


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
    changes = found.result.changes
    changed = [f"• {each}" for each in changes[:_MOST_CHANGES]]
    changed += [f"… e mais {len(changes) - _MOST_CHANGES}."] if len(changes) > _MOST_CHANGES else []
    lines = [did(subject, found.result, name, would=True), *changed, *_notes(found), "Nada mudou ainda."]
    return Reply("\n".join(lines), (Button("Importar", f"importar {found.import_id}"),))


def wrong(name: str, found: Rehearsal, file: FileOut) -> Reply:
    faults = found.faults
    lines = [f"{name} tem {plural(len(faults), 'erro', 'erros')}, e nada foi importado:"]
    lines += [f"• {each}" for each in faults[:_MOST]]
    more = len(faults) - _MOST
    lines += [f"… e mais {more}."] if more > 0 else []
    return Reply("\n".join([*lines, *_notes(found), "Todos estão na planilha que segue."]), files=(file,))


def _notes(found: Rehearsal) -> list[str]:
    notes = found.result.notes
    more = [f"… e mais {len(notes) - _MOST} avisos."] if len(notes) > _MOST else []
    return [*(f"Atenção: {each}." for each in notes[:_MOST]), *more]
