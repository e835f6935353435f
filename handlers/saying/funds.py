"""Ways of asking: special funds. The notation: docs/entender.md."""

LISTED = ("? quais|que|listar fundos temos|existem|ha? especiais? => fundos",)
NEW = ("cadastrar|registrar|criar um? fundo novo? => fundo novo",)
ONE = ("? quanto tem|ha|resta no fundo {texto} => fundo {texto}",)
PLAN = ("? qual o? plano_de_aplicacao do? fundo? {texto} => plano {texto}",)
