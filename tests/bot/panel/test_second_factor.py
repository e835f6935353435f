"""The second factor: setting it up, approving with it, and all that an account taken over cannot do."""

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import select

from models.people import by_handle
from models.second_factor import RecoveryCode, SecondFactor, active
from tests.bot.panel import Browser, text_of
from tests.conftest import House


class App:
    """The app of codes on a phone."""

    def __init__(self, house: House, key: str = "") -> None:
        self._house, self.key = house, key

    def code(self) -> str:
        """The code of now; a minute goes by first, so that none is asked for twice."""
        self._house.passes(timedelta(minutes=1))
        return pyotp.TOTP(self.key).at(int(self._house.now.timestamp()))


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def on_page(browser: Browser, **form: Any) -> str:
    """Send a form of the page of one purpose; the text of the page that comes."""
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', browser.get("/painel/passo").text)
    return text_of(browser.post("/painel/passo", csrf=csrf[1] if csrf else "", **form).text)


def scanned(house: House, page: str) -> App:
    found = re.search(r"Chave: ([A-Z2-7 ]+)", page)
    assert found is not None, page
    return App(house, found[1].replace(" ", ""))


def begun(house: House, browser: Browser, who: str) -> tuple[App, str]:
    """Somebody sets up a factor, up to the first code: the app, and the page with the recovery codes."""
    browser.post(browser.opens(who, "segundo fator"))
    app = scanned(house, on_page(browser, do="start"))
    return app, on_page(browser, code=app.code())


