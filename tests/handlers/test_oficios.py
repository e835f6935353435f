"""Ofícios that leave: from the draft to the proof of protocol, numbered without gaps, never approved by who wrote it."""

import re
from pathlib import Path

import pytest

from tests.conftest import House
from tests.handlers.test_authorities import loaded
from tests.handlers.test_documents import asks, content, words
from tests.said import said

TABLE = """sigla,apelidos,nome,esfera,poder,perfil,calendario
CAMARA,camara;vereadores,Câmara Municipal de Exemplo,municipal,legislativo,requerimento,camara
MPSP-1PJ,mp;mp1;promotoria,1ª Promotoria de Justiça de Exemplo,estadual,ministerio_publico,requisicao_mp,
SGRI,estado;governo do estado,Secretaria de Governo do Estado,estadual,executivo,oficio,
"""
DRAFT = "ofício para @camara assunto Fila de creches\nHá 312 vagas.\nSegue a lista."
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def known(house: House) -> House:
    assert loaded(house, TABLE) == []
    return house


@pytest.fixture
def pdf(tmp_path: Path) -> str:
    path = tmp_path / "assinado.pdf"
    path.write_bytes(PDF)
    return str(path)


def approved(house: House, line: str = DRAFT, by: str = "ana") -> str:
    """The number of an ofício that Davi wrote and somebody else approved."""
    code = house.says("davi", line).split()[1]
    house.tray(by)
    said = house.says(by, f"aprovar {code}")
    found = re.search(r"\w+-\d+/\d{4}(?:-\w+)?", said)
    assert found, said
    return found[0]


def signed(house: House, pdf: str, line: str = DRAFT) -> str:
    code = approved(house, line)
    assert "assinado" in house.answer("davi", text=f"assinado {code}", file=pdf)["text"]
    return code


@pytest.mark.every_door
def test_a_whole_way(known: House, pdf: str) -> None:
    draft = known.says("davi", DRAFT)
    assert draft.startswith(
        "Minuta R-1 de ofício\nPara: Câmara Municipal de Exemplo\nAssunto: Fila de creches\n\n"
        "Há 312 vagas.\nSegue a lista.\n\nConferência: "
    )
    assert draft.endswith("Enviei para aprovação de Helena Duarte e Ana Prado. Basta que uma dessas pessoas aprove.")
    assert known.says("davi", "aprovar R-1").startswith("Só o prefeito, a chefia de gabinete ou quem responde pela")
    assert "Davi Rocha pede aprovação." in known.tray("ana")[0]
    assert known.says("ana", "aprovar R-1") == (
        "Ofício OF-1/2026-GP aprovado, com o número reservado. Assina: Helena Duarte, Prefeita.\n"
        "Assine no assinador oficial e mande o PDF assinado com a legenda: assinado OF-1/2026-GP"
    )
    assert known.says("davi", "expedido OF-1/2026-GP por e-mail").startswith("OF-1/2026-GP ainda não voltou assinado.")
    assert known.answer("davi", text="assinado OF-1/2026-GP", file=pdf)["text"] == (
        "OF-1/2026-GP assinado: não pude conferir se é o mesmo texto do PDF aprovado: confira você."
    )
    assert known.says("davi", "expedido OF-1/2026-GP por e-mail") == (
        "OF-1/2026-GP expedido por e-mail a Câmara Municipal de Exemplo. Falta o protocolo."
    )
    known.passes("2026-12-07T16:00")
    assert known.says("davi", "protocolado OF-1/2026-GP 2245/2026 em 07/12 às 15h10") == (
        "OF-1/2026-GP protocolado: 2245/2026, segunda-feira, 07/12, 15h10."
    )
    assert "Protocolo: 2245/2026, segunda-feira, 07/12, 15h10" in known.says("bruno", "ver OF-1/2026-GP")


