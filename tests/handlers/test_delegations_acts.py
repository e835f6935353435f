"""Acts upon delegations: prolonged, revoked, taken back, ratified, signed by; their table and their ladder."""

from sqlalchemy import select

from models.people import Person
from tests.conftest import House
from tests.handlers.test_delegations import TABLE, at, known, loaded, signs, staffed
from tests.said import said

__all__ = ["known", "staffed"]


def test_prolonged_by_another_act(known: House) -> None:
    line = "prorrogar delegação DEL-1/2026 até 30/06/2027 Decreto 230/2026"
    assert known.says("ana", line.replace(" Decreto 230/2026", "")).startswith("Por que ato?")
    assert known.says("ana", f"{line} publicado em 05/01/2027") == said("""
        Delegação DEL-4/2026 registrada em minuta. CF-1: DEL-4/2026: quem responde por ADM assina contratos até R$ 100.000,00, exceto obras, por delegação (Decreto 230/2026), de 01/01/2027 a 30/06/2027. Só vale com a confirmação de outra pessoa. Pedi a Helena Duarte.
        Atenção: de 01/01/2027 a 04/01/2027 ninguém tem a delegação.
        """)
    known.says("helena", "confirmar CF-1")
    assert signs(known, "contrato em 02/01/2027") == said(
        "Lígia Barros (Decreto 230/2026) começa terça-feira, 05/01/2027, publicada só então (o início era 01/01/2027); em 02/01/2027 só a Prefeita Helena Duarte."
    )
    assert signs(known, "contrato em 06/01/2027").startswith(
        "Lígia Barros, Secretária de Administração, por delegação (Decreto 230/2026)"
    )
    assert (
        known.says("ana", "prorrogar DEL-2/2026 até 30/06/2027 Decreto 231/2026")
        == "DEL-2/2026 não tem termo: não há o que prorrogar."
    )


def test_revoked_and_what_was_signed_meanwhile(known: House) -> None:
    known.says("ana", "autoridade nova sigla: EXT nome: Órgão Externo esfera: federal poder: executivo")
    known.says("davi", "ofício para @ext assunto Reforma assina @ana\nPedimos a reforma.")
    assert "aprovado" in known.says("helena", "aprovar R-1")
    assert known.says("fabio", "revogar DEL-3/2026 Decreto 231/2026") == said(
        "Só o prefeito ou a chefia de gabinete revoga, avoca ou ratifica uma delegação."
    )
    assert known.says("ana", "revogar DEL-3/2026") == said(
        "Por que ato? Exemplo: revogar DEL-3/2026 Decreto 231/2026 em 20/12"
    )
    known.tray("renato")
    assert known.says("helena", "revogar DEL-3/2026 Decreto 231/2026 em 27/11") == said("""
        DEL-3/2026 revogada: vale até 26/11/2026. Os interessados foram avisados.
        Assinado por ela depois disso: OF-1/2026-GP. A Procuradoria foi avisada.
        """)
    assert "\n".join(known.tray("renato")) == said("""
        Delegação DEL-3/2026 revogada pelo ato Decreto 231/2026: não vale mais desde 27/11/2026.
        DEL-3/2026 foi revogada desde 27/11/2026, e depois disso se assinou por ela: OF-1/2026-GP.
        """)
    assert signs(known, "ofício") == said(
        "Hoje ninguém tem essa delegação (a de Ana Prado acabou em 26/11/2026); só a Prefeita Helena Duarte."
    )
    assert known.says("ana", "delegações revogadas") == said("""
        Delegações revogadas (1):
        DEL-3/2026 [revogada] ofícios de encaminhamento: Ana Prado (Portaria 77/2026)
        """)
    assert known.says("helena", "revogar DEL-1/2026 Decreto 232/2026 em 20/12") == said(
        "DEL-1/2026 revogada: vale até 19/12/2026. Os interessados foram avisados."
    )
    assert signs(known, "contrato em 19/12").startswith("Lígia Barros")
    assert signs(known, "contrato em 20/12").startswith("Em 20/12/2026 ninguém tem essa delegação")


def test_taken_back_for_some_days(known: House) -> None:
    assert known.says("helena", "avocar DEL-1/2026 de 10/12 a 12/12").startswith("Por que avocar?")
    assert known.says("helena", "avocar DEL-1/2026 de 10/12 a 12/12 contrato em revisão") == said(
        "DEL-1/2026 avocada de 10/12/2026 a 12/12/2026. Os interessados foram avisados."
    )
    assert signs(known, "contrato em 11/12") == said(
        "A delegação de Lígia Barros (Decreto 210/2026) está avocada nesse dia; em 11/12/2026 só a Prefeita Helena Duarte."
    )
    assert signs(known, "contrato em 13/12").startswith("Lígia Barros")


