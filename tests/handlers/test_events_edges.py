"""Wrong input and the edges of meetings, the agenda and the despachos, one by one."""

from tests.conftest import House
from tests.handlers.test_events import at
from tests.said import said


def test_the_edges_of_a_meeting(house: House) -> None:
    at(house, "2026-11-30T09:00")
    house.says("ana", "reunião @saude @obras quarta 9h no Paço: obra da UBS")
    at(house, "2026-12-01T12:05")
    assert house.says("otavio", "item REU-1 escala, 15 min") == said(
        "A pauta de REU-1/2026 já fechou. Mandei o item 1 à chefia, que decide se entra."
    )
    house.says("ana", "adiar REU-1 sexta 9h a Prefeita viaja")
    assert house.says("otavio", "item REU-1 frota, 15 min") == said(
        "Item 2 incluído por Otávio Reis: frota. Soma da pauta: 15 de 60 min."
    )  # the pauta is open again
    assert house.says("edna", "item REU-1 merenda") == said("Você não está entre os chamados para REU-1/2026.")
    assert house.says("ana", "retirar item 1 REU-1") == said(
        "Por que retirar? Exemplo: retirar item 1 REU-1/2026 falta o parecer"
    )
    house.says("ana", "cancelar")
    assert house.says("ana", "deliberação REU-1 @obras refazer o cronograma até 11/12") == said(
        "REU-1/2026 não está em curso: é sexta-feira, 04/12, 9h às 10h, Paço (convocada)."
    )
    at(house, "2026-12-04T10:30")
    assert house.says("ana", "deliberação REU-1 @obras refazer o cronograma") == said(
        "Até quando? Ou escreva: sem prazo"
    )
    assert house.says("ana", "até dia 11") == said(
        "Deliberação 1 anotada. Minuta R-1 pronta para outra pessoa aprovar: OBRAS, cumprir até sexta-feira, 11/12."
    )
    house.says("ana", "presença REU-1 @bruno; faltou @otavio")
    assert house.says("ana", "deliberação REU-1 @otavio refazer a planilha sem prazo") == said("""
        Deliberação 2 anotada. Minuta R-2 pronta para outra pessoa aprovar: Otávio Reis, sem prazo.
        Otávio Reis não esteve na reunião.
        """)
    assert house.says("ana", "aprovar R-1") == said(
        "Quem escreveu ou corrigiu a minuta não a aprova. A R-1 precisa de outra pessoa que aprove."
    )
    assert house.says("helena", "aprovar R-1").splitlines()[0] == said(
        "Ordem de serviço OS-1/2026 aprovada e transmitida a 1 destinatário."
    )
    assert house.says("ana", "deliberações abertas") == said("""
        Deliberações abertas (2):
        REU-1/2026 obra da UBS, 04/12:
        • 1. OBRAS: refazer o cronograma, até sexta-feira, 11/12 (OS-1/2026, transmitida)
        • 2. Otávio Reis: refazer a planilha, sem prazo (R-2, minuta)
        """)
    assert house.says("ana", "realizar REU-1") == said("""
        REU-1/2026: realizada.
        Ata até sexta-feira, 11/12.
        """)
    assert house.says("ana", "reuniões sem ata") == said("""
        Reuniões sem ata aprovada (1):
        REU-1/2026 [realizada] obra da UBS — sexta-feira, 04/12, 9h às 10h, Paço
        """)
    assert house.says("ana", "reuniões novembro") == said("Reuniões em novembro de 2026: nenhuma.")
    assert house.says("ana", "reuniões sem nada") == said(
        'Não entendi “sem nada”. Posso filtrar por @órgão, @pessoa, atrasados, hoje, semana, marcados, sem resposta, realizados, recusados, até quando e "palavras do texto".'
    )


def test_the_edges_of_the_agenda(house: House) -> None:
    at(house, "2026-11-30T10:00")
    house.says("ana", "local novo Paço, Praça da Matriz, 1")
    house.says("davi", "compromisso @helena visita sexta 15h às 16h no Paço")
    assert house.says("davi", "pedir agenda @helena sexta 16h no Paço, Associação, praça") == said("""
        Pedido AG-2/2026: sexta-feira, 04/12, 16h às 16h30, Paço. Associação: praça.
        Responder até quinta-feira, 03/12.
        """)
    house.says("davi", "confirmar AG-2")
    assert house.says("davi", "pedir agenda @helena sexta 16h40 no Clube Náutico, Rotary, doação") == said("""
        Pedido AG-3/2026: sexta-feira, 04/12, 16h40 às 17h10, Clube Náutico. Rotary: doação.
        16h40 não dá: AG-2/2026 praça termina às 16h30, são 15 min de deslocamento (supus) e 10 de folga.
        A partir de 17h.
        Responder até quinta-feira, 03/12.
        """)
    house.says("davi", "completar AG-3 interesse patrocínio CNPJ 11.222.333/0001-81")
    assert house.says("davi", "confirmar AG-3 17h") == said(
        "AG-3/2026 é audiência de interesse privado e ainda não pode ser confirmada: falta quem da casa acompanha, ou por que ninguém. Exemplo: completar AG-3/2026 CNPJ 11.222.333/0001-81 interesse contrato de limpeza acompanha @otavio"
    )
    house.says("davi", "completar AG-3 acompanha ninguém da casa pode nesse dia")
    assert house.says("davi", "confirmar AG-3 17h").splitlines()[0] == said(
        "AG-3/2026 confirmada: sexta-feira, 04/12, 17h às 17h30, Clube Náutico."
    )
    assert house.says("davi", "confirmar AG-3 17h") == said("AG-3/2026 já está confirmada.")
    assert house.says("davi", "compromisso @helena jantar sexta 22h às 1h").splitlines()[0] == said(
        "AG-4/2026 na agenda de Helena Duarte: jantar, sexta-feira, 04/12, 22h até sábado, 05/12, 1h."
    )
    assert house.says("davi", "pedidos de agenda dezembro") == said("""
        Pedidos de agenda em dezembro de 2026 (2):
        AG-3/2026 doação, Rotary — sexta-feira, 04/12, 17h às 17h30, Clube Náutico
        AG-2/2026 praça, Associação — sexta-feira, 04/12, 16h às 16h30, Paço
        """)
    house.says("davi", "compromisso @helena entrevista hoje 11h com @edna")
    assert house.says("helena", "vou me atrasar 20 min") == said(
        """
        Entendi: atrasei 20 min
        AG-5/2026 entrevista, segunda-feira, 30/11, 11h às 12h: 20 min de atraso. Avisei Edna Souza e Davi Rocha.
        """
    )
    assert house.says("davi", "compromisso @helena") == said("Quando? Exemplo: sexta 14h às 15h30")
    house.says("davi", "cancelar")
    assert house.says("davi", "compromisso @helena ontem 9h visita") == said("Domingo, 29/11, 9h às 10h, já passou.")
    assert house.says("helena", "deferir AG-1") == said("AG-1/2026 não está na pilha de despachos.")
