"""The decision on a line: another line to run, lines to offer, or an answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from handlers.base import DESTRUCTIVE, Command, Request, commands, match
from handlers.reading import numbers
from handlers.understanding import pasted, talk, ways, wishes
from handlers.understanding.context import Context, Scene
from handlers.understanding.frames import Frame, Line, frames
from handlers.understanding.lines import Made, made
from handlers.understanding.records import kinds_of
from handlers.understanding.spelling import respelt
from handlers.understanding.ways import Way, Ways
from handlers.understanding.whole import reads_whole
from handlers.understanding.words import Word, set_of, words
from models import moments
from models.texts import clip, fold

__all__ = ["PASTED", "Context", "Understood", "understand"]

_MOST_OFFERED = 4
_LONGEST_READ = 500  # characters: in a longer one only the head says what is wished
_DENYING = set_of("nao nunca nem")
_NOTHING, _TALK, PASTED = "nothing", "talk", "pasted"
_SAID_WHY = "É isto? Confirme no botão."


@dataclass(frozen=True, slots=True)
class Understood:
    """`does`: the line to be run as if typed. `asks`: lines to offer. `says`: the answer. `why`: how it was read."""

    does: str | None = None
    asks: tuple[str, ...] = ()
    says: str | None = None
    sure: bool = False
    why: str = ""
    every: bool = False  # the lines offered are all meant

    @property
    def is_meant(self) -> bool:
        """True if the line was understood, and not only taken for something to keep."""
        return self.why != _NOTHING

    @property
    def is_respelt(self) -> bool:
        """True if a misspelt word was corrected first."""
        return self.why.startswith("spelling")


@dataclass(slots=True)
class Reading:
    """A line while it is being read."""

    scene: Scene
    known: Ways
    text: str
    line: Line
    found: list[Made] = field(default_factory=list)


def understand(request: Request, context: Context) -> Understood:
    """The meaning of a line. Writes nothing; finds only records the person may see."""
    scene = Scene(request, context)
    typed = _typed(scene)
    if typed is None:
        return _as_registry(scene, _as_left_over(scene, beyond(scene)))
    return (_canonical(scene) if typed.does else None) or typed


def beyond_registry(request: Request, context: Callable[[Request], Context]) -> Understood | None:
    """The meaning of a typed line that the registry does not read whole; None for one that it does."""
    scene = Scene(request, Context())
    found, rest = match(request.line)
    if found and reads_whole(scene, found, rest):
        return None
    scene.context = context(request)  # looked up for the few lines that need it
    understood = _as_left_over(scene, beyond(scene))
    is_talk = understood.why == _TALK and understood.says != talk.IDENTITY
    return None if found and is_talk else understood


def only_reads(line: str) -> bool:
    """True if the line changes nothing."""
    found, _ = match(line)
    return bool(found) and all(_is_reading(command) for command in found)


def beyond(scene: Scene) -> Understood:
    """The meaning of a line that the registry does not read whole."""
    text = scene.request.line
    reading = _reading(scene, text)
    folded = fold(" ".join(word.text for word in reading.line.words))
    if pasted.is_meddling(text):
        return Understood(says="Sigo só as regras da casa. Escreva o que deseja fazer, com o seu próprio pedido.")
    explicit = _explicit_note(reading)
    if explicit is None and (pasted.is_forwarded(text) or pasted.is_reported(text)):
        return _kept(scene, text)
    if (several := _several(reading)) is not None:
        return several
    if (best := _best(reading)) is not None:
        return best
    if (said := talk.small_talk(reading.line.words, folded)) is not None:
        return Understood(asks=said.offers, says=said.text, sure=True, why=_TALK)
    return _not_understood(reading, folded)


def _reading(scene: Scene, text: str) -> Reading:
    request = scene.request
    line = Line(text, words(text[:_LONGEST_READ]), scene.directory, moments.today(request.now).year)
    allowed = tuple(commands())
    return Reading(scene, ways.of(allowed), text, line)


# --- what is typed as a command ---------------------------------------------------------------------------------


def _typed(scene: Scene) -> Understood | None:
    request = scene.request
    found, rest = match(request.line)
    if found and reads_whole(scene, found, rest):
        name = found[0].name
        if name in DESTRUCTIVE or (found[0].private and found[0].form is not None):
            return Understood(asks=(request.line,), says=_SAID_WHY, sure=True, why="typed")
        return Understood(does=_named(scene, found, rest), sure=True, why="typed")
    return None


def _named(scene: Scene, found: Sequence[Command], rest: str) -> str:
    """The line with the name of its command in the place of another spelling."""
    number = numbers.read(rest, moments.today(scene.request.now).year) if found[0].about else None
    fitting = [each for each in found if number and not kinds_of(number.codes[0]).isdisjoint(each.about)] or list(found)
    return f"{fitting[0].name} {rest}".strip() if rest else fitting[0].name


def _canonical(scene: Scene) -> Understood | None:
    """The typed line with names and dates written out, if a way of saying does so; else None."""
    found, _ = match(scene.request.line)
    if not any("{texto:prazo}" in pattern for pattern in found[0].said):
        return None
    reading = _reading(scene, scene.request.line)
    best = _best(reading)
    return best if best is not None and best.why.startswith(f"{found[0].name}: {found[0].name} ") else None


def _as_left_over(scene: Scene, understood: Understood) -> Understood:
    """A question about the words left over after a command and its number; else the reading given."""
    found, rest = match(scene.request.line)
    number = numbers.read(rest, moments.today(scene.request.now).year) if found and found[0].about else None
    if understood.is_meant or not found:
        return understood
    takes_nothing = found[0].usage == found[0].name
    if number is None and takes_nothing and _is_reading(found[0]) and rest:
        says = f"Não entendi “{clip(rest.strip(), 60)}”. Quer só isto?"
        return Understood(asks=(found[0].name,), says=says, why="left over")
    if number is None or _is_reading(found[0]):
        return understood
    left = rest[number.end :].strip(" .,;!")
    if not left:
        return understood
    line = _named(scene, found, rest[: number.end])
    return Understood(asks=(line,), says=f"Não entendi “{clip(left, 60)}”. É só isto?", why="left over")


def _as_registry(scene: Scene, understood: Understood) -> Understood:
    """The line as the registry reads it, if no other reading was found; else the reading given."""
    found, rest = match(scene.request.line)
    year = moments.today(scene.request.now).year
    number = numbers.read(scene.request.line, year)
    if number is not None and not scene.request.line[number.end :].strip(" .!?") and (number.named or not found):
        return Understood(does=f"ver {scene.request.line.strip(' .!?')}", sure=True, why="number")
    if understood.why != _NOTHING or not found or found[0].name in DESTRUCTIVE:
        return understood
    if " ou " in found[0].usage and _is_reading(found[0]):
        return understood
    if any(command.about for command in found) and (numbers.read(rest, year) is None):
        return understood
    return Understood(does=scene.request.line, sure=True, why="typed")


def _is_reading(command: Command) -> bool:
    return command.name in ways.of(tuple(commands())).reading


# --- ways of saying ---------------------------------------------------------------------------------------------


def _fitting(reading: Reading, *, only: Sequence[Way] | None = None) -> list[Made]:
    """The ways that fit, as the lines they mean; only those that explain the most of what was written."""
    among = reading.known.for_line(dict.fromkeys(word.text for word in reading.line.words)) if only is None else only
    done: list[Made] = []
    best: Frame | None = None
    for frame in frames(reading.line, list(among)):
        if best is not None and frame.rank < best.rank:
            break
        result = made(reading.scene, frame)
        if result is not None and result.lines:
            best = best or frame
            done.append(result)
    return done


def _best(reading: Reading) -> Understood | None:
    done = reading.found = _fitting(reading)
    if not done:
        return None
    lines = list(dict.fromkeys(line for each in done for line in each.lines))
    first = min(done, key=lambda each: each.frame.way.confirmed)
    way = first.frame.way
    if not first.awaited and way.weak and not reading.scene.context.record:
        return None
    why = f"{way.command.name}: {way.pattern}"
    if not way.command.allows(reading.scene.request.standing):
        roles = " ou ".join(role.value for role in way.command.only)
        return Understood(says=f"Esse pedido não é seu: cabe a {roles} (a chefia de gabinete pode ajudar).", why=why)
    one = len(lines) == 1 and not first.asks
    sure = first.sure and one
    if way.reads and one:
        return Understood(does=lines[0], sure=True, why=why)
    is_asked = reading.text.rstrip(" .!").endswith("?")
    if sure and not is_asked and not way.confirmed and way.command.name not in DESTRUCTIVE:
        return Understood(does=lines[0], sure=True, why=why)
    if is_asked and one and (code := _code_in(lines[0])):
        lines.append(f"ver {code}")
    says = first.asks or _SAID_WHY
    return Understood(asks=tuple(lines[:_MOST_OFFERED]), says=says, why=why, every=first.every)


def _several(reading: Reading) -> Understood | None:
    """Several wishes in one message: all of them are shown, none is done before its button."""
    parts = wishes.split(reading.line.words, reading.text, reading.known, reading.line)
    if len(parts) < 2:
        return None
    lines: list[str] = []
    last = ""
    for part in parts:
        scene = Scene(replace(reading.scene.request, line=part, text=part), Context(last_message_about=last))
        scene._directory = reading.scene._directory
        typed = _typed(scene)
        found = typed if typed is not None else _best(_reading(scene, part))
        if found is None or not (found.does or found.asks):
            return None
        lines += [found.does] if found.does else found.asks if found.every else found.asks[:1]
        last = _code_in(lines[-1]) or last
    return Understood(asks=tuple(dict.fromkeys(lines)), says="São vários pedidos. Confirme cada um:", why="several")


def _code_in(line: str) -> str:
    found = re.search(r"\b[A-Z]{1,6}-\d+(?:/\d{4})?(?:-[A-Z]+)?\b", line)
    return found[0] if found else ""


def _explicit_note(reading: Reading) -> Understood | None:
    """A note on a record given by its number: what follows may be anybody's words."""
    done = _fitting(reading, only=reading.known.noting)
    return Understood(does=done[0].lines[0], sure=True) if done and done[0].sure else None


