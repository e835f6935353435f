"""<subject> import|export, for a subject that is one file dropped into models/."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.workbooks import Sheet, Styled, workbook

DROPPED = Path(__file__).parents[1] / "dropped"
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "domain" / "samples" / "siconv_convenio.csv"
HEAD = "numero,objeto,orgao,fiscal,situacao,valor,vigencia_ate,assinado_em,parcelas,com_emenda\n"
RUN = """
import contextlib, io, json, sys
import models
models.__path__.append(sys.argv[1])
from bot import schema
from bot.app import build
from bot.cli import main
from bot.settings import Settings
from bot.transactions import transaction
from models.base import insert_row
from models.people import Orgao, Person
app = build(Settings())
if schema.current(app.engine) is None:
    schema.create(app.engine)
    with transaction(app.engine) as session:
        obras = insert_row(session, Orgao, sigla="OBRAS", key="obras", name="Secretaria de Obras")
        insert_row(session, Person, handle="ana", name="Ana", name_key="ana", role="chefia", orgao_id=obras)
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(words)
        except SystemExit as ended:
            code = ended.code
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""


class Done(NamedTuple):
    """The exit code and the output of a command."""

    code: int
    out: str
    err: str


def run(folder: Path, *lines: str | list[str]) -> list[Done]:
    """Run these commands one after the other in a house with parcerias; returns their results."""
    words = [line.split() if isinstance(line, str) else line for line in lines]
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder / 'casa.db'}", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUN, str(DROPPED)]
    done = subprocess.run(
        command, cwd=folder, env=env, input=json.dumps(words), capture_output=True, text=True, check=True
    )
    return [Done(*json.loads(line)) for line in done.stdout.splitlines()]


@pytest.mark.slow
def test_a_table_goes_in_and_comes_out(tmp_path: Path) -> None:
    rows = (
        "882591/2019,Reforma da UBS,OBRAS,ana,em execução,R$ 1.234,31/12/2026,20/11/2026 14:35,3,sim\n"
        '7/2020,"=Ponte, nova",obras,@ana,CONCLUIDO,"1,5 milhão",2026-12-31,,1.200,N\n'
        ",Sem número,,,,,,,,\n"
    )
    (tmp_path / "a.csv").write_text(HEAD + rows, encoding="utf-8")
    checked, made, again, out, written, back, other = run(
        tmp_path,
        "parcerias import a.csv --dry-run",
        "parcerias import a.csv",
        "parcerias import a.csv",
        "parcerias export",
        "parcerias export b.csv",
        "parcerias import b.csv --check",
        "parcerias import c.csv",
    )
    assert checked == (0, "Seriam importadas 3 parcerias de a.csv.\n", "")
    assert made == (0, "Importadas 3 parcerias de a.csv.\n", "")
    assert again == (0, "Importadas 0 parcerias de a.csv; 3 já estavam registradas.\n", "")
    assert out.out == (
        HEAD + '882591/2019,Reforma da UBS,OBRAS,ana,em execução,"1.234,00",2026-12-31,2026-11-20 14:35,3,sim\n'
        '7/2020,"\'=Ponte, nova",OBRAS,ana,concluído,"1.500.000,00",2026-12-31,,1200,não\n'
        ",Sem número,,,em execução,,,,,\n"
    )
    assert written == (0, "", "")
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == out.out
    assert back == (0, "Seria importada 1 parceria de b.csv; 2 já estavam registradas.\n", "")
    assert other == (2, "", "Não consegui ler o arquivo c.csv. Confira o caminho.\n")


@pytest.mark.slow
def test_what_a_row_says_otherwise_is_changed_or_refused(tmp_path: Path) -> None:
    head = "CONVÊNIO;VL_GLOBAL;Objeto;FIM\n"
    (tmp_path / "a.csv").write_text(f"{head}1/26;10,00;Ponte;31/12/2026\n2/26;20,00;Rua;\n", encoding="cp1252")
    (tmp_path / "b.csv").write_text(f"{head}1/26;12,50;Ponte;\n2/26;20,00;Rua;\n", encoding="cp1252")
    (tmp_path / "c.csv").write_text(f"{head}1/26;12,50;Viaduto;\n1/26;12,50;Ponte;\n3/26;1,00;;\n", encoding="cp1252")
    mapped = "--map numero=CONVÊNIO valor=VL_GLOBAL objeto=Objeto vigencia_ate=FIM"
    first, changed, refused, out = run(
        tmp_path,
        f"parcerias import a.csv {mapped}",
        f"parcerias import {mapped} b.csv",
        f"parcerias import c.csv {mapped}",
        "parcerias export",
    )
    assert first.out == "Importadas 2 parcerias de a.csv.\n"
    assert changed.out == "Importadas 0 parcerias de b.csv; 1 com mudança e 1 já estava registrada.\n"
    assert refused == (
        1,
        "",
        "linha 2: PC-1/2026 já está registrada, e objeto só muda por aditivo\n"
        "linha 3: é o mesmo que está na linha 2; deixe um só\n"
        "linha 4: objeto: está vazio; preencha\n"
        "3 erros; nada foi importado.\n",
    )
    assert [line.split(",")[:2] for line in out.out.splitlines()[1:]] == [["1/26", "Ponte"], ["2/26", "Rua"]]
    assert '"12,50",2026-12-31' in out.out


