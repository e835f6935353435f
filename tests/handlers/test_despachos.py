"""Despachos: taken to the pile with what a decision needs, answered by the mayor alone, signed on paper, handed on."""

from pathlib import Path

import pytest

from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said

PROC = 'expediente novo processo "Compra emergencial de areia" interessado Defesa Civil'


@pytest.fixture
def cabinet(house: House) -> House:
    """A house on Monday, 30/11/2026, at half past seven, with a processo that OBRAS has, and a draft."""
    at(house, "2026-11-30T07:30")
    house.says("davi", PROC)
    house.says("davi", "tramitar PROC-1 @obras para parecer")
    house.says("otavio", "receber PROC-1")
    house.says("davi", "ordem @obras Refazer o cronograma.\ncumprir até 11/12")
    return house


@pytest.mark.every_door
def test_the_life_of_a_despacho(cabinet: House) -> None:
    line = "levar PROC-1 a despacho: autorizar a compra emergencial? recomendo deferir até hoje 17h"
    assert cabinet.says("ana", line) == said(
        "PROC-1/2026-GP na pilha de despachos, posição 1: autorizar a compra emergencial? Decidir até hoje, 17h."
    )
    assert cabinet.says("ana", "levar R-1 a despacho até sexta") == said(
        "R-1 na pilha de despachos, posição 2: Aprovar? Decidir até sexta-feira, 04/12."
    )
    assert cabinet.says("helena", "despachos") == said("""
        Despachos (2, 1 para hoje):
        1. PROC-1/2026-GP Compra emergencial de areia — hoje, 17h
           autorizar a compra emergencial?
           Recomendação: deferir
           por Ana Prado em 30/11 7h30 · em tramitação
        2. R-1 Refazer o cronograma. — sexta-feira, 04/12
           Aprovar?
           por Ana Prado em 30/11 7h30 · minuta
        """)
    assert cabinet.buttons("helena", "despachos")[:2] == ["deferir PROC-1/2026-GP", "indeferir PROC-1/2026-GP"]
    assert cabinet.buttons("davi", "despachos") == ["ver PROC-1/2026-GP", "ver R-1"]
    assert cabinet.says("helena", "decisões") == said("""
        Esperam a sua decisão (2):
        • PROC-1/2026-GP despacho pedido por Ana Prado: autorizar a compra emergencial? Recomendação: deferir. (desde hoje, decidir até 30/11 17h)
        • R-1 minuta de ordem de serviço de Davi Rocha: Refazer o cronograma. (desde hoje, decidir até 11/12 18h)
        """)
    assert cabinet.says("davi", "indeferir PROC-1 não há verba") == said(
        "Quem despacha é Helena Duarte. Para você despachar falta a substituição registrada, com a portaria: substituição @helena por @davi de 01/12 a 04/12 portaria 118/2026"
    )
    assert cabinet.says("ana", "deferir PROC-1") == said(
        "Quem despacha é Helena Duarte. Para você despachar falta a substituição registrada, com a portaria: substituição @helena por @ana de 01/12 a 04/12 portaria 118/2026"
    )
    cabinet.tray("ana"), cabinet.tray("otavio")
    assert cabinet.says("helena", "deferir PROC-1/2026 desde que com três orçamentos") == said("""
        Despacho registrado: PROC-1/2026-GP deferido, “desde que com três orçamentos”.
        É ordem de preparo: o ato sai com a assinatura, e o cartão diz “falta assinar” até o arquivo assinado chegar.
        """)
    assert cabinet.tray("ana") == [
        said("""
        Helena Duarte: PROC-1/2026-GP deferido, “desde que com três orçamentos”.
        Compra emergencial de areia
        """)
    ]
    assert cabinet.says("helena", "indeferir PROC-1") == said(
        "PROC-1/2026-GP já teve despacho: deferido por Helena Duarte em 30/11 7h30, “desde que com três orçamentos”."
    )
    assert cabinet.says("ana", "passar despacho PROC-1 @otavio fazer a cotação até sexta") == said(
        """
        Despacho de PROC-1/2026-GP passado a quem cumpre.
        Tarefa T-1 criada para Otávio Reis: fazer a cotação. Prazo: sexta-feira, 04/12.
        """
    )
    assert cabinet.says("ana", "ver PROC-1") == said("""
        PROC-1/2026-GP Compra emergencial de areia
        Processo em tramitação, recebido em 30/11
        Interessado: Defesa Civil
        Está com a Secretaria de Obras desde segunda-feira, 30/11, 7h30, recebido por Otávio Reis em 30/11 7h30. Despacho: parecer
        Despacho: deferido por Helena Duarte em 30/11 7h30, “desde que com três orçamentos”; falta assinar
        Vinculados: T-1 fazer a cotação
        """)
    assert cabinet.says("ana", "despacho assinado PROC-1") == said(
        "Mande o arquivo assinado com esta legenda: despacho assinado PROC-1/2026-GP"
    )
    assert cabinet.says("helena", "despachos") == said("""
        Despachos (1):
        1. R-1 Refazer o cronograma. — sexta-feira, 04/12
           Aprovar?
           por Ana Prado em 30/11 7h30 · minuta
        """)
    cabinet.says("helena", "aprovar R-1")
    assert cabinet.says("helena", "despachos") == said("Nada na pilha de despachos.")


