"""Slack: Socket Mode with SLACK_APP_TOKEN, else HTTP with SLACK_SIGNING_SECRET. Its parts: bot/channels/slack."""

from bot.channels.slack.checks import examine
from bot.channels.slack.door import open_door

__all__ = ["examine", "open_door"]
