"""Further posts and closed órgãos: the belonging of people beyond the órgão of their main post."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, literal_column, select, union_all
from sqlalchemy.orm import Session

from models.people.tables import Orgao, Person, Post, Succession

STAND_IN = "stand_in"  # the kind of rows that others read in the same statement
PARTS: tuple[Select[int, int, str], ...] = (
    select(Post.person_id.label("one"), Post.orgao_id.label("other"), Post.function.label("kind")),
    select(Succession.orgao_id, Succession.successor_id, literal_column("'successor'")),
)
_STRUCTURE = union_all(*PARTS)


@dataclass(frozen=True, slots=True)
class Structure:
    """`posts`: person id -> (órgão id, function) of each further post. `successors`: órgão id -> the next one."""

    posts: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    successors: dict[int, int] = field(default_factory=dict)

    def now(self, orgao_id: int) -> int:
        """The órgão that answers for this one: itself, or its last successor."""
        for _ in range(len(self.successors) + 1):
            if orgao_id not in self.successors:
                break
            orgao_id = self.successors[orgao_id]
        return orgao_id

    def orgaos_of(self, person: Person, *, leading: bool = False) -> set[int]:
        """The órgãos a person belongs to (or leads), with their predecessors."""
        main = [(person.orgao_id, person.function)] if person.orgao_id else []
        own = {orgao_id for orgao_id, function in [*main, *self.posts.get(person.id, ())] if function or not leading}
        return own | {gone for gone in self.successors if self.now(gone) in own}

    def holding(self, orgao_id: int) -> dict[int, str]:
        """Person id -> function, for people with a further post in this órgão."""
        return {
            person_id: function
            for person_id, posts in self.posts.items()
            for each, function in posts
            if each == orgao_id
        }


def structure(session: Session) -> Structure:
    """The structure in the database, read once for each session."""
    known: Structure | None = session.info.get("structure")
    return known or keep(session, session.connection().execute(_STRUCTURE))


def keep(session: Session, rows: Iterable[Any]) -> Structure:
    """The structure of these rows of PARTS, kept for the session; other kinds of rows are ignored."""
    known = session.info["structure"] = Structure()
    for one, other, kind in rows:
        if kind == "successor":
            known.successors[one] = other
        elif kind != STAND_IN:
            known.posts.setdefault(one, []).append((other, kind))
    return known


def forget(session: Session) -> None:
    """Forget the kept structure and standings, after a change."""
    for name in ("structure", "standings"):
        session.info.pop(name, None)


def present(session: Session, orgao: Orgao) -> Orgao:
    """The órgão that answers for this one now."""
    now = structure(session).now(orgao.id)
    return orgao if now == orgao.id else session.get_one(Orgao, now)
