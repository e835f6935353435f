"""Demands from outside, lived: arrival, distribution, parts, more time, protocol; by the dates of the acceptance."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers import papers
from models import authorities, records, sheets
from models.base import insert_row
from models.people import Address, Person, register
from tests.conftest import House
from tests.said import said

DATA = Path(__file__).parents[2] / "bot" / "demo" / "data"
REQ = 'chegou requerimento 58/2026 da câmara "Fila de creches" autor Ver. Exemplo Um hoje às 10h30'
MS = 'chegou mandado de segurança 1002345-11.2026.8.26.0001 de @tjsp1 autoridade @helena "edital 7/2026" hoje às 9h10'
MP = 'chegou requisição 412/2026 de @mp1 "poda de árvores" hoje 14h prazo 04/12'
TC = 'chegou despacho TC-012854.989.16-7 "contrato 12/2025" publicado 24/11 15 dias corridos relator Cons. Exemplo'


def at(house: House, moment: str) -> None:
    house.passes(f"2026-{moment}")


def told(house: House, *who: str) -> dict[str, str]:
    return {each: "\n".join(house.tray(each)) for each in who}


@pytest.fixture
def city(house: House) -> House:
    """The people and the authorities of the demonstration, on a Monday morning."""
    with house.transaction() as session:
        assert not register.load(session, (DATA / "pessoas.csv").read_bytes(), now=house.now).faults
    with Session(house.app.engine) as session:
        upload = sheets.Upload(io.BytesIO((DATA / "autoridades.csv").read_bytes()), "a.csv", report=lambda _: None)
        sheets.load(session, authorities.CATALOGUE, upload, operator="Igor", now=house.app.clock())
        session.commit()
    with house.transaction() as session:
        has = set(session.scalars(select(Address.person_id)))
        for person in session.scalars(select(Person).where(Person.id.not_in(has))):
            place = {"channel": house.desk.channel, "address": house.desk.place(person.handle)}
            insert_row(session, Address, person_id=person.id, **place, active=True, bound_at=house.now)
    return house


@pytest.mark.every_door
def test_one_request_of_the_council(city: House) -> None:
    at(city, "11-23T10:35")
    assert city.says("davi", REQ) == (
        "Requerimento REQ-58/2026 registrado: Fila de creches.\n"
        "Recebido: segunda-feira, 23/11, 10h30, da Câmara Municipal de Exemplo (Ver. Exemplo Um).\n"
        "Prazo da Câmara: terça-feira, 08/12 (15 dias corridos).\n"
        "Por dentro: informações até terça-feira, 01/12; minuta até quinta-feira, 03/12; "
        "assinatura até segunda-feira, 07/12.\n"
        "Falta distribuir."
    )
    assert city.says("davi", "distribuir REQ-58/2026 @educacao @fazenda") == (
        "Enviado a EDUCACAO e FAZENDA. Informações até terça-feira, 01/12 (prazo interno; o da Câmara é 08/12)."
    )
    at(city, "12-01T17:00")
    assert city.says("edna", "informar REQ-58/2026 há 312 vagas e 540 crianças na fila") == (
        "EDUCACAO informou REQ-58/2026. Falta: FAZENDA."
    )
    at(city, "12-02T09:00")
    assert city.says("ana", "demandas") == (
        "Demandas abertas (1):\n"
        "Câmara Municipal de Exemplo:\n"
        "• REQ-58/2026 Fila de creches — distribuída, com FAZENDA, até 08/12; FAZENDA em atraso por dentro"
    )
    assert "Prazo da Câmara: terça-feira, 08/12 (faltam 4 dias úteis)" in city.says("ana", "ver REQ-58/2026")
    assert city.says("davi", "pedir prorrogação REQ-58/2026 mais 15 dias FAZENDA depende de visita") == (
        "Minuta R-1 do ofício que pede mais prazo em REQ-58/2026: outra pessoa a aprova.\n"
        "O prazo continua terça-feira, 08/12 até a Câmara responder."
    )
    assert "08/12" in city.says("davi", "ver REQ-58/2026")
    at(city, "12-04T14:00")
    said = city.says("davi", "prorrogação REQ-58/2026 concedida até 23/12 Ofício 320/2026")
    assert said == (
        "Prorrogação PR-1/2026 de REQ-58/2026. Prazo da Câmara: quarta-feira, 23/12. "
        "Proponho às secretarias: quarta-feira, 16/12."
    )
    assert city.says("davi", "propor prazo interno REQ-58/2026") == (
        "Prazo interno de REQ-58/2026: quarta-feira, 16/12."
    )
    assert "Ofício 320/2026" in city.says("ana", "histórico REQ-58/2026")
    assert city.says("fabio", "informar REQ-58/2026 visitado") == "FAZENDA informou REQ-58/2026. Está tudo aqui."
    at(city, "12-21T11:00")
    assert city.says("davi", "protocolado REQ-58/2026 2310/2026 em 21/12 às 10h50") == (
        "REQ-58/2026: protocolo 2310/2026, segunda-feira, 21/12, 10h50. Cumprido no prazo, 2 dias antes."
    )
    assert city.says("davi", "demandas") == "Demandas abertas: nenhuma."


def test_its_number_twice_and_in_two_places(city: House) -> None:
    at(city, "11-23T10:35")
    city.says("sonia", REQ)
    assert city.says("sonia", REQ) == "REQ-58/2026 já está aqui, recebido em 23/11 às 10h30 por Sônia. É o mesmo?"
    assert city.buttons("sonia", REQ)[0] == "ver REQ-58/2026"
    said = city.says("sonia", f"{REQ} é outro")
    assert said.startswith("Requerimento REQ-58/2026-CAMARA registrado")

    other = city.says("sonia", 'chegou requerimento 58/2026 de @sgri "Consórcio" hoje às 10h')
    assert other.startswith("Requerimento REQ-58/2026-SGRI registrado")


def test_a_table_with_two_bad_rows(city: House, tmp_path: Path) -> None:
    at(city, "11-24T10:30")
    table = tmp_path / "demandas.csv"
    table.write_text(TABLE, "utf-8")
    said = city.answer("sonia", text="importar demandas", file=str(table))["text"]
    assert said == (
        "demandas.csv tem 2 erros, e nada foi importado:\n"
        "• linha 7: é o mesmo que está na linha 2; deixe um só\n"
        "• linha 8: recebido_em: a data '31/11/2026' não existe ou não se entende; escreva como 20/11/2026 ou "
        "2026-11-20; destinos: o órgão TURISMO não existe (parecido: CULTURA — Secretaria de Cultura e Turismo)\n"
        "Todos estão na planilha que segue."
    )
    assert city.says("ana", "demandas") == "Demandas abertas: nenhuma."
    table.write_text("\n".join(TABLE.splitlines()[:6]) + "\n", "utf-8")
    assert city.answer("sonia", text="importar demandas", file=str(table))["text"] == (
        "Seriam importadas 5 demandas de demandas.csv.\nNada mudou ainda."
    )
    assert city.says("sonia", "importar 1") == "Importadas 5 demandas de demandas.csv."
    assert city.says("ana", "demandas") == (
        "Demandas abertas (5):\n"
        "1ª Vara da Fazenda Pública:\n"
        "• MS-1002345-11.2026.8.26.0001 Informações sobre edital 7/2026 — distribuída, com JURIDICO, até 03/12\n"
        "1ª Promotoria de Justiça de Exemplo:\n"
        "• OF-412/2026 Inquérito civil: poda de árvores — distribuída, com AMBIENTE e JURIDICO, até 04/12\n"
        "Câmara Municipal de Exemplo:\n"
        "• REQ-58/2026 Informações sobre a fila de vagas em creches — distribuída, com EDUCACAO, até 08/12\n"
        "• IND-615/2026 Troca de lâmpadas na Rua das Acácias — distribuída, com OBRAS, sem prazo\n"
        "Tribunal de Contas do Estado de São Paulo:\n"
        "• TC-012854.989.16-7 Esclarecer contrato 12/2025 — distribuída, com FAZENDA e JURIDICO, até 09/12"
    )
    assert city.says("sergio", "demandas").startswith("Demandas abertas (2):\nCâmara Municipal de Exemplo:")
    again = city.answer("sonia", text="importar demandas", file=str(table))["text"]
    assert again == "Tudo o que está em demandas.csv já está registrado: nada mudaria."


TABLE = """\
tipo,numero_origem,ano,autoridade,autor,assunto,recebido_em,hora,prova,prazo_impresso,dias,unidade,destinos,\
prazo_interno,nivel,processo
requerimento,58,2026,CAMARA,Ver. Exemplo Um,Informações sobre a fila de vagas em creches,23/11/2026,10:30,\
Ofício 305/2026,,,,EDUCACAO,01/12/2026,publico,
indicacao,615,2026,CAMARA,Ver. Exemplo Dois,Troca de lâmpadas na Rua das Acácias,23/11/2026,10:30,\
Ofício 306/2026,,,,OBRAS,,publico,
requisicao_mp,412,2026,MPSP-1PJ,,Inquérito civil: poda de árvores,23/11/2026,14:00,e-mail da Promotoria,\
04/12/2026,,,AMBIENTE JURIDICO,30/11/2026,restrito,
mandado_seguranca,,2026,TJSP-1VFP,,Informações sobre edital 7/2026,23/11/2026,09:10,mandado juntado,,10,\
dias_uteis,JURIDICO,,restrito,1002345-11.2026.8.26.0001
tce,TC-012854.989.16-7,2026,TCESP,,Esclarecer contrato 12/2025,24/11/2026,,DOE-TCESP,,15,dias_corridos,\
FAZENDA JURIDICO,02/12/2026,restrito,
requerimento,58,2026,CAMARA,Ver. Exemplo Um,Repetido,23/11/2026,10:30,,,,,EDUCACAO,,publico,
requerimento,59,2026,CAMARA,,Órgão que não existe,31/11/2026,,,,,,TURISMO,,publico,
"""


def test_only_the_term_of_a_holiday(city: House) -> None:
    at(city, "12-10T09:00")
    said = city.says("sonia", 'chegou requerimento 60/2026 da câmara "Merenda" hoje às 8h')
    assert "Prazo da Câmara: segunda-feira, 28/12 (15 dias corridos)." in said
    city.says("davi", "distribuir REQ-60/2026 @educacao")
    city.says("igor", "calendário 28/12 ponto facultativo Decreto 140/2026")
    assert "Prazo da Câmara: terça-feira, 29/12" in city.says("ana", "ver REQ-60/2026")
    assert "de segunda-feira, 28/12, para terça-feira, 29/12" in "\n".join(city.tray("ana"))


@pytest.mark.every_door
def test_a_mandado_de_seguranca(city: House) -> None:
    at(city, "11-23T09:12")
    said = city.says("sonia", MS)
    assert "Prazo da Justiça: segunda-feira, 07/12 (10 dias úteis, TJSP)." in said
    assert "Leitura em dias corridos: quinta-feira, 03/12; os avisos seguem esta." in said
    for who in ("renato", "helena"):
        assert "mandado de segurança MS-1002345-11.2026.8.26.0001" in "\n".join(city.tray(who))
    for number in ("1002345-11.2026.8.26.0001", "10023451120268260001"):
        assert city.says("renato", f"ver {number}").startswith("MS-1002345-11.2026.8.26.0001 edital 7/2026")
    assert city.says("bruno", "buscar edital 7/2026").startswith("Não encontrei nada")
    assert city.says("bruno", "ver 1002345-11.2026.8.26.0001").startswith("Não encontrei 1002345")
    assert city.says("sonia", MS.replace("-11.", "-12.")) == (
        "O número 1002345-12.2026.8.26.0001 não confere: com esse começo, os dígitos seriam 11 "
        "(1002345-11.2026.8.26.0001). Confira no documento, ou escreva s/n."
    )
    assert city.says("sonia", MS.replace(" autoridade @helena", "").replace("-11.", "-11.")).startswith(
        "Qual é a autoridade apontada?"
    )


def test_a_mandado_before_the_recess(city: House) -> None:
    at(city, "12-14T10:00")
    said = city.says("sonia", MS)
    assert "quinta-feira, 28/01/2027 (10 dias úteis, TJSP)" in said
    assert "quinta-feira, 24/12; os avisos seguem esta" in said


def test_a_request_of_the_prosecutor(city: House, tmp_path: Path) -> None:
    at(city, "11-23T14:05")
    said = city.says("sonia", MP)
    assert "Prazo do Ministério Público: sexta-feira, 04/12 (impresso no documento)." in said
    assert "Pela regra seria segunda-feira, 07/12 (10 dias úteis). Vale o impresso." in said
    assert "mínimo da lei" in said
    assert city.says("davi", "distribuir OF-412/2026 @ambiente @juridico").startswith(
        "Enviado a AMBIENTE e JURIDICO. Informações até sexta-feira, 27/11"
    )
    assert city.says("renato", "de acordo OF-412/2026") == ("Revisão jurídica de OF-412/2026 registrada: de acordo.")
    at(city, "12-03T11:00")
    line = "protocolado OF-412/2026 8812/2026 em 03/12 às 10h40"
    assert city.says("sonia", line) == (
        "Falta o comprovante: mande o arquivo com essa legenda. O prazo continua aberto."
    )
    assert "Prazo do Ministério Público: sexta-feira, 04/12" in city.says("ana", "ver OF-412/2026")
    proof = tmp_path / "recibo.pdf"
    proof.write_bytes(PDF)
    said = city.answer("sonia", text=line, file=str(proof))["text"]
    assert said.startswith(
        "OF-412/2026: protocolo 8812/2026, quinta-feira, 03/12, 10h40. Cumprido no prazo, 1 dia antes."
    )


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


def test_a_despacho_of_the_tribunal(city: House, tmp_path: Path) -> None:
    at(city, "11-24T08:30")
    said = city.says("vera", TC)
    assert said.startswith("O que chega de fora é registrado pelo")
    said = city.says("sonia", TC)
    assert "Prazo do TCE: quarta-feira, 09/12 (15 dias corridos); " in said
    assert "se 24/11 for a disponibilização: quinta-feira, 10/12." in said
    assert "informações até quarta-feira, 02/12" in said
    for who in ("vera", "renato", "ana"):
        assert "TC-012854.989.16-7" in "\n".join(city.tray(who))
    assert city.says("bruno", "ver TC-012854.989.16-7").startswith("Não encontrei")
    assert city.says("vera", "tc 12854").startswith("TC-012854.989.16-7 contrato 12/2025")
    at(city, "12-07T09:00")
    assert "(faltam 2 dias úteis)" in city.says("ana", "ver TC-012854.989.16-7")
    said = city.says("davi", "pedir prorrogação TC-012854.989.16-7 mais 15 dias falta a peça 3")
    assert "O prazo continua quarta-feira, 09/12 até o TCE responder." in said
    city.says("davi", "prorrogação TC-012854.989.16-7 concedida até 24/12 despacho 5/2026")
    assert "quinta-feira, 24/12" in city.says("ana", "ver TC-012854.989.16-7")
    assert "09/12" in city.says("ana", "histórico TC-012854.989.16-7")


def test_the_receipt_counts_and_not_the_typing(city: House, tmp_path: Path) -> None:
    at(city, "11-24T08:30")
    city.says("sonia", TC)
    at(city, "12-09T18:30")
    proof = tmp_path / "recibo.pdf"
    proof.write_bytes(PDF)
    line = "protocolado TC-012854.989.16-7 eTCESP 998877 em 09/12 às 17h58"
    said = city.answer("sonia", text=line, file=str(proof))["text"]
    assert "protocolo eTCESP 998877, quarta-feira, 09/12, 17h58. Cumprido no prazo." in said


def test_an_oficio_answers_and_its_protocol_closes(city: House, tmp_path: Path) -> None:
    at(city, "11-23T10:35")
    city.says("sonia", REQ)
    city.says("davi", "distribuir REQ-58/2026 @educacao")
    city.says("edna", "informar REQ-58/2026 há 312 vagas e 540 crianças na fila")
    city.tray("ana")
    said = city.says("davi", "responder REQ-58/2026")
    assert "Resposta: Requerimento nº 58/2026" in said
    assert "Secretaria de Educação: há 312 vagas e 540 crianças na fila" in said
    assert "Fase: em minuta, com GP" in city.says("davi", "ver REQ-58/2026")
    at(city, "11-24T10:00")
    city.says("ana", "aprovar R-1")
    oficio = city.says("davi", "ofícios sem assinatura").splitlines()[1].split()[0]
    signed = tmp_path / "assinado.pdf"
    signed.write_bytes(PDF)
    city.answer("davi", text=f"assinado {oficio}", file=str(signed))
    assert "Fase: assinada" in city.says("davi", "ver REQ-58/2026")
    said = city.says("sonia", f"protocolado {oficio} 2310/2026 em 24/11 às 9h50")
    assert "REQ-58/2026: Cumprido no prazo, 14 dias antes." in said
    assert "Fase: protocolada" in city.says("davi", "ver REQ-58/2026")
    city.says("davi", "certidão REQ-58/2026")
    with city.transaction() as session:
        record = records.find(session, ("REQ-58/2026",), by=_davi(session), now=city.now)[0]
        facts = papers.certificate("expediente").compose(session, record, _davi(session), city.now)  # type: ignore[union-attr]
    table = next(each for each in facts.blocks if each["kind"] == "table")
    said_first = [" ".join(row[2].split()[:2]).strip(":;,.") for row in table["rows"]]
    assert said_first == [
        *("requerimento registrado", "o Gabinete", "informado por"),
        *("aprovada por", "assinado; não", "protocolo 2310/2026"),
    ]


def _davi(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.handle == "davi")).one()


def test_the_pauta_says_what_waits_for_a_hand(city: House) -> None:
    at(city, "11-23T14:05")
    city.says("davi", REQ)
    city.says("davi", MP)
    city.says("davi", "distribuir OF-412/2026 @ambiente")
    city.says("beatriz", "informar OF-412/2026 vistoria feita")
    city.says("ana", "autoridade nova sigla: CAMVIZ nome: Câmara de Vizinha esfera: outro_municipio poder: legislativo")
    assert city.says("davi", 'chegou requerimento 58/2026 de @camviz "Consórcio" hoje 10h').startswith(
        "Requerimento REQ-58/2026-CAMVIZ registrado"
    )
    at(city, "11-27T09:00")
    assert city.says("ana", "ver requerimento 58/2026") == (
        "Há 2 registros com o número requerimento 58/2026. Qual deles?"
    )
    asked = city.says("davi", "distribuir REQ-58/2026 @educacao @plan")
    assert asked == "Há 2 registros com o número REQ-58/2026. Qual deles?"
    city.says("davi", "distribuir REQ-58/2026-CAMARA @educacao @plan")
    city.says("davi", "pedir prorrogação REQ-58/2026-CAMARA mais 15 dias falta a vistoria")
    assert city.says("ana", "com o mp") == (
        "Com o Ministério Público:\nO que devemos (1):\n• OF-412/2026 poda de árvores — até 04/12\nNão nos devem nada."
    )
    at(city, "12-02T09:00")
    pauta = city.says("ana", "pauta").split("\n\n")[1]
    assert pauta == said("""
        Com data da lei (3):
        • OF-412/2026 poda de árvores — prazo do Ministério Público 04/12, faltam 2 dias úteis
        • REQ-58/2026 Fila de creches — prazo da Câmara 08/12, faltam 4 dias úteis
        • REQ-58/2026-CAMVIZ Consórcio — prazo da Câmara 08/12, faltam 4 dias úteis
        Sem distribuição há mais de 1 dia útil (1):
        • REQ-58/2026-CAMVIZ Consórcio
        Tudo informado, falta minuta (1):
        • OF-412/2026 poda de árvores
        Prorrogação pedida, sem resposta (1):
        • REQ-58/2026 Fila de creches
        """)
    assert "Com data da lei" not in city.says("helena", "pauta")
    assert "poda" not in city.says("bruno", "pauta")
    city.says("ana", "encerrar sem resposta OF-412/2026 requisição revogada")
    assert "OF-412" not in city.says("ana", "pauta")
    at(city, "12-07T09:00")
    assert "Pedidos de fora em aberto: 2; com data da lei mais próxima: REQ-58/2026 (08/12) e" in city.says(
        "helena", "pauta"
    )
