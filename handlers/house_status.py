"""The house itself: whether it is well; its queues, failures, imports, and the verification of its history."""

from collections.abc import Callable

from handlers.base import DAY, Button, Refusal, Reply, Request, command
from handlers.saying import house_status as said
from handlers.wording import auditor as wording
from handlers.wording import house_status as parts_wording
from models import auditing, sheet_imports
from models.auditing import ChainCheck, anchors
from models.people import Role, Standing
from models.texts import fold, listed

GROUP = DAY
_SEES_THE_MACHINE = (Role.ADMINISTRADOR, Role.CHEFIA, Role.CONTROLE)


@command("status", usage="status [filas, falhas, importações, história]", often=(Role.ADMINISTRADOR,), said=said.STATUS)
def status(request: Request) -> Reply:
    """Diz se o sistema está bem: o que roda, o que espera, o que falhou e o que o auditor achou."""
    if not sees_the_machine(request.standing):
        return wording.well(request.now)
    asked = fold(request.text).strip(" .:?!")
    if not asked:
        return _whole(request)
    part = next((PARTS[name] for name in PARTS if fold(name).startswith(asked[:5])), None)
    if part is None:
        raise Refusal(f"Posso dizer {listed(list(PARTS), 'ou')}.", _buttons())
    return Reply("\n".join(part(request)), tuple(_buttons()))


def sees_the_machine(who: Standing) -> bool:
    """Whether a person is shown more than that the house is up."""
    return who.has(*_SEES_THE_MACHINE)


def _buttons() -> list[Button]:
    return [Button("Situação", "status"), *wording.parts()]


def _whole(request: Request) -> Reply:
    found = auditing.findings(request.session, request.now)
    found += auditing.missing_digests(request.session, request.now, request.calendar)
    return wording.status(found, auditing.pulse(request.session, request.now), request.now)


def _queues(request: Request) -> list[str]:
    return parts_wording.queues(auditing.queues(request.session, request.now))


def _failures(request: Request) -> list[str]:
    return parts_wording.failures(auditing.failed(request.session, request.standing))


def _imports(request: Request) -> list[str]:
    return parts_wording.imports(sheet_imports.latest(request.session), request.now)


def _history(request: Request) -> list[str]:
    return parts_wording.history(request.session.get(ChainCheck, 1), anchors.last())


PARTS: dict[str, Callable[[Request], list[str]]] = {
    "filas": _queues,
    "falhas": _failures,
    "importações": _imports,
    "história": _history,
}
