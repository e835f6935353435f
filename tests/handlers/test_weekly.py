"""The report of the week: what changed, subject by subject, in the pauta of Monday, in the chat, on paper."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.people import Person
from tests.conftest import House
from tests.handlers.test_budget import ROWS, at, imports, table
from tests.handlers.test_plans import METAS
from tests.said import said

_AMBIENTE = METAS.replace("FAZENDA,AMBIENTE", "FAZENDA")


@pytest.mark.every_door
def test_what_changed_is_said_on_monday(house: House, tmp_path: Path) -> None:
    assert house.says("ana", "relatório da semana") == said("""
        A semana de 16/11 a 22/11: nada mudou nos assuntos acompanhados.

        Resumo da semana, desde segunda-feira, 16/11.

        Saiu: nada ainda.

        Travou: nada.

        Entrou: 0 prazos novos.
        """)
    at(house, "2026-11-25T09:00")
    imports(house, _AMBIENTE.encode(), "metas_ppa.csv", tmp_path, "importar metas")
    imports(house, table(*ROWS), "balancete_gabinete_2026-11-24.csv", tmp_path)
    house.says(
        "ana", "fundo novo sigla: FUSSOL nome: Fundo Social lei de criação: Lei 1/1993 finalidades: x saldo: R$ 9,00"
    )
    house.says("otavio", "andamento COMP-3 14 ruas")
    house.says("otavio", "entrave COMP-3 falta licença @fazenda até 18/12")
    house.says("davi", "ideia trocar as lâmpadas da praça")
    at(house, "2026-11-30T07:29")
    for who in ("helena", "otavio", "edna", "ana"):
        house.tray(who)
    at(house, "2026-11-30T07:31")
    house.runs("digests")
    assert house.tray("helena")[0] == said("""
        Bom dia, Helena. Pauta da semana a partir de segunda-feira, 30/11.

        A semana de 23/11 a 29/11:
        • Andou: COMP-3 Asfaltar todo o Jardim Novo (42%)
        • Travou: COMP-3, falta licença · FAZENDA · até 18/12
        • Metas e compromissos: 2 pedem atenção, 1 bloqueado
        • Estudos: 1 ideia nova
        • Orçamento: 79,1% empenhado, disponível R$ 105.450,75, a liquidar R$ 92.389,95
        • FUSSOL: em conta R$ 9,00, livre R$ 9,00

        Nada seu vence nos próximos dias, nem está atrasado ou sem ciência.

        A casa toda: nada em atraso, nada sem ciência, nada parado.

        Resumo da semana, desde segunda-feira, 23/11.

        Saiu: nada ainda.

        Travou: nada.

        Entrou: 4 prazos novos.
        """)
    assert house.tray("otavio")[0] == said("""
        Bom dia, Otávio. Pauta de segunda-feira, 30/11.
        O resumo de sexta-feira, 27/11 não saiu; o que continua aberto está neste.

        A semana de 23/11 a 29/11:
        • Andou: COMP-3 Asfaltar todo o Jardim Novo (42%)
        • Travou: COMP-3, falta licença · FAZENDA · até 18/12
        • Metas e compromissos: 1 bloqueado

        Nada seu vence nos próximos dias, nem está atrasado ou sem ciência.
        """)
    assert house.tray("edna") == []
    assert house.says("helena", "relatório da semana").partition("\n\n0 metas")[0] == said("""
        A semana de 23/11 a 29/11:
        • Andou: COMP-3 Asfaltar todo o Jardim Novo (42%)
        • Travou: COMP-3, falta licença · FAZENDA · até 18/12
        • Metas e compromissos: 2 pedem atenção, 1 bloqueado
        • Estudos: 1 ideia nova
        • Orçamento: 79,1% empenhado, disponível R$ 105.450,75, a liquidar R$ 92.389,95
        • FUSSOL: em conta R$ 9,00, livre R$ 9,00

        Resumo da semana, desde segunda-feira, 23/11.

        Saiu: nada ainda.

        Travou: nada.

        Entrou: 4 prazos novos.
        """)
    assert house.says("edna", "relatório da semana").splitlines()[:3] == [
        "A semana de 23/11 a 29/11: nada mudou nos assuntos acompanhados.",
        "",
        "Resumo da semana da Secretaria de Educação, desde segunda-feira, 23/11.",
    ]
    assert house.says("edna", "relatório da semana @obras").splitlines()[1] == (
        "• Andou: COMP-3 Asfaltar todo o Jardim Novo (42%)"
    )
    assert house.says("helena", "relatório da semana em pdf") == said(
        "Estou fazendo o PDF do relatório; mando em seguida."
    )
    with house.transaction() as session:
        helena = session.scalars(select(Person).where(Person.handle == "helena")).one()
        facts = papers.of("relatório da semana").compose(session, None, helena, house.now)
        assert [facts.title, facts.number, len(facts.blocks)] == [
            "A semana de 23/11/2026 a 29/11/2026",
            "semana 23-11-2026",
            7,
        ]
