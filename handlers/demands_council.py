"""What the council alone asks: somebody of the house called to it, and indicações answered together."""

import re

from handlers.base import CABINET, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import due, people
from handlers.reading.fields import QUOTED
from models import authorities, demands, moments
from models.authorities import Authority, Profile
from models.demands import Arrival
from models.people import Orgao, Person
from models.texts import fold, plural

GROUP = "Demandas de fora"
_COUNCIL, _MOST = "camara", 60
_CALLED = 'Exemplo: convocação @fabio dia 03/12 às 19h Requerimento 70/2026 "contrato do lixo"'
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
    quoted, rest = QUOTED.search(who.rest), QUOTED.sub(" ", who.rest)
    number, when = _NUMBER.search(rest), due.find(request, _NUMBER.sub(" ", rest))
    if named is None:
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
    )
    demand = demands.arrived(request.session, new, by=request.person, now=request.now)
    code = demand.code
    when_text = f"{moments.day_text(at.date())}, {moments.hour_text(at.time())}"
    return Reply(
        f"{code}: {named.name} comparece à Câmara {when_text}. Avisei.",
        (Button("Ver", f"ver {code}"), Button("Justificar ausência", f"responder {code}")),
    )


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


def _council(request: Request) -> Authority:
    found = authorities.by_name(request.session, _COUNCIL)
    if found is None:
        raise Refusal("A Câmara não está cadastrada entre as autoridades.", (Button("Cadastrar", "autoridade nova"),))
    return found


def _month(text: str) -> int | None:
    """The month that a text names; None where it names none."""
    words = fold(text).split()
    return next((number for number, name in enumerate(moments.MONTHS, 1) if fold(name) in words), None)
