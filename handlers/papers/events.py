"""On paper: the ata of a meeting, what the card says of any other event, the agenda of the day."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, of_lines, paper, text
from handlers.wording import events as cards
from handlers.wording import events_meetings as wording
from handlers.wording.events_trips import trip_lines
from models import moments, municipal_days
from models.events import KIND, Event, calendar, kind_of, meetings, people, requests, trips
from models.people import Person, Role, standing, with_role

DAY, CONVOCATION, TRIP = "agenda do dia", "convocação", "relatório de viagem"


@paper("ata", about=(KIND,))
def ata(session: Session, event: Event, _person: Person, _now: datetime) -> Facts:
    """The ata with number, time, place, people, items, deliberations and objections; marked while not approved."""
    kind, day = kind_of(event.event_kind), moments.today(event.starts_at)
    blocks: list[Block] = [
        fields(("Assunto", event.title), ("Quando", people.span(event.starts_at, event.ends_at)), ("Onde", event.place))
    ]
    if not kind.is_meeting:
        more = [("De", event.owner.name), ("Pedido por", event.requester), ("O que houve", event.outcome)]
        found = [*blocks, fields(*more), *map(text, trip_lines(event))]
        return Facts(f"{kind.one.capitalize()} {event.code}", event.code, day, found)
    blocks += of_lines(wording.ata_lines(session, event))
    is_final = event.ata in ("aprovada", "assinada")
    number = event.code.partition("-")[2]
    return Facts(f"Ata nº {number}", f"Ata {number}", day, blocks, draft=not is_final)


@paper(CONVOCATION)
def convocation(session: Session, event: Event, _person: Person, now: datetime) -> Facts:
    """Who is called to a meeting, when and where, until when items may be sent, and the pauta so far."""
    called = [wording.name(each) for each in people.of(session, event)]
    closes = moments.moment_text(event.closes_at) if event.closes_at else ""
    facts = fields(
        ("Assunto", event.title),
        ("Quando", people.span(event.starts_at, event.ends_at)),
        ("Onde", event.place),
        ("Preside", event.owner.called),
        ("A pauta fecha", closes),
    )
    items = [wording.item_line(each) for each in meetings.items(session, event) if each.state == meetings.IN]
    blocks = [facts, heading("Convocados"), *map(text, called)]
    blocks += [heading("Pauta"), *map(text, items)] if items else []
    return Facts(f"Convocação {event.code}", event.code, moments.today(now), blocks)


@paper(TRIP)
def trip(session: Session, event: Event, _person: Person, _now: datetime) -> Facts:
    """The report of a trip: where, when, who went, what came of it, and its money."""
    went = [wording.name(each) for each in people.of(session, event)]
    blocks: list[Block] = [
        fields(
            ("Viagem", event.title),
            ("Período", people.span(event.starts_at, event.ends_at)),
            ("Destino", event.place),
            ("De", event.owner.called),
            ("Foram", "; ".join(went)),
            ("O que houve", trips.report_of(event) or event.outcome),
        ),
        *map(text, trip_lines(event)),
        text("______________________________ quem viajou"),
    ]
    return Facts(f"Relatório de viagem {event.code}", event.code, moments.today(event.ends_at), blocks)


@paper(DAY)
def day(session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """One page for the car: hours, places, departures, contacts and what was prepared; of today, or of the next day.

    For the cabinet it is the mayor's.
    """
    is_cabinet = standing(session, person, now).is_cabinet
    owner = next(iter(with_role(session, Role.PREFEITO)), person) if is_cabinet else person
    today = moments.today(now)
    left = [each for each in calendar.day_of(session, owner.id, today) if each.ends > now]
    on = today if left else municipal_days.current(session).next_business_day(moments.days_after(today, 1))
    found = calendar.day_of(session, owner.id, on)
    seen = cards.seen_by(session, found, person, now)
    phones = [f"{each.name} {each.phone}" for each in requests.desk(session) if isinstance(each, Person) and each.phone]
    head = fields(("De", owner.called), ("Dia", moments.day_text(on)), ("Agenda do gabinete", "; ".join(phones)))
    blocks = [head, *of_lines(cards.day_lines(session, found, seen) or ["Nada marcado."])]
    for each in (session.get_one(Event, one.event_id) for one in found if one.event_id in seen):
        blocks += _prepared(each)
    return Facts(f"Agenda de {moments.day_text(on)}", "Agenda", on, blocks)


def _prepared(event: Event) -> list[Block]:
    """Who asked for an event and how to reach them, and what was prepared for it."""
    asked = [f"Pedido por {event.requester}{f', {event.contact}' if event.contact else ''}"] if event.requester else []
    lines = [*asked, *(f"{each['by']}: {each['text']}" for each in event.details.get("briefing", []))]
    return [heading(f"{event.code} {event.title}"), *map(text, lines)] if lines else []
