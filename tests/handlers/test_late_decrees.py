"""A decree published late, and the acts whose dates were counted: drafts change with it, signed acts by another act."""

from pathlib import Path

import pytest
from sqlalchemy import select

from models import acts, audit
from models.deadlines import Deadline, DeadlineState
from tests.conftest import House

ORDER = "ordem @saude @obras Enviar o plano de férias.\ncumprir em 15 dias úteis"
ADDED = "calendário 04/12 ponto facultativo Decreto 200/2026"
REVOKED = "calendário revogar 04/12 Decreto 201/2026"
FIRST, LATER = "segunda-feira, 14/12", "terça-feira, 15/12"
RECTIFY = (
    f"retificar OS-1/2026 O prazo de cumprimento, que era até {FIRST}, passa a ser o que consta abaixo "
    "(Decreto 200/2026).\ncumprir até 15/12/2026"
)


def drafted(house: House, line: str = ORDER) -> None:
    house.says("davi", line)
    empty(house)


def signed(house: House, line: str = ORDER) -> None:
    """Davi drafts, Ana signs, and the act is transmitted."""
    drafted(house, line)
    house.says("ana", "aprovar R-1")
    empty(house)


def empty(house: House) -> None:
    for who in ("ana", "helena", "davi", "bruno", "otavio"):
        house.tray(who)


def silent(house: House, *who: str) -> bool:
    return not any(house.tray(each) for each in who)


def whole(house: House) -> bool:
    """True if the history is chained, and every signed act is as approved."""
    with house.transaction() as session:
        return audit.verify(session).broken_id is None and acts.altered(session) == []


def preview(until: str, short_hash: str) -> str:
    return (
        "Minuta R-1 de ordem de serviço\n\nEnviar o plano de férias.\n\nPara 2 destinatários: SAUDE, OBRAS\n"
        "Ciência até: o fim do dia útil seguinte à transmissão\n"
        f"Cumprimento até: {until}/2026\nTransmissão: assim que aprovada\nConferência: {short_hash}"
    )


def hash_of(house: House) -> str:
    return house.says("ana", "ver R-1").partition("Conferência: ")[2][:8]


# --- a draft -------------------------------------------------------------------------------------------------


