"""Ways of asking: the bodies outside. The notation: docs/entender.md."""

LISTED = ("? quais|que|lista autoridades|orgaos_de_fora|orgaos_externos temos|cadastradas|conhecemos? => autoridades",)

NEW = ("cadastrar|registrar|incluir|criar uma? nova? autoridade|orgao_de_fora|orgao_externo nova? => autoridade nova",)

ONE = (
    "? quem e|seria o|a? presidente|titular|conselheiro|governador|ministro|ministra|secretario|promotor|promotora"
    "|juiz|juiza|responsavel da|do|de|pela|pelo {autoridade} "
    "=> autoridade {autoridade}",
    "? qual|qual_e|quero|preciso|passar o|do? telefone|contato|email|endereco da|do|de {autoridade} "
    "=> autoridade {autoridade}",
    "? qual|qual_e email|endereco|tratamento|vocativo do|da|de {texto} => autoridade {texto}",
    "?* telefone|contato|email|e-mail|endereco|quem|nome {autoridade} => autoridade {autoridade}",
)
