"""Numbers of expedientes: the own yearly series through a mask, and numbers given by other bodies, kept as given."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, records
from models.base import Refusal
from models.expedientes import nup
from models.expedientes.tables import NumberMask
from models.people import Orgao, Person, Role, standing
from models.records import Record, RecordKey
from models.texts import fold

DEFAULT_MASK = "{tipo}-{numero}/{ano}-{orgao}"
LONGEST = 60
_SIGLAS = {
    "processo": "PROC",
    "oficio": "OF",
    "requerimento": "REQ",
    "memorando": "MEM",
    "protocolo": "PROT",
    "expediente": "EXP",
}
TIPOS = ("processo", "ofício", "requerimento", "memorando", "protocolo", "expediente")
_SIGN = re.compile(r"^(?:n\.?\s?[ºo°]\.?|n\.|n[uú]mero)\s*:?\s*(?=\S)", re.IGNORECASE)
_PLAIN = r"(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,9})/(?P<year>\d{4}|\d{2})(?:-(?P<tail>[A-Z0-9][A-Z0-9.]{0,11}))?"
_SHORT = re.compile(_PLAIN)
_SHORT_AT_END = re.compile(rf"(?:^|[^\d./]){_PLAIN}$")
_LONG_DIGITS = 9
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_MASK_FIELDS = {"tipo", "numero", "ano", "orgao"}
_MOST_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of an expediente: its code, how it was given, its place in a series, and its other spellings.

    `unique`: long enough to mean one thing in the whole world; a plain 12/2026 is used by every body of the country.
    """

    code: str
    numero: str
    ano: int | None
    sequence: int | None = None
    keys: tuple[str, ...] = ()
    unique: bool = False


def sigla_of(tipo: str) -> str:
    """`processo` -> PROC; a tipo we have no short form for keeps its first word."""
    key = fold(tipo)
    return _SIGLAS.get(key) or re.sub(r"[^a-z]", "", key.split()[0] if key.split() else "")[:12].upper() or "EXP"


def tipo_of(text: str) -> str:
    """The tipo as we write it: `OFICIO` and `of` are `ofício`."""
    key = fold(text).strip(" .:")
    for tipo in TIPOS:
        if key in (fold(tipo), fold(tipo) + "s", sigla_of(tipo).lower()):
            return tipo
    return " ".join(text.lower().split())[:30]


def given(text: str, tipo: str, year: int) -> Numbered:
    """A number that came with the paper. `year` completes a number that has none.

    Raises Refusal when its check digits are wrong or when it could not be found again.
    """
    numero = _SIGN.sub("", " ".join(text.split())).strip(" ,;.:")
    if len(numero) > LONGEST:
        raise Refusal(f"O número tem {len(numero)} caracteres e o máximo é {LONGEST}. Confira o número.")
    if (digits := nup.digits_of(numero)) is not None:
        return _nup(numero, digits)
    code = numero.upper()
    if code.isdecimal() and len(code) < _LONG_DIGITS:
        code = numero = f"{code}/{year}"
    digits = re.sub(r"\D", "", code)
    if found := _SHORT.fullmatch(code):
        return Numbered(code, numero, _year(found), keys=_short_keys(found, tipo))
    if len(digits) >= _LONG_DIGITS:
        ano = re.search(r"(?:19|20)\d\d", code)
        return Numbered(code, numero, int(ano[0]) if ano else None, keys=(digits,), unique=True)
    if found := _SHORT_AT_END.search(code):
        return Numbered(code, numero, _year(found), keys=_short_keys(found, tipo))
    raise Refusal(
        f"Não entendi o número {numero}. Escreva como 1234/2026, um NUP (00000.000000/2026-00) "
        "ou o número inteiro do outro órgão."
    )


def own(session: Session, orgao: Orgao, tipo: str, year: int, number: int | None = None) -> Numbered:
    """The number of that órgão's own series: the next one, or `number` when it is known already."""
    sigla = sigla_of(tipo)
    mask = mask_of(session, orgao, sigla)
    if number is None:
        number = _draw(session, mask, sigla, year, orgao)
    code = _render(mask, sigla, number, year, orgao)
    return Numbered(code, code, year, number, _own_keys(code, sigla, number, year, orgao))


def series_of(session: Session, orgao: Orgao, tipo: str) -> str:
    """The name of the series: numbers that look alike are drawn from the same one."""
    sigla = sigla_of(tipo)
    return _series(mask_of(session, orgao, sigla), sigla, orgao)


