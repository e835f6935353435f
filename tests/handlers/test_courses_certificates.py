"""Certificates of the school: the hours decide, and the grade where the course asks for one; what they are worth."""

from pathlib import Path

import pytest
from sqlalchemy import select

from handlers import papers
from models.courses import Certificate, Enrolment, HoursAttended, Turma
from models.people import Person
from tests.conftest import House
from tests.handlers.test_budget import at, imports
from tests.handlers.test_courses import school
from tests.handlers.test_spreadsheets import cells
from tests.said import said

_T = "TUR-1/2026"
_ROLL = "turma;aula;data;inicio;fim;horas;usuario;presenca;meio;momento\n"


def _attended(house: House, folder: Path) -> None:
    """Igor misses one aula of five; Carla is excused from one and misses another."""
    for who, chefia in (("igor", "ana"), ("carla", "bruno")):
        house.says(chefia, f"inscrever @{who} {_T}")
    rows = [f"{_T};{n};;;;4;igor;{'ausente' if n == 3 else 'presente'};qr;" for n in range(1, 6)]
    rows += [
        f"{_T};{n};;;;4;carla;{ {3: 'justificada', 5: 'ausente'}.get(n, 'presente') };instrutor;" for n in range(1, 6)
    ]
    at(house, "2026-12-15T13:00")
    answer = imports(house, (_ROLL + "\n".join(rows)).encode(), "presenca_turma.csv", folder, "importar presenças")
    assert answer == said("""
        Seriam importadas 10 presenças de presenca_turma.csv.
        Nada mudou ainda.
        """)


def test_the_hours_decide(house: House, tmp_path: Path) -> None:
    _attended(school(house), tmp_path)
    assert house.says("ana", f"encerrar {_T}") == said("""
        TUR-1/2026 encerrada: 1 aprovado, 1 por frequência.
        • Igor Alves: 16 de 20 h, 80%, aprovada
        • Carla Dias: 12 de 20 h, 60%, reprovada por frequência
        """)
    assert house.says("bruno", f"homologar {_T}") == said("Quem homologa é o RH (a lista @rh) ou a chefia.")
    assert house.says("ana", f"homologar {_T}") == said("TUR-1/2026 homologada: 1 certificado conta para a carreira.")
    assert house.says("igor", "créditos") == said("""
        Igor Alves: 20 h certificadas, 20 h contam para a carreira.
        • CERT-1/2026 LAI na prática, 20 h
        """)
    assert house.says("carla", "créditos @igor") == said(
        "As horas de uma pessoa são vistas por ela, pela sua chefia, pelo RH e pela Escola."
    )
    assert house.says("carla", f"certificado {_T}") == said("Você não tem certificado de TUR-1/2026 (homologada).")
    assert "Estou fazendo o PDF de CERT-1/2026" in house.says("igor", f"certificado {_T}")
    with house.transaction() as session:
        made, igor = (
            session.scalars(select(Certificate)).one(),
            session.scalar(select(Person).where(Person.handle == "igor")),
        )
        facts = papers.about("certificate").compose(session, made, igor, house.now)
        assert facts.open_to_all
    assert house.says("ana", "ver CERT-1/2026") == said("""
        CERT-1/2026 LAI na prática, Igor Alves
        Igor Alves, LAI na prática, 20 h, de 01/12/2026 a 15/12/2026, frequência 16 de 20 h (80%). Situação: emitido.
        """)
    assert house.says("bruno", "revogar CERT-1/2026 presença lançada por engano") == said(
        "O certificado CERT-1/2026 só pode ser revogado por quem cuida da Escola (a lista @escola) ou pela chefia."
    )
    assert house.says("ana", "revogar CERT-1/2026 presença lançada por engano") == said(
        "CERT-1/2026 revogado. Quem conferir o código verá isso."
    )
    assert "Situação: revogado" in house.says("igor", "ver CERT-1/2026")


def test_a_justified_absence_leaves_the_total(house: House, tmp_path: Path) -> None:
    _attended(school(house, minimum="sai do total"), tmp_path)
    assert house.says("ana", f"encerrar {_T}") == said("""
        TUR-1/2026 encerrada: 2 aprovados, 0 por frequência.
        • Igor Alves: 16 de 20 h, 80%, aprovada
        • Carla Dias: 12 de 16 h, 75%, aprovada
        """)


