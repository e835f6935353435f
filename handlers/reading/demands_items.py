"""The numbered items of a demand: one to a line, with who answers it and, where the paper gives it, its own term."""

import re
from datetime import date

from handlers.base import Refusal, Request
from handlers.reading import people
from handlers.reading.demands import EDGES, day_of
from models.demands import DemandUnit, NewItem
from models.texts import clip, fold

_ITEM = re.compile(r"^\s*(?P<number>\d{1,3})\s*[.):-]?\s+(?P<text>\S.*)$")
_ITEM_TERM = re.compile(
    r"[,;]?\s+(?:at[ée]\s+(?P<day>\d{1,2}/\d{1,2}(?:/\d{4}|/\d{2})?)|(?:em|prazo\s+de)\s+(?P<n>\d{1,3})\s+dias?"
    r"(?:\s+(?P<kind>[uú]teis|corridos))?)\W*$",
    re.IGNORECASE,
)
_OF_ITEM = re.compile(r"^\W*item\s+(?P<number>\d{1,3})\s*[:.,-]?\s*", re.IGNORECASE)


def items(request: Request, text: str) -> list[NewItem]:
    """One item to a line: `1 @educacao quantas vagas`."""
    found = []
    for line in filter(str.strip, text.splitlines()):
        read = _ITEM.match(line)
        if read is None:
            raise Refusal(f"Não entendi o item “{clip(line, 40)}”. Um por linha: 1 @educacao quantas vagas")
        text, term = _term_of_item(request, read["text"])
        who = people.mentioned(request, text)
        orgaos = [*who.orgaos, *(each.orgao for each in who.people if each.orgao)]
        found.append(NewItem(int(read["number"]), who.rest.strip(EDGES), orgaos[0] if orgaos else None, term))
    return found


def _term_of_item(request: Request, text: str) -> tuple[str, date | tuple[int, str] | None]:
    """The line of an item without the term of its own at its end, and that term."""
    found = _ITEM_TERM.search(text)
    if found is None:
        return text, None
    rest = text[: found.start()]
    if found["day"]:
        return rest, day_of(request, found["day"], past=False)
    business = found["kind"] is not None and fold(found["kind"]).startswith("ut")
    return rest, (int(found["n"]), (DemandUnit.BUSINESS_DAYS if business else DemandUnit.DAYS).value)


def item_of(text: str) -> tuple[int | None, str]:
    """The number of the item that a text begins with, and the text behind it."""
    found = _OF_ITEM.match(text)
    return (int(found["number"]), text[found.end() :].strip()) if found else (None, text)
