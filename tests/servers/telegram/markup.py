"""parse_mode HTML: the text, its entities in UTF-16 units, and the real server's complaints."""

import html
import re
from typing import Any

TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^>]*)>|<|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);"
)
ATTRIBUTE = re.compile(r"""([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+)))?""")
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
    "tg-emoji": "custom_emoji",
}  # fmt: skip


class CannotParse(ValueError):
    """The text after "can't parse entities: "."""


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as the Bot API counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and the entities of an HTML text. Raises CannotParse."""
    reader = _Reader(source)
    for found in TAG.finditer(source):
        reader.take(found)
    return reader.finish()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source, self._at = source, 0
        self._text, self._length = [""], 0
        self._open: list[tuple[str, int, dict[str, Any]]] = []
        self._entities: list[dict[str, Any]] = []

    def take(self, found: re.Match[str]) -> None:
        self._add(self._source[self._at : found.start()])
        self._at = found.end()
        offset = len(self._source[: found.start()].encode())
        if found[0].startswith("&"):
            self._add(html.unescape(found[0]))
        elif found["name"] is None:
            raise CannotParse(f'Unsupported start tag "" at byte offset {offset}')
        elif found["end"]:
            self._close(found["name"].lower(), offset)
        else:
            self._start(found["name"].lower(), found["rest"], offset)

    def finish(self) -> tuple[str, list[dict[str, Any]]]:
        self._add(self._source[self._at :])
        if self._open:
            raise CannotParse(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return "".join(self._text), sorted(self._entities, key=lambda one: (one["offset"], -one["length"]))

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += units(text)

    def _start(self, name: str, rest: str, offset: int) -> None:
        if name not in TAGS:
            raise CannotParse(f'Unsupported start tag "{name}" at byte offset {offset}')
        given = {found[1]: found[2] or found[3] or found[4] or "" for found in ATTRIBUTE.finditer(rest)}
        if name == "span" and given.get("class") != "tg-spoiler":
            raise CannotParse(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        extra = {"url": html.unescape(given["href"])} if name == "a" and given.get("href") else {}
        if name == "tg-emoji":
            extra = {"custom_emoji_id": given.get("emoji-id", "")}
        self._open.append((name, self._length, extra))

    def _close(self, name: str, offset: int) -> None:
        if not self._open:
            raise CannotParse(f"Unexpected end tag at byte offset {offset}")
        opened, start, extra = self._open.pop()
        if opened != name:
            raise CannotParse(f'Unmatched end tag at byte offset {offset}, expected "</{opened}>", found "</{name}>"')
        if self._length > start and (name != "a" or extra):
            self._entities.append({"type": TAGS[name], "offset": start, "length": self._length - start, **extra})
