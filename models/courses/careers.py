"""What the hours of courses are worth: the carreiras with the rule of their own law, and a person's credit by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, catalogues
from models.base import Refusal, insert_row
from models.catalogues import Catalogue
from models.courses.catalogue import RH
from models.courses.tables import Carreira, Certificate, CertificateStatus
from models.people import Person, standing
from models.people.lists import includes
from models.sheets import Column, Sheet, Values
from models.texts import fold


@dataclass(frozen=True, slots=True)
class Credit:
    """What a person's homologated hours are worth: of each year those attended and those that count."""

    carreira: Carreira
    years: tuple[tuple[int, int, int], ...]  # year, hours, hours that count

    @property
    def hours(self) -> int:
        return sum(counted for _, _, counted in self.years)

    @property
    def points(self) -> int:
        return self.hours // self.carreira.hours_a_point


def keeps_staff(session: Session, by: Person, now: datetime) -> bool:
    """Whether a person keeps the records of the staff: the list @rh, and whoever decides for the cabinet."""
    who = standing(session, by, now)
    return who.commands or includes(session, RH, who)


def everyone(session: Session) -> list[Carreira]:
    return list(session.scalars(select(Carreira).order_by(Carreira.key)))


def of_person(session: Session, person: Person) -> Carreira | None:
    """The carreira of a person's cargo."""
    return next((each for each in everyone(session) if fold(person.cargo) in each.cargos), None)


def credit(carreira: Carreira, found: Sequence[Certificate], today: date) -> Credit:
    """The credit of these certificates: homologated, still valid, and of each year no more than the law lets."""
    by_year = dict[int, int]()
    for each in found:
        is_old = carreira.valid_years is not None and each.last_on.year + carreira.valid_years < today.year
        if each.homologated_at and each.status == CertificateStatus.EMITIDO and not is_old:
            by_year[each.last_on.year] = by_year.get(each.last_on.year, 0) + each.hours
    most = carreira.most_a_year
    years = [(year, hours, hours if most is None else min(hours, most)) for year, hours in sorted(by_year.items())]
    return Credit(carreira, tuple(years))


def _find(session: Session, row: Values) -> Carreira | None:
    return session.scalar(select(Carreira).where(Carreira.key == fold(row["carreira"])))


def _take(session: Session, row: Values, now: datetime) -> Carreira:
    own = _own(row)
    key = insert_row(session, Carreira, name=row["carreira"], key=fold(row["carreira"]), **own)
    audit.write(session, "carreira", by=None, now=now, text=f"carreira registrada: {row['carreira']}")
    return session.get_one(Carreira, key)


def _own(row: Values) -> dict[str, object]:
    for name in ("horas_por_ponto", "maximo_no_ano", "validade_anos"):
        if row.get(name) is not None and row[name] <= 0:
            raise Refusal(f"{name}: tem de ser maior que zero")
    cargos = [fold(each.strip()) for each in row.get("cargos", "").split(",") if each.strip()]
    return {
        "cargos": cargos,
        "hours_a_point": row["horas_por_ponto"],
        "most_a_year": row.get("maximo_no_ano"),
        "valid_years": row.get("validade_anos"),
        "law": row.get("lei") or "",
    }


def _change(session: Session, each: Carreira, row: Values, now: datetime) -> None:
    (before,) = _give(session, [each])
    for name, value in _own({**before, **row}).items():
        setattr(each, name, value)
    audit.write(session, "carreira", by=None, now=now, text=f"carreira mudada: {each.name}, {', '.join(sorted(row))}")


def _give(_: Session, found: Sequence[Carreira]) -> Iterator[Values]:
    for each in found:
        own = {"carreira": each.name, "cargos": ",".join(each.cargos), "horas_por_ponto": each.hours_a_point}
        yield {**own, "maximo_no_ano": each.most_a_year, "validade_anos": each.valid_years, "lei": each.law}


CATALOGUE = catalogues.declare(
    Catalogue(
        model=Carreira,
        one="carreira",
        many="carreiras",
        feminine=True,
        may=keeps_staff,
        sheet=Sheet(
            (
                Column("carreira", is_needed=True),
                Column("cargos", settle=lambda _, text: ",".join(fold(each.strip()) for each in text.split(","))),
                Column("horas_por_ponto", int, is_needed=True),
                Column("maximo_no_ano", int),
                Column("validade_anos", int),
                Column("lei"),
            ),
            _find,
            _take,
            _give,
            _change,
        ),
    )
)
