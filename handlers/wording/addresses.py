"""Texts about the addresses of a person: their list and states, and the doors of pushes."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models import addresses, moments
from models.confirmations import Confirmation
from models.failures import FailureCause
from models.people import Address, DoorPreference, Person, door_name
from models.texts import listed as joined

_BY_DEFAULT = "atos em todos os seus endereços; lembretes e resumos só no último que você usou"


def listed(mine: list[Address], wishes: tuple[DoorPreference, ...]) -> Reply:
    """Every address with its state, the doors of pushes, and buttons."""
    lines = [_line(each, mine) for each in mine]
    buttons = [Button(f"Sair: {word}", f"sair {word}") for word in (addresses.word(each, mine) for each in mine[:6])]
    text = "\n".join(["Seus endereços:", *lines, f"Avisos: {pushed_at(wishes)}"])
    return Reply(text, (*choices(mine, wishes), *buttons, Button("Entrar por outro aplicativo", "convidar")))


def of_another(person: Person, theirs: list[Address]) -> Reply:
    """The addresses of another person, for an administrator."""
    if not theirs:
        line = f"convidar @{person.handle}"
        return Reply(f"{person.name} ainda não entrou por nenhum aplicativo.", (Button("Convidar", line),))
    words = [addresses.word(each, theirs) for each in theirs[:6]]
    buttons = [Button(f"Desligar: {word}", f"sair @{person.handle} {word}") for word in words]
    lines = [_line(each, theirs) for each in theirs]
    return Reply("\n".join([f"Endereços de {person.name}:", *lines]), tuple(buttons))


def entrance_waits(row: Confirmation) -> Reply:
    """The answer to a code from an address that has to be confirmed first."""
    if row.own_only:
        return Reply("Falta um passo: confirme no endereço que você já usa. Mandei o pedido para lá.")
    return Reply("Falta um passo: outra pessoa que aprova atos vai confirmar que é você. Aviso aqui em seguida.")


def left(row: Address, mine: list[Address]) -> Reply:
    door = door_name(row.channel)
    if not mine:
        return Reply(f"Você saiu do {door}. Para voltar, peça um convite ao administrador.")
    rest = joined(list(dict.fromkeys(door_name(each.channel) for each in mine)))
    return Reply(f"Você saiu do {door}. Continua em: {rest}.", (Button("Endereços", "endereços"),))


def pushed_at(wishes: tuple[DoorPreference, ...]) -> str:
    """`no Telegram das 18h às 8h, no resto do dia nos outros endereços`"""
    if not wishes:
        return _BY_DEFAULT
    parts = [f"no {door_name(each.channel)}{_hours(each)}" for each in wishes]
    rest = "" if any(each.hours is None for each in wishes) else "; fora dessas horas, nos outros endereços"
    return joined(parts) + rest


def choices(mine: Sequence[Address], wishes: tuple[DoorPreference, ...]) -> tuple[Button, ...]:
    """Buttons for the usual preferences; none where there is no choice."""
    doors = list(dict.fromkeys(door_name(each.channel) for each in mine))
    if len(doors) < 2 and not wishes:
        return ()
    only = [Button(f"Avisos só no {door}", f"preferências avisos no {door.lower()}") for door in doors[:3]]
    return (*only, *([Button("Avisos: padrão", "preferências avisos padrão")] if wishes else []))


def _line(row: Address, among: list[Address]) -> str:
    name = door_name(row.channel)
    ending = addresses.word(row, among).partition(" ")[2]
    return f"{name}{f' …{ending}' if ending else ''}: {_state(row)}"


def _state(row: Address) -> str:
    if row.unreachable_since is not None:
        since = moments.moment_text(row.unreachable_since)
        why = FailureCause(row.unreachable_why or FailureCause.REFUSED)
        return f"sem entrega desde {since} ({why.text}); escreva de lá para voltar"
    used = row.last_used_at or row.bound_at
    return f"ativo, usado em {moments.short_text(used)}"


def _hours(wish: DoorPreference) -> str:
    if wish.hours is None:
        return ""
    starts, ends = (moments.hour_text(each) for each in wish.hours)
    return f" das {starts} às {ends}"
