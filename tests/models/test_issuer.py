"""The municipality's name on its acts: that of the day of approval, not that of the present setting."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.app import build
from models import acts
from models.acts import issuer
from tests.conftest import House

ORDER = "ordem @saude Enviar o plano de férias.\nciência até amanhã 12h"


@pytest.fixture
def named(house: House) -> Iterator[House]:
    issuer.configure("Município  de\nSão João ")
    yield house
    issuer.configure(house.app.settings.municipality)


def test_an_act_bears_the_municipalitys_name_of_its_approval(named: House) -> None:
    named.says("davi", ORDER)
    named.says("ana", "aprovar R-1")
    (act,) = named.tray("bruno")
    first = "Município de São João — Gabinete do Prefeito\nOrdem de serviço OS-1/2026\n"
    assert act.startswith(first)
    issuer.configure("Outro Município")
    assert named.says("bruno", "ver OS-1/2026").startswith(first)
    named.says("davi", ORDER)
    named.says("ana", "aprovar R-2")
    assert named.tray("bruno")[-1].startswith("Outro Município — Gabinete do Prefeito\n")


def test_an_act_from_before_bears_none(named: House) -> None:
    issuer.configure("")
    named.says("davi", ORDER)
    named.says("ana", "aprovar R-1")
    assert named.tray("bruno")[0].startswith("Ordem de serviço OS-1/2026\n")


def test_the_name_cannot_be_changed_unseen(named: House) -> None:
    named.says("davi", ORDER)
    named.says("ana", "aprovar R-1")
    change = text("UPDATE directives SET municipality = 'Outro'")
    with pytest.raises(DBAPIError), named.transaction() as session:
        session.execute(change)
    with named.transaction() as session:
        on = "" if session.get_bind().dialect.name == "sqlite" else " ON directives"
        session.execute(text(f"DROP TRIGGER directives_municipality_frozen{on}"))
        assert acts.altered(session) == []
        session.execute(change)
        session.expire_all()
        assert acts.altered(session) == ["OS-1/2026"]
        session.rollback()


def test_the_setting_is_handed_down(house: House) -> None:
    build(house.app.settings.model_copy(update={"municipality": "Município de Teste"})).engine.dispose()
    assert issuer.municipality() == "Município de Teste"
    build(house.app.settings).engine.dispose()
    assert issuer.municipality() == "Município de Exemplo"
