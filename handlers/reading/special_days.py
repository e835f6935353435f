"""`24/12 ponto facultativo das 12h Decreto 123/2026` -> one special day of the municipality."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import TypeVar

from handlers.base import Button, Refusal, Request
from handlers.reading import dates, moves, written_days
from handlers.reading.dates import Kind, Reading
from handlers.reading.written_days import EXAMPLE
from models import moments, municipal_days
from models.calendar import FIRST_YEAR, DayKind, Recess, RecessEffect, SpecialDay, optional_days
from models.day_arithmetic import full_year, real_date
from models.texts import listed

YEARLY_EXAMPLE = "Exemplo: calendário 25/01 todo ano feriado municipal aniversário da cidade Lei 5/1950"
REVOKE_EXAMPLE = "Exemplo: calendário revogar 24/12 Decreto 130/2026"
Meaning = TypeVar("Meaning")
_LONGEST = 500  # of a line: a decree is named, not copied
_EDGES = " \t\n,;:.-—"
_KINDS = {
    r"feriado(?: municipal)?": DayKind.MUNICIPAL,
    r"ponto facultativo": DayKind.PONTO_FACULTATIVO,
    r"suspens[aã]o (?:de|do) expediente|expediente suspenso": DayKind.SUSPENSION,
    r"luto(?: oficial| municipal)?": DayKind.MOURNING,
}
_DECISIONS = {
    r"n[aã]o conta(?: como dia [uú]til)?|sem expediente": "closed",
    r"conta como dia [uú]til|com expediente": "open",
    r"(?:a|por) decidir": "undecided",
}
_ACT = (
    r"(?:decreto|lei|portaria|resolu[cç][aã]o|ato)(?: complementar| org[aâ]nica| municipal| conjunta| gp)*"
    r"(?: n[º°o.]+)?\s*\d[\d.]*(?:/\d{2,4})?"
    r"(?:,? (?:de|publicad[oa] em|assinad[oa] em) \d{1,2}[º°]?(?:/\d{1,2}/| de \w+ de )\d{2,4})?"
)
_HOUR = r"(\d{1,2})(?:h|:)(\d{2})?"
_CLOSED_FROM = rf"(?:das|(?:a partir|depois) d[ae]s?)\s+{_HOUR}(?:\s+(?:às|até(?: [aà]s)?)\s+{_HOUR})?"
_CLOSED_UNTIL = rf"até(?: [aà]s)?\s+{_HOUR}"
_YEARLY = (
    r"(?:que\s+)?(?:se\s+)?(?:repete(?:-se)?\s+)?(?:em\s+)?"
    r"(?:tod[oa]s?(?:\s+[oa]s?)?\s+anos?|cada\s+ano|anual(?:mente)?)"
)
_YEAR_OF_ACT = re.compile(r"(?:/|de )(\d{4}|\d{2})$")
_RECESS = r"recesso(?: parlamentar| de fim de ano)?"
_EFFECTS = {
    r"interromp\w+(?: os)?(?: prazos)?": RecessEffect.INTERRUPTS,
    r"suspen\w+(?: os| dos)?(?: prazos)?": RecessEffect.SUSPENDS,
    r"sem expediente|expediente fechado|fechad[oa]": RecessEffect.CLOSED,
    r"com expediente|expediente aberto|em plant[aã]o": RecessEffect.OPEN,
}
_WHOSE = re.compile(r"^(?:d[aoe]\s+)?([\w-]+)(?!\w)", re.IGNORECASE)


def whose(text: str) -> tuple[str, str]:
    """The key of the calendar at the beginning of a line ("câmara 24/12 ...", by default ours), and the rest."""
    found = _WHOSE.match(text)
    if found is None or not municipal_days.known(found[1]):
        return municipal_days.OURS, text
    return municipal_days.key_of(found[1]), text[found.end() :].strip(_EDGES)


def read(request: Request, text: str, key: str = municipal_days.OURS) -> list[SpecialDay] | Recess:
    """The days of one act, or the recess, that the text describes; refuses where a day, kind or act is missing."""
    if len(text) > _LONGEST:
        raise Refusal(f"A linha é longa demais para um dia do calendário. {EXAMPLE}")
    act, text = _take(_ACT, " ".join(text.split()))
    recess, rest = _take(_RECESS, text)
    if recess is not None:
        return _recess(request, recess.group(), rest, _act_of(act))
    yearly, text = _take(_YEARLY, text)
    kind, text = _one_of(_KINDS, text)
    if moves.is_move(text):
        return [_moved(request, key, kind, act, text)]
    if kind is None:
        raise Refusal(f"Diga o tipo: feriado municipal, ponto facultativo, suspensão de expediente ou luto. {EXAMPLE}")
    _act_of(act)
    closes, opens, text = _hours(request, text)
    decision, text = _one_of(_DECISIONS, text)
    counts = _counts(decision, kind, half=closes is not None or opens is not None)
    written = written_days.find(request, text, any_year=yearly is not None)
    if yearly is not None and not written:
        raise Refusal(f"Diga o dia e o mês do que se repete todo ano. {YEARLY_EXAMPLE}")
    days, name = _days(request, text, written)
    day = SpecialDay(days[0], name, kind, counts, closes, opens, _act_of(act), yearly=yearly is not None)
    return [replace(day, day=_first(each, written, day.act, request) if yearly else each,
                    name=name or _name_of(each)) for each in days]  # fmt: skip


def _days(request: Request, text: str, written: list[written_days.Day]) -> tuple[list[date], str]:
    """The days, and the rest as their name. The name of a holiday gives the day only where no date is written."""
    if not written:
        found, day = _the_day(request, text)
        name = found.without(text).strip(_EDGES)
        return [day], name or ("" if any(map(str.isdigit, found.words)) else found.words.strip(_EDGES))
    if any(not each.link for each in written[:-1]):
        words = listed([f"{each.day:%d/%m/%Y}" for each in written])
        raise Refusal(f"Li mais de um dia ({words}) e não sei como se ligam. Escreva assim: 24/12 e 31/12.")
    return written_days.together(written), written_days.without(written, text).strip(_EDGES)


def _first(day: date, written: list[written_days.Day], act: str, request: Request) -> date:
    """The first day of a yearly one: the one written with its year, else that of the year of its act."""
    year = _YEAR_OF_ACT.search(act)
    if written[0].has_year or year is None:
        return day
    since = max(full_year(year[1]), FIRST_YEAR)
    return min(day, real_date(since, day.month, day.day) or day) if since < moments.today(request.now).year else day


def _moved(request: Request, key: str, kind: DayKind | None, act: re.Match[str] | None, text: str) -> SpecialDay:
    """A day that replaces another; its name is by default that of the old one."""
    closes, opens, text = _hours(request, text)
    decision, text = _one_of(_DECISIONS, text)
    move = moves.read(request, text)
    known = _known_on(request, key, move.old)
    kind = kind or (known.kind if known is not None else None)
    if kind is None:
        raise Refusal(f"Diga o tipo: feriado municipal, ponto facultativo, suspensão de expediente ou luto. {EXAMPLE}")
    name = move.name.strip(_EDGES) or (known.name if known is not None else _name_of(move.old))
    if move.new is None:
        raise moves.which(move, f"{kind.label} {move.name}", _act_of(act), key)
    counts = _counts(decision, kind, half=closes is not None or opens is not None)
    return SpecialDay(move.new, name, kind, counts, closes, opens, _act_of(act), move.old)


def may_repeat(request: Request, text: str, new: list[SpecialDay] | Recess) -> bool:
    """Whether a day is likely yearly: a holiday by law without a year."""
    if isinstance(new, Recess) or new[0].kind is not DayKind.MUNICIPAL or new[0].yearly or new[0].moved_from:
        return False
    _, rest = _take(_ACT, text)
    written = written_days.find(request, rest)
    return new[0].act.lower().startswith("lei") and bool(written) and not any(each.has_year for each in written)


def _known_on(request: Request, key: str, day: date) -> SpecialDay | None:
    """The special day registered, by law or by custom on that day."""
    calendar = municipal_days.current(request.session, key)
    found = [*calendar.own_on(day), *calendar.holidays_in(day.year, day.month), *optional_days(day.year)]
    known = next((special for special in found if special.day == day), None)
    if known is not None and known.kind in (DayKind.NATIONAL, DayKind.STATE):
        return replace(known, kind=DayKind.MUNICIPAL)
    return known


def day_of(request: Request, text: str) -> tuple[date, str]:
    """The one day of a text, and its act ("" without one)."""
    if len(text) > _LONGEST:
        raise Refusal(f"Não entendi o dia. {REVOKE_EXAMPLE}")
    act, text = _take(_ACT, " ".join(text.split()))
    written = written_days.find(request, text)
    if len(written) > 1:
        raise Refusal(f"Diga um dia de cada vez. {REVOKE_EXAMPLE}")
    day = written[0].day if written else _the_day(request, text)[1]
    return day, " ".join(act.group().split()) if act is not None else ""


def act_in(text: str) -> tuple[str, str]:
    """The act in a text, despachos included ("" without one), and the text without it."""
    act, rest = _take(_ACT.replace("decreto|", "decreto|despacho|of[ií]cio|", 1), text)
    return (" ".join(act.group().split()) if act is not None else ""), rest


def _act_of(act: re.Match[str] | None) -> str:
    if act is None:
        raise Refusal(f"Diga o ato que criou o dia, com o número. {EXAMPLE}")
    return " ".join(act.group().split())


def _recess(request: Request, name: str, text: str, act: str) -> Recess:
    effect, text = _one_of(_EFFECTS, text)
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None or found.end is None:
        raise Refusal("Diga o primeiro e o último dia do recesso. Exemplo: calendário " + RECESS_EXAMPLE)
    if effect is None:
        buttons = [Button(label, f"{request.line} {words}") for label, words in _CHOICES.items()]
        raise Refusal("O que acontece no recesso: só não há expediente, ou os prazos também param?", buttons)
    return Recess(found.start.date(), found.end.date(), name.lower(), effect, act=act)


RECESS_EXAMPLE = "tce recesso de 21/12/2026 a 20/01/2027 suspende os prazos Ato 10/2026"
_CHOICES = {
    "Só não há expediente": "sem expediente",
    "Prazos suspensos": "suspende os prazos",
    "Prazos recomeçam": "interrompe os prazos",
    "Há expediente": "com expediente",
}


def _take(pattern: str, text: str) -> tuple[re.Match[str] | None, str]:
    """The match of the pattern in whole words, and the text without it."""
    found = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    if found is None:
        return None, text
    return found, f"{text[: found.start()].rstrip(_EDGES)} {text[found.end() :].lstrip(_EDGES)}".strip()


def _one_of(patterns: Mapping[str, Meaning], text: str) -> tuple[Meaning | None, str]:
    for pattern, meaning in patterns.items():
        found, rest = _take(pattern, text)
        if found is not None:
            return meaning, rest
    return None, text


def _counts(decision: str | None, kind: DayKind, *, half: bool) -> bool | None:
    """Whether it is a business day. Half days are by default; for mourning somebody has to decide."""
    if decision is None:
        return None if half or kind is DayKind.MOURNING else False
    return {"closed": False, "open": True, "undecided": None}[decision]


def _hours(request: Request, text: str) -> tuple[time | None, time | None, str]:
    """The hours at which the offices close and open (None: at the end, at the start of the day), and the rest."""
    found, rest = _take(_CLOSED_FROM, text)
    if found is not None:
        closes, opens = _hour(found[1], found[2]), _hour(found[3], found[4]) if found[3] else None
    else:
        found, rest = _take(_CLOSED_UNTIL, text)
        closes, opens = None, _hour(found[1], found[2]) if found is not None else None
    if closes and opens and opens <= closes:
        raise Refusal(f"O dia fecha às {moments.hour_text(closes)} e reabre antes disso. {EXAMPLE}")
    closes = None if opens and closes and closes <= request.calendar.day_start else closes
    opens = None if closes and opens and opens >= request.calendar.day_end else opens
    return closes, opens, rest


def _hour(hour: str, minute: str | None) -> time:
    if int(hour) > 23 or int(minute or 0) > 59:
        raise Refusal(f"A hora {hour}h{minute or ''} não existe. {EXAMPLE}")
    return time(int(hour), int(minute or 0))


def _the_day(request: Request, text: str) -> tuple[Reading, date]:
    here = moments.local(request.now)
    readings = [each for each in dates.find_all(text, here, request.calendar) if each.start is not None]
    found = readings[0] if readings else None
    if found is None or found.start is None:
        wrong = dates.impossible(text, here, request.calendar)
        raise Refusal(f"A data {wrong} não existe. {EXAMPLE}" if wrong else f"Diga o dia. {EXAMPLE}")
    if found.kind not in (Kind.DAY, Kind.INSTANT) or len({each.start for each in readings}) > 1:
        raise Refusal(f"Registre um dia de cada vez. {EXAMPLE}")
    if not found.sure:
        raise _which_year(request, found)
    return found, found.start.date()


def _which_year(request: Request, found: Reading) -> Refusal:
    days = [each.start.date() for each in found.choices if each.start is not None]
    buttons = [
        Button(moments.day_text(day), request.line.replace(found.words, f"{day:%d/%m/%Y}", 1)) for day in sorted(days)
    ]
    return Refusal(f"De que ano é o dia {found.words}? Escreva-o inteiro, como {days[0]:%d/%m/%Y}.", buttons)


def _name_of(day: date) -> str:
    """The usual name of a day registered without one: the customary one, or its date."""
    customary = (special.name for special in optional_days(day.year) if special.day == day)
    return next(customary, f"dia {day:%d/%m}")
