"""Texts about the school."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.cards import card as card_for
from handlers.wording.cards import sheet
from models import moments
from models.courses import (
    Aula,
    Certificate,
    Course,
    Enrolment,
    EnrolmentStatus,
    HoursAttended,
    Presence,
    Turma,
    TurmaStatus,
    catalogue,
    enrolment,
    turmas,
)
from models.people import Person
from models.texts import listed, plural

_HOUR = 60
E = EnrolmentStatus


def hours(minutes: int) -> str:
    """`16`, `2h30`"""
    whole, rest = divmod(minutes, _HOUR)
    return f"{whole}h{rest:02d}" if rest else f"{whole}"


def courses_listed(found: list[Course]) -> Reply:
    """The catalogue, one course a line."""
    if not found:
        return Reply("O catálogo está vazio.", (Button("Registrar", "curso novo"),))
    lines = [f"• {each.title}: {each.hours} h, mínimo {each.minimum}%" for each in found]
    return Reply("\n".join([f"Cursos ({len(found)}):", *lines]), (Button("Turmas abertas", "turmas abertas"),))


def planned(session: Session, turma: Turma) -> Reply:
    """A new class with its days."""
    held = turmas.aulas(session, turma)
    total = sum(map(turmas.minutes, held))
    lines = [f"{turma.code} planejada: {turma.title}, {plural(turma.places, 'vaga', 'vagas')}, {hours(total)} h."]
    lines += [f"Aula {each.number}: {moments.moment_text(each.event.starts_at)}" for each in held]
    if total != turma.course.hours * _HOUR:
        lines.append(f"O curso tem {turma.course.hours} h no catálogo: confira os dias.")
    return Reply("\n".join(lines), (Button("Abrir inscrições", f"abrir inscrições {turma.code}"),))


def listed_as(session: Session) -> Callable[[Turma], str]:
    """A class in a list: its title, and the places left."""

    def said(turma: Turma) -> str:
        return f"{turma.title} ({turmas.taken(session, turma)} de {turma.places} vagas)"

    return said


def state(turma: Turma) -> str:
    return turma.status


@card_for("turma")
def card(session: Session, turma: Turma, person: Person, now: datetime) -> Reply:
    """A class: its aulas, places and pupils, with what the reader may do next."""
    held = turmas.aulas(session, turma)
    lines = [f"Turma de {turma.course.hours} h com {turma.teacher.name}, {turma.status}"]
    if held:
        first, last = held[0].event.starts_at, held[-1].event.ends_at
        lines.append(
            f"{plural(len(held), 'aula', 'aulas')}, de {moments.short_text(first)} a {moments.short_text(last)}"
        )
    waiting = len(turmas.pupils(session, turma, E.EM_ESPERA))
    asked = len(turmas.pupils(session, turma, E.PEDIDA))
    lines.append(f"Vagas: {turmas.taken(session, turma)} de {turma.places}")
    lines += [f"À espera de autorização: {asked}"] if asked else []
    lines += [f"Lista de espera: {waiting}"] if waiting else []
    if catalogue.is_desk(session, person, now) or turma.teacher_id == person.id:
        names = [each.person.name for each in turmas.pupils(session, turma, E.INSCRITA)]
        lines += (
            [f"Inscritos: {listed(names[:10])}" + (f" e mais {len(names) - 10}" if len(names) > 10 else "")]
            if names
            else []
        )
    verbs = _verbs(session, turma, person, now)
    return sheet(session, turma, lines, person, now, [Button(*each) for each in verbs], is_dated=False)


def _verbs(session: Session, turma: Turma, person: Person, now: datetime) -> list[tuple[str, str]]:
    code = turma.code
    if catalogue.is_desk(session, person, now) and turma.status == TurmaStatus.PLANEJADA:
        return [("Abrir inscrições", f"abrir inscrições {code}")]
    verbs = [("Inscrever-me", f"inscrever {code}")] if turma.status == TurmaStatus.INSCRICOES else []
    return [*verbs, ("Faltas", f"faltas {code}")]


def enrolled(session: Session, made: Enrolment, now: datetime) -> Reply:
    """What became of a request for a place."""
    turma = made.turma
    if made.status != E.PEDIDA:
        return consented(session, made, now)
    until = moments.moment_text(made.until, date_only=True) if made.until else ""
    text = f"Pedido de inscrição de {made.person.name} em {turma.code} feito. A chefia responde até {until}."
    return Reply(text, (Button("Ver", f"ver {turma.code}"),))


def consented(session: Session, made: Enrolment, _now: datetime) -> Reply:
    """The place that a pupil got, or where on the waiting list."""
    turma = made.turma
    if made.status == E.EM_ESPERA:
        where = f"na lista de espera de {turma.code}, em {enrolment.position(session, made)}º lugar"
    else:
        where = f"inscrito em {turma.code}: vaga {turmas.taken(session, turma)} de {turma.places}"
    return Reply(f"{made.person.name} {where}.", (Button("Ver", f"ver {turma.code}"),))


def called(turma: Turma, aula: Aula) -> Reply:
    """The word for the screen, with the course and the aula it is of."""
    assert aula.word_until is not None
    until = moments.hour_text(moments.local(aula.word_until))
    return Reply(
        f"{turma.title}, aula {aula.number}\n{aula.word}\nEscreva ao bot: presença {aula.word} (vale até {until})"
    )


def noted(session: Session, aula: Aula, now: datetime) -> Reply:
    turma = session.get_one(Turma, aula.turma_id)
    return Reply(f"Presença na aula {aula.number} de {turma.title}, {moments.hour_text(moments.local(now))}.")


def noted_for(turma: Turma, aula: Aula, people: Sequence[Person], presence: Presence) -> Reply:
    names = listed([each.name for each in people])
    return Reply(f"{turma.code}, aula {aula.number}: {names}, {presence} (marcado à mão).")


def absences(session: Session, turma: Turma, person: Person, now: datetime) -> Reply:
    """The hours of each pupil, to those who may know; to a pupil only the own."""
    found = turmas.results(session, turma)
    sees_all = catalogue.is_desk(session, person, now) or turma.teacher_id == person.id
    mine = [each for each in found if sees_all or each.enrolment.person_id == person.id]
    if not mine:
        return Reply(f"Você não está em {turma.code}.")
    return Reply("\n".join([f"Frequência em {turma.code}, {turma.title}:", *map(_hours_line, mine)]))


def closed(turma: Turma, found: list[HoursAttended]) -> Reply:
    """Who passed, and who did not."""
    passed = sum(each.passes for each in found)
    failed = len(found) - passed
    heading = f"{turma.code} encerrada: {plural(passed, 'aprovado', 'aprovados')}, {failed} por frequência."
    lines = [f"{_hours_line(each)}, {each.enrolment.status}" for each in found]
    return Reply("\n".join([heading, *lines]), (Button("Homologar", f"homologar {turma.code}"),))


def _hours_line(each: HoursAttended) -> str:
    return f"• {each.enrolment.person.name}: {hours(each.attended)} de {hours(each.total)} h, {each.percent}%"


def credits(person: Person, found: list[Certificate]) -> Reply:
    """The hours of a person: all that are certified, and those that count."""
    good = [each for each in found if each.status == "emitido"]
    if not good:
        return Reply(f"{person.name} não tem certificados.")
    counts = sum(each.hours for each in good if each.homologated_at)
    lines = [
        f"• {each.code} {each.turma.title}, {each.hours} h" + ("" if each.homologated_at else " (por homologar)")
        for each in good
    ]
    heading = f"{person.name}: {sum(each.hours for each in good)} h certificadas, {counts} h contam para a carreira."
    return Reply("\n".join([heading, *lines]), tuple(Button(each.code, f"pdf {each.code}") for each in good[:5]))


@card_for("certificate")
def certificate_card(session: Session, each: Certificate, person: Person, now: datetime) -> Reply:
    """A certificate: all that is printed on it."""
    buttons = [Button("PDF", f"pdf {each.code}"), Button("Turma", f"ver {each.turma.code}")]
    return sheet(session, each, [stands(each)], person, now, buttons)


def stands(each: Certificate) -> str:
    """Everything that is printed, and whether it still stands: for whoever checks the code."""
    span = f"de {each.first_on:%d/%m/%Y} a {each.last_on:%d/%m/%Y}"
    attended = f"{hours(each.attended)} de {hours(each.total)} h ({each.attended * 100 // each.total}%)"
    facts = f"{each.person.name}, {each.turma.title}, {each.hours} h, {span}, frequência {attended}"
    return f"{facts}. Situação: {each.status}."
