"""People: identity, invitations, substitutions, departures, preferences."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from models.people import Person
from tests.conftest import House

SUBSTITUTION = "substituição @bruno por @carla de 24/11 a 04/12 portaria 12/2026"


def test_who_am_i(house: House) -> None:
    assert house.says("ana", "eu") == (
        "Ana Prado (@ana)\nChefe de Gabinete, Gabinete do Prefeito (GP)\n"
        f"Papel: chefia de gabinete\nRecebe mensagens por: {house.door}"
    )


def test_the_people_of_an_orgao_titular_first(house: House) -> None:
    assert house.says("sergio", "pessoas @Saúde") == (
        "Secretaria de Saúde (SAUDE):\n"
        "Bruno Lima (@bruno), Secretário de Saúde — titular\n"
        "Carla Dias (@carla), Secretária Adjunta de Saúde — adjunto\n"
        "Sérgio Pinto (@sergio), Agente administrativo"
    )


def test_people_by_a_word_of_the_name(house: House) -> None:
    assert house.says("ana", "pessoas otavio") == (
        "Otávio Reis (@otavio), Secretário de Obras\nSecretaria de Obras (OBRAS)"
    )
    assert house.says("ana", "pessoas zzz") == "Não encontrei ninguém com zzz."


@pytest.mark.every_door
def test_orgaos_with_who_answers_today(house: House) -> None:
    house.says("ana", SUBSTITUTION)
    house.passes("2026-11-24T09:00")
    assert house.says("ana", "órgãos") == (
        "Órgãos (5):\n"
        "EDUCACAO — Secretaria de Educação: Edna Souza\n"
        "FAZENDA — Secretaria da Fazenda: Fábio Teles\n"
        "GP — Gabinete do Prefeito: Helena Duarte\n"
        "OBRAS — Secretaria de Obras: Otávio Reis; adjunto: Paula Nunes\n"
        "SAUDE — Secretaria de Saúde: Bruno Lima; hoje responde Carla Dias; adjunto: Carla Dias"
    )


@pytest.mark.every_door
def test_substitution_starts_reaches_the_substitute_and_goes_back_by_itself(house: House) -> None:
    assert house.says("ana", SUBSTITUTION) == (
        "Carla Dias substitui Bruno Lima de terça-feira, 24/11, a sexta-feira, 04/12. Os dois foram avisados."
    )
    assert house.tray("bruno") == [
        "Carla Dias responde por você de terça-feira, 24/11, a sexta-feira, 04/12 (portaria 12/2026). "
        "Depois tudo volta a você sem pedido."
    ]
    assert house.tray("carla") == [
        "Você substitui Bruno Lima de terça-feira, 24/11, a sexta-feira, 04/12 (portaria 12/2026). "
        "O que chegar para Bruno chega a você. Veja o que está pendente com: pauta"
    ]
    house.passes("2026-11-24T09:00")
    house.tray("carla")
    house.says("ana", "tarefa @bruno assinar o convênio")
    assert house.tray("carla") == [
        "Em substituição a Bruno Lima:\nAna Prado passou a você a tarefa T-1: assinar o convênio."
    ]
    assert house.tray("bruno") == []
    assert "Em substituição a Bruno Lima: de 24/11 a 04/12, portaria 12/2026" in house.says("carla", "eu")
    assert house.says("carla", "iniciar T-1") == "Tarefa T-1 iniciada."
    house.passes("2026-12-07T09:00")
    house.says("ana", "comentar T-1 falta pouco")
    house.tray("bruno")
    house.says("ana", "tarefa @bruno revisar o convênio")
    assert house.tray("bruno") == ["Ana Prado passou a você a tarefa T-2: revisar o convênio."]
    assert "só quem a tem ou a chefia pode concluir" in house.says("carla", "concluir T-1")


def test_substitution_from_today_still_tells_the_holder(house: House) -> None:
    house.says("ana", "substituição @bruno por @carla de hoje a 04/12 portaria nº 12/2026")
    assert len(house.tray("bruno")) == 1
    assert len(house.tray("carla")) == 1


def test_substitution_of_an_orgao_means_its_titular(house: House) -> None:
    said = house.says("helena", "substituição @obras por @paula de 24/11 a 27/11, portaria 7")
    assert said.startswith("Paula Nunes substitui Otávio Reis de terça-feira, 24/11")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("substituição @bruno por @carla de 24/11 a 04/12", "Qual é o número da portaria?"),
        ("substituição @bruno de 24/11 a 04/12 portaria 1", "Quem responde por Bruno Lima?"),
        ("substituição @bruno por @carla portaria 1", "De quando a quando?"),
        ("substituição @bruno por @carla de 31/11 a 04/12 portaria 1", "Não existe essa data: de 31/11 a 04/12."),
        ("substituição @bruno por @bruno de 24/11 a 04/12 portaria 1", "Uma pessoa não substitui a si mesma."),
        ("substituição @bruno por @zezinho de 24/11 a 04/12 portaria 1", "Não conheço @zezinho."),
        ("substituição", "Quem se ausenta?"),
    ],
)
def test_a_substitution_that_lacks_something(house: House, line: str, answer: str) -> None:
    assert house.says("ana", line).startswith(answer)
    assert house.tray("bruno") == []


def test_substitutions_do_not_overlap_nor_turn_in_a_circle(house: House) -> None:
    house.says("ana", SUBSTITUTION)
    assert house.says("ana", "substituição @bruno por @sergio de 01/12 a 10/12 portaria 13/2026") == (
        "Bruno Lima já tem substituto no período: Carla Dias, até 04/12."
    )
    assert house.says("ana", "substituição @carla por @bruno de 01/12 a 10/12 portaria 13/2026") == (
        "Bruno Lima estará ausente, e quem responde é Carla Dias. Indique outra pessoa."
    )


def test_ending_a_substitution_early(house: House) -> None:
    house.says("ana", SUBSTITUTION)
    house.passes("2026-11-25T09:00")
    assert "encerrar substituição @bruno" in house.buttons("ana", "pessoas")
    house.tray("carla")
    assert house.says("ana", "encerrar substituição @bruno") == (
        "Substituição encerrada: Bruno Lima volta a responder. Os dois foram avisados."
    )
    assert house.tray("carla") == ["Sua substituição de Bruno Lima terminou."]
    house.says("ana", "tarefa @bruno assinar")
    assert any("T-1" in text for text in house.tray("bruno"))
    assert house.says("ana", "encerrar substituição @bruno") == (
        "Bruno Lima não tem substituição em vigor. Veja as que valem com: pessoas"
    )


def test_only_who_may_registers_substitutions(house: House) -> None:
    assert "Esse pedido cabe " in house.says("bruno", SUBSTITUTION)


@pytest.mark.every_door
def test_invite_and_enter_once(house: House) -> None:
    assert house.says("ana", "convidar @bruno") == (
        f"Mandei o convite a Bruno Lima, pelo {house.door}: o código vai só para quem entra com ele."
    )
    [told] = house.tray("bruno")
    assert "até segunda-feira, 23/11, 9h10" in told
    found = re.search(r"entrar (\w{16})", told)
    assert found
    assert house.says("novo", f"entrar {found[1]}") == (
        "Olá, Bruno. Você entrou como Secretário de Saúde. Comece pela sua pauta do dia."
    )
    assert house.says("outro", f"entrar {found[1]}") == (
        "Esse código não vale: já foi usado, venceu ou está errado. Peça outro ao administrador."
    )
    assert house.says("novo", "eu").startswith("Bruno Lima (@bruno)")


def test_an_invitation_expires(house: House) -> None:
    house.says("igor", "convidar @bruno")
    found = re.search(r"entrar (\w{16})", house.tray("bruno")[0])
    assert found
    house.passes(timedelta(minutes=11))
    assert house.says("novo", f"entrar {found[1]}").startswith("Esse código não vale")


def test_only_chefia_and_administrator_invite_others(house: House) -> None:
    assert house.says("bruno", "convidar @carla") == (
        "Só o administrador ou a chefia de gabinete convida outras pessoas."
    )
    assert house.says("bruno", "convidar").startswith("Convite para outro aplicativo seu.")


def test_entering_where_one_already_is_uses_no_code(house: House) -> None:
    code = re.search(r"entrar (\w{16})", house.says("bruno", "convidar"))
    assert code
    assert house.says("bruno", f"entrar {code[1]}") == (
        "Você já entrou por aqui como Bruno Lima. Não usei o código: escreva-o no aplicativo em que ainda não entrou."
    )
    assert house.says("celular", f"start {code[1]}").startswith("Olá, Bruno.")


@pytest.mark.every_door
def test_whoever_leaves_loses_access_at_once_and_the_history_stays(house: House) -> None:
    house.says("ana", "tarefa @sergio conferir o estoque")
    house.says("sergio", "comentar T-1 comecei")
    house.says("sergio", "substituição")
    house.says("ana", "substituição @bruno por @sergio de hoje a 04/12 portaria 3")
    assert house.says("igor", "desligar @sergio confirmo") == (
        "O acesso de Sérgio Pinto terminou agora; o histórico fica.\n"
        "Deixou 1 tarefa aberta: T-1. Repasse assim: repassar T-1 @quem"
    )
    assert house.says("sergio", "minhas").startswith("Ainda não conheço você por aqui.")
    assert f"Sérgio Pinto ({house.door}): comecei" in house.says("ana", "histórico T-1")
    house.tray("bruno")
    house.says("ana", "tarefa @bruno assinar")  # who was substituted answers again
    assert house.tray("bruno") == ["Ana Prado passou a você a tarefa T-2: assinar."]
    assert house.says("ana", "repassar T-1 @bruno") == "Tarefa T-1 repassada para Bruno Lima."
    assert house.says("ana", "tarefa @sergio varrer").startswith("Sérgio Pinto já não está na casa.")


def test_who_may_dismiss_whom(house: House) -> None:
    assert "Esse pedido cabe " in house.says("bruno", "desligar @sergio")
    assert house.says("ana", "desligar @ana").startswith("Ninguém desliga a si mesmo.")
    assert house.says("ana", "desligar @igor") == "Igor Alves é o único administrador. Cadastre outro antes."
    assert house.says("ana", "desligar @saude") == "Diga uma pessoa. Exemplo: desligar @bruno"


def test_a_dismissal_shows_what_is_left_and_is_confirmed(house: House) -> None:
    house.says("ana", "tarefa @sergio conferir o estoque")
    assert house.says("ana", "desligar @sergio") == (
        "Desligar Sérgio Pinto (SAUDE)?\n"
        "Tem em aberto (1): T-1. Quem passa a ser cobrado: Bruno Lima.\n"
        "O acesso termina na hora; o histórico fica, e religar traz de volta."
    )
    assert house.buttons("ana", "desligar @sergio") == ["desligar @sergio confirmo", "deve @sergio"]
    assert house.says("sergio", "eu").startswith("Sérgio Pinto")
    assert "Não tem nada em aberto." in house.says("ana", "desligar @paula")


def test_whoever_left_comes_back(house: House) -> None:
    assert house.says("ana", "religar @sergio") == "Sérgio Pinto está em exercício: não é preciso religar."
    assert house.says("ana", "religar") == "Ninguém foi desligado."
    house.says("ana", "desligar @sergio confirmo")
    assert house.says("ana", "religar @zulmira") == "Ninguém que saiu se chama @zulmira."
    assert house.buttons("ana", "religar") == ["religar @sergio"]
    said = house.says("ana", "religar @sergio")
    assert said.startswith("Sérgio Pinto está de volta, e entra de novo com um convite.\nConvite de Sérgio Pinto.")
    code = re.search(r"entrar (\w{16})", said)
    assert code is not None
    assert house.says("celular", f"entrar {code[1]}").startswith("Olá, Sérgio.")


def test_whoever_had_authority_comes_back_when_a_second_person_confirms(house: House) -> None:
    house.says("igor", "desligar @helena confirmo")
    house.says("ana", "confirmar CF-1")
    house.tray("igor")
    assert house.says("igor", "religar @helena").startswith("CF-2: Helena Duarte, Prefeita, volta ao exercício.")
    assert house.says("ana", "tarefa @helena assinar").startswith("Helena Duarte já não está na casa.")
    assert house.says("igor", "confirmar CF-2").startswith("Não encontrei CF-2")
    house.says("ana", "confirmar CF-2")
    code = re.search(r"entrar (\w{16})", "\n".join(house.tray("igor")))
    assert code is not None
    assert house.says("nova", f"entrar {code[1]}").startswith("Falta um passo: outra pessoa")  # as at any new address


def test_a_post_filled_meanwhile_is_not_given_back(house: House) -> None:
    house.says("ana", "desligar @bruno confirmo")
    with house.transaction() as session:
        session.execute(update(Person).where(Person.handle == "carla").values(function="titular"))
    house.says("ana", "religar @bruno")
    assert "Carla Dias" in house.says("ana", "órgãos")
    assert "titular" not in house.says("ana", "pessoas @bruno")


def test_preferences_are_shown_and_kept(house: House) -> None:
    assert house.says("bruno", "preferências") == (
        "Suas preferências:\nResumo do dia: às 7h30, nos dias de trabalho\nLembretes de prazo: ligados\n"
        "Silêncio de lembretes e resumos: das 20h às 7h (o que é urgente chega sempre)"
    )
    house.says("bruno", "preferências resumo 8h15")
    house.says("bruno", "preferências lembretes não")
    assert house.says("bruno", "preferências silêncio das 21h às 6h30") == (
        "Preferências guardadas.\nResumo do dia: às 8h15, nos dias de trabalho\nLembretes de prazo: desligados\n"
        "Silêncio de lembretes e resumos: das 21h às 6h30 (o que é urgente chega sempre)"
    )
    assert "Resumo do dia: desligado" in house.says("bruno", "preferências resumo não")
    assert "Resumo do dia: às 7h30" in house.says("bruno", "preferências resumo sim")
    assert "sem horas de silêncio" in house.says("bruno", "preferências silêncio não")


@pytest.mark.parametrize("line", ["xyz", "resumo 25h", "resumo", "silêncio 20h", "lembretes talvez", "silêncio a"])
def test_a_preference_not_understood_gets_examples(house: House, line: str) -> None:
    answer = house.answer("bruno", text=f"preferências {line}")
    assert answer["text"] == "Não entendi a preferência. Exemplos:"
    assert [button["line"] for button in answer["buttons"]] == [
        "preferências resumo 8h",
        "preferências lembretes não",
        "preferências silêncio 20h às 7h",
    ]


def test_the_internal_control_may_choose_its_own_preferences(house: House) -> None:
    assert house.says("vera", "preferências resumo não").startswith("Preferências guardadas.")
