"""Tables as people's spreadsheets write them: read rightly, or refused with the row, the column and what to do."""

import codecs
import csv
import io
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import sheets
from models.base import Refusal
from models.sheets import Column, Fault, Layout
from models.texts import clean
from tests.workbooks import Sheet, Styled, Value, workbook

COLUMNS = ("numero", "assunto", "valor", "recebido_em")
TABLE = tuple(Column(name, is_needed=name == "assunto") for name in COLUMNS)
NOTES: list[str] = []  # the omitted rows of the last file
HEADER = "Número;Assunto;Valor;Recebido em\n"
Read = list[tuple[int, dict[str, str]]]


def read(content: str | bytes, layout: Layout | None = None, faults: list[Fault] | None = None) -> Read:
    """The rows of a file; asserts that there are no faults, unless they are to be collected in `faults`."""
    found: list[Fault] = [] if faults is None else faults
    NOTES.clear()
    raw = content.encode() if isinstance(content, str) else content
    rows = sheets.read(io.BytesIO(raw), TABLE, layout or Layout(), found.append, note=NOTES.append)
    taken = [(cells.line, cells.values) for cells in rows]
    assert faults is not None or found == []
    return taken


def faults(content: str | bytes, layout: Layout | None = None) -> list[str]:
    found: list[Fault] = []
    read(content, layout, found)
    return [str(fault) for fault in found]


def refusal(content: str | bytes, layout: Layout | None = None) -> str:
    with pytest.raises(Refusal) as refused:
        read(content, layout, [])
    return refused.value.sentence


def row(numero: str = "", assunto: str = "", valor: str = "", recebido_em: str = "") -> dict[str, str]:
    return dict(zip(COLUMNS, (numero, assunto, valor, recebido_em), strict=True))


# --- CSV -----------------------------------------------------------------------------------------------------

WORDS = "Iluminação da praça; três árvores, ações e órgãos"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp850", "mac_roman"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_a_csv_is_written(encoding: str, delimiter: str, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerows([["Número", "Assunto", "Valor", "Recebido em"], ["1/2026", WORDS, "1.234,56", "03/11/2026 14:35"]])
    assert read(out.getvalue().encode(encoding)) == [(2, row("1/2026", WORDS, "1.234,56", "03/11/2026 14:35"))]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_unicode_text_of_excel(mark: bytes) -> None:
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    content = mark + "Número\tAssunto\r\n7\tPonte\r\n".encode(encoding)
    assert read(content) == [(2, {"numero": "7", "assunto": "Ponte"})]


def test_text_of_windows_behind_the_mark_of_utf_8() -> None:
    content = codecs.BOM_UTF8 + f'"Número";Assunto\r\n7;{WORDS.replace(";", "")}\r\n'.encode("cp1252")
    assert read(content) == [(2, {"numero": "7", "assunto": WORDS.replace(";", "")})]


def test_the_mark_with_which_dos_ends_a_file() -> None:
    assert read("assunto;valor\r\nPoda;1\r\n\x1a") == [(2, {"assunto": "Poda", "valor": "1"})]


def test_text_that_is_cut_or_in_another_encoding() -> None:
    cut = HEADER.encode("utf-16")[:-1]
    assert refusal(cut) == "O arquivo está cortado ou danificado. Salve de novo como CSV UTF-8 e mande."
    assert refusal(cut, Layout(encoding="utf-16")).startswith("O arquivo não está em utf-16. Diga a codificação, ")


def test_line_breaks_inside_the_header_and_cells() -> None:
    content = '\ufeffNúmero;"assunto\n(resumo)";Valor\n1;"Poda\nde árvores";2\n3;Rua;4\n'
    assert read(content, Layout({"assunto": "Assunto (resumo)", "numero": "NUMERO"})) == [
        (3, {"assunto": "Poda de árvores", "numero": "1"}),
        (5, {"assunto": "Rua", "numero": "3"}),
    ]


def test_the_line_in_which_excel_names_the_delimiter() -> None:
    assert read("sep=|\nassunto|valor\na;b;c|1\n") == [(3, {"assunto": "a;b;c", "valor": "1"})]


def test_titles_above_the_header_are_skipped() -> None:
    titles = "Prefeitura de Exemplo, Gabinete, Protocolo;;;\n;;;\nIdentificação;;Datas;\n"
    assert read(f"{titles}{HEADER}1;Poda;;\n") == [(5, row("1", "Poda"))]


