"""Several wishes in one message: where one ends and the next begins."""

import re
from itertools import pairwise

from handlers.understanding.frames import Line
from handlers.understanding.ways import Ways
from handlers.understanding.words import Word, set_of
from models import subjects

_ITEM = re.compile(r"(?:^|\s)(?:\d{1,2}\s?[.)ºª-]|[-*•])\s+(?=\S)")
_MOST = 6
_OF = set_of("de do da dos das a o as os na no em para tambem")


def split(found: list[Word], text: str, known: Ways, line: Line) -> list[str]:
    """The wishes of a message: the items of a list, its lines, or what "e" joins where a verb follows it."""
    items = [part.strip(" ,;\n") for part in _ITEM.split(text)]
    if len(items) > 2:
        first = items[0] if not items[0].rstrip().endswith(":") and items[0] else ""
        return [part for part in ([first] if first else []) + items[1:] if part][:_MOST]
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    if 1 < len(rows) <= _MOST and all(known.among([_first(row)]) for row in rows):
        return rows
    if shared := _shared(found, text, line):
        return shared
    cuts = [
        i
        for i, word in enumerate(found)
        if _begins(found, i + 1, known)
        and (word.text in ("e", ";", ".", "depois") or (word.text == "," and _has_its_number(found, line, i)))
    ]
    if not cuts:
        return [text]
    places = [0, *(found[i].start for i in cuts), len(text)]
    parts = [text[a:b] for a, b in pairwise(places)]
    return [
        re.sub(r"^(?:e|;|,|\.|depois)\s+(?:j[aá]\s+|tamb[eé]m\s+)?", "", part.strip()).strip(" ,;") for part in parts
    ][:_MOST]


def _has_its_number(found: list[Word], line: Line, i: int) -> bool:
    """True if a record's number stands before the comma and another right after the verb behind it."""
    behind = any(line.number_at(n) for n in range(i + 2, min(i + 4, len(found))))
    return behind and any(line.number_at(n) for n in range(i))


def _shared(found: list[Word], text: str, line: Line) -> list[str]:
    """The wishes that share one verb: `ciente da OS-2 e da diretriz`, `pede pro Bruno … e pra Edna …`."""
    for i in range(2, min(len(found), 40)):
        if found[i].text != "e":
            continue
        after = i + 1
        while after < len(found) and found[after].text in _OF:
            after += 1
        if after >= len(found):
            break
        is_record = line.number_at(after) is not None or (
            found[after].text in subjects.SPELLINGS and found[after].text not in ("r", "t") and after > i + 1
        )
        is_other = found[i + 1].text == "para" and line.named_at(i + 1) is not None and _is_alone(line, i)
        verb = text[found[0].start : found[0].end]
        if is_record and any(line.number_at(n) or found[n].text in subjects.SPELLINGS for n in range(1, i)):
            return [text[: found[i].start].strip(" ,"), f"{verb} {text[found[i + 1].start :]}"]
        if is_other:
            return [text[: found[i].start].strip(" ,"), f"{verb} {text[found[i + 1].start :]}"]
    return []


def _is_alone(line: Line, i: int) -> bool:
    """True if the name before is not of the same row of names."""
    return not any((named := line.named_at(n)) is not None and named.end >= i for n in range(max(0, i - 6), i))


def _first(row: str) -> str:
    return re.split(r"\W+", row.lower(), maxsplit=1)[0]


def _begins(found: list[Word], i: int, known: Ways) -> bool:
    """True if a wish may begin with this word: a verb that some command is known by."""
    if i < len(found) and found[i].text == "para":
        return False
    while i < len(found) and found[i].text in ("ja", "me", "tambem", "depois", "nao"):
        i += 1
    return i < len(found) and bool(known.among([found[i].text]))
