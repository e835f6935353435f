"""Local days of other bodies, recesses, moved days, a file of days, a file of rules."""

from pathlib import Path

import pytest

from tests.conftest import House
from tests.workbooks import Sheet, Styled, workbook


def sends(house: House, who: str, text: str, name: str, content: str | bytes, folder: Path) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(house.answer(who, text=text, file=str(path))["text"])


# --- other calendars -----------------------------------------------------------------------------------------


def test_each_body_has_its_own_calendar(house: House) -> None:
    assert house.says("ana", "calendário câmara 10/12 ponto facultativo Ato 3/2026") == (
        "Dia registrado no calendário Câmara:\n"
        "• quinta-feira, 10/12 — ponto facultativo: dia 10/12 (Ato 3/2026)\n"
        "Não conta como dia útil."
    )
    assert house.says("davi", "calendário").startswith("O município ainda não tem dias próprios")
    assert house.says("davi", "calendario da camara").splitlines()[:2] == [
        "Dias próprios do calendário Câmara, daqui em diante:",
        "• quinta-feira, 10/12 — ponto facultativo: dia 10/12 (Ato 3/2026)",
    ]
    assert house.says("davi", "dias úteis câmara entre 07/12 e 11/12").startswith("3 dias úteis de")
    assert house.says("davi", "dias úteis entre 07/12 e 11/12").startswith("4 dias úteis de")
    assert house.says("davi", "feriados câmara dezembro").splitlines()[:2] == [
        "Feriados de dezembro de 2026 (calendário Câmara):",
        "• quinta-feira, 10/12 — ponto facultativo: dia 10/12 (Ato 3/2026)",
    ]
    assert house.buttons("davi", "feriados câmara dezembro") == ["feriados câmara janeiro de 2027"]
    assert "estadual" not in house.says("davi", "feriados federal julho")


def test_a_recess_says_what_it_does_to_terms(house: House) -> None:
    line = "calendário tce recesso de 21/12/2026 a 20/01/2027 Ato 10/2026"
    assert house.says("ana", line) == ("O que acontece no recesso: só não há expediente, ou os prazos também param?")
    chosen = house.buttons("ana", line)[1]
    assert house.says("ana", chosen) == (
        "Recesso registrado no calendário TCE-SP:\n"
        "• segunda-feira, 21/12, a quarta-feira, 20/01/2027 — recesso (Ato 10/2026): os prazos ficam suspensos"
    )
    assert house.says("davi", "prazo tce recebido 18/12").startswith("Prazo até terça-feira, 02/02/2027.\n")
    assert house.says("davi", "prazo 15 dias a partir de 18/12").startswith("Prazo até sábado, 02/01/2027.\n")
    assert "recesso (Ato 10/2026)" in house.says("ana", "calendário tce revogar 21/12 Ato 11/2026")
    assert house.says("davi", "prazo tce recebido 18/12").startswith("Prazo até segunda-feira, 04/01/2027.\n")
    assert "recesso do CPC, art. 220: os prazos ficam suspensos" in house.says("davi", "calendário tjsp")


def test_a_recess_needs_both_ends_and_an_act(house: House) -> None:
    assert house.says("ana", "calendário recesso 21/12 sem expediente Ato 1/2026") == (
        "Diga o primeiro e o último dia do recesso. "
        "Exemplo: calendário tce recesso de 21/12/2026 a 20/01/2027 suspende os prazos Ato 10/2026"
    )
    assert house.says("ana", "calendário recesso de 21/12 a 31/12 sem expediente").startswith("Diga o ato")


def test_a_day_moved_by_decree_frees_the_one_it_replaces(house: House) -> None:
    house.says("ana", "calendário 28/10/2027 ponto facultativo Decreto 80/2026")
    assert "no lugar de 28/10/2027 (Decreto 90/2026)" in house.says(
        "ana", "calendário 27/10/2027 ponto facultativo no lugar de 28/10/2027 Decreto 90/2026"
    )
    assert house.says("davi", "prazo 1 dia útil a partir de 26/10/2027").startswith(
        "Prazo até quinta-feira, 28/10/2027"
    )


# --- a file of days ------------------------------------------------------------------------------------------

