"""Ordens, decisões e diretrizes, from the draft to the last addressee."""

import pytest

from tests import databases
from tests.conftest import House

ORDER = "ordem @saude @obras Enviar o plano de férias das equipes.\nciência até amanhã 12h\ncumprir até sexta 17h"


def issue(house: House, line: str = ORDER) -> None:
    """Davi drafts, Ana approves."""
    house.says("davi", line)
    house.says("ana", "aprovar R-1")
    for who in ("ana", "helena", "davi"):
        house.tray(who)


@pytest.mark.every_door
def test_draft_is_previewed_and_shown_to_who_may_approve(house: House) -> None:
    said = house.says("davi", ORDER)
    body, _, ending = said.rpartition("\n")
    assert ending == "Enviei para aprovação de Helena Duarte e Ana Prado. Basta que uma dessas pessoas aprove."
    assert "Minuta R-1 de ordem de serviço\n\nEnviar o plano de férias das equipes.\n\n" in body
    assert "Para 2 destinatários: SAUDE, OBRAS" in body
    assert "Ciência até: terça-feira, 24/11/2026, 12h" in body
    assert "Cumprimento até: sexta-feira, 27/11/2026, 17h" in body
    assert "Transmissão: assim que aprovada" in body
    for approver in ("ana", "helena"):
        assert house.tray(approver)[0].startswith("Davi Rocha pede aprovação.\nMinuta R-1")
    assert house.tray("bruno") == []


@pytest.mark.every_door
def test_a_second_person_approves_and_it_is_numbered_and_transmitted(house: House) -> None:
    house.says("davi", ORDER)
    assert house.says("ana", "aprovar R-1") == "Ordem de serviço OS-1/2026 aprovada e transmitida a 2 destinatários."
    (act,) = house.tray("bruno")
    assert act.startswith(
        "Município de Exemplo — Gabinete do Prefeito\nOrdem de serviço OS-1/2026\nAprovada por Ana Prado, Chefe de Gabinete\n\n"
        "Enviar o plano de férias das equipes.\n\nCiência até: terça-feira, 24/11/2026, 12h\n"
    )
    assert house.tray("davi") == [
        "Ana Prado aprovou a minuta R-1: agora é a ordem de serviço OS-1/2026. Foi transmitida."
    ]


def test_the_author_never_approves(house: House) -> None:
    house.says("ana", ORDER)
    said = house.says("ana", "aprovar R-1")
    assert said == "Quem escreveu ou corrigiu a minuta não a aprova. A R-1 precisa de outra pessoa que aprove."
    assert house.tray("bruno") == []


def test_no_authority_no_approval(house: House) -> None:
    house.says("ana", ORDER)
    for nobody in ("bruno", "sergio"):
        assert house.says(nobody, "aprovar R-1").startswith("Não encontrei R-1.")
    assert house.says("davi", "ordem @saude x") != ""
    assert "Só o prefeito ou a chefia de gabinete aprova" in house.says("davi", "aprovar R-2")


def test_only_the_cabinet_drafts(house: House) -> None:
    said = house.says("bruno", ORDER)
    assert said == "Só o gabinete prepara ordens, decisões e diretrizes. Fale com a chefia de gabinete."


def test_approving_what_has_changed_since_is_refused(house: House) -> None:
    house.says("davi", ORDER)
    (preview,) = house.pushed("helena")
    stale = preview["buttons"][0]["line"]
    house.says("davi", "corrigir R-1 Enviar o plano de férias e a escala.")
    said = house.answer("helena", press=stale)
    assert said["text"].startswith("A minuta mudou depois que você a viu. Confira a versão atual:")
    assert house.answer("helena", press=said["buttons"][0]["line"])["text"].startswith("Ordem de serviço OS-1/2026")


def test_ciencia_is_once_and_idempotent(house: House) -> None:
    issue(house)
    first = house.says("bruno", "ciente OS-1/2026")
    assert first == ("Ciência da OS-1/2026 registrada. Cumprimento até sexta-feira, 27/11, 17h.")
    again = house.says("bruno", "ciente os 1/26")
    assert again == (
        "A ciência da OS-1/2026 já estava registrada: você, em 23/11 9h. Cumprimento até sexta-feira, 27/11, 17h."
    )
    with house.transaction() as session:
        from sqlalchemy import func, select

        from models.audit import Audit

        assert session.scalar(select(func.count()).where(Audit.action == "ciencia")) == 1


