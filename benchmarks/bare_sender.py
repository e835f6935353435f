"""The bare client library sending the same text from a loop: python -m benchmarks.bare_sender URL COUNT ours|own.

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


async def send(url: str, count: int, request: BaseRequest) -> float:
    """CPU microseconds of each message."""
    async with Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request) as bot:
        for n in range(_WARM_UP):
            await bot.send_message(FIRST_USER + n, TEXT.format(n))
        start = time.process_time()
        for n in range(count):
            await bot.send_message(FIRST_USER + n, TEXT.format(n))
        return (time.process_time() - start) / count * 1e6


def main(url: str, count: str, which: str) -> None:
    request = HTTPXRequest(connection_pool_size=8) if which == "own" else AiohttpRequest()
    sys.stdout.write(f"{asyncio.run(send(url, int(count), request))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
