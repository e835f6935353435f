"""Texts about acts that were not delivered."""

from handlers.base import Button, Reply
from models.failures import FailureCause, Unreached
from models.people import door_name
from models.texts import plural
from models.undelivered import Missed, Report, Unpublished

_LONGEST_LIST = 20
_OTHER_MEANS = "avise por outro meio"


def not_reached(report: Report) -> Reply:
    """One notice about the addressees lately not reached: who, why, what was done, what is left to do."""
    code = report.record.code
    buttons = (Button("Pendentes", f"pendentes {code}"), Button("Situação", f"situação {code}"))
    if len(report.missed) + len(report.unpublished) == 1:
        return Reply(f"A {code} {_alone(report)}", buttons)
    lines = [_line(each) for each in report.missed] + [_place_line(each) for each in report.unpublished]
    more = [f"… e mais {len(lines) - _LONGEST_LIST}"] if len(lines) > _LONGEST_LIST else []
    heading = f"A {code} não chegou a {plural(len(lines), 'destino', 'destinos')}:"
    return Reply("\n".join([heading, *lines[:_LONGEST_LIST], *more]), buttons)


def why(unreached: Unreached) -> str:
    """`pelo Telegram: o bot foi bloqueado lá`"""
    return f"{through(unreached.channels)}: {unreached.cause.text}" if unreached.channels else unreached.cause.text


def through(channels: tuple[str, ...]) -> str:
    return " nem ".join(f"pelo {door_name(each)}" for each in channels)


def _alone(report: Report) -> str:
    if report.unpublished:
        place = report.unpublished[0]
        return f"não foi publicada em {place.name}: {_place_why(place)}. Publique por outro meio."
    each = report.missed[0]
    if not each.unreached.channels:
        return _nowhere(each)
    return f"não chegou a {each.name} {why(each.unreached)}. {_then(each)}."


def _nowhere(each: Missed) -> str:
    return f"não chegou a {each.name}: {each.unreached.cause.text}. {_then(each)}."


def _then(each: Missed) -> str:
    if each.unreached.other:
        return f"Enviei pelo {door_name(each.unreached.other)}"
    if each.adjunto is not None:
        return f"Enviei a {each.adjunto.name}, como adjunto; {_OTHER_MEANS} também"
    return f"Não há outro endereço; {_OTHER_MEANS}" if each.unreached.channels else _OTHER_MEANS.capitalize()


def _line(each: Missed) -> str:
    then = _then(each)
    return f"{each.name}: {why(each.unreached)} — {then[0].lower()}{then[1:]}"


def _place_line(place: Unpublished) -> str:
    return f"{place.name}: {_place_why(place)} — publique por outro meio"


def _place_why(place: Unpublished) -> str:
    return "a plataforma recusou a mensagem" if place.cause is FailureCause.REFUSED else "o bot não está mais lá"
