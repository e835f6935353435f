"""The second factor: its page, the question for it before what asks for it is done, and the rule that requires it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from handlers.base import Refusal, Reply, Request, command
from handlers.saying import second_factor as said
from handlers.wording import confirmations as confirming
from models import panel, second_factor
from models.panel import Purpose
from models.people import Person, Role
from models.texts import fold

GROUP = "Painel e segundo fator"
_APPROVES = (Role.PREFEITO, Role.CHEFIA)
_ONCE = "O endereço vale uma vez, por 5 minutos. O código se digita só lá, nunca aqui."
_ACTS = ("", "para ordens", "para as ordens", "para atos", "para os atos", "das ordens", "nas ordens")


@command(
    "segundo fator",
    usage="segundo fator",
    aliases=("meu segundo fator", "dois fatores"),
    private=True,
    said=said.SECOND_FACTOR,
)
def own(request: Request) -> Reply:
    """Dá a página em que se liga ou troca o código do aplicativo, pedido de quem aprova."""
    on = second_factor.active(request.session, request.person) is not None
    link_id = _link(request, Purpose.FACTOR)
    first = "O seu segundo fator está ligado. Para trocá-lo" if on else "Você ainda não tem segundo fator. Para ligá-lo"
    return Reply(f"{first}: {panel.PLACEHOLDER}\n{_ONCE}", link_id=link_id)


@command("exigir segundo fator", usage="exigir segundo fator para ordens", only=_APPROVES, private=True)
def required(request: Request) -> Reply:
    """Faz com que ninguém aprove ordens, decisões, diretrizes e ofícios sem o segundo fator; outra pessoa confirma."""
    return _policy(request, required=True)


@command("dispensar segundo fator", usage="dispensar segundo fator para ordens", only=_APPROVES, private=True)
def dispensed(request: Request) -> Reply:
    """Deixa de exigir o segundo fator de quem ainda não tem o seu; outra pessoa confirma."""
    return _policy(request, required=False)


def before(
    request: Request,
    line: str,
    check: Callable[[], None],
    is_due: Callable[[Session, Person], object] = second_factor.is_due,
) -> Reply | None:
    """The page where the code is typed, before the line is done as if typed here; None where none is due, or was given.

    `check`: raises Refusal for what cannot be done anyway.
    """
    if request.proven or not is_due(request.session, request.person):
        return None
    check()
    what, link_id = " ".join(line.split()[:2]), _link(request, Purpose.STEP, line)
    return Reply(f"Para {what}, digite o código do seu segundo fator: {panel.PLACEHOLDER}\n{_ONCE}", link_id=link_id)


def _link(request: Request, purpose: Purpose, line: str = "") -> int:
    where = {"channel": request.channel, "address": request.address}
    return panel.open_link(request.session, purpose, by=request.person, now=request.now, line=line, **where)


def _policy(request: Request, *, required: bool) -> Reply:
    verb = "exigir" if required else "dispensar"
    if fold(request.text).strip(" .") not in _ACTS:
        raise Refusal(
            f"O segundo fator vale para ordens, decisões, diretrizes e ofícios: {verb} segundo fator para ordens"
        )
    panel.require_address()
    row = second_factor.ask_policy(request.session, required=required, by=request.person, now=request.now)
    return confirming.asked(request.session, row, request.now)
