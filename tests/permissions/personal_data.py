"""Personal data."""

from tests.permissions import Row, everywhere

_OVERSEE = "prefeito chefia controle administrador"
_DISMISS = "chefia administrador"
_LEFT = ("ana: desligar @fabio confirmo",)
ROWS = (
    everywhere("meus dados", "meus dados"),
    everywhere("corrigir meus dados", "corrigir meus dados telefone: (19) 3333-0000"),
    everywhere("apagar meus dados", "apagar meus dados"),
    everywhere("encarregado", "encarregado", note="designar: prefeito e chefia"),
    everywhere("acessos", "acessos", "controle", note="e o encarregado"),
    everywhere("registro de tratamento", "registro de tratamento", _OVERSEE),
    everywhere("temporalidade", "temporalidade", _OVERSEE),
    Row("anonimizar", "anonimizar @fabio", *3 * (_DISMISS,), before=_LEFT, note="outra pessoa confirma"),
    everywhere("eliminar", "eliminar", "prefeito chefia", note="outra pessoa confirma"),
    everywhere("listagem de eliminação", "listagem de eliminação", _OVERSEE),
    everywhere("desistir da eliminação", "desistir da eliminação", "prefeito chefia"),
)
