"""People and órgãos as a table, one row per person: read all or nothing, written so that it reads back the same."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, staffing
from models.base import Refusal, insert_row, insert_rows
from models.people.tables import Function, Orgao, Person, Role
from models.texts import clean, fold

COLUMNS = (
    "usuario",
    "nome",
    "cargo",
    "orgao",
    "orgao_nome",
    "papel",
    "funcao",
    "email",
    "telefone",
    "ativo",
)
_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?")
_SIGLA = re.compile(r"\w(?:[\w.-]{0,18}\w)?")
_RESERVED = ("todos",)
_YES, _NO = ("sim", "s", "1", "true", "ativo", ""), ("nao", "n", "0", "false", "inativo")
_FORMULA = re.compile(r"'*[=+\-@\t\r\0]")  # what a spreadsheet would compute, however often it is guarded


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row; `line` is its line in the file, 1 for the header."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"linha {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """One person as read, already checked by itself."""

    line: int
    usuario: str
    nome: str
    cargo: str
    orgao: str
    orgao_nome: str
    papel: str
    funcao: str
    email: str
    telefone: str
    ativo: bool


@dataclass(slots=True)
class Outcome:
    """What an import did, or would do; with faults it did nothing."""

    faults: list[Fault] = field(default_factory=list)
    orgaos: int = 0
    created: int = 0
    changed: int = 0
    left: int = 0
    same: int = 0


def load(session: Session, content: bytes, *, now: datetime, check: bool = False) -> Outcome:
    """Import the table. Nothing is changed when any row is bad, nor with `check`."""
    outcome = Outcome()
    rows = list(_rows(content, outcome.faults))
    known = {person.handle: person for person in session.scalars(select(Person))}
    orgaos = {orgao.key: orgao for orgao in session.scalars(select(Orgao))}
    outcome.faults += [*_repeated(rows), *_orgao_faults(rows, orgaos, known), *_holder_faults(rows, known)]
    outcome.faults += _last_administrator(rows, known)
    outcome.faults.sort(key=lambda fault: fault.line)
    if outcome.faults:
        return outcome
    _count(outcome, rows, known, orgaos)
    if not check:
        _write(session, rows, known, orgaos, now)
    return outcome


def dump(session: Session) -> str:
    """The whole register as CSV; whoever left is in it too, with ativo=nao."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for person in session.scalars(select(Person).order_by(Person.handle)):
        writer.writerow([_guarded(value) for value in _values(person)])
    return out.getvalue()


def guard_formula(value: str) -> str:
    return _guarded(value)


# --- reading ---------------------------------------------------------------------------------------------------


def _rows(content: bytes, faults: list[Fault]) -> Iterator[Row]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.append(Fault(line, "o arquivo não está em UTF-8; salve de novo como CSV UTF-8"))
        return
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        header = [fold(name.strip()) for name in next(reader, [])]
        if wrong := _wrong_header(header):
            faults.append(Fault(1, wrong))
            return
        yield from _read_rows(reader, header, faults)
    except csv.Error as error:
        faults.append(Fault(reader.line_num, f"não é um CSV válido ({error})"))


def _wrong_header(header: list[str]) -> str:
    missing = [name for name in COLUMNS if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    twice = sorted({name for name in header if header.count(name) > 1})
    named = (("faltam colunas", missing), ("colunas desconhecidas", unknown), ("colunas repetidas", twice))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in named if names)


def _read_rows(reader: Iterator[list[str]], header: list[str], faults: list[Fault]) -> Iterator[Row]:
    line = 2
    for cells in reader:
        here, line = line, reader.line_num + 1  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            faults.append(Fault(here, f"tem {len(cells)} colunas, e o cabeçalho tem {len(header)}"))
            continue
        values = {name: clean(_unguarded(cell.strip())) for name, cell in zip(header, cells, strict=True)}
        reasons = list(_reasons(values))
        faults += [Fault(here, reason) for reason in reasons]
        if not reasons:
            yield _row(here, values)


def _row(line: int, values: dict[str, str]) -> Row:
    folded = {name: fold(values[name]) for name in ("usuario", "papel", "funcao", "ativo")}
    return Row(line=line, **{**values, **folded, "ativo": folded["ativo"] in _YES})  # type: ignore[arg-type]


def _reasons(values: dict[str, str]) -> Iterator[str]:
    """What is wrong with one row by itself."""
    usuario = values["usuario"]
    if not usuario.isascii() or not _HANDLE.fullmatch(usuario.lower()):
        yield f"usuario {usuario!r}: use só letras sem acento, números, ponto, hífen ou sublinhado"
    if usuario.lower() in _RESERVED:
        yield f"usuario {usuario!r} é reservado"
    if not values["nome"]:
        yield "falta o nome"
    if fold(values["papel"]) not in set(Role):
        yield f"papel desconhecido: {values['papel']!r} (use {', '.join(Role)})"
    if fold(values["funcao"]) not in ("", *Function):
        yield f"funcao desconhecida: {values['funcao']!r} (use titular, adjunto ou vazio)"
    if values["funcao"] and not values["orgao"]:
        yield f"funcao {values['funcao']} sem orgao"
    if values["orgao"] and not _SIGLA.fullmatch(values["orgao"]):
        yield f"orgao {values['orgao']!r}: a sigla é uma palavra só, sem espaços"
    if values["email"] and not re.fullmatch(r"[^@\s]+@[^@\s]+", values["email"]):
        yield f"email inválido: {values['email']!r}"
    if fold(values["ativo"]) not in (*_YES, *_NO):
        yield f"ativo {values['ativo']!r}: escreva sim ou não"


