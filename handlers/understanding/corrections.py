"""Values of a corrected record: its title with a piece changed, its people with one more or one less."""

import re

from handlers.reading import offsets
from handlers.understanding.context import Scene
from models import deadlines, moments, records, subjects
from models.people import Orgao, responsible
from models.records import Record
from models.texts import fold

_IS = r"(?:(?:é|eh|era|seria|o\s+certo\s+é|o\s+correto\s+é|para|pra|por)\s+)?"
_INSTEAD = r"(?:n[ãa]o(?:\s+é)?|em\s+vez\s+de|no\s+lugar\s+de|ao\s+inv[ée]s\s+de)"
_SWAPS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:n[ãa]o|nn?)\s+(?:é|eh|era)\s+(?P<old>.+?)[\s,;]+(?:mas\s+|e\s+)?(?:sim\s+|é\s+|eh\s+)(?P<new>.+)$",
        rf"^{_IS}(?P<new>.+?)[\s,;]+(?:e\s+)?{_INSTEAD}\s+(?P<old>.+)$",
        r"^(?P<old>.+?)\s+(?:por|para|pra)\s+(?P<new>.+)$",
    )
)
_DENIED = re.compile(r"\b(?:n[ãa]o|nem|nunca)\b", re.IGNORECASE)
_LEAD = re.compile(rf"^{_IS}", re.IGNORECASE)
_EDGES = " \t\n,;:.-\u2013\u2014\"'“”"


def filled(scene: Scene, template: str, values: dict[str, str]) -> dict[str, str] | None:
    """The values with those that a template takes from the record itself; None where it has none of that."""
    if not any(name in template for name in ("{com}", "{sem}", "{trocado}", "{troca_de}", "_do_prazo}")):
        return values
    record = _record(scene, values.get("registro", ""))
    for name, later in (("antes_do_prazo", False), ("depois_do_prazo", True)):
        if f"{{{name}}}" in template:
            moment = _by_its_deadline(scene, record, values["quanto"], later=later)
            return {**values, name: moment} if moment else None
    if "{trocado}" in template:
        title = retitled(record.title, values["troca"]) if record is not None else None
        return None if title is None else {**values, "trocado": title}
    if "{troca_de}" in template:
        return {**values, "troca_de": " ".join([*_without(scene, record, [values["outro"]]), values["um"]])}
    named = f"{values.get('outro', '')} {values['quem']}".split()
    return {**values, "com": " ".join(_with(scene, record, named)), "sem": " ".join(_without(scene, record, named))}


def _by_its_deadline(scene: Scene, record: Record | None, said: str, *, later: bool) -> str:
    """The moment so long before the next deadline of a record, or after it or today; empty where it has none."""
    pending = deadlines.open_of(scene.request.session, record.id) if record is not None else []
    return offsets.beside(pending[0].due, said, now=scene.request.now if later else None) if pending else ""


def retitled(title: str, said: str) -> str | None:
    """The title after “é X, não Y”, “não é Y, é X”, “X em vez de Y”, “Y por X”; None where it does not hold Y."""
    for pattern in _SWAPS:
        found = pattern.match(said.strip(_EDGES))
        if found is None:
            continue
        old, new = found["old"].strip(_EDGES), found["new"].strip(_EDGES)
        place = re.search(rf"\b{re.escape(fold(old))}\b", fold(title))
        if place is not None and len(fold(title)) == len(title):
            return f"{title[: place.start()]}{new}{title[place.end() :]}"
    return None


def new_title(said: str) -> str | None:
    """A whole new title; None for words that deny something."""
    return None if _DENIED.search(said) else _LEAD.sub("", said.strip(_EDGES)).strip(_EDGES) or None


def _record(scene: Scene, code: str) -> Record | None:
    here = scene.request
    found = records.find(here.session, (code,), by=here.person, now=here.now) if code else []
    return found[0] if found else None


def _with(scene: Scene, record: Record | None, named: list[str]) -> list[str]:
    """The people who have it and the ones named; an órgão gives way to the person named who answers for it."""
    kept = [key for key, head in _people(scene, record) if key == head or head not in named]
    return list(dict.fromkeys([*kept, *named]))


def _without(scene: Scene, record: Record | None, named: list[str]) -> list[str]:
    return [key for key, _ in _people(scene, record) if key not in named]


def _people(scene: Scene, record: Record | None) -> list[tuple[str, str]]:
    """The handles of the people who have it now, each with that of the person who answers."""
    if record is None:
        return []
    session, today = scene.request.session, moments.today(scene.request.now)
    found: list[tuple[str, str]] = []
    for each in subjects.owing(session, record):
        if isinstance(each, Orgao):
            head = responsible(session, each, today)
            found.append((f"@{each.key}", f"@{head.handle}" if head else ""))
        else:
            found.append((f"@{each.handle}", f"@{each.handle}"))
    return found
