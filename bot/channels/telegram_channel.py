"""Telegram: long polling, or a webhook with TELEGRAM_WEBHOOK_URL. Its parts: bot/channels/telegram."""

from bot.channels.telegram.door import open_door
from bot.channels.telegram.examining import examine

__all__ = ["examine", "open_door"]
