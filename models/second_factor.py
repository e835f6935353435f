"""The second factor of whoever approves: a code of an app (TOTP, RFC 6238), or a recovery code, typed on the panel.

A first factor, and one that replaces a lost one, begins to count when a second approver confirms it: an account of the
chat that was taken over can neither approve nor make itself a factor.
"""

import hmac
import re
import secrets
from base64 import b32encode
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, confirmations, moments, seals
from models.base import Base, Button, Refusal, insert_rows, partial_index
from models.confirmations import Asking, Confirmation
from models.house_state import HouseState
from models.people import Person

SET_UP = (Button("Segundo fator", "segundo fator"),)
_STEP = 30  # seconds
_MOST_WRONG = 5  # codes, after which the person waits
_WAIT = timedelta(minutes=15)  # four times, nine times as long for those that follow
_RECOVERY_CODES = 8
_POLICY = "second_factor"
_keys = [secrets.token_bytes(32)]


class FactorState(StrEnum):
    """The states of a factor."""

    NEW = "novo"
    WAITING = "espera"
    ACTIVE = "ativo"
    REPLACED = "trocado"


class Verdict(StrEnum):
    """What became of a code."""

    RIGHT = "certo"
    WRONG = "errado"
    LATER = "espere"


_IN_USE = "state = 'ativo'"


