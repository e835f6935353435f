"""Classes: planned with their aulas, opened, closed with who passed, and homologated for the promotion."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, events, moments, municipal_days, subjects
from models.base import Refusal, insert_row
from models.courses import certificates, grades
from models.courses.catalogue import ESCOLA, RH, is_desk, require_desk
from models.courses.tables import (
    Attendance,
    Aula,
    Certificate,
    Course,
    Enrolment,
    EnrolmentStatus,
    Justified,
    Presence,
    Turma,
    TurmaStatus,
)
from models.escalation import ADJUNTO, OWNER, EscalationPolicy, days
from models.events import Event, EventKind, EventStatus
from models.events.register import NewEvent
from models.moves import cancelling
from models.moves import make as move
from models.people import Person, standing
from models.people.lists import includes
from models.subjects import DeadlineKind, Series, Subject
from models.texts import listed, plural

KIND = "turma"
CONSENT = "autorizacao"
AULA = events.declare(EventKind("aula", "aula de curso", "AUL", feminine=True, minutes=240))
_MOST_PLACES = 1_000
_MOST_NAMED = 5
OVER = (EnrolmentStatus.APROVADA, EnrolmentStatus.REPROVADA, EnrolmentStatus.REPROVADA_POR_NOTA)
S = TurmaStatus

SUBJECT = subjects.declare(
    Subject(
        model=Turma,
        one="turma",
        many="turmas",
        feminine=True,
        title="Escola",
        rank=70,
        series=(Series("TUR", ("turma",), of_orgao=False),),
        states={"encerradas": (S.ENCERRADA, S.HOMOLOGADA), "canceladas": (S.CANCELADA,), "abertas": (S.INSCRICOES,)},
        active=(S.PLANEJADA, S.INSCRICOES, S.EM_CURSO),
        final=(S.ENCERRADA, S.HOMOLOGADA, S.CANCELADA),
        dates=(DeadlineKind(CONSENT, "autorização de curso em", ladder=CONSENT, is_main=True),),
        ladders=(
            EscalationPolicy(
                CONSENT,
                "autorizações de curso",
                (days(-1, "09:00", ADJUNTO), days(0, "08:00", OWNER)),
                shown="autorização",
            ),
        ),
    )
)


def _may_keep(session: Session, _turma: Turma, by: Person, now: datetime) -> bool:
    return is_desk(session, by, now)


CANCEL = cancelling(
    done="cancelada",
    sources=(S.PLANEJADA, S.INSCRICOES, S.EM_CURSO),
    to=S.CANCELADA,
    may=_may_keep,
    who="quem cuida da Escola (a lista @escola) ou pela chefia",
    why="menos inscritos que o mínimo",
)


@dataclass(frozen=True, slots=True)
class HoursAttended:
    """A pupil's hours of a class, in minutes: attended, and the total they are held against."""

    enrolment: Enrolment
    attended: int
    total: int
    minimum: int
    left: int = 0  # of the aulas still to come
    least: int | None = None  # the grade, in tenths, that the course asks for

    @property
    def passes(self) -> bool:
        """Compared in minutes: 74,99 % is under 75 %."""
        return self.total > 0 and self.attended * 100 >= self.minimum * self.total

    @property
    def outcome(self) -> EnrolmentStatus:
        """What becomes of the pupil: the hours first, then the grade where the course asks for one."""
        if not self.passes:
            return EnrolmentStatus.REPROVADA
        fails = self.least is not None and (self.enrolment.grade or 0) < self.least
        return EnrolmentStatus.REPROVADA_POR_NOTA if fails else EnrolmentStatus.APROVADA

    @property
    def may_pass(self) -> bool:
        """Whether the minimum can still be reached."""
        return (self.attended + self.left) * 100 >= self.minimum * self.total

    @property
    def percent(self) -> int:
        return self.attended * 100 // self.total if self.total else 0


