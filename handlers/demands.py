"""Demands from outside: arrival, distribution, parts, protocol, end, and their list."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from handlers.base import (
    APPROVERS,
    CABINET,
    WRITERS,
    Answer,
    Button,
    Field,
    Form,
    Question,
    Refusal,
    Reply,
    Request,
    command,
)
from handlers.expedientes import otherwise
from handlers.reading import demands as reading
from handlers.reading import demands_items as items_of
from handlers.reading import due, fields, filters, people
from handlers.reading.filters import Asked, Filter
from handlers.reading.records import keep_files
from handlers.saying import demands as said
from handlers.wording import demands as wording
from handlers.wording import lists as pages
from models import authorities, demands, lists, oficios
from models.authorities import Esfera, Poder, Profile
from models.demands import KIND, LISTING, Demand, DemandResult
from models.expedientes import Expediente
from models.people import Role, cabinet
from models.texts import fold

GROUP = "Demandas de fora"
FORM = Form(
    "chegou",
    (
        Field("autoridade", "De que autoridade veio? (por exemplo, camara)"),
        Field("perfil", "O que é?", "choice", reading.PROFILES),
        Field("número", "Qual é o número? (s/n, se não tem)"),
        Field("assunto", "Qual é o assunto?"),
        Field("autor", "Quem é o autor? (vereador, promotor, relator)", required=False),
        Field("nomeada", "Alguém da casa é a autoridade nomeada? (por exemplo, @helena)", required=False),
        Field("recebido em", "Recebido quando? (hoje, ontem, 23/11)", required=False),
        Field("hora", "A que horas? (10h30)", required=False),
        Field("prova", "Como chegou? (ofício, e-mail, diário, mandado)", required=False),
        Field("prazo impresso", "O documento traz uma data? Qual?", required=False),
        Field("processo", "Qual é o processo relacionado?", required=False),
    ),
)
_BODY = re.compile(r"(?<!\w)d[aoe]\s+([A-ZÀ-Ý][\wÀ-ÿ]+(?:\s+(?:d[aeo]s?\s+)?[A-ZÀ-Ý][\wÀ-ÿ]+)*)")
_JOINED = re.compile(r"^(?:(?:e|a|à|ao|para|,|;|:|-)(?:\s+|$))+", re.IGNORECASE)
_WITHOUT = re.compile(r"(?<!\S)sem\s+distribui[cç][aã]o(?!\S)", re.IGNORECASE)
_FROM_OUTSIDE = re.compile(r"(?<!\S)(?:de\s+fora|abert[ao]s|em\s+aberto)(?!\S)", re.IGNORECASE)
_OF_PROFILE = {
    "requerimentos": (r"requerimentos?", (Profile.REQUERIMENTO,)),
    "indicações": (r"indicaco?e?s|indicacao", (Profile.INDICACAO,)),
    "convocações": (r"convocaco?e?s|convocacao", (Profile.CONVOCACAO,)),
    "mandados": (r"mandados?", (Profile.MANDADO_SEGURANCA,)),
    "intimações": (r"intimaco?e?s|intimacao|citacoes", (Profile.INTIMACAO, Profile.CITACAO)),
    "diligências": (r"diligencias?", (Profile.DILIGENCIA,)),
}


def _filter_of(name: str, words: str, profiles: tuple[Profile, ...]) -> Filter:
    return Filter(name, re.compile(words), lambda _: demands.of_profiles(profiles), f"de {name}")


_YEAR = Filter("2026", re.compile(r"20\d\d"), lambda found: demands.of_year(int(found[0])))
_FILTERS = (
    Filter("parciais", re.compile("parcia(?:l|is)"), lambda _: demands.with_result(DemandResult.PARCIAL)),
    Filter("com liminar", re.compile(r"(?:com )?liminar(?:es)?"), lambda _: demands.urgent()),
    Filter(
        "sem comprovante",
        re.compile("(?:assinad[ao]s? )?sem (?:protocolo|comprovante|prova|recibo)"),
        lambda _: demands.unproven(),
    ),
    Filter("com prorrogação pedida", re.compile("(?:com )?prorrogacao(?: pedida)?"), lambda _: demands.extending()),
    _YEAR,
    *(_filter_of(name, *how) for name, how in _OF_PROFILE.items()),
)
_SIDES: dict[str, tuple[str, Esfera | Poder]] = {
    "da justiça": (r"(?:da )?justica|(?:do )?judiciario|judiciais", Poder.JUDICIARIO),
    "da união": (r"(?:da )?uniao|federais", Esfera.FEDERAL),
    "do estado": (r"estaduais", Esfera.ESTADUAL),
}
_SHORT = (  # lists by their own word
    *("tce", "requerimentos", "indicações", "convocações", "diligências"),
    *("mandados", "mandados de segurança", "intimações"),
)


@command(
    "chegou",
    usage='chegou requerimento 58/2026 da câmara "assunto" [autor, hoje às 10h30, prazo 04/12, prova]',
    form=FORM,
    aliases=("recebi", "recebido"),
    fits=reading.is_arrival,
    offered_to=(*CABINET, Role.SERVIDOR),
    said=said.CAME,
)
def arrived(request: Request) -> Reply:
    """Registra o que uma autoridade de fora pede ou avisa, e abre o prazo da lei.

    Exemplos:
    chegou requerimento 58/2026 da câmara "Fila de creches" autor Ver. Fulana hoje às 10h30
    chegou requisição 412/2026 de @mp1 "poda de árvores" hoje 14h prazo 04/12
    """
    if reading.is_receipt(request):
        raise Refusal(
            "Não encontrei esse documento aqui. Se acabou de chegar de fora, registre:",
            (Button("Registrar", f"chegou {request.text}"),),
        )
    new = reading.from_form(request, fields.read(request, FORM)) if request.form else _read(request)
    reading.require_approved(new)
    try:
        demand = demands.arrived(request.session, new, by=request.person, now=request.now)
    except demands.AlreadyHere as same:
        another = (Button("É outro", f"{request.line} é outro"),) if request.line and not request.form else ()
        raise Refusal(same.sentence, (*same.buttons, *another)) from same
    if rest := request.text.partition("\n")[2].strip():
        found = items_of.items(request, rest)
        demands.set_items(request.session, demand, found, by=request.person, now=request.now)
    files = keep_files(request, demand.expediente)
    return wording.arrived(request.session, demand, request.now, [each.name for each in files])


@otherwise
def _of_outside(request: Request) -> Reply | None:
    """A paper of an authority outside, registered by the words for those of the house."""
    return arrived(request) if not request.form and reading.comes_from_outside(request) else None


@command(
    "distribuir",
    usage="distribuir N @órgão [@órgão] [despacho] [até quando]",
    about=KIND,
    said=said.DISTRIBUTE,
    offered_to=CABINET,
)
def distribute(request: Request) -> Reply:
    """Pede a parte de cada órgão, com o prazo interno de costume ou o que você disser."""
    demand, who = _demand(request), people.addressed(request, request.text)
    found = due.find(request, who.rest)
    despacho = _JOINED.sub("", found.rest).strip(" .,;:-")
    to, until = demands.distribute(
        request.session, demand, who.everyone, despacho=despacho, due=found.due, by=request.person, now=request.now
    )
    return wording.distributed(request.session, demand, to, until)


@command(
    "itens",
    usage="itens N (e um item por linha: 1 @educacao quantas vagas)",
    about=KIND,
    said=said.ITEMS,
    aliases=("peças",),
    offered_to=CABINET,
)
def items(request: Request) -> Reply:
    """Divide o pedido em itens numerados, com quem responde cada um; sem linhas, mostra os que há."""
    demand = _demand(request)
    if new := items_of.items(request, request.text):
        demands.set_items(request.session, demand, new, by=request.person, now=request.now)
    elif not demands.items(request.session, demand):
        raise Question(
            f"Quais são os itens de {demand.code}? Um por linha: 1 @educacao quantas vagas", Answer.TEXT, typed="\n{}"
        )
    return wording.items(request.session, demand)


@command(
    "informar",
    usage="informar N [item 1:] o que há (ou o arquivo)",
    about=KIND,
    aliases=("peça",),
    offered_to=WRITERS,
    said=said.INFORM,
)
def inform(request: Request) -> Reply:
    """Manda a parte do seu órgão, por escrito ou em arquivo."""
    demand = _demand(request)
    is_piece = request.text.isdecimal() and bool(request.files)  # `peça TC-… 1`, with its file
    item, text = items_of.item_of(f"item {request.text}" if is_piece else request.text)
    orgao = demands.inform(
        request.session, demand, text, item=item, has_file=bool(request.files), by=request.person, now=request.now
    )
    keep_files(request, demand.expediente)
    return wording.informed(request.session, demand, orgao, item)


@command("peças faltando", usage="peças faltando", aliases=("itens faltando",), said=said.MISSING)
def missing(request: Request) -> Reply:
    """Mostra as peças e os itens que ainda não vieram, por órgão, com a demanda de cada um."""
    return wording.pieces_missing(demands.missing_items(request.session, by=request.person, now=request.now))


@command("devolver", usage="devolver N motivo", about=KIND, offered_to=WRITERS, said=said.NOT_OURS)
def give_back(request: Request) -> Reply:
    """Devolve o que não é do seu órgão, dizendo de quem é; o prazo de fora continua correndo."""
    demand = _demand(request)
    orgao = demands.give_back(request.session, demand, request.text, by=request.person, now=request.now)
    left = wording.days_left(request.session, demand, request.now)
    return Reply(f"{orgao.sigla} devolveu {demand.code}. O gabinete redistribui.{left}")


@command("de acordo", usage="de acordo N [com ressalva texto]", about=KIND, offered_to=WRITERS, said=said.AGREED)
def review(request: Request) -> Reply:
    """Registra a revisão da Procuradoria."""
    demand = _demand(request)
    text = re.sub(r"^com\s+ressalvas?\W*", "", request.text, flags=re.IGNORECASE)
    demands.review(request.session, demand, text, by=request.person, now=request.now)
    said = f"de acordo, com ressalva: {text}" if text else demand.review
    return Reply(f"Revisão jurídica de {demand.code} registrada: {said.rstrip('.')}.")


@command(
    "protocolado",
    usage="protocolado N número em 07/12 às 15h10 (com o comprovante)",
    about=KIND,
    offered_to=WRITERS,
    said=said.FILED,
)
def protocolled(request: Request) -> Reply:
    """Registra que a resposta foi protocolada lá fora; fecha o prazo pela hora do protocolo."""
    demand = _demand(request)
    reason, text = reading.reason(request.text)
    at, number = reading.moment(request, text)
    late = demands.protocolled(
        request.session,
        demand,
        number.strip(" .,;:-"),
        at or request.now,
        reason=reason,
        has_file=bool(request.files),
        by=request.person,
        now=request.now,
    )
    keep_files(request, demand.expediente)
    return wording.protocolled(request.session, demand, late=late)


@command(
    "encerrar sem resposta",
    usage="encerrar sem resposta N motivo",
    about=KIND,
    said=said.WITHOUT_ANSWER,
    offered_to=APPROVERS,
)
def without_answer(request: Request) -> Reply:
    """Encerra o que não pede mais resposta, com o motivo."""
    demand = _demand(request)
    demands.without_answer(request.session, demand, request.text, by=request.person, now=request.now)
    return Reply(f"{demand.code} encerrado sem resposta.", (Button("Histórico", f"histórico {demand.code}"),))


@command(
    "resultado",
    usage="resultado N parcial, respondida, acolhida, não acolhida…",
    about=KIND,
    offered_to=CABINET,
    said=said.RESULT,
)
def result(request: Request) -> Reply:
    """Diz como foi respondido; a resposta parcial deixa o prazo aberto."""
    demand, found = _demand(request), reading.result(request.text)
    if found is None:
        buttons = [Button(each.value.capitalize(), f"resultado {demand.code} {each.value}") for each in DemandResult]
        raise Question(f"Qual foi o resultado de {demand.code}?", Answer.CHOICE, buttons)
    demands.set_result(request.session, demand, found, by=request.person, now=request.now)
    return Reply(f"Resultado de {demand.code}: {found.value}.", (Button("Ver", f"ver {demand.code}"),))


@command(
    "demandas",
    usage="demandas [câmara, mp, tce, @órgão, atrasadas, sem distribuição, sem comprovante, com liminar, semana]",
    said=said.LISTED,
    aliases=_SHORT,
)
def listed(request: Request) -> Reply:
    """Lista o que as autoridades de fora pedem, por autoridade, a data mais próxima antes."""
    asked = _asked(request)
    found = lists.page(request.session, LISTING, asked.wanted, by=request.person, now=request.now)
    if asked.wanted.whole:
        return pages.whole(LISTING, asked, found.ids)
    return wording.listed(request.session, asked, found, request.now)


def _asked(request: Request) -> Asked:
    """The list asked for. A word may be a name of an authority."""
    own = cabinet(request.session)
    first = request.line.split(maxsplit=1)[0].lower() if request.line else ""
    if first in _SHORT:
        request.text = f"{first} {request.text}"
    where = [demands.undistributed(own)] if _WITHOUT.search(request.text) else []
    request.text = _FROM_OUTSIDE.sub(" ", _WITHOUT.sub(" ", request.text))
    known = authorities.names(request.session)
    named = [word for word in fold(request.text).replace("@", " ").split() if word in known]
    for word in named:
        request.text = re.sub(rf"(?<!\S)@?{re.escape(word)}(?!\S)", " ", fold(request.text))
    if named:
        where.append(demands.of_authorities([known[each] for each in named]))
    asked = filters.read(request, LISTING, (*_FILTERS, *_of_sides(request.session)))
    asked = filters.of_any_state(asked, LISTING) if _YEAR.word.search(request.text) else asked
    wanted = asked.wanted
    title = f"{asked.title}: {', '.join(named).upper()}" if named else asked.title
    title = f"{title} sem distribuição" if len(where) > len(named[:1]) else title
    return Asked(replace(wanted, where=(*wanted.where, demands.is_demand(), *where)), title, asked.line)


def _of_sides(session: Session) -> Iterator[Filter]:
    """The filters of a sphere or a Power, with the authorities there are."""
    for name, (words, side) in _SIDES.items():
        if isinstance(side, Poder):
            found = oficios.of_sphere(session, poder=side)
        else:
            found = oficios.of_sphere(session, esfera=side)
        where = demands.of_authorities([each.id for each in found])
        yield Filter(name, re.compile(words), partial(_always, where))


def _always(where: ColumnElement[bool], _: re.Match[str]) -> ColumnElement[bool]:
    return where


def _read(request: Request) -> demands.Arrival:
    new = reading.arrival(request, request.text)
    if new is None:
        raise Refusal(
            f"Não reconheci a autoridade de fora nessa linha. {reading.EXAMPLE}",
            (
                Button("Autoridades", "autoridades"),
                Button("Cadastrar uma", _new_authority(request.text)),
                Button("É só um expediente", f"expediente novo {request.text}"),
            ),
        )
    return new


def _new_authority(text: str) -> str:
    """The line that registers the body a text seems to name, `da Prefeitura de Vizinha "…"`, as far as it is known."""
    named = _BODY.search(text)
    if named is None:
        return "autoridade nova"
    words = [word for word in re.findall(r"\w+", named[1]) if word[0].isupper()]
    sigla = fold("".join(word[:3] for word in words)).upper()
    return f"autoridade nova sigla: {sigla} nome: {named[1].strip()}"


def _demand(request: Request) -> Demand:
    return demands.require(request.session, request.about(Expediente))
