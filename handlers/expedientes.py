"""Expedientes: registering, sending on, receiving, joining, pausing, ending, and where each one is."""

import re
from collections.abc import Callable

from handlers.base import CABINET, WRITERS, Button, Field, Form, Refusal, Reply, Request, command
from handlers.reading import due, filters, numbers, people
from handlers.reading import expedientes as reading
from handlers.reading.filters import Filter
from handlers.reading.records import LEVELS, keep_files, second
from handlers.saying import expedientes as said
from handlers.wording import expedientes as wording
from handlers.wording import lists as pages
from handlers.wording.terms import counted
from handlers.wording.vacancies import told_nobody
from models import expedientes, lists, vacancies
from models.deadlines import Due
from models.expedientes import ENDED, TIPOS, Expediente
from models.people import Role
from models.texts import clip, ended, fold, listed, the

FORM = Form(
    "expediente novo",
    (
        Field("tipo", "Vamos registrar um expediente. De que tipo?", "choice", TIPOS),
        Field("assunto", "Qual é o assunto?"),
        Field("interessado", "Quem é o interessado?", required=False),
        Field("procedência", "De onde vem?", required=False),
        Field("número", "Já tem número? (1234/2026 ou o NUP; sem número, dou o próximo)", required=False),
        Field("nível", "Qual o nível de acesso?", "choice", LEVELS, required=False),
        Field("prazo", "Até quando? (por exemplo, 15 dias úteis)", "date", required=False),
    ),
)
_LEADING = re.compile(r"^(?:(?:e|a|à|ao|aos|às|para|,|;|:|-)(?:\s+|$))+", re.IGNORECASE)
_ENDINGS = " .,;:-"
Otherwise = Callable[[Request], Reply | None]
_otherwise: list[Otherwise] = []
_NEW_OF_TIPO = tuple(f"novo {tipo}" for tipo in TIPOS if tipo != "expediente")


def otherwise(function: Otherwise) -> Otherwise:
    """Register who takes a line of `expediente novo` that is another subject's; it returns None where it is not."""
    _otherwise.append(function)
    return function


@command(
    "expediente novo",
    usage='expediente novo processo "assunto" [interessado, procedência, número, nível, prazo]',
    aliases=("novo expediente", "registrar expediente", "protocolar", "autuar", *_NEW_OF_TIPO),
    form=FORM,
    said=said.REGISTER,
    offered_to=WRITERS,
    often=(Role.ASSESSORIA,),
)
def register(request: Request) -> Reply:
    """Registra um processo, ofício ou outro expediente, com número dado ou o próximo do órgão."""
    if (reply := next(filter(None, (each(request) for each in _otherwise)), None)) is not None:
        return reply
    new = reading.from_form(request) if request.form else reading.from_line(request, _told_tipo(request))
    expediente = expedientes.register(request.session, new, by=request.person, now=request.now)
    files = keep_files(request, expediente)
    return counted(wording.registered(expediente, new, files), new.due, expediente.code)


@command(
    "tramitar",
    usage="tramitar N @órgão [@órgão] despacho até quando",
    about="expediente",
    aliases=("encaminhar",),
    said=said.ROUTE,
    offered_to=WRITERS,
)
def route(request: Request) -> Reply:
    """Envia um expediente a um ou mais órgãos, com despacho e retorno esperado."""
    expediente = request.about(Expediente)
    who = people.addressed(request, request.text)
    found = due.find(request, who.rest)
    to = expedientes.route(
        request.session,
        expediente,
        who.everyone,
        despacho=_LEADING.sub("", found.rest).strip(_ENDINGS),
        due=found.due,
        by=request.person,
        now=request.now,
    )
    todo = f"Para mandar a outro órgão: tramitar {expediente.code} @órgão"
    nobody = told_nobody(vacancies.among(request.session, who.orgaos), todo)
    return counted(wording.routed(expediente, to, found.due, nobody), found.due, expediente.code)


