"""The lines of a lived week, with answers to what is asked only since: with them all its acts and papers go out."""

import json
import re
from collections.abc import Iterable

_NUMBERS = {"OF-3": "PROT-1", "OF-4": "PROT-2"}  # what comes in has its own series since
_NUMBER = re.compile("|".join(rf"\b{each}\b" for each in _NUMBERS))
_LEAVES = re.compile(r'"desligar @(lia|caio)"')  # done by a button that confirms
_ANSWERS = {
    re.compile(r'"protocolar '): ["s/n"],
    re.compile(r'"ordem @todos [^\\"]* até [^\\"]*"'): ["sem prazo", "é só parte do texto"],
}


_DECIDED = [json.dumps({"as": "helena", "text": f"deferir PROC-{n}/2026-GP"}) for n in (1, 2)]  # the mayor's despachos


def adapted(lines: Iterable[str]) -> list[str]:
    found: list[str] = []
    decided = iter([_DECIDED])
    for line in lines:
        known = _LEAVES.sub(r'"desligar @\1 confirmo"', _NUMBER.sub(lambda each: _NUMBERS[each[0]], line))
        answers = [each for asked, some in _ANSWERS.items() if asked.search(line) for each in some]
        found += [known, *(json.dumps({**json.loads(line), "text": each}) for each in answers)]
        if '"as": "helena"' in line:
            found += next(decided, [])
    return found
