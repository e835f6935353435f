"""Invitations of many people, asked for in the chat: each goes by e-mail to the person invited and to nobody else, or
all go on one sheet of cards to be cut, to whoever may invite them one by one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import invitations
from models.base import Base, Button, Refusal, insert_row
from models.people import Invite, Orgao, Person, codes
from models.people.access import VALID_FOR_PRINTED, make_invitation

_TRIES, _AGAIN_AFTER = 3, timedelta(minutes=5)
_AT_ONCE = 20  # letters of one connection
_NOT_TAKEN = "o servidor de e-mail não atendeu"


class InviteLetter(Base):
    """The letter with the code of an invitation; the code itself is made when it is sent. `why`: it did not go."""

    __tablename__ = "invite_letters"
    id: Mapped[int] = mapped_column(primary_key=True)
    invite_id: Mapped[int] = mapped_column(ForeignKey("invites.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    begun_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    is_told: Mapped[bool] = mapped_column(default=False)
    on_paper: Mapped[bool | None]  # a card of a sheet, and no letter


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """A letter as the mail takes it, or a card as the printer does."""

    id: int
    name: str
    about: str
    email: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SentLetters:
    """The letters of one round: how many went, and to whom not."""

    count: int
    failed: tuple[str, ...]


Send = Callable[[Sequence[LetterToSend]], dict[int, str]]
Print = Callable[[Sequence[LetterToSend]], bytes | None]
_mail: dict[str, Send | None] = {"send": None}
_printer: dict[str, Print | None] = {"print": None}


def configure(send: Send | None) -> None:
    """Set what sends letters, and returns why some did not go; None: there is no mail. It raises OSError."""
    _mail["send"] = send


def configure_printer(printer: Print) -> None:
    """Set what makes the PDF of cards; it returns None where it cannot."""
    _printer["print"] = printer


def guests(
    session: Session, orgao: Orgao | None, *, by: Person, now: datetime, on_paper: bool = False
) -> invitations.Guests:
    """The people to be invited, of one órgão or of all. Raises Refusal for a person who may not, or without mail."""
    invitations.require_right(session, by, now)
    if _mail["send"] is None and not on_paper:
        raise Refusal(
            "O e-mail do bot não está configurado (SMTP_HOST e SMTP_FROM). Sem ele, há cartões com QR, para imprimir.",
            [Button("Cartões", "convidar todos em cartões")],
        )
    return invitations.guests(session, orgao, now=now)


def invite(session: Session, found: invitations.Guests, *, by: Person, now: datetime, on_paper: bool = False) -> int:
    """Make the invitations of those who have an e-mail, and their letters; or of all, on cards. Returns how many."""
    invited = [each for each in found.new if each.email or on_paper]
    for person in invited:
        made = make_invitation(session, person, by=by, now=now, valid_for=VALID_FOR_PRINTED)
        insert_row(session, InviteLetter, invite_id=made.id, asked_by_id=by.id, begun_at=now, on_paper=on_paper or None)
    return len(invited)


def next_due(session: Session) -> datetime | None:
    """The moment at which the next letter is to be sent."""
    return session.scalar(select(func.min(InviteLetter.begun_at)).where(InviteLetter.ended_at.is_(None)))


def take(session: Session, now: datetime) -> list[LetterToSend]:
    """The next letters; one tried too often, or whose code no longer serves, ends."""
    query = select(InviteLetter, Invite, Person).join(Invite, Invite.id == InviteLetter.invite_id)
    query = query.join(Person, Person.id == Invite.person_id)
    query = query.where(InviteLetter.ended_at.is_(None), InviteLetter.begun_at <= now).order_by(InviteLetter.id)
    return _taken(session, query.where(InviteLetter.on_paper.is_(None)).limit(_AT_ONCE), now)


def take_sheet(session: Session, now: datetime) -> tuple[int, list[LetterToSend]] | None:
    """The next sheet of cards, and the id of whoever asked for it; None: there is none."""
    waits = (InviteLetter.on_paper.is_(True), InviteLetter.ended_at.is_(None), InviteLetter.begun_at <= now)
    to = session.scalar(select(InviteLetter.asked_by_id).where(*waits).order_by(InviteLetter.id).limit(1))
    if to is None:
        return None
    query = select(InviteLetter, Invite, Person).join(Invite, Invite.id == InviteLetter.invite_id)
    query = query.join(Person, Person.id == Invite.person_id).where(*waits, InviteLetter.asked_by_id == to)
    return to, _taken(session, query.order_by(InviteLetter.id), now)


def print_sheet(cards: Sequence[LetterToSend]) -> bytes | None:
    """The PDF of a sheet, made outside of any transaction; None where it cannot be made."""
    return _printer["print"](cards) if _printer["print"] is not None and cards else None


def settle_sheet(session: Session, cards: Sequence[LetterToSend], *, made: bool, now: datetime) -> None:
    """Note that a sheet is made, or could not be."""
    for each in cards:
        row = session.get_one(InviteLetter, each.id)
        row.ended_at, row.is_told, row.why = now, True, "" if made else "o PDF não saiu"


def _taken(session: Session, query: Select[InviteLetter, Invite, Person], now: datetime) -> list[LetterToSend]:
    taken = list[LetterToSend]()
    for letter, made, person in session.execute(query):
        is_good = made.used_at is None and made.expires_at > now and person.active
        if letter.tries >= _TRIES or not is_good or made.salt is None:
            letter.ended_at, letter.why = now, _NOT_TAKEN if is_good else "o código já não valia"
            continue
        letter.tries, letter.begun_at = letter.tries + 1, now + _AGAIN_AFTER
        code = codes.code_of(made.id, made.salt)
        about = ", ".join(filter(None, [person.cargo, person.orgao.sigla if person.orgao else ""]))
        taken.append(LetterToSend(letter.id, person.name, about, person.email, code, made.expires_at))
    return taken


def send(letters: Sequence[LetterToSend]) -> dict[int, str] | None:
    """Send letters, outside of any transaction: why some did not go; None where the server takes none."""
    try:
        return _mail["send"](letters) if _mail["send"] is not None else None
    except OSError:
        return None


def settle(session: Session, letters: Sequence[LetterToSend], failed: dict[int, str] | None, now: datetime) -> None:
    """Note what became of letters; those that the server did not take wait for the next try."""
    if failed is None:
        return
    for each in letters:
        row = session.get_one(InviteLetter, each.id)
        row.ended_at, row.why = now, failed.get(each.id, "")


def ended(session: Session) -> list[tuple[int, SentLetters]]:
    """Whom to tell that their letters are gone, each with the numbers; they are told once."""
    waiting = select(InviteLetter.asked_by_id).where(InviteLetter.ended_at.is_(None))
    query = select(InviteLetter, Person.name).join(Invite, Invite.id == InviteLetter.invite_id)
    query = query.join(Person, Person.id == Invite.person_id).where(InviteLetter.is_told.is_(False))
    rows: dict[int, list[tuple[InviteLetter, str]]] = {}
    for letter, name in session.execute(
        query.where(InviteLetter.asked_by_id.not_in(waiting)).order_by(InviteLetter.id)
    ):
        letter.is_told = True
        rows.setdefault(letter.asked_by_id, []).append((letter, name))
    return [(by_id, _summed(those)) for by_id, those in rows.items()]


def _summed(rows: Sequence[tuple[InviteLetter, str]]) -> SentLetters:
    failed = tuple(f"{name} ({letter.why})" for letter, name in rows if letter.why)
    return SentLetters(len(rows) - len(failed), failed)