def test_a_draft_is_counted_again_and_shown_anew(house: House) -> None:
    drafted(house)
    before = hash_of(house)
    house.says("igor", ADDED)
    after = hash_of(house)
    change = f"(Decreto 200/2026): cumprimento de {FIRST}, para {LATER}"
    for approver in ("ana", "helena"):
        (shown,) = house.pushed(approver)
        assert shown["text"] == f"A minuta R-1 mudou {change}. Confira de novo:\n{preview(LATER, after)}"
        assert [button["line"] for button in shown["buttons"]] == [f"aprovar R-1 {after}", "devolver R-1"]
    assert house.tray("davi") == [
        f"A sua minuta R-1 (Enviar o plano de férias.) mudou {change}. Mostrei a nova versão a quem aprova."
    ]
    assert house.says("davi", "histórico R-1").splitlines()[-1] == (
        f"23/11 9h Igor Alves ({house.door}): prazo contado de novo: cumprimento de {FIRST}, para {LATER} "
        f"(Decreto 200/2026), {after}"
    )
    assert house.says("ana", f"aprovar R-1 {before}").startswith("A minuta mudou depois que você a viu.")
    assert house.says("ana", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")
    assert f"Cumprimento até: {LATER}/2026\n" in house.tray("bruno")[0]
    assert "• Não conta 04/12/2026 (sexta-feira): ponto facultativo: dia 04/12 (Decreto 200/2026)." in house.says(
        "bruno", "prazo OS-1/2026"
    )
    assert whole(house)


def test_a_draft_goes_back_with_a_revoked_decree_and_is_shown_once_more(house: House) -> None:
    drafted(house)
    before = hash_of(house)
    house.says("igor", ADDED)
    empty(house)
    house.says("igor", REVOKED)
    assert house.tray("ana") == [
        f"A minuta R-1 mudou (Decreto 201/2026): cumprimento de {LATER}, para {FIRST}. Confira de novo:\n"
        f"{preview(FIRST, before)}"
    ]
    assert house.says("ana", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


def test_a_draft_given_back_waits_for_its_author_with_the_new_date(house: House) -> None:
    drafted(house)
    house.says("ana", "devolver R-1 falta o anexo")
    empty(house)
    house.says("igor", ADDED)
    assert silent(house, "ana", "helena")
    assert house.tray("davi") == [
        f"A sua minuta R-1 (Enviar o plano de férias.) mudou (Decreto 200/2026): cumprimento de {FIRST}, "
        f"para {LATER}. Espera a sua correção, já com a nova data."
    ]
    assert f"Cumprimento até: {LATER}/2026\n" in house.says("davi", "corrigir R-1 Enviar o plano e o anexo.")


def test_who_registers_the_decree_reads_of_the_drafts_and_acts_he_may_see(house: House) -> None:
    drafted(house)
    house.says("davi", "ordem @saude Limpar o pátio.\ncumprir prazo veto a partir de 16/11")
    house.says("ana", "aprovar R-2")
    empty(house)
    one = f"• R-1 Enviar o plano de férias.: cumprimento de {FIRST}, para {LATER}"
    other = "• OS-1/2026 Limpar o pátio.: cumprimento até terça-feira, 08/12; pela conta, quarta-feira, 09/12"
    assert house.says("ana", "calendário afetados 04/12") == (
        "Se não houver expediente em sexta-feira, 04/12, mudam as datas destas minutas:\n"
        f"{one}\na conta destes atos já assinados seria outra:\n{other}"
    )
    assert house.says("igor", "calendário afetados 04/12") == (
        f"Se não houver expediente em sexta-feira, 04/12, a conta destes atos já assinados seria outra:\n{other}"
    )
    assert silent(house, "davi", "helena")
    assert house.says("ana", ADDED).splitlines()[3:] == [
        "Mudou a data destas minutas; quem escreveu e quem aprova foi avisado:",
        one,
        "Estes atos já assinados não mudam; quem escreveu e quem assinou foi avisado:",
        other,
    ]


# --- a signed act --------------------------------------------------------------------------------------------


@pytest.mark.every_door
def test_a_signed_act_stays_and_whoever_signed_it_is_told(house: House) -> None:
    signed(house)
    said = house.says("bruno", "ver OS-1/2026")
    house.says("igor", ADDED)
    for who in ("davi", "ana"):
        (notice,) = house.pushed(who)
        assert notice["text"] == (
            "OS-1/2026 (Enviar o plano de férias.), prazo contado de novo (Decreto 200/2026): "
            f"o ato diz cumprimento até {FIRST}, e pela conta seria {LATER}.\n"
            "Vale a data do ato, e os destinatários não foram avisados. Para mudá-la, prepare a retificação."
        )
        assert [button["line"] for button in notice["buttons"]] == [RECTIFY, "ver OS-1/2026"]
    assert silent(house, "helena", "bruno", "otavio")
    assert house.says("bruno", "ver OS-1/2026") == said
    assert house.says("ana", "histórico OS-1/2026").splitlines()[-1] == (
        f"23/11 9h Igor Alves ({house.door}): prazo contado de novo (Decreto 200/2026): "
        f"o ato diz cumprimento até {FIRST}, e pela conta seria {LATER}; o ato só muda por retificação"
    )
    assert f"Prazo (cumprimento) até {FIRST}." in house.says("bruno", "prazo OS-1/2026")
    assert whole(house)


@pytest.mark.every_door
def test_the_rectification_is_ready_and_tells_the_addressees(house: House) -> None:
    signed(house)
    house.says("igor", ADDED)
    (notice,) = house.pushed("davi")
    draft = house.answer("davi", press=notice["buttons"][0]["line"])["text"]
    assert draft.startswith(
        "Minuta R-2 de ordem de serviço\n\nRetifica a ordem de serviço OS-1/2026:\n"
        f"O prazo de cumprimento, que era até {FIRST}, passa a ser o que consta abaixo (Decreto 200/2026).\n\n"
    )
    assert f"\nCumprimento até: {LATER}/2026\n" in draft
    assert silent(house, "bruno")
    house.says("ana", "aprovar R-2")
    assert f"\nCumprimento até: {LATER}/2026\n" in house.tray("bruno")[0]
    assert house.says("bruno", "prazo OS-1/2026") == "OS-1/2026 não tem prazo em aberto."
    assert "• Não conta 04/12/2026 (sexta-feira): " in house.says("bruno", "prazo OS-2/2026")
    empty(house)
    house.says("igor", REVOKED)  # the count went to the rectification; the older act is done with
    assert house.tray("davi") == [
        "OS-2/2026 (Retifica a ordem de serviço OS-1/2026: O prazo de cumprimen…), prazo contado de novo "
        f"(Decreto 201/2026): o ato diz cumprimento até {LATER}, e pela conta seria {FIRST}.\n"
        "Vale a data do ato, e os destinatários não foram avisados. Para mudá-la, prepare a retificação."
    ]
    assert whole(house)


def test_a_rectification_under_way_says_its_date_in_one_place(house: House) -> None:
    signed(house)
    house.says("igor", ADDED)
    house.says("davi", RECTIFY)
    house.says("igor", "calendário 07/12 ponto facultativo Decreto 202/2026")
    draft = house.says("ana", "ver R-2")
    assert "Cumprimento até: quarta-feira, 16/12/2026" in draft
    assert "15/12" not in draft


def test_a_revoked_decree_leaves_nothing_to_rectify(house: House) -> None:
    signed(house)
    house.says("igor", ADDED)
    empty(house)
    assert house.says("ana", REVOKED).splitlines()[-1] == (
        f"• OS-1/2026 Enviar o plano de férias.: cumprimento até {FIRST}; a conta volta a dar a mesma data"
    )
    (notice,) = house.pushed("davi")
    assert notice["text"] == (
        "OS-1/2026 (Enviar o plano de férias.), prazo contado de novo (Decreto 201/2026): "
        f"cumprimento até {FIRST}, como o ato diz."
    )
    assert [button["line"] for button in notice["buttons"]] == ["ver OS-1/2026"]
    assert house.tray("ana") == [notice["text"]]
    assert silent(house, "bruno", "otavio")


@pytest.mark.slow
def test_an_earlier_count_binds_nobody_until_it_is_rectified(house: House) -> None:
    house.says("igor", ADDED)
    signed(house)
    house.says("igor", REVOKED)
    assert f"o ato diz cumprimento até {LATER}, e pela conta seria {FIRST}." in house.tray("ana")[0]
    assert house.says("bruno", "ciente OS-1/2026") == f"Ciência da OS-1/2026 registrada. Cumprimento até {LATER}."
    house.passes("2026-12-15T10:00")
    house.says("bruno", "cumprida OS-1/2026")
    with house.transaction() as session:
        states = session.scalars(select(Deadline.state).where(Deadline.kind == "cumprimento").order_by(Deadline.id))
        assert list(states) == [DeadlineState.MET, DeadlineState.OPEN]


def test_an_act_waiting_for_its_hour_is_cancelled_and_made_anew(house: House) -> None:
    signed(house, f"{ORDER}\ntransmitir amanhã às 8h")
    house.says("igor", ADDED)
    (notice,) = house.pushed("davi")
    assert notice["text"].endswith(
        f"e pela conta seria {LATER}.\n"
        "O ato ainda não foi transmitido: para mudar a data, cancele-o e prepare outra minuta."
    )
    assert [button["line"] for button in notice["buttons"]] == ["cancelar OS-1/2026", "ver OS-1/2026"]
    house.passes("2026-11-24T08:01")
    assert f"Cumprimento até: {FIRST}/2026\n" in house.tray("bruno")[0]
    assert whole(house)


def test_the_date_for_ciencia_is_counted_too(house: House) -> None:
    # Given as a length, or not at all: the end of the business day after the transmission.
    signed(house, "ordem @saude Limpar o pátio.")
    house.says("davi", "ordem @obras Podar as árvores.\nciência em 2 dias úteis\ncumprir em 4 dias úteis")
    house.says("ana", "aprovar R-2")
    empty(house)
    house.says("igor", "calendário 24/11 ponto facultativo Decreto 200/2026")
    one, other = house.pushed("davi")
    assert "o ato diz ciência até terça-feira, 24/11, e pela conta seria quarta-feira, 25/11." in one["text"]
    assert other["buttons"][0]["line"] == (
        "retificar OS-2/2026 Os prazos de ciência, que era até quarta-feira, 25/11, e cumprimento, que era até "
        "sexta-feira, 27/11, passam a ser os abaixo (Decreto 200/2026).\n"
        "ciência até 26/11/2026\ncumprir até 30/11/2026"
    )
    draft = house.says("davi", other["buttons"][0]["line"])
    assert "\nCiência até: quinta-feira, 26/11/2026\nCumprimento até: segunda-feira, 30/11/2026\n" in draft


@pytest.mark.slow
def test_a_count_that_has_passed_is_not_offered(house: House) -> None:
    signed(house)
    house.passes("2026-12-16T09:00")
    empty(house)
    house.says("igor", ADDED.replace("04/12", "04/12/2026"))
    (notice,) = house.pushed("davi")
    assert notice["text"].endswith("\nVale a data do ato, e os destinatários não foram avisados.")
    assert [button["line"] for button in notice["buttons"]] == ["ver OS-1/2026"]


# --- a file of days, and the same decree twice ---------------------------------------------------------------


def test_a_file_of_days_tells_once_of_all_its_days(house: House, tmp_path: Path) -> None:
    signed(house)
    days = tmp_path / "decretos.csv"
    rows = "04/12/2026;ponto facultativo;Emenda;Decreto 7/2026\n07/12/2026;ponto facultativo;Ponte;Decreto 8/2026\n"
    days.write_text("dia;tipo;nome;ato\n" + rows, encoding="utf-8")
    assert house.answer("igor", text="calendário", file=str(days))["text"].splitlines()[-1] == (
        f"• OS-1/2026 Enviar o plano de férias.: cumprimento até {FIRST}; pela conta, quarta-feira, 16/12"
    )
    for who in ("davi", "ana"):
        (told,) = house.tray(who)
        assert "prazo contado de novo (Decreto 7/2026, Decreto 8/2026): " in told
    again = house.answer("igor", text="calendário", file=str(days))["text"]
    assert again == "Tudo o que está em decretos.csv já está no calendário: nada mudou."
    assert silent(house, "davi", "ana")


def test_nothing_is_said_twice(house: House) -> None:
    signed(house)
    house.says("davi", "ordem @saude Podar.\ncumprir em 15 dias úteis")
    empty(house)
    recess = "calendário recesso de 03/12/2026 a 04/12/2026 sem expediente Ato 1/2026"
    house.says("igor", recess)
    assert [len(house.tray(who)) for who in ("davi", "ana", "helena")] == [2, 2, 1]
    house.says("igor", recess)
    house.says("igor", ADDED)
    house.says("igor", ADDED)
    house.says("igor", "calendário 30/12 ponto facultativo Decreto 203/2026")
    assert silent(house, "davi", "ana", "helena")


# --- what one may not see ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "hears"), [("restrito", ["davi", "ana"]), ("sigiloso", ["davi", "ana"])])
def test_only_who_may_see_the_act_is_told(house: House, level: str, hears: list[str]) -> None:
    # Writer and signer of a secret act see it, and nobody else of the cabinet.
    signed(house, f"{ORDER}\nnível {level}")
    assert "minutas" not in house.says("igor", "calendário afetados 04/12")
    assert house.says("igor", ADDED).splitlines()[-1] == "Não conta como dia útil."
    assert [who for who in ("davi", "ana", "helena", "bruno") if house.tray(who)] == hears


def test_of_a_draft_who_is_not_of_the_cabinet_hears_nothing(house: House) -> None:
    drafted(house)
    assert house.says("igor", "calendário afetados 04/12") == (
        "Nenhum prazo contado muda se não houver expediente em sexta-feira, 04/12."
    )
    assert house.says("igor", ADDED).splitlines()[-1] == "Não conta como dia útil."


# --- what is left alone --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ending",
    [
        ("davi: revogar OS-1/2026 perdeu o objeto", "ana: aprovar R-2"),
        ("davi: suspender OS-1/2026 até o estudo", "ana: aprovar R-2"),
        ("davi: retificar OS-1/2026 outra data\ncumprir até 18/12/2026", "ana: aprovar R-2"),
        ("bruno: cumprida OS-1/2026", "otavio: cumprida OS-1/2026"),
    ],
    ids=["revoked", "suspended", "superseded", "fulfilled"],
)
def test_an_act_that_is_over_is_left_alone(house: House, ending: tuple[str, ...]) -> None:
    signed(house)
    for line in ending:
        who, _, text = line.partition(": ")
        house.says(who, text)
    house.passes("2026-11-25T12:00")  # past the ciência of whatever was done
    empty(house)
    assert house.says("igor", ADDED).splitlines()[-1] == "Não conta como dia útil."
    assert silent(house, "davi", "ana", "bruno")


def test_a_cancelled_draft_and_a_date_given_as_such_are_left_alone(house: House) -> None:
    drafted(house)
    house.says("davi", "cancelar R-1 não é o caso")
    for days in ("até 14/12/2026", "em 21 dias", "prazo veto recebido 16/11 até 04/12"):
        house.says("davi", f"ordem @saude Limpar o pátio.\nciência até 11/12/2026\ncumprir {days}")
    house.says("ana", "aprovar R-2")
    empty(house)
    assert house.says("igor", ADDED).splitlines()[-1] == "Não conta como dia útil."
    assert silent(house, "davi", "ana", "helena", "bruno")


def test_a_sentence_that_begins_like_an_option_stays_in_the_text(house: House) -> None:
    said = house.says("davi", "ordem @saude Atenção ao que segue.\ncumprir o prazo de entrega dado pelo fornecedor")
    assert "\ncumprir o prazo de entrega dado pelo fornecedor\n" in said
    assert "Cumprimento até: sem data" in said


def test_a_corrected_date_replaces_the_count(house: House) -> None:
    drafted(house)
    house.says("davi", "corrigir R-1\ncumprir até 18/12/2026")
    empty(house)
    house.says("igor", ADDED)
    assert silent(house, "davi", "ana")
    house.says("davi", "corrigir R-1\ncumprir em 3 dias úteis a partir de 02/12")
    assert "Cumprimento até: terça-feira, 08/12/2026" in house.tray("ana")[0]
    house.says("igor", REVOKED)
    assert "cumprimento de terça-feira, 08/12, para segunda-feira, 07/12." in house.tray("davi")[0]


def test_a_date_granted_to_all_who_owe_it_is_no_longer_that_of_the_act(house: House) -> None:
    signed(house, "ordem @saude Enviar.\ncumprir em 15 dias úteis")
    house.says("bruno", "pedir prazo OS-1/2026 até 18/12 falta o orçamento")
    house.says("ana", "conceder OS-1/2026 @bruno")
    empty(house)
    house.says("igor", ADDED)
    assert silent(house, "davi", "ana", "bruno")


def test_what_is_not_a_date_stays_in_the_text_of_a_correction(house: House) -> None:
    drafted(house)
    said = house.says("davi", "corrigir R-1 Enviar o plano.\nnível restrito\ncumprir até 18/12/2026")
    assert "\nEnviar o plano.\nnível restrito\n\n" in said
    assert "Cumprimento até: sexta-feira, 18/12/2026" in said