def plan(
    session: Session,
    course: Course,
    places: int,
    times: Sequence[tuple[datetime, datetime]],
    *,
    teacher: Person,
    place: str,
    minimum: int | None = None,
    closes_on: date | None = None,
    by: Person,
    now: datetime,
) -> Turma:
    """A class with its aulas, each an event in the agenda of the teacher. Raises Refusal."""
    require_desk(session, by, now)
    if not 0 < places <= _MOST_PLACES:
        raise Refusal(f"As vagas vão de 1 a {_MOST_PLACES}.")
    if minimum is not None and not 0 < minimum <= places:
        raise Refusal(f"O mínimo vai de 1 às {places} vagas da turma.")
    own: dict[str, Any] = {"course_id": course.id, "teacher_id": teacher.id, "places": places}
    own |= {"minimum": minimum, "closes_on": closes_on}
    turma: Turma = subjects.register(session, SUBJECT, course.title, by=by, now=now, **own)
    for number, (starts, ends) in enumerate(sorted(times), start=1):
        title = f"{course.title}, aula {number} ({turma.code})"
        new = NewEvent(kind=AULA, title=title, starts=starts, ends=ends, owner=teacher, place=place)
        event = events.register.register(session, new, by=by, now=now)
        insert_row(
            session, Aula, turma_id=turma.id, event_id=event.id, number=number, word="", word_until=None, roll=None
        )
    return turma


def open_enrolment(session: Session, turma: Turma, *, by: Person, now: datetime) -> None:
    require_desk(session, by, now)
    if turma.status != S.PLANEJADA:
        raise Refusal(f"{turma.code} está {turma.status}.")
    turma.status = S.INSCRICOES
    audit.write(session, "inscricoes", by=by, now=now, record_id=turma.id, text="inscrições abertas")


def cancel(session: Session, turma: Turma, reason: str, *, by: Person, now: datetime) -> None:
    """Cancel a class; its pupils are told, and its aulas are events no more."""
    told = [each.person for each in pupils(session, turma)]
    move(session, turma, CANCEL, reason, tell=told, by=by, now=now)
    for aula in aulas(session, turma):
        aula.event.status = EventStatus.CANCELADO


def aulas(session: Session, turma: Turma) -> list[Aula]:
    """The aulas that are held: one whose event was cancelled counts no more."""
    found = session.scalars(select(Aula).where(Aula.turma_id == turma.id).order_by(Aula.number))
    return [each for each in found if each.event.status != EventStatus.CANCELADO]


def on_holidays(session: Session, now: datetime) -> Iterator[tuple[Aula, Turma, str]]:
    """The coming aulas that fall on a holiday or a day off, with the name of the day."""
    calendar = municipal_days.current(session)
    events_table = Event.__table__.c
    coming = select(events_table.id).where(events_table.starts_at > now)
    for aula_id in session.scalars(select(Aula.id).where(Aula.event_id.in_(coming)).order_by(Aula.id)).all():
        aula = session.get_one(Aula, aula_id)
        if aula.event.status == EventStatus.CANCELADO:
            continue
        day = moments.today(aula.event.starts_at)
        if day.weekday() in calendar.work_days and (why := calendar.why_not(day)):
            yield aula, session.get_one(Turma, aula.turma_id), why


def coordinators(turma: Turma) -> list[Person]:
    """Who keeps a class: the people who planned it, and its teacher."""
    return list(dict.fromkeys([*turma.authors, turma.teacher]))


