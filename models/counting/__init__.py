"""Legal terms counted as the law counts them: rules as data, a pure engine, a memory of every calculation."""

from models.counting.book import load_rules, rule
from models.counting.engine import Count, Step, count
from models.counting.from_json import rule_from_json
from models.counting.precedence import prevailing
from models.counting.rule import (
    Confidence,
    CountingError,
    InRecess,
    MissingDay,
    Roll,
    Rule,
    ShortDay,
    StartRule,
    Unit,
)
from models.counting.surface import count_json
from models.counting.wording import describe

__all__ = [
    "Confidence",
    "Count",
    "CountingError",
    "InRecess",
    "MissingDay",
    "Roll",
    "Rule",
    "ShortDay",
    "StartRule",
    "Step",
    "Unit",
    "count",
    "count_json",
    "describe",
    "load_rules",
    "prevailing",
    "rule",
    "rule_from_json",
]
