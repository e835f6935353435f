"""A line being read: the ways of saying that fit it, and what they mean together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.base import DESTRUCTIVE, commands
from handlers.understanding import ways
from handlers.understanding.context import Scene
from handlers.understanding.frames import Frame, Line, frames
from handlers.understanding.lines import Made, is_read, made
from handlers.understanding.ways import Way, Ways
from handlers.understanding.words import words
from models import moments

SAID_WHY = "É isto? Confirme no botão."
NOTHING = "nothing"
MOST_OFFERED = 4
_LONGEST_NAME = 5  # words
_LONGEST_READ = 500  # characters: in a longer one only the head says what is wished


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
        return self.why != NOTHING

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


def reading_of(scene: Scene, text: str) -> Reading:
    """A line ready to be read."""
    request = scene.request
    line = Line(text, words(text[:_LONGEST_READ]), scene.directory, moments.today(request.now).year)
    allowed = tuple(commands())
    return Reading(scene, ways.of(allowed), text, line)


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


def best_of(reading: Reading) -> Understood | None:
    """What the ways that fit mean together; None where none fits."""
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
        return Understood(says=f"Esse pedido não é seu: cabe {way.command.belongs_to}.", why=why)
    one = len(lines) == 1 and not first.asks
    sure = first.sure and one and not first.frame.is_wished
    if way.reads and one:
        return Understood(does=lines[0], sure=True, why=why)
    is_asked = reading.text.rstrip(" .!").endswith("?")
    if is_asked and "{linha}" in way.line:
        return None  # a question is not the title of a task
    if sure and not is_asked and not way.confirmed and way.command.name not in DESTRUCTIVE:
        return Understood(does=lines[0], sure=True, why=why)
    if is_asked and one and (code := code_in(lines[0])):
        lines.append(f"ver {code}")
    says = first.asks or SAID_WHY
    return Understood(asks=tuple(lines[:MOST_OFFERED]), says=says, why=why, every=first.every)


def named(reading: Reading) -> Understood | None:
    """What is called so, where the line is a name alone: `FUMDEC`."""
    plain = " ".join(word.text for word in reading.line.words if not word.mark)
    if not plain or "@" in reading.text or len(reading.line.words) > _LONGEST_NAME:
        return None
    for way in reading.known.named:
        line = way.line.replace("{nome}", reading.text.strip(" ?!."))
        if way.command.allows(reading.scene.request.standing) and is_read(reading.scene, line):
            return Understood(does=line, sure=True, why=f"{way.command.name}: {way.pattern}")
    return None


def code_in(line: str) -> str:
    """The first number of a record in a line; empty where there is none."""
    found = re.search(r"\b[A-Z]{1,6}-\d+(?:/\d{4})?(?:-[A-Z]+)?\b", line)
    return found[0] if found else ""


def explicit_note(reading: Reading) -> Understood | None:
    """A note on a record given by its number: what follows may be anybody's words."""
    done = _fitting(reading, only=reading.known.noting)
    return Understood(does=done[0].lines[0], sure=True) if done and done[0].sure else None
