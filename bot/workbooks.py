"""The subprocess that writes a long workbook, so that the bot holds only a few of its rows."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from models.sheets import workbook
from models.sheets.workbook import Plan, Row

_PROGRAM = str(Path(workbook.__file__))
_LONGEST = 300.0  # seconds after the last row


class WorkbookProcess:
    """One workbook being written at a path, by a program of its own."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-I", _PROGRAM, str(path)], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._send(plan.as_line())

    def put(self, rows: Iterable[Row]) -> None:
        """Write these rows below the others. Raises OSError when the program has ended."""
        self._send("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))

    def close(self) -> None:
        """Finish the workbook. Raises OSError when it could not be written."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            ended = self._process.wait(_LONGEST)
        except subprocess.TimeoutExpired:
            self.stop()
            ended = -1
        if ended:
            raise OSError(f"the workbook's program ended with {ended}")

    def stop(self) -> None:
        """End the program, whatever it has written."""
        self._process.kill()
        self._process.wait()

    def _send(self, lines: str) -> None:
        assert self._process.stdin is not None
        if lines:
            self._process.stdin.write(lines.encode("utf-8", "replace") + b"\n")
            self._process.stdin.flush()
