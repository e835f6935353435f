"""The shared corpora of other people's parsers, where they are at hand."""

import importlib.util
import json
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from handlers.reading.dates import Kind, Term, find
from tests.handlers.reading import corpus_adapter

SHARED = Path(__file__).resolve().parents[4] / "shared" / "dates"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpora are not on this machine")

SECONDS_OF = {"minutos": 60, "horas": 3600, "dias_corridos": 86_400, "semanas": 604_800, "meses": 2_592_000,
              "anos": 31_536_000}  # fmt: skip
GRAINS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_592_000,
          "year": 31_536_000}  # fmt: skip


def rows(name: str) -> list[dict[str, Any]]:
    lines = (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    spec = importlib.util.spec_from_file_location("measure", SHARED / "measure.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("mode", ["phrase", "sentence"])
def test_figures(measure: ModuleType, mode: str) -> None:
    chosen = rows("dev")
    if mode == "sentence":
        chosen = [
            row for row in chosen if row["sentence"].strip() != row["text"].strip() and row.get("n_results", 1) == 1
        ]
    scores = [
        measure.score(row, answer)
        for row, answer in zip(chosen, measure.run(corpus_adapter, chosen, mode), strict=True)
    ]
    total, _, day, fine_rows, fine, range_rows, ranges, wrong = measure.table(chosen, scores, None)["ALL"]
    assert day / total >= 0.97
    assert fine / fine_rows >= 0.95
    assert ranges / range_rows >= 0.95
    assert wrong / total <= 0.01


def test_no_false_alarm() -> None:
    alarms = [row["text"] for row in rows("negatives") if corpus_adapter.parse(row["text"], reference(row))]
    assert alarms == []


def reference(row: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(row.get("ref") or "2026-11-23T09:00:00").replace(tzinfo=None)


def test_lengths() -> None:
    # Whole minutes and more: seconds, and decimals of them, are no deadlines.
    for row in rows("durations"):
        expected = row["expected"]
        seconds = expected.get("seconds") or sum(
            GRAINS[grain] * expected[grain] for grain in GRAINS if isinstance(expected.get(grain), int)
        )
        if "value" in expected:
            seconds = GRAINS[expected["grain"]] * expected["value"]
        reading = find(row["text"], datetime(2026, 11, 23, 9).astimezone())
        if reading is not None and reading.kind is Kind.TERM and "second" not in expected:
            assert reading.term is not None
            assert seconds_of(reading.term) == pytest.approx(seconds, rel=0.03), row["text"]


def seconds_of(term: Term) -> int:
    return term.n * SECONDS_OF[term.unit]


def test_recurrences() -> None:
    missed = []
    for row in rows("recurrence"):
        reading = find(row["text"], datetime(2026, 11, 23, 9).astimezone())
        if reading is None or reading.recurrence is None:
            missed.append(row["text"])
    assert missed == []
