"""The look of the documents: template, arms and fonts, those of the municipality's folder before the built-in ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from bot.paper.fonts import files_in
from bot.paper.runner import FONTS

_BUILT_IN = Path(__file__).parent / "templates"
_ANY = "documento"
_FILES = (".typ", ".svg")
_LONGEST = 2 * 1024 * 1024  # bytes of a file of the folder


@dataclass(frozen=True, slots=True)
class Look:
    """What a document is drawn with. `own`: whether anything of it is the municipality's."""

    name: str
    template: str
    files: dict[str, str]
    fonts: tuple[Path, ...]
    own: bool

    @property
    def fingerprint(self) -> str:
        """The hash of everything that the look of a page depends on, the compiler too."""
        parts = [version("typst"), self.template, *(f"{name}\n{text}" for name, text in sorted(self.files.items()))]
        parts += [sha256(path.read_bytes()).hexdigest() for path in files_in(self.fonts)]
        return sha256("\0".join(parts).encode(errors="replace")).hexdigest()


def looks(folder: Path, kind: str) -> Iterator[Look]:
    """The look to try first and, where anything of it is the municipality's, the built-in one."""
    own = _texts(folder)
    built_in = _texts(_BUILT_IN)
    own_fonts = folder / "fontes"
    fonts = (own_fonts, FONTS) if files_in([own_fonts]) else (FONTS,)
    if own or len(fonts) > 1:
        yield _look(kind, {**built_in, **own}, fonts, own=True)
    yield _look(kind, built_in, (FONTS,), own=False)


def font_folders(folder: Path) -> tuple[Path, ...]:
    return folder / "fontes", FONTS


def _look(kind: str, texts: dict[str, str], fonts: tuple[Path, ...], *, own: bool) -> Look:
    name = next(each for each in (f"{kind}.typ", f"{_ANY}.typ") if each in texts)
    return Look(name, texts[name], {key: text for key, text in texts.items() if key != name}, fonts, own)


def _texts(folder: Path) -> dict[str, str]:
    """The templates and pictures of a folder, by name; what is too large or no text is left out."""
    found = {}
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix in _FILES and path.is_file() and path.stat().st_size <= _LONGEST:
            found[path.name] = path.read_text(encoding="utf-8", errors="replace")
    return found
