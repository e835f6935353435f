"""The kinds of file that people send as a table; any other is refused with what to do."""

from typing import BinaryIO

from models.base import Refusal

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_PAGE = (b"<!doctype", b"<html", b"<table", b"<meta", b"<head", b"<?xml", b"mime-version:")
_SAVE = "salve como .xlsx ou CSV e mande de novo"
_OTHERS = {
    b"%PDF-": "um PDF",
    b"\x89PNG": "uma imagem",
    b"\xff\xd8\xff": "uma imagem",
    b"GIF8": "uma imagem",
    b"{\\rtf": "um texto (.rtf)",
    b"Rar!": "um arquivo compactado",
    b"7z\xbc\xaf": "um arquivo compactado",
    b"\x1f\x8b": "um arquivo compactado",
}
_INSIDE = {  # an entry of a ZIP -> the kind of file
    "xl/workbook.bin": f"O arquivo é uma planilha binária do Excel (.xlsb): abra-a e {_SAVE}.",
    "content.xml": f"O arquivo é uma planilha do LibreOffice (.ods): abra-a e {_SAVE}.",
    "word/document.xml": "O arquivo é um documento do Word, e não uma planilha. Mande a tabela em .xlsx ou CSV.",
}


def is_workbook(source: BinaryIO) -> bool:
    """Whether a file is an XLSX (or another ZIP) rather than text. Raises Refusal for any other file."""
    head = source.read(2048)
    source.seek(0)
    if head.startswith(_OLE):
        raise Refusal(_of_ole(source))
    if head.startswith(_OLD_BIFF):
        raise Refusal(_OLD_EXCEL)
    for start, what in _OTHERS.items():
        if head.startswith(start):
            raise Refusal(f"O arquivo é {what}, e não uma planilha. Mande a tabela em .xlsx ou CSV.")
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if plain.startswith(_PAGE):
        raise Refusal(f"O arquivo é uma página (HTML ou XML) com nome de planilha: abra-o no Excel e {_SAVE}.")
    if head.startswith(_ZIP):
        return True
    if b"\0" in head and not head.startswith(_BOMS) and not without_mark(head):
        raise Refusal("O arquivo não é uma planilha nem um CSV. Mande a tabela em .xlsx ou CSV.")
    return False


def not_a_workbook(names: set[str]) -> Refusal:
    """The refusal of a ZIP that is no XLSX."""
    for name, sentence in _INSIDE.items():
        if name in names:
            return Refusal(sentence)
    return Refusal("O arquivo é um ZIP, e não uma planilha: abra-o e mande a planilha que está dentro.")


def without_mark(head: bytes) -> str:
    """The encoding of UTF-16 text without its byte order mark; empty for any other."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) * 4 < len(head) or min(even, odd) * 8 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


_OLD_EXCEL = f"O arquivo é uma planilha antiga do Excel (.xls): abra-a e {_SAVE}."


def _of_ole(source: BinaryIO) -> str:
    content = source.read()
    source.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "A planilha tem senha: abra-a, retire a senha (Arquivo, Informações, Proteger), salve e mande de novo."
    if "WordDocument".encode("utf-16-le") in content:
        return _INSIDE["word/document.xml"]
    return _OLD_EXCEL
