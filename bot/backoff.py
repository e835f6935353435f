"""Backoff: growing waits after failures."""

from datetime import timedelta
from time import monotonic


class Backoff:
    """The waits after failures: 1, 2, 4 ... seconds up to `longest`, until a success."""

    def __init__(self, longest: float = 60.0) -> None:
        self._longest, self._failures, self._free_at = longest, 0, 0.0

    @property
    def left(self) -> float:
        """The seconds left of the wait under way."""
        return max(0.0, self._free_at - monotonic())

    def wait(self) -> timedelta:
        """The wait after a failure; failures during a wait count as one."""
        if self.left <= 0:
            self._failures += 1
            self._free_at = monotonic() + min(2.0 ** (self._failures - 1), self._longest)
        return timedelta(seconds=self.left)

    def wait_for(self, seconds: float) -> timedelta:
        """A wait of the length that a platform asks for."""
        self._free_at = max(self._free_at, monotonic() + seconds)
        return timedelta(seconds=seconds)

    def reset(self) -> None:
        """Begin anew with short waits, after a success; a wait under way is not cut short."""
        self._failures = 0
