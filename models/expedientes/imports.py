"""Reading a whole register in: all or nothing, in batches, every bad row named."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments, sheets
from models.base import Refusal
from models.expedientes import bulk, numbering, nup
from models.expedientes.bulk import NewRow
from models.expedientes.numbering import Numbered, Series
from models.expedientes.register import LONGEST_ASSUNTO, cabinet
from models.expedientes.table import COLUMNS, as_level
from models.expedientes.tables import Expediente, Situacao
from models.people import Orgao, orgao_by_sigla
from models.sheets import Cells, Fault, Layout, Report, as_date, as_moment, as_year, spoilt, too_long
from models.texts import fold

BATCH = 500
_LONGEST_TERM = 50  # years
_YEAR_INSIDE = re.compile(r"^[^/]*/((?:19|20)\d\d)(?:-\S*)?$")
_SITUACOES = {fold(each): each for each in Situacao}


def load(
    session: Session,
    source: BinaryIO,
    layout: Layout,
    *,
    name: str,
    now: datetime,
    report: Report,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Insert every row of the file; returns how many. Whoever calls rolls back when anything was reported.

    `progress` gets the number of bytes read so far. Raises Refusal when the file as a whole cannot be read.
    """
    loader = _Loader(session, layout, name, now, report)
    for cells in sheets.read(source, COLUMNS, layout, report, needed=("assunto",)):
        loader.add(cells)
        if len(loader.pending) >= BATCH:
            loader.flush()
            progress(source.tell())
    loader.finish()
    progress(source.tell())
    return loader.count


@dataclass(slots=True)
class _Seen:
    """Where in this file a code was used, and by which body."""

    line: int
    procedencia: str


