"""Enrolment with the chefia's consent, the waiting list, and attendance by a word, by the teacher, or by a table."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import audit, deadlines, moments, municipal_days, notices
from models.base import Answer, Button, Question, Refusal, insert_new_rows, insert_row
from models.courses import grades, rolls
from models.courses.catalogue import is_desk, require_desk
from models.courses.tables import Attendance, Aula, Enrolment, EnrolmentStatus, Presence, Turma, TurmaStatus
from models.courses.turmas import CONSENT, SUBJECT, aulas, pupils, taken
from models.deadlines import Due
from models.events import Participant, PersonAnswer
from models.events import people as participants
from models.events.people import Called
from models.people import Orgao, Person, Role, responsible, standing, with_role
from models.people.substitution import current_and_coming

E = EnrolmentStatus
_CONSENT_DAYS = 2  # dias úteis to consent, and never later than the eve of the first aula
_EVE = time(18)
_LIVES = timedelta(minutes=10)
_PUPIL = "aluno"
OUVINTE = "ouvinte"


def enrol(session: Session, turma: Turma, person: Person, *, by: Person, now: datetime) -> Enrolment:
    """Ask for a place, for oneself or for one's own people; the own chefia consents by asking. Raises Refusal."""
    if turma.status != TurmaStatus.INSCRICOES:
        raise Refusal(f"As inscrições de {turma.code} não estão abertas: a turma está {turma.status}.")
    if turma.closes_on is not None and moments.today(now) > turma.closes_on:
        raise Refusal(f"As inscrições de {turma.code} acabaram em {moments.day_text(turma.closes_on)}.")
    consents = may_consent(session, person, by, now)
    if person.id != by.id and not consents and not is_desk(session, by, now):
        raise Refusal(f"{person.name} se inscreve por si, ou pela própria chefia.")
    if person.id == turma.teacher_id:
        raise Refusal(f"{person.name} dá esta turma, e não se inscreve nela.")
    known = find(session, turma, person)
    if known is not None and known.status not in (E.DESISTENTE, E.RECUSADA, E.VENCIDA):
        raise Refusal(f"{person.name} já está em {turma.code}: {said(known, now)}.")
    _require_free(session, turma, person)
    until = consent_until(session, turma, now)
    if until <= now and not consents:
        raise Refusal(f"Já não há tempo para a chefia autorizar: a primeira aula de {turma.code} está próxima.")
    values = {"status": E.PEDIDA.value, "reason": "", "asked_at": now, "until": until}
    if known is not None:
        known.status, known.asked_at, known.until, known.reason, known.decided_at = E.PEDIDA, now, until, "", None
        made = known
    else:
        key = insert_row(session, Enrolment, turma_id=turma.id, person_id=person.id, **values)
        made = session.get_one(Enrolment, key)
    audit.write(session, "inscricao", by=by, now=now, record_id=turma.id, text=f"pedido de inscrição: {person.name}")
    if consents:
        return consent(session, made, by=by, now=now)
    _ask_consent(session, made, by=by, now=now)
    return made


def may_consent(session: Session, pupil: Person, by: Person, now: datetime) -> bool:
    """Whether `by` consents for a pupil: the titular or adjunto of the own órgão, or the chefia; never for oneself."""
    who = standing(session, by, now)
    return pupil.id != by.id and (pupil.orgao_id in who.leads or who.commands)


def consent(session: Session, enrolment: Enrolment, *, by: Person, now: datetime) -> Enrolment:
    """Consent: the place is taken, or, where none is free, the last of the waiting list. Raises Refusal."""
    turma = enrolment.turma
    _require_consenter(session, enrolment, by, now)
    full = taken(session, turma) >= turma.places
    enrolment.status = E.EM_ESPERA if full else E.INSCRITA
    enrolment.decided_by_id, enrolment.decided_at = by.id, now
    if not full:
        seat(session, turma, enrolment.person, now)
    _settle(session, enrolment, "autorizada: " + said(enrolment, now), by=by, now=now)
    return enrolment


