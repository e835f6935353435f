"""Tables as people send and receive them: one reader of CSV and XLSX, one writer."""

from models.sheets.layout import Cells, Fault, Layout, Report, column_key
from models.sheets.reading import Table, open_table, read
from models.sheets.values import (
    as_date,
    as_moment,
    as_money,
    as_year,
    guarded,
    moment,
    spoilt,
    too_long,
    unguarded,
)
from models.sheets.writing import write

__all__ = [
    "Cells",
    "Fault",
    "Layout",
    "Report",
    "Table",
    "as_date",
    "as_moment",
    "as_money",
    "as_year",
    "column_key",
    "guarded",
    "moment",
    "open_table",
    "read",
    "spoilt",
    "too_long",
    "unguarded",
    "write",
]
