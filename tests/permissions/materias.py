"""Matérias: the cabinet and the protocolo register papers, heads of órgãos opine, the mayor decides."""

from tests.permissions import ALL, CABINET, Row, everywhere

_LINE = 'autógrafo 9/2026 do PL 9/2026 "Feira livre" recebido hoje às 8h'
_THERE = (f"davi: {_LINE}",)
_CORRECTED = (*_THERE, "davi: autógrafo corrigido PL-9/2026 recebido hoje às 8h30")
_VETOED = (*_THERE, "helena: vetar PL-9/2026 art. 3º\nSem fonte.")
_DELIVERED = (*_VETOED, "davi: veto protocolado PL-9/2026 7/2026 hoje às 8h40")
_REJECTED = (*_DELIVERED, "davi: veto rejeitado PL-9/2026 hoje às 8h50 Ofício 4/2026")
_COUNCIL = ("ana: autoridade nova sigla: CAMARA nome: Câmara Municipal esfera: municipal poder: legislativo",)
_OURS = ('davi: projeto novo PL 10/2026 "Creches"',)
_DESK = "prefeito chefia assessoria"
_MATERIA = "materia"


def _desk(command: str, line: str, before: tuple[str, ...], about: str = _MATERIA) -> Row:
    """A line of the cabinet, of its servidor, who stands for the protocolo, and of who stands in for either."""
    return Row(command, line, own=_DESK, substitute=_DESK, other=_DESK, about=about, before=before)


ROWS = (
    everywhere("sapl pedidos", "sapl pedidos"),
    everywhere("autógrafos", "autógrafos"),
    everywhere("vetos", "vetos"),
    everywhere("matérias", "matérias"),
    everywhere("sapl", "sapl"),
    _desk("autógrafo", _LINE, (), about=""),
    _desk("projeto novo", 'projeto novo PL 10/2026 "Creches"', (), about=""),
    _desk("autógrafo corrigido", "autógrafo corrigido PL-9/2026 recebido hoje às 8h30", _THERE),
    _desk("lei", "lei PL-9/2026 5/2026 hoje", _THERE),
    _desk("veto protocolado", "veto protocolado PL-9/2026 7/2026 hoje às 8h40", _VETOED),
    _desk("veto mantido", "veto mantido PL-9/2026 hoje Ofício 4/2026", _DELIVERED),
    _desk("veto rejeitado", "veto rejeitado PL-9/2026 hoje às 8h50 Ofício 4/2026", _DELIVERED),
    _desk("promulgada", "promulgada PL-9/2026 Lei 5/2026 hoje", _REJECTED),
    _desk("urgência", "urgência PL-10/2026 hoje", _OURS),
    _desk("projeto protocolado", "projeto protocolado PL-10/2026 hoje às 8h MSG-3/2026", _OURS),
    _desk("mensagem do projeto", "mensagem do projeto PL-10/2026", (*_COUNCIL, *_OURS)),
    _desk("projeto encerrado", "projeto encerrado PL-10/2026 retirada", _OURS),
    Row("parecer", "parecer PL-9/2026 @educacao até 25/11", CABINET, CABINET, CABINET, _MATERIA, _THERE),
    Row(
        "contar autógrafo",
        "contar autógrafo PL-9/2026 do corrigido",
        "prefeito chefia",
        "prefeito chefia",
        "prefeito chefia",
        _MATERIA,
        _CORRECTED,
    ),
    Row(
        "opino",
        "opino PL-9/2026 sancionar: bom",
        "prefeito secretario",
        "prefeito secretario",
        "secretario",
        _MATERIA,
        _THERE,
    ),
    Row("lei em papel", "lei em papel PL-9/2026", ALL, ALL, ALL, _MATERIA, _THERE),
    Row("decidir", "decidir PL-9/2026", ALL, ALL, ALL, _MATERIA, _THERE),
    Row("sancionar", "sancionar PL-9/2026", "prefeito", "prefeito", "prefeito", _MATERIA, _THERE),
    Row("vetar", "vetar PL-9/2026 art. 3º\nSem fonte.", "prefeito", "prefeito", "prefeito", _MATERIA, _THERE),
    Row("sanção tácita", "sanção tácita PL-9/2026", "", "", "", _MATERIA, _THERE, note="depois do prazo, só a chefia"),
)
