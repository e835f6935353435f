"""Matérias: autógrafos, opinions, the decision of the mayor, veto, law and promulgation."""

import re

from handlers.base import WRITERS, Answer, Button, Field, Form, Question, Reply, Request, command
from handlers.reading import due, fields, filters, people
from handlers.reading import materias as reading
from handlers.reading.filters import Filter
from handlers.saying import materias as said
from handlers.wording import lists as pages
from handlers.wording import materias as wording
from models import authorities, lists, moments, oficios
from models.materias import (
    KIND,
    SUBJECT,
    Iniciativa,
    Materia,
    MateriaStatus,
    MateriaTerm,
    decisions,
    opinions,
    queries,
    register,
    terms,
)
from models.people import Orgao, orgaos
from models.texts import fold

FORM = Form(
    "autógrafo",
    (
        Field("número", "Qual é o número do autógrafo? (por exemplo, 1695/2026)"),
        Field("projeto", "De que projeto? (por exemplo, PL 120/2026)"),
        Field("ementa", "Qual é a ementa?"),
        Field("autor", "Quem é o autor?", required=False),
        Field("recebido em", "Em que dia foi recebido? (por exemplo, hoje)"),
        Field("hora", "A que horas? (por exemplo, 16h)"),
        Field("como chegou", "Como chegou? (protocolo, e-mail, em mãos)", required=False),
        Field("pareceres", "Parecer de que órgãos, além da Procuradoria? (por exemplo, @educacao)", required=False),
    ),
)
NEW = Form(
    "projeto novo",
    (
        Field("número", "Qual é o número na Câmara? (por exemplo, PL 131/2026)"),
        Field("ementa", "Qual é a ementa?"),
    ),
)
_YEAR = Filter("2026", re.compile(r"(20\d\d)"), lambda found: Materia.ano == int(found[1]))
_FILTERS = (
    Filter(
        "executivo",
        re.compile(r"executivo"),
        lambda _: Materia.iniciativa == Iniciativa.EXECUTIVO.value,
        "do Executivo",
    ),
    Filter(
        "vereador",
        re.compile(r"vereador(?:es|a|as)?"),
        lambda _: Materia.iniciativa == Iniciativa.VEREADOR.value,
        "de vereador",
    ),
    _YEAR,
)


@command(
    "autógrafo",
    usage='autógrafo 1695/2026 do PL 120/2026 "ementa" recebido hoje às 16h',
    aliases=("registrar autógrafo", "chegou autógrafo", "chegou o autógrafo", "chegou um autógrafo"),
    form=FORM,
    said=said.AUTOGRAFO,
    offered_to=WRITERS,
)
def received(request: Request) -> Reply:
    """Registra um autógrafo que chegou: conta o prazo de sanção ou veto e pede o parecer da Procuradoria.

    Exemplos:
    autógrafo 1695/2026 do PL 120/2026 "Hortas nas escolas" recebido hoje às 16h
    """
    found = _of_form(request) if request.form else reading.autografo(request, request.text)
    materia = register.receive(request.session, found, by=request.person, now=request.now)
    return wording.received(request.session, materia)


@command("autógrafo corrigido", usage="autógrafo corrigido N recebido 01/12 às 10h", about=KIND, offered_to=WRITERS)
def corrected(request: Request) -> Reply:
    """Registra que o autógrafo voltou da Câmara corrigido; ficam os dois recebimentos até se dizer qual vale."""
    materia = request.about(Materia)
    when = reading.past(request, request.text, "Quando foi recebido? Exemplo: recebido hoje às 10h")
    register.correct(request.session, materia, when.at, by=request.person, now=request.now)
    choices = (("Vale o primeiro", "primeiro"), ("Vale o corrigido", "corrigido"))
    buttons = [Button(label, f"contar autógrafo {materia.code} do {word}") for label, word in choices]
    return Reply(
        f"{materia.code}: há dois recebimentos registrados. Até a Procuradoria dizer qual vale, corre o primeiro.",
        (*buttons, Button("Ver", f"ver {materia.code}")),
    )


@command("contar autógrafo", usage="contar autógrafo N do corrigido", about=KIND, offered_to=WRITERS)
def chosen(request: Request) -> Reply:
    """Diz de qual recebimento do autógrafo se conta o prazo: do primeiro ou do corrigido."""
    materia, word = request.about(Materia), fold(request.text)
    if "corrigido" not in word and "primeiro" not in word:
        raise Question("Do primeiro autógrafo ou do corrigido?", Answer.TEXT, typed="do {}")
    register.choose(request.session, materia, corrected="corrigido" in word, by=request.person, now=request.now)
    deadline = terms.open_one(request.session, materia, MateriaTerm.SANCAO_VETO)
    return Reply(
        f"{materia.code}: sancionar ou vetar até {deadline.due.text if deadline else ''}.", wording.see(materia)
    )


