"""Ordens, decisões e diretrizes: drafted, approved by a second person, numbered, transmitted, noted, complied with."""

from models.directives.approval import Seat, approve, cancel, correct, give_back
from models.directives.compliance import acknowledge, ask_extension, comply, declare_impossible, start
from models.directives.drafting import Approver, Dates, Draft, amend, approvers, draft, writers
from models.directives.integrity import altered, forged_ciencias, payload_hash
from models.directives.late_decrees import Recounted, line, recount, touched
from models.directives.queries import (
    Publishing,
    Situation,
    pending_of,
    publishings,
    recipients_of,
    situation,
    unfinished,
)
from models.directives.subject import SUBJECT
from models.directives.tables import (
    IN_FORCE,
    IS_APPROVED,
    ActDeadline,
    ActKind,
    Amendment,
    Directive,
    DirectiveStatus,
    Recipient,
    Revision,
)
from models.directives.transmission import (
    act_text,
    due_for_transmission,
    next_transmission_at,
    sender,
    transmit_due,
)

__all__ = [
    "IN_FORCE",
    "IS_APPROVED",
    "SUBJECT",
    "ActDeadline",
    "ActKind",
    "Amendment",
    "Approver",
    "Dates",
    "Directive",
    "DirectiveStatus",
    "Draft",
    "Publishing",
    "Recipient",
    "Recounted",
    "Revision",
    "Seat",
    "Situation",
    "acknowledge",
    "act_text",
    "altered",
    "amend",
    "approve",
    "approvers",
    "ask_extension",
    "cancel",
    "comply",
    "correct",
    "declare_impossible",
    "draft",
    "due_for_transmission",
    "forged_ciencias",
    "give_back",
    "line",
    "next_transmission_at",
    "payload_hash",
    "pending_of",
    "publishings",
    "recipients_of",
    "recount",
    "sender",
    "situation",
    "start",
    "touched",
    "transmit_due",
    "unfinished",
    "writers",
]
