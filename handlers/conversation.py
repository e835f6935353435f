"""From what a person wrote to the one command that answers it: names, numbers, and help when nothing fits."""

import re
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher

from sqlalchemy.orm import Session

from handlers import forms, likely, questions, spreadsheets, understanding
from handlers import help as helping
from handlers.base import Answer, Button, Command, Question, Refusal, Reply, Request, match, nearest
from handlers.reading import kept, numbers
from handlers.reading.records import NotFound, keep_files, of_number
from handlers.understanding import Context, Understood, talk
from handlers.wording import addresses as wording
from handlers.wording import attachments as files
from handlers.wording import records as cards
from handlers.wording import silence
from handlers.wording.examples import Familiar
from models import (
    addresses,
    attachments_kept,
    audit,
    conversations,
    holding,
    lookups,
    mentions,
    moments,
    personal_data,
    silencing,
    subjects,
)
from models.conversations import Conversation
from models.people import Person, WrongCode
from models.records import Record
from models.texts import MAX_TEXT, clip, fold, listed

_LONGEST = 4  # words of a command
_BULLET = re.compile(r"(?>\d{1,3}\s?[.ºª°–—-]+\s+|\(?(?:\d{1,3}|[^\W\d])\)\s*|\d\ufe0f?\u20e3\s*|[^\w@#]+)++(?=\w)")
_QUOTES = {"“": "”", "‘": "’", "«": "»", "(": ")", "[": "]"} | {mark: mark for mark in "\"'*_`"}
_ENTER = ("entrar", "start")
_BEGIN = "start"  # what an application writes for a person who opens the conversation
_MOST_IN_FORM = 2 * MAX_TEXT  # characters of all its fields together
_MOST_OFFERED = 4
_LONGEST_LABEL = 40  # characters of a button


def answer(request: Request) -> Reply:
    """Answer one line, form or file of a known person."""
    holding.noted(request.session)  # of a request before, in the same session
    reply = _answered(request)
    waiting = silencing.new_of(request.session, request.person, request.now)
    if not waiting:
        return reply
    line, buttons = silence.waits(waiting)
    return replace(reply, text=f"{reply.text}\n{line}", buttons=(*reply.buttons, *buttons))


def _answered(request: Request) -> Reply:
    _check_size(request)
    called_by_name = request.text.startswith("/")
    request.line = request.text = request.text.removeprefix("/").strip()
    if called_by_name and fold(request.line) == _BEGIN:
        return helping.welcome(request)
    opened = conversations.current(request.session, request.channel, request.address)
    if request.form:
        forms.hand_in(request, opened)
        return _run(request, match(request.line)[0], "")
    if opened is None or opened.wants is not None:
        return _line_or_answer(request, None if called_by_name else questions.held(opened, request.now))
    if not request.line and (request.files or request.words):
        return forms.kept_meanwhile(request, opened)
    if not called_by_name and forms.takes(request, opened):
        return _form_answered(request, opened)
    return _line_or_answer(request, None)


def _form_answered(request: Request, half: Conversation) -> Reply:
    """The next question of a form; or, of a whole or stopped one, the answer, and then what waited behind it."""
    if forms.is_stopped(request, half):
        return _back_to(request, Reply(questions.STOPPED), questions.stop(request))
    if (asked := forms.next_question(request, half)) is not None:
        return asked
    whole, opened = half.answers, questions.stop(request)
    try:
        reply = _run(request, match(request.line)[0], "")
    except Refusal as refusal:
        forms.leave_open(request.line, whole, refusal)
        raise
    return _back_to(request, reply, opened)


def stranger(session: Session, channel: str, address: str, text: str, now: datetime) -> Reply | None:
    """The answer to a code typed by somebody not enrolled; None for any other line."""
    words = text.removeprefix("/").split()
    if len(words) != 2 or fold(words[0]) not in _ENTER:
        waits = addresses.waiting_at(session, channel, address, now)
        return wording.entrance_waits(waits) if waits is not None else None
    entered = addresses.enter(session, words[1], channel, address, now=now)
    if entered is None:
        return Reply(WrongCode().sentence)
    person = entered.person
    if entered.waits is not None:
        return wording.entrance_waits(entered.waits)
    return Reply(
        f"Olá, {person.first_name}. Você entrou como {person.cargo or person.role}. Comece pela sua pauta do dia.",
        (Button("Minha pauta", "pauta"), Button("Ajuda", "ajuda")),
    )


