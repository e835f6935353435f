"""More time for a demand: asked of the authority outside, granted or not, and proposed again to the órgãos."""

from handlers.base import CABINET, WRITERS, Answer, Question, Reply, Request, command
from handlers.reading import demands as reading
from handlers.reading import terms
from handlers.saying import demands as said
from handlers.wording import demands as wording
from handlers.wording import terms as terms_wording
from models import deadlines, demands, moments
from models.demands import KIND
from models.expedientes import Expediente

GROUP = "Demandas de fora"


@command(
    "pedir prorrogação",
    usage="pedir prorrogação N mais 15 dias motivo",
    about=KIND,
    offered_to=CABINET,
    said=said.PROROGATION,
)
def ask_for_time(request: Request) -> Reply:
    """Registra o pedido de mais prazo à autoridade de fora; o prazo não muda até ela responder."""
    demand = demands.require(request.session, request.about(Expediente))
    more, reason = reading.more_time(request.text)
    if not more or not reason:
        raise Question(
            f"Quanto tempo a mais, e por quê? Exemplo: pedir prorrogação {demand.code} mais 15 dias falta a vistoria",
            Answer.TEXT,
        )
    made, legal = demands.ask_by_oficio(request.session, demand, more, reason, by=request.person, now=request.now)
    return wording.time_asked(demand, legal.due, made.code, request.now)


@command(
    "prorrogar",
    usage="prorrogar N concedida até 23/12 Ofício 320/2026 (ou negada; ou mais 10 dias, ato e motivo)",
    about=KIND,
    aliases=("prorrogação", "prorrogar prazo"),
    offered_to=WRITERS,
    said=said.GRANTED,
)
def extend(request: Request) -> Reply:
    """Registra a prorrogação que a autoridade de fora concedeu ou negou; ou prorroga um prazo legal da casa."""
    record = request.about(Expediente)
    legal = demands.legal_of(request.session, record.id)
    last = moments.today(legal.due_at) if legal else None
    demand, found = demands.of(request.session, record), reading.answer(request, request.text, last)
    if demand is None or found is None:
        more, act, reason = terms.extension(request)
        by, now = request.person, request.now
        code, old, new = deadlines.extend(request.session, record, more=more, act=act, reason=reason, by=by, now=now)
        return terms_wording.extended(record, code, old, new)
    granted, until, paper = found
    if not granted:
        stands = demands.deny(request.session, demand, paper, by=request.person, now=request.now)
        return Reply(f"Prorrogação de {demand.code} negada. O prazo continua {stands.text}.")
    if until is None:
        raise Question(
            f"Concedida até quando? Exemplo: prorrogação {demand.code} concedida até 23/12 Ofício 320/2026",
            Answer.DATE,
            typed="até {}",
        )
    code, _, due_now, internal = demands.grant(
        request.session, demand, until, paper, by=request.person, now=request.now
    )
    return wording.granted(demand, code, due_now, internal)


@command("propor prazo interno", usage="propor prazo interno N", about=KIND, offered_to=CABINET)
def propose(request: Request) -> Reply:
    """Dá aos órgãos que ainda devem a sua parte o prazo interno que cabe no novo prazo de fora."""
    demand = demands.require(request.session, request.about(Expediente))
    given = demands.propose(request.session, demand, by=request.person, now=request.now)
    return Reply(f"Prazo interno de {demand.code}: {given.text if given else 'sem data'}.")
