"""The register kept from the chat."""

from tests.permissions import everywhere

_KEEPERS = "chefia administrador"
_CONFIRMED = "papel que aprova ou administra, só com a confirmação de outra pessoa"
ROWS = (
    everywhere("pessoa nova", "pessoa nova Maria Souza, cargo: Diretora, órgão: @obras", _KEEPERS, note=_CONFIRMED),
    everywhere("mudar cadastro", "mudar cadastro @paula cargo: Diretora", _KEEPERS),
    everywhere("papel", "papel @paula assessoria", _KEEPERS, note=_CONFIRMED),
    everywhere("nomear", "nomear @paula adjunto @obras", _KEEPERS),
    everywhere("órgão novo", "órgão novo CULTURA Secretaria de Cultura", _KEEPERS),
    everywhere("renomear órgão", "renomear órgão @obras INFRA", _KEEPERS),
    everywhere("incorporar", "incorporar @obras em @saude", _KEEPERS),
)