# --- what is left -----------------------------------------------------------------------------------------------


def _kept(scene: Scene, text: str) -> Understood:
    """Somebody else's words: offered, never obeyed."""
    said = "Guardei a mensagem; não faço nada só porque alguém disse. O que faço com ela?"
    return Understood(asks=tuple(_offers(scene, text)), says=said, why=PASTED)


def _offers(scene: Scene, text: str) -> list[str]:
    """The text as a task of one's own, and as a document."""
    title = clip(" ".join(text.split()), 300)
    quoted = title.replace('"', "'")
    own = f"@{scene.request.person.handle} " if scene.directory.at(words(title), 0) or title[:1] == "@" else ""
    return [*_for_another(scene, title), f"tarefa {own}{title}", f'expediente novo requerimento "{quoted}"']


def _for_another(scene: Scene, title: str) -> list[str]:
    """The text as a task of the one it is for: "relatório da dengue pro Bruno até sexta"."""
    found = words(title)
    for i in range(1, len(found)):
        named = scene.directory.at(found, i) if found[i].text == "para" else None
        if named is not None and named.sure and not _DENYING.intersection(word.text for word in found):
            rest = f"{title[: found[i].start].strip()} {title[found[named.end - 1].end :].strip(' ,;')}"
            return [f"tarefa {named.typed} {rest.strip()}"] if len(rest.split()) > 1 else []
    return []


