"""The prompt of the terminal: history, completion of commands, people and numbers, and a toolbar."""

from collections.abc import Iterable, Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style
from sqlalchemy import select

from bot.app import App
from bot.terminal.desk import META_HELP, Desk
from bot.transactions import transaction
from handlers.base import commands
from models import moments
from models.people import Orgao, Person
from models.texts import fold

_STYLE = Style.from_dict(
    {
        "who": "ansicyan bold",
        "bottom-toolbar": "noreverse bg:#1f2a36 #c8d3df",
        "bottom-toolbar.strong": "bold #ffffff",
        "bottom-toolbar.mail": "bold #ffd75f",
    }
)


class Prompt:
    """Asks for one line at a time. Raises KeyboardInterrupt and EOFError as the keys Ctrl-C and Ctrl-D."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._desk = desk
        self._session: PromptSession[str] = PromptSession(
            history=InMemoryHistory(),  # what is typed may be confidential: it is not kept in a file
            completer=_Words(app, desk),
            complete_while_typing=True,
            key_bindings=_keys(),
            bottom_toolbar=self._toolbar,
            refresh_interval=5,
            style=_STYLE,
            reserve_space_for_menu=6,
        )

    def ask(self) -> str:
        who = self._desk.persona or "?"
        further = "... ".rjust(len(who) + 2)
        return self._session.prompt(
            FormattedText([("class:who", who), ("", "> ")]),
            prompt_continuation=lambda _width, _number, wrapped: " " * len(further) if wrapped else further,
        )

    def _toolbar(self) -> FormattedText:
        now = moments.local(self._desk.present())
        when = f"{moments.day_text(now.date())}, {moments.hour_text(now)}"
        parts = [("class:bottom-toolbar.strong", f" {self._desk.here}"), ("", f"  ·  {when}")]
        waiting = self._desk.unread_of_others()
        if waiting:
            parts.append(("class:bottom-toolbar.mail", f"  ·  ✉ {waiting} por ler de outras pessoas"))
        return FormattedText([*parts, ("", "  ·  :ajuda ")])


def _keys() -> KeyBindings:
    """The key bindings: Enter sends; Alt-Enter begins a further line."""
    keys = KeyBindings()

    @keys.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


class _Words(Completer):
    """The completions: commands at the start, @people and órgãos anywhere, numbers of records already seen."""

    def __init__(self, app: App, desk: Desk) -> None:
        self._app, self._desk = app, desk
        self._commands = sorted({command.name for command in commands()})
        self._people: dict[str, str] = {}

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        word = document.get_word_before_cursor(WORD=True)
        if before.startswith(":") and " " not in before:
            yield from _starting(before, ((text.split()[0], help_text) for text, help_text in META_HELP))
        elif word.startswith("@") or before.startswith(":sou "):
            at = "@" if word.startswith("@") else ""
            yield from _starting(word, ((at + handle, name) for handle, name in self._everyone().items()))
        elif "\n" not in before and len(before) >= 2 and not before[:1].isdigit():
            yield from _starting(before, ((name + " ", "") for name in self._commands if fold(name) != fold(before)))
        if len(word) >= 2 and before != word:
            yield from _starting(word, ((code, "") for code in reversed(self._desk.codes)))

    def _everyone(self) -> dict[str, str]:
        """User names and siglas, read once."""
        if not self._people:
            with transaction(self._app.engine) as session:
                rows = session.execute(select(Person.handle, Person.name).where(Person.active).order_by(Person.handle))
                self._people = {row.handle: row.name for row in rows}
                orgaos = session.execute(select(Orgao.sigla, Orgao.name).order_by(Orgao.sigla))
                self._people |= {sigla.lower(): name for sigla, name in orgaos} | {"todos": "todos os titulares"}
        return self._people


def _starting(typed: str, words: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    for word, meaning in words:
        if fold(word).startswith(fold(typed)):
            yield Completion(word, start_position=-len(typed), display_meta=meaning)
