"""Dates of the official system: shown as imported, kept over a count, giving way to a date printed in a document."""

import io
from datetime import timedelta

from models.expedientes import imports
from models.expedientes.table import COLUMNS
from models.sheets import Fault, Upload
from tests.conftest import House


def brought(house: House, *rows: str) -> None:
    faults: list[Fault] = []
    content = "\n".join((",".join(COLUMNS), *rows)).encode()
    with house.transaction() as session:
        imports.load(session, Upload(io.BytesIO(content), "lista.csv", faults.append), now=house.now)
    assert faults == []


def one(house: House, due: str = "2026-12-04") -> None:
    brought(house, f"processo,12,2026,GP,Autógrafo 12/2026,,,,,,2026-11-16,{due}")


IMPORTED = "Data importada do sistema oficial: 04/12/2026 (sexta-feira)."
DIFFERENCE = (
    "Vale a data importada do sistema oficial: 04/12/2026 (sexta-feira). "
    "A calculada pela regra é 08/12/2026 (terça-feira), 4 dias depois."
)
RULED = "PROC-12/2026-GP conta agora pela regra Sancionar ou vetar projeto aprovado."
DECREE = "calendário 04/12 ponto facultativo Decreto 200/2026"


def test_the_card_and_the_account_say_that_it_was_imported(house: House) -> None:
    one(house)
    card = house.says("ana", "ver PROC-12/2026-GP").splitlines()
    assert card[-1] == "Prazo: sexta-feira, 04/12, importado do sistema oficial"
    account = f"PROC-12/2026-GP Autógrafo 12/2026\nPrazo até sexta-feira, 04/12.\n• {IMPORTED}"
    assert house.says("ana", "prazo PROC-12/2026-GP") == account
    house.says("igor", DECREE)
    assert house.says("ana", "prazo PROC-12/2026-GP") == account
    assert house.says("ana", "prorrogar PROC-12/2026-GP Despacho 1/2026 faltam dados") == (
        "PROC-12/2026-GP não tem prazo legal em aberto. Prazo dado por uma pessoa se muda com adiar ou pedir prazo."
    )


def test_a_number_of_another_body_is_asked_about_too(house: House) -> None:
    brought(house, "processo,21000.015511/2019-14,2019,,Ponte,,,,,,2026-11-16,2026-12-04")
    answer = f"21000.015511/2019-14 Ponte\nPrazo até sexta-feira, 04/12.\n• {IMPORTED}"
    assert house.says("ana", "prazo 21000.015511/2019-14") == answer
    assert house.says("ana", "prazo 21000.015511/2019-14 veto").endswith(DIFFERENCE)
    assert house.says("ana", "prazo 03/11/2026 lai").startswith("Prazo até segunda-feira, 23/11.\n")


def test_the_imported_date_prevails_over_the_count(house: House) -> None:
    one(house)
    house.tray("helena")
    answer = house.answer("ana", text="prazo PROC-12/2026-GP veto")
    assert answer["text"] == f"{RULED} Prazo: sexta-feira, 04/12.\n{DIFFERENCE}"
    assert [button["line"] for button in answer["buttons"]] == ["prazo PROC-12/2026-GP", "ver PROC-12/2026-GP"]
    account = house.says("ana", "prazo PROC-12/2026-GP").splitlines()
    assert account[1] == "Prazo até sexta-feira, 04/12."
    assert "• Evento: 16/11/2026 (segunda-feira) — autógrafo protocolado na Prefeitura." in account
    assert account[-1] == f"• {DIFFERENCE}"
    assert house.says("ana", "ver PROC-12/2026-GP").endswith(", importado do sistema oficial")
    assert house.says("ana", "histórico PROC-12/2026-GP").splitlines()[-1] == (
        f"23/11 9h Ana Prado ({house.door}): prazo pela regra Sancionar ou vetar projeto aprovado: "
        f"continua sexta-feira, 04/12. {DIFFERENCE}"
    )
    assert house.tray("helena") == []
    house.says("igor", DECREE)
    assert house.says("ana", "prazo PROC-12/2026-GP").splitlines()[1] == "Prazo até sexta-feira, 04/12."


