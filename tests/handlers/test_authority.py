"""Nobody alone issues an act: authority is given or taken by two people, each at the own address."""

import re

import pytest
from sqlalchemy import select

from bot.cli import main
from bot.console import Console
from models.confirmations import Confirmation
from models.inbox import Inbox
from models.outbox import Outbox
from models.people import Person, Role, register
from tests.conftest import House

ORDER = "ordem @saude Comprar dez mesas."
AWAY = "substituição @{} por @{} de hoje a amanhã portaria 2/2026"
IN_PRIVATE = "Por aqui só publico avisos. Fale comigo em particular."
several_doors = pytest.mark.console


def code_in(texts: list[str]) -> str:
    found = [match[1] for text in texts if (match := re.search(r"entrar (\w{16})", text))]
    assert len(found) == 1
    return found[0]


# --- substitutions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["igor", "davi", "ana"])
def test_nobody_stands_in_for_an_approver_by_the_own_word(house: House, who: str) -> None:
    house.says("davi", ORDER)
    said = house.says(who, AWAY.format("helena", who))
    assert said.startswith(("Ninguém registra a própria substituição", "Esse pedido cabe "))
    if who != "ana":
        assert "aprovada" not in house.says(who, "aprovar R-1")


def test_the_administrator_registers_no_substitution_of_authority(house: House) -> None:
    for holder in ("helena", "ana", "vera"):
        said = house.says("igor", AWAY.format(holder, "davi"))
        assert said == "A substituição de quem tem autoridade cabe ao prefeito ou à chefia de gabinete."
    assert house.says("igor", AWAY.format("bruno", "carla")).startswith("Carla Dias substitui Bruno Lima")


def test_the_one_replaced_confirms_and_both_and_the_oversight_are_told(house: House) -> None:
    assert house.says("ana", AWAY.format("helena", "davi")) == (
        "CF-1: Davi Rocha substitui Helena Duarte de segunda-feira, 23/11, a terça-feira, 24/11 "
        "(portaria 2/2026). Só vale com a confirmação de outra pessoa. Pedi a Helena Duarte."
    )
    [asked] = house.pushed("helena")
    assert asked["text"] == (
        "Ana Prado pede a sua confirmação (CF-1): Davi Rocha substitui Helena Duarte de segunda-feira, 23/11, "
        "a terça-feira, 24/11 (portaria 2/2026). Sem a sua confirmação nada muda; se estranhar, recuse."
    )
    assert [each["line"] for each in asked["buttons"]] == ["confirmar CF-1", "recusar CF-1"]
    for other in ("ana", "davi", "igor", "bruno"):
        assert house.says(other, "confirmar CF-1") == (
            "Não encontrei CF-1 entre o que espera por você. Veja: confirmações"
        )
    assert house.says("helena", "confirmar CF-1").startswith("Confirmado: Davi Rocha substitui Helena Duarte")
    assert house.tray("davi")[0].startswith("Você substitui Helena Duarte")
    assert house.tray("helena")[0].startswith("Davi Rocha responde por você")
    assert house.tray("ana")[0].startswith("Helena Duarte confirmou: Davi Rocha substitui")
    assert house.tray("vera")[0].startswith("Mudança de autoridade: Davi Rocha substitui Helena Duarte")


def test_ones_own_absence_needs_nobody_else(house: House) -> None:
    assert house.says("helena", AWAY.format("helena", "davi")).startswith("Davi Rocha substitui Helena Duarte")
    assert house.tray("vera")[0].startswith("Mudança de autoridade: Davi Rocha substitui Helena Duarte")


def test_a_refused_substitution_never_begins(house: House) -> None:
    house.says("ana", AWAY.format("helena", "davi"))
    assert house.says("helena", "recusar CF-1").startswith("Recusado: Davi Rocha substitui")
    assert house.tray("ana") == [
        "Helena Duarte recusou: Davi Rocha substitui Helena Duarte de segunda-feira, 23/11, a terça-feira, "
        "24/11 (portaria 2/2026). Nada mudou."
    ]
    assert house.says("helena", "confirmar CF-1") == "O pedido CF-1 não espera mais: já foi decidido ou venceu."
    assert "substituição" not in house.says("davi", "eu").lower()


