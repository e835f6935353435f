"""A written deadline is read or asked about, anywhere in the line, and leaves no debris in the title."""

import pytest

from tests.conftest import House

UNREAD = {
    "pintar o muro até 2027/01/15": "até 2027/01/15",
    "pintar o muro até 15.01": "até 15.01",
    "pintar o muro até 20270115": "até 20270115",
    "pintar o muro até 15012027": "até 15012027",
    "pintar o muro até 30 p.p.": "até 30 p.p.",
    "pintar o muro até 18": "até 18",
    "pintar o muro em 15 d.u.": "em 15 d.u.",
    "pintar o muro até quitna": "até quitna",
    "pintar o muro até a próxima reunião do conselho": "até a próxima reunião do conselho",
    "pintar o muro, prazo: quando der": "prazo: quando der",
}


@pytest.mark.parametrize(("text", "words"), UNREAD.items())
def test_an_unread_deadline_is_asked_about(house: House, text: str, words: str) -> None:
    assert house.says("ana", f"tarefa @bruno {text}") == f"Não entendi o prazo “{words}”. Quando?"


def test_the_buttons_are_the_likely_days_and_none(house: House) -> None:
    answer = house.answer("ana", text="tarefa @bruno pintar o muro até 18")
    buttons = [(button["label"], button["line"]) for button in answer["buttons"]]
    assert buttons[0] == ("segunda-feira, 23/11, 18h", "tarefa @bruno pintar o muro até 23/11/2026 às 18:00")
    assert buttons[1] == ("sexta-feira, 18/12", "tarefa @bruno pintar o muro até 18/12/2026")
    assert buttons[-1] == ("Sem prazo", "tarefa @bruno pintar o muro até 18 sem prazo")
    said = house.says("ana", buttons[1][1])
    assert said == "Tarefa T-1 criada para Bruno Lima: pintar o muro. Prazo: sexta-feira, 18/12."
    assert house.says("ana", buttons[-1][1]) == "Tarefa T-2 criada para Bruno Lima: pintar o muro até 18."


def test_an_event_is_no_day_and_is_asked_about(house: House) -> None:
    answer = house.answer("ana", text="tarefa @bruno enviar o convite até a posse do novo secretário")
    assert answer["text"] == "Não entendi o prazo “até a posse do novo secretário”. Quando?"
    lines = [button["line"] for button in answer["buttons"]]
    assert lines[0] == "tarefa @bruno enviar o convite até 24/11/2026"
    said = house.says("ana", lines[-1])
    assert said == "Tarefa T-1 criada para Bruno Lima: enviar o convite até a posse do novo secretário."


def test_what_has_its_day_may_tell_about_another(house: House) -> None:
    said = house.says("ana", "tarefa @bruno vistoriar a praça depois da reforma até sexta")
    made = "vistoriar a praça depois da reforma. Prazo: sexta-feira, 27/11."
    assert said == f"Tarefa T-1 criada para Bruno Lima: {made}"


def test_a_day_of_the_week_may_count_the_meeting(house: House) -> None:
    said = house.says("ana", "tarefa @bruno sexta reunião 10h")
    assert said == "“sexta reunião”: é o dia da semana ou só a ordem?"
    assert house.buttons("ana", "tarefa @bruno sexta reunião 10h") == [
        "tarefa @bruno 27/11/2026 às 10:00 reunião",
        "tarefa @bruno sexta reunião 23/11/2026 às 10:00",
    ]


def test_an_hour_apart_from_its_day_goes_with_it(house: House) -> None:
    said = house.says("ana", "tarefa @bruno sessão segunda na Câmara às 14h")
    assert said == "Hoje é segunda-feira: é hoje ou a próxima?"
    assert house.buttons("ana", "tarefa @bruno sessão segunda na Câmara às 14h") == [
        "tarefa @bruno sessão 23/11/2026 às 14:00 na Câmara",
        "tarefa @bruno sessão 30/11/2026 às 14:00 na Câmara",
    ]


def test_two_days_are_asked_about(house: House) -> None:
    said = house.says("ana", "tarefa @bruno visitar a obra dia 14 ou 15/12")
    assert said == "Segunda-feira, 14/12 ou terça-feira, 15/12: qual vale?"
    assert house.buttons("ana", "tarefa @bruno visitar a obra dia 14 ou 15/12") == [
        "tarefa @bruno visitar a obra 14/12/2026",
        "tarefa @bruno visitar a obra 15/12/2026",
    ]


