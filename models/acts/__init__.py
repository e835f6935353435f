"""Ordens, decisões e diretrizes: drafted, approved by a second person, numbered, transmitted, noted, complied with."""

from models.acts.approval import approve, cancel, check_approval, correct, give_back
from models.acts.compliance import acknowledge, ask_extension, comply, declare_impossible, start
from models.acts.decisions import drafts
from models.acts.drafting import Approver, Dates, Draft, amend, approvers, draft, writers
from models.acts.integrity import altered, forged_ciencias, payload_hash
from models.acts.late_decrees import Recounted, line, recount, touched
from models.acts.queries import (
    Publishing,
    Situation,
    pending_of,
    publishings,
    recipients_of,
    situation,
    unfinished,
)
from models.acts.subject import SUBJECT
from models.acts.tables import (
    IN_FORCE,
    IS_APPROVED,
    KIND,
    Act,
    ActDeadline,
    ActKind,
    ActStatus,
    Amendment,
    Recipient,
    Revision,
)
from models.acts.transmission import (
    act_text,
    due_for_transmission,
    next_transmission_at,
    sender,
    transmit_due,
)

__all__ = [
    "IN_FORCE",
    "IS_APPROVED",
    "KIND",
    "SUBJECT",
    "Act",
    "ActDeadline",
    "ActKind",
    "ActStatus",
    "Amendment",
    "Approver",
    "Dates",
    "Draft",
    "Publishing",
    "Recipient",
    "Recounted",
    "Revision",
    "Situation",
    "acknowledge",
    "act_text",
    "altered",
    "amend",
    "approve",
    "approvers",
    "ask_extension",
    "cancel",
    "check_approval",
    "comply",
    "correct",
    "declare_impossible",
    "draft",
    "drafts",
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
