"""Changes of authority that wait for a second person: listing, confirming and refusing them."""

import re
from functools import partial

from handlers import second_factor as stepping
from handlers.base import WRITERS, Button, Refusal, Reply, Request, command
from models import confirmations, moments, second_factor
from models.confirmations import Confirmation
from models.texts import clip

GROUP = "Confirmações"
_NUMBER = re.compile(r"(?:cf[\s-]*)?(\d{1,9})", re.IGNORECASE)


@command("confirmações", usage="confirmações", aliases=("confirmação",), private=True, offered_to=WRITERS)
def listed(request: Request) -> Reply:
    """Mostra o que outra pessoa pediu e espera a sua confirmação."""
    found = confirmations.waiting_for(request.session, request.person, request.now)
    if not found:
        return Reply("Nada espera a sua confirmação.")
    lines = [
        f"{each.code} {each.text}, pedido em {moments.short_text(each.asked_at, date_only=True)}" for each in found
    ]
    buttons = [Button(f"Confirmar {each.code}", f"confirmar {each.code}") for each in found[:4]]
    return Reply("\n".join(["Esperam a sua confirmação:", *lines]), tuple(buttons))


@command("confirmar", usage="confirmar CF-3", private=True, offered_to=WRITERS)
def confirm(request: Request) -> Reply:
    """Confirma uma mudança de autoridade que outra pessoa pediu."""
    row = _waiting(request, "confirmar")
    check = partial(confirmations.check, request.session, row, request.person, request.now)
    if (step := stepping.before(request, f"confirmar {row.code}", check, second_factor.active)) is not None:
        return step
    confirmations.confirm(request.session, row, proven=request.proven, by=request.person, now=request.now)
    return Reply(f"Confirmado: {row.text}.")


@command("recusar", usage="recusar CF-3", private=True, offered_to=WRITERS)
def refuse(request: Request) -> Reply:
    """Recusa uma mudança de autoridade que outra pessoa pediu; nada muda."""
    row = _waiting(request, "recusar")
    confirmations.refuse(request.session, row, by=request.person, now=request.now)
    return Reply(f"Recusado: {row.text}. Nada mudou.")


def _waiting(request: Request, verb: str) -> Confirmation:
    found = _NUMBER.fullmatch(request.text.strip())
    if found is None:
        mine = confirmations.waiting_for(request.session, request.person, request.now)
        buttons = [Button(f"{each.code} {clip(each.text, 30)}", f"{verb} {each.code}") for each in mine[:6]]
        raise Refusal(f"Diga o número do pedido. Exemplo: {verb} CF-3. Veja o que espera: confirmações", buttons)
    row = confirmations.find(request.session, int(found[1]))
    if row is None:
        raise Refusal(f"Não encontrei CF-{found[1]} entre o que espera por você. Veja: confirmações")
    return row
