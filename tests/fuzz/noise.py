"""Questions that any text must survive, and texts made to be hard to read."""

import random
import re
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.reading.dates import Reading, find, find_all, impossible

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Sao_Paulo"))
SLOWEST = 0.25
"""Seconds of work for one text, whatever it holds."""

_WORDS: list[str] = re.findall(
    r"\S+",
    """
    hoje amanhã ontem depois antes de do da das dos a o as à às e ou até em no na para por entre desde partir dentro
    daqui prazo máximo próxima outra que vem esta nesta segunda terça quarta quinta sexta sábado domingo seg ter 6ª 2ª
    feira - , . ( ) : ; / semana mês ano fim início meios último 5º dia dias útil úteis corridos horas minutos semanas
    meses anos todo toda cada sim não vez quinzenalmente segundas janeiro março nov 5 12 27 31 99 2026 1900 9999 27/11
    31/02 29/02/2027 00/13 1/3 27/11/26 27/11/2626 14h 14h30 25h 8:10 10:30 7pm 15.30 3-5 9h-11h 999999 um duas quinze
    (quinze) mil meia meio noite manhã tarde natal carnaval véspera santa corpus christi agora expediente R$ % nº
    Lei 8.666/93 OS-5/2026 rua contar a mesmo ainda ２７/１１ \u202e27/11 1\u200b5 é\u0301 \ufeff 𝟙𝟚 ١٢ 1e9 -1 +3 00:00
    """,
)
_GLUE = (" ", " ", " ", " ", "", "\n", ", ", "\u00a0", "\t")


def text_of(seed: int) -> str:
    """A text of date words, glue and a few arbitrary characters; alike for the same seed."""
    chance = random.Random(seed)
    if chance.random() < 0.1:
        piece: str = chance.choice(_WORDS) + chance.choice(_GLUE)
        return piece * chance.randint(1, 200)
    pieces = []
    for _ in range(chance.choice((2, 4, 8, 16, 40))):
        word = chance.choice(_WORDS) if chance.random() < 0.95 else chr(chance.randrange(1, 0xD800))
        pieces.append(word + chance.choice(_GLUE))
    return "".join(pieces)[:4000]


def check(text: str) -> None:
    """Assert that every question about dates is answered, with words of the text."""
    readings, wrong = _asked(text)
    assert wrong is None or wrong in text, text
    for reading in readings:
        assert reading.words == text[slice(*reading.span)], text
        assert reading.start or reading.end, text
        assert not (reading.start and reading.end and reading.end < reading.start), text


def check_quick(text: str) -> None:
    """Assert that the same questions are answered within the time."""
    took = _seconds(text)
    if took >= SLOWEST:  # garbage of the test itself may have been collected meanwhile
        took = min(took, _seconds(text))
    assert took < SLOWEST, (took, text)


def _asked(text: str) -> tuple[list[Reading], str | None]:
    readings = [*find_all(text, NOW), *filter(None, [find(text, NOW)])]
    return readings, impossible(text, NOW)


def _seconds(text: str) -> float:
    began = time.process_time()
    _asked(text)
    return time.process_time() - began
