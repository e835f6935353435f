"""The ladders of reminders: seen by everyone, changed by the chefia, in the words in which they are shown."""

import re
from datetime import time

from handlers.base import Button, Refusal, Reply, Request, command
from handlers.wording import confirmations as confirming
from handlers.wording import ladders as wording
from models import deadlines, subjects
from models.escalation import CALENDAR_DAYS, HOURS, WORK_DAYS, EscalationStep
from models.people import Role
from models.texts import clip, fold

GROUP = "Escadas de cobrança"
_MOST_STEPS = 20
_STEP = re.compile(
    r"(?P<daily>diari(?:o|amente)(?:\s+a\s+partir\s+d[eo])?\b\s*)?"
    r"(?:(?P<same>(?:no\s+)?(?P<own>proprio\s+)?dia)\b"
    r"|(?P<exact>na\s+hora)\b"
    r"|(?P<n>\d{1,3})\s*(?:(?P<days>dias?)(?:(?P<work>\s+ut(?:il|eis))|\s+corridos?)?|horas?|h)"
    r"\s+(?P<side>antes|depois)\b)?"
    r",?\s*(?:(?:as\s+)?(?P<hour>[01]?\d|2[0-3])\s*(?:h|:)\s*(?P<minute>[0-5]\d)?)?"
    r",?\s*(?:ao?\s+)?(?P<who>responsavel|adjunto|chefia|autor)"
)


@command(
    "escada",
    usage="escada [nome]",
    aliases=("escadas",),
    private=True,
    offered_to=(Role.PREFEITO, Role.CHEFIA, Role.ADMINISTRADOR),
)
def ladder(request: Request) -> Reply:
    """Mostra quem é avisado de um prazo e quando; a chefia muda escrevendo os degraus."""
    name, colon, text = request.text.partition(":")
    if not name.strip():
        return wording.names(list(subjects.ladders()))
    if fold(name.strip()) not in subjects.ladders():
        raise _unknown(name)
    if colon:
        steps = read(text)
        ladder_name, said = fold(name.strip()), wording.written(steps)
        waits = deadlines.change_ladder(request.session, ladder_name, steps, said, by=request.person, now=request.now)
        return confirming.asked(request.session, waits, request.now) if waits else wording.changed(ladder_name, steps)
    return wording.shown(fold(name.strip()), deadlines.ladder(request.session, fold(name.strip()), request.now))


def read(text: str) -> tuple[EscalationStep, ...]:
    """`3 dias úteis antes 9h responsável; no dia 8h responsável; …` -> steps. Refuses what it cannot read."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if not parts or len(parts) > _MOST_STEPS:
        raise Refusal(f"Escreva de 1 a {_MOST_STEPS} degraus separados por ponto e vírgula. {wording.EXAMPLE}")
    steps = [_step(part) for part in parts]
    return tuple(dict.fromkeys(steps))


def _step(part: str) -> EscalationStep:
    found = _STEP.fullmatch(fold(part).rstrip(" ."))
    if found is None or not (found["daily"] or found["same"] or found["exact"] or found["n"]):
        raise Refusal(f"Não entendi o degrau: {clip(part, 60)}. {wording.EXAMPLE}")
    unit = _unit(found)
    if unit == HOURS and (found["daily"] or found["hour"]):
        raise Refusal(f"Um degrau contado em horas não tem hora marcada nem é diário: {clip(part, 60)}.")
    n = int(found["n"] or (1 if found["daily"] and not found["same"] else 0))
    at = time(int(found["hour"] or 9), int(found["minute"] or 0))
    return EscalationStep(
        n=-n if found["side"] == "antes" else n,
        unit=unit,
        hour=time() if unit == HOURS else at,
        audience=found["who"],
        daily=found["daily"] is not None,
    )


def _unit(found: re.Match[str]) -> str:
    """A number of plain `dias` counts dias corridos, as people mean it; a step that gives no number, dias úteis."""
    if found["exact"] or (found["n"] and not found["days"]):
        return HOURS
    return CALENDAR_DAYS if found["own"] or (found["days"] and not found["work"]) else WORK_DAYS


def _unknown(name: str) -> Refusal:
    buttons = [Button(each, f"escada {each}") for each in subjects.ladders()]
    return Refusal(f"Não conheço a escada {clip(name.strip(), 30)}. As que existem:", buttons)