def test_who_wrote_any_version_never_approves(known: House) -> None:
    known.says("ana", DRAFT)
    assert known.says("ana", "aprovar R-1") == (
        "Quem escreveu ou corrigiu a minuta não a aprova. A R-1 precisa de outra pessoa que aprove."
    )
    known.says("helena", "devolver R-1 falta a data")
    assert known.says("helena", "aprovar R-1") == "A minuta R-1 foi devolvida e espera correção de quem a escreveu."
    assert "Há 540 crianças na fila." in known.says("davi", "corrigir R-1 Há 540 crianças na fila.")
    assert known.says("ana", "aprovar R-1").startswith("Quem escreveu ou corrigiu")
    known.says("ana", "substituir @helena @davi de 23/11 a 27/11 portaria 9/2026")
    assert "aprova" in known.says("helena", "aprovar R-1")


def test_what_was_not_shown_is_not_approved(known: House) -> None:
    known.says("davi", DRAFT)
    known.settles("ana", console="outro")
    assert known.says("ana", "aprovar R-1 00000000").startswith("A minuta mudou depois que você a viu.")


def test_without_a_text_it_waits_for_one(known: House) -> None:
    said = known.says("davi", "ofício para @sgri assunto Recapeamento resposta até 15/12")
    assert "Resposta esperada até: terça-feira, 15/12" in said
    assert said.endswith("Falta o texto. Escreva: corrigir R-1 e os parágrafos, um por linha.")
    assert known.tray("ana") == []
    assert known.says("ana", "aprovar R-1").startswith("A minuta R-1 ainda não tem texto.")
    known.says("davi", "corrigir R-1 Pedimos o recapeamento da rua 7.")
    assert "Pedimos o recapeamento" in known.tray("ana")[0]


def test_numbers_have_no_gaps_and_are_not_given_twice(known: House) -> None:
    assert approved(known) == "OF-1/2026-GP"
    assert known.says("ana", "cancelar OF-1/2026-GP resolvido por telefone") == (
        "OF-1/2026-GP cancelado. O número fica registrado como cancelado."
    )
    known.says("davi", DRAFT)
    known.says("davi", "cancelar R-2 desistência")
    assert approved(known) == "OF-2/2026-GP"
    assert approved(known, "mensagem para @camara assunto Projeto\nEncaminho o projeto.") == "MSG-1/2026"
    assert approved(known, "circular para @camara @sgri assunto Horário\nO horário mudou.") == "CIRC-1/2026-GP"
    assert approved(known, "certidão para @mp1 assunto Tempo\nCertifico.") == "CERTD-1/2026"
    known.skips("2027-01-03T09:00")
    known.passes("2027-01-04T09:00")
    assert approved(known) == "OF-1/2027-GP"


def test_the_series_goes_on_after_the_highest_ever_given(known: House) -> None:
    known.says("ana", 'expediente novo ofício "Convite" número OF-41/2026-GP')
    assert known.says("ana", 'expediente novo ofício "Pedido"').startswith("Ofício PROT-1/2026-GP registrado")
    assert approved(known) == "OF-42/2026-GP"


def test_one_number_two_ways(known: House) -> None:
    known.says("ana", 'expediente novo ofício "Poda" procedência Promotoria, número 1/2026')
    assert approved(known) == "OF-1/2026-GP"
    assert known.says("ana", "ver of 1/2026") == "Há 2 registros com o número of 1/2026. Qual deles?"
    assert known.says("ana", "ver OF-1/2026").startswith("OF-1/2026 Poda")


def test_the_protocol_needs_a_proof(known: House, pdf: str) -> None:
    code = signed(known, pdf, DRAFT.replace("@camara", "@mp1"))
    known.passes("2026-12-03T11:00")
    line = f"protocolado {code} 8812/2026 em 03/12 às 10h40"
    assert known.says("davi", line) == (
        "Falta o comprovante: mande o arquivo com essa legenda. O prazo continua aberto."
    )
    late = known.answer("davi", text=f"protocolado {code} 8812/2026 em 04/12 às 10h", file=pdf)["text"]
    assert late.startswith(
        "O protocolo seria em sexta-feira, 04/12, 10h, e agora é quinta-feira, 03/12, 11h. Confira a data."
    )
    assert "8812/2026, quinta-feira, 03/12, 10h40" in known.answer("davi", text=line, file=pdf)["text"]


