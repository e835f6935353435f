"""From a way that fits to the line it means, as somebody who knows the commands would type it."""

import re
from dataclasses import dataclass, replace

from handlers.base import DESTRUCTIVE, Question, Refusal, match
from handlers.understanding import corrections, records
from handlers.understanding.context import Scene, rehearsed
from handlers.understanding.frames import NAMES, Described, Frame, Piece
from handlers.understanding.slots import LONGEST_NAME, READERS, plain, subject
from handlers.understanding.titles import (
    EDGES,
    dated,
    day_alone,
    has_clock,
    is_to_be_done,
    joined,
    moment,
    of_act,
    when,
)
from handlers.understanding.ways import Slot
from handlers.understanding.who import Named
from handlers.understanding.words import set_of, words
from models import mentions
from models.texts import fold

_HEDGES = set_of(
    "mas porem menos exceto salvo quase parcial parcialmente metade parte falta faltam faltou faltando ainda nao so se "
    "quando ate amanha depois semana vou vamos vai"
)
_HARMLESS = ("ciencia", "chegada")  # what may be done to a record found by its words
_MOST_OFFERED = 4


@dataclass(slots=True)
class Made:
    """The lines a fitted way yields: alternatives, or all meant (`every`); `sure`: may be done at once."""

    frame: Frame
    lines: list[str]
    every: bool = False
    sure: bool = True
    asks: str = ""  # what is not known, as a question
    awaited: bool = False  # its record waits for this person, or was said by its number


def made(scene: Scene, frame: Frame) -> Made | None:
    """The lines of a way that fits; None where what is in its slots is nothing the house knows."""
    values: dict[str, str] = {}
    done = Made(frame, [])
    values["linha"] = scene.request.line.strip(EDGES)
    values["eu"] = f"@{scene.request.person.handle}"
    choices: list[dict[str, str]] = [{}]
    for slot in (part for part in frame.way.parts if isinstance(part, Slot)):
        value = frame.captures.get(slot.kind)
        if slot.kind == "registro":
            found = _records(scene, frame, slot, value, done)
            if found is None:
                return None
            choices = [{**one, **other} for one in choices for other in found]
        elif slot.kind in NAMES and isinstance(value, Named):
            choices = [{**one, slot.kind: other} for one in choices for other in _named(slot, value, done)]
        elif isinstance(value, Piece):
            text = scene.request.line[value.start : value.end]
            read = READERS[slot.kind](scene, text) if slot.kind in READERS else text if slot.option else plain(text)
            read = subject(read, values) if slot.kind == "texto" and "tipo" in values and read else read
            if read is None:
                return None
            values[slot.kind] = read
            if slot.optional and slot.kind == "texto" and _is_for_somebody(scene, read):
                return None
            if slot.optional and slot.kind == "texto" and _is_hedged(text, slot.option):
                done.sure = False
        elif value is None and not slot.optional:
            return None
    options = {part.kind: part.option for part in frame.way.parts if isinstance(part, Slot)}
    for choice in choices:
        line = _line(scene, frame, {**values, **choice}, options, done)
        if line is None:
            return None
        done.lines += line
    return done


def _records(scene: Scene, frame: Frame, slot: Slot, value: object, done: Made) -> list[dict[str, str]] | None:
    described = value if isinstance(value, Described) else None
    wait = slot.option if slot.option not in ("numero", "unico") else ""
    about = frame.way.command.about or ("*",)
    if wait == mentions.DEVIDO and described is None:
        return _owed(scene, frame, done)
    found = records.meant(scene, described, about, wait.replace(mentions.DEVIDO, ""), explicit=not frame.way.weak)
    if wait == mentions.DEVIDO and found is not None and len(found.codes) > 1:
        owed = {each["registro"] for each in _owed(scene, frame, done) or ()}
        codes = tuple(code for code in found.codes if code in owed) or found.codes
        found, done.asks = replace(found, codes=codes), ""
    if found is None or not found.codes:
        if frame.way.command.name in DESTRUCTIVE:
            return None
        unsaid = described.pronoun if described is not None else slot.optional and not wait
        if unsaid and not frame.way.weak and not scene.context.record:
            done.sure, done.asks = False, "De qual registro?"
            return [{"registro": ""}]
        return None
    if (slot.option == "unico" and len(found.codes) > 1) or (found.by_text and frame.way.command.name in DESTRUCTIVE):
        return None
    done.every, done.awaited = found.every and len(found.codes) > 1, found.awaited or found.certain
    is_said = described is not None and not described.pronoun
    if len(found.codes) > 1:
        done.sure, done.asks = False, done.asks or ("" if done.every else "Qual deles?")
    if not found.certain and not (found.awaited and (wait in _HARMLESS if is_said else not frame.way.weak)):
        done.sure = False
    askers = found.asked_by or ("",) * len(found.codes)
    pairs = zip(found.codes, askers, strict=False)
    return [{"registro": code, **({"pediu": f"@{who}"} if who else {})} for code, who in pairs]


