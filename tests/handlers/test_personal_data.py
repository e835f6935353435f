"""Personal data: one's own in the hand, corrected with a trace, who opened what is not public, and the terms."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models import audit, temporality
from models.attachments import Attachment
from models.auditing import sealing
from models.base import Refusal, insert_row
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
    assert "CF-1" in house.says("ana", "encarregado @carla")
    assert "Esse pedido cabe ao encarregado" in house.says("carla", "acessos")
    assert house.says("ana", "confirmar CF-1") != house.says("helena", "confirmar CF-1")
    assert any(each.startswith("Você foi designado encarregado") for each in house.tray("carla"))
    assert "Sindicância" not in house.says("carla", "acessos")
    assert house.says("bruno", "encarregado").startswith("Encarregado pelos dados pessoais: Carla Dias")
    assert house.says("bruno", "encarregado @bruno").startswith("Só o prefeito ou a chefia")


def test_the_register_of_processing(house: House) -> None:
    assert house.says("vera", "registro de tratamento").startswith("Estou fazendo o PDF")
    said = words(next(each for each in house.pushed("vera") if each["files"]))
    assert "Registro de tratamento de dados pessoais" in said
    assert "prescrição quinquenal" in said


def test_the_table_names_what_there_is() -> None:
    copies = {"historia", "contatos", "cadastro", "acessos", "dados", "respostas", "resumos", "mensagens"}
    copies |= {"guardados", "convites", "ocasioes"}
    assert set(temporality.standard()) - copies <= {fold(each.many) for each in known()}
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


def test_the_plan_of_classification_says_of_which_class_each_tipo_is(house: House, tmp_path: Path) -> None:
    def imported(*lines: str) -> str:
        file = tmp_path / "plano.csv"
        head = "serie,tipo,classe,titulo,corrente,intermediaria,destinacao,fundamento"
        file.write_text("\n".join([head, *lines]), encoding="utf-8")
        return str(house.answer("igor", text="importar classes do plano", file=str(file))["text"])

    kept = "expedientes,,01.01,Processos em geral,2 anos,,guarda permanente,Decreto 9/2026"
    gone = "expedientes,protocolo,01.02,Pedidos simples,1 ano,4 anos,eliminação,Decreto 9/2026"
    assert "se guarda por 5 anos no mínimo" in imported(gone.replace("4 anos", "1 ano"))
    assert "a fase tem um prazo" in imported(gone.replace("4 anos", "permanente"))
    assert "tipo: tarefas não tem 'ofício'; deixe vazio" in imported("tarefas,ofício,1,Tarefas,1 ano,,eliminação,")
    assert "tipo: expedientes não tem 'recado'; use processo, " in imported(gone.replace("protocolo", "recado"))
    assert imported(kept, gone).startswith("Seriam importadas 2 classes do plano de plano.csv.")
    assert house.says("igor", "importar 1") == "Importadas 2 classes do plano de plano.csv."
    shown = house.says("ana", "temporalidade")
    assert "• protocolo (expedientes, depois de concluídos ou arquivados): 5 anos (classe 01.02 Pedidos" in shown
    assert "expedientes (classe 01.01 Processos em geral)" in shown.partition("Sempre: ")[2]
    for tipo in ("processo", "protocolo"):
        house.says("davi", f'expediente novo {tipo} "Poda da praça"')
    house.says("davi", "arquivar PROC-1/2026-GP visto")
    house.says("davi", "arquivar PROT-1/2026-GP visto")
    nights(house, 5 * 365 + 3)
    assert house.says("helena", "eliminar") == ("Passaram do prazo:\n• 1 de expedientes: protocolo (5 anos)")
    house.says("helena", "eliminar expedientes: protocolo")
    assert imported(gone.replace("Pedidos simples", "Pedidos")).startswith("Seriam importadas 0 classes do plano")
    house.says("igor", "importar 2")
    assert "(classe 01.02 Pedidos)" in house.says("ana", "temporalidade")
    assert verdict(house) == ("", [])


def verdict(house: House) -> tuple[str, list[str]]:
    """The reason why the chain is broken, if it is, and the protected rows that were altered."""
    with house.transaction() as session:
        return audit.verify(session).reason, list(sealing.altered_rows(session))


def nights(house: House, days: int) -> None:
    """So many days pass, and two nights at their end."""
    house.clock.move_to(house.now + timedelta(days=days))
    for _ in range(2):
        house.app.run_job("maintenance", house.now)
        house.clock.move_to(house.now + timedelta(days=1))


def test_records_are_eliminated_by_two_and_the_chain_holds(house: House, tmp_path: Path) -> None:
    with house.transaction() as session:
        insert_row(session, temporality.Temporality, serie="tarefas", code="06.01", days=365, basis="Decreto 9/2026")
    note = tmp_path / "nota.txt"
    note.write_text("telefone do interessado", encoding="utf-8")
    house.says("ana", "tarefa @bruno conferir o estoque da Maria até sexta 17h")
    house.answer("bruno", text="anexar T-1", file=str(note))
    house.says("bruno", "concluir T-1")
    house.says("ana", "tarefa @bruno comprar luvas até sexta 17h")
    house.says("bruno", "concluir T-2")
    house.says("ana", "ordem @saude Cumprir.\nref T-2")
    house.says("ana", "vincular T-1 T-2")
    assert house.says("ana", "eliminar") == "Nada passou do prazo de guarda."
    nights(house, 366)
    assert house.says("ana", "eliminar") == "Passaram do prazo:\n• 2 de tarefas (1 ano)"
    assert house.says("bruno", "eliminar").startswith("Esse pedido cabe ")
    asked = house.says("ana", "eliminar tarefas")
    assert "Só vale com a confirmação de outra pessoa." in asked
    assert "edital corre por 30 dias" in asked
    assert house.says("ana", "confirmar CF-1").startswith("Não encontrei CF-1")
    house.says("helena", "confirmar CF-1")
    house.says("vera", "listagem de eliminação")
    said = words(next(each for each in house.pushed("vera") if each["files"]))
    assert "Edital de ciência de eliminação" in said
    assert "06.01" in said
    nights(house, 31)
    assert house.says("ana", "ver T-1").startswith("Não encontrei T-1")
    assert house.says("ana", "buscar estoque da Maria").startswith("Não encontrei nada")
    assert verdict(house) == ("", [])
    with house.transaction() as session:
        left = session.connection().exec_driver_sql("SELECT text FROM audit WHERE text LIKE '%Maria%'").all()
        assert left == []
        assert session.scalar(select(func.count(Attachment.id))) == 0
    assert any("Eliminação feita: 2 registros de tarefas" in text for text in house.tray("ana"))
    house.says("vera", "listagem de eliminação")
    assert "Termo de eliminação" in words([each for each in house.pushed("vera") if each["files"]][-1])
    assert house.says("ana", "tarefa @bruno outra").startswith("T-3") or "T-3" in house.says("ana", "tarefas @bruno")


def test_an_elimination_is_given_up(house: House) -> None:
    with house.transaction() as session:
        insert_row(session, temporality.Temporality, serie="tarefas", code="", days=365, basis="")
    house.says("ana", "tarefa @bruno conferir")
    house.says("bruno", "concluir T-1")
    nights(house, 366)
    house.says("ana", "eliminar tarefas")
    assert house.says("ana", "eliminar tarefas").startswith("Há uma eliminação em curso.")
    assert house.says("helena", "desistir da eliminação") == "A eliminação de tarefas foi retirada. Nada foi apagado."
    assert house.says("helena", "confirmar CF-1").startswith("A eliminação foi retirada por quem a pediu.")
    assert house.says("ana", "desistir da eliminação") == "Não há eliminação em curso."


def test_who_left_is_forgotten_where_the_table_allows(house: House) -> None:
    house.says("igor", "mudar cadastro @sergio telefone: (19) 3333-0000, e-mail: sergio@x.example")
    house.says("igor", "pessoa nova Zeca Luz, cargo: Vigia, órgão: @obras, e-mail: zeca@x.example")
    house.says("ana", "tarefa @sergio carimbar")
    assert house.says("igor", "anonimizar @sergio") == "Sérgio Pinto está em exercício. Primeiro: desligar @sergio"
    for who in ("sergio", "zeca"):
        house.says("ana", f"desligar @{who} confirmo")
    assert house.says("igor", "anonimizar @sergio") == (
        "Os contatos de quem sai se guardam por 180 dias, para o caso de volta: os de Sérgio Pinto, até 22/05/2027."
    )
    nights(house, 181)
    asked = house.says("igor", "anonimizar @sergio")
    assert asked.endswith(
        "O nome de Sérgio Pinto fica no que é de 1 registro e da história: são documentos públicos, guardados pelo "
        "prazo da tabela."
    )
    house.says("helena", "confirmar CF-1")
    nights(house, 5 * 365)
    assert house.says("igor", "anonimizar @zeca").endswith("O nome também sai.")
    house.says("helena", "confirmar CF-2")
    with house.transaction() as session:
        for name in ("zeca@x", "sergio@x", "3333-0000", "Zeca Luz"):
            for table in ("people", "audit", "addresses", "outbox"):
                rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()  # noqa: S608
                kept = [row for row in rows if name in str(row)]
                assert kept == [] or (name, table) in (("Zeca Luz", "audit"), ("Zeca Luz", "outbox")), kept
    assert verdict(house) == ("", [])
    assert "Sérgio Pinto" in house.says("ana", "ver T-1")
