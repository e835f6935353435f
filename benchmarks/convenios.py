"""Importing 6,000 convênios of the federal file, again with nothing changed, and the memory of it.

The floor puts the very same rows into the same tables by the driver's executemany. ``python -m benchmarks convenios``.
"""

import csv
import io
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.imports import copy, cpu, house, rows_of
from benchmarks.measure import Figure, report, size
from bot.database import open_engine
from models import convenios, sheets
from models.sheets import Upload

SAMPLE = Path(__file__).parents[2] / "shared" / "domain" / "samples" / "siconv_convenio.csv"
SIZE = size(6_000, 60)
RATIO, AGAIN, FLAT = 12.0, 1 / 3, 1.5
NOW = datetime.fromisoformat("2026-11-24T07:30:00-03:00")
FILLED = ("records", "convenios", "record_keys", "search_texts", "search_words", "deadlines", "audit")
_HEAD = (
    *("NR_CONVENIO", "ANO", "MODALIDADE", "PROPOSTA", "PROCESSO", "SITUACAO", "OBJETO"),
    *("VL_GLOBAL_CONV", "VL_REPASSE_CONV", "VL_CONTRAPARTIDA_CONV"),
    *("DIA_INIC_VIGENC_CONV", "DIA_FIM_VIGENC_CONV", "DIA_LIMITE_PREST_CONTAS"),
)


def run(count: int = SIZE) -> Iterator[Figure]:
    """CPU seconds beside those of the floor, and of the first import; the memory beside that of a tenth."""
    with tempfile.TemporaryDirectory(prefix="gabinete-bench-") as folder:
        ours, floor, small = (Path(folder) / name for name in ("ours.db", "floor.db", "small.db"))
        for path in (ours, floor, small):
            house(path)
        content = _csv(count)
        first = cpu(lambda: _import(ours, content))
        least = cpu(lambda: copy(ours, floor, FILLED))
        again = cpu(lambda: _import(ours, content, is_new=False))
        assert rows_of(floor, "convenios") == rows_of(ours, "convenios") == count
        large, tenth = _peak(small, _csv(count), count), _peak(small, _csv(count // 10), count // 10)
    name = f"importar {count} convênios".replace("000", ".000")
    yield Figure(f"{name} / as mesmas linhas por executemany", first, least, "s de CPU", RATIO)
    yield Figure(f"{name} de novo, sem mudança / a primeira vez", again, first, "s de CPU", AGAIN)
    yield Figure(f"{name}: memória / com um décimo das linhas", large, tenth, "MB", FLAT)


def _csv(count: int) -> bytes:
    """The real rows, renumbered as often as it takes; where they are not at hand, invented ones of the same shape."""
    head, rows = _sample() if SAMPLE.exists() else (list(_HEAD), [_invented(number) for number in range(600)])
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(head)
    for number in range(count):
        times, place = divmod(number, len(rows))
        writer.writerow([int(rows[place][0]) + times * 1_000_000, *rows[place][1:]])
    return out.getvalue().encode()


def _sample() -> tuple[list[str], list[list[str]]]:
    with SAMPLE.open(encoding="utf-8-sig", newline="") as source:
        head, *rows = csv.reader(source, delimiter=";")
    return head, rows


def _invented(number: int) -> list[str]:
    begins = date(2023, 1, 1) + timedelta(days=number)
    days = (f"{begins + timedelta(days=n):%d/%m/%Y}" for n in (0, 1_500, 1_560))
    said = ("Em execução", "Prestação de Contas Concluída")[number % 2]
    texts = ("Convênio", f"{number:06d}/2023", "", said, f"Aquisição de equipamentos para a unidade {number}")
    return [str(800_000 + number), "2023", *texts, "300.000,00", "290.000,00", "10.000,00", *days]


def _import(path: Path, content: bytes, *, is_new: bool = True) -> None:
    engine = open_engine(f"sqlite:///{path}")
    faults: list[object] = []
    upload = Upload(io.BytesIO(content), "siconv.csv", faults.append, options={"orgao": "S1"})
    with Session(engine) as session:
        found = sheets.load(session, convenios.SUBJECT, upload, operator="Igor", now=NOW)
        session.commit()
    engine.dispose()
    assert not faults, faults[:3]
    assert bool(found.new) == is_new, found


def _peak(path: Path, content: bytes, count: int) -> float:
    """The most memory that an import takes beside the file itself, in MB."""
    own = path.with_name(f"{count}.db")
    house(own)
    tracemalloc.start()
    _import(own, content)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return (most - len(content)) / 1_000_000


if __name__ == "__main__":
    sys.exit(report(run(int(sys.argv[1]) if len(sys.argv) > 1 else SIZE)))
