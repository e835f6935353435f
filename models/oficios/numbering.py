"""Official numbers of what leaves: one series for each espécie, unit and year, without gaps."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import records
from models.base import Refusal
from models.oficios.tables import Especie, Oficio
from models.people import Orgao
from models.records import Record, Sequence_


def draw(session: Session, especie: Especie, unit: Orgao | None, year: int) -> tuple[int, str]:
    """The next number of a series, and its code: after the highest one ever given under that code."""
    sigla, series = _series(especie, unit)
    if _is_first(session, especie, unit, year):
        _go_on_after(session, series, year, _highest(session, especie, sigla, year))
    number = records.draw_number(session, series, year)
    while _is_taken(session, code := _code(especie, number, year, sigla)):
        number = records.draw_number(session, series, year)
    return number, code


def given(session: Session, especie: Especie, unit: Orgao, number: int, year: int) -> tuple[str, list[str]]:
    """The code and the other spellings of one numbered before: the series goes on after it."""
    sigla, series = _series(especie, unit)
    if _is_taken(session, code := _code(especie, number, year, sigla)):
        raise Refusal(f"numero: {code} já é de outro registro")
    _go_on_after(session, series, year, number)
    return code, keys(especie, number, year, unit)


def keys(especie: Especie, number: int, year: int, unit: Orgao | None) -> list[str]:
    """The other spellings under which it is found."""
    stem = f"{number}/{year}"
    found = [stem, f"{especie.sigla}-{stem}"]
    if unit is not None and especie.is_of_unit:
        found += [f"{each}-{unit.sigla}" for each in found]
    return [each.lower() for each in found]


def _series(especie: Especie, unit: Orgao | None) -> tuple[str, str]:
    """The sigla behind a number, and the name of the series."""
    sigla = unit.sigla if unit and especie.is_of_unit else ""
    # The name under which incoming ofícios without a number of their own were numbered: their series goes on.
    return sigla, f"{especie.sigla}-#/#" + (f"-{sigla}" if sigla else "")


def _code(especie: Especie, number: int, year: int, sigla: str) -> str:
    return f"{especie.sigla}-{number}/{year}" + (f"-{sigla}" if sigla else "")


def _is_first(session: Session, especie: Especie, unit: Orgao | None, year: int) -> bool:
    query = select(Oficio.id).where(Oficio.especie == especie.value, Oficio.year == year)
    query = query.where(Oficio.orgao_id == unit.id) if unit and especie.is_of_unit else query
    return session.scalar(query.limit(1)) is None


def _highest(session: Session, especie: Especie, sigla: str, year: int) -> int:
    start, tail = f"{especie.sigla}-", f"/{year}" + (f"-{sigla}" if sigla else "")
    found = session.scalars(select(Record.code).where(Record.code > start, Record.code < f"{especie.sigla}."))
    middles = (code.removeprefix(start).removesuffix(tail) for code in found if code.endswith(tail))
    return max((int(each) for each in middles if each.isdecimal()), default=0)


def _go_on_after(session: Session, series: str, year: int, highest: int) -> None:
    mine = (Sequence_.series == series, Sequence_.year == year)
    if session.scalar(select(Sequence_.last).where(*mine)) is None and highest:
        records.draw_number(session, series, year)
    session.execute(update(Sequence_).where(*mine, Sequence_.last < highest).values(last=highest))


def _is_taken(session: Session, code: str) -> bool:
    return session.scalar(select(Record.id).where(Record.code == code)) is not None
