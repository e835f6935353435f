"""Ways of asking: special funds. The notation: docs/entender.md."""

LISTED = (
    "? quais|que|listar fundos temos|existem|ha? especiais? => fundos",
    "?* fundo|fundos quanto|saldo|dinheiro|ter|conta|quais|livre|como|$mostrar|qual => fundos",
    "?* fundo|fundos => fundos",
)
NEW = ("cadastrar|registrar|criar um? fundo novo? => fundo novo",)
ONE = (
    "? o_que|quanto dar|poder|ter|sobrar para? gastar|usar|livre|disponivel do|no|da|em|de {texto:achado} => "
    "fundo {texto}",
    "? {nome} => fundo {nome}",
    "? quanto ter|ha|resta|sobrar|entrou no|do|na|da? {registro:unico} => ver {registro}",
    "? quanto ter|tem|ha|resta|sobrou|sobra no|do|na|da? fundo {texto} => fundo {texto}",
    "?* fundo|fundos gastar|gastou|gasto|executar|extrato|ficha|defesa|social|saldo|quanto|tem => fundo",
)
PLAN = (
    "? qual o? plano_de_aplicacao do? fundo? {texto} => plano {texto}",
    "?* plano|aplicacao fundo|aplicacao => plano",
)
REVENUE = (
    "registrar uma? doacao|receita|repasse no|do|para fundo {texto} => receita {texto}",
    (
        "* doacao|doacoes|doou|doar|receita|deposito|depositar fundo|reais|mil|entrou|chegou|recebemos|registrar =>"
        " receita"
    ),
)
COUNTED = (
    "registrar dinheiro contado|arrecadado no|do|para fundo {texto} => arrecadação {texto}",
    (
        "* arrecadar|arrecadacao|bazar|contar|dinheiro contado|contamos|fundo|social|evento|rifa|festa|quermesse|bazar"
        " => arrecadação"
    ),
)
CHANGE = (
    "mudar|alterar|remanejar o? plano do? fundo {texto} => mudar plano {texto}",
    "* mudar|alterar|remanejar|trocar plano|linha fundo|aplicacao => mudar plano",
)
ACCOUNT = ("fazer|quero|ver a? prestacao_de_contas do fundo {texto} => prestação de contas {texto}",)

ASKED = ("* usar|pedir|precisar|querer|comprar|tirar|gastar fundo dinheiro|reais|mil|defesa|social? => pedir",)

INSISTED = ("! o? conselho insistir|insiste|quer no|do? fundo {texto} => insistir {texto}",)
EXTINGUISHED = ("! a? lei extinguiu|extinguir|acabou o? fundo {texto} => extinguir {texto}",)
