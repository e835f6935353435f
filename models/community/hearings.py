"""Public hearings: events with a pauta and an ata, announced so many days before, with speakers and questions."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments, seals
from models.base import Answer, Base, Question, Refusal, insert_row, related
from models.community.requests import masked
from models.events import Event, EventKind, EventStatus, declare, people
from models.people import Person
from models.records import Record
from models.texts import clip, fold

AUDIENCIA = declare(
    EventKind("audiencia_publica", "audiência pública", "AUD", feminine=True, minutes=120, is_meeting=True)
)
NOTICE_DAYS = 15  # usual; the law of the municipality may ask for another
CAME = "presente"
_NOTICE = "edital"
_ALPHABET = "ACDEFGHJKMNPQRTUVWXY34679"  # no sign that looks like another
_CODE = 4
_LONGEST_SPEECH = 60  # minutes
_MOST_GUESTS = 2_000


class HearingGuest(Base):
    """Somebody of the town at a hearing: to speak, with the minutes, or to listen (`minutes` None)."""

    __tablename__ = "hearing_guests"
    __table_args__ = (UniqueConstraint("event_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    code: Mapped[str]  # of the slip that the person shows at the door
    name: Mapped[str]
    entity: Mapped[str]
    minutes: Mapped[int | None]
    presence: Mapped[str]


class HearingQuestion(Base):
    """A question asked at a hearing, the answer, and the task of an answer that was promised."""

    __tablename__ = "hearing_questions"
    __table_args__ = (UniqueConstraint("event_id", "position"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    position: Mapped[int]
    asker: Mapped[str]
    text: Mapped[str]
    answer: Mapped[str]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("records.id"))
    task: Mapped[Record | None] = related(lazy="joined")


for _table, _said in ((HearingGuest, "o inscrito na audiência"), (HearingQuestion, "a pergunta da audiência")):
    seals.protect(_table, _said, by="event_id")


def is_hearing(event: Event) -> bool:
    return event.event_kind == AUDIENCIA.name


def require(session: Session, event: Event, by: Person, now: datetime) -> None:
    """Refuse another event, and whoever does not keep this one."""
    if not is_hearing(event):
        raise Refusal(f"{event.code} não é audiência pública. Marque assim: audiência pública assunto, quando no lugar")
    people.require_keeper(session, event, by, now)


# --- the notice ----------------------------------------------------------------------------------------------


def notice_until(event: Event) -> date:
    """The last day on which its notice may be published, by what is usual."""
    return moments.today(event.starts_at) - timedelta(days=NOTICE_DAYS)


def notice(event: Event) -> str:
    """When and how its notice was published, as it was said; empty: not yet."""
    return str(event.details.get(_NOTICE, ""))


def is_short_notice(event: Event, now: datetime) -> bool:
    """Whether fewer days are left than people are usually told before."""
    return notice_until(event) < moments.today(now)


def publish_notice(session: Session, event: Event, day: date, how: str, *, by: Person, now: datetime) -> bool:
    """Note when the notice of a hearing was published; returns whether that is early enough. Raises Refusal."""
    require(session, event, by, now)
    if day > moments.today(now):
        raise Refusal(f"{moments.day_text(day).capitalize()} ainda não chegou. Registre o edital depois de publicado.")
    said = f"{moments.day_text(day)}{f', {how}' if how else ''}"
    event.details = {**event.details, _NOTICE: said}
    audit.write(session, "edital", by=by, now=now, record_id=event.id, text=f"edital publicado em {said}")
    return day <= notice_until(event)


# --- who comes -----------------------------------------------------------------------------------------------


def guests(session: Session, event: Event) -> list[HearingGuest]:
    """Everybody of the town who is down for a hearing or came to it, in order."""
    return list(
        session.scalars(select(HearingGuest).where(HearingGuest.event_id == event.id).order_by(HearingGuest.id))
    )


def enlist(
    session: Session, event: Event, name: str, entity: str, minutes: int | None, *, by: Person, now: datetime
) -> HearingGuest:
    """Put somebody down to speak; without minutes, as one who came to listen. Raises Refusal."""
    require(session, event, by, now)
    if event.status not in (EventStatus.CONVOCADA, EventStatus.CONFIRMADO):
        raise Refusal(f"{event.code} já acabou: não recebe inscrições.")
    name, entity = masked(name), masked(entity)
    if not name:
        raise Question(f"Quem? Exemplo: inscrito {event.code} João Lima, sindicato dos servidores, 3 min", Answer.TEXT)
    if minutes is not None and not 0 < minutes <= _LONGEST_SPEECH:
        raise Refusal(f"A fala vai de 1 a {_LONGEST_SPEECH} minutos. Exemplo: inscrito {event.code} João Lima, 3 min")
    found = guests(session, event)
    if len(found) >= _MOST_GUESTS:
        raise Refusal(f"{event.code} já tem {_MOST_GUESTS} nomes.")
    if same := next((each for each in found if fold(each.name) == fold(name) and each.entity == entity), None):
        raise Refusal(f"{name} já está em {event.code}, senha {same.code}.")
    values = {"name": name, "entity": entity, "minutes": minutes, "presence": CAME if minutes is None else ""}
    code = _free_code(event, {each.code for each in found})
    guest = session.get_one(HearingGuest, insert_row(session, HearingGuest, event_id=event.id, code=code, **values))
    said = f"{'inscrição' if minutes else 'presença'} de {name}{f', {entity}' if entity else ''}"
    audit.write(session, "inscricao", by=by, now=now, record_id=event.id, text=said)
    return guest


def _free_code(event: Event, taken: set[str]) -> str:
    """A short code that nobody at this hearing has."""
    for n in range(len(taken), len(taken) + _MOST_GUESTS):
        digest = sha256(f"{event.id}:{n}".encode()).digest()
        code = "".join(_ALPHABET[each % len(_ALPHABET)] for each in digest[:_CODE])
        if code not in taken:
            return code
    raise AssertionError("more guests than codes")


def arrive(session: Session, event: Event, code: str, *, by: Person, now: datetime) -> HearingGuest | None:
    """Note that the person with this code is there; None for a word that is no code of the hearing."""
    require(session, event, by, now)
    guest = next((each for each in guests(session, event) if each.code == code.strip().upper()), None)
    if guest is not None:
        guest.presence = CAME
        audit.write(session, "presenca", by=by, now=now, record_id=event.id, text=f"{guest.name} presente")
    return guest


# --- what is asked -------------------------------------------------------------------------------------------


def questions(session: Session, event: Event) -> list[HearingQuestion]:
    """The questions of a hearing, in order."""
    query = select(HearingQuestion).where(HearingQuestion.event_id == event.id).order_by(HearingQuestion.position)
    return list(session.scalars(query))


def ask(session: Session, event: Event, asker: str, text: str, *, by: Person, now: datetime) -> HearingQuestion:
    """Note a question. Raises Refusal."""
    require(session, event, by, now)
    if not text:
        raise Question(f"Qual é a pergunta? Exemplo: pergunta {event.code} Maria: quando sai a creche?", Answer.TEXT)
    last = select(func.max(HearingQuestion.position)).where(HearingQuestion.event_id == event.id)
    position = (session.scalar(last) or 0) + 1
    values = {"asker": masked(asker), "text": masked(text), "answer": ""}
    row = insert_row(session, HearingQuestion, event_id=event.id, position=position, **values)
    said = f"pergunta {position}: {clip(values['text'], 120)}"
    audit.write(session, "pergunta", by=by, now=now, record_id=event.id, text=said)
    return session.get_one(HearingQuestion, row)


def question(session: Session, event: Event, position: int) -> HearingQuestion:
    """The question of a number. Raises Refusal."""
    found = next((each for each in questions(session, event) if each.position == position), None)
    if found is None:
        raise Refusal(f"{event.code} não tem a pergunta {position}. Veja: perguntas {event.code}")
    return found


def reply(
    session: Session, event: Event, asked: HearingQuestion, text: str, task: Record | None, *, by: Person, now: datetime
) -> None:
    """Note the answer to a question; one that was promised is a task. Raises Refusal."""
    require(session, event, by, now)
    if not text and task is None:
        raise Question(
            f"Que resposta? Exemplo: responder pergunta {asked.position} {event.code} abre em março; "
            f"prometida: responder pergunta {asked.position} {event.code} @quem até sexta",
            Answer.TEXT,
        )
    asked.answer, asked.task_id = masked(text), task.id if task else None
    session.expire(asked, ["task"])
    said = (
        f"pergunta {asked.position} {f'prometida ({task.code})' if task else 'respondida'}: {clip(asked.answer, 120)}"
    )
    audit.write(session, "resposta_publica", by=by, now=now, record_id=event.id, text=said)
