"""Official numbers in any common spelling -> the codes under which the record may stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from models import subjects
from models.day_arithmetic import full_year
from models.texts import fold

_KINDS, _ANY_KIND = subjects.SPELLINGS, subjects.OF_ANY_TIPO  # `expediente 12/2026` may be of any tipo
_NUMBER_SIGN = r"(?:\s*n(?:umero\b|um\b|\.?\s?[o°]|\.)?[.:]?)?"
_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,9})(?P<letter>-[a-z](?=\s*/))?"
_LONG_DAY = r",?\s+de\s+\d{1,2}[o°]?\s+de\s+[a-z]{4,9}\s+de\s+(?=\d{4})"  # nº 4.512, de 19 de novembro de 2026
_YEAR = rf"(?:(?:\s*/\s*|\s+de\s+(?=\d{{4}})|{_LONG_DAY})(?P<year>\d{{4}}|\d{{2}}))?"
_TAIL = r"(?:-(?P<orgao>[a-z0-9][a-z0-9.]{0,11})|/(?P<after>[a-z]{2,12}))?"
_END = r"(?![\w/]|\.\w)"
_AFTER_KIND = rf"\.?{_NUMBER_SIGN}\s*[- ]?\s*{_NUMBER}{_YEAR}{_TAIL}{_END}"
_ORGAO_FIRST = re.compile(
    rf"(?P<kind>[a-z]{{1,12}})\.?[\s/-]+(?P<after>[a-z]{{2,12}})[\s/-]*{_NUMBER_SIGN}\s*{_NUMBER}{_YEAR}(?P<orgao>){_END}"
)
_LOOSE_ORGAO = re.compile(r"(?:\s*[-–/]\s*|\s+)([A-ZÀ-Ü]{2,12})(?=\s*(?:$|[@,;]))")
_BARE = re.compile(rf"(?:{_NUMBER_SIGN}\s*)?{_NUMBER}{_YEAR}{_TAIL}{_END}")
_LONG = re.compile(rf"(?:[a-z]{{1,12}}\.?(?:\s+|-))?(?:{_NUMBER_SIGN}\s*)?(?P<long>\d[\d./-]{{7,30}}\d)(?![\w/])")
_SHORT = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d{1,9})/(?:\d{4}|\d{2})")
_ARTICLE = re.compile(r"(?:[dn]?[oa]|em|de)\s+(?=\S)")
_SIGNS = ("n", "no", "num", "numero")
_YEARLESS, _OF_NO_ORGAO = subjects.YEARLESS, subjects.WITHOUT_ORGAO
_Codes = Callable[[re.Match[str]], tuple[str, ...]]
_FROM_OUTSIDE = 4  # figures of a number that may come from outside, typed alone
_LONGEST = 120  # characters: far more than any number with its name; further the text is not looked at


@dataclass(frozen=True, slots=True)
class Number:
    """A typed number: its text, its end, and the codes and keys it may mean, best first."""

    words: str
    end: int
    codes: tuple[str, ...]

    @property
    def named(self) -> bool:
        """Whether it begins with the name of a kind of record: `tarefa 5`, `ordem de serviço nº 1/2026`."""
        words = fold(self.words)
        return re.split(r"[^a-z]", words, maxsplit=1)[0] in _KINDS or words.startswith(subjects.PHRASES)


def read(text: str, this_year: int | None = None) -> Number | None:
    """The official number at the beginning of the text, or None. `OS-5` is of this year or of the last, if given."""
    head = text[:_LONGEST]
    folded = fold(head) if len(fold(head)) == len(head) else head.lower()
    article = _ARTICLE.match(folded)
    start = article.end() if article else 0
    for pattern, codes in _patterns(subjects.PHRASES):
        found = pattern.match(folded, start)
        if found and (found.end() < _LONGEST or head == text) and (read_as := codes(found)):
            return _with_loose_orgao(text, Number(text[start : found.end()].strip(), found.end(), read_as), found)
    found = _with_kind(subjects.PHRASES).match(folded, start) if this_year else None
    kind = _KINDS.get(found["kind"], "") if found else ""
    if this_year and found and kind and kind not in _YEARLESS and not found["orgao"]:
        codes_of_years = tuple(f"{kind}-{_plain(found)}/{year}" for year in (this_year, this_year - 1))
        return Number(text[start : found.end()].strip(), found.end(), codes_of_years)
    return None


def _with_loose_orgao(text: str, number: Number, found: re.Match[str]) -> Number:
    """The number with a loose sigla: `Ofício nº 2/2026 - GP`, `Ofício 2 de 2026 GP`: in capitals, at the end."""
    named = found.groupdict()
    kind = _KINDS.get(named.get("kind") or "")
    loose = _LOOSE_ORGAO.match(text, number.end)
    if loose is None or kind is None or kind in _OF_NO_ORGAO or not named["year"] or named["orgao"] or named["after"]:
        return number
    codes = (f"{number.codes[0]}-{fold(loose[1]).upper()}", *number.codes)
    return Number(f"{number.words}{loose[0]}", loose.end(), codes)


def long_key(number: str) -> str:
    """The digits alone: the key of a NUP or of another body's number."""
    return re.sub(r"\D", "", number)


def _long_codes(found: re.Match[str]) -> tuple[str, ...]:
    digits = long_key(found["long"])
    short = _SHORT.fullmatch(found["long"])
    return (found["long"], digits) if len(digits) >= 9 and not short else ()


def _kind_codes(found: re.Match[str]) -> tuple[str, ...]:
    kind = _KINDS.get(found["kind"]) or (found["kind"].upper() if found["year"] else "")
    if found.re is _ORGAO_FIRST and found["after"] in _KINDS:
        return ()  # `mensagem PL-131/2026`: a word, and the number of a record
    if kind in subjects.OF_OUTSIDE and not found["year"]:
        return (f"{kind}-{_plain(found)}",)
    if not kind or found["kind"] in _SIGNS or (found["year"] is None) != (kind in _YEARLESS):
        return ()
    codes = _codes(f"{kind}-{_plain(found)}", found)
    return (*codes, *_codes(_plain(found), found)) if kind in _ANY_KIND else codes


def _bare_codes(found: re.Match[str]) -> tuple[str, ...]:
    number = _plain(found)
    if found["year"]:
        return _codes(number, found)
    outside = (number,) if subjects.OF_OUTSIDE and len(number) >= _FROM_OUTSIDE else ()
    return (*(f"{sigla}-{number}" for sigla in subjects.BARE), *outside)


def _codes(stem: str, found: re.Match[str]) -> tuple[str, ...]:
    if found["year"]:
        stem = f"{stem}/{full_year(found['year'])}"
    if found["after"]:
        return f"{stem}-{found['after'].upper()}", stem
    return (f"{stem}-{found['orgao'].upper()}",) if found["orgao"] else (stem,)


def _plain(found: re.Match[str]) -> str:
    """The digits of a number, and its letter: `1.074` and `0012` without dot and zeros, `4400-A`."""
    return str(int(found["number"].replace(".", ""))) + (found["letter"] or "").upper()


@lru_cache(maxsize=2)
def _with_kind(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a number after the name of its kind. `phrases`: the names of more than one short word."""
    return re.compile(rf"(?P<kind>{'|'.join((*map(re.escape, phrases), '[a-z]{1,12}'))}){_AFTER_KIND}")


@lru_cache(maxsize=2)
def _patterns(phrases: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], _Codes], ...]:
    return (
        (_LONG, _long_codes),
        (_with_kind(phrases), _kind_codes),
        (_ORGAO_FIRST, _kind_codes),
        (_BARE, _bare_codes),
    )
