"""Authorities: the bodies outside that ask, are asked and are answered, and every name they go by."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, catalogues, seals
from models.base import Answer, Base, Question, Refusal, insert_row, insert_rows, related
from models.catalogues import Catalogue
from models.people import Orgao, Person, Role, cabinet, standing
from models.people.lists import members_of
from models.sheets import Column, Sheet, Values
from models.texts import clip, fold, listed

PROTOCOLO = "protocolo"  # the saved list of those who register what arrives and what leaves
_LONGEST_SIGLA = 20
_OWN = ("nome", "municipio", "tratamento", "vocativo", "fecho", "titular", "email", "endereco", "calendario")


class Esfera(StrEnum):
    MUNICIPAL = "municipal"
    ESTADUAL = "estadual"
    FEDERAL = "federal"
    OUTRO_MUNICIPIO = "outro_municipio"


class Poder(StrEnum):
    EXECUTIVO = "executivo"
    LEGISLATIVO = "legislativo"
    JUDICIARIO = "judiciario"
    MINISTERIO_PUBLICO = "ministerio_publico"
    CONTROLE = "controle"
    DEFENSORIA = "defensoria"


class Profile(StrEnum):
    """The profiles of what arrives from outside; an authority has the one that it usually sends."""

    REQUERIMENTO = "requerimento"
    INDICACAO = "indicacao"
    MOCAO = "mocao"
    CONVOCACAO = "convocacao"
    OFICIO = "oficio"
    REQUISICAO_MP = "requisicao_mp"
    RECOMENDACAO_MP = "recomendacao_mp"
    MANDADO_SEGURANCA = "mandado_seguranca"
    CITACAO = "citacao"
    INTIMACAO = "intimacao"
    TCE = "tce"
    DILIGENCIA = "diligencia"
    CERTIDAO = "certidao"


_USUAL = {  # what each Power usually sends
    Poder.LEGISLATIVO: Profile.REQUERIMENTO,
    Poder.MINISTERIO_PUBLICO: Profile.REQUISICAO_MP,
    Poder.CONTROLE: Profile.TCE,
}


class Calendario(StrEnum):
    """The calendars by which terms are counted; the empty one is that of the Prefeitura."""

    CAMARA = "camara"
    TCE = "tce"
    TJSP = "tjsp"
    FEDERAL = "federal"


class Authority(Base):
    """A body outside. One that is not `active` stays in the history and receives nothing more."""

    __tablename__ = "authorities"
    id: Mapped[int] = mapped_column(primary_key=True)
    sigla: Mapped[str] = mapped_column(unique=True)
    nome: Mapped[str]
    esfera: Mapped[str]
    poder: Mapped[str]
    municipio: Mapped[str]
    tratamento: Mapped[str]
    vocativo: Mapped[str]
    fecho: Mapped[str]
    titular: Mapped[str]
    email: Mapped[str]
    endereco: Mapped[str]
    perfil: Mapped[str]
    calendario: Mapped[str]
    active: Mapped[bool]
    names: Mapped[list["AuthorityName"]] = related(order_by="AuthorityName.id", lazy="selectin")

    @property
    def key(self) -> str:
        return fold(self.sigla)

    @property
    def apelidos(self) -> list[str]:
        """The nicknames, as given; the sigla and the name are not among them."""
        return [each.key for each in self.names if each.key not in (self.key, fold(self.nome))]


class AuthorityName(Base):
    """One name, folded, by which an authority is found."""

    __tablename__ = "authority_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authorities.id"), index=True)


seals.protect(Authority, "a autoridade", by="sigla")
seals.protect(AuthorityName, "o nome da autoridade", by="key")


def by_name(session: Session, name: str) -> Authority | None:
    """The authority with this sigla, nickname or whole name, with or without @."""
    key = fold(name.strip().removeprefix("@"))
    query = select(Authority).join(AuthorityName, AuthorityName.authority_id == Authority.id)
    return session.scalar(query.where(AuthorityName.key == key)) if key else None


def names(session: Session) -> dict[str, int]:
    """Every name of an active authority, folded, with its id: for a reader that looks for them in a sentence."""
    query = select(AuthorityName.key, AuthorityName.authority_id).join(
        Authority, Authority.id == AuthorityName.authority_id
    )
    return {row.key: row.authority_id for row in session.execute(query.where(Authority.active))}


def everyone(session: Session) -> list[Authority]:
    """The active authorities, by sphere and sigla."""
    order = (Authority.esfera, Authority.sigla)
    return list(session.scalars(select(Authority).where(Authority.active).order_by(*order)))


def register(session: Session, values: Values, *, by: Person | None, now: datetime) -> Authority:
    """A new authority; `values` by the columns of its table. Raises Refusal for a name somebody else has."""
    sigla = _sigla(values.get("sigla") or "")
    own = {name: values.get(name) or "" for name in _OWN}
    if not own["nome"]:
        raise Question("Qual é o nome da autoridade?", Answer.TEXT)
    keys = _keys([sigla, own["nome"], *_nicknames(values)])
    _require_free(session, keys)
    authority_id = insert_row(
        session,
        Authority,
        sigla=sigla,
        esfera=str(values["esfera"]),
        poder=str(values["poder"]),
        perfil=str(values.get("perfil") or _USUAL.get(values["poder"], Profile.OFICIO)),
        active=True,
        **own,
    )
    _name(session, authority_id, keys)
    audit.write(session, "autoridade", by=by, now=now, text=f"autoridade registrada: {sigla}, {own['nome']}")
    return session.get_one(Authority, authority_id)


def change(session: Session, authority: Authority, values: Values, *, by: Person | None, now: datetime) -> None:
    """Set the values given, by the columns of the table; nicknames are replaced."""
    for name in (*_OWN, "esfera", "poder", "perfil"):
        if values.get(name):
            setattr(authority, name, str(values[name]))
    if values.get("apelidos") or values.get("nome"):
        given = _nicknames(values) if values.get("apelidos") else authority.apelidos
        session.execute(delete(AuthorityName).where(AuthorityName.authority_id == authority.id))
        keys = _keys([authority.sigla, authority.nome, *given])
        _require_free(session, keys)
        _name(session, authority.id, keys)
        session.expire(authority, ["names"])
    session.flush()
    audit.write(session, "autoridade", by=by, now=now, text=f"autoridade alterada: {authority.sigla}")


def close(session: Session, authority: Authority, *, by: Person, now: datetime) -> None:
    """Take an authority out of use; what it sent and received stays. Raises Refusal."""
    if not authority.active:
        raise Refusal(f"{authority.sigla} já não está em uso.")
    authority.active = False
    audit.write(session, "autoridade", by=by, now=now, text=f"autoridade fora de uso: {authority.sigla}")


def require_keeper(session: Session, by: Person, now: datetime) -> None:
    """Raises Refusal for a person who may not register authorities: the cabinet and the protocolo may."""
    who = standing(session, by, now)
    if not who.is_cabinet and not is_protocolo(session, by):
        raise Refusal("Só o gabinete e o protocolo cadastram autoridades. Peça a eles.")


def is_protocolo(session: Session, by: Person) -> bool:
    """Whether the person stands on the list @protocolo; without such a list, every servidor of the cabinet does."""
    if members := members_of(session, PROTOCOLO):
        orgao_ids = {each.id for each in members if isinstance(each, Orgao)}
        return any(isinstance(each, Person) and each.id == by.id for each in members) or by.orgao_id in orgao_ids
    own = cabinet(session)
    return by.role == Role.SERVIDOR and own is not None and by.orgao_id == own.id


def _sigla(text: str) -> str:
    sigla = text.strip().removeprefix("@").upper()
    if not sigla:
        raise Question("Qual é a sigla da autoridade? Exemplo: MPSP-1PJ", Answer.TEXT)
    if " " in sigla or len(sigla) > _LONGEST_SIGLA:
        raise Refusal(
            f"A sigla {clip(sigla, 30)} é longa ou tem espaços. Use até {_LONGEST_SIGLA} letras, como MPSP-1PJ."
        )
    return sigla


def _nicknames(values: Values) -> list[str]:
    return [each for each in (values.get("apelidos") or "").replace(",", ";").split(";") if each.strip()]


def _keys(given: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(fold(each.strip().removeprefix("@")) for each in given if each.strip()))


def _require_free(session: Session, keys: Sequence[str]) -> None:
    taken = select(AuthorityName.key).where(AuthorityName.key.in_(keys))
    if others := list(session.scalars(taken.order_by(AuthorityName.key))):
        raise Refusal(f"apelidos: já {'são' if len(others) > 1 else 'é'} de outra autoridade: {listed(others)}")


def _name(session: Session, authority_id: int, keys: Sequence[str]) -> None:
    insert_rows(session, AuthorityName, [{"key": key, "authority_id": authority_id} for key in keys])


def _find(session: Session, row: Values) -> Authority | None:
    return session.scalar(select(Authority).where(func.lower(Authority.sigla) == row["sigla"].strip().lower()))


def _take(session: Session, row: Values, now: datetime) -> Authority:
    return register(session, row, by=None, now=now)


def _change(session: Session, authority: Authority, row: Values, now: datetime) -> None:
    change(session, authority, row, by=None, now=now)


def _give(_session: Session, found: Sequence[Authority]) -> Iterator[Values]:
    for each in found:
        same = {name: getattr(each, name) for name in ("sigla", "esfera", "poder", "perfil", *_OWN)}
        yield {**same, "apelidos": ";".join(each.apelidos)}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Authority,
        one="autoridade",
        many="autoridades",
        feminine=True,
        sheet=Sheet(
            (
                Column("sigla", is_needed=True),
                Column("apelidos"),
                Column("nome", is_needed=True),
                Column("esfera", Esfera, is_needed=True),
                Column("poder", Poder, is_needed=True),
                Column("municipio"),
                Column("tratamento"),
                Column("vocativo"),
                Column("email"),
                Column("perfil", Profile),
                Column("calendario", Calendario),
                Column("fecho"),
                Column("titular"),
                Column("endereco"),
            ),
            _find,
            _take,
            _give,
            _change,
        ),
    )
)
