"""The sentences about tables sent in the chat."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.base import Button, Reply
from models import attachments, sheet_imports, sheet_imports_long
from models.catalogues import Catalogue
from models.outbox import FileOut, Message
from models.people import Person
from models.sheet_imports import Rehearsal
from models.sheets import Fault, ImportResult
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


def queued(name: str, size: int) -> Reply:
    """The answer to a long table."""
    said = f"Recebi {name} ({attachments.size_text(size)}). É longa: vou conferindo, e digo aqui o que mudaria."
    return Reply(said, (Button("Andamento", "status importações"),))


def progress(name: str, percent: int) -> Message:
    return Message(f"Conferindo {name}: {percent} % lidos.")


def checked(kind: str, name: str, found: Rehearsal | None, *, by: Person, now: datetime) -> Reply:
    """What a long table would do; None: it could not be checked."""
    if found is None:
        return Reply(f"Não consegui conferir {name}, e nada mudou. Divida em partes e mande de novo.")
    if found.lacks is not None:
        return Reply(f"Ainda não conferi {name}. {found.lacks.sentence} Mande a planilha de novo, com isso na legenda.")
    if found.faults:
        return wrong(name, found, sheet_imports.report(name, found.faults, by=by, now=now))
    if not found.import_id:
        return Reply(f"Tudo o que está em {name} já está registrado: nada mudaria.")
    reply = rehearsed(sheet_imports.of_kind(kind), found, name)
    waits = sheet_imports_long.seconds(kind, found.result)
    return replace(reply, text=f"{reply.text} Importar leva cerca de {waits} s, em que os outros pedidos esperam.")


def wanted(name: str) -> Reply:
    return Reply(f"Vou importar {name} inteira, ou nada. Digo aqui quando acabar.")


def imported(kind: str, name: str, result: ImportResult, faults: Sequence[Fault]) -> Reply:
    """What a long table did."""
    table = sheet_imports.of_kind(kind)
    if faults:
        return Reply(
            f"Algo mudou desde a conferência, e nada foi importado: {faults[0]}. Mande {name} de novo.",
        )
    return Reply(did(table, result, name, would=False), (Button("Ver", table.many),))


def _notes(found: Rehearsal) -> list[str]:
    notes = found.result.notes
    more = [f"… e mais {len(notes) - _MOST} avisos."] if len(notes) > _MOST else []
    return [*(f"Atenção: {each}." for each in notes[:_MOST]), *more]
