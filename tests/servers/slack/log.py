"""The log of calls, written before they are answered."""

import dataclasses
import json
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call, without the token. `outcome`: "accepted", or the code and words of the refusal."""

    method: str
    params: dict[str, Any]
    outcome: str = "accepted"
    ts: str | None = None
    at: float = field(default_factory=time.monotonic)
    wall: float = field(default_factory=time.time)

    @property
    def place(self) -> str:
        """The channel or person of the call; empty where there is none."""
        names = ("channel", "channel_id", "user", "user_id", "users")
        return next((str(self.params[name]) for name in names if self.params.get(name)), "")


class Log:
    """Accepted calls, refused calls and calls that broke the interface; also as JSON lines where a path is given."""

    def __init__(self, path: Path | None = None) -> None:
        self.accepted: list[Call] = []
        self.denied: list[Call] = []
        self.violations: list[Call] = []
        self._file = path.open("ab", buffering=0) if path else None

    def accept(self, call: Call) -> None:
        """Log a call with an effect, before its answer is sent."""
        self.accepted.append(call)
        self._write(call)

    def deny(self, call: Call, *, violation: bool = False) -> None:
        """Log a call without effect."""
        (self.violations if violation else self.denied).append(call)
        self._write(call)

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()
            self._file = None

    def _write(self, call: Call) -> None:
        if self._file:
            self._file.write(json.dumps(as_json(call), ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def as_json(call: Call) -> dict[str, Any]:
    """A call as a JSON object."""
    return {one.name: getattr(call, one.name) for one in dataclasses.fields(call)}
