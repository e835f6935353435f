"""Forms: asked field by field at a door of lines, or handed in whole; a half-answered one outlives a restart."""

from dataclasses import replace
from typing import Any

from handlers import likely, questions
from handlers.base import Button, Field, Form, Refusal, Reply, Request, commands, match
from handlers.reading import fields, kept
from handlers.reading.fields import SKIP
from handlers.wording import attachments as files
from models import attachments_kept, conversations
from models.conversations import Conversation
from models.texts import MAX_TEXT, fold

_WHICH = "Qual resposta mudo?"
_QUOTED = 3  # letters of an answer that a sentence repeats


def opened(request: Request, form: Form, given: dict[str, str] | None = None) -> Reply:
    """The form itself where the door can show it, or else its first question; `given`: texts that are known."""
    if request.takes_forms:
        return Reply(f"Preencha o formulário: {form.command}", (Button("Abrir o formulário", form.command),), form=form)
    place = (request.session, request.channel, request.address)
    behind = questions.behind_a_form(conversations.current(*place), request.now)
    answers = {name: {"text": text, "value": text} for name, text in (given or {}).items()}
    conversations.keep(*place, form.command, answers, request.now, before=behind)
    return _question(request, form, next(each for each in form.fields if each.name not in answers))


def takes(request: Request, half: Conversation) -> bool:
    """Whether a line answers a half-answered form, and is no request of its own."""
    form = _of(half.command)
    if form is None:
        return False
    missing = _missing(form, half)
    if not missing:
        return fold(request.line) == questions.STOP or _named(form, request.line) is not None
    asked = missing[0]
    if fold(request.line) in map(fold, asked.choices):  # `ofício` is a command as well
        return True
    if questions.is_own_request(request, request.line, free=asked.kind != "people"):
        return False
    if asked.kind == "text":
        return not (request.line.endswith("?") and questions.is_said_whole(request, request.line))
    return not questions.is_bare_number(request.line) and _can_answer(request, asked)


def is_stopped(request: Request, half: Conversation) -> bool:
    """Whether a line ends a half-answered form; in a text only the word for it does."""
    form = _of(half.command)
    missing = _missing(form, half) if form is not None else []
    is_text = bool(missing) and missing[0].kind == "text"
    return fold(request.line) == questions.STOP or (not is_text and questions.is_enough(request.line))


def _can_answer(request: Request, asked: Field) -> bool:
    """Whether a line reads as the answer; what does not, and is no request either, is asked again."""
    try:
        fields.answer(replace(request), asked)
    except Refusal:
        return not questions.is_said_whole(request, request.line)
    return True


def next_question(request: Request, half: Conversation) -> Reply | None:
    """The question after the answer of this line; None when the form is whole, and its request ready to run."""
    form = _of(half.command)
    assert form is not None
    missing = _missing(form, half)
    if not missing and (changed := _named(form, request.line)) is not None:
        half.answers = {name: each for name, each in half.answers.items() if name != changed.name}
        return _question(request, form, changed)
    value = fields.answer(request, missing[0])
    answers = {**half.answers, missing[0].name: {"text": fields.typed(request.line), "value": fields.kept(value)}}
    half.answers, half.asked_at = answers, request.now
    if len(missing) > 1:
        return _question(request, form, missing[1])
    read = {fold(name): each for name, each in answers.items() if isinstance(each, dict)}
    request.form = {fold(name): each["text"] if isinstance(each, dict) else each for name, each in answers.items()}
    request.values = {name: fields.restored(request, each["value"]) for name, each in read.items()}
    request.line = form.command
    return None


def leave_open(name: str, whole: dict[str, Any], refusal: Refusal) -> None:
    """Make a refusal of a whole form ask for the answer that is to blame; which, where that is not plain."""
    form = _of(name)
    if form is None:
        return
    blamed = _blamed(form, whole, fold(refusal.sentence))
    if blamed is None:
        refusal.half, asked, more = whole, _WHICH, _changes(form, whole)
    else:
        refusal.half = {key: each for key, each in whole.items() if key != blamed.name}
        asked, more = blamed.question, [Button(choice, choice) for choice in blamed.choices]
    if asked not in refusal.sentence:
        refusal.args = (f"{refusal.sentence}\n{asked}",)
    refusal.buttons = (*refusal.buttons, *more, Button("Cancelar", questions.STOP))


