"""Every message of the suite as both platforms would get it, checked against their published limits."""

from collections.abc import Iterator
from dataclasses import replace

from bot.buttons import Sealer
from bot.channels.slack import modals
from bot.channels.slack import writing as slack
from bot.channels.telegram import writing as telegram
from bot.settings import Settings
from models.deliveries import Delivery
from tests.servers.slack import limits as slack_limits
from tests.servers.slack.api import TABLE as SLACK
from tests.servers.slack.table import Bad as BadAtSlack
from tests.servers.telegram import limits as telegram_limits
from tests.servers.telegram.api import TABLE as TELEGRAM
from tests.servers.telegram.table import Bad as BadAtTelegram
from tests.servers.telegram.table import Upload

Call = tuple[str, dict[str, object]]
_SEALER = Sealer(Settings(_env_file=None))  # type: ignore[call-arg]
_BADLY = (BadAtTelegram, BadAtSlack, telegram_limits.Refused, slack_limits.Refused)


def complaints(delivery: Delivery) -> list[str]:
    """The violations of a message at Telegram or Slack, each with its method and reason."""
    found = []
    for method, body in _to_telegram(delivery):
        try:
            telegram_limits.check(method, TELEGRAM.read(method, body), {})
        except _BADLY as why:
            found.append(f"Telegram {method}: {why}: {delivery.payload}")
    for method, body in _to_slack(delivery):
        try:
            slack_limits.check(SLACK, method, SLACK.read(method, body, typed=True))
        except _BADLY as why:
            found.append(f"Slack {method}: {getattr(why, 'words', why)}: {delivery.payload}")
    return found


def _to_telegram(delivery: Delivery) -> Iterator[Call]:
    here = replace(delivery, address="1001", origin={})
    if here.edits is not None:
        yield telegram.edit_of(replace(here, edits="7"), _SEALER)
        return
    pieces = telegram.pieces(here)
    for part, piece in enumerate(pieces):
        here, last = replace(here, part=part), part == len(pieces) - 1
        if piece.file is None:
            yield "sendMessage", telegram.text_body(here, piece, _SEALER, last=last)
        else:
            document = Upload(str(piece.file["name"]), b"%")
            yield "sendDocument", {**telegram.file_body(here, piece, _SEALER, last=last), "document": document}


def _to_slack(delivery: Delivery) -> Iterator[Call]:
    here = replace(delivery, address="U0ANA", origin={})
    texts = slack.texts_of(here.payload)
    for part, text in enumerate(texts):
        said = text if here.edits is not None else here.mark + text
        body = slack.content(replace(here, part=part), said, _SEALER, last=part == len(texts) - 1)
        if here.edits is not None:
            yield "chat.update", {**body, "channel": "D1", "ts": "1.1"}
        else:
            yield "chat.postMessage", {**body, "channel": here.address, "metadata": slack.metadata(here, text)}
    if form := here.payload.get("form"):
        yield "views.open", {"trigger_id": "1", "view": modals.view(form, [("GP", "Gabinete")], {})}
