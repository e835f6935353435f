"""Trips: diárias, adiantamentos and their accounts, and who pays from outside."""

from handlers import documents
from handlers.base import WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.papers.events import TRIP
from handlers.reading import events as reading
from handlers.reading import people as reading_people
from handlers.reading import records
from handlers.saying import events as said
from handlers.wording import events_trips as wording
from models import money
from models.events import KIND, VIAGEM, Event, trips
from models.people import Person


@command("diária", usage="diária AG-5 R$ 300,00 [@quem]", about=KIND, aliases=("diárias",), offered_to=WRITERS)
def daily(request: Request) -> Reply:
    """Registra a diária de quem viaja."""
    return _given(request, trips.DIARIA)


@command("adiantamento", usage="adiantamento AG-5 R$ 800,00 [@quem]", about=KIND, offered_to=WRITERS)
def advance(request: Request) -> Reply:
    """Registra o adiantamento de quem viaja, que presta contas depois da volta.

    Exemplos:
    adiantamento AG-5 R$ 800,00 @davi
    """
    return _given(request, trips.ADIANTAMENTO)


def _given(request: Request, kind: str) -> Reply:
    event, (person, cents, _) = request.about(Event), _amount(request, kind)
    due = trips.give(request.session, event, person, kind, cents, by=request.person, now=request.now)
    return wording.given(event, person, kind, cents, due)


@command(
    "prestar contas",
    usage="prestar contas AG-5 R$ 650,00 [@quem] [o quê]",
    about=KIND,
    aliases=("contas da viagem", "contas prestadas"),
    offered_to=WRITERS,
)
def account(request: Request) -> Reply:
    """Presta contas do adiantamento de uma viagem: quanto se gastou, e os comprovantes que vierem com a mensagem.

    Exemplos:
    prestar contas AG-5 R$ 650,00 passagens e almoço
    """
    event, (person, cents, note) = request.about(Event), _amount(request, "prestar contas")
    left = trips.account(request.session, event, person, cents, note, by=request.person, now=request.now)
    kept = records.keep_files(request, event) if request.files else []
    return wording.settled(event, person, cents, left, [each.name for each in kept])


@command(
    "viagem paga", usage="viagem paga AG-5 por quem R$ 2.000,00", about=KIND, aliases=("paga por",), offered_to=WRITERS
)
def outside(request: Request) -> Reply:
    """Registra quem de fora paga uma viagem, e quanto; a agenda pública diz."""
    event, who = request.about(Event), request.text.strip(reading.EDGES).removeprefix("por ").strip()
    if not who:
        raise Question(f"Quem paga? Exemplo: viagem paga {event.code} por Associação Paulista R$ 2.000,00", Answer.TEXT)
    trips.pay_outside(request.session, event, who, by=request.person, now=request.now)
    return Reply(f"{event.code}: paga por {who}.", (Button("Ver", f"ver {event.code}"),))


@command(
    "relatório de viagem",
    usage="relatório de viagem AG-5 [o que houve]",
    about=KIND,
    offered_to=WRITERS,
    said=said.REPORT,
)
def report(request: Request) -> Reply:
    """Guarda o que se fez numa viagem, e faz o relatório em PDF: destino, dias, quem foi, contas.

    Exemplos:
    relatório de viagem AG-5 assinado o convênio da ponte
    """
    event, text = request.about(Event), request.text.strip(reading.EDGES)
    if text:
        trips.write_report(request.session, event, text, by=request.person, now=request.now)
    elif event.event_kind != VIAGEM.name:
        raise Refusal(f"{event.code} não é viagem.", (Button("Ver", f"ver {event.code}"),))
    elif not trips.report_of(event) and not event.outcome:
        raise Question(f"O que houve? Exemplo: relatório de viagem {event.code} assinado o convênio", Answer.TEXT)
    return documents.asked(request, TRIP, event, f"do relatório da viagem {event.code}")


def _amount(request: Request, verb: str) -> tuple[Person, int, str]:
    """Whose money it is, how much in centavos, and the rest of the line."""
    event, named = request.about(Event), reading_people.mentioned(request, request.text)
    found = money.find(named.rest)
    if found is None:
        raise Question(f"Quanto? Exemplo: {verb} {event.code} R$ 800,00", Answer.TEXT)
    person = named.people[0] if named.people else request.person
    return person, int(found[0] * 100), found[1].strip(reading.EDGES)
