"""The texts of attachments: found by whoever may see the record; what cannot be read is kept all the same."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot import attachment_reader
from bot.paper.runner import Job, render
from models import searchable
from models.attachment_texts import AttachmentText, TextState, UnreadFile
from tests.conftest import House
from tests.handlers.test_attachments import zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_T = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
_LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"3 0 obj<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<31><31>]>>\n%%EOF\n"
)


def pdf(text: str) -> bytes:
    template = '#set document(title: "x", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "pt")\n'
    return render(Job(f'{template}#json("data.json").text', data={"text": text}))


def docx(text: str) -> bytes:
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:instrText>PAGEREF escondido</w:instrText></w:r></w:p>"
    xml = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def odt(text: str) -> bytes:
    return zipped({"mimetype": b"x", "content.xml": f"<o {_T}><text:p>{text}</text:p></o>".encode()})


def attach(house: House, tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return str(house.answer("ana", text="anexar T-1", file=str(path))["text"])


def state(house: House) -> list[str]:
    with house.transaction() as session:
        return list(session.scalars(select(AttachmentText.state).order_by(AttachmentText.attachment_id)))


@pytest.fixture(autouse=True)
def task(house: House) -> None:
    house.says("ana", "tarefa @bruno conferir o contrato até sexta")


@pytest.mark.every_door
def test_a_file_is_kept_before_its_words_are_read(house: House, tmp_path: Path) -> None:
    said = attach(house, tmp_path, "laudo.docx", docx("A rachadura do viaduto avança."))
    assert said.startswith("Guardei em T-1: laudo.docx.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("laudo.pdf", pdf("A rachadura do viaduto avança.")),
        ("laudo.docx", docx("A rachadura do viaduto avança.")),
        ("laudo.odt", odt("A rachadura do viaduto avança.")),
    ],
)
def test_the_words_inside_are_found(house: House, tmp_path: Path, name: str, content: bytes) -> None:
    attach(house, tmp_path, name, content)
    assert state(house) == [TextState.READ]
    assert "T-1" in house.says("ana", "buscar rachadura viaduto")
    assert "escondido" not in house.says("ana", "buscar rachadura")
    house.says("ana", "restringir T-1 tem nomes")
    assert "T-1" in house.says("bruno", "buscar rachadura")
    assert "T-1" not in house.says("otavio", "buscar rachadura")
    with house.transaction() as session:
        searchable.rebuild(session)
    assert "T-1" in house.says("ana", "buscar rachadura viaduto")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("vazio.pdf", pdf(" "), TextState.EMPTY),
        ("trancado.pdf", _LOCKED, TextState.LOCKED),
        ("estragado.pdf", b"%PDF-1.7\nnada\n%%EOF\n", TextState.UNREADABLE),
        ("estragado.docx", zipped({"word/document.xml": b"<w:document><w:body>"}), TextState.UNREADABLE),
        ("sem corpo.docx", zipped({"word/outro.xml": b"<a/>"}), TextState.UNREADABLE),
    ],
)
def test_what_cannot_be_read_is_kept_all_the_same(
    house: House, tmp_path: Path, name: str, content: bytes, expected: TextState
) -> None:
    assert attach(house, tmp_path, name, content).startswith(f"Guardei em T-1: {name}.")
    assert state(house) == [expected]
    assert "T-1" in house.says("ana", "buscar contrato")


def test_a_bomb_is_read_only_so_far(tmp_path: Path) -> None:
    words = b"<w:p><w:r><w:t>" + b"bomba " * 30_000_000 + b"</w:t></w:r></w:p>"
    path = tmp_path / "bomba.docx"
    path.write_bytes(zipped({"word/document.xml": b"<w:document>" + words + b"</w:document>"}))
    found, text = attachment_reader.text_of(UnreadFile(1, "docx", str(path)))
    assert (found, len(text) <= 60_000) == (TextState.READ, True)
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    path.write_bytes(zipped({"word/document.xml": entities}))
    assert attachment_reader.text_of(UnreadFile(1, "docx", str(path))) == (TextState.UNREADABLE, "")
    assert attachment_reader.text_of(UnreadFile(1, "pdf", str(path))) == (TextState.UNREADABLE, "")
