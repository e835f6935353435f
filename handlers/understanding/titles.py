"""Free text with a day in it, written as the commands read it: the title as it stands, the day at its end."""

import re
from dataclasses import replace
from datetime import datetime

from handlers.base import Button, Refusal
from handlers.reading import dates, due, offsets
from handlers.reading.due import DueIn
from handlers.understanding.context import Scene
from models import moments
from models.deadlines import Due

EDGES = " \t\n,;:.-\u2013\u2014"
_URGENT = re.compile(
    r"[\s,;-]*(?:\b[eé]\s+(?:muito\s+)?|\bcom\s+)?\b(urgente|urg[eê]ncia|urgent[ií]ssimo)\b[!.\s]*$", re.IGNORECASE
)
_OPENING = re.compile(r"^(?:que|para|pra|pro|p/|de|a|o|é|e|:|,)\s+(?=\S)", re.IGNORECASE)
_THANKS = re.compile(
    r"[\s,;.!?]*\b(?:(?:muito\s+)?obrigad[oa]|por\s+favor|p[fl]v?|valeu|vlw|obg|grat[oa]|abra[çc]os?|bjs?"
    r"|combinado|ok|t[áa])[\s.!?]*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:bom\s+dia|boa\s+(?:tarde|noite)|oi|ol[áa]|tudo\s+bem|por\s+favor|pfv?|favor|(?:vc\s+"
    r"|voc[eê]\s+)?(?:consegue|pode|poderia|podia))[\s,.!?]+",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?<!\w)(?:at[ée]|com\s+prazo\s+at[ée]|prazo)\s+(?=\S)", re.IGNORECASE)
