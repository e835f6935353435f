"""The people of an event: who is called for whom, what they answer, whether they came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, notices
from models.base import Button, Refusal, insert_rows
from models.events.subject import BRIEFING, state_of
from models.events.tables import HELD_IN, Event, Participant, PersonAnswer
from models.outbox import Priority
from models.people import Orgao, Person, holder, stand_in, standing
from models.people.lists import members_of
from models.records import followers, readers
from models.texts import ended, listed

DESK = "agenda"  # the list of people who keep the agenda; the whole cabinet, while there is no such list
CHAIR, OWNER = "preside", "agenda"


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody called to an event: who comes, for which holder who is away, for which órgão."""

    person: Person | None
    held_by: Person | None = None
    orgao: Orgao | None = None


def is_desk(session: Session, by: Person, now: datetime) -> bool:
    """Whether the person keeps agendas: the mayor, the chefia, the members of @agenda."""
    who = standing(session, by, now)
    members = members_of(session, DESK)
    ids = {each.id for each in members if isinstance(each, Person)}
    return who.commands or bool(ids & who.person_ids) or (not members and who.is_cabinet)


def require_desk(session: Session, by: Person, now: datetime) -> None:
    """Refuse whoever does not keep agendas."""
    if not is_desk(session, by, now):
        raise Refusal("Só a chefia de gabinete e a agenda do gabinete (lista @agenda) marcam isso.")


def may_keep(session: Session, event: Event, by: Person, now: datetime) -> bool:
    """Whether the person may change an event: whose agenda it is in, who made it, the desk."""
    who = standing(session, by, now)
    return {event.owner_id, event.author_id} & who.person_ids != frozenset() or is_desk(session, by, now)


def require_keeper(session: Session, event: Event, by: Person, now: datetime) -> None:
    """Refuse whoever may not change an event."""
    if not may_keep(session, event, by, now):
        raise Refusal(
            f"{event.code} só pode ser mudado por quem o marcou, por {event.owner.name} ou pela agenda do gabinete."
        )


def called(session: Session, invited: Iterable[Person | Orgao], day: date) -> list[Called]:
    """Who comes on that day for these people and órgãos: the substitute, where the holder is away then."""
    found = dict[int, Called]()
    for count, each in enumerate(invited):
        orgao = each if isinstance(each, Orgao) else None
        own = holder(session, orgao) if orgao else each
        if not isinstance(own, Person):
            found[-count - 1] = Called(None, None, orgao)
            continue
        comes = stand_in(session, own, day)
        found.setdefault(comes.id, Called(comes, own if comes.id != own.id else None, orgao))
    return list(found.values())


def add(session: Session, event_id: int, people: Sequence[Called], capacity: str = "", answer: str = "") -> None:
    """Write these people down as participants."""
    state = answer or PersonAnswer.PENDENTE.value
    blank = {"name": "", "reason": "", "presence": "", "ata_answer": "", "ata_note": ""}
    rows = [
        {
            "event_id": event_id,
            "person_id": each.person.id if each.person else None,
            "for_id": each.held_by.id if each.held_by else None,
            "orgao_id": each.orgao.id if each.orgao else None,
            "capacity": capacity,
            "answer": state,
            **blank,
        }
        for each in people
    ]
    insert_rows(session, Participant, rows)


