"""Cards of the first day: one for each person invited, with a QR code, ten on a sheet, to be cut."""

import io
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import segno

from bot.paper.runner import Job, NotRendered, render
from models import moments

if TYPE_CHECKING:
    from bot.commands.invitations import Guest
    from bot.settings import Settings
    from models.invitation_letters import LetterToSend

log = logging.getLogger("bot.paper")
_TEMPLATE = Path(__file__).with_name("cards.typ")
_SECONDS = 60  # of CPU: some ten thousand cards


def printed(settings: "Settings", guests: Sequence["LetterToSend"]) -> bytes | None:
    """The PDF of the cards; None where it cannot be made."""
    try:
        return render_cards(settings, guests)
    except NotRendered as error:
        log.error("the cards cannot be made: %s", error)
        return None


def render_cards(settings: "Settings", guests: Sequence["Guest | LetterToSend"]) -> bytes:
    """The PDF of the cards. Raises NotRendered."""
    moments.set_zone(settings.timezone)
    name = settings.telegram_bot_name.removeprefix("@")
    until = moments.local(guests[0].until)
    cards = [
        {"name": each.name, "about": each.about, "code": each.code, "qr": f"qr{n}.svg"} for n, each in enumerate(guests)
    ]
    words = [f"https://t.me/{name}?start={each.code}" if name else f"entrar {each.code}" for each in guests]
    data = {
        "title": "Convites",
        "municipality": settings.municipality,
        "date": [until.year, until.month, until.day],
        "until": moments.moment_text(until),
        "telegram": bool(name),
        "cards": cards,
    }
    files = {f"qr{n}.svg": _qr(each) for n, each in enumerate(words)}
    return render(Job(_TEMPLATE.read_text(encoding="utf-8"), data, files, seconds=_SECONDS))


def _qr(words: str) -> str:
    target = io.BytesIO()
    segno.make(words, error="m", micro=False).save(target, kind="svg", border=0, xmldecl=False)
    return target.getvalue().decode()
