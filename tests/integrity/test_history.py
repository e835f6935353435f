"""audit verify on an altered history, altered files and altered anchors."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import anchors as door
from bot import verification
from bot.settings import Settings
from bot.transactions import transaction
from models import audit
from models.audit import Audit
from models.auditing import anchors
from models.base import Refusal
from tests import engines
from tests.conftest import House
from tests.integrity.outside import intruder


def problems(house: House) -> list[str]:
    engine = engines.lend(house.url, for_reading=True)
    try:
        with transaction(engine) as session:
            return verification.verify(session).problems
    finally:
        engines.give_back(engine)


def change(house: House, *lines: str) -> None:
    with intruder(house.url) as other:
        for line in lines:
            other.execute(text(line))


def order(house: House, text: str = "Enviar dez mesas.") -> None:
    house.says("davi", f"ordem @bruno @otavio {text}")
    assert house.says("ana", "aprovar R-1").startswith("Ordem de serviço OS-1/2026 aprovada")


@pytest.mark.parametrize(
    "line",
    [
        "UPDATE audit SET text = NULL WHERE action = 'aprovacao'",
        "UPDATE audit SET text = NULL, data = NULL, salt = NULL WHERE action = 'aprovacao'",
        "UPDATE audit SET text = NULL, data = NULL, salt = NULL WHERE action = 'minuta' OR id = 2",
        "UPDATE audit SET salt = NULL WHERE id = 3",
        "UPDATE audit SET text = 'outro' WHERE id = 3",
        "UPDATE audit SET data = '[1]' WHERE action = 'aprovacao'",
        "UPDATE audit SET at = '2031-01-01 00:00:00.000000' WHERE id = 3",
        "UPDATE audit SET actor_id = NULL WHERE action = 'aprovacao'",
        "UPDATE audit SET seals = NULL WHERE id = 1",
        "UPDATE audit SET seals = 'nada' WHERE id = 1",
        "UPDATE audit SET channel = 'outro' WHERE id = 3",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
        "DELETE FROM audit",
    ],
)
def test_a_history_altered(house: House, line: str) -> None:
    order(house)
    assert problems(house) == []
    change(house, line)
    assert problems(house)


@pytest.mark.parametrize("value", ["'2026-99-99'", "'ontem'", "7", "x'ff00'"])
def test_impossible_values_are_reported(house: House, value: str) -> None:
    if house.app.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps the types of its columns")
    order(house)
    change(house, f"UPDATE audit SET at = {value} WHERE id = 3", f"UPDATE deadlines SET due_at = {value}")  # noqa: S608
    change(house, f"UPDATE audit SET data = {value} WHERE id = 4", f"UPDATE recipients SET ciencia_at = {value}")  # noqa: S608
    assert any("não pode ser lido" in each for each in problems(house))
    change(house, "DROP TABLE directives", "DROP TABLE attachments")
    assert any("Os atos" in each for each in problems(house))


def test_an_erasure_is_an_entry_of_its_own(house: House) -> None:
    order(house)
    with house.transaction() as session:
        audit.erase(session, [3], by=None, why="pedido do titular", now=house.now)
    assert problems(house) == []
    with house.transaction() as session:
        approval = session.query(Audit).where(Audit.action == "aprovacao").one()
        with pytest.raises(Refusal):
            audit.erase(session, [approval.id], by=None, why="nada", now=house.now)


def test_files_altered_or_gone(house: House, tmp_path: Path) -> None:
    file = tmp_path / "nota.txt"
    file.write_text("dez mesas")
    house.says("ana", "tarefa @sergio conferir")
    house.answer("ana", file=str(file), text="anexar T-1")
    kept = [each for each in (tmp_path / "anexos").rglob("*") if each.is_file()]
    assert len(kept) == 1
    assert problems(house) == []
    kept[0].write_text("mil mesas")
    assert problems(house) == ["O arquivo nota.txt de T-1 não é mais o que foi guardado."]
    kept[0].unlink()
    assert problems(house) == ["O arquivo nota.txt de T-1 não está mais na pasta."]


def test_entries_of_a_rolled_back_savepoint_are_not_written(house: House) -> None:
    with house.transaction() as session:
        audit.write(session, "antes", by=None, now=house.now)
        with pytest.raises(ValueError, match="não"), session.begin_nested():  # noqa: PT012
            audit.write(session, "dentro", by=None, now=house.now)
            raise ValueError("não")
        audit.write(session, "depois", by=None, now=house.now)
    with house.transaction() as session:
        actions = [each.action for each in session.query(Audit).order_by(Audit.id)]
    assert actions[-2:] == ["antes", "depois"]


def test_an_act_leaves_as_it_was_approved(house: House) -> None:
    with house.transaction() as session:
        session.execute(text("UPDATE addresses SET channel = 'outro' WHERE address = 'bruno'"))
    order(house)
    with house.transaction() as session:
        session.execute(text("UPDATE addresses SET channel = 'console' WHERE address = 'bruno'"))
    for each in ("ana", "vera", "igor", "bruno"):
        house.tray(each)
    change(
        house,
        "UPDATE outbox SET payload = CAST(replace(CAST(payload AS TEXT), 'dez', 'MIL') AS JSON), channel = 'console'"
        " WHERE key LIKE 'act:%' AND state = 'pending'"
        if house.app.engine.dialect.name == "postgresql"
        else "UPDATE outbox SET payload = replace(payload, 'dez', 'MIL'), channel = 'console'"
        " WHERE key LIKE 'act:%' AND state = 'pending'",
    )
    house.passes("2026-11-23 09:05")
    held = (
        "Segurei uma mensagem da OS-1/2026: o que ia sair não é o que foi aprovado. Alguém mexeu no banco de dados. "
        "Peça ao administrador que rode: python -m bot audit verify"
    )
    assert house.tray("bruno") == []
    assert [house.tray(each).count(held) for each in ("ana", "vera", "igor")] == [1, 1, 1]


@pytest.mark.slow
def test_a_scheduled_act_altered_does_not_leave(house: House) -> None:
    house.says("davi", "ordem @bruno Enviar dez mesas.\ntransmitir amanhã às 8h")
    house.says("ana", "aprovar R-1")
    change(house, "UPDATE directives SET text = 'enviar mil mesas'")
    house.passes("2026-11-24 11:00")
    assert house.tray("bruno") == []
    held = (
        "A ordem de serviço OS-1/2026 não foi transmitida: não é mais a que foi aprovada. Alguém mexeu no banco de dados. "
        "Peça ao administrador que rode: python -m bot audit verify"
    )
    assert [house.tray(each).count(held) for each in ("ana", "vera")] == [1, 1]


# --- anchors -------------------------------------------------------------------------------------------------


@pytest.fixture
def anchored(house: House, tmp_path: Path) -> House:
    settings = Settings(_env_file=None, database_url=house.url)  # type: ignore[call-arg]
    anchors.configure(tmp_path / "fora" / "ancoras.txt", door.house_name(settings))
    order(house)
    house.runs("anchors")
    return house


def misfit(house: House) -> str:
    last = anchors.last()
    assert last is not None
    with house.transaction() as session:
        return anchors.misfit(session, last)


def test_an_anchor_leaves_the_database(anchored: House) -> None:
    last, file = anchors.last(), anchors.file()
    assert last is not None
    assert file is not None
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert last.sequences["OS/2026"] == 1
    said = f"Âncora de hoje: {last.code}. Guarde este código fora daqui (papel ou e-mail): com ele se prova que nada "
    assert anchored.anchors["vera"] == [said + "da história do gabinete foi apagado ou refeito depois."]
    assert anchored.anchors["ana"] == anchored.anchors["vera"]
    assert misfit(anchored) == ""
    assert anchors.from_code(last.code) == anchors.Anchor(last.entries, last.link[:16])


def test_a_chain_computed_anew_does_not_hold_its_anchor(anchored: House) -> None:
    with intruder(anchored.url) as other:
        previous = audit.GENESIS
        for row in other.execute(text("SELECT * FROM audit ORDER BY id")).mappings().all():
            action = "outra" if row["id"] == 3 else row["action"]
            at, seals = audit._moment(row["at"]), row["seals"]
            facts = f"{previous}|{at.timestamp():.6f}|{row['actor_id']}|{row['channel']}|{action}|{row['record_id']}"
            facts += f"|{row['commitment']}" + (f"|{sha256(seals.encode()).hexdigest()}" if seals else "")
            link = sha256(facts.encode()).hexdigest()
            values = {"id": row["id"], "action": action, "previous": previous, "hash": link}
            other.execute(
                text("UPDATE audit SET action = :action, previous = :previous, hash = :hash WHERE id = :id"), values
            )
            previous = link
    assert "foi alterada ou calculada de novo" in misfit(anchored)


def test_a_tail_cut_does_not_hold_its_anchor(anchored: House) -> None:
    change(anchored, "DELETE FROM audit WHERE id > 3")
    assert "o banco é mais velho que a âncora" in misfit(anchored)


def test_a_release_compares_and_no_number_is_issued_again(anchored: House) -> None:
    change(anchored, "DELETE FROM audit WHERE id > 3", "DELETE FROM sequences")
    with anchored.transaction() as session:
        with pytest.raises(door.NoAnchor, match="Nada foi liberado: o banco é mais velho"):
            door.check(session, anchored.now, code="", accepted=False)
        with pytest.raises(door.NoAnchor, match="não é um código"):
            door.check(session, anchored.now, code="1234", accepted=False)
        said = door.check(session, anchored.now, code="", accepted=True)
    assert len(said) == 1
    assert "OS/2026" in said[0]
    anchored.passes("2026-11-23 09:05")
    assert any("liberado sem a âncora" in each for each in anchored.tray("vera"))
    anchored.says("davi", "ordem @bruno Enviar outra coisa.")
    with anchored.transaction() as session:
        rows = session.execute(text("SELECT last FROM sequences WHERE series = 'OS'")).scalars().all()
        entry = session.query(Audit).where(Audit.action == "ancora").one()
    assert rows == [1]
    assert "liberado sem a âncora" in str(entry.text)


def test_lines_of_other_houses_and_broken_ones_are_passed_over(anchored: House) -> None:
    file, last = anchors.file(), anchors.last()
    assert file is not None
    with file.open("a", encoding="utf-8") as other:
        other.write(
            json.dumps({"house": "outra", "at": None, "entries": 9, "link": "f" * 64, "sequences": {}}) + "\n{\n"
        )
    assert anchors.last() == last
