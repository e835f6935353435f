"""Expedientes as a table: the rows of a CSV, each checked by itself, whatever its columns are called."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import BinaryIO

from models.base import Refusal
from models.people.register.rows import Fault, unguarded
from models.records import AccessLevel
from models.texts import MAX_TEXT, clean, fold

COLUMNS = (
    "tipo",
    "numero",
    "ano",
    "orgao",
    "assunto",
    "interessado",
    "procedencia",
    "nivel",
    "situacao",
    "onde",
    "recebido_em",
    "prazo",
)
_DELIMITERS = (";", ",", "\t", "|")
_DATE_FORMATS = tuple(
    f"{day}{hour}"
    for hour in ("", " %H:%M", " %H:%M:%S", "T%H:%M", "T%H:%M:%S", " %Hh%M", " %Hh")
    for day in ("%Y-%m-%d", "%d/%m/%Y")
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_FIRST_YEAR = 1899
_ZEROS = (date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1))
Report = Callable[[Fault], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is written: our column -> theirs; an empty delimiter is guessed from the header."""

    columns: Mapping[str, str] = field(default_factory=dict)
    delimiter: str = ""
    encoding: str = "utf-8-sig"
    date_format: str = ""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row as text: our columns, and whatever else the file holds, under its own names."""

    line: int
    values: dict[str, str]
    notes: dict[str, str]


def read(source: BinaryIO, layout: Layout, report: Report) -> Iterator[Cells]:
    """The rows of a file, one at a time; what cannot be read is reported. Raises Refusal when nothing can."""
    text = io.TextIOWrapper(source, encoding=layout.encoding, errors=_errors(layout), newline="")
    try:
        yield from _rows(text, layout, report)
    except UnicodeError:
        raise Refusal(
            f"O arquivo não está em {layout.encoding}. Diga a codificação, por exemplo --encoding latin-1"
        ) from None
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, layout: Layout, report: Report) -> Iterator[Cells]:
    first = text.readline()
    delimiter = layout.delimiter or max(_DELIMITERS, key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    ours = _places(header, layout)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 2
    try:
        for cells in reader:
            here, line = line, reader.line_num + 2
            if any(cell.strip() for cell in cells) and not _is_bad(cells, header, here, layout, report):
                yield _cells(here, cells, header, ours)
    except csv.Error as error:
        reason = "aspas abertas ou fora do lugar" if "quote" in str(error) or "expected" in str(error) else str(error)
        report(Fault(line, f"não é um CSV válido ({reason}); o resto do arquivo não foi lido"))


def _places(header: list[str], layout: Layout) -> dict[str, int]:
    """Where each of our columns stands. Beside a mapping only exact names count: theirs may mean other things."""
    known = {name: place for place, name in enumerate(header)}
    if not any(header) or len(known) < len(header):
        raise Refusal("O cabeçalho do arquivo está vazio ou repete nomes de colunas. Confira a primeira linha.")
    if not layout.columns:
        known |= {fold(name): place for name, place in known.items()}
    places = {name: known[name] for name in COLUMNS if name in known}
    for name, theirs in layout.columns.items():
        if theirs.strip() not in known:
            raise Refusal(f"O arquivo não tem a coluna {theirs}. Tem: {', '.join(header)}")
        places[name] = known[theirs.strip()]
    if "assunto" not in places:
        raise Refusal(f"Falta a coluna assunto. Diga qual é: --map assunto=NOME. O arquivo tem: {', '.join(header)}")
    return places


def _is_bad(cells: list[str], header: list[str], line: int, layout: Layout, report: Report) -> bool:
    if len(cells) != len(header):
        report(Fault(line, f"tem {len(cells)} colunas, e o cabeçalho tem {len(header)}"))
        return True
    broken = [name for name, cell in zip(header, cells, strict=True) if _SURROGATE.search(cell)]
    if broken:
        report(Fault(line, f"{broken[0]}: há letras que não estão em {layout.encoding}; tente --encoding latin-1"))
    return bool(broken)


def _cells(line: int, cells: list[str], header: list[str], ours: Mapping[str, int]) -> Cells:
    texts = [" ".join(clean(unguarded(cell.strip())).split()) if cell else "" for cell in cells]
    taken = set(ours.values())
    notes = {header[place]: text for place, text in enumerate(texts) if text and place not in taken}
    return Cells(line, {name: texts[place] for name, place in ours.items()}, notes)


def _errors(layout: Layout) -> str:
    return "strict" if layout.encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32")) else "surrogateescape"


def dates_of(layout: Layout) -> Sequence[str]:
    return (layout.date_format,) if layout.date_format else _DATE_FORMATS


def as_date(name: str, text: str, formats: Sequence[str]) -> date | None:
    """A day in one of the formats. Raises Refusal."""
    found = as_moment(name, text, formats)
    return found.date() if found else None


def as_moment(name: str, text: str, formats: Sequence[str]) -> datetime | None:
    """A day in one of the formats, with its hour; midnight where none is written. Raises Refusal."""
    if not text:
        return None
    found = _moment(text, tuple(formats))
    if found is None:
        raise Refusal(f"{name}: a data {text!r} não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20")
    if found.date() in _ZEROS:
        raise Refusal(f"{name}: {text} é o zero da planilha, e não uma data; deixe vazio o que não se sabe")
    return found


@lru_cache(maxsize=4096)
def _moment(text: str, formats: tuple[str, ...]) -> datetime | None:
    for each in formats:
        try:
            found = datetime.strptime(text, each)  # noqa: DTZ007 (a day of the municipality)
        except ValueError:
            continue
        if found.year >= _FIRST_YEAR:
            return found
    return None


def as_level(text: str) -> AccessLevel:
    try:
        return AccessLevel(fold(text) or AccessLevel.PUBLICO)
    except ValueError:
        raise Refusal(f"nivel: {text!r} não existe; use público, restrito ou sigiloso") from None


def as_year(text: str) -> int | None:
    if text and not re.fullmatch(r"(?:19|20)\d\d", text):
        raise Refusal(f"ano: {text!r} não é um ano de quatro algarismos")
    return int(text) if text else None


def too_long(values: Mapping[str, str]) -> str:
    """The first column whose text is longer than any text may be; empty when none is."""
    return next((name for name, value in values.items() if len(value) > MAX_TEXT), "")
