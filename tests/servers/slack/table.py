"""Slack's methods, parameters, blocks and views, compiled from slack_api.json into checkers."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "slack_api.json"
ARRAY = "Array of "
Check = Callable[[Any], None]


class Bad(ValueError):
    """A value that Slack does not accept. The text says where and why."""


class Table:
    """`read(method, raw, typed=...)` turns the parameters of a call into checked values, or raises Bad."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        self._checks: dict[str, Check] = dict(SCALARS)
        self.tiers: dict[str, int] = facts["tiers"]

    def knows(self, method: str) -> bool:
        """Whether there is such a method."""
        return method in self._facts["methods"]

    def read(self, method: str, raw: Mapping[str, Any], *, typed: bool) -> dict[str, Any]:
        """Checked parameters. `typed`: they came as JSON; else as a form's texts, with JSON in some."""
        fields = {key.rstrip("*"): kinds for key, kinds in self._facts["methods"][method].items()}
        values = {}
        for key, value in raw.items():
            if key not in fields:
                raise Bad(f"{method} has no parameter {key}")
            values[key] = at(key, self._reader(fields[key], typed=typed), value)
        sets = self._facts["needs"].get(method, [])
        if sets and not any(all(values.get(key) not in (None, "", []) for key in one) for one in sets):
            raise Bad(f"{method} needs {' or '.join('+'.join(one) for one in sets)}")
        return values

    def check(self, kind: str, value: Any) -> None:
        """Raises Bad where the value is not of that kind."""
        self._check(kind)(value)

    def _reader(self, kinds: str, *, typed: bool) -> Callable[[Any], Any]:
        def read(value: Any) -> Any:
            value = value if typed else _from_text(kinds, value)
            self._check(kinds)(value)
            return value

        return read

    def _check(self, kinds: str) -> Check:
        """The checker of "A", "A|B" or "Array of A|B"; made once each, so that types may contain themselves."""
        if kinds not in self._checks:

            def later(value: Any) -> None:
                self._checks[kinds](value)

            self._checks[kinds] = later
            self._checks[kinds] = self._made(kinds)
        return self._checks[kinds]

    def _made(self, kinds: str) -> Check:
        if kinds.startswith(ARRAY):
            return _array(self._check(kinds.removeprefix(ARRAY)))
        members = self._facts["unions"].get(kinds) or kinds.split("|")
        if all(member.startswith("=") for member in members):
            return _constant([member[1:] for member in members])
        return self._one_of(members) if len(members) > 1 else self._object(kinds)

    def _object(self, name: str) -> Check:
        fields: dict[str, str] = self._facts["types"][name]
        checks = {key.rstrip("*"): self._check(kinds) for key, kinds in fields.items()}
        required = [key[:-1] for key in fields if key.endswith("*")]
        most: dict[str, int] = {**MORE.get(name, {}), **self._facts["most"].get(name, {})}

        def check(value: Any) -> None:
            if not isinstance(value, dict):
                raise Bad(f"must be a {name}")
            for key, held in value.items():
                if key not in checks:
                    raise Bad(f"{name} has no field {key}")
                at(key, checks[key], held)
                at(key, _bounded, held, most.get(key, EVERYWHERE.get(key)))
            for key in required:
                if key not in value:
                    raise Bad(f"{name} needs the field {key}")

        return check

    def _one_of(self, members: list[str]) -> Check:
        pairs = [(self._likeness(member), self._check(member)) for member in members]
        typed = self._typed(members)

        def check(value: Any) -> None:
            named = value.get("type") if isinstance(value, dict) else None
            sure = typed.get(named) if isinstance(named, str) else None
            (sure or max(pairs, key=lambda pair: pair[0](value))[1])(value)

        return check

    def _typed(self, members: list[str]) -> dict[str, Check]:
        """The checks of the members that their field `type` tells from every other."""
        types = {member: self._facts["types"].get(member, {}) for member in members}
        named = {member: str(fields.get("type*") or fields.get("type", "")) for member, fields in types.items()}
        once = Counter(named.values())
        return {
            kind[1:]: self._check(member)
            for member, kind in named.items()
            if once[kind] == 1 and kind.startswith("=") and "|" not in kind
        }

    def _likeness(self, kind: str) -> Callable[[Any], int]:
        """The likeness of a value to that kind; the error message of the likeliest kind is reported."""
        if kind in PYTHON:
            return lambda value: int(isinstance(value, PYTHON[kind]))
        fields = self._facts["types"].get(kind, {})
        constants = {key.rstrip("*"): kinds[1:] for key, kinds in fields.items() if kinds.startswith("=")}
        names = {key.rstrip("*") for key in fields}

        def likeness(value: Any) -> int:
            if not isinstance(value, dict):
                return -1
            fits = all(value.get(key) == constant for key, constant in constants.items())
            return (1000 if constants and fits else 0) + 2 * len(names & value.keys()) - len(value.keys() - names)

        return likeness


