"""What a message passes on: somebody else's words, a place on the map, a contact, a poll."""

from typing import Any

from handlers.wording import attachments as wording

_FORWARDED = ("forward_origin", "forward_date")
Json = dict[str, Any]


def is_forwarded(message: Json) -> bool:
    return any(mark in message for mark in _FORWARDED)


def words(message: Json) -> str:
    """What is kept of a message that is passed on and never obeyed; empty for one that a person wrote."""
    found = _of_its_kind(message)
    if not is_forwarded(message):
        return found
    text = found or str(message.get("text") or message.get("caption") or "")
    author = _author(message.get("forward_origin") or {})
    return wording.quotation(text, author) if text else wording.passed_on(author)


def _of_its_kind(message: Json) -> str:
    if venue := message.get("venue"):
        return f"Local: {venue['title']}, {venue['address']}, {_on_the_map(venue['location'])}"
    if place := message.get("location"):
        return f"Localização: {_on_the_map(place)}"
    if contact := message.get("contact"):
        name = " ".join(filter(None, (contact.get("first_name"), contact.get("last_name"))))
        return f"Contato: {name}, {contact['phone_number']}"
    if poll := message.get("poll"):
        return f"Enquete: {poll['question']} ({'; '.join(str(each['text']) for each in poll['options'])})"
    return ""


def _on_the_map(place: Json) -> str:
    at = f"{float(place['latitude']):.5f},{float(place['longitude']):.5f}"
    return f"https://www.google.com/maps?q={at}"


def _author(origin: Json) -> str:
    """Who wrote a forwarded message, as far as Telegram says."""
    user = origin.get("sender_user") or {}
    name = " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))
    chat = origin.get("sender_chat") or origin.get("chat") or {}
    return str(name or origin.get("sender_user_name") or chat.get("title") or "")
