"""Demands that come wrong, late, twice, in hours, from whoever may not; and what is hidden, returned, cancelled."""

from pathlib import Path

import pytest

from tests.conftest import House
from tests.handlers.test_demands import MP, MS, PDF, REQ, TC, at, city
from tests.said import said

__all__ = ["city"]


@pytest.fixture
def asked(city: House) -> House:
    """A requerimento, distributed to two órgãos."""
    at(city, "11-23T10:35")
    city.says("sonia", REQ)
    city.says("davi", "distribuir REQ-58/2026 @educacao @fazenda")
    return city


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            'chegou requerimento 1/2026 da câmara "Poda" recebido em 20/12',
            "O recebimento seria em domingo, 20/12, e hoje é segunda-feira, 23/11. Confira a data.",
        ),
        (
            'chegou requerimento 1/2026 da câmara "Poda" hoje às 23h',
            "O recebimento seria às 23h, e agora são 9h. Confira a hora.",
        ),
        (
            'chegou requerimento 1/2026 da câmara "Poda" hoje prazo 20/11',
            "O prazo impresso (sexta-feira, 20/11) vem antes do recebimento (segunda-feira, 23/11). Confira as datas.",
        ),
        (
            'chegou requerimento 1/2026 da câmara "Poda" em 31/11',
            "A data 31/11 não existe. Escreva como 20/11/2026.",
        ),
        ('chegou requerimento da câmara "Poda" hoje', "Qual é o número? Escreva s/n se não tem."),
    ],
)
def test_what_is_wrong_in_a_line(city: House, line: str, said: str) -> None:
    assert city.says("davi", line) == said


def test_who_may_not_is_told_who_may(city: House) -> None:
    assert city.says("bruno", REQ.replace("às 10h30", "às 8h")).startswith(
        "O que chega de fora é registrado pelo protocolo"
    )
    assert city.buttons("bruno", REQ.replace("às 10h30", "às 8h"))[0].startswith("tarefa @ana registrar requerimento")
    at(city, "11-23T09:12")
    assert city.says("renato", MS).startswith("Mandado de segurança MS-1002345-11.2026.8.26.0001 registrado")


def test_no_authority_no_demand(city: House) -> None:
    said = city.says("sonia", "chegou um requerimento do João Pereira pedindo uma lombada na rua Sete")
    assert said.startswith("É isto? Confirme no botão.")


def test_received_on_a_saturday(city: House) -> None:
    said = city.says("sonia", 'chegou requerimento 9/2026 da câmara "Lombada" em 21/11')
    assert "Recebido: sábado, 21/11, da Câmara Municipal de Exemplo." in said
    assert "Prazo da Câmara: segunda-feira, 07/12 (15 dias corridos)." in said


def test_a_term_in_hours(city: House) -> None:
    at(city, "11-23T11:00")
    said = city.says("sonia", 'chegou ofício 5/2026 de @mp1 "Vaga em creche" hoje prazo de 48 horas')
    assert "Leitura se chegou no fim do dia" in said or "se chegou no fim do dia" in said
    assert "quarta-feira, 25/11, 0h" in said
    said = city.says("sonia", 'chegou ofício 6/2026 de @mp1 "Vaga em escola" hoje às 10h prazo de 48 horas')
    assert "Prazo do Ministério Público: quarta-feira, 25/11, 10h (48 horas)." in said


def test_a_recommendation_has_no_term_of_its_own(city: House) -> None:
    said = city.says("sonia", 'chegou recomendação 3/2026 de @mp1 "Concurso" hoje às 8h')
    assert "Sem prazo da lei nem impresso." in said
    assert city.says("davi", "resultado OF-3/2026 acolhida") == "Resultado de OF-3/2026: acolhida."


def test_without_number(city: House) -> None:
    said = city.says("sonia", 'chegou ofício s/n de @sgri "consórcio" hoje às 8h sem prazo')
    assert said.startswith("Ofício PROT-1/2026-GP registrado: consórcio.")
    assert "Por dentro: informações até segunda-feira, 07/12." in said


def test_not_ours(asked: House) -> None:
    at(asked, "11-25T10:00")
    said = asked.says("fabio", "devolver REQ-58/2026 é com a Educação")
    assert said.startswith("FAZENDA devolveu REQ-58/2026. O gabinete redistribui.")
    assert "Prazo da Câmara: terça-feira, 08/12 (faltam 9 dias úteis)." in said
    assert "devolveu" in asked.says("davi", "ver REQ-58/2026")
    assert asked.says("davi", "distribuir REQ-58/2026 @obras até 30/11").startswith(
        "Enviado a OBRAS. Informações até segunda-feira, 30/11 (prazo interno; o da Câmara é 08/12)."
    )
    assert asked.says("davi", "distribuir REQ-58/2026 @saude até 20/12").startswith("O prazo interno")


