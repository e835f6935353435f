"""Replies quoted in tests: `assert house.says("ana", "eu") == said("Ana Prado")`; `pytest --rewrite` accepts new ones.

The literals are written anew in place, so that a changed sentence is one command to accept and one diff to read.
A text of several lines is indented between triple quotes. Only a plain literal is rewritten, and only if each run of
it got the same reply.
"""

import ast
import sys
from collections import defaultdict
from pathlib import Path
from textwrap import dedent, indent
from types import FrameType
from typing import NamedTuple

import pytest

_STEP = "    "


class _Place(NamedTuple):
    """The place of a call in its file; the line from 1, the column from 0."""

    file: str
    line: int
    column: int


class Heard:
    """The replies at each place, while a run rewrites."""

    def __init__(self) -> None:
        self.texts: dict[_Place, set[str]] = defaultdict(set)

    def write(self) -> list[str]:
        """Write the literals anew; returns the changed places, and those with differing replies."""
        by_file = defaultdict(list)
        for place, texts in self.texts.items():
            by_file[place.file].append((place, texts))
        return [note for file, heard in sorted(by_file.items()) for note in _rewritten(Path(file), heard)]


heard: Heard | None = None  # only while a run rewrites


def begin(config: pytest.Config) -> None:
    """Make this run rewrite. Raises UsageError in one of several processes."""
    global heard
    if config.getoption("numprocesses", None):
        raise pytest.UsageError("--rewrite writes in one process: leave -n out")
    heard = Heard()


class _Expected(str):
    """An expected reply; while a run rewrites, any reply is recorded and accepted."""

    __slots__ = ("place",)
    place: _Place

    def __eq__(self, other: object) -> bool:
        if heard is not None and isinstance(other, str):
            heard.texts[self.place].add(str(other))
            return True
        return str.__eq__(self, str(other)) if isinstance(other, str) else False

    __hash__ = str.__hash__


def said(text: str) -> str:
    """The reply in the quotes."""
    expected = _Expected(_read(text))
    if heard is not None:
        expected.place = _place_of(sys._getframe(1))
    return expected


def _read(text: str) -> str:
    if not text.startswith("\n"):
        return text
    return dedent(text[1:]).removesuffix("\n")


def _place_of(frame: FrameType) -> _Place:
    line, _, column, _ = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    return _Place(frame.f_code.co_filename, line or 0, column or 0)


def _rewritten(path: Path, found: list[tuple[_Place, set[str]]]) -> list[str]:
    source = path.read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _quotes(node)]
    literals = {(call.lineno, call.col_offset): call.args[0] for call in calls}
    lines, notes = source.encode().splitlines(keepends=True), []
    for place, texts in sorted(found, reverse=True):  # from the end, so that what is before stays in its place
        literal = literals.get((place.line, place.column))
        if not isinstance(literal, ast.Constant) or {_read(str(literal.value))} == texts:
            continue
        where = f"{path.name}:{place.line}"
        if len(texts) > 1:
            notes.append(f"{where}: ouviu {len(texts)} respostas diferentes; ficou como estava")
            continue
        _put(lines, literal, _literal(next(iter(texts)), lines[place.line - 1]))
        notes.append(f"{where}: reescrita")
    if notes:
        path.write_bytes(b"".join(lines))
    return notes


def _quotes(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "said" and bool(call.args)


def _literal(text: str, line: bytes) -> str:
    """The text as a literal, as it would be written by hand."""
    if "\n" not in text:
        return _in_quotes(text)
    margin = line[: len(line) - len(line.lstrip())].decode() + _STEP
    shown = f"\n{indent(text, margin)}\n{margin}"
    plain = '"""' not in text and "\\" not in text and _read(shown) == text
    return f'"""{shown}"""' if plain else _in_quotes(text)


def _in_quotes(text: str) -> str:
    return repr(text) if '"' in text else '"' + repr(text + '"')[1:-2] + '"'


def _put(lines: list[bytes], old: ast.Constant, new: str) -> None:
    assert old.end_lineno is not None
    first, last = old.lineno - 1, old.end_lineno - 1
    lines[first : last + 1] = [lines[first][: old.col_offset] + new.encode() + lines[last][old.end_col_offset :]]
