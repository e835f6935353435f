"""The life of a loan, held where its two files were dropped: no file but them knows of it."""

from pathlib import Path

import pytest

from bot import schema
from models import subjects
from tests.bot.admin import Admin
from tests.conftest import House
from tests.jobs.times import wishes
from tests.said import said
from tests.work import statements


def test_it_is_a_subject_of_the_house(house: House) -> None:
    assert "loans" in {each.folder for each in subjects.known()}
    assert "Empréstimos: emprestar, empréstimos, renovar, devolver, extraviar, reabrir" in house.says(
        "ana", "ajuda tudo"
    )
    assert house.says("ana", "ajuda sobre empréstimos").splitlines()[0] == "Empréstimos:"
    assert "• devolucao: devolução" in house.says("ana", "escadas")


@pytest.mark.parametrize("via", ["console", "telegram", "slack"])
def test_it_is_registered_by_line_and_by_form_at_every_door(house: House, via: str) -> None:
    if via != "console":
        house.opens(via)
        house.settles("ana", **{via: "U1"})
        house.settles("bruno", **{via: "U2"})
    line = "emprestar @bruno chave da UBS Centro até sexta 17h caução 1.250,00"
    assert house.says("ana", line, via=via) == said("""
        Empréstimo EMP-1/2026 registrado: chave da UBS Centro, com Bruno Lima até sexta-feira, 27/11, 17h.
        """)
    assert house.tray("bruno", via=via) == [
        "Ana Prado emprestou a você (EMP-1/2026): chave da UBS Centro. Devolva até sexta-feira, 27/11, 17h."
    ]
    form = {"command": "emprestar", "chave": "chave do carro", "para": "bruno", "até": "amanhã 9h", "caução": ""}
    other = {"form": form} if via == "console" else {"text": "emprestar @bruno chave do carro até amanhã 9h"}
    assert house.answer("ana", **other, via=via)["text"].startswith("Empréstimo EMP-2/2026 registrado: chave do carro")
    assert house.says("bruno", "emp 1/26", via=via) == said("""
        EMP-1/2026 chave da UBS Centro
        Com Bruno Lima (emprestado)
        Caução: R$ 1.250,00
        Prazo: sexta-feira, 27/11, 17h
        """)
    assert house.says("ana", "empréstimos", via=via) == said("""
        Empréstimos abertos (2):
        EMP-2/2026 chave do carro — Bruno Lima, até 24/11 9h
        EMP-1/2026 chave da UBS Centro — Bruno Lima, até 27/11 17h
        """)


def test_its_form_asks_one_question_at_a_time_and_each_answer_is_read_once(house: House) -> None:
    assert house.says("ana", "emprestar").startswith("Qual chave vai ser emprestada?")
    assert house.says("ana", "chave do almoxarifado").startswith("Quem leva?")
    assert house.says("ana", "bruno").startswith("Até quando?")
    assert house.says("ana", "amanhã").startswith("Há caução?")
    assert house.says("ana", "muito") == "'muito' não é um valor em reais; escreva como 1.234,56"
    house.passes("2026-11-24T00:30")  # amanhã is what it was when it was said
    assert house.says("ana", "50") == said("""
        Empréstimo EMP-1/2026 registrado: chave do almoxarifado, com Bruno Lima até terça-feira, 24/11.
        O aviso chega a Bruno Lima na terça-feira, 24/11, 7h.
        """)


def test_its_list_is_narrowed_and_refuses_what_it_does_not_understand(house: House) -> None:
    for n in range(33):
        house.says("ana", f"emprestar {('@bruno', '@otavio')[n % 2]} chave da sala {n} até 1/12")
    house.says("bruno", "devolver EMP-1/2026")
    with statements(house.app.engine) as plain:
        house.says("ana", "ajuda tarefas")
    with statements(house.app.engine) as sent:
        first = house.answer("ana", text="empréstimos")
    assert len(sent) - len(plain) <= 6
    assert first["text"].splitlines()[0] == "Empréstimos abertos (32):"
    assert first["text"].splitlines()[-1] == "… e mais 2."
    assert len(house.says("ana", first["buttons"][-1]["line"]).splitlines()) == 3
    assert house.says("ana", "empréstimos @otavio").startswith("Empréstimos abertos de Otávio Reis (16):")
    assert house.says("ana", "empréstimos @obras").startswith("Empréstimos abertos da Secretaria de Obras (16):")
    assert house.says("ana", "empréstimos devolvidos").splitlines()[1:] == [
        "EMP-1/2026 [devolvido] chave da sala 0 — Bruno Lima"
    ]
    assert (
        house.says("ana", 'empréstimos "sala 7"').splitlines()[1]
        == "EMP-8/2026 chave da sala 7 — Otávio Reis, até 01/12"
    )
    assert house.says("ana", "empréstimos concluídos").startswith("Não entendi “concluídos”. Posso filtrar por @órgão,")
    assert house.says("ana", "empréstimos atrasados").endswith("nenhum.")


