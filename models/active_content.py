"""Active content in documents: scripts in PDF, macros of old Office, pages disguised as text."""

import re
import zlib
from collections.abc import Callable, Iterator

from models.base import Refusal

Spend = Callable[[int], None]  # so many bytes were unpacked; raises Refusal when they are too many
_TEXT = ("txt", "csv", "md", "json", "ics")
_OLD_OFFICE = {"doc": ".docx ou PDF", "xls": ".xlsx ou PDF", "ppt": ".pptx ou PDF", "msg": "PDF"}
_MARKUP = re.compile(rb"<\s*(?:\w{1,20}:)?(?:script|svg|html|iframe|object|embed|foreignobject|body)\b", re.IGNORECASE)
_PAGES = re.compile(
    rb"www\.w3\.org/1999/xhtml|www\.w3\.org/2000/svg|<\?xml-stylesheet|<!entity|xmlns[^=>]{0,40}=\s*[\"'][^\"'>]{0,200}&#",
    re.IGNORECASE,
)
_MACROS = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "\x01Ole10Native"))
_PDF_RUNS = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia)(?![A-Za-z0-9])")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_PIECE = 1 << 20


def check(name: str, extension: str, content: bytes, spend: Spend) -> None:
    """Refuse content that would run when opened; the sentence says how to save the document without it."""
    if extension == "pdf" and any(_PDF_RUNS.search(piece) for piece in _pdf_words(content, spend)):
        raise Refusal(
            f"{name} traz dentro um programa, um comando ou outro arquivo. "
            "Imprima-o de novo em PDF (Imprimir, Salvar como PDF) e mande esse."
        )
    if extension in _OLD_OFFICE and any(mark in content for mark in _MACROS):
        raise Refusal(
            f"{name} traz macros ou outro arquivo dentro. Salve como {_OLD_OFFICE[extension]} e mande de novo."
        )
    if extension in (*_TEXT, "xml") and _is_page(extension, content):
        raise Refusal(f"O conteúdo de {name} é de uma página da internet, que pode executar algo. Mande-a em PDF.")


def _is_page(extension: str, content: bytes) -> bool:
    encoding = _BOMS.get(content[:2])
    text = content.decode(encoding, "ignore").encode() if encoding else content
    return _MARKUP.search(text) is not None or (extension == "xml" and _PAGES.search(text) is not None)


def _pdf_words(content: bytes, spend: Spend) -> Iterator[bytes]:
    """The parts of a PDF where names stand: outside the streams, and inside those that hold objects, unescaped."""
    place = 0
    while (start := _PDF_STREAM.search(content, place)) is not None:
        outside = content[place : start.start()]
        yield _unescaped(outside)
        end = content.find(b"endstream", start.end())
        end = end if end >= 0 else len(content)
        if b"/ObjStm" in _unescaped(outside[-2_000:]):
            yield from _unpacked(content[start.end() : end], spend)
        place = end + len(b"endstream")
    yield _unescaped(content[place:])


def _unpacked(stream: bytes, spend: Spend) -> Iterator[bytes]:
    """The content of a stream, in one piece, as a name may stand anywhere; of a broken one its readable beginning."""
    unpacking, found = zlib.decompressobj(), bytearray()
    try:
        piece = unpacking.decompress(stream, _PIECE)
        while piece:
            spend(len(piece))
            found += piece
            piece = unpacking.decompress(unpacking.unconsumed_tail, _PIECE)
    except zlib.error:
        found += stream if not found else b""
    yield _unescaped(bytes(found))


def _unescaped(text: bytes) -> bytes:
    return _PDF_ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), text) if b"#" in text else text
