"""The program's only copy of SQLite: newer than that of many systems, typed as the standard library's.

A second copy in one process would break the locks of the first (sqlite.org/howtocorrupt.html, 2.2.1).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import pysqlite3 as sqlite3
    except ImportError:  # there is none for this kind of machine
        import sqlite3

__all__ = ["sqlite3"]
