"""A person at a terminal, who may speak as anyone: the effect of a typed line, and the readers of messages."""

import logging
import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import App
from bot.channels.console_channel import NAME
from bot.console import Console, Misread, existing_file
from bot.protocol import FAILED
from bot.simulation import FrozenClock, Simulation
from bot.terminal import typed
from bot.terminal.screen import Screen, Shown, choices_of
from bot.transactions import transaction
from models import moments, people
from models.people import Person, Role
from models.texts import clip, fold

log = logging.getLogger("bot.terminal")
_CODE = re.compile(r"\b[A-Z]{1,6}-\d+(?:/\d{4})?(?:-[A-Z][A-Z0-9]*)?\b")
_MOST_CODES = 200
_MOST_NAMED = 3  # people told one by one that they got something
META_HELP = (
    (":sou ana", "fala como outra pessoa e lê o que ela recebeu"),
    (":pessoas", "quem há, e quem tem mensagens por ler"),
    (":passa 2h", "o relógio avança (30m, 2h, 3 dias, 1 semana) e o que vence no caminho acontece"),
    (":agora 24/11 07:30", "o relógio vai para esse momento; sozinho, diz que horas são"),
    (":arquivo caminho legenda", "manda um arquivo, com a legenda que você escreveria"),
    (":sair", "encerra (ou Ctrl-D)"),
)


