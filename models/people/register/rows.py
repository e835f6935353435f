"""Rows of the register as read from a table, each checked by itself."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from models import sheets
from models.base import Refusal
from models.people.tables import GROUPS, Function, Role
from models.sheets import Fault, Layout, column_key, spoilt
from models.texts import fold

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
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^\W\d_]{2,}")
_YES, _NO = ("sim", "s", "1", "true", "ativo", ""), ("nao", "n", "0", "false", "inativo")


@dataclass(frozen=True, slots=True)
class Row:
    """One person and post as read and checked by itself; `posts`: the rows of the further posts."""

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
    posts: tuple["Row", ...] = ()

    @property
    def orgao_key(self) -> str:
        return fold(self.orgao)


def read(content: bytes, faults: list[Fault]) -> Iterator[Row]:
    """The good rows of a CSV or XLSX; the others become `faults`. Raises Refusal for a file that is no table."""
    table = sheets.open_table(io.BytesIO(content), COLUMNS, Layout(), faults.append)
    header = [column_key(name) for name in table.names]
    if wrong := _wrong_header(header):
        faults.append(Fault(table.header.line, wrong))
        return
    places = {name: place for place, name in enumerate(header) if name}
    for cells in table.rows(places):
        reasons = list(_reasons(cells.values))
        faults += [Fault(cells.line, reason) for reason in reasons]
        if not reasons:
            yield _row(cells.line, cells.values)


def is_email(text: str) -> bool:
    return bool(_EMAIL.fullmatch(text))


def checked(values: dict[str, str]) -> Row:
    """The row of these values, by column. Raises Refusal with the first fault."""
    if reason := next(_reasons(values), None):
        raise Refusal(f"{reason[:1].upper()}{reason[1:]}.")
    return _row(1, values)


def _wrong_header(header: list[str]) -> str:
    missing = [name for name in COLUMNS if name not in header]
    unknown = [name for name in header if name and name not in COLUMNS]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    named = (("faltam colunas", missing), ("colunas desconhecidas", unknown), ("colunas repetidas", twice))
    return "; ".join(f"{what}: {', '.join(names)}" for what, names in named if names)


def _row(line: int, values: dict[str, str]) -> Row:
    folded = {name: fold(values[name]) for name in ("usuario", "papel", "funcao", "ativo")}
    return Row(line=line, **{**values, **folded, "ativo": folded["ativo"] in _YES})  # type: ignore[arg-type]


def _reasons(values: dict[str, str]) -> Iterator[str]:
    """The faults of one row by itself."""
    usuario = values["usuario"]
    if not usuario.isascii() or not _HANDLE.fullmatch(usuario.lower()):
        yield f"usuario {usuario!r}: use só letras sem acento, números, ponto, hífen ou sublinhado"
    if fold(usuario) in GROUPS:
        yield f"usuario {usuario!r} é reservado: atrás do @ quer dizer um grupo"
    yield from spoilt(values)
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
    if fold(values["orgao"]) in GROUPS:
        yield f"orgao {values['orgao']!r} é reservado: atrás do @ quer dizer um grupo"
    if values["email"] and not is_email(values["email"]):
        yield f"email inválido: {values['email']!r}"
    if fold(values["ativo"]) not in (*_YES, *_NO):
        yield f"ativo {values['ativo']!r}: escreva sim ou não"
