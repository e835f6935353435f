"""Answers about drafts that somebody else approves."""

from handlers.base import Reply
from models.records import Record


def given_back(draft: Record) -> Reply:
    """The answer to whoever sent a draft back to its author."""
    return Reply(f"Minuta {draft.code} devolvida a {draft.author.name if draft.author else 'quem a escreveu'}.")
