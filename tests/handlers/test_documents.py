"""Documents in PDF: asked for in the chat, made beside it, checked by their code."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from bot.paper import look
from tests.conftest import House

ORDER = "ordem @saude @obras Enviar o plano de férias.\nciência até amanhã 12h\ncumprir até sexta 17h"
MADE = re.compile(r"(?P<title>.+), em PDF \(\d+ KB\)\.\nCódigo de verificação: (?P<code>[A-Z0-9-]{19})\nsha256: \w{64}")


def asks(house: House, who: str, line: str) -> dict[str, Any]:
    """The message that brings the document."""
    assert house.says(who, line).startswith("Estou fazendo o PDF ")
    return arrived(house, who)


def arrived(house: House, who: str) -> dict[str, Any]:
    return next(each for each in house.pushed(who) if each["files"])


def content(message: dict[str, Any]) -> bytes:
    (file,) = message["files"]
    found = Path(file["path"]).read_bytes()
    assert hashlib.sha256(found).hexdigest() == file["sha256"]
    assert found.startswith(b"%PDF-1.7")
    return found


def words(message: dict[str, Any]) -> str:
    """The text of every page, its lines put together."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the documents back")
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(content(message))]
    return " ".join(" ".join(pages).split())


def code_of(message: dict[str, Any]) -> str:
    found = MADE.match(message["text"])
    assert found is not None, message["text"]
    return found["code"]


def issue(house: House, line: str = ORDER) -> None:
    house.says("davi", line)
    house.says("ana", "aprovar R-1")


@pytest.mark.every_door
def test_act(house: House) -> None:
    issue(house)
    message = asks(house, "bruno", "pdf OS-1/2026")
    assert message["files"][0]["name"] == "OS-1-2026.pdf"
    read = words(message)
    for said in (
        "Ordem de serviço OS-1/2026",
        "Enviar o plano de férias.",
        "Ana Prado",
        "página 1 de 1",
        code_of(message),
    ):
        assert said in read
    assert "MINUTA" not in read
    assert "Em vigor" not in read


def test_same_state_gives_the_same_bytes(house: House) -> None:
    issue(house)
    first = asks(house, "bruno", "pdf OS-1/2026")
    assert content(asks(house, "ana", "em pdf OS-1/2026")) == content(first)
    house.says("helena", "revogar OS-1/2026 mudou a lei")
    house.says("ana", "aprovar R-2")
    later = asks(house, "ana", "pdf OS-1/2026")
    assert code_of(later) != code_of(first)
    assert "Revogada pela OS-2/2026." in words(later)


def test_lost_file_is_made_again(house: House) -> None:
    issue(house)
    first = asks(house, "bruno", "pdf OS-1/2026")
    kept = content(first)
    Path(first["files"][0]["path"]).unlink()
    assert content(asks(house, "bruno", "pdf OS-1/2026")) == kept


def test_draft_is_marked(house: House) -> None:
    said = house.says("davi", ORDER.replace("férias", "férias 🚧 do 山田"))
    warning = "No PDF, o que a fonte não tem sai pelo código: 🚧 [U+1F6A7], 山 [U+5C71], 田 [U+7530]."
    assert said.endswith(warning)
    message = asks(house, "davi", "pdf R-1")
    assert message["text"].endswith(warning)
    read = words(message)
    assert "MINUTA — sem valor antes da aprovação" in read
    assert "férias [U+1F6A7] do [U+5C71][U+7530]." in read


@pytest.mark.every_door
def test_certidao(house: House) -> None:
    issue(house)
    house.says("bruno", "ciente OS-1/2026")
    house.says("bruno", "cumprida OS-1/2026 plano no protocolo")
    read = words(asks(house, "ana", "certidão OS-1/2026"))
    assert "Extrato de ciência e cumprimento OS-1/2026" in read
    assert "por Bruno Lima" in read
    assert "plano no protocolo" in read
    assert "Ciência 1 de 2" in read
    assert "sem assinatura" in read
    with house.transaction() as session:
        from models import audit

        (link,) = [each.hash for each in audit.history(session, 1) if each.action == "cumprimento"]
    assert link in read


def test_certidao_says_in_whose_place(house: House) -> None:
    house.says("ana", "substituição @bruno por @carla de hoje a sexta portaria 10/2026")
    for who in ("ana", "helena"):
        house.tray(who)
    issue(house)
    house.says("carla", "ciente OS-1/2026")
    assert "por Carla Dias no lugar de Bruno Lima pelo terminal" in words(asks(house, "ana", "certidão OS-1/2026"))


def test_no_certidao_yet(house: House) -> None:
    house.says("davi", ORDER)
    assert house.says("davi", "certidão R-1") == (
        "A ordem de serviço R-1 ainda não foi transmitida (minuta): não há o que certificar."
    )
    house.says("ana", "tarefa @bruno enviar o relatório até sexta")
    assert house.says("ana", "certidão T-1").startswith("De T-1 não há extrato a tirar.")


