"""Stays of expedientes: what stands still and with whom, the days an órgão has, and how long it usually takes."""

import re
from dataclasses import replace

from handlers.base import CABINET, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import filters, people
from handlers.reading.filters import Filter
from handlers.saying import expedientes_stays as said
from handlers.wording import expedientes_stays as wording
from handlers.wording import lists as pages
from models import expedientes, moments, subjects
from models.expedientes import TIPOS, tipo_of
from models.lists import Wanted
from models.people import Orgao, Role
from models.texts import clip, fold, of

_LONGER = re.compile(r"(?:h[áa]\s+)?mais\s+de\s+(\d{1,3})(?:\s+dias?(?:\s+[úu]teis)?)?", re.IGNORECASE)
_DAYS = re.compile(r"(-?\d{1,4})\s*dias?(?:\s+[úu]teis)?", re.IGNORECASE)
_NONE = re.compile(r"\bsem\s+prazo\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MOST_AT_ONCE = 10
_EXAMPLE = "Exemplo: sla ofício @obras 5 dias úteis"
_EVERYWHERE = (*CABINET, Role.CONTROLE)


@command(
    "parados",
    usage="parados [@órgão, há mais de 15 dias, página 2]",
    aliases=("expedientes parados", "processos parados", "o que está parado"),
    said=said.STOPPED,
)
def stopped(request: Request) -> Reply:
    """Lista o que passou do prazo de permanência, ou está há muito no mesmo órgão: onde, e há quantos dias úteis."""
    longer = _LONGER.search(request.text)
    text = _LONGER.sub(" ", request.text)
    condition = expedientes.standing_still(request.session, request.now, int(longer[1]) if longer else 0)
    everywhere = "@" not in text and request.standing.has(*_EVERYWHERE)
    request.text = f"parados {'todos ' if everywhere else ''}{text}"
    own = Filter("parados", re.compile("parad[oa]s?"), lambda _: condition)
    asked = filters.read(request, expedientes.SUBJECT, (own,))
    if longer:
        asked = replace(asked, title=f"{asked.title} há mais de {longer[1]} dias úteis")
    if asked.wanted.whole:
        ids = expedientes.listed_ids(request.session, asked.wanted, by=request.person, now=request.now)
        return pages.whole(expedientes.SUBJECT, asked, ids)
    found, total = expedientes.listed(request.session, asked.wanted, by=request.person, now=request.now)
    return wording.stopped(asked, found, total, request.calendar, request.now)


@command("cobrar atrasados", usage="cobrar atrasados @órgão", aliases=("cobrar todos os atrasados",))
def chase(request: Request) -> Reply:
    """Mostra o que está parado com um órgão, e um botão que cobra tudo de uma vez, numa só mensagem."""
    who = people.addressed(request, request.text)
    orgao = next((each if isinstance(each, Orgao) else each.orgao for each in who.everyone), None)
    if orgao is None:
        raise Question("De que órgão? Exemplo: cobrar atrasados @obras", Answer.WHO)
    where = (expedientes.standing_still(request.session, request.now),)
    wanted = Wanted(orgao_ids=(orgao.id,), where=where, size=_MOST_AT_ONCE)
    found, total = expedientes.listed(request.session, wanted, by=request.person, now=request.now)
    if not found:
        return Reply(f"Nada está parado com {orgao.sigla}.", (Button("Parados", "parados"),))
    return wording.to_chase(orgao, found, total, request.calendar, request.now)


@command("sla", usage="sla [tipo] [@órgão] [5 dias úteis]", aliases=("permanência",), said=said.RULES)
def rules(request: Request) -> Reply:
    """Mostra quantos dias úteis cada órgão tem para um expediente; a chefia muda, para o que chegar a partir de hoje.

    Exemplos:
    sla
    sla ofício @obras 5 dias úteis
    sla @obras sem prazo
    """
    who = people.mentioned(request, request.text)
    days, none = _DAYS.search(who.rest), _NONE.search(who.rest)
    if days is None and none is None:
        if request.text:
            raise Question(f"Quantos dias úteis? {_EXAMPLE}", Answer.TEXT)
        return wording.rules(expedientes.stay_rules(request.session))
    if len(who.everyone) > 1 or any(not isinstance(each, Orgao) for each in who.everyone):
        raise Refusal(f"A regra é de um órgão, ou de todos. {_EXAMPLE}")
    tipo, n = _tipo(_NONE.sub(" ", _DAYS.sub(" ", who.rest))), int(days[1]) if days else 0
    if days is not None and n < 1:
        raise Refusal(f"O prazo começa em 1 dia útil. {_EXAMPLE}")
    orgao = next(iter(who.orgaos), None)
    expedientes.set_rule(request.session, n, tipo=tipo, orgao=orgao, by=request.person, now=request.now)
    return wording.rule_set(tipo, orgao, n)


@command(
    "tempo médio",
    usage="tempo médio [tipo] [@órgão] [2026]",
    aliases=("tempo de permanência", "quanto demora"),
    said=said.USUAL,
)
def usual(request: Request) -> Reply:
    """Diz quantos dias úteis um expediente costuma ficar num órgão: a mediana, e até quanto ficam nove em cada dez."""
    who = people.mentioned(request, request.text)
    written = _YEAR.search(who.rest)
    year, tipo = int(written[0]) if written else moments.today(request.now).year, _tipo(_YEAR.sub(" ", who.rest))
    ids = tuple(each.id for each in who.orgaos)
    now = request.now
    found = expedientes.usual(request.session, tipo=tipo, year=year, orgao_ids=ids, by=request.person, now=now)
    where = " ".join(of(each.name) for each in who.orgaos)
    return wording.usual(found, " ".join(filter(None, [tipo or "expedientes", where, f"em {year}"])))


def _tipo(text: str) -> str:
    """The tipo named in what is left of a line; empty for any. Raises Refusal for another word."""
    word = fold(text).strip(" .,;:?")
    word = re.sub(r"^(?:de|do|da|para|um|uma|com)\s+|\s+(?:de|do|da|para|em)$", "", word).strip()
    if word in ("", "de", "em", "expediente", "expedientes", "todos"):
        return ""
    known = subjects.of_kind(expedientes.SUBJECT.kind)
    tipo = tipo_of(word)
    if known is None or not any(fold(tipo) in each.spelled for each in known.series):
        raise Refusal(f"Não conheço o tipo “{clip(text.strip(), 30)}”. Os de costume: {', '.join(TIPOS)}.")
    return tipo
