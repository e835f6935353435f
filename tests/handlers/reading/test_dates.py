"""Dates in office Portuguese, said on Monday 23 November 2026 at nine in the morning."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from handlers.reading.dates import Grain, Kind, Reading, Term, WeekdaysOnly, find, find_all, impossible

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)


def at(text: str) -> datetime:
    day, _, clock = text.partition(" ")
    number, month, year = (int(part) for part in day.split("/"))
    hour, minute = (int(part) for part in (clock or "0:0").split(":"))
    return datetime(2000 + year, month, number, hour, minute, tzinfo=ZONE)


def read(text: str) -> Reading:
    reading = find(text, NOW)
    assert reading is not None, text
    assert reading.words == text[slice(*reading.span)]
    return reading


DAYS = {
    "hoje": "23/11/26",
    "amanhã": "24/11/26",
    "AMANHA": "24/11/26",
    "ATÉ A PRÓXIMA TERÇA-FEIRA, DIA 1º DE DEZEMBRO": "01/12/26",
    "depois de amanhã": "25/11/26",
    "no dia seguinte": "24/11/26",
    "sexta": "27/11/26",
    "até sexta": "27/11/26",
    "na sexta-feira": "27/11/26",
    "sexta feira": "27/11/26",
    "6ª": "27/11/26",
    "6ª feira": "27/11/26",
    "6ª-feira": "27/11/26",
    "4ª f.": "25/11/26",
    "sex.": "27/11/26",
    "nesta sexta": "27/11/26",
    "sexta da semana que vem": "04/12/26",
    "quarta da próxima semana": "02/12/26",
    "sábado": "28/11/26",
    "dia 5": "05/12/26",
    "no dia 30": "30/11/26",
    "até o dia 1º": "01/12/26",
    "dia primeiro": "01/12/26",
    "dia 27 do 11": "27/11/26",
    "dia 5 do mês que vem": "05/12/26",
    "27/11": "27/11/26",
    "27/11/26": "27/11/26",
    "27.11.26": "27/11/26",
    "27-11-2026": "27/11/26",
    "2026-11-27": "27/11/26",
    "27/nov": "27/11/26",
    "27 de novembro": "27/11/26",
    "vinte e sete de novembro de 2026": "27/11/26",
    "27 de nov. de 2026": "27/11/26",
    "1º de dezembro": "01/12/26",
    "primeiro de maio": "01/05/27",
    "15/3": "15/03/27",
    "29/2": "29/02/28",
    "sexta, 27/11": "27/11/26",
    "sexta-feira, dia 27 de novembro": "27/11/26",
    "sábado (05/12)": "05/12/26",
    "fim do mês": "30/11/26",
    "até o final do mês": "30/11/26",
    "início do mês": "01/12/26",
    "fim da semana": "27/11/26",
    "fim do mês que vem": "31/12/26",
    "final do ano": "31/12/26",
    "meados de dezembro": "15/12/26",
    "último dia do mês": "30/11/26",
    "último dia útil do mês": "30/11/26",
    "no 5º dia útil de dezembro": "07/12/26",
    "quinto dia útil": "07/12/26",
    "última sexta de novembro": "27/11/26",
    "primeira segunda-feira de dezembro": "07/12/26",
    "até dezembro": "31/12/26",
    "até semana que vem": "04/12/26",
    "10 de dezembro do ano que vem": "10/12/27",
    "31 de dezembro deste ano": "31/12/26",
    "natal": "25/12/26",
    "véspera de natal": "24/12/26",
    "ano novo": "01/01/27",
    "carnaval": "09/02/27",
    "quarta-feira de cinzas": "10/02/27",
    "sexta-feira santa": "26/03/27",
    "páscoa de 2028": "16/04/28",
    "corpus christi": "27/05/27",
    "finados": "02/11/27",
    "tiradentes": "21/04/27",
    "9 de julho": "09/07/27",
    "dia da consciência negra": "20/11/27",
    "dia do servidor público": "28/10/27",
    "dia das mães": "09/05/27",
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_days(text: str, day: str) -> None:
    reading = read(text)
    assert (reading.kind, reading.grain, reading.start) == (Kind.DAY, Grain.DAY, at(day))
    assert reading.words == text
    assert reading.sure, reading.doubt


INSTANTS = {
    "até sexta 17h": "27/11/26 17:00",
    "amanhã às 9h": "24/11/26 9:00",
    "sexta às 14": "27/11/26 14:00",
    "sexta 14 hs": "27/11/26 14:00",
    "às 14 horas de sexta": "27/11/26 14:00",
    "14h30": "23/11/26 14:30",
    "14:30": "23/11/26 14:30",
    "14h30min": "23/11/26 14:30",
    "às 8": "24/11/26 8:00",
    "às oito e meia da noite": "23/11/26 20:30",
    "2 da tarde": "23/11/26 14:00",
    "3pm": "23/11/26 15:00",
    "meio-dia": "23/11/26 12:00",
    "ao meio-dia e meia": "23/11/26 12:30",
    "meia-noite": "24/11/26 0:00",
    "quinze para as dez": "23/11/26 9:45",
    "às 24h": "24/11/26 0:00",
    "fim do expediente": "23/11/26 17:00",
    "até o fim do dia": "23/11/26 17:00",
    "sexta no fim do expediente": "27/11/26 17:00",
    "sexta, 27/11, às 15h30": "27/11/26 15:30",
    "hoje, segunda, 15h": "23/11/26 15:00",
    "31/12 23h59": "31/12/26 23:59",
    "10h de amanhã": "24/11/26 10:00",
    "amanhã (terça) às 10h": "24/11/26 10:00",
    "sexta de manhã, às 9": "27/11/26 9:00",
    "amanhã à tarde, às 3": "24/11/26 15:00",
    "sexta até as 17h": "27/11/26 17:00",
    "até 17h de sexta": "27/11/26 17:00",
    "agora": "23/11/26 9:00",
    "duas horas da tarde": "23/11/26 14:00",
    "até o fim de sexta": "27/11/26 17:00",
    "até o fim do dia 5": "05/12/26 17:00",
    "sexta-feira antes das 10h": "27/11/26 10:00",
    "esta manhã às 11": "23/11/26 11:00",
}


@pytest.mark.parametrize(("text", "moment"), INSTANTS.items())
def test_instants(text: str, moment: str) -> None:
    reading = read(text)
    assert (reading.kind, reading.start) == (Kind.INSTANT, at(moment))
    assert reading.words == text
    assert reading.sure, reading.doubt


TERMS = {
    "em 15 dias úteis": (15, "dias_uteis", "14/12/26"),
    "15 dias úteis": (15, "dias_uteis", "14/12/26"),
    "no prazo de 10 dias": (10, "dias_corridos", "03/12/26"),
    "30 dias corridos": (30, "dias_corridos", "23/12/26"),
    "daqui a duas semanas": (2, "semanas", "07/12/26"),
    "daqui 3 dias": (3, "dias_corridos", "26/11/26"),
    "em um mês": (1, "meses", "23/12/26"),
    "dentro de 1 ano": (1, "anos", "23/11/27"),
    "em 2 anos e 3 meses": (27, "meses", "23/02/29"),
    "em 2 horas": (2, "horas", "23/11/26 11:00"),
    "em 3h": (3, "horas", "23/11/26 12:00"),
    "em até 48h": (48, "horas", "25/11/26 9:00"),
    "em uma hora e meia": (90, "minutos", "23/11/26 10:30"),
    "em meia hora": (30, "minutos", "23/11/26 9:30"),
    "15 dias úteis a partir de 03/11": (15, "dias_uteis", "24/11/26"),
    "5 dias antes do natal": (5, "dias_corridos", "20/12/26"),
}


@pytest.mark.parametrize(("text", "expected"), TERMS.items())
def test_terms(text: str, expected: tuple[int, str, str]) -> None:
    n, unit, day = expected
    reading = read(text)
    assert (reading.kind, reading.term, reading.start) == (Kind.TERM, Term(n, unit), at(day))
    assert reading.words == text
    assert reading.sure


INTERVALS = {
    "de 3 a 5/12": ("03/12/26", "05/12/26"),
    "3 a 5 de dezembro": ("03/12/26", "05/12/26"),
    "dias 3 e 4 de dezembro": ("03/12/26", "04/12/26"),
    "10 e 11 de dezembro": ("10/12/26", "11/12/26"),
    "do dia 3 ao dia 5": ("03/12/26", "05/12/26"),
    "27-30/11": ("27/11/26", "30/11/26"),
    "de 20/12 a 6/1": ("20/12/26", "06/01/27"),
    "de 20/11 a 30/11": ("20/11/26", "30/11/26"),
    "de amanhã a sexta": ("24/11/26", "27/11/26"),
    "entre terça e quinta": ("24/11/26", "26/11/26"),
    "das 9h às 11h": ("23/11/26 9:00", "23/11/26 11:00"),
    "sexta, das 14 às 16": ("27/11/26 14:00", "27/11/26 16:00"),
    "terça 14h até quarta 12h": ("24/11/26 14:00", "25/11/26 12:00"),
    "das 14h de sexta às 10h de segunda": ("27/11/26 14:00", "30/11/26 10:00"),
    "das 22h às 6h": ("23/11/26 22:00", "24/11/26 6:00"),
    "sexta 9-11h": ("27/11/26 9:00", "27/11/26 11:00"),
    "amanhã das 8h30 até 10h": ("24/11/26 8:30", "24/11/26 10:00"),
    "de 4 a 22 do mês que vem": ("04/12/26", "22/12/26"),
    "esta noite": ("23/11/26 18:00", "24/11/26 0:00"),
    "amanhã depois do almoço": ("24/11/26 13:00", "24/11/26 18:00"),
    "sexta depois das 14h": ("27/11/26 14:00", None),
    "semana do natal": ("21/12/26", "27/12/26"),
    "resto da semana": ("23/11/26", "29/11/26"),
    "de janeiro a março": ("01/01/27", "31/03/27"),
    "amanhã à tarde": ("24/11/26 13:00", "24/11/26 18:00"),
    "sexta de manhã": ("27/11/26 8:00", "27/11/26 12:00"),
    "fim de semana": ("28/11/26", "29/11/26"),
    "semana que vem": ("30/11/26", "06/12/26"),
    "mês que vem": ("01/12/26", "31/12/26"),
    "em dezembro": ("01/12/26", "31/12/26"),
    "em 2027": ("01/01/27", "31/12/27"),
    "segunda quinzena de dezembro": ("16/12/26", "31/12/26"),
    "primeiro trimestre de 2027": ("01/01/27", "31/03/27"),
    "nos próximos 3 dias": ("24/11/26", "26/11/26"),
    "a partir de quinta": ("26/11/26", None),
    "depois das 16h": ("23/11/26 16:00", None),
    "antes de sexta": (None, "26/11/26"),
    "antes do meio-dia": (None, "23/11/26 12:00"),
}


@pytest.mark.parametrize(("text", "ends"), INTERVALS.items())
def test_intervals(text: str, ends: tuple[str | None, str | None]) -> None:
    reading = read(text)
    start, end = ends
    assert reading.kind is Kind.INTERVAL
    assert (reading.start, reading.end) == (start and at(start), end and at(end))
    assert reading.words == text
    assert reading.sure, reading.doubt


DOUBTS = {
    "segunda": ["23/11/26", "30/11/26"],
    "sexta que vem": ["27/11/26", "04/12/26"],
    "na próxima sexta-feira": ["27/11/26", "04/12/26"],
    "27/10": ["27/10/27", "27/10/26"],
    "segunda, 27/11": ["27/11/26", "30/11/26"],
    "às 3": ["23/11/26 15:00", "24/11/26 3:00"],
    "hoje às 8h": ["23/11/26 20:00", "24/11/26 8:00"],
    "próximo fim de semana": ["28/11/26", "05/12/26"],
    "14 horas": ["23/11/26 14:00", "23/11/26 23:00"],
}


@pytest.mark.parametrize(("text", "choices"), DOUBTS.items())
def test_what_is_doubtful_is_asked(text: str, choices: list[str]) -> None:
    reading = read(text)
    assert not reading.sure
    assert reading.doubt
    assert [choice.start for choice in reading.choices] == [at(choice) for choice in choices]


NOT_DATES = """1/3 dos servidores|a segunda reunião|R$ 15,00|R$ 1.500|10%|Lei 8.666/93|Lei 10/26|OS-5/2026|os 5/26|T-12
Processo 21000.015511/2019-14|art. 5|conforme art. 5º da Lei 13/11|ofício nº 12/11|ofício 12/2026|parcela 3/12
(11) 98765-4321|3221-1030|CEP 13400-000|CPF 123.456.789-09|versão 2.10.26|v2.10.26|192.168.10.12|maio amarelo
campanha outubro rosa|novembro azul|sexta turma|quarta secretaria|Quinta Vara Cível|segunda via|de segunda mão
até segunda ordem|a terceira idade|terça parte|quinta série|na sala 14|dia a dia|hoje em dia|um dia desses
Domingos Sávio|Dom Pedro II|Dom Bosco|quinta da Boa Vista|rua 7 de Setembro|av. 9 de Julho|escola Tiradentes
viagem a Natal|Natal/RN|segunda feira do livro|boa tarde|bom dia|mais tarde|atendimento 24h|plantão 24/7|nota 10
às vezes|as 5 pessoas|3 servidores|entre 3 e 10|uma vez|o mês|banho de mar|ter|primeira dama|último andar
2 e 3 vagas|8 e 9 servidores|1 a 2 servidores|todo servidor|cada um|todo mundo|toda a equipe|daqui a pouco
relatório mensal|orçamento anual|placar 3:2|item 4.1.2|R$ 27/11|#27|100 km|falar com a Maia|pela 2ª vez""".replace(
    "\n", "|"
).split("|")


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert find(text, NOW) is None
    assert impossible(text, NOW) is None


