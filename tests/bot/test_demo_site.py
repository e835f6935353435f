"""The demonstration outside the terminal: the panel at its address, and the files it names."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.demo import site, tray
from tests.conftest import House

pytestmark = pytest.mark.console
_ROOT = Path(__file__).parents[2]


def demo(folder: Path) -> "subprocess.Popen[bytes]":
    """The demonstration, begun in a folder."""
    program = [sys.executable, "-m", "bot", "demo", "--json", "--now", "2026-11-30T10:00:00-03:00"]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    return subprocess.Popen(program, cwd=folder, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.slow
def test_the_panel_opens_at_its_address_and_files_have_their_names(tmp_path: Path) -> None:
    with demo(tmp_path) as process:
        (panel,) = said(process, "painel")
        found = re.search(r"http://127\.0\.0\.1:\d+/painel/[0-9a-f]{40}", panel["text"])
        assert found is not None
        with httpx.Client(follow_redirects=True) as browser:
            assert "Abrir o painel" in browser.get(found[0]).text
            assert "Ana Prado" in browser.post(found[0]).text
        later = said(process, "gráfico atrasos")
        assert any(each["text"].startswith("O seu painel foi aberto") for each in later)
        ((file,),) = [each["files"] for each in later if each["files"]]
        assert Path(file["path"]) == tmp_path / tray.FOLDER / "gráfico 1.png"
        assert Path(file["path"]).read_bytes().startswith(b"\x89PNG")
        process.communicate(b"")
    assert process.returncode == 0


def said(process: "subprocess.Popen[bytes]", line: str, who: str = "ana") -> list[dict[str, Any]]:
    """Messages for somebody after their line."""
    assert process.stdin
    assert process.stdout
    for each in ({"as": who, "text": line}, {"sync": 1}):
        process.stdin.write(json.dumps(each).encode() + b"\n")
    process.stdin.flush()
    found = iter(json.loads(answer) for answer in process.stdout)
    return [answer for answer in iter(lambda: next(found), {"sync": 1}) if answer["to"] == who]


def test_without_a_visit_nothing_is_loaded_and_it_closes(house: House) -> None:
    first, second = site.DemoSite(), site.DemoSite()
    assert first.address
    assert first.address != second.address  # the port of the first is taken
    first.open(house.app)
    for each in (first, second):
        each.close()


def test_a_file_stays_where_it_is_when_it_cannot_be_laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tray, "FOLDER", tmp_path / "in" / "the" / "demo")
    kept = tmp_path / "0a1b"
    kept.write_bytes(b"words")
    assert Path(tray.lay("../../of a name.txt", str(kept))).parent == tray.FOLDER
    (tmp_path / "taken").write_bytes(b"")
    monkeypatch.setattr(tray, "FOLDER", tmp_path / "taken")
    assert tray.lay("a.txt", str(kept)) == str(kept)
