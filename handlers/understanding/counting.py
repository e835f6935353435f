"""Terms, rules, days and holidays as they are asked for in plain words -> the words the commands know."""

import re
from datetime import date, timedelta

from handlers.base import Request
from handlers.reading import dates
from handlers.reading.dates import Grain, Kind, Reading
from handlers.understanding.lexicon import says_nothing
from handlers.understanding.words import set_of, words
from models import moments, rule_book
from models.calendar import CalendarError
from models.texts import fold

_RECEIVED = re.compile(
    r"\b(?:receb|cheg|entr(?:ou|aram)|notific|protocol|intim|public|aprov|dat|dia|em|desde|hoje|hj|ontem)\w*",
    re.IGNORECASE,
)
_CAME = re.compile(r"\b(?:recebi|recebido|recebemos|chegou|chegaram|entrou|notificad|protocolad|intimad|publicad)")
_BARE_DAY = re.compile(r"(?:(?:no|em|do)\s+)?dia\s+(?:[1-9]|1\d|2[0-8])")  # of a month that is not said
_NUMBERS = {"dois": 2, "duas": 2, "tres": 3, "cinco": 5, "dez": 10, "quinze": 15, "vinte": 20, "trinta": 30, "oito": 8}
_LENGTH = re.compile(
    r"(?<!\w)(?P<n>\d{1,4}|"
    + "|".join(_NUMBERS)
    + r")\s*(?P<unit>dias?\s+(?:uteis|corridos)|dias?|semanas?|mes(?:es)?|anos?|horas?|hs?\b)"
)
_SAME = {"vetar": "veto", "sancionar": "veto", "sancao": "veto", "autografo": "autógrafo"}
_OTHERS = re.compile(r"\b(?:camara|tce|tjsp|federal|justica)\b")  # calendars that are not ours
_BEFORE = re.compile(r"\bantes\b")
_BODIES = {"tribunal": "tce", "ministerio": "mp", "promotoria": "mp", "vereadores": "camara"}
_OF_EVERY_RULE = set_of(
    "prazo prazos dias regra regras entrega entregar resposta responder pedido obrigacao envio enviar"
)
_MONTHS = [fold(name) for name in moments.MONTHS]
_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
_FARTHEST = 400  # days in which the next holiday is looked for


def rule(request: Request, text: str) -> str | None:
    """The rule a text names and the day from which it counts: `lai recebido hoje`."""
    book = rule_book.current(request.session)
    plain = " ".join(_SAME.get(fold(each.strip("?.,!")), each.strip("?.,!")) for each in text.split())
    best = ""
    for word in _WORD.finditer(plain):
        named = book.named_at(plain[word.start() :])
        if named and len(named[0]) > len(best):
            best = named[0]
    if not best:
        return None
    day = _day(request, text, has_passed=bool(_CAME.search(fold(text)))) if _RECEIVED.search(text) else ""
    return f"{best.strip(' ?.,')} recebido {day}" if day else best.strip(" ?.,")


def rules(request: Request, text: str) -> str | None:
    """The word of a text by which some rule is called: `tce`, `lrf`."""
    found = rule_book.current(request.session).rules(moments.today(request.now)).values()
    called = {
        word for each in found for word in fold(" ".join((each.id.replace("_", " "), each.name, *each.aliases))).split()
    }
    said = [word.text for word in words(text) if len(word.text) > 2 and word.text not in says_nothing()]
    said = [_BODIES.get(word, word) for word in said]
    return next((word for word in said if word in called and word not in _OF_EVERY_RULE), None)


