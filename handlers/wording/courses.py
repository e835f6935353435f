"""Texts about the school."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording.cards import card as card_for
from handlers.wording.cards import sheet
from models import events, moments
from models.courses import (
    Aula,
    Carreira,
    Certificate,
    CertificateStatus,
    Course,
    Enrolment,
    EnrolmentStatus,
    HoursAttended,
    Presence,
    Turma,
    TurmaStatus,
    careers,
    catalogue,
    enrolment,
    grades,
    rolls,
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
    lines = [f"• {each.title}: {each.hours} h, mínimo {each.minimum}%{_least(each)}" for each in found]
    return Reply("\n".join([f"Cursos ({len(found)}):", *lines]), (Button("Turmas abertas", "turmas abertas"),))


def _least(course: Course) -> str:
    return f", nota {grades.written(course.grade)}" if course.grade is not None else ""


def planned(session: Session, turma: Turma) -> Reply:
    """A new class with its days."""
    held = turmas.aulas(session, turma)
    total = sum(map(turmas.minutes, held))
    lines = [f"{turma.code} planejada: {turma.title}, {plural(turma.places, 'vaga', 'vagas')}, {hours(total)} h."]
    lines += [f"Aula {each.number}: {moments.moment_text(each.event.starts_at)}" for each in held]
    if total != turma.course.hours * _HOUR:
        lines.append(f"O curso tem {turma.course.hours} h no catálogo: confira os dias.")
    if turma.minimum:
        lines.append(f"Não começa com menos de {turma.minimum} inscritos.")
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
    least = f"; mínimo {turma.minimum}" if turma.minimum else ""
    lines.append(f"Vagas: {turmas.taken(session, turma)} de {turma.places}{least}")
    if turma.closes_on and turma.status == TurmaStatus.INSCRICOES:
        lines.append(f"Inscrições até {moments.day_text(turma.closes_on)}")
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
        where = f"{turma.code} está cheia: {made.person.name} espera em {enrolment.position(session, made)}º lugar"
    else:
        where = (
            f"Inscrição de {made.person.name} em {turma.code}: vaga {turmas.taken(session, turma)} de {turma.places}"
        )
    return Reply(f"{where}.", (Button("Ver", f"ver {turma.code}"),))


def called(turma: Turma, aula: Aula) -> Reply:
    """The word for the screen, with the course and the aula it is of."""
    assert aula.word_until is not None
    until = moments.hour_text(moments.local(aula.word_until))
    lines = [f"{turma.title}, aula {aula.number}", aula.word]
    lines.append(f"Escreva ao bot: presença {aula.word} (vale até {until})")
    if page := rolls.address(aula):
        lines.append(f"Na parede, com o QR e a palavra que mudam a cada minuto: {page}")
    return Reply("\n".join(lines), (Button("Frequência", f"faltas {turma.code}"),))


def noted(session: Session, aula: Aula, is_in: bool, now: datetime) -> Reply:
    """The presence of whoever wrote the word."""
    turma = session.get_one(Turma, aula.turma_id)
    here = f"Presença na aula {aula.number} de {turma.title}, {moments.hour_text(moments.local(now))}"
    only = "" if is_in else ", como ouvinte: você não tem inscrição na turma, e ouvinte não recebe certificado"
    return Reply(f"{here}{only}.")


def noted_for(session: Session, turma: Turma, aula: Aula, people: Sequence[Person], presence: Presence) -> Reply:
    """The presences that somebody noted by hand, and who of them is no pupil."""
    text = f"{turma.code}, aula {aula.number}: {listed([each.name for each in people])}, {presence} (marcado à mão)."
    others = [each.name for each in people if each in enrolment.listeners(session, turma)]
    return Reply(f"{text} Sem inscrição, como ouvinte: {listed(others)}." if others else text)


def graded(turma: Turma, given: list[tuple[Person, int]]) -> Reply:
    """The grades that were noted."""
    said = listed([f"{person.name} {grades.written(tenths)}" for person, tenths in given])
    return Reply(f"{turma.code}, nota: {said}.", (Button("Frequência e notas", f"faltas {turma.code}"),))


def on_a_holiday(each: Aula, turma: Turma, why: str) -> tuple[str, tuple[Button, ...]]:
    """The question to the coordinator of a class whose aula falls on a day without work."""
    event = each.event
    text = (
        f"{event.code}, aula {each.number} de {turma.title} ({turma.code}), cai em "
        f"{moments.moment_text(event.starts_at)}: {why}. Quer mudar o dia?"
    )
    return text, (Button("Remarcar", f"remarcar {event.code} para"), Button("Ver a turma", f"ver {turma.code}"))


def absences(session: Session, turma: Turma, person: Person, now: datetime) -> Reply:
    """The hours of each pupil, to those who may know; to a pupil only the own."""
    found = turmas.results(session, turma, now)
    sees_all = catalogue.is_desk(session, person, now) or turma.teacher_id == person.id
    mine = [each for each in found if sees_all or each.enrolment.person_id == person.id]
    others = enrolment.listeners(session, turma) if sees_all else []
    if not mine and not others:
        return Reply(f"Ninguém tem vaga em {turma.code} ainda." if sees_all else f"Você não está em {turma.code}.")
    lines = [f"Frequência em {turma.code}, {turma.title}:", *map(_hours_line, mine)]
    lines += [f"Ouvintes, sem certificado: {listed([each.name for each in others])}"] if others else []
    return Reply("\n".join(lines))


def closed(session: Session, turma: Turma, found: list[HoursAttended]) -> Reply:
    """Who passed, who did not, and how many left."""
    left = len(turmas.pupils(session, turma, E.DESISTENTE))
    heading = f"{turma.code} encerrada: {turmas.counted(found, turma.course)}"
    heading += f", {plural(left, 'desistente', 'desistentes')}." if left else "."
    lines = [f"{_hours_line(each)}, {each.enrolment.status}" for each in found]
    return Reply("\n".join([heading, *lines]), (Button("Homologar", f"homologar {turma.code}"),))


def _hours_line(each: HoursAttended) -> str:
    said = f"• {each.enrolment.person.name}: {hours(each.attended)} de {hours(each.total)} h, {each.percent}%"
    said += f", nota {grades.written(each.enrolment.grade)}" if each.enrolment.grade is not None else ""
    return said if each.may_pass or not each.left else f"{said} — já não alcança {each.minimum}%"


def lessons(session: Session, own: list[Enrolment], now: datetime) -> Reply:
    """The coming aulas of a pupil, class by class, and how many hours were attended."""
    if not own:
        return Reply("Você não está em nenhuma turma.", (Button("Turmas abertas", "turmas abertas"),))
    lines = list[str]()
    for each in own:
        turma = each.turma
        mine = [it for it in turmas.results(session, turma, now) if it.enrolment.id == each.id]
        state = f"{hours(mine[0].attended)} de {hours(mine[0].total)} h" if mine else enrolment.said(each, now)
        lines.append(f"{turma.code} {turma.title} — {state}")
        coming = [aula for aula in turmas.aulas(session, turma) if aula.event.ends_at > now]
        lines += [f"• aula {aula.number}: {events.people.when(aula.event)}" for aula in coming]
    return Reply("\n".join(lines), tuple(Button(each.turma.code, f"ver {each.turma.code}") for each in own[:5]))


def careers_listed(found: list[Carreira]) -> Reply:
    """What hours are worth in each carreira."""
    if not found:
        return Reply("Nenhuma carreira registrada. A tabela entra por: importar carreiras")
    return Reply("\n".join(["Carreiras:", *(f"• {each.name}: {_rule(each)}" for each in found)]))


def _rule(each: Carreira) -> str:
    parts = [f"um ponto a cada {each.hours_a_point} h"]
    parts += [f"no máximo {each.most_a_year} h por ano"] if each.most_a_year else []
    parts += [f"valem {plural(each.valid_years, 'ano', 'anos')}"] if each.valid_years else []
    return ", ".join(parts) + (f" ({each.law})" if each.law else "")


def credits(session: Session, person: Person, found: list[Certificate], now: datetime) -> Reply:
    """The hours of a person: all that are certified, those that count, and what they are worth in the carreira."""
    good = [each for each in found if each.status == CertificateStatus.EMITIDO]
    if not good:
        return Reply(f"{person.name} não tem certificados.")
    counts = sum(each.hours for each in good if each.homologated_at)
    lines = [certificate_line(each) for each in good]
    heading = f"{person.name}: {sum(each.hours for each in good)} h certificadas, {counts} h contam para a carreira."
    buttons = tuple(Button(each.code, f"pdf {each.code}") for each in good[:5])
    return Reply("\n".join([heading, *lines, *_worth(session, person, good, now)]), buttons)


def _worth(session: Session, person: Person, found: list[Certificate], now: datetime) -> list[str]:
    carreira = careers.of_person(session, person)
    if carreira is None:
        return []
    it = careers.credit(carreira, found, moments.today(now))
    cut = [f"de {hours} h de {year} contam {counted}" for year, hours, counted in it.years if counted < hours]
    why = f"; {listed(cut)}" if cut else ""
    worth = f"{carreira.name}: {plural(it.points, 'ponto', 'pontos')}, com {it.hours} h{why}."
    return [worth, f"A regra: {_rule(carreira)}."]


def certificate_line(each: Certificate) -> str:
    """A certificate in a list."""
    waits = "" if each.homologated_at else " (por homologar)"
    return f"• {each.code} {each.turma.title}, {each.hours} h{waits}"


@card_for("certificate")
def certificate_card(session: Session, each: Certificate, person: Person, now: datetime) -> Reply:
    """A certificate: all that is printed on it."""
    buttons = [Button("PDF", f"pdf {each.code}"), Button("Turma", f"ver {each.turma.code}")]
    return sheet(session, each, [stands(each)], person, now, buttons)


def stands(each: Certificate) -> str:
    """Everything that is printed, and whether it still stands: for whoever checks the code."""
    span = f"de {each.first_on:%d/%m/%Y} a {each.last_on:%d/%m/%Y}"
    attended = f"{hours(each.attended)} de {hours(each.total)} h ({each.attended * 100 // each.total}%)"
    facts = f"{holder(each)}, {each.turma.title}, {each.hours} h, {span}, frequência {attended}"
    facts += f", nota {grades.written(each.grade)}" if each.grade is not None else ""
    by = f" por {each.replaced_by}" if each.replaced_by else ""
    return f"{facts}. Situação: {each.status}{by}."


def holder(each: Certificate) -> str:
    """The name of the pupil as the certificate has it."""
    return each.name or each.person.name
