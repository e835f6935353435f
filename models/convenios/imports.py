"""Import of the federal file: new convênios, what changed in the known ones, and those it no longer has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models import audit, moments, money
from models.authorities import Esfera
from models.base import Answer, Question
from models.convenios import details
from models.convenios.dates import Terms, refresh
from models.convenios.official import (
    ANO,
    COLUMNS,
    DATES,
    EXECUTORA,
    MODALIDADE,
    NUMERO,
    OBJETO,
    OTHER_NAMES,
    OWN,
    especie_of,
    fase_of,
    values_of,
)
from models.convenios.registering import NO_OBJETO, NewConvenio, register, warnings
from models.convenios.tables import Convenio, Fase
from models.people import Orgao, orgao_by_sigla
from models.sheets import Cells, Fault, ImportResult, Upload, column_key, open_table
from models.texts import clip

_BATCH = 500
_COMPARED = (*OWN, OBJETO)


@dataclass(slots=True)
class _Import:
    """An import under way: the lines of the numbers seen, the terms counted, what is to be registered."""

    session: Session
    upload: Upload
    now: datetime
    terms: Terms
    orgao: Orgao | None
    outcome: ImportResult = field(default_factory=ImportResult)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return moments.today(self.now)


def load(session: Session, upload: Upload, *, now: datetime) -> ImportResult:
    """Import a federal file, told by its header: convênios, aditivos, prorrogações, desembolsos or contrapartidas."""
    names = [each.name for each in COLUMNS]
    others = [name for other in OTHER_NAMES.values() for name in other]
    table = open_table(upload.source, [*names, *others, *details.COLUMNS], upload.layout, upload.report)
    if (kind := details.kind_of(table.names)) is not None:
        return details.load(session, kind, table, upload, now=now)
    work = _Import(session, upload, now, Terms(session), _orgao(session, upload))
    places = _places(table.names, upload.layout.columns)
    if NUMERO not in places:
        upload.report(Fault(table.header.line, f"falta a coluna {NUMERO}"))
        return work.outcome
    is_ours = details.ours(upload)
    rows = (row for row in table.rows(places) if is_ours is None or row.notes.get("ID_PROPOSTA") in is_ours)
    while batch := list(islice(rows, _BATCH)):
        _take(work, batch)
        upload.progress(upload.source.tell())
        session.flush()
        session.expunge_all()
    _note_vanished(work)
    return work.outcome


def _orgao(session: Session, upload: Upload) -> Orgao | None:
    sigla = upload.options.get("orgao", "").removeprefix("@")
    return orgao_by_sigla(session, sigla) if sigla else None


def _places(names: Sequence[str], mapped: Any) -> dict[str, int]:
    """The place of each of our columns: by the name it has this year."""
    by_key = {column_key(name): place for place, name in reversed(list(enumerate(names)))}
    found = {}
    for column in COLUMNS:
        known = (mapped.get(column.name, column.name), *OTHER_NAMES.get(column.name, ()))
        if (place := next((by_key[key] for key in map(column_key, known) if key in by_key), None)) is not None:
            found[column.name] = place
    return found


def _is_first(work: _Import, row: Cells, numero: str) -> bool:
    """Whether a row has a number, and is the first that has it; reports it where not."""
    if not numero.isdecimal():
        work.upload.report(Fault(row.line, f"{numero!r} não é um número; escreva só os algarismos", NUMERO))
        return False
    if (first := work.lines.setdefault(numero, row.line)) != row.line:
        work.upload.report(Fault(row.line, f"{numero} repetido: já está na linha {first}; deixe um só", NUMERO))
        return False
    return True


def _take(work: _Import, batch: Sequence[Cells]) -> None:
    numbers = [row.values[NUMERO] for row in batch]
    columns = (Convenio.id, Convenio.numero, Convenio.official, Convenio.sumiu_em)
    query = select(*columns).where(Convenio.numero.in_(numbers), Convenio.esfera == Esfera.FEDERAL)
    known = {row.numero: row for row in work.session.execute(query)}
    new = []
    for row, numero in zip(batch, numbers, strict=True):
        found = known.get(numero)
        if not _is_first(work, row, numero):
            continue
        if found is None:
            new.append(_new(work, row, numero))
        elif found.official == _compared(row) and found.sumiu_em is None:
            work.outcome.same += 1
        else:
            _change(work, found, row)
    made = [each for each in new if each is not None]
    register(work.session, made, by=None, now=work.now, terms=work.terms)
    work.outcome.new += len(made)


def _compared(row: Cells) -> dict[str, str]:
    return {name: text for name in _COMPARED if (text := row.values.get(name, ""))}


def _values(work: _Import, row: Cells) -> dict[str, Any] | None:
    """The values of a row, with its faults and warnings told; None where it has a fault."""
    values, wrong = values_of(work.session, row.values, work.upload.layout.date_format)
    start, end = values.get("inicio"), values.get("fim")
    if start and end and start > end:
        wrong.append(f"a vigência começa em {start:%d/%m/%Y}, depois do fim, {end:%d/%m/%Y}")
    for reason in wrong:
        work.upload.report(Fault(row.line, reason))
    name = f"linha {row.line}, {row.values[NUMERO]}"
    work.outcome.notes += [f"{name}: {each}" for each in warnings(values)]
    return None if wrong else values


def _new(work: _Import, row: Cells, numero: str) -> NewConvenio | None:
    values = _values(work, row)
    if values is None:
        return None
    fase = fase_of(values, work.today)
    if fase == Fase.A_CLASSIFICAR:
        said = values["situacao_oficial"] or "vazia"
        work.outcome.notes.append(
            f"linha {row.line}, {numero}: situação {said} sem fase conhecida; ficou a classificar"
        )
    given = values.pop("ano")
    year = next((d.year for d in (values["assinado_em"], values["inicio"]) if d), None) or given or work.today.year
    return NewConvenio(
        numero,
        given or year,
        clip(row.values.get(OBJETO, ""), 2000) or NO_OBJETO,
        _executor(work, row),
        fase,
        f"convênio registrado: importado de {work.upload.name}, linha {row.line}",
        {**values, "official": _compared(row), "especie": especie_of(row.values.get(MODALIDADE, "")).value},
    )


def _executor(work: _Import, row: Cells) -> Orgao:
    sigla = row.values.get(EXECUTORA, "")
    found = orgao_by_sigla(work.session, sigla) if sigla else work.orgao
    if found is None:
        raise Question(
            "De que órgão são os convênios que ainda não estão aqui? Diga a sigla: importar convênios OBRAS, "
            "ou --orgao OBRAS na linha de comando.",
            Answer.WHO,
        )
    return found


def _change(work: _Import, found: Row[Any], row: Cells) -> None:
    """Set what the file says otherwise; a date typed by hand stays, and both are told."""
    values = _values(work, row)
    if values is None:
        return
    convenio = work.session.get_one(Convenio, found.id)
    values.pop("ano")
    before = found.official or {}
    lines = list(_differences(convenio, row, values, before))
    if row.values.get(OBJETO) and convenio.title == NO_OBJETO:
        convenio.title = row.values[OBJETO]
    if before.get("SIT_CONVENIO") != row.values.get("SIT_CONVENIO") or any("DIA_FIM_VIGENC_CONV" in x for x in lines):
        convenio.status = fase_of({name: getattr(convenio, name) for name in OWN.values()}, work.today)
    if convenio.sumiu_em is not None:
        lines.append("voltou ao arquivo")
    convenio.sumiu_em, convenio.official = None, _compared(row)
    work.session.flush()
    if not lines:
        work.outcome.same += 1
        return
    refresh(work.session, convenio, now=work.now, terms=work.terms)
    audit.write(
        work.session,
        "importacao",
        by=None,
        now=work.now,
        record_id=convenio.id,
        text=f"{work.upload.name}, linha {row.line}\n" + "\n".join(lines),
    )
    work.outcome.changed += 1
    work.outcome.changes += [f"{convenio.numero} {each}" for each in lines]


def _differences(convenio: Convenio, row: Cells, values: dict[str, Any], before: dict[str, str]) -> Iterator[str]:
    for column, name in OWN.items():
        ours, theirs = getattr(convenio, name), values[name]
        is_news = before.get(column, "") != row.values.get(column, "")
        if not is_news or ours == theirs:
            continue
        if name in convenio.typed and column in DATES:
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
    columns = (Convenio.id, Convenio.numero)
    query = select(*columns).where(Convenio.official.is_not(None), Convenio.sumiu_em.is_(None))
    gone = [row for row in work.session.execute(query.order_by(Convenio.id)) if row.numero not in work.lines]
    for row in gone:
        convenio = work.session.get_one(Convenio, row.id)
        convenio.sumiu_em = work.today
        work.outcome.changes.append(f"{row.numero} sumiu do arquivo; fica como estava")
        text = f"sumiu do arquivo {work.upload.name}"
        audit.write(work.session, "importacao", by=None, now=work.now, record_id=row.id, text=text)
    work.outcome.changed += len(gone)


def give(session: Session, found: Sequence[Convenio]) -> Iterator[dict[str, Any]]:
    """The rows of an export, by the names of the federal file."""
    for each in found:
        orgao = session.get(Orgao, each.orgao_id) if each.orgao_id else None
        own = {column: getattr(each, name) for column, name in OWN.items()}
        first = {NUMERO: each.numero, ANO: each.ano, OBJETO: each.title, MODALIDADE: each.especie}
        yield {**first, **own, EXECUTORA: orgao.sigla if orgao else ""}