@command("parecer", usage="parecer N @educacao até 02/12", about=KIND, said=said.PARECER, offered_to=WRITERS)
def asked(request: Request) -> Reply:
    """Pede o parecer de um ou mais órgãos sobre um autógrafo, até um dia."""
    materia = request.about(Materia)
    opinions.require_cabinet(request.session, request.person, request.now)
    who = people.mentioned(request, request.text)
    named = [each for each in who.everyone if isinstance(each, Orgao)]
    if not named:
        raise Question(
            f"Parecer de que órgão? Exemplo: parecer {materia.code} @educacao até 02/12",
            Answer.WHO,
            [Button(each.sigla, f"parecer {materia.code} @{each.key}") for each in orgaos(request.session)[:5]],
        )
    found = due.find(request, who.rest)
    until = found.due or terms.counted(request.session, MateriaTerm.PARECER, request.now)
    for orgao in named:
        opinions.ask(request.session, materia, orgao, until, by=request.person, now=request.now)
    names = ", ".join(each.sigla for each in named)
    return Reply(f"Pedido enviado a {names}: parecer sobre {materia.code} até {until.text}.", wording.see(materia))


@command(
    "opino",
    usage="opino N vetar art. 5º, inciso V: motivo",
    about=KIND,
    aliases=("opinar",),
    said=said.OPINO,
    offered_to=WRITERS,
)
def opined(request: Request) -> Reply:
    """Dá o parecer do seu órgão sobre um autógrafo: sancionar, vetar, ou vetar parte."""
    materia = request.about(Materia)
    conclusion, text = reading.opinion(request.text)
    given = opinions.give(request.session, materia, conclusion, text, by=request.person, now=request.now)
    return Reply(
        f"Parecer de {given.orgao.sigla} registrado em {materia.code}: {given.conclusao}.", wording.see(materia)
    )


@command("decidir", usage="decidir N", about=KIND, said=said.DECIDIR)
def to_decide(request: Request) -> Reply:
    """Mostra numa tela o que é preciso para sancionar ou vetar: prazo, autor e pareceres."""
    return wording.to_decide(request.session, request.about(Materia), request.person, request.now)


@command("sancionar", usage="sancionar N", about=KIND, private=True, said=said.SANCIONAR, offered_to=WRITERS)
def sanctioned(request: Request) -> Reply:
    """Decide sancionar um projeto; a lei é preparada, numerada e assinada fora daqui."""
    materia = request.about(Materia)
    decisions.sanction(request.session, materia, by=request.person, now=request.now)
    deadline = terms.open_one(request.session, materia, MateriaTerm.SANCAO_VETO)
    until = f" até {deadline.due.text}" if deadline else ""
    return Reply(
        f"{materia.code}: sanção decidida. O gabinete prepara a lei; faltam o número e a assinatura{until}.",
        (Button("Registrar lei", f"lei {materia.code}"), *wording.see(materia)),
    )


@command(
    "vetar",
    usage="vetar N art. 5º, inciso V; art. 7º (razões nas linhas de baixo)",
    said=said.VETAR,
    about=KIND,
    private=True,
    offered_to=WRITERS,
)
def vetoed(request: Request) -> Reply:
    """Decide vetar um projeto, todo ou em parte; as razões vão nas linhas de baixo.

    Exemplos:
    vetar PL-120/2026 total
    vetar PL-120/2026 art. 5º, inciso V; art. 7º
    """
    materia = request.about(Materia)
    decisions.require_mayor(request.session, request.person, request.now)
    first, reasons = reading.veto(request.text)
    if not first:
        raise Question(
            f"Vetar tudo ou que partes? Exemplo: vetar {materia.code} art. 5º, inciso V; art. 7º",
            Answer.TEXT,
            [Button("Total", f"vetar {materia.code} total")],
        )
    units = [] if fold(first) in ("total", "tudo", "integral", "todo") else decisions.units(first)
    by, now = request.person, request.now
    due_at = decisions.veto(request.session, materia, units, reasons, by=by, now=now)
    council_itself = authorities.by_name(request.session, "camara")
    if council_itself is None:
        return wording.vetoed(request.session, materia, due_at, "")
    oficios.drop_drafts_about(request.session, materia, oficios.Especie.MENSAGEM, by=by, now=now)
    text = wording.message_of_veto(materia)
    draft = oficios.draft(
        request.session,
        especie=oficios.Especie.MENSAGEM,
        to=[council_itself],
        assunto=f"Veto {materia.veto} ao Autógrafo nº {materia.autografo} ({materia.code})",
        texto=text,
        about=materia,
        by=by,
        now=now,
    )
    return wording.vetoed(request.session, materia, due_at, draft.code)