def mask_of(session: Session, orgao: Orgao, sigla: str) -> str:
    """The mask for that órgão and tipo: the most particular one that is configured."""
    rows = session.execute(
        select(NumberMask.orgao_id, NumberMask.tipo, NumberMask.mask).where(
            NumberMask.orgao_id.in_((0, orgao.id)), NumberMask.tipo.in_(("", sigla))
        )
    )
    masks = {(row.orgao_id, row.tipo): row.mask for row in rows}
    order = ((orgao.id, sigla), (orgao.id, ""), (0, sigla), (0, ""))
    return next((masks[place] for place in order if place in masks), DEFAULT_MASK)


def set_mask(
    session: Session, mask: str, *, tipo: str = "", orgao: Orgao | None = None, by: Person, now: datetime
) -> str:
    """Configure how own numbers are written from now on; returns an example. Numbers already given stay."""
    if not standing(session, by, now).has(Role.ADMINISTRADOR, Role.CHEFIA, Role.PREFEITO):
        raise Refusal("Só o administrador ou a chefia de gabinete muda a numeração.")
    fields = set(_PLACEHOLDER.findall(mask))
    bare = _PLACEHOLDER.sub("", mask)
    if not {"numero", "ano"} <= fields <= _MASK_FIELDS or "{" in bare or "}" in bare or len(mask) > LONGEST:
        raise Refusal(
            "A máscara precisa de {numero} e {ano}, e pode ter {tipo} e {orgao}. Exemplo: máscara " + DEFAULT_MASK
        )
    sigla = sigla_of(tipo) if tipo else ""
    session.merge(NumberMask(orgao_id=orgao.id if orgao else 0, tipo=sigla, mask=mask))
    audit.write(session, "mascara", by=by, now=now, text=f"máscara {mask} para {tipo or 'todos os tipos'}")
    return mask.format(
        tipo=sigla or "PROC", numero=12, ano=moments.today(now).year, orgao=orgao.sigla if orgao else "GP"
    )


def taken(session: Session, codes: list[str]) -> set[str]:
    """Those of the codes that a record already has."""
    return set(session.scalars(select(Record.code).where(Record.code.in_(codes))))


def keyed(session: Session, keys: list[str]) -> list[int]:
    """Ids of the expedientes found under any of these keys."""
    query = select(RecordKey.record_id).join(Record, Record.id == RecordKey.record_id)
    return list(session.scalars(query.where(RecordKey.key.in_(keys), Record.kind == "expediente")))


def _nup(numero: str, digits: str) -> Numbered:
    if not nup.is_valid(digits):
        right = nup.written(digits[:15] + nup.check_digits(digits[:15]))
        raise Refusal(
            f"O NUP {nup.written(digits)} não confere: com esse começo, os dígitos finais seriam {right[-2:]} "
            f"({right}). Confira o número no documento."
        )
    return Numbered(nup.written(digits), numero, int(digits[11:15]), keys=(digits,), unique=True)


def _year(found: re.Match[str]) -> int:
    year = int(found["year"])
    return year if len(found["year"]) == 4 else year + (2000 if year < 70 else 1900)


def _short_keys(found: re.Match[str], tipo: str) -> tuple[str, ...]:
    stem = f"{int(found['number'].replace('.', ''))}/{_year(found)}"
    stems = (stem, f"{stem}-{found['tail']}") if found["tail"] else (stem,)
    return tuple(fold(key) for each in stems for key in (each, f"{sigla_of(tipo)}-{each}"))


def _own_keys(code: str, sigla: str, number: int, year: int, orgao: Orgao) -> tuple[str, ...]:
    stem = f"{number}/{year}"
    keys = (code, stem, f"{sigla}-{stem}", f"{stem}-{orgao.key}", f"{sigla}-{stem}-{orgao.key}")
    return tuple(dict.fromkeys(fold(key) for key in keys))


def _draw(session: Session, mask: str, sigla: str, year: int, orgao: Orgao) -> int:
    """The next number whose code is free: an imported one may stand in the way."""
    series = _series(mask, sigla, orgao)
    for _ in range(_MOST_DRAWS):
        number = records.draw_number(session, series, year)
        if not taken(session, [_render(mask, sigla, number, year, orgao)]):
            return number
    raise RuntimeError(f"no free number in series {series} of {year}")


def _render(mask: str, sigla: str, number: int, year: int, orgao: Orgao) -> str:
    return mask.format(tipo=sigla, numero=number, ano=year, orgao=fold(orgao.sigla).upper())


def _series(mask: str, sigla: str, orgao: Orgao) -> str:
    return mask.format(tipo=sigla, numero="#", ano="#", orgao=orgao.key.upper())
