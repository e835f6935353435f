"""What becomes of a bill: the law and its norma, the veto at the council, urgency; the papers of each."""

from pathlib import Path

from sqlalchemy import select

from handlers import papers
from models import authorities
from models.materias import Materia, MateriaTerm
from models.norms import Norma
from models.people import Person
from tests.conftest import House
from tests.handlers.test_attachment_texts import docx
from tests.handlers.test_materias import at, council, dates, received, status
from tests.said import said

__all__ = ["council", "received"]


def test_the_mayor_sanctions(received: House) -> None:
    at(received, "2026-12-11T15:00")
    assert received.says("helena", "sancionar PL-120/2026") == said(
        "PL-120/2026: sanção decidida. O gabinete prepara a lei; faltam o número e a assinatura até quinta-feira, 17/12."
    )
    assert received.says("sonia", "lei PL-120/2026 4520/2026 em 10/12 publicada em 11/12") == said("""
        PL-120/2026 é a Lei 4520/2026, de quinta-feira, 10/12, publicada em sexta-feira, 11/12.
        Norma LEI-4520/2026: sem cláusula própria, vale a partir de segunda-feira, 25/01/2027.
        """)
    assert dates(received, MateriaTerm.SANCAO_VETO) == [("2026-12-17 18:00", "met")]
    assert status(received) == "publicada"
    assert received.buttons("ana", "Lei 4520/2026") == ["PL-120/2026", "LEI-4520/2026"]
    assert received.says("ana", "LEI-4520/2026").splitlines()[:3] == [
        "LEI-4520/2026 Hortas nas escolas",
        "Captada (vem de PL-120/2026)",
        "Lei nº 4520/2026, de quinta-feira, 10/12; publicação: sexta-feira, 11/12",
    ]
    assert received.says("ana", "normas sem triagem").startswith("Normas sem triagem (1):\nLEI-4520/2026")


def test_veto_kept_and_rejected(received: House) -> None:
    received.says("helena", "vetar PL-120/2026 art. 3º\nSem fonte.")
    received.says("sonia", "veto protocolado PL-120/2026 2301/2026 hoje às 16h05")
    at(received, "2026-12-18T20:00")
    assert received.says("sonia", "lei PL-120/2026 4520/2026 em 10/12 publicada em 11/12").startswith(
        "PL-120/2026 é a Lei"
    )
    assert status(received) == "veto na câmara"
    assert received.says("davi", "veto rejeitado PL-120/2026 em 18/12 Ofício 41/2026").startswith("A que horas chegou")
    assert received.says("davi", "19h") == said("PL-120/2026: veto rejeitado. Promulgar até domingo, 20/12, 19h.")
    assert dates(received, MateriaTerm.PROMULGACAO) == [("2026-12-20 19:00", "open")]
    at(received, "2026-12-22T10:00")
    assert received.says("davi", "promulgada PL-120/2026 Lei 4520/2026 pela câmara em 21/12") == said("""
        PL-120/2026: Lei 4520/2026 promulgada pela Câmara em segunda-feira, 21/12.
        Norma LEI-4520/2026: sem cláusula própria, vale a partir de segunda-feira, 25/01/2027.
        """)
    assert received.says("ana", "PL 120/26") == said("""
        PL-120/2026 Hortas nas escolas
        Promulgada. Autógrafo AUT-1695/2026, recebido quinta-feira, 26/11, 16h
        Pareceres:
        • JURIDICO: pedido
        Veto parcial (art. 3º), entregue à Câmara quinta-feira, 26/11, 16h05 (protocolo 2301/2026)
        Votado sexta-feira, 18/12, 19h: Ofício 41/2026
        Lei 4520/2026, de quinta-feira, 10/12, publicada sexta-feira, 11/12, promulgada pela Câmara em segunda-feira, 21/12
        """)


def test_veto_kept(received: House) -> None:
    received.says("helena", "vetar PL-120/2026 total\nSem fonte.")
    received.says("sonia", "veto protocolado PL-120/2026 2301/2026 hoje às 16h05")
    at(received, "2026-12-18T20:00")
    assert received.says("ana", "vetos") == said("""
        Vetos (1):
        • PL-120/2026 Hortas nas escolas: veto na câmara, corre para a Câmara, até sábado, 26/12
        """)
    assert received.says("davi", "veto mantido PL-120/2026 em 18/12 Ofício 40/2026") == (
        "PL-120/2026: veto mantido.\n"
        "O aviso chega a Ana Prado, Helena Duarte, Renato Siqueira e Sônia Matos na segunda-feira, 21/12, 7h."
    )
    assert dates(received, MateriaTerm.APRECIACAO)[0][1] == "met"


def test_urgency_stands_still_in_the_recess(council: House) -> None:
    at(council, "2026-11-24T12:00")
    assert (
        council.says("davi", 'projeto novo PL 131/2026 "Autoriza convênio"')
        == "PL-131/2026 registrado: Autoriza convênio."
    )
    assert council.says("davi", "urgência PL-131/2026 em 24/11") == said(
        "PL-131/2026: urgência pedida em terça-feira, 24/11. A Câmara vota até sexta-feira, 08/01/2027, contado o recesso que estiver no calendário dela."
    )
    council.says("ana", "calendário câmara recesso de 21/12/2026 a 31/01/2027 suspende os prazos Ato 9/2026")
    assert dates(council, MateriaTerm.URGENCIA) == [("2027-02-19 18:00", "open")]


