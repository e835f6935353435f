"""The school: courses, classes, enrolment, the roll, certificates."""

from handlers import listing
from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Refusal, Reply, Request, command
from handlers.reading import courses as reading
from handlers.reading import fields, people
from handlers.saying import courses as said
from handlers.wording import courses as wording
from models import documents
from models.courses import (
    CERTIFICATE,
    KIND,
    SUBJECT,
    Certificate,
    Justified,
    Presence,
    Turma,
    careers,
    catalogue,
    certificates,
    enrolment,
    grades,
    turmas,
)
from models.moves import make as move
from models.people import Person
from models.texts import plural

COURSE = Form(
    "curso novo",
    (
        Field("titulo", "Qual é o título do curso?"),
        Field("horas", "Quantas horas?"),
        Field("mínimo", "Qual a frequência mínima, em %? (sem resposta, 75)", required=False),
        Field("nota", "Qual a nota mínima, de 0 a 10? (sem resposta, o curso não dá nota)", required=False),
        Field("faltas justificadas", "A falta justificada sai do total?", "choice", tuple(Justified), required=False),
    ),
)


@command("cursos", usage="cursos", said=said.COURSES)
def every_course(request: Request) -> Reply:
    """Lista o catálogo de cursos da Escola."""
    return wording.courses_listed(catalogue.everyone(request.session))


@command("curso novo", usage="curso novo", aliases=("novo curso",), form=COURSE, offered_to=WRITERS, said=said.NEW)
def new_course(request: Request) -> Reply:
    """Registra um curso no catálogo: a carga, a frequência mínima e o efeito da falta justificada."""
    catalogue.require_desk(request.session, request.person, request.now)
    given = fields.read(request, COURSE)
    hours, minimum = (_number(given[name]) for name in ("horas", "minimo"))
    if hours is None:
        raise Question("Quantas horas? Exemplo: 20", Answer.TEXT)
    values = {"titulo": given["titulo"], "horas": hours, "minimo": minimum}
    values |= {"faltas_justificadas": given["faltas justificadas"], "nota": given["nota"]}
    made = catalogue.register(request.session, values, by=request.person, now=request.now)
    text = f"Curso registrado: {made.title}, {made.hours} h, frequência mínima de {made.minimum}%"
    text += f", nota mínima {grades.written(made.grade)}." if made.grade is not None else "."
    return Reply(text, (Button("Planejar turma", f"turma {made.title} 25 vagas aulas"),))


@command(
    "turma",
    usage="turma curso 25 vagas aulas 1, 3 e 8/12 8h30-12h30 [@professor, mínimo 12, inscrições até 30/11]",
    about=KIND,
    number_optional=True,
    said=said.PLACES,
)
def turma(request: Request) -> Reply:
    """Mostra uma turma; ou planeja uma nova, com as vagas e os dias das aulas."""
    if request.record is not None:
        return wording.card(request.session, request.about(Turma), request.person, request.now)
    who = people.mentioned(request, request.text)
    new = reading.plan(request, who.rest)
    course = catalogue.by_title(request.session, new.title)
    if course is None:
        raise Refusal(f"O curso {new.title} não está no catálogo.", (Button("Cursos", "cursos"),))
    teacher = next((each for each in who.everyone if isinstance(each, Person)), request.person)
    by, now = request.person, request.now
    made = turmas.plan(
        request.session,
        course,
        new.places,
        new.times,
        teacher=teacher,
        place=new.place,
        minimum=new.minimum,
        closes_on=new.closes_on,
        by=by,
        now=now,
    )
    return wording.planned(request.session, made)


@command("turmas", usage="turmas [abertas, encerradas, página 2]", said=said.CLASSES)
def listed(request: Request) -> Reply:
    """Lista as turmas, com as vagas que restam."""
    return listing.listed(request, SUBJECT, said=wording.listed_as(request.session), mark=wording.state)


