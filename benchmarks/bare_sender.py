"""The bare client library sending the same text: python -m benchmarks.bare_sender URL COUNT ours|own AT_ONCE.

Prints the CPU microseconds per message. `own`: with the request class that the library brings; `ours`: with the door's.
"""

import asyncio
import sys
import time

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.telegram.request import AiohttpRequest
from tests.faults.at_the_door import FIRST_USER, TOKEN

TEXT = "Ordem de teste a todos. ({})"
_WARM_UP = 200


async def send(url: str, count: int, request: BaseRequest, at_once: int) -> float:
    """CPU microseconds of each message."""
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request) as bot:
        await _loops(bot, _WARM_UP, at_once)
        start = time.process_time()
        await _loops(bot, count, at_once)
        return (time.process_time() - start) / count * 1e6


async def _loops(bot: Bot, count: int, at_once: int) -> None:
    left = iter(range(count))

    async def loop() -> None:
        for n in left:
            await bot.send_message(FIRST_USER + n, TEXT.format(n))

    await asyncio.gather(*(loop() for _ in range(at_once)))


def main(url: str, count: str, which: str, at_once: str) -> None:
    request = HTTPXRequest(connection_pool_size=8) if which == "own" else AiohttpRequest()
    sys.stdout.write(f"{asyncio.run(send(url, int(count), request, int(at_once)))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
