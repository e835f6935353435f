"""Terms in words, `lai recebido hoje às 19h30`, `15 dias úteis a partir de 03/11`: the rule and its event."""

import re
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from itertools import chain

from handlers.base import Button, Refusal, Request
from handlers.reading import dates, special_days
from handlers.reading.dates import Reading, Term
from models import moments, municipal_days, rule_book
from models.calendar import Calendar
from models.counting import CountingError, Rule, Unit
from models.texts import clip

EXAMPLE = "Exemplos: prazo 15 dias úteis a partir de 03/11; prazo lai recebido hoje às 19h30"
HOW = f"Diga o prazo e a partir de quando. {EXAMPLE}"
BUTTONS = tuple(Button(each, f"prazo {each}") for each in ("15 dias úteis", "lai", "veto", "requerimento"))
_SINCE = re.compile(
    r"(?<!\w)(?:(?P<back>antes d[eoa]s?)|a (?:partir|contar) d[eoa]s?|contad[oa]s? (?:a partir )?d[eoa]s?|desde|"
    r"depois d[eoa]s?|ap[oó]s|(?:recebid|protocolad|publicad|notificad|intimad|aprovad|registrad)[oa]s?(?: em)?)(?!\w)",
    re.IGNORECASE,
)
_EVENT = re.compile(r"[\s,;(]*" + _SINCE.pattern + r"\s*", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)até(?!\w)", re.IGNORECASE)
_NEAR = 4
_LONGEST = 300  # characters in which a rule is named
_MOST_TRIED = 8  # words that may lead a start, from the last one, after which a date is looked for
_EXTENDED = re.compile(r"(?<!\w)(?:com prorroga[cç][aã]o|prorrogad[oa])(?!\w)", re.IGNORECASE)
_EDGE_WORDS = re.compile(r"^(?:(?:d[aeo]s?|para|pra|o|a)\s+)+|(?:\s+(?:em|n[oa]|de|d[oa]|dia))+$", re.IGNORECASE)
_NUMBERS = re.compile(r"(?<!\S)(?:em\s+)?(\d{1,2}/\d{1,2})(?!\d)")
_LEAD = re.compile(r"^(?:em|n[oa]|de|entre|até|às?|para)\s+", re.IGNORECASE)
_MORE = re.compile(r"(?<!\w)(?:por\s+)?mais(?=\s|$)", re.IGNORECASE)
_HALF_A_YEAR = timedelta(days=183)
_EDGES = " \t\n,;:.-—"


def what_and_since(request: Request) -> tuple[str, date | datetime | None, bool]:
    """The words for the rule, the event (None: not given), and whether it counts backwards."""
    text, since = request.text, _since(request)
    if since is not None:
        return text[: since.start()], _start(request, text[since.end() :]), since["back"] is not None
    text = _NUMBERS.sub(r"em \1", text)  # "veto 03/11" alone would be the number of a veto
    days = (each for each in dates.find_all(text, moments.local(request.now), request.calendar) if each.term is None)
    day = next(days, None)
    if day is None:
        refuse_impossible(request, text, EXAMPLE)
        return text, None, False
    return day.without(text), nearest(request, day), False


def event_after(request: Request, text: str) -> tuple[date | datetime, int] | None:
    """The event that follows in the text ("recebido hoje às 19h30", "a partir de 03/11"), and its end."""
    led = _EVENT.match(text)
    if led is None:
        return None
    said = _UNTIL.split(text[led.end() :], 1)[0]
    found = dates.find(said, moments.local(request.now), request.calendar)
    if found is None or found.start is None or found.span[0] > _NEAR:
        refuse_impossible(request, said, EXAMPLE)
        return None
    return nearest(request, found), led.end() + found.span[1]


def _since(request: Request) -> re.Match[str] | None:
    """The last words that lead an event, as names of rules hold such words too; "antes de" also without a date."""
    found = list(_SINCE.finditer(request.text))[::-1]
    here = moments.local(request.now)
    plain = (each for each in found if not each["back"])
    back = (
        each
        for each in found[:_MOST_TRIED]
        if each["back"] and dates.find(request.text[each.end() :], here, request.calendar)
    )
    return next(chain(plain, back), None)