def test_the_printed_date_prevails_over_both(house: House) -> None:
    one(house)
    house.tray("helena")
    printed = (
        "Vale a data impressa no documento: 02/12/2026 (quarta-feira). "
        "A importada do sistema oficial é 04/12/2026 (sexta-feira), 2 dias depois. "
        "A calculada pela regra é 09/12/2026 (quarta-feira), 7 dias depois."
    )
    assert house.says("ana", "prazo PROC-12/2026-GP veto recebido 17/11 até 02/12") == (
        f"{RULED} Prazo: quarta-feira, 02/12.\n{printed}"
    )
    assert house.says("ana", "prazo PROC-12/2026-GP").splitlines()[-1] == f"• {printed}"
    assert house.says("ana", "ver PROC-12/2026-GP").endswith("\nPrazo: quarta-feira, 02/12")
    assert house.tray("helena") == [
        "Ana Prado: PROC-12/2026-GP (Autógrafo 12/2026), prazo pela regra Sancionar ou vetar projeto aprovado: "
        "de sexta-feira, 04/12 para quarta-feira, 02/12."
    ]


def test_the_same_date_is_still_the_imported_one(house: House) -> None:
    one(house, "2026-12-08")
    assert house.says("ana", "prazo PROC-12/2026-GP veto") == f"{RULED} Prazo: terça-feira, 08/12."
    assert house.says("ana", "prazo PROC-12/2026-GP").splitlines()[-1] == (
        "• Data importada do sistema oficial: 08/12/2026 (terça-feira)."
    )


def test_a_prorrogacao_runs_from_the_imported_end(house: House) -> None:
    one(house)
    house.says("ana", "prazo PROC-12/2026-GP veto")
    assert house.says("ana", "prorrogar PROC-12/2026-GP mais 10 dias Despacho 1/2026 faltam dados") == (
        "Prorrogação PR-1/2026 registrada em PROC-12/2026-GP: "
        "o prazo passa de sexta-feira, 04/12 para segunda-feira, 14/12."
    )
    assert house.says("ana", "ver PROC-12/2026-GP").endswith("\nPrazo: segunda-feira, 14/12")


def test_the_days_it_stood_still_are_given_to_the_imported_date_too(house: House) -> None:
    one(house)
    house.says("ana", "sobrestar PROC-12/2026-GP aguardar")
    house.passes(timedelta(days=2))
    assert house.says("ana", "retomar PROC-12/2026-GP").splitlines()[1] == (
        "O prazo ficou para terça-feira, 08/12, pelos dias em que esteve parado."
    )
    assert house.says("ana", "prazo PROC-12/2026-GP veto").splitlines()[0] == f"{RULED} Prazo: terça-feira, 08/12."


def test_who_gives_the_rule_and_to_what(house: House) -> None:
    one(house)
    assert house.says("bruno", "prazo PROC-12/2026-GP veto") == (
        "A regra de um prazo importado é dada por quem responde por ele ou pela chefia."
    )
    assert house.says("ana", "prazo PROC-12/2026-GP veto e depois banana") == (
        "Não entendi “e depois banana”. Exemplo: prazo OF-2/2026 lai recebido 20/11 até 04/12"
    )
    house.says("davi", 'expediente novo processo "Outro" prazo 04/12')
    assert house.says("ana", "prazo PROC-13/2026-GP lai") == (
        "PROC-13/2026-GP não tem prazo importado em aberto, e só a esse se dá uma regra depois."
    )
    brought(house, "requerimento,1,2026,SAUDE,Remédio,,,sigiloso,,,2026-11-16,2026-12-04")
    unseen, missing = (house.says("davi", f"prazo REQ-{n}/2026-SAUDE lai") for n in (1, 2))
    assert unseen == missing.replace("REQ-2", "REQ-1")
    assert unseen.startswith("Não encontrei REQ-1/2026-SAUDE.")