@command(
    "receber",
    usage="receber N [dia em que chegou]",
    about="expediente",
    aliases=("recebi", "recebido"),
    said=said.RECEIVE,
    offered_to=WRITERS,
    often=(Role.SERVIDOR,),
)
def receive(request: Request) -> Reply:
    """Confirma que o expediente chegou ao seu órgão, hoje ou no dia que você disser."""
    expediente, since = request.about(Expediente), reading.arrival_day(request)
    orgao = expedientes.receive(request.session, expediente, since=since, by=request.person, now=request.now)
    return wording.received(expediente, orgao)


@command(
    "onde está",
    usage="onde está N",
    about="expediente",
    aliases=("onde", "onde anda", "cadê", "localizar", "caminho"),
    said=said.WHERE,
)
def where(request: Request) -> Reply:
    """Diz onde está, desde quando, com quem, até quando, e os dias úteis em cada órgão."""
    return wording.where(request.session, request.about(Expediente), request.person, request.now)


@command(
    "expedientes",
    usage="expedientes [@órgão, todos, arquivados, parados, atrasados, até quando, sobrestados, ofícios, página 2]",
    aliases=("processos",),
    said=said.LISTING,
    often=(Role.CONTROLE,),
)
def listing(request: Request) -> Reply:
    """Lista o que está com o seu órgão, ou com outro; parados, atrasados, por situação ou tipo."""
    asked = filters.read(request, expedientes.SUBJECT, (_stopped(request),))
    if asked.wanted.states and {*asked.wanted.states}.issubset(ENDED):  # they are with nobody any more
        ended = lists.page(request.session, expedientes.SUBJECT, asked.wanted, by=request.person, now=request.now)
        return pages.page(expedientes.SUBJECT, asked, ended, to=request.person, now=request.now)
    if asked.wanted.whole:
        ids = expedientes.listed_ids(request.session, asked.wanted, by=request.person, now=request.now)
        return pages.whole(expedientes.SUBJECT, asked, ids)
    found, total = expedientes.listed(request.session, asked.wanted, by=request.person, now=request.now)
    return wording.listed(asked, found, total, request.now)


def _stopped(request: Request) -> Filter:
    return Filter("parados", re.compile("parad[oa]s?"), lambda _: expedientes.stopped(request.session, request.now))


@command("juntar", usage="juntar N a N", about="expediente", aliases=("apensar",), offered_to=CABINET)
def join(request: Request) -> Reply:
    """Junta um expediente a outro, o principal; daí em diante andam juntos."""
    expediente = request.about(Expediente)
    principal = second(request, f"Juntar a qual? Exemplo: juntar {expediente.code} a PROC-12/2026-GP")
    expedientes.join(request.session, expediente, principal, by=request.person, now=request.now)
    return Reply(
        f"Expediente {expediente.code} juntado a {principal.code}: {ended(clip(principal.title))}",
        (Button("Ver o principal", f"ver {principal.code}"), Button("Desfazer", f"separar {expediente.code}")),
    )


@command(
    "separar", usage="separar N motivo", about="expediente", aliases=("desapensar", "desentranhar"), offered_to=WRITERS
)
def separate(request: Request) -> Reply:
    """Desfaz uma juntada; o expediente fica onde está o principal."""
    expediente = request.about(Expediente)
    expedientes.separate(request.session, expediente, reason=request.text, by=request.person, now=request.now)
    return Reply(f"Expediente {expediente.code} separado.", (Button("Onde está", f"onde está {expediente.code}"),))


@command("sobrestar", usage="sobrestar N motivo até quando", about="expediente", offered_to=WRITERS)
def suspend(request: Request) -> Reply:
    """Para o expediente até que algo aconteça; os prazos param com ele."""
    expediente = request.about(Expediente)
    reason, until = _reason_and_date(request)
    expedientes.suspend(request.session, expediente, reason=reason, due=until, by=request.person, now=request.now)
    return wording.suspended(expediente, until)


