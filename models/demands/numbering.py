"""Numbers of demands: the number and year of the origin, the number of a lawsuit (CNJ), of a process of the TCE."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments
from models.authorities import Authority
from models.base import Refusal
from models.day_arithmetic import full_year
from models.demands.profiles import Handling
from models.expedientes import numbering
from models.expedientes.numbering import Numbered
from models.people import Orgao
from models.records import Record
from models.texts import fold

_CNJ = re.compile(r"(\d{7})-?(\d{2})\.?(\d{4})\.?(\d)\.?(\d{2})\.?(\d{4})")
_TC = re.compile(r"(?:e?TC[\s-]*)?(\d{1,6})([./])(\d{2,3})([./])(\d{2})(?:-(\d))?", re.IGNORECASE)
_PLAIN = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:/(\d{4}|\d{2}))?")
_NO_NUMBER = ("", "s/n", "sn", "sem numero")
_MOST_ALIKE = 1000


def given(text: str, how: Handling, authority: Authority, year: int) -> Numbered | None:
    """The number as its authority writes it; None for `s/n`. Raises Refusal for one whose check digits are wrong."""
    text = " ".join(text.split()).strip(" .,;:")
    if fold(text) in _NO_NUMBER:
        return None
    if how.is_judicial and (found := _CNJ.fullmatch(text)):
        return _cnj(found, text, how)
    if how.sigla == "TC" and (found := _TC.fullmatch(text)):
        return _tc(found, text, year)
    if found := _PLAIN.fullmatch(text):
        stem = f"{int(found[1].replace('.', ''))}/{full_year(found[2]) if found[2] else year}"
        code = f"{how.sigla}-{stem}"
        keys = [fold(each) for each in (stem, code, f"{code}-{tail(authority)}")]
        return Numbered(code, text, int(stem[-4:]), keys=tuple(keys))
    return numbering.given(text, how.one, year)


def free(session: Session, numbered: Numbered, authority: Authority) -> Numbered:
    """The same number under a code that no other record has: with the sigla of the authority, or one more figure."""
    others = (f"{numbered.code}/{n}" for n in range(2, _MOST_ALIKE))
    apart = () if numbered.unique else (f"{numbered.code}-{tail(authority)}",)
    code = next(each for each in (numbered.code, *apart, *others) if not _is_taken(session, each))
    keys = (fold(code), *numbered.keys) if code != numbered.code else numbered.keys
    own = (re.sub(r"\D", "", code),) if numbered.unique and code != numbered.code else ()
    return Numbered(code, numbered.numero, numbered.ano, None, tuple(dict.fromkeys((*keys, *own))), numbered.unique)


def own(session: Session, orgao: Orgao, now: datetime) -> Numbered:
    """A number of the protocolo for a paper without one."""
    return numbering.own(session, orgao, "protocolo", moments.today(now).year)


def tail(authority: Authority) -> str:
    """The sigla as it may stand behind a number."""
    return re.sub(r"[^A-Z0-9]", "", authority.sigla.upper())[:12]


def cnj_check_digits(number: str, rest: str) -> str:
    """The check digits of a lawsuit's number: its seven first figures, and those behind the check digits (ISO 7064)."""
    return f"{98 - int(number + rest + '00') % 97:02d}"


def _cnj(found: re.Match[str], text: str, how: Handling) -> Numbered:
    number, digits, year, branch, court, origin = found.groups()
    right = cnj_check_digits(number, year + branch + court + origin)
    written = f"{number}-{right}.{year}.{branch}.{court}.{origin}"
    if digits != right:
        raise Refusal(
            f"O número {text} não confere: com esse começo, os dígitos seriam {right} ({written}). "
            "Confira no documento, ou escreva s/n."
        )
    return Numbered(f"{how.sigla}-{written}", written, int(year), keys=(re.sub(r"\D", "", written),), unique=True)


def _tc(found: re.Match[str], text: str, received: int) -> Numbered:
    number, dot, middle, other, year, digit = found.groups()
    written = f"{int(number):06d}{dot}{middle}{other}{year}" + (f"-{digit}" if digit else "")
    code = f"TC-{written}"
    digits = re.sub(r"\D", "", written)
    keys = (digits, digits.lstrip("0"), fold(code), f"tc-{int(number)}/{received}")
    return Numbered(code, text, full_year(year), keys=keys, unique=True)


def _is_taken(session: Session, code: str) -> bool:
    return session.scalar(select(Record.id).where(Record.code == code)) is not None
