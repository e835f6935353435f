"""A line that names somebody and something to be done, whatever its verb: offered as a task of that person."""

import re

from handlers.base import Refusal
from handlers.understanding.context import Scene
from handlers.understanding.titles import EDGES, dated, is_to_be_done
from handlers.understanding.who import Named
from handlers.understanding.words import set_of, words

_DENYING = set_of("nao nunca nem")
_MOST_BEFORE = 7  # words before the name
_FEWEST = 3  # words of what is to be done
_WHO = r"(?:el[ea]s?|você|vc)"
_LINK = re.compile(
    rf"^(?:[,:;\-–—]\s*)*(?:(?:para|pra|pro|p/)\s+(?:que\s+)?(?:{_WHO}\s+)?"
    rf"|(?:que|de|a|ao|do|da)\s+|se\s+(?:{_WHO}\s+)?(?:consegue[m]?|pode[m]?|poderia[m]?|dá\s+conta\s+de|faz|vai|vão)\s+"
    r"|(?:fica|ficam|ficou|ficaram|vai\s+ficar|é|será|são|está|tá)\s+(?:o\s+|a\s+|os\s+|as\s+)?"
    r"(?:respons[áa]ve(?:l|is)|encarregad[oa]s?|incumbid[oa]s?|com)\s*(?:por|pel[oa]s?|d[eo]|da|com|para|pra)?\s+"
    r"|(?:é\s+quem|quem|é\s+que)\s+(?:vai|tem\s+que|deve|precisa)?\s*"
    r"|(?:tem|têm|terá|terão|precisa[m]?|deve[m]?|vai|vão|ficou|ficaram)\s+(?:que\s+|de\s+)?)",
    re.IGNORECASE,
)
_OF = set_of("do da de")
_ASKED = re.compile(
    r"^(?:preciso|precisamos|quero|queremos|queria|necessito|falta)\s+(?:de\s+|receber\s+|ter\s+)?(?P<what>(?!d[oae]\b)\S+.*)$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"^(?P<when>(?:até|para|pra)\s.{2,40}?)\s+(?:para|pra|p/)\s+(?P<what>\S+(?:ar|er|ir|or|ôr)\b.*)$", re.I
)


def task(scene: Scene, text: str) -> list[str]:
    """The task of the first person named, as a line to be offered; none where nothing is left to be done."""
    title = " ".join(text.split())
    found = words(title)
    if _DENYING.intersection(word.text for word in found):
        return []
    for i in range(min(len(found), _MOST_BEFORE)):
        named = scene.directory.at(found, i)
        if named is not None and named.keys and not named.unknown:
            after = title[found[named.end - 1].end :].strip(EDGES)
            before = title[: found[i].start].strip(EDGES)
            if found[i].text in _OF and (asked := _ASKED.match(before)):
                return [_line(scene, named, f"{asked['what']} {after}".strip())]
            return _task(scene, named, _linked(after), before)
    return _at_the_end(scene, title)


def _task(scene: Scene, named: Named, what: str, before: str) -> list[str]:
    if len(what.split()) < _FEWEST and not is_to_be_done(what):
        what = f"{before} {what}" if len(before.split()) >= _FEWEST else ""
    return [_line(scene, named, what)] if what.strip() else []


def _at_the_end(scene: Scene, title: str) -> list[str]:
    """“… a lista das creches com a Edna”: what stands before the name."""
    found = words(title)
    for i in range(_MOST_BEFORE, len(found)):
        named = scene.directory.at(found, i) if found[i].text in ("para", "com") else None
        if named is not None and named.sure:
            rest = f"{title[: found[i].start].strip()} {title[found[named.end - 1].end :].strip(' ,;')}".strip()
            return [_line(scene, named, rest)] if len(rest.split()) > 1 else []
    return []


def _linked(after: str) -> str:
    """What is to be done, without the words that join it to the name; a date before it goes to its end."""
    what = after
    while (shorter := _LINK.sub("", what, count=1)) != what:
        what = shorter
        if led := _LED.match(what):
            break
    if led := _LED.match(what):
        what = f"{led['what']} até {led['when'].split(None, 1)[1]}"
    return what


def _line(scene: Scene, named: Named, what: str) -> str:
    head = f"tarefa {named.typed} "
    try:
        return f"{head}{dated(scene, head, what)}"
    except Refusal:
        return f"{head}{what}"
