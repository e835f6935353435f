"""kill -9, again and again, during a broadcast and with updates queued: `python -m tests.faults.kills`."""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.bot.paper import eventually
from tests.faults.at_the_door import FIRST_USER, Bot, TelegramProcess, broadcast, broken_promises, town

LINE = "tarefa @p0 conferir o item {} até sexta 17h"


def during_a_broadcast(folder: Path, *, recipients: int, kills: int, seed: int) -> list[str]:
    """Kill the bot `kills` times while it sends to `recipients` people; the broken promises."""
    chance = random.Random(seed)
    app = town(folder)
    broadcast(app, recipients)
    app.engine.dispose()
    server = TelegramProcess(folder)
    bot = Bot(folder, server, TELEGRAM_RATE=str(max(50, recipients / kills)))
    try:
        for _ in range(kills):
            before = len(server.sent())
            bot.start()
            eventually(lambda before=before: len(server.sent()) > before, 30)  # type: ignore[misc]
            time.sleep(chance.uniform(0, 0.3))
            bot.kill()
        with bot.running():
            eventually(lambda: not _unsettled(bot), 60 + recipients / 50)
        return broken_promises(bot, server, kills)
    finally:
        server.close()


def with_updates_queued(folder: Path, *, updates: int, kills: int, seed: int) -> list[str]:
    """Kill the bot `kills` times while it handles `updates` commands; the broken promises."""
    chance = random.Random(seed)
    town(folder).engine.dispose()
    server = TelegramProcess(folder)
    bot = Bot(folder, server, TELEGRAM_RATE="1000")
    try:
        for n in range(updates):
            server.control("say", user_id=FIRST_USER, text=LINE.format(n))
        for _ in range(kills):
            bot.start()
            time.sleep(chance.uniform(0.8, 1.8))
            bot.kill()
        with bot.running():
            eventually(lambda: _handled(bot) == updates, 120)
        states = bot.ask("SELECT state, count(*) FROM inbox GROUP BY state")
        tasks = bot.ask("SELECT count(DISTINCT title), count(*) FROM records WHERE kind = 'task'")
        wanted = ([("done", updates)], [(updates, updates)])
        return [] if (states, tasks) == wanted else [f"updates {states}, tasks {tasks}, wanted {wanted}"]
    finally:
        server.close()


def _unsettled(bot: Bot) -> int:
    return int(bot.ask("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')")[0][0])


def _handled(bot: Bot) -> int:
    return int(bot.ask("SELECT count(*) FROM inbox WHERE state <> 'pending'")[0][0])


def main() -> int:
    """Run both, at length; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--updates", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        faults += during_a_broadcast(Path(one), recipients=given.recipients, kills=given.kills, seed=given.seed)
        faults += with_updates_queued(Path(other), updates=given.updates, kills=given.kills, seed=given.seed)
    sys.stdout.write("\n".join(faults) + "\n" if faults else f"{given.kills} + {given.kills} kills: all held\n")
    sys.stdout.write(f"seed {given.seed}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
