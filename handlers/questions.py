"""Questions the bot asked for want of one piece: the request is held, and the next line that answers completes it."""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers import understanding
from handlers.base import Answer, Button, Command, Question, Refusal, Request, match
from handlers.reading import kept, numbers, people
from handlers.understanding import Context
from handlers.understanding.context import rehearsed
from models import conversations, mentions, moments
from models.conversations import Conversation
from models.texts import clip, fold

STOP = "cancelar"
_ENOUGH = frozenset(("cancelar", "cancela", "deixa", "deixa pra la", "deixe", "esquece", "esqueca", "nada", "parar"))
STOPPED = "Tudo bem, parei por aqui. Nada foi registrado."
_YES = frozenset(("sim", "s", "isso", "isso mesmo", "pode", "pode ser", "confirmo", "confirma", "certo", "ok", "👍"))
_OPEN_FOR = timedelta(hours=2)  # longer, and the next line is about something else
_A_MOMENT = timedelta(minutes=2)  # between the photographs somebody sends one by one
_TO = re.compile(r"\s*(?:(?:é|e)\s+)?(?:para|pra|pro|p/)?\s*(?:[oa]s?\s+)?", re.IGNORECASE)
_COURTESIES = frozenset(
    (
        "obrigado",
        "obrigada",
        "valeu",
        "ok",
        "oi",
        "ola",
        "bom dia",
        "boa tarde",
        "boa noite",
        "beleza",
        "certo",
        "tchau",
    )
)
_OF = re.compile(
    r"\s*(?:(?:é|e|eh|são|fica|ficam)\s+)?(?:(?:d[oae]s?|n[oa]s?|[oa]s?|ao|à|em|pr[oa]|para|p/)\s+){0,2}", re.IGNORECASE
)
_ARTICLES = frozenset(("o", "a", "os", "as"))
_IS_IT = frozenset(("e", "e o prazo", "o prazo", "prazo", "e sim"))
_NOT_IT = re.compile(
    r"n(?:ao)?|nenhum\w*|(?:e )?sem (?:prazo|data)|(?:nao,? )?(?:e )?(?:so|apenas|somente)\s.*|(?:e )?parte do texto"
)
_CAME_BACK = "came_back"
_WORD = re.compile(r"\w{3,}")
_MOST_WORDS = 6  # that say which record is meant
_ANY_YEAR = 2000  # a number without its year is one too: OS-5
_ORDINALS = {"primeira": 0, "primeiro": 0, "segunda": 1, "segundo": 1, "terceira": 2, "terceiro": 2}
_ORDINAL = re.compile(r"(?:[ao]\s+)?(?:(\d)\s*[ªºao]?|(primeir[ao]|segund[ao]|terceir[ao]))(?:\s+op[cç][aã]o)?")


@dataclass(frozen=True, slots=True)
class Held:
    """A request that waits for an answer: its line, the kind of answer, its place, and the lines offered as buttons."""

    line: str
    wants: Answer
    instead: str = ""
    typed: str = "{}"
    offers: dict[str, str] = field(default_factory=dict)
    asked: str = ""  # the sentence
    is_fresh: bool = False  # asked a moment ago
    tried: bool = False  # answered once, with what is no answer
    before: "Held | None" = None

    @property
    def wants_a_day(self) -> bool:
        return self.wants in (Answer.DATE, Answer.DATE_OR_NOT, Answer.PERIOD)

    def with_answer(self, answer: str) -> str:
        """The whole line, as if it had been typed with the answer in it."""
        line, tail = kept.split(self.line)
        return f"{self._completed(line, self.typed.format(answer))} {tail}".rstrip()

    def as_answers(self) -> dict[str, Any]:
        """What is stored of it, beside its line and what it wants."""
        kept = {"instead": self.instead, "typed": self.typed, "offers": self.offers, "asked": self.asked}
        return {**kept, "tried": self.tried}

    @property
    def files(self) -> int:
        """The number of the message whose files wait for their record; 0 where none do."""
        line, tail = kept.split(self.line)
        return int(tail.split()[1]) if line == "anexar" and tail else 0

    def _completed(self, line: str, piece: str) -> str:
        if self.instead:
            return line.replace(self.instead, piece, 1)
        if self.wants is Answer.TEXT:
            return f"{line}{piece}" if piece.startswith(":") else f"{line} {piece}"
        head, rest = _head(line, with_number=self.wants is not Answer.NUMBER)
        return f"{head} {piece} {rest}".rstrip()


