"""What is typed as a command, and what is left over of it."""

from collections.abc import Sequence

from handlers.base import DESTRUCTIVE, Command, commands, match
from handlers.reading import numbers
from handlers.understanding import ways
from handlers.understanding.context import Scene
from handlers.understanding.readings import NOTHING, SAID_WHY, Understood, best_of, reading_of
from handlers.understanding.records import kinds_of
from handlers.understanding.whole import reads_whole
from handlers.understanding.words import set_of
from models import moments
from models.texts import clip, fold

_ARTICLES = set_of("o a os as")


def as_typed(scene: Scene) -> Understood | None:
    """The line as a command that reads every word of it; None where none does. What destroys is asked about."""
    request = scene.request
    found, rest = match(request.line)
    if found and reads_whole(scene, found, rest):
        if (asked := as_question(scene, found)) is not None:
            return asked
        name = found[0].name
        if name in DESTRUCTIVE or (found[0].private and found[0].form is not None):
            return Understood(asks=(request.line,), says=SAID_WHY, sure=True, why="typed")
        return Understood(does=_named(scene, found, rest), sure=True, why="typed")
    return None


def as_question(scene: Scene, found: Sequence[Command]) -> Understood | None:
    """What a question that begins like a command asks: “chegou requisição do MP hoje, vence quando?”."""
    line = scene.request.line
    is_asked = line.endswith("?") and not is_reading(found[0])
    if not is_asked and not (found[0].looks_up and not fold(line).startswith(fold(found[0].name))):  # "quem é …"
        return None
    best = best_of(reading_of(scene, line))
    is_other = best is not None and best.does and not best.does.startswith(found[0].name)
    return best if best is not None and is_other and is_reading(match(best.does or "")[0][0]) else None


def _named(scene: Scene, found: Sequence[Command], rest: str) -> str:
    """The line with the name of its command in the place of another spelling."""
    number = numbers.read(rest, moments.today(scene.request.now).year) if found[0].about else None
    fitting = [each for each in found if number and not kinds_of(number.codes[0]).isdisjoint(each.about)] or list(found)
    return f"{fitting[0].name} {rest}".strip() if rest else fitting[0].name


def canonical(scene: Scene) -> Understood | None:
    """The typed line with names and dates written out, if a way of saying does so; else None."""
    found, _ = match(scene.request.line)
    is_moment = any("{texto:momento}" in pattern for pattern in found[0].said)
    if not is_moment and not any("{texto:prazo}" in pattern for pattern in found[0].said):
        return None
    reading = reading_of(scene, scene.request.line)
    best = best_of(reading)
    begins = f"{found[0].name}: " if is_moment else f"{found[0].name}: {found[0].name} "
    return best if best is not None and best.why.startswith(begins) else None


def as_left_over(scene: Scene, understood: Understood) -> Understood:
    """A question about the words left over after a command and its number; else the reading given."""
    found, rest = match(scene.request.line)
    number = numbers.read(rest, moments.today(scene.request.now).year) if found and found[0].about else None
    if understood.is_meant or not found:
        return understood
    takes_nothing = found[0].usage == found[0].name
    if number is None and takes_nothing and is_reading(found[0]) and rest:
        says = f"Não entendi “{clip(rest.strip(), 60)}”. Quer só isto?"
        return Understood(asks=(found[0].name,), says=says, why="left over")
    if number is None and takes_nothing and rest:
        return Understood(asks=(found[0].name, *understood.asks), says=SAID_WHY, why="left over")
    if number is None or is_reading(found[0]):
        return understood
    left = rest[number.end :].strip(" .,;!")
    if not left:
        return understood
    line = _named(scene, found, rest[: number.end])
    return Understood(asks=(line,), says=f"Não entendi “{clip(left, 60)}”. É só isto?", why="left over")


def as_registry(scene: Scene, understood: Understood) -> Understood:
    """The line as the registry reads it, if no other reading was found; else the reading given."""
    found, rest = match(scene.request.line)
    year = moments.today(scene.request.now).year
    number = numbers.read(scene.request.line, year)
    if number is not None and not scene.request.line[number.end :].strip(" .!?") and (number.named or not found):
        return Understood(does=f"ver {scene.request.line.strip(' .!?')}", sure=True, why="number")
    if understood.why != NOTHING or not found or found[0].name in DESTRUCTIVE or found[0].looks_up:
        return understood
    if any(command.about for command in found) and (numbers.read(rest, year) is None):
        return understood
    if is_article(scene.request.line):
        return understood
    return Understood(does=scene.request.line, sure=True, why="typed")


def is_article(line: str) -> bool:
    """True if the first word is an article, though it spells a series too: “os vereadores pediram o quê?”."""
    return fold(line.split(" ", 1)[0]) in _ARTICLES and "@" not in line


def is_reading(command: Command) -> bool:
    """True if a command changes nothing."""
    return command.name in ways.of(tuple(commands())).reading
