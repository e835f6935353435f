"""The panel: opening it, what it shows, to whom, and what it refuses."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.panel.prose import href
from models.chart_requests import ChartRequest
from models.outbox import Outbox
from models.panel import PanelLink, PanelSession
from tests.bot.panel import Browser
from tests.conftest import House


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house)


def test_the_link_opens_it_once(house: House, browser: Browser) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 17h")
    house.tray("bruno")
    path = browser.opens("bruno")
    looked = browser.get(path)
    assert looked.status_code == 200
    assert "Abrir o painel" in looked.text
    assert "vacina" not in looked.text
    assert browser.get(path).status_code == 200  # a robot that looks burns nothing
    opened = browser.post(path)
    assert (opened.status_code, opened.headers["location"]) == (303, "/painel")
    cookie = opened.headers["set-cookie"]
    assert all(each in cookie for each in ("HttpOnly", "SameSite=strict", "Secure", "Path=/painel", "Max-Age=28800"))
    assert "T-1 comprar vacina" in browser.reads("/painel")
    assert house.tray("bruno") == ["O seu painel foi aberto num navegador. Se não foi você, escreva: sair do painel"]
    other = Browser(house)
    assert [other.get(path).status_code, other.post(path).status_code] == [410, 410]
    assert other.get("/painel").status_code == 401


def test_it_is_left_in_the_chat_and_on_the_page(house: House, browser: Browser) -> None:
    browser.enters("bruno")
    other = Browser(house)
    other.enters("bruno")
    assert house.says("bruno", "sair do painel") == "Painel fechado em todos os navegadores."
    assert [browser.get("/painel").status_code, other.get("/painel").status_code] == [401, 401]
    assert house.says("bruno", "sair do painel") == "O seu painel não está aberto."
    browser.enters("bruno")
    csrf = browser.csrf()
    assert browser.post("/painel/sair", csrf="0" * 64).status_code == 403
    assert browser.post("/painel/sair", csrf=csrf).status_code == 200
    assert browser.get("/painel").status_code == 401


def test_it_ends_with_its_time_and_with_the_address(house: House, browser: Browser) -> None:
    browser.enters("bruno")
    house.passes(timedelta(hours=7, minutes=59))
    assert browser.get("/painel").status_code == 200
    house.passes(timedelta(minutes=2))
    assert browser.get("/painel").status_code == 401
    path = browser.opens("bruno")
    house.passes(timedelta(minutes=6))
    assert browser.post(path).status_code == 410
    browser.enters("carla")
    house.settles("carla")  # the account of the chat is no longer hers
    assert browser.get("/painel").status_code == 401


def test_a_new_link_ends_the_one_before(house: House, browser: Browser) -> None:
    first, second = browser.opens("bruno"), browser.opens("bruno")
    assert [browser.get(each).status_code for each in (first, second)] == [410, 200]


def test_secret_records_answer_like_missing_ones(house: House, browser: Browser) -> None:
    house.says("ana", "tarefa @bruno apurar denúncia até sexta\nnível sigiloso")
    house.says("ana", "restringir T-1 sigiloso dados de saúde")
    browser.enters("otavio")
    secret, missing = browser.get("/painel/ver/T-1"), browser.get("/painel/ver/T-9")
    assert (secret.status_code, missing.status_code) == (404, 404)
    assert secret.text.replace("T-1", "T-9") == missing.text
    assert "denúncia" not in browser.reads("/painel/tarefas?f=todas")
    browser.enters("bruno")
    assert "denúncia" in browser.reads("/painel/ver/T-1")


def test_what_is_looked_for_in_vain_is_noted(house: House, browser: Browser) -> None:
    browser.enters("otavio")
    for number in range(50, 91):
        browser.get(f"/painel/ver/T-{number}")
    assert any("procurou na última hora 40 números" in each for each in house.tray("vera"))


def test_to_look_changes_nothing(house: House, browser: Browser) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até hoje 17h")
    browser.enters("bruno")
    for line in ("concluir T-1", "T-1 concluir", "/concluir T-1", "página 2", "<script>alert(1)</script>"):
        for page in ("tarefas", "buscar", "minhas", "pessoas", "atos", "expedientes"):
            answer = browser.get(f"/painel/{page}?f={line}")
            assert answer.status_code == 200
            assert "<script" not in answer.text
    assert house.says("ana", "ver T-1").startswith("T-1 comprar vacina")
    assert "concluída" not in house.says("ana", "ver T-1")


def test_forms_of_other_sites_are_refused(house: House, browser: Browser) -> None:
    path = browser.opens("bruno")
    assert browser.post(path, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    browser.post(path)
    csrf = browser.csrf()
    assert browser.post("/painel/sair", headers={"sec-fetch-site": "cross-site"}, csrf=csrf).status_code == 403
    assert browser.post("/painel/sair", csrf="x" * 20_000).status_code == 403
    assert browser.get("/painel").status_code == 200


def test_it_is_in_no_frame_and_runs_no_script(house: House, browser: Browser) -> None:
    browser.enters("bruno")
    answer = browser.get("/painel")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert "style=" not in answer.text


def test_guesses_and_floods_are_slowed_down(house: House, browser: Browser) -> None:
    codes = [Browser.get(browser, f"/painel/{n:040x}").status_code for n in range(70)]
    assert codes.count(429) == 10
    browser = Browser(house)
    browser.enters("bruno")
    answers = [browser.get("/painel").status_code for _ in range(130)]
    assert answers.count(429) >= 10


def test_only_the_hashes_are_kept(house: House, browser: Browser) -> None:
    token = browser.opens("bruno").rpartition("/")[2]
    browser.post(f"/painel/{token}")
    cookie = browser.cookies["painel"]
    with house.transaction() as session:
        kept = [*session.scalars(select(PanelLink)), *session.scalars(select(PanelSession))]
        assert not any({token, cookie} & {str(value) for value in vars(each).values()} for each in kept)
        assert not any(token in str(each.payload) for each in session.scalars(select(Outbox)))


def test_without_a_public_address_there_is_none(house: House) -> None:
    Browser(house, "")
    assert house.says("bruno", "painel") == (
        "O painel ainda não tem endereço público (PUBLIC_URL). Peça ao administrador."
    )


def test_preferences_are_changed_as_in_the_chat(house: House, browser: Browser) -> None:
    browser.enters("bruno")
    csrf = browser.csrf("/painel/preferencias")
    changed = browser.post("/painel/preferencias", csrf=csrf, name="resumo", value="8h")
    assert changed.headers["location"] == "/painel/preferencias"
    assert "8h" in browser.reads("/painel/preferencias")
    wrong = browser.post("/painel/preferencias", csrf=csrf, name="resumo", value="azul")
    assert wrong.status_code == 422
    assert browser.post("/painel/preferencias", csrf=csrf, name="concluir", value="T-1").status_code == 422


def test_the_month_and_the_charts(house: House, browser: Browser) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    house.says("ana", "tarefa @otavio tapar buraco até sexta")
    browser.enters("bruno")
    month = browser.reads("/painel/agenda")
    assert "Agenda: novembro de 2026" in month
    assert "T-1 17h comprar vacina" in month
    assert "buraco" not in month
    house.says("ana", "compromisso @bruno visita à creche sexta 15h")
    house.says("ana", "compromisso @otavio vistoria da ponte sexta 16h")
    month = browser.reads("/painel/agenda")
    assert "AG-1/2026 15h visita à creche" in month
    assert "ponte" not in month
    assert "Neste mês nada seu vence e não há compromissos." in browser.reads("/painel/agenda?mes=2026-12")
    assert "Agenda: novembro de 2026" in browser.reads("/painel/agenda?mes=2026-13")
    charts = browser.get("/painel/graficos")
    assert charts.text.count("<svg") >= 1
    assert "style=" not in charts.text
    assert "No chat: gráfico carga" in browser.reads("/painel/graficos")


def test_the_week_has_a_page_with_its_charts(house: House, browser: Browser) -> None:
    house.says("ana", "tarefa @bruno comprar vacina até sexta 17h")
    browser.enters("ana")
    page = browser.reads("/painel/semana?f=@saude")
    assert "Resumo da semana da Secretaria de Saúde, desde segunda-feira, 16/11." in page
    assert "No chat, o mesmo: relatório da semana @saude" in page
    assert "Em PDF: relatório da semana @saude em pdf" in page
    shown = browser.get("/painel/semana").text
    assert shown.count("<figure><svg") == 1  # what came in and what was done
    assert "style=" not in shown
    assert "O PDF vai pelo chat. Escreva ao bot: relatório da semana em pdf" in browser.reads("/painel/semana?f=em pdf")
    assert "No chat, o mesmo: relatório da semana @nada" in browser.reads("/painel/semana?f=@nada")
    with house.transaction() as session:
        assert session.scalar(select(func.count()).select_from(ChartRequest)) == 0  # to look sends no picture


def test_people_and_orgaos_show_what_the_reader_may_see(house: House, browser: Browser) -> None:
    house.says("ana", "substituição @bruno por @carla de hoje a 30/11 portaria 12/2026")
    house.says("helena", "confirmar CF-1")
    browser.enters("sergio")
    orgaos = browser.get("/painel/orgaos").text
    assert (
        '<a class="code" href="/painel/pessoas?f=%40saude">SAUDE</a> — Secretaria de Saúde: Bruno Lima; hoje' in orgaos
    )
    team = browser.get("/painel/pessoas?f=@saude").text
    assert '<a class="code" href="/painel/pessoas?f=%40bruno">@bruno</a>' in team
    assert "Carla Dias substitui Bruno Lima de 23/11 a 30/11, portaria 12/2026" in team
    one = browser.reads("/painel/pessoas?f=@bruno")
    assert "Secretário de Saúde" in one
    assert "Endereços" not in one
    browser.enters("igor")
    one = browser.reads("/painel/pessoas?f=@bruno")
    assert "Endereços de Bruno Lima:" in one
    assert "Desligar: terminal: sair @bruno terminal" in one
    assert "Convidar: convidar @fulana" not in one
    assert browser.reads("/painel/pessoas?f=@fulana").count("Endereços") == 0


def test_each_papel_has_a_page_of_what_it_may_do(house: House, browser: Browser) -> None:
    browser.enters("sergio")
    own = browser.reads("/painel/papeis")
    assert "Papel: servidor" in own
    assert "papel @quem" not in own
    assert browser.reads("/painel/papeis?papel=rei") == own
    other = browser.reads("/painel/papeis?papel=administrador")
    assert "Papel: administrador" in other
    assert "órgão novo" in other
    assert "órgão novo" not in own
    browser.enters("igor")
    assert "papel @quem assessoria" in browser.reads("/painel/papeis")


def test_acts_have_a_page_of_their_addressees(house: House, browser: Browser) -> None:
    house.says("davi", "ordem @saude @obras Comprar dez mesas.\ncumprir até 11/12")
    house.says("helena", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    browser.enters("ana")
    assert 'href="/painel/ver/OS-1/2026?p=situacao">Destinatários</a>' in browser.get("/painel/ver/OS-1/2026").text
    page = browser.reads("/painel/ver/OS-1/2026?p=situacao")
    assert "Ciência: 1 de 2." in page
    assert "No chat, o mesmo: situação OS-1/2026" in page
    house.says("ana", "tarefa @bruno comprar vacina")
    assert "Destinatários" not in browser.reads("/painel/ver/T-1")


def test_the_machine_has_a_page_for_whoever_looks_after_it(house: House, browser: Browser) -> None:
    browser.enters("vera")
    page = browser.get("/painel/sistema").text
    for part in ("filas", "falhas", "importa%C3%A7%C3%B5es", "hist%C3%B3ria"):
        assert f'href="/painel/sistema?f={part}"' in page
        assert "No chat, o mesmo: status" in browser.reads(f"/painel/sistema?f={part}")
    browser.enters("sergio")
    assert browser.reads("/painel/sistema?f=filas").count("O sistema está no ar") == 1


def test_a_spreadsheet_is_asked_for_in_the_chat(house: House, browser: Browser) -> None:
    house.says("ana", "tarefa @bruno comprar vacina")
    browser.enters("ana")
    assert "Planilha: tarefas planilha" in browser.reads("/painel/tarefas")
    assert [href(line) for line in ("tarefas planilha", "relatório da semana em pdf")] == ["", ""]
    asked = browser.reads("/painel/tarefas?f=planilha")
    assert "A planilha vai pelo chat. Escreva ao bot: tarefas planilha" in asked
    assert "No chat, o mesmo: tarefas planilha" in asked


def test_numbers_of_any_mask_have_a_page() -> None:
    assert href("ver OF-3/2026-GP") == "/painel/ver/OF-3/2026-GP"
    assert href("ver 12.345/2026") == "/painel/ver/12.345/2026"
    assert href("histórico T-1") == "/painel/ver/T-1?p=historico"
    assert [href(line) for line in ("ver T-1 T-2", "ver ../x", "concluir T-1", "nada disso")] == [""] * 4
