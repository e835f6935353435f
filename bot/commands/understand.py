"""understand: what the bot makes of each line, without effects."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from bot.app import App
    from handlers.base import Request
    from handlers.questions import Held
    from handlers.understanding import Context, Understood

_KNOWN = ("reply_to", "last_message_about", "bot_asked")  # from where a line may be said
_MOST_HOUSES = 8  # demonstrations kept, each seeded at another moment


def register(commands: Subparsers) -> None:
    parser = add(commands, "understand", _understand, "diz o que o bot entende de cada linha, sem fazer nada")
    parser.add_argument("--json", action="store_true", help="um objeto JSON por linha, nos dois sentidos")
    parser.add_argument("--demo", action="store_true", help="no município inventado, em vez do banco configurado")
    parser.add_argument("--as", dest="person", default="ana", help="quem fala, onde a linha não diz")


def _understand(options: argparse.Namespace) -> int:
    failed = 0
    with ExitStack() as stack:
        houses = _Houses(stack, demo=options.demo)
        for raw in sys.stdin.buffer:
            text = raw.decode("utf-8", errors="replace").strip()
            if not text:
                continue
            try:
                asked = _asked(text, options.person)
            except ValueError as error:
                failed = 1
                _say({"error": str(error)}, as_json=options.json)
                continue
            _say(answer(houses.at(asked["now"]), asked), as_json=options.json)
    return failed


class _Houses:
    """The house that is spoken to: the configured one, or a demonstration seeded at the moment of the line."""

    def __init__(self, stack: ExitStack, *, demo: bool) -> None:
        self._stack, self._demo = stack, demo
        self._known: dict[datetime | None, App] = {}

    def at(self, now: datetime | None) -> "App":
        key = now if self._demo else None
        if key not in self._known:
            if len(self._known) >= _MOST_HOUSES:
                self._known.pop(next(iter(self._known))).engine.dispose()
            self._known[key] = self._stack.enter_context(demo_house(now)) if self._demo else _configured()
        return self._known[key]


def _configured() -> "App":
    from bot.app import build
    from bot.settings import Settings

    return build(Settings())


@contextmanager
def demo_house(now: datetime | None) -> "Iterator[App]":
    from bot import schema
    from bot.app import build, wall_clock
    from bot.demo import seed
    from bot.settings import Settings
    from bot.simulation import FrozenClock

    with tempfile.TemporaryDirectory(prefix="gabinete-") as folder:
        clock = FrozenClock(now or wall_clock())
        url = f"sqlite:///{Path(folder) / 'demo.db'}"
        app = build(Settings(database_url=url, anchor_file=Path(folder, "ancoras.txt")), clock=clock)
        try:
            schema.create(app.engine)
            seed.sow(app, clock)
            yield app
        finally:
            app.engine.dispose()


def _asked(text: str, person: str) -> dict[str, Any]:
    """The line, who says it, when and after what. Raises ValueError."""
    from models import moments

    if not text.startswith("{"):
        return {"as": person, "text": text, "now": None, "context": {}}
    try:
        asked = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("a linha não é um objeto JSON") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise ValueError("falta text")
    now = None
    if asked.get("now") is not None:
        try:
            now = datetime.fromisoformat(str(asked["now"]))
        except ValueError:
            raise ValueError("now não é um instante; exemplo: 2026-11-23T09:00:00-03:00") from None
        now = now.replace(tzinfo=moments.zone()) if now.tzinfo is None else moments.local(now)
    context = asked.get("context") or {}
    if not isinstance(context, dict):
        raise ValueError("context não é um objeto")
    return {"as": str(asked.get("as", person)), "text": asked["text"], "now": now, "context": context}


def answer(app: "App", asked: dict[str, Any]) -> dict[str, Any]:
    from bot.transactions import transaction
    from handlers.base import Request
    from handlers.understanding import Context
    from models.people import by_handle
    from models.texts import MAX_TEXT, clean

    with transaction(app.engine, "console") as session, session.begin_nested() as untouched:
        try:
            person = by_handle(session, asked["as"].removeprefix("@"))
            if person is None:
                return {"error": f"não conheço {asked['as']}"}
            line = clean(asked["text"])[:MAX_TEXT].removeprefix("/").strip()
            now = asked["now"] or app.clock()
            request = Request(session, person, now, line=line, text=line, address=person.handle)
            said = {name: str(value) for name, value in asked["context"].items() if name in _KNOWN and value}
            asked_for = said.pop("bot_asked", "")
            found = _rehearsed(request, _meaning(request, Context(**said), asked_for))
            return {"does": found.does, "asks": list(found.asks), "says": found.says, "sure": found.sure}
        finally:
            untouched.rollback()


def _meaning(request: "Request", context: "Context", asked_for: str) -> "Understood":
    """What is made of a line; of one that answers a question, the held line that it completes."""
    from handlers import questions
    from handlers.base import Refusal
    from handlers.understanding import Understood, understand

    held = _held(request, asked_for) if asked_for else None
    if held is None:
        return understand(request, context)
    if questions.is_enough(request.line):
        return Understood(says=questions.STOPPED, sure=True)
    try:
        answered = questions.answer(request, held)
    except Refusal as refusal:
        return Understood(asks=tuple(button.line for button in refusal.buttons), says=refusal.sentence)
    return Understood(does=answered[0], sure=True) if answered else understand(request, context)


def _held(request: "Request", line: str) -> "Held | None":
    """The question that the bot asks when this line is typed; None where it asks nothing."""
    from dataclasses import replace

    from handlers import conversation, questions
    from handlers.base import Refusal
    from models import conversations

    where = (request.channel, request.address)
    savepoint = request.session.begin_nested()
    try:
        conversation.answer(replace(request, line="", text=line))
    except Refusal as refusal:
        savepoint.rollback()
        conversation.note_refusal(request.session, request.person, refusal, *where, request.now)
        request.session.flush()
        held = questions.held(conversations.current(request.session, *where), request.now)
        conversations.forget(request.session, *where)
        return held
    savepoint.rollback()
    return None


def _rehearsed(request: "Request", found: "Understood") -> "Understood":
    """What would come of the line: a missing piece makes it a question that holds the line, a refusal is said.

    The bare name of a command was understood, whatever the house has for it now.
    """
    from dataclasses import replace

    from handlers import conversation
    from handlers.base import Question, Refusal, match
    from handlers.understanding import only_reads

    if found.does is None or only_reads(found.does):
        return found
    savepoint = request.session.begin_nested()
    try:
        conversation.answer(replace(request, line="", text=found.does))
    except Refusal as refusal:
        is_bare = bool((known := match(found.does))[0]) and not known[1]
        if is_bare and not isinstance(refusal, Question):
            return found
        held = (found.does,) if isinstance(refusal, Question) else ()
        lines = (*held, *(button.line for button in refusal.buttons))
        return replace(found, does=None, asks=lines, says=refusal.sentence, sure=False)
    finally:
        savepoint.rollback()
    return found


def _say(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(answer, ensure_ascii=False), flush=True)
        return
    if "error" in answer:
        print(answer["error"], file=sys.stderr)
        return
    parts = [f"faz: {answer['does']}"] if answer["does"] else []
    parts += [f"diz: {answer['says']}"] if answer["says"] else []
    parts += [f"oferece: {line}" for line in answer["asks"]]
    print("\n".join(parts) or "não entendi", flush=True)