class SecondFactor(Base):
    """The factor of a person. `sealed`: its secret, under the secret of the house; `last_step`: the last code used."""

    __tablename__ = "second_factors"
    __table_args__ = (partial_index("ix_second_factors_active", "person_id", where=_IN_USE, unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    state: Mapped[str]
    salt: Mapped[str]
    sealed: Mapped[str]
    created_at: Mapped[datetime]
    last_step: Mapped[int]
    wrong: Mapped[int]
    wait_until: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code for whoever has lost the app: it serves once, and only its hash is kept."""

    __tablename__ = "recovery_codes"
    id: Mapped[int] = mapped_column(primary_key=True)
    factor_id: Mapped[int] = mapped_column(ForeignKey("second_factors.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


seals.protect(SecondFactor, "o segundo fator", by="id", but=("last_step", "wrong", "wait_until"))
seals.protect(RecoveryCode, "o código de recuperação", by="factor_id", but=("used_at",))


def configure(secret: str, old: str = "") -> None:
    """Set the secret of the house, and the one before; without one, factors end with the process."""
    global _keys
    _keys = [sha256(b"segundo fator:" + each.encode()).digest() for each in (secret, old) if each]
    _keys = _keys or [secrets.token_bytes(32)]


# --- the rule ------------------------------------------------------------------------------------------------


def active(session: Session, person: Person) -> SecondFactor | None:
    """The factor that is asked of a person."""
    query = select(SecondFactor).where(SecondFactor.person_id == person.id)
    return session.scalar(query.where(SecondFactor.state == FactorState.ACTIVE))


def is_required(session: Session) -> bool:
    """Whether nobody approves an act without a second factor."""
    return session.get(HouseState, _POLICY) is not None


def is_due(session: Session, person: Person) -> bool:
    """Whether this person approves with a second factor only. Raises Refusal for one who must, and has none."""
    if active(session, person) is not None:
        return True
    if is_required(session):
        raise Refusal("Para aprovar é preciso o segundo fator, e você ainda não tem o seu.", SET_UP)
    return False


def require(session: Session, person: Person, *, proven: bool) -> None:
    """Raises Refusal where the factor of the person is due and was not given."""
    if is_due(session, person) and not proven:
        raise Refusal("Isto pede o código do seu segundo fator, na página que eu indico.")


@confirmations.guard
def _of_confirmation(session: Session, person: Person, proven: bool) -> None:
    """An account of the chat that was taken over confirms nothing either, where its owner has a factor."""
    if active(session, person) is not None:
        require(session, person, proven=proven)


def ask_policy(session: Session, *, required: bool, by: Person, now: datetime) -> Confirmation:
    """Ask a second person to confirm that acts and ofícios require a second factor of who approves, or no longer do."""
    if required == is_required(session):
        raise Refusal("As ordens já exigem o segundo fator." if required else "As ordens não exigem o segundo fator.")
    said = "passam a exigir" if required else "deixam de exigir"
    effect = f"ordens, decisões, diretrizes e ofícios {said} o segundo fator de quem aprova"
    return confirmations.ask(session, Asking("exigencia", {"required": required}, effect), by=by, now=now)


@confirmations.kind("exigencia")
def _policy_confirmed(session: Session, row: Confirmation, _: Person, now: datetime) -> None:
    if row.details["required"] and not is_required(session):
        insert_rows(session, HouseState, [{"key": _POLICY, "value": now.isoformat()}])
    elif not row.details["required"]:
        session.execute(delete(HouseState).where(HouseState.key == _POLICY))


# --- setting one up ------------------------------------------------------------------------------------------


def begin(session: Session, *, by: Person, now: datetime) -> SecondFactor:
    """A new factor, which counts for nothing yet."""
    _forget(session, by, FactorState.NEW)
    secret, salt = secrets.token_bytes(20), secrets.token_hex(16)
    values = {"created_at": now, "last_step": 0, "wrong": 0, "wait_until": None}
    made = SecondFactor(
        person_id=by.id, state=FactorState.NEW.value, salt=salt, sealed=_sealed(secret, salt, _keys[0]), **values
    )
    session.add(made)
    session.flush()
    return made


def begun(session: Session, person: Person) -> SecondFactor | None:
    """The factor that a person is setting up."""
    query = select(SecondFactor).where(SecondFactor.person_id == person.id, SecondFactor.state == FactorState.NEW)
    return session.scalar(query)


def key_of(factor: SecondFactor) -> str:
    """The secret as apps take it."""
    return b32encode(_secret(factor, _keys[0])).decode()


def address_for_app(factor: SecondFactor, name: str, issuer: str) -> str:
    """The secret as the address that an app reads from a QR code."""
    import pyotp

    return pyotp.TOTP(key_of(factor)).provisioning_uri(name=name, issuer_name=issuer)


def check_of(factor: SecondFactor) -> str:
    """Four digits that stand on the page and in the question to the second approver, to be compared by voice."""
    return f"{int(sha256(factor.salt.encode()).hexdigest(), 16) % 10_000:04d}"


def finish(session: Session, factor: SecondFactor, typed: str, *, proven: bool, by: Person, now: datetime) -> list[str]:
    """Take the first code of a new factor: it counts at once where the old one was given (`proven`), else when a second
    approver confirms it. The recovery codes, shown once; none for a wrong code. Raises Refusal.
    """
    if _try(session, factor, typed, by, now) is not Verdict.RIGHT:
        return []
    codes = [f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}" for _ in range(_RECOVERY_CODES)]
    rows = [{"factor_id": factor.id, "code_hash": _hashed(factor, each), "used_at": None} for each in codes]
    insert_rows(session, RecoveryCode, rows)
    if proven:
        _activate(session, factor, by, now)
        return codes
    _forget(session, by, FactorState.WAITING)
    factor.state = FactorState.WAITING.value
    session.flush()
    effect = f"o segundo fator de {by.name}, que mostra {check_of(factor)} na tela; compare por voz com {by.first_name}"
    asking = Asking("segundo_fator", {"factor": factor.id}, effect, person=by, gains=by)
    confirmations.ask(session, asking, by=by, now=now)
    return codes


@confirmations.kind("segundo_fator")
def _factor_confirmed(session: Session, row: Confirmation, _: Person, now: datetime) -> None:
    factor = session.get(SecondFactor, row.details["factor"])
    if factor is None or factor.state != FactorState.WAITING or row.person is None:
        raise Refusal(f"Este segundo fator já foi trocado por outro. Recuse: recusar {row.code}")
    _activate(session, factor, row.person, now)


def _activate(session: Session, factor: SecondFactor, person: Person, now: datetime) -> None:
    if (old := active(session, person)) is not None:
        old.state = FactorState.REPLACED.value
        session.flush()
    factor.state = FactorState.ACTIVE.value
    session.flush()
    audit.write(session, "segundo_fator", by=person, now=now, text=f"segundo fator de {person.name} ligado")
    told = "O seu segundo fator está ligado. Se não foi você quem o configurou, avise já o gabinete."
    confirmations.tell_own(session, person, told, key=f"factor:{factor.id}:active", now=now)


def _forget(session: Session, person: Person, state: FactorState) -> None:
    query = select(SecondFactor).where(SecondFactor.person_id == person.id, SecondFactor.state == state)
    for each in session.scalars(query):
        each.state = FactorState.REPLACED.value
    session.flush()


# --- codes ---------------------------------------------------------------------------------------------------


def prove(session: Session, person: Person, typed: str, now: datetime) -> Verdict:
    """Try a code, of the app or of recovery, against the factor in use: no code serves twice."""
    factor = active(session, person)
    return _try(session, factor, typed, person, now) if factor is not None else Verdict.WRONG


def wait_text(session: Session, person: Person) -> str:
    """Until when a person has to wait after too many wrong codes."""
    factor = active(session, person) or begun(session, person)
    return moments.moment_text(factor.wait_until) if factor is not None and factor.wait_until else ""


def _try(session: Session, factor: SecondFactor, typed: str, by: Person, now: datetime) -> Verdict:
    if factor.wait_until is not None and factor.wait_until > now:
        return Verdict.LATER
    code = re.sub(r"[\s-]", "", typed).lower()
    if _is_of_app(factor, code, now) or _is_recovery(session, factor, code, by, now):
        factor.wrong, factor.wait_until = 0, None
        session.flush()
        return Verdict.RIGHT
    factor.wrong += 1
    if factor.wrong % _MOST_WRONG == 0:
        factor.wait_until = now + _WAIT * (factor.wrong // _MOST_WRONG) ** 2
        audit.write(session, "segundo_fator", by=by, now=now, text=f"{factor.wrong} códigos errados seguidos")
        told = f"{factor.wrong} códigos errados do seu segundo fator. Se não foi você, avise já o gabinete."
        confirmations.tell_own(session, by, told, key=f"factor:{factor.id}:wrong:{now.isoformat()}", now=now)
    session.flush()
    return Verdict.WRONG


def _is_of_app(factor: SecondFactor, code: str, now: datetime) -> bool:
    import pyotp

    if not re.fullmatch(r"[0-9]{6}", code):
        return False
    current = int(now.timestamp()) // _STEP
    for key in _keys:
        app = pyotp.HOTP(b32encode(_secret(factor, key)).decode())
        for step in (current - 1, current, current + 1):  # clocks of phones differ a little
            if step > factor.last_step and hmac.compare_digest(app.at(step), code):
                factor.last_step, factor.sealed = step, _sealed(_secret(factor, key), factor.salt, _keys[0])
                return True
    return False


def _is_recovery(session: Session, factor: SecondFactor, code: str, by: Person, now: datetime) -> bool:
    hashed = _hashed(factor, code)
    query = select(RecoveryCode).where(RecoveryCode.factor_id == factor.id, RecoveryCode.code_hash == hashed)
    row = session.scalar(query.where(RecoveryCode.used_at.is_(None)))
    if row is None:
        return False
    row.used_at = now
    audit.write(session, "segundo_fator", by=by, now=now, text="código de recuperação usado")
    return True


def _hashed(factor: SecondFactor, code: str) -> str:
    return sha256(f"{factor.salt}:{code.replace('-', '')}".encode()).hexdigest()


def _sealed(secret: bytes, salt: str, key: bytes) -> str:
    """The secret under a pad that the key gives for this salt alone."""
    pad = hmac.new(key, salt.encode(), sha256).digest()
    return bytes(one ^ other for one, other in zip(secret, pad, strict=False)).hex()


def _secret(factor: SecondFactor, key: bytes) -> bytes:
    return bytes.fromhex(_sealed(bytes.fromhex(factor.sealed), factor.salt, key))
