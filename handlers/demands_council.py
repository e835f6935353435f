"""What the council alone asks: somebody of the house called to it, and indicações answered together."""

import re

from handlers.base import CABINET, WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.documents import asked
from handlers.papers.demands import ATTENDED
from handlers.reading import due, people
from handlers.reading.fields import QUOTED
from handlers.saying import demands as said
from models import authorities, demands, moments
from models.authorities import Authority, Profile
from models.demands import KIND, Arrival, noting
from models.expedientes import Expediente
from models.people import Orgao, Person
from models.texts import fold, plural

GROUP = "Demandas de fora"
_COUNCIL, _MOST = "camara", 60
_CALLED = 'Exemplo: convocação @fabio dia 03/12 às 19h Requerimento 70/2026 "contrato do lixo"'
_OUTSIDER = re.compile(r"^\W*((?:[A-ZÀ-Ü][\wÀ-ü]+\s+){1,5}?)(?=(?:n?o\s+)?dia\b|em\b|\d)")
_NUMBER = re.compile(r"(\d{1,6}/\d{4})")


@command(
    "convocação",
    usage='convocação @quem dia 03/12 às 19h Requerimento 70/2026 "assunto"',
    aliases=("convocado pela câmara",),
    offered_to=CABINET,
)
def called(request: Request) -> Reply:
    """Registra que a Câmara convocou alguém da casa, com o dia e a hora em que comparece."""
    who = people.mentioned(request, request.text)
    named = next((each for each in who.everyone if isinstance(each, Person)), None)
    outsider = _OUTSIDER.match(who.rest) if named is None else None
    quoted, rest = QUOTED.search(who.rest), QUOTED.sub(" ", who.rest)
    number, when = _NUMBER.search(rest), due.find(request, _NUMBER.sub(" ", rest))
    if named is None and outsider is None:
        raise Question(f"Quem foi convocado? {_CALLED}", Answer.WHO)
    if when.due is None:
        raise Question(f"Para que dia e hora? {_CALLED}", Answer.TEXT)
    at = moments.local(when.due.at)
    subject = next(group for group in quoted.groups() if group) if quoted else "comparecimento à Câmara"
    new = Arrival(
        profile=Profile.CONVOCACAO,
        authority=_council(request),
        assunto=f"{subject} (comparecer às {moments.hour_text(at.time())})",
        number=number[1] if number else "",
        printed_on=at.date(),
        named=named,
        autor="" if outsider is None else f"convocado: {outsider[1].strip()}",
    )
    demand = demands.arrived(request.session, new, by=request.person, now=request.now)
    code = demand.code
    when_text = f"{moments.day_text(at.date())}, {moments.hour_text(at.time())}"
    outside = outsider[1].strip() if outsider else ""
    text = (
        f"{code}: {named.name} comparece à Câmara {when_text}. Avisei."
        if named
        else (f"{code}: convocação para {when_text}. {outside} não está na casa: avise por fora.")
    )
    if "comissao" in fold(request.text):
        text += "\nVem de comissão: confira na Lei Orgânica se ela pode convocar."
    return Reply(text, (Button("Ver", f"ver {code}"), Button("Minuta à Câmara", f"responder {code}")))


def _is_asked(request: Request) -> bool:
    record = request.record
    demand = demands.of(request.session, record) if isinstance(record, Expediente) else None
    return noting.is_asked(request.session, demand, request.person, request.now)


@command("ciente", usage="ciente N", about="*", when=_is_asked, offered_to=WRITERS)
def noted(request: Request) -> Reply:
    """Registra que você tomou ciência da convocação, ou da liminar."""
    demand = demands.require(request.session, request.about(Expediente))
    is_first = noting.acknowledge(request.session, demand, by=request.person, now=request.now)
    said = "Ciência registrada" if is_first else "A ciência já estava registrada"
    step = (Button("Justificar ausência", f"justificar ausência {demand.code}"),)
    of_call = step if demand.profile == Profile.CONVOCACAO else ()
    return Reply(f"{said}: {demand.code}.", (Button("Ver", f"ver {demand.code}"), *of_call))


@command("justificar ausência", usage="justificar ausência N motivo", about=KIND, offered_to=WRITERS)
def justified(request: Request) -> Reply:
    """Diz por que você não atende a uma convocação da Câmara; o gabinete escreve a ela."""
    demand = demands.require(request.session, request.about(Expediente))
    noting.justify(request.session, demand, request.text, by=request.person, now=request.now)
    return Reply(f"{demand.code}: justificativa enviada ao gabinete.", (Button("Ver", f"ver {demand.code}"),))


@command(
    "responder indicações",
    usage="responder indicações @órgão [outubro]",
    private=True,
    offered_to=CABINET,
)
def answer_together(request: Request) -> Reply:
    """Prepara um ofício só, que responde às indicações de um órgão, com a providência de cada uma."""
    who = people.mentioned(request, request.text)
    orgao = next((each for each in who.everyone if isinstance(each, Orgao)), None)
    if orgao is None:
        raise Question("De que órgão? Exemplo: responder indicações @obras", Answer.WHO)
    found = demands.to_answer_together(request.session, orgao, _month(who.rest), by=request.person, now=request.now)
    if not found:
        raise Refusal(
            f"{orgao.sigla} não tem indicação em aberto para responder.", (Button("Indicações", "indicações"),)
        )
    made = demands.answer_together(
        request.session, _council(request), orgao, found[:_MOST], by=request.person, now=request.now
    )
    left = f" Ficaram {len(found) - _MOST} para outro ofício." if len(found) > _MOST else ""
    count = plural(len(found[:_MOST]), "indicação", "indicações")
    return Reply(
        f"Minuta {made.code} responde a {count} de {orgao.sigla}: outra pessoa a aprova.{left}",
        (Button("Ver a minuta", f"ver {made.code}"),),
    )


@command(
    "relatório de atendimento",
    usage="relatório de atendimento [N]",
    about=KIND,
    number_optional=True,
    aliases=("relatório de atendimento à câmara",),
    said=said.ATTENDED,
)
def attended(request: Request) -> Reply:
    """Faz o PDF do que se fez de cada pedido da Câmara no ano: envio ao setor, providência, solução, conclusão."""
    record = request.about(Expediente) if request.record is not None else None
    if record is not None:
        demands.require(request.session, record)
    return asked(request, ATTENDED, record, f"do relatório de atendimento{f' de {record.code}' if record else ''}")


def _council(request: Request) -> Authority:
    found = authorities.by_name(request.session, _COUNCIL)
    if found is None:
        raise Refusal("A Câmara não está cadastrada entre as autoridades.", (Button("Cadastrar", "autoridade nova"),))
    return found


def _month(text: str) -> int | None:
    """The month that a text names; None where it names none."""
    words = fold(text).split()
    return next((number for number, name in enumerate(moments.MONTHS, 1) if fold(name) in words), None)
