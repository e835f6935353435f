"""The federal file of convênios: its columns by name, whatever the year, and what its words mean here."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.base import Refusal
from models.convenios.tables import Fase, Instrumento
from models.sheets import Column
from models.texts import fold

NUMERO, ANO, SITUACAO = "NR_CONVENIO", "ANO", "SIT_CONVENIO"
OBJETO, MODALIDADE = "OBJETO", "MODALIDADE"
ESFERA, CONCEDENTE, EXECUTORA, GESTOR = (
    "ESFERA",
    "CONCEDENTE",
    "EXECUTORA",
    "GESTOR",
)  # in no federal file
DATES = {
    "DIA_ASSIN_CONV": "assinado_em",
    "DIA_PUBL_CONV": "publicado_em",
    "DIA_INIC_VIGENC_CONV": "inicio",
    "DIA_FIM_VIGENC_CONV": "fim",
    "DIA_FIM_VIGENC_ORIGINAL_CONV": "fim_original",
    "DIA_LIMITE_PREST_CONTAS": "contas_ate",
    "DATA_SUSPENSIVA": "suspensiva_ate",
    "DATA_RETIRADA_SUSPENSIVA": "suspensiva_retirada",
}
AMOUNTS = {
    "VL_GLOBAL_CONV": "valor_global",
    "VL_REPASSE_CONV": "repasse",
    "VL_CONTRAPARTIDA_CONV": "contrapartida",
    "VL_DESEMBOLSADO_CONV": "desembolsado",
    "VL_INGRESSO_CONTRAPARTIDA": "depositado",
}
TEXTS = {SITUACAO: "situacao_oficial", "NR_PROCESSO": "processo", "PROPOSTA": "proposta"}
OTHER_NAMES = {SITUACAO: ("SITUACAO",), "NR_PROCESSO": ("PROCESSO",), "PROPOSTA": ("ID_PROPOSTA",)}
_KINDS: tuple[tuple[dict[str, str], type], ...] = ((TEXTS, str), (DATES, date), (AMOUNTS, Decimal))
COLUMNS = (
    Column(NUMERO, is_needed=True),
    Column(ANO, int),
    Column(OBJETO),
    Column(MODALIDADE),
    *(Column(name, kind) for names, kind in _KINDS for name in names),
    *map(Column, (ESFERA, CONCEDENTE, EXECUTORA, GESTOR)),
)
OWN = {**TEXTS, **DATES, **AMOUNTS}
_FASES = (  # the beginning of what the system writes, or a part of it -> our phase; the first that fits
    ("proposta", Fase.PROPOSTA),
    ("em execucao", Fase.EM_EXECUCAO),
    ("assinad", Fase.ASSINADO),
    ("aguardando prestacao", Fase.CONTAS),
    ("iniciada por antecipacao", Fase.CONTAS),
    ("rescindid", Fase.CONTAS),
    ("em complementacao", Fase.EM_COMPLEMENTACAO),
    ("analise", Fase.EM_ANALISE),
    ("rejeitad", Fase.PROBLEMA),
    ("inadimplen", Fase.PROBLEMA),
    ("tomada de contas", Fase.PROBLEMA),
    ("concluid", Fase.ENCERRADO),
    ("aprovad", Fase.ENCERRADO),
    ("anulad", Fase.ENCERRADO),
    ("cancelad", Fase.ENCERRADO),
    ("encerrad", Fase.ENCERRADO),
)


def fase_of(values: Mapping[str, Any], today: date) -> Fase:
    """Our phase, from the official words and the dates beside them; where no system says one, from the dates alone."""
    said = fold(values.get("situacao_oficial") or "")
    by_dates = Fase.EM_EXECUCAO if values.get("assinado_em") else Fase.PROPOSTA
    fase = next((fase for words, fase in _FASES if words in said), Fase.A_CLASSIFICAR if said else by_dates)
    if fase == Fase.EM_EXECUCAO and values.get("suspensiva_ate") and not values.get("suspensiva_retirada"):
        fase = Fase.ASSINADO
    end = values.get("fim")
    return Fase.CONTAS if fase in (Fase.EM_EXECUCAO, Fase.ASSINADO) and end and end < today else fase


def especie_of(text: str) -> Instrumento:
    key = fold(text)
    known = (each for each in Instrumento if fold(each) in key)
    return next(known, Instrumento.ESPECIAL if "especial" in key else Instrumento.CONVENIO)


def values_of(session: Session, texts: Mapping[str, str], date_format: str) -> tuple[dict[str, Any], list[str]]:
    """The values of the columns of ours, and what is wrong with the others."""
    found, wrong = dict[str, Any](), list[str]()
    for column in COLUMNS:
        if column.name in OWN or column.name == ANO:
            try:
                found[OWN.get(column.name, "ano")] = column.read(session, texts.get(column.name, ""), date_format)
            except Refusal as refusal:
                wrong.append(refusal.sentence)
    wrong += [f"{name}: {texts[name]} é negativo" for name, own in AMOUNTS.items() if (found.get(own) or 0) < 0]
    return found, wrong
