"""A rule in place of a date: counted, counted again when the calendar changes, extended by an act."""

from pathlib import Path

import pytest

from tests.conftest import House

DECREE = "calendário 04/12 ponto facultativo Decreto 200/2026"


def test_a_task_takes_the_name_of_a_rule(house: House) -> None:
    answer = house.answer("ana", text="tarefa @bruno responder o requerimento prazo lai !alta")
    assert answer["text"] == (
        "Tarefa T-1 criada para Bruno Lima: responder o requerimento. Prazo: segunda-feira, 14/12. Prioridade alta."
    )
    assert [button["line"] for button in answer["buttons"]] == ["ver T-1", "minhas", "prazo T-1"]
    assert house.says("bruno", "prazo T-1") == (
        "T-1 responder o requerimento\n"
        "Prazo até segunda-feira, 14/12.\n"
        "• Regra: Responder pedido de acesso à informação [lai_pedido]: 20 dias corridos, evento em dia sem expediente "
        "passa ao dia útil seguinte, fim em dia sem expediente passa ao dia útil seguinte.\n"
        "• Fonte: Lei 12.527/2011 (LAI), art. 11 §1º; contagem da CGU.\n"
        "• Evento: 23/11/2026 (segunda-feira) às 09:00 — pedido conhecido pelo SIC.\n"
        "• Primeiro dia contado: 24/11/2026 (terça-feira).\n"
        "• Último dia da contagem: 13/12/2026 (domingo).\n"
        "• Não conta 13/12/2026 (domingo): fim de semana.\n"
        "• O prazo passa ao dia útil seguinte: 14/12/2026 (segunda-feira).\n"
        "• Calendário: prefeitura (feriados nacionais e de SP), versão 0."
    )


@pytest.mark.parametrize(
    ("line", "due"),
    [
        ("tarefa @bruno responder prazo lai", "segunda-feira, 14/12"),
        ("tarefa @bruno responder Prazo: LAI", "segunda-feira, 14/12"),
        ("tarefa @bruno responder no prazo legal da lai", "segunda-feira, 14/12"),
        ("tarefa @bruno responder prazo lai recebido em 18/11 às 19h30", "segunda-feira, 14/12"),
        ("tarefa @bruno responder prazo lai recebido em 18/11 às 18h", "terça-feira, 08/12"),
        ("tarefa @bruno parecer prazo veto a partir de 16/11", "terça-feira, 08/12"),
        ("tarefa @bruno parecer prazo motivos do veto", "quarta-feira, 25/11, 9h"),
        ("tarefa @bruno levantar em 15 dias úteis", "segunda-feira, 14/12"),
        ("tarefa @bruno levantar em 15 (quinze) dias úteis", "segunda-feira, 14/12"),
        ("tarefa @bruno levantar 15 dias úteis a partir de 16/11", "terça-feira, 08/12"),
        ("tarefa @bruno levantar 5 dias úteis antes de 14/12", "segunda-feira, 07/12"),
    ],
)
def test_ways_of_naming_a_rule(house: House, line: str, due: str) -> None:
    assert house.says("ana", line).splitlines()[0].endswith(f"Prazo: {due}.")


def test_the_word_alone_names_no_rule(house: House) -> None:
    assert house.says("ana", "tarefa @bruno ver o prazo da lai até sexta") == (
        "Tarefa T-1 criada para Bruno Lima: ver o prazo da lai. Prazo: sexta-feira, 27/11."
    )
    assert house.says("ana", "prazo T-1") == (
        "T-1 ver o prazo da lai\nPrazo até sexta-feira, 27/11.\n• Data dada por uma pessoa, sem conta."
    )
    assert house.says("ana", "tarefa @bruno escolher sem prazo") == "Tarefa T-2 criada para Bruno Lima: escolher."
    assert house.says("ana", "prazo T-2") == "T-2 não tem prazo em aberto."


