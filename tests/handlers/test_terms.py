"""Questions of people about terms, business days, holidays and local days."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.counting import load_rules
from tests.conftest import House

TERM_EXAMPLE = "Exemplos: prazo 15 dias úteis a partir de 03/11; prazo lai recebido hoje às 19h30"
WORDS = (
    *(
        "lai",
        "veto",
        "15",
        "dias",
        "úteis",
        "a partir de",
        "entre",
        "03/11",
        "31/02",
        "20/12",
        "hoje",
        "às",
        "25h",
        "e",
    ),
    *("luto", "ponto facultativo", "até", "14h", "Decreto", "1/2026", "9999"),
)
DAY_EXAMPLE = "Exemplo: calendário 24/12 ponto facultativo Decreto 123/2026"


# --- prazo ---------------------------------------------------------------------------------------------------


@pytest.mark.every_door
def test_a_plain_term_with_its_memory(house: House) -> None:
    assert house.says("davi", "prazo 15 dias úteis a partir de 03/11") == (
        "Prazo até quarta-feira, 25/11.\n"
        "• Regra: 15 dias úteis, sem contar o dia do evento, o fim não muda de dia.\n"
        "• Evento: 03/11/2026 (terça-feira) — data informada.\n"
        "• Primeiro dia contado: 04/11/2026 (quarta-feira).\n"
        "• Não contam os dias de 07/11/2026 a 08/11/2026: fim de semana.\n"
        "• Não conta 14/11/2026 (sábado): fim de semana.\n"
        "• Não conta 15/11/2026 (domingo): feriado nacional: Proclamação da República.\n"
        "• Não conta 20/11/2026 (sexta-feira): feriado nacional: Dia Nacional de Zumbi e da Consciência Negra.\n"
        "• Não contam os dias de 21/11/2026 a 22/11/2026: fim de semana.\n"
        "• Último dia da contagem: 25/11/2026 (quarta-feira).\n"
        "• Calendário: prefeitura (feriados nacionais e de SP), versão 0."
    )


def test_a_rule_of_law_by_its_alias_and_the_hour_it_came_in(house: House) -> None:
    answer = house.answer("davi", text="prazo lai recebido hoje às 19h30")
    assert answer["text"] == (
        "Prazo até segunda-feira, 14/12.\n"
        "• Regra: Responder pedido de acesso à informação [lai_pedido]: 20 dias corridos, evento em dia sem expediente "
        "passa ao dia útil seguinte, fim em dia sem expediente passa ao dia útil seguinte.\n"
        "• Fonte: Lei 12.527/2011 (LAI), art. 11 §1º; contagem da CGU.\n"
        "• Evento: 23/11/2026 (segunda-feira) às 19:30 — pedido conhecido pelo SIC.\n"
        "• Evento fora do horário ou em dia sem expediente; considera-se ocorrido em 24/11/2026 (terça-feira).\n"
        "• Primeiro dia contado: 25/11/2026 (quarta-feira).\n"
        "• Último dia da contagem: 14/12/2026 (segunda-feira).\n"
        "• Calendário: prefeitura (feriados nacionais e de SP), versão 0.\n"
        "• Observação: Pedido das 19h em diante vale como do dia útil seguinte; decreto municipal pode fixar outra "
        "hora. A prorrogação é avisada, com motivo, antes do fim."
    )
    assert [button["line"] for button in answer["buttons"]] == [
        "prazo lai_pedido prorrogado a partir de 23/11/2026 às 19h30"
    ]
    assert house.says("davi", answer["buttons"][0]["line"]).startswith("Prazo até quinta-feira, 24/12.\n")


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("prazo veto recebido 28/12/2021", "terça-feira, 18/01/2022"),
        ("prazo do veto em 28/12/2021", "terça-feira, 18/01/2022"),
        ("PRAZO VETO RECEBIDO EM 28/12/2021", "terça-feira, 18/01/2022"),
        ("prazo veto", "segunda-feira, 14/12"),
        ("prazo da lai 20/11 19h30", "segunda-feira, 14/12"),
        ("prazo lai recebido há 10 dias", "segunda-feira, 07/12"),
        ("prazo 15 dias úteis", "segunda-feira, 14/12"),
        ("prazo 15 dias úteis 03/11", "quarta-feira, 25/11"),
        ("prazo quinze dias úteis contados de 03/11", "quarta-feira, 25/11"),
        ("prazo 10 dias antes de 25/12", "terça-feira, 15/12"),
        ("prazo 48h", "quarta-feira, 25/11, 9h"),
        ("prazo 2 semanas desde 20/11", "sexta-feira, 04/12"),
        ("prazo motivos do veto 03/11/2026 às 14h", "quinta-feira, 05/11, 14h"),
    ],
)
def test_ways_of_asking(house: House, line: str, end: str) -> None:
    assert house.says("davi", line).splitlines()[0] == f"Prazo até {end}."


def test_what_the_person_still_has_to_check(house: House) -> None:
    assert house.says("davi", "prazo 5 dias a partir de 01/12").splitlines()[-1] == (
        "• O último dia não tem expediente (domingo); se a sua regra prorroga, vale segunda-feira, 07/12."
    )
    assert (
        "• Este prazo corre pelo calendário de outro órgão (TJSP); confira lá os feriados e recessos."
        in house.says("davi", "prazo ms recebido 20/11").splitlines()
    )


def test_both_dates_when_nobody_has_decided(house: House) -> None:
    house.says("ana", "calendário 01/12 luto oficial Decreto 125/2026")
    lines = house.says("davi", "prazo 5 dias úteis a partir de 26/11").splitlines()
    assert lines[0] == ("Prazo até quinta-feira, 03/12, ou sexta-feira, 04/12 (há dúvida, explicada abaixo).")
    assert lines[-3:] == [
        "• Há dúvida: 03/12/2026 (quinta-feira) ou 04/12/2026 (sexta-feira). Para os avisos vale a primeira data.",
        "• Não está decidido se conta como dia útil: 01/12/2026 (terça-feira) "
        "(luto oficial: dia 01/12 (Decreto 125/2026)).",
        "• Calendário: prefeitura (feriados nacionais e de SP), versão 1, 1 dia por decidir.",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("prazo", f"Diga o prazo e a partir de quando. {TERM_EXAMPLE}"),
        ("prazo recebido hoje", f"Diga o prazo e a partir de quando. {TERM_EXAMPLE}"),
        ("prazo qualquer coisa", f"Não conheço o prazo qualquer coisa. {TERM_EXAMPLE}"),
        ("prazo lay recebido hoje", f"Não conheço o prazo lay. {TERM_EXAMPLE}"),
        ("prazo 30 minutos", f"Prazos contam-se em horas, dias, semanas, meses ou anos. {TERM_EXAMPLE}"),
        ("prazo lai recebido logo", f"Não entendi a partir de quando: logo. {TERM_EXAMPLE}"),
        ("prazo lai recebido 30/02", f"Não sei contar com “30/02”: não existe ou está longe demais. {TERM_EXAMPLE}"),
        ("prazo veto 30/02", f"Não sei contar com “30/02”: não existe ou está longe demais. {TERM_EXAMPLE}"),
        ("prazo 9999 meses", f"Não sei contar com “9999 meses”: não existe ou está longe demais. {TERM_EXAMPLE}"),
        ("prazo indicação", "A lei não fixa prazo para isto: informe uma data, se quiser acompanhar."),
        (
            "prazo 5 anos a partir de 31/12/2198",
            "O calendário vai de 1900 a 2200; a conta chegou ao ano 2203.",
        ),
        (
            "prazo mp prorrogado 20/11",
            "O prazo Atender requisição do Ministério Público não tem prorrogação prevista na regra.",
        ),
    ],
)
def test_a_term_that_cannot_be_counted(house: House, line: str, said: str) -> None:
    assert house.says("davi", line) == said


def test_a_misspelt_rule_gets_the_nearest(house: House) -> None:
    assert house.buttons("davi", "prazo ouvidorya recebido ontem")[0] == "prazo ouvidoria_resposta recebido ontem"


@pytest.mark.slow
def test_every_rule_is_answered_by_its_id_and_names(house: House) -> None:
    for each in load_rules().values():
        for name in (each.id, each.name, *each.aliases):
            said = house.says("davi", f"prazo {name} a partir de 03/11/2026")
            assert said.startswith("Prazo até ") or "\n" not in said, (name, said)
            assert not {"Algo", "conheço"} & set(said.split()), (name, said)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["prazo", "dias úteis entre", "feriados", "calendário"]),
    st.lists(
        st.sampled_from(WORDS) | st.text(max_size=8),
        max_size=8,
    ),
)
@pytest.mark.slow
def test_any_line_is_answered(house: House, name: str, words: list[str]) -> None:
    said = house.says("ana", f"{name} {' '.join(words)}")
    assert said
    assert "Algo falhou" not in said


# --- dias úteis ----------------------------------------------------------------------------------------------


def test_business_days_between_two_days(house: House) -> None:
    assert house.says("davi", "dias úteis entre 20/12 e 15/01") == (
        "18 dias úteis de domingo, 20/12, até sexta-feira, 15/01/2027.\n"
        "Não conta o primeiro dia e conta o último.\n"
        "Em dias corridos: 26.\n"
        "Fora os fins de semana, há no período:\n"
        "• sexta-feira, 25/12 — feriado nacional: Natal\n"
        "• sexta-feira, 01/01/2027 — feriado nacional: Confraternização Universal"
    )
    assert house.says("davi", "dias uteis de hoje até sexta") == (
        "4 dias úteis de segunda-feira, 23/11, até sexta-feira, 27/11.\n"
        "Não conta o primeiro dia e conta o último; contando também o primeiro: 5.\n"
        "Em dias corridos: 4.\n"
        "Fora os fins de semana, não há feriado no período."
    )


def test_business_days_with_the_municipality_s_own(house: House) -> None:
    house.says("ana", "calendário 01/12 luto oficial Decreto 125/2026")
    house.says("ana", "calendário 02/12 suspensão de expediente Decreto 126/2026 falta de água")
    house.says("ana", "calendário 03/12 ponto facultativo das 12h Decreto 127/2026")
    assert house.says("davi", "dias úteis entre 30/11 e 04/12") == (
        "2 ou 3 dias úteis (há dia por decidir) de segunda-feira, 30/11, até sexta-feira, 04/12.\n"
        "Não conta o primeiro dia e conta o último.\n"
        "Em dias corridos: 4.\n"
        "Fora os fins de semana, há no período:\n"
        "• terça-feira, 01/12 — luto oficial: dia 01/12 (Decreto 125/2026): não está decidido se conta\n"
        "• quarta-feira, 02/12 — expediente suspenso: falta de água (Decreto 126/2026)\n"
        "• quinta-feira, 03/12 — ponto facultativo: dia 03/12, expediente até as 12:00 (Decreto 127/2026): "
        "conta como dia útil"
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("dias úteis", "Diga as duas datas. Exemplo: dias úteis entre 20/12 e 15/01"),
        ("dias úteis entre ontem e nunca", "Diga as duas datas. Exemplo: dias úteis entre 20/12 e 15/01"),
        (
            "dias úteis entre 20/12/2026 e 15/01/2026",
            "Quinta-feira, 15/01, vem antes de domingo, 20/12. Exemplo: dias úteis entre 20/12 e 15/01",
        ),
        (
            "dias úteis entre 01/01/2020 e 01/01/2040",
            "Conto até dez anos de cada vez. Exemplo: dias úteis entre 20/12 e 15/01",
        ),
        (
            "dias úteis de hoje até 31/02",
            "Não sei contar com “hoje até 31/02”: não existe ou está longe demais. "
            "Exemplo: dias úteis entre 20/12 e 15/01",
        ),
    ],
)
def test_two_days_that_cannot_be_read(house: House, line: str, said: str) -> None:
    assert house.says("davi", line) == said


# --- feriados ------------------------------------------------------------------------------------------------


def test_holidays_of_a_month(house: House) -> None:
    answer = house.answer("davi", text="feriados dezembro")
    assert answer["text"] == (
        "Feriados de dezembro de 2026:\n"
        "• sexta-feira, 25/12 — feriado nacional: Natal\n"
        "De costume, só com decreto do município:\n"
        "• quinta-feira, 24/12 — Véspera de Natal\n"
        "• quinta-feira, 31/12 — Véspera de Ano-Novo"
    )
    assert [button["line"] for button in answer["buttons"]] == ["feriados janeiro de 2027"]
    assert house.says("davi", "feriados julho de 2027") == (
        "Feriados de julho de 2027:\n• sexta-feira, 09/07/2027 — feriado estadual: Revolução Constitucionalista"
    )
    assert house.says("davi", "feriados agosto") == "Não há feriado em agosto de 2027."


@pytest.mark.every_door
def test_holidays_of_a_year(house: House) -> None:
    assert house.says("davi", "feriados").startswith("Feriados de 2026:\n• quinta-feira, 01/01 — feriado nacional")
    assert house.says("davi", "feriados 2027").startswith("Feriados de 2027:\n• sexta-feira, 01/01/2027")
    assert house.buttons("davi", "feriados de 2027") == ["feriados 2028"]


def test_holidays_of_no_period(house: House) -> None:
    assert house.says("davi", "feriados sei lá") == (
        "Não entendi de quando: sei lá. Exemplos: feriados dezembro; feriados 2027"
    )
    assert house.says("davi", "feriados 1800") == ("O calendário vai de 1900 a 2200; a conta chegou ao ano 1800.")


# --- calendário ----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_municipality_s_own_days(house: House) -> None:
    how = (
        "A chefia de gabinete ou o administrador acrescenta um dia assim: "
        "calendário 24/12 ponto facultativo Decreto 123/2026"
    )
    assert house.says("davi", "calendário") == (
        f"O município ainda não tem dias próprios registrados daqui em diante.\n{how}"
    )
    answer = house.answer("igor", text="calendário 24/12 ponto facultativo Decreto 123/2026")
    assert answer["text"] == (
        "Dia registrado no calendário do município:\n"
        "• quinta-feira, 24/12 — ponto facultativo: Véspera de Natal (Decreto 123/2026)\n"
        "Não conta como dia útil."
    )
    assert [button["line"] for button in answer["buttons"]] == [
        "calendário",
        "feriados dezembro de 2026",
        "calendário revogar 24/12/2026",
    ]
    assert house.says("davi", "calendario") == (
        "Dias próprios do município, daqui em diante:\n"
        f"• quinta-feira, 24/12 — ponto facultativo: Véspera de Natal (Decreto 123/2026)\n{how}"
    )
    assert house.says("davi", "prazo 1 dia útil a partir de 23/12").startswith("Prazo até segunda-feira, 28/12.")
    house.passes("2026-12-26T09:00")
    assert house.says("davi", "calendário").startswith("O município ainda não tem")


@pytest.mark.parametrize(
    ("line", "shown", "effect"),
    [
        (
            "08/12/2026 feriado municipal Nossa Senhora da Conceição Lei 12/1990",
            "terça-feira, 08/12 — feriado municipal: Nossa Senhora da Conceição (Lei 12/1990)",
            "Não conta como dia útil.",
        ),
        (
            "31/12 ponto facultativo das 12h Decreto nº 124, de 10 de novembro de 2026",
            "quinta-feira, 31/12 — ponto facultativo: Véspera de Ano-Novo, expediente até as 12:00 "
            "(Decreto nº 124, de 10 de novembro de 2026)",
            "Conta como dia útil.",
        ),
        (
            "quarta de cinzas ponto facultativo até 14h decreto 5/2027",
            "quarta-feira, 10/02/2027 — ponto facultativo: quarta de cinzas, expediente a partir das 14:00 "
            "(decreto 5/2027)",
            "Conta como dia útil.",
        ),
        (
            "02/12 expediente suspenso das 10h às 12h30 Portaria 9/2026",
            "quarta-feira, 02/12 — expediente suspenso: dia 02/12, sem expediente das 10:00 às 12:30 (Portaria 9/2026)",
            "Conta como dia útil.",
        ),
        (
            "01/12 luto oficial Decreto 125/2026",
            "terça-feira, 01/12 — luto oficial: dia 01/12 (Decreto 125/2026): não está decidido se conta",
            "Não está decidido se conta como dia útil: os prazos mostram as duas datas.",
        ),
        (
            "01/12 luto com expediente Decreto 125/2026",
            "terça-feira, 01/12 — luto oficial: dia 01/12 (Decreto 125/2026)",
            "Conta como dia útil.",
        ),
        (
            "04/12 ponto facultativo a decidir Decreto 128/2026",
            "sexta-feira, 04/12 — ponto facultativo: dia 04/12 (Decreto 128/2026): não está decidido se conta",
            "Não está decidido se conta como dia útil: os prazos mostram as duas datas.",
        ),
    ],
)
def test_a_day_is_registered(house: House, line: str, shown: str, effect: str) -> None:
    assert house.says("ana", f"calendário {line}") == (
        f"Dia registrado no calendário do município:\n• {shown}\n{effect}"
    )
    assert f"• {shown}" in house.says("davi", "calendário").splitlines()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "24/12 fechado",
            "Diga o tipo: feriado municipal, ponto facultativo, suspensão de expediente ou luto. " + DAY_EXAMPLE,
        ),
        ("24/12 ponto facultativo", "Diga o ato que criou o dia, com o número. " + DAY_EXAMPLE),
        ("ponto facultativo Decreto 1/2026", "Diga o dia. " + DAY_EXAMPLE),
        ("31/02 luto Decreto 1/2026", "A data 31/02 não existe. " + DAY_EXAMPLE),
        (
            "24/12 a 31/03 luto Decreto 1/2026",
            "De 24/12 a 31/03/2027 são 98 dias; registro até 40 de uma vez. Para um período longo, use recesso.",
        ),
        ("23/12 luto das 25h Decreto 1/2026", "A hora 25h não existe. " + DAY_EXAMPLE),
        ("23/12 luto das 14h às 12h Decreto 1/2026", "O dia fecha às 14h e reabre antes disso. " + DAY_EXAMPLE),
        ("03/11 luto Decreto 1/2026", "De que ano é o dia 03/11? Escreva-o inteiro, como 03/11/2027."),
    ],
)
def test_a_day_that_cannot_be_read(house: House, line: str, said: str) -> None:
    assert house.says("ana", f"calendário {line}") == said


def test_a_past_day_is_asked_for_with_its_year(house: House) -> None:
    lines = house.buttons("ana", "calendário 03/11 luto Decreto 1/2026")
    assert lines == ["calendário 03/11/2026 luto Decreto 1/2026", "calendário 03/11/2027 luto Decreto 1/2026"]
    assert "terça-feira, 03/11" in house.says("ana", lines[0])


def test_who_may_and_only_once(house: House) -> None:
    line = "calendário 24/12 ponto facultativo Decreto 123/2026"
    for who in ("helena", "davi", "bruno", "sergio", "vera"):
        assert house.says(who, line) == "Só o administrador ou a chefia de gabinete muda o calendário."
    house.says("ana", line)
    assert house.says("igor", line) == "Quinta-feira, 24/12, já está no calendário como ponto facultativo."
