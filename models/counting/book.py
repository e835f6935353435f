"""A book of rules: a file that the administrator maintains, each rule with its validity, source and confidence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from models.calendar import CalendarError
from models.calendar.names import plain
from models.counting.from_json import rule_from_json
from models.counting.rule import CountingError, Rule

RULES_FILE = Path(__file__).resolve().parent.parent / "rules" / "prazos.json"
_LONGEST_NAME = 12  # words
_WORD = re.compile(r"\S+")
_MARKS = ",;:.()"


class Book:
    """All versions of all rules, found by id, alias or name, whatever their accents and case."""

    def __init__(self, versions: Iterable[Rule]) -> None:
        self.versions = tuple(versions)
        self._named: dict[str, list[Rule]] = {}
        for each in self.versions:
            for name in dict.fromkeys(plain(name) for name in (each.id, each.name, *each.aliases)):
                self._named.setdefault(name, []).append(each)
        self._first_words = {name.split()[0] for name in self._named if name}

    def rules(self, on: date | None = None) -> dict[str, Rule]:
        """Rules by id: those in force on the day, or the newest of each id when no day is given."""
        found: dict[str, Rule] = {}
        for each in self.versions:
            known = found.get(each.id)
            if (on is None or each.in_force(on)) and (known is None or _since(each) >= _since(known)):
                found[each.id] = each
        return found

    def rule(self, key: str, on: date | None = None) -> Rule:
        """The rule of that name; the version in force `on`, else the newest."""
        found = self._named.get(plain(key))
        if not found:
            raise CountingError(f"Não conheço a regra “{key[:40]}”; por exemplo, lai_pedido ou sancao_veto.")
        in_force = [each for each in found if on is None or each.in_force(on)]
        # An event outside every validity is still counted by the newest rule; the memory says it was not in force.
        return max(in_force or found, key=_since)

    def named_at(self, text: str) -> tuple[str, int] | None:
        """The longest name of a rule that the text begins with, and where it stops."""
        words = list(islice(_WORD.finditer(text), _LONGEST_NAME))
        if not words or not self._may_begin(words[0].group()):
            return None
        for last in reversed(words):
            name = text[: last.end()].strip().rstrip(_MARKS)
            if plain(name) in self._named:
                return name, text.index(name) + len(name)
        return None

    def _may_begin(self, word: str) -> bool:
        """Whether a name may begin with this word: most do not, and need not be compared."""
        first = plain(word.rstrip(_MARKS)).split()
        return not first or first[0] in self._first_words


@lru_cache(maxsize=1)
def default_book() -> Book:
    """The book that comes with the house."""
    return read_book(RULES_FILE.read_text(encoding="utf-8"), RULES_FILE.name)


def load_rules(path: Path | str | None = None, on: date | None = None) -> dict[str, Rule]:
    """The rules of a file (without a path: of the book that comes with the house) by id, as `Book.rules`."""
    if path is None:
        return default_book().rules(on)
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CountingError(f"Não consegui ler as regras em {Path(path).name}: {error}.") from error
    return read_book(text, Path(path).name).rules(on)


def rule(key: str, on: date | None = None) -> Rule:
    """A rule of the book that comes with the house, by id, alias or name."""
    return default_book().rule(key, on)


def read_book(text: str, name: str) -> Book:
    """The book in the text of a file: an object whose ``rules`` (or ``deadlines``) is a list, or the list itself.

    ``CountingError`` names the file, the line and the rule that cannot be used.
    """
    lines = _Lines(text, name)
    versions = [_rule(lines, number, row) for number, row in enumerate(_rows(lines), 1)]
    _refuse_overlaps(lines, versions)
    _refuse_shared_names(lines, versions)
    return Book(versions)


class _Lines:
    """The line of the file in which each rule begins."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self._seen: dict[str, int] = {}

    def where(self, id_: str, *, last: bool = False) -> str:
        starts = [found.start() for found in re.finditer(rf'"id"\s*:\s*{re.escape(json.dumps(id_))}', self.text)]
        nth = len(starts) - 1 if last else self._seen.get(id_, 0)
        at = f", linha {self.text.count(chr(10), 0, starts[nth]) + 1}" if -1 < nth < len(starts) else ""
        return f"{self.name}{at}, regra {id_}"

    def passed(self, id_: str) -> None:
        self._seen[id_] = self._seen.get(id_, 0) + 1


def _rows(lines: _Lines) -> list[Any]:
    try:
        content = json.loads(lines.text)
    except json.JSONDecodeError as error:
        why = f"linha {error.lineno}, coluna {error.colno}: o JSON está quebrado ({error.msg})"
        raise CountingError(f"Não consegui ler as regras em {lines.name}: {why}.") from error
    except (ValueError, RecursionError) as error:
        raise CountingError(f"Não consegui ler as regras em {lines.name}: {error}.") from error
    rows = content.get("rules", content.get("deadlines")) if isinstance(content, dict) else content
    if not isinstance(rows, list):
        raise CountingError(f'{lines.name} deveria ter uma lista de regras em "rules".')
    return rows


def _rule(lines: _Lines, number: int, row: Any) -> Rule:
    id_ = row.get("id") if isinstance(row, dict) else None
    if not id_ or not isinstance(id_, str):
        raise CountingError(f"{lines.name}, regra nº {number}: falta o id.")
    try:
        found = rule_from_json(row)
    except CalendarError as error:
        raise CountingError(f"{lines.where(id_)}: {error}") from error
    lines.passed(id_)
    return found


def _refuse_overlaps(lines: _Lines, versions: Iterable[Rule]) -> None:
    """Refuse two versions of one rule that are valid on the same day. Raises CountingError."""
    ordered = sorted(versions, key=lambda each: (each.id, _since(each)))
    for earlier, later in pairwise(ordered):
        if earlier.id == later.id and (earlier.valid_until or date.max) >= _since(later):
            raise CountingError(f"{lines.where(later.id, last=True)}: duas versões valem no mesmo dia.")


def _refuse_shared_names(lines: _Lines, versions: Iterable[Rule]) -> None:
    owners: dict[str, str] = {}
    for each in versions:
        for name in (each.id, *each.aliases):
            if owners.setdefault(plain(name), each.id) != each.id:
                other = owners[plain(name)]
                raise CountingError(f"{lines.where(each.id, last=True)}: o nome “{name}” já é da regra {other}.")


def _since(each: Rule) -> date:
    return each.valid_from or date.min