def test_an_answer_that_does_not_come(known: House, pdf: str) -> None:
    line = "ofício para @sgri assunto Recapeamento resposta até 15/12\nPedimos o recapeamento."
    code = signed(known, pdf, line)
    assert known.says("davi", f"expedido {code} pelo sistema") == (
        f"{code} expedido por sistema a Secretaria de Governo do Estado. Aguardamos até terça-feira, 15/12. "
        "Falta o protocolo."
    )
    known.says("davi", f"protocolado {code} 77/2026 em 23/11 às 9h")
    known.passes("2026-12-16T09:30")
    told = [each for each in known.tray("davi") if code in each and "Pauta" not in each]
    assert len(told) == 1
    assert known.says("davi", "com o estado") == (
        f"Com o Estado:\nNão devemos nada.\nO que nos devem (1):\n• {code} SGRI: Recapeamento — venceu em 15/12"
    )
    assert known.says("davi", "relações @sgri").endswith(f"Expedidos (1):\n• {code} [protocolado] Recapeamento")
    again = known.says("davi", f"reiterar {code}")
    assert f"Reitero o ofício nº {code}, protocolado em 23/11/2026, protocolo 77/2026" in again
    known.says("ana", 'expediente novo ofício "Resposta do recapeamento" procedência SGRI, número 88/2026')
    assert known.says("davi", f"respondido {code} OF-88/2026") == (
        f"{code} respondido por OF-88/2026: Resposta do recapeamento."
    )


def test_lists(known: House, pdf: str) -> None:
    first, second = approved(known), signed(known, pdf, DRAFT.replace("@camara", "@sgri"))
    assert known.says("davi", "ofícios sem assinatura").startswith(f"Ofícios sem assinatura (1):\n{first} [aprovado]")
    assert known.says("davi", "ofícios sem protocolo").startswith(f"Ofícios sem protocolo (1):\n{second} [assinado]")
    assert f"{first} [aprovado] CAMARA: Fila de creches" in known.says("davi", "ofícios @camara")
    assert second not in known.says("davi", "ofícios @camara")
    assert known.says("davi", "ofícios semana").startswith("Ofícios desde 23/11/2026 (2):")
    assert known.says("sergio", "ofícios") == "Ofícios abertos: nenhum."


def test_it_arrived_or_leaves(known: House) -> None:
    answer = known.answer("davi", text="ofício")
    assert answer["text"] == "O ofício chegou ou vai sair?"
    assert [each["line"] for each in answer["buttons"]] == ["expediente novo ofício", "ofício para"]
    assert known.says("davi", "ofício para").startswith("Para que autoridade vai o ofício?")
    known.says("davi", "@camara")
    known.says("davi", "Fila de creches")
    known.says("davi", "Há 312 vagas.")
    assert known.says("davi", "pular").startswith("Minuta R-1 de ofício\nPara: Câmara Municipal de Exemplo")


def test_to_a_body_out_of_use(known: House) -> None:
    known.says("ana", "autoridade fora de uso sgri")
    assert known.says("davi", "ofício para @sgri assunto Pedido\nPedimos.").startswith(
        "Secretaria de Governo do Estado está fora de uso. A qual autoridade vai agora?"
    )


def test_on_paper(known: House, tmp_path: Path) -> None:
    code = approved(known, DRAFT.replace("@camara", "@sgri"))
    known.tray("davi")
    message = asks(known, "davi", f"pdf {code}")
    read = words(message)
    for each in (
        "OFÍCIO Nº 1/2026-GP",
        "Exemplo, 23 de novembro de 2026.",
        "Secretaria de Governo do Estado",
        "Assunto: Fila de creches",
        "1. Há 312 vagas. 2. Segue a lista.",
        "Respeitosamente,",
        "Helena Duarte Prefeita",
    ):
        assert each in read, (each, read)
    original = tmp_path / "oficio.pdf"
    original.write_bytes(content(message))
    told = known.answer("davi", text=f"assinado {code}", file=str(original))["text"]
    assert told.startswith(f"Esse arquivo é o próprio PDF de {code}, ainda sem assinatura.")
    original.write_bytes(content(message) + PDF)
    told = known.answer("davi", text=f"assinado {code}", file=str(original))["text"]
    assert told.startswith(f"{code} assinado: é o PDF aprovado (verificação ")
    assert told.endswith("), com a assinatura acrescentada.")