@pytest.mark.parametrize(
    "spelling", ["OS-1/2026", "os 1/26", "Ordem de Serviço nº 1/2026", "ordem 1/2026", "1/2026", "R-1"]
)
def test_any_spelling_of_the_number(house: House, spelling: str) -> None:
    issue(house)
    assert house.says("bruno", f"ciente {spelling}").startswith("Ciência da OS-1/2026 registrada.")


def test_whoever_was_not_addressed_takes_no_note(house: House) -> None:
    issue(house)
    assert house.says("fabio", "ciente OS-1/2026") == (
        "A ordem de serviço OS-1/2026 não foi dirigida a você; não há o que responder."
    )


def test_situation_tells_each_state_apart(house: House) -> None:
    issue(house)
    house.says("bruno", "ciente OS-1/2026")
    house.says("otavio", "impossível OS-1/2026 a equipe está em férias")
    lines = house.says("ana", "situação OS-1/2026").splitlines()
    assert lines == [
        "Ordem de serviço OS-1/2026 (transmitida) Enviar o plano de férias das equipes.",
        "Ciência: 2 de 2. Cumprimento: 0 de 2.",
        "SAUDE, Bruno Lima: ciente em 23/11 9h",
        "OBRAS, Otávio Reis: impossibilidade informada em 23/11 9h — a equipe está em férias",
    ]


def test_the_mayor_is_told_at_once_only_of_an_impossibility_that_does_not_wait(house: House) -> None:
    """Of the others the chefia is, and the mayor decides them in the pauta of the next morning."""
    for number, until in enumerate(("sexta 17h", "amanhã 17h"), 1):
        house.says("ana", f"ordem @bruno Enviar a escala\ncumprimento até {until}")
        house.says("helena", f"aprovar R-{number}")
        house.passes(f"2026-11-23 09:{number}1")
    for each in ("ana", "helena"):
        house.tray(each)
    house.says("bruno", "impossível OS-1/2026 não temos pessoal")
    assert (len(house.tray("ana")), house.tray("helena")) == (1, [])
    told = "Bruno Lima informa que não é possível cumprir a OS-2/2026 (Enviar a escala).\nMotivo: não temos pessoal"
    house.says("bruno", "impossível OS-2/2026 não temos pessoal")
    assert house.tray("ana") == house.tray("helena") == [told]
    house.passes("2026-11-24 07:30")
    assert "OS-1/2026 Bruno Lima diz que não pode cumprir" in house.tray("helena")[0]


def test_more_time_is_asked_and_granted(house: House) -> None:
    issue(house)
    said = house.says("bruno", "pedir prazo OS-1/2026 até 04/12 falta o orçamento")
    assert said == ("Pedi a Ana Prado o prazo até sexta-feira, 04/12 para a OS-1/2026. Aviso você quando responder.")
    (asked,) = [message for message in house.pushed("ana") if "pede mais prazo" in message["text"]]
    assert asked["text"] == (
        "Bruno Lima pede mais prazo em OS-1/2026 (Enviar o plano de férias das equipes.): "
        "até sexta-feira, 04/12.\nMotivo: falta o orçamento"
    )
    house.answer("ana", press=asked["buttons"][0]["line"])
    assert any("concedeu o prazo" in text for text in house.tray("bruno"))


@pytest.mark.every_door
def test_the_whole_life_with_a_substitute_and_an_escalation(house: House) -> None:
    # An order to two secretarias: one is substituted, the other silent until it goes up.
    house.says("ana", "substituição @bruno por @sergio de 23/11 a 30/11 portaria 12/2026")
    issue(house)
    assert any("OS-1/2026" in text for text in house.tray("sergio"))
    assert not any("Ordem de serviço" in text for text in house.tray("bruno"))
    said = house.says("sergio", "ciente OS-1/2026")
    assert said.startswith("Ciência da OS-1/2026 registrada em lugar de Bruno Lima.")
    house.tray("otavio")
    house.passes("2026-11-25T09:10")  # the date for ciência was the 24th, 12h
    assert any("OS-1/2026" in text for text in house.tray("otavio"))
    assert any("OS-1/2026" in text for text in house.tray("paula"))  # the adjunta
    house.tray("ana")
    house.passes("2026-11-26T09:10")
    assert any(("OS-1/2026" in text and "Otávio" in text) or "Obras" in text for text in house.tray("ana"))
    assert house.says("paula", "ciente OS-1/2026").startswith(
        "Ciência da OS-1/2026 registrada em lugar de Otávio Reis."
    )
    house.says("sergio", "cumprida OS-1/2026 plano enviado")
    house.says("otavio", "cumprida OS-1/2026")
    assert "Ninguém em falta." in house.says("ana", "pendentes OS-1/2026")


