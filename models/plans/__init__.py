"""The plan of the government: compromissos, programmes, metas and studies, the cycles of the budget laws."""

from models.plans import cycles, following, progress, queries, register, rules, studies
from models.plans.subject import SUBJECT
from models.plans.tables import (
    KIND,
    Milestone,
    Obstacle,
    PlanItem,
    PlanKind,
    PlanStatus,
    ProgressReport,
    Proposal,
    Sense,
)

__all__ = [
    "KIND",
    "SUBJECT",
    "Milestone",
    "Obstacle",
    "PlanItem",
    "PlanKind",
    "PlanStatus",
    "ProgressReport",
    "Proposal",
    "Sense",
    "cycles",
    "following",
    "progress",
    "queries",
    "register",
    "rules",
    "studies",
]
