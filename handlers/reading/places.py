"""Places as people write them behind `publicar`: `em Grupo dos Secretários`, `em #avisos, Conselho`."""

import re
from difflib import get_close_matches

from handlers.base import Button, Refusal, Request
from models import places
from models.places import Place
from models.texts import clip, fold

_OPENING = re.compile(r"^(?:em|no|na|nos|nas)\s+", re.IGNORECASE)


def named(request: Request, text: str) -> list[Place]:
    """The places a line names; none where it is a sentence like any other. Asks when a name was surely misspelt."""
    found: list[Place] = []
    for name in _names(text):
        place = places.named(request.session, name)
        if place is None and (found or _is_meant(request, name)):
            raise _unknown(request, name)
        found += [place] if place else []
    return list(dict.fromkeys(found))


def _names(text: str) -> list[str]:
    parts = re.split(r"\s*[,;]\s*", text.strip().rstrip("."))
    return [name for part in parts if (name := _OPENING.sub("", part).strip())]


def _is_meant(request: Request, name: str) -> bool:
    return name.startswith("#") or bool(_alike(request, name))


def _alike(request: Request, name: str) -> list[str]:
    known = {place.key: place.name for place in places.everyone_open(request.session)}
    return [known[key] for key in get_close_matches(fold(name.lstrip("#")), known, n=3, cutoff=0.75)]


def _unknown(request: Request, name: str) -> Refusal:
    refusal = places.unknown(request.session, name)
    alike = _alike(request, name)
    buttons = [Button(f"Em {clip(each, 30)}", request.line.replace(name, each)) for each in alike]
    return Refusal(refusal.sentence, [*buttons, Button("Lugares", "lugares")])