@command("abrir inscrições", usage="abrir inscrições N", about=KIND, offered_to=WRITERS, said=said.OPEN)
def open_enrolment(request: Request) -> Reply:
    """Abre as inscrições de uma turma."""
    asked = request.about(Turma)
    turmas.open_enrolment(request.session, asked, by=request.person, now=request.now)
    return Reply(f"Inscrições de {asked.code} abertas.", (Button("Inscrever-me", f"inscrever {asked.code}"),))


@command(
    "inscrever", usage="inscrever [@quem] N", about=KIND, number_optional=True, said=said.ENROL, offered_to=WRITERS
)
def enrol(request: Request) -> Reply:
    """Pede uma vaga; a chefia autoriza. A própria chefia inscreve já autorizando."""
    asked, rest = reading.turma_in(request, "inscrever TUR-4/2026")
    who = next((each for each in people.mentioned(request, rest).everyone if isinstance(each, Person)), request.person)
    made = enrolment.enrol(request.session, asked, who, by=request.person, now=request.now)
    return wording.enrolled(request.session, made, request.now)


@command(
    "autorizar",
    usage="autorizar N @quem",
    about=KIND,
    number_optional=True,
    fits=reading.names_a_class,
    said=said.CONSENT,
    offered_to=WRITERS,
)
def consent(request: Request) -> Reply:
    """Autoriza alguém da sua equipe a fazer um curso; só então a vaga é da pessoa."""
    asked, rest = reading.turma_in(request, "autorizar @igor TUR-4/2026")
    pupil, _ = _pupil(request, rest)
    own = enrolment.of_person(request.session, asked, pupil)
    enrolment.consent(request.session, own, by=request.person, now=request.now)
    return wording.consented(request.session, own, request.now)


@command(
    "recusar",
    usage="recusar N @quem motivo",
    about=KIND,
    number_optional=True,
    fits=reading.names_a_class,
    offered_to=WRITERS,
    said=said.REFUSE,
)
def refuse(request: Request) -> Reply:
    """Recusa o pedido de curso de alguém da sua equipe, com o motivo."""
    asked, rest = reading.turma_in(request, "recusar @sergio TUR-4/2026 motivo")
    pupil, reason = _pupil(request, rest)
    own = enrolment.of_person(request.session, asked, pupil)
    enrolment.refuse(request.session, own, reason, by=request.person, now=request.now)
    return Reply(f"Pedido de {pupil.name} em {asked.code} recusado: {reason}. A pessoa foi avisada.")


@command("desistir", usage="desistir N motivo", about=KIND, offered_to=WRITERS, said=said.QUIT)
def give_up(request: Request) -> Reply:
    """Desiste de uma turma; a vaga passa a quem espera."""
    asked = request.about(Turma)
    first = enrolment.give_up(request.session, asked, request.text, by=request.person, now=request.now)
    taken = f" A vaga passou a {first.person.name}." if first else ""
    return Reply(f"Você saiu de {asked.code}.{taken}")


@command("chamada", usage="chamada N [aula 1]", about=KIND, offered_to=WRITERS, said=said.CALL)
def call(request: Request) -> Reply:
    """Começa a chamada de uma aula: a palavra para a tela, que vale dez minutos, e a página com o QR que muda."""
    asked, (number, _) = request.about(Turma), reading.aula_in(request.text)
    aula = enrolment.call(request.session, asked, number, by=request.person, now=request.now)
    return wording.called(asked, aula)


@command(
    "presença",
    usage="presença PALAVRA (ou @quem TUR-4 aula 1)",
    aliases=("estou presente",),
    offered_to=WRITERS,
    said=said.PRESENT,
)
def present(request: Request) -> Reply:
    """Marca a sua presença com a palavra da tela; quem dá a aula marca a dos outros."""
    if not reading.names_a_class(request, request.text):
        word = request.text.strip(reading.EDGES)
        if not word:
            raise Question("Qual é a palavra da tela? Exemplo: presença K7MQ3T", Answer.TEXT)
        aula, is_in = enrolment.present_by_word(request.session, word, by=request.person, now=request.now)
        return wording.noted(request.session, aula, is_in, request.now)
    return _noted(request, Presence.PRESENTE)