def test_items_and_who_answers_them(asked: House) -> None:
    said = asked.says("davi", "itens REQ-58/2026\n1 @educacao quantas vagas\n2 @fazenda quanto custa")
    assert said == ("REQ-58/2026, itens:\n1. quantas vagas — EDUCACAO: falta\n2. quanto custa — FAZENDA: falta")
    assert asked.says("edna", "informar REQ-58/2026 item 1: há 312 vagas") == (
        "Item 1 informado por EDUCACAO. Falta: item 2 (FAZENDA)."
    )
    assert asked.says("fabio", "informar REQ-58/2026 item 7: nada") == "REQ-58/2026 não tem item 7."
    assert asked.says("fabio", "informar REQ-58/2026 item 2: R$ 10") == (
        "Item 2 informado por FAZENDA. Está tudo aqui."
    )


def test_the_substitute_is_asked(asked: House) -> None:
    at(asked, "11-24T09:00")
    asked.says("ana", "substituir @edna por @tiago de 24/11 a 30/11 portaria 5/2026")
    assert asked.says("tiago", "informar REQ-58/2026 há 312 vagas").startswith("EDUCACAO informou")


def test_handed_in_late(asked: House) -> None:
    at(asked, "12-09T10:00")
    line = "protocolado REQ-58/2026 2310/2026 em 09/12 às 9h"
    assert asked.says("davi", line).startswith("O protocolo (quarta-feira, 09/12, 9h) é posterior ao fim do prazo")
    asked.tray("ana")
    said = asked.says("davi", f"{line} motivo: faltou a vistoria")
    assert "Cumprido fora do prazo, 1 dia depois. A chefia foi avisada." in said
    assert "fora do prazo" in "\n".join(asked.tray("ana"))


def test_a_partial_answer_leaves_it_open(asked: House) -> None:
    at(asked, "12-01T10:00")
    asked.says("davi", "resultado REQ-58/2026 parcial")
    said = asked.says("davi", "protocolado REQ-58/2026 1/2026 em 01/12 às 9h")
    assert said == "Resposta parcial de REQ-58/2026 protocolada: 1/2026. O prazo continua aberto."
    assert "parciais (1)" in asked.says("ana", "demandas parciais")
    assert asked.says("davi", "resultado REQ-58/2026 respondida").startswith("Depois de uma resposta parcial, só")
    assert asked.says("ana", "resultado REQ-58/2026 respondida") == "Resultado de REQ-58/2026: respondida."
    assert asked.says("ana", "demandas") == "Demandas abertas: nenhuma."


def test_the_authority_cancels_it(asked: House) -> None:
    assert asked.says("davi", "encerrar sem resposta REQ-58/2026 retirado pelo autor").startswith("Só o prefeito")
    assert asked.says("ana", "encerrar sem resposta REQ-58/2026 retirado pelo autor") == (
        "REQ-58/2026 encerrado sem resposta."
    )
    assert asked.says("ana", "prazo REQ-58/2026") == "REQ-58/2026 não tem prazo em aberto."


def test_one_answer_closes_what_was_joined(asked: House) -> None:
    asked.says("sonia", 'chegou requerimento 61/2026 da câmara "A mesma fila" hoje às 10h31')
    asked.says("davi", "juntar REQ-61/2026 a REQ-58/2026")
    at(asked, "12-01T10:00")
    asked.says("davi", "protocolado REQ-58/2026 1/2026 em 01/12 às 9h")
    assert asked.says("ana", "demandas") == "Demandas abertas: nenhuma."


def test_time_refused(asked: House) -> None:
    asked.says("davi", "pedir prorrogação REQ-58/2026 mais 15 dias falta visita")
    assert "prorrogação pedida" in asked.says("ana", "demandas")
    assert asked.says("davi", "pedir prorrogação REQ-58/2026 mais 9 dias falta visita").startswith("Já foi pedida")
    assert asked.says("davi", "prorrogação REQ-58/2026 negada Ofício 9/2026") == (
        "Prorrogação de REQ-58/2026 negada. O prazo continua terça-feira, 08/12."
    )


def test_an_expediente_of_the_house_is_none(city: House) -> None:
    city.says("davi", 'expediente novo memorando "Poda"')
    assert city.says("davi", "distribuir MEM-1/2026-GP @obras").startswith(
        "MEM-1/2026-GP não veio de uma autoridade de fora"
    )


