"""Special funds: money tied by a law to purposes, and the plan by which a council applies it, on the same ledger."""

from models.funds.council import convene
from models.funds.ends import extinguish, insist, outside
from models.funds.money import (
    REVENUE,
    FundPosition,
    ask,
    called,
    everyone,
    is_anonymous,
    line_numbered,
    lines_for,
    new,
    position,
    receive,
    require_mover,
)
from models.funds.pending import approve_change, change_plan, confirm_count, count, pending
from models.funds.sheet import CATALOGUE
from models.funds.subject import SUBJECT
from models.funds.tables import Fundo, PendingMove, PlanLine

__all__ = [
    "CATALOGUE",
    "REVENUE",
    "SUBJECT",
    "FundPosition",
    "Fundo",
    "PendingMove",
    "PlanLine",
    "approve_change",
    "ask",
    "called",
    "change_plan",
    "confirm_count",
    "convene",
    "count",
    "everyone",
    "extinguish",
    "insist",
    "is_anonymous",
    "line_numbered",
    "lines_for",
    "new",
    "outside",
    "pending",
    "position",
    "receive",
    "require_mover",
]
