"""Some hundreds of spellings, each with its day counted by hand: no word beside a date is lost in silence.

Said on Monday, 23/11/2026, at 9 in the morning; "?" stands for a question.
"""

from pathlib import Path

import pytest

from handlers.reading.dates import find, promised
from tests.handlers.reading.test_dates_written import NOW, told

TABLE = Path(__file__).with_name("spellings.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(row.split("\t")) for row in TABLE]


@pytest.mark.parametrize(("text", "said"), [row for row in ROWS if row[1] != "?"])
def test_is_read(text: str, said: str) -> None:
    reading = find(text, NOW)
    assert told(reading) == said
    assert reading is not None
    assert reading.without(text) in ("", "voltarei", "enviar")


@pytest.mark.parametrize("text", [text for text, said in ROWS if said == "?"])
def test_is_asked_about(text: str) -> None:
    reading = find(text, NOW)
    unsure = reading is not None and not reading.sure
    assert unsure or promised(reading.without(text) if reading else text, NOW, dated=reading is not None)
