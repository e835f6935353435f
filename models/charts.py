"""Charts: numbers under a title that says what they show, as SVG, as bars of text, and as a sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from models.texts import clip

WIDTH, _EDGE = 720, 24
_TITLE, _TEXT = 30, 25  # sizes of letters, in pixels: readable on a phone
_BOLD = 1.22  # times as wide
_INK, _FAINT = "#1a1a1a", "#5c6470"
_COLOURS = ("#1f5fa8", "#b3261e")  # the second of what is late
_IN_TIME = ("#1f5fa8", "#2e7d4f")
_LABEL, _ROOM = 250, 110  # the columns of names and of values
_BAR, _STEP = 30, 48
_PLOT = 300  # the height of columns and lines
_MOST = 12  # bars
_SECRETARIA = re.compile(r"^Secretaria (?:Municipal )?d[aeo]s? ")
_WIDE, _NARROW = set("MWmw@%—"), set("iIjlft.,:;'’|!()[]1 ")
_TEXT_BAR = 16  # characters


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A line of numbers with its name: one number for each series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: `bars`, one below the other, `columns`, side by side in time, or a `line` that grows.

    `title`: the conclusion; `unit`: of the values, in the plural; `series`: their names where there are two.
    """

    title: str
    unit: str
    rows: tuple[ChartRow, ...]
    form: str = "bars"
    series: tuple[str, ...] = ()


def svg(chart: Chart) -> str:
    """The chart as a picture of its own."""
    draw = {"bars": _bars, "columns": _columns, "line": _line}[chart.form]
    title = _lines(chart.title)
    top = _EDGE + len(title) * 38 + 8
    parts = [_text(_EDGE, _EDGE + 30 + n * 38, line, size=_TITLE, bold=True) for n, line in enumerate(title)]
    if len(chart.series) > 1:
        parts += _legend(chart.series, top + 24, _IN_TIME if chart.form == "columns" else _COLOURS)
        top += 40
    body, height = draw(_shortened(chart), top)
    parts += body
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
        f'role="img" font-family="Source Sans Pro, DejaVu Sans, sans-serif"><title>{escape(chart.title)}</title>'
        f'<desc>{escape(said(chart))}</desc><rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>'
    )


def said(chart: Chart) -> str:
    """The same numbers as a text: for whoever does not see the picture."""
    names = chart.series or ("",)
    parts = []
    for row in _shortened(chart).rows:
        numbers = [f"{value} {name}".strip() for value, name in zip(row.values, names, strict=True)]
        parts.append(f"{row.label}: {', '.join(numbers)}")
    return f"{chart.title} ({chart.unit}) {'; '.join(parts)}."


def as_text(chart: Chart) -> str:
    """The chart as bars of text, for the terminal."""
    rows = _shortened(chart).rows
    most = max((value for row in rows for value in row.values), default=0) or 1
    width = min(max((len(row.label) for row in rows), default=0), 24)
    lines = [chart.title, *([f"({' / '.join(chart.series)})"] if len(chart.series) > 1 else [])]
    for row in rows:
        for n, value in enumerate(row.values):
            sign = "█▒"[n % 2]
            name = clip(row.label, 24) if n == 0 else ""
            lines.append(f"{name:<{width}} {sign * round(value / most * _TEXT_BAR)} {value}")
    return "\n".join(lines)


def _shortened(chart: Chart) -> Chart:
    """The chart with the smallest bars put together."""
    if chart.form != "bars" or len(chart.rows) <= _MOST:
        return chart
    kept, rest = chart.rows[: _MOST - 1], chart.rows[_MOST - 1 :]
    sums = tuple(map(sum, zip(*(row.values for row in rest), strict=True)))
    return Chart(chart.title, chart.unit, (*kept, ChartRow(f"outros {len(rest)}", sums)), chart.form, chart.series)


def width_of(text: str, size: int = _TEXT) -> float:
    """The width of a text in pixels, rather too wide than too narrow: nobody measures it later."""
    return sum(0.9 if c in _WIDE else 0.32 if c in _NARROW else 0.68 if c.isupper() else 0.56 for c in text) * size


def _lines(title: str) -> list[str]:
    """The lines of a title, short enough for the wide bold letters of any browser."""
    lines = [""]
    for word in title.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, _TITLE) * _BOLD > WIDTH - 2 * _EDGE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _fitted(text: str, room: float, size: int = _TEXT) -> str:
    while len(text) > 1 and width_of(text, size) > room:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
    return text


