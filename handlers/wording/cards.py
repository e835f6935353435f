"""How each kind of record is shown: a subject registers its card, whoever shows a record asks here."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from handlers.base import Reply
from models.people import Person

Card = Callable[[Session, Any, Person, datetime], Reply]  # the record comes as its own subject
_cards: dict[str, Card] = {}


def card(kind: str) -> Callable[[Card], Card]:
    """Register how a record of that kind is shown: `function(session, record, person, now) -> Reply`.

    The person may see the record, and the buttons are what that person may do next.
    """

    def register(function: Card) -> Card:
        _cards[kind] = function
        return function

    return register


def card_of(kind: str) -> Card | None:
    """The card of that kind; None where its subject has none. Every file of handlers/wording is asked."""
    _walk()
    return _cards.get(kind)


@cache
def _walk() -> None:
    package = "handlers.wording"
    for module in pkgutil.iter_modules(importlib.import_module(package).__path__, package + "."):
        importlib.import_module(module.name)
