"""Pure functions of the Slack door: escapes, pieces, forms, errors."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.backoff import Backoff
from bot.buttons import Sealer
from bot.channels.slack import errors, modals, writing
from bot.channels.slack.escapes import escaped, plain
from bot.channels.slack.reading import Envelope, Reader, facts
from bot.delivery import Paused, Rejected, Shut, Unreachable, Unsure
from bot.settings import Settings
from handlers import base, tasks
from models.deliveries import Delivery
from tests.servers.slack import limits
from tests.servers.slack.table import load


@pytest.mark.parametrize(
    ("raw", "typed"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("veja <http://saude.gov.br|saude.gov.br>", "veja saude.gov.br"),
        ("veja <https://saude.gov.br/a>", "veja https://saude.gov.br/a"),
        ("veja <https://mal.exemplo|a portaria>", "veja a portaria (https://mal.exemplo)"),
        ("<mailto:ana@x.gov.br|ana@x.gov.br>", "ana@x.gov.br"),
        ("<#C012|geral> <!here> <!subteam^S1|@obras>", "#geral here @obras"),
        ("<@U1|ana> e <@W2>", "<@U1> e <@W2>"),
    ],
)
def test_escaped_text_is_read_back(raw: str, typed: str) -> None:
    assert plain(raw)[0] == typed


def test_only_real_mentions_name_people() -> None:
    assert plain("<@U1|ana> &lt;@U2&gt;") == ("<@U1> <@U2>", {"<@U1>": "U1"})


@settings(max_examples=50)
@given(st.text())
def test_escaping_loses_nothing(text: str) -> None:
    found, people = plain(escaped(text))
    assert people == {}
    assert found == text.replace("\ufdd0", "")


@given(st.text(alphabet=st.sampled_from("aé <&>\n😀"), max_size=9000))
def test_every_piece_fits(text: str) -> None:
    for piece in writing.pieces(text):
        assert writing.size(piece) <= 2900
        assert all(len(block["text"]["text"]) <= 3000 for block in writing.sections(piece))


def test_a_form_becomes_inputs_within_the_limits() -> None:
    base.walk()
    orgaos = [(f"S{n}", f"Secretaria de número {n} " * 5) for n in range(150)]
    view = modals.view(tasks.FORM.as_dict(), orgaos, {"channel": "C1"}, "x" * 5000)
    assert [block["element"]["type"] for block in view["blocks"]] == [
        "plain_text_input",
        "multi_users_select",
        "multi_static_select",
        "datepicker",
        "timepicker",
        "static_select",
    ]
    assert len(view["blocks"][2]["element"]["options"]) == 100
    assert len(view["blocks"][0]["element"]["initial_value"]) == 3000
    assert modals.asked_in(view) == {"command": "tarefa", "channel": "C1"}


def test_slack_would_show_every_form_of_the_house() -> None:
    base.walk()
    table = load()
    forms = [command.form for command in base.commands() if command.form is not None]
    assert forms
    for form in forms:
        for orgaos in ([], [(f"S{n}", f"Secretaria {n} 😀" * 9) for n in range(150)]):
            view = modals.view(form.as_dict(), orgaos, {"channel": "C1", "thread": "1.2"}, "😀" * 5000)
            table.check("ModalView", view)
            limits.view(view)


@pytest.mark.parametrize("size", [0, 1, 2799, 2800, 2801, 3000, 3001, 9000, 40_000])
@pytest.mark.parametrize("sign", ["x", "&", "😀", "é ", "\n"])
def test_slack_would_take_every_piece(size: int, sign: str) -> None:
    sealer, table = Sealer(Settings(_env_file=None)), load()  # type: ignore[call-arg]
    buttons = [{"label": f"{n} {'x' * 90}", "line": "eu"} for n in range(60)]
    payload = {"text": (sign * size)[:size], "buttons": buttons}
    delivery = Delivery(1, 1, "slack", "U1", 1, payload, None, 1)
    for index, piece in enumerate(texts := writing.texts_of(payload)):
        body = writing.content(delivery, delivery.mark + piece, sealer, last=index == len(texts) - 1)
        told = {"channel": "U1", **body, "metadata": writing.metadata(delivery, piece)}
        limits.check(table, "chat.postMessage", table.read("chat.postMessage", told, typed=True))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("user_disabled", Unreachable),
        ("is_inactive", Unreachable),
        ("channel_not_found", Unreachable),
        ("invalid_blocks", Rejected),
        ("token_revoked", Shut),
        ("account_inactive", Shut),
        ("ratelimited", Paused),
        ("fatal_error", Unsure),
        ("", Unsure),
    ],
)
def test_the_meaning_of_an_answer(code: str, kind: type[Exception]) -> None:
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data={"error": code}, headers={}, status_code=200
    )
    error = SlackApiError("", response)  # type: ignore[no-untyped-call]
    meant = errors.meaning(error, Backoff(), of_all=True)
    assert type(meant) is kind


def said(**values: Any) -> dict[str, str]:
    state = {name: {"value": element} for name, element in values.items()}
    return modals.answers({"state": {"values": state}})[0]


def test_answers_are_the_texts_people_would_type() -> None:
    day, hour = {"type": "datepicker", "selected_date": "2026-11-27"}, {"type": "timepicker", "selected_time": "17:30"}
    assert said(**{"prazo": day, "prazo:hora": hour}) == {"prazo": "27/11/2026 às 17h30"}
    full = {"type": "timepicker", "selected_time": "09:00"}
    assert said(**{"prazo": day, "prazo:hora": full}) == {"prazo": "27/11/2026 às 9h"}
    assert said(prazo={"type": "datepicker", "selected_date": None}) == {"prazo": ""}
    people = {"type": "multi_users_select", "selected_users": ["U1", "U2"]}
    houses = {"type": "multi_static_select", "selected_options": [{"value": "@SAUDE"}]}
    assert said(**{"para": people, "para:orgaos": houses}) == {"para": "<@U1> <@U2> @SAUDE"}


KEYS = st.sampled_from(
    ["type", "event", "event_id", "user", "team", "id", "trigger_id", "actions", "view", "command", "team_id", "files"]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50)
@given(st.dictionaries(KEYS, json_values, max_size=6))
def test_any_payload_can_be_stored(body: dict[str, Any]) -> None:
    assert facts(body, "U0").key


def test_a_payload_from_an_unknown_team_is_ignored() -> None:
    reader = Reader(Sealer(Settings(_env_file=None)))  # type: ignore[call-arg]
    body = {
        "type": "message_action",
        "user": {"id": "U1"},
        "team": None,
        "trigger_id": "1",
        "callback_id": "criar_tarefa",
    }
    assert reader.parse(Envelope("T1", "U0", body, True).raw()).ignored


@given(st.text(alphabet=st.sampled_from("aé <&>\n😀"), max_size=9000))
def test_pieces_hold_every_word_in_its_order(text: str) -> None:
    labelled = writing.pieces(text)
    cut = labelled if len(labelled) == 1 else [piece.split("\n", 1)[1] for piece in labelled]
    assert "".join("".join(cut).split()) == "".join(text.split())