def length(request: Request, text: str) -> str | None:
    """A length of time and the day from which it counts: `15 dias úteis a partir de hoje`."""
    found = _LENGTH.search(fold(text))
    if found is None:
        return None
    unit = {"dias uteis": "dias úteis", "h": "horas", "hs": "horas"}.get(" ".join(found["unit"].split()), found["unit"])
    n = _NUMBERS.get(found["n"], found["n"])
    rest = f"{text[: found.start()]} ; {text[found.end() :]}"
    if _BEFORE.search(fold(text)):
        day = _day(request, _BEFORE.sub(" ", rest))
        return f"{n} {unit} antes de {day}" if day else None
    if unit.startswith("hora"):
        return f"{n} {unit}"
    return f"{n} {unit} a partir de {_day(request, rest) or 'hoje'}"


def is_number(text: str) -> bool:
    """True if the text is a number of days or hours: `15`, `dez`, `48h`."""
    return bool(re.fullmatch(r"\d{1,4}h?", text.strip())) or fold(text.strip()) in _NUMBERS


def between(request: Request, text: str) -> str | None:
    """Two days: `entre hoje e 15/12/2026`. With one, today is the other."""
    if _LENGTH.search(fold(text)) or _OTHERS.search(fold(text)):
        return None
    found = _dated(request, text)
    for each in found:
        if each.kind is Kind.INTERVAL and each.start and each.end:
            return f"entre {each.start:%d/%m/%Y} e {each.end:%d/%m/%Y}"
    days = [each.start for each in found if each.start is not None]
    if len(days) > 1:
        return f"entre {days[0]:%d/%m/%Y} e {days[1]:%d/%m/%Y}"
    is_to_come = bool(days) and days[0].date() >= moments.today(request.now)
    return f"entre hoje e {days[0]:%d/%m/%Y}" if is_to_come else None


def month(request: Request, text: str) -> str | None:
    """A month or a year of holidays; of a day its month; of the next holiday too."""
    folded, today = fold(text), moments.today(request.now)
    if _LENGTH.search(folded) or _OTHERS.search(folded):
        return None
    if "proximo" in folded and not any(each in folded for each in _MONTHS):
        return _of(_next_holiday(request, today), today)
    if year := re.search(r"\b(20\d\d)\b", folded):
        named = next((moments.MONTHS[i] for i, each in enumerate(_MONTHS) if each in folded), "")
        return f"{named} de {year[1]}" if named else year[1]
    if "ano que vem" in folded or "proximo ano" in folded:
        return str(today.year + 1)
    if "ano" in folded.split():
        return str(today.year)
    found = next((each for each in _dated(request, text) if each.start is not None), None)
    named = next((moments.MONTHS[i] for i, each in enumerate(_MONTHS) if each in folded), "")
    if named:
        return named
    return _of(found.start.date(), today) if found is not None and found.start else None


def _of(day: date, today: date) -> str:
    return moments.MONTHS[day.month - 1] + (f" de {day.year}" if day.year != today.year else "")


def _next_holiday(request: Request, today: date) -> date:
    for n in range(1, _FARTHEST):
        day = today + timedelta(days=n)
        try:
            if day.weekday() < 5 and not request.calendar.is_business_day(day):
                return day
        except CalendarError:
            break
    return today


def _dated(request: Request, text: str) -> list[Reading]:
    return dates.find_all(text[:300], moments.local(request.now), request.calendar)


def _day(request: Request, text: str, *, has_passed: bool = False) -> str:
    """The day a text names: the nearest one, for what starts a term has often passed, or must have (`has_passed`)."""
    today = moments.today(request.now)
    said = {word.text for word in words(text)}
    for word in ("hoje", "ontem"):
        if word in said:
            return word
    for each in _dated(request, text):
        if each.start is not None and each.term is None and each.grain in (Grain.DAY, Grain.MINUTE, Grain.HOUR, None):
            day = each.start.date()
            if re.search(r"\d{4}", each.words) is None and (day - today).days > 183:
                day = day.replace(year=day.year - 1)
            if has_passed and day > today and _BARE_DAY.fullmatch(each.words.strip()):
                day = (day.replace(day=1) - timedelta(days=1)).replace(day=day.day)
            return f"{day:%d/%m/%Y}"
    return ""
