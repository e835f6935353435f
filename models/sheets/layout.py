"""The layout of a file, its rows, and the faults found in them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.texts import clean, fold

Numbered = tuple[int, list[str]]  # a row as the file has it, with its line


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, one at a time; `merged`: the ranges of merged cells, known once all rows were taken."""

    below: Iterator[Numbered]
    delimiter: str = ""
    merged: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of a file, with our names of its columns -> theirs. Empty fields are detected."""

    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = ""
    date_format: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault in a row; `line` as the file counts, `column` when the reason concerns a single one."""

    line: int
    reason: str
    column: str = ""

    def __str__(self) -> str:
        return (
            f"linha {self.line}: {self.column}: {self.reason}" if self.column else f"linha {self.line}: {self.reason}"
        )


Report = Callable[[Fault], None]


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as text: our columns, and the rest of the file's columns by their own names."""

    line: int
    values: dict[str, str]
    notes: dict[str, str]


def column_key(name: str) -> str:
    """The form in which names of columns are compared: `Recebido em` is `recebido_em`."""
    return fold(flat(name)).replace(" ", "_")


def flat(text: str) -> str:
    """The text of a cell in one line, without hidden characters."""
    return " ".join(clean(text).split()) if text else ""


def trimmed(cells: Sequence[str]) -> list[str]:
    """The cells without the empty ones at the right."""
    last = next((place for place in range(len(cells), 0, -1) if cells[place - 1].strip()), 0)
    return list(cells[:last])


def letters(place: int) -> str:
    """The name of a column in a sheet: `A` for the first, `AB` for the 28th."""
    before, last = divmod(place, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def known_in(cells: Sequence[str], columns: Sequence[str], layout: Layout) -> int:
    """The number of our columns that a row names."""
    sought = {column_key(name) for name in (*columns, *layout.columns.values())}
    return len(sought & {column_key(cell) for cell in cells})


def filled(rows: Iterator[Numbered]) -> Iterator[Numbered]:
    """The rows with any content, except the mark with which DOS ends a file."""
    return ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells) and cells != ["\x1a"])
