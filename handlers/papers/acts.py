"""Ordens, decisões e diretrizes on paper: the act as it was issued, and the draft, marked as one."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, note, paper, signature, text
from models import acts, moments
from models.acts import Act
from models.acts.tables import ActStatus
from models.acts.transmission import PAPER
from models.people import Person
from models.records import AccessLevel, is_visible

_ENDINGS = (ActStatus.RETIFICADA, ActStatus.SUSPENSA, ActStatus.REVOGADA)


def state(session: Session, act: Act) -> str:
    """Whether the act stands: `Em vigor.`, `Revogada pela OS-9/2026.`"""
    if act.approved_at is None:
        return "Minuta: ainda não foi aprovada, ou não o será."
    if act.status not in _ENDINGS:
        return "Em vigor." if act.status == ActStatus.TRANSMITIDA else f"Situação: {act.status}."
    newer = session.scalar(
        select(Act).where(Act.amends_id == act.id, Act.transmitted_at.is_not(None)).order_by(Act.id.desc()).limit(1)
    )
    # A restricted act that amends a public one is not named to everybody.
    named = f" pela {newer.code}" if newer is not None and newer.access_level == AccessLevel.PUBLICO else ""
    return f"{act.status.capitalize()}{named}."


@paper(PAPER, about=(acts.KIND,), state=state)
def act(session: Session, act: Act, person: Person, now: datetime) -> Facts:
    """The act as it was issued; a draft as it stands."""
    return _draft(session, act, person, now) if act.approved_at is None else _issued(session, act, person, now)


def _issued(session: Session, act: Act, person: Person, now: datetime) -> Facts:
    assert act.approved_at is not None
    signer = act.approver
    standing = [] if act.status in (ActStatus.TRANSMITIDA, ActStatus.APROVADA) else [note(state(session, act))]
    signed = f"Aprovada em {moments.moment_text(act.approved_at)}"
    blocks: list[Block] = [
        *standing,
        fields(*_dates(session, act, person, now)),
        text(act.text),
        *([signature(signer.name, signer.cargo or "", signed)] if signer else []),
        fields(("Conferência", act.short_hash)),
    ]
    return Facts(
        title=f"{act.kind_label.capitalize()} {act.code}",
        number=act.code,
        day=moments.today(act.approved_at),
        municipality=act.municipality or "",
        blocks=blocks,
        open_to_all=True,
    )


def _draft(session: Session, act: Act, person: Person, now: datetime) -> Facts:
    who = [each.orgao.name if each.orgao else each.person.name if each.person else "" for each in act.addressees]
    written = (("Minuta de", act.author.name if act.author else ""), ("Versão", f"{act.version}"))
    blocks = [
        note("Minuta, sem valor de ato: ainda não foi aprovada nem numerada."),
        fields(*written, ("Para", "; ".join(who)), *_dates(session, act, person, now)),
        text(act.text),
        fields(("Conferência", act.short_hash)),
    ]
    title = f"Minuta {act.draft_code} de {act.kind_label}"
    return Facts(title, act.draft_code, moments.today(act.created_at), blocks, draft=True)


def _dates(session: Session, act: Act, person: Person, now: datetime) -> tuple[tuple[str, str], ...]:
    older = session.get(Act, act.amends_id) if act.amends_id else None
    if older is not None and not is_visible(session, older, by=person, now=now):
        older = None
    return (
        ("Urgência", "urgente" if act.urgent else ""),
        ("Refere-se à", older.code if older else ""),
        ("Ciência até", act.ciencia.text if act.ciencia else ""),
        ("Cumprimento até", act.compliance.text if act.compliance else ""),
    )