DAYS = (
    "dia;tipo;nome;ato;conta;fecha;no_lugar_de;calendario\n"
    "24/12/2026;ponto facultativo;Véspera de Natal;Decreto 1/2026;;;;\n"
    "31/12/2026;Ponto Facultativo;Véspera de Ano-Novo;Decreto 1/2026;;12:00;;\n"
    "\n"
    "2026-12-08;feriado municipal;Padroeira;Lei 12/1990;;;;\n"
    "04/12/2026;luto;Luto oficial;Decreto 9/2026;a decidir;;;\n"
    "10/12/2026;ponto_facultativo;Sessão;Ato 3/2026;;;;Câmara\n"
)


@pytest.mark.every_door
def test_a_file_of_days_is_registered(house: House, tmp_path: Path) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 15 dias úteis")
    house.tray("bruno")
    assert sends(house, "igor", "calendário", "decretos.csv", DAYS, tmp_path) == (
        "5 dias registrados de decretos.csv:\n"
        "• quinta-feira, 24/12 — ponto facultativo: Véspera de Natal (Decreto 1/2026)\n"
        "• quinta-feira, 31/12 — ponto facultativo: Véspera de Ano-Novo, expediente até as 12:00 (Decreto 1/2026)\n"
        "• terça-feira, 08/12 — feriado municipal: Padroeira (Lei 12/1990)\n"
        "• sexta-feira, 04/12 — luto oficial: Luto oficial (Decreto 9/2026): não está decidido se conta\n"
        "• quinta-feira, 10/12 — ponto facultativo: Sessão (Ato 3/2026)\n"
        "Contei de novo e muda 1 prazo; quem responde por eles foi avisado:\n"
        "• T-1 levantar dados: de segunda-feira, 14/12, para terça-feira, 15/12"
    )
    assert house.tray("bruno")[0].startswith("Um prazo seu mudou (Decreto 1/2026, Lei 12/1990, Decreto 9/2026):")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "dia,tipo,nome,ato\n31/02/2026,luto,x,Decreto 1\n01/12/2026,lua,x,Decreto 1\n02/12/2026,luto,,\n",
            "Não registrei nada de dias.csv:\n"
            "linha 2: dia: a data '31/02/2026' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20\n"
            "linha 3: tipo: não conheço “lua”\n"
            "linha 4: nome: está vazio; preencha",
        ),
        (
            "dia;tipo;nome;ato;conta;fecha\n01/12/2026;luto;x;Ato 1;talvez;\n02/12/2026;luto;x;Ato 1;;25h\n",
            "Não registrei nada de dias.csv:\n"
            "linha 2: conta: “talvez” não serve; escreva sim, não ou a decidir\n"
            "linha 3: fecha: a hora '25h' não existe ou não se entende; escreva como 14:30",
        ),
        ("a,b\n1,2\n", "Não entendi as colunas de dias.csv. "),
        ("dia;tipo;nome;ato\n", "dias.csv não tem nenhuma linha. "),
        (
            "dia;tipo;nome;ato\n24/12/2026;luto;########;Ato 1\n",
            "Não registrei nada de dias.csv:\nlinha 2: nome '########': a planilha estragou este valor; ",
        ),
        ("dia;tipo;nome;ato\n" + "1;2;3;4\n" * 1001, "dias.csv tem mais de 1000 linhas, que é o máximo. "),
    ],
)
def test_a_file_of_days_that_is_wrong(house: House, tmp_path: Path, content: str | bytes, said: str) -> None:
    assert sends(house, "igor", "calendário", "dias.csv", content, tmp_path).startswith(said)
    assert house.says("igor", "calendário").startswith("O município ainda não tem dias próprios")


def test_the_same_file_of_days_again_changes_nothing(house: House, tmp_path: Path) -> None:
    sends(house, "igor", "calendário", "dias.csv", DAYS, tmp_path)
    assert sends(house, "igor", "calendário", "dias.csv", DAYS, tmp_path) == (
        "Tudo o que está em dias.csv já está no calendário: nada mudou."
    )
    more = f"{DAYS}11/12/2026;ponto facultativo;Festa;Decreto 2/2026;;;;\n"
    assert sends(house, "igor", "calendário", "dias.csv", more, tmp_path).startswith("1 dia registrado de dias.csv:\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16", "cp850"])
def test_a_file_of_days_in_any_encoding(house: House, tmp_path: Path, encoding: str) -> None:
    content = "Decretos de 2026;;;\n;;;\nDia;Tipo;Nome;Ato\n24/12/2026;ponto facultativo;Véspera;Decreto nº 1\n"
    assert sends(house, "igor", "calendário", "dias.csv", content.encode(encoding, "replace"), tmp_path).startswith(
        "1 dia registrado de dias.csv:\n• quinta-feira, 24/12 — ponto facultativo: Véspera (Decreto nº 1)"
    )


