"""Doors as people write them: `no slack`, `no telegram das 18h às 8h e no slack`, `sair telegram 04ab`."""

import re
from typing import Any

from handlers.base import Button, Refusal, Request
from models import addresses
from models.people import Address, door_name
from models.people.reach import DOORS
from models.texts import clip, fold

_BY_NAME = {fold(name): channel for channel, name in DOORS.items()} | {"console": "console"}
_HOUR = r"(\d{1,2})(?:h|:)?([0-5]\d)?h?"
_WISH = re.compile(
    rf"\s*(?:,|e\b)?\s*(?:so\s+|apenas\s+)?(?:no|na|em|pelo|pela)\s+(\w+)(?:\s+(?:das?|de)\s+{_HOUR}\s*(?:as|a|ate)\s+{_HOUR})?"
)
_DEFAULT = ("padrao", "automatico", "em todos", "no padrao")
_LAST_HOUR = 23


def wishes(request: Request, text: str) -> list[dict[str, Any]] | None:
    """The preferences for pushes, as they are stored; None for the default of the house."""
    text, found, end = fold(text).strip(), [], 0
    if text in _DEFAULT:
        return None
    while (match := _WISH.match(text, end)) is not None:
        found.append(_wish(request, match))
        end = match.end()
    if not found or text[end:].strip(" ."):
        raise _unclear(request)
    return found


def one(text: str, mine: list[Address], whose: str = "") -> Address:
    """The address of the person at a named door; where there are several, with that ending. Raises Refusal.

    `whose`: the words that name another person in the line.
    """
    name, _, ending = fold(text).partition(" ")
    here = [each for each in mine if each.channel == _BY_NAME.get(name)]
    exact = [each for each in here if not ending or each.address.lower().endswith(ending)]
    if len(exact) == 1:
        return exact[0]
    words = [addresses.word(each, mine) for each in here or mine]
    lacks = "Não há" if whose else "Você não tem"
    question = "De qual deles?" if here else f"{lacks} endereço em {clip(text, 20)}. De qual sair?"
    raise Refusal(question, [Button(f"Sair: {word}", f"sair {whose}{word}") for word in words[:6]])


def _wish(request: Request, match: re.Match[str]) -> dict[str, Any]:
    channel = _BY_NAME.get(match[1])
    if channel is None or max(int(match[2] or 0), int(match[4] or 0)) > _LAST_HOUR:
        raise _unclear(request)
    if all(each.channel != channel for each in addresses.of(request.session, request.person)):
        sentence = f"Você ainda não entrou pelo {door_name(channel)}. Para entrar, peça um código: convidar"
        raise Refusal(sentence, [Button("Entrar por outro aplicativo", "convidar")])
    hours = [_hour(match[2], match[3]), _hour(match[4], match[5])] if match[2] else None
    return {"channel": channel, "hours": hours}


def _hour(hour: str, minute: str | None) -> str:
    return f"{int(hour):02d}:{minute or '00'}"


def _unclear(request: Request) -> Refusal:
    mine = dict.fromkeys(door_name(each.channel).lower() for each in addresses.of(request.session, request.person))
    lines = [f"preferências avisos no {name}" for name in mine]
    lines += [f"preferências avisos no {next(iter(mine), 'telegram')} das 18h às 8h", "preferências avisos padrão"]
    return Refusal("Não entendi onde quer os avisos. Exemplos:", [Button(line, line) for line in lines])
