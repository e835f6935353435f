"""The little YAML that deploy/ is written in, read without a library."""

import json
import re
from typing import Any


class Yaml:
    """Mappings, lists, anchors merged whole, folded and JSON scalars; anything else is an error."""

    _KEY = re.compile(r"([\w<.-]+):(?: (.+))?$")

    def __init__(self, text: str) -> None:
        lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
        self._lines = [(len(line) - len(line.lstrip()), line.strip()) for line in lines]
        self._anchors: dict[str, Any] = {}

    def read(self) -> Any:
        found = self._block()
        assert not self._lines, self._lines[0]
        return found

    def _block(self) -> Any:
        indent, first = self._lines[0]
        return self._items(indent) if first.startswith("- ") else self._mapping(indent)

    def _items(self, indent: int) -> list[Any]:
        found = []
        while self._lines and self._lines[0][0] == indent and self._lines[0][1].startswith("- "):
            text = self._lines[0][1][2:]
            if self._KEY.match(text):
                self._lines[0] = (indent + 2, text)
                found.append(self._mapping(indent + 2))
            else:
                self._lines.pop(0)
                found.append(self._scalar(text))
        return found

    def _mapping(self, indent: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        while self._lines and self._lines[0][0] == indent:
            match = self._KEY.match(self._lines.pop(0)[1])
            assert match, self._lines
            assert match[1] not in found, f"twice: {match[1]}"
            if match[1] == "<<":
                merged = self._anchors[match[2].removeprefix("*")]
            else:
                found[match[1]] = self._value(match[2] or "", indent)
        return merged | found

    def _value(self, text: str, indent: int) -> Any:
        if text.startswith("&"):
            name, _, rest = text[1:].partition(" ")
            self._anchors[name] = self._value(rest, indent)
            return self._anchors[name]
        if text == ">-":
            folded = []
            while self._lines and self._lines[0][0] > indent:
                folded.append(self._lines.pop(0)[1])
            return " ".join(folded)
        if text:
            return self._scalar(text)
        return self._block() if self._lines and self._lines[0][0] > indent else None

    @staticmethod
    def _scalar(text: str) -> Any:
        if text[0] in '"[' or text in ("true", "false") or text.isdigit():
            return json.loads(text)
        assert text[0] not in "{*&!|>'%@`", text
        assert ": " not in text, text
        assert " #" not in text, text
        return text
