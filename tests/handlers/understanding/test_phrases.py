"""Phrases of people, each with the line it means, in the seeded municipality. Lines are compared by effect."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.commands.understand import answer, demo_house
from handlers.base import DESTRUCTIVE
from handlers.reading import dates
from handlers.understanding import only_reads
from models.texts import fold

pytestmark = pytest.mark.slow

PHRASES = [json.loads(line) for line in Path(__file__).with_name("phrases.jsonl").read_text("utf-8").splitlines()]
NOW = datetime.fromisoformat(PHRASES[0]["now"])
FLOOR = 0.95
_NUMBER = re.compile(r"\b([a-z]{1,5})-(\d+)")
_UNTIL = re.compile(r"\bate .*")

Answers = list[tuple[dict[str, Any], dict[str, Any]]]


@pytest.fixture(scope="module")
def answers() -> Iterator[Answers]:
    with demo_house(NOW) as app:
        yield [(each, answer(app, {**each, "now": NOW, "context": each["context"] or {}})) for each in PHRASES]


def test_most_phrases_are_understood(answers: Answers) -> None:
    wrong = [f"{each['text']!r}: {said}" for each, said in answers if not _is_right(each, said)]
    assert len(wrong) <= (1 - FLOOR) * len(PHRASES), "\n".join(wrong)


def test_nothing_is_done_but_what_was_said(answers: Answers) -> None:
    acts = [(each, said["does"]) for each, said in answers if said["does"] and not only_reads(said["does"])]
    wrong = [f"{each['text']!r}: {does}" for each, does in acts if not _expects(each, does)]
    assert not wrong, "\n".join(wrong)


def test_what_destroys_is_never_done_at_once_nor_offered_unasked(answers: Answers) -> None:
    for each, said in answers:
        asked = {line.split()[0] for line in each["expect"]["lines"]}
        for line in [*([said["does"]] if said["does"] else []), *said["asks"]]:
            name = next((name for name in DESTRUCTIVE if fold(line).startswith(fold(name))), None)
            assert name is None or (line != said["does"] and name.split()[0] in asked), f"{each['text']!r}: {line}"


def test_what_may_never_be_offered_is_not(answers: Answers) -> None:
    for each, said in answers:
        for never in each["expect"]["must"].get("never", ()):
            offered = [line for line in (said["does"], *said["asks"]) if line and fold(line).startswith(fold(never))]
            assert all(_expects(each, line) for line in offered), f"{each['text']!r}: {offered}"


def _is_right(each: dict[str, Any], said: dict[str, Any]) -> bool:
    kind = each["expect"]["kind"]
    if kind in ("read", "write"):
        lines = [said["does"]] if said["does"] else said["asks"]
        return any(_expects(each, line) for line in lines)
    if said["does"]:
        return bool(each["expect"]["must"].get("or_ask")) or _expects(each, said["does"])
    return bool(said["says"]) and (kind != "ask" or bool(said["asks"]) or not each["expect"]["lines"])


def _expects(each: dict[str, Any], line: str) -> bool:
    must = each["expect"]["must"]
    pieces = [*must.get("title", ()), *must.get("text_has", ())]
    banned = must.get("title_not", ())
    title = _UNTIL.sub("", re.sub(r"@\S+", "", fold(line)))
    kept = all(fold(piece) in fold(line) for piece in pieces) and not any(fold(piece) in title for piece in banned)
    return kept and any(_effect(line) == _effect(wanted) for wanted in each["expect"]["lines"])


def _effect(line: str) -> tuple[str, frozenset[Any], frozenset[str], Any]:
    """The command, the records, the people and the moment of a line."""
    text = fold(line)
    reading = dates.find(_last_until(line), NOW)
    when = (reading.end or reading.start) if reading else None
    whole = when if reading is not None and reading.has_clock else when.date() if when else None
    return text.split()[0], frozenset(_NUMBER.findall(text)), frozenset(re.findall(r"@([\w-]+)", text)), whole


def _last_until(line: str) -> str:
    """The words led by the last "até", where there is one: a day before it belongs to the subject."""
    before, found, after = line.rpartition("até ")
    return f"{found}{after}" if found else before or line
