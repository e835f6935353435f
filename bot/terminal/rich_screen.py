"""The screen for people: messages in panels, lists in columns, colours that say what is late or urgent."""

import re
from collections.abc import Iterator, Sequence

from rich.box import ROUNDED
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.terminal.screen import Shown, printable

_WIDEST = 100
_FRAME = 4  # the columns of the border of a panel, and of the space within
_APART = "   "
_CODE = r"[A-Z]{1,6}-\d+(?:/\d{4})?(?:-[A-Z][A-Z0-9]*)?"
_ITEM = re.compile(rf"(?:• )?(?P<code>{_CODE})(?P<mark> \[\w+\])? (?P<title>.+?)(?P<when> (?:—|\().*)?")
_STYLES = (
    (re.compile(rf"\b{_CODE}\b"), "bold cyan"),
    (re.compile(r"\b(?:atrasad[ao]s?|vencid[ao]s?|venceu)\b[^.;,\n]*", re.IGNORECASE), "red"),
    (re.compile(r"\[urgente\]|\burgente\b", re.IGNORECASE), "bold red"),
    (re.compile(r"\[alta\]|Prioridade alta"), "yellow"),
    (re.compile(r"\bPrazo: [^.\n]+|\baté \d\d/\d\d(?: \d{1,2}h\d*)?"), "green"),
    (re.compile(r"\([^)]*\bescreva [^)]*\)"), "dim"),
)


class RichScreen:
    """Shows on a terminal of any width, with or without colours."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, emoji=False, markup=False)

    def message(self, shown: Shown) -> None:
        parts: list[RenderableType] = list(_body(printable(shown.text)))
        parts += [_file(name, path) for name, path in shown.files]
        if shown.choices:
            parts += ["", _buttons(shown.choices, min(self._console.width, _WIDEST) - _FRAME)]
        title = Text(f" ✉ {shown.stamp} ", style="bold yellow") if shown.is_push else None
        self._console.print(
            Panel(
                Group(*parts),
                box=ROUNDED,
                title=title,
                title_align="left",
                border_style="yellow" if shown.is_push else "cyan",
                width=min(self._console.width, _WIDEST),
                padding=(0, 1),
            )
        )

    def note(self, text: str) -> None:
        style = "yellow" if text.startswith("✉") else "dim"
        for line in printable(text).splitlines():
            self._console.print(Padding(Text(line, style=style), (0, 0, 0, 2)), width=min(self._console.width, _WIDEST))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if max((len(row[0]) for row in rows), default=0) > self._console.width // 2:
            self._stacked(columns[0], rows)
            return
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        for place, column in enumerate(columns):
            table.add_column(column, style="bold cyan" if place == 0 else "", no_wrap=place == 0)
        for row in rows:
            table.add_row(*(Text(printable(cell)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, 2)), width=min(self._console.width, _WIDEST + 4))

    def _stacked(self, heading: str, rows: Sequence[Sequence[str]]) -> None:
        """A table whose first column leaves no room for the others: each row below its first cell."""
        lines = [Text(heading, style="dim")]
        for first, *others in rows:
            lines += [Text(printable(first), style="bold cyan"), *(Text(f"  {printable(each)}") for each in others)]
        self._console.print(Padding(Group(*lines), (0, 0, 0, 2)), width=min(self._console.width, _WIDEST))

    def end_of_turn(self) -> None:
        """Panels stand apart by themselves."""


def _body(text: str) -> Iterator[RenderableType]:
    """The text, with runs of list lines set in columns and a title above a list in bold."""
    run: list[re.Match[str]] = []
    lines = text.splitlines() or [""]
    for place, line in enumerate(lines):
        item = _ITEM.fullmatch(line) if len(lines) > 1 else None
        if item:
            run.append(item)
            continue
        yield from _columns(run)
        run = []
        heading = line.rstrip().endswith(":") and place + 1 < len(lines)
        yield _coloured(line, "bold" if heading else "")
    yield from _columns(run)


def _columns(items: list[re.Match[str]]) -> Iterator[RenderableType]:
    if not items:
        return
    table = Table.grid(padding=(0, 2, 0, 0), expand=False)
    table.add_column(no_wrap=True, style="bold cyan")
    table.add_column(ratio=1)
    table.add_column(justify="right", max_width=28)
    for item in items:
        title = (item["mark"] or "").strip() + " " + item["title"] if item["mark"] else item["title"]
        table.add_row(Text(item["code"]), _coloured(title), _coloured((item["when"] or "").strip(" —")))
    yield table


def _coloured(line: str, style: str = "") -> Text:
    text = Text(line, style=style)
    for pattern, colour in _STYLES:
        for found in pattern.finditer(line):
            text.stylize(colour, found.start(), found.end())
    return text


def _buttons(choices: Sequence[tuple[int, str]], width: int) -> Text:
    """The buttons in rows of that width; none is broken between two."""
    rows: list[Text] = [Text()]
    for number, label in choices:
        button = Text.assemble((f" {number} ", "reverse bold"), f" {printable(label)}")
        if rows[-1].cell_len and rows[-1].cell_len + len(_APART) + button.cell_len > width:
            rows.append(Text())
        rows[-1].append(_APART if rows[-1].cell_len else "")
        rows[-1].append_text(button)
    return Text("\n").join(rows)


def _file(name: str, path: str) -> Text:
    return Text.assemble(("📎 ", "yellow"), (printable(name), "bold"), (f"  {printable(path)}", "dim"))
