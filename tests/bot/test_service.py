"""The service behind a paper door: lines are answered and messages settled, through faults of all kinds."""

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from socket import gethostname
from subprocess import Popen

import pytest
from sqlalchemy import event, select

from bot.app import App, build
from bot.delivery import Moved, NotSent, Paused, Rejected, Result, Shut, Unreachable, Unsure
from bot.settings import Settings
from bot.transactions import transaction
from models import doors, outbox
from models.base import insert_rows
from models.deliveries import REPEAT_MARK as MARK
from models.deliveries import Delivery, Limits, endings
from models.outbox import Message, Outbox, Priority, State
from models.people import Address, Person
from tests import engines
from tests.bot.paper import Paper, at_work, eventually, settle


@pytest.fixture
def app(tmp_path: Path, new_database: Callable[[Path], str], no_jobs: None) -> Iterator[App]:
    """A house with a few people at the paper door and no jobs, so that only the messages of a test go out."""
    values = {"database_url": new_database(tmp_path / "house.db"), "http_port": 0}
    built = engines.built(Settings(_env_file=None, **values))  # type: ignore[call-arg,arg-type]
    settle(built, "ana", "bruno", "carla")
    yield built
    engines.give_back(built.engine)


def queue(app: App, to: str, text: str, priority: Priority = Priority.NOTICE) -> None:
    with transaction(app.engine) as session:
        person = session.scalars(select(Person).where(Person.handle == to)).one()
        now = app.clock()
        outbox.enqueue(session, key=text, to=person, message=Message(text), now=now, priority=priority)


def crowd(app: App, size: int) -> None:
    """Enqueue one message for each of `size` addresses."""
    shared = {"channel": "paper", "priority": int(Priority.DIGEST), "state": State.PENDING, "not_before": app.clock()}
    rows = [
        {"key": f"c{n}", "address": f"c{n}", "payload": Message("oi").payload(), "created_at": app.clock(), **shared}
        for n in range(size)
    ]
    with transaction(app.engine) as session:
        insert_rows(session, Outbox, rows)


def paused_until(app: App) -> datetime | None:
    with transaction(app.engine) as session:
        state = session.get(doors.DoorState, "paper")
        return state.paused_until if state else None


def states(app: App) -> list[str]:
    with transaction(app.engine) as session:
        return list(session.scalars(select(Outbox.state).order_by(Outbox.id)))


def settled(app: App, *wanted: str) -> bool:
    return eventually(lambda: states(app) == list(wanted))


def test_a_line_is_answered(app: App) -> None:
    door = Paper()
    with at_work(app, door) as bot:
        bot.write("ana", "eu")
        assert eventually(lambda: len(door.sent) == 1)
    assert door.texts("ana")[0].startswith("Ana")
    assert states(app) == [State.SENT]


class CountsCommits(Paper):
    """A paper door that notes the number of commits before each message."""

    commits: list[object]
    at_sending: list[int]

    async def send(self, delivery: Delivery) -> str:
        self.at_sending.append(len(self.commits))
        return await super().send(delivery)


