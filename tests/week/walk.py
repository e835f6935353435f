"""`python -m tests.week.walk [telegram|slack]`: plain phrases of each papel in the demonstration, and what comes.

For the eyes of whoever reads: nothing is checked but that every line is answered and the platform takes every message.
The house is closed and opened again in the middle, as by a restart.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from bot import demo
from bot.app import App, build
from bot.settings import Settings
from bot.simulation import FrozenClock, Simulation
from bot.transactions import transaction
from models.base import insert_row
from models.people import Address, Person
from tests import desks
from tests.conftest import EveryDoor
from tests.desks import Seat
from tests.week.test_week import START

PHRASES = """\
ana: oi
ana: o que eu tenho pra hoje?
ana: quem está devendo coisa?
ana: tudo sobre a câmara
ana: tudo sobre o Otávio
ana: pede pro fábio mandar o saldo do convênio até quarta 15h
ana: desfaz isso
ana: manda a célia revisar o anexo da LDO até dia 4
ana: cancelar
ana: que dia cai o ponto facultativo de dezembro?
ana: quem não deu ciência da DIR-1?
ana: cobra todo mundo da DIR-1
ana: onde anda o requerimento da ponte?
ana: quanto tempo a gente tem pra responder a câmara?
ana: silêncio até 11h
ana: me lembra de levar o discurso amanhã 8h
bruno: o que espera por mim?
bruno: ciente
bruno: estou sem gente pra OS-1
bruno: quem me substitui?
otavio: preciso de mais prazo na OS-2
otavio: até dia 4, a empresa atrasou
otavio: o que eu devo?
helena: o que precisa da minha assinatura?
helena: como foi a semana?
helena: qual é a minha agenda hoje?
helena: resumo da semana da saúde
sergio: oi
lia: minhas tarefas
lia: já fiz o convite
lia: passa a T-6 pro davi
vera: quem deu ciência da OS-1 e quando?
vera: a história está íntegra?
vera: quero a certidão da OS-1
renato: o que tem prazo correndo na procuradoria?
renato: qual o prazo para informações em mandado de segurança?
sonia: chegou uma carta de um morador
sonia: cancelar
sonia: o que está parado?
sonia: cadê o PROC-1?
flavia: menu
flavia: obrigada!
igor: está tudo funcionando?
igor: quem não tem acesso?
"""


def phrases() -> list[tuple[str, str]]:
    return [(who, text) for who, _, text in (line.partition(": ") for line in PHRASES.splitlines())]


class Walk:
    """The demonstration, spoken to at one door."""

    def __init__(self, url: str, seat: Seat) -> None:
        self.answers: dict[int, dict[str, Any]] = {}
        self.pushed: list[dict[str, Any]] = []
        self._line, self._seat = 0, seat
        self._clock = FrozenClock(START)
        anchors = Path(tempfile.gettempdir(), "ancoras-do-passeio.txt")
        self._settings = Settings(_env_file=None, anchor_file=anchors, **seat.settings, database_url=url)  # type: ignore[call-arg]
        app = self._app()
        demo.prepare(app, self._clock)
        self._open(app)
        self._settle()

    def says(self, who: str, text: str) -> dict[str, Any]:
        self._line += 1
        self._desk.say({"as": who, "text": text}, self._line)
        return self.answers.get(self._line, {"text": "", "buttons": []})

    def restarts(self) -> None:
        self.close()
        self._open(self._app())
        for handle in self._handles():
            self._desk.place(handle)

    def close(self) -> None:
        self._desk.close()
        self._house.engine.dispose()

    def _app(self) -> App:
        return build(self._settings, clock=self._clock)

    def _open(self, app: App) -> None:
        self._house = app
        self._desk = self._seat.desk(app, self._shown, Simulation(app.engine, self._clock))

    def _handles(self) -> list[str]:
        with transaction(self._house.engine) as session:
            return list(session.scalars(select(Person.handle).order_by(Person.id)))

    def _settle(self) -> None:
        """Everybody is at this door, and at no other; the demonstration's own is the terminal."""
        if self._desk.channel == "console":
            return
        places = {handle: self._desk.place(handle) for handle in self._handles()}
        with transaction(self._house.engine) as session:
            session.execute(update(Address).values(active=False))
            for person_id, handle in session.execute(select(Person.id, Person.handle)).all():
                place = {"channel": self._desk.channel, "address": places[handle]}
                insert_row(session, Address, person_id=person_id, **place, active=True, bound_at=START)

    def _shown(self, message: dict[str, Any]) -> None:
        if "reply_to" in message:
            self.answers[message["reply_to"]] = message
        else:
            self.pushed.append(message)


@contextmanager
def seat(door: str) -> Iterator[Seat]:
    """The seat at a platform; without one, at the terminal."""
    if door:
        with desks.seat_at(door) as found:
            yield found
    else:
        yield Seat(EveryDoor)


def walk(door: str) -> Iterator[str]:
    """The lines said and their answers, with the house restarted after half of them."""
    with tempfile.TemporaryDirectory(prefix="passeio-") as folder, seat(door) as found:
        house = Walk(f"sqlite:///{folder}/demo.db", found)
        lines = phrases()
        for number, (who, text) in enumerate(lines, 1):
            if number == len(lines) // 2:
                house.restarts()
                yield "— o bot reiniciou —"
            answer = house.says(who, text)
            assert answer["text"], f"{who}: {text} ficou sem resposta"
            labels = " · ".join(button["label"] for button in answer["buttons"])
            yield "\n".join([f"{who}> {text}", answer["text"], *([f"[{labels}]"] if labels else []), ""])
        yield f"{len(lines)} linhas, {len(house.pushed)} avisos a outros"
        house.close()


if __name__ == "__main__":
    for each in walk(sys.argv[1] if len(sys.argv) > 1 else ""):
        sys.stdout.write(f"{each}\n")
