"""Forms as modals, and the values of a modal as the texts that the form's fields read."""

import json
from collections.abc import Sequence
from typing import Any

from bot.channels.slack.escapes import clipped
from bot.splitting import split, utf16_units
from models.texts import fold

FORM = "form"  # the callback_id of our modals
_VALUE = "value"
_HOUR, _ORGAOS = ":hora", ":orgaos"  # second inputs of one field
_LONGEST_TITLE, _LONGEST_LABEL, _LONGEST_OPTION, _MOST_OPTIONS, _LONGEST_TEXT = 24, 150, 75, 100, 3000
_LONG = ("texto", "despacho", "descricao", "motivo", "titulo", "assunto", "mensagem")  # fields of more than one line
Orgaos = Sequence[tuple[str, str]]  # sigla, name
Block = dict[str, Any]


def view(form: dict[str, Any], orgaos: Orgaos, asked: dict[str, Any], quote: str = "") -> Block:
    """The modal of a form. `asked`: values to find again when it is submitted; `quote`: begins its first text."""
    blocks: list[Block] = []
    for field in form["fields"]:
        first = quote if field["kind"] == "text" else ""
        quote = "" if first else quote
        blocks += _blocks(field, orgaos, first)
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": _text(form["command"].capitalize(), _LONGEST_TITLE),
        "submit": _text("Enviar", _LONGEST_TITLE),
        "close": _text("Cancelar", _LONGEST_TITLE),
        "private_metadata": json.dumps({"command": form["command"], **asked}),
        "blocks": blocks,
    }


def asked_in(filled: Block) -> dict[str, Any]:
    """The values given to `view` as `asked`, and the command. Raises ValueError for a view that is not ours."""
    asked = json.loads(filled.get("private_metadata") or "")
    if filled.get("callback_id") != FORM or not isinstance(asked.get("command"), str):
        raise ValueError("no form of ours")
    return dict(asked)


def answers(filled: Block) -> tuple[dict[str, str], dict[str, str]]:
    """The text that a person would have typed, by field; and the people named, by their mention."""
    values: dict[str, list[str]] = {}
    people: dict[str, str] = {}
    for block_id, inputs in filled["state"]["values"].items():
        name, _, second = block_id.partition(":")
        for element in inputs.values():
            said = _said(element, people)
            values.setdefault(name, []).append(_hour(said) if second and f":{second}" == _HOUR else said)
    return {name: " ".join(filter(None, said)) for name, said in values.items()}, people


def _said(element: Block, people: dict[str, str]) -> str:
    match element.get("type"):
        case "multi_users_select":
            chosen = element.get("selected_users") or []
            people.update({f"<@{user}>": user for user in chosen})
            return " ".join(f"<@{user}>" for user in chosen)
        case "multi_static_select":
            return " ".join(option["value"] for option in element.get("selected_options") or [])
        case "static_select":
            return str((element.get("selected_option") or {}).get("value", ""))
        case "datepicker":
            return "/".join(reversed((element.get("selected_date") or "").split("-")))
        case "timepicker":
            return str(element.get("selected_time") or "")
    return str(element.get("value") or "")


def _hour(time: str) -> str:
    hour, _, minute = time.partition(":")
    return f"às {int(hour)}h{minute if int(minute or 0) else ''}" if hour else ""


def _blocks(field: dict[str, Any], orgaos: Orgaos, first: str) -> list[Block]:
    name, question, optional = field["name"], field["question"], not field["required"]
    match field["kind"]:
        case "people":
            people = {"type": "multi_users_select", "placeholder": _text("Pessoas")}
            houses = _many([("todos", "Todos os titulares"), *orgaos])
            return [
                _input(name, question, people, optional=True),
                _input(name + _ORGAOS, "E quais órgãos? (recebe quem responde por eles)", houses, optional=True),
            ]
        case "orgaos" if orgaos:
            return [_input(name, question, _many(orgaos), optional=optional)]
        case "date":
            day, hour = {"type": "datepicker"}, {"type": "timepicker"}
            return [
                _input(name, question.partition(" (")[0], day, optional=optional),
                _input(name + _HOUR, "A que horas? (em branco: o dia todo)", hour, optional=True),
            ]
        case "choice" if len(field["choices"]) <= _MOST_OPTIONS:
            choices = {"type": "static_select", "options": [_option(each, each) for each in field["choices"]]}
            return [_input(name, question, choices, optional=optional)]
    text: Block = {"type": "plain_text_input", "multiline": fold(name) in _LONG, "max_length": _LONGEST_TEXT}
    if first:
        text["initial_value"] = split(first, _LONGEST_TEXT, utf16_units)[0]
    return [_input(name, question, text, optional=optional)]


def _many(orgaos: Orgaos) -> Block:
    options = [_option(f"{name}", f"@{sigla}") for sigla, name in orgaos[:_MOST_OPTIONS]]
    return {"type": "multi_static_select", "placeholder": _text("Órgãos"), "options": options}


def _option(label: str, value: str) -> Block:
    return {"text": _text(label, _LONGEST_OPTION), "value": value}


def _input(block_id: str, label: str, element: Block, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": _text(label, _LONGEST_LABEL),
        "optional": optional,
        "element": {**element, "action_id": _VALUE},
    }


def _text(text: str, longest: int = _LONGEST_LABEL) -> Block:
    return {"type": "plain_text", "text": clipped(text, longest), "emoji": False}