def note_refusal(session: Session, person: Person, refusal: Refusal, channel: str, address: str, now: datetime) -> None:
    """Keep what must outlive the rollback of a refused request: a number asked for, files, a question that waits."""
    if isinstance(refusal, NotFound):
        lookups.missed(session, refusal.asked, by=person, now=now)
    if refusal.half is not None and (opened := conversations.current(session, channel, address)) is not None:
        opened.answers, opened.asked_at = refusal.half, now
        return
    waits = kept.keep_refused(session, person, refusal, now) if refusal.brought is not None else refusal
    if waits.line:
        questions.hold(session, channel, address, waits, now)


def _check_size(request: Request) -> None:
    longest = max([len(request.text), *(len(value) for value in request.form.values())])
    if longest > MAX_TEXT:
        raise forms.too_long(longest)
    if (total := sum(len(value) for value in request.form.values())) > _MOST_IN_FORM:
        raise forms.too_long(total, _MOST_IN_FORM)


# --- a line --------------------------------------------------------------------------------------------------


def _line_or_answer(request: Request, held: questions.Held | None) -> Reply:
    """A line, or the answer to what was asked. A refusal that asks leaves with the request and the likely answers."""
    if held is not None and questions.is_enough(request.line):
        return _back_to(request, Reply(questions.STOPPED), questions.stop(request))
    try:
        reply, answered = _said(request, held)
        if held is not None:
            reply = _back_to(request, reply, questions.settle(request, held, answered, request.line))
        return _with_what_came(request, reply)
    except Refusal as refusal:
        if request.in_private:
            refusal.brought = refusal.brought or (None if request.taken else kept.brought(request))
            refusal.line = refusal.line or request.line
            refusal.buttons = refusal.buttons or likely.answers(request, refusal)
        raise


def _said(request: Request, held: questions.Held | None) -> tuple[Reply, questions.Held | None]:
    """The reply to a line, and the question it answered. What is refused as an answer may be a request of its own."""
    if held is None:
        return _line(request), None
    typed = request.line
    try:
        return _as_answer(request, held)
    except Question as question:
        if not questions.is_no_answer(request, typed, held, question):
            raise
    request.line = request.text = typed
    request.record = None
    return _line(request, held), None


def _as_answer(request: Request, held: questions.Held) -> tuple[Reply, questions.Held | None]:
    """The reply to the held line that this one completes, undone where it is refused; else to the line itself."""
    completed = questions.answer(request, held)
    if completed is None:
        return _line(request, held), None
    request.line = request.text = completed[0]
    try:
        with request.session.begin_nested():
            return _line(request, held), completed[1]
    except Refusal as refusal:
        refusal.answers = refusal.answers or completed[1].line
        raise


def _back_to(request: Request, reply: Reply, opened: Conversation | None) -> Reply:
    """The reply, and after it the question that waited meanwhile."""
    if opened is None:
        return reply
    if opened.wants is None:
        asked = forms.asked_again(request, opened)
    else:
        offers = tuple(Button(label, line) for label, line in opened.answers["offers"].items())
        asked = Reply(opened.answers.get("asked", ""), offers)
    if asked is None or not asked.text:
        return reply
    text, buttons = f"{reply.text}\nVoltando: {asked.text}", (*reply.buttons, *asked.buttons)
    return replace(reply, text=text, buttons=buttons, form=reply.form or asked.form, asks=True)


def _with_what_came(request: Request, reply: Reply) -> Reply:
    """The reply; with the question where the files and words belong that came with a line that has no use for them."""
    waits = bool(request.files or request.words) and not request.taken
    if request.kept and not waits:
        attachments_kept.place(request.session, request.kept, request.now)
    if request.kept or not waits:
        return reply
    asked = kept.where(replace(request, line=""), _context(request).record)
    note_refusal(request.session, request.person, asked, request.channel, request.address, request.now)
    return replace(reply, text=f"{reply.text}\n{asked.sentence}", buttons=(*reply.buttons, *asked.buttons))


