"""Each benchmark runs to its end, at its smallest size; one that breaks is named, and the others go on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import benchmarks.__main__ as bench
from benchmarks import page
from benchmarks.measure import Figure
from tests import processes

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.slow
@pytest.mark.parametrize("name", bench.names())
def test_each_runs(name: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = processes.run(["benchmarks", name, "--smallest"], tmp_path, environment)
    assert done.returncode == 0, done.stdout + done.stderr


def test_one_that_breaks_is_named_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def figures(name: str) -> Iterator[Figure]:
        yield Figure(f"a de {name}", 1, 2, "s", 1)
        if name == "um":
            raise KeyError("coluna")

    monkeypatch.setattr(bench, "figures", figures)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "um", "dois"])
    assert bench.main() == 1
    said = capsys.readouterr()
    assert "QUEBROU: um\n" in said.out
    assert "a de dois" in said.out
    assert said.out.endswith("QUEBRARAM, e não foram medidos até o fim: um\n")
    assert "KeyError: 'coluna'" in said.err
    kept = tmp_path / "medidas.md"
    monkeypatch.setattr(page, "PAGE", kept)
    monkeypatch.setattr(sys, "argv", ["benchmarks", "um", "dois", "--keep"])
    assert bench.main() == 1
    written = kept.read_text(encoding="utf-8")
    assert "| a de dois | 1 s | 2 | 0.5 | 1 |  |\n" in written
    assert "## um\n\nQuebrou, e não foi medida até o fim.\n" in written
    assert "- processador: " in written
    monkeypatch.setattr(sys, "argv", ["benchmarks", "dois"])
    assert bench.main() == 0
