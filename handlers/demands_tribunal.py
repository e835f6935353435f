"""The Tribunal of accounts: judgments, appeals, and the accounts of a year, piece by piece."""

import re

from handlers.base import CABINET, WRITERS, Answer, Button, Question, Reply, Request, command
from handlers.reading import convenios as pieces_of
from handlers.reading import demands as reading
from handlers.saying import demands as said
from handlers.wording import demands as wording
from models import demands, moments
from models.demands import KIND, tribunal
from models.expedientes import Expediente
from models.texts import fold

GROUP = "Demandas de fora"
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_APPEAL = re.compile(r"(?<!\w)recurso\s+", re.IGNORECASE)


@command(
    "julgado",
    usage="julgado N irregular em 10/03 [recurso até 31/03]",
    about=KIND,
    aliases=("julgada", "julgamento"),
    offered_to=WRITERS,
)
def judged(request: Request) -> Reply:
    """Registra o que o Tribunal julgou e, se houver, até quando se recorre."""
    demand = demands.require(request.session, request.about(Expediente))
    folded = fold(request.text)
    judgment = next((each for each in tribunal.JUDGMENTS if fold(each) in folded), "")
    if not judgment:
        buttons = [Button(each.capitalize(), f"julgado {demand.code} {each}") for each in tribunal.JUDGMENTS]
        raise Question(f"Como foi julgado {demand.code}?", Answer.CHOICE, buttons)
    found = pieces_of.read(request, _APPEAL.sub("", request.text))
    tribunal.judged(request.session, demand, judgment, found.on, found.until, by=request.person, now=request.now)
    until = f" Recurso até {moments.day_text(found.until)}." if found.until else ""
    return Reply(
        f"{demand.code}: julgado {judgment} em {moments.day_text(found.on)}.{until}",
        (Button("Ver", f"ver {demand.code}"),),
    )


@command("recurso", usage="recurso N 998877 em 20/03 às 16h", about=KIND, offered_to=WRITERS)
def appealed(request: Request) -> Reply:
    """Registra que o recurso ao Tribunal foi protocolado."""
    demand = demands.require(request.session, request.about(Expediente))
    at, number = reading.moment(request, request.text)
    if not number.strip(" .,;:-"):
        raise Question(f"Qual é o número do protocolo? Exemplo: recurso {demand.code} 998877 em 20/03", Answer.TEXT)
    number, at = number.strip(" .,;:-"), at or request.now
    tribunal.appealed(request.session, demand, number, at, by=request.person, now=request.now)
    return Reply(f"{demand.code}: recurso protocolado, {number}.", (Button("Ver", f"ver {demand.code}"),))


@command("contas", usage="contas 2026", aliases=("contas do exercício", "contas anuais"), said=said.ACCOUNTS)
def accounts(request: Request) -> Reply:
    """Mostra as peças das contas do ano que vão ao Tribunal: quantas vieram, de que órgão."""
    year = _year(request)
    found = tribunal.accounts(request.session, year, by=request.person, now=request.now)
    if found is None:
        return Reply(f"As contas de {year} ainda não foram abertas aqui.", (Button("Abrir", f"abrir contas {year}"),))
    return wording.accounts(request.session, found, request.now)


@command("abrir contas", usage="abrir contas 2026", offered_to=CABINET)
def begin_accounts(request: Request) -> Reply:
    """Começa a reunir as peças das contas do ano, com as do ano anterior e a data da regra."""
    found = tribunal.open_accounts(request.session, _year(request), by=request.person, now=request.now)
    return wording.accounts(request.session, found, request.now)


def _year(request: Request) -> int:
    """The year said, else the one whose accounts are due next."""
    found = _YEAR.search(request.text)
    today = moments.today(request.now)
    return int(found[1]) if found else today.year - (today.month < 4)  # handed in by the end of March