@command("retomar", usage="retomar N", about="expediente", said=said.RESUME, offered_to=WRITERS)
def resume(request: Request) -> Reply:
    """Retoma um expediente sobrestado; os prazos voltam a correr."""
    expediente = request.about(Expediente)
    moved = expedientes.resume(request.session, expediente, by=request.person, now=request.now)
    return wording.resumed(expediente, moved)


@command("concluir", usage="concluir N [nota]", about="expediente", offered_to=WRITERS)
def conclude(request: Request) -> Reply:
    """Conclui um expediente: o que pedia está feito."""
    expediente = request.about(Expediente)
    expedientes.conclude(request.session, expediente, note=request.text, by=request.person, now=request.now)
    return Reply(f"Expediente {expediente.code} concluído.", (Button("Arquivar", f"arquivar {expediente.code}"),))


@command("arquivar", usage="arquivar N [nota]", about="expediente", said=said.ARCHIVE, offered_to=WRITERS)
def archive(request: Request) -> Reply:
    """Arquiva um expediente."""
    expediente = request.about(Expediente)
    expedientes.archive(request.session, expediente, note=request.text, by=request.person, now=request.now)
    return Reply(f"Expediente {expediente.code} arquivado.", (Button("Histórico", f"histórico {expediente.code}"),))


@command("reabrir", usage="reabrir N motivo", about="expediente", aliases=("desarquivar",), offered_to=WRITERS)
def reopen(request: Request) -> Reply:
    """Abre de novo um expediente concluído ou arquivado, onde estava por último."""
    expediente = request.about(Expediente)
    places = expedientes.reopen(request.session, expediente, reason=request.text, by=request.person, now=request.now)
    where_now = f" Está com {listed([the(orgao.name) for orgao in places])}." if places else ""
    return Reply(f"Expediente {expediente.code} reaberto.{where_now}", (Button("Ver", f"ver {expediente.code}"),))


@command("anular", usage="anular N motivo", about="expediente", said=said.ANNUL, offered_to=CABINET)
def annul(request: Request) -> Reply:
    """Anula um expediente registrado por engano; o número continua usado."""
    expediente = request.about(Expediente)
    expedientes.annul(request.session, expediente, reason=request.text, by=request.person, now=request.now)
    return Reply(f"Expediente {expediente.code} anulado.")


@command(
    "máscara",
    usage="máscara [tipo] {tipo}-{numero}/{ano}-{orgao} [@órgão]",
    only=(Role.ADMINISTRADOR, Role.CHEFIA, Role.PREFEITO),
)
def mask(request: Request) -> Reply:
    """Muda como se escrevem os números dos expedientes, de um tipo ou de um órgão."""
    who = people.mentioned(request, request.text)
    before, brace, after = who.rest.partition("{")
    head, _, prefix = before.rpartition(" ")
    orgao = who.orgaos[0] if who.orgaos else None
    example = expedientes.set_mask(
        request.session,
        prefix + brace + after,
        tipo=expedientes.tipo_of(head) if head.strip() else "",
        orgao=orgao,
        by=request.person,
        now=request.now,
    )
    read = numbers.read(example)
    if read is None or read.end < len(example) or example.upper() not in read.codes:
        raise Refusal(
            f"Um número como {example} não se poderia digitar depois. Use por exemplo {{tipo}}-{{numero}}/{{ano}}"
        )
    return Reply(f"Daqui em diante os números saem assim: {example}. Os já dados não mudam.")


def _told_tipo(request: Request) -> str:
    """`novo ofício ...` says the tipo in the name of the command."""
    name = next((each for each in _NEW_OF_TIPO if fold(request.line).startswith(fold(each))), "")
    return f"{name.partition(' ')[2]} {request.text}" if name else request.text


def _reason_and_date(request: Request) -> tuple[str, Due | None]:
    found = due.find(request, request.text)
    return found.rest.strip(_ENDINGS), found.due