def test_the_mayor_leaves_and_a_mandate_ends(known: House) -> None:
    with known.transaction() as session:
        people = {each.handle: each for each in session.scalars(select(Person))}
        people["helena"].role, people["marcos"].role = "servidor", "prefeito"
        people["marcos"].cargo = "Prefeito"
    assert signs(known, "ofício") == said("""
        Ana Prado, Chefe de Gabinete, por delegação (Portaria 77/2026), sem termo. O Prefeito também pode.
        Atenção: quem delegou deixou o cargo; confirme antes de usar DEL-3/2026.
        """)
    assert known.says("ana", "delegações a confirmar") == said("""
        Delegações abertas a confirmar (1):
        DEL-3/2026 [vigente] ofícios de encaminhamento: Ana Prado (Portaria 77/2026) — até 03/11/2027
        """)
    assert "\n".join(known.says("ana", "pauta").splitlines()[2:5]) == said("""
        Delegações a confirmar (1):
        • DEL-3/2026 ofícios de encaminhamento: quem delegou deixou o cargo
        Nada vence até quinta-feira, 03/12, e nada está atrasado ou à espera da sua ciência.
        """)
    assert known.says("ana", "ratificar DEL-3/2026 Decreto 3/2029") == said(
        "CF-1: DEL-3/2026 continua a valer, pelo ato Decreto 3/2029: Ana Prado assina ofícios de encaminhamento, por delegação (Portaria 77/2026), de 03/11/2026 sem termo. Só vale com a confirmação de outra pessoa. Pedi a Marcos Vidal."
    )
    at(known, "2029-01-02T09:00")
    assert signs(known, "empenho de R$ 10.000") == said("""
        Fábio Teles, Secretário da Fazenda, por delegação (Decreto 198/2025), até R$ 50.000,00, sem termo. O Prefeito também pode.
        Atenção: o mandato em que foi dada terminou em 31/12/2028; confirme antes de usar DEL-2/2026.
        """)


def test_the_ladder_of_its_end(known: House) -> None:
    known.passes("2026-12-16T09:10")
    told = [line for text in known.tray("ana") for line in text.splitlines() if "Lembrete" in line]
    assert "\n".join(told) == said(
        "Lembrete: fim de DEL-1/2026 (contratos: titular de ADM (Decreto 210/2026)) vence: quinta-feira, 31/12 — com Helena Duarte, sem resposta."
    )


def test_the_table_again_and_its_faults(known: House) -> None:
    assert loaded(known) == (0, [])
    wrong = (
        TABLE.splitlines()[0]
        + "\nDecreto 1/2026,01/11/2026,31/10/2026,,prefeito,sergio,cargo,vetos,abc,01/11/2026,,,talvez\n"
    )
    assert "\n".join(loaded(known, wrong)[1]) == said(
        "linha 2: Não conheço a matéria “vetos”. É uma destas?; limite_valor: 'abc' não é um valor em reais; escreva como 1.234,56; subdelega: 'talvez' não se entende; escreva sim ou não"
    )


def test_an_oficio_signed_by_delegation(known: House) -> None:
    known.says("ana", "autoridade nova sigla: EXT nome: Órgão Externo esfera: federal poder: executivo")
    known.says("davi", "ofício para @ext assunto Reforma assina @ana\nPedimos a reforma.")
    assert known.says("helena", "aprovar R-1") == said("""
        Ofício OF-1/2026-GP aprovado, com o número reservado. Assina: Ana Prado, Chefe de Gabinete, por delegação (Portaria nº 77/2026).
        Assine no assinador oficial e mande o PDF assinado com a legenda: assinado OF-1/2026-GP
        """)
    assert "por delegação (Portaria nº 77/2026)" in known.says("davi", "ver OF-1/2026-GP")


def test_of_whoever_holds_the_post(known: House) -> None:
    assert "DEL-1/2026" in known.says("ana", "delegações @ligia")
    assert "DEL-3/2026" in known.says("ana", "delegações @ana")
    assert known.says("ana", "delegações @hugo") == said("Delegações abertas de Hugo Peixoto: nenhuma.")
    assert known.says("ana", "até quanto a Lígia pode assinar?").startswith("Delegações abertas de Lígia Barros (1)")
