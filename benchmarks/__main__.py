"""Every figure beside its floor, in one run. Exit 1 when a required ratio is missed, or a benchmark broke."""

import argparse
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator

import benchmarks
from benchmarks import page
from benchmarks.measure import Figure, Sizes, measure_with, print_head, printed, report


def names() -> list[str]:
    """The files of the folder that define `run()`."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name != "__main__"]
    return [name for name in found if hasattr(importlib.import_module(f"benchmarks.{name}"), "run")]


def figures(name: str) -> Iterator[Figure]:
    found: Iterator[Figure] = importlib.import_module(f"benchmarks.{name}").run()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these, by the names of their files")
    sizes = parser.add_mutually_exclusive_group()
    for each, help_text in (
        (Sizes.FULL, "with the whole sizes: takes the better part of an hour"),
        (Sizes.SMALLEST, "only to see that everything can be measured: no figure has to be reached"),
    ):
        sizes.add_argument(f"--{each}", dest="sizes", action="store_const", const=each, help=help_text)
    parser.add_argument("--keep", action="store_true", help="also write the page docs/medidas.md, with the machine")
    parser.add_argument("--against", help="only the commands, beside another checkout: its folder or a revision")
    given = parser.parse_args()
    measure_with(given.sizes or Sizes.USUAL)  # before the benchmarks are imported
    if given.against:
        return _against(given.against)
    print_head()
    outcomes = {name: _measured(name) for name in given.names or names()}
    broken = [name for name, found in outcomes.items() if found is None]
    if broken:
        print(f"QUEBRARAM, e não foram medidos até o fim: {', '.join(broken)}")
    if given.keep:
        page.PAGE.write_text(page.written(outcomes, given.names), encoding="utf-8")
        print(f"Página: {page.PAGE}")
    return 0 if all(found is not None and all(each.reached for each in found) for found in outcomes.values()) else 1


def _against(name: str) -> int:
    from benchmarks import commands

    with commands.checkout(name) as other:
        return report(commands.compared(other))


def _measured(name: str) -> list[Figure] | None:
    """The figures of a benchmark, printed as they come; None when it broke, and the others go on."""
    found = []
    try:
        for figure in figures(name):
            printed(figure)
            found.append(figure)
    except Exception:
        traceback.print_exc()
        print(f"QUEBROU: {name}", flush=True)
        return None
    return found


if __name__ == "__main__":
    sys.exit(main())
