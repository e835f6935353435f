"""Public hearings: announced in time, with speakers, presences, questions and answers that are promised."""

import pytest

from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said


@pytest.mark.every_door
def test_a_hearing(house: House) -> None:
    at(house, "2026-11-30T09:00")
    assert house.says("ana", "audiência pública LDO 2028, quarta 24/03/2027 18h30 na Câmara") == said("""
        AUD-1/2026 convocada: quarta-feira, 24/03/2027, 18h30 às 20h30, Câmara.
        Pauta fecha terça-feira, 23/03/2027, 12h.
        Edital até terça-feira, 09/03/2027 (15 dias antes; confira a lei local).
        """)
    assert house.says("ana", "audiência pública Plano Diretor, sexta 18h30 na Câmara") == said("""
        AUD-2/2026 convocada: sexta-feira, 04/12, 18h30 às 20h30, Câmara.
        Pauta fecha quinta-feira, 03/12, 12h.
        Faltam menos de 15 dias: confira na lei local o prazo do edital.
        """)
    assert house.says("bruno", "audiência pública Plano Diretor, sexta 18h30") == said(
        "Só a chefia de gabinete e a agenda do gabinete (lista @agenda) marcam isso."
    )
    assert house.says("ana", "item AUD-1/2026 metas e prioridades, 30 min") == said(
        "Item 1 incluído por Ana Prado: metas e prioridades. Soma da pauta: 30 de 120 min."
    )
    assert house.says("ana", "edital AUD-1 publicado em 27/11 no diário oficial") == said(
        "AUD-1/2026: edital de sexta-feira, 27/11, no diário oficial."
    )
    assert house.says("ana", "edital AUD-2 publicado em 28/11") == said(
        "AUD-2/2026: edital de sábado, 28/11. São menos de 15 dias: confira na lei local."
    )
    assert house.says("ana", "edital AUD-2 publicado em 03/12") == said(
        "Quinta-feira, 03/12 ainda não chegou. Registre o edital depois de publicado."
    )
    assert house.says("ana", "inscrito AUD-2 João Lima, sindicato dos servidores, 3 min") == said(
        "Inscrição 1 em AUD-2/2026: João Lima, sindicato dos servidores, 3 min. Senha: GDY4. Soma das falas: 3 de 120 min."
    )
    assert house.says("ana", "inscrito AUD-2 João Lima, sindicato dos servidores, 5 min") == said(
        "João Lima já está em AUD-2/2026, senha GDY4."
    )
    assert house.says("ana", "inscrito AUD-2 Pedro Alves, 61 min") == said(
        "A fala vai de 1 a 60 minutos. Exemplo: inscrito AUD-2/2026 João Lima, 3 min"
    )
    assert house.says("ana", "inscrito AUD-2 Maria Souza, Associação do Jardim Novo") == said(
        "Inscrição 2 em AUD-2/2026: Maria Souza, Associação do Jardim Novo, 3 min. Senha: QRAX. Soma das falas: 6 de 120 min."
    )
    assert house.says("bruno", "inscrito AUD-2 Bruno") == said(
        "AUD-2/2026 só pode ser mudado por quem o marcou, por Helena Duarte ou pela agenda do gabinete."
    )
    assert house.says("ana", "inscrito REU-1") == said(
        "Não encontrei REU-1. Confira o número, ou procure pelo assunto: buscar palavras"
    )
    assert house.says("ana", "remarcar AUD-1 quarta 09/12 18h30") == said("""
        AUD-1/2026: era quarta-feira, 24/03/2027, 18h30 às 20h30, Câmara; agora quarta-feira, 09/12, 18h30 às 20h30, Câmara.
        1 avisado.
        O edital saiu em sexta-feira, 27/11, no diário oficial: se a hora mudou, publique de novo.
        """)
    at(house, "2026-12-04T18:40")
    assert house.says("ana", "presença AUD-2 gdy4") == said("João Lima em AUD-2/2026: presente. 1 presente.")
    assert house.says("ana", "presença AUD-2 aqf7") == said(
        "Nenhuma senha AQF7 em AUD-2/2026. De quem não se inscreveu: nome, entidade"
    )
    assert house.says("ana", "veio AUD-2 Rita Dias, Clube de Mães") == said(
        "Rita Dias em AUD-2/2026: presente. 2 presentes."
    )
    assert house.says("ana", "veio AUD-2") == said(
        "Quem? Exemplo: inscrito AUD-2/2026 João Lima, sindicato dos servidores, 3 min"
    )
    house.says("ana", "cancelar")
    assert house.says("bruno", "inscritos AUD-2") == said("""
        AUD-2/2026: 2 inscritos, 2 presentes, 3 entidades.
        GDY4 João Lima, sindicato dos servidores, 3 min (presente)
        QRAX Maria Souza, Associação do Jardim Novo, 3 min
        YWQK Rita Dias, Clube de Mães
        """)
    assert house.says("ana", "pergunta AUD-2 Maria: quando sai a creche?") == said(
        "Pergunta 1 de AUD-2/2026: quando sai a creche?"
    )
    assert house.says("ana", "pergunta AUD-2 e o asfalto? CPF 529.982.247-25") == said(
        "Pergunta 2 de AUD-2/2026: e o asfalto? CPF ***.***.***-**"
    )
    assert house.says("ana", "responder pergunta 1 AUD-2 @edna até segunda") == said(
        """
        Pergunta 1 de AUD-2/2026: resposta prometida.
        Tarefa T-1 criada para Edna Souza: responder à pergunta 1 de AUD-2/2026. Prazo: segunda-feira, 07/12.
        """
    )
    assert house.says("ana", "responder pergunta 2 AUD-2") == said(
        "Que resposta? Exemplo: responder pergunta 2 AUD-2/2026 abre em março; prometida: responder pergunta 2 AUD-2/2026 @quem até sexta"
    )
    assert house.says("ana", "entra em março") == said("Pergunta 2 de AUD-2/2026: respondida.")
    assert house.says("ana", "responder pergunta 9 AUD-2 sim") == said(
        "AUD-2/2026 não tem a pergunta 9. Veja: perguntas AUD-2/2026"
    )
    assert house.says("bruno", "responder pergunta 1 AUD-2 sim") == said(
        "AUD-2/2026 só pode ser mudado por quem o marcou, por Helena Duarte ou pela agenda do gabinete."
    )
    assert house.says("bruno", "que perguntas tem da AUD-2?") == said("""
        Perguntas de AUD-2/2026 (2, 0 sem resposta):
        1. Maria: quando sai a creche? Prometida: T-1 (aberta)
        2. e o asfalto? CPF ***.***.***-** Resposta: entra em março
        """)
    at(house, "2026-12-04T20:40")
    house.says("ana", "realizado AUD-2 vieram 3")
    assert house.says("ana", "ata AUD-2") == said("""
        Ata de AUD-2/2026 Plano Diretor (minuta), sexta-feira, 04/12, 18h30 às 20h30, Câmara.
        Presidiu: Helena Duarte.
        Presentes: Helena Duarte.
        Edital: sábado, 28/11
        2 inscritos, 2 presentes, 3 entidades:
        • João Lima, sindicato dos servidores, 3 min (presente)
        • Maria Souza, Associação do Jardim Novo, 3 min
        • Rita Dias, Clube de Mães
        Perguntas:
        • 1. Maria: quando sai a creche? Prometida: T-1 (aberta)
        • 2. e o asfalto? CPF ***.***.***-** Resposta: entra em março
        """)
    assert house.says("ana", "inscrito AUD-2 Tarde Demais") == said("AUD-2/2026 já acabou: não recebe inscrições.")
