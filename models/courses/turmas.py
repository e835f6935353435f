"""Classes: planned with their aulas, opened, closed with who passed, and homologated for the promotion."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, events, moments, subjects
from models.base import Refusal, insert_row
from models.courses.catalogue import ESCOLA, RH, is_desk, require_desk
from models.courses.tables import (
    Attendance,
    Aula,
    Certificate,
    CertificateStatus,
    Course,
    Enrolment,
    EnrolmentStatus,
    Justified,
    Presence,
    Turma,
    TurmaStatus,
)
from models.escalation import ADJUNTO, OWNER, EscalationPolicy, days
from models.events import EventKind, EventStatus
from models.events.register import NewEvent
from models.moves import Move, cancelling, require
from models.moves import make as move
from models.people import Person, standing
from models.people.lists import includes
from models.subjects import DeadlineKind, Series, Subject
from models.texts import plural

KIND = "turma"
CONSENT = "autorizacao"
AULA = events.declare(EventKind("aula", "aula de curso", "AUL", feminine=True, minutes=240))
_MOST_PLACES = 1_000
_KEPT = ("hours", "attended", "total", "first_on", "last_on", "homologated_at")
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
CERTIFICATE = subjects.declare(
    Subject(
        model=Certificate,
        one="certificado",
        many="certificados",
        title="Certificados",
        rank=71,
        series=(Series("CERT", of_orgao=False),),
        active=(CertificateStatus.EMITIDO,),
        final=(CertificateStatus.REVOGADO, CertificateStatus.SUBSTITUIDO),
        states={"revogados": (CertificateStatus.REVOGADO,), "substituídos": (CertificateStatus.SUBSTITUIDO,)},
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
REVOKE = Move(
    verb="revogar",
    past="revogou",
    done="revogado",
    action="revogacao",
    sources=(CertificateStatus.EMITIDO,),
    to=CertificateStatus.REVOGADO,
    may=_may_keep,
    who="quem cuida da Escola (a lista @escola) ou pela chefia",
    why="presença lançada por engano",
)


SUBSTITUTE = Move(
    verb="substituir",
    past="substituiu",
    done="substituído",
    action="substituicao",
    sources=(CertificateStatus.EMITIDO,),
    to=CertificateStatus.SUBSTITUIDO,
    may=_may_keep,
    who="quem cuida da Escola (a lista @escola) ou pela chefia",
    why="o nome foi corrigido",
)


@dataclass(frozen=True, slots=True)
class HoursAttended:
    """A pupil's hours of a class, in minutes: attended, and the total they are held against."""

    enrolment: Enrolment
    attended: int
    total: int
    minimum: int
    left: int = 0  # of the aulas still to come

    @property
    def passes(self) -> bool:
        """Compared in minutes: 74,99 % is under 75 %."""
        return self.total > 0 and self.attended * 100 >= self.minimum * self.total

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
    states = (EnrolmentStatus.INSCRITA, EnrolmentStatus.APROVADA, EnrolmentStatus.REPROVADA)
    return [replace(_result(turma, each, held, noted), left=coming) for each in pupils(session, turma, *states)]


def _result(turma: Turma, each: Enrolment, held: dict[int, int], noted: dict[tuple[int, int], str]) -> HoursAttended:
    own = {aula_id: noted.get((each.person_id, aula_id), "") for aula_id in held}
    attended = sum(held[key] for key, value in own.items() if value == Presence.PRESENTE)
    excused = turma.course.justified == Justified.SAI_DO_TOTAL
    left_out = sum(held[key] for key, value in own.items() if excused and value == Presence.JUSTIFICADA)
    return HoursAttended(each, attended, sum(held.values()) - left_out, turma.course.minimum)


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
    for each in found:
        each.enrolment.status = EnrolmentStatus.APROVADA if each.passes else EnrolmentStatus.REPROVADA
        if each.passes:
            _certify(session, turma, each, held, by=by, now=now)
    turma.status = S.ENCERRADA
    passed = sum(each.passes for each in found)
    text = f"encerrada: {plural(passed, 'aprovado', 'aprovados')}, {len(found) - passed} por frequência"
    audit.write(session, "encerramento", by=by, now=now, record_id=turma.id, text=text)
    return found


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


def certificates(session: Session, person: Person, turma: Turma | None = None) -> list[Certificate]:
    """The certificates of a person, of one class or of all."""
    query = select(Certificate).where(Certificate.person_id == person.id)
    query = query.where(Certificate.turma_id == turma.id) if turma else query
    return list(session.scalars(query.order_by(Certificate.id)))


def may_see_hours(session: Session, person: Person, by: Person, now: datetime) -> bool:
    """Whether `by` may see what a person attended: the person, the RH, the school, the own chefia."""
    who = standing(session, by, now)
    is_own = person.id == by.id or (person.orgao_id in who.leads)
    return is_own or who.commands or includes(session, RH, who) or includes(session, ESCOLA, who)


def _certify(
    session: Session, turma: Turma, result: HoursAttended, held: Sequence[Aula], *, by: Person, now: datetime
) -> None:
    last = max(each.event.ends_at for each in held)
    facts: dict[str, Any] = {"hours": turma.course.hours, "attended": result.attended, "total": result.total}
    facts |= {"first_on": moments.today(held[0].event.starts_at), "last_on": moments.today(last)}
    _issue(session, turma, result.enrolment.person, {**facts, "homologated_at": None}, by=by, now=now)


def _issue(
    session: Session, turma: Turma, person: Person, facts: dict[str, Any], *, by: Person, now: datetime
) -> Certificate:
    own = {"turma_id": turma.id, "person_id": person.id, "name": person.name, "replaced_by": None, **facts}
    title = f"{turma.course.title}, {person.name}"
    made: Certificate = subjects.register(session, CERTIFICATE, title, by=by, now=now, search=(person.name,), **own)
    return made


def substitute(session: Session, old: Certificate, reason: str, *, by: Person, now: datetime) -> Certificate:
    """Issue a certificate anew, in the name that its holder has now; the code of the old one says by which."""
    facts = {name: getattr(old, name) for name in _KEPT}
    require(session, old, SUBSTITUTE, reason, by=by, now=now)
    made = _issue(session, old.turma, old.person, facts, by=by, now=now)
    old.replaced_by = made.code
    move(session, old, SUBSTITUTE, reason, tell=[old.person], by=by, now=now)
    return made
