"""Reading a whole register in: all or nothing, in batches, every bad row named."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import moments, sheets
from models.base import Refusal
from models.expedientes import bulk, numbering, nup
from models.expedientes.bulk import NewRow
from models.expedientes.numbering import Numbered, OwnSeries
from models.expedientes.register import LONGEST_ASSUNTO
from models.expedientes.table import TABLE
from models.expedientes.tables import Expediente, Situacao
from models.people import Orgao, cabinet, orgao_by_sigla
from models.records import AccessLevel
from models.sheets import Cells, Fault, ImportResult, Upload, as_choice, as_date, as_moment, as_year, spoilt, too_long
from models.sheets.layout import flat
from models.texts import fold, listed

BATCH = 500
_LONGEST_TERM = 50  # years
_YEAR_INSIDE = re.compile(r"^[^/]*/((?:19|20)\d\d)(?:-\S*)?$")
_LEVELS = ("público", "restrito", "sigiloso")


def load(session: Session, upload: Upload, *, now: datetime) -> ImportResult:
    """Insert every row of the file whose number is not registered. Whoever calls rolls back when any was reported.

    Raises Refusal when the file as a whole cannot be read.
    """
    loader = _Loader(session, upload, now)
    note = loader.outcome.notes.append
    for cells in sheets.read(upload.source, TABLE, upload.layout, upload.report, note=note):
        loader.add(cells)
        if len(loader.pending) >= BATCH:
            loader.flush()
            upload.progress(upload.source.tell())
    loader.finish()
    upload.progress(upload.source.tell())
    return loader.outcome


class _Loader:
    """One import: rows checked, numbered, and inserted batch by batch while none is bad."""

    def __init__(self, session: Session, upload: Upload, now: datetime) -> None:
        self.pending: list[NewRow] = []
        self.outcome = ImportResult()
        self._session, self._upload, self._now = session, upload, now
        self._format = upload.layout.date_format
        self._orgaos = {orgao.key: orgao for orgao in session.scalars(select(Orgao))}
        self._cabinet = cabinet(session)
        self._series: dict[tuple[int, str], OwnSeries] = {}
        self._last: dict[tuple[str, int], int] = {}
        self._seen: dict[str | tuple[str, str], int] = {}  # the line of each number; of a plain one, by body too
        self._whole = True

    def add(self, cells: Cells) -> None:
        if self._upload.is_repeated and not cells.values.get("numero"):
            self.outcome.same += 1  # it drew its number when the file first came
            return
        try:
            self.pending.append(self._read(cells))
        except Refusal as refusal:
            self._fault(cells.line, refusal.sentence)

    def flush(self) -> None:
        """Compare the rows with the registered expedientes, and insert the new ones."""
        self._compare()
        if self._whole and not self._upload.is_check:
            bulk.insert(self._session, self.pending, self._upload.name, self._now)
        self.outcome.new += len(self.pending)
        self.pending = []

    def finish(self) -> None:
        self.flush()
        if self._whole and self.outcome.new and not self._upload.is_check:
            bulk.raise_sequences(self._session, self._last)

    def _fault(self, line: int, reason: str) -> None:
        self._whole = False
        self._upload.report(Fault(line, reason))

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
            level=AccessLevel(fold(as_choice("nivel", values.get("nivel", ""), _LEVELS) or _LEVELS[0])),
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
        mark = numbered.keys[0] if numbered.unique else numbered.code
        body = fold(cells.values.get("procedencia", ""))
        line = self._seen.setdefault((mark, body) if numbered.is_plain else mark, cells.line)
        if line != cells.line:
            raise Refusal(f"numero: {numbered.numero} já está na linha {line}")
        self._seen.setdefault(numbered.code, cells.line)
        return numbered

    def _own(self, tipo: str, orgao: Orgao, year: int, number: int) -> Numbered:
        series = self._series_of(tipo, orgao)
        self._last[series.name, year] = max(self._last_of(series, year), number)
        return series.numbered(number, year)

    def _draw(self, tipo: str, orgao: Orgao, year: int) -> Numbered:
        series = self._series_of(numbering.drawn_as(tipo), orgao)
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

    def _series_of(self, tipo: str, orgao: Orgao) -> OwnSeries:
        key = (orgao.id, tipo)
        if key not in self._series:
            self._series[key] = numbering.series(self._session, orgao, tipo)
        return self._series[key]

    def _last_of(self, series: OwnSeries, year: int) -> int:
        key = (series.name, year)
        if key not in self._last:
            self._last[key] = bulk.last_drawn(self._session, series.name, year)
        return self._last[key]

    def _compare(self) -> None:
        """Leave out the rows of this batch that are registered already; name those that say something else."""
        rows = {row.code: row for row in self.pending}
        known = self._session.scalars(select(Expediente).where(Expediente.code.in_(rows)))
        found = {each.code: each for each in known}
        long = {key: row.code for row in self.pending if row.numbered.unique for key in row.numbered.keys}
        for key, record_id in numbering.by_key(self._session, list(long)).items():
            found.setdefault(long[key], self._session.get_one(Expediente, record_id))
        taken = numbering.taken(self._session, list(rows)) | found.keys()
        pending, self.pending = self.pending, []
        for row in pending:
            shared = self._seen[row.code] != row.line  # with another body's paper in this file
            if (not shared and row.code not in taken) or self._is_new(row, found.get(row.code), shared=shared):
                self.pending.append(row)

    def _is_new(self, row: NewRow, other: Expediente | None, *, shared: bool) -> bool:
        """Tell another body's paper of that number, which gets one of ours, from a row that is registered."""
        numbered = row.numbered
        if numbered.is_plain and (shared or (other is not None and not _is_of_same_body(row, other))):
            other = self._of_same_body(row)
            if other is None:
                row.numbered = self._redrawn(numbered, row.tipo, row.orgao, numbered.ano or row.received.year)
                self._seen[row.code] = row.line
                return True
        if other is not None and not (others := _others(row, other)):
            self.outcome.same += 1
            return False
        code = other.code if other is not None else numbered.code
        code = "" if numbered.numero == code else f" ({code})"
        said = "" if other is None else f", com outro valor em {listed(others)}"
        self._fault(row.line, f"numero: {numbered.numero} já está registrado{code}{said}")
        return False

    def _of_same_body(self, row: NewRow) -> Expediente | None:
        """The paper of that body under the same plain number, where it got one of ours."""
        ids = numbering.keyed(self._session, [row.numbered.keys[0]])
        papers = self._session.scalars(select(Expediente).where(Expediente.id.in_(ids), Expediente.tipo == row.tipo))
        return next((each for each in papers if _is_of_same_body(row, each)), None)


def _is_of_same_body(row: NewRow, other: Expediente) -> bool:
    return fold(other.procedencia) == fold(row.procedencia)


def _others(row: NewRow, other: Expediente) -> list[str]:
    """The columns in which the row is another paper. Where it is by now, and how far, is for the house to say."""
    pairs = {
        "assunto": (row.assunto, flat(other.title)),
        "interessado": (row.interessado, flat(other.interessado)),
        "procedencia": (row.procedencia, flat(other.procedencia)),
    }
    return [name for name, (said, held) in pairs.items() if said and said != held]


def _situacao(text: str, *, moved: bool) -> Situacao:
    try:
        found = as_choice("situacao", text, Situacao)
    except Refusal as refusal:
        raise Refusal(f"{refusal.sentence}, ou não mapeie a coluna (fica como observação)") from None
    return found or (Situacao.EM_TRAMITACAO if moved else Situacao.PROTOCOLADO)