def minutes(aula: Aula) -> int:
    return int((aula.event.ends_at - aula.event.starts_at).total_seconds() // 60)


def pupils(session: Session, turma: Turma, *states: EnrolmentStatus) -> list[Enrolment]:
    """The enrolments of a class in these states, or in any, by the moment of the consent."""
    query = select(Enrolment).where(Enrolment.turma_id == turma.id)
    query = query.where(Enrolment.status.in_(states)) if states else query
    return list(session.scalars(query.order_by(Enrolment.decided_at, Enrolment.id)))


def taken(session: Session, turma: Turma) -> int:
    """The places that are taken."""
    query = select(func.count()).where(Enrolment.turma_id == turma.id, Enrolment.status == EnrolmentStatus.INSCRITA)
    return session.scalar(query) or 0


def results(session: Session, turma: Turma, now: datetime) -> list[HoursAttended]:
    """The hours of each pupil so far."""
    own = aulas(session, turma)
    held = {each.id: minutes(each) for each in own}
    coming = sum(minutes(each) for each in own if each.event.ends_at > now)
    rows = session.scalars(select(Attendance).where(Attendance.aula_id.in_(held)))
    noted = {(each.person_id, each.aula_id): each.presence for each in rows}
    states = (EnrolmentStatus.INSCRITA, *OVER)
    return [replace(_result(turma, each, held, noted), left=coming) for each in pupils(session, turma, *states)]


def _result(turma: Turma, each: Enrolment, held: dict[int, int], noted: dict[tuple[int, int], str]) -> HoursAttended:
    own = {aula_id: noted.get((each.person_id, aula_id), "") for aula_id in held}
    attended = sum(held[key] for key, value in own.items() if value == Presence.PRESENTE)
    excused = turma.course.justified == Justified.SAI_DO_TOTAL
    left_out = sum(held[key] for key, value in own.items() if excused and value == Presence.JUSTIFICADA)
    course = turma.course
    return HoursAttended(each, attended, sum(held.values()) - left_out, course.minimum, least=course.grade)


def close(session: Session, turma: Turma, *, by: Person, now: datetime) -> list[HoursAttended]:
    """End a class: who attended enough passes and is certified. Raises Refusal while an aula is to come or open."""
    require_desk(session, by, now)
    if turma.status in (S.ENCERRADA, S.HOMOLOGADA, S.CANCELADA):
        raise Refusal(f"{turma.code} já está {turma.status}.")
    held = aulas(session, turma)
    if coming := next((each for each in held if each.event.ends_at > now), None):
        raise Refusal(f"A aula {coming.number} de {turma.code} ainda não acabou. Nada se certifica antes.")
    called = set(session.scalars(select(Attendance.aula_id).where(Attendance.aula_id.in_([each.id for each in held]))))
    if missing := [each.number for each in held if each.id not in called]:
        raise Refusal(
            f"Falta a presença da aula {missing[0]} de {turma.code}: presença @quem {turma.code} aula {missing[0]}"
        )
    found = results(session, turma, now)
    _require_grades(turma, found)
    for each in found:
        each.enrolment.status = each.outcome.value
        if each.outcome is EnrolmentStatus.APROVADA:
            certificates.issue(session, turma, each.enrolment, _facts(turma, each, held), by=by, now=now)
    turma.status = S.ENCERRADA
    text = f"encerrada: {counted(found, turma.course)}"
    audit.write(session, "encerramento", by=by, now=now, record_id=turma.id, text=text)
    return found


def counted(found: Sequence[HoursAttended], course: Course) -> str:
    """`2 aprovados, 1 por frequência`; of a course with a grade also how many did not reach it."""
    n = Counter(each.outcome for each in found)
    parts = [plural(n[EnrolmentStatus.APROVADA], "aprovado", "aprovados")]
    parts.append(f"{n[EnrolmentStatus.REPROVADA]} por frequência")
    parts += [f"{n[EnrolmentStatus.REPROVADA_POR_NOTA]} por nota"] if course.grade is not None else []
    return ", ".join(parts)


def _require_grades(turma: Turma, found: Sequence[HoursAttended]) -> None:
    if turma.course.grade is None:
        return
    if missing := [each.enrolment.person for each in found if each.passes and each.enrolment.grade is None]:
        names = listed([each.name for each in missing[:_MOST_NAMED]])
        raise Refusal(
            f"O curso pede nota {grades.written(turma.course.grade)}, e falta a de {names}. "
            f"Diga: nota {turma.code} @{missing[0].handle} 8,5"
        )


def _facts(turma: Turma, result: HoursAttended, held: Sequence[Aula]) -> dict[str, Any]:
    """What is printed on a certificate of a class besides its name."""
    last = max(each.event.ends_at for each in held)
    days = {"first_on": moments.today(held[0].event.starts_at), "last_on": moments.today(last)}
    own = {"attended": result.attended, "total": result.total, "grade": result.enrolment.grade}
    return {"hours": turma.course.hours, **own, **days}


def homologate(session: Session, turma: Turma, *, by: Person, now: datetime) -> int:
    """Let the hours of a closed class count for the promotion; returns how many certificates. Raises Refusal."""
    who = standing(session, by, now)
    if not who.commands and not includes(session, RH, who):
        raise Refusal("Quem homologa é o RH (a lista @rh) ou a chefia.")
    if turma.status != S.ENCERRADA:
        raise Refusal(f"{turma.code} está {turma.status}. Homologa-se a turma encerrada.")
    if not turma.course.counts:
        raise Refusal(f"As horas de {turma.title} não contam para a carreira.")
    found = list(session.scalars(select(Certificate).where(Certificate.turma_id == turma.id)))
    for each in found:
        each.homologated_at = now
    turma.status = S.HOMOLOGADA
    audit.write(
        session, "homologacao", by=by, now=now, record_id=turma.id, text=f"homologada: {len(found)} certificados"
    )
    return len(found)


def may_see_hours(session: Session, person: Person, by: Person, now: datetime) -> bool:
    """Whether `by` may see what a person attended: the person, the RH, the school, the own chefia."""
    who = standing(session, by, now)
    is_own = person.id == by.id or (person.orgao_id in who.leads)
    return is_own or who.commands or includes(session, RH, who) or includes(session, ESCOLA, who)