def seat(session: Session, turma: Turma, person: Person, now: datetime, *, leaves: bool = False) -> None:
    """Put the aulas to come into the agenda of a pupil; `leaves`: they are no longer in it."""
    coming = [each.event for each in aulas(session, turma) if each.event.starts_at > now]
    is_own = (Participant.event_id.in_([each.id for each in coming]), Participant.person_id == person.id)
    known = {each.event_id: each for each in session.scalars(select(Participant).where(*is_own))}
    for each in coming:
        if each.id in known:
            known[each.id].answer = (PersonAnswer.NAO_VAI if leaves else PersonAnswer.CONFIRMOU).value
        elif not leaves:
            participants.add(session, each.id, [Called(person)], _PUPIL, PersonAnswer.CONFIRMOU)


def refuse(session: Session, enrolment: Enrolment, reason: str, *, by: Person, now: datetime) -> None:
    """Refuse, with the reason that the pupil is told. Raises Refusal."""
    _require_consenter(session, enrolment, by, now)
    if not reason:
        code, handle = enrolment.turma.code, enrolment.person.handle
        raise Question(f"Por quê? Exemplo: recusar @{handle} {code} campanha de vacinação", Answer.TEXT)
    enrolment.status, enrolment.reason = E.RECUSADA, reason
    enrolment.decided_by_id, enrolment.decided_at = by.id, now
    _settle(session, enrolment, f"recusada: {reason}", by=by, now=now)


def give_up(session: Session, turma: Turma, reason: str, *, by: Person, now: datetime) -> Enrolment | None:
    """Leave a class; returns the enrolment that got the place, of the first who waited. Raises Refusal."""
    own = find(session, turma, by)
    if own is None or own.status not in (E.PEDIDA, E.INSCRITA, E.EM_ESPERA):
        raise Refusal(f"Você não está em {turma.code}.")
    held, own.status, own.reason = own.status == E.INSCRITA, E.DESISTENTE, reason
    seat(session, turma, by, now, leaves=True)
    deadlines.close(session, turma.id, kind=CONSENT, item_id=own.id, now=now, void=True)
    audit.write(session, "desistencia", by=by, now=now, record_id=turma.id, text=f"desistência: {by.name}. {reason}")
    first = next(iter(pupils(session, turma, E.EM_ESPERA)), None) if held else None
    if first is not None:
        first.status = E.INSCRITA
        seat(session, turma, first.person, now)
        told = f"Abriu uma vaga em {turma.code}, {turma.title}, e ela é sua."
        notices.tell(session, turma, told, [first.person], by=by, now=now)
    return first


def of_person(session: Session, turma: Turma, person: Person) -> Enrolment:
    """The enrolment of a person. Raises Refusal."""
    found = find(session, turma, person)
    if found is None:
        raise Refusal(f"{person.name} não pediu inscrição em {turma.code}.")
    return found


def said(enrolment: Enrolment, now: datetime) -> str:
    """The state of an enrolment; a request whose time is over has lapsed."""
    if enrolment.status == E.PEDIDA and enrolment.until is not None and enrolment.until <= now:
        return str(E.VENCIDA)
    return enrolment.status


def lapse(session: Session, now: datetime) -> list[Enrolment]:
    """End the requests without a consent in time; pupil and chefia are told. Returns them."""
    over = (Enrolment.status == E.PEDIDA.value, Enrolment.until <= now)
    ids = session.scalars(select(Enrolment.id).where(*over).order_by(Enrolment.id)).all()
    found = [session.get_one(Enrolment, each) for each in ids]
    for each in found:
        turma, pupil = each.turma, each.person
        each.status = E.VENCIDA.value
        deadlines.close(session, turma.id, kind=CONSENT, item_id=each.id, now=now, void=True)
        text = f"A chefia não autorizou a tempo a inscrição de {pupil.name} em {turma.code}, {turma.title}."
        audit.write(session, "autorizacao", by=None, now=now, record_id=turma.id, text=f"{pupil.name}: {E.VENCIDA}")
        told = [pupil, *_consenters(session, pupil, now)]
        notices.send(session, turma, f"{text} O pedido acabou.", told, by=None, now=now)
    return found


