"""Legal terms: worked examples, the properties any engine must keep, doubts, memory, files of rules, bad input."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.calendar import RECESSO_FORENSE, Calendar, CalendarError, DayKind, Recess, RecessEffect, SpecialDay
from models.counting import (
    CountingError,
    InRecess,
    Roll,
    Rule,
    ShortDay,
    StartRule,
    Unit,
    count,
    count_json,
    load_rules,
    prevailing,
    rule,
    rule_from_json,
)
from tests.work import calls

SHARED = Path(__file__).resolve().parents[3] / "shared" / "domain"
NATIONAL = Calendar("nacional", state="")
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/domain is not on this machine")

UTEIS, CORRIDOS, MESES, ANOS = "dias_uteis", "dias_corridos", "meses", "anos"
FORENSE = {"recesso_cpc220": True, "carnaval_corpus_non_business": True}


def term(unit: str, n: int | None = None, roll: str = "nenhum", **more: Any) -> dict[str, Any]:
    return {"unit": unit, "n": n, "roll": roll, **more}


WORKED: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("2021-12-28", term(UTEIS, 15), {"extra_non_business": ["2021-12-31"]}, "2022-01-19"),
    ("2021-12-28", term(UTEIS, 15), {}, "2022-01-18"),
    ("2023-05-03", term(UTEIS, 15), {}, "2023-05-24"),
    ("2026-11-03", term(UTEIS, 15), {}, "2026-11-25"),
    ("2026-11-06", term(UTEIS, 1), {}, "2026-11-09"),
    ("2026-11-06", term(CORRIDOS, 1, "proximo_util"), {}, "2026-11-09"),
    ("2026-11-06", term(CORRIDOS, 1), {}, "2026-11-07"),
    ("2026-10-03", term(UTEIS, 10, start_rule="desloca_inicio_para_util"), {}, "2026-10-20"),
    ("2026-10-03", term(UTEIS, 10), {}, "2026-10-19"),
    ("2010-04-09", term(CORRIDOS, 5, "proximo_util", start_rule="primeiro_dia_util_seguinte"), {}, "2010-04-16"),
    ("2025-12-18", term(UTEIS, 15, start_rule="publicacao_dje"), FORENSE, "2026-02-10"),
    ("2021-12-16", term(UTEIS, 5), FORENSE, "2022-01-26"),
    ("2026-12-14", term(UTEIS, 5), {"suspensions": [["2026-12-20", "2027-01-06"]]}, "2027-01-07"),
    ("2026-12-14", term(CORRIDOS, 10), {"suspensions": [["2026-12-20", "2027-01-06"]]}, "2027-01-11"),
    ("2026-12-14", term(CORRIDOS, 10), {"interruptions": [["2026-12-20", "2027-01-06"]]}, "2027-01-16"),
    ("2026-12-14", term(CORRIDOS, 10), {"closed": [["2026-12-20", "2027-01-06"]]}, "2026-12-24"),
    ("2026-12-14", term(CORRIDOS, 10, in_recess="corre"), FORENSE, "2026-12-24"),
    ("2026-12-10", term(MESES, 1, missing_day="ultimo_dia"), FORENSE, "2027-02-11"),
    ("2026-12-14", term(CORRIDOS, 5, suspensions=[["2026-12-16", "2026-12-18"]]), {}, "2026-12-22"),
    ("2013-01-24", term(MESES, 12, missing_day="ultimo_dia"), {}, "2014-01-24"),
    ("2013-09-03", term(MESES, 12, missing_day="ultimo_dia", minus_one_day=True), {}, "2014-09-02"),
    ("2026-01-31", term(MESES, 1, missing_day="ultimo_dia"), {}, "2026-02-28"),
    ("2026-01-31", term(MESES, 1, missing_day="imediato"), {}, "2026-03-01"),
    ("2024-02-29", term(ANOS, 1, missing_day="imediato"), {}, "2025-03-01"),
    ("2024-01-10", term(CORRIDOS, -60, "anterior_util"), {}, "2023-11-10"),
    ("2026-11-25", term(UTEIS, -15), {}, "2026-11-03"),
    ("2016-02-12", term(CORRIDOS, 45, start_rule="inclui_inicio"), {}, "2016-03-27"),
    ("2018-03-31", term("data_fixa", roll="proximo_util"), {}, "2018-04-02"),
    ("2018-01-10", term("data_fixa", roll="proximo_util", fixed_date="03-31"), {}, "2018-04-02"),
    ("2026-11-23", term("data_fixa", fixed_date="08-31", recurrence="quadrienal"), {}, "2029-08-31"),
    ("2026-11-03", term("dia_do_mes", 20, "anterior_util"), {}, "2026-11-19"),
    ("2026-11-03", term("ate_fim_do_mes", roll="anterior_util", months=[2, 5, 9]), {}, "2027-02-26"),
    ("2023-01-01", term("enesimo_dia_util_do_mes", 5), {}, "2023-01-06"),
    ("2024-02-01", term("ultimo_dia_util_do_mes_seguinte"), {"extra_non_business": ["2024-03-28"]}, "2024-03-27"),
    ("2025-03-01", term("ultimo_dia_do_mes_seguinte"), {}, "2025-04-30"),
    ("2026-11-03T14:30-03:00", term("horas", 48), {}, "2026-11-05T14:30-03:00"),
]


@pytest.mark.parametrize(("start", "law", "calendar", "end"), WORKED)
def test_worked_examples(start: str, law: dict[str, Any], calendar: dict[str, Any], end: str) -> None:
    answer = count_json({"start": start, "rule": law, "calendar": {"base": "nacional", **calendar}})
    assert answer.get("end") == end, answer
    assert all(answer["memory"])


def shared(name: str) -> dict[str, Any]:
    path = SHARED / name
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return content


@needs_shared
@pytest.mark.parametrize("example", shared("prazo_examples.json").get("examples", []), ids=lambda each: each["id"])
def test_shared_examples(example: dict[str, Any]) -> None:
    if example.get("check") == "none":
        pytest.skip("a fact that its rule does not compute")
    answer = count_json(example)
    assert answer.get("end") == example["expected_end"], answer
    if "expected_first_day" in example:
        assert answer["first_day"] == example["expected_first_day"]


@needs_shared
@pytest.mark.parametrize(
    "example", shared("../samples/samples_relations/dates.json").get("cases", []), ids=lambda each: each["name"]
)
def test_shared_dates_of_the_relations(example: dict[str, Any]) -> None:
    answer = count_json({"start": example["start"], "rule": example["rule"], "calendar": example["calendar"]})
    assert answer.get("end") == example["end"], answer


RECESS = (date(2026, 12, 21), date(2027, 1, 31))


@pytest.mark.parametrize(
    ("id_", "start", "plain", "suspended", "interrupted"),
    [
        ("sancao_veto", "2026-11-26", "2026-12-17", "2026-12-17", "2026-12-17"),
        ("sancao_veto", "2026-12-10", "2027-01-04", "2027-01-04", "2027-01-04"),
        ("parecer_autografo", "2026-11-26", "2026-12-03", "2026-12-03", "2026-12-03"),
        ("veto_apreciacao", "2026-12-16", "2027-01-15", "2027-02-26", "2027-03-02"),
        ("materia_urgencia", "2026-11-24", "2027-01-08", "2027-02-19", "2027-03-17"),
        ("camara_envio_autografo", "2026-11-24", "2026-12-04", "2026-12-04", "2026-12-04"),
        ("camara_envio_autografo", "2026-12-14", "2026-12-24", "2027-02-04", "2027-02-10"),
    ],
)
def test_terms_of_the_council_stand_still_in_its_recess(
    id_: str, start: str, plain: str, suspended: str, interrupted: str
) -> None:
    for effect, end in (
        (None, plain),
        (RecessEffect.SUSPENDS, suspended),
        (RecessEffect.INTERRUPTS, interrupted),
    ):
        camara = Calendar("Câmara", recesses=[Recess(*RECESS, effect=effect)] if effect else [])
        bodies = {"": Calendar("prefeitura"), "Câmara": camara}
        assert count_json({"start": start, "rule": id_}, bodies.__getitem__)["end"] == end, effect


# --- properties ------------------------------------------------------------------------------------------------------

STARTS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
TERMS = st.integers(1, 400)
FORWARD = st.sampled_from([StartRule.EXCLUDE, StartRule.SHIFT, StartRule.FIRST_BUSINESS, StartRule.GAZETTE])


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """A calendar with a few closed days and perhaps a recess around the terms that are tried."""
    closed = draw(st.lists(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=8))
    first = draw(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    recess = Recess(first, first + timedelta(draw(st.integers(0, 60))))
    recesses = draw(st.sampled_from([(), (recess,), (RECESSO_FORENSE,)]))
    return Calendar("teste", "SP", [_closed(day) for day in closed], recesses)


def _closed(day: date) -> SpecialDay:
    return SpecialDay(day, "sem expediente", DayKind.SUSPENSION)


def end_of(law: Rule, start: date, calendar: Calendar = NATIONAL) -> date:
    return count(law, start, calendar).end


@given(STARTS, TERMS, FORWARD, calendars())
def test_a_term_in_business_days_ends_on_one(start: date, n: int, start_rule: StartRule, calendar: Calendar) -> None:
    counted = count(Rule(Unit.BUSINESS_DAYS, n, start_rule), start, calendar)
    assert calendar.is_business_day(counted.end)
    assert counted.first_day is not None
    assert start < counted.first_day <= counted.end
    assert calendar.business_days_between(counted.first_day, counted.end) == n - 1


@given(STARTS, TERMS, st.sampled_from([Roll.NONE, Roll.NEXT]), calendars())
def test_corridos_never_end_before_the_plain_sum(start: date, n: int, roll: Roll, calendar: Calendar) -> None:
    assert end_of(Rule(Unit.DAYS, n, roll=roll), start, calendar) >= start + timedelta(n)


@given(STARTS, TERMS, calendars())
def test_uteis_are_never_shorter_than_corridos(start: date, n: int, calendar: Calendar) -> None:
    corridos = end_of(Rule(Unit.DAYS, n), start, calendar)
    assert end_of(Rule(Unit.BUSINESS_DAYS, n), start, calendar) >= corridos


@given(st.dates(date(2019, 6, 1), date(2031, 6, 1)), TERMS, FORWARD, calendars(), st.integers(-5, 600))
def test_a_new_holiday_never_shortens(start: date, n: int, how: StartRule, calendar: Calendar, offset: int) -> None:
    later = calendar.with_days([_closed(start + timedelta(offset))])
    for law in (Rule(Unit.BUSINESS_DAYS, n, how), Rule(Unit.DAYS, n, how, Roll.NEXT)):
        assert end_of(law, start, later) >= end_of(law, start, calendar)


@given(STARTS, TERMS, st.sampled_from([Unit.DAYS, Unit.BUSINESS_DAYS]), calendars())
def test_ciencia_on_a_day_off_is_ciencia_on_the_next_business_day(
    start: date, n: int, unit: Unit, calendar: Calendar
) -> None:
    law = Rule(unit, n, StartRule.SHIFT, Roll.NEXT)
    assert end_of(law, start, calendar) == end_of(law, calendar.next_business_day(start), calendar)


@given(STARTS)
def test_one_day_from_a_friday(start: date) -> None:
    friday = start + timedelta((4 - start.weekday()) % 7)
    monday = friday + timedelta(3)
    assume(NATIONAL.is_business_day(monday))
    assert end_of(Rule(Unit.BUSINESS_DAYS, 1), friday) == monday
    assert end_of(Rule(Unit.DAYS, 1, roll=Roll.NEXT), friday) == monday
    assert end_of(Rule(Unit.DAYS, 1), friday) == friday + timedelta(1)


@given(STARTS, st.times(), TERMS)
def test_days_are_civil_days_of_sao_paulo(day: date, hour: time, n: int) -> None:
    local = datetime.combine(day, hour, NATIONAL.zone)
    law = Rule(Unit.BUSINESS_DAYS, n)
    assert end_of(law, local.astimezone(UTC)) == end_of(law, local.astimezone(UTC).astimezone(NATIONAL.zone).date())


@given(STARTS, STARTS, TERMS, FORWARD, calendars())
def test_a_later_event_never_ends_earlier(one: date, two: date, n: int, how: StartRule, calendar: Calendar) -> None:
    for law in (Rule(Unit.BUSINESS_DAYS, n, how), Rule(Unit.DAYS, n, how, Roll.NEXT)):
        assert end_of(law, min(one, two), calendar) <= end_of(law, max(one, two), calendar)


# --- doubts, half days, hours, two steps -----------------------------------------------------------------------------


def test_an_undecided_day_gives_both_dates_and_the_earlier_is_used() -> None:
    doubtful = SpecialDay(date(2021, 12, 31), "véspera", DayKind.PONTO_FACULTATIVO)
    counted = count(Rule(Unit.BUSINESS_DAYS, 15), date(2021, 12, 28), NATIONAL.with_days([doubtful]))
    assert (counted.end, counted.other_end) == (date(2022, 1, 18), date(2022, 1, 19))
    assert any("31/12/2021" in line and "véspera" in line for line in counted.memory)
    settled = count(Rule(Unit.BUSINESS_DAYS, 15), date(2022, 3, 1), NATIONAL.with_days([doubtful]))
    assert settled.other_end is None


def test_backwards_the_earlier_date_is_the_one_that_closes() -> None:
    doubtful = SpecialDay(date(2026, 11, 4), "véspera", DayKind.PONTO_FACULTATIVO)
    counted = count(Rule(Unit.BUSINESS_DAYS, -2), date(2026, 11, 6), NATIONAL.with_days([doubtful]))
    assert (counted.end, counted.other_end) == (date(2026, 11, 3), date(2026, 11, 4))


def test_a_month_without_the_day_and_no_law_chosen_gives_both() -> None:
    counted = count(Rule(Unit.MONTHS, 1), date(2026, 1, 31), NATIONAL)
    assert (counted.end, counted.other_end) == (date(2026, 2, 28), date(2026, 3, 1))
    assert count(Rule(Unit.MONTHS, 1), date(2026, 1, 15), NATIONAL).other_end is None


@pytest.mark.parametrize(
    ("short_day", "closes", "opens", "end"),
    [
        (ShortDay.CLOSES_EARLY, time(13), None, date(2026, 12, 28)),
        (ShortDay.CLOSES_EARLY, None, time(12), date(2026, 12, 24)),
        (ShortDay.ANY, None, time(12), date(2026, 12, 28)),
        (ShortDay.NONE, time(13), None, date(2026, 12, 24)),
    ],
)
def test_half_days(short_day: ShortDay, closes: time | None, opens: time | None, end: date) -> None:
    eve = SpecialDay(date(2026, 12, 24), "véspera", DayKind.PONTO_FACULTATIVO, from_time=closes, until_time=opens)
    law = Rule(Unit.DAYS, 10, roll=Roll.NEXT, short_day=short_day)
    assert end_of(law, date(2026, 12, 14), NATIONAL.with_days([eve])) == end


def test_the_cut_hour_of_the_lai() -> None:
    before = datetime(2026, 11, 3, 18, 59, tzinfo=NATIONAL.zone)
    assert count(rule("lai"), before, NATIONAL).first_day == date(2026, 11, 4)
    assert count(rule("lai"), before + timedelta(minutes=1), NATIONAL).first_day == date(2026, 11, 5)


def test_hours_run_minute_to_minute_through_summer_time() -> None:
    start = datetime(2018, 11, 3, 14, 30, tzinfo=NATIONAL.zone)
    end = count(Rule(Unit.HOURS, 24), start, NATIONAL).end
    assert isinstance(end, datetime)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=24)
    assert (end.hour, end.minute) == (15, 30)


def test_hours_from_a_day_without_hour_are_doubtful() -> None:
    answer = count_json({"start": "2026-11-03", "rule": "veto_motivos_48h"})
    assert answer["end"] == "2026-11-05T00:00-03:00"
    assert answer["other_end"] == "2026-11-06T00:00-03:00"


def test_hours_after_a_term_in_days_begin_when_it_ends() -> None:
    law = Rule(Unit.BUSINESS_DAYS, 15, then=(Rule(Unit.HOURS, 48),))
    assert count(law, date(2026, 11, 3), NATIONAL).end == datetime(2026, 11, 28, tzinfo=NATIONAL.zone)


def test_the_extension_counts_from_the_rolled_end() -> None:
    first = count(rule("lai"), date(2014, 7, 26), NATIONAL).end
    assert first == date(2014, 8, 18)  # counted to Sunday the 17th
    assert count(rule("lai").extended(), date(2014, 7, 26), NATIONAL).end == date(2014, 8, 28)
    with pytest.raises(CountingError, match="não tem prorrogação"):
        rule("veto").extended()


def test_a_yearly_interruption_of_a_long_term_is_refused_not_endless() -> None:
    recess = Recess(date(2000, 12, 20), date(2001, 1, 20), "recesso", RecessEffect.INTERRUPTS, yearly=True)
    with pytest.raises(ValueError, match="vai de 1900 a 2200"):
        count(Rule(Unit.DAYS, 400), date(2026, 1, 10), NATIONAL.with_recesses([recess]))


def test_administrative_terms_may_run_through_a_recess() -> None:
    calendar = NATIONAL.with_recesses([RECESSO_FORENSE])
    law = Rule(Unit.BUSINESS_DAYS, 5, in_recess=InRecess.RUNS)
    assert end_of(law, date(2026, 12, 17), calendar) == date(2026, 12, 24)


# --- memory ----------------------------------------------------------------------------------------------------------


def test_the_memory_can_be_checked_by_hand() -> None:
    counted = count(rule("veto"), date(2026, 11, 3), Calendar("Prefeitura", version="7"))
    assert counted.memory[2:] == (
        "Evento: 03/11/2026 (terça-feira) — autógrafo protocolado na Prefeitura.",
        "Primeiro dia contado: 04/11/2026 (quarta-feira).",
        "Não contam os dias de 07/11/2026 a 08/11/2026: fim de semana.",
        "Não conta 14/11/2026 (sábado): fim de semana.",
        "Não conta 15/11/2026 (domingo): feriado nacional: Proclamação da República.",
        "Não conta 20/11/2026 (sexta-feira): feriado nacional: Dia Nacional de Zumbi e da Consciência Negra.",
        "Não contam os dias de 21/11/2026 a 22/11/2026: fim de semana.",
        "Último dia da contagem: 25/11/2026 (quarta-feira).",
        "Calendário: Prefeitura (feriados nacionais e de SP), versão 7.",
    )


def test_the_memory_names_every_day_the_roll_leaves_behind() -> None:
    lines = count(Rule(Unit.DAYS, 2, roll=Roll.NEXT), date(2026, 12, 23), NATIONAL).memory
    assert "Não conta 25/12/2026 (sexta-feira): feriado nacional: Natal." in lines
    assert "Não contam os dias de 26/12/2026 a 27/12/2026: fim de semana." in lines
    assert "O prazo passa ao dia útil seguinte: 28/12/2026 (segunda-feira)." in lines


def test_the_memory_of_a_century_is_short() -> None:
    counted = count(Rule(Unit.BUSINESS_DAYS, 25_000), date(2026, 1, 1), NATIONAL)
    work = calls(lambda: counted.memory)
    assert work < 1_000_000
    assert len(counted.memory) < 80


def test_a_rule_out_of_force_is_counted_with_a_warning() -> None:
    lines = count(rule("lai", on=date(2010, 1, 4)), date(2010, 1, 4), NATIONAL).memory
    assert any("não estava em vigor (vale desde 16/05/2012)" in line for line in lines)


def test_the_memory_speaks_of_local_days() -> None:
    late_in_london = datetime(2026, 11, 4, 1, 30, tzinfo=UTC)
    lines = count(Rule(Unit.BUSINESS_DAYS, 5), late_in_london, NATIONAL).memory
    assert "Evento: 03/11/2026 (terça-feira) às 22:30 — data informada." in lines
    assert not any("considera-se" in line for line in lines)


def test_precedence() -> None:
    printed, computed = date(2026, 11, 10), date(2026, 11, 12)
    holds, text = prevailing(printed, None, computed)
    assert holds == printed
    assert text == (
        "Vale a data impressa no documento: 10/11/2026 (terça-feira). "
        "A calculada pela regra é 12/11/2026 (quinta-feira), 2 dias depois."
    )
    assert prevailing(None, computed, computed) == (computed, "")
    with pytest.raises(CountingError):
        prevailing(None, None, None)


# --- the file of rules -----------------------------------------------------------------------------------------------

WITHOUT_NUMBER = frozenset(Unit) - {
    unit for unit in Unit if unit.is_count or unit.needs_n or unit.value.startswith(("data_fixa", "ate_", "ultimo_"))
}


def test_every_rule_of_the_house_counts_or_says_why_not() -> None:
    for each in load_rules().values():
        assert each.source, each.id
        assert each.confidence, each.id
        answer = count_json({"start": "2026-11-03", "rule": each.id})
        assert ("error" if each.unit in WITHOUT_NUMBER else "end") in answer, (each.id, answer)


def test_aliases_name_one_rule_each() -> None:
    names = [alias for each in load_rules().values() for alias in each.aliases]
    assert len(names) == len(set(names))
    assert rule("LAI").id == "lai_pedido"
    assert rule("pedido de informação").id == "requerimento_camara"


@needs_shared
def test_the_facts_of_the_reference_carry_over() -> None:
    ours = load_rules()
    for key, reference in load_rules(SHARED / "deadlines.json").items():
        for field in ("unit", "n", "start_rule", "roll", "fixed_date", "confidence", "first_mandate_year"):
            assert getattr(ours[key], field) == getattr(reference, field), (key, field)
        assert set(ours[key].months) == set(reference.months), key


def test_versions_of_a_rule() -> None:
    assert rule("precatorios", on=date(2024, 1, 1)).fixed_date == (4, 2)
    assert rule("precatorios", on=date(2026, 1, 1)).fixed_date == (2, 1)
    assert load_rules(on=date(2000, 1, 1)).keys() < load_rules().keys()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "Não consegui ler"),
        ("{}", "deveria ter uma lista"),
        ('{"rules": [{"unit": "horas"}]}', "regra nº 1: falta o id"),
        ('{"rules": [{"id": "x", "unit": "luas"}]}', "regra x: unit: não conheço “luas”"),
        ('{"rules": [{"id": "x", "unit": "data_fixa"}, {"id": "x", "unit": "data_fixa"}]}', "duas versões"),
    ],
)
def test_refused_files(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "prazos.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CountingError, match=sentence):
        load_rules(path)


# --- bad input -------------------------------------------------------------------------------------------------------

OK = {"unit": UTEIS, "n": 5}


@pytest.mark.parametrize(
    ("obj", "sentence"),
    [
        (None, "Escreva um objeto"),
        ({"rule": OK}, "Falta o dia do evento"),
        ({"start": "2026-11-03"}, "Falta a regra"),
        ({"start": 20261103, "rule": OK}, "não é uma data"),
        ({"start": "03/11/2026", "rule": OK}, "não é uma data"),
        ({"start": "２０２６-１１-０３", "rule": OK}, "não é uma data"),
        ({"start": "2026-02-31", "rule": OK}, "não existe"),
        ({"start": "2026-11-03T25:00", "rule": OK}, "não existe"),
        ({"start": "0001-01-01", "rule": OK}, "O ano 1 está fora"),
        ({"start": "9999-12-31T23:59+00:00", "rule": OK}, "O ano 9999 está fora"),
        ({"start": "2026-11-03", "rule": "lua"}, "Não conheço a regra"),
        ({"start": "2026-11-03", "rule": []}, "deveria ser um objeto"),
        ({"start": "2026-11-03", "rule": {"n": 5}}, "não diz a unidade"),
        ({"start": "2026-11-03", "rule": {"unit": "luas", "n": 5}}, "não conheço “luas”"),
        ({"start": "2026-11-03", "rule": {"unit": UTEIS}}, "precisa do número"),
        ({"start": "2026-11-03", "rule": {"unit": UTEIS, "n": 0}}, "zero"),
        ({"start": "2026-11-03", "rule": {"unit": UTEIS, "n": True}}, "número inteiro"),
        ({"start": "2026-11-03", "rule": {"unit": UTEIS, "n": "5"}}, "número inteiro"),
        ({"start": "2026-11-03", "rule": {"unit": CORRIDOS, "n": 999_999}}, "grande demais"),
        ({"start": "2026-11-03", "rule": {"unit": CORRIDOS, "n": 10**40}}, "grande demais"),
        ({"start": "2026-11-03", "rule": {"unit": CORRIDOS, "n": 5, "rol": "nenhum"}}, "campo “rol”"),
        ({"start": "2026-11-03", "rule": {"unit": CORRIDOS, "n": 5, "roll": "sempre"}}, "não conheço “sempre”"),
        ({"start": "2026-11-03", "rule": {"unit": "enesimo_dia_util_do_mes", "n": 23}}, "não há o 23º"),
        ({"start": "2026-11-03", "rule": {"unit": "dia_do_mes", "n": -1}}, "começa em 1"),
        ({"start": "2026-11-03", "rule": {"unit": "data_fixa", "fixed_date": "13-01"}}, "não existe"),
        ({"start": "2026-11-03", "rule": {"unit": "interno"}}, "a própria ordem"),
        ({"start": "2026-11-03", "rule": {**OK, "then": OK}}, "deveria ser uma lista"),
        ({"start": "2026-11-03", "rule": OK, "calendar": {"base": 3}}, "texto curto"),
        ({"start": "2190-11-03", "rule": {"unit": ANOS, "n": 90}}, "vai de 1900 a 2200"),
        ({"start": "2026-11-03", "rule": OK, "extended": True}, "não tem prorrogação"),
        ({"start": "2026-11-03", "rule": "tce_siscaa"}, "ainda não foi definido"),
    ],
)
def test_bad_input_is_answered_with_a_sentence(obj: Any, sentence: str) -> None:
    answer = count_json(obj)
    assert list(answer) == ["error"]
    assert sentence in answer["error"]


def test_terms_inside_terms_end() -> None:
    law: dict[str, Any] = dict(OK)
    for _ in range(50):
        law = {**OK, "then": [law]}
    assert "demais" in count_json({"start": "2026-11-03", "rule": law})["error"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
FIELDS = ("unit", "n", "start_rule", "roll", "missing_day", "then", "fixed_date", "months", "suspensions", "cut_hour")
CODES = st.sampled_from([code.value for codes in (Unit, StartRule, Roll) for code in codes])
RULES = st.dictionaries(st.sampled_from(FIELDS), ANYTHING | CODES | st.integers(-40_000, 40_000))
CALENDARS = st.dictionaries(st.sampled_from(("base", "suspensions", "interruptions", "days", "undecided")), ANYTHING)


VALID = (st.sampled_from(Unit), st.integers(1, 31) | st.integers(-900, -1), *map(st.sampled_from, (StartRule, Roll)))


@given(st.dates().map(str) | ANYTHING, RULES | ANYTHING, CALENDARS | st.none())
def test_anything_gets_an_answer(start: Any, law: Any, calendar: Any) -> None:
    answer = count_json({"start": start, "rule": law, "calendar": calendar})
    assert ("error" in answer) is not ("end" in answer)
    json.dumps(answer)


@given(st.dates(), st.builds(Rule, *VALID, then=st.lists(st.builds(Rule, *VALID), max_size=2).map(tuple)))
def test_any_valid_rule_counts_or_says_why_not(start: date, law: Rule) -> None:
    with suppress(CalendarError):
        assert all(count(law, start, NATIONAL).memory)


def test_rules_read_back_what_they_were_given() -> None:
    law = rule_from_json({"unit": UTEIS, "n": 15, "roll": "proximo_util", "extension": {"unit": UTEIS, "n": 5}})
    assert law == Rule(Unit.BUSINESS_DAYS, 15, roll=Roll.NEXT, extension=Rule(Unit.BUSINESS_DAYS, 5))
