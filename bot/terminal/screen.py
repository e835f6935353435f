"""The interface of a screen, and the plain one: a transcript without colours or cursor, always the same."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TextIO

_INDENT = "  "


@dataclass(frozen=True, slots=True)
class Shown:
    """One message for the person at the terminal. `choices` are the buttons, each with its number."""

    text: str
    choices: tuple[tuple[int, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()  # name, path
    stamp: str = ""  # of a message that was not asked for: when, and to whom where it is not plain

    @property
    def is_push(self) -> bool:
        return bool(self.stamp)


class Screen(Protocol):
    """The display of the terminal. Every method may raise OSError once its reader has gone."""

    def message(self, shown: Shown) -> None:
        """A message of the bot."""

    def note(self, text: str) -> None:
        """A sentence of the terminal itself."""

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A small table of the terminal itself."""

    def end_of_turn(self) -> None:
        """End the turn: everything that a line caused has been shown."""


class PlainScreen:
    """Indented lines under the line that was typed: for pipes, scripts, tests and simple terminals."""

    def __init__(self, target: TextIO) -> None:
        self._target = target
        self._stands_apart = True  # nothing above, in this turn, that a message could run into

    def message(self, shown: Shown) -> None:
        lines = printable(shown.text).splitlines() or [""]
        if shown.is_push:
            lines = [
                f"✉ {shown.stamp}: {lines[0]}" if len(lines) == 1 else f"✉ {shown.stamp}:",
                *lines[len(lines) == 1 :],
            ]
            lines = lines if self._stands_apart else ["", *lines]
        lines += [f"📎 {printable(name)} ({printable(path)})" for name, path in shown.files]
        if shown.choices:
            lines.append("[" + " · ".join(f"{number} {printable(label)}" for number, label in shown.choices) + "]")
        self._write(lines)
        self._stands_apart = False

    def note(self, text: str) -> None:
        self._write(printable(text).splitlines())

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        cells = [list(columns), *([printable(cell) for cell in row] for row in rows)]
        widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
        self._write(
            ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
        )

    def end_of_turn(self) -> None:
        self._target.write("\n")
        self._target.flush()
        self._stands_apart = True

    def comment(self, line: str) -> None:
        """Repeat a comment of the script."""
        self._target.write(printable(line) + "\n\n")

    def echo(self, prompt: str, line: str) -> None:
        """Show a line as a terminal would: behind its prompt, further lines below it."""
        first, *others = printable(line).splitlines() or [""]
        self._target.write(f"{prompt}{first}\n" + "".join(f"{'...> '.rjust(len(prompt))}{each}\n" for each in others))

    def _write(self, lines: Sequence[str]) -> None:
        self._target.write("".join((_INDENT + line).rstrip() + "\n" for line in lines))
        self._target.flush()


def printable(text: str) -> str:
    """The text without control characters that would move the cursor, or hide or reorder text."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C")


def choices_of(message: dict[str, Any]) -> list[dict[str, str]]:
    """The buttons that get a number. The bare `pular` and `cancelar` of an open question are written out,
    so that a number can be the answer to it.
    """
    buttons: list[dict[str, str]] = message["buttons"]
    words = ("pular", "cancelar")
    if message["form"] and all(button["line"] in words for button in buttons):
        return []
    return buttons
