"""The lines of a minuta that set something: its dates, its level, where it is published."""

import re
from collections.abc import Sequence

from handlers.base import Request
from handlers.reading import due, places, ruled
from models.acts import Dates
from models.texts import fold

_OPTION = re.compile(
    r"^\s*(?P<name>ci[êe]ncia|cumprir|cumprimento|transmitir|transmiss[ãa]o|n[íi]vel|publicar)\b\s*:?\s*(?P<value>.+)$",
    re.IGNORECASE,
)
_DATED = ("ciencia", "cumprir", "transmitir")


def split_dates(request: Request) -> tuple[Dates, str]:
    """The dates that lines of their own set; and the text without them."""
    options, text = split_options(request, request.text, _DATED)
    return dates(request, options), text


def split_options(
    request: Request, body: str, names: Sequence[str] = (*_DATED, "nivel", "publicar")
) -> tuple[dict[str, str], str]:
    """The lines that set something, by name; and the text without them."""
    options: dict[str, str] = {}
    kept = []
    for line in body.splitlines():
        found = _OPTION.match(line)
        name = _option_name(found["name"]) if found else ""
        if found and name in names and _sets_something(request, name, found["value"]):
            options[name] = found["value"]
        else:
            kept.append(line)
    return options, "\n".join(kept).strip()


def _option_name(typed: str) -> str:
    name = fold(typed)
    return {"cumprimento": "cumprir", "transmissao": "transmitir"}.get(name, name)


def _sets_something(request: Request, name: str, value: str) -> bool:
    """Tells `cumprir até sexta` from a sentence of the text that happens to begin with the same word."""
    if name == "publicar":
        return bool(places.named(request, value))
    first = fold(value).split()[0]
    return (
        name == "nivel"
        or first in ("ate", "em", "dia", "amanha", "hoje", "no", "na", "as")
        or first[0].isdigit()
        or len(value.split()) <= 3
        or ruled.inside(request, value) is not None
    )


def dates(request: Request, options: dict[str, str]) -> Dates:
    found = {name: due.read(request, options[name]) for name in _DATED if name in options}
    scheduled = found.get("transmitir")
    return Dates(found.get("ciencia"), found.get("cumprir"), scheduled.at if scheduled else None)
