"""Check that the registry reads a line whole, so that understanding leaves it alone."""

import re
from dataclasses import replace

from handlers.base import Command, Request, match
from handlers.reading import dates, filters, names, numbers
from handlers.understanding.context import Scene, rehearsed
from handlers.understanding.records import kinds_of
from handlers.understanding.words import set_of, words
from models import moments
from models.texts import fold

_BRACKETS = re.compile(r"\[([^\]]*)\]")
_TAG = re.compile(r"[#!][\w-]+|\bp[aá]g(?:ina|\.)?\s*\d+", re.IGNORECASE)
_SPLIT = re.compile(r"[\s,;]+")
_MORE_NUMBERS = re.compile(r"^\s*(?:,|e\b|;|/)?\s*(?:[ao]\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;.]\s+|\s+e\s+")
_JOINED = re.compile(r"\W*e\s+(?!(?:d?[ao]s?|n[ao]s?)\b)[a-z]{3,}")  # another wish: "… e passa a T-11 pro Davi"
_REMINDED = re.compile(r"[,;.]\s+(?:e\s+)?me\s+(?:lembr|avis)", re.IGNORECASE)  # another wish
_SIGNED = re.compile(r"\W*(?:(?:para|pra|pro|p/|a|ao|à|e|o)\s+)*@", re.IGNORECASE)
_ONE = re.compile(r"uma?\s", re.IGNORECASE)  # "agenda um café": a verb, and no list
_SEVERAL = ("cobrar",)  # commands that take several numbers themselves
_CODE = re.compile(r"(?<!\w)(?:[A-Z]+-\d|N\b)")  # in a usage: a command may take two numbers
_DAY = re.compile(r"\d[/.]\d|^\d{4}$")
_DENIED = ("nao", "nunca", "ainda nao")
_YOU = set_of("voce vc vcs voces tu isso ai aqui mesmo afinal o a bot robo")
_LONGEST_SAID = 600  # characters: longer, what begins like a command is one, as it was written
_EDGES = " \t\n.,;:!?"


def reads_whole(scene: Scene, found: list[Command], rest: str) -> bool:
    """True if one of these commands takes every word of the rest as its own."""
    request = scene.request
    if len(rest) > _LONGEST_SAID:
        return True
    if any(command.about for command in found):
        fitting = [command for command in found if command.fits is None or command.fits(request, rest)]
        return bool(fitting) and _number_first(scene, found, rest)
    if not rest.strip(_EDGES):
        return True
    command = found[0]
    if _REMINDED.search(rest):
        return False
    if command.fits is not None:
        return command.fits(request, rest)
    if _fills_the_form(command, rest):
        return True
    if command.usage == command.name or _YOU.issuperset(fold(rest).strip(_EDGES).split()):
        return False
    writes_of_somebody = command.usage.startswith(f"{command.name} [@") and not "".join(command.said).startswith("?")
    if command.said and command.usage.startswith(f"{command.name} [") and not writes_of_somebody:
        if _ONE.match(rest):
            return False
        is_listing = command.usage.startswith(f"{command.name} [@")
        if is_listing:
            return _only_listed(rest, command.usage) or _takes(scene, command, rest)
        has_listed = _has_listed(rest, command.usage) and (not _looks_up(command) or _accepts(scene, command, rest))
        return _only_listed(rest, command.usage) or has_listed or _is_command(rest, command.usage)
    is_signed = _SIGNED.match(names.plain(rest)) is not None
    if not is_signed and command.usage.endswith(" quando") and _is_a_moment(request, rest):
        return False
    if "@quem" not in command.usage:
        return not (command.said and command.said[0].startswith("?") and _has_an_hour(request, rest))
    if "texto" not in command.usage and "título" not in command.usage:
        return "@" in rest
    return is_signed or not (_names_somebody(scene, rest) or _is_article(request, command))


def _fills_the_form(command: Command, rest: str) -> bool:
    """True if the rest names a field of the command's form, as `sigla: SGRI` does."""
    folded = fold(rest)
    return command.form is not None and any(f"{fold(field.name)}:" in folded for field in command.form.fields)