def hold(session: Session, channel: str, address: str, refusal: Refusal, now: datetime) -> None:
    """Keep a refused request that only wants an answer; after a wrong answer, as it was before it.

    A question that was open, and that this is not about, waits behind it.
    """
    opened = conversations.current(session, channel, address)
    last = held(opened, now)
    answered = next((each for each in _open(last) if each.line == refusal.answers), None)
    waits = _of(refusal, answered)
    if waits is not None:
        behind = _behind(opened, last, answered, waits)
        conversations.keep(
            session, channel, address, waits.line, waits.as_answers(), now, wants=waits.wants, before=behind
        )
    elif answered is not None and not answered.wants_a_day:  # after a day gone by, another may be said
        _close(session, channel, address, answered is last, now)


def _behind(
    opened: Conversation | None, last: Held | None, answered: Held | None, waits: Held
) -> dict[str, Any] | None:
    """What comes back after the request that waits: what was open, unless it is the same request said again."""
    if opened is None or (opened.wants is not None and last is None) or opened.answers.get(_CAME_BACK):
        return None
    if last is not None and (answered is last or (answered is None and _is_same(last.line, waits.line))):
        return opened.before
    return opened.set_aside()


def behind_a_form(opened: Conversation | None, now: datetime) -> dict[str, Any] | None:
    """The question that comes back after a form opened meanwhile."""
    return opened.set_aside() if opened is not None and held(opened, now) is not None else None


def _close(session: Session, channel: str, address: str, is_last: bool, now: datetime) -> Conversation | None:
    """End the last question, or the one behind it; returns what is open again."""
    if is_last:
        return _next(session, channel, address, now)
    opened = conversations.current(session, channel, address)
    if opened is not None:
        opened.before = None
    return None


def is_enough(line: str) -> bool:
    """Whether a line ends the question without an answer."""
    return fold(line).strip(" .!") in _ENOUGH


def settle(request: Request, last: Held, answered: Held | None, line: str) -> Conversation | None:
    """End the question that a request done has answered, or has made needless; returns what is open again."""
    done = answered or next((each for each in _open(last) if _is_settled(each, line)), None)
    return _close(request.session, request.channel, request.address, done is last, request.now) if done else None


def stop(request: Request) -> Conversation | None:
    """End the last question without an answer; returns what is open again."""
    return _next(request.session, request.channel, request.address, request.now)


def _next(session: Session, channel: str, address: str, now: datetime) -> Conversation | None:
    """End the last conversation; the one behind it, which is open again: a question comes back once."""
    opened = conversations.end(session, channel, address, now)
    if opened is not None and opened.wants is not None:
        opened.answers = {**opened.answers, _CAME_BACK: True}
    return opened


def _open(last: Held | None) -> list[Held]:
    """The questions that are open: the last, and the one behind it."""
    return [each for each in (last, last and last.before) if each is not None]


def left_open(refusal: Refusal) -> Held | None:
    """The request that a refusal leaves open; None where it asks nothing."""
    return _of(refusal, None)


def _of(refusal: Refusal, answered: Held | None) -> Held | None:
    """The request that a refusal leaves open; `answered`: the one whose answer was refused. None: nothing is asked."""
    offers = {button.label: button.line for button in refusal.buttons}
    if not isinstance(refusal, Question):
        return Held(refusal.line, Answer.CHOICE, offers=offers, asked=refusal.sentence) if refusal.asks else None
    if answered is not None and answered.wants is refusal.wants and refusal.instead in ("", answered.instead):
        return replace(answered, tried=True)
    return Held(refusal.line, refusal.wants, refusal.instead, refusal.typed, offers, refusal.sentence)


