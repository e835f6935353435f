"""The budget: dotações, empenhos and requests, on one append-only ledger whose balances are sums."""

from models.budget import closing, credits, dotacoes, empenhos, ledger, pedidos, published, queries
from models.budget.ledger import AccountSums
from models.budget.subject import SUBJECT
from models.budget.tables import Dotacao, Empenho, LedgerEntry, Measure, Pedido

__all__ = [
    "SUBJECT",
    "AccountSums",
    "Dotacao",
    "Empenho",
    "LedgerEntry",
    "Measure",
    "Pedido",
    "closing",
    "credits",
    "dotacoes",
    "empenhos",
    "ledger",
    "pedidos",
    "published",
    "queries",
]
