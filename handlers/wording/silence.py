"""Silence and waiting in words."""

from collections.abc import Sequence
from datetime import datetime

from handlers.base import Button, Reply
from models import moments
from models.silencing import Waiting
from models.texts import listed

_END = Button("Acabar o silêncio", "silêncio fim")
_COMES = "O que é urgente chega na hora, e também o que vence antes disso, como a ciência de um ato."


def begun(until: datetime) -> Reply:
    return Reply(
        f"Silêncio até {moments.moment_text(until)}. {_COMES} O resto vem depois, numa mensagem só.",
        (_END,),
    )


def shown(until: datetime | None) -> Reply:
    if until is None:
        text = "Você não está em silêncio. Para não ser avisado por um tempo, diga até quando: silêncio até 14h"
        return Reply(text, (Button("Silêncio por 1 hora", "silêncio até daqui a 1 hora"),))
    return Reply(f"Você está em silêncio até {moments.moment_text(until)}. {_COMES}", (_END,))


def ended(*, was_silent: bool) -> Reply:
    return Reply("O silêncio acabou; o que esperava vem agora." if was_silent else "Você não estava em silêncio.")


def waits(found: Sequence[Waiting]) -> tuple[str, tuple[Button, ...]]:
    """The line for the sender of messages that wait, and the button that sends now those of the night."""
    by_moment: dict[datetime, list[str]] = {}
    for each in found:
        by_moment.setdefault(each.until, []).append(each.name)
    said = [f"{listed(sorted(set(names)))} {moments.on_text(at)}" for at, names in sorted(by_moment.items())]
    at_night = [str(each.row_id) for each in found if not each.in_silence]
    buttons = (Button("Enviar agora", " ".join(["enviar agora", *at_night])),) if at_night else ()
    return f"O aviso chega a {'; a '.join(said)}.", buttons


def sent_now(names: Sequence[str]) -> Reply:
    if not names:
        return Reply("Nenhum aviso seu espera: o que havia já chegou.")
    return Reply(f"Enviei agora a {listed(list(names))}.")