class _Loader:
    """One import: rows checked, numbered, and inserted batch by batch while none is bad."""

    def __init__(self, session: Session, layout: Layout, name: str, now: datetime, report: Report) -> None:
        self.pending: list[NewRow] = []
        self.count = 0
        self._session, self._name, self._now, self._report = session, name, now, report
        self._format = layout.date_format
        self._orgaos = {orgao.key: orgao for orgao in session.scalars(select(Orgao))}
        self._cabinet = cabinet(session)
        self._series: dict[tuple[int, str], Series] = {}
        self._last: dict[tuple[str, int], int] = {}
        self._seen: dict[str, _Seen] = {}
        self._whole = True

    def add(self, cells: Cells) -> None:
        try:
            self.pending.append(self._read(cells))
        except Refusal as refusal:
            self._fault(cells.line, refusal.sentence)

    def flush(self) -> None:
        """Compare with what is registered, and insert."""
        self._compare()
        if self._whole:
            bulk.insert(self._session, self.pending, self._name, self._now)
        self.count += len(self.pending)
        self.pending = []

    def finish(self) -> None:
        self.flush()
        if self._whole:
            bulk.raise_sequences(self._session, self._last)

    def _fault(self, line: int, reason: str) -> None:
        self._whole = False
        self._report(Fault(line, reason))

    def _read(self, cells: Cells) -> NewRow:
        values = cells.values
        if wrong := too_long(values):
            raise Refusal(f"{wrong}: o texto é longo demais")
        for broken in spoilt(values):
            raise Refusal(broken)
        assunto = values["assunto"]
        if not assunto or len(assunto) > LONGEST_ASSUNTO:
            raise Refusal(
                f"assunto: são {len(assunto)} caracteres, até {LONGEST_ASSUNTO}" if assunto else "falta o assunto"
            )
        orgao = self._orgao("orgao", values.get("orgao", "")) or self._cabinet
        if orgao is None:
            raise Refusal("orgao: está vazio, e não há na casa um gabinete de prefeito para recebê-lo")
        received, hour = self._received(values.get("recebido_em", ""))
        tipo = numbering.tipo_of(values.get("tipo") or numbering.TIPOS[0])
        onde = [self._orgao("onde", sigla) for sigla in values.get("onde", "").replace(",", " ").split()]
        places = [place for place in onde if place] or [orgao]
        procedencia = values.get("procedencia", "")
        return NewRow(
            line=cells.line,
            numbered=self._numbered(cells, tipo, orgao, received),
            tipo=tipo,
            orgao=orgao,
            places=places,
            assunto=assunto,
            interessado=values.get("interessado", ""),
            procedencia=procedencia,
            level=as_level(values.get("nivel", "")),
            situacao=_situacao(values.get("situacao", ""), moved=places != [orgao]),
            received=received,
            received_at=hour,
            due=self._due(values, received),
            notes=cells.notes,
        )

    def _orgao(self, column: str, sigla: str) -> Orgao | None:
        key = fold(sigla)
        if key and key not in self._orgaos:
            found = orgao_by_sigla(self._session, key)
            if found is None:
                raise Refusal(f"{column}: o órgão {sigla} não está cadastrado (veja: python -m bot people import)")
            self._orgaos[key] = found
        return self._orgaos[key] if key else None

    def _received(self, text: str) -> tuple[date, time | None]:
        """The day, and the hour where one is written."""
        now = moments.local(self._now)
        found = as_moment("recebido_em", text, self._format)
        if found is None:
            return now.date(), None
        if found > now.replace(tzinfo=None):
            raise Refusal(f"recebido_em: {found:%d/%m/%Y} ainda não chegou")
        return found.date(), found.time() if found.time() != time() else None

    def _due(self, values: Mapping[str, str], received: date) -> date | None:
        found = as_date("prazo", values.get("prazo", ""), self._format)
        if found is not None and values.get("recebido_em") and found < received:
            raise Refusal(f"prazo: {found:%d/%m/%Y} vem antes do recebimento ({received:%d/%m/%Y})")
        if found is not None and found.year > moments.today(self._now).year + _LONGEST_TERM:
            raise Refusal(f"prazo: {found:%d/%m/%Y} está longe demais; confira o ano")
        return found

    def _year(self, cells: Cells, received: date) -> int:
        """The year of the number: that of its column, else the one in the number itself, else that of the receipt."""
        said, numero = as_year("ano", cells.values.get("ano", "")), cells.values.get("numero", "")
        inside = _YEAR_INSIDE.search(numero)
        if said and inside and int(inside[1]) != said:
            raise Refusal(f"ano: a coluna diz {said}, e o número {numero} é de {inside[1]}")
        year = said or (int(inside[1]) if inside else None)
        if year and year > received.year:
            raise Refusal(f"{'ano' if said else 'numero'}: {year} é depois do recebimento ({received:%d/%m/%Y})")
        return said or received.year

    def _numbered(self, cells: Cells, tipo: str, orgao: Orgao, received: date) -> Numbered:
        """The number of a row: of the órgão's own series when it is plain and the órgão is named, else as given."""
        numero, year = cells.values.get("numero", ""), self._year(cells, received)
        if full := nup.with_lost_zeros(numero):
            raise Refusal(
                f"numero: {numero} perdeu zeros à esquerda; escreva {full}, com a coluna formatada como texto"
            )
        if not numero:
            numbered = self._draw(tipo, orgao, year)
        elif numero.isdecimal() and len(numero) < 9 and cells.values.get("orgao"):
            numbered = self._own(tipo, orgao, year, int(numero))
        else:
            numbered = numbering.given(numero, tipo, year)
        procedencia = fold(cells.values.get("procedencia", ""))
        mark = numbered.keys[0] if numbered.unique else numbered.code
        before = self._seen.get(mark)
        if before and (numbered.unique or numbered.sequence or before.procedencia == procedencia):
            raise Refusal(f"numero: {numbered.numero} já está na linha {before.line}")
        numbered = self._redrawn(numbered, tipo, orgao, year) if before else numbered
        self._seen[numbered.code if before else mark] = _Seen(cells.line, procedencia)
        return numbered

    def _own(self, tipo: str, orgao: Orgao, year: int, number: int) -> Numbered:
        series = self._series_of(tipo, orgao)
        self._last[series.name, year] = max(self._last_of(series, year), number)
        return series.numbered(number, year)

    def _draw(self, tipo: str, orgao: Orgao, year: int) -> Numbered:
        series = self._series_of(tipo, orgao)
        while True:
            number = self._last_of(series, year) + 1
            self._last[series.name, year] = number
            numbered = series.numbered(number, year)
            if numbered.code not in self._seen and not numbering.taken(self._session, [numbered.code]):
                return numbered

    def _redrawn(self, given: Numbered, tipo: str, orgao: Orgao, year: int) -> Numbered:
        """An own number for a plain one that another body's paper has already; it is found by both."""
        drawn = self._draw(tipo, orgao, year)
        return numbering.with_origin(drawn, given)

    def _series_of(self, tipo: str, orgao: Orgao) -> Series:
        key = (orgao.id, tipo)
        if key not in self._series:
            self._series[key] = numbering.series(self._session, orgao, tipo)
        return self._series[key]

    def _last_of(self, series: Series, year: int) -> int:
        key = (series.name, year)
        if key not in self._last:
            self._last[key] = bulk.last_drawn(self._session, series.name, year)
        return self._last[key]

    def _compare(self) -> None:
        """Name the rows of this batch whose number is registered already."""
        rows = {row.numbered.code: row for row in self.pending}
        known = self._session.scalars(select(Expediente).where(Expediente.code.in_(rows)))
        found = {each.code: each for each in known}
        long = {key: row for row in self.pending if row.numbered.unique for key in row.numbered.keys}
        twice = [long[key] for key in numbering.known_keys(self._session, list(long))]
        for row in sorted(twice, key=lambda row: row.line):
            self._fault(row.line, f"numero: {row.numbered.numero} já está registrado")
        for code in sorted(numbering.taken(self._session, list(rows)), key=lambda code: rows[code].line):
            self._settle(rows[code], found.get(code))

    def _settle(self, row: NewRow, other: Expediente | None) -> None:
        numbered = row.numbered
        if numbered.unique and other is not None:
            return  # reported by its digits
        same = other is None or numbered.sequence or fold(other.procedencia) == fold(row.procedencia)
        if same:
            self._fault(row.line, f"numero: {numbered.numero} já está registrado ({numbered.code})")
        else:
            year = numbered.ano or row.received.year
            row.numbered = self._redrawn(numbered, row.tipo, row.orgao, year)
            self._seen[row.code] = _Seen(row.line, fold(row.procedencia))


def _situacao(text: str, *, moved: bool) -> Situacao:
    if not text:
        return Situacao.EM_TRAMITACAO if moved else Situacao.PROTOCOLADO
    found = _SITUACOES.get(fold(text).replace("_", " "))
    if found is None:
        known = ", ".join(Situacao)
        raise Refusal(f"situacao: {text!r} não existe; use {known}, ou não mapeie a coluna (fica como observação)")
    return found