def test_a_substitute_of_the_mayor_decides_and_the_second_answer_is_refused(cabinet: House) -> None:
    cabinet.says(
        "ana", "levar PROC-1 a despacho: autorizar? opções: tudo, só a areia; parecer favorável da Procuradoria"
    )
    assert cabinet.says("helena", "despachos") == said("""
        Despachos (1):
        1. PROC-1/2026-GP Compra emergencial de areia
           autorizar?
           Opções: tudo, só a areia
           por Ana Prado em 30/11 7h30 · em tramitação · parecer favorável da Procuradoria
        """)
    assert cabinet.says("helena", "falar comigo PROC-1") == said(
        "Avisei Ana Prado: você quer falar antes de decidir PROC-1/2026-GP."
    )
    assert cabinet.tray("ana")[-1:] == [
        said(
            "Helena Duarte quer falar com você antes de decidir PROC-1/2026-GP (Compra emergencial de areia): autorizar?"
        )
    ]
    assert cabinet.says("helena", "adiar PROC-1 quarta") == said(
        "Despacho de PROC-1/2026-GP fica para quarta-feira, 02/12."
    )
    assert cabinet.says("helena", "decisões") == said("""
        Esperam a sua decisão (1):
        • R-1 minuta de ordem de serviço de Davi Rocha: Refazer o cronograma. (desde hoje, decidir até 11/12 18h)
        """)
    cabinet.says("ana", "substituição @helena por @davi de 02/12 a 04/12 portaria 120/2026")
    cabinet.says("helena", "confirmar CF-1")
    at(cabinet, "2026-12-02T09:00")
    assert cabinet.says("davi", "devolver PROC-1") == said(
        "O que falta? Exemplo: devolver despacho PROC-1/2026-GP falta o parecer"
    )
    assert cabinet.says("davi", "falta o parecer") == said("""
        Despacho registrado: PROC-1/2026-GP devolvido, “falta o parecer”.
        Avisei Ana Prado.
        """)
    assert cabinet.says("helena", "deferir PROC-1") == said(
        "PROC-1/2026-GP já teve despacho: devolvido por Davi Rocha em 02/12 9h, “falta o parecer”."
    )
    assert cabinet.says("ana", "levar PROC-1 a despacho: autorizar agora, com o parecer?") == said(
        "PROC-1/2026-GP na pilha de despachos, posição 1: autorizar agora, com o parecer?"
    )
    further = "; tarefa @otavio cotar a areia até sexta; ordem @obras Comprar a areia até 11/12"
    line = f"deferir em parte PROC-1 só a areia{further}"
    assert cabinet.says("davi", line) == said("O texto diz “até 11/12”: é o prazo para cumprir?")
    with_date, _without = cabinet.buttons("davi", line)
    assert cabinet.says("davi", with_date) == said("""
        Despacho registrado: PROC-1/2026-GP deferido em parte, “só a areia”.
        É ordem de preparo: o ato sai com a assinatura, e o cartão diz “falta assinar” até o arquivo assinado chegar.
        Tarefa T-1 criada para Otávio Reis: cotar a areia. Prazo: sexta-feira, 04/12.
        Minuta R-2 de ordem de serviço

        Comprar a areia até 11/12

        Para 1 destinatário: OBRAS
        Ciência até: o fim do dia útil seguinte à transmissão
        Cumprimento até: sexta-feira, 11/12/2026
        Transmissão: assim que aprovada
        Conferência: c6dbd8d4

        Enviei para aprovação de Ana Prado.
        """)
    assert cabinet.says("ana", "despacho PROC-1") == said("""
        Despachos de PROC-1/2026-GP:
        • 30/11 7h30 Ana Prado: autorizar? devolvido por Davi Rocha em 02/12 9h, “falta o parecer”.
        • 02/12 9h Ana Prado: autorizar agora, com o parecer? deferido em parte por Davi Rocha em 02/12 9h, “só a areia”; falta assinar.
        """)


