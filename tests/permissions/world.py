"""A house in which every command has something to be said about, and who may say it there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.transactions import transaction
from handlers import conversation
from handlers.base import FileIn, Refusal, Request
from models import budget, catalogues, funds, moments, panel, places, sheets, subjects
from models.base import insert_row
from models.events import Event
from models.people import Function, Orgao, Person, Role, Substitution, forget_standings
from models.texts import fold
from tests.conftest import House
from tests.permissions import Row, rows

OWN = {
    Role.PREFEITO: "helena",
    Role.CHEFIA: "ana",
    Role.ASSESSORIA: "davi",
    Role.SECRETARIO: "bruno",
    Role.SERVIDOR: "sergio",
    Role.CONTROLE: "vera",
    Role.ADMINISTRADOR: "igor",
}
SUBSTITUTE = "lia"
_FILE = FileIn("nota.txt", str(Path(__file__).parent / "nota.txt"))
_STORY = (
    "ana: tarefa @bruno @sergio enviar o relatório até sexta 17h",
    "ana: tarefa @bruno conferir a verba até sexta 17h",
    'davi: expediente novo ofício "Poda da praça"',
    "davi: tramitar PROT-1/2026-GP @saude para manifestação até 11/12",
    "davi: ordem @saude Comprar dez mesas.\ncumprir até 11/12",
    "helena: aprovar R-1",
    "davi: ordem @saude Comprar vinte cadeiras.",
)


def furnish(house: House) -> None:
    """Let people of every papel live in another órgão, too, and tell the story of what the commands are about."""
    panel.configure("segredo", "https://bot.exemplo.sp.gov.br")
    with house.transaction() as session:
        fazenda = session.scalars(select(Orgao).where(Orgao.sigla == "FAZENDA")).one()
        for role in Role:
            _settle(house, session, other(role), role, fazenda)
        _settle(house, session, SUBSTITUTE, Role.SERVIDOR, fazenda)
        places.join(session, "telegram", "-100", "Grupo", by=_person(session, "ana"), now=house.now)
    for line in _STORY:
        who, _, text = line.partition(": ")
        said = house.says(who, text)
        assert not said.startswith(("Não ", "Só ", "Quem ", "Falta")), (line, said)
    _let_leave(house)
    _let_spend(house)
    _let_learn(house)


def _let_learn(house: House) -> None:
    """A class of SAUDE whose only aula is over, and its pupil was there."""
    for line in (
        "curso novo titulo: Redação horas: 4",
        "turma Redação 9 vagas aulas 24/11 8h-12h @davi",
        "abrir inscrições TUR-1/2026",
        "inscrever @sergio TUR-1/2026",
    ):
        house.says("ana", line)
    ended = house.now - timedelta(days=1)
    with house.transaction() as session:
        session.execute(update(Event).values(starts_at=ended - timedelta(hours=4), ends_at=ended))
    assert "presente" in house.says("ana", "presença @sergio TUR-1/2026 aula 1")


def _let_spend(house: House) -> None:
    """A dotação of SAUDE, with a nota de empenho; a fund of GP, with its plan."""
    assert "registrado" in house.says(
        "ana", "fundo novo sigla: FA nome: Fundo A lei de criação: Lei 1/2020 finalidades: amparo saldo: R$ 900,00"
    )
    tables: dict[str, tuple[subjects.Subject | catalogues.Catalogue, str]] = {
        "balancete 2026-11-20.csv": (
            budget.SUBJECT,
            "ficha;natureza;descricao;dotacao_atual;empenhado;orgao\n1;3.3.90;Material;900;100;SAUDE\n2;3.3.91;Obras;900;100;SAUDE",
        ),
        "plano.csv": (
            funds.CATALOGUE,
            "fundo;exercicio;linha;descricao;valor_programado\nFA;2026;1;Amparo;500\nFA;2026;2;Festa;400",
        ),
        "tcesp_2026_10.json": (
            budget.published.CATALOGUE,
            '[{"mes": "Outubro", "evento": "Empenhado", "nr_empenho": "7-2026", "nm_fornecedor": "Loja", '
            '"dt_emissao_despesa": "05/10/2026", "vl_despesa": "100,00"}]',
        ),
        "empenhos.csv": (
            budget.empenhos.SUBJECT,
            "numero;ano;ficha;credor_nome;historico;valor\n7;2026;1;Loja;Papel;100",
        ),
    }
    with house.transaction() as session:
        for name, (subject, text) in tables.items():
            upload = sheets.Upload(BytesIO(text.encode()), name, report=_stop)
            sheets.load(session, subject, upload, operator="Cadastro", now=house.now)


def _stop(fault: sheets.Fault) -> None:
    raise ValueError(str(fault))


def _let_leave(house: House) -> None:
    """Papers on their way out, as far as the house lets them go: OF-1 approved, OF-2 signed, OF-3 dispatched; R-6 is a draft."""
    house.says("ana", "autoridade nova sigla: EXT nome: Órgão Externo esfera: federal poder: executivo")
    for number in range(3, 7):
        house.says("davi", f"ofício para @ext assunto Reforma {number}\nPedimos a reforma.")
        said = house.says("helena", f"aprovar R-{number}") if number < 6 else "aprovado"
        assert "aprovado" in said, said
    for code in ("OF-2/2026-GP", "OF-3/2026-GP"):
        house.answer("davi", text=f"assinado {code}", file=_FILE.path)
    assert "expedido" in house.says("davi", "expedido OF-3/2026-GP por e-mail")


def other(role: Role) -> str:
    """The person of that papel in another órgão."""
    return f"outro.{role}"


def astray(house: House, relation: str) -> list[str]:
    """The rows whose papéis are not those that are obeyed, with those that are."""
    found = {key: (row, allowed(house, row, relation)) for key, row in rows().items()}
    return [
        f"{command} {about} {relation}: {' '.join(sorted(roles))}"
        for (command, about), (row, roles) in found.items()
        if roles != row.expected(relation)
    ]


def allowed(house: House, row: Row, relation: str) -> set[str]:
    """The papéis that are obeyed when they say the line of a row in that relation; nothing of it stays."""
    with transaction(house.app.engine, "console") as session, _rolled_back(session):
        for line in row.before:
            who, _, text = line.partition(": ")
            _say(session, house, who, text)
        return {role.value for role in Role if _allows(session, house, row, relation, role)}


def _allows(session: Session, house: House, row: Row, relation: str, role: Role) -> bool:
    with _rolled_back(session):
        who = OWN[role] if relation == "own" else other(role) if relation == "other" else SUBSTITUTE
        if relation == "substitute":
            _substitute(session, house, OWN[role])
        try:
            _say(session, house, who, row.line, _FILE if row.file else None)
        except Refusal as refusal:
            return bool(refusal.shows)  # a draft is shown first to whoever may approve it
        return True


def leaves(house: House, role: Role) -> str:
    """The person of that papel leaves, whatever the rules say; the user name."""
    with house.transaction() as session:
        session.execute(update(Person).where(Person.handle == OWN[role]).values(active=False))
    return OWN[role]


@contextmanager
def _rolled_back(session: Session) -> Iterator[None]:
    with session.begin_nested() as untouched:
        yield
        untouched.rollback()
    session.expire_all()
    session.info.clear()  # what was worked out of what is undone
    session.info["channel"] = "console"


def _say(session: Session, house: House, who: str, text: str, file: FileIn | None = None) -> None:
    person = _person(session, who)
    files = (file,) if file else ()
    conversation.answer(Request(session, person, house.now, text=text, channel="console", address=who, files=files))
    session.flush()


def _person(session: Session, handle: str) -> Person:
    return session.scalars(select(Person).where(Person.handle == handle)).one()


def _substitute(session: Session, house: House, holder: str) -> None:
    ids = {each.handle: each.id for each in session.scalars(select(Person))}
    today = moments.today(house.now)
    days = {"starts": today, "ends": today, "portaria": "1/2026", "created_by_id": None}
    insert_row(session, Substitution, holder_id=ids[holder], substitute_id=ids[SUBSTITUTE], **days)
    forget_standings(session)


def _settle(house: House, session: Session, handle: str, role: Role, orgao: Orgao) -> None:
    function = Function.ADJUNTO.value if role is Role.SECRETARIO else ""
    insert_row(
        session,
        Person,
        handle=handle,
        name=f"Pessoa {handle}",
        name_key=fold(f"Pessoa {handle}"),
        cargo="",
        orgao_id=orgao.id,
        role=role.value,
        function=function,
        email="",
        phone="",
        active=True,
        preferences={},
    )
