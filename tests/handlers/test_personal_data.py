"""Personal data: one's own in the hand, corrected with a trace, who opened what is not public, and the terms."""

import json
from pathlib import Path
from typing import Any

import pytest

from models import temporality
from models.base import Refusal
from models.personal_data import holdings
from models.subjects import known
from models.texts import fold
from tests.conftest import House
from tests.handlers.test_documents import words


def copies(house: House, who: str) -> tuple[dict[str, Any], str]:
    """The copy as data, and the words of the document."""
    answer = house.answer(who, text="meus dados")
    (file,) = answer["files"]
    document = next(each for each in house.pushed(who) if each["files"])
    return json.loads(Path(file["path"]).read_text(encoding="utf-8")), words(document)


@pytest.mark.every_door
def test_what_is_kept_on_me(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir o estoque até sexta 17h")
    house.says("bruno", 'expediente novo ofício "Denúncia" sigiloso')
    house.says("bruno", "lembrar-me amanhã 9h de ligar")
    data, said = copies(house, "bruno")
    assert data["cadastro"]["name"] == "Bruno Lima"
    assert [each["numero"] for each in data["registros"]] == ["T-1", "PROT-1/2026-SAUDE"]
    assert any("ligar" in each["text"] for each in data["outros"]["o lembrete pessoal"])
    assert data["prazos_de_guarda"]["mensagens"] == "180 dias"
    assert "Dados pessoais de Bruno Lima" in said
    assert "Tarefas 1" in said
    assert "Denúncia" not in json.dumps(copies(house, "sergio")[0], ensure_ascii=False)


def test_everything_with_people_has_a_name() -> None:
    """A new table about people is told of: under its seal, or by a name in `_THINGS`."""
    for table in holdings.references():
        if table.name not in holdings._APART and table not in holdings.record_columns():
            assert holdings.thing(table), table.name


def test_a_correction_leaves_its_trace(house: House) -> None:
    assert house.says("sergio", "corrigir meus dados telefone: (19) 3333-0000").startswith("Pedi a correção a ")
    (asked,) = house.pushed("igor")
    assert asked["text"] == "Sérgio Pinto (SAUDE) pede que se corrija o seu cadastro: telefone: (19) 3333-0000."
    house.says("igor", asked["buttons"][0]["line"])
    house.says("igor", "mudar cadastro @sergio telefone: (19) 3333-0000")
    with house.transaction() as session:
        texts = [row[0] for row in session.connection().exec_driver_sql("SELECT text FROM audit ORDER BY id")]
    assert [each for each in texts if each and "telefone" in each] == [
        "pediu correção do cadastro: telefone: (19) 3333-0000",
        "cadastro de Sérgio Pinto: telefone: vazio -> (19) 3333-0000",
    ]
    told = house.says("sergio", "apagar meus dados")
    assert "a partir de 180 dias depois que você deixar o cargo" in told
    assert "Lei 8.159/1991" in told


def test_who_opened_what_is_not_public(house: House) -> None:
    house.says("davi", 'expediente novo ofício "Sindicância" restrito')
    house.says("ana", "ver PROT-1/2026-GP")
    house.says("ana", "ver PROT-1/2026-GP")
    assert house.says("bruno", "ver PROT-1/2026-GP").startswith("Não encontrei")
    assert house.says("vera", "acessos") == "Abriram:\n• 23/11 9h PROT-1/2026-GP Ana Prado (2 vezes)"
    assert house.says("vera", "acessos @bruno") == "Ninguém abriu."
    assert house.says("vera", "acessos PROT-1/2026-GP").count("Ana Prado") == 1
    assert house.says("carla", "acessos") == (
        "Esse pedido cabe ao encarregado pelos dados pessoais e ao controle interno."
    )
    assert house.says("ana", "encarregado @carla").startswith("Encarregado pelos dados pessoais: Carla Dias (")
    assert house.tray("carla")[0].startswith("Ana Prado designou Carla Dias encarregado")
    assert "Sindicância" not in house.says("carla", "acessos")
    assert house.says("bruno", "encarregado").startswith("Encarregado pelos dados pessoais: Carla Dias")
    assert house.says("bruno", "encarregado @bruno").startswith("Só o prefeito ou a chefia")


def test_the_register_of_processing(house: House) -> None:
    assert house.says("vera", "registro de tratamento").startswith("Estou fazendo o PDF")
    said = words(next(each for each in house.pushed("vera") if each["files"]))
    assert "Registro de tratamento de dados pessoais" in said
    assert "prescrição quinquenal" in said


def test_every_subject_has_a_term() -> None:
    assert {fold(each.many) for each in known()} <= set(temporality.standard())
    for text in ("nunca", "dez anos", "999999 anos"):
        with pytest.raises(Refusal):
            temporality.days_of(text)


def test_the_municipality_has_its_own_table(house: House, tmp_path: Path) -> None:
    def imported(text: str) -> str:
        file = tmp_path / "tabela.csv"
        file.write_text(f"serie,codigo,prazo,fundamento\n{text}\n", encoding="utf-8")
        return str(house.answer("igor", text="importar prazos de guarda", file=str(file))["text"])

    assert "é de guarda permanente e não se elimina" in imported("atos,,5 anos,")
    assert "se guarda por 7 dias no mínimo" in imported("respostas,,1 dia,")
    answer = imported("tarefas,06.01,5 anos,Decreto 9/2026")
    assert "1" in answer
    house.says("igor", "importar 1")
    assert "tarefas" not in house.says("ana", "temporalidade").rpartition("Sempre")[2]
    assert "tarefas, depois de concluídas ou canceladas: 5 anos" in house.says("ana", "temporalidade")
