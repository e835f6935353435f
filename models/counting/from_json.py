"""A rule from JSON, checked field by field; a refusal carries the sentence to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from models.calendar import Recess, RecessEffect
from models.calendar.from_json import (
    read_date,
    read_flag,
    read_list,
    read_recesses,
    read_text,
    read_time,
    refuse_unknown,
    shown,
)
from models.counting.rule import (
    Confidence,
    CountingError,
    InRecess,
    MissingDay,
    Roll,
    Rule,
    ShortDay,
    StartRule,
    Unit,
)

Code = TypeVar("Code", bound=StrEnum)
Reader = Callable[[Any, str], Any]

MOST = {Unit.DAYS: 36_600, Unit.BUSINESS_DAYS: 25_000, Unit.HOURS: 87_840, Unit.MONTHS: 1_200, Unit.YEARS: 100,
        Unit.DAY_OF_MONTH: 31, Unit.NTH_BUSINESS_DAY: 23}  # fmt: skip
"""The largest n of each unit: about a century, so that a slip of the keyboard is refused and not obeyed."""

_MONTHS = ("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
           "novembro", "dezembro")  # fmt: skip
_CONFIDENCE_OF_REFERENCE = {
    "read": Confidence.READ,
    "secondary": Confidence.SECONDARY,
    "unverified": Confidence.UNVERIFIED,
    "varies by municipality": Confidence.VARIES,
}


def rule_from_json(data: Any) -> Rule:
    """The rule of a flat object, or of one with the counting under ``rule``.

    ``CalendarError`` (or its ``CountingError``) names the field that is missing or cannot be used.
    """
    return _rule(data, depth=0)


def _rule(data: Any, depth: int) -> Rule:
    if not isinstance(data, dict):
        raise CountingError(f'A regra {shown(data)} deveria ser um objeto como {{"unit": "dias_uteis", "n": 15}}.')
    if depth > 3:
        raise CountingError("A regra tem prazos dentro de prazos demais.")
    flat = _flatten(data)
    refuse_unknown(flat, _KNOWN, "da regra")
    if flat.get("unit") is None:
        raise CountingError('A regra não diz a unidade; por exemplo "unit": "dias_uteis".')
    values = {name: read(flat[key], key) for key, (name, read) in _FIELDS.items() if flat.get(key) is not None}
    values["then"] = _followers(flat.get("then"), depth)
    values["suspensions"] = _stops(flat)
    values.update(_extension(flat.get("extension"), depth), **_recurrence(flat.get("recurrence")))
    return _checked(Rule(**values))


def _flatten(data: dict[str, Any]) -> dict[str, Any]:
    inner = data.get("rule")
    if inner is None:
        return data
    if not isinstance(inner, dict):
        raise CountingError(f"rule: {shown(inner)} deveria ser um objeto.")
    return {**{key: value for key, value in data.items() if key != "rule"}, **inner}


def _checked(rule: Rule) -> Rule:
    if rule.unit.needs_n and rule.n is None:
        raise CountingError(f'A regra em {rule.unit} precisa do número; por exemplo "n": 15.')
    if rule.n == 0 and rule.unit.needs_n:
        raise CountingError("Um prazo de zero não conta nada; o menor é 1 (ou -1, contado para trás).")
    most = MOST.get(rule.unit)
    if most is not None and rule.n is not None and abs(rule.n) > most:
        raise CountingError(f"O número {rule.n} é grande demais para {rule.unit}; o máximo é {most}.")
    if rule.unit in (Unit.DAY_OF_MONTH, Unit.NTH_BUSINESS_DAY) and rule.n is not None and rule.n < 0:
        raise CountingError(f"O número de {rule.unit} começa em 1; {rule.n} não serve.")
    if rule.valid_from and rule.valid_until and rule.valid_until < rule.valid_from:
        raise CountingError("A validade da regra termina antes de começar.")
    return rule


def _followers(value: Any, depth: int) -> tuple[Rule, ...]:
    if value is None:
        return ()
    return tuple(_rule(each, depth + 1) for each in read_list(value, "then", most=10))


def _stops(flat: dict[str, Any]) -> tuple[Recess, ...]:
    kinds = (
        ("suspensions", RecessEffect.SUSPENDS, "prazo suspenso"),
        ("interruptions", RecessEffect.INTERRUPTS, "prazo interrompido"),
    )
    found: list[Recess] = []
    for key, effect, name in kinds:
        found += read_recesses(flat.get(key) or [], key, effect, name)
    return tuple(found)


def _extension(value: Any, depth: int) -> dict[str, Any]:
    """The extension of a term: a structured one is a rule, a text is kept as a note."""
    if value is None:
        return {}
    if isinstance(value, str):
        return {"extension_note": read_text(value, "extension")}
    return {"extension": _rule(value, depth + 1)}


def _recurrence(value: Any) -> dict[str, Any]:
    """The months and years of a recurring obligation; the rest of the text has no effect on the date."""
    if value is None:
        return {}
    words = read_text(value, "recurrence").casefold()
    months = tuple(number for number, name in enumerate(_MONTHS, 1) if name in words)
    found = {"months": months, "first_mandate_year": "quadrienal" in words}
    return {field: value for field, value in found.items() if value}


def _code(codes: type[Code]) -> Callable[[Any, str], Code]:
    def read(value: Any, what: str) -> Code:
        if isinstance(value, str) and value in tuple(codes):
            return codes(value)
        raise CountingError(f"{what}: não conheço {shown(value)}; use um destes: {', '.join(codes)}.")

    return read


def _number(value: Any, what: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        if abs(value) > 10**9:
            raise CountingError(f"{what}: o número é grande demais.")
        return value
    raise CountingError(f"{what}: {shown(value)} deveria ser um número inteiro, por exemplo 15.")


def _month_day(value: Any, what: str) -> tuple[int, int]:
    if not isinstance(value, str):
        raise CountingError(f"{what}: {shown(value)} deveria ser mês e dia, como 03-31.")
    # A leap year, so that 02-29 is accepted; it becomes 1 March where it does not exist.
    day = read_date(f"2000-{value}", what)
    return day.month, day.day


def _texts(value: Any, what: str) -> tuple[str, ...]:
    return tuple(read_text(each, what) for each in read_list(value, what, most=100))


def _months(value: Any, what: str) -> tuple[int, ...]:
    months = tuple(_number(each, what) for each in read_list(value, what, most=12))
    if any(not 1 <= month <= 12 for month in months):
        raise CountingError(f"{what}: os meses vão de 1 a 12.")
    return months


def _confidence(value: Any, what: str) -> Confidence:
    if isinstance(value, str) and value in _CONFIDENCE_OF_REFERENCE:
        return _CONFIDENCE_OF_REFERENCE[value]
    return _code(Confidence)(value, what)


def _validity(value: Any, what: str) -> date:
    return read_date(value, what)


_FIELDS: dict[str, tuple[str, Reader]] = {
    "unit": ("unit", _code(Unit)),
    "n": ("n", _number),
    "start_rule": ("start_rule", _code(StartRule)),
    "roll": ("roll", _code(Roll)),
    "missing_day": ("missing_day", _code(MissingDay)),
    "minus_one_day": ("minus_one_day", read_flag),
    "in_recess": ("in_recess", _code(InRecess)),
    "short_day": ("short_day", _code(ShortDay)),
    "cut_hour": ("cut_hour", read_time),
    "fixed_date": ("fixed_date", _month_day),
    "months": ("months", _months),
    "event": ("event", read_text),
    "id": ("id", read_text),
    "name": ("name", read_text),
    "aliases": ("aliases", _texts),
    "calendar": ("calendar", read_text),
    "who": ("who", read_text),
    "consequence": ("consequence", read_text),
    "extension_note": ("extension_note", read_text),
    "suspension": ("suspension_note", read_text),
    "source": ("source", read_text),
    "legal_source": ("source", read_text),
    "confidence": ("confidence", _confidence),
    "notes": ("notes", read_text),
    "attributions": ("attributions", _texts),
    "valid_from": ("valid_from", _validity),
    "valid_until": ("valid_until", _validity),
}
_KNOWN = frozenset(
    (*_FIELDS, "then", "suspensions", "interruptions", "extension", "recurrence", "sources", "must_be_configurable")
)