def answer(request: Request, last: Held) -> tuple[str, Held] | None:
    """The whole line that an answer makes of a held one, and that one; None where what was written is no answer.

    Raises Question for the name of nobody.
    """
    for each in _open(last):
        if (whole := _completed(request, each)) is not None:
            return whole, each
    return None


def _completed(request: Request, held: Held) -> str | None:
    text = request.line
    if (offered := _offered(text, held)) is not None:
        return offered
    if (
        not text
        or fold(text).strip(" .!") in _COURTESIES
        or held.wants in (Answer.CHOICE, Answer.FILE)
        or is_own_request(request, text, free=held.wants is Answer.TEXT)
        or (held.wants is not Answer.NUMBER and _is_for_something_else(request, text, held))
    ):
        return None
    if held.wants is Answer.NUMBER:
        number = _number(request, text, held)
        return held.with_answer(number) if number else None
    if held.wants is not Answer.WHO:
        return held.with_answer(text)
    try:
        return held.with_answer(_who(request, text, held))
    except Refusal:
        if is_said_whole(request, text):
            return None
        raise


def _is_for_something_else(request: Request, text: str, held: Held) -> bool:
    """Whether a line of no command asks something of its own: a record, or in whole words; after a wrong answer also
    by the name of a command."""
    if held.wants is not Answer.TEXT and is_bare_number(text):
        return True
    if held.tried and match(text)[0]:
        return True
    return (held.tried or text.endswith("?")) and is_said_whole(request, text)


def _is_settled(held: Held, line: str) -> bool:
    """Whether a whole request that was done is the held one by another way."""
    return line in held.offers.values() or _is_same(line, held.line)


def _is_same(line: str, other: str) -> bool:
    return _head(line, with_number=True)[0] == _head(other, with_number=True)[0]


def held(opened: Conversation | None, now: datetime) -> Held | None:
    """The request open at an address, unless it was left long ago."""
    if opened is None or opened.wants is None or opened.asked_at + _OPEN_FOR < now:
        return None
    behind = _read(opened.before) if opened.before and opened.before["wants"] else None
    return replace(_read(opened.set_aside()), is_fresh=opened.asked_at + _A_MOMENT > now, before=behind)


def _read(waits: dict[str, Any]) -> Held:
    answers = {"asked": "", **waits["answers"]}
    answers.pop(_CAME_BACK, None)
    return Held(waits["command"], Answer(waits["wants"]), **answers)


def _who(request: Request, text: str, held: Held) -> str:
    """The names of an answer, each behind an @. The lines offered for a misspelt one are whole lines again."""
    try:
        return people.listed(request, _TO.sub("", text, count=1))
    except Refusal as refusal:
        whole = [Button(each.label, held.with_answer(each.line)) for each in refusal.buttons if each.line[:1] == "@"]
        again = Question(refusal.sentence, Answer.WHO, whole, instead=held.instead, typed=held.typed)
        again.line = again.answers = held.line
        raise again from refusal


def _number(request: Request, text: str, held: Held) -> str:
    """The number of an answer and what follows it, or that of the one record its words mean; empty: it means none.

    Raises Question where they mean several.
    """
    said = _OF.sub("", text, count=1)
    number = numbers.read(said, moments.today(request.now).year)
    if number is not None:
        return f"{number.words}{said[number.end :]}"
    words = tuple(fold(each) for each in _WORD.findall(said))
    found = mentions.by_subject(request.session, words, by=request.person, now=request.now) if words else []
    found = [each for each in found if not each.is_final] or found
    if len(found) < 2 or len(words) > _MOST_WORDS:
        return found[0].code if found else ""
    buttons = [Button(clip(f"{each.code} {each.title}", 40), held.with_answer(each.code)) for each in found[:4]]
    again = Question(f"Há {len(found)} com “{clip(said, 40)}”. Qual?", Answer.NUMBER, buttons)
    again.line = again.answers = held.line
    raise again


