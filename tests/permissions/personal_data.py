"""Personal data."""

from tests.permissions import everywhere

_OVERSEE = "prefeito chefia controle administrador"
ROWS = (
    everywhere("meus dados", "meus dados"),
    everywhere("corrigir meus dados", "corrigir meus dados telefone: (19) 3333-0000"),
    everywhere("apagar meus dados", "apagar meus dados"),
    everywhere("encarregado", "encarregado @carla", "prefeito chefia", note="todos veem quem é"),
    everywhere("acessos", "acessos", "controle", note="e o encarregado"),
    everywhere("registro de tratamento", "registro de tratamento", _OVERSEE),
    everywhere("temporalidade", "temporalidade", _OVERSEE),
)
