"""A migration in a process of its own, which may end itself: `python -m tests.faults.migrating <url> <revision> <n>`."""

import os
import signal
import sys
from typing import Any

from sqlalchemy import event

from bot import schema
from bot.database import open_engine


def main(url: str, to: str, last: int) -> None:
    """Migrate and write the number of statements; after statement number `last` the process is killed."""
    engine, count = open_engine(url), 0

    @event.listens_for(engine, "after_cursor_execute")
    def die(*_: Any) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    schema.migrate(engine, to)
    sys.stdout.write(str(count))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
