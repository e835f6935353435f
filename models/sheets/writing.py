"""The writer of tables as CSV, which the reader reads back alike."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from models.sheets.values import guarded


def write(target: TextIO, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write the header and the rows, their values guarded against spreadsheets."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([guarded(value) for value in row] for row in rows)
