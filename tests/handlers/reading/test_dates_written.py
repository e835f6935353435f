"""A written date is read or asked about: never another day in silence."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.reading.dates import Reading, find, promised

NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("America/Sao_Paulo"))

READ = {
    "vistoria 5ªf 15h": "26/11/26 15:00",
    "audiência 1º/12 às 18h no plenário": "01/12/26 18:00",
    "visita tersa 8h": "24/11/26 08:00",
    "oficina amahna às 9h": "24/11/26 09:00",
    "reunião 4a. feira 14h": "25/11/26 14:00",
    "reunião qua-feira 14h": "25/11/26 14:00",
    "ensaio qui. 16h": "26/11/26 16:00",
    "entregar até 1º/12/2026": "01/12/26",
    "entregar até 1°/12": "01/12/26",
    "entregar até 1.º de dezembro de 2026": "01/12/26",
    "entregar até 25 do corrente": "25/11/26",
    "entregar até 1º do mês que vem": "01/12/26",
    "entregar dia 10 do próximo mês": "10/12/26",
    "entregar até 15 de dezembro do corrente ano": "15/12/26",
    "entregar até __30/11/2026__": "30/11/26",
    "entregar até «quinta»": "26/11/26",
    "entregar até [27/11]": "27/11/26",
    "entregar até 27\\12": "27/12/26",
    "entregar 27\\12\\2026 às 10h": "27/12/26 10:00",
    "ligar quarta 10h:45": "25/11/26 10:45",
    "ligar quarta 10h45min": "25/11/26 10:45",
    "ligar quarta 10h e 45": "25/11/26 10:45",
    "ligar quarta 10 h 45": "25/11/26 10:45",
    "ligar dia 30 10 h": "30/11/26 10:00",
    "entregar até 28 / 11 / 2026": "28/11/26",
    "até o fim do 2º semestre": "31/12/26",
    "até o segundo trimestre/2027": "30/06/27",
    "terceiro trimestre 2027": "01/07/27 a 30/09/27",
    "décimo primeiro mês de 2027": "01/11/27 a 30/11/27",
    "trigésimo de junho": "30/06/27",
    "entregar até o próximo dia útil": "24/11/26",
    "até 19 hrs": "23/11/26 19:00",
    "até 19 horas": "23/11/26 19:00",
    "em até 19 horas": "24/11/26 04:00",
    "amanhã, dia 24": "24/11/26",
    "enviar o ofício 12 até 10/12": "10/12/26",
    "27/11 2026": "27/11/26",
}

ASKED = [
    "reunião na próx. 6ª às 10h",
    "reunião quitna 10h",
    "reunião 5 às 14h",
    "reunião 7-2 às 10h",
    "visita dia 14 ou 15/12",
    "visita quarta ou quinta",
    "visita dia 14 ou 15",
    "visita quarta às 14h ou 15h",
    "visita quarta e quinta",
    "entre 4 e 6 horas",
    "sexta-feira 13 por volta das 15:00",
    "quarta 14h 20",
    "quarta 14.20",
    "4, 5 e 6/12",
    "amanhã, dia 26",
    "entregar dia 28 p.p.",
    "entregar até 27/11/2026 18",
    "27/11, 2026",
    "ter 1/3 a 27/11",
    "sexta reunião 10h",
    "reunião sexta 10h e segunda 14h",
    "segunda chamada do concurso às 14h",
    "de 30/11/2026 a 24/11/2026",
]

SURE = [
    "sala 3 às 14h",
    "ir à UBS 5 às 14h",
    "processo 12/2026 às 14h",
    "levar 3 caixas sexta 14h",
    "entregar até sexta, 3 cópias",
    "tirar a 2ª via sexta",
    "pagar a nota 123 sexta 10h",
    "reunião sexta, 27/11, 10h",
    "a sexta reunião 10h",
]

PROMISED = {
    "enviar até 30 p.p.": "até 30 p.p.",
    "enviar até 18": "até 18",
    "enviar até 24h": "até 24h",
    "enviar em 15 d.u.": "em 15 d.u.",
    "enviar até quitna": "até quitna",
    "enviar até 5 de dezenbro": "até 5 de dezenbro",
    "enviar, prazo: quando der": "prazo: quando der",
    "enviar até a semana do livro": "até a semana",
    "enviar até a próxima reunião": "até a próxima reunião",
    "enviar até o fim da obra": "até o fim da obra",
    "enviar até a conclusão das matrículas": "até a conclusão das matrículas",
    "enviar até a posse do novo secretário": "até a posse do novo secretário",
    "enviar até a volta do prefeito": "até a volta do prefeito",
    "enviar até a licitação, sem falta": "até a licitação",
    "enviar até liberação da verba": "até liberação da verba",
    "enviar até o recesso": "até o recesso",
    "enviar até o boleto": "até o boleto",
    "enviar até terminar a obra": "até terminar a obra",
    "enviar até o prefeito voltar": "até o prefeito voltar",
    "enviar até que saia a lei": "até que saia a lei",
    "enviar até o dia em que sair a lei": "até o dia em que sair a lei",
    "enviar até quando der": "até quando der",
    "enviar até a 3ª reunião": "até a 3ª reunião",
    "enviar até o dia da audiência": "até o dia da audiência",
    "enviar antes da audiência pública": "antes da audiência pública",
    "enviar depois da eleição": "depois da eleição",
    "enviar após a nova licitação": "após a nova licitação",
    "enviar no dia da posse": "no dia da posse",
    "enviar na véspera da inauguração": "na véspera da inauguração",
    "enviar assim que o prefeito voltar": "assim que o prefeito voltar",
    "enviar tão logo saia o edital": "tão logo saia o edital",
    "enviar depois que o prefeito voltar": "depois que o prefeito voltar",
    "enviar antes de viajar": "antes de viajar",
    "enviar depois de votar": "depois de votar",
    "enviar quando ele voltar": "quando ele voltar",
    "enviar quando o dinheiro cair": "quando o dinheiro cair",
    "enviar quando os secretários voltarem": "quando os secretários voltarem",
    "enviar assim que der": "assim que der",
    "enviar mais tarde": "mais tarde",
    "enviar logo mais": "logo mais",
    "enviar na próxima reunião": "na próxima reunião",
    "enviar no prazo de costume": "no prazo de costume",
    "enviar no prazo de 15 dais": "no prazo de 15 dais",
    "enviar no prazo combinado": "no prazo combinado",
    "enviar em 3 semnas": "em 3 semnas",
    "enviar em alguns dias": "em alguns dias",
    "enviar nos próximos dias": "nos próximos dias",
    "enviar em breve": "em breve",
    "enviar daqui a pouco": "daqui a pouco",
    "enviar para quitna": "para quitna",
    "enviar na próxima sxeta": "na próxima sxeta",
    "enviar até a próxima sessão da Câmara": "até a próxima sessão da Câmara",
}

NO_PROMISE = [
    "arrecadar até 3 mil reais",
    "chamar até 5 pessoas",
    "gastar até 1/3 da verba",
    "aguardar até segunda ordem",
    "ler até a página 5",
    "ler até o próximo capítulo",
    "pintar até o fim da rua",
    "cercar até o final do terreno",
    "ler até o art. 5º",
    "vacinar até 60 anos",
    "comprar em até 12x",
    "dividir o lote em 3",
    "atender até 100",
    "conferir o dia a dia da UBS",
    "esperar até o dia em que sair a lei",
    "reduzir até 10%",
    "prazo indeterminado",
    "gastar até 500 reais",
    "numerar de 1 até 10",
    "ler as páginas 5 até 18",
    "chamar até 3 ou 4 pessoas",
    "descontar até metade",
    "ir até Brasília",
    "levar a chave até o Zeca",
    "subir até o gabinete",
    "asfaltar até o km 5",
    "caminhada até a igreja matriz",
    "linha de ônibus até o distrito",
    "chamar até o vice",
    "convidar até a oposição",
    "atender até o último da fila",
    "saber até que ponto dá para gastar",
    "até que enfim chegou",
    "ver até quando vai a obra",
    "ofício com prazo vencido",
    "conferir o prazo de validade dos remédios",
    "ofício sobre prazo para recurso",
    "contrato com prazo de vigência curto",
    "resposta assim que possível",
    "resposta quando puder",
    "ver quando vai sair o edital",
    "perguntar quando posso publicar",
    "descobrir quando o contrato vence",
    "abrir o posto mais tarde do que hoje",
    "palestra do Dia D da vacinação",
    "distribuir em 3 mesas",
    "plantar no quintal",
    "em seguida avisar a prefeita",
]

SUBJECTS = ["vistoria depois da reforma", "fotos no dia da posse"]


def told(reading: Reading | None) -> str:
    if reading is None or reading.start is None:
        return "—"
    clock = " %H:%M" if reading.has_clock or reading.start.hour else ""
    end = f" a {reading.end:%d/%m/%y}" + (f"{reading.end: %H:%M}" if reading.has_clock else "") if reading.end else ""
    return f"{reading.start:%d/%m/%y{clock}}{end}" + ("" if reading.sure else " ?")


@pytest.mark.parametrize(("text", "said"), READ.items())
def test_is_read(text: str, said: str) -> None:
    assert told(find(text, NOW)) == said


@pytest.mark.parametrize("text", ASKED)
def test_is_asked(text: str) -> None:
    reading = find(text, NOW)
    assert reading is not None
    assert not reading.sure
    assert reading.doubt
    assert all(choice.start for choice in reading.choices)


@pytest.mark.parametrize("text", SURE)
def test_a_figure_that_is_a_name_or_a_count_is_no_doubt(text: str) -> None:
    reading = find(text, NOW)
    assert reading is not None
    assert reading.sure


@pytest.mark.parametrize(("text", "words"), PROMISED.items())
def test_a_deadline_that_stays_unread_is_found(text: str, words: str) -> None:
    assert find(text, NOW) is None
    assert promised(text, NOW) == words


@pytest.mark.parametrize("text", NO_PROMISE)
def test_a_figure_that_counts_something_promises_nothing(text: str) -> None:
    assert promised(text, NOW) is None


@pytest.mark.parametrize("text", SUBJECTS)
def test_what_has_its_day_may_tell_about_another_moment(text: str) -> None:
    assert promised(text, NOW) is not None
    assert promised(text, NOW, dated=True) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    {
        "pintar o muro até *quinta*": "pintar o muro",
        "pintar o muro (até quinta)": "pintar o muro",
        "pintar o muro até “quinta”, se der": "pintar o muro se der",
        "pintar o muro - até quinta - e a grade": "pintar o muro - e a grade",
        "até quinta: pintar o muro": "pintar o muro",
        "pintar o muro: até quinta": "pintar o muro",
        "plano B- até quinta": "plano B-",
        "quem pinta até quinta?": "quem pinta?",
        "pintar... até quinta": "pintar...",
        "pintar o muro até quinta.": "pintar o muro",
        "*pintar até quinta*": "*pintar*",
    }.items(),
)
def test_nothing_is_left_where_the_date_stood(text: str, rest: str) -> None:
    reading = find(text, NOW)
    assert reading is not None
    assert reading.without(text) == rest