def test_two_papers_of_one_process(city: House, tmp_path: Path) -> None:
    at(city, "11-24T08:30")
    city.says("sonia", TC)
    second = city.says("sonia", TC.replace("contrato 12/2025", "contrato 12/2025, resposta insuficiente"))
    assert second.startswith("Despacho TC-012854.989.16-7/2 registrado")
    assert "Do mesmo processo: TC-012854.989.16-7" in city.says("vera", "ver TC-012854.989.16-7/2")


def test_a_recess_of_the_tribunal(city: House) -> None:
    at(city, "12-10T09:00")
    city.says("igor", "calendário tce recesso de 18/12/2026 a 20/01/2027 suspende os prazos Ato 18/2026")
    said = city.says("sonia", TC.replace("publicado 24/11", "publicado 10/12"))
    assert "Prazo do TCE: quinta-feira, 28/01/2027 (15 dias corridos)" in said


def test_only_the_code_of_what_is_hidden(city: House) -> None:
    at(city, "11-23T14:05")
    city.says("sonia", MP)
    assert city.says("sergio", "demandas") == "Demandas abertas: nenhuma."
    assert city.says("sergio", "ver OF-412/2026").startswith("Não encontrei OF-412/2026.")
    assert len(PDF) > 0


def test_what_the_council_asks_and_the_pieces_of_the_tribunal(city: House, tmp_path: Path) -> None:
    city.passes("2026-11-24T09:00")
    for line in (
        'chegou indicação 590/2026 da câmara "Poda na praça" autor Ver. Exemplo Um hoje 8h',
        'chegou indicação 591/2026 da câmara "Lombada" hoje 8h',
        "distribuir IND-590/2026 @obras",
        "distribuir IND-591/2026 @obras",
        'chegou despacho TC-012854.989.16-7 "contrato 12/2025" publicado 24/11 15 dias corridos',
        "peças TC-012854.989.16-7\n1 @fazenda empenhos\n2 @juridico parecer",
        "distribuir TC-012854.989.16-7 @fazenda @juridico",
    ):
        assert not city.says("davi", line).startswith("Não"), line
    assert city.says("otavio", "informar IND-590/2026 feita em 20/11") == said(
        "OBRAS informou IND-590/2026. Está tudo aqui."
    )
    assert city.says("davi", "indicações @obras") == said("""
        Demandas abertas de indicações da Secretaria de Obras e Serviços (1):
        Câmara Municipal de Exemplo:
        • IND-591/2026 Lombada — distribuída, com OBRAS, sem prazo
        """)
    assert city.says("davi", "responder indicações @obras outubro") == said(
        "OBRAS não tem indicação em aberto para responder."
    )
    assert city.says("davi", "responder indicações @obras") == said(
        "Minuta R-1 responde a 2 indicações de OBRAS: outra pessoa a aprova."
    )
    assert city.says("davi", "ver R-1") == said("""
        Minuta R-1 de ofício
        Para: Câmara Municipal de Exemplo
        Assunto: Resposta a 2 indicações (OBRAS)

        Em atenção às indicações abaixo, informo as providências tomadas (Secretaria de Obras e Serviços).
        Indicação nº 590/2026, de Ver. Exemplo Um (Poda na praça): feita em 20/11
        Indicação nº 591/2026 (Lombada): em análise.

        Conferência: da165727
        Estado: minuta
        """)
    assert city.says("davi", "responder indicações @obras") == said("OBRAS não tem indicação em aberto para responder.")
    assert city.says("davi", "tce 2026") == said("""
        Demandas 2026: TCE (1):
        Tribunal de Contas do Estado de São Paulo:
        • TC-012854.989.16-7 contrato 12/2025 — distribuída, com FAZENDA e JURIDICO, até 09/12
        """)
    assert city.says("davi", "tce 2025") == said("Demandas 2025: TCE: nenhuma.")
    assert city.says("bruno", "tce") == said("Demandas abertas: TCE: nenhuma.")
    piece = tmp_path / "empenhos.csv"
    piece.write_text("a;b\n1;2\n")
    sent = city.answer("fabio", text="peça TC-012854.989.16-7 1", file=str(piece))["text"]
    assert sent == said("Item 1 informado por FAZENDA. Falta: item 2 (JURIDICO).")
    assert city.says("davi", "que peças faltam?") == said("""
        Peças que faltam (1):
        JURIDICO:
        • TC-012854.989.16-7 item 2: parecer
        """)
    assert city.says("bruno", "peças faltando") == "Nenhuma peça falta."
    assert city.says("davi", "mandados") == said("Demandas abertas de mandados: nenhuma.")
    assert city.says("davi", "convocação @fabio Requerimento 70/2026").startswith("Para que dia e hora?")
    assert city.says("davi", "cancelar")
    call = 'convocação @fabio dia 03/12 às 19h Requerimento 70/2026 "contrato do lixo"'
    assert city.says("davi", call) == said(
        "CONV-70/2026: Fábio Teles comparece à Câmara quinta-feira, 03/12, 19h. Avisei."
    )
    assert any("CONV-70/2026" in each for each in city.tray("fabio"))
    assert city.says("davi", "convocações") == said("""
        Demandas abertas de convocações (1):
        Câmara Municipal de Exemplo:
        • CONV-70/2026 contrato do lixo (comparecer às 19h) — recebida, com GP, até 03/12
        """)
    assert city.says("bruno", call).startswith("O que chega de fora é registrado pelo protocolo")