def _owed(scene: Scene, frame: Frame, done: Made) -> list[dict[str, str]] | None:
    """The records that wait for the one person named, of those the asker may see."""
    whom = frame.captures.get("um", frame.captures.get("quem"))
    if not isinstance(whom, Named) or not whom.sure:
        return None
    done.sure, done.asks = False, "De qual registro?"
    found = mentions.owed_by(scene.request.session, whom.keys[0][0], by=scene.request.person, now=scene.request.now)
    return [{"registro": each.code} for each in found] or [{"registro": ""}]


def _named(slot: Slot, value: Named, done: Made) -> list[str]:
    if value.unknown:
        done.sure, done.asks = False, "Quem, exatamente? Diga o nome."
        return [value.typed]
    if slot.kind != "quem" and len(value.keys) > 1:
        done.sure = False
    if not value.sure:
        done.sure = False
        done.asks = done.asks or "Quem?"
    options = [""]
    for keys in value.keys:
        options = [f"{one} @{key}".strip() for one in options for key in keys][:4]
    if any(each.startswith("@todos") or each[1:] in ("adjuntos", "titulares") for each in options):
        done.sure = False
    return options


def _is_hedged(text: str, option: str) -> bool:
    """True if what is left begins with a denial, or if a note on what is done says that some of it is not."""
    said = fold(text).replace(",", " ").split()
    return said[0].strip(EDGES) in ("nao", "ou", "nunca") or (option == "nota" and not _HEDGES.isdisjoint(said))


def _is_for_somebody(scene: Scene, text: str) -> bool:
    """True if what is left begins with whom it is for: "entrega a T-7 pro Igor" completes nothing."""
    said = words(text[:LONGEST_NAME])
    return bool(said) and said[0].text == "para" and scene.directory.at(said, 0) is not None


def _line(scene: Scene, frame: Frame, values: dict[str, str], options: dict[str, str], done: Made) -> list[str] | None:
    """The line of one choice; or the lines a doubt about its date leaves, none of them sure."""
    known = corrections.filled(scene, frame.way.line, values)
    if known is None:
        return None
    head = _filled(frame.way.line, {**known, "texto": "\0", "quando": "\1"})
    if options.get("texto") == "achado" or "nome" in options:
        found = joined(head, "\0", plain(values.get("texto", "")).rstrip(" ?"))
        return [found] if is_read(scene, found) else None
    try:
        line = _dated(scene, head, values, options)
    except Refusal as doubt:
        if doubt.buttons or isinstance(doubt, Question):
            done.sure, done.asks = False, doubt.sentence
            return [button.line for button in doubt.buttons] or [joined(head, "\0", plain(values.get("texto", "")))]
        # an impossible or past date: the command itself says so
        line = joined(head.replace("\1", values.get("quando", "")), "\0", plain(values.get("texto", "")))
    return [line] if line else None


def is_read(scene: Scene, line: str) -> bool:
    """True if a command that only looks up reads the line."""
    found, rest = match(line)
    return rehearsed(replace(scene.request, line=line, text=rest), found[0])


def _dated(scene: Scene, head: str, values: dict[str, str], options: dict[str, str]) -> str | None:
    """The line with its text and its date as the command reads them. Raises Refusal where a date is doubtful."""
    text, option = values.get("texto", ""), options.get("texto", "")
    if "quando" in values:
        head = head.replace("\0", plain(text))
        said = _WHEN[options["quando"]](scene, head, values["quando"])
        return joined(head, "\1", said) if said else None
    if option == "fazer" and not is_to_be_done(text):
        return None
    if option == "evento" and (is_to_be_done(text) or not has_clock(scene, text)):
        return None
    if option in ("hora", "sem_hora") and has_clock(scene, text) != (option == "hora"):
        return None
    if option == "sem_hora" and records.has_number(scene, text):
        return None
    if option in ("prazo", "fazer", "mando", "momento"):
        return joined(head, "\0", dated(scene, head, text, led="" if option == "momento" else "até "))
    if option == "ato":
        return joined(head, "\0", of_act(scene, head, text))
    if option == "titulo":
        title = corrections.new_title(text)
        return joined(head, "\0", title) if title else None
    return joined(head, "\0", plain(text))


_WHEN = {"": when, "so": day_alone, "momento": moment}


def _filled(template: str, values: dict[str, str]) -> str:
    return " ".join(re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1], ""), template).split(" ")).strip()
