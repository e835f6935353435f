"""Mistakes in .env: unknown names, names written twice, bytes that are no text."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

ENV_FILE = ".env"
_NAMED = re.compile(r"\s*(?:export\s+)?([^\s=#]+)\s*=")
_OURS_BY_NAME = ("TELEGRAM_", "SLACK_")  # of the environment, where others write too
_UTF8 = "Salve-o como UTF-8 (no Bloco de Notas: Salvar como, Codificação UTF-8)."


def unreadable(path: Path) -> str:
    """The reason why the file cannot be read, with what to do; empty where it can, or does not exist."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        return _no_access(path, error)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return f"{path}: a linha {content[: error.start].count(10) + 1} não está em UTF-8. {_UTF8}"
    if "\0" in text:
        return f"{path}: o arquivo não é um texto em UTF-8. {_UTF8}"
    return ""


def remarks(path: Path, known: Iterable[str]) -> Iterator[str]:
    """A sentence for each unknown name, each name written twice, and each line without a name."""
    names = {*known, *(f"{name}_FILE" for name in known)}
    lines = _lines(path)
    for number, line in lines:
        if not _NAMED.match(line):
            yield f"a linha {number} de {path} não diz NOME=valor, e não é lida"
    written = [found[1].upper() for _, line in lines if (found := _NAMED.match(line))]
    elsewhere = [name for name in os.environ if name.startswith(_OURS_BY_NAME)]
    for name in dict.fromkeys([*written, *elsewhere]):
        if name not in names:
            yield f"Não conheço {name}{_meant(name, names)}"
    for name, times in Counter(written).items():
        if times > 1:
            yield f"{name} aparece {times} vezes em {path}: só a última vale"


def _meant(name: str, names: set[str]) -> str:
    close = get_close_matches(name, sorted(names), 1, 0.6) or [each for each in sorted(names) if _all_words(name, each)]
    return f"; quis dizer {close[0]}?" if close else ", que não é lido por ninguém"


def _all_words(written: str, name: str) -> bool:
    return set(written.split("_")) <= set(name.split("_"))


def _lines(path: Path) -> list[tuple[int, str]]:
    """The numbered lines, without blank ones and comments; none where the file does not exist."""
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    return [
        (n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.strip().startswith("#")
    ]


def _no_access(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"Não tenho permissão para ler {path.absolute()}. Rode o comando com o usuário que é dono do arquivo."
    return f"Não consegui ler {path.absolute()} ({type(error).__name__})."
