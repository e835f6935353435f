"""Permissions of our files on the disk: for their owner alone, files 0600 and folders 0700."""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.database import sqlite_file
from bot.env_file import ENV_FILE
from bot.settings import Settings

FOLDERS = ("anexos", "recebidos", "ancoras")  # ours, beside the database
_OTHERS = 0o077


def keep_to_ourselves() -> None:
    """Make this process create files that only its owner may read."""
    os.umask(_OTHERS)


def close(settings: Settings) -> None:
    """Close to others the files that an earlier version, or a careless copy, left open, as far as they are ours."""
    for path in _ours(settings):
        mode = path.stat().st_mode
        if mode & _OTHERS and path.stat().st_uid == os.geteuid():
            path.chmod(mode & 0o700)


def exposed(settings: Settings) -> list[Path]:
    """The files and folders that others may read, the folder of the data first; if that is closed, all in it are."""
    folder = settings.data_dir
    files = [path for path in (Path(ENV_FILE),) if path.is_file() and path.stat().st_mode & _OTHERS]
    if not folder.is_dir() or not folder.stat().st_mode & _OTHERS:
        return files
    inside = [path for path in _ours(settings) if path.name != ENV_FILE and path.stat().st_mode & _OTHERS]
    return [*files, *([folder] if folder.resolve() != Path.cwd() else []), *inside]


def _ours(settings: Settings) -> Iterator[Path]:
    database = sqlite_file(settings.database_url)
    if Path(ENV_FILE).is_file():
        yield Path(ENV_FILE)
    if database is not None and database.parent.is_dir():
        yield from (each for each in database.parent.glob(f"{database.name}*") if each.is_file())
    for name in FOLDERS:
        if (folder := settings.data_dir / name).is_dir():
            yield folder
            yield from folder.rglob("*")
