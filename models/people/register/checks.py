"""Checks of rows together and against the register: faults, and oddities."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from models.people.authority import APPROVES
from models.people.register.rows import Row
from models.people.structure import Structure
from models.people.tables import Function, Orgao, Person, Role
from models.sheets import Fault
from models.texts import fold


@dataclass(frozen=True, slots=True)
class Register:
    """The register: people by usuario, órgãos by key; `former`: keys of closed or renamed órgãos."""

    people: dict[str, Person]
    orgaos: dict[str, Orgao]
    former: dict[str, Orgao]
    lists: frozenset[str]
    structure: Structure

    def orgao(self, orgao_id: int) -> Orgao:
        return next(each for each in self.orgaos.values() if each.id == orgao_id)

    def posts(self, person: Person) -> list[tuple[str, str]]:
        """Key and function of each post, the main one first."""
        main = [(person.orgao.key, person.function)] if person.orgao else []
        return main + [(self.orgao(i).key, function) for i, function in self.structure.posts.get(person.id, ())]


def faults(rows: list[Row], register: Register) -> Iterator[Fault]:
    """Everything wrong with the rows together."""
    yield from repeated(rows)
    yield from orgao_faults(rows, register)
    yield from name_faults(rows, register)
    yield from holder_faults(rows, register)
    yield from last_of(rows, register.people, (Role.ADMINISTRADOR,), "administrador")
    yield from last_of(rows, register.people, APPROVES, "que aprova atos")


def merged(rows: list[Row], known: dict[str, Person]) -> list[Row]:
    """One row for each person: that of the main post, with those of the others."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.usuario, []).append(row)
    return [_main(each, known.get(usuario)) for usuario, each in found.items()]


def _main(rows: list[Row], person: Person | None) -> Row:
    present = person.orgao.key if person and person.orgao else ""
    main = next((row for row in rows if row.orgao_key == present), rows[0])
    others = sorted((row for row in rows if row is not main), key=lambda row: row.orgao_key)
    email, telefone = (
        next(filter(None, values), "") for values in zip(*((r.email, r.telefone) for r in rows), strict=True)
    )
    return replace(main, posts=tuple(others), email=email, telefone=telefone)


def repeated(rows: list[Row]) -> Iterator[Fault]:
    """Faults: the same usuario twice in one órgão, or in two with different facts about the person."""
    seen: dict[str, dict[str, Row]] = {}
    for row in rows:
        before = seen.setdefault(row.usuario, {})
        if row.orgao_key in before:
            yield Fault(row.line, f"usuario {row.usuario} repetido (já está na linha {before[row.orgao_key].line})")
        elif before and not (row.orgao and all(before)):
            line = next(iter(before.values())).line
            yield Fault(
                row.line, f"usuario {row.usuario} repetido (já está na linha {line}): diga o orgao de cada cargo"
            )
        elif before:
            yield from _differences(row, next(iter(before.values())))
        before.setdefault(row.orgao_key, row)


def _differences(row: Row, first: Row) -> Iterator[Fault]:
    for name in ("nome", "papel", "email", "telefone", "ativo"):
        one, other = getattr(first, name), getattr(row, name)
        if one != other and (name in ("nome", "papel", "ativo") or (one and other)):
            yield Fault(row.line, f"{name} de {row.usuario} é outro na linha {first.line}: uma pessoa tem um só")


def orgao_faults(rows: list[Row], register: Register) -> Iterator[Fault]:
    """Faults: an órgão without a name, with two, with that of a person or a list, or that is closed."""
    names: dict[str, str] = {}
    handles = {*register.people, *(row.usuario for row in rows)}
    named = {row.orgao_key for row in rows if row.orgao_nome}
    for row in rows:
        key = row.orgao_key
        if not key:
            continue
        if gone := register.former.get(key):
            yield Fault(row.line, f"orgao {row.orgao} agora é {gone.sigla}; escreva {gone.sigla}")
        elif key not in named and key not in register.orgaos:
            yield Fault(row.line, f"orgao {row.orgao} é novo: falta orgao_nome")
        if row.orgao_nome and names.setdefault(key, row.orgao_nome) != row.orgao_nome:
            yield Fault(row.line, f"orgao {row.orgao} tem dois nomes: {names[key]!r} e {row.orgao_nome!r}")
        if key in handles:
            yield Fault(row.line, f"orgao {row.orgao} tem o mesmo nome de um usuario; atrás do @ não se distinguem")


def name_faults(rows: list[Row], register: Register) -> Iterator[Fault]:
    """Faults: a new name that already means something else behind @."""
    for row in rows:
        if row.usuario not in register.people and row.usuario in {*register.orgaos, *register.former}:
            yield Fault(row.line, f"usuario {row.usuario} é a sigla de um órgão; atrás do @ não se distinguem")
        for name, known in ((row.usuario, register.people), (row.orgao_key, register.orgaos)):
            if name in register.lists and name not in known:
                yield Fault(row.line, f"{name} é o nome de uma lista guardada; atrás do @ não se distinguem")


def holder_faults(rows: list[Row], register: Register) -> Iterator[Fault]:
    """Faults: two titulares of one órgão, those outside the file included."""
    in_file = {row.usuario for row in rows}
    holders = {
        key: (person.handle, "no cadastro")
        for person in register.people.values()
        for key, function in register.posts(person)
        if person.active and function == Function.TITULAR and person.handle not in in_file
    }
    for row in rows:
        if not row.ativo or row.funcao != Function.TITULAR:
            continue
        other, where = holders.setdefault(row.orgao_key, (row.usuario, f"na linha {row.line}"))
        if other != row.usuario:
            yield Fault(row.line, f"orgao {row.orgao} já tem titular: {other} ({where})")


def last_of(rows: list[Row], known: dict[str, Person], roles: Collection[Role], what: str) -> list[Fault]:
    """Faults: nobody of these roles would be left in the house."""
    before = {handle for handle, p in known.items() if p.active and p.role in roles}
    lost = [row for row in rows if row.usuario in before and not (row.ativo and row.papel in roles)]
    gained = [row for row in rows if row.ativo and row.papel in roles]
    if lost and not gained and len({row.usuario for row in lost}) == len(before):
        return [Fault(lost[-1].line, f"{lost[-1].usuario} é o único {what}; indique outro antes")]
    return []


def namesakes(rows: Iterable[Row], known: dict[str, Person]) -> Iterator[Fault]:
    """Notes: two usuarios with one name, possibly the same person."""
    first = {person.name_key: person.handle for person in known.values() if person.active}
    for row in rows:
        other = first.setdefault(fold(row.nome), row.usuario)
        if row.ativo and other != row.usuario:
            yield Fault(row.line, f"{row.nome} é também o nome de {other}; se for a mesma pessoa, use um usuario só")
