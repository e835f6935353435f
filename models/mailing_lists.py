"""Changes of saved lists of addressees: a new list is kept at once, a changed one waits for a second person."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import confirmations
from models.confirmations import Asking, Confirmation
from models.people import CABINET, Orgao, Person, is_being_set_up
from models.people.lists import confers, members_of, require_keeper, save
from models.texts import fold

_MOST_NAMES = 30


def keep(
    session: Session, name: str, members: list[Person | Orgao], *, by: Person, now: datetime
) -> Confirmation | None:
    """Keep a list under its name; returns the confirmation asked for when it changes an existing one, else None."""
    require_keeper(session, by, now)
    old, key = members_of(session, name), fold(name)
    is_free = not old and (not confers(name) or is_being_set_up(session))
    if is_free or _ids(old) == _ids(members):
        save(session, name, members, by=by, now=now)
        return None
    names = ", ".join(each.name for each in members[:_MOST_NAMES])
    values = {"list": key, "members": _ids(members)}
    return confirmations.ask(session, Asking("lista", values, f"a lista @{key} passa a ser: {names}"), by=by, now=now)


@confirmations.kind("lista", roles=CABINET, oversight=False)
def _confirmed(session: Session, row: Confirmation, by: Person, now: datetime) -> None:
    found = [_member(session, kind, member_id) for kind, member_id in row.details["members"]]
    save(session, row.details["list"], found, by=by, now=now)


def _member(session: Session, kind: str, member_id: int) -> Person | Orgao:
    return session.get_one(Person, member_id) if kind == "person" else session.get_one(Orgao, member_id)


def _ids(members: list[Person | Orgao]) -> list[Any]:
    return [["person" if isinstance(each, Person) else "orgao", each.id] for each in members]
