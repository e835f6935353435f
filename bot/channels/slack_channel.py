"""Slack: Socket Mode with SLACK_APP_TOKEN, else HTTP with SLACK_SIGNING_SECRET. Its parts: bot/channels/slack."""

from bot.channels.slack.door import open_door
from bot.channels.slack.examining import examine

__all__ = ["examine", "open_door"]
