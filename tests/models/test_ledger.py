"""The ledger: balances are the sums of what was appended, to the cent, and nothing appended changes."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import budget, money, sheets
from models.budget import Dotacao, LedgerEntry, Measure, ledger
from models.budget.ledger import AccountSums
from tests.conftest import House

_CENTS = st.integers(0, 10**9)
_IN_HOUSE = settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def _figures(draw: st.DrawFn) -> tuple[int, ...]:
    """Figures as an accounting may print them: inicial, bloqueado, reservado, empenhado, liquidado, pago, in centavos."""
    pago, liquidado, empenhado, more = sorted(draw(st.tuples(_CENTS, _CENTS, _CENTS, _CENTS)))
    return more, draw(_CENTS), draw(_CENTS), empenhado, liquidado, pago


def _load(session: Session, house: House, day: date, rows: Sequence[tuple[int, ...]]) -> sheets.ImportResult:
    names = "ficha;natureza;descricao;dotacao_atual;bloqueado;reservado;empenhado;liquidado;pago"
    lines = [
        f"{n};3.3.90.30;Material;" + ";".join(money.figures(Decimal(v) / 100) for v in row)
        for n, row in enumerate(rows, 1)
    ]
    faults: list[str] = []
    upload = sheets.Upload(
        io.BytesIO("\n".join([names, *lines]).encode()), f"b {day}.csv", report=lambda fault: faults.append(str(fault))
    )
    result = sheets.load(session, budget.SUBJECT, upload, operator="Igor", now=house.now)
    assert faults == []
    return result


def _recount(session: Session) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for each in session.scalars(select(LedgerEntry)):
        found.setdefault(each.record_id, [0] * len(Measure))[each.measure - 1] += each.cents
    return found


@_IN_HOUSE
@given(st.lists(st.lists(_figures(), min_size=3, max_size=3), min_size=1, max_size=4))
def test_balances_are_those_of_the_last_balancete_and_of_a_recount(
    house: House, tables: list[list[tuple[int, ...]]]
) -> None:
    with Session(house.app.engine) as session:
        for n, rows in enumerate(tables, 1):
            _load(session, house, date(2026, 11, n), rows)
        dotacoes = session.scalars(select(Dotacao).order_by(Dotacao.ficha)).all()
        found = ledger.balances(session)
        for dotacao, (credit, blocked, reserved, committed, liquidated, paid) in zip(dotacoes, tables[-1], strict=True):
            it = found.get(dotacao.id, AccountSums())
            assert (it.autorizado, it.bloqueado, it.reservado) == (credit, blocked, reserved)
            assert (it.empenhado, it.liquidado, it.pago) == (committed, liquidated, paid)
            assert it.disponivel == credit - blocked - reserved - committed
            assert it == ledger.balance(session, dotacao)
        assert {key: tuple(values) for key, values in _recount(session).items()} == {
            k: tuple(v) for k, v in found.items()
        }
        again = _load(session, house, date(2026, 11, len(tables)), tables[-1])
        assert (again.new, again.changed) == (0, 0)
        session.rollback()


@pytest.mark.parametrize("change", ["UPDATE ledger_entries SET cents = 1", "DELETE FROM ledger_entries"])
def test_what_is_appended_does_not_change(house: House, change: str) -> None:
    with Session(house.app.engine) as session:
        _load(session, house, date(2026, 11, 1), [(100, 0, 0, 0, 0, 0)])
        session.commit()
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(text(change))