IMPOSSIBLE = {
    "entregar 31/02": "31/02",
    "29/02/2027": "29/02/2027",
    "em 00/13": "em 00/13",
    "dia 32": "dia 32",
    "até 31 de novembro": "até 31 de novembro",
    "32 Agosto": "32 Agosto",
    "27/11/2626": "27/11/2626",
    "reunião às 25h": "às 25h",
    "10:75": "10:75",
    "em 999999 dias": "em 999999 dias",
    "em 0 dias": "em 0 dias",
}


@pytest.mark.parametrize(("text", "words"), IMPOSSIBLE.items())
def test_what_is_on_no_calendar_is_said(text: str, words: str) -> None:
    assert find(text, NOW) is None
    assert impossible(text, NOW) == words


SENTENCES = {
    "tarefa @ana enviar o relatório de outubro até sexta 17h !alta #obras": "até sexta 17h",
    "conforme a ata da reunião de ontem, responder até 10/12": "até 10/12",
    "ofício de 20/11 responder até sexta": "até sexta",
    "prestação de contas do convênio 3/2026 no 5º dia útil de dezembro": "no 5º dia útil de dezembro",
    "pauta da segunda sessão ordinária na quarta": "na quarta",
    "até sexta enviar a minuta": "até sexta",
    "sexta o Bruno envia": "sexta",
    "sexta depois da reunião": "sexta",
    "visitar a rua 7 de setembro amanhã": "amanhã",
    "pagar R$ 15,00 hoje": "hoje",
    "encaminhar 1/3 dos processos em 2 dias úteis": "em 2 dias úteis",
    "linha um\ntítulo até sexta\n17 servidores": "até sexta",
}


