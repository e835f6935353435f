"""Names behind @: their spellings, the people they mean, and their places as addressees in a line."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.reading import names
from models.base import insert_row
from models.people import Orgao, Person
from models.texts import fold
from tests.conftest import House

BRUNO = "Tarefa T-1 criada para Bruno Lima: enviar a escala."


def cadastra(house: House, handle: str, name: str) -> None:
    with house.transaction() as session:
        values = {"name": name, "name_key": fold(name), "cargo": "", "orgao_id": None, "role": "servidor"}
        values |= {"function": "", "email": "", "phone": ""}
        insert_row(session, Person, handle=handle, active=True, preferences={}, **values)


def cria_orgao(house: House, sigla: str, name: str) -> None:
    with house.transaction() as session:
        insert_row(session, Orgao, sigla=sigla, key=fold(sigla), name=name)


@pytest.mark.parametrize(
    "name",
    [
        "@bruno",
        "@“bruno”",
        "@'bruno'",
        '@"bruno"',
        "@‘bruno’",
        "@«bruno»",
        "@`bruno`",
        "“@bruno”",
        '@"Bruno Lima"',
        "@“Bruno  Lima”",
        '"@Bruno Lima"',
        "@Bruno Lima",
        "@bruno lima",
        "@BRUNO LIMA",
        "@Lima",
        "＠bruno",
        "＠ｂｒｕｎｏ",
        "﹫bruno",
        "＠＂ｂｒｕｎｏ＂",
        "@ bruno",
        "@ Bruno Lima",
        "@\u00a0bruno",
        "@bruno:",
        "@bruno,",
        "@bruno;",
        "@bruno -",
        "@bruno.lima",
        "para @bruno",
        "para @bruno:",
        "@Brúno",
    ],
)
def test_a_name_however_it_is_written(house: House, name: str) -> None:
    assert house.says("ana", f"tarefa {name} enviar a escala até sexta").startswith(BRUNO)


@pytest.mark.parametrize(
    ("name", "orgao"),
    [
        ("@obras", "Secretaria de Obras"),
        ("@Secretaria de Obras", "Secretaria de Obras"),
        ("@secretaria de obras", "Secretaria de Obras"),
        ("@secretaria da fazenda:", "Secretaria da Fazenda"),
        ("@Secretaria de Saúde", "Secretaria de Saúde"),
        ("@“secretaria de educação”", "Secretaria de Educação"),
        ("@Sec. de Obras", "Secretaria de Obras"),
        ("@sec. obras", "Secretaria de Obras"),
        ("@Secretário de Obras:", "Secretaria de Obras"),
        ("@secretária da saúde", "Secretaria de Saúde"),
        ("@gabinete", "Gabinete do Prefeito"),
        ("@Gabinete do Prefeito", "Gabinete do Prefeito"),
        ("@procuradoria", "Procuradoria-Geral do Município"),
        ("@Procuradoria Geral", "Procuradoria-Geral do Município"),
        ("@ambiente", "Secretaria de Meio Ambiente"),
        ("@meio ambiente", "Secretaria de Meio Ambiente"),
    ],
)
def test_an_orgao_by_the_words_of_its_name(house: House, name: str, orgao: str) -> None:
    cria_orgao(house, "PGM", "Procuradoria-Geral do Município")
    cria_orgao(house, "SEMMA", "Secretaria de Meio Ambiente")
    said = house.says("ana", f"tarefa {name} podar a sebe até sexta")
    assert said.startswith(f"Tarefa T-1 criada para {orgao}: podar a sebe.")


@pytest.mark.parametrize(
    "name", ["@", "@.", "@( bruno )", "@*bruno*", "@…", "@ ,", "@xyzw", "@“ninguém”", '@"Bruno Souza"']
)
def test_a_name_that_is_not_resolved_is_asked_about(house: House, name: str) -> None:
    said = house.says("ana", f"tarefa {name} enviar a escala até sexta")
    assert "criada" not in said
    assert house.says("ana", "minhas").endswith("nenhuma.")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("tarefa @bruno falar com @caio sobre a verba até sexta", "falar com @caio sobre a verba"),
        ("tarefa @bruno falar com @Carla Dias sobre  a verba", "falar com @Carla Dias sobre a verba"),
        ("tarefa @bruno mandar a ata a joao@exemplo.org até sexta", "mandar a ata a joao@exemplo.org"),
        ("tarefa @bruno ver https://rede.example/@prefeitura", "ver https://rede.example/@prefeitura"),
        ("tarefa @bruno cotar o café a R$ 3@kg", "cotar o café a R$ 3@kg"),
        ("tarefa @bruno cotar café @ R$ 30", "cotar café @ R$ 30"),
    ],
)
def test_names_further_on_are_text_as_typed(house: House, line: str, title: str) -> None:
    assert house.says("ana", line).startswith(f"Tarefa T-1 criada para Bruno Lima: {title}.")


@pytest.mark.parametrize(
    "head",
    [
        "@bruno @carla",
        "@bruno, @carla",
        "@bruno e @carla",
        "@bruno; @carla:",
        "@bruno com cópia a @carla",
        "@Bruno Lima e @Carla Dias",
    ],
)
def test_several_at_the_head(house: House, head: str) -> None:
    said = house.says("ana", f"tarefa {head} enviar a escala")
    assert said.startswith("Tarefa T-1 criada para Bruno Lima e Carla Dias: enviar a escala.")


def test_days_are_no_surname(house: House) -> None:
    said = house.says("ana", "tarefa @carla dias 5 e 6 de dezembro fazer plantão")
    assert said == "Tarefa T-1 criada para Carla Dias: fazer plantão. Prazo: domingo, 06/12."


def test_names_only_further_on_are_asked_about(house: House) -> None:
    asked = house.answer("ana", text="tarefa enviar a escala @Bruno Lima até sexta")
    assert asked["text"] == "Para quem é? O nome de quem recebe vem no começo; no meio, faz parte do texto."
    assert [button["line"] for button in asked["buttons"]] == [
        "tarefa @bruno enviar a escala até sexta",
        "tarefa @ana enviar a escala @Bruno Lima até sexta",
    ]
    assert (
        house.buttons("ana", "tarefa falar com @bruno sobre a verba")[0]
        == "tarefa @bruno falar com @bruno sobre a verba"
    )
    assert house.says("ana", "tarefa mandar a ata a joao@exemplo.org").startswith("Tarefa T-1 criada para você")


def test_the_buttons_of_a_doubt_carry_the_whole_right_line(house: House) -> None:
    cadastra(house, "blima", "Bruno Lima")
    assert house.buttons("ana", "tarefa @Bruno Lima enviar a escala até sexta") == [
        "tarefa @bruno enviar a escala até sexta",
        "tarefa @blima enviar a escala até sexta",
    ]
    assert house.says("ana", "tarefa @bruno enviar a escala até sexta").startswith(BRUNO)
    asked = house.answer("ana", text="tarefa @“secretaria” podar até sexta")
    assert asked["text"] == "Há mais de um órgão com o nome secretaria. Qual?"
    assert asked["buttons"][2]["line"] == "tarefa @obras podar até sexta"


def test_the_longest_name_wins(house: House) -> None:
    cadastra(house, "anapaula", "Ana Paula Souza")
    assert "para Ana Paula Souza: enviar a escala" in house.says("bruno", "tarefa @Ana Paula enviar a escala")
    assert "para Ana Prado: enviar a escala" in house.says("bruno", "tarefa @ana enviar a escala")


def test_a_surname_of_somebody_else_is_asked_about(house: House) -> None:
    asked = house.answer("ana", text="tarefa @Bruno Nunes enviar a escala até sexta")
    assert asked["text"] == "Bruno Lima não tem Nunes no nome. Quem recebe, e o que faz parte do texto?"
    assert [button["line"] for button in asked["buttons"]] == [
        "tarefa @bruno enviar a escala até sexta",
        "tarefa @bruno: Nunes enviar a escala até sexta",
    ]


def test_acts_take_whole_names_and_keep_the_text(house: House) -> None:
    said = house.says("ana", "ordem @Bruno Lima e @Secretaria de Obras: Avisem o @caio da mudança.")
    assert "\n\nAvisem o @caio da mudança.\n\n" in said
    assert "Para 2 destinatários: Bruno Lima, OBRAS\n" in said


def test_a_despacho_keeps_the_names_in_it(house: House) -> None:
    house.says("ana", 'expediente novo ofício "Poda"')
    house.says("ana", "tramitar PROT-1/2026 @saude para ciência da @saude e do Gabinete")
    assert "Despacho: ciência da @saude e do Gabinete" in house.says("ana", "histórico PROT-1/2026")


def test_a_form_takes_names_without_the_sign(house: House) -> None:
    for line in ("tarefa", "enviar a escala", "Bruno Lima, secretaria de obras e carla", "pular"):
        house.says("ana", line)
    said = house.says("ana", "pular")
    assert said.startswith("Tarefa T-1 criada para Bruno Lima, Carla Dias e Secretaria de Obras: enviar a escala.")


@pytest.mark.parametrize("name", ["@" + "a-" * 1900 + "a", "@" + "a" * 3000, '@"' + "a-" * 39 + '"'])
def test_an_endless_name_is_asked_about(house: House, name: str) -> None:
    assert house.says("ana", f"tarefa {name} podar").startswith(("Falta um nome", "Não conheço", "Há mais de"))


def test_a_group_is_never_a_person(house: House) -> None:
    cadastra(house, "chefia", "Chico Fiado")
    assert "Ana Prado" in house.says("bruno", "tarefa @chefia despachar")


@settings(derandomize=True, max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(alphabet="@＠“”\"' .-e,bruno\n", max_size=60))
def test_every_text_is_read_to_its_end(text: str) -> None:
    line = names.plain(text)
    assert len(line) == len(text)
    for name in names.spoken(line):
        assert list(name.ends) == sorted(name.ends)
        assert all(name.start < end <= len(text) for end in name.ends)
