"""Workbooks as Excel writes them, for the tests: shared texts, styles, empty cells left out."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Styled:
    """A number with a number format: a built-in one, or a code."""

    number: float
    shown: str


Value = str | float | bool | Styled | None
Sheet = Sequence[Sequence[Value]]


def workbook(*sheets: Sheet, hidden: Sequence[int] = (), parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """The bytes of an XLSX; `parts` replace those of the same name."""
    strings: list[str] = []
    formats = ["0"]
    made: dict[str, str | bytes] = {}
    for n, rows in enumerate(sheets, 1):
        body = "".join(_row(line, row, strings, formats) for line, row in enumerate(rows, 1) if row)
        made[f"xl/worksheets/sheet{n}.xml"] = f"<worksheet {_MAIN}><sheetData>{body}</sheetData></worksheet>"
    made["xl/workbook.xml"] = _contents(len(sheets), hidden)
    made["xl/_rels/workbook.xml.rels"] = "<Relationships>{}</Relationships>".format(
        "".join(
            f'<Relationship Id="r{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(sheets) + 1)
        )
    )
    made["xl/sharedStrings.xml"] = (
        f"<sst {_MAIN}>{''.join(f'<si><t>{escape(each)}</t></si>' for each in strings)}</sst>"
    )
    made["xl/styles.xml"] = _styles(formats)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**made, **(parts or {})}.items():
            archive.writestr(name, content)
    return out.getvalue()


def _contents(count: int, hidden: Sequence[int]) -> str:
    sheets = "".join(
        f'<sheet name="P{n}" sheetId="{n}" state="{"hidden" if n in hidden else "visible"}" r:id="r{n}"/>'
        for n in range(1, count + 1)
    )
    return f'<workbook {_MAIN} xmlns:r="{_REL}"><workbookPr/><sheets>{sheets}</sheets></workbook>'


def _styles(formats: Sequence[str]) -> str:
    codes = [each for each in formats if not each.isdecimal() or each.startswith("00")]
    ids = {code: str(164 + n) for n, code in enumerate(codes)}
    named = "".join(f'<numFmt numFmtId="{ids[code]}" formatCode={quoteattr(code)}/>' for code in codes)
    used = "".join(f'<xf numFmtId="{ids.get(each, each)}"/>' for each in formats)
    return f'<styleSheet {_MAIN}><numFmts>{named}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{used}</cellXfs></styleSheet>'


def _row(line: int, row: Sequence[Value], strings: list[str], formats: list[str]) -> str:
    cells = [_cell(f"{chr(65 + n)}{line}", value, strings, formats) for n, value in enumerate(row) if value is not None]
    return f'<row r="{line}">{"".join(cells)}</row>'


def _cell(at: str, value: Value, strings: list[str], formats: list[str]) -> str:
    if isinstance(value, str):
        strings.append(value)
        return f'<c r="{at}" t="s"><v>{len(strings) - 1}</v></c>'
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, Styled):
        formats.append(value.shown)
        return f'<c r="{at}" s="{len(formats) - 1}"><v>{value.number!r}</v></c>'
    return f'<c r="{at}"><v>{value!r}</v></c>'
