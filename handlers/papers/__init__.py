"""Documents as their subjects compose them: a file here with `@paper(...)` is live.

A function takes (session, record, person, now) and returns Facts: a title, a day and blocks, as data. How they look is
the template's business (bot/paper/templates). The same state of the record must give the same facts.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import modules, moments
from models.people import Person

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """The content of a document. `number`: in its footer and file name. `draft`: marked MINUTA on every page.

    `open_to_all`: anybody with its code may know that it exists, while its record is public. `office`: below the name
    of the municipality.
    """

    title: str
    number: str
    day: date
    blocks: Sequence[Block]
    municipality: str = ""
    office: str = "Gabinete do Prefeito"
    draft: bool = False
    open_to_all: bool = False

    def as_data(self, municipality: str) -> dict[str, Any]:
        """As the template reads them; in the name of that municipality, unless the record has one of its own."""
        day = [self.day.year, self.day.month, self.day.day]
        data = {**asdict(self), "date": day, "municipality": self.municipality or municipality}
        return {name: value for name, value in data.items() if name not in ("day", "open_to_all")}


Compose = Callable[[Session, Any, Person, datetime], Facts]  # the record comes as its own subject
State = Callable[[Session, Any], str]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document. `about`: the kinds of record it is made of by `pdf N`; `certifies`: by `certidão N`.

    `check` raises Refusal where there is nothing to make it of yet. `state`: a sentence on whether the record still
    stands, for whoever checks a code.
    """

    kind: str
    compose: Compose
    about: tuple[str, ...] = ()
    certifies: tuple[str, ...] = ()
    check: Callable[[Any], None] | None = None
    state: State | None = None


_papers: dict[str, Paper] = {}


def paper(
    kind: str,
    *,
    about: tuple[str, ...] = (),
    certifies: tuple[str, ...] = (),
    check: Callable[[Any], None] | None = None,
    state: State | None = None,
) -> Callable[[Compose], Compose]:
    """Register a document. Its template is `<kind>.typ` in the folder of templates, else documento.typ."""

    def register(compose: Compose) -> Compose:
        _papers[kind] = Paper(kind, compose, about, certifies, check, state)
        return compose

    return register


def of(kind: str) -> Paper:
    """The document of that name."""
    _walk()
    return _papers[kind]


def kinds() -> list[str]:
    """The name of every document."""
    _walk()
    return sorted(_papers)


def about(record_kind: str) -> Paper:
    """The document that `pdf N` makes of such a record: its subject's own, or its history."""
    _walk()
    return next((each for each in _papers.values() if record_kind in each.about), _papers["histórico"])


def certificate(record_kind: str) -> Paper | None:
    """The document that `certidão N` makes of such a record; None where its subject has none."""
    _walk()
    return next((each for each in _papers.values() if record_kind in each.certifies), None)


def _walk() -> None:
    modules.walk(__name__)


def written_day(day: date) -> str:
    """`7 de dezembro de 2026`, as papers date themselves."""
    return f"{'1º' if day.day == 1 else day.day} de {moments.MONTHS[day.month - 1]} de {day.year}"


# --- blocks --------------------------------------------------------------------------------------------------


def text(words: str) -> Block:
    """A text, one paragraph for each line."""
    return {"kind": "text", "lines": [line for line in words.split("\n") if line.strip()]}


def heading(words: str) -> Block:
    return {"kind": "heading", "text": words}


def fields(*pairs: tuple[str, str]) -> Block:
    """Names with their values; a pair without a value is left out."""
    return {"kind": "fields", "pairs": [list(pair) for pair in pairs if pair[1]]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Block:
    """A table over as many pages as it takes, its head on each. `widths`: the columns' shares of the page."""
    return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows], "widths": list(widths)}


def items(*lines: str) -> Block:
    """A list with bullets."""
    return {"kind": "list", "items": list(lines)}


def note(words: str) -> Block:
    """A paragraph set apart."""
    return {"kind": "note", "text": words}


def signature(name: str, *lines: str) -> Block:
    """A name and what stands below it, never parted from one another."""
    return {"kind": "signature", "lines": [name, *(line for line in lines if line)]}


def of_lines(lines: Sequence[str]) -> list[Block]:
    """The blocks of a text of the chat: headings end with a colon, items begin with a bullet."""
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, lines)):
        if line.endswith(":"):
            blocks.append(heading(line[:-1]))
        elif not line.startswith("• "):
            blocks.append(text(line))
        elif blocks and blocks[-1]["kind"] == "list":
            blocks[-1]["items"].append(line[2:])
        else:
            blocks.append(items(line[2:]))
    return blocks