@command("falta justificada", usage="falta justificada @quem TUR-4 aula 1", offered_to=WRITERS)
def excused(request: Request) -> Reply:
    """Marca a falta justificada de alguém numa aula."""
    return _noted(request, Presence.JUSTIFICADA)


@command("faltou", usage="faltou @quem TUR-4 aula 1", offered_to=WRITERS, said=said.ABSENT)
def absent(request: Request) -> Reply:
    """Marca a falta de alguém numa aula."""
    return _noted(request, Presence.AUSENTE)


@command("faltas", usage="faltas N", about=KIND, aliases=("frequência",), said=said.ABSENCES)
def absences(request: Request) -> Reply:
    """Mostra a frequência: a sua ou, para quem dá a aula e a Escola, a de todos."""
    return wording.absences(request.session, request.about(Turma), request.person, request.now)


@command(
    "nota",
    usage="nota N @quem 8,5 [@outro 7]",
    about=KIND,
    aliases=("notas",),
    number_optional=True,
    fits=reading.names_a_class,
    offered_to=WRITERS,
    said=said.GRADE,
)
def grade(request: Request) -> Reply:
    """Dá a nota de quem está na turma; só nos cursos que pedem uma, e até a turma encerrar."""
    asked, rest = reading.turma_in(request, "nota TUR-4/2026 @igor 8,5")
    given = reading.grades_in(request, rest)
    if not given:
        raise Question(f"De quem, e quanto? Exemplo: nota {asked.code} @igor 8,5", Answer.TEXT)
    by_id = {person.id: tenths for person, tenths in given}
    enrolment.note_grades(request.session, asked, by_id, by=request.person, now=request.now)
    return wording.graded(asked, given)


@command("encerrar", usage="encerrar N", about=KIND, offered_to=WRITERS, said=said.CLOSE)
def close(request: Request) -> Reply:
    """Encerra uma turma: diz quem passou e emite os certificados."""
    asked = request.about(Turma)
    found = turmas.close(request.session, asked, by=request.person, now=request.now)
    return wording.closed(request.session, asked, found)


@command("homologar", usage="homologar N", about=KIND, offered_to=WRITERS, said=said.HOMOLOGATE)
def homologate(request: Request) -> Reply:
    """Homologa os certificados de uma turma: as horas passam a contar para a carreira."""
    asked = request.about(Turma)
    n = turmas.homologate(request.session, asked, by=request.person, now=request.now)
    return Reply(f"{asked.code} homologada: {plural(n, 'certificado conta', 'certificados contam')} para a carreira.")


@command("cancelar", usage="cancelar N motivo", about=KIND, offered_to=WRITERS)
def cancel(request: Request) -> Reply:
    """Cancela uma turma, com o motivo; os inscritos são avisados."""
    asked = request.about(Turma)
    turmas.cancel(request.session, asked, request.text, by=request.person, now=request.now)
    return Reply(f"{asked.code} cancelada.")


@command("revogar", usage="revogar N motivo", about="certificate", offered_to=WRITERS)
def revoke(request: Request) -> Reply:
    """Revoga um certificado, com o motivo; quem o conferir vê que foi revogado, e quando."""
    asked = request.about(Certificate)
    by, now = request.person, request.now
    move(request.session, asked, certificates.REVOKE, request.text, tell=[asked.person], by=by, now=now)
    return Reply(f"{asked.code} revogado. Quem conferir o código verá isso.")


@command(
    "conferir",
    usage="conferir N",
    about="certificate",
    aliases=("verificar",),
    fits=reading.names_a_certificate,
    said=said.CHECK,
)
def check(request: Request) -> Reply:
    """Diz tudo o que está impresso num certificado, e se foi revogado ou substituído."""
    each = request.about(Certificate)
    return Reply(f"{each.code}: {wording.stands(each)}", (Button("PDF", f"pdf {each.code}"),))


@command("substituir", usage="substituir N motivo", about="certificate", offered_to=WRITERS)
def substitute(request: Request) -> Reply:
    """Emite de novo um certificado, no nome que a pessoa tem hoje; o código antigo diz por qual foi substituído."""
    asked = request.about(Certificate)
    by, now = request.person, request.now
    made = certificates.substitute(request.session, asked, request.text, by=by, now=now)
    text = f"{asked.code} substituído por {made.code}, em nome de {made.name}."
    return Reply(text, (Button("PDF", f"pdf {made.code}"), Button("Ver", f"ver {made.code}")))


