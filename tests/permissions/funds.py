"""Funds: the cabinet, the desk, the manager and overseers see one; who manages it or keeps the budget moves it."""

from tests.permissions import Row, everywhere

_NEW = "fundo novo sigla: FB nome: Fundo B lei de criação: Lei 1/2020 finalidades: amparo"
_SEE, _OTHER = "prefeito chefia assessoria controle administrador", "prefeito chefia controle"
_MOVE = "prefeito chefia"
_COUNT = "arrecadação FA bazar R$ 10,00 contado por @davi @ana"
_TO_COUNT = (f"ana: {_COUNT}",)
_TO_CHANGE = ("ana: mudar plano FA da linha 1 para a 2 R$ 10,00",)


def _seen(command: str, line: str) -> Row:
    return Row(command, line, _SEE, _SEE, _OTHER)


def _moved(command: str, line: str, note: str = "", before: tuple[str, ...] = ()) -> Row:
    return Row(command, line, _MOVE, _MOVE, _MOVE, before=before, note=note)


ROWS = (
    everywhere("fundos", "fundos"),
    Row("fundo novo", _NEW, _MOVE, _MOVE, _MOVE, note="e a lista @orcamento"),
    _seen("fundo", "fundo FA"),
    _seen("plano", "plano FA"),
    _moved("receita", "receita FA doação R$ 10,00 recibo 1", "e o gestor, e a lista @orcamento"),
    _moved("estornar receita", "estornar receita FA doação R$ 10,00 devolvida"),
    _moved("arrecadação", _COUNT),
    Row("contei", "contei FA 1", "chefia assessoria", "", "", before=_TO_COUNT, note="quem contou"),
    Row(
        "pedir",
        "pedir FA linha 1 R$ 10,00 amparo",
        "prefeito chefia assessoria administrador",
        "prefeito chefia assessoria controle administrador",
        "prefeito chefia",
    ),
    _seen("prestação de contas", "prestação de contas FA"),
    _moved("reunião do conselho", "reunião do conselho FA quinta 14h", before=("ana: lista conselho-fa @davi @edna",)),
    Row(
        "insistir",
        "insistir FA R$ 10,00 palco, ata 5/2026, parecer 12/2026",
        _MOVE,
        _MOVE,
        _MOVE,
        file=True,
        note="com o parecer da Procuradoria",
    ),
    _moved("extinguir", "extinguir FA Lei 9/2026, saldo ao Tesouro", "a lei"),
    _moved("abrir exercício", "abrir exercício FA 2027"),
    _moved("mudar plano", "mudar plano FA da linha 1 para a 2 R$ 10,00"),
    _moved("ata do conselho", "ata do conselho FA 1 ata 1/2026", before=_TO_CHANGE),
)
