"""Undelivered messages: the marked address, another way, the notice to an act's sender, and the way back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery import Paused, Rejected, Shut, Unreachable
from models import doors as door_states
from models import undelivered
from models.outbox import Outbox
from models.people import Address
from tests.conftest import House

pytestmark = pytest.mark.console  # several doors at once, each of which a test decides

MINUTE = timedelta(minutes=1)


def blocked() -> Exception:
    return Unreachable("Forbidden: bot was blocked by the user")


def deleted() -> Exception:
    return Unreachable("Forbidden: user is deactivated")


def pausing(minutes: int) -> Callable[[], Exception]:
    return lambda: Paused("429", timedelta(minutes=minutes))


@pytest.fixture(autouse=True)
def doors(house: House) -> None:
    house.opens("telegram", "slack")
    house.settles("bruno", telegram="1002", slack="U2")
    house.settles("otavio", telegram="1003")


def issue(house: House, line: str = "ordem @saude @obras Enviar o plano.\nciência até amanhã 12h") -> None:
    """Davi drafts, Ana approves, and both have read their messages."""
    house.says("davi", line)
    house.says("ana", "aprovar R-1")
    for who in ("ana", "helena", "davi"):
        house.tray(who)


def unreachable(house: House) -> list[str]:
    with house.transaction() as session:
        return list(session.scalars(select(Address.address).where(Address.unreachable_since.is_not(None))))


# --- another way -----------------------------------------------------------------------------------------------


def test_the_author_hears_of_it_by_name_and_the_other_copy_stands(house: House) -> None:
    house.doors["telegram"].fates["1002"] = blocked
    issue(house)
    assert len(house.tray("bruno", via="slack")) == 1
    assert house.tray("davi") == []
    house.passes(MINUTE)
    assert house.tray("davi") == [
        "A OS-1/2026 não chegou a Bruno Lima pelo Telegram: o bot foi bloqueado lá. Enviei pelo Slack."
    ]
    assert house.tray("bruno", via="slack") == []  # one copy, not two
    assert unreachable(house) == ["1002"]
    house.passes(timedelta(hours=1))
    assert house.tray("davi") == []


def test_a_copy_goes_to_the_address_that_had_none(house: House) -> None:
    house.says("bruno", "preferências avisos no telegram", via="slack")
    house.doors["telegram"].fates["1002"] = blocked
    issue(house)
    (act,) = house.pushed("bruno", via="slack")
    assert "\nOrdem de serviço OS-1/2026\n" in act["text"]
    house.passes(MINUTE)
    assert house.tray("davi")[0].endswith("Enviei pelo Slack.")
    assert "Bruno Lima: entregue" in house.says("ana", "situação OS-1/2026")


def test_a_message_refused_goes_elsewhere_and_the_address_stays(house: House) -> None:
    house.doors["telegram"].fates["1002"] = lambda: Rejected("Bad Request: message is too long")
    issue(house)
    house.passes(MINUTE)
    assert house.tray("davi") == [
        "A OS-1/2026 não chegou a Bruno Lima pelo Telegram: a plataforma recusou a mensagem. Enviei pelo Slack."
    ]
    assert unreachable(house) == []


def test_without_another_address_the_adjunto_is_called_in(house: House) -> None:
    house.doors["telegram"].fates["1003"] = deleted
    issue(house)
    house.passes(MINUTE)
    assert house.tray("davi") == [
        "A OS-1/2026 não chegou a Otávio Reis pelo Telegram: a conta foi encerrada. "
        "Enviei a Paula Nunes, como adjunto; avise por outro meio também."
    ]
    (act,) = house.pushed("paula")
    assert act["text"].startswith(
        "Não consegui entregar este ato a Otávio Reis. Faça com que chegue por outro meio.\n\n"
        "Município de Exemplo — Gabinete do Prefeito\nOrdem de serviço OS-1/2026\n"
    )
    assert [button["line"] for button in act["buttons"]] == ["ver OS-1/2026"]
    assert house.says("ana", "situação OS-1/2026").splitlines()[-1] == (
        "OBRAS, Otávio Reis: não entregue (pelo Telegram: a conta foi encerrada)"
    )
    assert house.says("ana", "pendentes OS-1/2026").splitlines()[-1] == (
        "Sem entrega (1): Otávio Reis. Avise por outro meio."
    )


@pytest.mark.every_door
def test_without_any_way_other_means_are_asked_for(house: House) -> None:
    house.doors["telegram"].fates["1003"] = blocked
    issue(house, "ordem @otavio Enviar o plano.")
    house.passes(MINUTE)
    assert house.tray("davi") == [
        "A OS-1/2026 não chegou a Otávio Reis pelo Telegram: o bot foi bloqueado lá. "
        "Não há outro endereço; avise por outro meio."
    ]
    assert house.tray("paula") == []  # the act was addressed to the person, not to the órgão


def test_both_addresses_are_lost(house: House) -> None:
    house.doors["telegram"].fates["1002"] = blocked
    house.doors["slack"].fates["U2"] = lambda: Unreachable("user_disabled")
    issue(house, "ordem @bruno Enviar o plano.")
    house.passes(MINUTE)
    assert house.tray("davi") == [
        "A OS-1/2026 não chegou a Bruno Lima pelo Telegram nem pelo Slack: a conta foi encerrada. "
        "Não há outro endereço; avise por outro meio."
    ]


@pytest.mark.every_door
def test_whoever_has_no_address_is_named_too(house: House) -> None:
    house.settles("otavio")
    issue(house, "ordem @otavio Enviar o plano.")
    house.passes(MINUTE)
    assert house.tray("davi") == ["A OS-1/2026 não chegou a Otávio Reis: não há endereço em uso. Avise por outro meio."]
    assert house.says("ana", "situação OS-1/2026").endswith("Otávio Reis: não entregue (não há endereço em uso)")


def test_many_failures_of_one_act_are_one_notice(house: House) -> None:
    names = ("bruno", "carla", "otavio", "paula", "fabio", "edna", "sergio", "igor")
    for n, who in enumerate(names):
        house.settles(who, telegram=f"20{n}")
        house.doors["telegram"].fates[f"20{n}"] = blocked
    issue(house, "ordem " + " ".join(f"@{who}" for who in names) + " Enviar o plano.")
    house.passes(timedelta(minutes=5))
    (told,) = house.pushed("davi")
    heading, first, *_ = told["text"].splitlines()
    assert heading == "A OS-1/2026 não chegou a 8 destinos:"
    assert first == ("Bruno Lima: pelo Telegram: o bot foi bloqueado lá — não há outro endereço; avise por outro meio")
    assert [button["line"] for button in told["buttons"]] == ["pendentes OS-1/2026", "situação OS-1/2026"]


def test_whoever_took_note_from_the_other_copy_is_not_missed(house: House) -> None:
    house.doors["telegram"].fates["1002"] = blocked
    issue(house)
    house.says("bruno", "ciente OS-1/2026", via="slack")
    house.passes(MINUTE)
    assert house.tray("davi") == []


def test_what_is_no_act_is_told_to_nobody(house: House) -> None:
    house.doors["telegram"].fates["1003"] = blocked
    house.says("ana", "tarefa @otavio assinar")
    house.passes(MINUTE)
    assert house.tray("ana") == []
    assert unreachable(house) == ["1003"]


def test_what_waits_for_an_address_that_blocks_goes_elsewhere(house: House) -> None:
    house.says("bruno", "preferências avisos no telegram", via="slack")
    house.doors["telegram"].fate = pausing(1)
    house.says("ana", "tarefa @bruno assinar")
    house.doors["telegram"].fate = None
    house.happens("blocked", "bruno", via="telegram")
    assert house.tray("bruno", via="slack") == ["Ana Prado passou a você a tarefa T-1: assinar."]
    house.passes(timedelta(minutes=5))
    assert house.tray("1002", via="telegram") == []


def test_giving_up_twice_is_harmless(house: House) -> None:
    house.doors["telegram"].fates["1003"] = blocked
    issue(house)
    with house.transaction() as session:
        row = session.scalars(select(Outbox).where(Outbox.address == "1003")).one()
        undelivered.gave_up(session, row.id, "blocked", address_is_dead=True, now=house.now)
        other = session.scalars(select(Outbox).where(Outbox.address == "1002")).one()
        undelivered.gave_up(session, other.id, "refused", address_is_dead=False, now=house.now)  # it was sent
    house.passes(timedelta(minutes=3))
    assert len(house.tray("davi")) == 1


def test_a_blocked_answer_marks_the_address_and_nothing_else(house: House) -> None:
    house.doors["telegram"].fates["1002"] = blocked
    assert house.says("bruno", "minhas", via="telegram") == ""
    assert unreachable(house) == ["1002"]
    assert house.tray("bruno", via="slack") == []


# --- the way back ------------------------------------------------------------------------------------------------


def test_writing_again_brings_the_open_acts(house: House) -> None:
    house.doors["telegram"].fates["1003"] = blocked
    issue(house)
    house.says("ana", "tarefa @otavio assinar")
    house.passes(timedelta(hours=1))
    house.doors["telegram"].fates.clear()
    house.says("otavio", "eu", via="telegram")
    act, rest = house.pushed("otavio", via="telegram")
    assert "\nOrdem de serviço OS-1/2026\n" in act["text"]
    assert rest["text"] == (
        "Este endereço voltou a receber. Enquanto esteve parado, 1 aviso não foi entregue. Veja tudo na sua pauta."
    )
    assert unreachable(house) == []
    house.says("otavio", "eu", via="telegram")
    assert house.tray("otavio", via="telegram") == []
    assert "Otávio Reis: entregue" in house.says("ana", "situação OS-1/2026")


def test_unblocking_is_enough_and_what_was_noted_is_not_sent(house: House) -> None:
    house.happens("blocked", "bruno", via="telegram")
    issue(house)
    assert len(house.tray("bruno", via="slack")) == 1
    house.happens("joined", "bruno", via="telegram")
    assert unreachable(house) == []
    assert house.tray("bruno", via="telegram") == []  # it had reached Bruno at Slack
    assert len(house.tray("otavio", via="telegram")) == 1
    house.happens("blocked", "otavio", via="telegram")
    house.happens("joined", "otavio", via="telegram")
    assert house.tray("otavio", via="telegram") == []


def test_only_a_few_acts_come_at_once(house: House) -> None:
    house.doors["telegram"].fates["1003"] = blocked
    for n in range(1, 8):
        house.says("davi", f"ordem @otavio Enviar o plano {n}.")
        house.says("ana", f"aprovar R-{n}")
    house.doors["telegram"].fates.clear()
    house.says("otavio", "eu", via="telegram")
    *acts, rest = house.tray("otavio", via="telegram")
    assert [act.splitlines()[1] for act in acts] == [f"Ordem de serviço OS-{n}/2026" for n in range(1, 6)]
    assert rest == (
        "Este endereço voltou a receber. Enquanto esteve parado, 2 outros atos esperam a sua ciência. "
        "Veja tudo na sua pauta."
    )


def test_writing_in_a_group_does_not_unblock(house: House) -> None:
    house.happens("blocked", "otavio", via="telegram")
    house.answer("otavio", text="oi", place="-100", title="Grupo", via="telegram")
    assert unreachable(house) == ["1003"]


# --- copies --------------------------------------------------------------------------------------------------------


def shown(house: House, via: str, address: str) -> dict[str, object]:
    """The act as it is now shown at an address."""
    with house.transaction() as session:
        query = select(Outbox.id).where(Outbox.channel == via, Outbox.address == address)
        row_id = session.scalars(query.where(Outbox.recipient_id.is_not(None), Outbox.edits_id.is_(None))).one()
    return house.doors[via].shown[f"{via}-{row_id}"]


def lines_of(message: dict[str, object]) -> list[str]:
    buttons = message["buttons"]
    assert isinstance(buttons, list)
    return [button["line"] for button in buttons]


@pytest.mark.every_door
def test_a_ciencia_at_one_door_shows_at_the_others(house: House) -> None:
    issue(house)
    (act,) = house.pushed("bruno", via="telegram")
    house.answer("bruno", pressed=[act["id"], 0], via="telegram")
    for via, address in (("telegram", "1002"), ("slack", "U2")):
        copy = shown(house, via, address)
        assert str(copy["text"]).endswith("\n\n✓ Ciente: Bruno Lima, 23/11 9h"), via
        assert lines_of(copy) == ["ver OS-1/2026"]


def test_a_ciencia_typed_anywhere_shows_on_the_copies_of_the_substitute(house: House) -> None:
    house.settles("carla", telegram="1004", slack="U4")
    house.says("ana", "substituição @bruno por @carla de hoje a 04/12 portaria 12/2026")
    issue(house)
    assert house.says("carla", "ciente OS-1/2026", via="slack").startswith("Ciência da OS-1/2026 registrada")
    for via, address in (("telegram", "1004"), ("slack", "U4")):
        assert str(shown(house, via, address)["text"]).endswith("✓ Ciente: Carla Dias, 23/11 9h")


def test_titulares_then_adjuntos_then_the_others(house: House) -> None:
    order = ("sergio", "carla", "edna", "paula", "fabio", "igor")
    for n, who in enumerate(order):
        house.settles(who, telegram=f"30{n}")
    house.doors["telegram"].order.clear()
    issue(house, "ordem " + " ".join(f"@{who}" for who in order) + " @obras Enviar o plano.")
    left = [address for address in house.doors["telegram"].order if address.startswith(("30", "1003"))]
    assert left == ["302", "304", "1003", "301", "303", "300", "305"]


# --- doors that do not send ------------------------------------------------------------------------------------------


def test_a_long_wait_is_told_once_to_who_waits(house: House) -> None:
    house.settles("davi", telegram="1005", slack="U5")
    house.says("davi", "ordem @saude @obras Enviar o plano.", via="slack")
    house.doors["telegram"].fate = pausing(90)
    house.says("ana", "aprovar R-1")
    told = [text for text in house.tray("davi", via="slack") if "espere" in text]
    assert told == [
        "O Telegram pediu ao bot que espere até segunda-feira, 23/11, 10h30. "
        "A OS-1/2026 ainda não saiu por lá para 2 destinatários; sai sozinha depois disso."
    ]
    house.passes(timedelta(minutes=95))
    assert [text for text in house.tray("davi", via="slack") if "espere" in text] == []
    house.doors["telegram"].fate = None
    house.passes(timedelta(minutes=95))
    assert [text.splitlines()[1] for text in house.tray("otavio", via="telegram")] == ["Ordem de serviço OS-1/2026"]


def test_a_short_wait_is_told_to_nobody(house: House) -> None:
    house.doors["telegram"].fate = pausing(1)
    issue(house)
    house.passes(timedelta(seconds=30))
    assert house.tray("davi") == []


def test_a_shut_door_is_told_through_the_others_and_its_opening_too(house: House) -> None:
    house.settles("ana", telegram="1001", slack="U1")
    house.doors["telegram"].fate = lambda: Shut("token_revoked")
    house.says("helena", "tarefa @otavio assinar")
    text = (
        "O Telegram não aceita mais a chave do bot. Nada entra nem sai por lá até que seja trocada; "
        "o que está na fila espera e nada se perde."
    )
    assert house.tray("ana", via="slack") == [text]
    assert house.tray("igor") == [
        f"{text}\nPeça uma chave nova à plataforma e ponha-a nas configurações do bot (token_revoked)."
    ]
    house.says("helena", "tarefa @otavio assinar outra")
    assert house.tray("ana", via="slack") == []
    house.doors["telegram"].fate = None
    with house.transaction() as session:
        assert door_states.reopen(session, "telegram")
        undelivered.door_open(session, "telegram", now=house.now)
    house.passes(timedelta(seconds=1))
    assert house.tray("igor") == ["O Telegram voltou a funcionar. O que estava na fila está saindo."]
    assert len(house.tray("otavio", via="telegram")) == 2


def test_while_a_door_is_shut_notices_go_by_another(house: House) -> None:
    house.says("bruno", "eu", via="telegram")
    with house.transaction() as session:
        door_states.shut(session, "telegram", "token_revoked")
    house.says("ana", "tarefa @bruno assinar")
    assert len(house.tray("bruno", via="slack")) == 1


def test_who_has_only_the_door_that_was_shut_is_told_when_it_is_open_again(house: House) -> None:
    house.settles("igor", telegram="1012")
    house.doors["telegram"].fate = lambda: Shut("token_revoked")
    house.says("helena", "tarefa @otavio assinar")
    house.doors["telegram"].fate = None
    with house.transaction() as session:
        assert door_states.reopen(session, "telegram")
        undelivered.door_open(session, "telegram", now=house.now)
    house.passes(timedelta(seconds=1))
    assert house.tray("igor", via="telegram") == [
        "O Telegram ficou um tempo sem aceitar a chave do bot, e nada entrava nem saía por aqui. "
        "Voltou, e o que estava na fila está saindo."
    ]
