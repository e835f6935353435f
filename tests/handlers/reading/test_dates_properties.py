"""Properties of the reading of any text at all."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.reading.dates import Kind, Reading, find, find_all, impossible

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Sao_Paulo"))
VOCABULARY = """
    hoje amanhã ontem depois antes de do da das dos a o as às à e ou até em no na para por entre desde partir dentro
    daqui prazo próxima próximo que vem esta este nesta segunda terça quarta quinta sexta sábado domingo seg ter 6ª 2ª
    feira - , . ( ) semana mês ano fim final início meio meados último última primeiro 5º dia dias útil úteis corridos
    horas minutos semanas meses anos todo toda todos cada quinzenalmente mensalmente segundas quartas janeiro março
    novembro dezembro nov 5 12 27 31 99 2026 1900 27/11 31/02 1/3 27/11/26 14h 14h30 25h 8:10 7pm 15.30 3-5 9h-11h
    um duas quinze vinte mil meia meio noite manhã tarde natal carnaval véspera santa corpus christi agora expediente
    R$ % nº Lei 8.666/93 OS-5/2026 rua servidores reunião enviar
"""
WORDS = st.sampled_from([*re.findall(r"\S+", VOCABULARY), "\n"])
PHRASES = st.lists(WORDS, max_size=14).map(" ".join)
TEXTS = st.text(max_size=200) | PHRASES | st.lists(PHRASES | st.text(max_size=5), max_size=4).map("".join)
MOMENTS = st.floats(-40_000, 40_000).map(lambda days: NOW + timedelta(days=days))


def check(reading: Reading, text: str) -> None:
    start, end = reading.span
    assert 0 <= start < end <= len(text)
    assert reading.words == text[start:end]
    assert reading.sure == (reading.doubt is None)
    assert reading.start is not None or reading.end is not None
    assert (reading.kind is Kind.TERM) == (reading.term is not None)
    assert (reading.kind is Kind.RECURRENCE) == (reading.recurrence is not None)
    if reading.start and reading.end:
        assert reading.start <= reading.end
    for moment in (reading.start, reading.end):
        assert moment is None or moment.tzinfo is NOW.tzinfo


@given(TEXTS, MOMENTS)
@example("10:30 " * 666, NOW)
@example("até \u202e10/11/2026", NOW)
@example("é" * 4000, NOW)
def test_any_text(text: str, now: datetime) -> None:
    for reading in find_all(text, now):
        check(reading, text)
    if found := find(text, now):
        check(found, text)
    words = impossible(text, now)
    assert words is None or words in text


@given(PHRASES)
def test_twice_the_same(text: str) -> None:
    assert find(text, NOW) == find(text, NOW)


@given(PHRASES)
def test_accents_and_case_do_not_matter_to_a_phrase_without_names(text: str) -> None:
    shouted, found = find(text.upper(), NOW), find(text, NOW)
    if found and shouted and found.words.lower() == shouted.words.lower():
        assert (found.kind, found.start, found.end) == (shouted.kind, shouted.start, shouted.end)


@given(PHRASES)
def test_the_past_is_explicit_or_asked(text: str) -> None:
    reading = find(text, NOW)
    if reading and reading.sure and reading.is_past(NOW):
        assert any(word in reading.words for word in ("ontem", "19", "20", "27/11/26", "antes", "desde")), reading


@pytest.mark.parametrize("weekday", ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"])
@given(now=MOMENTS)
def test_a_weekday_is_within_the_next_seven_days(weekday: str, now: datetime) -> None:
    reading = find(weekday, now)
    assert reading is not None
    assert reading.start is not None
    assert 1 <= (reading.start.date() - now.date()).days <= 7


@given(st.integers(1, 31), MOMENTS)
def test_a_day_of_the_month_is_the_next_one(day: int, now: datetime) -> None:
    reading = find(f"dia {day}", now)
    assert reading is not None
    assert reading.start is not None
    assert reading.start.day == day
    assert 0 <= (reading.start.date() - now.date()).days <= 62


@given(st.dates(datetime(1950, 1, 1).date(), datetime(2199, 12, 31).date()))  # noqa: DTZ001
def test_a_full_date_is_that_date(day: "datetime") -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d-%m-%Y}"):
        reading = find(text, NOW)
        assert reading is not None
        assert reading.start is not None
        assert (reading.start.year, reading.start.month, reading.start.day) == (day.year, day.month, day.day)


@given(st.integers(1, 900))
def test_business_days_are_business_days(n: int) -> None:
    reading = find(f"em {n} dias úteis", NOW)
    assert reading is not None
    assert reading.start is not None
    assert reading.start.weekday() < 5
    weeks, rest = divmod(n, 5)
    assert (reading.start.date() - NOW.date()).days == 7 * weeks + rest
