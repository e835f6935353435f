"""Tables as people send and receive them: one reader of CSV and XLSX, one writer, and the tables of subjects."""

from models.sheets.layout import Cells, Fault, Layout, Report, column_key
from models.sheets.loading import Trial, load, note_export, rows, undone, values_of
from models.sheets.reading import Table, open_table, read
from models.sheets.sheet import BulkSheet, Column, ImportResult, Option, Sheet, Upload, Values
from models.sheets.values import (
    as_choice,
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
    "BulkSheet",
    "Cells",
    "Column",
    "Fault",
    "ImportResult",
    "Layout",
    "Option",
    "Report",
    "Sheet",
    "Table",
    "Trial",
    "Upload",
    "Values",
    "as_choice",
    "as_date",
    "as_moment",
    "as_money",
    "as_year",
    "column_key",
    "guarded",
    "load",
    "moment",
    "note_export",
    "open_table",
    "read",
    "rows",
    "spoilt",
    "too_long",
    "undone",
    "unguarded",
    "values_of",
    "write",
]