def load() -> Table:
    """The table of slack_api.json."""
    return Table(json.loads(TABLE.read_text(encoding="utf-8")))


def units(text: str) -> int:
    """The length of a text in UTF-16 units, the strictest count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def at(key: str, function: Callable[..., Any], *values: Any) -> Any:
    """The result of the function; an error in it is prefixed with the place."""
    try:
        return function(*values)
    except Bad as bad:
        raise Bad(f"{key}: {bad}") from None


def _bounded(value: Any, most: int | None) -> None:
    """Check the size of a value: at most `most`, and at least one character or option."""
    if isinstance(value, dict):
        value = value.get("text", "")
    if most is None or isinstance(value, bool):
        return
    size = value if isinstance(value, int | float) else units(value) if isinstance(value, str) else len(value)
    if size > most:
        raise Bad(f"{size} is more than {most}")
    if size == 0 and not isinstance(value, int | float):
        raise Bad("must not be empty")


def _from_text(kinds: str, value: Any) -> Any:
    """The value of a form's field, as JSON would carry it."""
    if not isinstance(value, str) or "String" in kinds.split("|") or kinds.startswith("="):
        return value
    if kinds == "Boolean" and value in ("0", "1"):
        return value == "1"
    try:
        return json.loads(value)
    except ValueError:
        raise Bad(f"{value!r} is no {kinds}") from None


def _constant(words: list[str]) -> Check:
    def check(value: Any) -> None:
        if str(value) not in words:
            raise Bad(f"must be one of {', '.join(words)}")

    return check


def _array(each: Check) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, list):
            raise Bad("must be an array")
        for index, held in enumerate(value):
            at(f"[{index}]", each, held)

    return check


def _scalar(kinds: tuple[type, ...], words: str) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise Bad(words)

    return check


def _string(value: Any) -> None:
    if not isinstance(value, str):
        raise Bad("must be a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Bad("must be encoded in UTF-8") from None


SCALARS: dict[str, Check] = {
    "String": _string,
    "Number": _scalar((int, float), "must be a number"),
    "Boolean": _scalar((bool,), "must be true or false"),
    "Object": _scalar((dict,), "must be an object"),
    "Array": _scalar((list,), "must be an array"),
}
PYTHON: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "Number": (int, float),
    "Boolean": (bool,),
    "Object": (dict,),
    "Array": (list,),
}
EVERYWHERE = {"block_id": 255, "action_id": 255, "callback_id": 255, "external_id": 255}
MORE: dict[str, dict[str, int]] = {  # from Slack's documentation, where the types are silent
    "PlainTextInput": {"initial_value": 3000, "max_length": 3000},
    "PlainTextOption": {"text": 75},
    "Overflow": {"options": 5},
    "Anon0": {"label": 75, "options": 100},
    "Anon2": {"label": 75, "options": 100},
    "Anon10": {"image_url": 3000},
    "VideoBlock": {"title": 200, "author_name": 50},
}
