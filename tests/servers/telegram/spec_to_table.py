"""Makes telegram_api.json from the community's specification of the Bot API (telegram-bot-api-spec, api.json).

    python -m tests.servers.telegram.spec_to_table api.json > tests/servers/telegram_api.json

The table keeps only what validation needs: `methods` and `types` map a name to {field: types}; a field that must
be present ends in "*", alternatives are joined by "|", "=word" is a constant. `unions` maps a name to its members.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

CONSTANT = re.compile(r"(?:must be|always) [“\"]?([a-z0-9_]+)[”\"]?(?:\.|,|$)")


def table(spec: dict[str, Any]) -> dict[str, Any]:
    """The compact table of one specification."""
    methods = {name: _fields(method) for name, method in spec["methods"].items()}
    types, unions = _reachable(spec["types"], methods)
    note = f"Facts of Telegram's {spec['version']}, {spec['release_date']}. A star: required. A bar: or. '=': constant."
    return {"note": note, "methods": methods, "types": types, "unions": unions}


def _fields(holder: dict[str, Any]) -> dict[str, str]:
    return {
        field["name"] + ("*" if field["required"] else ""): _constant(field) or "|".join(field["types"])
        for field in holder.get("fields", [])
    }


def _constant(field: dict[str, Any]) -> str:
    found = CONSTANT.search(field["description"])
    discriminates = field["name"] in {"type", "source", "status"} and field["required"] and field["types"] == ["String"]
    return "=" + found[1] if found and discriminates else ""


def _reachable(
    types: dict[str, Any], methods: dict[str, dict[str, str]]
) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    kept: dict[str, dict[str, str]] = {}
    unions: dict[str, list[str]] = {}
    names = _named(methods)
    while names:
        name = names.pop()
        if name in kept or name in unions or name not in types:
            continue
        if types[name].get("subtypes"):
            unions[name] = types[name]["subtypes"]
            names |= set(unions[name])
        else:
            kept[name] = _fields(types[name])
            names |= _named({name: kept[name]})
    return dict(sorted(kept.items())), dict(sorted(unions.items()))


def _named(holders: dict[str, dict[str, str]]) -> set[str]:
    kinds = {one for fields in holders.values() for kind in fields.values() for one in kind.split("|")}
    return {kind.replace("Array of ", "") for kind in kinds}


if __name__ == "__main__":
    made = table(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    lines = [f'"note": {json.dumps(made.pop("note"))}']
    for part, entries in made.items():
        rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(entries[key])}" for key in sorted(entries))
        lines.append(f'"{part}": {{\n{rows}\n}}')
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
