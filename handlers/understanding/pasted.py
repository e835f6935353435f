"""Somebody else's words: forwarded, quoted, reported. They are kept and offered, never obeyed."""

import re

_FORWARDED = re.compile(
    r"^\W*(?:encaminhad[ao]\b|fwd?:|enc:|-+\s*(?:mensagem encaminhada|forwarded message)|de:\s*\S+.*\n|on .+ wrote:"
    r"|\[\d{1,2}/\d{1,2}(?:/\d{2,4})?,?\s+\d{1,2}:\d{2}(?::\d{2})?\]"
    r"|\d{1,2}/\d{1,2}(?:/\d{2,4})?,?\s+\d{1,2}:\d{2}\s*[-\u2013]\s|>\s)",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^\s*[A-ZÀ-Ü][\w.]*(?:\s+[\w.]+){0,3}\s*\([^)\n]{2,40}\)\s*:\s*\S")
_REPORTED = re.compile(
    r"\b(?:disse|diz|falou|fala|mandou dizer|escreveu|respondeu|avisou|me disse|contou|confirmou)(?:\s+(?:que"
    r"|assim|para mim))?\s*[:\u201c\"]"
    r"|\b(?:disse|falou|avisou|mandou dizer)\s+que\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\b(?:ignor\w+|esque[cç]\w+|desconsider\w+)\b.{0,40}\b(?:regra\w*|instru[cç]\w+|ordens anteriores|limita\w+"
    r"|prompt)\b"
    r"|\b(?:system prompt|jailbreak|modo desenvolvedor|a partir de agora voc[eê])\b",
    re.IGNORECASE | re.DOTALL,
)


def is_forwarded(text: str) -> bool:
    """True if the text was forwarded or copied from elsewhere."""
    return bool(_FORWARDED.match(text) or _SIGNED.match(text))


def is_reported(text: str) -> bool:
    """True if the text reports the words of somebody else."""
    return bool(_REPORTED.search(text))


def is_meddling(text: str) -> bool:
    """True if the text tells the bot to act against its rules."""
    return bool(_ORDERS.search(text))