def test_an_expediente_takes_a_rule_and_the_day_it_came(house: House) -> None:
    assert house.says("ana", 'expediente novo ofício "Pedido de dados" recebido em 20/11 às 19h30 prazo lai') == (
        "Ofício PROT-1/2026-GP registrado: Pedido de dados.\nPrazo: segunda-feira, 14/12."
    )
    assert house.says("ana", 'expediente novo processo "Autógrafo 12/2026" prazo veto recebido 16/11') == (
        "Processo PROC-1/2026-GP registrado: Autógrafo 12/2026.\nPrazo: terça-feira, 08/12."
    )
    assert "recebido em 16/11" in house.says("ana", "ver PROC-1/2026-GP")
    assert house.says("ana", 'expediente novo ofício "Pedido antigo" recebido em 01/10 prazo lai') == (
        "Ofício PROT-2/2026-GP registrado: Pedido antigo.\nPrazo: quarta-feira, 21/10.\nEsse prazo já venceu."
    )


def test_the_printed_date_prevails_and_the_difference_is_told(house: House) -> None:
    line = 'expediente novo processo "Autógrafo 13/2026" prazo veto recebido 16/11 até 04/12'
    difference = (
        "Vale a data impressa no documento: 04/12/2026 (sexta-feira). "
        "A calculada pela regra é 08/12/2026 (terça-feira), 4 dias depois."
    )
    assert house.says("ana", line) == (
        f"Processo PROC-1/2026-GP registrado: Autógrafo 13/2026.\nPrazo: sexta-feira, 04/12.\n{difference}"
    )
    assert f"• {difference}" in house.says("ana", "prazo PROC-1/2026-GP").splitlines()
    house.says("igor", DECREE)
    assert "Prazo até sexta-feira, 04/12." in house.says("ana", "prazo PROC-1/2026-GP")


@pytest.mark.every_door
def test_an_order_and_a_form_take_a_rule(house: House) -> None:
    assert "Cumprimento até: segunda-feira, 14/12/2026" in house.says("ana", "ordem @saude Enviar.\ncumprir prazo lai")
    form = {"command": "tarefa", "título": "levantar", "para": "bruno", "prazo": "lai"}
    assert "Prazo: segunda-feira, 14/12." in house.answer("ana", form=form)["text"]


def test_a_doubt_is_told_at_once(house: House) -> None:
    house.says("ana", "calendário 04/12 luto oficial Decreto 9/2026")
    assert house.says("ana", "tarefa @bruno levantar em 10 dias úteis").splitlines() == [
        "Tarefa T-1 criada para Bruno Lima: levantar. Prazo: segunda-feira, 07/12.",
        "Há dúvida: pode ser também terça-feira, 08/12. Os avisos seguem a primeira data.",
    ]


# --- a late decree -------------------------------------------------------------------------------------------


@pytest.mark.every_door
def test_a_late_decree_counts_again_and_tells_the_owners(house: House) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 15 dias úteis")
    house.says("ana", "tarefa @bruno conferir dados em 16 dias úteis")
    house.says("ana", "tarefa @otavio vistoria até 14/12")
    house.says("ana", 'expediente novo processo "Autógrafo 12/2026" prazo veto recebido 16/11')
    for who in ("bruno", "otavio", "helena"):
        house.tray(who)
    moved = (
        "• PROC-1/2026-GP Autógrafo 12/2026: de terça-feira, 08/12, para quarta-feira, 09/12\n"
        "• T-1 levantar dados: de segunda-feira, 14/12, para terça-feira, 15/12\n"
        "• T-2 conferir dados: de terça-feira, 15/12, para quarta-feira, 16/12"
    )
    assert house.says("igor", "calendário afetados 04/12") == (
        f"Se não houver expediente em sexta-feira, 04/12, mudam 3 prazos:\n{moved}"
    )
    assert house.tray("bruno") == []
    assert house.says("igor", DECREE) == (
        "Dia registrado no calendário do município:\n"
        "• sexta-feira, 04/12 — ponto facultativo: dia 04/12 (Decreto 200/2026)\n"
        "Não conta como dia útil.\n"
        f"Contei de novo e mudam 3 prazos; quem responde por eles foi avisado:\n{moved}"
    )
    assert house.tray("bruno") == [
        "2 prazos seus mudaram (Decreto 200/2026):\n"
        "• T-1 levantar dados: de segunda-feira, 14/12, para terça-feira, 15/12\n"
        "• T-2 conferir dados: de terça-feira, 15/12, para quarta-feira, 16/12"
    ]
    assert house.tray("otavio") == []
    assert house.tray("helena") == [
        "Um prazo seu mudou (Decreto 200/2026):\n"
        "• PROC-1/2026-GP Autógrafo 12/2026: de terça-feira, 08/12, para quarta-feira, 09/12"
    ]
    assert house.says("bruno", "histórico T-1").splitlines()[-1] == (
        f"23/11 9h Igor Alves ({house.door}): prazo contado de novo: de segunda-feira, 14/12 para terça-feira, "
        "15/12 (Decreto 200/2026)"
    )
    assert "versão 1" in house.says("bruno", "prazo T-1")


