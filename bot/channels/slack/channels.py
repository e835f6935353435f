"""The channels we are in: what each is called, and how we leave one."""

import logging

from bot.channels.slack.web import Api

log = logging.getLogger("bot.slack")


class Channels:
    """Neither call may hold up what it belongs to: a failure is logged, and that is all."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def title(self, channel: str) -> str:
        """Empty where Slack does not say."""
        try:
            answer = await self._api.call("conversations.info", form={"channel": channel})
        except Exception as error:
            log.warning("a channel stays without its name: %s", type(error).__name__)
            return ""
        return str((answer.get("channel") or {}).get("name") or "")

    async def leave(self, channel: str) -> None:
        """Of some channels nobody may leave, and of others not the last one."""
        try:
            await self._api.call("conversations.leave", json={"channel": channel})
        except Exception as error:
            log.warning("a channel could not be left: %s", error)
