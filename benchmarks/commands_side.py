"""One side of the comparison, run by commands.py with the code of the checkout it is given: CPU of each line.

It uses only what has long stood in every checkout: settings, `build`, the tables of people, ingest and handle.
"""

import gc
import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
_PEOPLE = {
    "ana": ("chefia", 1, ""),
    "davi": ("assessoria", 1, ""),
    "helena": ("prefeito", 1, "titular"),
    "bruno": ("secretario", 2, "titular"),
    "otavio": ("secretario", 3, "titular"),
    "edna": ("secretario", 4, "titular"),
}
_WARM = 3  # turns that do not count
_ORGAOS = ("GP", "SAUDE", "OBRAS", "EDUCACAO")


def main() -> None:
    """Answer each line of the input, a turn of lines to say as JSON, with the CPU of each."""
    sys.path[0] = sys.argv[1]
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        app = _house(Path(folder))
        for n, given in enumerate(sys.stdin, start=1):
            lines, warming = json.loads(given), range(_WARM if n == 1 else 0)
            for each in warming:
                _turn(app, lines, each + 1)
            gc.collect()
            gc.disable()
            sys.stdout.write(json.dumps(_turn(app, lines, _WARM + n)) + "\n")
            sys.stdout.flush()
            gc.enable()
        app.engine.dispose()


def _house(folder: Path) -> Any:
    from bot import schema
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction
    from models.base import insert_row
    from models.people import Address, Orgao, Person

    app = build(Settings(_env_file=None, database_url=f"sqlite:///{folder}/side.db"), clock=lambda: NOW)  # type: ignore[call-arg]
    schema.create(app.engine)
    with transaction(app.engine) as session:
        for sigla in _ORGAOS:
            insert_row(session, Orgao, sigla=sigla, key=sigla.lower(), name=sigla.title())
        for handle, (role, orgao_id, function) in _PEOPLE.items():
            named = {"handle": handle, "name": handle.title(), "name_key": handle, "cargo": "", "email": ""}
            rest = {"phone": "", "role": role, "orgao_id": orgao_id, "function": function, "active": True}
            person_id = insert_row(session, Person, **named, **rest, preferences={})
            place = {"channel": "console", "address": handle, "active": True, "bound_at": NOW}
            insert_row(session, Address, person_id=person_id, **place)
    return app


def _turn(app: Any, lines: list[tuple[str, str]], n: int) -> list[float]:
    """Say every line, for the n-th time; returns microseconds of CPU, ingested and handled."""
    from bot.inbox import Update

    found, queue = [], app.inbox if hasattr(app, "inbox") else app.receiver  # its name in older checkouts
    ingest = queue.ingest if hasattr(queue, "ingest") else queue.receive_all
    for index, (who, line) in enumerate(lines):
        raw = json.dumps({"as": who, "text": line.format(n=n)}, ensure_ascii=False)
        began = time.process_time_ns()
        (row_id,) = ingest("console", "local", [Update(f"side:{n}:{index}", who, raw)], NOW)
        queue.handle(row_id, "console", raw, NOW)
        found.append((time.process_time_ns() - began) / 1000)
    return found


if __name__ == "__main__":
    main()
