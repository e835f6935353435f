"""The queues, failures, imports and history of the house, in plain words."""

from collections.abc import Sequence
from datetime import datetime

from models import moments, sheet_imports
from models.auditing import ChainCheck, FailedMessage, Queue
from models.auditing.anchors import Anchor
from models.people import Person, door_name
from models.sheet_imports import SheetImport
from models.texts import plural

_HELD_BACK = "segurada: não era o que foi aprovado"
_CHECK = "Para conferir tudo agora, no servidor: python -m bot audit verify"


def queues(found: Sequence[Queue]) -> list[str]:
    """A line for each queue."""
    if not found:
        return ["Filas: nada espera."]
    return ["Filas:", *(f"• {each.name}{_at(each.door)}: {each.count}{_since(each.oldest)}" for each in found)]


def failures(found: Sequence[FailedMessage]) -> list[str]:
    """A line for each message that failed."""
    if not found:
        return ["Falhas: nenhuma mensagem deixou de chegar."]
    return ["Falhas de entrega, a última antes:", *(_failure(each) for each in found)]


def imports(found: Sequence[tuple[SheetImport, Person]], now: datetime) -> list[str]:
    """A line for each table that was sent in the chat."""
    if not found:
        return ["Importações: nenhuma planilha foi mandada pelo chat."]
    return ["Planilhas mandadas pelo chat, a última antes:", *(_import(*each, now) for each in found)]


def history(check: ChainCheck | None, anchor: Anchor | None) -> list[str]:
    """What the verification of the history found, and the last anchor outside the database."""
    if check is None:
        return ["História: ainda não foi conferida.", _CHECK]
    entries = plural(check.entries, "registro conferido", "registros conferidos")
    lines = [f"História: {entries}, em {moments.short_text(check.checked_at)}."]
    if check.broken_id is not None:
        lines.append(f"NÃO confere o registro {check.broken_id}: {check.reason}. Guarde uma cópia do banco.")
    whole = moments.short_text(check.full_at) if check.full_at else "ainda não"
    lines += [f"Do começo ao fim: {whole}.", f"Último elo: {check.head[:16]}"]
    if anchor is not None and anchor.at is not None:
        lines.append(f"Última âncora, fora do banco: {anchor.code}, de {moments.short_text(anchor.at)}.")
    return [*lines, _CHECK]


def _failure(each: FailedMessage) -> str:
    why = each.cause.text if each.cause else _HELD_BACK
    about = f" ({each.code})" if each.code else ""
    return f"• {moments.short_text(each.at)}, {each.name or 'sem pessoa'}{_at(each.door)}{about}: {why}"


def _import(sent: SheetImport, by: Person, now: datetime) -> str:
    many = sheet_imports.of_kind(sent.kind).many
    if sent.imported_at is not None:
        became = f"importada em {moments.short_text(sent.imported_at)}"
    elif sent.percent == sheet_imports.GONE:
        became = "não importada"
    elif sent.checked_at is None:
        became = f"sendo conferida, {sent.percent} % lidos"
    elif sent.wanted_at is not None:
        became = "sendo importada"
    else:
        became = "à espera do botão" if sheet_imports.is_open(sent, now) else "não importada"
    return f"• {moments.short_text(sent.sent_at)}, {by.name}, {sent.name} ({many}): {became}"


def _at(door: str) -> str:
    return f", {door_name(door)}" if door else ""


def _since(oldest: datetime | None) -> str:
    return f", desde {moments.short_text(oldest)}" if oldest else ""
