"""Words that name a time of the day: 14h30, às oito e meia, meio-dia, à tarde, fim do expediente."""

from __future__ import annotations

from datetime import time

from handlers.reading.dates.figures import Clock, Dotted
from handlers.reading.dates.frame import Frame, Hour, Impossible, Line, Part
from handlers.reading.dates.lexicon import ANY_MONTH, IN, LATE, MIDDLE, NUMBERS, OF, PARTS, THIS, WEEKDAYS, word_set
from handlers.reading.dates.numerals import number

OPENING = time(8)
_LED = frozenset(("as", "das", "pelas", "umas", "sao", "às"))
_HALVES = frozenset(("am", "pm"))
_HOUR_WORDS = word_set("h hs hr hrs hora horas")
_MINUTE_WORDS = word_set("min mins minuto minutos")
_PART_LINKS = word_set("da de pela na a") | THIS
_AFTER_HOUR = word_set(
    "de do da dos das e a ao em no na nos nas para pra com ate hoje amanha desta nesta dia pela pelo por sem que "
    "segunda terca quarta quinta sexta sabado domingo todo toda todos todas"
)
_EARLY_PARTS = {"inicio": "start", "comeco": "start", "principio": "start", "meio": "middle", "plena": "middle",
                "fim": "end", "final": "end", "meados": "middle", "metade": "middle", "finalzinho": "end",
                "comecinho": "start"}  # fmt: skip


def clock(line: Line, i: int, frame: Frame) -> int:
    """A time in figures or words, with its minutes, its half of the day, and "em ponto"; where it stops, else 0."""
    if frame.has_clock:
        return 0
    found = _hour(line, i, after_day=frame.has_day and _follows_its_day(line, i))
    if found is None:
        return 0
    hour, stop, certain = found
    half, after = _half(line, _on_the_dot(line, stop)) if stop < line.count else ("", stop)
    after = _on_the_dot(line, after)
    if not (certain or after > stop or _is_led(line, i, after)):
        return 0
    if half or hour.half:
        hour, after = _extra_half_hour(line, hour, after)
    return _set(frame, hour, half, after)


def _follows_its_day(line: Line, i: int) -> bool:
    """The "14 horas" of "27/11 14 horas" and of "sexta, 14 horas"; not of "sexta, 2 horas de aula"."""
    if line.words[i - 1] != ",":
        return line.values[i - 1] is not None
    stop = i + 2
    return line.words[i + 1] in _HOUR_WORDS and (line.ends_at(stop) or line.words[stop] in IN)


def _set(frame: Frame, hour: Hour, half: str, stop: int) -> int:
    frame.hour = Hour(hour.hour, hour.minute, half or hour.half, hour.open and not half)
    return stop


def _is_led(line: Line, i: int, stop: int) -> bool:
    """Whether a bare figure is a time, as after "às"; "as 5 pessoas" is not."""
    before = line.words[i - 1] if i else ""
    if before == "a" and i > 1 and line.words[i - 2] == "ate":
        before = "as"
    if before not in _LED:
        return False
    if stop > i + 1 and line.words[stop] in ("as", "ate", "ao"):  # das 8 e meia às 10
        return True
    return (
        line.has_crase(i - 1) or line.ends_at(stop) or line.words[stop] in _AFTER_HOUR or line.values[stop] is not None
    )


def _hour(line: Line, i: int, *, after_day: bool) -> tuple[Hour, int, bool] | None:
    """The hour with its minutes, where they stop, and whether they can be nothing but a time."""
    value = line.values[i]
    if isinstance(value, Clock):
        hour, stop = Hour(value.hour, value.minute, value.half, open=value.plain), i + 1
        if "h" in line.words[i] and not value.minute and line.words[stop] == "e":
            minute, stop = _minutes(line, stop)
            hour = hour._replace(minute=minute)
        stop += line.words[stop] in (_MINUTE_WORDS if "h" in line.words[i] else _HOUR_WORDS)
        return (hour, stop, True) if value.hour <= 24 and value.minute < 60 and not _is_length(line, i, value) else None
    if isinstance(value, Dotted):
        whole = line.count == 1 or (i > 0 and line.words[i - 1] in _LED)
        return (
            (Hour(value.hour, value.minute), i + 1, True) if whole and value.hour < 24 and value.minute < 60 else None
        )
    return _named_hour(line, i) or _counted_hour(line, i, after_day=after_day)


