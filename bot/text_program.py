"""The program that reads the text of one file: `python text_program.py pdf|docx|odt PATH`, the text on standard output.

It reads what strangers sent, so it has a process of its own with limits, and imports nothing of ours.
Exit 3: the file asks for a password. Exit 1, or a signal: it cannot be read.
"""

import resource
import sys
import zipfile
from xml.parsers import expat

LOCKED = 3
_SECONDS, _MEMORY = 20, 1024**3
_MOST_CHARACTERS, _MOST_PAGES = 60_000, 500
_MOST_UNPACKED = 64 * 1024 * 1024
_PIECE = 1 << 16
_PARTS = {"docx": "word/document.xml", "odt": "content.xml"}
_ENDS = {"p", "h", "br", "tab", "line-break", "tr", "s"}  # marks after which a word has ended
_LEFT_OUT = {"instrText", "delText", "tracked-changes", "annotation", "script"}


class _TooMuch(Exception):
    """Enough was read, or more than may be unpacked."""


def of_pdf(path: str) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            sys.exit(LOCKED)
        raise
    texts, length = list[str](), 0
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        texts.append(page.get_textpage().get_text_bounded())
        length += len(texts[-1])
        page.close()
        if length > _MOST_CHARACTERS:
            break
    return "\n".join(texts)


class _Words:
    """The words of an XML document, as its marks are read."""

    def __init__(self, kind: str) -> None:
        self.texts: list[str] = []
        self._only = "t" if kind == "docx" else ""  # of a DOCX, what stands in a run of text
        self._length = self._inside = self._skipped = 0

    def opened(self, name: str, _: object) -> None:
        local = name.rpartition(":")[2]
        self._inside += local == self._only
        self._skipped += local in _LEFT_OUT

    def closed(self, name: str) -> None:
        local = name.rpartition(":")[2]
        self._inside -= local == self._only
        self._skipped -= local in _LEFT_OUT
        if local in _ENDS:
            self.texts.append("\n")

    def said(self, text: str) -> None:
        if self._skipped or (self._only and not self._inside):
            return
        self.texts.append(text)
        self._length += len(text)
        if self._length > _MOST_CHARACTERS:
            raise _TooMuch


def of_archive(kind: str, path: str) -> str:
    words, parser, left = _Words(kind), expat.ParserCreate(), _MOST_UNPACKED
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = words.opened, words.closed
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = words.said, _refuse
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_PARTS[kind]) as part:
            while piece := part.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise _TooMuch
                parser.Parse(piece)
        parser.Parse(b"", True)
    except RuntimeError as error:
        if "encrypted" in str(error) or "password" in str(error):
            sys.exit(LOCKED)
        raise
    except _TooMuch:
        pass
    return "".join(words.texts)


def _refuse(*_: object) -> None:
    raise ValueError("no office program writes a document type; entities grow without end")


def main(kind: str, path: str) -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = of_pdf(path) if kind == "pdf" else of_archive(kind, path)
    sys.stdout.buffer.write(found[:_MOST_CHARACTERS].encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