def _start(request: Request, text: str) -> date | datetime | None:
    if not text.strip(_EDGES):
        return None
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None or found.start is None:
        refuse_impossible(request, text, EXAMPLE)
        raise Refusal(f"Não entendi a partir de quando: {clip(text, 60)}. {EXAMPLE}")
    return nearest(request, found)


def nearest(request: Request, reading: Reading) -> date | datetime:
    """The day or moment meant. Without a year it is the nearest one: the event of a term has often passed."""
    assert reading.start is not None
    moment = reading.start
    if not reading.sure and moment - request.now > _HALF_A_YEAR:
        leap_day = (moment.month, moment.day) == (2, 29)
        moment = moment.replace(year=moment.year - (4 if leap_day else 1))
    return moment if reading.has_clock else moment.date()


def today(request: Request, asked: Rule) -> date | datetime:
    """The event when none is given: the present day, or the minute where the hour matters."""
    here = moments.local(request.now)
    timed = asked.unit is Unit.HOURS or asked.cut_hour is not None
    return here.replace(second=0, microsecond=0) if timed else here.date()


def calendar_of(request: Request, asked: Rule) -> Calendar:
    """The calendar of the body the rule names; ours where it names none."""
    return municipal_days.current(request.session, municipal_days.key_of(asked.calendar))


def rule_for(request: Request, words: str, start: date | datetime | None, *, back: bool) -> Rule:
    """The rule of that name, else the plain length of time the words give."""
    name, extended = _EXTENDED.subn("", words[:_LONGEST])
    name = _EDGE_WORDS.sub("", name.strip(_EDGES)).strip(_EDGES)
    if not name:
        raise Refusal(HOW, BUTTONS)
    day = start.date() if isinstance(start, datetime) else start
    try:
        found = rule_book.rule(request.session, name, day or moments.today(request.now))
    except CountingError:
        reading = dates.find(name, moments.local(request.now), request.calendar)
        if reading is None or reading.term is None:
            raise _unknown(request, name) from None
        back = back or (reading.start is not None and reading.start < request.now)
        return _plain(reading.term, back=back)
    return found.extended() if extended else found


def _plain(length: Term, *, back: bool) -> Rule:
    if length.unit == "minutos":
        raise Refusal(f"Prazos contam-se em horas, dias, semanas, meses ou anos. {EXAMPLE}")
    weeks = length.unit == "semanas"
    n = length.n * (7 if weeks else 1) * (-1 if back else 1)
    return Rule(Unit.DAYS if weeks else Unit(length.unit), n)


def _unknown(request: Request, name: str) -> Refusal:
    refuse_impossible(request, _NUMBERS.sub(r"em \1", name), EXAMPLE)
    rules = rule_book.current(request.session).rules().values()
    known = {spelling.lower(): each.id for each in rules for spelling in (each.id, *each.aliases)}
    near = dict.fromkeys(known[each] for each in get_close_matches(name.lower(), known, n=3, cutoff=0.6))
    buttons = [Button(each, request.line.replace(name, each, 1)) for each in near]
    return Refusal(f"Não conheço o prazo {clip(name, 40)}. {EXAMPLE}", buttons or BUTTONS)


def extension(request: Request) -> tuple[Term | None, str, str]:
    """The extension `mais 10 dias Despacho 12/2026 ...`: length (None: by the rule), act, reason."""
    act, text = special_days.act_in(request.text)
    found = dates.find(text, moments.local(request.now), request.calendar) if _MORE.search(text) else None
    if found is None or found.term is None:
        return None, act, text.strip(_EDGES)
    if found.term.unit == "minutos":
        raise Refusal("Prazos contam-se em horas, dias, semanas, meses ou anos.")
    reason = _MORE.sub("", found.without(text))
    return found.term, act, reason.strip(_EDGES)


def refuse_impossible(request: Request, text: str, example: str) -> None:
    """Raises Refusal for words that look like a date and are none."""
    if wrong := dates.impossible(text, moments.local(request.now), request.calendar):
        raise Refusal(
            f"Não sei contar com “{clip(_LEAD.sub('', wrong), 40)}”: não existe ou está longe demais. {example}"
        )