def test_scheduled_transmission_waits_and_can_be_cancelled(house: House) -> None:
    house.says("davi", "decisão @saude Fica aprovado o calendário.\ntransmitir amanhã às 8h")
    assert house.says("ana", "aprovar R-1") == (
        "Decisão DEC-1/2026 aprovada. Será transmitida na terça-feira, 24/11, 8h."
    )
    assert house.tray("bruno") == []
    assert house.says("ana", "cancelar DEC-1/2026 saiu com erro") == "DEC-1/2026 cancelada. Nada foi transmitido."
    house.passes("2026-11-24T09:00")
    assert not any("DEC-1" in text for text in house.tray("bruno"))


def test_whoever_signed_is_told_when_the_author_cancels(house: House) -> None:
    house.says("davi", "decisão @saude Fica aprovado o calendário.\ntransmitir amanhã às 8h")
    house.says("helena", "aprovar R-1")
    house.tray("helena")
    house.says("davi", "cancelar DEC-1/2026 mudei de ideia")
    assert house.tray("helena") == [
        "Davi Rocha cancelou DEC-1/2026 (Fica aprovado o calendário.).\nMotivo: mudei de ideia"
    ]


@pytest.mark.every_door
def test_scheduled_transmission_goes_out_at_its_hour(house: House) -> None:
    house.says("davi", "diretriz @saude Priorizar a atenção básica.\ntransmitir amanhã às 8h")
    house.says("ana", "aprovar R-1")
    house.passes("2026-11-24T07:59")
    assert not any("DIR-1/2026" in text for text in house.tray("bruno"))
    house.passes("2026-11-24T08:01")
    assert any("\nDiretriz DIR-1/2026\n" in text for text in house.tray("bruno"))


@pytest.mark.every_door
def test_revoking_makes_a_new_act_that_ends_the_old(house: House) -> None:
    issue(house)
    house.tray("bruno")
    house.says("davi", "revogar OS-1/2026 perdeu o objeto")
    assert house.says("ana", "aprovar R-2") == "Ordem de serviço OS-2/2026 aprovada e transmitida a 2 destinatários."
    (act,) = house.tray("bruno")
    assert "Fica revogada a ordem de serviço OS-1/2026. Motivo:\nperdeu o objeto" in act
    assert house.says("bruno", "cumprida OS-1/2026") == (
        "A ordem de serviço OS-1/2026 está revogada; não há o que cumprir."
    )


def test_the_chain_holds_and_shows_tampering(house: House) -> None:
    issue(house)
    house.says("bruno", "ciente OS-1/2026")
    from sqlalchemy import text

    from models import acts, audit

    with house.transaction() as session:
        assert audit.verify(session).broken_id is None
        assert acts.altered(session) == []
    with house.transaction() as session:
        databases.drop_trigger(session, "directives_frozen", "directives")
        session.execute(text("UPDATE directives SET text = 'Outra coisa.'"))
    with house.transaction() as session:
        assert acts.altered(session) == ["OS-1/2026"]


def test_an_issued_text_cannot_be_changed_even_by_hand(house: House) -> None:
    issue(house)
    from sqlalchemy import text
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError, match="an issued act never changes"), house.transaction() as session:
        session.execute(text("UPDATE directives SET text = 'Outra coisa.'"))


def test_to_everyone_and_to_a_saved_list(house: House) -> None:
    assert house.says("ana", "lista centro @saude @obras") == "Lista @centro guardada com 2 destinatários."
    assert "Para 2 destinatários: SAUDE, OBRAS" in house.says("davi", "ordem @centro Limpar as calçadas.")
    assert "Para 4 destinatários: EDUCACAO, FAZENDA, OBRAS, SAUDE" in house.says(
        "davi", "ordem @todos Ponto facultativo."
    )


def test_a_date_in_the_past_is_refused(house: House) -> None:
    said = house.says("davi", "ordem @saude Enviar.\ncumprir até 03/11/2026")
    assert "já passou" in said