@pytest.mark.parametrize("above", ["Número;Assunto;Dados;", "Número;;;Datas", "Número;Outros;Dados;Datas"])
def test_a_header_in_two_rows(above: str) -> None:
    below = ";".join("" if name in above else name for name in ("Número", "Assunto", "Valor", "Recebido em"))
    assert read(f"Lista;;;\n{above}\n{below}\n1;Poda;2;3\n") == [(4, row("1", "Poda", "2", "3"))]


def test_no_header_within_the_first_rows() -> None:
    assert refusal("x\n" * 10 + HEADER).startswith(
        "Falta a coluna assunto. Diga qual é: --map assunto=NOME. O arquivo tem: x"
    )


def test_a_header_said_again_on_each_page_is_no_row() -> None:
    assert read(f"{HEADER}1;Poda;;\n{HEADER}2;Rua;;\n") == [(2, row("1", "Poda")), (4, row("2", "Rua"))]


def test_empty_columns_at_the_right() -> None:
    assert read("assunto;valor;;;\nPoda;1;;;\nRua;2;;;;;;\n;;;;\n") == [
        (2, {"assunto": "Poda", "valor": "1"}),
        (3, {"assunto": "Rua", "valor": "2"}),
    ]
    assert faults("assunto;;valor\nPoda;x;1\nRua;;2\n") == [
        "linha 2: a coluna B tem um valor, e o cabeçalho não lhe dá nome"
    ]
    wide = ";".join(["assunto", *(f"c{n}" for n in range(26)), "", "fim"])
    assert faults(f"{wide}\n{';'.join('x' * 29)}\n") == [
        "linha 2: a coluna AB tem um valor, e o cabeçalho não lhe dá nome"
    ]
    assert faults("assunto;valor\nPoda;1;2\nRua\n") == [
        "linha 2: tem 3 colunas, e o cabeçalho tem 2; confira os separadores e as aspas",
        "linha 3: tem 1 coluna, e o cabeçalho tem 2; confira os separadores e as aspas",
    ]
    cut = "assunto,valor,nota,fim\nPoda,1.234,56,,\n"  # 1.234,56 without its quotes
    assert faults(cut) == ["linha 2: tem 5 colunas, e o cabeçalho tem 4; confira os separadores e as aspas"]
    assert read("assunto,valor,,\nPoda,1,,,\n") == [(2, {"assunto": "Poda", "valor": "1"})]


@pytest.mark.parametrize(
    "total", ["TOTAL;;1.234,56;", "Total geral:;;R$ 3,00;", ";Totais;5;", "Total de processos: 2;;;"]
)
def test_a_total_at_the_end_is_no_row(total: str) -> None:
    assert read(f"{HEADER}1;Poda;1,00;\n2;Rua;2,00;\n{total}\n;;;\n") == [
        (2, row("1", "Poda", "1,00")),
        (3, row("2", "Rua", "2,00")),
    ]
    assert NOTES == ["a linha 4 é a do total e ficou de fora"]
    assert faults(f"{HEADER}1;Poda;1,00;\n{total}\n2;Rua;2,00;\n{total}\n") == [
        "linha 3: parece um subtotal; apague a linha e mande de novo"
    ]


@pytest.mark.parametrize("last", ["3;Total da dívida;1,00;", "Total;Poda de árvores;;", "Totalmente;;5;"])
def test_a_row_that_mentions_a_total_is_a_row(last: str) -> None:
    assert len(read(f"{HEADER}1;Poda;1,00;\n{last}\n")) == 2


def test_letters_that_are_broken_are_named_and_no_others_spoilt() -> None:
    content = f"{HEADER}1;Iluminação;;\n2;Pra\u00e7a;;\n".encode() + b"3;Pra\xe7a;;\n"
    found: list[Fault] = []
    assert read(content, None, found) == [(2, row("1", "Iluminação")), (3, row("2", "Praça"))]
    assert found == [Fault(4, "há letras que não estão em UTF-8; escreva-as de novo", "Assunto")]


def test_columns_named_twice_or_not_at_all() -> None:
    assert refusal("") == refusal("\n\n") == "O arquivo está vazio: falta a linha com o nome das colunas."
    twice = "O cabeçalho (linha 1) repete a coluna assunto, em A e B: dê nomes diferentes."
    assert refusal("assunto;assunto\n") == refusal("Assunto;ASSUNTO\n1;2\n") == twice
    assert refusal("a;A;b\n1;2;3\n", Layout({"assunto": "á"})) == twice
    assert read("assunto;x;x\nPoda;1;2\n") == [(2, {"assunto": "Poda"})]
    assert refusal("a;b\n1;2\n", Layout({"assunto": "c"})) == "O arquivo não tem a coluna c. Tem: a, b"


