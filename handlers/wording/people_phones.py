"""Texts about a phone that was lost, or changed for another."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models.addresses import CONFIRMATION
from models.people import TERMINAL, Address, Person, door_name
from models.texts import listed

_AFTER = "Peça à operadora que bloqueie a linha."


def before_closing(others: Sequence[Address], channel: str) -> Reply:
    """What would be closed of one's own phone, with the button that does it."""
    also = "o painel e a agenda no celular"
    what = f"os outros endereços seus ({_doors(others)}), {also}" if others else also
    text = (
        f"Posso desligar já {what}. Fica ligado o {door_name(channel)}, por onde você escreve agora; se ele também "
        f"estava no celular, {_session(channel)}"
    )
    return Reply(text, (Button("Desligar", f"celular perdido {CONFIRMATION}"),))


def closed(gone: Sequence[Address], channel: str, *, has_factor: bool) -> Reply:
    """What was closed, and what to do next."""
    what = f"Desliguei {_doors(gone)}, o painel" if gone else "Desliguei o painel"
    factor = " O código do segundo fator também estava nele? Escreva: segundo fator." if has_factor else ""
    text = (
        f"{what} e a agenda no celular. {_AFTER} Se o {door_name(channel)} também estava no celular, "
        f"{_session(channel)}\nCom o aparelho novo, entre na mesma conta, ou escreva: convidar.{factor}"
    )
    return Reply(text, (Button("Entrar por outro aplicativo", "convidar"), Button("Endereços", "endereços")))


def before_closing_of(person: Person, theirs: Sequence[Address]) -> Reply:
    """What would be closed of another person's phone, with the button that does it."""
    if not theirs:
        line = f"convidar @{person.handle}"
        return Reply(f"{person.name} não tem endereço ligado: nada a desligar.", (Button("Convidar", line),))
    text = (
        f"{person.name} fala comigo {_doors(theirs, 'pelo')}. Desligo tudo, e a agenda no celular? O que chegar espera "
        f"até que entre de novo. Confira antes, por outro meio, que o pedido é mesmo de {person.first_name}."
    )
    return Reply(text, (Button("Desligar", f"celular perdido @{person.handle} {CONFIRMATION}"),))


def closed_of(person: Person, gone: Sequence[Address]) -> Reply:
    text = (
        f"Desliguei {_doors(gone)} de {person.name}, e a agenda no celular. {_AFTER} "
        f"Com o aparelho novo em mãos: convidar @{person.handle}"
    )
    return Reply(text, (Button("Convidar", f"convidar @{person.handle}"),))


def changed(person: Person | None) -> Reply:
    """What to do when a phone is changed; `person`: another's phone."""
    invite = f"convidar @{person.handle}" if person else "convidar"
    lost = f"celular perdido @{person.handle}" if person else "celular perdido"
    text = (
        "Com a mesma conta do Telegram ou do Slack no aparelho novo, nada muda aqui: é só entrar nela. "
        f"Se a conta é outra, escreva: {invite}. Se o celular antigo se perdeu ou foi roubado: {lost}"
    )
    return Reply(text, (Button("Convidar", invite), Button("Perdeu-se", lost)))


def _session(channel: str) -> str:
    if channel == TERMINAL:
        return "troque a senha."
    return f"encerre lá a sessão dele ({door_name(channel)}: Configurações, Dispositivos)."


def _doors(rows: Sequence[Address], article: str = "o") -> str:
    names = dict.fromkeys(door_name(each.channel) for each in rows)
    return listed([f"{article} {each}" for each in names])