@pytest.mark.parametrize(("text", "words"), SENTENCES.items())
def test_the_date_of_a_whole_line(text: str, words: str) -> None:
    assert read(text).words == words


def test_a_time_apart_from_its_day() -> None:
    text = "reunião sexta na Câmara às 14h"
    reading = read(text)
    assert reading.start == at("27/11/26 14:00")
    assert reading.without(text) == "reunião na Câmara"


def test_without_its_words_the_title_is_clean() -> None:
    assert read("enviar até sexta 17h o relatório").without("enviar até sexta 17h o relatório") == "enviar o relatório"


def test_find_all() -> None:
    assert [reading.words for reading in find_all("sexta, 27/11, ou amanhã às 9h", NOW)] == [
        "sexta, 27/11",
        "amanhã às 9h",
    ]


def test_until_is_the_end_of_the_working_day() -> None:
    assert read("até sexta").until() == at("27/11/26 17:00")
    assert read("até sexta").until(time(18)) == at("27/11/26 18:00")
    assert read("até sexta 12h").until() == at("27/11/26 12:00")
    assert read("de 3 a 5/12").until() == at("05/12/26 17:00")


def test_the_working_day_ends_when_the_caller_says() -> None:
    reading = find("até o fim do expediente", NOW, closing=time(18))
    assert reading is not None
    assert reading.start == at("23/11/26 18:00")


