"""The page of what each papel may do, read from docs/quem-pode.md, which the tests hold true."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from models.people import Role
from models.texts import listed

_PAGE = Path(__file__).parent.parent.parent / "docs" / "quem-pode.md"
_ROW = re.compile(r"\| `(?P<line>[^`]+)` \| (?P<about>[^|]*) \|(?P<marks>(?: [●○–] \|)+)")
_MAY, _OF_OWN = "●", "○"


@dataclass(slots=True)
class Part:
    """A part of the help: the requests that a papel may make of everything, and of what is its own."""

    title: str
    may: dict[str, list[str]] = field(default_factory=dict)

    def said(self, mark: str) -> str:
        """`ver (qualquer registro), tarefa`"""
        found = self.may.get(mark, [])
        return listed(list(dict.fromkeys(found)))


def parts(role: Role) -> list[Part]:
    """What a papel may ask for, in the order of the page; none where the page was not installed."""
    place, found = list(Role).index(role), list[Part]()
    for title, rows in _table().items():
        part = Part(title)
        for line, about, marks in rows:
            part.may.setdefault(marks[place], []).append(f"{line} ({about})" if about else line)
        if part.said(_MAY) or part.said(_OF_OWN):
            found.append(part)
    return found


@cache
def _table() -> dict[str, list[tuple[str, str, str]]]:
    if not _PAGE.is_file():
        return {}
    found: dict[str, list[tuple[str, str, str]]] = {}
    title = ""
    for line in _PAGE.read_text("utf-8").splitlines():
        if line.startswith("## "):
            title = line[3:]
        elif row := _ROW.match(line):
            marks = re.sub(r"[ |]", "", row["marks"])
            found.setdefault(title, []).append((row["line"], row["about"].strip(), marks))
    return found
