"""The municipality's plan of classification as a spreadsheet: a line for the class of a series, or of a tipo of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, catalogues, subjects
from models.base import Refusal, insert_row
from models.catalogues import Catalogue
from models.sheets import Column, Sheet, Values
from models.temporality import DocumentClass, allowed, days_of, standard, written
from models.texts import fold, listed


class FinalDestination(StrEnum):
    """The end of the documents of a class."""

    ELIMINACAO = "eliminação"
    PERMANENTE = "guarda permanente"


def _days(_session: Session, text: str) -> str:
    if not text:
        return ""
    if (days := days_of(text)) is None:
        raise Refusal("a fase tem um prazo, como 2 anos; o que se guarda sempre vai em destinacao: guarda permanente")
    return written(days)


def _tipo(row: Values) -> str:
    """The tipo of a line, as its subject calls it. Raises Refusal for one that it has not."""
    if not row["tipo"]:
        return ""
    subject = next((each for each in subjects.known() if fold(each.many) == fold(row["serie"])), None)
    known = {fold(each.one): each.value for each in subject.tipos} if subject else {}
    if fold(row["tipo"]) in known:
        return known[fold(row["tipo"])]
    rest = f"use {listed([*known.values()], 'ou')}" if known else "deixe vazio"
    raise Refusal(f"tipo: {row['serie']} não tem {row['tipo']!r}; {rest}")


def _settled(row: Values) -> dict[str, Any]:
    """The columns of a line. Raises Refusal for one that keeps less than is allowed."""
    spans = [days_of(row[name]) or 0 for name in ("corrente", "intermediaria")]
    is_permanent = row["destinacao"] is FinalDestination.PERMANENTE
    allowed(row["serie"], None if is_permanent else sum(spans))
    spent = {"current_days": spans[0], "intermediate_days": spans[1], "is_permanent": is_permanent}
    return {"code": row["classe"], "title": row["titulo"], "basis": row["fundamento"], **spent}


def _find(session: Session, row: Values) -> DocumentClass | None:
    same = (DocumentClass.serie == fold(row["serie"]), DocumentClass.tipo == _tipo(row))
    return session.scalar(select(DocumentClass).where(*same))


def _take(session: Session, row: Values, now: datetime) -> DocumentClass:
    values = {"serie": fold(row["serie"]), "tipo": _tipo(row), **_settled(row)}
    found = session.get_one(DocumentClass, insert_row(session, DocumentClass, **values))
    _note(session, found, now)
    return found


def _change(session: Session, known: DocumentClass, row: Values, now: datetime) -> None:
    (given,) = _give(session, [known])
    for name, value in _settled({**given, **{key: value for key, value in row.items() if value}}).items():
        setattr(known, name, value)
    _note(session, known, now)


def _note(session: Session, row: DocumentClass, now: datetime) -> None:
    of = standard()[row.serie].serie + (f": {row.tipo}" if row.tipo else "")
    text = f"classe de {of}: {row.code} {row.title}, guarda: {written(row.days)}"
    audit.write(session, "temporalidade", by=None, now=now, text=text)


def _give(_session: Session, found: Sequence[DocumentClass]) -> Iterator[Values]:
    for each in found:
        yield {
            "serie": standard()[each.serie].serie,
            "tipo": each.tipo,
            "classe": each.code,
            "titulo": each.title,
            "corrente": written(each.current_days),
            "intermediaria": written(each.intermediate_days),
            "destinacao": FinalDestination.PERMANENTE if each.is_permanent else FinalDestination.ELIMINACAO,
            "fundamento": each.basis,
        }


CATALOGUE = catalogues.declare(
    Catalogue(
        model=DocumentClass,
        one="classe do plano",
        many="classes do plano",
        feminine=True,
        sheet=Sheet(
            (
                Column("serie", is_needed=True),
                Column("tipo"),
                Column("classe", is_needed=True),
                Column("titulo", is_needed=True),
                Column("corrente", settle=_days),
                Column("intermediaria", settle=_days),
                Column("destinacao", FinalDestination, is_needed=True),
                Column("fundamento"),
            ),
            _find,
            _take,
            _give,
            _change,
            spelled=("plano de classificacao", "classificacao"),
        ),
    )
)
