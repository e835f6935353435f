"""The Bot API's methods, parameters and types, compiled from telegram_api.json into checkers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parent.parent / "telegram_api.json"
ARRAY = "Array of "
Check = Callable[[Any], None]


class Bad(ValueError):
    """A value that the Bot API does not accept. The text says where and why."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    name: str
    content: bytes
    kind: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `plain` texts are kept as they come; other values arrive serialised as JSON."""

    check: Check
    plain: bool

    def read(self, value: Any) -> Any:
        """The value as JSON would carry it. Raises Bad."""
        if not self.plain and isinstance(value, str):
            value = _parsed(value)
        self.check(value)
        return value


class Table:
    """`read(method, raw)` turns the raw parameters of a call into checked values, or raises Bad."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        self._checks: dict[str, Check] = dict(SCALARS)
        self._names = {name.lower(): name for name in facts["methods"]}
        self._methods = {name: self._method(fields) for name, fields in facts["methods"].items()}

    def name(self, method: str) -> str | None:
        """The method's own spelling (the real server ignores case), or None where there is no such method."""
        return method if method in self._methods else self._names.get(method.lower())

    def read(self, method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
        """Checked parameters. Uploads that no parameter names (attach://...) must be named by a value."""
        parameters, required = self._methods[method]
        values = {}
        for key, value in raw.items():
            parameter = parameters.get(key)
            if parameter is not None:
                values[key] = _at(key, parameter.read, value)
            elif not isinstance(value, Upload) or not _attached(key, raw):
                raise Bad(f"{method} has no parameter {key}")
        for key in required:
            if key not in values:
                raise Bad(f"parameter {key} is missing")
        return values

    def _method(self, fields: Mapping[str, str]) -> tuple[dict[str, Parameter], list[str]]:
        parameters = {key.rstrip("*"): self._parameter(kinds) for key, kinds in fields.items()}
        return parameters, [key[:-1] for key in fields if key.endswith("*")]

    def _parameter(self, kinds: str) -> Parameter:
        if kinds == "Integer|String":
            return Parameter(_chat, plain=True)
        return Parameter(self._check(kinds), plain="String" in kinds.split("|") or kinds == "InputFile")

    def _check(self, kinds: str) -> Check:
        """The checker of "A", "A|B" or "Array of A"; made once each, so that types may contain themselves."""
        if kinds not in self._checks:

            def later(value: Any) -> None:
                self._checks[kinds](value)

            self._checks[kinds] = later
            self._checks[kinds] = self._made(kinds)
        return self._checks[kinds]

    def _made(self, kinds: str) -> Check:
        if kinds.startswith("="):
            return _constant(kinds[1:])
        members = kinds.split("|")
        if len(members) > 1 and all(member.startswith(ARRAY) for member in members):
            return _array(self._check("|".join(member.removeprefix(ARRAY) for member in members)))
        if len(members) > 1:
            return self._one_of(members)
        if kinds.startswith(ARRAY):
            return _array(self._check(kinds.removeprefix(ARRAY)))
        if kinds in self._facts["unions"]:
            return self._one_of(self._facts["unions"][kinds])
        return self._object(kinds)

    def _object(self, name: str) -> Check:
        fields: dict[str, str] = self._facts["types"][name]
        checks = {key.rstrip("*"): self._check(kinds) for key, kinds in fields.items()}
        required = [key[:-1] for key in fields if key.endswith("*")]

        def check(value: Any) -> None:
            if not isinstance(value, dict):
                raise Bad(f"must be a {name}")
            for key, held in value.items():
                if key not in checks:
                    raise Bad(f"{name} has no field {key}")
                _at(key, checks[key], held)
            for key in required:
                if key not in value:
                    raise Bad(f"{name} needs the field {key}")

        return check

    def _one_of(self, members: list[str]) -> Check:
        pairs = [(self._likeness(member), self._check(member)) for member in members]

        def check(value: Any) -> None:
            best = max(pairs, key=lambda pair: pair[0](value))
            best[1](value)

        return check

    def _likeness(self, kind: str) -> Callable[[Any], int]:
        """The likeness of a value to that kind; the error message of the likeliest kind is reported."""
        if kind in PYTHON:
            return lambda value: int(isinstance(value, PYTHON[kind]))
        fields = self._facts["types"][kind]
        constants = {key.rstrip("*"): kinds[1:] for key, kinds in fields.items() if kinds.startswith("=")}
        names = {key.rstrip("*") for key in fields}

        def likeness(value: Any) -> int:
            if not isinstance(value, dict):
                return -1
            fits = all(value.get(key) == constant for key, constant in constants.items())
            return (1000 if constants and fits else 0) + 2 * len(names & value.keys()) - len(value.keys() - names)

        return likeness


def load() -> Table:
    """The table of telegram_api.json."""
    return Table(json.loads(TABLE.read_text(encoding="utf-8")))


def _at(key: str, function: Callable[[Any], Any], value: Any) -> Any:
    try:
        return function(value)
    except Bad as bad:
        raise Bad(f"{key}: {bad}") from None


def _parsed(text: str) -> Any:
    if text in {"True", "False"}:
        return text == "True"
    try:
        return json.loads(text)
    except ValueError:
        raise Bad("can't parse JSON") from None


def _attached(key: str, raw: Mapping[str, Any]) -> bool:
    return any(f"attach://{key}" in value for value in map(_text, raw.values()))


def _text(value: Any) -> str:
    if isinstance(value, Upload):
        return ""
    return value if isinstance(value, str) else json.dumps(value)


def _constant(word: str) -> Check:
    def check(value: Any) -> None:
        if value != word:
            raise Bad(f'must be "{word}"')

    return check


def _array(each: Check) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, list):
            raise Bad("must be an array")
        for index, held in enumerate(value):
            try:
                each(held)
            except Bad as bad:
                raise Bad(f"[{index}] {bad}") from None

    return check


def _integer(value: Any) -> None:
    if type(value) is not int:
        raise Bad("must be an integer")


def _boolean(value: Any) -> None:
    if type(value) is not bool:
        raise Bad("must be true or false")


def _number(value: Any) -> None:
    if type(value) not in (int, float):
        raise Bad("must be a number")


def _string(value: Any) -> None:
    if type(value) is not str:
        raise Bad("must be a text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Bad("strings must be encoded in UTF-8") from None


def _file(value: Any) -> None:
    if not isinstance(value, Upload):
        raise Bad("must be an uploaded file")


def _chat(value: Any) -> None:
    """Check a chat: its number, that number as text, or @name."""
    if type(value) is int:
        return
    if type(value) is not str or not (value.startswith("@") or value.lstrip("-").isdigit()):
        raise Bad("must be a number or an @name")


SCALARS: dict[str, Check] = {
    "Integer": _integer,
    "Boolean": _boolean,
    "True": _boolean,
    "Float": _number,
    "String": _string,
    "InputFile": _file,
}
PYTHON: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "Float": (float,),
    "InputFile": (Upload,),
}
