"""A long job runs in parts: one cut short is continued, and nobody gets anything twice."""

from datetime import timedelta

from sqlalchemy import func, select

from jobs.base import Run, is_over, jobs
from models.base import insert_rows
from models.digests.readers import CHUNK
from models.outbox import Outbox
from models.people import Address, Person
from tests.conftest import House

PEOPLE = 2 * CHUNK + 1


def settle_many(house: House) -> None:
    """Create people for three parts of the job, each with an own hour for the digest and something due."""
    plain = {"cargo": "", "role": "servidor", "function": "", "email": "", "phone": "", "active": True}
    names = [f"leitor{n}" for n in range(PEOPLE)]
    with house.transaction() as session:
        people = [{"handle": name, "name": name, "name_key": name, **plain} for name in names]
        insert_rows(session, Person, [{**each, "preferences": {"digest": "07:30"}} for each in people])
        ids = dict(session.execute(select(Person.handle, Person.id)).all())
        place = {"channel": house.desk.channel, "active": True, "bound_at": house.now}
        insert_rows(session, Address, [{"person_id": ids[n], "address": house.desk.place(n), **place} for n in names])
    for name in names:
        house.says("ana", f"tarefa @{name} conferir o estoque até quarta 17h")


def digests(house: House) -> int:
    with house.transaction() as session:
        return session.scalar(select(func.count()).where(Outbox.key.like("digest:%"))) or 0


def test_a_run_cut_short_goes_on_where_it_ended(house: House) -> None:
    settle_many(house)
    house.clock.move_to(house.now + timedelta(hours=22, minutes=30))
    job = jobs()["digests"]
    with house.transaction() as session:
        next(job.parts(Run(session, house.now)))
    begun = digests(house)
    assert 0 < begun <= CHUNK
    house.app.run_job("digests", house.now)
    whole = digests(house)
    assert whole >= PEOPLE
    house.app.run_job("digests", house.now)
    assert digests(house) == whole


def test_others_have_their_turn_between_the_parts(house: House) -> None:
    settle_many(house)
    house.clock.move_to(house.now + timedelta(hours=22, minutes=30))
    begun = house.app._begin_job(jobs()["digests"], house.now, False)
    assert begun is not None
    assert house.says("ana", "tarefa @bruno conferir a ponte até sexta 17h").startswith("Tarefa T-")
    run, parts, _ = begun
    while not is_over(parts):
        house.app._do_part(run, parts, None)
    assert digests(house) >= PEOPLE