def set_up(house: House, browser: Browser, who: str = "helena", by: str = "ana") -> tuple[App, list[str]]:
    """Somebody has a factor, confirmed by another approver: the app, and the recovery codes."""
    app, page = begun(house, browser, who)
    number = re.search(r"\((CF-\d+)\)", house.tray(by)[-1])
    assert number is not None
    house.says(by, f"confirmar {number[1]}")
    house.tray(who)
    return app, re.findall(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", page)


def drafted(house: House) -> str:
    """A draft that Helena has been shown; the line of its button."""
    house.says("davi", "ordem @saude Comprar dez mesas.\ncumprir até 11/12")
    (message,) = (each for each in house.pushed("helena") if "Comprar dez mesas" in each["text"])
    return next(str(each["line"]) for each in message["buttons"] if each["line"].startswith("aprovar"))


def is_on(house: House, who: str) -> bool:
    with house.transaction() as session:
        person = by_handle(session, who)
        assert person is not None
        return active(session, person) is not None


def test_a_first_factor_counts_when_a_second_approver_confirms(house: House, browser: Browser) -> None:
    app, page = begun(house, browser, "helena")
    assert "Falta outra pessoa confirmar" in page
    assert not is_on(house, "helena")
    asked = house.tray("ana")[-1]
    check = re.search(r"mostra (\d{4}) na tela", asked)
    assert check is not None, asked
    assert house.says("helena", "confirmar CF-1").startswith("Não encontrei CF-1")
    assert house.says("ana", "confirmar CF-1").startswith("Confirmado: o segundo fator de Helena Duarte")
    assert is_on(house, "helena")
    assert "O seu segundo fator está ligado. Se não foi você quem o configurou, avise já o gabinete." in house.tray(
        "helena"
    )
    assert app.key not in str(house.tray("ana"))


def test_an_act_is_issued_after_the_code_only(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    line = drafted(house)
    answer = house.says("helena", line)
    assert answer.startswith("Para aprovar R-1, digite o código do seu segundo fator: https://")
    assert house.tray("bruno") == []
    path = re.search(r"/painel/[0-9a-f]{40}", answer)
    assert path is not None
    browser.post(path[0])
    page = browser.reads("/painel/passo")
    assert "Comprar dez mesas." in page
    assert on_page(browser, code="000000").startswith("Município de Exemplo")
    assert house.tray("bruno") == []
    assert "OS-1/2026" in on_page(browser, code=app.code())
    assert any("Comprar dez mesas." in each for each in house.tray("bruno"))
    assert any("OS-1/2026" in each for each in house.tray("helena"))
    assert browser.get("/painel/passo").status_code == 401


def test_what_leaves_is_approved_after_the_code_only(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    house.says("ana", "autoridade nova sigla: EXT nome: Órgão Externo esfera: federal poder: executivo")
    house.says("davi", "ofício para @ext assunto Reforma\nPedimos a reforma.")
    (message,) = (each for each in house.pushed("helena") if "Pedimos a reforma." in each["text"])
    line = next(str(each["line"]) for each in message["buttons"] if each["line"].startswith("aprovar"))
    answer = house.says("helena", line)
    assert answer.startswith("Para aprovar R-1, digite o código do seu segundo fator: https://")
    assert "minuta" in house.says("davi", "ver R-1").lower()
    browser.post(browser.opens("helena", line))
    assert "Pedimos a reforma." in browser.reads("/painel/passo")
    assert "O código não confere" in on_page(browser, code="000000")
    assert "OF-1/2026-GP" in on_page(browser, code=app.code())


def test_a_change_is_confirmed_after_the_code_only(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    house.says(
        "davi",
        "delegação nova ato: Decreto 9/2026 data: 20/11/2026 publicação: 20/11/2026 delegado: @bruno "
        "em razão do: cargo matérias: contratos início: 20/11/2026",
    )
    number = re.search(r"\((CF-\d+)\)", "\n".join(house.tray("helena")))
    assert number is not None
    answer = house.says("helena", f"confirmar {number[1]}")
    assert answer.startswith(f"Para confirmar {number[1]}, digite o código do seu segundo fator: https://")
    assert number[1] in house.says("helena", "confirmações")
    browser.post(browser.opens("helena", f"confirmar {number[1]}"))
    assert number[1] in browser.reads("/painel/passo")
    assert "O código não confere" in on_page(browser, code="000000")
    assert "Confirmado" in on_page(browser, code=app.code())
    assert house.says("helena", "confirmações") == "Nada espera a sua confirmação."
    assert house.says("bruno", "confirmar CF-1").startswith("Não encontrei CF-1")


def test_a_code_serves_once(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    line, code = drafted(house), app.code()
    browser.post(browser.opens("helena", line))
    assert "OS-1/2026" in on_page(browser, code=code)
    house.says("davi", "ordem @saude Comprar vinte mesas.\ncumprir até 11/12")
    browser.post(browser.opens("helena", "aprovar R-2"))
    assert "O código não confere" in on_page(browser, code=code)


def test_recovery_codes_serve_once_each(house: House, browser: Browser) -> None:
    _, recovery = set_up(house, browser)
    assert len(recovery) == 8
    line = drafted(house)
    browser.post(browser.opens("helena", line))
    assert "OS-1/2026" in on_page(browser, code=recovery[0])
    house.says("davi", "ordem @saude Comprar vinte mesas.\ncumprir até 11/12")
    browser.post(browser.opens("helena", "aprovar R-2"))
    assert "O código não confere" in on_page(browser, code=recovery[0])
    assert "OS-2/2026" in on_page(browser, code=recovery[1].replace("-", "").upper())


def test_wrong_codes_make_wait_longer_and_longer(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    line = drafted(house)
    browser.post(browser.opens("helena", line))
    pages = [on_page(browser, code=f"{n:06d}") for n in range(5)]
    assert ["Espere até" in each for each in pages] == [False] * 4 + [True]
    assert "5 códigos errados do seu segundo fator. Se não foi você, avise já o gabinete." in house.tray("helena")
    assert "Espere até" in on_page(browser, code=app.code())
    assert house.tray("bruno") == []
    house.passes(timedelta(minutes=16))
    browser.post(browser.opens("helena", line))
    for n in range(5):
        on_page(browser, code=f"{n:06d}")
    house.passes(timedelta(minutes=58))
    browser.post(browser.opens("helena", line))
    assert "Espere até" in on_page(browser, code=app.code())
    house.passes(timedelta(minutes=2))
    assert "OS-1/2026" in on_page(browser, code=app.code())


def test_an_account_taken_over_sets_up_no_factor_of_its_own(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    thief = Browser(house)
    thief.post(thief.opens("helena", "segundo fator"))
    assert "digite um código do atual" in thief.reads("/painel/passo")
    other = scanned(house, on_page(thief, do="start"))
    assert "Falta outra pessoa confirmar" in on_page(thief, code=other.code())
    line = drafted(house)
    thief.post(thief.opens("helena", line))
    assert "O código não confere" in on_page(thief, code=other.code())
    assert house.says("ana", "recusar CF-2").startswith("Recusado: o segundo fator de Helena Duarte")
    browser.post(browser.opens("helena", line))
    assert "OS-1/2026" in on_page(browser, code=app.code())


def test_it_is_replaced_by_the_old_one(house: House, browser: Browser) -> None:
    app, recovery = set_up(house, browser)
    browser.post(browser.opens("helena", "segundo fator"))
    newer = scanned(house, on_page(browser, code=app.code()))
    assert "O segundo fator está ligado." in on_page(browser, code=newer.code())
    line = drafted(house)
    browser.post(browser.opens("helena", line))
    assert "O código não confere" in on_page(browser, code=app.code())
    assert "O código não confere" in on_page(browser, code=recovery[0])
    assert "OS-1/2026" in on_page(browser, code=newer.code())


def test_the_policy_takes_two_people(house: House, browser: Browser) -> None:
    assert house.says("helena", "exigir segundo fator para ordens").startswith(
        "CF-1: ordens, decisões, diretrizes e ofícios passam"
    )
    line = drafted(house)
    assert "Agora é a" in house.says("helena", line) or "OS-1/2026" in house.says("helena", "ver R-1")
    assert house.says("ana", "confirmar CF-1") == (
        "Confirmado: ordens, decisões, diretrizes e ofícios passam a exigir o segundo fator de quem aprova."
    )
    house.says("davi", "ordem @saude Comprar vinte mesas.\ncumprir até 11/12")
    assert house.says("helena", "aprovar R-2") == (
        "Para aprovar é preciso o segundo fator, e você ainda não tem o seu."
    )
    app, _ = set_up(house, browser)
    browser.post(browser.opens("helena", "aprovar R-2"))
    assert "OS-2/2026" in on_page(browser, code=app.code())
    assert house.says("bruno", "dispensar segundo fator para ordens").startswith(
        "Esse pedido cabe à chefia de gabinete"
    )
    assert house.says("ana", "dispensar segundo fator para ordens").startswith("CF-3: ")
    assert house.says("helena", "exigir segundo fator para ordens") == "As ordens já exigem o segundo fator."


def test_a_draft_that_changed_is_not_approved_by_the_old_link(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    line = drafted(house)
    browser.post(browser.opens("helena", line))
    house.says("davi", "corrigir R-1 Comprar mil mesas.")
    assert "A minuta mudou depois que você a viu" in on_page(browser, code=app.code())
    assert house.tray("bruno") == []


def test_neither_secret_nor_codes_are_kept_in_clear(house: House, browser: Browser) -> None:
    app, recovery = set_up(house, browser)
    with house.transaction() as session:
        (factor,) = session.scalars(select(SecondFactor))
        assert app.key not in str(vars(factor))
        assert pyotp.TOTP(app.key).byte_secret().hex() != factor.sealed
        hashes = [row.code_hash for row in session.scalars(select(RecoveryCode))]
        assert not {*recovery} & {*hashes}


def test_the_pages_of_one_purpose_open_nothing_else(house: House, browser: Browser) -> None:
    browser.post(browser.opens("helena", "segundo fator"))
    assert browser.get("/painel").status_code == 401
    browser.cookies.set("painel", browser.cookies["painel_passo"])
    assert browser.get("/painel").status_code == 401
    assert browser.post("/painel/passo", csrf="0" * 64, do="start").status_code == 403


def test_a_set_up_that_was_left_is_not_gone_on_with(house: House, browser: Browser) -> None:
    app, _ = set_up(house, browser)
    browser.post(browser.opens("helena", "segundo fator"))
    on_page(browser, do="start")
    house.passes(timedelta(minutes=30))
    browser.post(browser.opens("helena", "segundo fator"))
    assert "Chave:" in on_page(browser, code=app.code())
