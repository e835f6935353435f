"""The limiter of the way in: a token bucket for each chat, so that a flood slows its writer down and nobody else."""

from collections import OrderedDict
from dataclasses import dataclass

from bot.inbox import Chat

BURST = 4.0  # seconds of the database's thread that a chat may use at once
REFILL = 0.25  # seconds of it that a chat earns in each second after that
_MOST_CHATS = 10_000
SLOWED = (
    "Você mandou muita coisa de uma vez. Está tudo guardado e será respondido aos poucos, na ordem; "
    "não é preciso repetir."
)


@dataclass(slots=True)
class _Bucket:
    """The seconds a chat had left at a moment, and whether it was told that it has to wait."""

    left: float
    at: float
    told: bool = False


class ChatLimiter:
    """The buckets of all chats, in seconds of work. They live in memory: a restart forgives."""

    def __init__(self, burst: float = BURST, refill: float = REFILL) -> None:
        self._burst, self._refill = burst, refill
        self._buckets: OrderedDict[Chat, _Bucket] = OrderedDict()

    def spent(self, chat: Chat, seconds: float, now: float) -> None:
        """Take the cost of a request out of the chat's bucket."""
        bucket = self._buckets.setdefault(chat, _Bucket(self._burst, now))
        self._fill(bucket, now)
        bucket.left -= seconds
        self._buckets.move_to_end(chat)
        while len(self._buckets) > _MOST_CHATS:
            self._buckets.popitem(last=False)

    def wait(self, chat: Chat, now: float) -> float:
        """The seconds until the chat's next request may begin."""
        bucket = self._buckets.get(chat)
        if bucket is None:
            return 0.0
        self._fill(bucket, now)
        return max(-bucket.left / self._refill, 0.0)

    def is_news(self, chat: Chat) -> bool:
        """Whether a chat that has to wait was not told so yet; from here on it counts as told."""
        bucket = self._buckets[chat]
        was_told, bucket.told = bucket.told, True
        return not was_told

    def _fill(self, bucket: _Bucket, now: float) -> None:
        bucket.left = min(bucket.left + (now - bucket.at) * self._refill, self._burst)
        bucket.at = now
        bucket.told = bucket.told and bucket.left < self._burst
