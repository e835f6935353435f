"""Ways of asking: normas and the official diary. The notation: docs/entender.md."""

NEW = ("registrar|cadastrar|chegou|saiu uma? norma|lei|decreto nova|novo => norma",)

STARTS = ("? quando entrar|comecar|valer em? vigor? a|o {registro:numero} => vigência {registro}",)

AFFECTS = ("perguntar ao|a|para {orgao} se {registro:numero} afeta => afeta {registro} {orgao}",)

IMPACT = ("{registro:numero} nao afeta o? nosso|meu orgao|secretaria => impacto {registro} não",)

NO_IMPACT = ("{registro:numero} nao afeta ninguem|nenhum orgao? => sem impacto {registro}",)

ACT = ("quem cuida|cuidar de|do|da {registro:numero} => providência {registro}",)

LISTED = ("? quais|que|listar normas|leis acompanhamos|temos|estao? abertas? => normas",)

CITES = ("quem|o_que cita a? lei 14133 => cita Lei 14133",)
