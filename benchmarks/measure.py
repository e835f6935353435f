"""The figures of benchmarks: a value, its floor from the same run, and their ratio."""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Sizes(StrEnum):
    """The sizes of a run; the smallest only tests that a benchmark works."""

    SMALLEST = "smallest"
    USUAL = "usual"
    FULL = "full"


_sizes = Sizes.USUAL


def measure_with(sizes: Sizes) -> None:
    """Set the sizes of this process."""
    global _sizes
    _sizes = sizes


def size(usual: int, smallest: int, full: int | None = None) -> int:
    """The size to measure with; in full the usual one, unless `full` is given."""
    return {Sizes.SMALLEST: smallest, Sizes.USUAL: usual, Sizes.FULL: full or usual}[_sizes]


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` and `floor` in the same `unit`; `at_most` is the ratio to reach (None: reported only)."""

    name: str
    value: float
    floor: float
    unit: str
    at_most: float | None = None

    @property
    def ratio(self) -> float:
        return self.value / self.floor if self.floor else float("nan")

    @property
    def reached(self) -> bool:
        return self.at_most is None or _sizes is Sizes.SMALLEST or self.ratio <= self.at_most


def cpu_side_by_side(
    first: Callable[[int], None], second: Callable[[int], None], rounds: int | None = None
) -> tuple[float, float]:
    """Median CPU microseconds per call of two kinds of work, in turns of 100: the noise of the machine hits both."""
    costs: tuple[list[float], list[float]] = ([], [])
    for turn in range((rounds or size(15, 1)) + 1):
        for work, found in zip((first, second), costs, strict=True):
            found.append(cpu_per_call(lambda i, work=work, turn=turn: work(turn * 100 + i), 100, warm_up=0))  # type: ignore[misc]
    return median(costs[0][1:]), median(costs[1][1:])


def cpu_per_call(work: Callable[[int], None], times: int, warm_up: int = 100) -> float:
    """CPU microseconds per call, user and system, of the whole process."""
    for i in range(warm_up):
        work(i)
    gc.collect()
    start = time.process_time()
    for i in range(warm_up, warm_up + times):
        work(i)
    return (time.process_time() - start) / times * 1e6


def report(figures: Iterable[Figure]) -> int:
    """Print each figure as it comes; returns 1 when a required ratio is missed, else 0."""
    print_head()
    return 1 if [figure for figure in figures if not printed(figure)] else 0


def print_head() -> None:
    print(f"{'valor':>12} {'piso':>12} {'razão':>8} {'meta':>6}  figura")


def printed(figure: Figure) -> bool:
    """Print a figure beside its floor; returns False when its required ratio is missed."""
    goal = f"{figure.at_most:g}" if figure.at_most is not None else "-"
    mark = "" if figure.reached else "  NÃO ALCANÇADA"
    numbers = f"{figure.value:>12.5g} {figure.floor:>12.5g} {figure.ratio:>8.3g} {goal:>6}"
    print(f"{numbers}  {figure.name} ({figure.unit}){mark}", flush=True)
    return figure.reached
