"""opsdroid with a skill that stores one row for each line, through `parse`, where connectors hand in messages."""

import gettext
import json
import logging
import sys
import time

import aiosqlite
from opsdroid.connector import Connector
from opsdroid.core import OpsDroid
from opsdroid.events import Message
from opsdroid.matchers import match_regex

gettext.install("opsdroid")  # as its own program does


class Paper(Connector):  # type: ignore[misc]
    """A connector that stores the messages it is given to send."""

    def __init__(self, opsdroid: OpsDroid) -> None:
        super().__init__({"name": "paper"}, opsdroid=opsdroid)
        self.sent: list[str] = []

    async def connect(self) -> None:
        """Do nothing: there is nothing to connect to."""

    async def listen(self) -> None:
        """Do nothing: messages come through `parse`."""

    async def send(self, event: Message) -> None:
        self.sent.append(event.text)


async def measured(opsdroid: OpsDroid, line: str, warm_up: int, times: int) -> dict[str, float]:
    database = await aiosqlite.connect("tasks.db")
    await database.execute("CREATE TABLE tasks (id INTEGER PRIMARY KEY, who TEXT, title TEXT)")
    paper = Paper(opsdroid)
    opsdroid.connectors = [paper]

    @match_regex(r"tarefa (?P<title>.+)")  # type: ignore[untyped-decorator]
    async def tarefa(message: Message) -> None:
        row = (message.user, message.regex.group("title"))
        await database.execute("INSERT INTO tasks (who, title) VALUES (?, ?)", row)
        await database.commit()
        await message.respond("Tarefa criada.")

    opsdroid.register_skill(tarefa, {"name": "tasks"})

    async def say() -> None:
        await opsdroid.parse(Message(text=line, user="ana", user_id="ana", target="local", connector=paper))

    for _ in range(warm_up):
        await say()
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        await say()
    spent, took = time.process_time() - cpu, time.perf_counter() - began
    assert paper.sent == ["Tarefa criada."] * (warm_up + times), len(paper.sent)
    rows = await database.execute_fetchall("SELECT count(*) FROM tasks")
    await database.close()
    return {"per_second": times / took, "cpu": spent / times * 1e6, "rows": next(iter(rows))[0]}


def main(line: str, warm_up: int, times: int) -> None:
    logging.disable(logging.WARNING)
    with OpsDroid(config={}) as opsdroid:
        found = opsdroid.eventloop.run_until_complete(measured(opsdroid, line, warm_up, times))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