def test_a_revoked_decree_gives_the_old_dates_back(house: House) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 15 dias úteis")
    house.says("igor", DECREE)
    house.tray("bruno")
    assert house.says("igor", "calendário revogar 04/12 Decreto 201/2026") == (
        "Revogado:\n"
        "• sexta-feira, 04/12 — ponto facultativo: dia 04/12 (Decreto 200/2026)\n"
        "O registro fica na história; deixa de contar a partir de agora.\n"
        "Contei de novo e muda 1 prazo; quem responde por eles foi avisado:\n"
        "• T-1 levantar dados: de terça-feira, 15/12, para segunda-feira, 14/12"
    )
    assert house.tray("bruno")[0].startswith("Um prazo seu mudou (Decreto 201/2026):")
    assert house.says("igor", "calendário revogar 04/12") == (
        "Não há dia registrado em sexta-feira, 04/12. Veja os que há com: calendário"
    )
    assert house.says("davi", "calendário revogar 04/12") == (
        "Só o administrador ou a chefia de gabinete muda o calendário."
    )


def test_what_one_may_not_see_is_counted_again_in_silence(house: House) -> None:
    house.says("ana", 'expediente novo processo "Apuração" nível sigiloso prazo veto recebido 16/11')
    assert "PROC-1" not in house.says("igor", "calendário afetados 04/12")
    assert house.says("igor", DECREE).splitlines()[-1] == "Não conta como dia útil."
    assert house.tray("ana") == [
        "Um prazo seu mudou (Decreto 200/2026):\n"
        "• PROC-1/2026-GP Apuração: de terça-feira, 08/12, para quarta-feira, 09/12"
    ]


def test_a_closed_deadline_and_one_moved_by_hand_are_left_alone(house: House) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 15 dias úteis")
    house.says("ana", "tarefa @bruno conferir em 15 dias úteis")
    house.says("bruno", "concluir T-1")
    house.says("ana", "adiar T-2 até 18/12 aguardando dados")
    assert house.says("igor", DECREE).splitlines()[-1] == "Não conta como dia útil."


def test_days_stood_still_are_kept_when_counted_again(house: House) -> None:
    house.says("ana", 'expediente novo processo "Autógrafo 12/2026" prazo veto recebido 16/11')
    house.says("ana", "sobrestar PROC-1/2026-GP aguardando parecer")
    house.passes("2026-11-25T09:00")
    assert "quinta-feira, 10/12" in house.says("ana", "retomar PROC-1/2026-GP")
    assert "para sexta-feira, 11/12" in house.says("igor", DECREE)


def test_the_return_of_a_tramitacao_moves_where_it_is_shown(house: House) -> None:
    house.says("ana", 'expediente novo processo "Reforma"')
    house.says("ana", "tramitar PROC-1/2026-GP @saude para informar em 10 dias úteis")
    assert "retorno até segunda-feira, 07/12" in house.says("ana", "onde está PROC-1/2026-GP")
    house.says("igor", DECREE)
    assert "retorno até terça-feira, 08/12" in house.says("ana", "onde está PROC-1/2026-GP")


