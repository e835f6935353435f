"""The machine part by part, for whoever looks after it: queues, failures, imports, the verified history."""

from pathlib import Path

import pytest
from sqlalchemy import update

from models.outbox import IS_FAILED, Outbox, State
from tests.conftest import House
from tests.handlers.test_sheet_imports import GOOD
from tests.said import said

pytestmark = pytest.mark.console


def test_the_parts_of_the_status(house: House, tmp_path: Path) -> None:
    assert house.says("vera", "status filas") == "Filas: nada espera."
    assert house.says("vera", "status falhas") == "Falhas: nenhuma mensagem deixou de chegar."
    assert house.says("vera", "status importações") == "Importações: nenhuma planilha foi mandada pelo chat."
    assert house.says("vera", "status história") == said("""
        História: ainda não foi conferida.
        Para conferir tudo agora, no servidor: python -m bot audit verify
        """)
    house.says("ana", "tarefa @bruno apurar denúncia até sexta")
    house.says("ana", "restringir T-1 sigiloso dados de saúde")
    house.says("ana", "tarefa @otavio tapar buraco até sexta")
    with house.transaction() as session:
        session.execute(
            update(Outbox).where(Outbox.record_id.is_not(None)).values(state=State.FAILED, error="bot was blocked")
        )
    table = tmp_path / "registro.csv"
    table.write_text(GOOD, encoding="utf-8")
    house.answer("ana", text="importar expedientes", file=str(table))
    house.runs("maintenance")
    assert house.says("vera", "status falhas") == said("""
        Falhas de entrega, a última antes:
        • 23/11 9h, Otávio Reis, terminal (T-2): o bot foi bloqueado lá
        • 23/11 9h, Bruno Lima, terminal: o bot foi bloqueado lá
        • 23/11 9h, Bruno Lima, terminal: o bot foi bloqueado lá
        """)
    with house.transaction() as session:
        session.execute(update(Outbox).where(IS_FAILED).values(state=State.PENDING, channel="slack"))
    assert house.says("vera", "status filas") == said("""
        Filas:
        • mensagens, Slack: 3, desde 23/11 9h
        """)
    assert house.says("vera", "status importações") == said("""
        Planilhas mandadas pelo chat, a última antes:
        • 23/11 9h, Ana Prado, registro.csv (expedientes): à espera do botão
        """)
    house.says("ana", "importar 1")
    assert house.says("vera", "status importações").endswith("registro.csv (expedientes): importada em 23/11 9h")
    found = house.says("vera", "status história")
    assert found.startswith("História: 5 registros conferidos, em 23/11 9h.\nDo começo ao fim: 23/11 9h.\nÚltimo elo: ")
    assert house.says("vera", "status azul") == "Posso dizer filas, falhas, importações ou história."
    assert house.buttons("vera", "status azul")[1:] == [
        *("status filas", "status falhas", "status importações", "status história"),
    ]
    assert house.says("bruno", "status filas").startswith("O sistema está no ar")