def _offered(text: str, held: Held) -> str | None:
    """The line of the one button somebody means by its label; among choices and people, by words of it or its place."""
    said = fold(text).strip(" .!")
    labels = {fold(label): line for label, line in held.offers.items()}
    if said in labels:
        return labels[said]
    if held.wants is Answer.DATE_OR_NOT and labels:
        lines = list(labels.values())
        is_yes = len(lines) == 2 and said in _YES | _IS_IT
        return lines[0] if is_yes else lines[-1] if _NOT_IT.fullmatch(said) else None
    if held.wants not in (Answer.CHOICE, Answer.WHO, Answer.NUMBER):  # "segunda" is a day, and "dia 7" is not "+7 dias"
        return None
    if len(labels) == 1 and said in _YES:
        return next(iter(labels.values()))
    words = said.split()
    some = [line for label, line in labels.items() if len(said) > 2 and _begin_words(words, label)]
    if some:
        return some[0] if len(some) == 1 else None
    if (place := _ORDINAL.fullmatch(said)) is not None:
        index = int(place[1]) - 1 if place[1] else _ORDINALS[place[2]]
        return list(labels.values())[index] if 0 <= index < len(labels) else None
    return None


def _begin_words(words: list[str], label: str) -> bool:
    """Whether each of the words begins a word of the label."""
    own = label.replace(",", " ").split()
    return all(any(each.startswith(word) for each in own) for word in words)


def is_own_request(request: Request, text: str, *, free: bool) -> bool:
    """Whether a line is a request of its own. An answer in free words may begin like one: it is one when whole."""
    found, rest = match(text)
    if not found or fold(text) == STOP:
        return False
    if not rest:
        return not free or any(fold(command.name) == fold(text) for command in found)  # "Convite" may be a title
    if rest.startswith("@") or any(command.fits is not None and command.fits(request, rest) for command in found):
        return True
    number = numbers.read(rest, _ANY_YEAR) if any(command.about for command in found) else None
    if number is not None and number.named:
        return True
    if not free:
        return fold(text.split(maxsplit=1)[0]) not in _ARTICLES  # OS is a series, "os adjuntos" are people
    return is_said_whole(request, text)


def is_bare_number(text: str) -> bool:
    """Whether a line is the number of a record, with its series: T-12."""
    number = numbers.read(text, _ANY_YEAR)
    return number is not None and number.named and text[:1].isalpha() and not text[number.end :].strip()


def is_said_whole(request: Request, text: str) -> bool:
    """Whether a line in other words is a whole request that changes nothing; of a question, also a likely one."""
    meant = understanding.understand(replace(request, line=text, text=text), Context())
    if meant.why == understanding.LISTED and not text.endswith("?"):
        return False  # a title may name what is listed: "agenda da prefeita"
    lines = (meant.does,) if meant.does is not None else meant.asks if text.endswith("?") else ()
    has_words = _WORD.search(text) is not None  # "32/13" is a day that does not exist, and no number
    is_read = has_words and bool(lines) and all(map(understanding.only_reads, lines))
    return is_read and (meant.does is None or _can_be_read(request, meant.does))


def is_no_answer(request: Request, text: str, last: Held, refused: Question) -> bool:
    """Whether a line was refused by the very question it was taken to answer, and is a request in other words."""
    answered = next((each for each in _open(last) if each.line == refused.answers), None)
    if answered is None or answered.wants is not refused.wants:
        return False
    if answered.wants is Answer.TEXT and answered.asked != refused.sentence:
        return False
    meant = understanding.understand(replace(request, line=text, text=text), Context())
    return meant.is_meant and not meant.is_respelt and bool(meant.does or meant.asks)


def _can_be_read(request: Request, line: str) -> bool:
    """Whether a line that changes nothing finds what it asks: “Fundo do Idoso” may name a new one."""
    found, rest = match(line)
    if any(command.about for command in found):
        return True
    return rehearsed(replace(request, line=line, text=rest), found[0])


def _head(line: str, *, with_number: bool) -> tuple[str, str]:
    """The line up to its command and the number after it, and the rest."""
    found, rest = match(line)
    number = numbers.read(rest, _ANY_YEAR) if with_number and _takes_number(found) else None
    end = len(line) - len(rest) + (number.end if number else 0)
    return line[:end].rstrip(), line[end:].lstrip()


def _takes_number(found: list[Command]) -> bool:
    return any(command.about for command in found)
