"""people and invite at the command line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.database import open_engine
from bot.transactions import transaction
from models import addresses
from tests.bot.test_mail import PostOffice, office
from tests.conftest import MONDAY

__all__ = ["office"]

GOOD = (
    "usuario,nome,cargo,orgao,orgao_nome,papel,funcao,email,telefone,ativo\n"
    "ana,Ana Prado,Chefe de Gabinete,GP,Gabinete do Prefeito,chefia,titular,ana@x.example,'+55 19 1,sim\n"
    "bruno,Bruno Lima,Secretário,SAUDE,Secretaria de Saúde,secretario,titular,,,sim\n"
)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_database: Callable[[Path], str]) -> str:
    """The URL of an empty database, set in the environment."""
    address = new_database(tmp_path / "casa.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    return address


@pytest.mark.usefixtures("url")
def test_import_export_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pessoas.csv"
    file.write_text(GOOD, encoding="utf-8")
    assert main(["people", "import", str(file), "--check"]) == 0
    assert capsys.readouterr().out == (
        "Seriam importadas: 2 pessoas novas, 0 com mudança, 0 de saída, 0 sem mudança; 2 órgãos novos.\n"
    )
    assert main(["people", "import", str(file)]) == 0
    assert capsys.readouterr().out.startswith("Importadas: 2 pessoas novas")
    assert main(["people", "export"]) == 0
    assert capsys.readouterr().out == GOOD
    assert main(["people", "import", str(file)]) == 0
    assert "0 pessoas novas, 0 com mudança, 0 de saída, 2 sem mudança" in capsys.readouterr().out


@pytest.mark.usefixtures("url")
def test_a_bad_row_imports_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pessoas.csv"
    file.write_text(GOOD + "carla,Carla,,SAUDE,,rainha,,,,sim\n", encoding="utf-8")
    assert main(["people", "import", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("linha 4: papel desconhecido: 'rainha'")
    assert said.err.endswith("1 erro; nada foi importado.\n")
    main(["people", "export"])
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.usefixtures("url")
def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", "import", "nada.csv"]) == 2
    assert capsys.readouterr().err == "Não consegui ler o arquivo nada.csv. Confira o caminho.\n"
    assert main(["people"]) == 2


def test_the_first_administrator_and_only_the_first(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["invite", "--admin", "Ígor Alves"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Convite de Ígor Alves (@igor), até ")
    assert "t.me" not in said
    found = re.search(r"entrar (\w{16})", said)
    assert found
    engine = open_engine(url)
    with transaction(engine) as session:
        entered = addresses.enter(session, found[1], "telegram", "77", now=MONDAY)
        assert entered is not None
        assert entered.person.handle == "igor"
    engine.dispose()
    assert main(["invite", "--admin", "Outro"]) == 1
    assert capsys.readouterr().err == ("Já há administrador: Ígor Alves. Convide assim: python -m bot invite igor\n")


@pytest.mark.usefixtures("url")
def test_invite_with_a_link_when_the_bot_has_a_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_NAME", "@gabinete_bot")
    main(["invite", "--admin", "Igor"])
    said = capsys.readouterr().out
    code = re.search(r"entrar (\w{16})", said)
    assert code
    assert f"No Telegram: https://t.me/gabinete_bot?start={code[1]}\n" in said
    assert main(["invite", "ninguem"]) == 1
    assert capsys.readouterr().err.startswith("Não há ninguém com o usuario ninguem.")


def test_without_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'vazio.db'}")
    assert main(["people", "export"]) == 1
    assert capsys.readouterr().err == "O banco ainda não tem as tabelas. Rode antes: python -m bot migrate\n"


@pytest.mark.usefixtures("url")
def test_rename(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pessoas.csv"
    file.write_text(GOOD, encoding="utf-8")
    main(["people", "import", str(file)])
    capsys.readouterr()
    assert main(["people", "rename", "SAUDE", "SMS", "--name", "Secretaria Municipal de Saúde"]) == 0
    assert capsys.readouterr().out == (
        "SAUDE agora é SMS (Secretaria Municipal de Saúde), que responde pelo que estava com SAUDE.\n"
    )
    assert main(["people", "rename", "SMS", "GP"]) == 1
    assert capsys.readouterr().err.startswith("SMS ainda tem 1 pessoa.")
    assert main(["people", "rename", "NADA", "GP"]) == 1
    assert capsys.readouterr().err.startswith("Não há órgão NADA.")


OFFICE = (
    "Matrícula;Nome do Servidor;CPF;Cargo/Função;Lotação;E-mail;Situação\r\n"
    "1;MARIA DE SOUZA;000;AGENTE DE SAÚDE;SECRETARIA MUNICIPAL DE SAÚDE;maria@x.example;Ativo\r\n"
    "2;MARIA DE SOUZA;111;MERENDEIRA;Secretaria de Educação;sem e-mail;Ativo\r\n"
    "3;JOÃO LIMA;222;MOTORISTA;SAUDE;joao@x.example;Exonerado\r\n"
    "4;BRUNO LIMA;333;MÉDICO;Secretaria de Obras;bruno@x.example;Ativo\r\n"
    "1;MARIA DE SOUZA;000;AGENTE DE SAÚDE;SECRETARIA MUNICIPAL DE SAÚDE;maria@x.example;Ativo\r\n"
)


@pytest.mark.usefixtures("url")
def test_the_spreadsheet_of_the_personnel_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, office = tmp_path / "pessoas.csv", tmp_path / "pessoal.csv"
    good.write_text(GOOD, encoding="utf-8")
    office.write_bytes(OFFICE.encode("cp1252"))
    main(["people", "import", str(good)])
    capsys.readouterr()
    assert main(["people", "import", str(office)]) == 0
    shown = capsys.readouterr().out
    assert shown == (
        "  coluna Nome do Servidor: nome\n"
        "  coluna Cargo/Função: cargo\n"
        "  coluna Lotação: orgao\n"
        "  coluna E-mail: email\n"
        "  coluna Situação: situacao\n"
        "  colunas deixadas de lado: Matrícula, CPF\n"
        "  SECRETARIA MUNICIPAL DE SAÚDE: SAUDE, Secretaria de Saúde\n"
        "  nova: Maria de Souza será @maria.souza (Agente de Saúde, SAUDE)\n"
        "  Secretaria de Educação: SE, Secretaria de Educação\n"
        "  linha 3: e-mail 'sem e-mail' não serve, deixado de lado\n"
        "  nova: Maria de Souza será @maria.souza2 (Merendeira, SE)\n"
        "  SAUDE: SAUDE, Secretaria de Saúde\n"
        "  Secretaria de Obras: SO, Secretaria de Obras\n"
        "  @bruno Bruno Lima é titular: cargo, órgão e situação ficam como no cadastro\n"
        "  @bruno Bruno Lima muda: email bruno@x.example\n"
        "  linha 6: MARIA DE SOUZA já está na linha 2; fica a primeira\n"
        "  1 pessoa do cadastro não está no arquivo; nada muda aí\n"
        "  papel de quem é novo: servidor\n"
        "Seriam: 2 pessoas novas, 1 com mudança, 0 sem mudança. Nada mudou ainda. Para importar, repita com --aceitar\n"
    )
    main(["people", "export"])
    assert capsys.readouterr().out == GOOD
    for said in ("Importadas: 2 pessoas novas, 1 com mudança", "Importadas: 0 pessoas novas, 0 com mudança, 3 sem"):
        assert main(["people", "import", str(office), "--aceitar"]) == 0
        assert said in capsys.readouterr().out
    main(["people", "export"])
    assert "ana,Ana Prado,Chefe de Gabinete" in capsys.readouterr().out


@pytest.mark.usefixtures("url")
def test_an_import_that_would_leave_nobody_to_approve(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pessoas.csv"
    file.write_text(GOOD, encoding="utf-8")
    main(["people", "import", str(file)])
    file.write_text(GOOD.replace("chefia,titular", "servidor,titular"), encoding="utf-8")
    assert main(["people", "import", str(file)]) == 1
    assert "ana é o único que aprova atos; indique outro antes" in capsys.readouterr().err


@pytest.mark.usefixtures("url")
def test_everybody_is_invited_by_mail_and_on_cards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, office: PostOffice
) -> None:
    file, cards = tmp_path / "pessoas.csv", tmp_path / "convites.pdf"
    file.write_text(GOOD, encoding="utf-8")
    main(["people", "import", str(file)])
    assert main(["invite", "--todos"]) == 2
    assert main(["invite", "--todos", "--email"]) == 1
    assert "preencha SMTP_HOST e SMTP_FROM" in capsys.readouterr().err
    main(["invite", "ana"])
    main(["invite", "bruno"])
    capsys.readouterr()
    own = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(office.port), "SMTP_SECURITY": "none"}
    for name, value in {**own, "SMTP_FROM": "gabinete@x.example", "TELEGRAM_BOT_NAME": "gabinete_bot"}.items():
        monkeypatch.setenv(name, value)
    assert main(["invite", "--todos", "--email", "--cartoes", str(cards)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"Tinham um código, que não vale mais (2): @ana e @bruno.\n2 cartões em {cards}.")
    assert "1 convite enviado por e-mail.\n1 pessoa sem e-mail no cadastro" in said
    ((subject, text),) = office.read()
    assert subject.startswith("Seu convite para o Gabinete")
    assert re.search(r"https://t.me/gabinete_bot\?start=\w{16}", text)
    assert cards.read_bytes().startswith(b"%PDF")
    assert cards.stat().st_mode & 0o077 == 0
    assert main(["invite", "--todos", "--orgao", "NADA", "--cartoes", str(tmp_path / "outro.pdf")]) == 1
    assert "Não há órgão NADA" in capsys.readouterr().err