def _is_length(line: Line, i: int, value: Clock) -> bool:
    """Whether 24h or 12h, alone, is a length rather than a time."""
    return value.hour == 24 and line.words[i].endswith("h") and (i == 0 or line.words[i - 1] not in _LED)


def _named_hour(line: Line, i: int) -> tuple[Hour, int, bool] | None:
    """A named hour with its minutes: meio-dia, meia noite e quinze."""
    word = line.words[i]
    if word in ("meiodia", "meianoite"):
        name, stop = word[4:], i + 1
    elif word in ("meio", "meia"):
        stop = i + 1 + (line.words[i + 1] == "-")
        name, stop = line.words[stop], stop + 1
    else:
        return None
    if name not in ("dia", "noite") or (name == "dia") is not word.startswith("meio"):
        return None
    minute, stop = _minutes(line, stop)
    return Hour(12 if name == "dia" else 24, minute), stop, True


def _counted_hour(line: Line, i: int, *, after_day: bool = False) -> tuple[Hour, int, bool] | None:
    found = _hour_number(line, i)
    if found is None:
        return None
    hour, stop = found
    said = line.words[stop] in _HOUR_WORDS
    minute, after = _minutes(line, stop + said, bare=said)
    worded = line.number(i) is None
    halved = after > stop + said and line.words[after - 1] in ("meia", "minutos")
    if said and not (after_day or _hours_are_a_time(line, i, after)):
        return None
    first = i == 0 and (after > stop + said or (worded and line.words[after : after + 2] == ["do", "dia"]))
    certain = (
        said or (halved and worded and line.words[i] not in ("um", "dois")) or (first and not _is_month(line, after))
    )
    return Hour(hour, minute, open=True), after, certain


def _is_month(line: Line, i: int) -> bool:
    """Whether a month follows, as in "10 e 11 de dezembro"."""
    return line.words[i + (line.words[i] == "de")] in ANY_MONTH


def _hour_number(line: Line, i: int) -> tuple[int, int] | None:
    found = number(line, i)
    if found is None or found[0] > 24:
        word = NUMBERS.get(line.words[i])
        found = (word, i + 1) if word is not None and word <= 24 else None
    return found


def _hours_are_a_time(line: Line, i: int, stop: int) -> bool:
    """Whether "8 horas" is a time, as in "às 8 horas", "amanhã 8 horas", "8 horas da manhã"; else it is a length."""
    before = line.words[i - 1] if i else ""
    return (
        before in _LED
        or (i > 0 and line.has_crase(i - 1))
        or is_until_an_hour(line, i)
        or before in _DAY_WORDS
        or bool(_half(line, stop)[0])
        or line.words[i] == "zero"
        or is_hour_of_a_day(line, i, stop)
    )


def is_until_an_hour(line: Line, i: int) -> bool:
    """Whether "até 18 horas" is a time; "em até 18 horas" and "até 48 horas" are lengths."""
    found = number(line, i)
    if found is None or not 1 <= found[0] <= 23 or line.words[i - 1] not in ("ate", "ateh"):
        return False
    return i < 2 or line.words[i - 2] not in ("em", "de", "por", "dentro", "prazo", "com", "durante", "no")


def is_hour_of_a_day(line: Line, i: int, stop: int) -> bool:
    """Whether "13 horas" is a time, as in "13 horas de amanhã"."""
    return line.words[stop] == "de" and line.words[stop + 1] in _DAY_WORDS and (line.number(i) or 0) >= _EARLIEST


_EARLIEST = 7  # "2 horas de sexta" are a length
_DAY_WORDS = word_set("hoje amanha segunda terca quarta quinta sexta sabado domingo feira")


