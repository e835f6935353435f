"""Texts about eliminations."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.base import Button, Reply
from models.moments import short_text
from models.people import Person
from models.temporality.elimination import ANNOUNCED_FOR, Elimination, OverdueSeries
from models.texts import plural


def anonymisation(asked: Reply, person: Person, records: int, *, named: bool) -> Reply:
    many = plural(records, "registro", "registros")
    where = f"de {many} e " if records else ""
    why = "são documentos públicos, guardados pelo prazo da tabela" if records else "o prazo ainda corre"
    kept = f"O nome de {person.name} fica no que é {where}da história: {why}." if named else "O nome também sai."
    return replace(asked, text=f"{asked.text}\n{kept}")


def due(found: Sequence[OverdueSeries], pending: Elimination | None) -> Reply:
    lines = [f"• {len(each.ids)} de {each.term.serie} ({each.term.text})" for each in found]
    waits = ""
    if pending is not None:
        when = f"será feita em {short_text(pending.due_at, date_only=True)}" if pending.due_at else "espera confirmação"
        waits = f"Em curso: {pending.count} de {pending.serie}; {when}."
    body = ["Passaram do prazo:", *lines] if lines else ["Nada passou do prazo de guarda."]
    buttons = tuple(Button(f"Eliminar {each.term.serie}", f"eliminar {each.term.serie}") for each in found[:4])
    return Reply("\n".join([*body, waits]).strip(), () if pending else buttons)


def asked(waits: Reply) -> Reply:
    rest = (
        f"Depois dela, o edital corre por {ANNOUNCED_FOR.days} dias antes de algo ser apagado. "
        "Os números, a história encadeada e o termo ficam."
    )
    buttons = (Button("Listagem em PDF", "listagem de eliminação"), Button("Desistir", "desistir da eliminação"))
    return replace(waits, text=f"{waits.text}\n{rest}", buttons=buttons)
