"""dates and prazo: what the bot understands of a date, and how it counts a legal term. One line in, one line out."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from handlers.reading.dates import Reading
    from models.calendar import Calendar

Answer = Callable[[str], str]


def register(commands: Subparsers) -> None:
    dates = add(commands, "dates", _dates, "diz o que o bot entende de cada linha com uma data")
    prazo = add(commands, "prazo", _prazo, "conta um prazo por linha, com a memória do cálculo")
    for parser in (dates, prazo):
        parser.add_argument("--json", action="store_true", help="um objeto JSON por linha, nos dois sentidos")