def test_two_deadlines_in_one_line_are_asked_about(house: House) -> None:
    said = house.says("ana", "tarefa @bruno enviar até sexta a ata e até quinta a lista")
    assert said == "Há dois prazos: “até sexta” e “até quinta”. Qual vale?"
    lines = house.buttons("ana", "tarefa @bruno enviar até sexta a ata e até quinta a lista")
    assert lines[0] == "tarefa @bruno enviar até sexta a ata e a lista"


def test_a_repetition_does_not_swallow_its_end(house: House) -> None:
    said = house.says("ana", "tarefa @bruno conferir o ponto toda quinta até dezembro")
    assert said == "Há dois prazos: “toda quinta” e “até dezembro”. Qual vale?"


def test_a_misspelt_day_beside_an_hour_is_offered_put_right(house: House) -> None:
    said = house.says("ana", "tarefa @bruno visita domigno às 10h")
    assert said == "Não entendi “domigno” junto de “às 10h”: qual é o prazo?"
    lines = house.buttons("ana", "tarefa @bruno visita domigno às 10h")
    assert lines == ["tarefa @bruno visita 29/11/2026 às 10:00"]


BESIDE_AN_HOUR = {
    "visita fds 8h": "Não entendi “fds” junto de “8h”: qual é o prazo?",
    "visita qnt-feira 8h": "Não entendi “qnt-feira” junto de “8h”: qual é o prazo?",
    "visita dom próx às 8h": "Não entendi “dom próx” junto de “às 8h”: qual é o prazo?",
    "visita na véspera do feriado 8h": "Não entendi “véspera do feriado” junto de “8h”: qual é o prazo?",
    "visita 2 de janero às 8h": "Não entendi “2 de janero” junto de “às 8h”: qual é o prazo?",
    "visita após amanhã 8h": "Não entendi “após” junto de “após amanhã 8h”: qual é o prazo?",
    "visita ter ou qua 8h": "Não entendi “ter ou” junto de “qua 8h”: qual é o prazo?",
    "visita semana que vem às 8h": "Em que dia?",
    "visita mês que vem 8h": "Em que dia?",
}


@pytest.mark.parametrize(("text", "asked"), BESIDE_AN_HOUR.items())
def test_an_hour_is_never_todays_where_another_day_is_spoken_of(house: House, text: str, asked: str) -> None:
    assert house.says("ana", f"tarefa @bruno {text}") == asked


@pytest.mark.parametrize("led", ["p/ sexta", "prazo final: sexta", "data limite sexta", "impreterivelmente sexta"])
def test_what_leads_a_date_leaves_the_title(house: House, led: str) -> None:
    said = house.says("ana", f"tarefa @bruno pintar o muro {led}")
    assert said == "Tarefa T-1 criada para Bruno Lima: pintar o muro. Prazo: sexta-feira, 27/11."


@pytest.mark.parametrize("between", ["/", " / ", " & ", " + ", ", ", " e "])
def test_names_may_be_joined_by_signs(house: House, between: str) -> None:
    said = house.says("ana", f"tarefa @bruno{between}@carla pintar o muro até sexta")
    assert said == "Tarefa T-1 criada para Bruno Lima e Carla Dias: pintar o muro. Prazo: sexta-feira, 27/11."


def test_postponing_asks_too(house: House) -> None:
    house.says("ana", "tarefa @bruno pintar o muro até sexta")
    assert house.says("ana", "adiar T-1 até 30 p.p. falta tinta") == "Não entendi o prazo “até 30 p.p.”. Quando?"


TITLES = {
    "nota A-": "nota A-.",
    "'; drop table records; --": "'; drop table records; --.",
    "você vem?": "você vem?",
    "café...": "café...",
    "arrecadar até 3 mil reais": "arrecadar até 3 mil reais.",
    "nota B+ !": "nota B+ !",
}


@pytest.mark.parametrize(("title", "quoted"), TITLES.items())
def test_a_title_stays_as_written(house: House, title: str, quoted: str) -> None:
    assert house.says("ana", f"tarefa @bruno {title}") == f"Tarefa T-1 criada para Bruno Lima: {quoted}"
    assert house.tray("bruno") == [f"Ana Prado passou a você a tarefa T-1: {quoted}"]


@pytest.mark.parametrize("before", ["• ", "- ", "* ", "— ", "1) ", "2. ", "a) ", "1️⃣ ", "🔔 ", "> "])
def test_what_lists_put_before_a_request_is_dropped(house: House, before: str) -> None:
    said = house.says("ana", f"{before}tarefa @bruno pintar o muro até sexta")
    assert said == "Tarefa T-1 criada para Bruno Lima: pintar o muro. Prazo: sexta-feira, 27/11."


