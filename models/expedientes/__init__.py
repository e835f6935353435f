"""Expedientes: their register, numbers, way through the órgãos, pauses and ends."""

from models.expedientes.access import named_to, open_stays
from models.expedientes.movement import join, receive, route, separate
from models.expedientes.numbering import TIPOS, set_mask, sigla_of, tipo_of
from models.expedientes.queries import HeldExpediente, Itinerary, Stay, itinerary, joined, listed, listed_ids, stopped
from models.expedientes.register import NewExpediente, register
from models.expedientes.states import annul, archive, conclude, reopen, resume, suspend
from models.expedientes.stays import set_rule, stay_rules
from models.expedientes.stopped import FEWEST, Usual, by_age, by_orgao, in_and_out, standing_still, usual, usual_between
from models.expedientes.subject import SUBJECT
from models.expedientes.tables import (
    ACTIVE,
    ENDED,
    Expediente,
    ExpedienteDeadline,
    NumberMask,
    Situacao,
    Tramitacao,
)

__all__ = [
    "ACTIVE",
    "ENDED",
    "FEWEST",
    "SUBJECT",
    "TIPOS",
    "Expediente",
    "ExpedienteDeadline",
    "HeldExpediente",
    "Itinerary",
    "NewExpediente",
    "NumberMask",
    "Situacao",
    "Stay",
    "Tramitacao",
    "Usual",
    "annul",
    "archive",
    "by_age",
    "by_orgao",
    "conclude",
    "in_and_out",
    "itinerary",
    "join",
    "joined",
    "listed",
    "listed_ids",
    "named_to",
    "open_stays",
    "receive",
    "register",
    "reopen",
    "resume",
    "route",
    "separate",
    "set_mask",
    "set_rule",
    "sigla_of",
    "standing_still",
    "stay_rules",
    "stopped",
    "suspend",
    "tipo_of",
    "usual",
    "usual_between",
]
