"""A date inside a line -> a due date, with every doubt asked and every impossible or past day refused."""

import re
from dataclasses import dataclass
from datetime import datetime, time

from handlers.base import Answer, Button, Question, Refusal, Request
from handlers.reading import dates, ruled
from handlers.reading.dates import About, Kind, Reading, Recurrence
from models import moments
from models.deadlines import Due
from models.texts import fold

_PREPOSITION = re.compile(r"^(?:até|em|para|dia|no|na|às?)\s+", re.IGNORECASE)
_WITHOUT = re.compile(r"(?<!\w),?\s*sem prazo(?!\w)", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:dias?|semanas?|m[eê]s|meses|anos?|horas?|minutos?)\b|\d{3,}h", re.IGNORECASE)
_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?!19|20|21)\d{4}")
_HOUR = re.compile(r"\d{1,2}(?:h|:).*", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w/.])\d{1,2}(?![\w/.ºª])")
_UNTIL = re.compile(r"\baté\s", re.IGNORECASE)
_SINCE = re.compile(r"d[eoa]s?\s.*\s(?=até\s)", re.IGNORECASE)
_COUNTED = re.compile(r"em\s|prazo\s+de\s", re.IGNORECASE)
_MOST_LIKELY = 4
EXAMPLE = "Exemplos: até sexta 17h; em 15 dias úteis; dia 5; 27/11"


@dataclass(frozen=True, slots=True)
class DueIn:
    """The due date a text holds (None: no date in it), a recurrence if it is one, and the text without those words."""

    due: Due | None
    rest: str
    recurrence: Recurrence | None = None


def find(request: Request, text: str) -> DueIn:
    """Look for a date in a text that may hold none."""
    if found := ruled.inside(request, text):
        return _by_rule(request, found)
    if said := _WITHOUT.search(text):
        return DueIn(None, text[: said.start()] + text[said.end() :])
    here = moments.local(request.now)
    closing = request.calendar.work_day_end(here.date())
    reading, wrong = dates.read(text, here, request.calendar, closing=closing)
    if wrong and (reading is None or reading.kind is not Kind.RECURRENCE):
        raise Refusal(f"{_what_is_wrong(_PREPOSITION.sub('', wrong))} {EXAMPLE}")
    reading = _settled(request, reading, text) if reading else None
    rest = reading.without(text) if reading else text
    if unread := dates.promised(rest, here, dated=reading is not None):
        raise _unread(request, unread)
    if reading is None:
        return DueIn(None, text)
    if (reading.is_until or reading.recurrence) and _UNTIL.search(rest):
        _only_one(request, reading, dates.find(rest, here, request.calendar))
    if reading.recurrence is not None:
        return DueIn(_from_recurrence(request, reading.recurrence), rest, reading.recurrence)
    return DueIn(_due(request, reading), rest)


def _settled(request: Request, reading: Reading, text: str) -> Reading | None:
    """The reading when nobody need be asked about it; None for a date that only tells of the subject."""
    if reading.about is About.ALL:
        return None
    if reading.about is About.PERHAPS:
        raise _perhaps(request, reading, text)
    if not reading.sure:
        raise _doubtful(request, reading, text)
    return _since_kept(reading)


def _perhaps(request: Request, reading: Reading, text: str) -> Question:
    """Whether "de sexta" in "preparar a reunião de sexta" is the deadline; the title stays whole either way."""
    if unread := dates.promised(reading.without(text), moments.local(request.now)):
        return _unread(request, unread)
    subject = text.strip()
    options = {
        **{label(each): f"{subject} até {written(each)}" for each in reading.choices or (reading,)},
        "Sem prazo": f"{subject} sem prazo",
    }
    buttons = [Button(label, request.line.replace(subject, said, 1)) for label, said in options.items()]
    said = reading.words.strip()
    typed = f"{subject.replace('{', '{{').replace('}', '}}')}, prazo: {{}}"
    sentence = f"“{said}” ({label(reading)}) é o prazo ou só diz de que se trata?"
    return Question(sentence, Answer.DATE_OR_NOT, buttons, instead=subject, typed=typed)


def _since_kept(reading: Reading) -> Reading:
    """Of "a audiência do dia 10 até dia 15" only what follows "até" leaves the title."""
    since = _SINCE.match(reading.words) if reading.kind is Kind.INTERVAL else None
    if since is None:
        return reading
    return reading._replace(words=reading.words[since.end() :], span=(reading.span[0] + since.end(), reading.span[1]))


def _what_is_wrong(words: str) -> str:
    if _LENGTH.search(words):
        return f"{words[0].upper()}{words[1:]} é longe demais para um prazo."
    if _YEAR.search(words):
        return f"O ano de {words} está fora do que sei contar."
    return f"A {'hora' if _HOUR.fullmatch(words) else 'data'} {words} não existe."


def read(request: Request, text: str) -> Due:
    """The due date a text must hold: a date, or the bare name of a rule."""
    found = answer(request, text)
    if found.due is None:
        raise Refusal(f"Não entendi a data. {EXAMPLE}")
    return found.due


def answer(request: Request, text: str) -> DueIn:
    """As `find`, for the answer to "até quando?": the bare name of a rule will do."""
    found = ruled.at_start(request, text)
    return _by_rule(request, found) if found and not found.rest.strip(" .") else find(request, text)


def _by_rule(request: Request, found: ruled.Ruled) -> DueIn:
    printed, rest = ruled.printed_in(request, found.rest) or (None, found.rest)
    return DueIn(ruled.due(request, found.rule, found.event, printed), rest)


