"""Updates read without a service: kinds, places, events, and malformed ones."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import Sealer
from bot.channels.telegram.polling import next_offset
from bot.channels.telegram.reading import Envelope, Facts, Reader, facts
from bot.dispatch import Incoming, Pressed
from bot.settings import Settings
from tests.servers.telegram.about import membership

ME = {"id": 9, "is_bot": True, "first_name": "Gabinete", "username": "gabinete_bot"}
ANA = {"id": 5, "is_bot": False, "first_name": "Ana"}
PRIVATE = {"id": 5, "type": "private", "first_name": "Ana"}
GROUP = {"id": -100, "type": "supergroup", "title": "Secretários"}
SEALER = Sealer(Settings(_env_file=None))  # type: ignore[call-arg]


def read(update: dict[str, Any], **more: Any) -> Incoming:
    return Reader(SEALER).parse(Envelope(update, 9, "gabinete_bot", **more).raw())


def said(text: str, chat: dict[str, Any] = GROUP, **more: Any) -> Incoming:
    return read({"update_id": 1, "message": {"message_id": 3, "chat": chat, "from": ANA, "text": text, **more}})


def changed(before: str, after: str, chat: dict[str, Any] = GROUP) -> Incoming:
    members = {"old_chat_member": membership(ME, before), "new_chat_member": membership(ME, after)}
    return read({"update_id": 1, "my_chat_member": {"chat": chat, "from": ANA, "date": 1, **members}})


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        ("left", "member", "joined"),
        ("kicked", "administrator", "joined"),
        ("member", "administrator", ""),
        ("member", "left", "removed"),
        ("administrator", "kicked", "removed"),
    ],
)
def test_the_bot_comes_and_goes(before: str, after: str, event: str) -> None:
    incoming = changed(before, after)
    assert incoming.event == event
    assert incoming.ignored is (event == "")
    assert not event or (incoming.address, incoming.place, incoming.title) == ("5", "-100", "Secretários")


def test_a_person_blocks_and_comes_back() -> None:
    assert changed("member", "kicked", PRIVATE) == Incoming("5", event="blocked")
    assert changed("kicked", "member", PRIVATE) == Incoming("5", event="joined")


def test_a_reply_to_us_in_a_group_is_for_us() -> None:
    ours, theirs = {"message_id": 1, "from": ME}, {"message_id": 1, "from": ANA}
    assert said("sim", reply_to_message=ours).place == "-100"
    assert said("sim", reply_to_message=theirs).ignored
    assert said("sim", reply_to_message={**ours, "forum_topic_created": {}}).ignored
    assert said("sim", reply_to_message=ours, is_topic_message=True, message_thread_id=4).place == "-100/4"


def test_a_mention_stands_out_of_the_line() -> None:
    entities = [{"type": "mention", "offset": 2, "length": 13}]
    assert said("😀@gabinete_bot pauta", entities=entities).text == "😀 pauta"
    other = [{"type": "mention", "offset": 0, "length": 6}]
    assert said("@outro pauta", entities=other).ignored


def test_a_press_is_opened_for_the_address_it_was_sealed_for() -> None:
    def press(data: str, **more: Any) -> Incoming:
        message = {"message_id": 7, "chat": PRIVATE, "date": 0, **more}
        return read({"callback_query": {"id": "1", "from": ANA, "message": message, "data": data}})

    assert press(SEALER.seal(12, 1, "5")) == Incoming("5", pressed=Pressed(12, 1), origin={"message": 7})
    assert press(SEALER.seal(12, 1, "6")).ignored
    assert press(SEALER.seal(12, 1, "5"), chat=GROUP).ignored
    assert read({"callback_query": {"id": "1", "from": ANA, "inline_message_id": "x", "data": "y"}}).ignored


def test_a_private_chat_with_topics_is_answered_in_the_topic() -> None:
    incoming = said("eu", PRIVATE, is_topic_message=True, message_thread_id=4)
    assert incoming.origin == {"message": 3, "thread": 4}
    assert incoming.place == ""


KEYS = st.sampled_from(
    [
        "update_id",
        "message",
        "callback_query",
        "my_chat_member",
        "chat",
        "from",
        "id",
        "type",
        "text",
        "photo",
        "entities",
    ]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["private", "mention"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(json_values)
def test_any_update_can_be_stored(update: Any) -> None:
    assert facts(update).key


def test_the_offset_is_that_of_the_batch() -> None:
    assert next_offset([Facts("7", number=7), Facts("5", number=5), Facts("x")]) == 8
    assert next_offset([]) is None
