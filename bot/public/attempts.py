"""Wrong codes: how many a client may type, and when so many come that somebody must be told."""

from collections import OrderedDict, deque
from time import monotonic

WITHIN = 600.0  # seconds
MOST = 10  # wrong codes of one client in that time
ALARM = 100  # wrong codes of all of them
_MOST_CLIENTS = 10_000


class Attempts:
    """The wrong codes of the last minutes, by client. They live in memory: a restart forgives."""

    def __init__(self) -> None:
        self._by_client: OrderedDict[str, deque[float]] = OrderedDict()
        self._all: deque[float] = deque(maxlen=ALARM)

    def wait(self, client: str) -> float:
        """The seconds until this client may try again."""
        mine = self._by_client.get(client)
        if mine is None or len(mine) < MOST:
            return 0.0
        return max(mine[0] + WITHIN - monotonic(), 0.0)

    def wrong(self, client: str) -> bool:
        """Count a wrong code; True when by now there are enough for an alarm."""
        now = monotonic()
        self._by_client.setdefault(client, deque(maxlen=MOST)).append(now)
        self._by_client.move_to_end(client)
        while len(self._by_client) > _MOST_CLIENTS:
            self._by_client.popitem(last=False)
        self._all.append(now)
        return len(self._all) == ALARM and now - self._all[0] < WITHIN
