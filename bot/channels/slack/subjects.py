"""The slash commands: one for each subject of the house, made from the registered commands."""

from handlers.base import Command, commands, match
from handlers.help import title
from models.texts import fold

GENERAL = "gab"  # takes any line
_SHORTEST = 3
_SAY_NOTHING = {"qualquer"}


def slash_names() -> dict[str, str]:
    """The Portuguese titles of the subjects, by slash command (without the slash)."""
    found: dict[str, str] = {}
    for command in commands():
        found.setdefault(_slug(title(command)), title(command))
    return found


def commands_of(slash: str) -> list[Command]:
    return [each for each in commands() if _slug(title(each)) == slash]


def line_of(slash: str, text: str) -> str:
    """The line of a slash command: of `/tarefas concluir T-1` `concluir T-1`, of `/tarefas hoje` `tarefas hoje`."""
    own = commands_of(slash)
    if not own:
        return text
    found, _ = match(text)
    if any(each in own for each in found):
        return text
    with_slash = f"{slash} {text}".strip()
    if any(each in own for each in match(with_slash)[0]):
        return with_slash
    return text or f"ajuda {slash}"


def _slug(name: str) -> str:
    words = [word.strip(",.:;") for word in fold(name).split()]
    return next(word for word in words if len(word) >= _SHORTEST and word not in _SAY_NOTHING)
