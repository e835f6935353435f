"""`python -m tests.week semana.jsonl`: how many messages each person got on each day of a week."""

import sys
from pathlib import Path

from tests.week.replay import replay, table
from tests.week.test_week import START

sys.stdout.write(table(replay(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines(), START)) + "\n")
