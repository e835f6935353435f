"""Normas: the cabinet captures and triages, each órgão says whether it is affected."""

from tests.permissions import ALL, BUT_READERS, CABINET, Row, everywhere

_THERE = ('davi: norma Lei 7/2026 de 19/11/2026 publicada 20/11 "Resíduos"',)
_OTHER = (*_THERE, 'davi: norma Lei 3/2019 de 10/05/2019 "Política de resíduos"')
_N, _DESK = "LEI-7/2026", "e a Procuradoria e o protocolo"


def _desk(command: str, line: str, before: tuple[str, ...] = _THERE) -> Row:
    return Row(command, line, CABINET, CABINET, CABINET, about="norma", before=before, note=_DESK)


ROWS = (
    everywhere("boletim de legislação", "boletim de legislação"),
    everywhere("normas", "normas"),
    everywhere("cita", "cita Lei 14.133"),
    Row("norma", 'norma Lei 7/2026 de 19/11/2026 "Resíduos"', CABINET, CABINET, CABINET, note=_DESK),
    _desk("vigência", f"vigência {_N} 90 dias"),
    _desk("afeta", f"afeta {_N} @saude"),
    _desk("sem impacto", f"sem impacto {_N} só trata de rodovias"),
    _desk("providência", f"providência {_N} @bruno minuta de decreto até 18/02"),
    _desk("concluir", f"concluir {_N}"),
    _desk("revoga", f"revoga {_N} LEI-3/2019", _OTHER),
    _desk("revoga em parte", f"revoga em parte {_N} LEI-3/2019 art. 3º", _OTHER),
    _desk("altera", f"altera {_N} LEI-3/2019", _OTHER),
    _desk("regulamenta", f"regulamenta {_N} LEI-3/2019", _OTHER),
    _desk("suspensa por decisão", f"suspensa por decisão {_N} art. 3º, ADI 1/2026"),
    Row(
        "impacto",
        f"impacto {_N} não",
        BUT_READERS,
        ALL,  # whoever substitutes speaks for the own órgão
        BUT_READERS,
        about="norma",
        before=_THERE,
        note="pelo seu órgão",
    ),
    Row("nota de impacto", f"nota de impacto {_N}", ALL, ALL, ALL, about="norma", before=_THERE),
    Row("urn", f"urn {_N}", ALL, ALL, ALL, about="norma", before=_THERE),
)
