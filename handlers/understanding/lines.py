"""From a way that fits to the line it means, as somebody who knows the commands would type it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from handlers.base import DESTRUCTIVE, Question, Refusal, commands
from handlers.reading import dates, numbers, offsets
from handlers.understanding import corrections, counting, records
from handlers.understanding.context import Scene
from handlers.understanding.frames import NAMES, Described, Frame, Piece, tipos
from handlers.understanding.lexicon import FAMILIES, family, forms_of
from handlers.understanding.titles import (
    EDGES,
    dated,
    day_alone,
    has_clock,
    is_to_be_done,
    joined,
    moment,
    of_act,
    opened,
    when,
)
from handlers.understanding.verbs import forms, is_verb
from handlers.understanding.ways import Slot
from handlers.understanding.who import Named
from handlers.understanding.words import set_of, words
from models import authorities, mentions, moments
from models.texts import fold

_Reader = Callable[[Scene, str], str | None]
_IDLE = set_of("o a os as de do da sobre aquela aquele essa esse e tudo um uma")
_OWN = set_of("meu minha meus minhas quando ate")
_NO_TOPIC = forms("estar") | forms("ir") | forms("ser") | set_of("se anda andam ficou")
_HEDGES = set_of(
    "mas porem menos exceto salvo quase parcial parcialmente metade parte falta faltam faltou faltando ainda nao so se "
    "quando ate amanha depois semana vou vamos vai"
)
_HARMLESS = ("ciencia", "chegada")  # what may be done to a record found by its words
_MOST_OFFERED = 4
_MOST_SOUGHT = 4  # words
_LONGEST_NAME = 60  # characters
_FARTHEST_TOPIC = 4  # words
_NAMING = ("ar", "er", "ir", "o", "ao")  # endings of what is asked about: empurrar, prorrogação, devolvo
_ENDS_OF_ORIGIN = frozenset("?;!")
_BODIES = re.compile(
    r"(?:c[âa]mara|minist[ée]rio|tribunal|tce|secretaria|prefeitura|promotoria|governo|associa|empresa|ltda|vara"
    r"|ju[íi]z|ouvidoria|conselho|mp\b)",
    re.IGNORECASE,
)
_HEAD_OF = re.compile(
    r"^(?:(?:d[aoe]|ao?|à|o|para|pra|pro)\s+)*(?:(?:presidente|presidência|titular|doutora?|dra?)\s+(?:d[aoe]\s+)?)?",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"^(?:seu|dona|sr\.?a?|senhora?)\s+(?=[A-ZÀ-Ü])", re.IGNORECASE)
_WITHIN = re.compile(
    r"[\s,;]*\b(?:prazo\s+(?:de\s+)?)?(\d{1,3}\s+dias(?:\s+(?:[úu]teis|corridos))?)(?:\s+(?:para|pra|de|p/)\b.*)?$",
    re.IGNORECASE,
)
_PRIORITIES = {
    **dict.fromkeys(("urgente", "urgentissimo", "urgentissima", "maxima", "urgencia"), "urgente"),
    **dict.fromkeys(("alta", "importante", "prioritaria", "prioritario"), "alta"),
    **dict.fromkeys(("normal", "comum", "baixa"), "normal"),
}
_WHOLE_NAMES = {"camara": "Câmara Municipal", "mp": "Ministério Público", "mpsp": "Ministério Público"}


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
            read = _READERS[slot.kind](scene, text) if slot.kind in _READERS else text if slot.option else _plain(text)
            read = _subject(read, values) if slot.kind == "texto" and "tipo" in values and read else read
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
    wait = slot.option if slot.option != "numero" else ""
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
    said = words(text[:_LONGEST_NAME])
    return bool(said) and said[0].text == "para" and scene.directory.at(said, 0) is not None


def _plain(text: str) -> str:
    return text.strip(EDGES) if not text.endswith(")") else text.strip(" ,;:-")


def _line(scene: Scene, frame: Frame, values: dict[str, str], options: dict[str, str], done: Made) -> list[str] | None:
    """The line of one choice; or the lines a doubt about its date leaves, none of them sure."""
    known = corrections.filled(scene, frame.way.line, values)
    if known is None:
        return None
    head = _filled(frame.way.line, {**known, "texto": "\0", "quando": "\1"})
    try:
        line = _dated(scene, head, values, options)
    except Refusal as doubt:
        if doubt.buttons or isinstance(doubt, Question):
            done.sure, done.asks = False, doubt.sentence
            return [button.line for button in doubt.buttons] or [joined(head, "\0", _plain(values.get("texto", "")))]
        # an impossible or past date: the command itself says so
        line = joined(head.replace("\1", values.get("quando", "")), "\0", _plain(values.get("texto", "")))
    return [line] if line else None


def _dated(scene: Scene, head: str, values: dict[str, str], options: dict[str, str]) -> str | None:
    """The line with its text and its date as the command reads them. Raises Refusal where a date is doubtful."""
    text, option = values.get("texto", ""), options.get("texto", "")
    if "quando" in values:
        head = head.replace("\0", _plain(text))
        said = _WHEN[options["quando"]](scene, head, values["quando"])
        return joined(head, "\1", said) if said else None
    if option == "fazer" and not is_to_be_done(text):
        return None
    if option in ("hora", "sem_hora") and has_clock(scene, text) != (option == "hora"):
        return None
    if option in ("prazo", "fazer", "momento"):
        return joined(head, "\0", dated(scene, head, text, led="" if option == "momento" else "até "))
    if option == "ato":
        return joined(head, "\0", of_act(scene, head, text))
    if option == "titulo":
        title = corrections.new_title(text)
        return joined(head, "\0", title) if title else None
    return joined(head, "\0", _plain(text))


_WHEN = {"": when, "so": day_alone, "momento": moment}


def _filled(template: str, values: dict[str, str]) -> str:
    return " ".join(re.sub(r"\{(\w+)\}", lambda slot: values.get(slot[1], ""), template).split(" ")).strip()


# --- what else a slot may hold -----------------------------------------------------------------------------------


def _sought(scene: Scene, text: str) -> str | None:
    """Words to look for: few, and no date among them."""
    kept = [word.strip(EDGES + "?!") for word in text.split()]
    kept = [word for word in kept if fold(word) not in _IDLE and word]
    if (
        not _OWN.isdisjoint(map(fold, kept))
        or not kept
        or len(kept) > _MOST_SOUGHT
        or any(c.isdigit() for c in text)
        or scene.directory.anywhere(words(text))
    ):
        return None
    return " ".join(kept)


def _subject(text: str, values: dict[str, str]) -> str:
    """The assunto of a document; its tipo and its deadline go to their own fields."""
    if within := _WITHIN.search(text):
        text = text[: within.start()].strip(EDGES)
        values["prazo"] = f", prazo {within[1]}"
    sort = values["tipo"]
    if fold(sort) not in tipos() | {"autografo"}:
        values["tipo"] = "ofício"
        return f"{sort} sobre {text}"
    return text


def _origin(scene: Scene, text: str) -> str | None:
    """The sender of a document, or the person who asks in it."""
    name = _HONORIFIC.sub("", re.sub(r"^(?:d[aoe]s?|[ao]s?)\s+", "", _plain(text)))
    if len(name.split()) > 8 or not _ENDS_OF_ORIGIN.isdisjoint(text):
        return None
    whole = _WHOLE_NAMES.get(fold(name), name)
    if name.islower() and " " not in name and not _BODIES.search(name) and whole == name and _is_subject(scene, name):
        return None
    is_person = len(name.split()) > 1 and name[:1].isupper() and not _BODIES.search(name)
    named = scene.directory.at(words(name), 0)
    if named is not None and named.sure and not is_person:
        whole = f"Secretaria de {name}" if name.istitle() else name
    return f"{'interessado' if is_person else 'procedência'} {whole}"


def _authority(scene: Scene, text: str) -> str | None:
    """A body outside, behind @: `câmara`, `o presidente da câmara`."""
    name = _HEAD_OF.sub("", _plain(text).rstrip(" ?"))
    name = next((short for short, whole in _WHOLE_NAMES.items() if fold(whole) == fold(name)), name)
    found = authorities.by_name(scene.request.session, name) if len(name) < _LONGEST_NAME else None
    return f"@{found.key}" if found is not None else None


def _is_subject(scene: Scene, word: str) -> bool:
    """True if the word is of the subject of a record: "o ofício da merenda" was not sent by the merenda."""
    return scene.directory.at(words(word), 0) is None and bool(scene.by_subject((records.stem(fold(word)),)))


def _topic(scene: Scene, text: str) -> str | None:
    """A command of which help is asked."""
    said = [word.text for word in words(text) if not word.mark]
    if any(c.isdigit() for word in said for c in word) or not _NO_TOPIC.isdisjoint(
        said[:2]
    ):  # "como está a ponte", "como se fosse"
        return None
    is_of_somebody = bool(scene.directory.anywhere(words(text)))
    for called in (_is_called, _is_verb_of, *(() if is_of_somebody else (_is_alike,))):
        for word in said[:_FARTHEST_TOPIC]:
            if names := [each.name for each in commands() if called(fold(each.name).split(), word)]:
                return min(names, key=len)
    return None


def _is_called(name: list[str], word: str) -> bool:
    return word in name


def _is_verb_of(name: list[str], word: str) -> bool:
    return name[0] != "ver" and is_verb(name[0]) and word in forms(name[0])


def _is_alike(name: list[str], word: str) -> bool:
    """True if the word is of the family of the command: `prorrogação` of `adiar`."""
    return (
        len(name) == 1
        and name[0] in FAMILIES
        and word.endswith(_NAMING)
        and any(word in forms_of(each) for each in family(name[0]))
    )


def _priority(_: Scene, text: str) -> str | None:
    said = [word.strip(f"{EDGES}!") for word in fold(text).split()]
    said = [word for word in said if word and word not in ("muito", "prioridade", "super")]
    return _PRIORITIES.get(said[0]) if len(said) == 1 else None


def _an_hour(_: Scene, text: str) -> str | None:
    found = re.fullmatch(r"\s*(?:para\s+)?(?:[àa]s?\s+)?(\d{1,2}(?:[h:]\d{0,2})?)h?\s*", text)
    return found[1].rstrip("h:") + "h" if found and len(found[1]) < 3 else found[1] if found else None


def _number(_: Scene, text: str) -> str | None:
    found = re.fullmatch(r"\s*(?:n[º°o.]*\s*)?(\d[\d.]*/\d{4})\s*", text)
    return f"nº {found[1]}" if found else None


def _moment_before(scene: Scene, text: str) -> str | None:
    """What to be reminded of and the moment, told by what comes after it: `5 min antes da reunião das 10h`."""
    for said in (text, scene.request.line):
        if (written := offsets.absolute(scene.request, said)) != said:
            return opened(written)
    return None


def _rule(scene: Scene, text: str) -> str | None:
    """A rule of the law; none where a record is named: its own deadline is asked."""
    year = moments.today(scene.request.now).year
    found = (numbers.read(text[word.start :], year) for word in words(text) if word.text[0].isalpha())
    return None if any(each and each.named for each in found) else counting.rule(scene.request, text)


def _only_a_date(scene: Scene, text: str) -> str | None:
    found = dates.find(text, moments.local(scene.request.now), scene.request.calendar)
    return text if found is not None and not found.without(text).strip(EDGES) else None


_READERS: dict[str, _Reader] = {
    "assunto": _sought,
    "autoridade": _authority,
    "outra": _authority,
    "procedencia": _origin,
    "numero": _number,
    "data": _only_a_date,
    "pedido": _topic,
    "hora": _an_hour,
    "prioridade": _priority,
    "regra": _rule,
    "antes": _moment_before,
    "conjunto": lambda scene, text: counting.rules(scene.request, text),
    "contagem": lambda scene, _: counting.length(scene.request, scene.request.line),
    "n": lambda _, text: text if counting.is_number(text) else None,
    "dias": lambda scene, text: counting.between(scene.request, text),
    "mes": lambda scene, text: counting.month(scene.request, text),
}
