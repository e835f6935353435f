"""A misspelt word of a wish put right, to be asked about."""

from handlers.understanding.frames import Line
from handlers.understanding.ways import FEWEST_LETTERS, Ways

_MOST_TRIED = 3


def respelt(known: Ways, line: Line) -> str | None:
    """The line with the first misspelt word that a way is known by put right; None where there is none."""
    for word in [each for each in line.words if not each.mark][:_MOST_TRIED]:
        if len(word.text) < FEWEST_LETTERS or known.knows(word.text) or word.text.isdecimal():
            continue
        if (word.text,) not in line.directory.called and (near := known.near(word.text)):
            return line.text[: word.start] + near + line.text[word.end :]
    return None
