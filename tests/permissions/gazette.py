"""The official diary: the cabinet and the heads of órgãos watch it, those a watch concerns see what it found."""

from tests.permissions import CABINET, NOBODY, Row, everywhere

_WATCHERS = "prefeito chefia assessoria secretario"
_WATCHED = ("davi: vigiar resíduos",)

ROWS = (
    everywhere("diário", "diário"),
    everywhere("vigílias", "vigílias"),
    Row("vigiar", "vigiar resíduos", _WATCHERS, _WATCHERS, _WATCHERS),
    Row("parar vigília", "parar vigília 1", CABINET, CABINET, CABINET, before=_WATCHED, note="e quem a fez"),
    Row("descartar", "descartar D-1", *(NOBODY, NOBODY, NOBODY), note="o achado que cabe a quem o vê"),
    Row("norma de", "norma de D-1", *(NOBODY, NOBODY, NOBODY), note="o gabinete, a Procuradoria e o protocolo"),
)
