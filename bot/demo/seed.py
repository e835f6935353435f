"""The invented municipality of the demonstration."""

from bot.app import App
from bot.clockwork import HeldClock
from bot.dispatch import transaction
from models.base import insert_row, insert_rows
from models.people import Address, Orgao, Person
from models.texts import fold


def sow(app: App, clock: HeldClock) -> None:
    """Fill an empty database."""
    with transaction(app.engine) as session:
        for sigla, name in (("GP", "Gabinete do Prefeito"), ("SAUDE", "Secretaria de Saúde")):
            insert_row(session, Orgao, sigla=sigla, key=fold(sigla), name=name)
        for handle, name, orgao_id, role, function in (
            ("helena", "Helena Duarte", 1, "prefeito", "titular"),
            ("ana", "Ana Prado", 1, "chefia", ""),
            ("bruno", "Bruno Lima", 2, "secretario", "titular"),
            ("carla", "Carla Dias", 2, "secretario", "adjunto"),
        ):
            person_id = insert_row(
                session,
                Person,
                handle=handle,
                name=name,
                name_key=fold(name),
                cargo="",
                orgao_id=orgao_id,
                role=role,
                function=function,
                email="",
                phone="",
                active=True,
                preferences={},
            )
            insert_rows(
                session,
                Address,
                [
                    {
                        "person_id": person_id,
                        "channel": "console",
                        "address": handle,
                        "active": True,
                        "bound_at": app.clock(),
                    }
                ],
            )