def test_history_and_agenda(house: House) -> None:
    house.says("ana", "tarefa @bruno enviar o relatório até amanhã")
    read = words(asks(house, "bruno", "pdf T-1"))
    assert "Histórico de T-1" in read
    assert "Ana Prado" in read
    assert "enviar o relatório" in words(asks(house, "bruno", "pauta em pdf"))


def test_pages_and_hostile_text(house: House) -> None:
    house.says("ana", 'tarefa @bruno ver read("/etc/passwd") $x$ *a* <b> até sexta')
    house.says("bruno", "comentar T-1 שלום de مرحبا")
    for number in range(60):
        house.says("bruno", f"comentar T-1 {'linha comprida ' * 60}{number}")
    read = words(asks(house, "bruno", "histórico em pdf T-1"))
    assert "U+" not in read  # letters of any language are printed, those from right to left too
    assert 'read("/etc/passwd") $x$ *a* <b>' in read
    assert re.search(r"página 7 de \d+", read)


@pytest.mark.every_door
def test_act_goes_out_with_its_pdf(house: House) -> None:
    assert "vêm também em PDF" in house.says("bruno", "preferências pdf sim")
    issue(house)
    act, paper = house.pushed("bruno")
    assert act["files"] == []
    assert MADE.match(paper["text"])
    assert [each for each in house.pushed("otavio") if each["files"]] == []
    assert "PDF" not in house.says("bruno", "preferências pdf não")


def test_who_may_not_see_gets_nothing(house: House) -> None:
    issue(house, "ordem @saude Afastar o diretor.\nnível sigiloso")
    assert house.says("otavio", "pdf OS-1/2026").startswith("Não encontrei OS-1/2026.")
    assert house.says("vera", "certidão OS-1/2026").startswith("Não encontrei OS-1/2026.")
    code = code_of(asks(house, "bruno", "pdf OS-1/2026"))
    assert "levou OS-1/2026 em PDF (ato)" in house.says("bruno", "histórico OS-1/2026")
    assert house.says("bruno", f"conferir {code}").startswith("O documento existe: Ordem de serviço OS-1/2026")
    assert house.says("otavio", f"conferir {code}") == house.says("otavio", "conferir AAAA-BBBB-CCCC-DDDD")


@pytest.mark.every_door
def test_check_of_a_code(house: House) -> None:
    issue(house)
    message = asks(house, "bruno", "pdf OS-1/2026")
    code, file = code_of(message), message["files"][0]
    said = house.says("otavio", f"conferir {code.lower().replace('-', ' ')}")
    assert said == (
        f"O documento existe: Ordem de serviço OS-1/2026, de 23/11/2026 09:00.\nEm vigor.\nsha256: {file['sha256']}"
    )
    assert house.says("otavio", "conferir AAAA-BBBB-CCCC-DDDD").startswith("Não há documento com esse código")
    assert house.says("otavio", "conferir").startswith("Qual é o código?")


@pytest.mark.console
def test_check_of_a_file(house: House, tmp_path: Path) -> None:
    issue(house)
    message = asks(house, "bruno", "pdf OS-1/2026")
    line = f"conferir {code_of(message)}"
    same, other = tmp_path / "ordem.pdf", tmp_path / "outra.pdf"
    same.write_bytes(content(message))
    other.write_bytes(content(message) + b"\n")
    assert house.answer("otavio", text=line, file=str(same))["text"].endswith("O arquivo é o mesmo, byte por byte.")
    assert "O arquivo NÃO é o mesmo" in house.answer("otavio", text=line, file=str(other))["text"]


def test_many_wrong_codes_are_noticed(house: House) -> None:
    for number in range(41):
        house.says("otavio", f"conferir AAAA-BBBB-CCCC-{number:04d}")
    assert any("procurou na última hora 40 números" in each for each in house.tray("vera"))


def test_own_arms_and_template(house: House, tmp_path: Path) -> None:
    folder = house.app.settings.documents_dir = tmp_path / "documentos"
    folder.mkdir()
    issue(house)
    plain = code_of(asks(house, "bruno", "pdf OS-1/2026"))
    template = next(look.looks(tmp_path, "ato")).template
    (folder / "ato.typ").write_text(template.replace("= #d.title", "= Papel timbrado: #d.title"), encoding="utf-8")
    own = asks(house, "bruno", "pdf OS-1/2026")
    assert code_of(own) != plain
    assert "Papel timbrado: Ordem de serviço OS-1/2026" in words(own)


def test_broken_template_leaves_the_built_in_one(house: House, tmp_path: Path) -> None:
    folder = house.app.settings.documents_dir = tmp_path / "documentos"
    folder.mkdir()
    (folder / "documento.typ").write_text("#let x = (", encoding="utf-8")
    issue(house)
    assert "Ordem de serviço OS-1/2026" in words(asks(house, "bruno", "pdf OS-1/2026"))
    asks(house, "bruno", "histórico em pdf OS-1/2026")
    (told,) = house.tray("igor")
    assert told.startswith("O modelo documento.typ da pasta de documentos não serve, e usei o que vem com o bot.")
    assert "unclosed delimiter" in told
