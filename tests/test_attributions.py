"""The page of the 22 attributions names only lines that begin with a command."""

import re
from pathlib import Path

from handlers import base

PAGE = Path(__file__).parent.parent / "docs" / "atribuicoes.md"
_ROW = re.compile(r"\| (?P<number>[IVX]+) \|[^|]*\|[^|]*\|(?P<lines>[^|]*)\|[^|]*\|")


def test_every_line_of_an_attribution_is_a_command() -> None:
    base.walk()
    rows = [each for each in map(_ROW.match, PAGE.read_text(encoding="utf-8").splitlines()) if each]
    assert len(rows) == 22
    lines = [line for row in rows for line in re.findall(r"`([^`]+)`", row["lines"])]
    assert [line for line in lines if not base.match(line)[0]] == []
