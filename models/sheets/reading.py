"""A table from a file: its header found and its columns matched, then its rows one at a time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, zip_longest
from typing import BinaryIO

from models.base import Refusal
from models.sheets import csv_rows, kinds, xlsx_rows
from models.sheets.csv_rows import SEARCHED
from models.sheets.layout import (
    Cells,
    Fault,
    Layout,
    Numbered,
    Report,
    Rows,
    column_key,
    filled,
    flat,
    known_in,
    letters,
    trimmed,
)
from models.sheets.sheet import Column
from models.sheets.values import unguarded
from models.texts import listed, plural

_SURROGATE = re.compile("[\ud800-\udfff]")
_TOTAL = re.compile(r"(?:sub ?)?tota(?:l|is)\b.*|soma\b.*", re.DOTALL)
Note = Callable[[str], None]
_AMOUNT = re.compile(r"(?:R\$)?[\s\d.,%()-]*")


@dataclass(frozen=True, slots=True)
class _Header:
    """The header of a sheet: its line, the number of our columns in it, and the rows below."""

    line: int
    names: list[str]
    known: int
    is_wide: bool  # empty columns follow the last name
    has_rows: bool
    below: Iterator[Numbered]
    rows: Rows


@dataclass(slots=True)
class Table:
    """The header of a file and the rows below it."""

    header: _Header
    layout: Layout
    report: Report
    note: Note
    total: Callable[[Cells], None] | None  # takes the totals at the end
    padded: bool  # a row may end before the header does
    may_be_wide: bool  # or go on with empty cells; between commas, an amount may have been cut in two

    @property
    def names(self) -> list[str]:
        """The columns by the file's names; empty for one without a name."""
        return self.header.names

    def rows(self, places: Mapping[str, int]) -> Iterator[Cells]:
        """The rows, with our columns at these places; faults are reported."""
        taken = set(places.values())
        twice = {name for name in self.names if self.names.count(name) > 1}
        titles = [f"{name} ({letters(at)})" if name in twice else name for at, name in enumerate(self.names)]
        for line, cells in self._without_totals(places):
            if self._is_bad(line, cells):
                continue
            texts = [flat(unguarded(cell.strip())) for cell in cells]
            notes = {titles[place]: text for place, text in enumerate(texts) if text and place not in taken}
            yield Cells(line, {name: texts[place] for name, place in places.items()}, notes)

    def _without_totals(self, places: Mapping[str, int]) -> Iterator[Numbered]:
        """The rows without the totals at the end; a total further up is reported as a fault."""
        totals: list[Numbered] = []
        for line, cells in self._data():
            if _is_total(cells):
                totals.append((line, cells))
                continue
            for total, _ in totals:
                self.report(Fault(total, "parece um subtotal; apague a linha e mande de novo"))
            totals = []
            yield line, cells
        for total, cells in totals:
            if self.total is None:
                self.note(f"a linha {total} é a do total e ficou de fora")
            else:
                texts = {name: flat(cells[place]) for name, place in places.items() if place < len(cells)}
                self.total(Cells(total, texts, {}))
        for first, last in self.header.rows.merged:
            if last > first > self.header.line:
                reason = f"há células mescladas até a linha {last}; desfaça a mescla e preencha cada linha"
                self.report(Fault(first, reason))

    def _data(self) -> Iterator[Numbered]:
        """The rows below the header, without repeated headers, as at the top of printed pages."""
        width = len(self.names)
        for line, cells in self.header.below:
            if flat(cells[0]) == self.names[0] and [flat(cell) for cell in trimmed(cells)] == self.names:
                continue
            kept = (
                trimmed(cells) if any(map(str.strip, cells[width:])) else cells[: width if self.may_be_wide else None]
            )
            yield line, kept + [""] * (width - len(kept)) if self.padded else kept

    def _is_bad(self, line: int, cells: Sequence[str]) -> bool:
        if len(cells) != len(self.names):
            has, wanted = plural(len(cells), "coluna", "colunas"), len(self.names)
            reason = f"tem {has}, e o cabeçalho tem {wanted}; confira os separadores e as aspas"
            self.report(Fault(line, reason))
            return True
        if "" not in self.names and not _SURROGATE.search("".join(cells)):
            return False
        for place, (name, cell) in enumerate(zip(self.names, cells, strict=True)):
            if not name and cell.strip():
                reason = f"a coluna {letters(place)} tem um valor, e o cabeçalho não lhe dá nome"
            elif _SURROGATE.search(cell):
                reason = f"há letras que não estão em {self.layout.encoding or 'UTF-8'}; {self._remedy()}"
            else:
                continue
            self.report(Fault(line, reason, name))
            return True
        return False

    def _remedy(self) -> str:
        return "tente --encoding latin-1" if self.layout.encoding else "escreva-as de novo"