def next_lapse(session: Session) -> datetime | None:
    """The moment when the next request lapses."""
    return session.scalar(select(func.min(Enrolment.until)).where(Enrolment.status == E.PEDIDA.value))


def position(session: Session, enrolment: Enrolment) -> int:
    """The place on the waiting list, from 1."""
    waiting = pupils(session, enrolment.turma, E.EM_ESPERA)
    return next((n for n, each in enumerate(waiting, start=1) if each.id == enrolment.id), 0)


def call(session: Session, turma: Turma, number: int | None, *, by: Person, now: datetime) -> Aula:
    """Begin the roll of an aula (without a number, that of now): its word lives for some minutes. Raises Refusal."""
    _require_teacher(session, turma, by, now)
    aula = aulafind(session, turma, number, now)
    if not rolls.is_held(aula.event, now):
        raise Refusal(
            f"A aula {aula.number} de {turma.code} é {moments.moment_text(aula.event.starts_at)}. "
            f"Fora da hora, marque à mão: presença @quem {turma.code} aula {aula.number}"
        )
    aula.word, aula.word_until = rolls.fresh(), now + _LIVES
    aula.roll = aula.roll or rolls.secret()
    turma.status = TurmaStatus.EM_CURSO
    return aula


def present_by_word(session: Session, word: str, *, by: Person, now: datetime) -> tuple[Aula, bool]:
    """Note one's own presence by the word of the roll; also whether one is enrolled, and no mere listener.

    Raises Refusal; a wrong word is answered as an old one.
    """
    query = select(Aula).where(Aula.word == word.upper(), Aula.word != "", Aula.word_until >= now)
    aula = session.scalars(query.order_by(Aula.id.desc())).first() or rolls.of_word(session, word, now)
    if aula is None:
        raise Refusal("Essa palavra não vale, ou já não vale. Peça a da tela a quem dá a aula.")
    is_in = _is_in(session, aula.turma_id, by)
    note(session, aula, by, Presence.PRESENTE, "código" if is_in else OUVINTE, by=by, now=now)
    return aula, is_in


def _is_in(session: Session, turma_id: int, person: Person) -> bool:
    same = (Enrolment.turma_id == turma_id, Enrolment.person_id == person.id, Enrolment.status == E.INSCRITA)
    return session.scalar(select(Enrolment.id).where(*same)) is not None


def listeners(session: Session, turma: Turma) -> list[Person]:
    """Those who came without being enrolled: they are listed, and never certified."""
    held = [each.id for each in aulas(session, turma)]
    came = select(Attendance.person_id).where(Attendance.aula_id.in_(held), Attendance.how == OUVINTE)
    return list(session.scalars(select(Person).where(Person.id.in_(came)).order_by(Person.name)))


def note(
    session: Session, aula: Aula, person: Person, presence: Presence, how: str, *, by: Person | None, now: datetime
) -> None:
    """Note a presence, in the place of an earlier one."""
    known = session.scalar(select(Attendance).where(Attendance.aula_id == aula.id, Attendance.person_id == person.id))
    if known is not None:
        known.presence, known.how, known.at = presence, how, now
    else:
        row = {"aula_id": aula.id, "person_id": person.id, "presence": presence.value, "how": how, "at": now}
        insert_new_rows(session, Attendance, [row])
    text = f"aula {aula.number}, {person.name}: {presence} ({how})"
    audit.write(session, "presenca", by=by, now=now, record_id=aula.turma_id, text=text)