class Local(WeekdaysOnly):
    """A municipality with a day off and a patron saint."""

    def is_business_day(self, day: object) -> bool:
        assert isinstance(day, type(NOW.date()))
        return day.weekday() < 5 and day != at("30/11/26").date()

    def holiday_named(self, name: str, year: int) -> object:  # type: ignore[override]
        return at(f"08/12/{year - 2000}").date() if name == "padroeira" else None


def test_the_calendar_of_the_house() -> None:
    business = find("em 5 dias úteis", NOW, Local())  # type: ignore[arg-type]
    patron = find("até o dia da padroeira", NOW, Local())  # type: ignore[arg-type]
    assert business is not None
    assert business.start == at("01/12/26")
    assert patron is not None
    assert patron.start == at("08/12/26")
    assert find("padroeira", NOW) is None


def test_the_past_is_never_silent() -> None:
    for text in ("ontem", "terça passada", "15/11/2025", "há 3 dias"):
        assert read(text).is_past(NOW), text
    assert not read("hoje às 8h").sure
    assert not read("hoje").is_past(NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [("1\u200b5/12", "15/12/26"), ("amanha\u0303", "24/11/26"), ("２７/１１", "27/11/26"), ("27/11\ufeff", "27/11/26")],
)
def test_characters_nobody_sees(text: str, day: str) -> None:
    reading = find(text, NOW)
    assert reading is not None
    assert reading.start == at(day)


def test_reversed_text_is_not_read() -> None:
    assert find("\u202e10/11/2026", NOW) is None
    assert impossible("até \u202e10/11/2026", NOW) == "até \u202e10/11/2026"


def test_summer_time_of_old_years() -> None:
    reading = find("04/11/2018 0h30", datetime(2018, 11, 1, 9, tzinfo=ZONE))
    assert reading is not None
    assert reading.start is not None
    assert reading.start.hour == 1