# --- checking the rows together --------------------------------------------------------------------------------


def _repeated(rows: list[Row]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for row in rows:
        if row.usuario in first:
            yield Fault(row.line, f"usuario {row.usuario} repetido (já está na linha {first[row.usuario]})")
        first.setdefault(row.usuario, row.line)


def _orgao_faults(rows: list[Row], orgaos: dict[str, Orgao], known: dict[str, Person]) -> Iterator[Fault]:
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


def _holder_faults(rows: list[Row], known: dict[str, Person]) -> Iterator[Fault]:
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


def _last_administrator(rows: list[Row], known: dict[str, Person]) -> list[Fault]:
    """The house never stays without an administrator."""
    before = {handle for handle, p in known.items() if p.active and p.role == Role.ADMINISTRADOR}
    lost = [row for row in rows if row.usuario in before and not (row.ativo and row.papel == Role.ADMINISTRADOR)]
    gained = [row for row in rows if row.ativo and row.papel == Role.ADMINISTRADOR]
    if lost and not gained and len({row.usuario for row in lost}) == len(before):
        return [Fault(lost[-1].line, f"{lost[-1].usuario} é o único administrador; indique outro antes")]
    return []


# --- writing ---------------------------------------------------------------------------------------------------


def _count(outcome: Outcome, rows: list[Row], known: dict[str, Person], orgaos: dict[str, Orgao]) -> None:
    outcome.orgaos = len({fold(row.orgao) for row in rows if row.orgao} - orgaos.keys())
    for row in rows:
        person = known.get(row.usuario)
        if person is None:
            outcome.created += 1
        elif person.active and not row.ativo:
            outcome.left += 1
        elif _differs(person, row):
            outcome.changed += 1
        else:
            outcome.same += 1


def _write(
    session: Session, rows: list[Row], known: dict[str, Person], orgaos: dict[str, Orgao], now: datetime
) -> None:
    ids = _write_orgaos(session, rows, orgaos)
    new = [row for row in rows if row.usuario not in known]
    insert_rows(session, Person, [{"handle": row.usuario, "preferences": {}, **_columns(row, ids)} for row in new])
    for row in rows:
        person = known.get(row.usuario)
        if person is None or not _differs(person, row):
            continue
        leaves, before = person.active and not row.ativo, _authority(person)
        for name, value in _columns(row, ids).items():
            if name != "active" or not leaves:
                setattr(person, name, value)
        session.flush()
        if leaves:
            staffing.depart(session, person, by=None, now=now)
        else:
            session.expire(person, ["orgao"])
            text = f"cadastro de {person.name}: {before} -> {_authority(person)}"
            audit.write(session, "cadastro", by=None, now=now, text=text)
    if new:
        names = ", ".join(row.usuario for row in new[:50]) + ("…" if len(new) > 50 else "")
        audit.write(session, "cadastro", by=None, now=now, text=f"{len(new)} pessoas cadastradas: {names}")


def _write_orgaos(session: Session, rows: list[Row], orgaos: dict[str, Orgao]) -> dict[str, int | None]:
    """The id of each órgão by its key, after making the new ones and renaming the others."""
    ids: dict[str, int | None] = {"": None, **{key: orgao.id for key, orgao in orgaos.items()}}
    names = {fold(row.orgao): (row.orgao, row.orgao_nome) for row in rows if row.orgao and row.orgao_nome}
    for key, (sigla, name) in names.items():
        if key in orgaos:
            orgaos[key].name, orgaos[key].sigla = name, sigla
        else:
            ids[key] = insert_row(session, Orgao, sigla=sigla, key=key, name=name)
    return ids


def _columns(row: Row, orgao_ids: dict[str, int | None]) -> dict[str, object]:
    return {
        "name": row.nome,
        "name_key": fold(row.nome),
        "cargo": row.cargo,
        "orgao_id": orgao_ids[fold(row.orgao)],
        "role": row.papel,
        "function": row.funcao,
        "email": row.email,
        "phone": row.telefone,
        "active": row.ativo,
    }


def _authority(person: Person) -> str:
    """What of a person decides what that person may do."""
    where = person.orgao.sigla if person.orgao else "sem órgão"
    return " ".join(part for part in (person.role, person.function, where, "" if person.active else "inativo") if part)


def _differs(person: Person, row: Row) -> bool:
    now = _values(person)
    wanted = (row.usuario, row.nome, row.cargo, row.orgao, row.orgao_nome or now[4], row.papel, row.funcao)
    return now != [*wanted, row.email, row.telefone, "sim" if row.ativo else "nao"]


def _values(person: Person) -> list[str]:
    sigla, name = (person.orgao.sigla, person.orgao.name) if person.orgao else ("", "")
    active = "sim" if person.active else "nao"
    about = [person.handle, person.name, person.cargo, sigla, name, person.role, person.function]
    return [*about, person.email, person.phone, active]


def _guarded(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value


def _unguarded(value: str) -> str:
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


__all__ = ["COLUMNS", "Fault", "Outcome", "Refusal", "dump", "load"]