def _number_first(scene: Scene, found: list[Command], rest: str) -> bool:
    """True if one of these commands about a record takes every word of the rest."""
    year = moments.today(scene.request.now).year
    number = numbers.read(rest, year)
    if number is None:
        return not rest.strip(_EDGES) and any(command.number_optional or not command.about for command in found)
    kinds, meant = {kind for command in found for kind in command.about}, [kinds_of(each) for each in number.codes]
    if "*" not in kinds and all(meant) and kinds.isdisjoint(set().union(*meant)):
        return False
    own = next((each for each in found if meant and not meant[0].isdisjoint(each.about)), found[0])
    command, after = own, rest[number.end :]
    if after.strip(_EDGES) and command.usage.count(" ") == command.name.count(" ") + 1:
        return all(any(c.isdigit() for c in word) for word in after.split())  # it takes a number alone, or its seal
    said = fold(after.strip(_EDGES))
    if (said in _DENIED and said not in fold(command.usage)) or (
        "@" in command.usage and "@" not in names.plain(after) and _names_somebody(scene, after)
    ):
        return False
    if (_JOINED.match(fold(after)) and any(c.isdigit() for c in after)) or _has_a_wish(after, year):
        return False
    more = None if command.name in _SEVERAL else numbers.read(after[_gap(after) :], year)
    beyond = fold(command.usage).split()[command.name.count(" ") + 2 :]
    if more is not None and fold(more.words).split()[0] in beyond:
        return True  # the usage has such a number in its second place: `promulgada PL-98/2026 Lei 4530/2027`
    return (
        more is None
        or not more.named
        or re.match(r"\s*a\s", after) is not None
        or len(_CODE.findall(command.usage)) > 1
    )


def _has_a_wish(after: str, year: int) -> bool:
    """True if a clause of what follows is a command with its number: “…, cobrar T-9”."""
    for clause in _CLAUSE.split(after)[1:]:
        found, rest = match(clause)
        if any(each.about for each in found) and (number := numbers.read(rest, year)) is not None and number.named:
            return True
    return False


def _gap(text: str) -> int:
    found = _MORE_NUMBERS.match(text)
    return found.end() if found else 0


def _only_listed(rest: str, usage: str) -> bool:
    """True if the rest is made of names behind @, tags, and words that the usage or every list has."""
    known = {*filters.EVERYWHERE} | {word for inside in _BRACKETS.findall(usage) for word in _SPLIT.split(fold(inside))}
    plain = _SPLIT.split(_TAG.sub(" ", re.sub(r"@\S+", " ", fold(rest))).strip(_EDGES))
    return all(not word or word in known or word.isdecimal() or any(c.isdigit() for c in word) for word in plain)


def _takes(scene: Scene, command: Command, rest: str) -> bool:
    """True if a list reads all the words as its filters, names behind an @; it refuses those it does not know."""
    said = words(re.sub(r"@\S+", " ", rest))
    if any(scene.directory.at(said, place) is not None for place in range(len(said))):
        return False
    return _accepts(scene, command, rest)


def _looks_up(command: Command) -> bool:
    """True if its ways of saying only read."""
    return command.said[:1] != () and command.said[0].startswith("?")


def _accepts(scene: Scene, command: Command, rest: str) -> bool:
    """True if a command that only looks up refuses no word; whatever it does is undone."""
    return rehearsed(replace(scene.request, text=rest), command)


def _has_listed(rest: str, usage: str) -> bool:
    """True if a word the usage lists is there, or a day or year in figures: the command reads the others itself."""
    known = {word for inside in _BRACKETS.findall(usage) for word in _SPLIT.split(fold(inside))}
    return not known.isdisjoint(_SPLIT.split(fold(rest))) or _DAY.search(rest) is not None


def _is_command(rest: str, usage: str) -> bool:
    """True if the rest is the name of a command, after one that takes such a name."""
    found, beyond = match(rest) if "pedido" in usage else ([], rest)
    return bool(found) and not beyond


def _names_somebody(scene: Scene, rest: str) -> bool:
    return scene.directory.at(words(rest[:120]), 0) is not None


def _has_an_hour(request: Request, rest: str) -> bool:
    """True if a moment to come is written: nothing is looked up by one."""
    found = dates.find(rest[:200], moments.local(request.now), request.calendar)
    return found is not None and found.has_clock and not found.is_past(moments.local(request.now))


def _is_a_moment(request: Request, rest: str) -> bool:
    """True if the rest is a date alone: its subject may have been said before."""
    found = dates.find(rest[:200], moments.local(request.now), request.calendar)
    return found is not None and not found.without(rest).strip(_EDGES)


def _is_article(request: Request, command: Command) -> bool:
    """`os adjuntos …`: the sigla of a series is also an article."""
    return fold(request.line.split(" ", 1)[0]) not in fold(command.name).split() and "@" not in request.line
