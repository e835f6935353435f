"""Invitations of many people, asked for in the chat: each goes by e-mail to the person invited, and to nobody else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import invitations
from models.base import Base, Refusal, insert_row
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


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """A letter as the mail takes it."""

    id: int
    name: str
    email: str
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class SentLetters:
    """The letters of one round: how many went, and to whom not."""

    count: int
    failed: tuple[str, ...]


Send = Callable[[Sequence[LetterToSend]], dict[int, str]]
_mail: dict[str, Send | None] = {"send": None}


def configure(send: Send | None) -> None:
    """Set what sends letters, and returns why some did not go; None: there is no mail. It raises OSError."""
    _mail["send"] = send


def guests(session: Session, orgao: Orgao | None, *, by: Person, now: datetime) -> invitations.Guests:
    """The people to be invited, of one órgão or of all. Raises Refusal for a person who may not, or without mail."""
    invitations.require_right(session, by, now)
    if _mail["send"] is None:
        raise Refusal(
            "O e-mail do bot não está configurado (SMTP_HOST e SMTP_FROM). Sem ele, há cartões para imprimir, "
            "no servidor: python -m bot invite --todos --cartoes convites.pdf"
        )
    return invitations.guests(session, orgao, now=now)


def invite(session: Session, found: invitations.Guests, *, by: Person, now: datetime) -> int:
    """Make the invitations of those who have an e-mail, and their letters; how many."""
    invited = [each for each in found.new if each.email]
    for person in invited:
        made = make_invitation(session, person, by=by, now=now, valid_for=VALID_FOR_PRINTED)
        insert_row(session, InviteLetter, invite_id=made.id, asked_by_id=by.id, begun_at=now)
    return len(invited)


def next_due(session: Session) -> datetime | None:
    """The moment at which the next letter is to be sent."""
    return session.scalar(select(func.min(InviteLetter.begun_at)).where(InviteLetter.ended_at.is_(None)))


def take(session: Session, now: datetime) -> list[LetterToSend]:
    """The next letters; one tried too often, or whose code no longer serves, ends."""
    query = select(InviteLetter, Invite, Person).join(Invite, Invite.id == InviteLetter.invite_id)
    query = query.join(Person, Person.id == Invite.person_id)
    query = query.where(InviteLetter.ended_at.is_(None), InviteLetter.begun_at <= now).order_by(InviteLetter.id)
    taken = list[LetterToSend]()
    for letter, made, person in session.execute(query.limit(_AT_ONCE)):
        is_good = made.used_at is None and made.expires_at > now and person.active
        if letter.tries >= _TRIES or not is_good or made.salt is None:
            letter.ended_at, letter.why = now, _NOT_TAKEN if is_good else "o código já não valia"
            continue
        letter.tries, letter.begun_at = letter.tries + 1, now + _AGAIN_AFTER
        code = codes.code_of(made.id, made.salt)
        taken.append(LetterToSend(letter.id, person.name, person.email, code, made.expires_at))
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
