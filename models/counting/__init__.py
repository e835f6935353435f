"""Legal terms counted as the law counts them: rules as data, a pure engine, a memory of every calculation."""

from models.counting.book import Book, default_book, load_rules, read_book, rule
from models.counting.engine import Count, CountStep, count, unconfirmed_years
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
from models.counting.wording import amount, describe, unconfirmed

__all__ = [
    "Book",
    "Confidence",
    "Count",
    "CountStep",
    "CountingError",
    "InRecess",
    "MissingDay",
    "Roll",
    "Rule",
    "ShortDay",
    "StartRule",
    "Unit",
    "amount",
    "count",
    "count_json",
    "default_book",
    "describe",
    "load_rules",
    "prevailing",
    "read_book",
    "rule",
    "rule_from_json",
    "unconfirmed",
    "unconfirmed_years",
]
