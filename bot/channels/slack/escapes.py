"""Slack's control sequences: read back to the text that was typed, escaped in the text that we send."""

import re

from bot.splitting import split, utf16_units
from models.texts import clip

_SEQUENCE = re.compile(r"<([^<>]*)>")
_PERSON = re.compile(r"@([UW][A-Z0-9]+)(?:\|.*)?", re.DOTALL)
_SENTINEL = "\ufdd0"  # a noncharacter, which no text of Slack has


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clipped(text: str, longest: int) -> str:
    """A text clipped to one line, its length counted in UTF-16 units."""
    line = clip(text, longest)
    return line if utf16_units(line) <= longest else split(line, longest - 1, utf16_units)[0].rstrip("… ") + "…"


def plain(text: str) -> tuple[str, dict[str, str]]:
    """The text as it was typed, and the people named in it: `<@U123>` of the text -> `U123`."""
    people: dict[str, str] = {}

    def read(found: re.Match[str]) -> str:
        person = _PERSON.fullmatch(found[1])
        if person is None:
            return _as_typed(found[1])
        people[f"<@{person[1]}>"] = person[1]
        return f"{_SENTINEL}@{person[1]}{_SENTINEL}"

    text = _SEQUENCE.sub(read, text.replace(_SENTINEL, ""))
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return re.sub(f"{_SENTINEL}@([^{_SENTINEL}]+){_SENTINEL}", r"<@\1>", text), people


def _as_typed(inside: str) -> str:
    """A link, a channel or a group of people, as it was typed."""
    target, bar, label = inside.partition("|")
    if target[:1] == "#":
        return f"#{label or target[1:]}"
    if target[:1] == "!":
        return label or target[1:].partition("^")[0]
    if not bar:
        return target.removeprefix("mailto:")
    return label if target.rstrip("/").endswith(label.rstrip("/")) else f"{label} ({target})"