def test_it_is_changed_by_its_moves(house: House) -> None:
    house.says("ana", "emprestar @bruno chave da UBS até sexta 17h")
    assert house.says("otavio", "devolver EMP-1/2026") == said("""
        O empréstimo EMP-1/2026 só pode ser devolvido por quem o tem, por quem o fez ou pela chefia.
        """)
    assert house.says("ana", "renovar EMP-1/2026") == "Até quando? Exemplo: renovar EMP-1/2026 até sexta"
    assert house.says("ana", "até 30/11") == "Empréstimo EMP-1/2026 renovado até segunda-feira, 30/11."
    assert house.says("ana", "extraviar EMP-1/2026") == "Por que extraviar? Exemplo: extraviar EMP-1/2026 caiu no rio"
    assert house.says("ana", "sumiu na mudança") == "Empréstimo EMP-1/2026 perdido."
    house.passes("2026-11-23T09:05")  # the third notice in a row leaves together with those that follow
    assert house.tray("bruno")[-1] == said("""
        Ana Prado deu por perdido o empréstimo EMP-1/2026: chave da UBS.
        Motivo: sumiu na mudança
        """)
    assert house.says("ana", "reabrir EMP-1/2026 apareceu até 2/12") == "Empréstimo EMP-1/2026 reaberto."
    assert "Prazo: quarta-feira, 02/12" in house.says("ana", "ver EMP-1/2026")
    assert house.says("bruno", "devolver EMP-1/2026 na portaria") == "Empréstimo EMP-1/2026 devolvido."
    assert house.says("bruno", "devolver EMP-1/2026") == "O empréstimo EMP-1/2026 já está devolvido."
    history = house.says("ana", "histórico EMP-1/2026")
    texts = [line.partition(": ")[2] for line in history.splitlines()[1:]]
    assert texts == [
        "empréstimo registrado: chave da UBS",
        "renovado até segunda-feira, 30/11",
        "perdido: sumiu na mudança",
        "reaberto: apareceu",
        "devolvido: na portaria",
    ]


def test_it_is_dated_reminded_and_in_the_digest(house: House) -> None:
    wishes(house, "otavio", digest=False)  # what a digest says is said by no reminder
    house.says("ana", "emprestar @bruno chave da UBS até 24/11 17h")
    house.says("ana", "emprestar @otavio chave da garagem até 24/11 17h")
    house.tray("bruno")
    assert "• EMP-1/2026 chave da UBS — até 24/11 17h" in house.says("bruno", "pauta")
    house.passes("2026-11-24T08:05")
    told = house.tray("bruno")
    assert any("EMP-1/2026 chave da UBS" in text for text in told if text.startswith("Bom dia"))
    reminded = "Lembrete: devolução de EMP-2/2026 (chave da garagem) vence hoje: terça-feira, 24/11, 17h."
    assert reminded in house.tray("otavio")
    house.passes("2026-11-25T08:05")
    assert any("EMP-1/2026" in text for text in house.tray("ana"))


def test_it_is_found_linked_commented_and_closed(house: House) -> None:
    house.says("ana", "emprestar @bruno chave da UBS Centro até sexta 17h")
    house.says("ana", "tarefa @bruno trocar a fechadura da UBS Centro")
    assert house.says("edna", "buscar empréstimos ubs").splitlines()[1:] == [
        "EMP-1/2026 chave da UBS Centro (emprestado)"
    ]
    assert house.says("ana", "vincular EMP-1/2026 a T-1").startswith("EMP-1/2026 vinculado a T-1")
    assert house.says("bruno", "comentar EMP-1/2026 emperra") == "Comentário anotado em EMP-1/2026."
    assert house.says("ana", "restringir EMP-1/2026 há furto") == "O empréstimo EMP-1/2026 passa a restrito."
    assert house.says("edna", "ver EMP-1/2026").startswith("Não encontrei")
    assert house.says("edna", "empréstimos") == "Empréstimos abertos: nenhum."
    assert house.says("bruno", "ver EMP-1/2026").startswith("EMP-1/2026 chave da UBS Centro")


def test_its_table_comes_in_and_goes_out(admin: Admin, tmp_path: Path) -> None:
    people = "usuario,nome,cargo,orgao,orgao_nome,papel,funcao,email,telefone,ativo\n"
    people += "ana,Ana Prado,Chefe,GP,Gabinete,chefia,,,,sim\nbruno,Bruno Lima,Secretário,SAUDE,Saúde,secretario,titular,,,sim\n"
    (tmp_path / "gente.csv").write_text(people, encoding="utf-8")
    schema.create(admin.app().engine)
    assert admin.runs("people", "import", str(tmp_path / "gente.csv")).code == 0
    table = (
        "chave;com;devolver_ate;caucao\nchave da UBS;bruno;01/12/2030;R$ 1.250,00\nchave do carro;@ana;02/12/2030;\n"
    )
    (tmp_path / "chaves.csv").write_text(table, encoding="cp1252")
    assert "2 empréstimos" in admin.runs("loans", "import", str(tmp_path / "chaves.csv")).out
    assert admin.runs("loans", "export").out == (
        'chave,com,devolver_ate,caucao\nchave da UBS,bruno,2030-12-01,"1.250,00"\nchave do carro,ana,2030-12-02,"0,00"\n'
    )
    bad = "chave;com;devolver_ate;caucao\nchave nova;zé;01/12/2030;\n"
    (tmp_path / "ruim.csv").write_text(bad, encoding="utf-8")
    refused = admin.runs("loans", "import", str(tmp_path / "ruim.csv"))
    assert refused.code != 0
    assert "linha 2" in refused.out + refused.err