def _minutes(line: Line, i: int, *, bare: bool = False) -> tuple[int, int]:
    """The minutes in words: "e meia", "e quinze", "e 45 minutos"; 30 as in "14 horas 30 minutos"."""
    joined = line.words[i] == "e"
    j = i + joined
    if joined and line.words[j] == "meia" and line.words[j + 1] != "noite":
        return 30, j + 1
    if joined and line.words[j] == "um" and line.words[j + 1] == "quarto":
        return 15, j + 2
    found = number(line, j)
    if found is None or not 0 < found[0] < 60:
        return 0, i
    named = line.words[found[1]] in _MINUTE_WORDS
    if found[0] == 1 and not named:  # entre meio-dia e uma
        return 0, i
    if line.words[found[1]] == "do" and line.words[found[1] + 1] != "dia":
        return 0, i
    bare = bare and len(line.words[j]) == 2 and line.number(j) is not None
    if not named and (not (joined or bare) or not (line.ends_at(found[1]) or line.words[found[1]] in _AFTER_MINUTES)):
        return 0, i
    return found[0], found[1] + named


_AFTER_MINUTES = word_set("da de pela am pm em amanha hoje do no na desta nesta ate a")


def _half(line: Line, i: int) -> tuple[str, int]:
    """The half of the day (am, pm, da manhã, pela tarde, esta noite), and where it stops."""
    half, stop = "", i
    if line.words[i] in _HALVES:
        half, stop = line.words[i], i + 1
    link = line.words[stop]
    j = stop + (link in _PART_LINKS)
    if line.words[j] in THIS:
        j += 1
    part = PARTS.get(line.words[j], "")
    if j > stop and part and part != "almoco":
        return half or part, j + 1
    return half, stop


def _on_the_dot(line: Line, i: int) -> int:
    word = line.words[i]
    if word == "em" and line.words[i + 1] == "ponto":
        return i + 2
    if word == "mais" and line.words[i + 1 : i + 3] == ["ou", "menos"]:
        return i + 3
    return i


def _extra_half_hour(line: Line, hour: Hour, i: int) -> tuple[Hour, int]:
    """The hour with "e meia" after its half of the day: 8pm e meia."""
    if not hour.minute and line.words[i : i + 2] == ["e", "meia"]:
        return hour._replace(minute=30), i + 2
    return hour, i


def no_hour(line: Line, i: int) -> tuple[Impossible, int] | None:
    """An impossible hour: 25h, 10:75, às 25."""
    value, led = line.values[i], line.words[i - 1] in ("as", "das")
    if isinstance(value, Clock):
        if value.hour <= 24 and value.minute < 60 and not (value.hour == 24 and value.minute):
            return None
        clocked = "h" in line.words[i] or led or value.hour <= 24
        return (Impossible(), i + 1) if clocked else None
    if led and isinstance(value, int) and 24 < value < 100 and line.ends_at(i + 1):
        return (Impossible(), i + 1) if line.has_crase(i - 1) else None
    return None