WRONG = {
    "9,2E+11,Ponte,,,,,,,,": "linha 2: tem 11 colunas, e o cabeçalho tem 10; confira os separadores e as aspas",
    '"1,2E+11",x,,,,,,,,': (
        "linha 2: numero '1,2E+11': a planilha estragou este valor; formate a coluna como texto e escreva de novo"
    ),
    '1,x,,,,"1,2E+11",,,,': "linha 2: valor: '1,2E+11' não é um valor em reais; escreva como 1.234,56",
    "1,x,,,,-3,,,,": "linha 2: valor: -3.00 é negativo",
    "1,x,SAUDE,,,,,,,": ("linha 2: orgao: o órgão SAUDE não está cadastrado (veja: python -m bot people export)"),
    "1,x,,@bruno,,,,,,": "linha 2: fiscal: o usuario bruno não está cadastrado (veja: python -m bot people export)",
    "1,x,,,parado,,,,,": "linha 2: situacao: 'parado' não existe; use em execução ou concluído",
    "1,x,,,,,31/06/2027,,,": (
        "linha 2: vigencia_ate: a data '31/06/2027' não existe ou não se entende; escreva como 20/11/2026 ou 2026-11-20"
    ),
    "1,x,,,,,46329,,,": (
        "linha 2: vigencia_ate: 46329 parece uma data que a planilha guardou como número; formate a coluna como data"
    ),
    "1,x,,,,,,,três,": "linha 2: parcelas: 'três' não é um número inteiro; escreva só os algarismos",
    "1,x,,,,,,,,talvez": "linha 2: com_emenda: 'talvez' não se entende; escreva sim ou não",
    f"1,{'x' * 4001},,,,,,,,": "linha 2: objeto: o texto é longo demais",
}


@pytest.mark.slow
def test_a_bad_row_is_said_with_what_to_do_and_nothing_stays(tmp_path: Path) -> None:
    for number, bad in enumerate(WRONG):
        (tmp_path / f"{number}.csv").write_text(f"{HEAD}{bad}\n2,Ponte,,,,,,,,\n", encoding="utf-8")
    *refused, out = run(tmp_path, *(f"parcerias import {n}.csv" for n in range(len(WRONG))), "parcerias export")
    for done, said in zip(refused, WRONG.values(), strict=True):
        assert done == (1, "", f"{said}\n1 erro; nada foi importado.\n")
    assert out.out == HEAD


@pytest.mark.slow
def test_a_workbook_and_what_was_left_out(tmp_path: Path) -> None:
    sheet: Sheet = [
        ["Convênios da Prefeitura"],
        ["Dados", None, None, "Vigência"],
        ["Número", "Objeto", "Valor", None],
        ["Número", "Objeto", "Valor", "Vigência até"],
        ["0012/2019", "Ponte\nnova", Styled(100 / 3, "4"), Styled(46387, "14")],
        ["Total", None, 33.33],
    ]
    (tmp_path / "a.xlsx").write_bytes(workbook(sheet))
    made, out, told = run(tmp_path, "parcerias import a.xlsx", "parcerias export", "parcerias")
    assert made == (0, "Importada 1 parceria de a.xlsx.\n", "atenção: a linha 6 é a do total e ficou de fora\n")
    assert out.out == f'{HEAD}0012/2019,Ponte nova,,,em execução,"33,33",2026-12-31,,,\n'
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("usage: ")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of real rows is not beside the project")
@pytest.mark.slow
def test_six_hundred_real_rows(tmp_path: Path) -> None:
    columns = {
        "numero": "NR_CONVENIO",
        "objeto": "OBJETO",
        "valor": "VL_GLOBAL_CONV",
        "vigencia_ate": "DIA_FIM_VIGENC_CONV",
    }
    words = ["parcerias", "import", str(SAMPLE), "--map", *(f"{ours}={theirs}" for ours, theirs in columns.items())]
    made, again, out = run(tmp_path, words, words, "parcerias export")
    assert made == (0, "Importadas 600 parcerias de siconv_convenio.csv.\n", "")
    assert again == (0, "Importadas 0 parcerias de siconv_convenio.csv; 600 já estavam registradas.\n", "")
    assert out.out.splitlines()[1].startswith("882591,Apoio a Projetos de Desenvolvimento do Setor Agropecuário.")
    assert '"300.000,00",2022-04-10' in out.out.splitlines()[1]
