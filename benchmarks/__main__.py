"""Every figure beside its floor, in one run. Exit 1 when a required ratio is missed, or a benchmark broke."""

import argparse
import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterator

import benchmarks
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
    parser.add_argument("--against", help="only the commands, beside another checkout: its folder or a revision")
    given = parser.parse_args()
    measure_with(given.sizes or Sizes.USUAL)  # before the benchmarks are imported
    if given.against:
        return _against(given.against)
    print_head()
    outcomes = [(name, _measured(name)) for name in given.names or names()]
    broken = [name for name, reached in outcomes if reached is None]
    if broken:
        print(f"QUEBRARAM, e não foram medidos até o fim: {', '.join(broken)}")
    return 0 if all(reached for _, reached in outcomes) else 1


def _against(name: str) -> int:
    from benchmarks import commands

    with commands.checkout(name) as other:
        return report(commands.compared(other))


def _measured(name: str) -> bool | None:
    """Whether a benchmark reached all its required ratios; None when it broke, and the others go on."""
    try:
        reached = [printed(figure) for figure in figures(name)]
    except Exception:
        traceback.print_exc()
        print(f"QUEBROU: {name}", flush=True)
        return None
    return all(reached)


if __name__ == "__main__":
    sys.exit(main())
