"""Expedientes, as people talk about them: from the protocolo to the arquivo, who may see them, and what goes wrong."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import audit
from tests.conftest import House
from tests.jobs.times import wishes
from tests.work import calls, statements

NUP = "21000.015511/2019-14"
FULL = (
    'expediente novo processo "Reforma da UBS Centro" interessado João da Silva procedência Secretaria de Obras '
    f"número {NUP} nível restrito prazo 15 dias úteis"
)


def history(house: House, code: str) -> list[str]:
    return house.says("ana", f"histórico {code}").splitlines()[1:]


@pytest.mark.every_door
def test_from_protocolo_to_arquivo_through_four_orgaos(house: House) -> None:
    said = house.says("davi", 'expediente novo processo "Reforma da UBS Centro" interessado João da Silva prazo 20/12')
    assert said == (
        "Processo PROC-1/2026-GP registrado: Reforma da UBS Centro.\n"
        "Interessado: João da Silva.\nPrazo: domingo, 20/12."
    )
    said = house.says("davi", "tramitar PROC-1/2026-GP @saude para parecer até sexta 17h")
    assert said == ("Expediente PROC-1/2026-GP enviado à Secretaria de Saúde. Retorno até sexta-feira, 27/11, 17h.")
    (pushed,) = house.pushed("bruno")
    assert pushed["text"] == (
        "Davi Rocha enviou à Secretaria de Saúde o expediente PROC-1/2026-GP: Reforma da UBS Centro.\n"
        "Despacho: parecer\nRetorno até sexta-feira, 27/11, 17h."
    )
    assert [button["line"] for button in pushed["buttons"]] == ["receber PROC-1/2026-GP", "ver PROC-1/2026-GP"]
    assert house.says("sergio", "receber proc 1/26") == (
        "Expediente PROC-1/2026-GP recebido na Secretaria de Saúde: Reforma da UBS Centro."
    )
    assert house.tray("davi") == [
        "Secretaria de Saúde recebeu o expediente PROC-1/2026-GP: Reforma da UBS Centro. (Sérgio Pinto)"
    ]
    house.passes("2026-11-25 10:00")
    house.says("bruno", "tramitar 1/2026 @obras orçar a reforma")
    house.passes("2026-11-27 15:00")
    house.says("otavio", "receber 1/2026")
    house.says("otavio", "tramitar 1/2026 @fazenda verificar dotação em 10 dias úteis")
    house.passes("2026-12-01 11:00")
    assert house.says("fabio", "onde está") == "De qual registro? Escreva o número, assim: onde está N"
    assert house.says("fabio", "onde está o processo 1/2026?").startswith("PROC-1/2026-GP Reforma da UBS Centro")
    assert house.says("fabio", "onde está 1/2026?") == (
        "PROC-1/2026-GP Reforma da UBS Centro\n"
        "Está com a Secretaria da Fazenda desde sexta-feira, 27/11, 15h, ainda não recebido, "
        "retorno até sexta-feira, 11/12. Despacho: verificar dotação\n"
        "Caminho:\n"
        "GP: no mesmo dia (23/11)\n"
        "SAUDE: 2 dias úteis (23/11 a 25/11)\n"
        "OBRAS: 2 dias úteis (25/11 a 27/11)\n"
        "FAZENDA: 2 dias úteis (27/11 até hoje)"
    )
    assert house.says("fabio", "concluir 1/2026 há dotação") == "Expediente PROC-1/2026-GP concluído."
    assert house.says("fabio", "arquivar 1/2026") == "Expediente PROC-1/2026-GP arquivado."
    assert "Arquivado na Secretaria da Fazenda desde terça-feira, 01/12, 11h" in house.says("ana", "ver 1/2026")
    assert history(house, "1/2026") == [
        f"23/11 9h Davi Rocha ({house.door}): processo registrado: Reforma da UBS Centro (prazo: domingo, 20/12)",
        f"23/11 9h Davi Rocha ({house.door}): o Gabinete do Prefeito enviou à Secretaria de Saúde. "
        "Despacho: parecer. Retorno até sexta-feira, 27/11, 17h.",
        f"23/11 9h Sérgio Pinto ({house.door}): recebido na Secretaria de Saúde",
        f"25/11 10h Bruno Lima ({house.door}): a Secretaria de Saúde enviou à Secretaria de Obras. "
        "Despacho: orçar a reforma.",
        f"27/11 15h Otávio Reis ({house.door}): recebido na Secretaria de Obras",
        f"27/11 15h Otávio Reis ({house.door}): a Secretaria de Obras enviou à Secretaria da Fazenda. "
        "Despacho: verificar dotação. Retorno até sexta-feira, 11/12.",
        f"01/12 11h Fábio Teles ({house.door}): concluído: há dotação",
        f"01/12 11h Fábio Teles ({house.door}): arquivado na Secretaria da Fazenda",
    ]
    with house.transaction() as session:
        assert audit.verify(session).broken_id is None


def test_everything_in_one_line_and_any_spelling(house: House) -> None:
    assert house.says("davi", FULL) == (
        f"Processo {NUP} registrado: Reforma da UBS Centro.\n"
        "Interessado: João da Silva.\nProcedência: Secretaria de Obras.\nNível de acesso: restrito.\n"
        "Prazo: segunda-feira, 14/12."
    )
    for spelling in ("21000015511201914", "21000-015511/2019-14", f"processo nº {NUP}", f"NUP {NUP}", NUP):
        assert house.says("davi", f"onde está {spelling}").startswith(
            f"{NUP} Reforma da UBS Centro\nEstá com o Gabinete"
        )
        assert house.says("davi", f"ver {spelling}").startswith(f"{NUP} Reforma da UBS Centro")
    assert house.says("davi", NUP).startswith(f"{NUP} Reforma")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "assunto: Convite para a posse\ninteressado: Câmara\n"
            "procedência: Câmara Municipal\ntipo: ofício\nnº: 225/2026",
            "Ofício OF-225/2026 registrado: Convite para a posse.\nInteressado: Câmara.\n"
            "Procedência: Câmara Municipal.",
        ),
        (
            "prorrogação do prazo de entrega da obra, interessado Maria",
            "Processo PROC-1/2026-GP registrado: prorrogação do prazo de entrega da obra.\nInteressado: Maria.",
        ),
        (
            "OFICIO 12/26 Convite para a feira até sexta",
            "Ofício OF-12/2026 registrado: Convite para a feira.\nNúmero de origem: 12/26.\nPrazo: sexta-feira, 27/11.",
        ),
        ("{0} {tipo} chaves", "Processo PROC-1/2026-GP registrado: {0} {tipo} chaves."),
        ("número 12 ano 2025 Coisa antiga recebido em 20/12/2025", "Processo PROC-12/2025 registrado: Coisa antiga."),
        (
            "processo",
            'Qual é o assunto? Exemplo: expediente novo processo "Reforma da UBS Centro" interessado João da Silva',
        ),
        ("teste nível secreto", "Não conheço o nível secreto. Use público, restrito ou sigiloso."),
        ("teste nº abc: 1", "Não entendi o número abc: 1. Escreva como 1234/2026"),
        ("teste prazo: anteontem", "Sábado, 21/11, já passou."),
        ("teste prazo: quando der", "Não entendi o prazo “quando der”. Quando?"),
        ("teste recebido em 20/12/26", "A data de recebimento (domingo, 20/12) ainda não chegou."),
        ("teste recebido em 20/11/69", "A data de recebimento (quarta-feira, 20/11/2069) ainda não chegou."),
        ("número 7/98 coisa velha recebido em 20/11/98", "Processo PROC-7/1998 registrado: coisa velha."),
        ("teste recebido em 31/02", "Não entendi a data de recebimento 31/02. Escreva como 20/11/2026."),
        ("teste recebido: 20/12/2026", "A data de recebimento (domingo, 20/12) ainda não chegou."),
        ("teste ano: 26", "O ano 26 não parece certo."),
        ("teste @obras @saude", "Um expediente é registrado por um órgão só."),
        (f"teste número {NUP[:-1]}5", f"O NUP {NUP[:-1]}5 não confere"),
        ("x" * 1001, "O assunto tem 1001 caracteres e o máximo é 1000."),
    ],
)
def test_ways_of_registering(house: House, line: str, expected: str) -> None:
    assert house.says("davi", f"expediente novo {line}").startswith(expected)


@pytest.mark.every_door
def test_the_form_asks_one_question_at_a_time(house: House) -> None:
    assert house.says("ana", "expediente novo").startswith("Vamos registrar um expediente. De que tipo?")
    for answer in ("ofício", "Convite para a posse", "pular", "Câmara", "225/2026", "restrito"):
        house.says("ana", answer)
    assert house.says("ana", "pular") == (
        "Ofício OF-225/2026 registrado: Convite para a posse.\nProcedência: Câmara.\nNível de acesso: restrito."
    )


@pytest.mark.console
def test_the_form_comes_whole(house: House) -> None:
    sent = {"command": "expediente novo", "tipo": "processo", "assunto": "Ponte", "número": "7/2026", "nível": ""}
    assert house.answer("ana", form=sent)["text"] == "Processo PROC-7/2026 registrado: Ponte."
    wrong = {"command": "expediente novo", "assunto": "Ponte", "nível": "secreto"}
    assert house.answer("ana", form=wrong)["text"].startswith("Não conheço o nível secreto.")


def test_a_number_is_registered_once(house: House) -> None:
    house.says("davi", FULL)
    again = f"expediente novo Outra coisa número {NUP}"
    assert (
        house.says("davi", again) == f"O número {NUP} já está registrado: {NUP}, Reforma da UBS Centro (protocolado)."
    )
    assert house.says("sergio", again) == (
        f"Processo PROC-1/2026-SAUDE registrado: Outra coisa.\nNúmero de origem: {NUP}."
    )
    assert house.tray("davi") == [
        f"Sérgio Pinto registrou PROC-1/2026-SAUDE com o número que já tem {NUP} (Reforma da UBS Centro).\n"
        "Pode ser o mesmo documento: confira."
    ]
    assert house.says("sergio", again.replace(NUP, "21000015511201914")).startswith(
        "O número 21000015511201914 já está"
    )


def test_a_plain_number_is_every_bodys(house: House) -> None:
    """Two bodies write an ofício 12/2026 each: both are registered, and the number asks which."""
    house.says("davi", "novo ofício 12/2026 Convite procedência: Câmara")
    assert house.says("davi", "novo ofício 12/2026 Convite procedência: Câmara").startswith("O número 12/2026 já está")
    assert house.says("davi", "novo ofício 12/2026 Requisição procedência: Ministério Público") == (
        "Ofício PROT-1/2026-GP registrado: Requisição.\nNúmero de origem: 12/2026.\nProcedência: Ministério Público."
    )
    answer = house.answer("davi", text="onde está 12/2026")
    assert answer["text"] == "Há 2 registros com o número 12/2026. Qual deles?"
    titles = {house.says("davi", button["line"]).splitlines()[0] for button in answer["buttons"]}
    assert titles == {"OF-12/2026 Convite", "PROT-1/2026-GP Requisição"}


@pytest.mark.slow
def test_own_numbers_follow_the_mask(house: House) -> None:
    assert house.says("davi", "expediente novo Um").startswith("Processo PROC-1/2026-GP")
    assert house.says("otavio", "expediente novo Dois").startswith("Processo PROC-1/2026-OBRAS")
    assert house.says("davi", "novo memorando Três").startswith("Memorando MEM-1/2026-GP")
    assert house.says("davi", "máscara {numero}").startswith("Esse pedido cabe ")
    assert house.says("ana", "máscara {numero}").startswith("A máscara precisa de {numero} e {ano}")
    assert house.says("ana", "máscara {numero}/{ano}.{orgao}").startswith("Um número como 12/2026.GP não se poderia")
    said = house.says("ana", "máscara processo {numero}/{ano}-{orgao}")
    assert said == "Daqui em diante os números saem assim: 12/2026-GP. Os já dados não mudam."
    assert house.says("davi", "expediente novo Quatro").startswith("Processo 1/2026-GP registrado")
    assert house.says("davi", "ver 1/2026-GP").startswith("1/2026-GP Quatro")
    house.skips("2027-01-04 09:00")
    assert house.says("davi", "novo ofício Cinco").startswith("Ofício PROT-1/2027-GP")


def test_only_who_has_it_moves_it(house: House) -> None:
    house.says("otavio", "expediente novo Ponte")
    refused = "O expediente PROC-1/2026-OBRAS está com a Secretaria de Obras; só quem o tem ou o gabinete pode {}."
    for line, verb in (
        ("tramitar 1/2026 @saude", "tramitar"),
        ("concluir 1/2026", "concluir"),
        ("arquivar 1/2026", "arquivar"),
        ("sobrestar 1/2026 motivo", "sobrestar"),
    ):
        assert house.says("edna", line) == refused.format(verb)
    assert house.says("edna", "receber 1/2026") == (
        "O expediente PROC-1/2026-OBRAS está com a Secretaria de Obras, não com o seu órgão."
    )
    assert house.says("paula", "receber 1/2026") == "O expediente PROC-1/2026-OBRAS já foi recebido por Otávio Reis."
    assert house.says("davi", "tramitar 1/2026 @saude").startswith("Expediente PROC-1/2026-OBRAS enviado")
    assert house.says("vera", "tramitar 1/2026 @obras").endswith("só quem o tem ou o gabinete pode tramitar.")
    assert house.says("vera", "expediente novo x").startswith("O controle interno consulta tudo")
    assert house.says("edna", "expediente novo x @obras").startswith("Você registra expedientes do seu órgão.")


def test_with_several_orgaos_at_once(house: House) -> None:
    house.says("davi", "expediente novo Festa")
    house.says("davi", "tramitar 1/2026 @obras @saude parecer")
    assert house.says("otavio", "concluir 1/2026").startswith(
        "O expediente PROC-1/2026-GP também está com a Secretaria de Saúde; assim, só o gabinete pode concluir."
    )
    assert house.says("otavio", "tramitar 1/2026 @obras").startswith(
        "O expediente PROC-1/2026-GP já está com a Secretaria de Obras. Diga outro órgão"
    )
    house.says("otavio", "tramitar 1/2026 @gp feito")
    house.says("bruno", "tramitar 1/2026 @gp feito também")
    assert "Está com o Gabinete do Prefeito" in house.says("davi", "onde está 1/2026")
    assert "SAUDE" not in house.says("davi", "expedientes todos")
    house.says("davi", "tramitar 1/2026 @gp @fazenda ver custo")
    where = house.says("davi", "onde está 1/2026")
    assert where.count("Está com o Gabinete do Prefeito") == 2
    assert "Está com a Secretaria da Fazenda" in where
    assert house.says("davi", "concluir 1/2026") == "Expediente PROC-1/2026-GP concluído."


def test_sobrestar_stops_the_dates_and_retomar_gives_them_back(house: House) -> None:
    house.says("otavio", "expediente novo Ponte prazo 30/11")
    assert house.says("otavio", "sobrestar 1/2026").startswith("Por que sobrestar?")
    assert house.says("otavio", "sobrestar 1/2026 aguardando licença até 10/12") == (
        "Expediente PROC-1/2026-OBRAS sobrestado até quinta-feira, 10/12. Lembro você nesse dia. Os prazos pararam."
    )
    assert house.says("otavio", "tramitar 1/2026 @saude") == (
        "O expediente PROC-1/2026-OBRAS está sobrestado. Retome antes: retomar PROC-1/2026-OBRAS"
    )
    house.tray("otavio")
    house.passes("2026-12-10 12:00")
    said = "\n".join(house.tray("otavio"))
    assert "fim do sobrestamento de PROC-1/2026-OBRAS" in said
    assert "30/11" not in said
    assert house.says("otavio", "retomar 1/2026") == (
        "Expediente PROC-1/2026-OBRAS retomado.\n"
        "O prazo ficou para quinta-feira, 17/12, pelos dias em que esteve parado."
    )
    assert (
        house.says("otavio", "retomar 1/2026")
        == "O expediente PROC-1/2026-OBRAS não está sobrestado: está protocolado."
    )


def test_the_return_is_reminded_and_met(house: House) -> None:
    wishes(house, "otavio", digest=False)
    house.says("davi", "expediente novo Ponte")
    house.says("davi", "tramitar 1/2026 @obras parecer até sexta 17h")
    house.tray("otavio")
    house.passes("2026-11-26 09:30")
    assert any("retorno de PROC-1/2026-GP (Ponte) vence: sexta-feira" in text for text in house.tray("otavio"))
    house.says("otavio", "tramitar 1/2026 @gp parecer pronto")
    house.passes("2026-11-30 12:00")
    assert not any("retorno de PROC-1" in text for text in house.tray("otavio"))


def test_reopened_where_it_last_was(house: House) -> None:
    house.says("davi", "expediente novo Ponte prazo 15/12")
    house.says("davi", "tramitar 1/2026 @obras")
    house.says("otavio", "arquivar 1/2026")
    assert house.says("otavio", "tramitar 1/2026 @gp") == (
        "O expediente PROC-1/2026-GP está arquivado. Para continuar: reabrir PROC-1/2026-GP motivo"
    )
    assert house.says("edna", "reabrir 1/2026 quero").startswith("O expediente PROC-1/2026-GP só pode ser reaberto")
    assert house.says("otavio", "reabrir 1/2026").startswith("Por que reabrir?")
    assert house.says("otavio", "reabrir 1/2026 novo documento") == (
        "Expediente PROC-1/2026-GP reaberto. Está com a Secretaria de Obras."
    )
    assert "Prazo: terça-feira, 15/12" in house.says("davi", "ver 1/2026")
    assert house.says("otavio", "reabrir 1/2026 de novo").startswith("O expediente PROC-1/2026-GP já está aberto")
    assert house.says("otavio", "anular 1/2026 erro").startswith("O expediente PROC-1/2026-GP só pode ser anulado por")
    assert house.says("davi", "anular 1/2026 em dobro") == "Expediente PROC-1/2026-GP anulado."
    assert house.says("davi", "anular 1/2026 em dobro") == "O expediente PROC-1/2026-GP já está anulado."


def test_juntada(house: House) -> None:
    house.says("davi", "expediente novo Principal")
    house.says("davi", "expediente novo Pedido")
    assert house.says("davi", "juntar 2/2026") == "Juntar a qual? Exemplo: juntar PROC-2/2026-GP a PROC-12/2026-GP"
    assert house.says("davi", "juntar 2/2026 a 2/2026") == "Um expediente não se junta a si mesmo."
    assert house.says("davi", "juntar 2/2026 ao processo 1/2026") == (
        "Expediente PROC-2/2026-GP juntado a PROC-1/2026-GP: Principal."
    )
    assert house.says("davi", "juntar 1/2026 a 2/2026").endswith("está juntado a PROC-1/2026-GP. Junte ao principal.")
    assert house.says("davi", "tramitar 2/2026 @obras").startswith("O expediente PROC-2/2026-GP está juntado a outro")
    house.says("davi", "tramitar 1/2026 @obras")
    where = house.says("davi", "onde está 2/2026")
    assert where.splitlines()[1] == "Juntado a PROC-1/2026-GP; anda com ele."
    assert where.splitlines()[2].startswith("Está com a Secretaria de Obras")
    assert "Juntados: PROC-2/2026-GP Pedido" in house.says("davi", "ver 1/2026")
    assert house.says("otavio", "separar 2/2026").startswith("Por que separar?")
    assert house.says("otavio", "separar 2/2026 engano") == "Expediente PROC-2/2026-GP separado."
    assert "Está com a Secretaria de Obras" in house.says("davi", "onde está 2/2026")
    assert house.says("davi", "vincular 1/2026 a 2/2026") == "PROC-1/2026-GP vinculado a PROC-2/2026-GP: Pedido."
    assert house.says("davi", "vincular 2/2026 a 1/2026").startswith("PROC-2/2026-GP já estava vinculado")
    assert "Vinculados: PROC-1/2026-GP Principal" in house.says("davi", "ver 2/2026")


@pytest.mark.every_door
@pytest.mark.slow
def test_lists_say_where_things_are(house: House) -> None:
    for n in range(35):
        house.says("otavio", f"expediente novo Obra {n}")
    house.says("otavio", "novo ofício Convite")
    first = house.answer("otavio", text="expedientes")
    assert first["text"].startswith(
        "Expedientes com a Secretaria de Obras (36):\nPROC-1/2026-OBRAS Obra 0 — desde hoje"
    )
    assert first["text"].endswith("… e mais 6.")
    assert first["buttons"][-1]["line"] == "expedientes página 2"
    assert len(house.says("otavio", "expedientes página 2").splitlines()) == 7
    assert house.says("otavio", "expedientes página 9") == "Expedientes com a Secretaria de Obras: não há página 9."
    assert house.says("davi", "expedientes obras ofícios").splitlines()[1].startswith("PROT-1/2026-OBRAS Convite")
    assert house.says("davi", "expedientes") == "Expedientes com o Gabinete do Prefeito: nenhum."
    assert house.says("davi", "expedientes parados todos") == "Expedientes parados de todos os órgãos: nenhum."
    house.passes("2026-12-15 10:00")
    assert "(36)" in house.says("davi", "expedientes parados @obras")
    house.says("davi", "tramitar PROT-1/2026-OBRAS @edna responder até 17/12")
    house.passes("2026-12-18 10:00")
    assert house.says("edna", "expedientes atrasados").splitlines()[1] == (
        "PROT-1/2026-OBRAS Convite — há 3 dias úteis, atrasado desde 17/12"
    )
    house.says("edna", "sobrestar PROT-1/2026-OBRAS espera")
    assert (
        house.says("edna", "expedientes sobrestados")
        .splitlines()[1]
        .startswith("PROT-1/2026-OBRAS [sobrestado] Convite")
    )
    house.says("davi", "tramitar PROC-2/2026-OBRAS @saude ver")
    both = house.says("davi", "expedientes @obras @saude").splitlines()
    assert both[0] == "Expedientes com a Secretaria de Obras e com a Secretaria de Saúde (35):"
    assert both[2].startswith("PROC-3/2026-OBRAS Obra 2")
    rest = house.says("davi", "expedientes @obras @saude página 2").splitlines()
    assert [line.split(" ")[0] for line in rest[-2:]] == ["PROC-35/2026-OBRAS", "PROC-2/2026-OBRAS"]


# --- who may see it ------------------------------------------------------------------------------------------


def test_restricted_is_seen_where_it_passes(house: House) -> None:
    house.says("davi", FULL)
    assert house.says("sergio", f"ver {NUP}") == unknown(NUP)
    assert house.says("vera", f"ver {NUP}").startswith(f"{NUP} Reforma")
    house.says("davi", f"tramitar {NUP} @saude parecer")
    assert house.says("sergio", f"ver {NUP}").startswith(f"{NUP} Reforma")
    assert house.says("edna", f"ver {NUP}") == unknown(NUP)
    assert (
        house.says("edna", "buscar reforma") == "Não encontrei nada com: reforma. Tente menos palavras, ou parte delas."
    )
    assert house.says("edna", "expedientes todos") == "Expedientes de todos os órgãos: nenhum."
    assert house.says("davi", f"liberar {NUP} @edna") == f"Edna Souza já pode ver o expediente {NUP}."
    assert house.tray("edna") == [f"Davi Rocha liberou a você o acesso ao expediente {NUP}: Reforma da UBS Centro."]
    assert house.says("edna", f"ver {NUP}").startswith(f"{NUP} Reforma")


def unknown(number: str) -> str:
    return f"Não encontrei {number}. Confira o número, ou procure pelo assunto: buscar palavras"


EVERY_LINE = (
    "{}",
    "ver {}",
    "onde está {}",
    "histórico {}",
    "comentar {} oi",
    "acompanhar {}",
    "anexar {}",
    "anexos {}",
    "tramitar {} @obras",
    "receber {}",
    "juntar {} a 1/2026",
    "juntar 1/2026 a {}",
    "vincular 1/2026 a {}",
    "separar {} x",
    "sobrestar {} x",
    "retomar {}",
    "concluir {}",
    "arquivar {}",
    "reabrir {} x",
    "anular {} x",
    "liberar {} @edna",
    "tarefa @edna teste ref {}",
)


@pytest.mark.every_door
@pytest.mark.slow
def test_secret_is_answered_like_what_does_not_exist(house: House) -> None:
    house.says("otavio", "expediente novo Público da casa")
    house.says("davi", 'expediente novo "Sindicância Alfa" número 77/2026 nível sigiloso @bruno')
    assert [text for text in house.tray("bruno") if "Alfa" in text] == [
        "Davi Rocha registrou o expediente PROC-77/2026 e indicou você: Sindicância Alfa."
    ]
    assert house.says("bruno", "ver 77/2026").startswith("PROC-77/2026 Sindicância Alfa")
    for who in ("otavio", "carla", "helena", "vera", "ana", "igor"):
        for line in EVERY_LINE:
            hidden, absent = (house.answer(who, text=line.format(number)) for number in ("77/2026", "78/2026"))
            assert hidden["text"].replace("77/2026", "78/2026") == absent["text"], line
            assert [b["line"].replace("77/2026", "78/2026") for b in hidden["buttons"]] == [
                b["line"] for b in absent["buttons"]
            ]
        assert "Alfa" not in house.says(who, "buscar sindicância") + house.says(who, "expedientes todos")
    asked = house.says("davi", "histórico 77/2026")
    assert "procurou" not in asked
    with house.transaction() as session:
        texts = [entry.text or "" for entry in session.query(audit.Audit).where(audit.Audit.action == "consulta")]
    assert sum("77/2026" in text for text in texts) >= 6 * (len(EVERY_LINE) - 1)


@pytest.mark.console
def test_secret_and_absent_take_the_same_work(house: House) -> None:
    house.says("davi", 'expediente novo "Sindicância" número 77/2026 nível sigiloso')
    house.says("otavio", "ver 79/2026")  # what is read once
    asked: list[list[str]] = []
    called: list[int] = []
    for number in ("77/2026", "78/2026"):
        with statements(house.app.engine) as sent:
            called.append(calls(lambda number=number: house.says("otavio", f"ver {number}")))  # type: ignore[misc]
        asked.append(sent)
    assert asked[0] == asked[1]
    assert called[0] == pytest.approx(called[1], rel=0.01)


def test_secret_goes_to_named_people(house: House) -> None:
    house.says("davi", 'expediente novo "Sindicância" número 77/2026 nível sigiloso prazo sexta')
    house.says("davi", "tramitar 77/2026 @obras apurar até sexta")
    assert house.says("otavio", "receber 77/2026").startswith("Expediente PROC-77/2026 recebido na Secretaria de Obras")
    assert house.says("paula", "ver 77/2026") == unknown("77/2026")
    assert house.says("davi", "liberar 77/2026 @obras").startswith("Diga o nome de quem pode ver.")
    house.says("davi", "liberar 77/2026 @paula")
    assert house.says("paula", "ver 77/2026").startswith("PROC-77/2026 Sindicância")
    for who in ("ana", "helena", "vera", "carla", "edna", "igor"):
        house.tray(who)
    house.passes("2026-12-04 12:00")
    for who in ("ana", "helena", "vera", "carla", "edna", "igor"):
        assert not [text for text in house.tray(who) if "77/2026" in text or "Sindicância" in text], who


def test_secret_in_an_orgao_without_titular_asks_for_the_person(house: House) -> None:
    house.says("davi", 'expediente novo "Sindicância" número 77/2026 nível sigiloso')
    with house.transaction() as session:
        from models.people import by_handle

        edna = by_handle(session, "edna")
        assert edna is not None
        edna.function = ""
    assert house.says("davi", "tramitar 77/2026 @educacao") == (
        "PROC-77/2026 é sigiloso e Secretaria de Educação está sem titular. "
        "Diga a pessoa: tramitar PROC-77/2026 @pessoa"
    )
    assert house.says("davi", "tramitar 77/2026 @edna") == "Expediente PROC-77/2026 enviado à Secretaria de Educação."
    assert house.says("edna", "ver 77/2026").startswith("PROC-77/2026")


def test_a_public_one_joined_or_linked_to_a_secret_one_does_not_tell(house: House) -> None:
    house.says("davi", 'expediente novo "Sindicância Alfa" número 77/2026 nível sigiloso')
    house.says("davi", "expediente novo Convite")
    house.says("davi", "expediente novo Aberto")
    house.says("edna", "acompanhar 1/2026")
    house.says("edna", "acompanhar 2/2026")
    house.says("davi", "juntar PROC-1/2026-GP a 77/2026")
    house.says("davi", "vincular PROC-2/2026-GP a 77/2026")
    seen = [house.says("edna", f"{verb} {n}/2026") for verb in ("ver", "onde está", "histórico") for n in (1, 2)]
    seen += house.tray("edna")
    assert not [text for text in seen if "77/2026" in text or "Alfa" in text]
    assert "Juntado a outro expediente; anda com ele." in house.says("edna", "onde está 1/2026")
    assert "PROC-77/2026" in house.says("davi", "onde está 1/2026")


def test_a_substitute_acts_and_then_no_longer(house: House) -> None:
    house.says("davi", 'expediente novo "Sindicância" número 77/2026 nível sigiloso')
    house.says("davi", "tramitar 77/2026 @obras")
    assert house.says("paula", "ver 77/2026") == unknown("77/2026")
    from datetime import date

    from models.people import by_handle, substitute

    with house.transaction() as session:
        otavio, paula, ana = (by_handle(session, name) for name in ("otavio", "paula", "ana"))
        assert otavio
        assert paula
        assert ana
        substitute(session, otavio, paula, date(2026, 11, 23), date(2026, 11, 24), "12/2026", by=ana, now=house.now)
    assert house.says("paula", "ver 77/2026").startswith("PROC-77/2026 Sindicância")
    house.passes("2026-11-25 10:00")
    assert house.says("paula", "ver 77/2026") == unknown("77/2026")


# --- whatever is typed ---------------------------------------------------------------------------------------

_VERBS = ("tramitar", "receber", "onde está", "juntar", "separar", "vincular", "sobrestar", "retomar", "concluir")
_MORE = ("arquivar", "reabrir", "anular", "liberar", "expedientes", "expediente novo", "buscar", "anexos", "máscara")
_NUMBERS = st.sampled_from(["1/2026", "PROC-1/2026-GP", NUP, "99/2026", "", "1/2026 a 2/2026"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from((*_VERBS, *_MORE)), _NUMBERS, st.text(max_size=60))
@pytest.mark.slow
def test_every_line_gets_a_sentence(house: House, verb: str, number: str, rest: str) -> None:
    if not house.says("davi", "ver 1/2026").startswith("PROC-1"):
        house.says("davi", "expediente novo Um")
        house.says("davi", "expediente novo Dois")
    said = house.says("davi", f"{verb} {number} {rest}")
    assert said
    assert "código" not in said
    assert "None" not in said


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("20/11 às 20h", "20/11, às 20h"),
        ("20/11/2026 14h30", "20/11, às 14h30"),
        ("ontem, 9:15", "22/11, às 9h15"),
        ("hoje às 8 horas", "23/11, às 8h"),
        ("20/11", "20/11"),
    ],
)
def test_the_hour_of_receipt_is_kept(house: House, said: str, read: str) -> None:
    house.says("ana", f"expediente novo ofício nº 77/2026 assunto: poda recebido em {said}")
    assert f"recebido em {read}\n" in house.says("ana", "ver OF-77/2026") + "\n"


def test_an_hour_of_receipt_to_come_is_refused(house: House) -> None:
    said = house.says("ana", "expediente novo ofício nº 77/2026 assunto: poda recebido em hoje às 17h")
    assert said == "A hora do recebimento (17h) ainda não chegou."
    said = house.says("ana", "expediente novo ofício nº 77/2026 assunto: poda recebido em 20/11 às 27h")
    assert said == "A hora do recebimento não existe: 20/11 às 27h. Escreva como 20/11/2026 às 14h30."
