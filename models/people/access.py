"""Entering and leaving: one-use invitation codes, and the end of access."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from models import audit
from models.base import Refusal, insert_row
from models.people import codes
from models.people.substitution import forget_standings, release
from models.people.tables import Address, Function, Guess, Invite, Person, Role
from models.texts import clean, fold

VALID_FOR = timedelta(minutes=10)  # OWASP ASVS 6.5.5: out-of-band codes live ten minutes at most
VALID_FOR_PRINTED = timedelta(days=7)  # handed over on paper or by the administrator at the terminal
MOST_GUESSES = 5  # codes that do not serve, from one address in an hour; the next ones are not looked at
_GUESSED_WITHIN = timedelta(hours=1)


class WrongCode(Refusal):
    """The refusal of a wrong, used or expired code, and of one not even looked up: always the same sentence."""

    def __init__(self) -> None:
        super().__init__("Esse código não vale: já foi usado, venceu ou está errado. Peça outro ao administrador.")


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new invitation: the code in clear exists only here and on its way to a reader."""

    id: int
    person: Person
    code: str
    expires_at: datetime


def make_invitation(
    session: Session, person: Person, *, by: Person | None, now: datetime, valid_for: timedelta = VALID_FOR
) -> Invitation:
    """Make a code with which `person` binds an address; the codes made before no longer serve."""
    if not person.active:
        raise Refusal(f"{person.name} não está mais em exercício e não pode ser convidado.")
    _cancel_codes(session, person, now)
    salt, until = secrets.token_hex(8), now + valid_for
    values = {"person_id": person.id, "expires_at": until, "used_at": None, "created_by_id": by.id if by else None}
    invite_id = insert_row(session, Invite, code_hash=salt, salt=salt, **values)
    code = codes.code_of(invite_id, salt)
    session.execute(update(Invite).where(Invite.id == invite_id).values(code_hash=codes.digest(code)))
    audit.write(session, "convite", by=by, now=now, text=f"convite para {person.name}")
    return Invitation(invite_id, person, code, until)


def code_of(session: Session, invite_id: int) -> str:
    """The code of an invitation, for display; empty when it no longer serves."""
    row = session.get(Invite, invite_id)
    return codes.code_of(row.id, row.salt) if row is not None and row.salt and row.used_at is None else ""


def first_administrator(session: Session, name: str, *, now: datetime) -> Person:
    """Create the administrator who lets everybody else in. Refused once there is one."""
    known = session.scalar(select(Person).where(Person.role == Role.ADMINISTRADOR, Person.active).limit(1))
    if known is not None:
        raise Refusal(f"Já há administrador: {known.name}. Convide assim: python -m bot invite {known.handle}")
    name = " ".join(clean(name).split())
    handle = "".join(c for c in fold(name.partition(" ")[0]) if c.isascii() and c.isalnum())
    if not handle:
        raise Refusal('Diga o nome de quem administra. Exemplo: python -m bot invite --admin "Igor Alves"')
    if session.scalar(select(Person.id).where(Person.handle == handle)) is not None:
        raise Refusal(f"Já há alguém com o usuario {handle}. Dê o papel administrador a essa pessoa com: people import")
    values = {"name": name, "name_key": fold(name), "cargo": "Administrador do sistema", "orgao_id": None}
    values |= {"role": Role.ADMINISTRADOR.value, "function": "", "email": "", "phone": ""}
    person_id = insert_row(session, Person, handle=handle, active=True, preferences={}, **values)
    audit.write(session, "cadastro", by=None, now=now, text=f"primeiro administrador: {name}")
    return session.get_one(Person, person_id)


def redeem(session: Session, code: str, *, now: datetime) -> Invite:
    """Use up a code; the invitation it was made for. Raises WrongCode, the same for a wrong, used or expired one."""
    unused = (Invite.code_hash == codes.digest(code), Invite.used_at.is_(None), Invite.expires_at > now)
    invite = session.scalar(select(Invite).join(Person, Person.id == Invite.person_id).where(*unused, Person.active))
    used = session.execute(update(Invite).where(*unused).values(used_at=now)) if invite else None
    if invite is None or used is None or used.rowcount != 1:  # type: ignore[attr-defined]
        raise WrongCode
    return invite


def bind(session: Session, person: Person, channel: str, address: str, *, now: datetime) -> None:
    """Make an address that person's own. Refused while it is somebody else's."""
    known = session.scalar(select(Address).where(Address.channel == channel, Address.address == address))
    if known is not None and known.active and known.person_id != person.id:
        raise Refusal("Este endereço já pertence a outra pessoa. Procure o administrador.")
    if known is None:
        insert_row(session, Address, person_id=person.id, channel=channel, address=address, active=True, bound_at=now)
    else:
        known.person_id, known.active, known.bound_at, known.last_used_at = person.id, True, now, now
        known.unreachable_since = known.unreachable_why = None
        session.flush()
    audit.write(session, "entrada", by=person, now=now, text=f"{person.name} entrou por {channel}")


def guesses(session: Session, channel: str, address: str, now: datetime) -> int:
    """The number of wrong codes tried from there lately."""
    here = (Guess.channel == channel, Guess.address == address, Guess.at > now - _GUESSED_WITHIN)
    return session.scalar(select(func.count(Guess.id)).where(*here)) or 0


def note_guess(session: Session, channel: str, address: str, now: datetime) -> None:
    """Count one more wrong code; old ones are deleted."""
    session.execute(delete(Guess).where(Guess.at <= now - _GUESSED_WITHIN))
    insert_row(session, Guess, channel=channel, address=address, at=now)


def deactivate(session: Session, person: Person, *, by: Person | None, now: datetime) -> None:
    """End a person's access, and the substitutions by that person, at once; the history stays."""
    person.active = False
    release(session, person, now=now)
    session.execute(update(Address).where(Address.person_id == person.id).values(active=False))
    _cancel_codes(session, person, now)
    audit.write(session, "saida", by=by, now=now, text=f"{person.name} deixou o exercício")


def readmit(session: Session, person: Person, *, by: Person | None, now: datetime) -> None:
    """Take a person back who left; addresses and substitutions are given anew, and a post filled meanwhile is not."""
    here = (Person.orgao_id == person.orgao_id, Person.function == Function.TITULAR, Person.active)
    if person.function == Function.TITULAR and session.scalar(select(Person.id).where(*here).limit(1)) is not None:
        person.function = ""
    person.active = True
    session.flush()
    forget_standings(session)
    audit.write(session, "volta", by=by, now=now, text=f"{person.name} voltou ao exercício")


def _cancel_codes(session: Session, person: Person, now: datetime) -> None:
    session.execute(update(Invite).where(Invite.person_id == person.id, Invite.used_at.is_(None)).values(used_at=now))
