"""The rules the administrator keeps in a file, each with its validity, source and confidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from models.calendar import CalendarError
from models.calendar.names import plain
from models.counting.from_json import rule_from_json
from models.counting.rule import CountingError, Rule

RULES_FILE = Path(__file__).resolve().parent.parent / "rules" / "prazos.json"


def load_rules(path: Path | str | None = None, on: date | None = None) -> dict[str, Rule]:
    """Rules of the file by id: those in force on the day, or the newest of each id when no day is given.

    The file is an object whose ``rules`` (or ``deadlines``) is a list. ``CountingError`` names the file and the rule
    that cannot be read.
    """
    versions = _default_versions() if path is None else _read(Path(path))
    return _in_force(versions, on)


def rule(key: str, on: date | None = None) -> Rule:
    """The rule of the house's file with that id, alias or name, accents and case apart; the version in force ``on``."""
    wanted = plain(key)
    found = [each for each in _default_versions() if wanted in _names(each)]
    if not found:
        raise CountingError(f"Não conheço a regra “{key[:40]}”; por exemplo, lai_pedido ou sancao_veto.")
    in_force = [each for each in found if on is None or each.in_force(on)]
    # An event outside every validity is still counted by the newest rule; the memory says it was not in force.
    return max(in_force or found, key=_since)


def _names(each: Rule) -> set[str]:
    return {plain(name) for name in (each.id, each.name, *each.aliases)}


@lru_cache(maxsize=1)
def _default_versions() -> tuple[Rule, ...]:
    return _read(RULES_FILE)


def _read(path: Path) -> tuple[Rule, ...]:
    rows = _rows(path)
    versions = tuple(_rule(path, number, row) for number, row in enumerate(rows, 1))
    _refuse_overlaps(path, versions)
    return versions


def _rows(path: Path) -> list[Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise CountingError(f"Não consegui ler as regras em {path.name}: {error}.") from error
    rows = content.get("rules", content.get("deadlines")) if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise CountingError(f'{path.name} deveria ter uma lista de regras em "rules".')
    return rows


def _rule(path: Path, number: int, row: Any) -> Rule:
    name = row.get("id") if isinstance(row, dict) else None
    if not name:
        raise CountingError(f"{path.name}, regra nº {number}: falta o id.")
    try:
        return rule_from_json(row)
    except CalendarError as error:
        raise CountingError(f"{path.name}, regra {name}: {error}") from error


def _refuse_overlaps(path: Path, versions: Iterable[Rule]) -> None:
    """Two versions of one rule may not hold on the same day."""
    ordered = sorted(versions, key=lambda each: (each.id, _since(each)))
    for earlier, later in pairwise(ordered):
        if earlier.id == later.id and (earlier.valid_until or date.max) >= _since(later):
            raise CountingError(f"{path.name}, regra {later.id}: duas versões valem no mesmo dia.")


def _in_force(versions: Iterable[Rule], on: date | None) -> dict[str, Rule]:
    ordered = sorted(versions, key=_since)
    return {each.id: each for each in ordered if on is None or each.in_force(on)}


def _since(each: Rule) -> date:
    return each.valid_from or date.min
