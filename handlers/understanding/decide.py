"""The decision on a line: another line to run, lines to offer, or an answer."""

from collections.abc import Callable
from dataclasses import replace

from handlers.base import Request, match
from handlers.understanding import listings, pasted, talk, wishes
from handlers.understanding.context import Context, Scene
from handlers.understanding.readings import Reading, Understood, best_of, code_in, explicit_note, named, reading_of
from handlers.understanding.typed import as_left_over, as_question, as_registry, as_typed, canonical, is_reading
from handlers.understanding.unread import PASTED, kept, not_understood
from handlers.understanding.whole import reads_whole
from models.texts import fold

__all__ = ["PASTED", "Context", "Understood", "understand"]

_TALK = "talk"


def understand(request: Request, context: Context) -> Understood:
    """The meaning of a line. Writes nothing; finds only records the person may see."""
    scene = Scene(request, context)
    typed = as_typed(scene)
    if typed is None:
        return as_registry(scene, as_left_over(scene, beyond(scene)))
    return (canonical(scene) if typed.does else None) or typed


def beyond_registry(request: Request, context: Callable[[Request], Context]) -> Understood | None:
    """The meaning of a typed line that the registry does not read whole; None for one that it does."""
    scene = Scene(request, Context())
    found, rest = match(request.line)
    if found and reads_whole(scene, found, rest):
        return as_question(scene, found)
    scene.context = context(request)  # looked up for the few lines that need it
    understood = as_left_over(scene, beyond(scene))
    is_talk = understood.why == _TALK and understood.says != talk.IDENTITY
    return None if found and is_talk else understood


def only_reads(line: str) -> bool:
    """True if the line changes nothing."""
    found, _ = match(line)
    return bool(found) and all(is_reading(command) for command in found)


def beyond(scene: Scene) -> Understood:
    """The meaning of a line that the registry does not read whole."""
    text = scene.request.line
    reading = reading_of(scene, text)
    folded = fold(" ".join(word.text for word in reading.line.words))
    if pasted.is_meddling(text):
        return Understood(says="Sigo só as regras da casa. Escreva o que deseja fazer, com o seu próprio pedido.")
    if (pasted.is_forwarded(text) or pasted.is_reported(text)) and explicit_note(reading) is None:
        return kept(scene, text)
    if (several := _several_in(reading)) is not None:
        return several
    if (best := best_of(reading) or listings.listed(reading)) is not None:
        return best
    if (said := talk.small_talk(reading.line.words, folded)) is not None:
        return Understood(asks=said.offers, says=said.text, sure=True, why=_TALK)
    return named(reading) or not_understood(reading, folded)


def _several_in(reading: Reading) -> Understood | None:
    """Several wishes in one message: all of them are shown, none is done before its button."""
    parts = wishes.split(reading.line.words, reading.text, reading.known, reading.line)
    if len(parts) < 2:
        return None
    lines: list[str] = []
    last = ""
    for part in parts:
        scene = Scene(replace(reading.scene.request, line=part, text=part), Context(last_message_about=last))
        scene._directory = reading.scene._directory
        typed = as_typed(scene)
        found = typed if typed is not None else best_of(reading_of(scene, part))
        if found is None or not (found.does or found.asks):
            return None
        lines += [found.does] if found.does else found.asks if found.every else found.asks[:1]
        last = code_in(lines[-1]) or last
    return Understood(asks=tuple(dict.fromkeys(lines)), says="São vários pedidos. Confirme cada um:", why="several")
