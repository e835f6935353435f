"""Who may sign what on a day: the mayor, whoever stands in for her, and the people that others register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.people import Orgao, Person, Role, current_and_coming, holder, stand_in, with_role


@dataclass(frozen=True, slots=True)
class Signer:
    """A person who may sign. `quality`: below the name; `act`: the portaria or decree; `text`: all in words."""

    person: Person
    quality: str
    act: str = ""
    text: str = ""


Provider = Callable[[Session, str, date, Decimal | None], list[Signer]]
_providers: list[Provider] = []


def provider(function: Provider) -> Provider:
    """Register who else may sign a matter on a day, up to a value: those with a delegation, say."""
    _providers.append(function)
    return function


def who_may_sign(session: Session, matter: str, on: date, value: Decimal | None = None) -> list[Signer]:
    """Whoever may sign a matter on that day: the mayor, or who stands in for her, before all others."""
    others = [each for ask in _providers for each in ask(session, matter, on, value)]
    return [*_mayor(session, on), *others]


def of_unit(session: Session, orgao: Orgao, on: date) -> list[Signer]:
    """Whoever signs what an órgão sends in its own name: its titular, or the substitute of the day."""
    head = holder(session, orgao)
    return [in_office(session, head, on)] if head is not None else []


def _mayor(session: Session, on: date) -> Iterator[Signer]:
    for mayor in with_role(session, Role.PREFEITO):
        yield in_office(session, mayor, on)


def in_office(session: Session, head: Person, on: date) -> Signer:
    """The holder of a post on that day, or the substitute, who signs `em exercício`."""
    who = stand_in(session, head, on)
    if who.id == head.id:
        return Signer(head, head.cargo or head.role, text=f"{head.name}, {head.cargo or head.role}")
    portaria = next(
        (each.portaria for each in current_and_coming(session, on) if each.holder_id == head.id and each.starts <= on),
        "",
    )
    quality = f"{_agreeing(head.cargo or head.role, who)} em exercício"
    return Signer(who, quality, f"portaria {portaria}" if portaria else "", f"{who.name}, {quality}")


def _agreeing(cargo: str, who: Person) -> str:
    """The cargo of the holder as the substitute has it: the first words of both cargos tell which ending they take."""
    first, _, rest = cargo.partition(" ")
    own = who.cargo.partition(" ")[0]
    is_feminine, should_be = first.endswith("a"), own.endswith("a")
    if not own or is_feminine == should_be or not first.endswith(("a", "o")):
        return cargo
    stem = first[:-1]
    return f"{stem}{'a' if should_be else 'o'}{' ' + rest if rest else ''}"