def test_a_part_without_number_answers_the_items_of_its_orgao(asked: House) -> None:
    asked.says("davi", "itens REQ-58/2026\n1 @educacao quantas vagas\n2 @educacao lista\n3 @fazenda custo")
    assert asked.says("edna", "informar REQ-58/2026 há 312 vagas; segue a lista") == said(
        "EDUCACAO informou REQ-58/2026. Falta: item 3 (FAZENDA)."
    )
    assert asked.says("edna", "informar REQ-58/2026 item 2: lista nova") == said(
        "Item 2 informado por EDUCACAO. Falta: item 3 (FAZENDA)."
    )
    assert asked.says("ana", "requerimentos").startswith("Demandas abertas de requerimentos (1):")


def test_what_was_not_approved_wherever_it_is_said(city: House) -> None:
    line = 'chegou requerimento 90/2026 da câmara "Lista de carros" autor Ver. Dois hoje às 8h não aprovado'
    assert city.says("sonia", line) == said(
        "Requerimento que a Câmara não aprovou costuma não ter o prazo dela. Registro como ofício?"
    )
    assert city.buttons("sonia", 'chegou ofício 3/2026 da Prefeitura de Lonjura "consórcio"')[1] == said(
        "autoridade nova sigla: PRELON nome: Prefeitura de Lonjura"
    )
    assert city.says("sonia", 'chegou ofício s/n da Prefeitura de Vizinha "consórcio" sem prazo').splitlines()[1:4] == [
        "Recebido: segunda-feira, 23/11, da Prefeitura de Vizinha.",
        "Sem prazo da lei nem impresso.",
        "Por dentro: informações até segunda-feira, 07/12.",
    ]


def test_the_same_said_otherwise(city: House) -> None:
    for line, first in {
        'chegou o requerimento nº 77/2026 da Câmara Municipal sobre "Merenda", autoria do Ver. Silva': "Requerimento REQ-77",
        'Chegou Requerimento nº 80/2026 - Câmara - "Asfalto" - Autor: Ver. Beto - 23/11/2026 às 8h': "Requerimento REQ-80",
        'chegou a indicação 700/2026 da câmara "Poda" autor Ver. Um hoje': "Indicação IND-700",
        'chegou da câmara o requerimento 79/2026 "Iluminação" hoje': "Requerimento REQ-79",
    }.items():
        assert city.says("sonia", line).startswith(f"{first}/2026 registrad"), line
    assert "prorrogação REQ-77/2026 concedida até 18/12, ofício 331/2026" in city.buttons(
        "davi", "a câmara deu mais prazo no REQ-77/2026 até 18/12, ofício 331/2026"
    )
    assert city.says("davi", "prorrogação REQ-77/2026 concedida mais 10 dias Ofício 330/2026").startswith(
        "Prorrogação PR-1/2026 de REQ-77/2026. Prazo da Câmara: sexta-feira, 18/12."
    )
    assert "protocolado REQ-77/2026 2401/2026, hoje às 8h" in city.buttons(
        "sonia", "protocolei a resposta do requerimento 77 na câmara, número 2401/2026, hoje às 8h"
    )
    assert city.says("ana", "que requerimentos estão sem resposta?").startswith(
        "Demandas abertas de requerimentos (3):"
    )


def test_a_list_by_what_people_call_it(city: House) -> None:
    at(city, "11-23T09:12")
    city.says("sonia", MS)
    for line in (
        "mandados de segurança em aberto",
        "quais mandados de segurança estão abertos?",
        "mandados de segurança",
    ):
        assert city.says("renato", line).startswith("Demandas abertas de mandados (1):"), line  # no task for SEGURANCA
    assert city.says("ana", "o que tá sem distribuir?").startswith("Demandas abertas sem distribuição (1):")
