"""A restored database and its anchor: released only when the history holds the link, or somebody answers for it."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.orm import Session

from bot.settings import Settings
from models import audit, heartbeats, outbox
from models.auditing import anchors
from models.auditing.anchors import Anchor
from models.outbox import Message, Priority, Push
from models.people import Role, with_role


class NoAnchor(Exception):
    """The database cannot be released as if nothing were missing; the sentence says why and what to do."""


def house_name(settings: Settings) -> str:
    """The name of a house in the file of anchors: the address of its database, without the user and the password."""
    address = make_url(settings.database_url)
    if address.get_backend_name() == "sqlite" and address.database:
        return str(Path(address.database).absolute())
    return f"{address.host or ''}:{address.port or ''}/{address.database}"


def misfit(session: Session, code: str) -> str:
    """The difference between the history and the anchor (of the code, else the last one); empty when there is none."""
    anchor = anchors.from_code(code) if code else anchors.last()
    if anchor is not None:
        return anchors.misfit(session, anchor)
    if code:
        return f"{code} não é um código de âncora"
    before_the_first = heartbeats.of(session, "anchors") is None
    return "" if before_the_first else f"não há âncora deste banco em {anchors.file()}"


def check(session: Session, now: datetime, *, code: str, accepted: bool) -> list[str]:
    """Compare the history with the anchor: of the code given, else the last of the file. Returns what to say.

    `accepted`: somebody answers for what is missing; that is written down, and the controle interno is told.
    Raises NoAnchor.
    """
    why = misfit(session, code)
    if why and not accepted:
        raise NoAnchor(
            f"Nada foi liberado: {why}.\nUse uma cópia mais nova, ou dê o código da última âncora que está no chat do "
            "controle interno: --anchor CÓDIGO\nPara liberar assim mesmo, dizendo que falta: --sem-ancora"
        )
    if why:
        _own_up(session, why, now)
    return _numbers(session, (anchors.from_code(code) if code else None) or anchors.last())


def _own_up(session: Session, why: str, now: datetime) -> None:
    text = f"liberado sem a âncora: {why}"
    audit.write(session, "ancora", by=None, now=now, text=text)
    message = Message(f"O banco foi restaurado e {text}. Confira o que falta com o administrador.")
    people = with_role(session, Role.CONTROLE, Role.CHEFIA)
    pushes = [Push(f"released:{now.timestamp():.6f}:{each.id}", each.id, message) for each in people]
    outbox.enqueue_all(session, pushes, now=now, priority=Priority.URGENT)


def _numbers(session: Session, anchor: Anchor | None) -> list[str]:
    behind = anchors.go_on_after(session, anchor) if anchor else []
    return [f"As numerações continuam depois da âncora: {', '.join(behind)}."] if behind else []
