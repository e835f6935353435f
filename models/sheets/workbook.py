"""The writer of workbooks (XLSX), run as a program of its own for long ones: `python workbook.py PATH`.

Such a program reads the layout and then the rows from its standard input, one JSON value a line, so that it needs
neither our tables nor more than a few rows at a time. It imports nothing of ours.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, time
from typing import Any

TEXT, DAY, MOMENT, HOUR, NUMBER, MONEY = "text", "day", "moment", "hour", "number", "money"
_FORMATS = {DAY: "dd/mm/yyyy", MOMENT: "dd/mm/yyyy hh:mm", HOUR: "hh:mm", NUMBER: "#,##0", MONEY: '"R$" #,##0.00'}
_WIDTHS = {DAY: 12, MOMENT: 17, HOUR: 8, NUMBER: 10, MONEY: 16}
_LONGEST = 32_767  # characters of a cell
_LONGEST_NAME = 31  # of a sheet
_WIDEST, _NARROWEST = 60, 10
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_MOST_MEMORY = 512 * 1024 * 1024
Cell = str | int | float | bool | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, the kind of its cells, and its width in characters (0: what its kind needs)."""

    name: str
    kind: str = TEXT
    width: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """A workbook to be written: its sheet, columns, the notes of the sheet beside it, and when it was made."""

    name: str
    headings: tuple[Heading, ...]
    about: tuple[tuple[str, str], ...]
    made_at: str  # ISO, by the clock of the municipality

    def as_line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def plan_of(line: str) -> Plan:
    """The plan that a line holds."""
    read = json.loads(line)
    headings = tuple(Heading(**each) for each in read["headings"])
    about = tuple((str(label), str(text)) for label, text in read["about"])
    return Plan(read["name"], headings, about, read["made_at"])


def write(path: str, plan: Plan, rows: Iterable[Row]) -> int:
    """Write a workbook, row by row; returns the number of its rows. Texts stay texts, whatever they begin with."""
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(path, options) as book:
        book.set_properties({"created": datetime.fromisoformat(plan.made_at).replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
        sheet = book.add_worksheet(_NOT_IN_NAMES.sub(" ", plan.name)[:_LONGEST_NAME].strip() or "Lista")
        sheet.freeze_panes(1, 0)
        for place, each in enumerate(plan.headings):
            width = each.width or _WIDTHS.get(each.kind, max(len(each.name) + 4, _NARROWEST))
            sheet.set_column(place, place, min(width, _WIDEST))
            sheet.write_string(0, place, each.name, head)
        count = 0
        kinds = [each.kind for each in plan.headings]
        for count, row in enumerate(rows, 1):
            for place, (kind, value) in enumerate(zip(kinds, row, strict=True)):
                if value is not None and value != "":
                    _put(sheet, count, place, kind, value, formats)
        sheet.autofilter(0, 0, max(count, 1), len(plan.headings) - 1)
        _write_about(book, plan, count, head)
    return count


def _put(sheet: Any, line: int, place: int, kind: str, value: str | float, formats: dict[str, Any]) -> None:
    """Write one cell as its kind; a text where it is none of that kind."""
    if isinstance(value, bool):
        sheet.write_string(line, place, "sim" if value else "não")
        return
    found = _typed(kind, value)
    if isinstance(found, datetime | time):
        sheet.write_datetime(line, place, found, formats[kind])
    elif isinstance(found, int | float):
        sheet.write_number(line, place, found, formats.get(kind))
    else:
        sheet.write_string(line, place, _text(str(value)))


def _typed(kind: str, value: str | float) -> datetime | time | str | float:
    read = _READ.get(kind)
    if read is None:
        return value
    try:
        return read(str(value))
    except ValueError:
        return value


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text).replace(tzinfo=None)
    if found.year < 1900:
        raise ValueError(text)  # a sheet counts no earlier days
    return found


_READ: dict[str, Callable[[str], datetime | time | float]] = {
    DAY: _moment,
    MOMENT: _moment,
    HOUR: time.fromisoformat,
    NUMBER: float,
    MONEY: float,
}


def _text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()[:_LONGEST]


def _write_about(book: Any, plan: Plan, count: int, head: Any) -> None:
    sheet = book.add_worksheet("Sobre")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, _WIDEST)
    for line, (label, text) in enumerate((*plan.about, ("Linhas", str(count)))):
        sheet.write_string(line, 0, label, head)
        sheet.write_string(line, 1, _text(text))


def _main() -> int:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    lines = iter(sys.stdin.buffer)
    plan = plan_of(next(lines).decode())
    write(sys.argv[1], plan, (json.loads(line) for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