def _line(request: Request, held: questions.Held | None = None) -> Reply:
    kept.bring(request)
    if not request.line:
        return _nothing_written(request, held)
    found, rest = match(request.line)
    if not found:
        bare = _without_bullet(request.line)
        found, rest = match(bare)
        request.line = bare if found else request.line
    number = numbers.read(request.line, moments.today(request.now).year)
    if number is not None and not request.line[number.end :].strip() and (number.named or not found):
        return _run(request, *match(f"ver {request.line}"))
    meant = None if request.form or (request.files and found) else understanding.beyond_registry(request, _context)
    if meant is not None and meant.does is None and (request.files or meant.why == understanding.PASTED):
        raise _somebody_elses(request)
    if meant is not None and (meant.is_meant or not found):
        return _understood(request, meant)
    if not found:
        raise _unknown(request, _nearest(request))
    return _run(request, found, rest)


def _somebody_elses(request: Request) -> Question:
    """The question what to do with words that are no request, or that are those of somebody else."""
    said = files.caption if request.files else files.quotation
    request.words = request.words or said(request.line)
    return kept.where(request, _context(request).record)


def _context(request: Request) -> Context:
    """From where the line was said: the message it quotes, and the last one about a record."""
    last = mentions.said_to(request.session, request.channel, request.address, since=request.now)
    return Context(reply_to=request.quoted, last_message_about=last)


def _understood(request: Request, meant: Understood) -> Reply:
    """Run the line that is meant as if typed, with the words kept beside it; or offer lines; or answer.

    A line that still lacks a piece is among those offered: what it lacks is asked when it is pressed.
    """
    if meant.says == talk.HELLO:
        return helping.welcome(request)
    if meant.does is None:
        is_asked = request.line.endswith("?")
        is_guess = not meant.is_meant or meant.is_respelt
        near = _nearest(request) if is_guess else []
        if near or (is_guess and not (meant.asks or is_asked)):
            raise _unknown(request, near)
        plain = {line: _without_this_year(line, request.now) for line in meant.asks}
        shown = "".join(f"\n• {said}" for said in plain.values() if not meant.sure)
        buttons = [Button(clip(said, _LONGEST_LABEL), line) for line, said in plain.items()]
        if meant.sure:
            return Reply(f"{meant.says}{shown}", tuple(buttons))
        raise Refusal(f"{meant.says}{shown}", buttons)
    words, request.line = request.line, meant.does
    reply = _run(request, *match(request.line))
    if understanding.only_reads(meant.does):
        return reply
    record_id = request.record.id if request.record else None
    text = f"“{clip(words, MAX_TEXT // 4)}” entendido como: {meant.does}"
    audit.write(request.session, "entendimento", by=request.person, now=request.now, record_id=record_id, text=text)
    return replace(reply, text=f"Entendi: {_without_this_year(meant.does, request.now)}\n{reply.text}")


def _without_this_year(line: str, now: datetime) -> str:
    """A line as it is shown: days of this year without it."""
    return re.sub(rf"(?<!\d)(\d\d/\d\d)/{moments.today(now).year}(?!\d)", r"\1", line)


def _run(request: Request, found: list[Command], rest: str) -> Reply:
    allowed = [command for command in found if command.allows(request.standing)]
    if not request.in_private and any(command.private for command in allowed):
        raise Refusal("Isso se faz em particular. Escreva-me numa conversa direta.")
    if not allowed:
        raise Refusal(f"Esse pedido cabe {found[0].belongs_to}.")
    year = moments.today(request.now).year
    number = numbers.read(rest, year) if any(command.about for command in allowed) else None
    if number is not None:
        try:
            request.record = of_number(request, number)
        except NotFound:  # of a number that is not here it may be the arrival
            if not any(not each.about and each.fits is not None and each.fits(request, rest) for each in allowed):
                raise
        else:
            return _run_on_record(request, request.record, allowed, rest[number.end :].strip())
    plain = [command for command in allowed if not command.about or command.number_optional]
    if not plain:
        raise _which(request, allowed)
    request.text = rest
    usual = next((each for each in plain if each.fits is None), plain[0])
    meant = next((each for each in plain if each.fits is not None and each.fits(request, rest)), usual)
    if meant.form is not None and not rest and not request.form and not request.files:
        return forms.opened(request, meant.form)
    return spreadsheets.handed_over(request, meant.handler(request))


