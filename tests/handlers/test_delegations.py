"""Delegations: who may sign what on a day, up to what value; what gives the power and what takes it away."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import delegations, sheets
from models.base import insert_row
from models.people import Address, Person, register
from tests.conftest import House
from tests.said import said

PEOPLE = """usuario,nome,cargo,orgao,orgao_nome,papel,funcao,email,telefone,ativo
ligia,Lígia Barros,Secretária de Administração,ADM,Secretaria de Administração,secretario,titular,,,sim
hugo,Hugo Peixoto,Secretário Adjunto de Administração,ADM,Secretaria de Administração,secretario,adjunto,,,sim
renato,Renato Siqueira,Procurador-Geral,JURIDICO,Procuradoria-Geral do Município,secretario,titular,,,sim
marcos,Marcos Vidal,Vice-Prefeito,GP,Gabinete do Prefeito,assessoria,,,,sim
"""
TABLE = """ato,data,publicada_em,veiculo,delegante,delegado,em_razao_do,materias,limite_valor,inicio,fim,ressalva,subdelega
Decreto 210/2026,23/11/2026,24/11/2026,Diário Oficial,prefeito,ligia,cargo,contratos,100000.00,01/12/2026,31/12/2026,exceto obras,nao
Decreto 198/2025,10/02/2025,11/02/2025,Diário Oficial,prefeito,fabio,cargo,empenhos,50000.00,11/02/2025,,,nao
Portaria 77/2026,02/11/2026,03/11/2026,Diário Oficial,prefeito,ana,pessoa,oficios de encaminhamento,,03/11/2026,,,nao
"""
NEW = (
    "delegação nova ato: Decreto 230/2026 data: 30/11/2026 publicação: 30/11/2026 delegado: @otavio em razão do: cargo "
    "matérias: obras limite: R$ 200.000,00 início: 01/12/2026 fim: 30/06/2027 subdelegação: sim"
)


def at(house: House, moment: str) -> None:
    """The clock goes to a local moment, and no job runs on the way."""
    house.clock.move_to(datetime.fromisoformat(f"{moment}-03:00"))


def loaded(house: House, table: str = TABLE) -> tuple[int, list[str]]:
    """Import a table at the command line; how many are new, and the faults."""
    faults: list[str] = []
    with Session(house.app.engine) as session:
        session.info["channel"] = "comando"
        upload = sheets.Upload(io.BytesIO(table.encode()), "d.csv", report=lambda fault: faults.append(str(fault)))
        found = sheets.load(session, delegations.SUBJECT, upload, operator="Igor", now=house.app.clock())
        session.rollback() if faults else session.commit()
    return found.new, faults


@pytest.fixture
def staffed(house: House) -> House:
    """The house with the secretaria de Administração, the Procuradoria and the vice-mayor, on 30/11 at 9h."""
    at(house, "2026-11-30T09:00")
    with house.transaction() as session:
        assert not register.load(session, PEOPLE.encode(), now=house.now).faults
        for handle in ("ligia", "hugo", "renato", "marcos"):
            person_id = session.scalars(select(Person.id).where(Person.handle == handle)).one()
            place = {"channel": house.desk.channel, "address": house.desk.place(handle)}
            insert_row(session, Address, person_id=person_id, **place, active=True, bound_at=house.now)
    return house


@pytest.fixture
def known(staffed: House) -> House:
    assert loaded(staffed) == (3, [])
    for who in ("helena", "ana", "ligia", "fabio", "renato", "vera"):
        staffed.tray(who)
    return staffed


def signs(house: House, what: str, who: str = "ligia") -> str:
    return house.says(who, f"quem assina {what}")


LIGIA = (
    "Lígia Barros, Secretária de Administração, por delegação (Decreto 210/2026), até R$ 100.000,00, exceto obras, "
    "até quinta-feira, 31/12/2026. A Prefeita também pode."
)


@pytest.mark.every_door
def test_who_signs_on_its_first_day(known: House) -> None:
    at(known, "2026-12-01T09:00")
    for said_so in ("R$ 80.000 hoje", "80 mil", "R$ 80.000,00", "80000", "oitenta mil reais", "R$ 100.000"):
        assert signs(known, f"contrato de {said_so}") == LIGIA
    over = "R$ 100.000,01 está acima do limite de Lígia Barros (R$ 100.000,00, Decreto 210/2026); hoje só a Prefeita Helena Duarte."
    assert signs(known, "contrato de R$ 100.000,01") == over
    assert signs(known, "contrato de obra de R$ 80.000") == (
        "Lígia Barros assina contratos exceto obras (Decreto 210/2026); hoje só a Prefeita Helena Duarte."
    )
    assert signs(known, "obra de R$ 80.000") == "Hoje ninguém tem essa delegação; só a Prefeita Helena Duarte."
    assert signs(known, "contrato de R$ 120.000 em 15/12") == (
        "R$ 120.000,00 está acima do limite de Lígia Barros (R$ 100.000,00, Decreto 210/2026); em 15/12/2026 só a "
        "Prefeita Helena Duarte."
    )


def test_on_the_day_before(known: House) -> None:
    assert signs(known, "contrato de R$ 80.000 hoje") == (
        "Lígia Barros (Decreto 210/2026) começa amanhã, terça-feira, 01/12/2026; hoje só a Prefeita Helena Duarte."
    )


def test_substitutes(known: House) -> None:
    at(known, "2026-12-01T17:00")
    known.says("ana", "substituição @ligia por @hugo de 02/12 a 11/12 portaria 130/2026")
    known.says("helena", "substituição @ana por @davi de 02/12 a 11/12 portaria 131/2026")
    assert known.says("ana", "confirmar CF-1").startswith("Confirmado")
    at(known, "2026-12-02T09:00")
    assert signs(known, "contrato de R$ 80.000") == said(
        "Hugo Peixoto, Secretário de Administração em exercício (portaria 130/2026), substituindo Lígia Barros, por delegação (Decreto 210/2026), até R$ 100.000,00, exceto obras, até quinta-feira, 31/12/2026. A Prefeita também pode."
    )
    assert signs(known, "ofício de encaminhamento") == said(
        "Portaria 77/2026: a delegação é pessoal, e Ana Prado tem substituto nesse dia; hoje só a Prefeita Helena Duarte."
    )
    known.says("ana", "substituição @helena por @marcos de 03/12 a 04/12 portaria 132/2026")
    known.says("helena", "confirmar CF-2")
    at(known, "2026-12-03T09:00")
    assert signs(known, "contrato de R$ 80.000").endswith("O Prefeito em exercício também pode.")


def test_may_i(known: House) -> None:
    assert (
        known.says("fabio", "posso assinar empenho de R$ 60.000")
        == "Não: o seu limite é R$ 50.000,00 (Decreto 198/2025)."
    )
    assert known.says("fabio", "posso assinar empenho de R$ 50.000,00") == said(
        "Sim: por delegação (Decreto 198/2025), até R$ 50.000,00, sem termo."
    )
    assert known.says("bruno", "posso assinar empenho de R$ 10.000") == said(
        "Não por delegação. Quem assina: Fábio Teles, Secretário da Fazenda, por delegação (Decreto 198/2025), até R$ 50.000,00, sem termo. A Prefeita também pode."
    )
    assert known.says("helena", "posso assinar contrato de R$ 900 mil") == "Sim, como Prefeita."
    assert known.says("ligia", "posso assinar contrato de R$ 10.000") == said(
        "Não: Lígia Barros (Decreto 210/2026) começa amanhã, terça-feira, 01/12/2026; hoje só a Prefeita Helena Duarte."
    )


def test_in_the_past_and_after_the_end(known: House) -> None:
    assert known.says("vera", "quem podia assinar empenho de R$ 40.000 em 10/03/2026") == said(
        "Fábio Teles, Secretário da Fazenda, por delegação (Decreto 198/2025), até R$ 50.000,00, sem termo. A Prefeita também pode."
    )
    assert signs(known, "contrato em 04/01/2027") == said(
        "Em 04/01/2027 ninguém tem essa delegação (a de Lígia Barros acabou em 31/12/2026); só a Prefeita Helena Duarte."
    )
    known.skips("2027-01-03T09:00")
    known.passes("2027-01-04T09:00")
    assert "Delegação DEL-1/2026 expirada: o último dia foi 31/12/2026." in known.tray("ligia")
    assert known.says("vera", "quem podia assinar contrato de R$ 40.000 em 10/12/2026").startswith(
        "Lígia Barros, Secret"
    )


def test_a_second_person_confirms(staffed: House) -> None:
    assert staffed.says("bruno", NEW) == "Só o gabinete registra delegações. Peça a ele, com o ato."
    assert staffed.says("davi", NEW) == said(
        "Delegação DEL-1/2026 registrada em minuta. CF-1: DEL-1/2026: quem responde por OBRAS assina obras até R$ 200.000,00, por delegação (Decreto 230/2026), de 01/12/2026 a 30/06/2027. Só vale com a confirmação de outra pessoa. Pedi a Helena Duarte e Ana Prado; basta uma confirmação."
    )
    at(staffed, "2026-12-01T09:00")
    assert signs(staffed, "obras de R$ 150 mil") == "Hoje ninguém tem essa delegação; só a Prefeita Helena Duarte."
    assert staffed.says("davi", "confirmar CF-1").startswith("Não encontrei CF-1")
    assert staffed.says("otavio", "confirmar CF-1").startswith("Não encontrei CF-1")
    assert staffed.says("helena", "confirmar CF-1") == said(
        "Confirmado: DEL-1/2026: quem responde por OBRAS assina obras até R$ 200.000,00, por delegação (Decreto 230/2026), de 01/12/2026 a 30/06/2027."
    )
    assert signs(staffed, "obras de R$ 150 mil").startswith(
        "Otávio Reis, Secretário de Obras, por delegação (Decreto 230/2026)"
    )
    for who in ("otavio", "renato", "vera", "fabio"):
        assert any(text.startswith("Delegação DEL-1/2026 em vigor: ") for text in staffed.tray(who)), who
    assert staffed.says("ana", NEW).startswith(
        "Decreto 230/2026 já está registrado para titular de OBRAS, sobre obras."
    )
    assert staffed.says("ana", "ver DEL-1/2026") == said("""
        DEL-1/2026 obras: titular de OBRAS (Decreto 230/2026)
        Situação: vigente
        Ato: Decreto 230/2026, de 30/11/2026, publicado em 30/11/2026 (veículo não informado)
        Quem delega: prefeito
        A quem: quem responde por OBRAS, hoje Otávio Reis
        Para assinar: obras até R$ 200.000,00
        Vigência: de 01/12/2026 a 30/06/2027
        Subdelegação: permitida
        Prazo: quarta-feira, 30/06/2027
        """)


def test_sent_in_the_chat_it_waits_for_somebody_else(staffed: House, tmp_path: Path) -> None:
    file = tmp_path / "delegacoes.csv"
    file.write_text(TABLE.replace(",31/12/2026,exceto obras", ",31/12/2026,"), encoding="utf-8")
    sent = staffed.answer("ana", text="importar delegações", file=str(file))
    assert sent["text"] == said("""
        Seriam importadas 3 delegações de delegacoes.csv.
        Atenção: DEL-1/2026 só vale com a confirmação de outra pessoa.
        Atenção: DEL-2/2026 só vale com a confirmação de outra pessoa.
        Atenção: DEL-3/2026 só vale com a confirmação de outra pessoa.
        Nada mudou ainda.
        """)
    assert staffed.says("ana", sent["buttons"][0]["line"]) == said("Importadas 3 delegações de delegacoes.csv.")
    at(staffed, "2026-12-01T09:00")
    assert signs(staffed, "contrato").startswith("Hoje ninguém")
    assert staffed.says("ana", "confirmações") == "Nada espera a sua confirmação."
    assert staffed.says("helena", "confirmações") == said("""
        Esperam a sua confirmação:
        CF-1 DEL-1/2026: quem responde por ADM assina contratos até R$ 100.000,00, por delegação (Decreto 210/2026), de 01/12/2026 a 31/12/2026, pedido em 30/11
        CF-2 DEL-2/2026: quem responde por FAZENDA assina empenhos até R$ 50.000,00, por delegação (Decreto 198/2025), de 11/02/2025 sem termo, pedido em 30/11
        CF-3 DEL-3/2026: Ana Prado assina ofícios de encaminhamento, por delegação (Portaria 77/2026), de 03/11/2026 sem termo, pedido em 30/11
        """)
    staffed.says("helena", "confirmar CF-1")
    assert signs(staffed, "contrato").startswith("Lígia Barros")


def test_two_in_force_and_neither_wins(known: House) -> None:
    more = (
        TABLE.splitlines()[0]
        + "\nDecreto 220/2026,25/11/2026,25/11/2026,,prefeito,fabio,cargo,contratos;convênios,20000,01/12/2026,31/12/2026,,nao\n"
    )
    assert loaded(known, more) == (1, [])
    at(known, "2026-12-01T09:00")
    assert signs(known, "contrato de R$ 15.000") == said("""
        • Lígia Barros, Secretária de Administração, por delegação (Decreto 210/2026), até R$ 100.000,00, exceto obras, até quinta-feira, 31/12/2026.
        • Fábio Teles, Secretário da Fazenda, por delegação (Decreto 220/2026), até R$ 20.000,00, até quinta-feira, 31/12/2026.
        Todos podem: nenhuma delas vale mais que a outra. A Prefeita também pode.
        """)
    assert signs(known, "contrato de R$ 50.000") == LIGIA


def test_published_late_and_never(staffed: House) -> None:
    head = TABLE.splitlines()[0]
    late = f"{head}\nDecreto 9/2026,01/12/2026,03/12/2026,,prefeito,otavio,cargo,obras,,01/12/2026,,,sim\n"
    never = f"{head}\nDecreto 8/2026,01/12/2026,,,prefeito,edna,cargo,diárias,,01/12/2026,,,nao\n"
    assert loaded(staffed, late) == loaded(staffed, never) == (1, [])
    at(staffed, "2026-12-02T09:00")
    assert signs(staffed, "obra hoje") == said(
        "Otávio Reis (Decreto 9/2026) começa amanhã, quinta-feira, 03/12/2026, publicada só então (o início era 01/12/2026); hoje só a Prefeita Helena Duarte."
    )
    assert signs(staffed, "obra em 03/12") == said(
        "Otávio Reis, Secretário de Obras, por delegação (Decreto 9/2026), sem termo (início 01/12/2026, publicação 03/12/2026: vale desde esta). A Prefeita também pode."
    )
    assert signs(staffed, "diária") == said(
        "A delegação de Edna Souza (Decreto 8/2026) ainda não foi publicada; hoje só a Prefeita Helena Duarte."
    )
    assert staffed.says("davi", "delegação publicada DEL-2/2026 em 02/12") == "DEL-2/2026 publicada em 02/12/2026."
    assert signs(staffed, "diária").startswith(
        "Edna Souza, Secretária de Educação, por delegação (Decreto 8/2026), sem termo"
    )


def test_passing_on_needs_leave(known: House) -> None:
    line = NEW.replace("delegado: @otavio", "delegante: fazenda delegado: @otavio").replace(
        "matérias: obras", "matérias: empenhos"
    )
    assert known.says("davi", line) == said(
        "FAZENDA não tem delegação que permita subdelegar empenhos com esse limite e esse prazo. Veja: delegações de empenhos"
    )
    head = TABLE.splitlines()[0]
    leave = f"{head}\nDecreto 9/2026,20/11/2026,20/11/2026,,prefeito,fabio,cargo,empenhos,300000,20/11/2026,,,sim\n"
    assert loaded(known, leave) == (1, [])
    assert known.says("davi", line).startswith("Delegação DEL-5/2026 registrada em minuta.")


def test_matters(known: House) -> None:
    assert signs(known, "veto do projeto") == said(
        "Isso não pode ser delegado: sanção, veto e promulgação são só do Prefeito (Lei 9.784/1999, art. 13; confira a Lei Orgânica)."
    )
    assert signs(known, "decreto") == said(
        "Isso não pode ser delegado: ato normativo não se delega (Lei 9.784/1999, art. 13; confira a Lei Orgânica)."
    )
    assert signs(known, "contrapos") == said("Não conheço a matéria “contrapos”. É uma destas?")
    assert known.buttons("ligia", "quem assina contrapos")[0] == "quem assina contratos"
    assert known.says("bruno", "matéria delegável passagens").startswith("Só a chefia")
    assert (
        known.says("ana", "matéria delegável passagens: bilhetes; transporte aéreo")
        == "Matéria delegável registrada: passagens."
    )
    assert known.says("ana", "matéria delegável vetos: veto").startswith("Isso não pode ser delegado")
    assert known.says("ana", f"matéria delegável {'x' * 101}").startswith("Esse nome é longo demais")
    assert known.says("ana", "matéria delegável compras: contrato") == "“contrato” já é outro nome de contratos."
    assert signs(known, "bilhetes") == "Hoje ninguém tem essa delegação; só a Prefeita Helena Duarte."
    assert "passagens (bilhetes, transporte aereo)" in known.says("bruno", "matérias delegáveis")


def test_by_the_chefia_of_what_is_the_mayors(known: House) -> None:
    line = NEW.replace("delegado: @otavio", "delegante: chefia delegado: @otavio").replace("Decreto 230", "Portaria 90")
    assert "Atenção: o ato é da chefia" in known.says("davi", line)
    known.says("helena", "confirmar CF-1")
    assert any("Confira se pode valer" in text for text in known.tray("renato"))


def test_lists_board_and_certificate(known: House) -> None:
    assert known.says("bruno", "delegações") == said("""
        Delegações abertas (3):
        DEL-1/2026 [ainda não vigente] contratos: titular de ADM (Decreto 210/2026) — ADM, até 31/12
        DEL-2/2026 [vigente] empenhos: titular de FAZENDA (Decreto 198/2025) — FAZENDA, até 11/02/2027
        DEL-3/2026 [vigente] ofícios de encaminhamento: Ana Prado (Portaria 77/2026) — Ana Prado, até 03/11/2027
        """)
    assert known.says("bruno", "delegações @ligia").startswith("Delegações abertas de Lígia")
    assert known.says("bruno", "delegações vencendo").startswith("Delegações")
    at(known, "2026-12-02T09:00")
    assert known.says("bruno", "delegações vencendo") == said("""
        Delegações abertas que vencem em 30 dias (1):
        DEL-1/2026 [vigente] contratos: titular de ADM (Decreto 210/2026) — ADM, até 31/12
        """)
    assert known.says("bruno", "delegações de contratos") == said("""
        Delegações abertas de contratos (1):
        DEL-1/2026 [vigente] contratos: titular de ADM (Decreto 210/2026) — ADM, até 31/12
        """)
    assert known.says("bruno", "quadro de delegações") == said("""
        Quem assina hoje, além do prefeito:
        • contratos: Lígia Barros, por delegação (Decreto 210/2026), até R$ 100.000,00, exceto obras, até quinta-feira, 31/12/2026
        • empenhos: Fábio Teles, por delegação (Decreto 198/2025), até R$ 50.000,00, sem termo
        • ofícios de encaminhamento: Ana Prado, por delegação (Portaria 77/2026), sem termo
        Sem delegação, só o prefeito: pagamentos, licitações, obras, convênios, certidões, despachos, pessoal, diárias, alvarás.
        """)
    assert known.says("bruno", "quadro de delegações em pdf").startswith("Estou fazendo o PDF do quadro")
    assert known.says("bruno", "certidão de competência @ligia contratos em 05/12").startswith("Estou fazendo o PDF")
    assert known.says("bruno", "certidão de competência @ligia contratos em 05/01/2027") == said(
        "Em 05/01/2027, Lígia Barros não tinha delegação para contratos."
    )
    assert "\n".join(known.says("ana", "pauta").splitlines()[2:4]) == said("""
        Delegações que vencem em 30 dias (1):
        • DEL-1/2026 contratos até R$ 100.000,00, exceto obras, Lígia Barros — até 31/12
        """)


def test_the_chart_of_the_days_without_anybody(known: House) -> None:
    assert known.says("ana", "gráfico delegações") == said("""
        3 matérias delegadas: 1 sem delegado em parte dos próximos 90 dias
        (com delegação / só o Prefeito)
        contratos: só o Prefeit… ██████ 31
                                 ▒▒▒▒▒▒▒▒▒▒ 59
        empenhos: Fábio Teles    ████████████████ 90
                                  0
        ofícios de encaminhamen… ████████████████ 90
                                  0
        """)
