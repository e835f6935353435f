"""Delegations: who may sign what, up to what value, from when until when; registered by one, confirmed by another."""

from models.delegations import matters, powers, register
from models.delegations.subject import SUBJECT, delegate
from models.delegations.tables import KIND, Delegacao, DelegacaoStatus, EmRazao

__all__ = [
    "KIND",
    "SUBJECT",
    "Delegacao",
    "DelegacaoStatus",
    "EmRazao",
    "delegate",
    "matters",
    "powers",
    "register",
]
