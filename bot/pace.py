"""How much of the one thread each chat may use: whoever floods is slowed, and nobody else notices."""

from collections import OrderedDict
from dataclasses import dataclass

Chat = tuple[str, str]  # source and place
SAVED = 4.0  # seconds of work that a chat may ask for at once
EARNED = 0.25  # seconds of work that it may ask for in each second after that
_MOST_CHATS = 10_000
SLOWED = (
    "Você mandou muita coisa de uma vez. Está tudo guardado e será respondido aos poucos, na ordem; "
    "não é preciso repetir."
)


@dataclass(slots=True)
class _Account:
    """What a chat had left at a moment, and whether it was told that it has to wait."""

    left: float
    at: float
    told: bool = False


class Pace:
    """The accounts of all chats, in seconds of work and of the clock. In memory: a new start forgives."""

    def __init__(self, saved: float = SAVED, earned: float = EARNED) -> None:
        self._saved, self._earned = saved, earned
        self._accounts: OrderedDict[Chat, _Account] = OrderedDict()

    def spent(self, chat: Chat, seconds: float, now: float) -> None:
        """A chat's request took so long."""
        account = self._accounts.setdefault(chat, _Account(self._saved, now))
        self._settle(account, now)
        account.left -= seconds
        self._accounts.move_to_end(chat)
        while len(self._accounts) > _MOST_CHATS:
            self._accounts.popitem(last=False)

    def wait(self, chat: Chat, now: float) -> float:
        """Seconds until the next request of that chat may be begun."""
        account = self._accounts.get(chat)
        if account is None:
            return 0.0
        self._settle(account, now)
        return max(-account.left / self._earned, 0.0)

    def is_news(self, chat: Chat) -> bool:
        """Whether a chat that has to wait was not told so yet; it counts as told from here on."""
        account = self._accounts[chat]
        was_told, account.told = account.told, True
        return not was_told

    def _settle(self, account: _Account, now: float) -> None:
        account.left = min(account.left + (now - account.at) * self._earned, self._saved)
        account.at = now
        account.told = account.told and account.left < self._saved