def open_table(
    source: BinaryIO,
    columns: Sequence[str],
    layout: Layout,
    report: Report,
    *,
    padded: bool = False,
    note: Note = lambda _: None,
    total: Callable[[Cells], None] | None = None,
) -> Table:
    """The table of a CSV or XLSX with these columns, and with those that are not ours.

    Its header is, among the first rows, the one that names most of our columns. Faults go to `report`, now or as the
    rows are taken; rows left out are told to `note`, totals to `total`. Raises Refusal for a file that is no table.
    """
    is_workbook = kinds.is_workbook(source)
    found = xlsx_rows.sheets(source) if is_workbook else [csv_rows.opened(source, columns, layout, report)]
    headers = [_headed(rows, columns, layout) for rows in found]
    if not headers:
        raise Refusal("O arquivo não tem nenhuma planilha à vista. Mostre a da tabela e mande de novo.")
    most = max(header.known for header in headers)
    best = [header for header in headers if header.known == most]
    if most and sum(header.has_rows for header in best) > 1:
        raise Refusal("O arquivo tem mais de uma planilha com estas colunas. Deixe à vista só uma de cada vez.")
    header = next((header for header in best if header.has_rows), best[0])
    may_be_wide = header.rows.delimiter != "," or header.is_wide
    return Table(header, layout, report, note, total, padded or is_workbook, may_be_wide)


def _headed(found: Rows, columns: Sequence[str], layout: Layout) -> _Header:
    rows = filled(found.below)
    top = list(islice(rows, SEARCHED))
    headers = [cells for _, cells in top] or [[]]
    # A header in two rows: a blank cell of the lower row has its name in the upper one.
    headers += [[low.strip() or high for high, low in zip_longest(*pair, fillvalue="")] for pair in pairwise(headers)]
    known = [known_in(cells, columns, layout) for cells in headers]
    at = known.index(max(known))
    names = [flat(name) for name in trimmed(headers[at])]
    last = at if at < len(top) else at - len(top) + 1
    line, is_wide = top[last][0] if top else 1, len(headers[at]) > len(names)
    return _Header(line, names, known[at], is_wide, len(top) > last + 1, chain(top[last + 1 :], rows), found)


def read(
    source: BinaryIO,
    columns: Sequence[Column],
    layout: Layout,
    report: Report,
    *,
    note: Note = lambda _: None,
    total: Callable[[Cells], None] | None = None,
) -> Iterator[Cells]:
    """The rows of a file with our columns, one at a time, and its other columns as notes; totals go to `total`.

    Faults are reported. Raises Refusal when the file as a whole cannot be read.
    """
    names = [each.name for each in columns]
    table = open_table(source, names, layout, report, note=note, total=total)
    yield from table.rows(_places(table, names, layout, [each.name for each in columns if each.is_needed]))


def _places(table: Table, columns: Sequence[str], layout: Layout, needed: Sequence[str]) -> dict[str, int]:
    """The place of each of our columns. Beside a mapping only exact names count: theirs may mean other things."""
    exact: dict[str, list[int]] = {}
    by_key: dict[str, list[int]] = {}
    for place, name in enumerate(table.names):
        if name:
            exact.setdefault(name, []).append(place)
            by_key.setdefault(column_key(name), []).append(place)
    if not exact:
        raise Refusal("O arquivo está vazio: falta a linha com o nome das colunas.")
    ours = exact if layout.columns else by_key
    places = {name: ours[name] for name in columns if name in ours}
    for name, theirs in layout.columns.items():
        places[name] = exact.get(flat(theirs)) or by_key.get(column_key(theirs), [])
        if not places[name]:
            raise Refusal(f"O arquivo não tem a coluna {theirs}. Tem: {', '.join(exact)}")
    for name, found in places.items():
        if len(found) > 1:
            where = listed([letters(place) for place in found])
            raise Refusal(
                f"O cabeçalho (linha {table.header.line}) repete a coluna {name}, em {where}: dê nomes diferentes."
            )
    for name in needed:
        if name not in places:
            raise Refusal(f"Falta a coluna {name}. Diga qual é: --map {name}=NOME. O arquivo tem: {', '.join(exact)}")
    return {name: found[0] for name, found in places.items()}


def _is_total(cells: Sequence[str]) -> bool:
    """Whether a row has the word total, and besides it nothing but amounts."""
    first = next(filter(str.strip, cells), "").lstrip("'\" ")
    if len(cells) < 2 or first[:2].lower() not in ("to", "su", "so"):  # most rows end here
        return False
    texts = [flat(cell) for cell in cells if cell.strip()]
    if not _TOTAL.fullmatch(column_key(texts[0]).replace("_", " ")):
        return False
    return all(_AMOUNT.fullmatch(text) for text in texts[1:]) if len(texts) > 1 else any(map(str.isdigit, texts[0]))
