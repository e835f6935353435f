"""Whatever people do, in whatever order, an act keeps its promises: a state machine drives the house by real lines."""

import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule
from sqlalchemy import func, select

from models import acts, audit
from models.acts import Act, Recipient
from models.audit import Audit
from models.deadlines import Deadline, DeadlineState
from models.outbox import Outbox
from tests import databases
from tests.conftest import MONDAY, House
from tests.steady import more

pytestmark = [pytest.mark.slow, pytest.mark.every_door, pytest.mark.usefixtures("new_database")]

EVERYONE = st.sampled_from(["helena", "ana", "davi", "bruno", "carla", "otavio", "fabio", "sergio", "vera"])
CABINET = st.sampled_from(["helena", "ana", "davi"])
TARGETS = st.sampled_from(["@saude", "@saude @obras", "@todos", "@fabio", "@sergio @bruno", "@adjuntos"])
COMPLIANCE = st.sampled_from(["", "\ncumprir até 18/12/2026", "\ncumprir em 15 dias úteis", "\ncumprir prazo lai"])
FAILURE = "Algo falhou do nosso lado"


class ActLife(RuleBasedStateMachine):
    acts = Bundle("acts")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.house = House(databases.furnished(Path(self.folder.name) / "house.db"), MONDAY)
        self.drafts = 0

    def teardown(self) -> None:
        self.house.close()
        databases.give_back()
        self.folder.cleanup()

    def say(self, who: str, line: str) -> str:
        said = self.house.says(who, line)
        assert said, f"{who} got no answer to {line!r}"
        assert FAILURE not in said, f"{who}: {line!r} -> {said}"
        return said

    @rule(target=acts, who=CABINET, to=TARGETS, comply=COMPLIANCE, later=st.booleans())
    def draft(self, who: str, to: str, comply: str, later: bool) -> str:
        options = comply + ("\ntransmitir amanhã às 8h" if later else "")
        self.drafts += 1
        self.say(who, f"ordem {to} Texto da ordem {self.drafts}.{options}")
        return f"R-{self.drafts}"

    @rule(target=acts, who=CABINET, act=acts, verb=st.sampled_from(["retificar", "suspender", "revogar"]))
    def amend(self, who: str, act: str, verb: str) -> object:
        if not self.say(who, f"{verb} {act} razão {self.drafts}").startswith("Minuta R-"):
            return multiple()
        self.drafts += 1
        return f"R-{self.drafts}"

    @rule(who=EVERYONE, act=acts)
    def approve(self, who: str, act: str) -> None:
        self.say(who, f"aprovar {act}")

    @rule(who=CABINET, act=acts, verb=st.sampled_from(["corrigir", "devolver", "cancelar"]))
    def change(self, who: str, act: str, verb: str) -> None:
        self.say(who, f"{verb} {act} por outro motivo")

    @rule(
        who=EVERYONE,
        act=acts,
        verb=st.sampled_from(
            [
                "ciente {}",
                "iniciar {}",
                "cumprida {} feito",
                "impossível {} sem verba",
                "pedir prazo {} até 22/12/2026 férias",
            ]
        ),
    )
    def respond(self, who: str, act: str, verb: str) -> None:
        self.say(who, verb.format(act))

    @rule(who=EVERYONE, act=acts, asked=EVERYONE, verb=st.sampled_from(["conceder", "recusar"]))
    def decide(self, who: str, act: str, asked: str, verb: str) -> None:
        self.say(who, f"{verb} {act} @{asked}")

    @rule(day=st.integers(1, 18), verb=st.sampled_from(["{} ponto facultativo Decreto 9/2026", "revogar {}"]))
    def decree(self, day: int, verb: str) -> None:
        self.say("igor", "calendário " + verb.format(f"{day:02d}/12/2026"))

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.house.passes(timedelta(hours=hours))

    @invariant()
    def the_chain_holds(self) -> None:
        with self.house.transaction() as session:
            assert audit.verify(session).broken_id is None
            assert acts.altered(session) == []

    @invariant()
    def ciencia_is_counted_once_per_recipient(self) -> None:
        with self.house.transaction() as session:
            noted = session.scalar(select(func.count(Recipient.id)).where(Recipient.ciencia_at.is_not(None)))
            entries = session.scalar(select(func.count(Audit.id)).where(Audit.action == "ciencia"))
            assert noted == entries

    @invariant()
    def nothing_goes_out_before_approval(self) -> None:
        with self.house.transaction() as session:
            sent = session.scalars(
                select(Act).join(Outbox, Outbox.record_id == Act.id).where(Outbox.recipient_id.is_not(None))
            )
            for act in sent.unique():
                assert act.approved_at is not None
                assert act.approver_id != act.author_id
                assert act.transmitted_at is not None

    @invariant()
    def numbers_are_drawn_in_order_at_the_signature(self) -> None:
        with self.house.transaction() as session:
            signed = session.scalars(select(Act).where(Act.approved_at.is_not(None)).order_by(Act.approved_at, Act.id))
            numbers = [int(act.code.removeprefix("OS-").partition("/")[0]) for act in signed]
            assert sorted(numbers) == list(range(1, len(numbers) + 1))

    @invariant()
    def ended_acts_leave_no_open_deadline(self) -> None:
        with self.house.transaction() as session:
            left = session.scalars(
                select(Deadline)
                .join(Act, Act.id == Deadline.record_id)
                .where(Act.status.in_(("revogada", "cancelada")), Deadline.state == DeadlineState.OPEN)
            ).all()
            assert left == []


ActLife.TestCase.settings = settings(
    max_examples=more(6 if databases.on_postgresql() else 12, 50),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestActLife = ActLife.TestCase