def test_without_a_date_ciencia_is_due_the_business_day_after_the_transmission(house: House) -> None:
    said = house.says("davi", "ordem @saude Limpar o pátio.")
    assert "Ciência até: o fim do dia útil seguinte à transmissão" in said
    house.passes("2026-11-27T10:00")
    house.says("ana", "aprovar R-1")
    assert any("Ciência até: segunda-feira, 30/11/2026" in text for text in house.tray("bruno"))


def test_a_draft_whose_dates_have_passed_is_corrected_by_its_author(house: House) -> None:
    house.says("davi", ORDER)
    house.passes("2026-11-25T10:00")
    said = house.says("ana", "aprovar R-1")
    assert said == "A data de ciência era terça-feira, 24/11, 12h, e passou. Até quando passa a ser?"
    house.says("ana", "devolver R-1 a data de ciência já passou")
    corrected = house.says("davi", "corrigir R-1\nciência até amanhã 12h")
    assert "Enviar o plano de férias das equipes.\n" in corrected
    assert "Ciência até: quinta-feira, 26/11/2026, 12h" in corrected
    assert house.says("ana", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


def test_an_act_waiting_for_its_hour_is_not_shown_outside_the_cabinet(house: House) -> None:
    house.says("davi", "decisão @saude Fica aprovado o calendário.\ntransmitir amanhã às 8h")
    house.says("ana", "aprovar R-1")
    assert house.says("sergio", "ver DEC-1/2026").startswith("Não encontrei DEC-1/2026.")
    assert house.says("sergio", "buscar calendário").startswith("Não encontrei nada")
    house.passes("2026-11-24T08:01")
    assert house.says("sergio", "ver DEC-1/2026").partition("\n")[2].startswith("Decisão DEC-1/2026")


def test_who_was_never_shown_the_draft_sees_it_before_approving(house: House) -> None:
    """The mayor is substituted when the draft is shown: the substitute saw it, she did not."""
    house.says("ana", "substituição @helena por @carla de 23/11/2026 a 27/11/2026 portaria 1/2026")
    house.says("helena", "confirmar CF-1")
    house.says("ana", ORDER)
    assert house.says("helena", "aprovar R-1").startswith("Confira antes de aprovar:")
    assert house.says("carla", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


def test_a_draft_never_comes_back_to_its_author_for_approval(house: House) -> None:
    house.says("helena", "substituição @ana por @davi de 23/11/2026 a 27/11/2026 portaria 1/2026")
    house.says("ana", "confirmar CF-1")
    house.tray("davi")
    house.says("davi", ORDER)
    assert house.tray("davi") == []


def test_compliance_is_not_undone_by_saying_it_is_impossible(house: House) -> None:
    issue(house)
    house.says("bruno", "cumprida OS-1/2026 enviado")
    assert house.says("bruno", "impossível OS-1/2026 não temos") == (
        "O cumprimento da OS-1/2026 já está registrado. Se foi engano, fale com o gabinete."
    )


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE recipients SET ciencia_by_id = 1 WHERE ciencia_at IS NOT NULL",
        "UPDATE recipients SET ciencia_at = NULL, ciencia_by_id = NULL",
        "UPDATE recipients SET ciencia_at = '2026-11-20 12:00:00'",
    ],
)
def test_a_forged_ciencia_shows(house: House, tampering: str) -> None:
    from sqlalchemy import text

    from models import acts

    issue(house)
    house.says("bruno", "ciente OS-1/2026")
    with house.transaction() as session:
        assert acts.forged_ciencias(session) == []
        session.execute(text(tampering))
    with house.transaction() as session:
        assert acts.forged_ciencias(session) == ["OS-1/2026"]


def test_the_controle_interno_substitutes_nobody(house: House) -> None:
    said = house.says("ana", "substituição @bruno por @vera de 23/11/2026 a 27/11/2026 portaria 1/2026")
    assert said == "O controle interno só consulta; por isso não substitui ninguém. Escolha outra pessoa."


def test_a_substitution_that_ends_before_it_begins_is_refused(house: House) -> None:
    for days in ("de 30/11/2026 a 24/11/2026", "de 10/12 a 24/11"):
        said = house.says("ana", f"substituição @bruno por @carla {days} portaria 9/2026")
        assert said == "O fim da substituição vem antes do começo. Confira as duas datas."


def test_a_list_takes_no_name_that_is_taken(house: House) -> None:
    for name in ("saude", "todos", "ana"):
        assert house.says("ana", f"lista {name} @obras").startswith(f"O nome @{name} já é de uma pessoa")
