"""Drafts that a second person approves: by whom, in which version, and how one goes back to its author."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import audit, notices, outbox
from models.base import Answer, Button, Question, Refusal
from models.people import Person, standing
from models.texts import clip

RETURNED = "devolvida"  # the state of a draft that went back


@dataclass(frozen=True, slots=True)
class Seat:
    """The address that approves."""

    channel: str
    address: str


class Unseen(Refusal):
    """The approver has not been shown this version at this address yet: the sentence is the preview itself."""

    def __init__(self, opening: str, draft: Any, preview: str) -> None:
        line = f"aprovar {draft.code} {draft.short_hash}"
        super().__init__(f"{opening}\n\n{preview}", [Button("Aprovar", line)], shows=draft.shown_as)


def require_other(session: Session, draft: Any, wrote: Collection[int], by: Person, now: datetime) -> None:
    """Raises Refusal for one of those who wrote the draft, and for who acts in the place of one of them."""
    if by.id in wrote:
        raise Refusal(
            f"Quem escreveu ou corrigiu a minuta não a aprova. A {draft.code} precisa de outra pessoa que aprove."
        )
    if in_place_of := standing(session, by, now).person_ids.intersection(wrote):
        name = session.get_one(Person, min(in_place_of)).name
        raise Refusal(f"Você responde por {name}, que escreveu a {draft.code}: outra pessoa precisa aprovar.")


def check_version(
    session: Session, draft: Any, sha256: str, preview: Callable[[Any], str], shown_hash: str, seat: Seat
) -> None:
    """Raises Refusal for a draft that is not as it was registered, with this hash, and Unseen for one not shown.

    `shown_hash` is the short hash the approver was shown, empty when typed without it. In either case the version
    that stands must have been delivered to the address that approves.
    """
    if sha256 != draft.sha256:
        raise Refusal(f"O conteúdo da minuta {draft.code} não confere com o registrado. Avise o administrador.")
    if shown_hash and not (len(shown_hash) >= len(draft.short_hash) and sha256.startswith(shown_hash.lower())):
        raise Unseen("A minuta mudou depois que você a viu. Confira a versão atual:", draft, preview(draft))
    if not outbox.was_shown(session, draft.shown_as, seat.channel, seat.address):
        raise Unseen("Confira antes de aprovar:", draft, preview(draft))


def give_back(session: Session, draft: Any, reason: str, lacks: str, *, by: Person, now: datetime) -> None:
    """Return a draft to its author with the reason. `lacks`: a reason for the example."""
    if not reason:
        raise Question(f"Por que devolver? Exemplo: devolver {draft.code} {lacks}", Answer.TEXT)
    draft.status = RETURNED
    audit.write(session, "devolucao", by=by, now=now, record_id=draft.id, text=f"devolvida: {reason}")
    text = (
        f"{by.name} devolveu a minuta {draft.code} ({clip(draft.title, 60)}).\nMotivo: {reason}\n"
        f"Para corrigir, escreva: corrigir {draft.code} novo texto"
    )
    notices.tell(session, draft, text, draft.authors, by=by, now=now)
