"""Words that sound or look alike in Portuguese, found without walking through all of them."""

import re
from functools import lru_cache

_SOUNDS = (("ph", "f"), ("ch", "s"), ("sh", "s"), ("sc", "s"), ("ce", "s"), ("ci", "s"))
_ALIKE = str.maketrans("cqwzxjmy", "kkvssgni", "h")
_VOWELS = re.compile("(?<!^)[aeiou]+")
_DOUBLED = re.compile(r"(.)\1+")
_FAR = 99


def skeleton(word: str) -> str:
    """The consonants of a word as they sound, alike for `thiago` and `tiago`, `souza` and `sousa`."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", word.translate(_ALIKE)))


@lru_cache(maxsize=4_096)  # about a kilobyte each
def spellings(word: str) -> tuple[str, ...]:
    """The skeleton of a word, and the skeletons with one consonant missing."""
    bones = skeleton(word)
    shorter = [bones[:place] + bones[place + 1 :] for place in range(len(bones))] if len(bones) > 1 else []
    return tuple(dict.fromkeys([bones, *shorter]))


def most_typos(word: str) -> int:
    return 1 if len(word) < 6 else 2


def distance(one: str, other: str) -> int:
    """The number of letters missed, added, changed or swapped; large when far more than a slip."""
    if abs(len(one) - len(other)) > 2 or len(set(one) ^ set(other)) > 4:
        return _FAR
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, typed in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != typed))
            if i > 1 and j > 1 and letter == other[j - 2] and typed == one[i - 2]:
                best = min(best, last[j - 2] + 1)
            row.append(best)
    return row[-1]
