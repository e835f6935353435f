"""The temporality table: for how long each series is kept, and why. The house brings one; the municipality's own, a CSV
approved by its commission, changes terms within what the house allows. Its plan of classification, where it has one,
says of which class the documents of each series are, or of each tipo, and goes before both.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, catalogues, seals
from models.base import Base, Refusal, insert_row
from models.catalogues import Catalogue
from models.sheets import Column, Sheet, Values
from models.texts import fold, plural

FOR_EVER = "permanente"
_WRITTEN = re.compile(r"(\d{1,5}) (dia|mes|ano)s?|(\d{1,5}) meses")
_DAYS = {"dia": 1, "mes": 30, "ano": 365}


class Temporality(Base):
    """A line of the municipality's own table. `days`: none where the series is kept for ever."""

    __tablename__ = "temporality"
    id: Mapped[int] = mapped_column(primary_key=True)
    serie: Mapped[str] = mapped_column(unique=True)  # folded
    code: Mapped[str]  # of the municipality's plan of classification
    days: Mapped[int | None]
    basis: Mapped[str]


seals.protect(Temporality, "o prazo de guarda", by="serie")


class DocumentClass(Base):
    """The class, in the plan of classification, of the documents of a series, or of one `tipo` of it ('': any other).

    A table of its own: those of the series and of the records keep the digests they were sealed with.
    """

    __tablename__ = "document_classes"
    __table_args__ = (UniqueConstraint("serie", "tipo"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    serie: Mapped[str]  # folded
    tipo: Mapped[str]
    code: Mapped[str]
    title: Mapped[str]
    current_days: Mapped[int]
    intermediate_days: Mapped[int]
    is_permanent: Mapped[bool]  # after that it is kept for ever, not eliminated
    basis: Mapped[str]

    @property
    def days(self) -> int | None:
        """The days after which it is eliminated; none: never."""
        return None if self.is_permanent else self.current_days + self.intermediate_days


seals.protect(DocumentClass, "a classe dos documentos", by="serie")


@dataclass(frozen=True, slots=True)
class KeepingTerm:
    """The term of a series, in days (none: for ever); `least`: the shortest allowed (none: it is never eliminated).

    `code`, `title`: its class; `tipo`: the one of the series `of` that it is about, where it is not about all.
    """

    serie: str
    what: str
    days: int | None
    least: int | None
    basis: str
    code: str = ""
    title: str = ""
    of: str = ""
    tipo: str = ""

    @property
    def text(self) -> str:
        return written(self.days)


def terms(session: Session) -> dict[str, KeepingTerm]:
    """The term of every series and of the tipos with a class, by the folded name: the municipality's, if any."""
    own = {row.serie: row for row in session.scalars(select(Temporality))}
    found = {key: _overlaid(term, own.get(key)) for key, term in standard().items()}
    for each in session.scalars(select(DocumentClass).order_by(DocumentClass.serie, DocumentClass.tipo)):
        term = _classed(found[each.serie], each)
        found[fold(term.serie)] = term
    return found


def cutoff(session: Session, serie: str, now: datetime) -> datetime:
    """The moment before which rows of a series with a term go."""
    days = terms(session)[fold(serie)].days
    assert days is not None
    return now - timedelta(days=days)


@cache
def standard() -> dict[str, KeepingTerm]:
    """The table that comes with the house."""
    with Path(__file__).with_name("tabela.csv").open(encoding="utf-8", newline="") as file:
        return {
            fold(row["serie"]): KeepingTerm(
                row["serie"], row["o_que"], days_of(row["prazo"]), days_of(row["minimo"]), row["fundamento"]
            )
            for row in csv.DictReader(file)
        }


def days_of(text: str) -> int | None:
    """`5 anos` in days; none for `permanente`. Raises Refusal."""
    if fold(text) in (FOR_EVER, ""):
        return None
    found = _WRITTEN.fullmatch(fold(text))
    if found is None:
        raise Refusal(f"prazo: não entendi {text!r}; escreva 90 dias, 5 anos ou permanente")
    return int(found[3]) * _DAYS["mes"] if found[3] else int(found[1]) * _DAYS[found[2]]


def written(days: int | None) -> str:
    """The term in words."""
    if days is None:
        return FOR_EVER
    return plural(days // 365, "ano", "anos") if days % 365 == 0 else plural(days, "dia", "dias")


def _overlaid(term: KeepingTerm, own: Temporality | None) -> KeepingTerm:
    return term if own is None else replace(term, days=own.days, basis=own.basis or term.basis, code=own.code)


def _classed(term: KeepingTerm, own: DocumentClass) -> KeepingTerm:
    classed = replace(term, days=own.days, basis=own.basis or term.basis, code=own.code, title=own.title)
    if not own.tipo:
        return classed
    serie, what = f"{term.serie}: {own.tipo}", f"{own.tipo} ({term.what})"
    return replace(classed, serie=serie, what=what, of=own.serie, tipo=own.tipo)


def _days(_session: Session, text: str) -> str:
    return written(days_of(text))


def allowed(serie: str, days: int | None) -> KeepingTerm:
    """The standard term of a line's series. Raises Refusal for a line that asks for less than is allowed."""
    term = standard().get(fold(serie))
    if term is None:
        raise Refusal(f"serie: não conheço {serie!r}; use {', '.join(each.serie for each in standard().values())}")
    if days is not None and term.least is None:
        raise Refusal(f"prazo: {term.serie} é de guarda permanente e não se elimina")
    if term.least is not None and days is not None and days < term.least:
        raise Refusal(f"prazo: {term.serie} se guarda por {written(term.least)} no mínimo")
    if days is None and term.days is not None:
        raise Refusal(f"prazo: {term.serie} precisa de um prazo, como {term.text}")
    return term


def _find(session: Session, row: Values) -> Temporality | None:
    return session.scalar(select(Temporality).where(Temporality.serie == fold(row["serie"])))


def _take(session: Session, row: Values, now: datetime) -> Temporality:
    days = days_of(row["prazo"])
    term = allowed(row["serie"], days)
    values = {"code": row.get("codigo") or "", "basis": row.get("fundamento") or ""}
    row_id = insert_row(session, Temporality, serie=fold(term.serie), days=days, **values)
    text = f"prazo de guarda de {term.serie}: {term.text} -> {written(days)}"
    audit.write(session, "temporalidade", by=None, now=now, text=text)
    return session.get_one(Temporality, row_id)


def _change(session: Session, known: Temporality, row: Values, now: datetime) -> None:
    before, days = written(known.days), days_of(row["prazo"])
    term = allowed(row["serie"], days)
    known.days, known.code, known.basis = days, row.get("codigo") or "", row.get("fundamento") or ""
    if before != written(days):
        text = f"prazo de guarda de {term.serie}: {before} -> {written(days)}"
        audit.write(session, "temporalidade", by=None, now=now, text=text)


def _give(_session: Session, found: Sequence[Temporality]) -> Iterator[Values]:
    for each in found:
        serie = standard()[each.serie].serie
        yield {"serie": serie, "codigo": each.code, "prazo": written(each.days), "fundamento": each.basis}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Temporality,
        one="prazo de guarda",
        many="prazos de guarda",
        sheet=Sheet(
            (
                Column("serie", is_needed=True),
                Column("codigo"),
                Column("prazo", is_needed=True, settle=_days),
                Column("fundamento"),
            ),
            _find,
            _take,
            _give,
            _change,
            spelled=("temporalidade",),
        ),
    )
)
