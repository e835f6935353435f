"""Ladders in words, which can be typed back."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models import moments, subjects
from models.escalation import HOURS, WORK_DAYS, EscalationStep
from models.texts import plural

_UNITS = {HOURS: ("hora", "horas"), WORK_DAYS: ("dia útil", "dias úteis")}
_CALENDAR_DAYS = ("dia", "dias")
EXAMPLE = "Exemplo: escada ciencia: no dia 8h responsável; diário 9h responsável; 2 dias úteis depois 9h chefia"
_WHO = {"responsavel": "responsável"}


def about(name: str) -> str:
    """`ciência de ordens, decisões e diretrizes`"""
    declared = subjects.ladders().get(name)
    return declared.about if declared else name


def names(known: Sequence[str]) -> Reply:
    shown_as = {name: each.shown or name for name, each in subjects.ladders().items()}
    lines = [f"• {shown_as.get(name, name)}: {about(name)}" for name in known]
    buttons = tuple(Button(shown_as.get(name, name).capitalize(), f"escada {name}") for name in known)
    return Reply("Escadas de cobrança (quem é avisado, e quando):\n" + "\n".join(lines), buttons)


def shown(name: str, steps: Sequence[EscalationStep]) -> Reply:
    lines = [f"{position}. {step(each)}" for position, each in enumerate(steps, start=1)]
    how = f"A chefia muda escrevendo os degraus, separados por ponto e vírgula:\nescada {name}: {written(steps)}"
    return Reply("\n".join([f"Escada de {about(name)}:", *lines, how]))


def changed(name: str, steps: Sequence[EscalationStep]) -> Reply:
    lines = [f"{position}. {step(each)}" for position, each in enumerate(steps, start=1)]
    heading = f"Escada de {about(name)} alterada; vale já para os prazos abertos:"
    return Reply("\n".join([heading, *lines]), (Button("Ver", f"escada {name}"),))


def written(steps: Sequence[EscalationStep]) -> str:
    """All steps in one line, as they may be typed."""
    return "; ".join(step(each) for each in steps)


def step(each: EscalationStep) -> str:
    """`3 dias úteis antes 9h responsável`"""
    words = ["diário a partir de"] if each.daily else []
    words.append(_when(each))
    words += [moments.hour_text(each.hour)] if each.unit != HOURS else []
    words.append(_WHO.get(each.audience, each.audience))
    return " ".join(words).replace("a partir de no ", "a partir do ")


def _when(each: EscalationStep) -> str:
    if each.n == 0:
        return {HOURS: "na hora", WORK_DAYS: "no dia"}.get(each.unit, "no próprio dia")
    one, many = _UNITS.get(each.unit, _CALENDAR_DAYS)
    return f"{plural(abs(each.n), one, many)} {'antes' if each.n < 0 else 'depois'}"
