"""Secrets: the people who may see each, and every place where one could be told to somebody else."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.wording import home
from models import audit, people
from models.digests import AgendaOwner
from models.people import Person, register, standing
from models.records import AccessLevel, Readership, Record, oversees, visible_ids
from tests.conftest import PEOPLE, House

NUP = "21000.015511/2019-14"
EVERYBODY = tuple(row[0] for row in PEOPLE)
WORD = "Quimera"


def drafted(house: House) -> str:
    house.says("davi", f"ordem @saude {WORD}: afastar o diretor.\nnível sigiloso")
    return "R-1"


def issued(house: House) -> str:
    drafted(house)
    house.says("ana", "aprovar R-1")
    return "OS-1/2026"


def task_about_an_act(house: House) -> str:
    house.says("davi", f"tarefa @saude recolher as chaves da Esfinge até sexta ref {issued(house)}")
    return "T-1"


def task_of_a_task(house: House) -> str:
    house.says("bruno", f"tarefa @bruno trocar as chaves da Górgona amanhã 10h ref {task_about_an_act(house)}")
    return "T-2"


def expediente(house: House) -> str:
    house.says("davi", f'expediente novo "{WORD} sob apuração" número 77/2026 nível sigiloso @bruno prazo sexta')
    return "PROC-77/2026"


def expediente_on_its_way(house: House) -> str:
    house.says("davi", f"tramitar {expediente(house)} @obras apurar a {WORD} até quinta")
    return "PROC-77/2026"


# The record, the word that is in it only, who may see it, and a number of its kind that nobody has.
SECRETS: dict[str, tuple[Callable[[House], str], str, frozenset[str], str]] = {
    "draft": (drafted, WORD, frozenset({"davi", "ana", "helena"}), "R-99"),
    "act": (issued, WORD, frozenset({"davi", "ana", "bruno"}), "OS-99/2026"),
    "task": (task_about_an_act, "Esfinge", frozenset({"davi", "bruno"}), "T-99"),
    "task of a task": (task_of_a_task, "Górgona", frozenset({"bruno"}), "T-99"),
    "expediente": (expediente, WORD, frozenset({"davi", "bruno"}), "PROC-99/2026"),
    "expediente on its way": (expediente_on_its_way, WORD, frozenset({"davi", "bruno", "otavio"}), "PROC-99/2026"),
}
ABOUT = (
    "ver {}",
    "{}",
    "histórico {}",
    "onde está {}",
    "situação {}",
    "pendentes {}",
    "anexos {}",
    "prazo {}",
    "comentar {} olá",
    "acompanhar {}",
    "lembrar {} amanhã 9h",
    "aprovar {}",
    "cancelar {} engano",
    "revogar {} engano",
    "ciente {}",
    "concluir {}",
    "repassar {} @edna",
    "juntar {} a 1/2026",
    "vincular 1/2026 a {}",
    "tarefa @edna ler ref {}",
    "liberar {} @edna",
    "buscar {}",
)
LISTS = (
    "pauta",
    "minhas",
    "tarefas todas",
    "tarefas @saude",
    "tarefas dadas",
    "pendentes",
    "expedientes todos",
    "expedientes @obras",
    f"buscar {WORD}",
    "buscar Esfinge",
    "buscar Górgona",
    "buscar Quimero",
    "buscar chaves",
    "buscar diretor",
    "buscar laudo",
    "buscar tipo ordem",
    "buscar atrasados",
    "buscar @saude",
    "calendário afetados 27/11",
    "histórico 1/2026",
    "ver 1/2026",
    "status",
)


def _answer(house: House, who: str, line: str) -> str:
    answer = house.answer(who, text=line)
    return "\n".join([answer["text"], *(f"{each['label']}: {each['line']}" for each in answer["buttons"])])


def _told(house: House, who: str) -> list[str]:
    """The texts shown to a person without a number: lists, the own page, pushed messages."""
    said = [_answer(house, who, line) for line in LISTS]
    with house.transaction() as session:
        person = session.scalars(select(Person).where(Person.handle == who)).one()
        said += [str(message) for message in home.page(session, person, house.now)]
    return said + [str(message) for message in house.pushed(who)]


@pytest.mark.console
@pytest.mark.slow
@pytest.mark.parametrize("kind", SECRETS)
def test_nothing_tells_of_a_secret(house: House, kind: str) -> None:
    make, word, readers, absent = SECRETS[kind]
    house.says("otavio", "expediente novo Público da casa")
    code = make(house)
    house.says("davi" if "davi" in readers else "bruno", f"comentar {code} laudo da {word}")
    assert {who for who in EVERYBODY if word in house.says(who, f"ver {code}")} == readers
    for who in sorted(set(EVERYBODY) - readers):
        house.pushed(who)
        for line in ABOUT:
            hidden, nothing = (_answer(house, who, line.format(number)) for number in (code, absent))
            assert hidden.replace(code, absent) == nothing, (who, line)
        told = [text.replace(f"com: {word}", "") for text in _told(house, who)]  # what was looked for is said again
        assert not [text for text in told if word in text or code in text], who


@pytest.mark.console
@pytest.mark.slow
def test_no_digest_reminder_or_escalation_tells_of_a_secret(house: House) -> None:
    # Nobody answers for two weeks: the escalation goes all the way up.
    issued(house)
    house.says("davi", f"tarefa @saude recolher as chaves da {WORD} até sexta ref OS-1/2026")
    house.says("davi", f'expediente novo "{WORD} sob apuração" número 77/2026 nível sigiloso prazo sexta')
    house.says("davi", "tramitar 77/2026 @obras apurar até quinta")
    for who in EVERYBODY:
        house.tray(who)
    house.passes("2026-12-09 12:00")
    heard = {who for who in EVERYBODY if any(WORD in text for text in house.tray(who))}
    assert heard == {"davi", "bruno", "otavio", "ana"}  # ana signed the act
    for who in ("carla", "helena", "vera", "edna", "igor", "paula", "sergio"):
        told = [text.replace(f"com: {WORD}", "") for text in _told(house, who)]
        assert not [text for text in told if WORD in text], who


# --- the people named ----------------------------------------------------------------------------------------


def replaced(house: House, holder: str, stand_in: str) -> None:
    with house.transaction() as session:
        one, other, helena = (people.by_handle(session, each) for each in (holder, stand_in, "helena"))
        assert one
        assert other
        assert helena
        day = date(2026, 11, 23)
        people.substitute(session, one, other, day, day, "7/2026", by=helena, now=house.now)


def changed(house: House, who: str, **values: object) -> None:
    with house.transaction() as session:
        person = session.scalars(select(Person).where(Person.handle == who)).one()
        for name, value in values.items():
            setattr(person, name, value)


def who_sees(house: House, code: str) -> set[str]:
    return {who for who in EVERYBODY if WORD in house.says(who, f"ver {code}")}


def test_an_orgao_means_who_answers_for_it_today(house: House) -> None:
    code = issued(house)
    assert who_sees(house, code) == {"davi", "ana", "bruno"}
    replaced(house, "bruno", "edna")
    assert who_sees(house, code) == {"davi", "ana", "bruno", "edna"}
    house.passes("2026-11-24 09:00")
    assert who_sees(house, code) == {"davi", "ana", "bruno"}


def test_where_the_post_is_vacant_the_adjunto_answers(house: House) -> None:
    code = issued(house)
    changed(house, "bruno", function="")
    assert who_sees(house, code) == {"davi", "ana", "carla"}
    changed(house, "bruno", function="titular", active=False)
    assert who_sees(house, code) == {"davi", "ana", "carla"}
    changed(house, "sergio", function="titular")
    assert who_sees(house, code) == {"davi", "ana", "sergio"}
    assert house.says("sergio", f"ciente {code}").startswith("Ciência da OS-1/2026 registrada em lugar de Bruno Lima.")


def test_who_signed_may_revoke_it(house: House) -> None:
    code = issued(house)
    assert house.says("ana", f"revogar {code} perdeu o objeto").startswith("Minuta R-2 de ordem de serviço")
    assert house.says("helena", "aprovar R-2").startswith("Ordem de serviço OS-2/2026 aprovada")
    assert "Estado: revogada" in house.says("ana", f"ver {code}")
    assert house.says("vera", "ver OS-2/2026") == house.says("vera", "ver OS-3/2026").replace("3/2026", "2/2026")


def test_a_draft_returned_or_corrected_stays_between_author_and_approvers(house: House) -> None:
    code = drafted(house)
    house.says("helena", f"devolver {code} falta a data")
    assert who_sees(house, code) == {"davi", "ana", "helena"}
    house.says("davi", f"corrigir {code} {WORD}: afastar o diretor já.")
    assert who_sees(house, code) == {"davi", "ana", "helena"}


def test_a_scheduled_act_is_read_by_author_and_signer_only(house: House) -> None:
    house.says("davi", f"ordem @saude {WORD}.\nnível sigiloso\ntransmitir amanhã às 8h")
    house.says("ana", "aprovar R-1")
    assert who_sees(house, "OS-1/2026") == {"davi", "ana"}
    house.passes("2026-11-24 09:00")
    assert who_sees(house, "OS-1/2026") == {"davi", "ana", "bruno"}


def test_the_next_of_a_series_is_as_secret_as_the_first(house: House) -> None:
    house.says("davi", f"tarefa @bruno conferir a {WORD} todo dia 25 ref {issued(house)}")
    house.passes("2026-11-26 09:00")
    assert who_sees(house, "T-2") == {"davi", "bruno"}


def test_of_a_secret_act_only_who_may_see_it_is_asked_or_told(house: House) -> None:
    house.says("davi", f"ordem @saude {WORD}.\nnível sigiloso\ncumprir até sexta")
    house.says("helena", "aprovar R-1")
    for who in EVERYBODY:
        house.tray(who)
    house.says("bruno", "pedir prazo OS-1/2026 até dia 10 falta o laudo")
    house.says("bruno", "impossível OS-1/2026 não há quem substitua")
    assert {who for who in EVERYBODY if any("OS-1/2026" in text for text in house.tray(who))} == {"davi", "helena"}
    assert house.says("helena", "conceder OS-1/2026 @bruno").startswith("Prazo concedido a Bruno Lima")


# --- the same rule for many people at once -------------------------------------------------------------------


@pytest.mark.console
def test_the_rule_in_memory_is_the_rule_of_the_database(house: House) -> None:
    house.says("davi", f'expediente novo "{WORD}" nível restrito')
    house.says("davi", "tramitar 1/2026 @saude ver")
    expediente_on_its_way(house)
    task_about_an_act(house)
    changed(house, "otavio", function="")
    with house.transaction() as session:
        records = {each.id: each for each in session.scalars(select(Record))}
        readership = Readership(session, records)
        for person in session.scalars(select(Person)):
            who = standing(session, person, house.now)
            subject = AgendaOwner(person.id, who.person_ids, who.orgao_ids, oversees(who.roles))
            said = {
                i
                for i, each in records.items()
                if readership.includes(
                    i, each.access_level, subject.person_ids, subject.orgao_ids, oversees=subject.oversees
                )
            }
            assert said == visible_ids(session, set(records), by=person, now=house.now), person.handle
        assert {each.access_level for each in records.values()} >= {AccessLevel.RESTRITO, AccessLevel.SIGILOSO}


# --- other records, numbers ----------------------------------------------------------------------------------


def test_the_history_of_another_record_does_not_tell(house: House) -> None:
    code = expediente(house)
    house.says("davi", "expediente novo Principal")
    house.says("edna", "acompanhar PROC-1/2026-GP")
    house.says("davi", f"juntar {code} a PROC-1/2026-GP")
    house.says("davi", f"separar {code} denúncia contra o secretário")
    house.says("davi", f"vincular {code} a PROC-1/2026-GP")
    told = [house.says("edna", f"{verb} PROC-1/2026-GP") for verb in ("ver", "histórico", "onde está")]
    told += house.tray("edna")
    for secret in (code, WORD, "denúncia", "juntad", "vinculad", "outro expediente"):
        assert not [text for text in told if secret in text.lower()], secret
    for who in ("davi", "bruno"):
        shown = house.says(who, "histórico PROC-1/2026-GP")
        assert f"deixou de ter juntado {code}: denúncia contra o secretário" in shown


def test_a_nup_does_not_tell(house: House) -> None:
    # A person who registers the NUP of a secret is answered as if it were free; its readers learn of the double.
    said = house.says("davi", f'expediente novo "{WORD}" número {NUP} nível sigiloso')
    assert said.startswith(f"Processo SIGILOSO-1/2026-GP registrado: {WORD}.\nNúmero de origem: {NUP}.")
    assert house.says("davi", f"ver {NUP}").startswith(f"SIGILOSO-1/2026-GP {WORD}")
    free = "21000.015512/2019-69"
    taken_said, free_said = (house.says("sergio", f"expediente novo Obra número {n}") for n in (NUP, free))
    assert taken_said == free_said.replace(free, NUP)
    assert house.tray("davi") == [
        f"Sérgio Pinto registrou {NUP} com o número que já tem SIGILOSO-1/2026-GP ({WORD}).\n"
        "Pode ser o mesmo documento: confira."
    ]
    assert [line.split()[0] for line in house.says("davi", f"buscar {NUP}").splitlines()[1:]] == [
        NUP,
        "SIGILOSO-1/2026-GP",
    ]


# --- a sweep -------------------------------------------------------------------------------------------------

SWEEPS = ("ver PROC-{}/2026", "PROC-{}/2026", "histórico PROC-{}/2026", "onde está PROC-{}/2026", "buscar PROC-{}/2026")


def test_a_sweep_of_numbers_raises_the_alarm_once(house: House) -> None:
    expediente(house)
    for who in EVERYBODY:
        house.tray(who)
    for n in range(60, 110):
        house.says("sergio", SWEEPS[n % len(SWEEPS)].format(n))
    alarm = (
        "Atenção: Sérgio Pinto (SAUDE) procurou na última hora 40 números que não existem ou que não pode ver. "
        "Pergunte o motivo; se não houver, suspenda o acesso: desligar @sergio"
    )
    assert {who: house.tray(who) for who in EVERYBODY} == {
        who: [alarm] if who in ("ana", "vera", "igor") else [] for who in EVERYBODY
    }


def test_a_days_mistakes_raise_no_alarm(house: House) -> None:
    for n in range(78):
        house.says("sergio", f"ver PROC-{n}/2026")
        if n == 38:
            house.passes("2026-11-23 10:01")
    assert not [text for text in house.tray("vera") if text.startswith("Atenção")]


# --- another alphabet ----------------------------------------------------------------------------------------


def test_letters_of_another_alphabet_are_shown_and_kept(house: House) -> None:
    lookalike = "dez mеsas"  # with a Cyrillic letter
    said = house.says("davi", f"ordem @saude comprar {lookalike} por R$ １０")
    assert said.count("Atenção") == 1
    assert "Atenção: letras ou números de outro alfabeto em “mеsas”, “１０”. Confira." in said.splitlines()
    assert [text.count("Atenção: letras") for text in house.tray("ana")] == [1]
    house.says("ana", "aprovar R-1")
    assert f"comprar {lookalike} por R$ １０" in house.tray("bruno")[0]
    said = house.says("davi", 'expediente novo "Mеsas" número １２/２０２６')
    assert said.splitlines() == [
        "Processo PROC-12/2026 registrado: Mеsas.",
        "Atenção: letras ou números de outro alfabeto em “１２”, “２０２６”, “Mеsas”. Confira.",
    ]
    assert house.says("davi", "ver １２/２０２６").startswith("PROC-12/2026")


def test_our_own_signs_are_no_other_alphabet(house: House) -> None:
    said = house.says("davi", "ordem @saude À 1ª câmara: nº 2º, 30 µg, 5 m², “Ação” — R$ 10,00 às 9h½ ✓")
    assert "Atenção" not in said


# --- what is asked and what is written out is written down -----------------------------------------------------


def test_what_was_asked_in_vain_is_in_the_history(house: House) -> None:
    house.says("sergio", "buscar PROC-9/2026")
    with house.transaction() as session:
        entries = session.scalars(select(audit.Audit).where(audit.Audit.action == "consulta")).all()
    assert [entry.text for entry in entries] == ["procurou PROC-9/2026 e não encontrou"]


@pytest.mark.console
def test_files_of_a_secret_are_fetched_by_its_readers_only(house: House, tmp_path: Path) -> None:
    code = expediente(house)
    paper = tmp_path / "laudo-da-Quimera.txt"
    paper.write_text("Esfinge", encoding="utf-8")
    house.answer("davi", text=f"anexar {code}", file=str(paper))
    assert [each["name"] for each in house.answer("bruno", text=f"anexos {code}")["files"]] == [paper.name]
    for who in ("ana", "helena", "vera", "igor", "otavio", "sergio", "carla"):
        assert house.answer(who, text=f"anexos {code}")["files"] == []
        assert house.answer(who, text=f"anexar {code}", file=str(paper))["text"].startswith("Não encontrei")
        assert house.says(who, "buscar laudo").startswith("Não encontrei nada")


@pytest.mark.console
def test_another_head_given_at_the_server_is_told_to_the_one_before_and_to_who_oversees(house: House) -> None:
    with house.transaction() as session:
        table = register.dump(session)
        table = table.replace("SAUDE,Secretaria de Saúde,secretario,titular", "SAUDE,Secretaria de Saúde,secretario,")
        table = table.replace(
            "GP,Gabinete do Prefeito,administrador,", "SAUDE,Secretaria de Saúde,administrador,titular"
        )
        table = table.replace("Ana Prado,Chefe de Gabinete", "Ana Prado,Prefeita")
        assert register.load(session, table.encode(), now=house.now).faults == []
    house.runs("reminders")
    for who in ("bruno", "vera", "helena", "ana"):
        [told] = house.tray(who)
        assert told == (
            "Quem administra o servidor mudou quem responde, ou o nome de quem aprova: SAUDE, Bruno Lima → Igor Alves; "
            "Ana Prado, Chefe de Gabinete → Ana Prado, Prefeita. Se estranhar, fale com a chefia de gabinete."
        )
    assert house.tray("sergio") == []