def test_an_answer_leaves_after_one_commit(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    # The line is stored, handled, and its answer claimed in one group; now and then a scan commits in between.
    monkeypatch.setattr("bot.transactions._LONGEST_GROUP", 60.0)
    door, counts = CountsCommits(), list[int]()
    door.commits, door.at_sending = [], []
    event.listen(app.engine, "commit", door.commits.append)
    with at_work(app, door) as bot:
        while 1 not in counts and (n := len(counts)) < 40:  # on a busy machine it takes a few more
            before = len(door.commits)
            bot.write("ana", "pauta")
            assert eventually(lambda n=n: len(door.sent) > n)  # type: ignore[misc]
            counts.append(door.at_sending[-1] - before)
    assert min(counts) == 1


def test_a_stop_at_any_moment_leaves_nothing_half_done(app: App) -> None:
    crowd(app, 2000)
    door = Paper()
    for n in range(8):
        before = len(door.sent)
        with at_work(app, door):
            assert eventually(lambda before=before: len(door.sent) > before)  # type: ignore[misc]
            time.sleep(n * 0.004)
        after = Counter(states(app))
        assert set(after) <= {State.PENDING, State.SENT}
        assert after[State.SENT] == len(door.sent)


def test_messages_queued_before_the_start_go_out(app: App) -> None:
    queue(app, "ana", "bom dia")
    door = Paper()
    with at_work(app, door):
        assert settled(app, State.SENT)
    assert door.texts("ana") == ["bom dia"]


def test_the_reader_of_rare_dates_is_ready_before_the_first_of_them(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "dateparser", raising=False)
    with at_work(app, Paper()):
        assert eventually(lambda: "dateparser" in sys.modules)
        assert eventually(lambda: all(thread.name != "warm" for thread in threading.enumerate()))


def test_a_long_text_goes_in_pieces_in_their_order(app: App) -> None:
    door = Paper(piece=10)
    queue(app, "ana", "0123456789abcdefghijKLM")
    queue(app, "ana", "depois")
    with at_work(app, door):
        assert settled(app, State.SENT, State.SENT)
    assert door.texts("ana") == ["0123456789", "abcdefghij", "KLM", "depois"]


def test_a_message_certainly_not_sent_is_tried_again_unmarked(app: App) -> None:
    door = Paper()
    door.fates.append(NotSent("refused", timedelta(milliseconds=50)))
    queue(app, "ana", "bom dia")
    with at_work(app, door):
        assert settled(app, State.SENT)
    assert door.texts("ana") == ["bom dia"]


def test_a_pause_holds_the_whole_door_exactly_as_long(app: App) -> None:
    door = Paper()
    door.fates.append(Paused("429", timedelta(seconds=1)))
    queue(app, "ana", "um")
    with at_work(app, door):
        assert eventually(lambda: paused_until(app) is not None)
        queue(app, "bruno", "dois")
        until = paused_until(app)
        assert settled(app, State.SENT, State.SENT)
        with transaction(app.engine) as session:
            first = session.scalars(select(Outbox.sent_at).order_by(Outbox.sent_at)).first()
    assert until is not None
    assert first is not None
    assert timedelta() <= first - until < timedelta(seconds=0.5)


def test_an_unknown_fate_is_repeated_later_and_marked(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "REPEAT_AFTER", timedelta(milliseconds=100))
    monkeypatch.setattr("bot.sender._ROUND", timedelta(milliseconds=50))
    door = Paper()
    door.fates.append(RuntimeError("accepted"))
    queue(app, "ana", "cumpra-se", Priority.ACT)
    with at_work(app, door):
        assert settled(app, State.SENT)
    assert door.texts("ana") == ["cumpra-se", MARK + "cumpra-se"]


def test_an_unknown_fate_that_the_platform_can_tell_is_not_repeated(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "REPEAT_AFTER", timedelta(milliseconds=100))
    monkeypatch.setattr("bot.sender._ROUND", timedelta(milliseconds=50))
    door = Paper(found={"cumpra-se": "m1"})
    door.fates.append(Unsure("503", timedelta(milliseconds=10)))
    queue(app, "ana", "cumpra-se", Priority.ACT)
    with at_work(app, door):
        assert settled(app, State.SENT)
    assert door.sent == []


def test_a_message_that_was_not_looked_up_is_not_repeated(app: App) -> None:
    queue(app, "ana", "cumpra-se", Priority.ACT)
    relay = app.relay("paper", Paper().limits)
    (delivery,) = relay.turn().batch
    lost = Unsure("503", timedelta())
    relay.turn([Result(delivery, app.clock(), error=lost)], room=0)
    relay.recover_lost([])
    assert states(app) == [State.UNCERTAIN]
    relay.recover_lost([delivery.row_id])
    assert states(app) == [State.PENDING]


class Flooded(Paper):
    """A door that pauses at the first message, before another one can be sent."""

    def parts(self, delivery: Delivery) -> int:
        self.told.append((delivery.address, "asked"))
        raise Paused("429", timedelta(seconds=60))


def test_a_message_claimed_before_a_pause_does_not_follow_it(app: App) -> None:
    door = Flooded()
    crowd(app, 3)
    with at_work(app, door):
        assert eventually(lambda: paused_until(app) is not None)
        assert settled(app, State.PENDING, State.PENDING, State.PENDING)
    assert len(door.told) == 1


def test_a_digest_of_unknown_fate_is_not_repeated(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "REPEAT_AFTER", timedelta(milliseconds=10))
    monkeypatch.setattr("bot.sender._ROUND", timedelta(milliseconds=50))
    door = Paper()
    door.fates.append(RuntimeError("accepted"))
    queue(app, "ana", "resumo", Priority.DIGEST)
    with at_work(app, door):
        assert settled(app, State.UNCERTAIN)
        queue(app, "ana", "outra coisa")
        assert settled(app, State.UNCERTAIN, State.SENT)
    assert door.texts("ana") == ["resumo", "outra coisa"]


@pytest.mark.parametrize("fate", [Rejected("too_long"), Unreachable("blocked")])
def test_a_definite_no_fails_and_the_others_go_on(app: App, fate: Exception) -> None:
    door = Paper()
    door.fates.append(fate)
    queue(app, "ana", "um")
    queue(app, "bruno", "dois")
    with at_work(app, door):
        assert eventually(lambda: door.texts("bruno") == ["dois"])
        assert eventually(lambda: states(app)[:2] == [State.FAILED, State.SENT])


def test_a_place_that_moved_is_followed(app: App) -> None:
    door = Paper()
    door.fates.append(Moved("nova"))
    queue(app, "ana", "um")
    with at_work(app, door):
        assert settled(app, State.SENT)
    assert door.texts("nova") == ["um"]
    with transaction(app.engine) as session:
        assert session.scalars(select(Address.address).order_by(Address.id)).first() == "nova"


def test_a_revoked_token_shuts_the_door_and_a_good_one_opens_it(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.service._PROBE", 0.3)
    door = Paper()
    door.fates.append(Shut("o token foi recusado"))
    queue(app, "ana", "um")
    with at_work(app, door):
        assert eventually(lambda: not door.fates)
        queue(app, "bruno", "dois")
        assert eventually(lambda: {"um", "dois"} <= {text for _, _, text in door.sent})


def test_a_door_that_cannot_be_reached_at_the_start_opens_later(app: App) -> None:
    door = Paper()
    door.checks.append(NotSent("connection refused", timedelta()))
    queue(app, "ana", "um")
    with at_work(app, door):
        assert settled(app, State.SENT)


def test_the_rate_is_used_and_never_exceeded(app: App) -> None:
    door = Paper(limits=Limits(30, lambda _: 0.0), latency=0.002)
    crowd(app, 75)
    with at_work(app, door):
        assert eventually(lambda: len(door.sent) == 75)
    assert door.peak() <= 30
    took = door.sent[-1][0] - door.sent[0][0]
    assert 44 / 30 <= took < 5  # how near it comes is measured elsewhere, on a quiet machine


def sent_lately(app: App, priority: Priority, count: int) -> None:
    half_a_second_ago = app.clock() - timedelta(seconds=0.5)
    shared = {"channel": "paper", "priority": int(priority), "state": State.SENT, "sent_at": half_a_second_ago}
    rows = [
        {"key": f"{priority}{n}", "address": f"{n}", "payload": {}, "not_before": half_a_second_ago, **shared}
        for n in range(count)
    ]
    with transaction(app.engine) as session:
        insert_rows(session, Outbox, [{**row, "created_at": half_a_second_ago} for row in rows])


@pytest.mark.parametrize(("answers", "goes"), [(0, ["c0"]), (10, ["ana"])])
def test_while_people_are_asking_the_crowd_leaves_room_for_answers(app: App, answers: int, goes: list[str]) -> None:
    sent_lately(app, Priority.REPLY, answers)
    sent_lately(app, Priority.DIGEST, 28 - answers)
    relay = app.relay("paper", Limits(30, lambda _: 0.0))
    crowd(app, 1)
    taken = relay.turn().batch
    queue(app, "ana", "feito", Priority.REPLY)
    taken = taken or relay.turn().batch
    assert [each.address for each in taken] == goes


def test_two_processes_share_one_rate(app: App) -> None:
    other = build(app.settings, clock=app.clock)
    doors_ = [Paper(limits=Limits(30, lambda _: 0.0), latency=0.002) for _ in range(2)]
    doors_[1].sent = doors_[0].sent
    crowd(app, 100)
    with at_work(app, doors_[0]), at_work(other, doors_[1]):
        assert eventually(lambda: len(doors_[0].sent) == 100)
    engines.give_back(other.engine)
    assert doors_[0].peak() <= 30
    assert len(set(doors_[0].sent)) == 100
    assert doors_[0].sent[-1][0] - doors_[0].sent[0][0] < 6  # neither waits for the other for long


def test_answers_overtake_and_one_place_has_its_turn(app: App) -> None:
    door = Paper(limits=Limits(1000, lambda _: 0.3))
    for number in range(3):
        queue(app, "ana", f"resumo {number}", Priority.DIGEST)
    queue(app, "ana", "urgente", Priority.URGENT)
    queue(app, "bruno", "oi", Priority.DIGEST)
    with at_work(app, door):
        assert eventually(lambda: len(door.sent) == 5)
    assert door.texts("ana") == ["urgente", "resumo 0", "resumo 1", "resumo 2"]
    moments = [at for at, to, _ in door.sent if to == "ana"]
    assert min(later - sooner for sooner, later in pairwise(moments)) >= 0.29
    assert [to for _, to, _ in door.sent][:2] == ["ana", "bruno"]


def test_a_pressed_button_is_noted_under_its_message(app: App) -> None:
    door = Paper()
    with at_work(app, door) as bot:
        bot.write("ana", "tarefa @bruno enviar o relatório até sexta")
        assert settled(app, State.SENT, State.SENT)
        with transaction(app.engine) as session:
            told = session.scalars(select(Outbox).where(Outbox.address == "bruno")).one()
        lines = [button["line"] for button in told.payload["buttons"]]
        assert lines[0] == "iniciar T-1"
        bot.write("bruno", "", pressed=[told.id, 0])
        bot.write("ana", "", pressed=[told.id, 1])
        bot.write("bruno", "", pressed=[told.id, 99])
        assert eventually(lambda: len(door.edited) == 1)
        forged = "Esse botão não vale mais. Escreva o pedido, ou comece pela sua pauta: pauta"
        assert eventually(lambda: [to for _, to, text in door.sent if text == forged] == ["ana", "bruno"])
    [(which, text)] = door.edited
    assert which == told.external_id
    assert "\n\n✓ Iniciar: Bruno, " in text


def test_a_stop_settles_what_is_under_way(app: App) -> None:
    door = Paper(latency=0.5)
    queue(app, "ana", "um")
    with at_work(app, door):
        assert eventually(lambda: len(door.sent) == 1)
    assert states(app) == [State.SENT]


def test_the_messages_of_a_dead_process_are_known_at_once(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    # The lease of a dead process of this machine is ended at once; another machine's must run out.
    monkeypatch.setattr("bot.sender._ROUND", timedelta(milliseconds=50))
    gone = Popen([sys.executable, "-c", ""])
    gone.wait()
    for number, worker in enumerate(
        [f"{gethostname()}/{gone.pid}/x/1", f"{gethostname()}/{os.getpid()}/x/1", "b/9/x/1"]
    ):
        queue(app, ("ana", "bruno", "carla")[number], f"texto {number}", Priority.ACT)
        with transaction(app.engine) as session:
            row = session.scalars(select(Outbox).order_by(Outbox.id.desc())).first()
            assert row is not None
            row.state, row.worker, row.attempts = State.SENDING, worker, 1
            row.lease_until = app.clock() + timedelta(minutes=1)
    door = Paper()
    with at_work(app, door):
        assert settled(app, State.SENT, State.SENT, State.SENDING)
    assert sorted(text for _, _, text in door.sent) == [MARK + "texto 0", MARK + "texto 1"]
