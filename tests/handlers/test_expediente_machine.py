"""The life of expedientes under any order of requests: each ends where its rules say, and the history stays whole."""

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from models import audit
from models.deadlines import Deadline, DeadlineState
from models.expedientes import ENDED, Expediente, ExpedienteDeadline, Situacao, Tramitacao
from tests import databases
from tests.conftest import MONDAY, House
from tests.steady import more

pytestmark = [pytest.mark.slow, pytest.mark.every_door, pytest.mark.usefixtures("new_database")]

people = st.sampled_from(["davi", "davi", "ana", "bruno", "sergio", "otavio", "vera"])
orgaos = st.sampled_from(["gp", "saude", "obras"])
places = st.lists(orgaos, min_size=1, max_size=3, unique=True)
until = st.sampled_from(["", " até sexta", " em 3 dias úteis", " até 15/12"])
_DOING = st.sampled_from(["receber", "retomar", "concluir", "arquivar"])
_WITH_REASON = st.sampled_from(["reabrir", "sobrestar", "separar", "anular"])


class Expedientes(RuleBasedStateMachine):
    """Several people say things about a few expedientes, in any order, while time passes."""

    @initialize()
    def build(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.house = House(databases.furnished(self.folder / "house.db"), MONDAY)
        self.count = 0
        self.register("público", " prazo 10/12")

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.house.close()
            databases.give_back()
            shutil.rmtree(self.folder)

    def any(self, data: st.DataObject) -> int:
        return data.draw(st.integers(1, self.count))

    def say(self, who: str, line: str) -> None:
        said = self.house.says(who, line)
        assert said, line
        assert "nada foi feito (código" not in said, line

    @precondition(lambda self: self.count < 3)
    @rule(level=st.sampled_from(["público", "restrito", "sigiloso"]))
    def register_another(self, level: str) -> None:
        self.register(level, "")

    def register(self, level: str, due: str) -> None:
        self.count += 1
        self.say("davi", f'expediente novo "Assunto" número {self.count}/2026 nível {level}{due}')

    @rule(who=people, n=st.data(), to=places, due=until)
    def route(self, who: str, n: st.DataObject, to: list[str], due: str) -> None:
        self.say(who, f"tramitar {self.any(n)}/2026 {' '.join('@' + each for each in to)} despacho{due}")

    @rule(who=people, n=st.data(), verb=_DOING)
    def do(self, who: str, n: st.DataObject, verb: str) -> None:
        self.say(who, f"{verb} {self.any(n)}/2026")

    @rule(who=people, n=st.data(), verb=_WITH_REASON, due=until)
    def reason(self, who: str, n: st.DataObject, verb: str, due: str) -> None:
        self.say(who, f"{verb} {self.any(n)}/2026 motivo{due if verb == 'sobrestar' else ''}")

    @rule(who=people, n=st.data(), verb=st.sampled_from(["juntar", "vincular"]))
    def relate(self, who: str, n: st.DataObject, verb: str) -> None:
        self.say(who, f"{verb} {self.any(n)}/2026 a {self.any(n)}/2026")

    @rule(who=people, n=st.data(), verb=st.sampled_from(["ver", "onde está", "histórico"]))
    def look(self, who: str, n: st.DataObject, verb: str) -> None:
        self.say(who, f"{verb} {self.any(n)}/2026")

    @rule(hours=st.sampled_from([1, 24, 100]))
    def wait(self, hours: int) -> None:
        self.house.passes(timedelta(hours=hours))

    @invariant()
    def each_is_where_it_may_be(self) -> None:
        if not hasattr(self, "house"):
            return
        with self.house.transaction() as session:
            found = {each.id: each for each in session.scalars(select(Expediente))}
            stays = list(session.scalars(select(Tramitacao).where(Tramitacao.closed_at.is_(None))))
            live = list(session.scalars(select(Deadline).where(Deadline.closed_at.is_(None))))
            placed = {stay.expediente_id for stay in stays}
            for each in found.values():
                gone = each.status in ENDED or each.joined_to_id is not None
                assert (each.id in placed) != gone, f"{each.code} is {each.status} and placed: {each.id in placed}"
                assert (each.suspended_at is not None) == (each.status == Situacao.SOBRESTADO)
                above, steps = each, 0
                while above.joined_to_id is not None:
                    above, steps = found[above.joined_to_id], steps + 1
                    assert steps < len(found), "a circle of juntadas"
            for deadline in live:
                record = found[deadline.record_id]
                assert record.status not in (*ENDED, Situacao.CONCLUIDO)
                paused = deadline.state == DeadlineState.PAUSED
                stands = record.status == Situacao.SOBRESTADO
                assert paused == (stands and deadline.kind != ExpedienteDeadline.SOBRESTAMENTO)
            assert audit.verify(session).broken_id is None


TestExpedientes = Expedientes.TestCase
TestExpedientes.settings = settings(
    max_examples=more(5 if databases.on_postgresql() else 10, 40),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
