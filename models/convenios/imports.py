"""Import of the federal file: new convênios, what changed in the known ones, and those it no longer has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models import audit, authorities, moments, money
from models.authorities import Authority, Esfera
from models.base import Answer, Question
from models.convenios import details, official
from models.convenios.dates import Terms, settle
from models.convenios.official import COLUMNS, NUMERO, OBJETO, OWN
from models.convenios.registration import NO_OBJETO, register, warnings
from models.convenios.tables import Convenio, Fase
from models.people import Orgao, Person, by_handle, orgao_by_sigla
from models.sheets import Cells, Fault, ImportResult, Upload, column_key, open_table
from models.texts import clip, fold

_BATCH = 500
_END = "DIA_FIM_VIGENC_CONV"
_Key = tuple[str, str]  # numero and esfera


@dataclass(slots=True)
class _Import:
    """An import under way: the lines of the numbers seen, the terms counted, what came of it."""

    session: Session
    upload: Upload
    now: datetime
    terms: Terms
    outcome: ImportResult = field(default_factory=ImportResult)
    lines: dict[_Key, int] = field(default_factory=dict)
    orgaos: dict[str, Orgao | None] = field(default_factory=dict)
    is_faulty: bool = False
    lacks_orgao: bool = False  # asked for at the end: a file with faults is not asked about

    def report(self, fault: Fault) -> None:
        self.is_faulty = True
        self.upload.report(fault)

    @property
    def today(self) -> date:
        return moments.today(self.now)


def load(session: Session, upload: Upload, *, now: datetime) -> ImportResult:
    """Import a federal file, told by its header: convênios, aditivos, prorrogações, money or situations."""
    others = [name for known in official.OTHER_NAMES.values() for name in known]
    wanted = [each.name for each in COLUMNS]
    table = open_table(upload.source, [*wanted, *others, *details.COLUMNS], upload.layout, upload.report)
    if (kind := details.kind_of(table.names)) is not None:
        return details.load(session, kind, table, upload, now=now)
    work = _Import(session, upload, now, Terms(session))
    places = _places(table.names, upload.layout.columns)
    if NUMERO not in places or not places.keys() & OWN.keys():
        what = f"falta a coluna {NUMERO}" if NUMERO not in places else "não é uma tabela de convênios que eu conheça"
        upload.report(Fault(table.header.line, what))
        return work.outcome
    ours = details.ours(upload)
    rows = (row for row in table.rows(places) if ours is None or _proposals(row) & ours)
    while batch := list(islice(rows, _BATCH)):
        _take(work, batch)
        upload.progress(upload.source.tell())
        session.flush()
        session.expunge_all()
    if work.lacks_orgao and not work.is_faulty:
        raise Question(
            "De que órgão são os convênios que ainda não estão aqui? Diga a sigla: importar convênios OBRAS, "
            "ou --orgao OBRAS na linha de comando.",
            Answer.WHO,
        )
    _note_vanished(work)
    return work.outcome


def _proposals(row: Cells) -> set[str]:
    """What a row calls its proposal: the id, which a file with no other name of it has in that column."""
    return {row.notes.get("ID_PROPOSTA", ""), row.values.get("PROPOSTA", "")} - {""}


def _places(names: Sequence[str], mapped: Mapping[str, str]) -> dict[str, int]:
    """The place of each of our columns: by the name it has this year."""
    by_key = {column_key(name): place for place, name in reversed(list(enumerate(names)))}
    found = {}
    for column in COLUMNS:
        known = (mapped.get(column.name, column.name), *official.OTHER_NAMES.get(column.name, ()))
        if (place := next((by_key[key] for key in map(column_key, known) if key in by_key), None)) is not None:
            found[column.name] = place
    return found


def _key(row: Cells) -> _Key:
    is_of_state = fold(row.values.get(official.ESFERA, "")).startswith("estad")
    return row.values[NUMERO], (Esfera.ESTADUAL if is_of_state else Esfera.FEDERAL).value


def _is_first(work: _Import, row: Cells) -> bool:
    """Whether a row has a number, and is the first that has it; reports it where not."""
    numero = row.values[NUMERO]
    if not numero.isdecimal():
        work.report(Fault(row.line, f"{numero!r} não é um número; escreva só os algarismos", NUMERO))
        return False
    if (first := work.lines.setdefault(_key(row), row.line)) != row.line:
        work.report(Fault(row.line, f"{numero} repetido: já está na linha {first}; deixe um só", NUMERO))
        return False
    return True


def _take(work: _Import, batch: Sequence[Cells]) -> None:
    columns = (Convenio.id, Convenio.numero, Convenio.esfera, Convenio.official, Convenio.sumiu_em)
    query = select(*columns).where(Convenio.numero.in_([row.values[NUMERO] for row in batch]))
    known = {(row.numero, row.esfera): row for row in work.session.execute(query)}
    new, said = [], []
    for row in batch:
        if not _is_first(work, row):
            continue
        found = known.get(_key(row))
        if found is None:
            if made := _new(work, row):
                new.append(made)
                said.append(f"convênio registrado: importado de {work.upload.name}, linha {row.line}")
        elif found.official == _compared(row) and found.sumiu_em is None:
            work.outcome.same += 1
        else:
            _change(work, found, row)
    register(work.session, new, said, by=None, now=work.now, terms=work.terms)
    work.outcome.new += len(new)


def _compared(row: Cells) -> dict[str, str]:
    return {name: text for name in (*OWN, OBJETO) if (text := row.values.get(name, ""))}


def _values(work: _Import, row: Cells) -> dict[str, Any] | None:
    """The values of a row, with its faults and warnings told; None where it has a fault."""
    values, wrong = official.values_of(work.session, row.values, work.upload.layout.date_format)
    start, end = values.get("inicio"), values.get("fim")
    if start and end and start > end:
        wrong.append(f"a vigência começa em {start:%d/%m/%Y}, depois do fim, {end:%d/%m/%Y}")
    for reason in wrong:
        work.report(Fault(row.line, reason))
    name = f"linha {row.line}, {row.values[NUMERO]}"
    work.outcome.notes += [f"{name}: {each}" for each in warnings(values)]
    return None if wrong else values


def _new(work: _Import, row: Cells) -> dict[str, Any] | None:
    """The row of a new convênio; None where it has a fault."""
    values, executor = _values(work, row), _executor(work, row)
    work.lacks_orgao |= executor is None
    if values is None or executor is None:
        return None
    fase = official.fase_of(values, work.today)
    if fase == Fase.A_CLASSIFICAR:
        said = f"situação {values['situacao_oficial']} sem fase conhecida; ficou a classificar"
        work.outcome.notes.append(f"linha {row.line}, {row.values[NUMERO]}: {said}")
    began = values["assinado_em"] or values["inicio"] or work.today
    numero, esfera = _key(row)
    side, gestor = _side(work, row), _gestor(work, row)
    return values | {
        "numero": numero,
        "esfera": esfera,
        "ano": values["ano"] or began.year,
        "title": clip(row.values.get(OBJETO, ""), 2000) or NO_OBJETO,
        "orgao_id": executor.id,
        "status": fase.value,
        "especie": official.especie_of(row.values.get(official.MODALIDADE, "")).value,
        "concedente_id": side.id if side else None,
        "gestor_id": gestor.id if gestor else None,
        "official": _compared(row),
    }


def _executor(work: _Import, row: Cells) -> Orgao | None:
    """The órgão that executes it: of the row, or the one said for the whole file."""
    sigla = row.values.get(official.EXECUTORA, "") or work.upload.options.get("orgao", "").removeprefix("@")
    if sigla not in work.orgaos:
        work.orgaos[sigla] = orgao_by_sigla(work.session, sigla) if sigla else None
    return work.orgaos[sigla]


def _side(work: _Import, row: Cells) -> Authority | None:
    return authorities.by_name(work.session, row.values.get(official.CONCEDENTE, ""))


def _gestor(work: _Import, row: Cells) -> Person | None:
    handle = row.values.get(official.GESTOR, "").removeprefix("@")
    return by_handle(work.session, handle) if handle else None


def _change(work: _Import, found: Row[Any], row: Cells) -> None:
    """Set what the file says otherwise; a date typed by hand stays, and both are told."""
    values = _values(work, row)
    if values is None:
        return
    convenio = work.session.get_one(Convenio, found.id)
    before = found.official or {}
    lines = list(_differences(convenio, row, values, before))
    if row.values.get(OBJETO) and convenio.title.strip("()") == NO_OBJETO:  # in brackets before
        convenio.title = row.values[OBJETO]
    if before.get(official.SITUACAO, "") != row.values.get(official.SITUACAO, "") or any(
        _END in line for line in lines
    ):
        known = {name: getattr(convenio, name) for name in OWN.values()}
        convenio.status = official.fase_of(known, work.today)
    if convenio.sumiu_em is not None:
        lines.append("voltou ao arquivo")
    convenio.sumiu_em = None
    convenio.official = _compared(row) if convenio.esfera == Esfera.FEDERAL else None
    if not lines:
        work.outcome.same += 1
        return
    text = f"{work.upload.name}, linha {row.line}\n" + "\n".join(lines)
    settle(work.session, convenio, "importacao", text, by=None, now=work.now, terms=work.terms)
    work.outcome.changed += 1
    work.outcome.changes += [f"{convenio.numero} {each}" for each in lines]


def _differences(convenio: Convenio, row: Cells, values: dict[str, Any], before: dict[str, str]) -> Iterator[str]:
    for column, name in OWN.items():
        ours, theirs = getattr(convenio, name), values[name]
        is_news = before.get(column, "") != row.values.get(column, "")
        if not is_news or ours == theirs:
            continue
        if name in convenio.typed:
            known = f", que antes dizia {before[column]}" if before.get(column) else ""
            yield f"{column}: {_text(ours)} digitado aqui, {_text(theirs)} no arquivo{known}; fica o digitado"
            continue
        setattr(convenio, name, theirs)
        yield f"{column}: {_text(ours)} → {_text(theirs)}"


def _text(value: Any) -> str:
    if value is None or value == "":
        return "vazio"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value if isinstance(value, str) else money.figures(value)


def _note_vanished(work: _Import) -> None:
    """Mark the convênios of an earlier file that this one has no more; they stay as they are."""
    columns = (Convenio.id, Convenio.numero, Convenio.esfera)
    query = select(*columns).where(Convenio.official.is_not(None), Convenio.sumiu_em.is_(None))
    found = work.session.execute(query.order_by(Convenio.id)).all()
    gone = [row for row in found if (row.numero, row.esfera) not in work.lines]
    for row in gone:
        work.session.get_one(Convenio, row.id).sumiu_em = work.today
        work.outcome.changes.append(f"{row.numero} sumiu do arquivo; fica como estava")
        text = f"sumiu do arquivo {work.upload.name}"
        audit.write(work.session, "importacao", by=None, now=work.now, record_id=row.id, text=text)
    work.outcome.changed += len(gone)


def give(session: Session, found: Sequence[Convenio]) -> Iterator[dict[str, Any]]:
    """The rows of an export, by the names of the federal file."""
    for each in found:
        orgao = session.get(Orgao, each.orgao_id) if each.orgao_id else None
        own = {column: getattr(each, name) for column, name in OWN.items()}
        yield own | {
            NUMERO: each.numero,
            official.ANO: each.ano,
            OBJETO: each.title,
            official.MODALIDADE: each.especie,
            official.ESFERA: each.esfera,
            official.CONCEDENTE: each.concedente.sigla if each.concedente else "",
            official.EXECUTORA: orgao.sigla if orgao else "",
            official.GESTOR: each.gestor.handle if each.gestor else "",
        }