def _run_on_record(request: Request, record: Record, found: list[Command], rest: str) -> Reply:
    request.text = rest
    fitting = [command for command in found if command.works_on(record) and _holds(request, command)]
    # What holds only now goes first, then what is of this kind of record, before what is of any.
    fitting.sort(key=lambda command: (command.when is None, "*" in command.about))
    if not fitting:
        usual = next((each for each in found if each.when is None), found[0])
        raise _does_not_fit(request, usual, record)
    reply = fitting[0].handler(request)
    personal_data.note(request.session, record, by=request.person, now=request.now)
    if request.taken or not (request.files or (request.words and not understanding.only_reads(request.line))):
        return reply
    names = ", ".join(each.name for each in keep_files(request, record))
    if not names:
        return reply
    return replace(reply, text=f"{reply.text}\nGuardei em {record.code}: {names}.")


def _holds(request: Request, command: Command) -> bool:
    return command.when is None or command.when(request)


def _which(request: Request, found: list[Command]) -> Question:
    typed = fold(request.line)
    command = next((each for each in found if typed.startswith(fold(each.name))), found[0])
    own = Familiar(request).numbers(command)
    asked = f"{command.name.capitalize()} qual?" if command.name.endswith("r") else "De qual registro?"
    sentence = f"{asked} Escreva o número, assim: {command.usage}"
    rest = match(request.line)[1]
    buttons = [Button(code, f"{command.name} {code} {rest}".strip()) for code in own[:_MOST_OFFERED]]
    return Question(sentence, Answer.NUMBER, buttons or [Button("Minha pauta", "pauta")])


def _does_not_fit(request: Request, command: Command, record: Record) -> Refusal:
    kinds = [subjects.of_kind(kind) for kind in command.about]
    fitting = listed([each.heading.lower() for each in kinds if each])
    own = subjects.of_kind(record.kind)
    is_one = f"um{'a' if own.feminine else ''} {own.one}" if own else "outra coisa"
    sentence = f"{record.code} é {is_one}, e “{command.name}” é para {fitting}. O que deseja?"
    return Refusal(sentence, cards.card(request, record).buttons)


def _nearest(request: Request) -> list[str]:
    return nearest(_without_bullet(request.line), request.standing)


def _unknown(request: Request, names: list[str]) -> Refusal:
    line = _without_bullet(request.line)
    if not names:
        return Refusal(
            "Não entendi. Escreva ajuda para ver o que se pode pedir.",
            [Button("Ajuda", "ajuda"), Button("Minha pauta", "pauta")],
        )
    buttons = [Button(name, _with_name(line, name)) for name in names]
    return Refusal("Não conheço esse pedido. Você quis dizer:", buttons)


def _with_name(line: str, name: str) -> str:
    """The line again, with the name of the command in the place of the first words that are most like it."""
    words = line.split(" ")
    count = max(range(1, min(len(words), _LONGEST) + 1), key=lambda n: _likeness(" ".join(words[:n]), name))
    return " ".join([name, *words[count:]])


def _likeness(words: str, name: str) -> float:
    return SequenceMatcher(None, fold(words), fold(name)).ratio()


def _without_bullet(line: str) -> str:
    """The line without what lists and quotations put before a request: "•", "1)", "“", an emoji."""
    found = _BULLET.match(line)
    rest = line[found.end() :].strip() if found else line
    quoted = found is not None and _QUOTES.get(found.group().strip()[-1:]) == rest[-1:]
    return (rest[:-1].rstrip() if quoted else rest) or line


def _nothing_written(request: Request, held: questions.Held | None) -> Reply:
    if not request.files and not request.words:
        return helping.welcome(request)
    if request.files and request.quoted and not request.words:
        request.line = f"anexar {request.quoted}"
        return _run(request, *match(request.line))
    if held is not None and held.wants is Answer.FILE and request.files:
        request.line = held.line
        return _run(request, *match(request.line))
    if held is not None and held.is_fresh and request.files and not request.words:
        kept.join(request, held.files)
    raise kept.where(request, _context(request).record)
