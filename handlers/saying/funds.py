"""Ways of asking: special funds. The notation: docs/entender.md."""

LISTED = ("? quais|que|listar fundos temos|existem|ha? especiais? => fundos",)
NEW = ("cadastrar|registrar|criar um? fundo novo? => fundo novo",)
ONE = ("? quanto ter|tem|ha|resta|sobrou|sobra no|do|na|da? fundo {texto} => fundo {texto}",)
PLAN = ("? qual o? plano_de_aplicacao do? fundo? {texto} => plano {texto}",)
REVENUE = ("registrar uma? doacao|receita|repasse no|do|para fundo {texto} => receita {texto}",)
COUNTED = ("registrar dinheiro contado|arrecadado no|do|para fundo {texto} => arrecadação {texto}",)
CHANGE = ("mudar|alterar|remanejar o? plano do? fundo {texto} => mudar plano {texto}",)
ACCOUNT = ("fazer|quero|ver a? prestacao_de_contas do fundo {texto} => prestação de contas {texto}",)
