"""Meetings on paper and after their ata: the convocation, abstentions, the correction that another approves."""

import pytest
from sqlalchemy import select

from handlers import papers
from models.events import Event
from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said

pytestmark = pytest.mark.console


@pytest.fixture
def met(house: House) -> House:
    """A meeting that was held, with what it decided."""
    at(house, "2026-11-30T09:00")
    house.says("ana", "reunião @saude @obras quarta 9h no Paço: obra da UBS")
    house.says("otavio", "item REU-1 telhado da UBS, 15 min")
    return house


def test_the_convocation_on_paper(met: House) -> None:
    assert met.says("ana", "convocação em pdf REU-1/2026") == said(
        "Estou fazendo o PDF da convocação de REU-1/2026; mando em seguida."
    )
    with met.transaction() as session:
        event = session.scalars(select(Event)).one()
        facts = str(papers.of("convocação").compose(session, event, event.owner, met.now).as_data("Nova Aurora"))
    for words in ("obra da UBS", "Bruno Lima (SAUDE)", "telhado da UBS", "A pauta fecha"):
        assert words in facts


def test_an_ata_is_corrected_by_another(met: House) -> None:
    at(met, "2026-12-02T10:10")
    met.says("ana", "presença REU-1 @todos")
    assert met.says("bruno", "abstenção REU-1") == said(
        "Por quê? Exemplo: abstenção REU-1/2026 @bruno dirige a entidade do item 1"
    )
    met.says("bruno", "cancelar")
    assert met.says("ana", "abstenção REU-1 @bruno dirige a entidade do item 1") == said(
        "REU-1/2026: abstenção de Bruno Lima, dirige a entidade do item 1."
    )
    met.says("ana", "realizar REU-1")
    assert met.says("ana", "retificar ata REU-1 onde se lê 10, leia-se 12") == said(
        "A ata de REU-1/2026 ainda não foi aprovada: mude o texto com: ata REU-1/2026 texto"
    )
    met.says("ana", "circular ata REU-1")
    at(met, "2026-12-07T09:00")
    met.says("helena", "aprovar ata REU-1")
    assert met.says("ana", "aprovar retificação REU-1") == said("A ata de REU-1/2026 não tem retificação à espera.")
    assert met.says("ana", "retificar ata REU-1 onde se lê 10, leia-se 12") == said(
        "Retificação 1 da ata de REU-1/2026 escrita; espera a aprovação de quem presidiu ou da chefia."
    )
    assert met.says("ana", "aprovar retificação REU-1") == said("Quem escreve a retificação não a aprova.")
    assert met.says("bruno", "aprovar retificação REU-1") == said(
        "A retificação é aprovada por quem presidiu (Helena Duarte) ou pela chefia."
    )
    met.tray("bruno")
    assert met.says("helena", "aprovar retificação REU-1") == said(
        "Retificação 1 da ata de REU-1/2026 aprovada. Falta anexar o arquivo assinado."
    )
    assert met.tray("bruno") == [said("Ata nº 1/2026 retificada: onde se lê 10, leia-se 12.")]
    assert met.says("ana", "ata REU-1") == said("""
        Ata de REU-1/2026 obra da UBS (aprovada), quarta-feira, 02/12, 9h às 10h, Paço.
        Presidiu: Helena Duarte.
        Presentes: Helena Duarte, Bruno Lima (SAUDE) e Otávio Reis (OBRAS).
        Pauta:
        • 1. telhado da UBS · Otávio Reis · 15 min
        Abstenções:
        • Bruno Lima: dirige a entidade do item 1
        Não se manifestaram: Helena Duarte, Bruno Lima e Otávio Reis.
        Retificação 1, de 07/12/2026, por Ana Prado, aprovada por Helena Duarte: onde se lê 10, leia-se 12
        """)
