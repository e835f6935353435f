"""Tables of people and órgãos."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models import seals
from models.base import Base, related

EVERYONE = "todos"
GROUPS = frozenset(
    (EVERYONE, "assessoria", "assessores", "servidores", "chefia", "adjuntos", "titulares", "secretarios")
)  # names of groups behind @, which no usuario and no sigla may have


class Role(StrEnum):
    """The roles, which decide on permissions."""

    PREFEITO = "prefeito"
    CHEFIA = "chefia"
    ASSESSORIA = "assessoria"
    SECRETARIO = "secretario"
    SERVIDOR = "servidor"
    CONTROLE = "controle"
    ADMINISTRADOR = "administrador"


class Function(StrEnum):
    """The functions in an órgão."""

    TITULAR = "titular"
    ADJUNTO = "adjunto"


class Orgao(Base):
    """A body of the administration: secretaria, gabinete, fundo, autarquia."""

    __tablename__ = "orgaos"
    id: Mapped[int] = mapped_column(primary_key=True)
    sigla: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)  # the sigla, folded
    name: Mapped[str]


class FormerSigla(Base):
    """A former sigla of a renamed órgão; it still leads to it."""

    __tablename__ = "former_siglas"
    key: Mapped[str] = mapped_column(primary_key=True)
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))


class Succession(Base):
    """A closed órgão, and its successor."""

    __tablename__ = "successions"
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"), primary_key=True, autoincrement=False)
    successor_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))


seals.protect(FormerSigla, "a sigla anterior", by="key")
seals.protect(Succession, "a sucessão do órgão", by="orgao_id")
seals.protect(Orgao, "o órgão", by="sigla")


class Person(Base):
    """A person of the administration. One who leaves stays, inactive, so that the history keeps its names."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(unique=True)  # ASCII, lower case: the name behind @
    name: Mapped[str]
    name_key: Mapped[str]
    cargo: Mapped[str] = mapped_column(default="")
    orgao_id: Mapped[int | None] = mapped_column(ForeignKey("orgaos.id"), index=True)
    role: Mapped[str]
    function: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    orgao: Mapped[Orgao | None] = related(lazy="select")

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def called(self) -> str:
        """`Ana Prado (SMS)`: the name with the órgão, as lists show it."""
        return f"{self.name} ({self.orgao.sigla})" if self.orgao else self.name


class Post(Base):
    """A further post of a person, in another órgão than the main one; most people have none."""

    __tablename__ = "posts"
    __table_args__ = (UniqueConstraint("person_id", "orgao_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    orgao_id: Mapped[int] = mapped_column(ForeignKey("orgaos.id"))
    cargo: Mapped[str]
    function: Mapped[str]


seals.protect(Post, "o cargo", by="person_id")
seals.protect(Person, "o cadastro", by="handle", but=("preferences",))


class Address(Base):
    """An address of a person: a door and that door's own identifier.

    `active`: lines from there are that person's. `unreachable_since`: the platform reported that messages do not arrive
    there any more (`unreachable_why`: a `FailureCause`), until the person writes from there again.
    """

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("channel", "address"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[str]
    address: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    bound_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    unreachable_since: Mapped[datetime | None]
    unreachable_why: Mapped[str | None]


seals.protect(Address, "o endereço", by="person_id", but=("last_used_at", "unreachable_since", "unreachable_why"))


class Invite(Base):
    """A one-use enrolment code, kept only as a hash; it is derived again from `salt` where it has to be shown."""

    __tablename__ = "invites"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    code_hash: Mapped[str] = mapped_column(unique=True)
    salt: Mapped[str | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


seals.protect(Invite, "o convite", by="person_id")


class Guess(Base):
    """A wrong code, tried from an address that nobody is bound to."""

    __tablename__ = "guesses"
    __table_args__ = (Index("ix_guesses_address", "channel", "address", "at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]


class Substitution(Base):
    """A stand-in for a holder between two days, both included, by an act (portaria)."""

    __tablename__ = "substitutions"
    __table_args__ = (Index("ix_substitutions_days", "ends", "starts"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    starts: Mapped[date]
    ends: Mapped[date]
    portaria: Mapped[str]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


seals.protect(Substitution, "a substituição", by="holder_id")