# --- XLSX ----------------------------------------------------------------------------------------------------


def cell(value: Value) -> str:
    return read(workbook([["assunto", "valor"], ["x", value]]))[0][1]["valor"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (46329, "46329"),
        (1234.56, "1234,56"),
        (0.1 + 0.2, "0,3"),
        (-5.0, "-5"),
        (5519933330000, "5519933330000"),
        (True, "sim"),
        (Styled(46329, "14"), "2026-11-03"),
        (Styled(46329.607638888891, "22"), "2026-11-03 14:35"),
        (Styled(46329.5, "dd/mm/yyyy\\ hh:mm;@"), "2026-11-03 12:00"),
        (Styled(0.5, "20"), "12:00"),
        (Styled(1, "14"), "1900-01-01"),
        (Styled(1e12, "14"), "1000000000000"),
        (Styled(3, '0" dias"'), "3"),
        (Styled(1234.5, '[Red]"R$ "#,##0.00'), "1234,5"),
        (Styled(100 / 3, "4"), "33,33"),
        (Styled(2.675, '"R$ "#,##0.00;[Red]-"R$ "#,##0.00'), "2,68"),
        (Styled(1e12, "0.00"), "1000000000000"),
        (Styled(0.125, "0.00%"), "0,125"),
        (Styled(123456, "000000000"), "000123456"),
        ("0012", "0012"),
        ("'=1+1", "=1+1"),
        ("linha_x000D_\nnova", "linha nova"),
    ],
)
def test_a_cell_as_the_sheet_shows_it(value: Value, text: str) -> None:
    assert cell(value) == text


def test_a_number_that_lost_its_last_figures_is_spoilt() -> None:
    text = cell(21000015511201914.0)
    assert list(sheets.spoilt({"numero": text})) == [
        f"numero '{text}': a planilha estragou este valor; formate a coluna como texto e escreva de novo"
    ]


def test_rows_are_counted_as_the_sheet_counts_them() -> None:
    rows: Sheet = [
        ["Registro de 2026"],
        [],
        ["Número", None, "Assunto"],
        [],
        ["1", None, "Poda"],
        [2, None, "Rua"],
        ["Total", None, 2],
    ]
    assert read(workbook(rows)) == [(5, {"numero": "1", "assunto": "Poda"}), (6, {"numero": "2", "assunto": "Rua"})]


def test_the_sheet_with_the_columns_is_read() -> None:
    cover: Sheet = [["Leia-me"], ["assunto e outros"]]
    table: Sheet = [["Assunto"], ["Poda"]]
    secret: Sheet = [["Assunto", "Valor"], ["x", 1]]
    assert read(workbook(cover, secret, table, hidden=[2])) == [(2, {"assunto": "Poda"})]
    assert refusal(workbook(table, hidden=[1])).startswith("O arquivo não tem nenhuma planilha à vista.")


def test_several_sheets_with_the_columns_are_refused() -> None:
    january: Sheet = [["Assunto"], ["Poda"]]
    model: Sheet = [["Assunto"]]
    assert read(workbook(model, january)) == [(2, {"assunto": "Poda"})]
    assert refusal(workbook(january, january)) == (
        "O arquivo tem mais de uma planilha com estas colunas. Deixe à vista só uma de cada vez."
    )


def test_cells_merged_over_several_rows_are_named() -> None:
    rows: Sheet = [["Lista"], ["assunto", "valor"], ["Poda", 1], [None, 2]]

    def merged(*refs: str) -> bytes:
        cells = "".join(f'<mergeCell ref="{ref}"/>' for ref in refs)
        sheet = zipfile.ZipFile(io.BytesIO(workbook(rows))).read("xl/worksheets/sheet1.xml").decode()
        new = sheet.replace("</worksheet>", f"<mergeCells>{cells}</mergeCells></worksheet>")
        return workbook(rows, parts={"xl/worksheets/sheet1.xml": new})

    assert len(read(merged("A1:B1", "A1:A2", "A4:B4"))) == 2
    assert faults(merged("A1:B1", "A3:A4")) == [
        "linha 3: há células mescladas até a linha 4; desfaça a mescla e preencha cada linha"
    ]


