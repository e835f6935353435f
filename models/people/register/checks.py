"""What is wrong with rows taken together, and with what is registered already."""

from collections.abc import Iterator

from models.people.register.rows import Fault, Row
from models.people.tables import Function, Orgao, Person, Role
from models.texts import fold


def repeated(rows: list[Row]) -> Iterator[Fault]:
    """The same usuario twice."""
    first: dict[str, int] = {}
    for row in rows:
        if row.usuario in first:
            yield Fault(row.line, f"usuario {row.usuario} repetido (já está na linha {first[row.usuario]})")
        first.setdefault(row.usuario, row.line)


def orgao_faults(rows: list[Row], orgaos: dict[str, Orgao], known: dict[str, Person]) -> Iterator[Fault]:
    """An órgão without a name, with two names, or with the name of a person."""
    names: dict[str, str] = {}
    handles = {*known, *(row.usuario for row in rows)}
    named = {fold(row.orgao) for row in rows if row.orgao_nome}
    for row in rows:
        key = fold(row.orgao)
        if not key:
            continue
        if key not in named and key not in orgaos:
            yield Fault(row.line, f"orgao {row.orgao} é novo: falta orgao_nome")
        if row.orgao_nome and names.setdefault(key, row.orgao_nome) != row.orgao_nome:
            yield Fault(row.line, f"orgao {row.orgao} tem dois nomes: {names[key]!r} e {row.orgao_nome!r}")
        if key in handles:
            yield Fault(row.line, f"orgao {row.orgao} tem o mesmo nome de um usuario; atrás do @ não se distinguem")


def holder_faults(rows: list[Row], known: dict[str, Person]) -> Iterator[Fault]:
    """Two titulares of one órgão, counting those who are not in the file."""
    in_file = {row.usuario for row in rows}
    holders = {
        person.orgao.key: (person.handle, "no cadastro")
        for person in known.values()
        if person.active and person.function == Function.TITULAR and person.orgao and person.handle not in in_file
    }
    for row in rows:
        if not row.ativo or row.funcao != Function.TITULAR:
            continue
        other, where = holders.setdefault(fold(row.orgao), (row.usuario, f"na linha {row.line}"))
        if other != row.usuario:
            yield Fault(row.line, f"orgao {row.orgao} já tem titular: {other} ({where})")


def last_administrator(rows: list[Row], known: dict[str, Person]) -> list[Fault]:
    """The house never stays without an administrator."""
    before = {handle for handle, p in known.items() if p.active and p.role == Role.ADMINISTRADOR}
    lost = [row for row in rows if row.usuario in before and not (row.ativo and row.papel == Role.ADMINISTRADOR)]
    gained = [row for row in rows if row.ativo and row.papel == Role.ADMINISTRADOR]
    if lost and not gained and len({row.usuario for row in lost}) == len(before):
        return [Fault(lost[-1].line, f"{lost[-1].usuario} é o único administrador; indique outro antes")]
    return []