def test_what_is_taken_by_whom(cabinet: House) -> None:
    assert cabinet.says("otavio", "levar PROC-1 a despacho: autorizar? até ontem") == said(
        "Domingo, 29/11, já passou. Exemplos: até sexta 17h; em 15 dias úteis; dia 5; 27/11"
    )
    assert cabinet.says("otavio", "levar PROC-1 a despacho: autorizar o aditivo até dia 20?") == said(
        "PROC-1/2026-GP na pilha de despachos, posição 1: autorizar o aditivo até dia 20?"
    )
    assert cabinet.says("edna", "levar PROC-1 a despacho: autorizar?") == said(
        "PROC-1/2026-GP é levado a despacho pelo gabinete ou por quem responde pelo órgão com que está. Peça a um deles: comentar PROC-1/2026-GP precisa de despacho"
    )
    assert cabinet.says("edna", "despachos") == said("Nada na pilha de despachos.")
    assert cabinet.says("ana", "levar PROC-1 a despacho") == said(
        "PROC-1/2026-GP já está na pilha, por Otávio Reis: autorizar o aditivo até dia 20?"
    )
    assert cabinet.says("helena", "defere o PROC-1") == said("""
        É isto? Confirme no botão.
        • deferir PROC-1/2026-GP
        """)
    assert cabinet.says("helena", "o que tem na pilha?") == said("""
        Despachos (1):
        1. PROC-1/2026-GP Compra emergencial de areia
           autorizar o aditivo até dia 20?
           por Otávio Reis em 30/11 7h30 · em tramitação
        """)
    assert cabinet.says("ana", "levar PROC-1 a despacho: autorizar o aditivo? até quinta !urgente") == said(
        "PROC-1/2026-GP na pilha de despachos, posição 1: autorizar o aditivo? Decidir até quinta-feira, 03/12."
    )
    assert cabinet.tray("helena")[-1:] == [
        said("""
        Ana Prado pede o seu despacho, com urgência: PROC-1/2026-GP Compra emergencial de areia.
        autorizar o aditivo?
        """)
    ]
    assert cabinet.says("otavio", "retirar despacho PROC-1") == said(
        "O despacho de PROC-1/2026-GP é retirado por Ana Prado ou pela chefia."
    )
    assert cabinet.says("ana", "retirar despacho PROC-1") == said("PROC-1/2026-GP saiu da pilha de despachos.")
    assert cabinet.says("helena", "deferir PROC-1") == said("PROC-1/2026-GP não está na pilha de despachos.")
    assert cabinet.says("ana", "despacho PROC-1") == said("PROC-1/2026-GP não foi levado a despacho.")
    assert cabinet.says("davi", "devolver R-1 falta a data") == said(
        "Só o prefeito ou a chefia de gabinete aprova ordens, decisões e diretrizes."
    )
    assert cabinet.says("ana", "adiar PROC-1 quarta") == said(
        "PROC-1/2026-GP é um expediente, e “adiar” é para tarefas. O que deseja?"
    )
    assert cabinet.says("ana", "despacho assinado PROC-1") == said(
        "Mande o arquivo assinado com esta legenda: despacho assinado PROC-1/2026-GP"
    )


def test_a_restricted_record_is_shown_to_the_mayor_only(cabinet: House) -> None:
    cabinet.says("bruno", "tarefa @carla apurar a falta na UBS até sexta restrita")
    cabinet.says("bruno", "levar T-1 a despacho: abrir sindicância?")
    assert "abrir sindicância" in cabinet.says("helena", "despachos")
    assert cabinet.says("edna", "despachos") == said("Nada na pilha de despachos.")


def test_the_signed_paper_ends_what_is_lacking(cabinet: House, tmp_path: Path) -> None:
    cabinet.says("ana", "levar PROC-1 a despacho: autorizar?")
    cabinet.says("helena", "deferir PROC-1")
    paper = tmp_path / "despacho.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    answer = cabinet.answer("ana", file=str(paper), text="despacho assinado PROC-1")
    assert answer["text"] == said("Despacho de PROC-1/2026-GP assinado. Guardei: despacho.pdf.")
    assert "; assinado" in cabinet.says("ana", "ver PROC-1")


def test_what_is_left_to_somebody(cabinet: House) -> None:
    cabinet.says("ana", "levar PROC-1 a despacho: autorizar?")
    assert cabinet.says("ana", "delegar despacho PROC-1 @otavio") == said(
        "Quem despacha é Helena Duarte. Para você despachar falta a substituição registrada, com a portaria: substituição @helena por @ana de 01/12 a 04/12 portaria 118/2026"
    )
    assert cabinet.says("helena", "delegar despacho PROC-1 @helena") == said(
        "Delega-se a outra pessoa. Para decidir você mesma: deferir PROC-1/2026-GP"
    )
    assert cabinet.says("helena", "delegar despacho PROC-1") == said(
        "A quem? Exemplo: delegar despacho PROC-1/2026-GP @quem até sexta"
    )
    assert cabinet.says("helena", "@edna resolver com o comércio até sexta") == said("""
        PROC-1/2026-GP fica com Edna Souza, a quem avisei. O que exige assinatura segue a delegação publicada.
        Tarefa T-1 criada para Edna Souza: resolver com o comércio. Prazo: sexta-feira, 04/12.
        """)
    assert cabinet.tray("edna")[0] == said("""
        Helena Duarte deixa com você resolver PROC-1/2026-GP: autorizar? “resolver com o comércio”.
        Compra emergencial de areia
        """)
    assert cabinet.says("helena", "despacho PROC-1") == said("""
        Despachos de PROC-1/2026-GP:
        • 30/11 7h30 Ana Prado: autorizar? delegado por Helena Duarte em 30/11 7h30 a Edna Souza: resolver com o comércio.
        """)
    assert cabinet.says("edna", "deferir PROC-1") == said(
        "Quem despacha é Helena Duarte. Para você despachar falta a substituição registrada, com a portaria: substituição @helena por @edna de 01/12 a 04/12 portaria 118/2026"
    )
