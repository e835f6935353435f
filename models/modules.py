"""The files of a package, imported: what is dropped into the folder registers itself."""

import importlib
import pkgutil
from functools import cache


@cache
def walk(package: str) -> None:
    """Import every file of a package, its folders left out, once in a process."""
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        if not module.ispkg:
            importlib.import_module(module.name)
