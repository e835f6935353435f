"""Texts about servants: facts, never a place among others."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.cards import instead, sheet
from models import moments, servants
from models.expedientes import Expediente
from models.people import Orgao, Person, Role
from models.records import Record
from models.servants import ELOGIO, FATO, KIND, NoteKind, ServantNote, Timeliness
from models.texts import clip, plural

_AWAY = "Fora da conta: {} de dias em que outra pessoa respondia."


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
    if servants.loses_sight(session, note, person, now):
        return Reply(
            f"{note.code} é seu, mas você já não chefia {note.person.name}: o texto fica com quem chefia hoje."
        )
    servants.seen(session, note, by=person, now=now)
    lines = [f"{record.tipo.capitalize()} sobre {note.person.name}, de {moments.date_text(record.recebido_em)}"]
    if record.tipo != FATO.tipo:
        known = f"em {moments.moment_text(note.seen_at)}" if note.seen_at else "à espera"
        lines.append(f"Ciência: {known}")
    lines += [f"Resposta: {note.answer}"] if note.answer else []
    lines += [f"Retificado: {note.rectified}"] if note.rectified else []
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
    if found.is_small:
        total = found.kept + found.late
        ended = plural(total, "prazo encerrado", "prazos encerrados")
        return Reply(f"{person.name}: amostra pequena ({ended}), e nada se diz dela.{logged}")
    left_out = f" {_AWAY.format(plural(found.away, 'prazo', 'prazos'))}" if found.away else ""
    return Reply(f"{person.name}: {_kept(found)}.{left_out} Férias e licenças sem substituição contam.{logged}")


def _kept(found: Timeliness) -> str:
    total = found.kept + found.late
    late = f"; {found.open_late} em atraso" if found.open_late else "; nada em atraso"
    return f"{found.kept} de {plural(total, 'prazo cumprido', 'prazos cumpridos')} no prazo{late}"


def team(orgao: Orgao, total: Timeliness, named: Sequence[tuple[Person, Timeliness]]) -> Reply:
    """The sums of an órgão, and its people by name: no place among others, nothing of too few."""
    lines = [f"{orgao.sigla}: {_kept(total) if not total.is_small else 'amostra pequena'}."]
    lines += [f"• {who.name}: {'amostra pequena' if each.is_small else _kept(each)}" for who, each in named]
    lines.append(f"{'Em ordem de nome. ' if named else ''}A consulta fica registrada.")
    return Reply("\n".join(lines))
