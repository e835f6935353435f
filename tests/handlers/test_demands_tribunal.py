"""The Tribunal of accounts: pieces, judgments and appeals, the accounts of a year, the calendar of AUDESP; charts."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.people import Person
from tests.conftest import House
from tests.handlers.test_demands import MP, PDF, REQ, TC, at, city
from tests.said import said

__all__ = ["city"]
N = "TC-012854.989.16-7"


@pytest.mark.every_door
def test_a_judgment_and_the_appeal(city: House, tmp_path: Path) -> None:
    at(city, "11-24T08:30")
    city.says("sonia", TC)
    city.says("davi", f"peças {N}\n1 @fazenda empenhos\n2 @juridico parecer")
    city.says("davi", f"distribuir {N} @fazenda @juridico")
    assert city.says("vera", "pauta").split("\n\n")[1].splitlines()[:2] == [
        "Do Tribunal de Contas (1):",
        f"• {N} contrato 12/2025 — até 09/12, 2 peças faltam",
    ]
    assert "Tribunal" not in city.says("bruno", "pauta")
    proof = tmp_path / "recibo.pdf"
    proof.write_bytes(PDF)
    city.answer("fabio", text=f"peça {N} 1", file=str(proof))
    at(city, "12-08T09:00")
    assert "; último dia para pedir prorrogação" in city.says("ana", "pauta")
    city.answer("sonia", text=f"protocolado {N} eTCESP 998877 em 08/12 às 8h", file=str(proof))
    for who in ("helena", "ana", "vera"):
        city.tray(who)
    assert city.says("ana", f"julgado {N}") == said("Como foi julgado TC-012854.989.16-7?")
    assert city.says("bruno", f"julgado {N} irregular").startswith(f"Não encontrei {N}")
    assert city.says("ana", f"julgado {N} irregular em 09/12") == said(
        "O julgamento seria em terça-feira, 09/12/2025; tem de ser entre a chegada (terça-feira, 24/11) e hoje. Confira a data."
    )
    assert city.says("ana", f"julgado {N} irregular em 08/12 recurso até 07/12") == said(
        "O recurso acabaria em terça-feira, 07/12/2027. Confira a data, e escreva-a com o ano."
    )
    assert city.says("ana", f"julgado {N} irregular em 08/12 recurso até 22/12") == said(
        "TC-012854.989.16-7: julgado irregular em terça-feira, 08/12. Recurso até terça-feira, 22/12."
    )
    assert f"{N} (contrato 12/2025): julgado irregular em terça-feira, 08/12; recurso até terça-feira, 22/12." in (
        "\n".join(city.tray("helena"))
    )
    assert city.says("ana", "tc 12854") == said("""
        TC-012854.989.16-7 contrato 12/2025
        Despacho do Tribunal de Contas do Estado de São Paulo (Cons. Exemplo)
        Recebido: terça-feira, 24/11
        Fase: julgada, irregular
        FAZENDA informou em 24/11 8h30: item 1: informação no arquivo anexo
        Itens: 1 de 2 respondidos
        Julgado irregular em terça-feira, 08/12
        Recurso até terça-feira, 22/12
        Resultado: respondida, protocolo eTCESP 998877, terça-feira, 08/12, 8h
        Nível de acesso: restrito
        Anexos (1): recibo.pdf (1 KB) — para receber: anexos TC-012854.989.16-7
        """)
    assert city.says("renato", f"recurso {N}") == said(
        "Qual é o número do protocolo? Exemplo: recurso TC-012854.989.16-7 998877 em 20/03"
    )
    assert city.says("renato", "112233 em 08/12 às 8h30") == said("TC-012854.989.16-7: recurso protocolado, 112233.")
    assert city.says("renato", f"recurso {N} 112233") == said("TC-012854.989.16-7 não espera recurso.")
    city.says("sonia", REQ.replace("às 10h30", "às 8h"))
    assert city.says("ana", "julgado REQ-58/2026 regular") == said("REQ-58/2026 não veio do Tribunal de Contas.")
    assert city.says("sonia", 'chegou despacho 019494.989.20 "admissão" publicado 08/12').splitlines()[4] == said(
        "Falta o dígito verificador do número: confira no papel."
    )


def test_the_accounts_of_a_year_and_the_calendar_of_audesp(city: House, tmp_path: Path) -> None:
    at(city, "11-24T08:30")
    assert city.says("ana", "contas 2026") == said("As contas de 2026 ainda não foram abertas aqui.")
    assert city.says("sergio", "abrir contas 2026") == said("Só o gabinete abre as contas do ano.")
    assert city.says("ana", "abrir contas 2025") == said(
        "As contas de 2025 venceram em terça-feira, 31/03: o que falta é registrado com chegou, como despacho."
    )
    city.says("ana", "abrir contas 2026")
    city.says("davi", "peças PROT-1/2026-GP\n1 @fazenda balanço\n2 @fazenda empenhos\n3 @obras contratos")
    assert city.says("ana", "abrir contas 2026") == said("As contas de 2026 já estão abertas.")
    city.says("davi", "distribuir PROT-1/2026-GP @fazenda @obras")
    city.says("fabio", "informar PROT-1/2026-GP item 1: balanço de 2025")
    assert city.says("ana", "contas do exercício de 2026") == said("""
        Contas de 2026 (PROT-1/2026-GP), prazo do TCE: quarta-feira, 31/03/2027 (faltam 88 dias úteis).
        Peças recebidas: 1 de 3.
        • FAZENDA: 1 de 2
        • OBRAS: 0 de 1
        """)
    assert city.says("ana", "abrir contas 2027") == said("""
        Contas de 2027 (PROT-2/2026-GP), prazo do TCE: sexta-feira, 31/03/2028 (faltam 344 dias úteis).
        Peças recebidas: 0 de 3.
        • FAZENDA: 0 de 2
        • OBRAS: 0 de 1
        """)
    assert city.says("ana", "como andam as contas do tribunal?").startswith("Contas de 2026 (PROT-1/2026-GP)")
    table = tmp_path / "audesp.csv"
    table.write_text(AUDESP, "utf-8")
    assert city.answer("davi", text="importar audesp", file=str(table))["text"] == said("""
        audesp.csv tem 1 erro, e nada foi importado:
        • linha 4: prazo: a data '31/02/2027' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20; orgao: TURISMO não existe; diga a sigla
        Todos estão na planilha que segue.
        """)
    table.write_text("\n".join(AUDESP.splitlines()[:3]), "utf-8")
    city.answer("davi", text="importar audesp", file=str(table))
    assert city.says("davi", "importar 1") == said("Importadas 2 remessas ao AUDESP de audesp.csv.")
    assert city.says("vera", "audesp") == said("""
        Próximas remessas ao AUDESP:
        • 05/12/2026 Balancete isolado, 11/2026 — FAZENDA (T-1)
        • 29/01/2027 Cadastros contábeis, 12/2026 — FAZENDA (T-2)
        """)
    assert "T-1 Remessa ao AUDESP: Balancete isolado, 11/2026 — FAZENDA, até 07/12" in city.says("fabio", "minhas")
    assert city.answer("davi", text="importar audesp", file=str(table))["text"].startswith("Tudo o que está em")


AUDESP = """documento,competencia,prazo,orgao
Balancete isolado,11/2026,05/12/2026,FAZENDA
Cadastros contábeis,12/2026,29/01/2027,FAZENDA
Balancete isolado,12/2026,31/02/2027,TURISMO
"""


def test_by_the_words_of_the_house_and_from_outside(city: House) -> None:
    at(city, "11-23T10:35")
    assert city.says("sonia", 'novo requerimento 72/2026 da câmara "Ponte" hoje às 9h').startswith(
        "Requerimento REQ-72/2026 registrado: Ponte.\nRecebido: segunda-feira, 23/11, 9h, da Câmara Municipal"
    )
    assert city.says("sonia", 'protocolar ofício 12/2026 de @mp1 "Vagas" hoje').startswith(
        "Ofício OF-12/2026 registrado: Vagas.\nRecebido: segunda-feira, 23/11, da 1ª Promotoria"
    )
    assert city.says("sonia", 'protocolar ofício "Convite" procedência Câmara') == said("""
        Ofício PROT-1/2026-GP registrado: Convite.
        Procedência: Câmara.
        """)
    assert city.says("sonia", 'recebi requerimento 73/2026 da câmara "Poda"') == said(
        "Não encontrei esse documento aqui. Se acabou de chegar de fora, registre:"
    )
    assert city.buttons("sonia", 'recebi requerimento 73/2026 da câmara "Poda"') == [
        'chegou requerimento 73/2026 da câmara "Poda"'
    ]
    assert city.buttons("sonia", 'novo requerimento 72/2026 da câmara "Ponte" hoje às 9h')[-1].endswith(" é outro")
    former = 'chegou mandado de segurança s/n de @tjsp1 autoridade João da Silva "Feira" com liminar hoje às 9h'
    assert city.says("sonia", former) == said(
        "João da Silva não está na casa. A quem aviso? Exemplo: autoridade @helena"
    )
    assert city.says("sonia", "Helena").startswith("Mandado de segurança PROT-2/2026-GP registrado: Feira.")
    city.says("davi", "distribuir OF-12/2026 @juridico")
    assert city.says("renato", "de acordo OF-12/2026 com ressalva falta o anexo.") == said(
        "Revisão jurídica de OF-12/2026 registrada: de acordo, com ressalva: falta o anexo."
    )


def test_filters_figures_and_charts(city: House, tmp_path: Path) -> None:
    at(city, "11-23T14:05")
    assert city.says("ana", "gráfico demandas") == said("Ainda não chegou nenhum pedido de fora.")
    assert city.says("ana", "gráfico respostas") == said("Nenhum órgão recebeu ainda um pedido de fora.")
    city.says("davi", REQ)
    city.says("davi", MP)
    city.says(
        "davi",
        'chegou mandado de segurança s/n de @tjsp1 autoridade @helena "Feira" com liminar hoje às 9h',
    )
    city.says("davi", "distribuir OF-412/2026 @ambiente")
    city.says("davi", "pedir prorrogação REQ-58/2026 mais 15 dias falta a vistoria")
    at(city, "11-27T09:00")
    city.says("beatriz", "informar OF-412/2026 vistoria feita")
    city.says("davi", "responder OF-412/2026")
    city.says("ana", "aprovar R-2")
    oficio = city.says("davi", "ofícios sem assinatura").splitlines()[1].split()[0]
    proof = tmp_path / "assinado.pdf"
    proof.write_bytes(PDF)
    city.answer("davi", text=f"assinado {oficio}", file=str(proof))
    for asked, found in {
        "com liminar": "PROT-1/2026-GP",
        "da justiça": "PROT-1/2026-GP",
        "sem comprovante": "OF-412/2026",
        "com prorrogação pedida": "REQ-58/2026",
        "federais": "",
    }.items():
        answer = city.says("ana", f"demandas {asked}")
        assert [code for code in ("PROT-1/2026-GP", "OF-412/2026", "REQ-58/2026") if code in answer] == (
            [found] if found else []
        ), answer
    city.says("davi", "protocolado REQ-58/2026 2310/2026 em 26/11 às 10h50")
    assert city.says("ana", "gráfico demandas") == said("""
        De 3 pedidos de fora, 1 no prazo
        (no prazo / fora ou em aberto)
        11/26 ████████ 1
              ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 2
        """)
    assert city.says("ana", "gráfico requerimentos") == said("""
        De 1 requerimento, 1 no prazo
        (no prazo / fora ou em aberto)
        11/26 ████████████████ 1
               0
        """)
    assert city.says("ana", "gráfico respostas") == said("""
        AMBIENTE é quem mais demora a informar: 4 dias, na mediana
        AMBIENTE ████████████████ 4
        """)
    assert city.says("ana", "com o mp em pdf") == said(
        "Estou fazendo o PDF do que há com o Ministério Público; mando em seguida."
    )


def test_who_takes_note_in_person(city: House) -> None:
    at(city, "11-23T09:00")
    city.says("ana", 'convocação @fabio dia 03/12 às 19h Requerimento 71/2026 comissão de finanças "contrato do lixo"')
    assert city.pushed("fabio")[-1]["text"] == said("""
        A Câmara convoca você (CONV-71/2026): contrato do lixo (comparecer às 19h).
        Dia: quinta-feira, 03/12.
        """)
    assert city.says("fabio", "ciente CONV-71/2026") == said("Ciência registrada: CONV-71/2026.")
    assert city.says("fabio", "ciente CONV-71/2026") == said("A ciência já estava registrada: CONV-71/2026.")
    assert city.says("bruno", "justificar ausência CONV-71/2026 viagem") == said(
        "CONV-71/2026 não espera a sua ciência."
    )
    city.tray("ana")
    assert city.says("fabio", "justificar ausência CONV-71/2026") == said(
        "Por quê? Exemplo: justificar ausência CONV-71/2026 estarei em Brasília, a serviço"
    )
    assert city.says("fabio", "estarei em Brasília, a serviço") == said(
        "CONV-71/2026: justificativa enviada ao gabinete."
    )
    assert "Fábio Teles justifica a ausência em CONV-71/2026: estarei em Brasília" in "\n".join(city.tray("ana"))
    called = 'convocação João Antunes dia 03/12 às 19h Requerimento 70/2026 "contrato do lixo"'
    assert city.says("ana", called) == said(
        "CONV-70/2026: convocação para quinta-feira, 03/12, 19h. João Antunes não está na casa: avise por fora."
    )
    order = 'chegou intimação s/n de @tjsp1 "suspende o edital" com liminar hoje às 8h'
    assert "Sem prazo da lei nem impresso." in city.says("sonia", order)
    assert "com liminar" in "\n".join(city.tray("helena"))
    city.tray("renato")
    reminder = "Liminar sem ciência da Procuradoria: PROT-1/2026-GP (suspende o edital)."
    city.runs("liminares")
    assert reminder not in city.tray("renato")  # told a moment ago
    at(city, "11-23T13:30")
    assert city.tray("renato").count(reminder) == 2
    city.skips("2026-11-23T23:00")
    city.runs("liminares")
    city.skips("2026-11-24T08:30")
    city.desk.deliver()
    assert reminder not in "\n".join(city.tray("renato"))  # not by night, and nothing kept for the morning
    assert city.says("renato", "ciente PROT-1/2026-GP") == said("Ciência registrada: PROT-1/2026-GP.")
    at(city, "11-24T12:00")
    assert reminder not in city.tray("renato")
    assert city.says("fabio", "ciente PROT-1/2026-GP").startswith("Não encontrei")


def test_a_requerimento_of_one_councillor_alone(city: House) -> None:
    at(city, "11-23T09:00")
    line = 'chegou requerimento 90/2026 da câmara "Lista de carros" autor Ver. Dois não aprovado hoje'
    assert city.says("sonia", line) == said(
        "Requerimento que a Câmara não aprovou costuma não ter o prazo dela. Registro como ofício?"
    )
    as_oficio, with_term, as_it_is = city.buttons("sonia", line)
    assert "Sem prazo da lei" in city.says("sonia", as_oficio)
    assert "(20 dias corridos)" in city.says("sonia", with_term.replace("90/2026", "91/2026"))
    assert city.says("sonia", as_it_is).startswith("Requerimento REQ-90/2026 registrado")


def test_two_papers_of_a_process_and_two_terms_of_one(city: House) -> None:
    at(city, "11-24T08:30")
    city.says("sonia", TC)
    city.says("sonia", f'chegou despacho {N} "faltam notas" publicado 24/11 10 dias úteis')
    assert city.says("vera", "tc 12854") == "Há 2 registros com o número tc 12854. Qual deles?"
    first, second = city.buttons("vera", "tc 12854")
    assert city.says("vera", first).splitlines()[0] == f"{N} contrato 12/2025"
    assert city.says("vera", second).splitlines()[0] == f"{N}/2 faltam notas"
    assert f"Do mesmo processo: {N}/2" in city.says("vera", first)


def test_terms_of_single_pieces_and_whom_the_tribunal_holds_to_answer(city: House, tmp_path: Path) -> None:
    at(city, "11-24T08:30")
    answer = city.says("sonia", f"{TC} responsáveis @fabio e João Antunes")
    assert "Responsável fora da casa, avisar por carta com AR: João Antunes." in answer
    assert f"Chegou despacho {N}, do Tribunal de Contas" in "\n".join(city.tray("fabio"))
    assert city.says(
        "davi", f"peças {N}\n1 @fazenda empenhos em 5 dias\n2 @juridico parecer até 02/12\n3 contrato"
    ) == (
        said("""
        TC-012854.989.16-7, itens:
        1. empenhos — FAZENDA: falta, até segunda-feira, 30/11
        2. parecer — JURIDICO: falta, até quarta-feira, 02/12
        3. contrato — sem órgão: falta
        """)
    )
    city.says("davi", f"distribuir {N} @fazenda @juridico")
    card = city.says("ana", N)
    assert "Prazo do TCE: quarta-feira, 09/12 (faltam 11 dias úteis)" in card
    assert "Item 1: até segunda-feira, 30/11\nItem 2: até quarta-feira, 02/12" in card
    city.says("fabio", f"informar {N} seguem os empenhos")  # its only item
    proof = tmp_path / "recibo.pdf"
    proof.write_bytes(PDF)
    assert city.says("davi", f"resultado {N} parcial") == said("Resultado de TC-012854.989.16-7: parcial.")
    city.answer("davi", text=f"protocolado {N} eTCESP 1 em 24/11 às 8h30", file=str(proof))
    card = city.says("ana", N)
    assert "Item 1: até" not in card  # met by the partial answer
    assert "Item 2: até quarta-feira, 02/12" in card
    assert city.says("fabio", f"informar {N} item 1: e a nota de 2025") == said(
        "Item 1 informado por FAZENDA. Falta: item 2 (JURIDICO) e item 3."
    )


def test_a_recess_of_the_tribunal_and_time_asked_late(city: House) -> None:
    at(city, "12-09T09:00")
    assert "recesso (Ato GP 18/2026): os prazos ficam suspensos" in city.says(
        "ana", "calendário tce recesso de 18/12/2026 a 20/01/2027 suspende os prazos Ato GP 18/2026"
    )
    at(city, "12-10T09:00")
    assert "Prazo do TCE: quinta-feira, 28/01/2027 (15 dias corridos)" in city.says(
        "sonia", TC.replace("24/11", "10/12")
    )
    city.says("sonia", 'chegou despacho TC-019494.989.20-5 "admissão" publicado 09/12 1 dia')
    at(city, "12-10T20:00")
    assert "Atenção: o pedido saiu depois do fim do expediente do último dia." in city.says(
        "davi", "pedir prorrogação TC-019494.989.20-5 mais 5 dias falta a ficha"
    )
    assert city.says("sonia", 'chegou ofício s/n de @tce "auditor pede notas" hoje às 15h').splitlines()[2] == said(
        "Sem prazo da lei nem impresso."
    )


def test_the_report_of_what_was_attended(city: House) -> None:
    at(city, "11-23T10:35")
    city.says("sonia", REQ)
    city.says("sonia", 'chegou indicação 615/2026 da câmara "Poda na praça" autor Ver. Dois hoje às 9h')
    city.says("sonia", MP.replace("hoje 14h", "hoje 9h"))
    city.says("davi", "distribuir REQ-58/2026 @educacao")
    city.says("edna", "informar REQ-58/2026 há 312 vagas")
    city.says("davi", "protocolado REQ-58/2026 2310/2026 hoje às 10h34")
    city.says("ana", "encerrar sem resposta IND-615/2026 já foi feita em outubro")
    assert city.says("ana", "relatório de atendimento") == said(
        "Estou fazendo o PDF do relatório de atendimento; mando em seguida."
    )
    assert city.says("ana", "relatório de atendimento REQ-58/2026") == said(
        "Estou fazendo o PDF do relatório de atendimento de REQ-58/2026; mando em seguida."
    )
    with city.transaction() as session:
        ana = session.scalars(select(Person).where(Person.handle == "ana")).one()
        paper = papers.of("relatório de atendimento").compose(session, None, ana, city.now)
    assert paper.blocks[0]["lines"] == ["2 pedidos, 2 com resposta."]
    assert paper.blocks[1]["rows"] == [
        [
            "REQ-58/2026 Fila de creches (Ver. Exemplo Um)",
            "EDUCACAO, 23/11/2026",
            "EDUCACAO: há 312 vagas",
            "respondida, protocolo 2310/2026",
            "23/11/2026",
        ],
        [
            "IND-615/2026 Poda na praça (Ver. Dois)",
            "por distribuir",
            "aguarda",
            "sem resposta",
            "encerrado sem resposta: já foi feita em outubro",
        ],
    ]