@pytest.mark.console
def test_what_hours_are_worth_is_the_rule_of_the_carreira(house: House, tmp_path: Path) -> None:
    rule = "carreira;cargos;horas_por_ponto;maximo_no_ano;validade_anos;lei\nAdministrativa;Técnico de informática,Agente;{};16;5;Lei 900/2010\n"
    assert imports(house, rule.format(0).encode(), "c.csv", tmp_path, "importar carreiras") == said("""
        c.csv tem 1 erro, e nada foi importado:
        • linha 2: horas_por_ponto: tem de ser maior que zero
        Todos estão na planilha que segue.
        """)
    assert imports(house, rule.format(8).encode(), "c.csv", tmp_path, "importar carreiras") == said("""
        Seria importada 1 carreira de c.csv.
        Nada mudou ainda.
        """)
    assert imports(house, rule.format(8).encode(), "d.csv", tmp_path, "importar carreiras") == said(
        "Tudo o que está em d.csv já está registrado: nada mudaria."
    )
    assert house.says("igor", "carreiras") == said("""
        Carreiras:
        • Administrativa: um ponto a cada 8 h, no máximo 16 h por ano, valem 5 anos (Lei 900/2010)
        """)
    _attended(school(house), tmp_path)
    again = (tmp_path / "presenca_turma.csv").read_bytes()
    assert imports(house, again.replace(b";qr;", b";Moodle;"), "p.csv", tmp_path, "importar presenças") == said("""
        Seriam importadas 0 presenças de p.csv; 5 com mudança e 5 já estavam registradas.
        Nada mudou ainda.
        """)
    house.says("ana", f"encerrar {_T}")
    house.says("ana", f"homologar {_T}")
    with house.transaction() as session:
        igor = session.scalars(select(Person).where(Person.handle == "igor")).one()
        igor.cargo, igor.name = "Técnico de Informática", "Igor Alves Neto"
    assert house.says("igor", "créditos") == said("""
        Igor Alves Neto: 20 h certificadas, 20 h contam para a carreira.
        • CERT-1/2026 LAI na prática, 20 h
        Administrativa: 2 pontos, com 16 h; de 20 h de 2026 contam 16.
        A regra: um ponto a cada 8 h, no máximo 16 h por ano, valem 5 anos (Lei 900/2010).
        """)
    assert house.says("ana", "gráfico escola") == said(
        """
        20 h certificadas em 2026; 20 em GP
        GP ████████████████ 20
        """
    )
    assert house.says("ana", f"gráfico {_T}") == said("""
        TUR-1/2026: 1 já não alcança 75%
        Igor Alves Neto ████████████████ 80
        Carla Dias      ████████████ 60
        """)
    assert house.says("ana", "certificados emitidos") == said("""
        Certificados emitidos (1):
        CERT-1/2026 LAI na prática, Igor Alves, 20 h — GP
        """)
    assert house.says("carla", "certificados emitidos") == said(
        "Os certificados de todos são vistos pela Escola, pelo RH e pela chefia. Os seus: créditos"
    )
    assert house.says("ana", "substituir CERT-1/2026") == said(
        "Por que substituir? Exemplo: substituir CERT-1/2026 o nome foi corrigido"
    )
    assert house.says("ana", "o nome foi corrigido") == said(
        "CERT-1/2026 substituído por CERT-2/2026, em nome de Igor Alves Neto."
    )
    assert house.says("ana", "ver CERT-1/2026") == said("""
        CERT-1/2026 LAI na prática, Igor Alves
        Igor Alves, LAI na prática, 20 h, de 01/12/2026 a 15/12/2026, frequência 16 de 20 h (80%). Situação: substituído por CERT-2/2026.
        """)
    assert house.says("carla", "verificar CERT-1/2026") == said(
        "CERT-1/2026: Igor Alves, LAI na prática, 20 h, de 01/12/2026 a 15/12/2026, frequência 16 de 20 h (80%). Situação: substituído por CERT-2/2026."
    )
    assert house.says("ana", "ver CERT-2/2026") == said("""
        CERT-2/2026 LAI na prática, Igor Alves Neto
        Igor Alves Neto, LAI na prática, 20 h, de 01/12/2026 a 15/12/2026, frequência 16 de 20 h (80%). Situação: emitido.
        """)
    with house.transaction() as session:
        turma, ana = (
            session.scalars(select(Turma)).one(),
            session.scalars(select(Person).where(Person.handle == "ana")).one(),
        )
        assert "8/12" not in str(papers.about("turma").compose(session, turma, ana, house.now).as_data("Nova Aurora"))


