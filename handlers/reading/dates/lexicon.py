"""The words of dates, folded: lower case, no accents."""

from __future__ import annotations

from models.moments import MONTHS as MONTH_NAMES


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WEEKDAYS = {"segunda": 0, "terca": 1, "quarta": 2, "quinta": 3, "sexta": 4, "sabado": 5, "domingo": 6}
_MISSPELT = ("sgunda segnda seguda sugunda", "tersa terssa terca trca", "qarta qurta cuarta", "qinta quinat cuinta",
             "sexat secsta sxta", "sabdo sabadao", "domigo domimgo dumingo")  # fmt: skip
WEEKDAYS |= {word: number for number, words in enumerate(_MISSPELT) for word in words.split()}
RELATIVE = {"hoje": 0, "hj": 0, "amanha": 1, "ontem": -1, "anteontem": -2}
RELATIVE |= dict.fromkeys(("amahna", "amnha", "amanhan", "amanhaa", "amaha"), 1) | dict.fromkeys(("hoj", "oje"), 0)
WEEKDAY_PLURALS = {f"{name}s": number for name, number in WEEKDAYS.items()}
WEEKDAY_SHORT = {"seg": 0, "ter": 1, "qua": 2, "qui": 3, "sex": 4, "sab": 5, "dom": 6}
MONTHS = {name.replace("ç", "c"): number for number, name in enumerate(MONTH_NAMES, 1)}
MONTH_SHORT = {name[:3]: number for name, number in MONTHS.items()}
_MONTH_CUT = {
    "jane": 1, "janei": 1, "feve": 2, "fever": 2, "marc": 3, "abri": 4, "junh": 6, "julh": 7, "agos": 8, "agost": 8,
    "setem": 9, "setemb": 9, "outu": 10, "outub": 10, "novem": 11, "novemb": 11, "deze": 12, "dezem": 12, "dezemb": 12,
}  # fmt: skip
ANY_MONTH = MONTHS | MONTH_SHORT | _MONTH_CUT
MONTH_COLOURS = word_set("branco roxo lilas azul verde amarelo vermelho laranja rosa dourado cinza marrom prata")
"""Health campaigns: "outubro rosa", "maio amarelo"."""

UNITS_OF_NUMBER = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7, "oito": 8,
    "nove": 9,
}  # fmt: skip
TEENS = {
    "zero": 0, "dez": 10, "onze": 11, "doze": 12, "treze": 13, "quatorze": 14, "catorze": 14, "quinze": 15,
    "dezesseis": 16, "dezasseis": 16, "dezessete": 17, "dezoito": 18, "dezenove": 19,
}  # fmt: skip
TENS = {
    "vinte": 20, "trinta": 30, "quarenta": 40, "cinquenta": 50, "sessenta": 60, "setenta": 70, "oitenta": 80,
    "noventa": 90, "cem": 100, "cento": 100, "duzentos": 200, "trezentos": 300,
}  # fmt: skip
NUMBERS = UNITS_OF_NUMBER | TEENS | TENS

ORDINAL_TENS = {"decimo": 10, "decima": 10, "vigesimo": 20, "vigesima": 20, "trigesimo": 30, "trigesima": 30}
_ORDINAL_STEMS = ("primeir", "segund", "terceir", "quart", "quint", "sext", "setim", "oitav", "non", "decim")
ORDINALS = (
    {stem + end: n for n, stem in enumerate(_ORDINAL_STEMS, 1) for end in ("o", "a", "os", "as")}
    | {
        stem + end: n
        for stem, n in (("ultim", -1), ("penultim", -2), ("antepenultim", -3))
        for end in ("o", "a", "os", "as")
    }
    | ORDINAL_TENS
)

LENGTHS = {
    "dia": (1, "dias_corridos"), "dias": (1, "dias_corridos"), "semana": (1, "semanas"), "semanas": (1, "semanas"),
    "quinzena": (15, "dias_corridos"), "quinzenas": (15, "dias_corridos"), "mes": (1, "meses"),
    "meses": (1, "meses"), "bimestre": (2, "meses"), "bimestres": (2, "meses"), "trimestre": (3, "meses"),
    "trimestres": (3, "meses"), "semestre": (6, "meses"), "semestres": (6, "meses"), "ano": (1, "anos"),
    "anos": (1, "anos"), "hora": (1, "horas"), "horas": (1, "horas"), "h": (1, "horas"), "hr": (1, "horas"),
    "hrs": (1, "horas"), "hs": (1, "horas"), "minuto": (1, "minutos"), "minutos": (1, "minutos"),
    "min": (1, "minutos"), "mins": (1, "minutos"),
}  # fmt: skip
HALVES = {"anos": (6, "meses"), "horas": (30, "minutos"), "dias_corridos": (12, "horas")}
"""What "e meio" adds to a length whose unit has a half people use."""

THIS = word_set("este esta esse essa neste nesta nesse nessa deste desta desse dessa")
NEXT = word_set("proximo proxima proximos proximas prox proxma proxmo")
OTHER = frozenset(("outra", "outro"))
PAST = word_set("passado passada passados passadas")
PAST_BUT_ONE = frozenset(("retrasado", "retrasada"))
ARTICLES = frozenset(("o", "a", "os", "as"))
CURRENT = word_set("atual actual corrente")
OF = word_set("de do da dos das")
IN = word_set("em no na nos nas")
UNTIL = frozenset(("ate", "ateh"))
FEIRA = frozenset(("feira", "feiras", "f", "fera", "fiera", "feria"))

PARTS = {"madrugada": "madrugada", "manha": "manha", "tarde": "tarde", "noite": "noite", "tardinha": "tarde",
         "noitinha": "noite", "cedo": "manha", "almoco": "almoco"}  # fmt: skip
LATE = word_set("fim final finais ultimas ultima termino encerramento")
MIDDLE = frozenset(("meio", "meados", "metade"))
EDGES = {
    **dict.fromkeys(("inicio", "comeco", "comecinho", "principio"), "start"),
    **dict.fromkeys(("fim", "fins", "final", "finais", "finzinho", "finalzinho", "termino", "encerramento"), "end"),
    **dict.fromkeys(MIDDLE, "middle"),
}

PLACES = word_set(
    "rua r avenida av praca travessa alameda rodovia estrada viaduto ponte largo vila jardim parque bairro distrito "
    "escola emef emei creche colegio hospital ubs upa posto ginasio estadio terminal estacao edificio predio conjunto "
    "residencial condominio cidade municipio loteamento biblioteca teatro museu clube lar instituto fundacao"
)
NUMBERED = word_set(
    "lei leis oficio oficios portaria decreto processo processos resolucao contrato convenio edital pregao memorando "
    "circular requerimento indicacao expediente protocolo nota nf empenho artigo art arts inciso item itens parcela "
    "parcelas pagina paginas pag fl fls folha folhas volume edicao etapa fase parte versao cota slide lote sala andar "
    "os dec dir req mensagem veto autografo projeto pl plc pec emenda sumula tema ramal numero num nr nº n.º "
    "capitulo anexo quadra casa apto apartamento bloco linha km kg escala proporcao placar nivel"
)
"""Nouns whose number is a name: "Lei 10/26", "parcela 3/12"."""

ORDINAL_NOUNS = word_set(
    "vez parte fase classe serie base ordem mao via opiniao reuniao sessao turma etapa secretaria vara camara quinzena "
    "semana parcela chamada edicao versao instancia maior linha feita leva dose rodada votacao discussao convocacao "
    "metade chance opcao geracao guerra"
)
