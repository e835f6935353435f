"""The documented limits, as strict sliding windows over the accepted calls, and their count."""

import math
from bisect import bisect_left
from collections import defaultdict, deque

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}  # tier -> calls of one method
SECOND, MINUTE = 1.0, 60.0
FLIGHT = 0.1  # seconds: a call so soon after a 429 left before its answer could arrive
POSTS = {"chat.postMessage", "chat.postEphemeral"}


class Pace:
    """One post a second to a channel, and each method's tier. Times are monotonic seconds."""

    def __init__(self, tiers: dict[str, int], *, enforced: bool) -> None:
        self.enforced = enforced
        self.accepted: list[float] = []
        self.refused = 0
        self.inside_window = 0
        self._tiers = tiers
        self._windows: dict[str, tuple[float, float]] = {}
        self._channels: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=1))
        self._methods: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=max(PER_MINUTE.values())))

    def waits(self, method: str, now: float) -> float:
        """The seconds left of a Retry-After of that method; a call inside one is counted."""
        start, end = self._windows.get(method, (0.0, 0.0))
        if now >= end:
            return 0.0
        if now > start + FLIGHT:
            self.inside_window += 1
        return end - now

    def shut(self, method: str, now: float, seconds: float) -> None:
        """Note the Retry-After of a 429 about to be answered."""
        if now + seconds > self._windows.get(method, (0.0, 0.0))[1]:
            self._windows[method] = (now, now + seconds)

    def over(self, method: str, channel: str, now: float) -> float:
        """The seconds until a call would be within the limits; 0 when it is."""
        if method in POSTS:
            return _until(self._channels[channel], 1, SECOND, now)
        limit = PER_MINUTE.get(self._tiers.get(method, 0))
        return _until(self._methods[method], limit, MINUTE, now) if limit else 0.0

    def accept(self, method: str, channel: str, now: float) -> None:
        """Count an accepted call."""
        if method in POSTS:
            self.accepted.append(now)
            self._channels[channel].append(now)
        self._methods[method].append(now)

    def peak(self) -> int:
        """The most posts accepted in any second."""
        times = self.accepted
        return max((index + 1 - bisect_left(times, at - SECOND + 1e-9) for index, at in enumerate(times)), default=0)


def whole(seconds: float) -> int:
    """The Retry-After of a wait, in whole seconds."""
    return max(1, math.ceil(seconds))


def _until(times: "deque[float]", limit: int, span: float, now: float) -> float:
    return max(0.0, times[-limit] + span - now) if len(times) >= limit else 0.0
