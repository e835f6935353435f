"""Makes slack_api.json from three machine-readable descriptions of Slack's Web API, Block Kit and rate tiers.

    python tests/servers/slack/spec_to_table.py web_api.json block_kit.json rate_tiers.json > tests/servers/slack_api.json

The table keeps only what validation needs. `methods` and `types` map a name to {field: kinds}: a field that must be
present ends in "*", alternatives are joined by "|", "=word" is a constant, "Array of " holds for all that follows.
`needs`: the sets of fields of which one must be given whole. `unions`: the members of a name. `most`: the greatest
length, count or value of a field. `tiers`: how often a method may be called (0: not by the minute).
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
SCALARS = {"string": "String", "number": "Number", "boolean": "Boolean", "object": "Object", "array": "Array"}
SHAPED = {"blocks": "Array of KnownBlock", "attachments": "Array of MessageAttachment", "metadata": "MessageMetadata"}
VIEWS = {"views.publish": "HomeView", "views.open": "ModalView", "views.push": "ModalView"}
SHARED_FILE = {"id*": "String", "title": "String", "highlight_type": "String"}
MOST = re.compile(r"(?:[Mm]ax(?:imum)?|[Ll]imit(?:ed)?)\b[^.\d]*`?(\d[\d,]*)")
BOLT_ASKS = {"team_id": {"kinds": ["string"], "required": False}}  # of auth.test, and no declaration has it
NOT_OURS = "admin."  # methods of whole organisations, which an app of one workspace cannot call
UNSHAPED = "Block"  # stands for any block at all


def table(web: Json, kit: Json, tiers: Json) -> Json:
    """The compact table of the three."""
    web["methods"]["auth.test"]["params"] |= BOLT_ASKS
    names = sorted(name for name in web["methods"] if not name.startswith(NOT_OURS))
    methods = {name: _parameters(name, web["methods"][name]["params"]) for name in names}
    needs = {name: _least(web["methods"][name]["required_variants"]) for name in names}
    unions = {"KnownBlock": _members(kit, "KnownBlock"), "View": ["HomeView", "ModalView"]}
    types = _reachable(kit["interfaces"], unions, methods)
    most = {name: _most(kit["interfaces"][name]["props"]) for name in sorted(types)}
    return {
        "note": f"Facts of {web['meta']['source']} {web['meta']['version']}, {kit['meta']['source']} "
        f"{kit['meta']['version']} and slackapi/java-slack-sdk (all MIT). A star: required. A bar: or. '=': constant.",
        "methods": methods,
        "needs": {name: sets for name, sets in needs.items() if sets},
        "tiers": {name: int(tier[4:]) if tier.startswith("Tier") else 0 for name, tier in tiers.items() if name in names},
        "types": {**types, "SharedFile": SHARED_FILE},
        "unions": unions,
        "most": {name: fields for name, fields in most.items() if fields},
    }  # fmt: skip


def _parameters(method: str, params: Json) -> dict[str, str]:
    return {name + ("*" if one["required"] else ""): _of_parameter(method, name, one) for name, one in params.items()}


def _of_parameter(method: str, name: str, one: Json) -> str:
    if name == "view":
        return VIEWS.get(method, "View")
    if method == "files.completeUploadExternal" and name == "files":
        return "Array of SharedFile"
    if name in SHAPED and not {"string"} & set(one["kinds"]):
        return SHAPED[name]
    if one.get("enum"):
        return "|".join(f"={word}" for word in one["enum"])
    return "|".join(SCALARS[kind] for kind in one["kinds"] if kind in SCALARS) or "Object"


def _least(variants: list[list[str]]) -> list[list[str]]:
    """The sets that contain no other set."""
    sets = [set(one) for one in variants]
    return sorted(sorted(one) for one in sets if one and not any(other < one for other in sets))


def _members(kit: Json, root: str) -> list[str]:
    return [one["name"] for one in kit["roots"][root] if one["name"] != UNSHAPED]


def _reachable(interfaces: Json, unions: Json, methods: Json) -> Json:
    kept: Json = {}
    waiting = _named(methods) | {one for members in unions.values() for one in members}
    while waiting:
        name = waiting.pop()
        if name in interfaces and name not in kept:
            kept[name] = {
                field + ("*" if about["required"] else ""): _kinds(about["types"], unions)
                for field, about in interfaces[name]["props"].items()
            }
            waiting |= _named({name: kept[name]})
    return dict(sorted(kept.items()))


def _kinds(types: list[Json], unions: Json) -> str:
    return "|".join(dict.fromkeys(_kind(one, unions) for one in types))


def _kind(one: Json, unions: Json) -> str:
    if one["k"] == "array":
        members = [member for member in one["of"] if member.get("name") != UNSHAPED]
        if [member.get("name") for member in members] == unions["KnownBlock"]:
            return "Array of KnownBlock"
        return "Array of " + _kinds(members, unions)
    if one["k"] == "ref":
        return str(one["name"])
    if "const" in one and one["k"] != "boolean":
        return f"={one['const']}"
    return SCALARS[one["k"]]


def _most(props: Json) -> dict[str, int]:
    found = {name: MOST.search(about.get("doc") or "") for name, about in props.items() if name != "image_url"}
    return {name: int(number[1].replace(",", "")) for name, number in found.items() if number}


def _named(holders: Json) -> set[str]:
    kinds = {one for fields in holders.values() for kind in fields.values() for one in kind.split("|")}
    return {kind.replace("Array of ", "") for kind in kinds}


if __name__ == "__main__":
    made = table(*(json.loads(Path(name).read_text(encoding="utf-8")) for name in sys.argv[1:4]))
    lines = [f'"note": {json.dumps(made.pop("note"))}']
    for part, entries in made.items():
        rows = ",\n".join(f"{json.dumps(key)}: {json.dumps(entries[key])}" for key in sorted(entries))
        lines.append(f'"{part}": {{\n{rows}\n}}')
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")
