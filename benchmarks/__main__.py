"""Every figure beside its floor, in one run. Exit 1 when one that must be reached is not."""

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Collection, Iterator

import benchmarks
from benchmarks.measure import Figure, measure_in_full, report


def figures(wanted: Collection[str]) -> Iterator[Figure]:
    """Every file of the folder that has `run()` is a benchmark; `wanted`: only these (none: all)."""
    for module in pkgutil.iter_modules(benchmarks.__path__):
        if module.name != "__main__" and (not wanted or module.name in wanted):
            run = getattr(importlib.import_module(f"benchmarks.{module.name}"), "run", None)
            yield from run() if run else ()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these, by the names of their files")
    parser.add_argument("--full", action="store_true", help="with the whole sizes: takes the better part of an hour")
    given = parser.parse_args()
    if given.full:
        measure_in_full()
    return report(figures(given.names))


if __name__ == "__main__":
    sys.exit(main())
