"""Meetings in words: pauta, presence, deliberations, ata."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from models import moments
from models.deadlines import Due
from models.events import AgendaItem, Deliberation, Event, Participant, corrections, meetings, people
from models.events.meetings import ABSENT, LATE, OUT, PRESENT
from models.people import Person
from models.texts import clip, listed, plural

More = Callable[[Session, Event], list[str]]
_more: list[More] = []


def beside_ata(function: More) -> More:
    """Register what some meetings have besides, as their ata and their card say it: `function(session, event)`."""
    _more.append(function)
    return function


def meeting_lines(session: Session, event: Event) -> list[str]:
    """The part of a card that only a meeting has."""
    items, found = meetings.items(session, event), meetings.deliberations(session, event)
    lines = (
        [f"Pauta fecha {moments.moment_text(event.closes_at)}"]
        if event.closes_at and event.status == "convocada"
        else []
    )
    lines += (
        [f"Pauta ({plural(len(items), 'item', 'itens')}):", *(f"• {item_line(each)}" for each in items)]
        if items
        else []
    )
    lines += ["Deliberações:", *(f"• {deliberation_line(each)}" for each in found)] if found else []
    lines += [line for each in _more for line in each(session, event)]
    return lines + ([f"Ata: {event.ata}"] if event.ata else [])


def item_line(item: AgendaItem) -> str:
    """`2. Encerramento do exercício · Fábio Teles · 20 min`"""
    title = meetings.shown(item.title, item.record)
    parts = [f"{item.position}. {title}", item.by.name, *([f"{item.minutes} min"] if item.minutes else [])]
    linked = f" ({item.record.code}, {item.record.status})" if item.record else ""
    state = {OUT: f" [retirado{f': {item.note}' if item.note else ''}]", LATE: " [chegou depois de fechada a pauta]"}
    return (
        " · ".join(parts) + linked + state.get(item.state, " [para a próxima]" if item.state == meetings.NEXT else "")
    )


def item_added(session: Session, event: Event, item: AgendaItem) -> Reply:
    """The answer to a new item: its place and the time that the pauta takes."""
    see = (Button("Pauta", f"pauta {event.code}"),)
    if item.state == LATE:
        return Reply(
            f"A pauta de {event.code} já fechou. Mandei o item {item.position} à chefia, que decide se entra.", see
        )
    total, length = (
        meetings.minutes_of(meetings.items(session, event)),
        int((event.ends_at - event.starts_at).total_seconds() // 60),
    )
    over = " Passa do tempo da reunião." if total > length else ""
    said = f" Soma da pauta: {total} de {length} min.{over}" if total else ""
    return Reply(f"Item {item.position} incluído por {item.by.name}: {item.title}.{said}", see)


def item_settled(event: Event, item: AgendaItem) -> Reply:
    """The answer to an item let in, left, or taken off."""
    text = {
        meetings.IN: f"Item {item.position} incluído na pauta de {event.code}.",
        meetings.NEXT: f"Item {item.position} fica para a próxima reunião.",
        OUT: f"Item {item.position} retirado de pauta: {item.note}.",
    }[item.state]
    again = (Button("Volta na próxima", f"deixar item {item.position} {event.code}"),) if item.state == OUT else ()
    return Reply(text, (*again, Button("Pauta", f"pauta {event.code}")))


def pauta(session: Session, event: Event) -> Reply:
    """The pauta of a meeting."""
    found = meetings.items(session, event)
    lines = [f"Pauta de {event.code} {event.title}, {people.when(event)}:"]
    lines += [item_line(each) for each in found] or ["Nenhum item ainda."]
    lines += [f"Soma: {total} min."] if (total := meetings.minutes_of(found)) else []
    lines += [f"Fecha {moments.moment_text(event.closes_at)}."] if event.closes_at else []
    return Reply("\n".join(lines), (Button("Incluir item", f"item {event.code}"), Button("Ver", f"ver {event.code}")))


def presence(event: Event, found: Sequence[Participant]) -> Reply:
    """The answer to presences recorded: how many came, how many did not, how many are left."""
    came, missed = (sum(each.presence == state for each in found) for state in (PRESENT, ABSENT))
    left = len(found) - came - missed
    parts = [plural(came, "presença", "presenças"), *([plural(missed, "falta", "faltas")] if missed else [])]
    more = f" {left} por registrar." if left else ""
    others = (Button("Todos os outros presentes", f"presença {event.code} @todos"),) if left else ()
    return Reply(f"{event.code}: {listed(parts)}.{more}", (*others, Button("Ver", f"ver {event.code}")))


def led(event: Event, person: Person, hour: str) -> Reply:
    """The answer to somebody named to preside; `hour`: since when, if it is not from the beginning."""
    since = f", desde as {hour}" if hour else ""
    return Reply(f"{event.code}: preside {person.name}{since}.", (Button("Ver", f"ver {event.code}"),))


def deliberation_line(each: Deliberation) -> str:
    """`1. OBRAS: refazer o cronograma, até sexta-feira, 11/12 (R-8, minuta)`"""
    until = f", até {moments.moment_text(each.due_at, date_only=each.date_only)}" if each.due_at else ", sem prazo"
    return f"{each.position}. {each.who}: {clip(each.text, 100)}{until} ({each.act.code}, {each.act.status})"


def deliberated(each: Deliberation, until: Due | None, missed: Sequence[str]) -> Reply:
    """The answer to a deliberation: the draft it became, and who was not there."""
    when = f"cumprir até {until.text}" if until else "sem prazo"
    text = f"Deliberação {each.position} anotada. "
    text += f"Minuta {each.act.code} pronta para outra pessoa aprovar: {each.who}, {when}."
    text += f"\n{listed(missed)} não esteve na reunião." if missed else ""
    return Reply(text, (Button(f"Ver {each.act.code}", f"ver {each.act.code}"),))


def deliberations(found: Sequence[tuple[Event, Deliberation]], now: datetime) -> Reply:
    """The deliberations not yet fulfilled, meeting by meeting."""
    if not found:
        return Reply("Nenhuma deliberação em aberto.", (Button("Reuniões", "reuniões"),))
    lines, last = [f"Deliberações abertas ({len(found)}):"], ""
    for event, each in found:
        lines += (
            [f"{event.code} {clip(event.title, 50)}, {moments.date_text(moments.local(event.starts_at).date())}:"]
            if event.code != last
            else []
        )
        late = " — vencida" if each.due_at and each.due_at < now else ""
        lines.append(f"• {deliberation_line(each)}{late}")
        last = event.code
    codes = list(dict.fromkeys(each.act.code for _, each in found))[:5]
    return Reply("\n".join(lines), tuple(Button(code, f"ver {code}") for code in codes))


def lacking(session: Session, event: Event) -> list[str]:
    """What an ata still lacks."""
    found = people.of(session, event)
    lines = [f"A reunião está {event.status}."] if event.status != "realizado" else []
    left = sum(not each.presence for each in found)
    lines += [f"{plural(left, 'presença', 'presenças')} por registrar."] if left else []
    return lines


def ata_lines(session: Session, event: Event) -> list[str]:
    """The ata as it is recorded, in sentences; the paper sets the same."""
    found = people.of(session, event)
    there = [f"{name(each)}" for each in found if each.presence == PRESENT]
    missed = [f"{name(each)}{f' ({each.reason})' if each.reason else ''}" for each in found if each.presence == ABSENT]
    chairs = [
        f"{each['name']}{' desde as ' + each['since'] if each['since'] else ''}"
        for each in event.details.get("chairs", [])
    ]
    lines = [f"Presidiu: {listed(list(dict.fromkeys([event.owner.name, *chairs])))}."]
    lines += [f"Presentes: {listed(there)}."] if there else []
    lines += [f"Ausentes: {listed(missed)}."] if missed else []
    lines += (
        ["Pauta:", *(f"• {item_line(each)}" for each in items)] if (items := meetings.items(session, event)) else []
    )
    lines += (
        ["Deliberações:", *(f"• {deliberation_line(each)}" for each in done)]
        if (done := meetings.deliberations(session, event))
        else []
    )
    lines += [line for each in _more for line in each(session, event)]
    withheld = [f"• {each}" for each in corrections.abstentions(event)]
    lines += ["Abstenções:", *withheld] if withheld else []
    lines += [event.ata_text] if event.ata_text else []
    noted = [f"• {name(each)}: {each.ata_note}" for each in found if each.ata_note]
    lines += ["Ressalvas:", *noted] if noted else []
    silent = meetings.silent(session, event) if event.ata in ("aprovada", "assinada") else []
    lines += [f"Não se manifestaram: {listed(silent)}."] if silent else []
    return lines + [_correction(n, each) for n, each in enumerate(corrections.of(event), start=1)]


def _correction(n: int, each: corrections.Correction) -> str:
    approved = f"aprovada por {each.approved_by}" if each.approved_by else "à espera de aprovação"
    return f"Retificação {n}, de {each.on}, por {each.by}, {approved}: {each.text}"


def name(each: Participant) -> str:
    """`Ivo Santana (SOCIAL, por Rosa Mendes)`"""
    who = each.person.name if each.person else each.name or "sem titular"
    more = [*([each.orgao.sigla] if each.orgao else []), *([f"por {each.held_by.name}"] if each.held_by else [])]
    return f"{who} ({', '.join(more)})" if more else who


def ata(session: Session, event: Event) -> Reply:
    """The ata in the chat, with what it lacks on top."""
    missing = lacking(session, event)
    head = f"Ata de {event.code} {event.title} ({event.ata or 'sem ata'}), {people.when(event)}."
    lines = [*(["Falta: " + " ".join(missing)] if missing else []), head, *ata_lines(session, event)]
    buttons = [Button("PDF", f"pdf {event.code}")]
    buttons += [Button("Circular", f"circular ata {event.code}")] if event.ata == "minuta" else []
    return Reply("\n".join(lines), (*buttons, Button("Ver", f"ver {event.code}")))


def ata_approved(event: Event, silent: Sequence[str]) -> Reply:
    """The answer to the approval of an ata."""
    without = f" Sem manifestação: {listed(silent)}." if silent else ""
    text = f"Ata nº {event.code.partition('-')[2]} aprovada.{without} Falta anexar o arquivo assinado."
    return Reply(text, (Button("PDF", f"pdf {event.code}"), Button("Anexar", f"ata assinada {event.code}")))