def relative_to_hour(line: Line, i: int, frame: Frame) -> int:
    """A time before or after an hour: quinze para o meio-dia, 3 min para as cinco, quinze depois das oito."""
    found = number(line, i) if line.words[i + 1] in _BEFORE_HOUR else None
    if found is None or not 0 < found[0] < 60 or frame.has_clock:
        return 0
    count, j = found
    j += line.words[j] in _MINUTE_WORDS
    sign = _SIGNS.get(line.words[j], 0)
    merged = line.words[j] in ("pras", "pro")
    if not sign or not (merged or line.words[j + 1] in ("as", "o", "a", "das", "do", "meio", "meia", "meiodia")):
        return 0
    j += 1 + (line.words[j + 1] in ("as", "o", "a", "das", "do"))
    target = _named_hour(line, j) or (_counted_hour(line, j) if line.words[j - 1] in _BEFORE_AN_HOUR else None)
    if target is None:
        return 0
    hour, stop, _ = target
    if hour.minute or _is_a_distance(line, i):
        return 0
    half, stop = _half(line, stop)
    total = hour.hour * 60 + sign * count
    return _set(frame, Hour(total // 60, total % 60, open=hour.open), half, stop)


_BEFORE_AN_HOUR = frozenset(("as", "a", "das", "pras"))
_SIGNS = {"para": -1, "pra": -1, "pras": -1, "pro": -1, "depois": 1}
_BEFORE_HOUR = _MINUTE_WORDS | set(_SIGNS) | {"e", "("}


def _is_a_distance(line: Line, i: int) -> bool:
    return i > 0 and line.words[i - 1] in ("faltam", "falta")


def part_of_day(line: Line, i: int, frame: Frame) -> int:
    """A part of the day: à tarde, de manhã, amanhã cedo; "mais tarde" and "boa noite" are none."""
    if line.words[i] in THIS:
        return part_of_day(line, i + 1, frame) if line.words[i + 1] in PARTS else 0
    if frame.part is not None and frame.part.name == PARTS[line.words[i]]:
        return i + 1
    if frame.part is not None or (frame.has_clock and frame.hour is None):
        return 0
    name, before = PARTS[line.words[i]], line.words[i - 1] if i else ""
    if name == "almoco" and not frame.is_empty and before == "no":
        frame.part = Part(name)
        return i + 1
    if name == "almoco" or (before in ("mais", "boa", "bom", "muito", "da", "de") and not _links_part(line, i, frame)):
        return 0
    if frame.is_empty and (line.words[i] == "cedo" or not (before in _PART_OPENERS or line.count == 1)):
        return 0
    frame.part = Part(name)
    return i + 1


_PART_OPENERS = word_set("a de pela na esta essa nesta nessa desta dessa logo")


def _links_part(line: Line, i: int, frame: Frame) -> bool:
    """Whether a preposition joins a part of the day: "de manhã" stands alone; "da tarde" needs a day before it."""
    before = line.words[i - 1]
    return before == "de" or (before == "da" and not frame.is_empty)


def edge_of_part(line: Line, i: int, frame: Frame) -> int:
    """An edge of a part of the day: fim da tarde, início da manhã, últimas horas da noite, em plena tarde."""
    if frame.part is not None or frame.has_clock:
        return 0
    edge, j = _EARLY_PARTS.get(line.words[i], ""), i + 1
    if line.words[j] == "horas":
        edge, j = "end" if line.words[i] in LATE else "start", j + 1
    if not edge:
        return 0
    j += line.words[j] in OF
    part = PARTS.get(line.words[j])
    if part is None or (part == "almoco" and edge == "middle" and line.words[i] not in MIDDLE):
        return 0
    frame.part = Part(part, edge)
    return j + 1


def working_day_edge(line: Line, i: int, frame: Frame) -> int:
    """An edge of the working day: fim do expediente, fim do dia; início do expediente; primeira hora."""
    if frame.has_clock or line.words[i + 1] not in ("do", "de", "hora", "horario"):
        return 0
    edge, what = _EARLY_PARTS.get(line.words[i]), line.words[i + 2]
    if line.words[i] in ("primeira", "primeiro"):
        frame.edge_of_day = OPENING if line.words[i + 1] in ("hora", "horario") else None
        return i + 2 if frame.edge_of_day and (line.ends_at(i + 2) or line.words[i + 2] in _AFTER_HOUR) else 0
    if edge == "end" and (what in _NAMED_DAYS or (what == "dia" and line.number(i + 3) is not None)):
        frame.edge_of_day = line.closing
        return i + 1
    if what not in ("expediente", "exp", "dia") or edge not in ("start", "end") or line.number(i + 3) is not None:
        return 0
    frame.edge_of_day = line.closing if edge == "end" else OPENING
    return i + 3


_NAMED_DAYS = frozenset(WEEKDAYS) | {"hoje", "amanha"}


def lunch(line: Line, i: int, frame: Frame) -> int:
    """A time around lunch: na hora do almoço, depois do almoço."""
    words = line.words
    if frame.has_clock or frame.part is not None:
        return 0
    if words[i] in ("hora", "horario") and words[i + 1] in ("do", "de") and words[i + 2] == "almoco":
        frame.part = Part("almoco")
        return i + 3
    if words[i] in ("depois", "apos", "antes"):
        j = i + 1 + (words[i + 1] in ("do", "o"))
        if words[j] == "almoco":
            frame.part = Part("manha" if words[i] == "antes" else "tarde")
            return j + 1
    return 0
