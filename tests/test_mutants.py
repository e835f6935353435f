"""The mutants keep up with the code: what one takes out is still there, and every room has its three."""

from collections import Counter

from tests.mutants import MUTANTS, ROOT
from tests.test_house import ROOMS


def test_every_mutant_takes_something_out() -> None:
    gone = [each.name for each in MUTANTS if each.old not in (ROOT / each.file).read_text(encoding="utf-8")]
    assert gone == [], "Say in tests/mutants.py what stands there now."


def test_three_in_each_room() -> None:
    rooms = Counter(each.file.partition("/")[0] for each in MUTANTS)
    assert [room for room in ROOMS if rooms[room] < 3] == []
