"""The named crash points, read from the code, so that a new one cannot be forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def crash_points() -> list[str]:
    """Every name that the code passes to `crash_point`."""
    return sorted({name for room in ("bot", "models", "jobs", "handlers") for name in _in_room(ROOT / room)})


def _in_room(room: Path) -> Iterator[str]:
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "crash_point":
                argument = node.args[0]
                assert isinstance(argument, ast.Constant), f"{path}:{node.lineno}: name the crash point by a literal"
                yield str(argument.value)
