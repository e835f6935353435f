"""The register as CSV: all or nothing, every bad row named, and back again unchanged."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.cli import main
from bot.operators import operator
from models import audit, moments, sheets
from models.audit import Audit
from models.base import Base, Refusal
from models.expedientes import SUBJECT, nup
from models.expedientes.table import COLUMNS
from models.records import Record
from models.sheets import Fault, Layout
from tests import databases
from tests.conftest import House
from tests.work import statements
from tests.workbooks import Sheet, Styled, workbook

SAMPLE = Path(__file__).parents[3] / "shared" / "domain" / "samples" / "siconv_convenio.csv"
WITH_SAMPLE = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of real rows is not beside the project")
MAPPED = Layout({"numero": "PROCESSO", "assunto": "OBJETO", "interessado": "PROPONENTES"})
HEAD = ",".join(COLUMNS) + "\n"


def load(house: House, content: str | bytes, layout: Layout | None = None) -> list[str]:
    """Import as the command does, rolled back when anything is wrong; returns the faults."""
    faults: list[Fault] = []
    raw = content.encode() if isinstance(content, str) else content
    with house.transaction() as session:
        upload = sheets.Upload(io.BytesIO(raw), "lista.csv", faults.append, layout or Layout())
        sheets.load(session, SUBJECT, upload, operator="root", now=house.now)
        if faults:
            session.rollback()
    return [str(fault) for fault in faults]


def dumped(house: House) -> str:
    out = io.StringIO()
    with house.transaction() as session:
        sheets.write(out, COLUMNS, sheets.rows(session, SUBJECT))
    return out.getvalue().removeprefix(HEAD)


def everything(house: House) -> dict[str, int]:
    """The number of rows of each table."""
    with house.transaction() as session:
        return {
            each.name: session.scalar(select(func.count()).select_from(each)) or 0
            for each in Base.metadata.sorted_tables
        }


@WITH_SAMPLE
@pytest.mark.slow
def test_six_hundred_real_rows(house: House) -> None:
    with statements(house.app.engine) as sent:
        assert load(house, SAMPLE.read_bytes(), MAPPED) == []
    assert len(sent) < 60
    with SAMPLE.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source, delimiter=";"))
    assert len(rows) == 600
    for row in rows[::29]:
        number = row["PROCESSO"]
        digits = nup.digits_of(number)
        assert digits is not None
        title = " ".join(row["OBJETO"].split())
        for spelling in (number, digits, f"processo nº {number}"):
            assert house.says("davi", f"ver {spelling}").splitlines()[0] == f"{number} {title}"
        assert number in house.says("davi", f"buscar {number}")
    found = house.says("davi", "buscar festa frutas citricas")
    assert "21000.031381/2019-67 Realização da 9ª Früchtefest - Festa das Frutas Cítricas." in found
    assert "21000.031381/2019-67" in house.says("davi", "buscar fruchtefest município de harmonia")
    history = house.says("davi", "histórico 21000.015511/2019-14")
    assert "importado de lista.csv, linha 2" in history
    assert "NR_CONVENIO: 882591" in history
    broken = next(row for row in rows if "\n" in row["MODALIDADE"])
    assert house.says("davi", f"ver {broken['PROCESSO']}").startswith(broken["PROCESSO"])
    before = everything(house)
    assert load(house, SAMPLE.read_bytes(), MAPPED) == []
    assert everything(house) == before
    with house.transaction() as session:
        assert audit.verify(session).broken_id is None


@WITH_SAMPLE
def test_one_wrong_digit_stops_all_the_real_rows(house: House) -> None:
    content = SAMPLE.read_text(encoding="utf-8").replace("21000.015572/2019-81", "21000.015572/2019-18")
    assert load(house, content, MAPPED) == [
        "linha 5: O NUP 21000.015572/2019-18 não confere: com esse começo, os dígitos finais seriam 81 "
        "(21000.015572/2019-81). Confira o número no documento."
    ]
    assert house.says("davi", "ver 21000.015511/2019-14").startswith("Não encontrei")
    assert dumped(house) == ""


def test_every_column(house: House) -> None:
    rows = (
        "ofício,225/2026,2026,GP,Convite,Câmara,Câmara Municipal,publico,,OBRAS,2026-11-20,2026-12-01\n"
        "processo,7,2025,OBRAS,Ponte,,,restrito,sobrestado,OBRAS,20/10/2025,15/12/2026\n"
        "processo,8,2025,OBRAS,Arquivo morto,,,,arquivado,,20/10/2025,01/01/2026\n"
        "requerimento,,,SAUDE,Remédio,Maria,,sigiloso,,,,\n"
        "requerimento,,,SAUDE,Remédio,José,,,,,,\n"
    )
    assert load(house, HEAD + rows) == []
    card = house.says("davi", "ver 225/2026")
    assert card.startswith("OF-225/2026 Convite\nOfício em tramitação, recebido em 20/11\nInteressado: Câmara\n")
    assert "Está com a Secretaria de Obras" in card
    assert "Prazo: terça-feira, 01/12" in card
    assert house.says("otavio", "ver PROC-7/2025-OBRAS").startswith("PROC-7/2025-OBRAS Ponte\nProcesso sobrestado")
    assert house.says("otavio", "expediente novo Outra ano 2025").startswith("Processo PROC-9/2025-OBRAS registrado")
    assert "Arquivado na Secretaria de Obras" in house.says("davi", "onde está 8/2025")
    assert house.says("bruno", "ver REQ-1/2026-SAUDE").startswith("REQ-1/2026-SAUDE Remédio")
    assert house.says("sergio", "ver REQ-1/2026-SAUDE").startswith("Não encontrei")
    assert house.says("sergio", "ver REQ-2/2026-SAUDE").startswith("REQ-2/2026-SAUDE Remédio")


def test_out_and_in_again_unchanged(house: House, tmp_path: Path) -> None:
    house.says("davi", 'expediente novo "=1+1" interessado @ prazo 15/12 nível restrito')
    house.says("davi", "novo ofício 12/2026 -Convite procedência: Câmara")
    house.says("davi", "expediente novo Ponte número 21000.015511/2019-14")
    house.says("davi", "tramitar 21000.015511/2019-14 @obras @saude")
    house.says("davi", "expediente novo Fim")
    house.says("davi", "arquivar PROC-2/2026-GP")
    first = dumped(house)
    assert "'=1+1" in first
    other = House(databases.furnished(tmp_path / "other.db"), house.now)
    assert load(other, HEAD + first) == []
    assert dumped(other) == first
    assert other.says("davi", "ver PROC-1/2026-GP").startswith("PROC-1/2026-GP =1+1")
    other.app.engine.dispose()


def row(**values: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([values.get(name, "") for name in COLUMNS])
    return out.getvalue()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (row(assunto=""), ""),
        (row(numero="1/2026"), "falta o assunto"),
        (row(assunto="x" * 1001), "assunto: são 1001 caracteres, até 1000"),
        (row(assunto="x", interessado="y" * 4001), "interessado: o texto é longo demais"),
        (row(assunto="x", orgao="NADA"), "orgao: o órgão NADA não está cadastrado (veja: python -m bot people import)"),
        (
            row(assunto="x", onde="GP NADA"),
            "onde: o órgão NADA não está cadastrado (veja: python -m bot people import)",
        ),
        (row(assunto="x", nivel="secreto"), "nivel: 'secreto' não existe; use público, restrito ou sigiloso"),
        (row(assunto="x", situacao="perdido"), "situacao: 'perdido' não existe; use protocolado"),
        (row(assunto="x", recebido_em="31/02/2026"), "recebido_em: a data '31/02/2026' não existe"),
        (row(assunto="x", recebido_em="2030-01-01"), "recebido_em: 01/01/2030 ainda não chegou"),
        (
            row(assunto="x", prazo="amanhã"),
            "prazo: a data 'amanhã' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20",
        ),
        (row(assunto="x", ano="26"), "ano: '26' não é um ano de quatro algarismos"),
        (row(assunto="x", numero="21000.015511/2019-41"), "O NUP 21000.015511/2019-41 não confere"),
        (row(assunto="x", numero="abc"), "Não entendi o número abc."),
        ("a,b\n", "tem 2 colunas, e o cabeçalho tem 12"),
    ],
)
def test_a_bad_row_is_named_and_nothing_stays(house: House, bad: str, reason: str) -> None:
    good = row(assunto="Ponte", numero="5/2026")
    faults = load(house, HEAD + good + bad + row(assunto="Outra"))
    if not reason:  # a blank line is no row
        assert faults == []
        return
    (fault,) = faults
    assert fault.startswith(f"linha 3: {reason}")
    assert dumped(house) == ""


def test_every_bad_row_is_named(house: House) -> None:
    rows = [row(assunto="x", numero=f"{n}/2026", nivel="?" if n % 3 == 0 else "") for n in range(1, 1201)]
    faults = load(house, HEAD + "".join(rows))
    assert [int(fault.split()[1].rstrip(":")) for fault in faults] == [n + 1 for n in range(3, 1201, 3)]
    assert dumped(house) == ""


def test_numbers_twice(house: House) -> None:
    one = row(assunto="Ponte", numero="21000.015511/2019-14")
    assert load(house, HEAD + one + row(assunto="Outra", numero="21000015511201914")) == [
        "linha 3: numero: 21000015511201914 já está na linha 2"
    ]
    assert load(house, HEAD + one) == []
    again = row(assunto="Pontes", numero="21000.015511/2019-14", recebido_em="20/11/2026")
    assert load(house, HEAD + again) == [
        "linha 2: numero: 21000.015511/2019-14 já está registrado, com outro valor em assunto"
    ]
    plain = row(assunto="Convite", tipo="ofício", numero="12/2026", procedencia="Câmara")
    assert load(house, HEAD + plain + plain) == ["linha 3: numero: 12/2026 já está na linha 2"]
    other = row(assunto="Requisição", tipo="ofício", numero="12/2026", procedencia="Ministério Público")
    assert load(house, HEAD + other + plain) == []
    third = row(assunto="Pedido", tipo="ofício", numero="12/2026", procedencia="Estado")
    assert load(house, HEAD + plain + other) == []
    assert load(house, HEAD + third) == []
    assert load(house, HEAD + third.replace("Estado", "Câmara")) == [
        "linha 2: numero: 12/2026 já está registrado (PROT-1/2026-GP), com outro valor em assunto"
    ]
    assert len(house.answer("davi", text="ver 12/2026")["buttons"]) == 3
    own = row(assunto="Própria", numero="4", ano="2026", orgao="OBRAS")
    assert load(house, HEAD + own + own) == ["linha 3: numero: PROC-4/2026-OBRAS já está na linha 2"]
    assert load(house, HEAD + own) == []
    assert load(house, HEAD + row(assunto="Outra", numero="4", ano="2026", orgao="OBRAS", interessado="Ana")) == [
        "linha 2: numero: PROC-4/2026-OBRAS já está registrado, com outro valor em assunto e interessado"
    ]


def test_the_same_file_again_changes_nothing(house: House) -> None:
    file = HEAD + row(assunto="Ponte", numero="5/2026") + row(assunto="Rua") + row(assunto="Rua")
    assert load(house, file) == []
    house.says("davi", "tramitar 5/2026 @obras")
    before, rows = everything(house), dumped(house)
    assert load(house, file) == []
    assert load(house, HEAD + row(assunto="Ponte", numero="5/2026")) == []
    assert load(house, HEAD + rows) == []
    assert (everything(house), dumped(house)) == (before, rows)
    assert load(house, file + row(assunto="Praça", numero="6/2026")) == []
    assert dumped(house).count("\n") == 6


def test_ways_a_file_is_written(house: House) -> None:
    assert load(house, "\ufeffAssunto;Número Próprio\r\nPonte;5\r\n") == []
    assert house.says("davi", "histórico PROC-1/2026-GP").count("Número Próprio: 5") == 1
    assert (
        load(
            house,
            "coisa|quando\nRua|5.10.2026\n",
            Layout({"assunto": "coisa", "recebido_em": "quando"}, "", "utf-8", "%d.%m.%Y"),
        )
        == []
    )
    assert "recebido em 05/10" in house.says("davi", "ver PROC-2/2026-GP")
    assert load(house, "assunto\nIluminação\n".encode("latin-1"), Layout(encoding="latin-1")) == []
    assert load(house, 'assunto,interessado\n"Praça\nnova, já",Ana\nx\n') == [
        "linha 4: tem 1 coluna, e o cabeçalho tem 2; confira os separadores e as aspas"
    ]
    latin = "assunto\nIluminação\nPraça\n".encode("latin-1")
    assert load(house, latin) == []
    assert "Iluminação" in house.says("davi", "ver PROC-4/2026-GP")
    assert load(house, latin, Layout(encoding="utf-8-sig")) == [
        "linha 2: assunto: há letras que não estão em utf-8-sig; tente --encoding latin-1",
        "linha 3: assunto: há letras que não estão em utf-8-sig; tente --encoding latin-1",
    ]
    assert load(house, 'assunto,interessado\nPonte,"Ana\n') == [
        "linha 2: não é um CSV válido (aspas abertas ou fora do lugar); o resto do arquivo não foi lido"
    ]


def test_the_file_excel_saves(house: House) -> None:
    head = 'tipo;numero;ano;orgao;"assunto\n(resumo)";interessado;recebido_em\n'
    row = "ofício;9;2026;GP;Poda de árvores;José;2026-11-03T19:45:00\n"
    for encoding, number in (("utf-8", "9"), ("utf-16", "10"), ("cp1252", "11")):
        content = (head + row.replace("9", number, 1)).encode(encoding)
        assert load(house, content, Layout({"assunto": "assunto (resumo)"})) == []
        card = house.says("davi", f"ver OF-{number}/2026")
        assert card.startswith(f"OF-{number}/2026-GP Poda de árvores\nOfício protocolado, recebido em 03/11, às 19h45")


def test_a_workbook_of_expedientes(house: House) -> None:
    rows: Sheet = [
        ["Protocolo da Prefeitura"],
        ["Tipo", "Número", "Ano", "Órgão", "Assunto", "Recebido em", "Valor"],
        ["ofício", 15, 2026, "GP", "Poda", Styled(46346.607638888891, "22"), 1234.5],
        ["TOTAL", None, None, None, None, None, 1234.5],
    ]
    assert load(house, workbook(rows)) == []
    assert "recebido em 20/11, às 14h35" in house.says("ana", "ver OF-15/2026")
    assert "Valor: 1234,5" in house.says("davi", "histórico OF-15/2026")
    wrong: Sheet = [*rows[:2], ["ofício", 21000015511201914.0, None, "GP", "Poda", Styled(46346, "14")]]
    (fault,) = load(house, workbook(wrong))
    assert fault.startswith("linha 3: numero '2,1000")
    assert fault.endswith(": a planilha estragou este valor; formate a coluna como texto e escreva de novo")


def test_a_protocol_number_without_its_zeros(house: House) -> None:
    full = "00042.000007/2026-" + nup.check_digits("000420000072026")
    short = "".join(filter(str.isdigit, full)).lstrip("0")
    assert load(house, f"numero;assunto\n{short};Poda\n") == [
        f"linha 2: numero: {short} perdeu zeros à esquerda; escreva {full}, com a coluna formatada como texto"
    ]


PROTECTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
TOO_LARGE = "A planilha fica grande demais ao ser aberta. Divida-a em partes, ou salve como CSV."


def bomb() -> bytes:
    return workbook([["assunto"]], parts={"xl/sharedStrings.xml": b"<sst><si><t>" + b"a" * 50_000_000})


def late_bomb() -> bytes:
    rows = b'<row><c t="str"><v>assunto</v></c></row>' + b'<row><c t="str"><v>Poda</v></c></row>' * 1000
    return workbook([["assunto"]], parts={"xl/worksheets/sheet1.xml": b"<sheetData>" + rows + b" " * 50_000_000})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (PROTECTED, "A planilha tem senha: abra-a, retire a senha (Arquivo, Informações, Proteger), salve e mande de novo."),
        (bomb, TOO_LARGE),
        (late_bomb, TOO_LARGE),
        ("numero;assunto\n1/2026;Poda\n".encode("utf-16")[:-1], "O arquivo está cortado ou danificado. Salve de novo como CSV UTF-8 e mande."),
    ],
)  # fmt: skip
def test_a_file_refused_as_a_whole_leaves_nothing(
    house: House, content: bytes | Callable[[], bytes], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        load(house, content if isinstance(content, bytes) else content())
    assert refused.value.sentence == said
    assert dumped(house) == ""


def test_a_register_as_excel_spoils_it(house: House) -> None:
    # Two header rows, a mark, semicolons, line breaks, empty columns, a total; then cells that cannot be read.
    head = ';;;Datas;;;\nNúmero;"Assunto\n(resumo)";Valor;Recebido em;Prazo;;\n'
    good = '12/2026;"Poda\nde árvores";R$ 1.234,56;03/11/2026 14:35;10/12/2026;;\n'
    total = "Total de processos;;R$ 1.234,56;;;;\n"
    mapped = Layout({"assunto": "assunto (resumo)", "numero": "NÚMERO", "recebido_em": "Recebido em"})
    mark = "\ufeff".encode()
    assert load(house, mark + f"{head}{good}{total}".encode("cp1252"), mapped) == []
    assert house.says("davi", "ver 12/2026").startswith(
        "PROC-12/2026 Poda de árvores\nProcesso protocolado, recebido em 03/11, às 14h35"
    )
    assert "Valor: R$ 1.234,56 Prazo: 10/12/2026" in house.says("davi", "histórico 12/2026")
    bad = "1,2E+11;Rua;;03/11/2026 14:35;;;\n13/2026;Ponte;;31/11/2026;;;\n14/2026;Muro;;;;sobra;\n"
    assert load(house, mark + f"{head}{bad}{good.replace('12/', '15/')}".encode("cp1252"), mapped) == [
        "linha 4: numero '1,2E+11': a planilha estragou este valor; formate a coluna como texto e escreva de novo",
        "linha 5: recebido_em: a data '31/11/2026' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20",
        "linha 6: tem 6 colunas, e o cabeçalho tem 5; confira os separadores e as aspas",
    ]
    assert dumped(house).count("\n") == 1


# --- the command ---------------------------------------------------------------------------------------------


@pytest.fixture
def command(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", house.url)
    return lambda *words: main(["expedientes", *words])


def test_the_command(command, house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.csv").write_text("N;O QUE\n21000.015511/2019-14;Ponte\n", encoding="utf-8")
    mapping = ("--map", "numero=N", "--map", "assunto=O QUE")
    assert command("import", "a.csv", *mapping, "--check") == 0
    assert capsys.readouterr().out == "Seria importado 1 expediente de a.csv.\n"
    assert house.says("davi", "ver 21000.015511/2019-14").startswith("Não encontrei")
    assert command("import", "a.csv", *mapping) == 0
    assert capsys.readouterr().out == "Importado 1 expediente de a.csv.\n"
    assert house.says("davi", "ver 21000.015511/2019-14").startswith("21000.015511/2019-14 Ponte")
    assert command("import", "a.csv", *mapping) == 0
    assert capsys.readouterr().out == "Importados 0 expedientes de a.csv; 1 já estava registrado.\n"
    (tmp_path / "c.csv").write_text("numero;assunto\n21000.015511/2019-14;Rua\n5/2026;Praça\n", encoding="utf-8")
    assert command("import", "c.csv") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "linha 2: numero: 21000.015511/2019-14 já está registrado, com outro valor em assunto\n"
        "1 erro; nada foi importado.\n"
    )
    today = moments.today(datetime.now(UTC))  # the command line has the real clock
    assert command("export") == 0
    assert capsys.readouterr().out == (
        HEAD + f"processo,21000.015511/2019-14,2019,GP,Ponte,,,publico,protocolado,GP,{today},\n"
    )
    assert command("export", "b.csv") == 0
    assert command("import", "b.csv", "--dry-run") == 0
    assert capsys.readouterr().out == "Seriam importados 0 expedientes de b.csv; 1 já estava registrado.\n"
    assert command("export", "nada/b.csv") == 2


def test_an_export_is_in_the_history_with_who_and_what(  # type: ignore[no-untyped-def]
    command, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    who = operator()
    for line in ("Aberto", "Remédio nível restrito", "Denúncia nível sigiloso", "Apuração nível sigiloso"):
        house.says("davi", f"expediente novo {line}")
    assert command("export") == 0
    assert capsys.readouterr().out.count("\n") == 5
    with house.transaction() as session:
        found = session.scalars(select(Audit).where(Audit.action == "exportacao").order_by(Audit.id)).all()
        codes = {each.id: each.code for each in session.scalars(select(Record))}
        assert audit.verify(session).broken_id is None
    assert [(codes.get(each.record_id or 0), each.channel, each.text) for each in found] == [
        (None, "comando", f"{who} exportou 4 expedientes: 1 restrito e 2 sigilosos"),
        ("PROC-2/2026-GP", "comando", f"exportado por {who}"),
        ("PROC-3/2026-GP", "comando", f"exportado por {who}"),
        ("PROC-4/2026-GP", "comando", f"exportado por {who}"),
    ]
    assert f"exportado por {who}" in house.says("davi", "histórico PROC-3/2026-GP")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "nada.csv"), "Não consegui ler o arquivo nada.csv. Confira o caminho.\n"),
        (("import", "a.csv", "--map", "cor=AZUL"), "Não entendi --map cor=AZUL. Escreva coluna=NOME"),
        (("import", "a.csv", "--map", "assunto=NADA"), "O arquivo não tem a coluna NADA. Tem: x, y\n"),
        (("import", "a.csv"), "Falta a coluna assunto. Diga qual é: --map assunto=NOME."),
        (("import", "a.csv", "--encoding", "marciano"), "Não conheço a codificação marciano."),
        (("import", "a.csv", "--delimiter", "::"), "O separador é um sinal só"),
        (("import", "vazio.csv"), "O arquivo está vazio: falta a linha com o nome das colunas.\n"),
        (("import", "velha.csv"), "O arquivo é uma planilha antiga do Excel (.xls): abra-a e salve como .xlsx ou CSV"),
        (("import", "dobro.csv"), "O cabeçalho (linha 1) repete a coluna assunto, em A e B: dê nomes diferentes."),
        ((), "usage:"),
    ],
)
def test_wrong_use_gets_a_sentence(  # type: ignore[no-untyped-def]
    command, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    (tmp_path / "vazio.csv").write_bytes(b"")
    (tmp_path / "velha.csv").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (tmp_path / "dobro.csv").write_text("assunto,assunto\n1,2\n", encoding="utf-8")
    assert command(*words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(sentence)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_imported_or_explained(house: House, content: bytes, headed: bool) -> None:
    try:
        faults = load(house, (HEAD.encode() if headed else b"assunto\n") + content)
    except Refusal as refusal:
        faults = [refusal.sentence]
    assert all(faults)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (
            "ofício,15,2026,GP,Poda,C,,,,,03/11/2026,03/11/2025",
            "prazo: 03/11/2025 vem antes do recebimento (03/11/2026)",
        ),
        ("ofício,15,2026,GP,Poda,C,,,,,03/11/2025,", "ano: 2026 é depois do recebimento (03/11/2025)"),
        ("ofício,15/2025,2026,,Poda,C,,,,,03/11/2026,", "ano: a coluna diz 2026, e o número 15/2025 é de 2025"),
        ("ofício,15/2026,,,Poda,C,,,,,03/11/2025,", "numero: 2026 é depois do recebimento (03/11/2025)"),
        ("ofício,15,20266,GP,Poda,C,,,,,03/11/2026,", "ano: '20266' não é um ano"),
        ("ofício,15,2098,GP,Poda,C,,,,,03/11/2026,", "ano: 2098 é depois do recebimento"),
        ("ofício,15,2026,GP,Poda,C,,,,,03/11/2026,03/12/2926", "prazo: 03/12/2926 está longe demais; confira o ano"),
        ("ofício,15,2026,GP,Poda,C,,,,,01/01/1900,", "recebido_em: 01/01/1900 é o zero da planilha"),
        ("ofício,15,2026,GP,Poda,C,,,,,23/11/2026 18:00,", "recebido_em: 23/11/2026 ainda não chegou"),
        ('ofício,"2,3102E+16",2026,GP,Poda,C,,,,,03/11/2026,', "numero '2,3102E+16': a planilha estragou"),
        ("ofício,15,2026,GP,#REF!,C,,,,,03/11/2026,", "assunto '#REF!': a planilha estragou"),
    ],
)
def test_an_impossible_row_is_named(house: House, row: str, reason: str) -> None:
    found = load(house, f"{HEAD}{row}\n")
    assert len(found) == 1
    assert found[0].startswith(f"linha 2: {reason}")


def test_the_hour_of_receipt_is_kept(house: House) -> None:
    assert load(house, f"{HEAD}ofício,15,2026,GP,Poda,C,,,,,20/11/2026 14:35,\n") == []
    assert "recebido em 20/11, às 14h35" in house.says("ana", "ver OF-15/2026")
    assert "2026-11-20 14:35" in dumped(house)
    assert load(house, f"{HEAD}ofício,16,2026,GP,Poda,C,,,,,20/11/2026 00:00:00,\n") == []
    assert ",2026-11-20,\n" in dumped(house)