def test_a_share_just_under_the_minimum_does_not_pass() -> None:
    def attended(minutes: int) -> HoursAttended:
        return HoursAttended(Enrolment(), minutes, 10_000, 75)

    assert not attended(7_499).passes
    assert attended(7_500).passes


def test_a_course_may_ask_for_a_grade(house: House, tmp_path: Path) -> None:
    at(house, "2026-11-23T09:00")
    assert house.says("ana", "curso novo titulo: Redação horas: 8 nota: 12") == said(
        "A nota vai de 0 a 10, com uma casa depois da vírgula. Exemplo: 8,5"
    )
    assert house.says("ana", "curso novo titulo: Redação horas: 8 nota: 7") == said(
        "Curso registrado: Redação, 8 h, frequência mínima de 75%, nota mínima 7."
    )
    house.says("ana", "turma Redação 9 vagas aulas 1 e 3/12 8h-12h na Escola @davi")
    house.says("ana", f"abrir inscrições {_T}")
    rows = "turma;usuario;matricula;inscrito_em;chefia;autorizacao;autorizado_em\n"
    rows += f"{_T};igor;0123;23/11/2026 09:00;ana;autorizada;23/11/2026 09:10"
    imports(house, rows.encode(), "inscricoes.csv", tmp_path, "importar inscrições")
    for who in ("carla", "sergio"):
        house.says("bruno", f"inscrever @{who} {_T}")
    at(house, "2026-12-03T13:00")
    for n in (1, 2):
        house.says("ana", f"presença @igor @carla {_T} aula {n}")
    house.says("ana", f"presença @sergio {_T} aula 1")
    house.says("ana", f"faltou @sergio {_T} aula 2")
    assert house.says("ana", f"encerrar {_T}") == said(
        "O curso pede nota 7, e falta a de Igor Alves e Carla Dias. Diga: nota TUR-1/2026 @igor 8,5"
    )
    assert house.says("bruno", f"nota {_T} @igor 8,5") == said(
        "Cursos e turmas são da Escola (a lista @escola) ou da chefia. Peça a elas."
    )
    assert house.says("davi", f"nota {_T}") == said("De quem, e quanto? Exemplo: nota TUR-1/2026 @igor 8,5")
    assert house.says("davi", f"nota {_T} @otavio 5") == said("Otávio Reis não tem vaga em TUR-1/2026.")
    assert house.says("davi", f"nota {_T} @igor 8,5 @carla 6,9") == said(
        "TUR-1/2026, nota: Igor Alves 8,5 e Carla Dias 6,9."
    )
    assert house.says("ana", f"encerrar {_T}") == said("""
        TUR-1/2026 encerrada: 1 aprovado, 1 por frequência, 1 por nota.
        • Igor Alves: 8 de 8 h, 100%, nota 8,5, aprovada
        • Carla Dias: 8 de 8 h, 100%, nota 6,9, reprovada por nota
        • Sérgio Pinto: 4 de 8 h, 50%, reprovada por frequência
        """)
    assert house.says("davi", f"nota {_T} @carla 9") == said("TUR-1/2026 já está encerrada: a nota não muda mais.")
    assert house.says("carla", "conferir CERT-1/2026") == said(
        "CERT-1/2026: Igor Alves, Redação, 8 h, de 01/12/2026 a 03/12/2026, frequência 8 de 8 h (100%), nota 8,5. Situação: emitido."
    )
    columns = ("matricula", "nome", "curso", "carga", "frequencia", "nota", "certificado")
    (row,) = cells(house.answer("ana", text="certificados emitidos planilha")["files"][0], columns)
    expected = ("0123", "Igor Alves", "Redação", "8", "100", "8,5", "CERT-1/2026")
    assert {name: row[name] for name in columns} == dict(zip(columns, expected, strict=True))


def test_an_aula_on_a_day_that_became_a_holiday_is_asked_about_once(house: House) -> None:
    school(house)
    house.tray("davi")
    house.says("igor", "calendário 08/12 ponto facultativo Decreto 200/2026")
    house.passes("2026-11-25T12:30")
    asked = [each for each in house.pushed("davi") if "Quer mudar" in each["text"]]
    assert [each["text"] for each in asked] == [
        said(
            "AUL-3/2026, aula 3 de LAI na prática (TUR-1/2026), cai em terça-feira, 08/12, 8h30: ponto facultativo: dia 08/12 (Decreto 200/2026). Quer mudar o dia?"
        )
    ]
    assert [each["line"] for each in asked[0]["buttons"]] == ["remarcar AUL-3/2026 para", "ver TUR-1/2026"]
