"""For ../shared/dates/measure.py: `python measure.py tests/handlers/reading/corpus_adapter.py`."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from handlers.reading import dates

NAME = "gabinete"
_ZONE = ZoneInfo("America/Sao_Paulo")


def parse(text: str, ref: datetime) -> tuple[datetime | None, datetime | None] | None:
    reading = dates.find(text, ref.replace(tzinfo=_ZONE))
    if reading is None:
        return None
    start, end = reading.start, reading.end
    return start and start.replace(tzinfo=None), end and end.replace(tzinfo=None)