def _due(request: Request, reading: Reading) -> Due:
    moment = reading.end if reading.kind is Kind.INTERVAL and reading.end else reading.start
    if moment is None:
        raise Refusal(f"Não entendi a data {reading.words}. {EXAMPLE}")
    date_only = _is_day(reading, moment)
    if date_only:
        moment = datetime.combine(moment.date(), request.calendar.work_day_end(moment.date()), moment.tzinfo)
    if moment <= request.now:
        raise Refusal(f"{moments.moment_text(moment, date_only=date_only).capitalize()}, já passou. {EXAMPLE}")
    if reading.term is not None and reading.term.unit == "dias_uteis":
        return ruled.of_business_days(request, reading)
    rule = reading.words if reading.term else None
    return Due(moment, date_only, rule)


def _is_day(reading: Reading, moment: datetime) -> bool:
    if reading.term is not None:
        return reading.term.unit not in ("horas", "minutos")
    return (
        reading.kind is Kind.DAY
        or moment.time() == time()
        or reading.grain not in (dates.Grain.MINUTE, dates.Grain.HOUR)
    )


def _from_recurrence(request: Request, recurrence: Recurrence) -> Due:
    moment = recurrence.next_after(moments.local(request.now), request.calendar)
    if moment.time() == time():
        return Due(datetime.combine(moment.date(), request.calendar.work_day_end(moment.date()), moment.tzinfo), True)
    return Due(moment)


def _doubtful(request: Request, reading: Reading, text: str) -> Refusal:
    if reading.term is not None and not reading.choices:
        return _term_or_length(request, reading)
    buttons = [_choice(request, choice if choice.more else reading, choice, text) for choice in reading.choices]
    doubt = reading.doubt or f"fiquei em dúvida quanto a {reading.words.strip()}: qual é o dia?"
    return Refusal(doubt[0].upper() + doubt[1:], buttons)


def _unread(request: Request, words: str) -> Question:
    """A deadline is written and not understood: never a record without it, in silence."""
    line = request.line
    buttons = [
        Button(moments.moment_text(due.at, date_only=due.date_only), line.replace(words, f"até {due.typed}", 1))
        for due in _likely(request, words)
    ]
    buttons.append(Button("Sem prazo", line.replace(words, f"{words} sem prazo", 1)))
    return Question(
        f"Não entendi o prazo “{words}”. Quando?",
        Answer.DATE,
        buttons if words in line else (),
        instead=words if words in line else "",
    )


def _only_one(request: Request, first: Reading, second: Reading | None) -> None:
    """Asks which, when a line has two of them."""
    if second is None or not second.is_until or second.start is None or first.start is None:
        return
    if second.term is not None and second.doubt:  # "crianças de até 5 anos"
        return
    buttons = [
        Button(label(each), request.line.replace(f" {other.words.strip()}", "", 1))
        for each, other in ((first, second), (second, first))
    ]
    raise Refusal(f"Há dois prazos: “{first.words.strip()}” e “{second.words.strip()}”. Qual vale?", buttons)


def label(reading: Reading) -> str:
    """The date as it is shown to people."""
    if reading.recurrence is not None:
        return reading.recurrence.describe()
    moment = _last(reading)
    return moments.moment_text(moment, date_only=_is_day(reading, moment))


def _last(reading: Reading) -> datetime:
    moment = reading.end if reading.kind is Kind.INTERVAL and reading.end else reading.start
    assert moment is not None
    return moment


@dataclass(frozen=True, slots=True)
class _Likely:
    at: datetime
    date_only: bool

    @property
    def typed(self) -> str:
        return f"{self.at:%d/%m/%Y}" + ("" if self.date_only else f" às {self.at:%H:%M}")


def _likely(request: Request, words: str) -> list[_Likely]:
    """The likely days of these words: with a typing error corrected, or by the hour or day of a bare figure."""
    here, calendar = moments.local(request.now), request.calendar
    guesses = _corrected(words)
    if not guesses and (figure := _FIGURE.search(words)):
        after = (f"em {figure[0]} dias", f"em {figure[0]} dias úteis")
        guesses = [*after] if _COUNTED.match(words) else [f"até {figure[0]}h", f"até dia {figure[0]}"]
    read = [dates.find(guess, here, calendar) for guess in (*guesses, "amanhã", "sexta", "dia 1º")]
    found = [_Likely(each.start, not each.has_clock) for each in read if each and each.start and each.start > here]
    return list(dict.fromkeys(found))[:_MOST_LIKELY]


def _corrected(words: str) -> list[str]:
    """The words with a misspelt day or month put right."""
    right = {word: dates.near_day(fold(word)) or dates.near_month(fold(word)) for word in words.split()}
    return [" ".join(right[word] or word for word in words.split())] if any(right.values()) else []


def _term_or_length(request: Request, reading: Reading) -> Refusal:
    """ "férias de 30 dias": to be done in 30 days, or 30 days long."""
    words, due = reading.words.strip(), _due(request, reading)
    line = request.line
    buttons = [
        Button(
            f"Prazo: {due.text}",
            line.replace(words, f"{words} até {_Likely(moments.local(due.at), due.date_only).typed}", 1),
        ),
        Button("Sem prazo", line.replace(words, f"{words} sem prazo", 1)),
    ]
    return Refusal(f"“{words}”: é o prazo ou só quanto dura?", buttons)


def _choice(request: Request, said: Reading, choice: Reading, text: str) -> Button:
    """The line with this day in the place of the words that said it, and without those of its hour elsewhere."""
    preposition = "até " if said.is_until else ""
    line = request.line
    for start, end in said.more:
        line = line.replace(f" {text[start:end].strip()}", "", 1)
    return Button(label(choice), line.replace(said.words.strip(), preposition + written(choice), 1))


def written(choice: Reading) -> str:
    """The date as it is written in a line."""
    moment = _last(choice)
    return f"{moment:%d/%m/%Y}" + ("" if _is_day(choice, moment) else f" às {moment:%H:%M}")
