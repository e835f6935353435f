"""Group commit: pieces of work due at the same time share one commit, and fail separately."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.database import open_engine
from bot.transactions import group_commit, transaction
from models.base import insert_rows, take_turn
from models.outbox import IdempotencyKey
from tests.conftest import MONDAY


@pytest.fixture(autouse=True)
def long_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transactions._LONGEST_GROUP", 60.0)


@pytest.fixture
def engine(tmp_path: Path, new_database: Callable[[Path], str]) -> Iterator[Engine]:
    engine = open_engine(new_database(tmp_path / "house.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def commits(engine: Engine) -> list[object]:
    seen: list[object] = []
    event.listen(engine, "commit", seen.append)
    return seen


def write(engine: Engine, key: str, trouble: Exception | None = None) -> Callable[[], str]:
    """Work that writes the key, and ends with the exception, if one is given."""

    def piece() -> str:
        with transaction(engine) as session:
            insert_rows(session, IdempotencyKey, [{"key": key, "at": MONDAY}])
            if trouble is not None:
                raise trouble
        return key

    return piece


def kept(engine: Engine) -> set[str]:
    with transaction(engine) as session:
        return set(session.scalars(select(IdempotencyKey.key)))


def test_one_commit_for_all(engine: Engine, commits: list[object]) -> None:
    before = kept(engine)
    commits.clear()
    outcomes = group_commit(engine, [write(engine, "a"), write(engine, "b"), write(engine, "c")])
    assert [each.value for each in outcomes] == ["a", "b", "c"]
    assert len(commits) == 1
    assert kept(engine) - before == {"a", "b", "c"}


def test_an_exception_undoes_its_own_piece(engine: Engine) -> None:
    before, trouble = kept(engine), ValueError("no")
    outcomes = group_commit(engine, [write(engine, "a"), write(engine, "b", trouble), write(engine, "c")])
    assert [(each.value, each.error) for each in outcomes] == [("a", None), (None, trouble), ("c", None)]
    assert kept(engine) - before == {"a", "c"}


def test_a_refusal_of_the_database_meets_one_work_alone(engine: Engine) -> None:
    before = kept(engine)
    outcomes = group_commit(engine, [write(engine, "a"), write(engine, "a"), write(engine, "c")])
    assert [each.value for each in outcomes] == ["a", None, "c"]
    assert isinstance(outcomes[1].error, IntegrityError)
    assert kept(engine) - before == {"a", "c"}


def test_a_piece_may_have_several_transactions(engine: Engine) -> None:
    before = kept(engine)

    def refused_then_noted() -> str:
        with pytest.raises(ValueError, match="no"):
            write(engine, "refused", ValueError("no"))()
        return write(engine, "noted")()

    assert [each.value for each in group_commit(engine, [refused_then_noted, write(engine, "b")])] == ["noted", "b"]
    assert kept(engine) - before == {"noted", "b"}


def test_a_commit_that_fails_is_made_one_by_one(engine: Engine, commits: list[object]) -> None:
    before = kept(engine)

    def refuse_once(_: object) -> None:
        event.remove(engine, "commit", refuse_once)
        raise OperationalError("COMMIT", None, Exception("disk full"))

    event.listen(engine, "commit", refuse_once)
    commits.clear()
    assert [each.value for each in group_commit(engine, [write(engine, "a"), write(engine, "b")])] == ["a", "b"]
    assert kept(engine) - before == {"a", "b"}


def test_a_transaction_that_the_database_ended_is_not_taken_for_a_commit(engine: Engine) -> None:
    before = kept(engine)

    def ended() -> None:
        with transaction(engine) as session:
            if not was_ended:
                was_ended.append(True)
                session.connection().exec_driver_sql("ROLLBACK")  # as SQLite does by itself on a full disk

    was_ended: list[bool] = []
    outcomes = group_commit(engine, [write(engine, "a"), ended, write(engine, "c")])
    assert [each.error for each in outcomes] == [None, None, None]
    assert kept(engine) - before == {"a", "c"}


def test_a_group_that_takes_too_long_ends_early(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.transactions._LONGEST_GROUP", 0.0)
    before = kept(engine)
    assert [each.value for each in group_commit(engine, [write(engine, "a"), write(engine, "b")])] == ["a"]
    assert kept(engine) - before == {"a"}


def test_a_group_does_not_wait_for_another_process(postgresql: str) -> None:
    here, other = open_engine(postgresql), open_engine(postgresql)
    seen: list[object] = []
    event.listen(here, "commit", seen.append)
    with transaction(other) as session:
        take_turn(session)
        assert [each.value for each in group_commit(here, [write(here, "a"), write(here, "b")])] == ["a", "b"]
    assert len(seen) == 2
    for engine in (here, other):
        engine.dispose()