class Desk:
    """The state of the terminal: the persona, the buttons on the screen, the unread messages of others."""

    def __init__(self, app: App, screen: Screen, simulation: Simulation | None) -> None:
        self._app = app
        self._screen = screen
        self.console = Console(app, self._shown, simulation)
        self.persona = ""
        self.unread: dict[str, list[dict[str, Any]]] = {}
        self.codes: dict[str, None] = {}  # record numbers seen, oldest first
        self._arrived: Counter[str] = Counter()  # for others, since the last line
        self._offered: list[str] = []  # the lines behind the numbers on the screen
        self._numbers_are_old = True
        self._line = 0
        self._names: dict[str, str] = {}
        self._leaving = False
        self._meta: dict[str, Callable[[str], None]] = {
            "sou": self._become,
            "pessoas": self._list_people,
            "passa": self._pass,
            "agora": self._set_clock,
            "arquivo": self._send_file,
            "ajuda": self._help,
            "sair": self._leave,
        }

    # --- what the loop calls ---------------------------------------------------------------------------------

    def enter(self, line: str) -> bool:
        """Handle one typed line and all it causes; False when the person wants to leave."""
        self._line += 1
        self._numbers_are_old = True
        text = line.strip()
        try:
            if text.startswith(":"):
                self._obey_meta(text[1:])
            elif text:
                self._say(text)
            else:
                self.console.catch_up()
        except Misread as reason:
            self._screen.note(_sentence(str(reason)))
        except OSError:
            raise
        except Exception as error:  # a fault of ours, most likely in a job: the conversation goes on
            log.error("line %s failed", self._line, exc_info=error)
            self._screen.note(_sentence(FAILED.format(type(error).__name__)))
        self._tell_arrivals()
        self._screen.end_of_turn()
        return not self._leaving and not self.console.closed

    def open(self, person: str) -> None:
        """Deliver what an earlier session left, and speak as `person` (empty: as the chefia de gabinete)."""
        with transaction(self._app.engine) as session:
            found = people.by_handle(session, person.removeprefix("@")) if person else _chief(session)
            self.persona = found.handle if found else person
        self.console.open()

    def finish(self) -> None:
        """Deliver the messages still due at the end of the input."""
        self.console.catch_up()
        self.console.deliver()
        self._tell_arrivals()
        if not self.console.moves_time:  # on a real database messages delivered here show nowhere else
            self._show_unread()

    def present(self) -> datetime:
        """The time on this terminal's clock, also between two lines."""
        clock = self._app.clock
        return clock.flowed() if isinstance(clock, FrozenClock) else clock()

    @property
    def here(self) -> str:
        """The persona in full, for the greeting and the toolbar."""
        return self.name_of(self.persona) if self.persona else "ninguém"

    def name_of(self, address: str) -> str:
        """The name of the person at an address of the terminal; the address itself where there is none."""
        if address not in self._names:
            with transaction(self._app.engine) as session:
                person = people.at_address(session, NAME, address) or people.by_handle(session, address)
                self._names[address] = person.name if person else address
        return self._names[address]

    def unread_of_others(self) -> int:
        return sum(len(messages) for messages in self.unread.values())

    # --- what people type ------------------------------------------------------------------------------------

    def _say(self, text: str) -> None:
        if not self.persona:
            raise Misread("diga antes quem é você, por exemplo :sou ana (:pessoas mostra quem há)")
        verb = "text"
        if text.isascii() and text.isdecimal() and 0 < int(text[:4]) <= len(self._offered) and len(text) < 5:
            verb, text = "press", self._offered[int(text) - 1]
            self._screen.note(f"→ {text}")
        self.console.say({"as": self.persona, verb: text}, self._line)

    def _obey_meta(self, text: str) -> None:
        name, _, rest = text.partition(" ")
        known = self._meta.get(fold(name))
        if known is None:
            raise Misread(f"não conheço :{clip(name, 20)}. Escreva :ajuda para ver o que há")
        self.console.catch_up()
        known(rest.strip())

    def _become(self, text: str) -> None:
        with transaction(self._app.engine) as session:
            found = _person(session, text)
        self.persona = found.handle
        self._offered = []
        self._screen.note(f"Agora você é {found.name}{', ' + found.cargo if found.cargo else ''}.")
        for message in self.unread.pop(self.persona, []):
            self._show(message)

    def _list_people(self, _text: str) -> None:
        with transaction(self._app.engine) as session:
            found = people.named(session, "", limit=200)
        rows = [
            (p.handle, p.name, p.cargo or p.role, p.orgao.sigla if p.orgao else "", str(self._waiting(p.handle) or ""))
            for p in found
        ]
        self._screen.table(("usuário", "nome", "cargo", "órgão", "por ler"), rows)

    def _pass(self, text: str) -> None:
        step = typed.span(text)
        if step is None:
            raise Misread("quanto tempo passa? Exemplos: :passa 30m, :passa 2h, :passa 3 dias")
        self.console.advance(step)
        self._tell_time()

    def _set_clock(self, text: str) -> None:
        if text:
            moment = typed.moment(text, self.console.now)
            if moment is None:
                raise Misread(
                    f"não entendi o momento {clip(text, 30)}. Exemplos: :agora 2026-11-24 07:30, :agora 07:30"
                )
            self.console.set_clock(moment)
        self._tell_time()

    def _send_file(self, text: str) -> None:
        if not self.persona:
            raise Misread("diga antes quem é você, por exemplo :sou ana")
        path, caption = _path_and_caption(text)
        if not path:
            raise Misread("qual arquivo? Exemplo: :arquivo relatorio.pdf anexar T-1")
        self.console.say(
            {"as": self.persona, "file": existing_file(str(Path(path).expanduser())), "text": caption}, self._line
        )

    def _help(self, _text: str) -> None:
        self._screen.table(("no terminal", ""), META_HELP)
        self._screen.note("Escreva ajuda (sem os dois-pontos) para ver o que o bot faz; um número aperta o botão.")

    def _leave(self, _text: str) -> None:
        self._leaving = True
        self.finish()
        self._screen.note("Até logo.")

    # --- what is shown ---------------------------------------------------------------------------------------

    def _show_unread(self) -> None:
        """Show the unread messages that arrived here for others."""
        for address in list(self.unread):
            for message in self.unread.pop(address):
                self._show(message)

    def _shown(self, message: dict[str, Any]) -> None:
        """Take a delivered message: show it if it is an answer, keep it if it is for another persona."""
        message = {**message, "at": self.console.now}
        if "reply_to" in message or message["to"] == self.persona:
            self._show(message)
        else:
            self.unread.setdefault(message["to"], []).append(message)
            self._arrived[message["to"]] += 1

    def _show(self, message: dict[str, Any]) -> None:
        for code in _CODE.findall(message["text"]):
            self.codes.pop(code, None)
            self.codes[code] = None
        for code in list(self.codes)[:-_MOST_CODES]:
            del self.codes[code]
        stamp = "" if "reply_to" in message else self._stamp(message)
        files = tuple((file["name"], file["path"]) for file in message["files"])
        self._screen.message(Shown(message["text"], self._numbered(message), files, stamp))

    def _numbered(self, message: dict[str, Any]) -> tuple[tuple[int, str], ...]:
        """Number the buttons of a message: from 1 after each typed line, and on through all its messages."""
        buttons = choices_of(message)
        if self._numbers_are_old and (buttons or message["form"]):
            self._offered, self._numbers_are_old = [], False
        first = len(self._offered) + 1
        self._offered += [button["line"] for button in buttons]
        return tuple((first + place, button["label"]) for place, button in enumerate(buttons))

    def _stamp(self, message: dict[str, Any]) -> str:
        with moments.read_on(self.console.now):
            when = moments.short_text(message["at"])
        return when if message["to"] == self.persona else f"{when}, para {self.name_of(message['to'])}"

    def _tell_time(self) -> None:
        self._screen.note(f"Agora: {moments.moment_text(self.console.now)}.")

    def _tell_arrivals(self) -> None:
        arrived, self._arrived = self._arrived, Counter()
        for address in [address for address in arrived if address == self.persona]:
            del arrived[address]
        if len(arrived) > _MOST_NAMED:
            names = ", ".join(self.name_of(address) for address in list(arrived)[:_MOST_NAMED])
            more = len(arrived) - _MOST_NAMED
            self._screen.note(f"✉ {names} e mais {more} receberam mensagens — :pessoas mostra quem")
            return
        for address, count in arrived.items():
            messages = "1 mensagem" if count == 1 else f"{count} mensagens"
            self._screen.note(f"✉ {self.name_of(address)} recebeu {messages} — :sou {address} para ler")

    def _waiting(self, address: str) -> int:
        return len(self.unread.get(address, []))


def _sentence(text: str) -> str:
    """A reason as a sentence: with a capital letter and a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", ")")) else ".")


def _chief(session: Any) -> Person | None:
    return next(iter(people.with_role(session, Role.CHEFIA)), None)


def _person(session: Any, text: str) -> Person:
    """The person with that user name, or with those words in the name. Raises Misread."""
    words = text.removeprefix("@")
    if not words.strip():
        raise Misread("quem é você? Exemplo: :sou ana (:pessoas mostra quem há)")
    exact = people.by_handle(session, words)
    found = [exact] if exact else people.named(session, words)
    if not found:
        raise Misread(f"não conheço {clip(words, 30)}. Veja quem há: :pessoas")
    if len(found) > 1:
        raise Misread("qual deles? " + ", ".join(f":sou {person.handle} ({person.name})" for person in found))
    return found[0]


def _path_and_caption(text: str) -> tuple[str, str]:
    """The path (the first word, or in quotes where it has spaces) and the caption."""
    for quote in "\"'":
        if text.startswith(quote) and quote in text[1:]:
            path, _, caption = text[1:].partition(quote)
            return path, caption.strip()
    path, _, caption = text.partition(" ")
    return path, caption.strip()
