"""Ways of asking for a change of the register. The notation: docs/entender.md."""

NEW = (
    "! cadastrar|incluir|adicionar pessoa|servidor|servidora|funcionario|funcionaria|colega {texto?} => "
    "pessoa nova {texto}",
)

ROLE = ("! papel de|do|da {um} passa_a|vira|agora_e {texto} => papel {um} {texto}",)

APPOINT = (
    "! nomear {um} titular|secretario|secretaria de|do|da {orgao} => nomear {um} titular {orgao}",
    "! nomear {um} adjunto|adjunta de|do|da {orgao} => nomear {um} adjunto {orgao}",
)

BEGIN = ("! criar|cadastrar orgao|secretaria novo|nova? {texto} => órgão novo {texto}",)

MERGE = ("! incorporar {orgao} em|a|na|no|ao {texto} => incorporar {orgao} em {texto}",)
