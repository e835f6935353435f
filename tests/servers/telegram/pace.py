"""The documented limits, as strict sliding windows over the accepted calls, and their count."""

import math
from bisect import bisect_left
from collections import defaultdict, deque

OVERALL, GROUP = 30, 20
SECOND, MINUTE = 1.0, 60.0
FLIGHT = 0.1  # seconds: a call so soon after a 429 left before its answer could arrive


class Pace:
    """30 sends in any second, 1 a second to a private chat, 20 a minute to a group. Times are monotonic seconds."""

    def __init__(self, *, enforced: bool) -> None:
        self.enforced = enforced
        self.accepted: list[float] = []
        self.refused = 0
        self.inside_window = 0
        self._window = (0.0, 0.0)
        self._chats: defaultdict[int | str, deque[float]] = defaultdict(deque)

    def waits(self, now: float) -> float:
        """The seconds left of a retry_after window; a call inside one is counted."""
        start, end = self._window
        if now >= end:
            return 0.0
        if now > start + FLIGHT:
            self.inside_window += 1
        return end - now

    def shut(self, now: float, seconds: float) -> None:
        """Note the retry_after of a 429 about to be answered."""
        if now + seconds > self._window[1]:
            self._window = (now, now + seconds)

    def over(self, chat_id: int | str, now: float) -> float:
        """The seconds until a send to that chat would be within the limits; 0 when it is."""
        wait = self._until(self.accepted, OVERALL, SECOND, now)
        limit, span = (GROUP, MINUTE) if isinstance(chat_id, str) or chat_id < 0 else (1, SECOND)
        return max(wait, self._until(self._chats[chat_id], limit, span, now))

    def accept(self, chat_id: int | str, now: float) -> None:
        """Count an accepted send."""
        self.accepted.append(now)
        if self.enforced:
            recent = self._chats[chat_id]
            recent.append(now)
            if len(recent) > GROUP:
                recent.popleft()

    def peak(self) -> int:
        """The most sends accepted in any second."""
        times = self.accepted
        return max((index + 1 - bisect_left(times, at - SECOND + 1e-9) for index, at in enumerate(times)), default=0)

    @staticmethod
    def _until(times: "list[float] | deque[float]", limit: int, span: float, now: float) -> float:
        return max(0.0, times[-limit] + span - now) if len(times) >= limit else 0.0


def whole(seconds: float) -> int:
    """The retry_after of a wait, in whole seconds."""
    return max(1, math.ceil(seconds))