def _text(
    x: float, y: float, text: str, *, size: int = _TEXT, bold: bool = False, anchor: str = "start", fill: str = _INK
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    place = f'x="{x:.0f}" y="{y:.0f}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"'
    return f"<text {place}{weight}>{escape(text)}</text>"


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 2):.1f}" height="{height:.1f}" rx="3" fill="{fill}"/>'


def _legend(series: Sequence[str], y: float, colours: Sequence[str]) -> list[str]:
    parts, x = [], float(_EDGE)
    for name, colour in zip(series, colours, strict=False):
        parts += [_rect(x, y - 19, 22, 22, colour), _text(x + 32, y, name)]
        x += 32 + width_of(name) + 36
    return parts


def _bars(chart: Chart, top: int) -> tuple[list[str], int]:
    """One bar below the other, each with its name and its number; of two series, one bar below the other."""
    several = len(chart.series) > 1
    most = max((value for row in chart.rows for value in row.values), default=0) or 1
    room, parts, y = WIDTH - _LABEL - _ROOM - _EDGE, list[str](), float(top + 12)
    for row in chart.rows:
        parts.append(_text(_LABEL - 14, y + 23, _fitted(row.label, _LABEL - _EDGE - 14), anchor="end"))
        for value, colour in zip(row.values, _COLOURS, strict=False):
            wide = value / most * room
            parts += [_rect(_LABEL, y, wide, _BAR, colour)] if value else []
            parts.append(_text(_LABEL + wide + 10, y + 23, f"{value}", bold=True))
            y += _BAR + 4 if several else 0
        y += 14 if several else _STEP
    parts.append(_text(WIDTH - _EDGE, y + 20, chart.unit, size=21, anchor="end", fill=_FAINT))
    return parts, int(y + 44)


def _columns(chart: Chart, top: int) -> tuple[list[str], int]:
    """Columns side by side, each with its number above and its name below."""
    most = max((value for row in chart.rows for value in row.values), default=0) or 1
    each = (WIDTH - 2 * _EDGE) / max(len(chart.rows), 1)
    wide = each * 0.8 / max(len(chart.series), 1)
    base = top + _PLOT + 40
    parts = [_rect(_EDGE, base, WIDTH - 2 * _EDGE, 2, _FAINT)]
    for n, row in enumerate(chart.rows):
        left = _EDGE + n * each + each * 0.1
        for k, (value, colour) in enumerate(zip(row.values, _IN_TIME, strict=False)):
            high = value / most * _PLOT
            parts += [_rect(left + k * wide, base - high, wide - 3, high, colour)] if value else []
            parts.append(
                _text(left + (k + 0.5) * wide, base - high - 8, f"{value}", size=23, bold=True, anchor="middle")
            )
        parts.append(_text(left + each * 0.4, base + 30, _fitted(row.label, each, 22), size=22, anchor="middle"))
    parts.append(_text(WIDTH - _EDGE, base + 64, chart.unit, size=21, anchor="end", fill=_FAINT))
    return parts, base + 84


def _line(chart: Chart, top: int) -> tuple[list[str], int]:
    """A line that grows from left to right, its numbers above the points, as far as they have room."""
    values = [row.values[0] for row in chart.rows]
    most, base = max(values, default=0) or 1, top + _PLOT + 40
    step = (WIDTH - 4 * _EDGE) / max(len(values) - 1, 1)
    places = [(2 * _EDGE + n * step, base - value / most * _PLOT) for n, value in enumerate(values)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    parts = [_rect(_EDGE, base, WIDTH - 2 * _EDGE, 2, _FAINT)]
    parts.append(f'<polyline points="{path}" fill="none" stroke="{_COLOURS[0]}" stroke-width="5"/>')
    shown_until = 0.0
    for n, ((x, y), row) in enumerate(zip(places, chart.rows, strict=True)):
        anchor = "start" if n == 0 else "end" if n == len(places) - 1 else "middle"
        half = width_of(row.label, 22) / 2
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="7" fill="{_COLOURS[0]}"/>')
        is_last = n == len(places) - 1
        parts.append(_text(x, y - 14, f"{row.values[0]}", bold=True, anchor=anchor))
        if n == 0 or is_last or (x - half > shown_until + 8 and x + half < WIDTH - 3 * _EDGE - 2 * half):
            parts.append(_text(x, base + 30, row.label, size=22, anchor=anchor))
            shown_until = x + (2 * half if n == 0 else half)
    parts.append(_text(WIDTH - _EDGE, base + 64, chart.unit, size=21, anchor="end", fill=_FAINT))
    return parts, base + 84


def short(name: str) -> str:
    """The name of an órgão without what every one of them is."""
    return _SECRETARIA.sub("", name)
