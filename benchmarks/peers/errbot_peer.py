"""errbot with a plugin that stores one row for each line, driven by the test backend it brings."""

import json
import logging
import sqlite3
import sys
import time
from pathlib import Path

from errbot.backends.test import TestBot

PLUGIN = '''
import sqlite3
import threading

from errbot import BotPlugin, botcmd


class Tasks(BotPlugin):
    """Tasks, one row each."""

    def activate(self):
        super().activate()
        self.local = threading.local()

    @botcmd
    def tarefa(self, msg, args):
        """Add a task."""
        if not hasattr(self.local, "database"):
            self.local.database = sqlite3.connect("tasks.db", timeout=10)
        with self.local.database as database:
            database.execute("INSERT INTO tasks (who, title) VALUES (?, ?)", (str(msg.frm), args))
        return "Tarefa criada."
'''
ABOUT = """
[Core]
Name = Tasks
Module = tasks

[Python]
Version = 3
"""


def main(line: str, warm_up: int, times: int) -> None:
    folder = Path("plugins")
    folder.mkdir()
    (folder / "tasks.plug").write_text(ABOUT)
    (folder / "tasks.py").write_text(PLUGIN)
    database = sqlite3.connect("tasks.db")
    database.execute("CREATE TABLE tasks (id INTEGER PRIMARY KEY, who TEXT, title TEXT)")
    database.commit()
    bot = TestBot(extra_plugin_dir=str(folder), loglevel=logging.ERROR)
    logging.disable(logging.WARNING)
    bot.start()

    def say() -> None:
        bot.push_message("!" + line)
        assert bot.pop_message(timeout=20) == "Tarefa criada."

    for _ in range(warm_up):
        say()
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        say()
    spent, took = time.process_time() - cpu, time.perf_counter() - began
    rows = database.execute("SELECT count(*) FROM tasks").fetchone()[0]
    bot.stop()
    print(json.dumps({"per_second": times / took, "cpu": spent / times * 1e6, "rows": rows}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
