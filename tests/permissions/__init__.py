"""Permissions as data: the papéis that each command obeys, in four relations to its record."""

import importlib
import pkgutil
from dataclasses import dataclass, fields
from functools import cache

from handlers import base
from handlers.base import Command
from models.people import Role

ALL = " ".join(Role)
NOBODY = ""
BUT_READERS = " ".join(role for role in Role if role is not Role.CONTROLE)
CABINET = "prefeito chefia assessoria"
APPROVERS = "prefeito chefia"


@dataclass(frozen=True, slots=True)
class Row:
    """One command, with a line that its permitted people can say, and their papéis.

    `own`: as the people of the house, the secretário and the servidor of the órgão that the record is with;
    `substitute`: as the substitute of one of them, a servidor of another órgão; `other`: as people of another órgão.
    People who left may nothing. `before`: lines said first, each by somebody (`ana: …`).
    """

    command: str
    line: str
    own: str
    substitute: str
    other: str
    about: str = ""
    before: tuple[str, ...] = ()
    note: str = ""
    file: bool = False  # the line comes with a file

    def expected(self, relation: str) -> frozenset[str]:
        return frozenset(getattr(self, relation).split())


RELATIONS = ("own", "substitute", "other")


def everywhere(command: str, line: str, may: str = ALL, about: str = "", note: str = "") -> Row:
    """The row of a command that asks only for the papel."""
    return Row(command, line, own=may, substitute=may, other=may, about=about, note=note)


@cache
def rows() -> dict[tuple[str, str], Row]:
    """The rows of every subject, by command and kind of record: a file dropped into the folder is found."""
    found: dict[tuple[str, str], Row] = {}
    for module in pkgutil.iter_modules(__path__, __name__ + "."):
        for row in getattr(importlib.import_module(module.name), "ROWS", ()):
            assert (row.command, row.about) not in found, f"two rows for {row.command} {row.about}"
            found[row.command, row.about] = row
    return found


def keys(command: Command) -> list[tuple[str, str]]:
    """The rows a command needs: one for each kind of record it works on."""
    return [(command.name, kind) for kind in command.about or ("",)]


def missing() -> list[tuple[str, str]]:
    """The commands without a row, and the rows without a command."""
    base.walk()
    wanted = {key for command in base.commands() for key in keys(command)}
    return sorted(wanted ^ rows().keys())


assert {field.name for field in fields(Row)} >= set(RELATIONS)
