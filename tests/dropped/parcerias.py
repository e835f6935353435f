"""Parcerias as a small subject of the tests' own, with a table; dropped into models/ it is live."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, moments, records, subjects
from models.base import Refusal
from models.people import Orgao, Person
from models.records import Record
from models.sheets import Column, Sheet, Values
from models.subjects import Series, Subject


class Situacao(StrEnum):
    EM_EXECUCAO = "em execução"
    CONCLUIDO = "concluído"


class Parceria(Record):
    """Its title is the objeto; the amount in centavos."""

    __tablename__ = "parcerias"
    id: Mapped[int] = mapped_column(ForeignKey("records.id"), primary_key=True)
    numero: Mapped[str]
    centavos: Mapped[int | None]
    vigencia_ate: Mapped[date | None]
    assinado_em: Mapped[datetime | None]
    parcelas: Mapped[int | None]
    com_emenda: Mapped[bool | None]

    __mapper_args__ = {"polymorphic_identity": "parceria"}


def _find(session: Session, row: Values) -> Parceria | None:
    return session.scalar(select(Parceria).where(Parceria.numero == row["numero"])) if row["numero"] else None


def _take(session: Session, row: Values, now: datetime) -> Parceria:
    number = records.draw_number(session, "PC", now.year)
    if row["valor"] is not None and row["valor"] < 0:
        raise Refusal(f"valor: {row['valor']} é negativo")
    record_id = records.create(
        session,
        Parceria,
        now=now,
        code=f"PC-{number}/{now.year}",
        title=row["objeto"],
        status=(row["situacao"] or Situacao.EM_EXECUCAO).value,
        author_id=row["fiscal"].id if row["fiscal"] else None,
        orgao_id=row["orgao"].id if row["orgao"] else None,
        numero=row["numero"],
        **_own(row),
    )
    audit.write(session, "registro", by=None, now=now, record_id=record_id)
    return session.get_one(Parceria, record_id)


def _change(session: Session, parceria: Parceria, row: Values, now: datetime) -> None:
    if unmovable := row.keys() - {"valor", "vigencia_ate"}:
        raise Refusal(f"{parceria.code} já está registrada, e {sorted(unmovable)[0]} só muda por aditivo")
    for name, value in _own(row).items():
        setattr(parceria, name, value)
    audit.write(session, "aditivo", by=None, now=now, record_id=parceria.id)


def _own(row: Values) -> dict[str, Any]:
    """The values of the own columns that the row has."""
    own = {name: row[name] for name in ("vigencia_ate", "assinado_em", "parcelas", "com_emenda") if name in row}
    if own.get("assinado_em"):
        own["assinado_em"] = own["assinado_em"].replace(tzinfo=moments.zone())
    if "valor" in row:
        own["centavos"] = int(row["valor"] * 100) if row["valor"] is not None else None
    return own


def _give(session: Session, batch: Sequence[Parceria]) -> Iterator[Values]:
    for each in batch:
        yield {
            "numero": each.numero,
            "objeto": each.title,
            "orgao": session.get(Orgao, each.orgao_id) if each.orgao_id else None,
            "fiscal": each.author,
            "situacao": each.status,
            "valor": Decimal(each.centavos) / 100 if each.centavos is not None else None,
            "vigencia_ate": each.vigencia_ate,
            "assinado_em": each.assinado_em,
            "parcelas": each.parcelas,
            "com_emenda": each.com_emenda,
        }


SHEET = Sheet(
    columns=(
        Column("numero"),
        Column("objeto", is_needed=True),
        Column("orgao", Orgao),
        Column("fiscal", Person),
        Column("situacao", Situacao),
        Column("valor", Decimal),
        Column("vigencia_ate", date),
        Column("assinado_em", datetime),
        Column("parcelas", int),
        Column("com_emenda", bool),
    ),
    find=_find,
    take=_take,
    give=_give,
    change=_change,
)
SUBJECT = subjects.declare(
    Subject(
        model=Parceria,
        one="parceria",
        many="parcerias",
        feminine=True,
        series=(Series("PC", ("parceria",)),),
        sheet=SHEET,
    )
)
