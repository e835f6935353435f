"""Files of a record: kept under their hash, given back whole, refused when they are not what they claim to be."""

import hashlib
import io
import os
import secrets
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.base import FileIn
from models import attachments, file_types
from models.base import Refusal
from tests.conftest import House

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return PNG_HEAD + struct.pack(">I", len(header)) + chunk + struct.pack(">I", zlib.crc32(chunk))


def zipped(entries: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def linked(name: str, target: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, target)
    return out.getvalue()


def overlapping() -> bytes:
    """A ZIP with two entries for the same bytes, so that it unpacks to more than it holds."""
    content = zipped({"a.txt": b"\0" * 2_000_000})
    directory = content.rindex(b"PK\x01\x02")
    entry, end = content[directory : content.rindex(b"PK\x05\x06")], content.rindex(b"PK\x05\x06")
    tail = bytearray(content[end:])
    tail[8:12] = struct.pack("<HH", 300, 300)
    tail[12:16] = struct.pack("<I", len(entry) * 300)
    return content[:end] + entry * 299 + bytes(tail)


def _label(value: object) -> str:
    return value[:30] if isinstance(value, str) else ""


DOCX = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


@pytest.fixture
def sent(house: House, tmp_path: Path):  # type: ignore[no-untyped-def]
    """Ana sends a file with a caption; returns the answer."""
    house.says("ana", "tarefa @bruno relatório")

    def send(name: str, content: bytes, text: str = "anexar T-1", who: str = "ana") -> dict[str, object]:
        place = tmp_path / "entrada" / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
        return house.answer(who, file=str(place), text=text)

    return send


@pytest.mark.every_door
def test_kept_shown_and_given_back(house: House, sent, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sha256 = hashlib.sha256(PDF).hexdigest()
    said = sent("relatório final.pdf", PDF)["text"]
    assert said == f"Guardei em T-1: relatório final.pdf.\nsha256 de relatório final.pdf: {sha256}"
    stored = tmp_path / "anexos" / sha256[:2] / sha256
    assert stored.read_bytes() == PDF
    answer = house.answer("bruno", text="anexos T-1")
    assert answer["text"] == "Anexos de T-1:\n1. relatório final.pdf (1 KB)"
    assert answer["files"] == [{"name": "relatório final.pdf", "sha256": sha256, "path": str(stored)}]
    assert sent("copia.pdf", PDF)["text"] == "relatório final.pdf já estava em T-1."
    assert "anexou relatório final.pdf" in house.says("ana", "histórico T-1")
    assert [path for path in (tmp_path / "anexos").rglob("*") if path.is_file()] == [stored]


@pytest.mark.every_door
def test_with_an_expediente_from_its_first_line(house: House, sent) -> None:  # type: ignore[no-untyped-def]
    said = sent("oficio.pdf", PDF, "expediente novo Reforma da ponte", who="davi")["text"]
    assert said == "Processo PROC-1/2026-GP registrado: Reforma da ponte.\nAnexos: oficio.pdf."
    sent("parecer.docx", DOCX, "concluir PROC-1/2026-GP segue parecer", who="davi")
    assert "Anexos (2): oficio.pdf (1 KB), parecer.docx (1 KB) — para receber: anexos PROC-1/2026-GP" in house.says(
        "davi", "ver PROC-1/2026-GP"
    )
    assert len(house.answer("davi", text="anexos PROC-1/2026-GP")["files"]) == 2
    assert [f["name"] for f in house.answer("davi", text="anexos PROC-1/2026-GP 2")["files"]] == ["parecer.docx"]
    assert house.says("davi", "anexos PROC-1/2026-GP 7") == (
        "PROC-1/2026-GP tem 2 anexos. Peça pelo número: anexos PROC-1/2026-GP 1"
    )


@pytest.mark.every_door
def test_a_refused_file_undoes_the_whole_request(house: House, sent) -> None:  # type: ignore[no-untyped-def]
    assert "executam" in sent("vírus.exe", b"MZ...", "expediente novo Reforma", who="davi")["text"]
    assert house.says("davi", "ver PROC-1/2026-GP").startswith("Não encontrei")


def test_what_is_not_kept(house: House, sent) -> None:  # type: ignore[no-untyped-def]
    assert house.says("ana", "anexar T-1") == "Mande agora o arquivo de T-1, ou com esta legenda: anexar T-1"
    assert house.says("ana", "anexos T-1").startswith("T-1 não tem anexos.")
    assert sent("a.pdf", PDF, "anexar T-9")["text"].startswith("Não encontrei T-9")
    assert sent("a.pdf", PDF, "anexar T-1", who="vera")["text"].startswith("O controle interno consulta tudo")


@pytest.mark.console
def test_what_is_no_file(house: House, sent, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    def path(where: Path) -> str:
        return str(house.answer("ana", file=str(where), text="anexar T-1")["text"])

    assert path(tmp_path / "nada.pdf") == "Não consegui abrir o arquivo nada.pdf. Confira o caminho e mande de novo."
    (tmp_path / "pasta.pdf").mkdir()
    assert path(tmp_path / "pasta.pdf").startswith("pasta.pdf não é um arquivo comum.")
    (tmp_path / "real.pdf").write_bytes(PDF)
    (tmp_path / "atalho.pdf").symlink_to(tmp_path / "real.pdf")
    assert path(tmp_path / "atalho.pdf").startswith("Não consegui abrir o arquivo atalho.pdf.")
    os.mkfifo(tmp_path / "cano.pdf")
    assert path(tmp_path / "cano.pdf").startswith("cano.pdf não é um arquivo comum.")
    assert path(Path("/dev/zero")).startswith("zero não é um arquivo comum.")


def test_a_damaged_store_is_noticed(house: House, sent, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sent("a.pdf", PDF)
    (stored,) = [path for path in (tmp_path / "anexos").rglob("*") if path.is_file()]
    stored.write_bytes(PDF.replace(b"endobj", b"ENDOBJ"))
    answer = house.answer("ana", text="anexos T-1")
    assert answer["files"] == []
    assert answer["text"].endswith("Não pude mandar a.pdf: o arquivo guardado não confere. Avise o administrador.")


@pytest.mark.console
def test_too_large_or_empty(sent) -> None:  # type: ignore[no-untyped-def]
    assert sent("a.txt", b"")["text"] == "O arquivo a.txt está vazio. Confira e mande de novo."
    assert sent("a.txt", b"a" * (20 * 1024 * 1024)).get("text", "").startswith("Guardei")
    assert sent("b.txt", b"a" * (20 * 1024 * 1024 + 1))["text"] == (
        "O arquivo b.txt tem 20,0 MB e o máximo é 20 MB. Divida ou reduza o arquivo."
    )


RUNS, STRANGE, DISGUISED = "Não guardo programas", "Não aceito arquivos", "O conteúdo de"
INSIDE, GROWS, LOCKED = "traz dentro o que não se aceita", "fica grande demais ao ser aberto", "Não consegui abrir"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("a.exe", b"MZ\x90", RUNS),
        ("a.pdf.exe", PDF, RUNS),
        ("a.pdf", b"MZ\x90\0", RUNS),
        ("a.txt", b"#!/bin/sh\nrm -rf /", RUNS),
        ("a.txt", b"\x7fELF\x02", RUNS),
        ("a.txt", EICAR, RUNS),
        ("pagina.html", b"<html>", RUNS),
        ("desenho.svg", b"<svg onload='x()'/>", RUNS),
        ("macro.docm", DOCX, RUNS),
        ("a.xyz", b"oi", STRANGE),
        ("arquivo", b"oi", STRANGE),
        ("a.rar", b"Rar!\x1a\x07", STRANGE),
        ("a.pdf", b"oi", DISGUISED),
        ("foto.jpg", PNG_HEAD, DISGUISED),
        ("a.pdf", DOCX, DISGUISED),
        ("a.docx", zipped({"b.txt": b"oi"}), DISGUISED),
        ("a.txt", DOCX, DISGUISED),
        ("a.csv", b"a;b\0c", DISGUISED),
        ("a.txt", b"\n <!DOCTYPE html><script>x()</script>", DISGUISED),
        ("dois.pdf", PDF + zipped({"a.exe": b"MZ"}), DISGUISED),
        ("dois.gif", b"GIF89a" + b"\1\0\1\0" + zipped({"a.class": b"x"}), DISGUISED),
        ("a.zip", zipped({"a.exe": b"oi"}), INSIDE),
        ("a.zip", zipped({"a.txt": b"MZ\x90"}), INSIDE),
        ("a.zip", zipped({"a.txt": EICAR}), INSIDE),
        ("a.zip", zipped({"b.zip": zipped({"c.txt": b"oi"})}), INSIDE),
        ("a.zip", zipped({"b.txt": zipped({"c.txt": b"oi"})}), INSIDE),
        ("a.zip", zipped({"../../etc/passwd": b"oi"}), INSIDE),
        ("a.zip", zipped({"/etc/passwd.txt": b"oi"}), INSIDE),
        ("a.zip", zipped({"..\\..\\a.txt": b"oi"}), INSIDE),
        ("a.zip", zipped({"C:\\a.txt": b"oi"}), INSIDE),
        ("a.zip", linked("atalho.txt", "/etc/passwd"), INSIDE),
        ("a.docx", zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), INSIDE),
        ("a.zip", zipped({"a.docx": zipped({"word/vbaProject.bin": b"x", "word/a.xml": b"x"})}), INSIDE),
        ("a.zip", lambda: zipped({"a.txt": b"\0" * 300_000_000}), GROWS),
        ("a.zip", lambda: zipped({"a.txt": b"\0" * 5_000_000}), GROWS),
        ("a.zip", overlapping, GROWS),
        ("a.zip", zipped({f"{n}.txt": b"oi" for n in range(501)}), "tem 501 arquivos dentro"),
        ("a.zip", zipped({"a.txt": b"oi" * 1000})[:-80], LOCKED),
        ("a.zip", zipped({"a.txt": b"oi" * 1000}, zipfile.ZIP_STORED).replace(b"oioi", b"oixx", 1), LOCKED),
        ("a.zip", b"PK\x03\x04" + b"\0" * 100, LOCKED),
        ("grande.png", png(60_000, 60_000), "mais do que se pode abrir"),
        ("grande.gif", b"GIF89a" + struct.pack("<HH", 65_535, 65_535), "mais do que se pode abrir"),
        (
            "grande.jpg",
            b"\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x11\x08" + struct.pack(">HH", 65_535, 65_535) + b"\3" * 9,
            "mais do que se pode abrir",
        ),
    ],
    ids=_label,
)
def test_hostile_files_get_a_sentence(name: str, content: bytes | Callable[[], bytes], refused: str) -> None:
    with pytest.raises(Refusal) as refusal:
        file_types.check(name, content if isinstance(content, bytes) else content())  # a large one is made here
    assert refused in refusal.value.sentence
    assert name in refusal.value.sentence


def pdf_with(words: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + words + b" >>\nendobj\ntrailer\n%%EOF\n"


def pdf_with_objects(words: bytes) -> bytes:
    """A PDF with these objects packed in a stream."""
    packed = zlib.compress(b"1 0 << " + words + b" >>")
    return b"%PDF-1.7\n2 0 obj << /Type /Obj#53tm /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream\n%%EOF\n"


PROGRAM, MACROS, WEB = "traz dentro um programa", "traz macros", "página da internet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("a.pdf", pdf_with(b"/OpenAction << /S /JavaScript /JS (x) >>"), PROGRAM),
        ("a.pdf", pdf_with(b"/OpenAction << /S /J#61vaScript >>"), PROGRAM),
        ("a.pdf", pdf_with(b"/OpenAction << /S /Launch /F (cmd.exe) >>"), PROGRAM),
        ("a.pdf", pdf_with(b"/Names << /EmbeddedFiles 3 0 R >>"), PROGRAM),
        ("a.pdf", pdf_with_objects(b"/S /JavaScript /JS (x)"), PROGRAM),
        (
            "a.doc",
            OLE + "_VBA_PROJECT".encode("utf-16-le"),
            MACROS + " ou outro arquivo dentro. Salve como .docx ou PDF",
        ),
        ("a.xls", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le"), "Salve como .xlsx ou PDF"),
        ("a.txt", SVG, WEB),
        ("a.txt", b"oi\n" * 500 + b"<SCRIPT>x()</SCRIPT>", WEB),
        ("a.csv", "a;<script>x()</script>".encode("utf-16"), WEB),
        ("a.md", b"# oi\n<iframe src=x>", WEB),
        ("a.xml", SVG, WEB),
        ("a.xml", b'<h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:p/></h:html>', WEB),
        ("a.xml", b'<a xmlns="http://www.w3.org/1999/&#120;html"/>', WEB),
        ("a.xml", b'<?xml-stylesheet href="x.xsl"?><a/>', WEB),
        ("a.xml", b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', WEB),
        ("a.zip", zipped({"b.pdf": pdf_with(b"/JS (x)")}), PROGRAM),
        ("a.zip", zipped({"b.txt": SVG}), WEB),
        (
            "a.zip",
            zipped({"b.docx": zipped({"word/a.xml": b"x", "word/b.docx": zipped({"word/vbaProject.bin": b"x"})})}),
            INSIDE,
        ),
    ],
    ids=_label,
)
def test_what_would_run_is_refused_with_a_way_out(name: str, content: bytes, refused: str) -> None:
    with pytest.raises(Refusal) as refusal:
        file_types.check(name, content)
    assert refused in refusal.value.sentence


def test_one_budget_for_all_levels() -> None:
    # Each of the documents inside would pass alone, and so would the one around them.
    inside = zipped({"word/a.xml": secrets.token_bytes(300_000) + b"\0" * 40_000_000})
    assert file_types.check("b.docx", inside)
    entries = {"word/document.xml": b"x"} | {f"word/embeddings/{n}.docx": inside for n in range(6)}
    with pytest.raises(Refusal, match=GROWS):
        file_types.check("a.docx", zipped(entries, zipfile.ZIP_STORED))


def test_a_table_of_contents_that_is_all_there_is() -> None:
    with pytest.raises(Refusal, match="arquivos dentro"):
        file_types.check("a.zip", b"PK\x03\x04" + b"PK\x01\x02" * 20_000)


def test_a_verdict_holds_for_the_bytes_it_was_given_on(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(PDF)
    verdict = attachments.look_into("a.pdf", str(tmp_path / "x"))
    assert verdict is not None
    assert verdict.mime == "application/pdf"
    assert attachments._check(FileIn("a.pdf", str(tmp_path / "x"), verdict)).mime == "application/pdf"
    (tmp_path / "x").write_bytes(b"MZ")
    with pytest.raises(Refusal, match="executam"):
        attachments._check(FileIn("a.pdf", str(tmp_path / "x"), verdict))
    refused = attachments.look_into("a.pdf", str(tmp_path / "x"))
    assert refused is not None
    with pytest.raises(Refusal, match="executam"):
        attachments._check(FileIn("a.pdf", str(tmp_path / "x"), refused))
    assert attachments.look_into("a.pdf", str(tmp_path / "nada")) is None


@pytest.mark.parametrize(
    ("name", "content", "mime"),
    [
        ("nota.xml", b'<NFe xmlns="http://www.portalfiscal.inf.br/nfe"><infNFe/></NFe>', "application/xml"),
        ("assinado.pdf", pdf_with(b"/OpenAction [1 0 R /XYZ null null 0] /JSON 1"), "application/pdf"),
        ("imagem.pdf", pdf_with(b"") + b"stream\n/JS (x)\nendstream", "application/pdf"),
        ("antigo.doc", OLE, "application/msword"),
        ("a.csv", b"a;b <c> d\n", "text/csv"),
        ("a.PDF", PDF, "application/pdf"),
        ("a.png", png(800, 600), "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0\0\4\0\0\xff\xc0\0\x11\x08\1\0\1\0" + b"\3" * 9, "image/jpeg"),
        ("a.docx", DOCX, file_types._KINDS["docx"].mime),
        ("a.zip", zipped({"pasta/a.txt": b"oi", "b.docx": DOCX}), "application/zip"),
        ("a.txt", "ação".encode(), "text/plain"),
        ("a.txt", "ação".encode("latin-1"), "text/plain"),
        ("a.csv", "a;ação".encode("utf-16"), "text/csv"),
    ],
    ids=_label,
)
def test_honest_files_are_kept(name: str, content: bytes, mime: str) -> None:
    assert file_types.check(name, content) == mime


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\a.pdf", "a.pdf"),
        (".bashrc", "bashrc"),
        ("", "arquivo"),
        ("...", "arquivo"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\nb\tc.pdf", "a b c.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_safe(given_name: str, safe: str) -> None:
    assert file_types.safe_name(given_name) == safe


@given(st.text(max_size=300))
def test_every_name_stays_in_its_folder(name: str) -> None:
    safe = file_types.safe_name(name)
    assert safe
    assert len(safe) <= 130
    assert Path("/pasta", safe).parent == Path("/pasta")
    assert Path(safe).name == safe
    assert not safe.startswith(".")


@given(st.sampled_from(sorted(file_types._KINDS)), st.binary(max_size=2000), st.booleans())
def test_any_content_is_kept_or_refused(extension: str, content: bytes, headed: bool) -> None:
    kind = file_types._KINDS[extension]
    if headed and kind.starts:
        content = b"\0" * kind.at + kind.starts[0] + content
    try:
        assert file_types.check(f"a.{extension}", content) == kind.mime
    except Refusal as refusal:
        assert refusal.sentence.endswith(".")