def _not_understood(reading: Reading, folded: str) -> Understood:
    text = reading.text
    if (topic := talk.not_done(folded)) is not None:
        offers = (*topic.instead, *(_offers(reading.scene, text)[:1] if topic.as_task else ()))
        ending = " Posso registrar como tarefa:" if topic.as_task else ""
        return Understood(asks=offers, says=f"Isso eu não faço: {topic.said}.{ending}", why="not done")
    if (said := talk.chat(folded)) is not None:
        return Understood(asks=said.offers, says=said.text, sure=True)
    if (near := respelt(reading.known, reading.line)) is not None:
        again = _reading(reading.scene, near)
        if (best := _best(again)) is not None:
            lines = (best.does,) if best.does else best.asks
            if not any(match(line)[0] and match(line)[0][0].name in DESTRUCTIVE for line in lines):
                return Understood(asks=lines, says="Você quis dizer isto?", why=f"spelling: {best.why}")
    count = len([word for word in reading.line.words if not word.mark])
    if count < 3 or _asks_something(reading.line.words, text):
        said_ = "Isso eu não sei responder. Veja o que posso fazer: ajuda"
        return Understood(says=said_, why=_NOTHING)
    return Understood(
        asks=tuple(_offers(reading.scene, text)),
        says="Isso eu não faço sozinho. Posso registrar como tarefa ou expediente:",
        why=_NOTHING,
    )


_ASKING = set_of("quem qual quais quanto quantos quantas quando onde como cade que o_que por_que")


def _asks_something(found: list[Word], text: str) -> bool:
    first = next((word.text for word in found if not word.mark), "")
    return text.rstrip().endswith("?") or first in _ASKING
