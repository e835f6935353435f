"""Numbers of expedientes: the own yearly series through a mask, and numbers given by other bodies, kept as given."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit, moments, records, subjects
from models.base import Refusal
from models.day_arithmetic import full_year
from models.expedientes import nup
from models.expedientes.tables import NumberMask
from models.people import Orgao, Person, Role, standing
from models.records import Record, RecordKey
from models.texts import fold, usual_figures

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
RECEIVED = "protocolo"  # the series of ofícios that came without a number: OF is of those that leave
TIPOS = ("processo", "ofício", "requerimento", "memorando", "protocolo", "expediente")
_SIGN = re.compile(r"^(?:n\.?\s?[ºo°]\.?|n\.|n[uú]mero)\s*:?\s*(?=\S)", re.IGNORECASE)
_PLAIN = r"(?P<number>\d{1,3}(?:\.\d{3})+|\d{1,9})/(?P<year>\d{4}|\d{2})(?:-(?P<tail>[A-Z0-9][A-Z0-9.]{0,11}))?"
_SHORT_AT_END = re.compile(rf"(?:^|[^\d./-]|[A-Z]-){_PLAIN}$")
_LONG = re.compile(r"(?<!\d)(?P<run>\d[\d./-]{7,30}\d)$")
_PREFIX = re.compile(r"(?:[A-Z]{1,12}(?:[ -]|\. ))?")  # what a number may be typed with and still be read
_LONG_DIGITS = 9
_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_MASK_FIELDS = {"tipo", "numero", "ano", "orgao"}
_MOST_DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of an expediente: its code, its form as given, its place in a series, and its other spellings.

    `unique`: long enough to mean one thing in the whole world; a plain 12/2026 is used by every body of the country.
    """

    code: str
    numero: str
    ano: int | None
    sequence: int | None = None
    keys: tuple[str, ...] = ()
    unique: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is a plain number such as 12/2026, which every body has."""
        return not self.unique and self.sequence is None


def sigla_of(tipo: str) -> str:
    """`processo` -> PROC; a tipo we have no short form for keeps its first word."""
    key = fold(tipo)
    first = re.sub(r"[^a-z]", "", key.split()[0] if key.split() else "")[:12].upper()
    return _SIGLAS.get(key) or _given_sigla(key) or first or "EXP"


def _given_sigla(tipo: str) -> str:
    """The sigla of a tipo whose numbers a side table has given a series."""
    own = subjects.of_kind("expediente")
    return next((each.sigla for each in own.series if tipo in map(fold, each.spelled)), "") if own else ""


def tipo_of(text: str) -> str:
    """The tipo in our spelling: `OFICIO` and `of` are `ofício`."""
    key = fold(text).strip(" .:")
    for tipo in TIPOS:
        if key in (fold(tipo), fold(tipo) + "s", sigla_of(tipo).lower()):
            return tipo
    return " ".join(text.lower().split())[:30]


def given(text: str, tipo: str, year: int) -> Numbered:
    """The number printed on a paper. `year` completes a number without one.

    Raises Refusal when its check digits are wrong or when it could not be found again.
    """
    numero = _SIGN.sub("", " ".join(usual_figures(text).split())).strip(" ,;.:")
    if len(numero) > LONGEST:
        raise Refusal(f"O número tem {len(numero)} caracteres e o máximo é {LONGEST}. Confira o número.")
    if (federal := nup.digits_of(numero)) is not None:
        return _nup(numero, federal)
    code = numero.upper()
    if code.isdecimal() and len(code) < _LONG_DIGITS:
        code = numero = f"{code}/{year}"
    if (found := _SHORT_AT_END.search(code)) is not None:
        return _short(found, numero, tipo)
    if (found := _LONG.search(code)) is not None and len(digits := re.sub(r"\D", "", found["run"])) >= _LONG_DIGITS:
        ano = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", found["run"])
        kept = code if _PREFIX.fullmatch(code[: found.start()]) else found["run"]
        return Numbered(kept, numero, int(ano[0]) if ano else None, keys=(digits,), unique=True)
    raise Refusal(
        f"Não entendi o número {numero}. Escreva como 1234/2026, um NUP (00000.000000/2026-00) "
        "ou o número inteiro do outro órgão."
    )


@dataclass(frozen=True, slots=True)
class OwnSeries:
    """The own yearly series of an órgão and tipo; numbers that look alike are of the same one."""

    mask: str
    sigla: str
    orgao: Orgao

    @property
    def name(self) -> str:
        return self.mask.format(tipo=self.sigla, numero="#", ano="#", orgao=self._orgao)

    def numbered(self, number: int, year: int) -> Numbered:
        code = self.mask.format(tipo=self.sigla, numero=number, ano=year, orgao=self._orgao)
        stem, orgao = f"{number}/{year}", self.orgao.key
        keys = (code, stem, f"{self.sigla}-{stem}", f"{stem}-{orgao}", f"{self.sigla}-{stem}-{orgao}")
        return Numbered(code, code, year, number, tuple(dict.fromkeys(fold(key) for key in keys)))

    @property
    def _orgao(self) -> str:
        return self.orgao.key.upper()


def series(session: Session, orgao: Orgao, tipo: str) -> OwnSeries:
    sigla = sigla_of(tipo)
    return OwnSeries(mask_of(session, orgao, sigla), sigla, orgao)


def drawn_as(tipo: str) -> str:
    """The tipo in whose series a paper without a number is numbered."""
    return RECEIVED if tipo == "ofício" else tipo


def is_received(code: str, tipo: str) -> bool:
    """Whether an ofício has the number that was drawn for it when it came."""
    return tipo == "ofício" and code.startswith(f"{sigla_of(RECEIVED)}-")


def own(session: Session, orgao: Orgao, tipo: str, year: int) -> Numbered:
    """The next number of that órgão's series with a free code, as an imported number may have taken one."""
    line = series(session, orgao, drawn_as(tipo))
    for _ in range(_MOST_DRAWS):
        numbered = line.numbered(records.draw_number(session, line.name, year), year)
        if not taken(session, [numbered.code]):
            return numbered
    raise RuntimeError(f"no free number in series {line.name} of {year}")