def test_a_request_expires_and_whoever_asked_is_told(house: House) -> None:
    house.says("ana", AWAY.format("helena", "davi").replace("amanhã", "20/12"))
    house.passes("2026-12-01T09:00")
    assert "Ninguém confirmou em sete dias" in "".join(house.tray("ana"))
    assert house.says("helena", "confirmar CF-1").startswith("O pedido CF-1 não espera mais")


def test_a_chain_to_an_approver_is_a_substitution_of_the_approver(house: House) -> None:
    house.says("helena", AWAY.format("helena", "davi"))
    assert house.says("igor", AWAY.format("davi", "igor")).startswith("Ninguém registra a própria substituição")
    assert house.says("igor", AWAY.format("davi", "sergio")) == (
        "A substituição de quem tem autoridade cabe ao prefeito ou à chefia de gabinete."
    )
    assert house.says("ana", AWAY.format("davi", "carla")).startswith("CF-1: Carla Dias substitui Davi Rocha")
    house.says("davi", "confirmar CF-1")
    house.says("ana", ORDER)
    assert [text.splitlines()[0] for text in house.tray("carla")][-1] == "Ana Prado pede aprovação."
    assert house.says("carla", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


def test_whoever_stands_behind_a_substitute_is_named_and_confirms_nothing(house: House) -> None:
    house.says("igor", AWAY.format("davi", "ana"))
    said = house.says("helena", AWAY.format("ana", "davi"))
    assert said == "Davi Rocha estará ausente, e quem responde é Ana Prado. Indique outra pessoa."
    house.says("igor", AWAY.format("carla", "sergio"))
    assert "por Carla responde Sérgio Pinto" in house.says("ana", AWAY.format("helena", "carla"))


def test_nobody_comes_to_authority_behind_an_absent_substitute(house: House) -> None:
    house.says("igor", AWAY.format("carla", "sergio"))
    said = house.says("helena", AWAY.format("helena", "carla"))
    assert said.startswith("CF-1: Carla Dias substitui Helena Duarte")
    assert "nesse período, por Carla responde Sérgio Pinto. Só vale com a confirmação" in said
    house.says("davi", ORDER)
    assert "aprovada" not in house.says("sergio", "aprovar R-1")


def test_who_answers_for_the_substitute_does_not_change_before_the_confirmation(house: House) -> None:
    house.says("ana", AWAY.format("helena", "carla"))
    house.says("igor", AWAY.format("carla", "sergio"))
    assert house.says("helena", "confirmar CF-1") == (
        "Desde o pedido mudou quem responde por Carla Dias. Recuse: recusar CF-1"
    )
    assert house.says("helena", "recusar CF-1").startswith("Recusado: Carla Dias substitui")


def test_nobody_stands_in_for_anybody_by_the_own_word_alone(house: House) -> None:
    said = house.says("igor", AWAY.format("bruno", "igor"))
    assert said.startswith("CF-1: Igor Alves substitui Bruno Lima")
    assert house.says("igor", "confirmar CF-1").startswith("Não encontrei CF-1")
    assert "Bruno Lima" not in house.says("igor", "eu")
    house.says("bruno", "confirmar CF-1")
    assert "Bruno Lima" in house.says("igor", "eu")


def test_what_came_to_give_authority_is_not_confirmed_by_the_one_replaced(house: House) -> None:
    house.says("igor", AWAY.format("davi", "igor"))
    house.says("helena", AWAY.format("helena", "davi"))
    assert house.says("davi", "confirmar CF-1").startswith("Ninguém registra a própria substituição")


def test_who_left_meanwhile_stands_in_for_nobody(house: House) -> None:
    house.says("ana", AWAY.format("helena", "sergio"))
    house.says("igor", "desligar @sergio confirmo")
    assert house.says("helena", "confirmar CF-1") == "Sérgio Pinto não está mais em exercício."


def test_the_same_days_and_portaria_for_another_holder_are_another_request(house: House) -> None:
    assert house.says("ana", AWAY.format("vera", "davi")).startswith("CF-1: Davi Rocha substitui Vera Campos")
    assert house.says("ana", AWAY.format("helena", "davi")).startswith("CF-2: Davi Rocha substitui Helena Duarte")


def test_the_end_of_a_chain_to_an_approver_is_not_the_administrators(house: House) -> None:
    house.says("helena", AWAY.format("helena", "davi"))
    house.says("ana", AWAY.format("davi", "carla"))
    house.says("davi", "confirmar CF-1")
    assert house.says("igor", "encerrar substituição @davi") == (
        "A substituição de quem tem autoridade cabe ao prefeito ou à chefia de gabinete."
    )


def test_circles_of_any_length_are_refused(house: House) -> None:
    house.says("ana", AWAY.format("bruno", "carla"))
    house.says("ana", AWAY.format("carla", "otavio"))
    house.says("ana", AWAY.format("otavio", "paula"))
    assert house.says("ana", AWAY.format("paula", "bruno")) == (
        "Bruno Lima estará ausente, e quem responde é Carla Dias. Indique outra pessoa."
    )
    later = "substituição @paula por @bruno de 01/12 a 02/12 portaria 3/2026"
    assert house.says("ana", later).startswith("Paula Nunes") is False
    assert house.says("ana", "pessoas @obras").endswith(
        "Bruno Lima substitui Paula Nunes de 01/12 a 02/12, portaria 3/2026"
    )


# --- drafts --------------------------------------------------------------------------------------------------


def test_whoever_corrected_a_version_does_not_approve_it(house: House) -> None:
    house.says("helena", AWAY.format("ana", "davi"))
    house.says("ana", "confirmar CF-1")
    house.says("ana", ORDER)
    assert house.says("davi", "corrigir R-1 Comprar mil mesas.").startswith("Minuta R-1")
    assert house.says("davi", "aprovar R-1") == (
        "Quem escreveu ou corrigiu a minuta não a aprova. A R-1 precisa de outra pessoa que aprove."
    )
    assert house.says("ana", "aprovar R-1").startswith("Quem escreveu ou corrigiu")
    assert house.says("helena", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


def test_whoever_stands_in_for_the_writer_does_not_approve(house: House) -> None:
    house.says("ana", ORDER)
    house.says("helena", AWAY.format("ana", "davi"))
    house.says("ana", "confirmar CF-1")
    assert house.says("davi", "aprovar R-1") == (
        "Você responde por Ana Prado, que escreveu a R-1: outra pessoa precisa aprovar."
    )


def test_a_draft_says_who_can_approve_it(house: House) -> None:
    assert house.says("ana", ORDER).endswith("Enviei para aprovação de Helena Duarte.")
    house.says("helena", AWAY.format("helena", "carla"))
    assert house.says("ana", ORDER).endswith("Enviei para aprovação de Carla Dias (no lugar de Helena Duarte).")


@several_doors
def test_a_draft_nobody_can_approve_is_not_said_to_be_sent(house: House) -> None:
    house.settles("helena")
    assert house.says("ana", ORDER).endswith(
        "Ninguém recebeu a minuta: pode aprovar Helena Duarte, que ainda não entrou. Fale com o administrador."
    )
    with house.transaction() as session:
        session.scalars(select(Person).where(Person.handle == "helena")).one().role = Role.ASSESSORIA.value
    assert house.says("ana", ORDER).endswith(
        "Ninguém pode aprovar esta minuta agora: é preciso um prefeito ou uma chefia de gabinete que não a tenha "
        "escrito. Fale com o administrador."
    )


@several_doors
def test_the_preview_is_shown_at_the_address_that_approves(house: House) -> None:
    house.opens("telegram", "slack")
    house.settles("helena", telegram="5001")
    short = re.search(r"Conferência: (\w{8})", house.says("davi", ORDER))
    assert short
    house.settles("helena", slack="U7")
    line = f"aprovar R-1 {short[1]}"
    assert house.says("helena", line, via="slack").startswith("Confira antes de aprovar:\n\nMinuta R-1")
    assert house.says("helena", f"aprovar R-1 {short[1]}", via="slack").startswith("Ordem de serviço OS-1/2026")


def test_a_version_shown_before_a_change_and_back_is_shown_again(house: House) -> None:
    house.says("davi", ORDER)
    house.says("davi", "corrigir R-1 Comprar mil mesas.")
    house.says("davi", "corrigir R-1 Comprar dez mesas.")
    assert len([text for text in house.tray("helena") if "Minuta R-1" in text]) == 3
    assert house.says("helena", "aprovar R-1").startswith("Ordem de serviço")


def test_whoever_moves_a_date_of_a_draft_by_a_decree_does_not_approve_it(house: House) -> None:
    house.says("davi", "ordem @saude Comprar dez mesas.\ncumprir em 5 dias úteis")
    house.says("ana", "calendário 25/11/2026 ponto facultativo Decreto 1/2026")
    assert house.says("ana", "aprovar R-1").startswith("Quem escreveu ou corrigiu a minuta não a aprova.")
    assert house.says("helena", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


# --- departures, roles, lists, ladders -------------------------------------------------------------------------


def test_whoever_has_authority_leaves_when_a_second_person_confirms(house: House) -> None:
    assert house.says("igor", "desligar @helena confirmo").startswith(
        "CF-1: o acesso de Helena Duarte, Prefeita, termina. Só vale com a confirmação de outra pessoa."
    )
    assert house.says("helena", "eu").startswith("Helena Duarte")
    house.says("ana", "confirmar CF-1")
    assert house.says("helena", "eu").startswith("Ainda não conheço você")
    assert house.tray("vera")[0].startswith("Mudança de autoridade: o acesso de Helena Duarte, Prefeita, termina.")
    assert house.says("igor", "desligar @ana") == (
        "Só Ana Prado pode aprovar atos. Cadastre antes outra pessoa que aprove."
    )


def test_the_last_administrator_stays(house: House) -> None:
    assert house.says("ana", "desligar @igor") == "Igor Alves é o único administrador. Cadastre outro antes."
    assert house.says("ana", "desligar @sergio confirmo").startswith("O acesso de Sérgio Pinto terminou agora")


def test_a_list_in_use_changes_with_a_second_person(house: House) -> None:
    assert house.says("davi", "lista centro @obras @saude") == "Lista @centro guardada com 2 destinatários."
    assert house.says("davi", "lista centro @obras @saude") == "Lista @centro guardada com 2 destinatários."
    said = house.says("davi", "lista centro @fazenda")
    assert said.startswith("CF-1: a lista @centro passa a ser: Secretaria da Fazenda. Só vale com a confirmação")
    assert house.says("ana", "lista centro") == "Lista @centro: Secretaria de Obras, Secretaria de Saúde."
    house.says("ana", "confirmar CF-1")
    assert house.says("ana", "lista centro") == "Lista @centro: Secretaria da Fazenda."


# --- invitations and addresses ---------------------------------------------------------------------------------


@several_doors
def test_an_invitation_never_goes_to_whoever_asked_for_somebody_known(house: House) -> None:
    assert house.says("igor", "convidar @helena") == (
        "Mandei o convite a Helena Duarte, pelo terminal: o código vai só para quem entra com ele."
    )
    assert house.tray("igor") == []
    code_in(house.tray("helena"))


@several_doors
def test_an_address_of_an_approver_waits_for_the_one_known_before(house: House) -> None:
    house.opens("telegram")
    house.says("igor", "convidar @helena")
    code = code_in(house.tray("helena"))
    assert house.says("666", f"entrar {code}", via="telegram") == (
        "Falta um passo: confirme no endereço que você já usa. Mandei o pedido para lá."
    )
    assert house.says("666", "aprovar R-1", via="telegram").startswith("Falta um passo")
    [asked] = house.pushed("helena")
    assert asked["text"].startswith("Alguém quer entrar como você pelo Telegram. Foi você?")
    assert house.says("ana", "confirmar CF-1").startswith("Não encontrei CF-1")
    house.says("helena", "confirmar CF-1")
    assert house.tray("666", via="telegram")[0].startswith("Pronto, Helena: Helena Duarte confirmou")
    assert house.says("666", "eu", via="telegram").startswith("Helena Duarte")


@several_doors
def test_the_first_address_of_an_approver_waits_for_another_who_approves(house: House) -> None:
    house.opens("telegram")
    house.settles("ana")
    assert house.says("igor", "convidar @ana").startswith(
        "CF-1: um convite para Ana Prado, Chefe de Gabinete, que ainda não entrou. Só vale com a confirmação"
    )
    assert house.tray("igor") == []
    house.says("helena", "confirmar CF-1")
    code = code_in(house.tray("igor"))
    assert house.says("667", f"entrar {code}", via="telegram") == (
        "Falta um passo: outra pessoa que aprova atos vai confirmar que é você. Aviso aqui em seguida."
    )
    for other in ("igor", "667"):
        via = "telegram" if other == "667" else "console"
        assert "Confirmado" not in house.says(other, "confirmar CF-2", via=via)
    house.tray("vera")
    house.says("helena", "confirmar CF-2")
    assert house.says("667", "eu", via="telegram").startswith("Ana Prado")
    assert house.tray("vera")[0].startswith("Mudança de autoridade: Ana Prado entra pelo Telegram.")


@several_doors
def test_without_authority_the_code_of_somebody_new_goes_to_whoever_invites(house: House) -> None:
    house.opens("telegram")
    house.settles("sergio")
    code = code_in([house.says("igor", "convidar @sergio")])
    assert house.says("55", f"entrar {code}", via="telegram").startswith("Olá, Sérgio.")


@several_doors
def test_a_new_code_cancels_the_old(house: House) -> None:
    house.opens("telegram")
    first, second = (code_in([house.says("bruno", "convidar")]) for _ in range(2))
    assert house.says("55", f"entrar {first}", via="telegram").startswith("Esse código não vale")
    assert house.says("55", f"entrar {second}", via="telegram").startswith("Olá, Bruno.")


@several_doors
def test_codes_stand_nowhere_in_clear(house: House) -> None:
    house.opens("telegram")
    code = code_in([house.says("bruno", "convidar")])
    house.says("55", f"ENTRAR  {code.upper()}", via="telegram")
    house.says("56", code, via="telegram")
    house.says("57", f"/start {code}", via="telegram")
    with house.transaction() as session:
        kept = [str(payload) for payload in session.scalars(select(Outbox.payload))]
        kept += list(session.scalars(select(Inbox.raw)))
        assert [text for text in kept if code in text.lower()] == []
        assert session.scalar(select(Confirmation.id)) is None
    assert house.says("55", "eu", via="telegram").startswith("Bruno Lima")


@several_doors
def test_the_lost_address_of_another_is_closed_by_two_where_it_has_authority(house: House) -> None:
    house.opens("telegram")
    house.settles("bruno", telegram="1002")
    house.settles("helena", telegram="1001")
    assert house.says("sergio", "endereços @bruno") == (
        "Só o administrador ou a chefia de gabinete vê os endereços de outra pessoa."
    )
    assert house.says("igor", "endereços @bruno") == ("Endereços de Bruno Lima:\nTelegram: ativo, usado em 23/11 9h")
    assert house.says("igor", "sair @bruno telegram") == (
        "Desliguei o Telegram de Bruno Lima. Para que volte a entrar: convidar @bruno"
    )
    assert house.says("1002", "eu", via="telegram").startswith("Ainda não conheço você")
    assert house.says("igor", "sair @helena telegram").startswith("CF-1: o endereço de Helena Duarte no Telegram")
    assert house.says("helena", "eu", via="telegram").startswith("Helena Duarte")
    house.says("ana", "confirmar CF-1")
    assert house.says("1001", "eu", via="telegram").startswith("Ainda não conheço você")


# --- in private only -------------------------------------------------------------------------------------------


@several_doors
@pytest.mark.parametrize("line", [ORDER, "aprovar R-1", "desligar @bruno", "eu", "confirmar CF-1", "convidar @bruno"])
def test_in_a_group_nothing_is_obeyed(house: House, line: str) -> None:
    house.says("davi", ORDER)
    for _ in range(2):
        assert house.answer("helena", text=line, **{"in": "Grupo dos Secretários"})["text"] == IN_PRIVATE
    assert house.says("helena", "ver R-1").endswith("Estado: minuta")


@several_doors
def test_an_account_taken_before_the_authority_came_waits_or_is_told_of(house: House) -> None:
    house.opens("telegram")
    change(house, "ana,Ana", "falso,Falso Chefe,Chefe,GP,Gabinete do Prefeito,chefia,,,,sim\nana,Ana")
    assert house.says("igor", "convidar @falso").startswith("CF-2: um convite para Falso Chefe")
    house.says("ana", "substituição @helena por @davi de 01/12 a 02/12 portaria 2/2026")
    house.settles("davi")
    assert house.says("igor", "convidar @davi").startswith("CF-4: um convite para Davi Rocha")
    house.says("helena", "confirmar CF-3")
    assert house.says("igor", "convidar @davi").startswith("CF-4: um convite para Davi Rocha")
    change(house, "ana,Ana", "zeca,Zeca Melo,,GP,Gabinete do Prefeito,servidor,,,,sim\nana,Ana")
    code = code_in([house.says("igor", "convidar @zeca")])
    house.says("668", f"entrar {code}", via="telegram")
    change(house, "zeca,Zeca Melo,,GP,Gabinete do Prefeito,servidor", "zeca,Zeca Melo,,GP,Gabinete do Prefeito,chefia")
    assert "Zeca entrou a convite de Igor Alves" in house.says("helena", "confirmar CF-5")


@several_doors
def test_who_may_invite_no_more_gets_no_code(house: House) -> None:
    house.settles("ana")
    house.says("igor", "convidar @ana")
    with house.transaction() as session:
        session.scalars(select(Person).where(Person.handle == "igor")).one().role = Role.SERVIDOR.value
    assert house.says("helena", "confirmar CF-1") == "Igor Alves não pode mais convidar. Recuse: recusar CF-1"
    assert house.tray("igor") == []


@several_doors
def test_a_house_its_approvers_left_is_not_set_up_again(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    house.opens("telegram")
    house.settles("ana")
    house.says("helena", "sair terminal confirmo")
    assert house.says("igor", "convidar @helena").startswith("CF-1: um convite para Helena Duarte")
    assert house.says("igor", AWAY.format("helena", "davi")).startswith("A substituição de quem tem autoridade")
    change(house, "Saúde,secretario,titular", "Saúde,prefeito,titular")
    with house.transaction() as session:
        assert session.scalars(select(Person.role).where(Person.handle == "bruno")).one() == "secretario"
    monkeypatch.setenv("DATABASE_URL", house.url)
    capsys.readouterr()
    assert main(["invite", "helena"]) == 0
    house.says("669", f"entrar {code_in([capsys.readouterr().out])}", via="telegram")
    assert house.says("669", "eu", via="telegram").startswith("Helena Duarte")


@several_doors
def test_at_the_server_the_name_is_not_enough_once_an_approver_has_entered_by_an_app(house: House) -> None:
    house.opens("telegram")
    house.settles("ana", telegram="5002")

    def typed(text: str) -> str:
        shown: list[dict[str, str]] = []
        Console(house.app, shown.append).say({"as": "helena", "text": text}, 1)
        return shown[-1]["text"]

    assert typed("eu").startswith("Falta um passo")
    house.says("5002", "confirmar CF-1", via="telegram")
    assert typed("eu").startswith("Helena Duarte")
    assert typed("sair terminal confirmo").startswith("Este endereço foi desligado")
    assert typed("eu").startswith("Falta um passo")


# --- the command line ------------------------------------------------------------------------------------------


def change(house: House, old: str, new: str) -> None:
    """Export the people, change the table, import it."""
    with house.transaction() as session:
        text = register.dump(session)
        assert old in text
        assert register.load(session, text.replace(old, new).encode(), now=house.now).faults == []


@several_doors
def test_a_role_with_authority_by_file_waits_for_an_approver(house: House) -> None:
    for _ in range(2):  # the same file again asks nothing new
        change(house, "Saúde,secretario,titular", "Saúde,prefeito,titular")
    with house.transaction() as session:
        assert session.scalars(select(Person.role).where(Person.handle == "bruno")).one() == "secretario"
        assert len(session.scalars(select(Confirmation.id)).all()) == 1
    house.runs("reminders")
    [asked] = house.tray("helena")
    assert asked.startswith(
        "Quem administra o servidor pede, pela linha de comando, a sua confirmação (CF-1): "
        "Bruno Lima (@bruno) passa de secretario a prefeito."
    )
    assert house.says("bruno", "confirmar CF-1").startswith("Não encontrei CF-1")
    house.says("ana", "confirmar CF-1")
    assert house.tray("bruno") == ["O seu papel agora é prefeito. Confirmado por Ana Prado."]
    assert house.tray("vera")[-1].startswith(
        "Mudança de autoridade: Bruno Lima (@bruno) passa de secretario a prefeito"
    )


@several_doors
def test_who_stood_in_for_another_authority_does_not_for_the_new_one(house: House) -> None:
    house.says("ana", AWAY.format("vera", "davi"))
    house.says("vera", "confirmar CF-1")
    change(house, "GP,Gabinete do Prefeito,controle", "GP,Gabinete do Prefeito,chefia")
    house.says("helena", "confirmar CF-2")
    assert "Vera Campos" not in house.says("davi", "eu")
    house.says("ana", ORDER)
    assert "aprovada" not in house.says("davi", "aprovar R-1")


@several_doors
def test_somebody_new_with_authority_has_none_before_it_is_confirmed(house: House) -> None:
    change(house, "ana,Ana", "falso,Falso Chefe,Chefe,GP,Gabinete do Prefeito,chefia,,,,sim\nana,Ana")
    with house.transaction() as session:
        assert session.scalars(select(Person.role).where(Person.handle == "falso")).one() == "servidor"
    house.says("davi", ORDER)
    assert house.says("falso", "aprovar R-1").startswith("Não encontrei R-1")


@several_doors
def test_whoever_has_authority_does_not_leave_by_file_alone(house: House) -> None:
    change(house, "prefeito,titular,,,sim", "prefeito,titular,,,nao")
    assert house.says("helena", "eu").startswith("Helena Duarte")


@several_doors
def test_the_server_prints_no_code_of_whoever_has_entered(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", house.url)
    capsys.readouterr()
    assert main(["invite", "helena"]) == 0
    assert capsys.readouterr().out == "Helena Duarte já entrou: mandei o código pelo próprio aplicativo (terminal).\n"
    house.settles("ana")
    assert main(["invite", "ana"]) == 0
    assert "entrar" not in capsys.readouterr().out
    house.says("helena", "confirmar CF-1")
    assert main(["invite", "ana"]) == 0
    assert re.search(r"entrar \w{16}", capsys.readouterr().out)
    assert main(["invite", "ana"]) == 0
    assert "espera a confirmação" in capsys.readouterr().out
