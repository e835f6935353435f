"""Moved days, `transferido de 28/10 para 30/10`: the old day and the new one, in any order."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.base import Button, Refusal, Request
from handlers.reading import written_days
from handlers.reading.written_days import Day
from models import moments
from models.municipal_days import BODIES, OURS

EXAMPLE = "Exemplo: calendário 30/10 ponto facultativo no lugar de 28/10 Decreto 90/2026"
_EARLIER, _LATER = r"antecip\w+", r"(?:adi(?:a|ad[oa]s?|ar|ou|amento|ando)|posterg\w+)"
_VERB = rf"(?:transf(?:er|ir)\w*|{_EARLIER}|{_LATER}|remanej\w+)"
_INSTEAD = r"(?:(?:no|em)\s+lugar|em\s+vez)\s+d[eo]s?"
_MARK = re.compile(rf"(?<!\w)(?:{_VERB}|{_INSTEAD})(?!\w)", re.IGNORECASE)
_TO_WORDS = r"(?:para|pra|ao?)\s+(?:o\s+)?"
_DAY_WORD = r"(?:dia\s+)?$"
_NEW = re.compile(rf"(?<!\w){_TO_WORDS}{_DAY_WORD}", re.IGNORECASE)
_OLD = re.compile(
    rf"(?<!\w)(?:{_INSTEAD}|{_VERB}\s+d[eo]|antes\s+(?:(?:em|era|no|de|do|marcad\w+|previst\w+)\s+)*"
    rf"|(?:previst|marcad)\w+\s+(?:para|em)|(?:seria|era|ca[ií]a)\s+(?:em|no)?)\s*(?:o\s+)?{_DAY_WORD}",
    re.IGNORECASE,
)
_OF = re.compile(rf"(?<!\w)d[eo]\s+{_DAY_WORD}", re.IGNORECASE)
_DEBRIS = re.compile(
    rf"(?<!\w)(?:{_VERB}|(?:no|em)\s+lugar|em\s+vez|fica(?:m|ndo)?|foi|será|passa(?:ndo)?|antes(?:\s+era)?|previst[oa]|marcad[oa])(?!\w)",
    re.IGNORECASE,
)
_LOOSE = re.compile(r"^(?:(?:[oae]|d[aeo]|para|pra|em|n[oa]|dia|que)(?!\w)[\s,;:.()-]*)+", re.IGNORECASE)
_LOOSE_END = re.compile(r"(?:[\s,;:.()-]*(?<!\w)(?:[oae]|d[aeo]|para|pra|em|n[oa]|dia|que))+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayMove:
    """A move from one day to another; `new` None: the words leave open which of `days` is which."""

    old: date
    new: date | None
    name: str
    days: tuple[date, date]


def is_move(text: str) -> bool:
    return _MARK.search(text) is not None


def read(request: Request, text: str) -> DayMove:
    """The two days, and the rest as a name. Raises Refusal unless there are two."""
    days = written_days.find(request, text)
    if len(days) != 2:
        said = "Diga o dia antigo e o novo" if len(days) < 2 else "Registre uma transferência de cada vez"
        raise Refusal(f"{said}. {EXAMPLE}")
    first, second = (_role(text, each) for each in days)
    old, new = (days[0], days[1]) if first < second else (days[1], days[0])
    if old.day == new.day:
        raise Refusal(f"O dia antigo e o novo são o mesmo: {moments.date_text(old.day)}. {EXAMPLE}")
    is_open = first == second or _contradicts(text, old.day, new.day)
    return DayMove(old.day, None if is_open else new.day, _name(text, days), (days[0].day, days[1].day))


def which(move: DayMove, what: str, act: str, key: str) -> Refusal:
    """The question about the new day; a button for each answer."""
    head = "calendário" if key == OURS else f"calendário {BODIES[key].label.lower()}"
    first, second = sorted(move.days)
    buttons = [
        Button(
            f"Folga em {moments.date_text(new)}",
            " ".join(f"{head} {new:%d/%m/%Y} {what} no lugar de {old:%d/%m/%Y} {act}".split()),
        )
        for new, old in ((first, second), (second, first))
    ]
    return Refusal(
        f"Qual é o dia sem expediente: {moments.day_text(first)}, ou {moments.day_text(second)}? "
        "O outro volta a ser dia de expediente.",
        buttons,
    )


def _role(text: str, day: Day) -> int:
    """The certainty, by the words before it, that this day is the new one."""
    start, end = day.span
    prefix = re.match(r"\D*", text[start:end])
    lead = text[: start + (prefix.end() if prefix is not None else 0)]
    if _OLD.search(lead):
        return -2
    if _NEW.search(lead):
        return 2
    return -1 if _OF.search(lead) else 0


def _contradicts(text: str, old: date, new: date) -> bool:
    """Whether the order of the days contradicts the verb: bringing forward is to an earlier day."""
    earlier = re.search(rf"(?<!\w){_EARLIER}", text, re.IGNORECASE)
    later = re.search(rf"(?<!\w){_LATER}(?!\w)", text, re.IGNORECASE)
    return bool((earlier and not later and new > old) or (later and not earlier and new < old))


def _name(text: str, days: list[Day]) -> str:
    for start, end in sorted((each.span for each in days), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    text = " ".join(_DEBRIS.sub(" ", text).split())
    return _LOOSE_END.sub("", _LOOSE.sub("", text)).strip()
