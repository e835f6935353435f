"""Official numbers in any common spelling -> the codes under which the record may stand."""

import re
from dataclasses import dataclass

from models.texts import fold

_KINDS = {
    "t": "T", "tarefa": "T",
    "r": "R", "rascunho": "R", "minuta": "R",
    "os": "OS", "ordem": "OS", "ordem de servico": "OS",
    "dec": "DEC", "decisao": "DEC",
    "dir": "DIR", "diretriz": "DIR",
    "processo": "PROC", "proc": "PROC",
    "oficio": "OF", "of": "OF",
    "requerimento": "REQ", "req": "REQ",
    "memorando": "MEM", "memo": "MEM", "mem": "MEM",
    "protocolo": "PROT", "prot": "PROT",
    "expediente": "EXP", "exp": "EXP",
}  # fmt: skip
_NUMBER_SIGN = r"(?:\s*(?:n[ºo°.]?|numero)\s*[.:]?)?"
_KIND = r"(?P<kind>ordem de servico|[a-z]{1,12})"
_TAIL = r"(?:-(?P<orgao>[a-z][a-z0-9.]{0,11}))?"
_WITH_KIND = re.compile(
    rf"{_KIND}{_NUMBER_SIGN}\s*[- ]?\s*(?P<number>\d{{1,9}})(?:\s*/\s*(?P<year>\d{{4}}|\d{{2}}))?{_TAIL}(?![\w/])"
)
_BARE = re.compile(rf"(?:n[ºo°.]\s*)?(?P<number>\d{{1,9}})(?:/(?P<year>\d{{4}}|\d{{2}}))?{_TAIL}(?![\w/.])")
_LONG = re.compile(r"(?:[a-z]{1,12}\s+)?(?:n[ºo°.]\s*)?(?P<long>\d[\d./-]{7,30}\d)(?![\w/])")
_YEARLESS = ("T", "R")


@dataclass(frozen=True, slots=True)
class Number:
    """What was typed, where it ends, and the codes and keys it may mean, best first."""

    words: str
    end: int
    codes: tuple[str, ...]


def read(text: str) -> Number | None:
    """The official number the text begins with, or None."""
    folded = fold(text) if len(fold(text)) == len(text) else text.lower()
    for pattern, codes in ((_LONG, _long_codes), (_WITH_KIND, _kind_codes), (_BARE, _bare_codes)):
        found = pattern.match(folded)
        if found and (read_as := codes(found)):
            return Number(text[: found.end()].strip(), found.end(), read_as)
    return None


def long_key(number: str) -> str:
    """The digits alone: the key of a NUP or of another body's number."""
    return re.sub(r"\D", "", number)


def full_year(year: str) -> int:
    """26 -> 2026, 98 -> 1998."""
    value = int(year)
    return value if len(year) == 4 else value + (2000 if value < 70 else 1900)


def _long_codes(found: re.Match[str]) -> tuple[str, ...]:
    digits = long_key(found["long"])
    return (found["long"], digits) if len(digits) >= 9 else ()


def _kind_codes(found: re.Match[str]) -> tuple[str, ...]:
    kind = _KINDS.get(found["kind"]) or (found["kind"].upper() if found["year"] else "")
    if not kind or (found["year"] is None) != (kind in _YEARLESS):
        return ()
    return _codes(f"{kind}-{int(found['number'])}", found)


def _bare_codes(found: re.Match[str]) -> tuple[str, ...]:
    number = str(int(found["number"]))
    return _codes(number, found) if found["year"] else (f"T-{number}",)


def _codes(stem: str, found: re.Match[str]) -> tuple[str, ...]:
    if found["year"]:
        stem = f"{stem}/{full_year(found['year'])}"
    return (f"{stem}-{found['orgao'].upper()}",) if found["orgao"] else (stem,)
