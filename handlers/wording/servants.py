"""Texts about servants: facts, never a place among others."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.cards import instead, sheet
from models import moments, servants
from models.expedientes import Expediente
from models.people import Person, Role
from models.records import Record
from models.servants import ELOGIO, FATO, KIND, NoteKind, ServantNote, Timeliness
from models.texts import clip


def registered(note: ServantNote, kind: NoteKind) -> Reply:
    """Where the note goes, and who is told."""
    level = note.expediente.access_level
    if kind is FATO:
        text = f"{note.code} registrada ({level}) e levada a quem pode apurar. Não avisei a pessoa."
        if note.person.role == Role.PREFEITO:
            text += " Do que se diz da Prefeita, o caminho é a Câmara ou o Ministério Público: nada sai daqui."
    elif kind is ELOGIO:
        text = f"{note.code} registrado ({level}). {note.person.name} toma ciência, e o RH recebe para averbar."
    else:
        text = f"{note.code} registrada ({level}). {note.person.name} recebe em particular e pode responder."
    return Reply(text, (Button("Ver", f"ver {note.code}"),))


@instead(KIND)
def card(session: Session, record: Record, person: Person, now: datetime) -> Reply | None:
    """A note as those who must see it read it; every look is written down."""
    assert isinstance(record, Expediente)
    note = servants.of(session, record)
    if note is None:
        return None
    servants.seen(session, note, by=person, now=now)
    lines = [f"{record.tipo.capitalize()} sobre {note.person.name}, de {moments.date_text(record.recebido_em)}"]
    if record.tipo != FATO.tipo:
        known = f"em {moments.moment_text(note.seen_at)}" if note.seen_at else "à espera"
        lines.append(f"Ciência: {known}")
    lines += [f"Resposta: {note.answer}"] if note.answer else []
    lines += [f"Destino: {note.filed_as}"] if note.filed_as else []
    waits = person.id == note.person_id and note.seen_at is None and record.tipo != FATO.tipo
    buttons = [Button("Ciente", f"ciente {record.code}")] if waits else []
    return sheet(session, record, lines, person, now, buttons)


def listed(found: list[ServantNote]) -> Reply:
    """The elogios, one a line."""
    if not found:
        return Reply("Nenhum elogio que você possa ver.")
    lines = [f"{each.code} {each.person.name}: {clip(each.expediente.title, 60)}" for each in found]
    return Reply(
        "\n".join([f"Elogios ({len(found)}):", *lines]), tuple(Button(e.code, f"ver {e.code}") for e in found[:5])
    )


def viewers(note: ServantNote, found: list[tuple[Person, datetime | None]]) -> Reply:
    """The people a note is open to."""
    lines = [f"• {who.name}: {moments.short_text(at) if at else 'ainda não abriu'}" for who, at in found]
    return Reply("\n".join([f"{note.code} está aberto a:", *lines]))


def timeliness(person: Person, found: Timeliness, *, is_logged: bool = False) -> Reply:
    """The dates kept; nothing of too few."""
    logged = " Consulta registrada." if is_logged else ""
    total = found.kept + found.late
    if found.is_small:
        return Reply(f"{person.name}: amostra pequena ({total} prazos encerrados), e nada se diz dela.{logged}")
    text = f"{person.name}: {found.kept} de {total} prazos cumpridos no prazo; {found.open_late} em atraso."
    return Reply(f"{text} Licenças, substituições e prazos parados não foram descontados.{logged}")
