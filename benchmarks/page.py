"""The last run as a page: every figure beside its floor or peer, and the machine it ran on."""

import os
import platform
import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measure import Figure
from bot import __version__

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "medidas.md"
_HEAD = """# Medidas

Feita por `python -m benchmarks --keep`{words}. Cada valor está ao lado do seu piso (o mínimo possível, medido na mesma
hora), do seu par (o que outro programa leva para o mesmo) ou do limite que se quer; a razão é entre os dois, e a meta,
a maior que serve. Numa máquina ocupada só as de CPU e de memória dizem algo.

{machine}
"""
_SIDES = re.compile(r"^(?P<what>.+?)(?: / |,? ao lado d[eo] )(?P<beside>.+)$")


def written(outcomes: Mapping[str, Sequence[Figure] | None], words: Sequence[str] = ()) -> str:
    """The page of these figures, by benchmark; None for one that broke."""
    parts = [_HEAD.format(words=f" {' '.join(words)}" if words else "", machine=machine())]
    for name, figures in outcomes.items():
        parts.append(f"\n## {name}\n\n")
        if figures is None:
            parts.append("Quebrou, e não foi medida até o fim.\n")
            continue
        parts.append("| medida | valor | piso, par ou limite | razão | meta | |\n|---|---|---|---|---|---|\n")
        parts += [_row(figure) for figure in figures]
    return "".join(parts)


def machine() -> str:
    """The machine and the program, in a list."""
    model = re.search(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    facts = {
        "quando": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "versão": f"{__version__} {_revision()}".strip(),
        "processador": f"{model[1] if model else platform.machine()}, {os.cpu_count()} núcleos",
        "memória": f"{int(memory[1]) // 1024**2} GB" if memory else "?",
        "sistema": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "carga ao acabar (1 min)": f"{os.getloadavg()[0]:.1f}",
    }
    return "\n".join(f"- {name}: {value}" for name, value in facts.items())


def _row(figure: Figure) -> str:
    sides = _SIDES.match(figure.name)
    what, beside = (sides["what"], sides["beside"]) if sides else (figure.name, "")
    floor = f"{figure.floor:.5g}" + (f": {beside}" if beside and not beside.startswith(f"{figure.floor:g}") else "")
    goal = f"{figure.at_most:g}" if figure.at_most is not None else "—"
    mark = "" if figure.reached else "não alcançada"
    cells = (what, f"{figure.value:.5g} {figure.unit}", floor, f"{figure.ratio:.3g}", goal, mark)
    return f"| {' | '.join(each.replace('|', '/') for each in cells)} |\n"


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""


def _revision() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()
