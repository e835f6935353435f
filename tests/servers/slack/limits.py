"""The published limits that types do not express. Each check raises Refused with Slack's own error code."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.servers.slack.table import Bad, Table, units

TEXT, FALLBACK, TRUNCATED = 3000, 4000, 40_000  # of a section; of a text alone; of any text, cut off
BLOCKS, ATTACHMENTS, ALL_BLOCKS = 50, 100, 9600  # the last: refused at 11,341, accepted at 9,597, says nobody
FIELD, METADATA, EVENT_TYPE = 2000, 8000, 50
FILE = 1024**3
IN_HOMES = {
    "actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video", "table", "markdown",
}  # fmt: skip


class Refused(Exception):
    """A call that Slack answers with an error. `messages`: the problems, as in response_metadata."""

    def __init__(self, error: str, *messages: str, status: int = 200, retry_after: int | None = None) -> None:
        super().__init__(error)
        self.error, self.messages, self.status, self.retry_after = error, messages, status, retry_after

    @property
    def words(self) -> str:
        """The code and the problems."""
        return " ".join((self.error, *self.messages))


def check(table: Table, method: str, values: dict[str, Any]) -> None:
    """Checks the values of one call. Raises Refused."""
    if "blocks" in values and method.startswith(("chat.", "files.")):
        _blocks(values["blocks"], BLOCKS, "invalid_blocks")
        _together(values["blocks"])
    _text(values)
    if len(values.get("attachments") or []) > ATTACHMENTS:
        raise Refused("too_many_attachments")
    if "metadata" in values:
        _metadata(values["metadata"])
    if "view" in values:
        view(values["view"])


def view(shown: dict[str, Any]) -> None:
    """Check a modal or a home. Raises Refused."""
    blocks = shown["blocks"]
    _blocks(blocks, 100, "invalid_arguments")
    kinds = {block["type"] for block in blocks}
    if shown["type"] == "modal" and "input" in kinds and "submit" not in shown:
        raise Refused("invalid_arguments", "a modal with inputs needs `submit`")
    if shown["type"] == "home" and kinds - IN_HOMES:
        raise Refused("invalid_arguments", f"no place for {sorted(kinds - IN_HOMES)} in a home")


def _blocks(blocks: list[dict[str, Any]], most: int, error: str) -> None:
    if not 0 < len(blocks) <= most:
        raise Refused(error, f"{len(blocks)} blocks; 1 to {most} are allowed")
    _unique((block.get("block_id") for block in blocks), "block_id", error)
    for index, block in enumerate(blocks):
        _block(block, f"/blocks/{index}", error)


def _block(block: dict[str, Any], where: str, error: str) -> None:
    elements = list(elements_of(block))
    _unique((one.get("action_id") for one in elements), f"{where} action_id", error)
    if block["type"] == "section":
        if not block.get("text") and not block.get("fields"):
            raise Refused(error, f"{where} a section needs text or fields")
        if any(units(one["text"]) > FIELD for one in block.get("fields") or []):
            raise Refused(error, f"{where} a field has at most {FIELD} characters")
    for one in elements:
        _element(one, where, error)


def elements_of(block: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The elements of a block that can be pressed, chosen or filled in."""
    for one in (*(block.get("elements") or []), block.get("accessory"), block.get("element")):
        if isinstance(one, dict):
            yield one


def _element(one: dict[str, Any], where: str, error: str) -> None:
    if one["type"] in ("static_select", "multi_static_select"):
        if bool(one.get("options")) == bool(one.get("option_groups")):
            raise Refused(error, f"{where} a select has options or option_groups, and at least one")
    elif "options" in one and not one["options"]:
        raise Refused(error, f"{where} needs options")
    _unique((option.get("value") for option in one.get("options") or []), f"{where} option value", error)
    if units(str(one.get("initial_value") or "")) > (one.get("max_length") or TEXT):
        raise Refused(error, f"{where} initial_value is longer than max_length")


def _unique(found: Iterator[Any], what: str, error: str) -> None:
    twice = [value for value, times in Counter(found).items() if value is not None and times > 1]
    if twice:
        raise Refused(error, f"{what} {twice[0]!r} is there twice")


def _together(blocks: list[dict[str, Any]]) -> None:
    total = sum(units(text) for block in blocks for text in texts_in(block))
    if total > ALL_BLOCKS:
        raise Refused("msg_blocks_too_long", f"{total} characters in all blocks")


def texts_in(value: Any) -> Iterator[str]:
    """Every `text` in a value, at any depth."""
    if isinstance(value, dict):
        for key, held in value.items():
            if key == "text" and isinstance(held, str):
                yield held
            else:
                yield from texts_in(held)
    elif isinstance(value, list):
        for held in value:
            yield from texts_in(held)


def _text(values: dict[str, Any]) -> None:
    text = values.get("text")
    if text is None:
        return
    if not text.strip() and not values.get("blocks") and not values.get("attachments"):
        raise Refused("no_text")
    if units(text) > (TRUNCATED if values.get("blocks") else FALLBACK):
        raise Refused("msg_too_long", "it would be cut, or come in several messages")
    for word in ("<!channel", "<!here", "<!everyone"):
        if word in text:
            raise Refused("restricted_action", f"{word}> would call everybody")


def _metadata(metadata: dict[str, Any]) -> None:
    if not metadata["event_type"].replace("_", "").isalnum() or units(metadata["event_type"]) > EVENT_TYPE:
        raise Refused("invalid_metadata_format", "event_type is alphanumeric")
    for key, value in metadata["event_payload"].items():
        if not isinstance(value, str | int | float | bool | dict | list):
            raise Refused("invalid_metadata_schema", f"{key} is no plain value")
    if len(json.dumps(metadata).encode()) > METADATA:
        raise Refused("metadata_too_large")


def answer_of_form(table: Table, shown: dict[str, Any], answer: Any) -> None:
    """Check the app's answer to a submitted modal. Raises Bad where Slack would report trouble to the person."""
    if not answer:
        return
    if not isinstance(answer, dict) or answer.get("response_action") not in ("errors", "update", "push", "clear"):
        raise Bad(f"no answer to a form: {answer!r}")
    if answer["response_action"] == "errors":
        inputs = {block.get("block_id") for block in shown["blocks"] if block["type"] == "input"}
        errors = answer.get("errors")
        if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs:
            raise Bad(f"errors must name inputs of the form: {errors!r}")
        if not all(isinstance(said, str) and 0 < units(said) <= TEXT for said in errors.values()):
            raise Bad("each error is a sentence")
    elif "view" in answer:
        table.check("View", answer["view"])
