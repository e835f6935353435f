"""Texts about vacant órgãos."""

from collections.abc import Sequence

from models.people import Orgao
from models.texts import clip, listed, plural
from models.vacancies import Unanswered

_MOST = 8


def told_nobody(vacant: Sequence[Orgao], what_to_do: str) -> str:
    """The warning about an assignment to vacant órgãos; empty where none is vacant."""
    if not vacant:
        return ""
    names, many = listed([each.name for each in vacant]), len(vacant) > 1
    return (
        f"\n{names} {'estão' if many else 'está'} sem titular e sem adjunto: ninguém de lá foi avisado. "
        f"Fica na pauta da chefia até alguém responder. {what_to_do}"
    )


def block(found: Sequence[Unanswered]) -> str:
    """The part of the chefia's pauta about vacant órgãos; empty where there are none."""
    if not found:
        return ""
    lines = [f"• {each.sigla}: {each.code} {clip(each.title, 60)}" for each in found[:_MOST]]
    lines += [f"… e mais {plural(len(found) - _MOST, 'registro', 'registros')}"] if len(found) > _MOST else []
    hand_over = next((each.hand_over for each in found if each.hand_over), "")
    todo = f"Repasse com: {hand_over}; ou" if hand_over else "Tramite a outro órgão, ou"
    return "\n".join(["", "Em órgãos sem titular nem adjunto:", *lines, f"{todo} indique quem responde pelo órgão."])
