"""What leaves: ofícios, circulares, mensagens and certidões, from the draft to the proof of protocol."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from handlers import second_factor as stepping
from handlers.base import APPROVERS, WRITERS, Answer, Button, Field, Form, Question, Reply, Request, command
from handlers.reading import numbers
from handlers.reading import oficios as reading
from handlers.reading.authorities import named
from handlers.reading.records import keep_files, second
from handlers.saying import oficios as said
from handlers.wording import approving
from handlers.wording import lists as pages
from handlers.wording import oficios as wording
from models import lists, oficios
from models.approving import Seat
from models.oficios import Especie, Oficio
from models.records import Record
from models.texts import clip, ended

FORM = Form(
    "ofício para",
    (
        Field("para", "Para que autoridade vai o ofício? (por exemplo, @camara)"),
        Field("assunto", "Qual é o assunto?"),
        Field("texto", "Qual é o texto? (um parágrafo por linha)"),
        Field("resposta", "Espera-se resposta até quando? (pule, se não)", "date", required=False),
    ),
)


@command(
    "ofício para",
    usage="ofício para @camara assunto Reforma da ponte",
    aliases=("ofício a", "ofício ao", "ofício à"),
    form=FORM,
    private=True,
    said=said.DRAFT,
    offered_to=WRITERS,
)
def letter(request: Request) -> Reply:
    """Prepara um ofício para outra pessoa aprovar; o texto vem nas linhas seguintes, um parágrafo em cada."""
    return _drafted(request, Especie.OFICIO)


@command(
    "circular para",
    usage="circular para @camara @sgri assunto Novo horário",
    aliases=("ofício circular para",),
    said=said.CIRCULAR,
    private=True,
    offered_to=WRITERS,
)
def circular(request: Request) -> Reply:
    """Prepara um ofício circular, a várias autoridades, para outra pessoa aprovar."""
    return _drafted(request, Especie.CIRCULAR)


@command(
    "mensagem para",
    usage="mensagem para @camara assunto Projeto de lei",
    aliases=("mensagem à",),
    said=said.LETTER,
    private=True,
    offered_to=WRITERS,
)
def message(request: Request) -> Reply:
    """Prepara uma mensagem do prefeito para outra pessoa aprovar."""
    return _drafted(request, Especie.MENSAGEM)


@command("certidão para", usage="certidão para @camara assunto Tempo de serviço", private=True, offered_to=WRITERS)
def certificate(request: Request) -> Reply:
    """Prepara uma certidão que sai, para outra pessoa aprovar."""
    return _drafted(request, Especie.CERTIDAO)


@command("ofício", usage="ofício", private=True)
def which_way(request: Request) -> Reply:
    """Pergunta se o ofício chegou ou vai sair."""
    found = None if numbers.read(request.text) else named(request.session, request.text)
    if found is not None and found.start == 0:
        return _drafted(request, Especie.OFICIO)
    return Reply(
        "O ofício chegou ou vai sair?",
        (
            Button("Chegou", f"expediente novo ofício {request.text}".rstrip()),
            Button("Vai sair", f"ofício para {request.text}".rstrip()),
        ),
    )


@command(
    "aprovar",
    usage="aprovar N",
    about=oficios.KIND,
    aliases=("assinar",),
    private=True,
    said=said.APPROVE,
    offered_to=APPROVERS,
)
def approve(request: Request) -> Reply:
    """Aprova a minuta do que vai sair, que outra pessoa escreveu; o número fica reservado."""
    oficio, seat = request.about(Oficio), Seat(request.channel, request.address)
    given: dict[str, Any] = {"seat": seat, "by": request.person, "now": request.now}
    check = partial(oficios.check_approval, request.session, oficio, request.text, **given)
    if (step := stepping.before(request, f"aprovar {oficio.code} {oficio.short_hash}", check)) is not None:
        return step
    oficios.approve(request.session, oficio, request.text, proven=request.proven, **given)
    return wording.approved(oficio)


@command(
    "devolver", usage="devolver N motivo", about=oficios.KIND, private=True, said=said.GIVE_BACK, offered_to=APPROVERS
)
def give_back(request: Request) -> Reply:
    """Devolve a minuta do que vai sair a quem a escreveu."""
    oficio = request.about(Oficio)
    oficios.give_back(request.session, oficio, request.text, by=request.person, now=request.now)
    return approving.given_back(oficio)


@command(
    "corrigir", usage="corrigir N novo texto", about=oficios.KIND, private=True, said=said.CORRECT, offered_to=WRITERS
)
def correct(request: Request) -> Reply:
    """Troca o texto da minuta do que vai sair, que volta para aprovação."""
    oficio = request.about(Oficio)
    oficios.correct(request.session, oficio, request.text, by=request.person, now=request.now)
    return wording.drafted(request.session, oficio, request.now)


@command("cancelar", usage="cancelar N motivo", about=oficios.KIND, private=True, said=said.CANCEL, offered_to=WRITERS)
def cancel(request: Request) -> Reply:
    """Cancela o que ainda não foi assinado."""
    oficio = request.about(Oficio)
    oficios.cancel(request.session, oficio, request.text, by=request.person, now=request.now)
    kept = " O número fica registrado como cancelado." if oficio.approved_at else ""
    return Reply(f"{oficio.code} cancelado.{kept}")


@command(
    "assinado",
    usage="assinado N (com o PDF assinado)",
    about=oficios.KIND,
    private=True,
    offered_to=WRITERS,
    said=said.SIGNED,
)
def signed(request: Request) -> Reply:
    """Guarda o PDF que voltou assinado e o compara com o aprovado."""
    oficio = request.about(Oficio)
    if not request.files:
        raise Question(f"Mande o PDF assinado com a legenda: assinado {oficio.code}", Answer.FILE)
    found = oficios.sign(request.session, oficio, request.files[0], by=request.person, now=request.now)
    keep_files(request, oficio)
    return wording.signed(oficio, found)


@command(
    "expedido", usage="expedido N por e-mail", about=oficios.KIND, private=True, offered_to=WRITERS, said=said.SENT
)
def dispatched(request: Request) -> Reply:
    """Registra que saiu, e por que meio."""
    oficio = request.about(Oficio)
    oficios.dispatch(request.session, oficio, reading.means(request), by=request.person, now=request.now)
    keep_files(request, oficio)
    return wording.dispatched(oficio)


@command(
    "protocolado",
    usage="protocolado N 2245/2026 em 07/12 às 15h10",
    about=oficios.KIND,
    private=True,
    offered_to=WRITERS,
    said=said.FILED,
)
def protocolled(request: Request) -> Reply:
    """Registra o protocolo, com o número e o instante; vale o instante do protocolo, não o do aviso."""
    oficio, proof = request.about(Oficio), reading.proof(request)
    has_file = bool(request.files)
    closed = oficios.protocol(
        request.session, oficio, proof.number, proof.at, has_file=has_file, by=request.person, now=request.now
    )
    keep_files(request, oficio)
    return wording.protocolled(oficio, closed)


@command("sem efeito", usage="sem efeito N motivo", about=oficios.KIND, private=True, offered_to=APPROVERS)
def voided(request: Request) -> Reply:
    """Torna sem efeito o que já foi assinado, com o motivo."""
    oficio = request.about(Oficio)
    oficios.void(request.session, oficio, request.text, by=request.person, now=request.now)
    return Reply(f"{oficio.code} ficou sem efeito.", (Button("Novo ofício", "ofício para"),))


@command("dou por recebido", usage="dou por recebido N motivo", about=oficios.KIND, private=True, offered_to=APPROVERS)
def deemed_received(request: Request) -> Reply:
    """Encerra, pela palavra da chefia, o que foi expedido e não tem recibo."""
    oficio = request.about(Oficio)
    oficios.deem_received(request.session, oficio, request.text, by=request.person, now=request.now)
    return Reply(f"{oficio.code} dado por recebido.", (Button("Ver", f"ver {oficio.code}"),))


@command("reiterar", usage="reiterar N", about=oficios.KIND, private=True, said=said.INSIST, offered_to=WRITERS)
def insisted(request: Request) -> Reply:
    """Prepara um segundo ofício, que cita o primeiro e a data do seu protocolo."""
    again = oficios.insist(request.session, request.about(Oficio), by=request.person, now=request.now)
    return wording.drafted(request.session, again, request.now)


@command("respondido", usage="respondido N N", about=oficios.KIND, private=True, offered_to=WRITERS, said=said.ANSWERED)
def answered(request: Request) -> Reply:
    """Registra a resposta de fora e liga as duas; nada mais se espera."""
    oficio = request.about(Oficio)
    if not request.text:
        raise Question(f"Com que documento responderam? Exemplo: respondido {oficio.code} OF-88/2026", Answer.NUMBER)
    answer = second(request, f"Com que documento responderam? Exemplo: respondido {oficio.code} OF-88/2026")
    oficios.answered(request.session, oficio, answer, by=request.person, now=request.now)
    return Reply(
        f"{oficio.code} respondido por {answer.code}: {ended(clip(answer.title))}",
        (Button("Ver a resposta", f"ver {answer.code}"),),
    )


OtherAnswer = Callable[[Request], Reply | None]
_other_answers: list[OtherAnswer] = []


def answered_otherwise(function: OtherAnswer) -> OtherAnswer:
    """Register how some expedientes are answered without an ofício: None for those that are not."""
    _other_answers.append(function)
    return function


@command(
    "responder", usage="responder N [a @camara]", about="expediente", private=True, said=said.ANSWER, offered_to=WRITERS
)
def answer(request: Request) -> Reply:
    """Prepara o ofício que responde ao que chegou de fora, com as partes que já vieram."""
    if reply := next((found for each in _other_answers if (found := each(request)) is not None), None):
        return reply
    record = request.about(Record)
    given = oficios.parts_of(request.session, record, request.person, request.now) or reading.plain_parts(request)
    oficio = oficios.answer(request.session, record, given, by=request.person, now=request.now)
    reply = wording.drafted(request.session, oficio, request.now)
    return replace(reply, text=f"{given.missing}\n\n{reply.text}") if given.missing else reply


@command(
    "ofícios",
    usage="ofícios [sem assinatura, sem protocolo, sem resposta, @camara, semana, desde 01/12, página 2]",
    said=said.LISTED,
)
def listed(request: Request) -> Reply:
    """Lista o que vai sair e o que saiu: em minuta, sem assinatura, sem protocolo, por autoridade, desde um dia."""
    asked = reading.asked(request)
    found = lists.page(request.session, oficios.SUBJECT, asked.wanted, by=request.person, now=request.now)
    return pages.page(
        oficios.SUBJECT, asked, found, to=request.person, now=request.now, said=wording.listed_as, mark=wording.state
    )


def _drafted(request: Request, especie: Especie) -> Reply:
    new = reading.from_form(request) if request.form else reading.from_line(request)
    oficio = oficios.draft(
        request.session,
        especie=especie,
        to=new.to,
        assunto=new.assunto,
        texto=new.texto,
        about=new.about,
        signer=new.signer,
        awaited=new.awaited,
        level=new.level,
        by=request.person,
        now=request.now,
    )
    keep_files(request, oficio)
    return wording.drafted(request.session, oficio, request.now)