def test_rich_text_inline_text_and_how_it_is_pronounced() -> None:
    sheet = (
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>assunto</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="s"><x:v>0</x:v></x:c></x:row><x:row><x:c t="s"><x:v>9</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    strings = "<sst><si><r><t>Po</t></r><r><t>da</t></r><rPh><t>x</t></rPh></si></sst>"
    content = workbook([[]], parts={"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings})
    assert read(content) == [(2, {"assunto": "Poda"})]


def with_sheet(sheet: str | bytes) -> bytes:
    return workbook([["assunto"]], parts={"xl/worksheets/sheet1.xml": sheet})


DAMAGED = "A planilha está danificada: abra-a no Excel, salve de novo como .xlsx e mande."


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (
            b"<sheetData>" + b" " * 50_000_000,
            "A planilha fica grande demais ao ser aberta. Divida-a em partes, ou salve como CSV.",
        ),
        ('<!DOCTYPE a [<!ENTITY b "c">]><sheetData>&b;</sheetData>', DAMAGED),
        ("<sheetData><row>", DAMAGED),
        (
            '<sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData>',
            "A planilha tem mais de 1000 colunas. Deixe só as da tabela.",
        ),
    ],
)
def test_a_workbook_that_harms_or_is_broken(sheet: str | bytes, said: str) -> None:
    assert refusal(with_sheet(sheet)) == said


def test_a_workbook_packed_in_another_way() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(out.getvalue()) == DAMAGED


def test_cells_far_apart_cost_nothing() -> None:
    sheet = '<sheetData><row r="1"><c r="A1" t="str"><v>assunto</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    assert read(with_sheet(sheet)) == [(1048576, {"assunto": "1"})]


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(place: int, noise: bytes) -> None:
    content = workbook([["Assunto", "Valor"], ["Poda", Styled(46329, "14")]])
    place %= len(content)
    try:
        read(content[:place] + noise + content[place + len(noise) :], None, [])
    except Refusal as refused:
        assert refused.sentence


# --- large ones ----------------------------------------------------------------------------------------------

MANY = 100_000


def csv_of_many() -> bytes:
    return (HEADER + "".join(f"{n};Poda nº {n};1,00;03/11/2026\n" for n in range(MANY))).encode("cp1252")


def xlsx_of_many() -> bytes:
    cells = '<c t="str"><v>Poda nº {0}</v></c><c><v>{0}</v></c>'
    rows = "".join(f"<row>{cells.format(n)}</row>" for n in range(MANY))
    head = '<row><c t="str"><v>assunto</v></c><c t="str"><v>valor</v></c></row>'
    return with_sheet(f"<sheetData>{head}{rows}</sheetData>")


@pytest.mark.slow
@pytest.mark.parametrize("made", [csv_of_many, xlsx_of_many])
def test_a_hundred_thousand_rows_one_at_a_time(made: Callable[[], bytes]) -> None:
    content = made()
    tracemalloc.start()
    rows = sheets.read(io.BytesIO(content), TABLE, Layout(), lambda fault: pytest.fail(str(fault)))
    first, last = next(rows), 0
    for cells in rows:
        last = cells.line
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (first.line, first.values["assunto"], last) == (2, "Poda nº 0", MANY + 1)
    assert peak < 4_000_000 + len(content)  # the file itself, and never the rows together


# --- files without a table ----------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


WORD = "O arquivo é um documento do Word, e não uma planilha. Mande a tabela em .xlsx ou CSV."


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (OLE, "O arquivo é uma planilha antiga do Excel (.xls): abra-a e salve como .xlsx ou CSV e mande de novo."),
        (
            b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\0" * 9,
            "O arquivo é uma planilha antiga do Excel (.xls): abra-a e salve como .xlsx ou CSV e mande de novo.",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "A planilha tem senha: abra-a, retire a senha (Arquivo, Informações, Proteger), salve e mande de novo.",
        ),
        (OLE + "WordDocument".encode("utf-16-le"), WORD),
        (packed("word/document.xml"), WORD),
        (
            packed("xl/workbook.bin"),
            "O arquivo é uma planilha binária do Excel (.xlsb): abra-a e salve como .xlsx ou CSV e mande de novo.",
        ),
        (
            packed("content.xml"),
            "O arquivo é uma planilha do LibreOffice (.ods): abra-a e salve como .xlsx ou CSV e mande de novo.",
        ),
        (packed("a.csv"), "O arquivo é um ZIP, e não uma planilha: abra-o e mande a planilha que está dentro."),
        (b"PK\x03\x04" + b"x" * 90, DAMAGED),
        (b"%PDF-1.7\n", "O arquivo é um PDF, e não uma planilha. Mande a tabela em .xlsx ou CSV."),
        (b"\x89PNG\r\n\x1a\n", "O arquivo é uma imagem, e não uma planilha. Mande a tabela em .xlsx ou CSV."),
        (
            "\ufeff\n<html><table><tr><td>assunto",
            "O arquivo é uma página (HTML ou XML) com nome de planilha: abra-o no Excel e salve como .xlsx ou CSV e mande de novo.",
        ),
        (b"MZ\x90\0\x03\0\0\0\x04", "O arquivo não é uma planilha nem um CSV. Mande a tabela em .xlsx ou CSV."),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(content: str | bytes, said: str) -> None:
    assert refusal(content) == said


# --- values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("R$ 1.234,56", "1234.56"),
        ("R$\xa01.234", "1234.00"),
        ("1234,5", "1234.50"),
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("(1.234,56)", "-1234.56"),
        ("-R$ 3", "-3.00"),
        ("-", None),
        ("", None),
    ],
)
def test_money(text: str, amount: str | None) -> None:
    found = sheets.as_money("valor", text)
    assert (str(found) if found is not None else None) == amount


