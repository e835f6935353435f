"""Every figure beside its floor, in one run. Exit 1 when one that must be reached is not."""

import importlib
import pkgutil
import sys
from collections.abc import Iterator

import benchmarks
from benchmarks.measure import Figure


def figures() -> Iterator[Figure]:
    """Every file of the folder that has `run()` is a benchmark."""
    for module in pkgutil.iter_modules(benchmarks.__path__, "benchmarks."):
        if not module.name.endswith("__main__"):
            run = getattr(importlib.import_module(module.name), "run", None)
            yield from run() if run else ()


def main() -> int:
    missed = 0
    print(f"{'valor':>12} {'piso':>12} {'razão':>8} {'meta':>6}  figura")
    for figure in figures():
        goal = f"{figure.at_most:g}" if figure.at_most is not None else "-"
        mark = "" if figure.reached else "  NÃO ALCANÇADA"
        missed += not figure.reached
        numbers = f"{figure.value:>12.5g} {figure.floor:>12.5g} {figure.ratio:>8.3g} {goal:>6}"
        print(f"{numbers}  {figure.name} ({figure.unit}){mark}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