def test_a_refused_import_leaves_no_trace_in_the_calendar(house: House, tmp_path: Path) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 15 dias úteis")
    twice = tmp_path / "dias.csv"
    row = "04/12/2026;ponto facultativo;Emenda;Decreto 7/2026\n"
    twice.write_text("dia;tipo;nome;ato\n" + row + row, encoding="utf-8")
    assert house.answer("igor", text="calendário", file=str(twice))["text"].endswith("como ponto facultativo.")
    assert house.says("davi", "prazo 1 dia útil a partir de 03/12").startswith("Prazo até sexta-feira, 04/12.")


# --- prorrogação ---------------------------------------------------------------------------------------------


def test_a_prorrogacao_is_an_act_with_its_own_record(house: House) -> None:
    house.says("ana", 'expediente novo ofício "Pedido de dados" prazo lai')
    said = "prorrogar PROT-1/2026-GP Despacho 12/2026 faltam documentos do arquivo"
    assert house.says("ana", said) == (
        "Prorrogação PR-1/2026 registrada em PROT-1/2026-GP: "
        "o prazo passa de segunda-feira, 14/12 para quinta-feira, 24/12."
    )
    assert house.tray("helena") == [
        "Ana Prado: PROT-1/2026-GP (Pedido de dados), prazo prorrogado (PR-1/2026, Despacho 12/2026): de segunda-feira, "
        "14/12 para quinta-feira, 24/12: faltam documentos do arquivo."
    ]
    lines = house.says("ana", "prazo PROT-1/2026-GP").splitlines()
    assert "• Evento: 14/12/2026 (segunda-feira) — fim do prazo anterior." in lines
    assert lines[-1] == (
        "Prorrogação PR-1/2026, Despacho 12/2026: de segunda-feira, 14/12 para quinta-feira, 24/12. "
        "Motivo: faltam documentos do arquivo"
    )
    assert house.says("ana", "prorrogar PROT-1/2026-GP de novo") == (
        "Este prazo já foi prorrogado, e a regra prevê uma vez só. Para outra, diga mais quanto."
    )
    assert "para segunda-feira, 04/01/2027." in house.says("ana", "prorrogar PROT-1/2026-GP mais 5 dias úteis greve")


def test_a_decree_moves_both_steps_of_an_extended_term(house: House) -> None:
    house.says("ana", 'expediente novo ofício "Pedido de dados" prazo lai')
    house.says("ana", "prorrogar PROT-1/2026-GP faltam documentos")
    assert house.says("igor", "calendário 14/12 ponto facultativo Decreto 200/2026").splitlines()[-1] == (
        "• PROT-1/2026-GP Pedido de dados: de quinta-feira, 24/12, para segunda-feira, 28/12"
    )


@pytest.mark.parametrize(
    ("who", "line", "said"),
    [
        ("ana", "prorrogar T-1 porque sim", "T-1 não tem prazo legal em aberto. "),
        ("ana", "prorrogar PROC-1/2026-GP", "Por que prorrogar? Exemplo: prorrogar PROC-1/2026-GP Despacho 12/2026 "),
        ("ana", "prorrogar PROC-1/2026-GP parecer", "A regra Sancionar ou vetar projeto aprovado não diz por quanto "),
        ("sergio", "prorrogar PROC-1/2026-GP mais 5 dias parecer", "O prazo legal é prorrogado por quem responde por "),
        ("ana", "prorrogar OF-9/2026 parecer", "Não encontrei OF-9/2026. "),
    ],
)
def test_what_is_not_extended(house: House, who: str, line: str, said: str) -> None:
    house.says("ana", "tarefa @bruno levantar dados em 15 dias úteis")
    house.says("ana", 'expediente novo processo "Autógrafo 12/2026" prazo veto recebido 16/11')
    assert house.says(who, line).startswith(said)


def test_a_term_that_ended_is_not_extended(house: House) -> None:
    house.says("ana", 'expediente novo ofício "Pedido antigo" recebido em 01/10 prazo lai')
    assert house.says("ana", "prorrogar PROT-1/2026-GP faltam documentos") == (
        "O prazo venceu em quarta-feira, 21/10: só se prorroga antes do fim."
    )