@command("urgência", usage="urgência N em 24/11", about=KIND, offered_to=WRITERS, said=said.URGENCY)
def urgent(request: Request) -> Reply:
    """Registra o pedido de urgência de um projeto do Executivo: até quando a Câmara vota."""
    materia = request.about(Materia)
    day = reading.past(request, request.text, f"Em que dia foi pedida? Exemplo: urgência {materia.code} em 24/11").day
    until = register.urgency(request.session, materia, day, by=request.person, now=request.now)
    return Reply(
        f"{materia.code}: urgência pedida em {moments.day_text(day)}. A Câmara vota até {until}, "
        "contado o recesso que estiver no calendário dela.",
        (Button("A conta", f"prazo {materia.code}"), *wording.see(materia)),
    )


@command(
    "projeto novo",
    usage='projeto novo PL 131/2026 "ementa"',
    aliases=("novo projeto",),
    form=NEW,
    offered_to=WRITERS,
    said=said.NEW_BILL,
)
def new(request: Request) -> Reply:
    """Registra um projeto de lei do Executivo, em preparo."""
    by, now = request.person, request.now
    register.require_desk(request.session, by, now)
    numero, ementa = reading.new_one(request)
    sigla, projeto, ano = reading.project(numero)
    materia = register.new(
        request.session,
        register.sigla_of(sigla),
        projeto,
        ano,
        ementa,
        status=MateriaStatus.EM_PREPARO,
        by=by,
        now=now,
        iniciativa=Iniciativa.EXECUTIVO.value,
        autor="Executivo",
    )
    return Reply(f"{materia.code} registrado: {materia.title}.", wording.see(materia))


@command(
    "projeto protocolado",
    usage="projeto protocolado N em 24/11 às 10h MSG-31/2026",
    about=KIND,
    offered_to=WRITERS,
    said=said.FILED_BILL,
)
def sent(request: Request) -> Reply:
    """Registra que o projeto do Executivo foi entregue à Câmara."""
    materia = request.about(Materia)
    when = reading.past(request, request.text, f"Quando? Exemplo: projeto protocolado {materia.code} em 24/11 às 10h")
    register.sent(request.session, materia, when.rest, when.at, by=request.person, now=request.now)
    return Reply(
        f"{materia.code}: na Câmara.", (Button("Pedi urgência", f"urgência {materia.code}"), *wording.see(materia))
    )


@command("autógrafos", usage="autógrafos", said=said.AUTOGRAFOS)
def waiting(request: Request) -> Reply:
    """Lista os autógrafos por sancionar, vetar ou promulgar, o que vence antes primeiro."""
    found = queries.autografos(request.session, request.person, request.now)
    return wording.dated("Autógrafos", found, request.session, request.now)


@command("vetos", usage="vetos", said=said.VETOS)
def vetoes(request: Request) -> Reply:
    """Lista os vetos, do decidido ao votado."""
    return wording.dated(
        "Vetos", queries.vetoes(request.session, request.person, request.now), request.session, request.now
    )


@command(
    "matérias",
    usage="matérias [na câmara, do executivo, de vereador, vetadas, 2026, página 2]",
    aliases=("projetos de lei",),
    said=said.MATERIAS,
)
def listed(request: Request) -> Reply:
    """Lista os projetos de lei que a casa acompanha."""
    asked_for = filters.read(request, SUBJECT, _FILTERS)
    if _YEAR.word.search(asked_for.line):
        asked_for = filters.of_any_state(asked_for, SUBJECT)
    found = lists.page(request.session, SUBJECT, asked_for.wanted, by=request.person, now=request.now)
    return pages.page(SUBJECT, asked_for, found, to=request.person, now=request.now, mark=lambda each: each.status)


def _of_form(request: Request) -> register.Autografo:
    return reading.of_form(request, fields.read(request, FORM))