def with_origin(drawn: Numbered, given: Numbered) -> Numbered:
    """An own number for a paper whose plain number is taken; it is found by either."""
    plain = [key for key in given.keys if key[0].isdecimal()]
    return Numbered(drawn.code, given.numero, given.ano, drawn.sequence, (*drawn.keys, *plain))


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
    """Set the mask of own numbers from now on; returns an example. Existing numbers stay."""
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
    """The codes, of these, that records already have."""
    return set(session.scalars(select(Record.code).where(Record.code.in_(codes))))


def keyed(session: Session, keys: list[str]) -> list[int]:
    """Ids of the expedientes found under any of these keys."""
    return list(_found(session, keys).values())


def by_key(session: Session, keys: list[str]) -> dict[str, int]:
    """The id of an expediente found under each of these keys that has one."""
    return dict(_found(session, keys).keys())


def _found(session: Session, keys: list[str]) -> dict[tuple[str, int], int]:
    """The ids of expedientes by key, in two queries."""
    # In a single one, the planner would rather walk through every expediente than look up the keys.
    rows = session.execute(select(RecordKey.key, RecordKey.record_id).where(RecordKey.key.in_(keys))).all()
    ids = {row.record_id for row in rows}
    ours = (
        set(session.scalars(select(Record.id).where(Record.id.in_(ids), Record.kind == "expediente"))) if ids else ids
    )
    return {(row.key, row.record_id): row.record_id for row in rows if row.record_id in ours}


def _nup(numero: str, digits: str) -> Numbered:
    if not nup.is_valid(digits):
        right = nup.written(digits[:15] + nup.check_digits(digits[:15]))
        raise Refusal(
            f"O NUP {nup.written(digits)} não confere: com esse começo, os dígitos finais seriam {right[-2:]} "
            f"({right}). Confira o número no documento."
        )
    return Numbered(nup.written(digits), numero, int(digits[11:15]), keys=(digits,), unique=True)


def _short(found: re.Match[str], numero: str, tipo: str) -> Numbered:
    """A plain 12/2026, told apart from other tipos by its sigla; typed alone it finds them all."""
    stem = f"{int(found['number'].replace('.', ''))}/{full_year(found['year'])}"
    stems = (stem, f"{stem}-{found['tail']}") if found["tail"] else (stem,)
    sigla = sigla_of(RECEIVED if is_received(numero.upper(), tipo) else tipo)
    keys = tuple(fold(key) for each in stems for key in (each, f"{sigla}-{each}"))
    return Numbered(f"{sigla}-{stems[-1]}", numero, full_year(found["year"]), keys=keys)
