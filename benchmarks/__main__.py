"""Every figure beside its floor, in one run. Exit 1 when one that must be reached is not."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import benchmarks
from benchmarks.measure import Figure, report


def figures() -> Iterator[Figure]:
    """Every file of the folder that has `run()` is a benchmark."""
    for module in pkgutil.iter_modules(benchmarks.__path__, "benchmarks."):
        if not module.name.endswith("__main__"):
            run = getattr(importlib.import_module(module.name), "run", None)
            yield from run() if run else ()


if __name__ == "__main__":
    sys.exit(report(figures()))
