"""Rules of counting: the codes of law practice, and the record of a rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from models.calendar import CalendarError, Recess


class CountingError(CalendarError):
    """A term that cannot be counted; the message is the Portuguese sentence to show."""


class Unit(StrEnum):
    """The unit of a term. ``DAYS`` to ``HOURS`` are counted; the next ones are dates; the last have no number."""

    DAYS = "dias_corridos"
    BUSINESS_DAYS = "dias_uteis"
    MONTHS = "meses"
    YEARS = "anos"
    HOURS = "horas"
    FIXED_DATE = "data_fixa"
    DAY_OF_MONTH = "dia_do_mes"
    NTH_BUSINESS_DAY = "enesimo_dia_util_do_mes"
    END_OF_MONTH = "ate_fim_do_mes"
    LAST_DAY_OF_NEXT_MONTH = "ultimo_dia_do_mes_seguinte"
    LAST_BUSINESS_DAY_OF_NEXT_MONTH = "ultimo_dia_util_do_mes_seguinte"
    YEARLY_CALENDAR = "calendario_anual"
    APPOINTED = "data_marcada"
    CLAUSE = "clausula"
    INTERNAL = "interno"
    NONE = "sem_prazo_legal"
    DOUBLE = "dobro"
    GENERAL_RULE = "regra_geral"
    CONTINUOUS = "continuo"
    UNKNOWN = "desconhecido"

    __hash__ = str.__hash__  # equal to its text, so hashed as its text: an Enum hashes its name, in Python

    @property
    def is_count(self) -> bool:
        return self in _COUNTS

    @property
    def needs_n(self) -> bool:
        return self in _COUNTS or self in (Unit.DAY_OF_MONTH, Unit.NTH_BUSINESS_DAY)


_COUNTS = frozenset({Unit.DAYS, Unit.BUSINESS_DAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS})


class StartRule(StrEnum):
    """The day on which the count begins."""

    EXCLUDE = "exclui_inicio"  # CC art. 132; Lei 9.784 art. 66
    SHIFT = "desloca_inicio_para_util"  # the event itself moves to a business day (LAI, CGU)
    FIRST_BUSINESS = "primeiro_dia_util_seguinte"  # CPC art. 224 §3
    GAZETTE = "publicacao_dje"  # CPC art. 224 §§2-3
    INCLUDE = "inclui_inicio"  # LC 95/98 art. 8 §1


class Roll(StrEnum):
    """The move of the end of a term when its last day is not a business day."""

    NEXT = "proximo_util"
    PREVIOUS = "anterior_util"
    NONE = "nenhum"


class MissingDay(StrEnum):
    """The end of a term of months when its month has no such day."""

    LAST_DAY = "ultimo_dia"  # Lei 9.784 art. 66 §3; Lei 14.133 art. 183
    NEXT_DAY = "imediato"  # CC art. 132 §3


class ShortDay(StrEnum):
    """The half days that move the end of a term, under ``Roll.NEXT``."""

    CLOSES_EARLY = "encerra_cedo"  # Lei 9.784 art. 66 §1
    ANY = "qualquer"  # CPC art. 224 §1, and the full working day of the LAI
    NONE = "ignora"


class InRecess(StrEnum):
    """The effect of a recess that suspends terms."""

    STOPS = "para"
    RUNS = "corre"  # administrative terms: Lei 9.784 art. 67


class Confidence(StrEnum):
    """The degree to which the source supports the rule."""

    READ = "lido_na_lei"
    SECONDARY = "fonte_secundaria"
    UNVERIFIED = "a_conferir"
    VARIES = "varia_por_municipio"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: how its term is counted, its source and its validity.

    ``n`` counts units and is negative for terms counted backwards from the event; for ``dia_do_mes`` and
    ``enesimo_dia_util_do_mes`` it is the ordinal. ``missing_day`` None: no law decides, and both dates are given when
    they differ. ``then`` are further terms, each counted from the rolled end of the one before; ``extension`` is one
    that only counts once granted. ``cut_hour``: from then on, the event belongs to the next day.
    """

    unit: Unit
    n: int | None = None
    start_rule: StartRule = StartRule.EXCLUDE
    roll: Roll = Roll.NONE
    missing_day: MissingDay | None = None
    minus_one_day: bool = False
    then: tuple[Rule, ...] = ()
    extension: Rule | None = None
    suspensions: tuple[Recess, ...] = ()
    in_recess: InRecess = InRecess.STOPS
    short_day: ShortDay = ShortDay.CLOSES_EARLY
    cut_hour: time | None = None
    fixed_date: tuple[int, int] | None = None
    months: tuple[int, ...] = ()
    first_mandate_year: bool = False
    event: str = ""
    id: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    calendar: str = ""
    who: str = ""
    consequence: str = ""
    extension_note: str = ""
    suspension_note: str = ""
    source: str = ""
    confidence: Confidence | None = None
    notes: str = ""
    attributions: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the rule is valid on the day; both ends of its validity are included."""
        return (self.valid_from or date.min) <= day <= (self.valid_until or date.max)

    def extended(self) -> Rule:
        """The rule with its prorrogação granted, counted from the rolled end of the first term."""
        if self.extension is None:
            raise CountingError(f"O prazo {self.name or self.id or 'informado'} não tem prorrogação prevista na regra.")
        return replace(self, then=(*self.then, self.extension), extension=None)
