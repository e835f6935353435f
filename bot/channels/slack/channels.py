"""The channels we are in: their titles, and how we leave one."""

import logging

from bot.channels.slack.web import Api

log = logging.getLogger("bot.slack")


class Channels:
    """Calls about channels. A failure is only logged: neither call is worth holding up a message."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def title(self, channel: str) -> str:
        """The title of a channel; empty where Slack does not say."""
        try:
            answer = await self._api.call("conversations.info", form={"channel": channel})
        except Exception as error:
            log.warning("a channel stays without its name: %s", type(error).__name__)
            return ""
        return str((answer.get("channel") or {}).get("name") or "")

    async def leave(self, channel: str) -> None:
        """Leave a channel, if Slack lets us: some may not be left, or not by the last member."""
        try:
            await self._api.call("conversations.leave", json={"channel": channel})
        except Exception as error:
            log.warning("a channel could not be left: %s", error)
