"""Whatever is done with an expediente, in whatever order, it is always somewhere, and its history is whole."""

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import func, select

from models import audit
from models.audit import Audit
from models.deadlines import Deadline, DeadlineState
from models.expedientes import Expediente, Tramitacao
from models.expedientes.tables import ACTIVE, ENDED, Situacao
from tests.conftest import MONDAY, House

EVERYONE = st.sampled_from(["ana", "davi", "bruno", "otavio", "fabio", "edna", "sergio", "vera", "helena"])
PLACES = st.sampled_from(["@saude", "@obras", "@fazenda", "@educacao", "@gp", "@saude @obras", "@obras @fazenda @gp"])
FAILURE = "Algo falhou do nosso lado"


class ExpedienteLife(RuleBasedStateMachine):
    papers = Bundle("papers")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.house = House(f"sqlite:///{Path(self.folder.name) / 'house.db'}", MONDAY)
        self.registered = 0

    def teardown(self) -> None:
        self.house.app.engine.dispose()
        self.folder.cleanup()

    def say(self, who: str, line: str) -> str:
        said = self.house.says(who, line)
        assert said, f"{who} got no answer to {line!r}"
        assert FAILURE not in said, f"{who}: {line!r} -> {said}"
        return said

    @rule(target=papers, level=st.sampled_from(["", " nível restrito"]), due=st.booleans())
    def register(self, level: str, due: bool) -> str:
        self.registered += 1
        until = " prazo 10/12/2026" if due else ""
        said = self.say("davi", f'expediente novo processo "Assunto {self.registered}"{level}{until}')
        code = f"PROC-{self.registered}/2026-GP"
        assert code in said
        return code

    @rule(who=EVERYONE, paper=papers, to=PLACES, back=st.booleans())
    def forward(self, who: str, paper: str, to: str, back: bool) -> None:
        self.say(who, f"tramitar {paper} {to} para providências{' até 04/12/2026' if back else ''}")

    @rule(
        who=EVERYONE,
        paper=papers,
        verb=st.sampled_from(
            [
                "receber {}",
                "concluir {}",
                "arquivar {}",
                "sobrestar {} aguardando parecer até 11/12/2026",
                "retomar {}",
                "reabrir {} novo documento",
                "anular {} registrado em duplicidade",
                "onde está {}",
            ]
        ),
    )
    def act(self, who: str, paper: str, verb: str) -> None:
        self.say(who, verb.format(paper))

    @rule(who=EVERYONE, paper=papers, other=papers, verb=st.sampled_from(["juntar {} a {}", "vincular {} a {}"]))
    def connect(self, who: str, paper: str, other: str, verb: str) -> None:
        self.say(who, verb.format(paper, other))

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.house.passes(timedelta(hours=hours))

    @invariant()
    def it_is_always_somewhere(self) -> None:
        with self.house.transaction() as session:
            for paper in session.scalars(select(Expediente).where(Expediente.status.in_(ACTIVE))):
                root = paper
                while root.joined_to_id is not None:
                    root = session.get_one(Expediente, root.joined_to_id)
                stays = session.scalar(
                    select(func.count(Tramitacao.id)).where(
                        Tramitacao.expediente_id == root.id, Tramitacao.closed_at.is_(None)
                    )
                )
                assert stays, f"{paper.code} ({paper.status}) is nowhere"

    @invariant()
    def stays_do_not_go_backwards(self) -> None:
        with self.house.transaction() as session:
            for stay in session.scalars(select(Tramitacao)):
                assert stay.received_at is None or stay.received_at >= stay.sent_at
                assert stay.closed_at is None or stay.closed_at >= stay.sent_at

    @invariant()
    def what_ended_waits_for_nobody(self) -> None:
        with self.house.transaction() as session:
            left = session.scalars(
                select(Deadline)
                .join(Expediente, Expediente.id == Deadline.record_id)
                .where(Expediente.status.in_((*ENDED, Situacao.CONCLUIDO)), Deadline.state == DeadlineState.OPEN)
            ).all()
            assert left == []

    @invariant()
    def numbers_have_no_gap(self) -> None:
        with self.house.transaction() as session:
            drawn = sorted(session.scalars(select(Expediente.sequence).where(Expediente.sequence.is_not(None))))
            assert drawn == list(range(1, self.registered + 1))

    @invariant()
    def the_history_is_whole(self) -> None:
        with self.house.transaction() as session:
            assert audit.verify(session).broken_id is None
            kinds = select(func.count(func.distinct(Audit.record_id))).where(Audit.record_id.is_not(None))
            assert session.scalar(kinds) == self.registered


ExpedienteLife.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestExpedienteLife = ExpedienteLife.TestCase