def test_a_workbook_of_days(house: House, tmp_path: Path) -> None:
    rows: Sheet = [
        ["Dia", "Tipo", "Nome", "Ato", "Fecha"],
        [Styled(46380, "14"), "luto", "Luto", "Ato 1", Styled(0.5, "20")],
    ]
    assert sends(house, "igor", "calendário", "dias.xlsx", workbook(rows), tmp_path).startswith(
        "1 dia registrado de dias.xlsx:\n• quinta-feira, 24/12 — luto oficial: Luto, expediente até as 12:00 (Ato 1)"
    )


def test_only_the_keeper_sends_days_or_rules(house: House, tmp_path: Path) -> None:
    assert sends(house, "davi", "calendário", "dias.csv", "nada disto é lido", tmp_path) == (
        "Só o administrador ou a chefia de gabinete muda o calendário."
    )
    assert sends(house, "davi", "calendário", "dias.csv", DAYS, tmp_path) == (
        "Só o administrador ou a chefia de gabinete muda o calendário."
    )
    assert sends(house, "davi", "regras", "prazos.json", RULES, tmp_path) == (
        "Só o administrador ou a chefia de gabinete muda as regras de prazo."
    )


# --- a file of rules -----------------------------------------------------------------------------------------

RULES = """{"rules": [
 {"id": "lai_pedido", "aliases": ["lai"], "unit": "dias_corridos", "n": 7, "roll": "proximo_util", "source": "LOM"},
 {"id": "parecer", "name": "Dar parecer", "unit": "dias_uteis", "n": 3}
]}"""


def test_the_rules_are_listed(house: House) -> None:
    assert house.says("davi", "regras veto").splitlines()[:2] == [
        "Regras de prazo (4):",
        "• Sancionar ou vetar projeto aprovado [sancao_veto]: 15 dias úteis",
    ]
    assert house.says("davi", "regras xyz") == "Nenhuma regra fala de xyz. Veja todas com: regras"


@pytest.mark.every_door
def test_a_file_of_rules_takes_force(house: House, tmp_path: Path) -> None:
    house.says("ana", "tarefa @bruno responder prazo lai")
    assert sends(house, "igor", "regras", "prazos.json", RULES, tmp_path) == (
        "Regras de prazo trocadas pelas de prazos.json: 2 regras. "
        "Os prazos já abertos ficam como estão; os novos contam por elas."
    )
    assert house.says("davi", "prazo lai recebido 20/11").startswith("Prazo até sexta-feira, 27/11.\n")
    assert house.says("davi", "prazo parecer recebido 23/11").startswith("Prazo até quinta-feira, 26/11.\n")
    assert house.says("davi", "prazo veto").startswith("Não conheço o prazo veto. ")
    assert "segunda-feira, 14/12" in house.says("ana", "prazo T-1")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "Não consegui ler as regras em prazos.json: linha 1, coluna 2: o JSON está quebrado "),
        (
            '{"rules": [\n {"id": "a", "unit": "horas", "n": 1},\n {"id": "b", "unit": "horas"}\n]}',
            "prazos.json, linha 3, regra b: A regra em horas precisa do número; ",
        ),
        (
            '{"rules": [\n {"id": "a", "unit": "horas", "n": 1},\n {"id": "a", "unit": "horas", "n": 2}\n]}',
            "prazos.json, linha 3, regra a: duas versões valem no mesmo dia.",
        ),
        (
            '{"rules": [\n{"id": "a", "unit": "horas", "n": 1},\n{"id": "b", "aliases": ["A"], "unit": "horas", "n": 2}]}',
            "prazos.json, linha 3, regra b: o nome “A” já é da regra a.",
        ),
        ('{"rules": []}', "O arquivo prazos.json não tem nenhuma regra."),
        (b'{"rules": "\xe9"}', "O arquivo prazos.json não está em UTF-8."),
    ],
)
def test_a_bad_file_is_refused_and_the_old_one_kept(
    house: House, tmp_path: Path, content: str | bytes, said: str
) -> None:
    answer = sends(house, "igor", "regras", "prazos.json", content, tmp_path)
    assert answer.startswith(said)
    assert answer.endswith("As regras de antes continuam valendo.")
    assert house.says("davi", "prazo veto recebido 28/12/2021").startswith("Prazo até terça-feira, 18/01/2022.")
