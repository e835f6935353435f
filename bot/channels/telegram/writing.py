"""Messages in Telegram's form: plain text without markup, files, sealed buttons."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.buttons import Sealer
from bot.splitting import split, utf16_units
from models.deliveries import REPEAT_MARK, Delivery
from models.texts import clip

LONGEST, CAPTION = 4096, 1024  # UTF-16 units
_NUMBERING, _NOTES = 16, 160  # room for the number of a piece, and for the notes under a caption
_ROOM = LONGEST - len(REPEAT_MARK) - _NUMBERING
_CAPTION_ROOM = CAPTION - len(REPEAT_MARK) - _NOTES
_LABEL, _ROW, _IN_ROW, _MOST = 48, 34, 3, 100
_ANSWER_HERE = "Escreva a resposta"
_NOTHING = "—"
_NO_PREVIEW = {"is_disabled": True}
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of Telegram: a text, or a file with its caption."""

    text: str
    file: dict[str, Any] | None = None


def pieces(delivery: Delivery) -> list[Piece]:
    """The pieces of a message: files first, then the text, so that the last piece is the one that is edited later.

    A short text is the caption of the last file.
    """
    text, files, mark = str(delivery.payload["text"]), delivery.payload.get("files", []), delivery.mark
    bare = [Piece(mark.strip(), each) for each in files]
    if not files:
        return [Piece(each) for each in _texts(text, mark)]
    if utf16_units(text) <= _CAPTION_ROOM:
        return [*bare[:-1], Piece(mark + text, files[-1])]
    return [*bare, *(Piece(each) for each in _texts(text, mark))]


def place_of(address: str) -> Body:
    """The parameters of an address: a person, a group or a channel; `<chat>/<thread>`: a topic."""
    chat, _, thread = address.partition("/")
    place: Body = {"chat_id": chat if chat.startswith("@") else int(chat)}
    return {**place, "message_thread_id": int(thread)} if thread else place


def text_body(delivery: Delivery, piece: Piece, sealer: Sealer, *, last: bool) -> Body:
    return {**_frame(delivery, sealer, last=last), "text": piece.text, "link_preview_options": _NO_PREVIEW}


def file_body(delivery: Delivery, piece: Piece, sealer: Sealer, *, last: bool) -> Body:
    """The body of sendDocument, without the document."""
    return {**_frame(delivery, sealer, last=last), **({"caption": piece.text} if piece.text else {})}


def edit_of(delivery: Delivery, sealer: Sealer) -> tuple[str, Body]:
    """The method and the body of an edit. Only the last piece of a message changes."""
    files = delivery.payload.get("files", [])
    place = place_of(delivery.address)
    body: Body = {"chat_id": place["chat_id"], "message_id": int(delivery.edits or 0), **_keyboard(delivery, sealer)}
    texts_sent = delivery.part + 1 - len(files)
    text = str(delivery.payload["text"])
    if files and texts_sent < 1:
        return "editMessageCaption", {**body, "caption": _squeezed(text, CAPTION)}
    if texts_sent > 1:
        tail = "".join(split(text, _ROOM, utf16_units)[texts_sent - 1 :])
        text = f"({texts_sent}/{texts_sent})\n{tail}"
    text = _squeezed(text, LONGEST) if text.strip() else _NOTHING
    return "editMessageText", {**body, "text": text, "link_preview_options": _NO_PREVIEW}


def _frame(delivery: Delivery, sealer: Sealer, *, last: bool) -> Body:
    body = place_of(delivery.address)
    origin = delivery.origin
    if origin.get("thread"):
        body["message_thread_id"] = origin["thread"]
    if origin.get("message") and delivery.part == 0:
        body["reply_parameters"] = {"message_id": origin["message"], "allow_sending_without_reply": True}
    return {**body, **(_keyboard(delivery, sealer) or _open_answer(delivery))} if last else body


def _texts(text: str, mark: str) -> list[str]:
    whole = mark + (text if text.strip() else _NOTHING)
    if utf16_units(whole) <= LONGEST:
        return [whole]
    cut = [piece for piece in split(text, _ROOM, utf16_units) if piece.strip()]
    return [f"{mark}({n}/{len(cut)})\n{piece}" for n, piece in enumerate(cut, 1)] if len(cut) > 1 else [mark + cut[0]]


def _squeezed(text: str, most: int) -> str:
    """A text that grew too long, cut in its middle: the notes are at its end."""
    if utf16_units(text) <= most:
        return text
    end = text[-(most // 6) :]  # a sign is at most two units
    return split(text, most - most // 3 - 2, utf16_units)[0] + "\n…" + end


def _keyboard(delivery: Delivery, sealer: Sealer) -> Body:
    buttons = delivery.payload.get("buttons")
    if not buttons:
        return {}
    shown = [
        {
            "text": clip(each["label"], _LABEL) or _NOTHING,
            "callback_data": sealer.seal(delivery.id, each.get("index", index), delivery.address),
        }
        for index, each in enumerate(buttons[:_MOST])
    ]
    return {"reply_markup": {"inline_keyboard": rows(shown)}}


def _open_answer(delivery: Delivery) -> Body:
    """The field of an answer, opened by the app under a question without buttons."""
    if not delivery.payload.get("asks"):
        return {}
    return {"reply_markup": {"force_reply": True, "input_field_placeholder": _ANSWER_HERE}}


def rows(buttons: Iterable[dict[str, str]]) -> list[list[dict[str, str]]]:
    """The rows of a keyboard: one to three buttons, as their labels can be read on a telephone."""
    found: list[list[dict[str, str]]] = []
    for button in buttons:
        row = [*found[-1], button] if found else []
        widest = max((len(each["text"]) for each in row), default=0)
        if row and len(row) <= _IN_ROW and widest * len(row) <= _ROW:
            found[-1] = row
        else:
            found.append([button])
    return found