def call(
    session: Session, event: Event, invited: Sequence[Person | Orgao], *, by: Person, now: datetime
) -> list[Called]:
    """Call more people to an event that is set; returns those who were not called before. Raises Refusal."""
    require_keeper(session, event, by, now)
    if event.status not in HELD_IN or event.starts_at <= now:
        state = f"está {state_of(event)}" if event.status not in HELD_IN else "já começou"
        raise Refusal(f"{event.code} {state}: não se chama mais ninguém.")
    there = {each.person_id for each in of(session, event)}
    found = called(session, invited, moments.today(event.starts_at))
    new = [each for each in found if each.person is None or each.person.id not in there]
    people = [each.person for each in new if each.person]
    if not people:
        raise Refusal(f"Ninguém a mais para chamar: veja quem já está em {event.code}.", [_seen(event)])
    unseeing = [each for each in people if each not in readers(session, event, people, now)]
    if unseeing:
        raise Refusal(
            f"{event.code} é {event.access_level}, e não pode ser vista por {names(unseeing)}.", [_seen(event)]
        )
    add(session, event.id, new)
    audit.write(session, "convocacao", by=by, now=now, record_id=event.id, text=f"chamados também: {names(people)}")
    lead = f"{by.name} chama você também"
    notices.assign(session, event.id, convocation(event, lead), people, by=by, now=now, buttons=buttons(event))
    return new


def _seen(event: Event) -> Button:
    return Button("Ver", f"ver {event.code}")


def of(session: Session, event: Event) -> list[Participant]:
    """The participants of an event, in the order in which they were called."""
    return list(session.scalars(select(Participant).where(Participant.event_id == event.id).order_by(Participant.id)))


def reached(session: Session, event: Event, *answers: str) -> list[Person]:
    """The people of the house who take part, those of some answers only where they are given."""
    return [each.person for each in of(session, event) if each.person and (not answers or each.answer in answers)]


def informed(session: Session, event: Event) -> list[Person]:
    """Everybody who knows when an event is: who takes part, who registered it, who prepares it, who follows it."""
    preparing = [each.person or each.orgao for each in deadlines.open_of(session, event.id) if each.kind == BRIEFING]
    heads = [holder(session, each) if isinstance(each, Orgao) else each for each in preparing]
    following = [session.get_one(Person, each) for each in followers(session, event)]
    found = (*reached(session, event), *event.authors, *heads, *following)
    return list(dict.fromkeys(each for each in found if each is not None))


def own(session: Session, event: Event, by: Person, now: datetime) -> Participant:
    """The participation of a person. Raises Refusal where there is none."""
    ids = standing(session, by, now).person_ids
    found = [each for each in of(session, event) if each.person_id in ids]
    if not found:
        raise Refusal(f"Você não está entre os chamados para {event.code}.")
    return next((each for each in found if each.person_id == by.id), found[0])


def answer(
    session: Session,
    event: Event,
    said: PersonAnswer,
    reason: str = "",
    *,
    by: Person,
    now: datetime,
    send: Person | None = None,
) -> None:
    """Note what a person answers to a convocation; whoever called is told of all but a plain yes.

    `send`: who comes instead, who is called at once.
    """
    if event.status not in HELD_IN or event.starts_at <= now:
        raise Refusal(f"{event.code} está {state_of(event)}: não espera resposta.")
    mine = own(session, event, by, now)
    mine.answer, mine.reason = said.value, reason
    text = said.value
    if send is not None:
        if any(each.person_id == send.id for each in of(session, event)):
            raise Refusal(f"{send.name} já está entre os chamados para {event.code}.")
        add(session, event.id, [Called(send, mine.held_by or by, mine.orgao)])
        text = f"manda {send.name} em seu lugar"
        notices.assign(
            session,
            event.id,
            convocation(event, f"{by.name} pede que você vá em seu lugar"),
            [send],
            by=by,
            now=now,
            buttons=buttons(event),
        )
    audit.write(
        session,
        "resposta",
        by=by,
        now=now,
        record_id=event.id,
        text=f"{by.name}: {text}{f', {reason}' if reason else ''}",
    )
    if said != PersonAnswer.CONFIRMOU:
        told = f"{by.name} {'não vai a' if send is None else f'manda {send.name} a'} {event.code} ({event.title})"
        notices.send(session, event, f"{told}{f': {reason}' if reason else '.'}", event.authors, by=by, now=now)


