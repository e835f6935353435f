"""Events in words: the card, the day of an agenda, requests, conflicts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from handlers.base import Button, Reply, Request
from handlers.reading import filters
from handlers.reading.events_listed import narrowed
from handlers.wording import cards
from handlers.wording import lists as pages
from handlers.wording.events_meetings import meeting_lines
from handlers.wording.events_trips import trip_lines
from models import moments, municipal_days
from models.events import (
    HELD_IN,
    KIND,
    SUBJECT,
    Event,
    EventStatus,
    Participant,
    PersonAnswer,
    Venue,
    calendar,
    kind_of,
    people,
    register,
    state_of,
)
from models.events.calendar import BusyTime
from models.events.ics import Imported
from models.events.register import busy_of
from models.events.reminders import EventReminder, ReminderCause
from models.outbox import Message
from models.people import Person, Substitution, standing
from models.texts import clip, listed, plural

_MOST = 3
Warns = Callable[[Event, datetime], list[str]]
_warnings: list[Warns] = []


@cards.card(KIND)
def card(session: Session, event: Event, person: Person, now: datetime) -> Reply:
    """The event, its time and people, and what the person may do next."""
    kind, found = kind_of(event.event_kind), people.of(session, event)
    lines = [f"{kind.one.capitalize()} {state_of(event)}", people.when(event), *_who(event, found)]
    lines += [f"Preparo, por {each['by']}: {each['text']}" for each in event.details.get("briefing", [])]
    lines += meeting_lines(session, event) if kind.is_meeting else trip_lines(event)
    lines += [f"O que houve: {event.outcome}"] if event.outcome else []
    return cards.sheet(session, event, lines, person, now, _buttons(session, event, found, person, now))


def _who(event: Event, found: Sequence[Participant]) -> list[str]:
    meeting = kind_of(event.event_kind).is_meeting
    lines = [f"{'Preside:' if meeting else 'Agenda de'} {event.owner.name}"]
    others = [each for each in found if each.capacity not in (people.CHAIR, people.OWNER)]
    if event.requester:
        lines.append(f"Pedido por {event.requester}")
    lines += [
        f"{name.capitalize()}: {event.details[name]}"
        for name in ("cnpj", "interesse", "acompanha")
        if name in event.details
    ]
    if others:
        lines.append(f"{plural(len(others), 'chamado', 'chamados')}: {people.counted(others)}")
        lines += [f"• {_answer(each)}" for each in others if each.answer != PersonAnswer.PENDENTE]
    return lines


def _answer(each: Participant) -> str:
    return f"{name_of(each)}: {each.answer}" + (f", {each.reason}" if each.reason else "")


def name_of(each: Participant) -> str:
    """`Ivo Santana (por Rosa Mendes)`"""
    who = each.person.name if each.person else each.name or (f"{each.orgao.sigla} (sem titular)" if each.orgao else "")
    return f"{who} (por {each.held_by.name})" if each.held_by else who


def _buttons(
    session: Session, event: Event, found: Sequence[Participant], person: Person, now: datetime
) -> tuple[Button, ...]:
    code, is_ahead = event.code, event.starts_at > now
    is_called = any(each.person_id == person.id and each.answer == PersonAnswer.PENDENTE for each in found)
    keeps, meeting = people.may_keep(session, event, person, now), kind_of(event.event_kind).is_meeting
    if event.status == EventStatus.PEDIDO:
        return (Button("Confirmar", f"confirmar {code}"), Button("Recusar", f"recusar pedido {code}")) if keeps else ()
    mine = people.buttons(event)[:3] if is_called and is_ahead and event.status in HELD_IN else ()
    if event.status in HELD_IN and is_ahead:
        more = [Button("Incluir item", f"item {code}")] if meeting else [Button("Preparo", f"briefing {code}")]
        more += [Button("Remarcar", f"remarcar {code}")] if keeps else []
        is_today = moments.today(event.starts_at) == moments.today(now) and event.owner_id == person.id
        more += [Button("Estou indo", f"estou indo {code}")] if is_today else []
        more += [Button("Vou atrasar 15 min", f"atrasei 15 min {code}")] if is_today else []
        return (*mine, *more)
    if event.status in HELD_IN and keeps:
        during = (
            (Button("Presenças", f"presença {code}"), Button("Deliberação", f"deliberação {code}")) if meeting else ()
        )
        return (*during, Button("Encerrar" if meeting else "Realizado", f"realizado {code}"))
    return (Button("Ata", f"ata {code}"),) if meeting and event.status == EventStatus.REALIZADO else ()


def series_lines(made: Sequence[Event], left_out: Sequence[datetime]) -> list[str]:
    """What is said of a series: how many more, until when, and the days it leaves out."""
    lines = [register.after_it(made[1:])] if len(made) > 1 else []
    days = listed([moments.date_text(moments.local(each).date()) for each in left_out[:_MOST]])
    return lines + (
        [f"Sem expediente, ficam de fora: {days}{' e outros' if len(left_out) > _MOST else ''}."] if days else []
    )


def convened(session: Session, made: Sequence[Event], left_out: Sequence[datetime] = (), *, now: datetime) -> Reply:
    """The answer to a convocation: who is called, who for whom, until when the pauta is open, what collides."""
    event = made[0]
    found = people.of(session, event)
    orgaos = [each for each in found if each.orgao_id]
    lines = [f"{event.code} convocada: {people.when(event)}.", *series_lines(made, left_out)]
    many = plural(len(orgaos), "órgão", "órgãos") if orgaos else plural(len(found), "pessoa", "pessoas")
    for_others = [f"por {each.held_by.name} vai {each.person.name}" for each in found if each.held_by and each.person]
    lines += [f"{'; '.join([many, *for_others])}."] if len(found) > 1 else []
    if vacant := [each.orgao.sigla for each in found if each.person is None and each.orgao]:
        lines.append(f"Sem titular, ninguém foi chamado: {listed(vacant)}.")
    if event.closes_at:
        lines.append(f"Pauta fecha {moments.moment_text(event.closes_at)}.")
    if why := municipal_days.current(session).why_not(moments.today(event.starts_at)):
        lines.append(f"Atenção: {moments.day_text(moments.today(event.starts_at))} não tem expediente ({why}). Mantém?")
    lines += [*collisions(session, event, found), *warnings(event, now)]
    code = event.code
    more = (Button("Incluir item", f"item {code}"), Button("Adiar", f"adiar {code}"))
    return Reply("\n".join(lines), (Button("Ver", f"ver {code}"), *more, Button("Cancelar", f"cancelar {code}")))


def called_too(session: Session, event: Event, called: Sequence[people.Called]) -> Reply:
    """The answer to a further call: who, for whom, and what collides."""
    those = [each for each in people.of(session, event) if each.person in [one.person for one in called]]
    lines = [f"{listed([name_of(each) for each in those])} também: {event.code}, {people.when(event)}. Já avisei."]
    if vacant := [each.orgao.sigla for each in called if each.person is None and each.orgao]:
        lines.append(f"Sem titular, ninguém foi chamado: {listed(vacant)}.")
    return Reply("\n".join([*lines, *collisions(session, event, those)]), (Button("Ver", f"ver {event.code}"),))


def warns(function: Warns) -> Warns:
    """Register what is said of the time of some events when they are set or moved: `function(event, now) -> lines`."""
    _warnings.append(function)
    return function


def warnings(event: Event, now: datetime) -> list[str]:
    """What other subjects have to say of the time of an event."""
    return [line for each in _warnings for line in each(event, now)]


def collisions(session: Session, event: Event, found: Sequence[Participant]) -> list[str]:
    """The participants who have something else at that hour, one line for each other event."""
    busy = dict[str, list[str]]()
    for each in found:
        clashes = calendar.clashes(session, each.person_id, busy_of(event)) if each.person_id else []
        hard = [clash.other for clash in clashes if clash.hard and clash.other]
        if each.person and hard:
            busy.setdefault(hard[0].code or "outro compromisso", []).append(each.person.name)
    return [_collision(names, other) for other, names in busy.items()]


def _collision(names: Sequence[str], other: str) -> str:
    more = f" e mais {len(names) - _MOST}" if len(names) > _MOST else ""
    who = f"{', '.join(names[:_MOST])}{more}" if more else listed(names)
    return f"{who} {'tem' if len(names) == 1 else 'têm'} {other} a essa hora."


def listing(
    request: Request, title: str, *where: ColumnElement[bool], states: tuple[str, ...] = (), feminine: bool = False
) -> Reply:
    """A list of events, the next one first; of those that are over, the last one first. `states`: by default."""
    more, of_what, wanted_states = narrowed(request)
    asked = filters.read(request, SUBJECT)
    title = asked.title.replace("Eventos abertos", title).replace("Eventos", title)
    wanted = replace(asked.wanted, states=asked.wanted.states or wanted_states or states)
    asked = replace(asked, title=f"{title} {of_what}".strip(), wanted=wanted)
    where = (*where, *more)
    found, total = calendar.listed(request.session, asked.wanted, *where, by=request.person, now=request.now)
    if asked.wanted.whole:
        return pages.whole(SUBJECT, asked, [each.id for each in found])
    return pages.paged(
        replace(SUBJECT, feminine=feminine),
        asked,
        [in_list(each) for each in found],
        [each.code for each in found],
        total,
    )


def in_list(event: Event) -> str:
    """`REU-7/2026 encerramento do exercício — quarta-feira, 02/12, 9h às 11h, Paço`"""
    mark = "" if event.status in HELD_IN else f" [{state_of(event)}]"
    who = f", {event.requester}" if event.requester else ""
    return f"{event.code}{mark} {clip(event.title, 60)}{who} — {people.when(event)}"


# --- one's agenda --------------------------------------------------------------------------------------------


def agenda(session: Session, who: Person, first: date, last: date, viewer: Person, now: datetime) -> Reply:
    """The agenda of a person from one day to another, as far as the viewer may read it."""
    blocks, codes = list[str](), list[str]()
    day = first
    while day <= last:
        found = calendar.day_of(session, who.id, day)
        seen = seen_by(session, found, viewer, now)
        if found or first == last:
            lines = day_lines(session, found, seen) or ["Nada marcado."]
            blocks.append("\n".join([f"{moments.day_text(day).capitalize()}:", *lines]))
        codes += [each.code for each in found if each.event_id in seen]
        day = moments.days_after(day, 1)
    of_whom = "" if who.id == viewer.id else f" de {who.name}"
    text = f"Agenda{of_whom}.\n" + "\n\n".join(blocks or ["Nada marcado."])
    buttons = [Button(code, f"ver {code}") for code in dict.fromkeys(codes)][:5]
    return Reply(text, (*buttons, Button("Semana", f"agenda @{who.handle} semana"), Button("Prazos do dia", "pauta")))


def day_lines(session: Session, found: Sequence[BusyTime], seen: set[int]) -> list[str]:
    """One day, in order, with the hour to leave and the gaps."""
    lines, before = list[str](), None
    for each in found:
        lines += _gap(before, calendar.departure(session, each, before) or each.starts)
        shown = each.event_id == 0 or each.event_id in seen
        lines.append(
            f"• {_hours(each)} {_title(each) if shown else 'Ocupado'}{_way(session, each, before) if shown else ''}"
        )
        before = each if before is None or each.ends > before.ends else before
    return lines


def _way(session: Session, each: BusyTime, before: BusyTime | None) -> str:
    """`; 20 min de deslocamento, sair às 14h30`"""
    leave = calendar.departure(session, each, before)
    if leave is None:
        return ""
    minutes = int((each.starts - leave).total_seconds() // 60) - calendar.MARGIN
    return f"; {minutes} min de deslocamento, sair às {moments.hour_text(moments.local(leave))}"


def _gap(before: BusyTime | None, until: datetime) -> list[str]:
    if before is None or before.all_day or until - before.ends < timedelta(minutes=30):
        return []
    return [f"  livre {moments.hour_text(moments.local(before.ends))} às {moments.hour_text(moments.local(until))}"]


def _hours(each: BusyTime) -> str:
    if each.all_day:
        return "dia inteiro"
    return f"{moments.hour_text(moments.local(each.starts))} às {moments.hour_text(moments.local(each.ends))}"


def _title(each: BusyTime) -> str:
    where = f", {each.place}" if each.place else ""
    return f"{each.code} {clip(each.title, 60)}{where}".strip() + (" (a confirmar)" if each.tentative else "")


def seen_by(session: Session, found: Sequence[BusyTime], viewer: Person, now: datetime) -> set[int]:
    """The ids of the events among these that a person may read."""
    return calendar.visible(session, [each.event_id for each in found if each.event_id], standing(session, viewer, now))


def answering(day: date, holder: Person, found: Sequence[Substitution], names: Mapping[int, str]) -> Reply:
    """Who answers for a person on a day: the registered substitute, or the person."""
    when = moments.day_text(day)
    if not found:
        text = f"{when.capitalize()} responde {holder.name}: não há substituição registrada (exige portaria)."
        return Reply(text, (Button("Registrar substituição", f"substituição @{holder.handle}"),))
    each = found[0]
    until = f"de {moments.date_text(each.starts)} a {moments.date_text(each.ends)}"
    act = f", portaria {each.portaria}" if each.portaria else ""
    return Reply(f"{when.capitalize()} responde {names[each.substitute_id]}, por {holder.name} ({until}{act}).")


def free(who: Sequence[Person], times: Sequence[datetime], minutes: int, length: timedelta) -> Reply:
    """The free hours of one or more people."""
    names = listed([each.name for each in who])
    if not times:
        return Reply(f"Não achei {minutes} min livres de {names} nesses dias.")
    lines = [f"• {people.span(each, each + length)}" for each in times]
    return Reply("\n".join([f"Livre para {names}:", *lines]))


def places(found: Sequence[tuple[Venue, list[tuple[str, int]]]]) -> Reply:
    """The venues, and the minutes to each."""
    if not found:
        return Reply(
            "Nenhum local cadastrado. Exemplo: local novo UBS Jardim Novo, Rua das Acácias, 300, 20 min do Paço"
        )
    lines = [_venue(venue, near) for venue, near in found]
    return Reply("\n".join([f"Locais ({len(found)}):", *lines]), (Button("Cadastrar", "local novo"),))


def _venue(venue: Venue, near: list[tuple[str, int]]) -> str:
    where = f" · {venue.address}" if venue.address else ""
    way = f" · {listed([f'{minutes} min de {name}' for name, minutes in near])}" if near else ""
    return f"{venue.name}{where}{way}{' · daqui se sai' if venue.is_base else ''}"


def reminder(each: EventReminder) -> Message:
    """What a person is told of an event: to answer, to leave, whether it happened, who comes instead."""
    event, code = each.event, each.event.code
    when, see = people.when(event), Button("Ver", f"ver {code}")
    if each.cause == ReminderCause.HAPPENED:
        asks = (Button("Aconteceu", f"realizado {code}"), Button("Não aconteceu", f"não realizado {code}"), see)
        return Message(f"{code} {event.title} ({when}): aconteceu? O que ficou?", asks)
    text = {
        ReminderCause.UNANSWERED: f"Você ainda não respondeu: {code} {event.title}, {when}.",
        ReminderCause.SOON: f"Daqui a pouco: {code} {event.title}, {when}.",
        ReminderCause.LEAVE: f"Hora de sair para {code} {event.title}, {when}.",
        ReminderCause.CALLED: f"Você é chamado para {code} {event.title}, {when}.",
        ReminderCause.REPLACED: f"Para {code} ({event.title}, {when}), quem vai agora é {each.note}.",
    }[each.cause]
    answers = people.buttons(event) if each.cause in (ReminderCause.UNANSWERED, ReminderCause.CALLED) else (see,)
    return Message(text, answers)


def imported(owner: Person, done: Imported) -> Reply:
    """The answer to an import of a calendar."""
    lines = [f"Agenda de {owner.name} importada: {plural(done.kept, 'horário', 'horários')}."]
    lines += [f"Atenção: {each}." for each in done.doubts[:_MOST]]
    lines += [f"Mudaram de hora: {listed(done.moved)}. Avisei quem tinha a hora antiga."] if done.moved else []
    lines += [f"{code} foi apagado lá e continua aqui. Cancela?" for code in done.asked]
    for code, starts, ends in done.both:
        lines.append(f"{code} mudou lá ({people.span(starts, ends)}) e aqui. Fica a hora daqui, se nada for dito.")
    buttons = [Button(f"Cancelar {code}", f"cancelar {code} apagado do calendário") for code in done.asked]
    for code, starts, ends in done.both[:_MOST]:
        when = f"{moments.local(starts):%d/%m/%Y %Hh%M} às {moments.local(ends):%Hh%M}"
        buttons.append(Button(f"{code}: a hora de lá", f"remarcar {code} para {when}"))
    return Reply("\n".join(lines), (*buttons, Button("Agenda", f"agenda @{owner.handle}")))