def test_quotes_around_a_request_are_dropped(house: House) -> None:
    said = house.says("ana", "“tarefa @bruno pintar o muro até sexta”")
    assert said == "Tarefa T-1 criada para Bruno Lima: pintar o muro. Prazo: sexta-feira, 27/11."


@pytest.mark.parametrize("typed", ["• tarefaa", "taref", "nova tarfa"])
def test_a_suggestion_repeats_no_word(house: House, typed: str) -> None:
    answer = house.answer("ana", text=f"{typed} @bruno pintar o muro")
    assert answer["buttons"]
    for button in answer["buttons"]:
        assert button["line"] == f"{button['label']} @bruno pintar o muro"


ASKED = [
    "reunião qta feira 10h",
    "reunião amh 10h",
    "reunião na véspera do feriado às 10h",
    "reunião 27/XI às 10h",
    "reunião 2026/11/27 10h",
    "reunião 27_11_2026 às 10h",
    "reunião no fim de semana às 10h",
    "reunião semana que vem às 10h",
    "reunião mês que vem às 10h",
    "reunião sexta agora 10h",
    "enviar amanhã às 14;30",
    "enviar amanhã às 14,30",
    "enviar amanhã 1430",
    "visitar 20 & 21/12",
    "visitar 20 e/ou 21/12",
    "visitar 20 ou, se chover, 21/12",
    "visitar dia 20 de dez ou jan",
    "enviar até fds",
    "enviar até <30/11>",
]


@pytest.mark.parametrize("text", ASKED)
def test_a_day_or_an_hour_left_unread_is_asked_about(house: House, text: str) -> None:
    assert house.says("ana", f"tarefa @bruno {text}").endswith("?")
    assert house.tray("bruno") == []


WRITTEN = {
    "reunião quarta-fera 10h": "reunião. Prazo: quarta-feira, 25/11, 10h.",
    "reunião dps de amanhã 10h": "reunião. Prazo: quarta-feira, 25/11, 10h.",
    "reunião 27 de novem. às 10h": "reunião. Prazo: sexta-feira, 27/11, 10h.",
    "enviar até {30/11}": "enviar. Prazo: segunda-feira, 30/11.",
    "enviar até a data de 30/11": "enviar. Prazo: segunda-feira, 30/11.",
    "enviar p/ sexta": "enviar. Prazo: sexta-feira, 27/11.",
    "enviar em 10 dias ut.": "enviar. Prazo: segunda-feira, 07/12.",
    "enviar até o fim do exp.": "enviar. Prazo: segunda-feira, 23/11, 18h.",
    "2 ou 3 visitas sexta": "2 ou 3 visitas. Prazo: sexta-feira, 27/11.",
    "amanhã 1500 cestas": "1500 cestas. Prazo: terça-feira, 24/11.",
}


@pytest.mark.parametrize(("text", "made"), WRITTEN.items())
def test_everyday_spellings(house: House, text: str, made: str) -> None:
    assert house.says("ana", f"tarefa @bruno {text}") == f"Tarefa T-1 criada para Bruno Lima: {made}"


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ("😀@bruno", "😀 "),
        ("🇧🇷 @bruno", "🇧🇷 "),
        ("- @bruno", ""),
        ("(@bruno)", ""),
        ("→ @bruno:", "→ "),
        ("1️⃣ @bruno", ""),
    ],
)
def test_a_name_behind_a_sign_is_at_the_head(house: House, head: str, kept: str) -> None:
    assert house.says("ana", f"tarefa {head} enviar x") == f"Tarefa T-1 criada para Bruno Lima: {kept}enviar x."


@pytest.mark.parametrize("between", [" / ", "/", " & ", " + ", " e ", ", "])
def test_names_joined_by_a_sign(house: House, between: str) -> None:
    said = house.says("ana", f"tarefa @bruno{between}@carla enviar x")
    assert said == "Tarefa T-1 criada para Bruno Lima e Carla Dias: enviar x."


def test_names_without_end_are_refused(house: House) -> None:
    line = "tarefa " + " ".join(f"@bruno {n}x" for n in range(70)) + " enviar"
    assert house.says("ana", line).startswith("Tarefa T-1 criada para Bruno Lima: 0x @bruno 1x")
    prices = "pessoas " + " ".join(f"@ p{n}q" for n in range(70))
    assert house.says("ana", prices) == "São mais de 60 nomes de uma vez. Mande em partes, ou guarde uma lista."