def late(session: Session, event: Event, minutes: int, *, by: Person, now: datetime) -> list[Person]:
    """Tell those who wait for an event that its owner comes later, and nobody else; returns them."""
    require_keeper(session, event, by, now)
    to = [each for each in reached(session, event) if each.id not in (by.id, event.owner_id)]
    to += [each for each in event.authors if each not in to]
    said = f"{event.owner.name} chega uns {minutes} min depois a {event.code} ({event.title}), {when(event)}."
    audit.write(session, "atraso", by=by, now=now, record_id=event.id, text=f"atraso de {minutes} min avisado")
    notices.send(session, event, said, to, by=by, now=now, priority=Priority.URGENT)
    return [each for each in to if each.id != by.id]


def on_the_way(session: Session, event: Event, *, by: Person, now: datetime) -> list[Person]:
    """Tell those who wait for an event that its owner is on the way; returns them."""
    require_keeper(session, event, by, now)
    to = [each for each in reached(session, event) if each.id not in (by.id, event.owner_id)]
    to += [each for each in event.authors if each not in to]
    said = f"{event.owner.name} está a caminho de {event.code} ({event.title}), {when(event)}."
    audit.write(session, "a_caminho", by=by, now=now, record_id=event.id, text="a caminho")
    notices.send(session, event, said, to, by=by, now=now, priority=Priority.URGENT)
    return [each for each in to if each.id != by.id]


def convocation(event: Event, lead: str) -> str:
    """What is told to somebody called."""
    until = f"\nPauta até {moments.moment_text(event.closes_at)}." if event.closes_at else ""
    return f"{lead} ({event.code}): {ended(event.title)}\n{when(event)}{until}"


def when(event: Event) -> str:
    """`quarta-feira, 02/12, 9h às 11h, Paço`"""
    return span(event.starts_at, event.ends_at, event.all_day) + (f", {event.place}" if event.place else "")


def span(starts_at: datetime, ends_at: datetime, all_day: bool = False) -> str:
    """`quarta-feira, 02/12, 9h às 11h`; of more than one day, both days."""
    starts, ends = moments.local(starts_at), moments.local(ends_at)
    if all_day:
        last = moments.days_after(ends.date(), -1)
        one = moments.day_text(starts.date())
        return one if last <= starts.date() else f"{one} a {moments.day_text(last)}"
    first = f"{moments.day_text(starts.date())}, {moments.hour_text(starts)}"
    if ends.date() == starts.date():
        return f"{first} às {moments.hour_text(ends)}"
    return f"{first} até {moments.day_text(ends.date())}, {moments.hour_text(ends)}"


def buttons(event: Event, *, is_series: bool = False) -> tuple[Button, ...]:
    """The answers to a convocation; to that of a series, for all of it."""
    code = event.code
    yes = Button("Confirmo todas", f"confirmo {code} todas") if is_series else Button("Confirmo", f"confirmo {code}")
    answers = (yes, Button("Não posso", f"não posso {code}"))
    return (*answers, Button("Mando substituto", f"mando {code}"), Button("Ver", f"ver {code}"))


def counted(found: Sequence[Participant]) -> str:
    """`2 confirmaram · 1 não vai · 9 sem resposta`"""
    n = {each: sum(one.answer == each for one in found) for each in PersonAnswer}
    said = [f"{n[PersonAnswer.CONFIRMOU]} {'confirmou' if n[PersonAnswer.CONFIRMOU] == 1 else 'confirmaram'}"]
    said += (
        [f"{n[PersonAnswer.NAO_VAI]} {'não vai' if n[PersonAnswer.NAO_VAI] == 1 else 'não vão'}"]
        if n[PersonAnswer.NAO_VAI]
        else []
    )
    said += [f"{n[PersonAnswer.SUBSTITUTO]} por substituto"] if n[PersonAnswer.SUBSTITUTO] else []
    said += [f"{n[PersonAnswer.PENDENTE]} sem resposta"] if n[PersonAnswer.PENDENTE] else []
    return " · ".join(said)


def names(people: Iterable[Person]) -> str:
    return listed([each.name for each in people])
