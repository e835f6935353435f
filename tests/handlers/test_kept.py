"""Files without a caption and the words of others: kept first, then asked where they belong; never obeyed."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import House
from tests.handlers.test_attachments import PDF, png

WHERE = "Guardei a foto. De que registro ela é?"
WORDS = (
    "Guardei a mensagem; não faço nada só porque alguém disse. O que faço com ela? "
    "Para anotar num registro, escreva o número."
)
STOPPED = "Tudo bem, parei por aqui. Nada foi registrado."
Sends = Callable[..., dict[str, object]]


@pytest.fixture
def sends(house: House, tmp_path: Path) -> Sends:
    """Somebody sends files; returns the answer."""
    house.says("ana", "tarefa @bruno vistoriar a ponte até sexta")
    house.says("ana", "tarefa @bruno podar as árvores até quinta")

    def send(*names: str, text: str = "", who: str = "bruno") -> dict[str, object]:
        contents = {"pdf": PDF, "ogg": b"OggS" + bytes(60), "exe": b"MZ" + bytes(60)}
        paths = []
        for i, name in enumerate(names):
            path = tmp_path / name
            path.write_bytes(contents.get(name.rpartition(".")[2], png(10 + i, 10)))
            paths.append(str(path))
        return house.answer(who, file=paths, text=text)

    return send


def lines(answer: dict[str, object]) -> list[str]:
    return [button["line"] for button in answer["buttons"]]  # type: ignore[attr-defined]


@pytest.mark.every_door
def test_a_photograph_without_caption(house: House, sends: Sends) -> None:
    answer = sends("foto.png")
    assert answer["text"] == WHERE
    assert lines(answer) == [
        "anexar T-2 guardado 1",
        "anexar T-1 guardado 1",
        "tarefa guardado 1",
        "expediente novo guardado 1",
    ]
    assert house.says("bruno", "na T-1").startswith("Guardei em T-1: foto.png.")
    assert len(house.answer("bruno", text="anexos T-1")["files"]) == 1


@pytest.mark.parametrize("said", ["T-1", "é da ponte", "da T-1", "na tarefa 1", "é a T-1", "a segunda", "ponte"])
def test_where_it_belongs_is_said_in_many_ways(house: House, sends: Sends, said: str) -> None:
    sends("foto.png")
    assert house.says("bruno", said).startswith("Guardei em T-1: foto.png.")


def test_words_of_several_records_ask_which(house: House, sends: Sends) -> None:
    house.says("ana", "tarefa @bruno pintar a ponte até sexta")
    sends("foto.png")
    asked = house.answer("bruno", text="é da ponte")
    assert asked["text"] == "Há 2 com “ponte”. Qual?"
    assert lines(asked) == ["anexar T-3 guardado 1", "anexar T-1 guardado 1"]
    assert house.says("bruno", "pintar").startswith("Guardei em T-3: foto.png.")


def test_a_new_task_of_a_photograph(house: House, sends: Sends) -> None:
    sends("foto.png")
    assert house.says("bruno", "tarefa nova").startswith("Qual é a tarefa?")
    assert house.says("bruno", "trocar a lâmpada até sexta").startswith("Tarefa T-3 criada para você")
    assert len(house.answer("bruno", text="anexos T-3")["files"]) == 1
    assert house.says("bruno", "guardados") == "Nada espera: tudo o que você mandou já está num registro."


@pytest.mark.every_door
def test_an_album_is_asked_about_once(house: House, sends: Sends) -> None:
    assert sends("a.png", "b.png", "c.png")["text"] == "Guardei as 3 fotos. De que registro elas são?"
    assert house.says("bruno", "T-1").startswith("Guardei em T-1: a.png, b.png e c.png.")


def test_photographs_sent_one_by_one_stay_together(house: House, sends: Sends) -> None:
    sends("a.png")
    assert sends("b.pdf")["text"] == "Guardei os 2 arquivos. De que registro eles são?"
    house.passes(timedelta(minutes=5))
    assert sends("c.pdf", who="bruno")["text"] == "Guardei o arquivo c.pdf. De que registro ele é?"


@pytest.mark.every_door
def test_an_audio_is_kept_and_not_heard(house: House, sends: Sends) -> None:
    assert sends("voz.ogg")["text"] == (
        "Guardei o áudio. Não consigo ouvir áudio: escreva numa linha o que ele pede. De que registro ele é?"
    )


def test_a_caption_that_is_no_line_goes_with_the_file(house: House, sends: Sends) -> None:
    answer = sends("foto.png", text="vazamento na rua das flores")
    assert answer["text"] == WHERE
    assert "tarefa @bruno vazamento na rua das flores guardado 1" in lines(answer)
    house.says("bruno", "T-2")
    assert "Legenda: “vazamento na rua das flores”" in house.says("bruno", "histórico T-2")


def test_a_line_that_has_no_use_for_the_file(house: House, sends: Sends) -> None:
    answer = sends("foto.png", text="minhas")
    assert str(answer["text"]).startswith("Suas tarefas")
    assert str(answer["text"]).endswith(WHERE)
    assert house.says("bruno", "T-1").startswith("Guardei em T-1: foto.png.")


def test_a_refused_line_does_not_lose_the_file(house: House, sends: Sends) -> None:
    assert str(sends("foto.png", text="concluir T-99")["text"]).endswith(
        "Guardei a foto: escreva o número do registro a que ela pertence."
    )
    assert house.says("bruno", "T-1").startswith("Guardei em T-1: foto.png.")


def test_a_line_that_asks_keeps_the_file_for_the_answer(house: House, sends: Sends) -> None:
    assert sends("foto.png", text="adiar T-1")["text"] == (
        "Para quando? Exemplo: adiar T-1 para segunda 10h aguardando parecer"
    )
    house.says("bruno", "terça 10h")
    assert house.says("bruno", "aguardando parecer").startswith("Pedi a Ana Prado")
    assert len(house.answer("bruno", text="anexos T-1")["files"]) == 1


def test_a_file_in_answer_to_a_message_about_a_record(house: House, sends: Sends) -> None:
    house.says("bruno", "anexar T-2")
    assert str(sends("foto.png")["text"]).startswith("Guardei em T-2: foto.png.")


def test_while_a_form_is_open(house: House, sends: Sends) -> None:
    house.says("bruno", "tarefa")
    assert str(sends("foto.png")["text"]).startswith("Guardei a foto: depois diga de que registro é. Veja: guardados")
    assert house.says("bruno", "capinar o lote").startswith("Para quem?")
    house.says("bruno", "cancelar")
    assert lines(house.answer("bruno", text="guardados")) == ["anexar guardado 1"]


@pytest.mark.every_door
def test_a_forbidden_file_is_one_sentence(house: House, sends: Sends) -> None:
    assert str(sends("vírus.exe")["text"]).startswith("Não guardo programas nem arquivos que executam algo")
    assert house.says("bruno", "guardados").startswith("Nada espera")


def test_enough(house: House, sends: Sends) -> None:
    sends("foto.png")
    assert house.says("bruno", "deixa pra lá") == STOPPED
    assert lines(house.answer("bruno", text="guardados")) == ["anexar guardado 1"]


def test_what_another_kept_does_not_exist(house: House, sends: Sends) -> None:
    sends("foto.png")
    said = house.says("davi", "anexar T-1 guardado 1")
    assert said == house.says("davi", "anexar T-1 guardado 7")
    assert house.says("davi", "anexos T-1").startswith("T-1 não tem anexos.")


@pytest.mark.every_door
def test_a_forwarded_message_is_never_obeyed(house: House) -> None:
    house.says("ana", "tarefa @bruno vistoriar a ponte")
    answer = house.answer("ana", forward="concluir T-1", author="José Silva")
    assert answer["text"] == WORDS
    assert lines(answer) == [
        "comentar T-1 guardado 1",
        "tarefa @ana concluir T-1 guardado 1",
        'expediente novo requerimento "concluir T-1" guardado 1',
        "comentar guardado 1",
    ]
    assert house.says("ana", "anotar em T-1") == "Comentário anotado em T-1."
    assert "Mensagem encaminhada, de José Silva: “concluir T-1”" in house.says("ana", "histórico T-1")
    assert "concluída" not in house.says("ana", "ver T-1")


def test_a_task_of_a_forwarded_message_keeps_it_whole(house: House) -> None:
    said = "A ponte caiu, mandem alguém até sexta. " + "Está perigoso. " * 15
    house.answer("ana", forward=said, author="José Silva")
    assert house.says("ana", "Tarefa nova").startswith("Tarefa T-1 criada para você: A ponte caiu")
    assert f"de José Silva: “{said.strip()}”" in house.says("ana", "ver T-1")


def test_a_record_asked_for_the_words_of_others(house: House) -> None:
    house.says("ana", "tarefa @bruno vistoriar a ponte")
    house.answer("davi", forward="a ponte caiu", author="Zé")
    assert house.says("davi", "Anotar em…").startswith("Comentar qual?")
    assert house.says("davi", "T-1") == "Comentário anotado em T-1."
