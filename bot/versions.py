"""The revisions of the database's schema: the newest this program knows, that of a file, and the tables it expects."""

import importlib
import pkgutil
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Table

import models
from models.base import Base

VERSIONS = Path(models.__file__).parent / "migrations" / "versions"


def newest() -> str:
    """The newest revision this program knows: that of the last migration, numbered 0001_..."""
    return max((path.name[:4] for path in VERSIONS.glob("[0-9]*.py")), default="0000")


def revision_on_sqlite(driver: Any) -> str | None:
    """The revision a SQLite database is at, asked of the driver; None where there is no schema yet."""
    with closing(driver.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'alembic_version'")) as found:
        if found.fetchone() is None:
            return None
    with closing(driver.execute("SELECT version_num FROM main.alembic_version")) as found:
        row = found.fetchone()
        return row[0] if row else None


def tables() -> list[Table]:
    """Every table of the house, parents first; the folder models is walked, so that a new subject is found."""
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if not module.name.startswith("models.migrations"):
            importlib.import_module(module.name)
    return Base.metadata.sorted_tables
