"""Snoozes: a deadline never passes in silence; several reminders in one message keep their buttons."""

from datetime import UTC, datetime

from handlers.wording.deadlines import Item, reminders
from models.acts.tables import ActDeadline
from models.deadlines import AUTHOR, OWNER
from models.tasks.tables import TaskDeadline
from tests.conftest import House

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)  # 9h


def _item(code: str, due: datetime, kind: str = TaskDeadline.TAREFA, audience: str = OWNER) -> Item:
    return Item(kind, code, "podar", due, False, "Bruno Lima", audience, None)


def _buttons(*items: Item) -> list[tuple[str, str]]:
    return [(each.label, each.line) for each in reminders(items, NOW).buttons]


def test_what_is_due_before_tomorrow_is_put_off_to_an_hour_before(house: House) -> None:
    house.says("ana", "tarefa @bruno podar até hoje 17h")
    answer = house.answer("bruno", text="lembrar T-1 amanhã às 9h")
    assert answer["text"] == (
        "Certo. Lembro você de T-1 (podar) na terça-feira, 24/11, 9h.\n"
        "Atenção: o prazo é antes disso, segunda-feira, 23/11, 17h."
    )
    assert [each["line"] for each in answer["buttons"]] == ["lembrar T-1 23/11/2026 às 16:00"]
    assert house.says("bruno", "lembrar T-1 23/11/2026 às 16:00") == (
        "Certo. Lembro você de T-1 (podar) na segunda-feira, 23/11, 16h.\n"
        "O prazo continua o mesmo: segunda-feira, 23/11, 17h."
    )


def test_the_button_is_the_earlier_moment_where_tomorrow_is_too_late() -> None:
    today = datetime(2026, 11, 24, 20, tzinfo=UTC)
    assert _buttons(_item("T-1", today)) == [
        ("Ver", "ver T-1"),
        ("Lembrar 1 hora antes", "lembrar T-1 24/11/2026 às 16:00"),
    ]
    later = datetime(2026, 11, 27, 20, tzinfo=UTC)
    assert _buttons(_item("T-1", later))[1] == ("Lembrar amanhã", "lembrar T-1 amanhã às 9h")


def test_several_in_one_message_keep_ciente_and_the_snooze() -> None:
    today, later = datetime(2026, 11, 24, 20, tzinfo=UTC), datetime(2026, 11, 27, 20, tzinfo=UTC)
    found = _buttons(
        _item("T-1", today), _item("OS-2/2026", later, ActDeadline.CIENCIA), _item("T-3", later, audience=AUTHOR)
    )
    assert found == [
        ("T-1", "ver T-1"),
        ("Ciente OS-2/2026", "ciente OS-2/2026"),
        ("Cobrar T-3", "cobrar T-3"),
        ("Lembrar de T-1 1 hora antes", "lembrar T-1 24/11/2026 às 16:00"),
        ("Lembrar de OS-2/2026 amanhã", "lembrar OS-2/2026 amanhã às 9h"),
    ]
