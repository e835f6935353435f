"""How people answer to what was asked of them, in plain words. The notation: docs/entender.md."""

ACCEPT = ("aceitar pedido|tarefa? {registro:numero} => aceitar {registro}",)

DECLINE = (
    "nao aceitar pedido|tarefa? {registro:numero} => recusar pedido {registro}",
    "declinar|recusar pedido|tarefa {registro:numero} => recusar pedido {registro}",
)
