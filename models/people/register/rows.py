"""Rows of the register as read from a CSV, each checked by itself."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.people.tables import GROUPS, Function, Role
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
_EMAIL = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[^\W\d_]{2,}")
_SPOILT = re.compile(  # what a spreadsheet leaves of a long number, of a formula, of a narrow column
    r"\d+(?:[.,]\d+)?E\+?\d\d|\d{6,}[.,]0+|#{4,}|#(?:REF|NOME|NAME|VALOR|VALUE|DIV/0|N[ÚU]M|NULO|NULL)[!?]|#N/[AD]",
    re.IGNORECASE,
)
_YES, _NO = ("sim", "s", "1", "true", "ativo", ""), ("nao", "n", "0", "false", "inativo")
# What a spreadsheet would compute: the signs in every width, after spaces too, and however often it is guarded.
_FORMULA = re.compile(
    r"['\s]*[=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212\u207a\u207b\u207c\u208a\u208b\u208c\ufb29\u2a75\u2a76]"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row; `line` is its line in the file, 1 for the header."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"linha {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Row:
    """One person and post as read, already checked by itself; `posts`: the rows of the further posts."""

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
    """The good rows of a CSV (UTF-8, comma or semicolon); what is wrong with the others goes to `faults`."""
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
        values = {
            name: " ".join(clean(unguarded(cell.strip())).split()) for name, cell in zip(header, cells, strict=True)
        }
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
    if values["email"] and not _EMAIL.fullmatch(values["email"]):
        yield f"email inválido: {values['email']!r}"
    if fold(values["ativo"]) not in (*_YES, *_NO):
        yield f"ativo {values['ativo']!r}: escreva sim ou não"


def spoilt(values: Mapping[str, str]) -> Iterator[str]:
    """The cells that a spreadsheet spoilt."""
    for name, value in values.items():
        if _SPOILT.fullmatch(value):
            yield f"{name} {value!r}: a planilha estragou este valor; formate a coluna como texto e escreva de novo"


def guarded(value: str) -> str:
    """The value as a spreadsheet will not compute it."""
    return f"'{value}" if _FORMULA.match(value) else value


def unguarded(value: str) -> str:
    """The value before it was guarded."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value
