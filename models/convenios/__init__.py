"""Convênios with the State and the Union: vigência, aditivos, money and accounts, by hand and from the federal file."""

from models.convenios.accounts import Balance, balance, movements, record_money
from models.convenios.aditivos import ask, of, prolong, sign
from models.convenios.queries import briefing, sums
from models.convenios.registration import register
from models.convenios.rules import (
    assign,
    end_early,
    may_keep,
    send_accounts,
    sign_instrument,
    suspensiva_lifted,
)
from models.convenios.subject import SUBJECT
from models.convenios.tables import Aditivo, Convenio, Fase, Instrumento, Movimento, Prazo, TipoMovimento

__all__ = [
    "SUBJECT",
    "Aditivo",
    "Balance",
    "Convenio",
    "Fase",
    "Instrumento",
    "Movimento",
    "Prazo",
    "TipoMovimento",
    "ask",
    "assign",
    "balance",
    "briefing",
    "end_early",
    "may_keep",
    "movements",
    "of",
    "prolong",
    "record_money",
    "register",
    "send_accounts",
    "sign",
    "sign_instrument",
    "sums",
    "suspensiva_lifted",
]