def test_a_draft_on_paper_is_marked(known: House) -> None:
    known.says("davi", DRAFT)
    assert "OFÍCIO (minuta R-1)" in words(asks(known, "davi", "pdf R-1"))


def test_what_waits_has_its_date(known: House, pdf: str) -> None:
    known.says("davi", DRAFT)
    assert "R-1 minuta de ofício de Davi Rocha a CAMARA: Fila de creches" in known.says("ana", "decisões")
    known.says("ana", "aprovar R-1")
    assert "Prazo: quarta-feira, 25/11" in known.says("davi", "ver OF-1/2026-GP")
    known.passes("2026-11-26T08:30")
    told = [each for each in known.tray("davi") if "OF-1/2026-GP" in each]
    assert any("assinatura de" in each for each in told), told


BOOK = """especie;numero;ano;unidade;destinatario;assunto;texto;assina;meio;expedido_em;protocolo;protocolado_em;hora;resposta_ate;nivel
ofício;41;2026;GP;SGRI;Recapeamento;;helena;e-mail;03/11/2026;3310/2026;04/11/2026;10:20;20/11/2026;
ofício;12;2026;SAUDE;CAMARA;Vacinas;Segue o quadro.;bruno;sistema;10/11/2026;;;;;
"""


def test_an_old_book_is_brought_in_and_goes_on(known: House, tmp_path: Path) -> None:
    def sends(content: str) -> str:
        path = tmp_path / "livro.csv"
        path.write_text(content, encoding="utf-8")
        return str(known.answer("ana", text="importar ofícios", file=str(path))["text"])

    wrong = BOOK.replace("SGRI", "SGRX").replace("10/11/2026", "30/11/2026") + BOOK.splitlines()[1].replace(
        "3310/2026;04/11/2026", ";04/11/2026"
    ).replace(";41;", ";42;")
    assert sends(wrong) == said("""
        livro.csv tem 3 erros, e nada foi importado:
        • linha 2: destinatario: SGRX não está cadastrado (veja: autoridades)
        • linha 3: expedido_em: 30/11/2026 ainda não chegou
        • linha 4: protocolo: o número e o dia vão juntos
        Todos estão na planilha que segue.
        """)
    assert sends(BOOK) == "Seriam importados 2 ofícios de livro.csv.\nNada mudou ainda."
    assert known.says("ana", "importar 1") == "Importados 2 ofícios de livro.csv."
    assert sends(BOOK) == "Tudo o que está em livro.csv já está registrado: nada mudaria."
    assert known.says("ana", "ver OF-41/2026-GP") == said("""
        OF-41/2026-GP Recapeamento
        Ofício (protocolado) a Secretaria de Governo do Estado
        O texto está no documento que saiu.
        Assina: Helena Duarte, Prefeita
        Expedido: terça-feira, 03/11
        Protocolo: 3310/2026, quarta-feira, 04/11, 10h20
        Conferência: 3ae22121
        Prazo: sexta-feira, 20/11, corre para Secretaria de Governo do Estado (venceu)
        """)
    assert known.says("ana", "ofícios sem protocolo") == said("""
        Ofícios sem protocolo (1):
        OF-12/2026-SAUDE [expedido] CAMARA: Vacinas — SAUDE, sem prazo
        """)
    assert known.says("davi", "reiterar OF-41/2026-GP").startswith("Minuta R-1 de ofício")
    assert approved(known) == "OF-42/2026-GP"
