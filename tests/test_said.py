"""Quoted replies: compared whole, and rewritten in place by one command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.said import said

ROOT = Path(__file__).parent.parent
BEFORE = '''
import pytest
from tests.said import said

def test_one() -> None:
    assert "Olá, \\\\ \\"Ana\\"." == said("outra coisa"), "com a"
    assert "é\\n\\n  recuada\\n" == said("x") and "uma só" == said("""
        duas
        linhas
        """)

@pytest.mark.parametrize("n", [1, 2])
def test_two(n: int) -> None:
    assert f"{n}" == said("0")
    assert "a\\nb" == said("z")
'''
AFTER = '''
import pytest
from tests.said import said

def test_one() -> None:
    assert "Olá, \\\\ \\"Ana\\"." == said('Olá, \\\\ "Ana".'), "com a"
    assert "é\\n\\n  recuada\\n" == said("""
        é

          recuada

        """) and "uma só" == said("uma só")

@pytest.mark.parametrize("n", [1, 2])
def test_two(n: int) -> None:
    assert f"{n}" == said("0")
    assert "a\\nb" == said("""
        a
        b
        """)
'''


def test_it_is_read_as_it_stands() -> None:
    lines = said("""
        Tarefa T-1
          recuada
        """)
    assert lines == "Tarefa T-1\n  recuada"
    assert lines == "Tarefa T-1\n  recuada"
    assert said("uma") != "outra"


def held(path: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    words = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", *more, str(path)]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, cwd=path.parent, env=here, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_what_is_said_is_accepted_by_one_command(tmp_path: Path) -> None:
    path = tmp_path / "test_example.py"
    path.write_text(BEFORE, encoding="utf-8")
    assert held(path).returncode == pytest.ExitCode.TESTS_FAILED
    done = held(path, "--rewrite")
    assert done.returncode == 0, done.stdout + done.stderr
    assert path.read_text(encoding="utf-8") == AFTER
    assert "ouviu 2 respostas diferentes; ficou como estava" in done.stdout


@pytest.mark.slow
def test_several_processes_do_not_write(tmp_path: Path) -> None:
    path = tmp_path / "test_example.py"
    path.write_text(BEFORE, encoding="utf-8")
    assert held(path, "--rewrite", "-n", "2").returncode == pytest.ExitCode.USAGE_ERROR
    assert path.read_text(encoding="utf-8") == BEFORE