def present(session: Session, aula: Aula) -> int:
    """How many pupils are noted as present in an aula."""
    is_here = (Attendance.aula_id == aula.id, Attendance.presence == Presence.PRESENTE.value, Attendance.how != OUVINTE)
    return session.scalar(select(func.count()).select_from(Attendance).where(*is_here)) or 0


def note_by_hand(
    session: Session,
    turma: Turma,
    number: int | None,
    people: Sequence[Person],
    presence: Presence,
    *,
    by: Person,
    now: datetime,
) -> Aula:
    """Note presences by the list of the teacher, until the day after the aula; the desk, any day. Raises Refusal."""
    _require_teacher(session, turma, by, now)
    aula = aulafind(session, turma, number, now)
    if aula.event.starts_at - rolls.EARLY > now:
        raise Refusal(f"A aula {aula.number} de {turma.code} ainda não começou.")
    if moments.today(now) > moments.today(aula.event.ends_at) + timedelta(days=1) and not is_desk(session, by, now):
        raise Refusal("A lista se entrega até o dia seguinte à aula. Depois, só a Escola.")
    for person in people:
        how = "instrutor" if _is_in(session, turma.id, person) else OUVINTE
        note(session, aula, person, presence, how, by=by, now=now)
    return aula


def note_grades(session: Session, turma: Turma, given: Mapping[int, int], *, by: Person, now: datetime) -> None:
    """Note the grades of pupils, in tenths by the id of the person, in the place of earlier ones. Raises Refusal."""
    _require_teacher(session, turma, by, now)
    if turma.course.grade is None:
        raise Refusal(f"O curso {turma.title} não pede nota, só frequência.")
    if turma.status in SUBJECT.final:
        raise Refusal(f"{turma.code} já está {turma.status}: a nota não muda mais.")
    own = {each.person_id: each for each in pupils(session, turma, E.INSCRITA)}
    for person_id, tenths in given.items():
        if person_id not in own:
            raise Refusal(f"{session.get_one(Person, person_id).name} não tem vaga em {turma.code}.")
        each = own[person_id]
        each.grade = tenths
        text = f"nota de {each.person.name}: {grades.written(tenths)}"
        audit.write(session, "nota", by=by, now=now, record_id=turma.id, text=text)


def aulafind(session: Session, turma: Turma, number: int | None, now: datetime) -> Aula:
    """The aula of that number; without one, that of the day. Raises Question."""
    held = aulas(session, turma)
    today = moments.today(now)
    found = [
        each
        for each in held
        if each.number == number or (number is None and moments.today(each.event.starts_at) == today)
    ]
    if not found:
        raise Question(f"Qual aula? {turma.code} tem as aulas 1 a {len(held)}.", Answer.NUMBER)
    return found[0]


def find(session: Session, turma: Turma, person: Person) -> Enrolment | None:
    """The enrolment of a person in a class."""
    query = select(Enrolment).where(Enrolment.turma_id == turma.id, Enrolment.person_id == person.id)
    return session.scalar(query)


def of_pupil(session: Session, person: Person) -> list[Enrolment]:
    """The enrolments of a person in classes that are not over."""
    open_ones = [str(each) for each in SUBJECT.active]
    same = (Enrolment.person_id == person.id, Enrolment.status.in_((E.PEDIDA, E.EM_ESPERA, E.INSCRITA)))
    query = select(Enrolment).join(Turma, Turma.id == Enrolment.turma_id).where(*same, Turma.status.in_(open_ones))
    return list(session.scalars(query.order_by(Enrolment.id)))


def _require_free(session: Session, turma: Turma, person: Person) -> None:
    """Refuse a class that is held at the hours of another one of the same pupil."""
    query = select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.status.in_((E.INSCRITA, E.EM_ESPERA)))
    own = [each.event for each in aulas(session, turma)]
    for other in session.scalars(query.where(Enrolment.turma_id != turma.id)):
        taken_by = [each.event for each in aulas(session, other.turma)]
        if any(a.starts_at < b.ends_at and b.starts_at < a.ends_at for a in own for b in taken_by):
            raise Refusal(f"{turma.code} é nas mesmas horas que {other.turma.code}, {other.turma.title}. Escolha uma.")


