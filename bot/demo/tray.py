"""The files that the demonstration hands out, laid in a folder under their own names, to be opened."""

import shutil
from pathlib import Path

from models.file_types import safe_name

FOLDER = Path("data/demo")


def lay(name: str, path: str) -> str:
    """The path of a copy under its name, in the place of an older one of that name; the path itself if none can be."""
    place = (FOLDER / safe_name(name)).absolute()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    except OSError:
        return path
    return str(place)