def _blamed(form: Form, whole: dict[str, Any], sentence: str) -> Field | None:
    """The one field whose answer, or else whose question or name, the sentence repeats."""
    said = {each.name: fold(_text(whole.get(each.name))) for each in form.fields}
    quoted = [each for each in form.fields if len(said[each.name]) >= _QUOTED and said[each.name] in sentence]
    asked = [each for each in form.fields if fold(each.question) in sentence]
    named = [each for each in form.fields if fold(each.name) in sentence]
    return next((found[0] for found in (asked, quoted, named) if len(found) == 1), None)


def _changes(form: Form, whole: dict[str, Any]) -> list[Button]:
    """The answers that may be given anew."""
    given = [each for each in form.fields if _text(whole.get(each.name)) not in ("", SKIP)]
    return [Button(each.name.capitalize(), each.name) for each in given]


def _text(answer: Any) -> str:
    return str(answer["text"] if isinstance(answer, dict) else answer or "")


def _named(form: Form, line: str) -> Field | None:
    return next((each for each in form.fields if fold(each.name) == fold(line).strip(" .!")), None)


def kept_meanwhile(request: Request, half: Conversation) -> Reply:
    """What came while a form is open is kept, and the form goes on."""
    came = kept.brought(request)
    assert came is not None
    number = attachments_kept.keep(request.session, came, by=request.person, now=request.now)
    said = f"Guardei {files.called(came)[0]}: depois diga de que registro é."
    asked = asked_again(request, half)
    if asked is None:
        return Reply(said, (Button("De que registro?", kept.carried("anexar", number)),))
    return replace(asked, text=f"{said} Veja: guardados\n{asked.text}")


def asked_again(request: Request, half: Conversation) -> Reply | None:
    """The question that a half-answered form waits for; None where there is no such form any more."""
    form = _of(half.command)
    if form is None:
        return None
    missing = _missing(form, half)
    return _question(request, form, missing[0]) if missing else Reply(_WHICH, tuple(_changes(form, half.answers)))


def hand_in(request: Request, opened: Conversation | None) -> None:
    """Make the line of a request of the whole form that it brings."""
    name = request.form.pop("command", "")
    if not match(name)[0]:
        raise Refusal("Não conheço esse formulário. Escreva ajuda para ver o que se pode pedir.")
    request.form = {fold(key): value for key, value in request.form.items()}
    request.line = name
    if opened is not None and opened.wants is None and opened.command == name:
        questions.stop(request)


def wrong_fields(request: Request) -> dict[str, str]:
    """The fields of a form whose answers cannot be read, each with the sentence that says why."""
    form = _of(request.form.get("command", ""))
    wrong: dict[str, str] = {}
    for field in form.fields if form else ():
        request.line = request.text = request.form.get(field.name, "").strip() or SKIP
        try:
            if len(request.text) > MAX_TEXT:
                raise too_long(len(request.text))
            fields.answer(request, field)
        except Refusal as refusal:
            wrong[field.name] = refusal.sentence
    return wrong


def too_long(length: int, most: int = MAX_TEXT) -> Refusal:
    return Refusal(f"O texto tem {length} caracteres e o máximo é {most}. Divida em partes ou mande como arquivo.")


def _missing(form: Form, half: Conversation) -> list[Field]:
    return [field for field in form.fields if field.name not in half.answers]


def _question(request: Request, form: Form, field: Field) -> Reply:
    hint = f"\n(escreva {questions.STOP} para parar" + (")" if field.required else f"; {SKIP}, se não houver)")
    buttons = [*(Button(choice, choice) for choice in field.choices), *likely.of_field(request, field)]
    buttons += [] if field.required else [Button("Pular", SKIP)]
    return Reply(field.question + hint, (*buttons, Button("Cancelar", questions.STOP)), form=form)


def _of(name: str) -> Form | None:
    return next((command.form for command in commands() if command.form and command.form.command == name), None)