def consent_until(session: Session, turma: Turma, now: datetime) -> datetime:
    """Two dias úteis from now, and never later than the eve of the first aula at 18h."""
    calendar = municipal_days.current(session)
    day = calendar.add_business_days(moments.today(now), _CONSENT_DAYS)
    first = min((moments.today(each.event.starts_at) for each in aulas(session, turma)), default=None)
    until = moments.at(day, calendar.work_day_end(day))
    return min(until, moments.at(first - timedelta(days=1), _EVE)) if first else until


def _ask_consent(session: Session, made: Enrolment, *, by: Person, now: datetime) -> None:
    pupil, turma = made.person, made.turma
    assert made.until is not None
    asked = _consenters(session, pupil, now)
    due = Due(made.until, date_only=True)
    deadlines.open_deadline(session, turma.id, CONSENT, due, owner=asked[0], now=now, item_id=made.id)
    text = f"{pupil.name} pede inscrição em {turma.code}, {turma.title}. Autorize até {due.text}."
    text += _elsewhere(session, turma, pupil, now)
    buttons = (
        Button("Autorizar", f"autorizar @{pupil.handle} {turma.code}"),
        Button("Recusar", f"recusar @{pupil.handle} {turma.code}"),
    )
    notices.send(session, turma, text, asked, by=by, now=now, buttons=buttons)


def _consenters(session: Session, pupil: Person, now: datetime) -> list[Person | Orgao]:
    """Who is asked: the own órgão, where somebody else leads it; else the chefia."""
    leads = responsible(session, pupil.orgao, moments.today(now)) if pupil.orgao else None
    return [pupil.orgao] if pupil.orgao and leads and leads.id != pupil.id else list(with_role(session, Role.CHEFIA))


def _elsewhere(session: Session, turma: Turma, pupil: Person, now: datetime) -> str:
    """A warning where the pupil is away, or stands in for another, on a day of the class."""
    days = [moments.today(each.event.starts_at) for each in aulas(session, turma)]
    for each in current_and_coming(session, moments.today(now)):
        if any(each.starts <= day <= each.ends for day in days) and pupil.id in (each.holder_id, each.substitute_id):
            what = "está fora" if pupil.id == each.holder_id else "substitui outra pessoa"
            return f" Atenção: {what} de {each.starts:%d/%m} a {each.ends:%d/%m}, com aulas nesses dias."
    return ""


def _require_consenter(session: Session, enrolment: Enrolment, by: Person, now: datetime) -> None:
    if not may_consent(session, enrolment.person, by, now):
        raise Refusal(f"Quem autoriza {enrolment.person.name} é a sua chefia, e ninguém a si mesmo.")
    state = said(enrolment, now)
    if state != E.PEDIDA:
        raise Refusal(f"O pedido de {enrolment.person.name} em {enrolment.turma.code} está {state}.")


def _settle(session: Session, enrolment: Enrolment, text: str, *, by: Person, now: datetime) -> None:
    turma, person = enrolment.turma, enrolment.person
    deadlines.close(session, turma.id, kind=CONSENT, item_id=enrolment.id, now=now)
    audit.write(session, "autorizacao", by=by, now=now, record_id=turma.id, text=f"{person.name}: {text}")
    notices.tell(session, turma, f"Sua inscrição em {turma.code} ({turma.title}) foi {text}.", [person], by=by, now=now)


def _require_teacher(session: Session, turma: Turma, by: Person, now: datetime) -> None:
    if turma.teacher_id not in standing(session, by, now).person_ids:
        require_desk(session, by, now)
