"""The named failpoints, read from the code, so that a new one cannot be forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def failpoints() -> list[str]:
    """Every name that the code passes to `failpoint`."""
    return sorted({name for room in ("bot", "models", "jobs", "handlers") for name in _in_room(ROOT / room)})


def _in_room(room: Path) -> Iterator[str]:
    for path in room.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(source)) if "failpoint" in source else ():
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "failpoint":
                argument = node.args[0]
                assert isinstance(argument, ast.Constant), f"{path}:{node.lineno}: name the failpoint by a literal"
                yield str(argument.value)
