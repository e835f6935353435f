"""A reply of the chat as a page: headings, lists and paragraphs, with the numbers of records as links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from handlers.base import Button, match
from models.texts import fold

CODE = re.compile(
    r"(?<![\w/-])(?!CF-)[A-Z]{1,6}-\d+(?:/\d{4})?(?:-[A-Z]{2,12})?(?![\w/])|(?<![\w.])\d{5}\.\d{6}/\d{4}-\d{2}"
)
_SOMEBODY = re.compile(r"(?<=\()@[\w.-]+(?=\))")
_LINKED = re.compile(f"{CODE.pattern}|{_SOMEBODY.pattern}")
_ORGAO = re.compile(r"[A-Z][A-Z0-9]+(?= — )")
NUMBER = re.compile(r"(?=\S*\d)[\w./-]{2,60}")  # of any mask
_BULLET = re.compile(r"^\s*(?:•|-|✓)\s+")
_PAGES = {
    "pauta": "",
    "tarefas": "tarefas",
    "minhas": "minhas",
    "expedientes": "expedientes",
    "atos": "atos",
    "minutas": "minutas",
    "pendentes": "pendentes",
    "pessoas": "pessoas",
    "relatório da semana": "semana",
    "órgãos": "orgaos",
    "buscar": "buscar",
    "preferências": "preferencias",
    "status": "sistema",
    "confirmações": "confirmacoes",
}
_FILES = ("planilha", "pdf")  # what is sent in the chat
_OF_RECORD = {"ver": "", "histórico": "historico", "situação": "situacao", "anexos": "anexos"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `href`: where it leads, if anywhere."""

    text: str
    href: str = ""


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, or a list, each with its lines."""

    kind: str  # heading, text, list
    lines: list[list[Piece]] = field(default_factory=list)


def blocks(text: str, *, of_orgaos: bool = False) -> list[Block]:
    """The parts of a reply, in order; `of_orgaos`: each line begins with an órgão, which has a page."""
    found: list[Block] = []
    for line in text.splitlines():
        if not line.strip():
            found.append(Block("break"))
            continue
        kind = _kind(line)
        if kind == "heading" or not found or found[-1].kind != kind:
            found.append(Block(kind))
        told = _BULLET.sub("", line)
        orgao = _ORGAO.match(told) if of_orgaos else None
        first = [Piece(orgao[0], href(f"pessoas @{fold(orgao[0])}"))] if orgao else []
        found[-1].lines.append([*first, *pieces(told[orgao.end() if orgao else 0 :])])
    return [each for each in found if each.lines]


def pieces(line: str) -> Iterator[Piece]:
    """A line with the numbers of records, and the people, in it as links."""
    end = 0
    for found in _LINKED.finditer(line):
        yield Piece(line[end : found.start()])
        yield Piece(found[0], href(f"{'pessoas' if found[0].startswith('@') else 'ver'} {found[0]}"))
        end = found.end()
    yield Piece(line[end:])


@lru_cache(maxsize=4096)
def href(line: str) -> str:
    """The page that shows what a line of the chat would; empty where the panel does not."""
    found, rest = match(line)
    name = found[0].name if found else ""
    if name in _PAGES and not rest.endswith(_FILES):
        return f"/painel/{_PAGES[name]}" + (f"?f={quote(rest)}" if rest else "")
    if name in _OF_RECORD and NUMBER.fullmatch(rest):
        return f"/painel/ver/{quote(rest)}" + (f"?p={_OF_RECORD[name]}" if _OF_RECORD[name] else "")
    return ""


def split(buttons: Sequence[Button]) -> tuple[list[Button], list[Button]]:
    """The buttons that lead to a page, and those that are only said in the chat."""
    pages = [each for each in buttons if href(each.line)]
    return pages, [each for each in buttons if each not in pages]


def _kind(line: str) -> str:
    if _BULLET.match(line) or CODE.match(line):
        return "list"
    return "heading" if line.rstrip().endswith(":") and len(line) <= 80 else "text"


def page_of(command: str) -> str:
    """The page of a command that is shown whole, by its folded name."""
    return next((page for name, page in _PAGES.items() if fold(name) == fold(command)), "")