@command(
    "certificado",
    usage="certificado N",
    about=KIND,
    aliases=("certificados",),
    offered_to=WRITERS,
    said=said.CERTIFICATE,
)
def certificate(request: Request) -> Reply:
    """Manda o seu certificado de uma turma em PDF, com o código de verificação."""
    asked = request.about(Turma)
    own = certificates.certificates(request.session, request.person, asked)
    if not own:
        raise Refusal(f"Você não tem certificado de {asked.code} ({asked.status}).")
    where = {"channel": request.channel, "address": request.address}
    if not documents.ask(request.session, "certificado", own[-1], by=request.person, now=request.now, **where):
        raise Refusal("Você já tem muitos documentos a caminho. Espere um chegar e peça de novo.")
    return Reply(f"Estou fazendo o PDF de {own[-1].code}; mando em seguida.")


@command("créditos", usage="créditos [@quem]", aliases=("meus certificados",), said=said.CREDITS)
def credits(request: Request) -> Reply:
    """Mostra as horas de curso de uma pessoa: as certificadas, e as que já contam para a carreira."""
    who = next((each for each in people.mentioned(request, request.text).everyone if isinstance(each, Person)), None)
    person = who or request.person
    if not turmas.may_see_hours(request.session, person, request.person, request.now):
        raise Refusal("As horas de uma pessoa são vistas por ela, pela sua chefia, pelo RH e pela Escola.")
    return wording.credits(request.session, person, certificates.certificates(request.session, person), request.now)


@command("carreiras", usage="carreiras", said=said.CAREERS)
def every_career(request: Request) -> Reply:
    """Lista as carreiras e o que valem nelas as horas de curso; a tabela entra por: importar carreiras."""
    return wording.careers_listed(careers.everyone(request.session))


@command("minhas aulas", usage="minhas aulas", said=said.LESSONS)
def own_lessons(request: Request) -> Reply:
    """Mostra as suas próximas aulas, e a sua frequência em cada turma."""
    own = enrolment.of_pupil(request.session, request.person)
    return wording.lessons(request.session, own, request.now)


@command("certificados emitidos", usage="certificados emitidos [revogados, página 2]", offered_to=WRITERS)
def every_certificate(request: Request) -> Reply:
    """Lista os certificados da Escola, para o RH."""
    session, by, now = request.session, request.person, request.now
    if not catalogue.is_desk(session, by, now) and not careers.keeps_staff(session, by, now):
        raise Refusal("Os certificados de todos são vistos pela Escola, pelo RH e pela chefia. Os seus: créditos")
    return listing.listed(
        request,
        CERTIFICATE,
        title=lambda usual: usual.replace("abertos", "emitidos"),
        said=lambda each: f"{each.title}, {each.hours} h",
    )


def _noted(request: Request, presence: Presence) -> Reply:
    asked, rest = reading.turma_in(request, "presença @rita TUR-4/2026 aula 1")
    number, rest = reading.aula_in(rest)
    found = [each for each in people.mentioned(request, rest).everyone if isinstance(each, Person)]
    if not found:
        raise Question(f"De quem? Exemplo: presença @rita {asked.code} aula 1", Answer.WHO)
    by, now = request.person, request.now
    aula = enrolment.note_by_hand(request.session, asked, number, found, presence, by=by, now=now)
    return wording.noted_for(request.session, asked, aula, found, presence)


def _pupil(request: Request, rest: str) -> tuple[Person, str]:
    who = people.mentioned(request, rest)
    found = next((each for each in who.everyone if isinstance(each, Person)), None)
    if found is None:
        raise Question("De quem? Exemplo: autorizar @igor TUR-4/2026", Answer.WHO)
    return found, who.rest.strip(reading.EDGES)


def _number(text: str) -> int | None:
    digits = text.strip(" h%").removesuffix("horas").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 5 else None
