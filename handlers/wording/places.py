"""Texts about places and in them: nothing personal is ever written in a place."""

from handlers.base import Button, Reply
from models import moments
from models.people import Role, Standing, door_name
from models.places import Place

ONLY_IN_PRIVATE = "Por aqui só publico avisos. Fale comigo em particular."
NOT_INVITED = "Só o gabinete ou o administrador me põe em um grupo. Vou sair; fale comigo em particular."
HELLO = "Olá. Por aqui publico atos do gabinete. Para falar comigo, escreva em particular."
_LONGEST_LIST = 30
_MOST_BUTTONS = 6


def listed(places: list[Place], viewer: Standing) -> Reply:
    if not places:
        return Reply("O bot ainda não está em nenhum grupo ou canal. Ponha-o em um, e ele se registra sozinho.")
    lines = [_line(each) for each in places[:_LONGEST_LIST]]
    lines += [f"… e mais {len(places) - _LONGEST_LIST}"] if len(places) > _LONGEST_LIST else []
    how = f"Para publicar um ato em um deles, ponha na minuta a linha: publicar em {places[0].name}"
    return Reply("\n".join([f"Lugares ({len(places)}):", *lines, how]), _buttons(places, viewer))


def registered(place: Place) -> Reply:
    """The message, in private, to the person who added the bot."""
    return Reply(
        f"Registrei {place.name} ({door_name(place.channel)}). "
        f"Para publicar um ato lá, ponha na minuta a linha: publicar em {place.name}",
        (Button("Lugares", "lugares"),),
    )


def _line(place: Place) -> str:
    by = f", por {place.added_by.name}" if place.added_by else ""
    door = f"({door_name(place.channel)})"
    name = place.name if place.name.endswith(door) else f"{place.name} {door}"
    return f"{name}, desde {moments.date_text(moments.today(place.added_at))}{by}"


def _buttons(places: list[Place], viewer: Standing) -> tuple[Button, ...]:
    if not viewer.has(Role.CHEFIA, Role.ADMINISTRADOR):
        return ()
    return tuple(Button(f"Sair de {each.name}", f"deixar lugar {each.name}") for each in places[:_MOST_BUTTONS])