def test_the_message_of_veto_is_drafted_for_another_to_approve(received: House) -> None:
    with received.transaction() as session:
        values = {"sigla": "CAMARA", "nome": "Câmara Municipal", "esfera": "municipal", "poder": "legislativo"}
        authorities.register(session, values, by=None, now=received.now)
    answer = received.says("helena", "vetar PL-120/2026 art. 5º, inciso V\nCria despesa sem fonte.")
    assert "Minuta da mensagem: R-1. Outra pessoa confere e aprova." in answer
    draft = received.says("ana", "ver R-1")
    assert "Assunto: Veto parcial ao Autógrafo nº 1695/2026 (PL-120/2026)" in draft
    assert "Cria despesa sem fonte." in draft
    received.says("helena", "vetar PL-120/2026 art. 7º\nInteresse público.")  # decided again before it left
    assert "(cancelado)" in received.says("ana", "ver R-1") or "cancelada" in received.says("ana", "ver R-1")
    assert received.says("helena", "aprovar R-2").startswith("Quem escreveu ou corrigiu a minuta não a aprova")
    assert "MSG-1/2026" in received.says("ana", "aprovar R-2")


def test_the_certificate_the_chart_and_the_message(received: House) -> None:
    assert received.says("ana", "certidão PL-120/2026") == said(
        "Estou fazendo o PDF da certidão de PL-120/2026; mando em seguida."
    )
    assert received.says("ana", "gráfico autógrafos") == said("""
        PL-120/2026 vem antes: 15 dias úteis
        PL-120/2026 ████████████████ 15
        """)
    assert received.says("helena", "quantos dias tenho para sancionar o projeto das hortas?").startswith("PL-120/2026 ")
    assert received.says("helena", "o que falta decidir na câmara?").startswith("Autógrafos (1):")
    received.says("ana", "autoridade nova sigla: CAMARA nome: Câmara Municipal esfera: municipal poder: legislativo")
    received.says("davi", 'projeto novo PL 131/2026 "Zoneamento"')
    assert received.says("davi", "mensagem PL-131/2026") == said(
        "Minuta R-1 da mensagem de PL-131/2026. Complete a justificativa: corrigir R-1 … Depois, outra pessoa confere e aprova."
    )


def test_the_law_and_the_certidao_on_paper(received: House, tmp_path: Path) -> None:
    assert received.says("ana", "lei em papel PL-120/2026") == said(
        "Estou fazendo o PDF da lei de PL-120/2026; mando em seguida."
    )
    law = facts(received, "lei")
    assert (law.title, law.draft) == ("Lei nº (por numerar), de 26 de novembro de 2026", True)
    assert law.blocks[2]["text"] == "Faltam os artigos: anexe a PL-120/2026 o arquivo do autógrafo 1695/2026."
    file = tmp_path / "autógrafo.docx"
    file.write_bytes(docx("Art. 1º Fica instituída a horta."))
    received.answer("sonia", text="anexar PL-120/2026", file=str(file))
    received.says("helena", "vetar PL-120/2026 art. 3º\nSem fonte.")
    received.says("sonia", "lei PL-120/2026 4520/2026 em 26/11 publicada em 26/11")
    law = facts(received, "lei")
    assert (law.title, law.draft) == ("Lei nº 4520/2026, de 26 de novembro de 2026", False)
    assert [each.get("lines", each.get("text")) for each in law.blocks[1:]][:3] == [
        ["Faço saber que a Câmara Municipal aprovou e eu sanciono a seguinte lei:"],
        ["Art. 1º Fica instituída a horta."],
        "Vetado: art. 3º.",
    ]
    assert law.blocks[-1]["lines"] == ["Helena Duarte", "Prefeita"]
    assert facts(received, "norma").title == law.title
    assert received.says("ana", "certidão de decurso PL-120/2026") == said(
        "Estou fazendo o PDF da certidão de PL-120/2026; mando em seguida."
    )
    rows = facts(received, "certidão de decurso de prazo").blocks[3]["rows"]
    assert [row[1:] for row in rows][1] == ["Sônia Matos", "autógrafo 1695/2026 recebido quinta-feira, 26/11, 16h"]
    received.says("davi", 'projeto novo PL 131/2026 "Zoneamento"')
    assert received.says("ana", "pdf da lei PL-131/2026") == said(
        "PL-131/2026 está com a situação em preparo: ainda não há lei a escrever."
    )


def facts(house: House, kind: str) -> papers.Facts:
    """A paper about the bill, or about the norma it became."""
    with house.transaction() as session:
        model = Norma if kind == "norma" else Materia
        record = session.scalars(select(model)).first()
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        return papers.of(kind).compose(session, record, ana, house.now)
