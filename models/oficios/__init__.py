"""What leaves: ofícios, circulares, mensagens, certidões, from the draft to the proof of protocol."""

from models.oficios.answers import Parts, answer, insist, parts, parts_of
from models.oficios.approval import approve, ask_for_signature, cancel, check_approval, drop_drafts_about, give_back
from models.oficios.drafting import approvers, correct, draft, may_write, preview, signers, writers
from models.oficios.queries import answered_by, of, with_authority
from models.oficios.relations import OwedOutside, awaited_from, of_sphere, owed_to, owing
from models.oficios.sending import (
    PAPER,
    answered,
    deem_received,
    dispatch,
    protocol,
    sign,
    void,
    when_protocolled,
)
from models.oficios.subject import SUBJECT
from models.oficios.tables import (
    DRAFTS,
    KIND,
    RESPOSTA,
    SIGNED,
    Especie,
    Oficio,
    OficioAddressee,
    OficioAnswer,
    OficioStatus,
    OficioVersion,
)

__all__ = [
    "DRAFTS",
    "KIND",
    "PAPER",
    "RESPOSTA",
    "SIGNED",
    "SUBJECT",
    "Especie",
    "Oficio",
    "OficioAddressee",
    "OficioAnswer",
    "OficioStatus",
    "OficioVersion",
    "OwedOutside",
    "Parts",
    "answer",
    "answered",
    "answered_by",
    "approve",
    "approvers",
    "ask_for_signature",
    "awaited_from",
    "cancel",
    "check_approval",
    "correct",
    "deem_received",
    "dispatch",
    "draft",
    "drop_drafts_about",
    "give_back",
    "insist",
    "may_write",
    "of",
    "of_sphere",
    "owed_to",
    "owing",
    "parts",
    "parts_of",
    "preview",
    "protocol",
    "sign",
    "signers",
    "void",
    "when_protocolled",
    "with_authority",
    "writers",
]
