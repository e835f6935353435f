"""Telegram: long polling, or a webhook with TELEGRAM_WEBHOOK_URL. Its parts: bot/channels/telegram."""

from bot.channels.telegram.checks import examine
from bot.channels.telegram.door import open_door

__all__ = ["examine", "open_door"]
