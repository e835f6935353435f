"""The App Home page: acts that wait for a ciência, deadlines, and buttons."""

import pytest

from tests.bot.paper import eventually
from tests.bot.slack.conftest import Slack, user
from tests.servers.slack import fates
from tests.servers.slack.happenings import buttons_of, text_of

ORDER = "ordem @saude Enviar o plano de férias.\nciência até 27/11/2030 12h\ncumprir até 29/11/2030 17h"
TASK = "tarefa @bruno enviar o relatório até 27/11/2030"


def opens(slack: Slack, handle: str) -> str:
    """Open the page as that person; its texts."""
    before = slack.server.home(user(handle))
    slack.sends(slack.server.opens_home(user(handle)))
    assert eventually(lambda: slack.server.home(user(handle)) is not before)
    return reads(slack, handle)


def reads(slack: Slack, handle: str) -> str:
    return text_of(slack.server.home(user(handle)) or {})


def labels(slack: Slack, handle: str) -> list[str]:
    return [one["text"]["text"] for one in buttons_of(slack.server.home(user(handle)) or {})]


def test_an_empty_page(both: Slack) -> None:
    page = opens(both, "bruno")
    assert page.startswith("Bruno Lima, Secretário de Saúde. Hoje é ")
    assert "Nenhum ato espera a sua ciência." in page
    assert labels(both, "bruno")[:3] == ["Pauta", "Minhas tarefas", "Criar tarefa"]


def test_an_act_is_acknowledged_on_the_page_which_then_changes(both: Slack) -> None:
    both.writes("davi", ORDER)
    both.presses("ana", "Aprovar")
    assert "1 ato espera a sua ciência:\nOS-1/2026" in opens(both, "bruno").replace(str(both.app.clock().year), "2026")
    both.presses("bruno", "Ciente", home=True)
    assert eventually(lambda: "Nenhum ato espera a sua ciência." in reads(both, "bruno"))


def test_a_form_opened_on_the_page_changes_it_once_handed_in(slack: Slack) -> None:
    opens(slack, "bruno")
    slack.presses("bruno", "Criar tarefa", home=True)
    assert slack.modal("bruno")
    before = slack.server.home(user("bruno"))
    assert not slack.sends(slack.server.submit(user("bruno"), título="Enviar", para=["U0BRUNO"]))
    assert slack.settled()
    assert eventually(lambda: slack.server.home(user("bruno")) is not before)


def test_only_buttons_of_ones_own_page_work(slack: Slack) -> None:
    opens(slack, "bruno")
    press = slack.server.press(user("bruno"), "Pauta", home=True)
    slack.sends({**press, "user": {**press["user"], "id": user("edna")}})
    assert slack.settled()
    assert slack.rows()[-1] == ("ignored", None)


def test_a_stranger_and_a_guest(slack: Slack) -> None:
    assert opens(slack, "igor").startswith("Ainda não conheço você por aqui.")
    slack.server.person(user("edna"), is_restricted=True)
    slack.sends(slack.server.opens_home(user("edna")))
    assert slack.settled()
    assert slack.server.home(user("edna")) is None


def test_the_other_tab_shows_nothing(slack: Slack) -> None:
    slack.sends(slack.server.opens_home(user("bruno"), tab="messages"))
    assert slack.settled()
    assert slack.server.home(user("bruno")) is None


def test_a_page_that_cannot_be_shown_is_shown_at_the_next_opening(slack: Slack) -> None:
    slack.server.fate(fates.broken(500), method="views.publish")
    slack.sends(slack.server.opens_home(user("bruno")))
    assert eventually(lambda: bool(slack.server.tried("views.publish")))
    assert "Bruno Lima" in opens(slack, "bruno")


@pytest.mark.slow
def test_a_full_page_is_within_the_limits(slack: Slack) -> None:
    for number in range(40):
        slack.writes("ana", f"tarefa @bruno enviar o relatório {number} {'muito longo ' * 10} até 27/11/2030")
    assert "Bruno Lima" in opens(slack, "bruno")
