"""The search for failures that no example shows: every property with a new seed, another zone and umask.

    python -m tests.search [--rounds N] [SEED]

Each round prints its seed; the same seed finds the same again.
"""

import argparse
import os
import random
import subprocess
import sys
from pathlib import Path

from tests.steady import SEARCH

ROOT = Path(__file__).parent.parent
_ZONES = ("UTC", "America/Sao_Paulo", "Pacific/Kiritimati", "America/Adak", "Asia/Kathmandu")
_LOCALES = ("C", "C.UTF-8", "POSIX")
_MASKS = (0o002, 0o022, 0o027, 0o077)


def once(seed: int, more: list[str]) -> int:
    """Run one round; returns the exit code of pytest."""
    chance = random.Random(seed)
    machine = {
        "TZ": chance.choice(_ZONES),
        "LC_ALL": chance.choice(_LOCALES),
        "PYTHONHASHSEED": str(seed % 2**32),
    }
    mask = chance.choice(_MASKS)
    sys.stdout.write(f"semente {seed} ({machine['TZ']}, {machine['LC_ALL']}, umask {mask:03o})\n")
    sys.stdout.flush()
    words = ["-n", "auto", "-m", "hypothesis or clock", "--hypothesis-profile", SEARCH, f"--hypothesis-seed={seed}"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, *more],
        cwd=ROOT,
        env={**os.environ, **machine},
        umask=mask,
        check=False,
    )
    return done.returncode


def main() -> int:
    """Run some rounds, or one with that seed; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.search", description=__doc__)
    parser.add_argument("seed", nargs="?", type=int)
    parser.add_argument("--rounds", type=int, default=1)
    given, more = parser.parse_known_args()
    seeds = [given.seed] if given.seed is not None else [random.randrange(10**9) for _ in range(given.rounds)]
    found = [seed for seed in seeds if once(seed, more)]
    for seed in found:
        sys.stdout.write(f"achado com a semente {seed}; de novo: python -m tests.search {seed}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