@pytest.mark.parametrize("text", ["1,234", "1.23,4", "1.234,567", "mil", "1.2345", "1,5,5", "12.34.567", "1,2E+11"])
def test_no_money(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheets.as_money("valor", text)
    assert refused.value.sentence == f"valor: {text!r} não é um valor em reais; escreva como 1.234,56"


@given(st.decimals(-(10**10), 10**10, places=2, allow_nan=False))
def test_money_as_it_is_typed_reads_back(amount: Decimal) -> None:
    typed = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    assert sheets.as_money("valor", f"R$ {typed}") == amount


@pytest.mark.parametrize(
    "text",
    ["03/11/2026 14:35", "03/11/2026 14h35", "3/11/26 14:35", "2026-11-03T14:35:00", "2026-11-03 14:35:00.000",
     "2026-11-03T17:35:00Z", "2026-11-03T14:35:00-03:00", "03.11.2026 14:35"],
)  # fmt: skip
def test_a_day_and_hour(text: str) -> None:
    assert sheets.as_moment("dia", text) == datetime.fromisoformat("2026-11-03T14:35")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2026", "dia: a data '31/02/2026' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20"),
        ("46329", "dia: 46329 parece uma data que a planilha guardou como número; formate a coluna como data"),
        ("1899-12-31", "dia: 1899-12-31 é o zero da planilha, e não uma data; deixe vazio o que não se sabe"),
    ],
)
def test_no_day(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheets.as_moment("dia", text)
    assert refused.value.sentence.startswith(said)


@pytest.mark.parametrize(
    "text", ["1,2E+11", "-1.5E-07", "5,51199E+12", "2E+308", "12E34", "#REF!", "#####", "1234567.0"]
)
def test_spoilt(text: str) -> None:
    assert list(sheets.spoilt({"x": text, "y": "12E3", "z": "1E", "w": "12.345"})) == [
        f"x {text!r}: a planilha estragou este valor; formate a coluna como texto e escreva de novo"
    ]


@pytest.mark.parametrize(
    "text", ["31/02/2026", "03/11-2026", "03/11/202", "03/11/2026 25:00", "03/11/2026 14", "3/2026"]
)
def test_texts_that_are_no_day(text: str) -> None:
    assert sheets.moment(text) is None


@given(st.integers(61, 100_000))
def test_every_day_of_the_sheet(serial: int) -> None:
    shown = date(1899, 12, 30) + timedelta(days=serial)
    assert cell(Styled(serial, "14")) == f"{shown:%Y-%m-%d}"


@given(st.lists(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=12), min_size=2, max_size=2))
def test_written_values_read_back(texts: list[str]) -> None:
    out = io.StringIO()
    kept = [" ".join(clean(text).split()) for text in texts]
    sheets.write(out, COLUMNS, [["1", "x", *kept], ["2", "fim", "", ""]])
    assert read(out.getvalue())[0][1] == row("1", "x", *kept)