_OF = re.compile(r"d[aoe]s?\s+", re.IGNORECASE)
_DAY_AT_THE_END = re.compile(
    r"\s((?:segunda|ter[çc]a|quarta|quinta|sexta|s[áa]bado|domingo)(?:-feira)?(?:\s+(?:[àa]s\s+)?\d{1,2}(?:h\d{0,2}|:\d\d)))$",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(r"natal|carnaval|p[aá]scoa|finados|ano novo|r[eé]veillon|feriado|corpus", re.IGNORECASE)
_INFINITIVE = re.compile(r"^(?!(?:estar|ser|ter|haver)\b)\w+(?:ar|er|ir|or|ôr|arem|erem|irem)\b", re.IGNORECASE)
_SENDS = re.compile(
    r"[\s,;]*\b(?:sair|sai|saindo|transmitir|transmite|enviar|mandar)\s+((?:s[oó]\s+)?(?:hoje|amanh[ãa]|dia"
    r"|segunda|ter[cç]a|quarta|quinta|sexta|[àa]s|depois).*)$",
    re.IGNORECASE,
)
_CIENCIA = re.compile(r"[\s,;]*\b(?:com\s+)?ci[eê]ncia\s+((?:at[eé]|amanh|hoje|em|dia).*?)(?=[,;]|$)", re.IGNORECASE)
_CUMPRIR = re.compile(r"[\s,;]*\b(?:para\s+)?cumpri(?:r|mento)\s+((?:at[eé]|em|dia)\b.*?)(?=[,;]|$)", re.IGNORECASE)
_CHAT_DATES = (
    (re.compile(r"\bdps(?=\s+d[eo])", re.IGNORECASE), "depois"),
    (re.compile(r"\bq(?=\s+vem\b)", re.IGNORECASE), "que"),
    (re.compile(r"\bp/\s*(?=\d|amanh|hoje|seg|ter|qua|qui|sex|s[aá]b|dom)", re.IGNORECASE), "até "),
    (re.compile(r"\bam[hn]\b", re.IGNORECASE), "amanhã"),
    (re.compile(r"(?<=até )(\d{1,2})\.(\d{1,2})(?![\d.])"), r"\1/\2"),
)


FINE = (dates.Grain.DAY, dates.Grain.HOUR, dates.Grain.MINUTE)


def joined(head: str, place: str, text: str) -> str:
    """A line with a text in its place, the other places empty."""
    return re.sub(r" {2,}", " ", head.replace(place, text).replace("\0", "").replace("\1", "")).strip()


def is_to_be_done(text: str) -> bool:
    """True if the text begins with an infinitive: `enviar o relatório`."""
    return bool(_INFINITIVE.match(opened(text)))


def dated(scene: Scene, head: str, text: str, *, led: str = "até ") -> str:
    """The title as written, then the deadline as a day after `led`. Raises Refusal as the command would."""
    text = text.strip(EDGES) if head.endswith(" que \0") else opened(text)
    for short, whole in _CHAT_DATES:
        text = short.sub(whole, text)
    text = text if led else offsets.absolute(scene.request, text)
    urgent = _URGENT.search(text)
    text = text[: urgent.start()] if urgent else text
    line = joined(head, "\0", text.strip(EDGES))
    first, newline, more = text.partition("\n")
    if ending := _ending(scene, line, first):
        return f"{ending}{' !urgente' if urgent else ''}{newline}{more}"
    found = due.find(replace(scene.request, line=line, text=first), first)
    if found.due is not None and (described := _describing(scene, first)):
        if _HOLIDAY.search(described):
            return first.strip(EDGES)
        dated = Button("É o prazo", joined(head, "\0", f"{_title(found.rest)} {until(found.due)}"))
        plain = Button("Faz parte do assunto", f"{line} sem prazo")
        raise Refusal(f"“{described}” é o prazo, ou faz parte do assunto?", [plain, dated])
    if found.due is None and (last := _DAY_AT_THE_END.search(first)):
        _ask_of_the_last_words(scene, line, last[1])
    marks = " !urgente" if urgent and "!urgente" not in text else ""
    if found.due is None or found.recurrence is not None:
        return f"{first.strip(EDGES)}{marks}{newline}{more}"
    written = f"{_title(found.rest)} {led}{day(found.due)}{marks}"
    again = due.find(replace(scene.request, line=line, text=written), written)
    if again.due is None or again.due.at != found.due.at:
        written = first.strip(EDGES) + marks
    return f"{written}{newline}{more}"


def _ask_of_the_last_words(scene: Scene, line: str, said: str) -> None:
    """Ask whether a day at the end of a text that was not read as its date is the deadline."""
    found = due.find(replace(scene.request, line=line, text=f"até {said}"), f"até {said}")
    if found.due is None or found.recurrence is not None:
        return
    whole = line.removesuffix(said)
    dated = Button("É o prazo", f"{whole.rstrip()} {until(found.due)}")
    raise Refusal(f"“{said}” é o prazo, ou faz parte do assunto?", [dated, Button("Do assunto", f"{line} sem prazo")])


def _describing(scene: Scene, text: str) -> str:
    """The words of a day that "de" joins to what stands before it: "reunião de sexta", "contrato do natal"."""
    found = dates.find(text, moments.local(scene.request.now), scene.request.calendar)
    if found is None or found.is_until or found.term is not None:
        return ""
    before = text[: found.span[0]].split()
    led = _OF.match(found.words.strip()) or (before and _OF.fullmatch(f"{before[-1]} "))
    return found.words.strip() if led and before else ""


def _ending(scene: Scene, line: str, text: str) -> str:
    """The title and the deadline where "até" leads the end of the text: a day before it belongs to the subject."""
    marks = list(_UNTIL.finditer(text))
    if not marks or "!" in text or "#" in text:
        return ""
    title, ending = text[: marks[-1].start()].strip(EDGES), text[marks[-1].start() :].strip(EDGES)
    found = due.find(replace(scene.request, line=line, text=ending), ending)
    if found.due is None or found.recurrence is not None or found.rest.strip(f"{EDGES}?") or not title:
        return ""
    return f"{title} {until(found.due)}"


def opened(text: str) -> str:
    """A text without the greeting and the joining words before it and the thanks after it."""
    text = _THANKS.sub("", text.strip(EDGES)).strip(EDGES)
    while (shorter := _OPENING.sub("", _GREETING.sub("", text, count=1), count=1)) != text:
        text = shorter.strip(EDGES)
    return re.sub(r"^(?:me|nos|se)\s+(?=\w)", "", text, flags=re.IGNORECASE)


def _title(text: str) -> str:
    title = " ".join(text.split()).strip(f"{EDGES}?")
    return re.sub(r"(?:,?\s+(?:prazo|até|para|pra|no|na|em|e))+$", "", title, flags=re.IGNORECASE).strip(EDGES)


def until(when: Due) -> str:
    return f"até {day(when)}"


def day(when: Due) -> str:
    at = moments.local(when.at)
    return f"{at:%d/%m/%Y}" + ("" if when.date_only else f" {_hour(at)}")


def _hour(at: datetime) -> str:
    return f"{at.hour}h{at.minute:02d}" if at.minute else f"{at.hour}h"


def when(scene: Scene, head: str, text: str) -> str:
    """A day and, after it, why; empty where no day is read. Raises Refusal with the lines that are doubtful."""
    found = due.find(replace(scene.request, line=joined(head, "\1", text), text=text), text)
    if found.due is None:
        return ""
    reason = _reason(found)
    return f"{day(found.due)} {reason}".strip()


def day_alone(scene: Scene, head: str, text: str) -> str:
    """A day with nothing beside it; empty where there is more."""
    found = due.find(replace(scene.request, line=joined(head, "\1", text), text=text), text)
    return day(found.due) if found.due is not None and not _reason(found) else ""


def moment(scene: Scene, head: str, text: str) -> str:
    """A moment with nothing beside it, the first of a stretch; what repeats itself as it is said.

    Empty where there is more, or no moment. Raises Refusal with the lines that are doubtful.
    """
    for short, whole in _CHAT_DATES:
        text = short.sub(whole, text)
    text = offsets.absolute(scene.request, text)
    found = dates.find(text, moments.local(scene.request.now), scene.request.calendar)
    if found is None or found.start is None or found.without(text).strip(f"{EDGES}?"):
        return ""
    if found.recurrence is not None:
        return text.strip(EDGES)
    if found.grain not in (*FINE, None):
        first = Button("O primeiro dia", joined(head, "\1", f"{found.start:%d/%m/%Y}"))
        raise Refusal(f"“{found.words.strip()}” são vários dias. Em qual?", [first])
    if not found.sure:
        return day_alone(scene, head, text)
    return f"{found.start:%d/%m/%Y}" + (f" {_hour(found.start)}" if found.start.hour else "")


def _reason(found: DueIn) -> str:
    text = found.rest.strip(f"{EDGES}?")
    return re.sub(r"^(?:para|pra|pro|até|em|no|na)\s*(?:[,;:.-]\s*|$)", "", text, flags=re.IGNORECASE).strip(EDGES)


def of_act(scene: Scene, head: str, text: str) -> str:
    """The text of an act, with its dates on lines of their own. Raises Refusal with the lines that are doubtful."""
    text, extra = opened(text), []
    for pattern, name in ((_CIENCIA, "ciência"), (_CUMPRIR, "cumprir"), (_SENDS, "transmitir")):
        if (said := pattern.search(text)) and (found := _due_in(scene, said[1])):
            extra.append((name, found))
            text = (text[: said.start()] + text[said.end() :]).strip(EDGES)
    if not any(name == "cumprir" for name, _ in extra):
        found_ = due.find(replace(scene.request, line=joined(head, "\0", text), text=text), text)
        if found_.due is not None and found_.recurrence is None and re.search(r"\bat[eé]\b", text, re.IGNORECASE):
            extra.append(("cumprir", found_.due))
            text = _title(found_.rest)
    order = {"ciência": 0, "cumprir": 1, "transmitir": 2}
    lines = [
        f"{name} {'' if name == 'transmitir' else 'até '}{day(when)}"
        for name, when in sorted(extra, key=lambda each: order[each[0]])
    ]
    return "\n".join([text.strip(EDGES), *lines])


def _due_in(scene: Scene, text: str) -> Due | None:
    return due.find(replace(scene.request, line=text, text=text), text).due


def has_clock(scene: Scene, text: str) -> bool:
    found = dates.find(text, moments.local(scene.request.now), scene.request.calendar)
    return found is not None and found.start is not None and not found.is_past(moments.local(scene.request.now))
