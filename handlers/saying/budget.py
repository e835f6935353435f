"""Ways of asking: the budget. The notation: docs/entender.md."""

SALDO = (
    "? quanto|qual|que saldo|ter|resta|sobra|sobrou|ha|ainda_tem em|na|no|da|do? {registro:numero} => saldo {registro}",
    "? ter|ha|da|existe dinheiro|verba|saldo|recurso|orcamento para|de|da|na|no {assunto} => saldo {assunto}",
    "? resta|sobra|sobrou quanto em|na|no|da|do|de|para? {assunto} => saldo {assunto}",
    "? quanto saldo|ter|resta|sobra|sobrou|ha em|na|no|da|do|de|para {assunto} => saldo {assunto}",
    "? quanto dinheiro|saldo|verba? temos|tem|ha|resta|sobra|sobrou no? orcamento => saldo",
    "? qual o? saldo do? orcamento? => saldo",
    "? saldo|orcamento do|da {orgao} => saldo {orgao}",
    "? posso|podemos gastar|comprar {texto} em|na|no {registro:numero} => saldo {registro}",
    "?* quanto|tem|ha|resta|sobra|material? dotacao|saldo|verba|orcamento {orgao} => saldo {orgao}",
    "? qual|quanto saldo|resta|sobra|sobrou|tem|ha do|na? {registro:numero} => saldo {registro}",
    "?* saldo|dinheiro|verba|orcamento|recurso|disponivel|livre|dotacao|sobrar|quanto_tem {orgao} => saldo {orgao}",
    (
        "?* saldo|verba|dotacao|sobrar|dinheiro|orcamento|empenhar"
        " quanto|ter|tenho|falta|sobra|minha|nosso|ver|qual|comprar|da_para => saldo"
    ),
    "?* saldo => saldo",
)
DOTACOES = (
    "? quais|que|listar dotacoes|fichas temos|ha|tem? no? orcamento? => dotações",
    "?* dotacao|dotacoes|ficha|fichas|rubrica|rubricas qual|quais|$mostrar|lista? {orgao?} => dotações {orgao}",
)
PEDIR = (
    "! empenhar|reservar|pedir_empenho {quantia} em|na|no {registro:numero} para|de|: {texto} "
    "=> pedir empenho {registro} {quantia} {texto}",
    "! empenhar|reservar_empenho {texto} em|na|no {registro:numero} => pedir empenho {registro} {texto}",
    "pedir|solicitar um? empenho novo? => pedir empenho",
    (
        "* empenhar|empenho|comprar|reservar|contratar ficha|empenho|empenhar|dotacao|reais|mil|precisar|querer|pedir"
        " => pedir empenho {linha}"
    ),
)
PEDIDOS = (
    "? quais|que|ter|ha pedidos_de_empenho|pedidos|empenhos faltam|falta|esperam|para|sem autorizar|autorizacao "
    "=> pedidos abertos",
    "? {registro:numero} ja? estar|foi? autorizado|deferido|aprovado => ver {registro}",
    "? quais|que|listar pedidos_de_empenho abertos|pendentes? => pedidos",
    "?* pedido|pedidos empenho|empenhos|compra|compras|ficha|autorizar|quais|abertos => pedidos",
)
EMPENHOS = (
    "? quais|que|listar empenhos nao? foram? liquidados|sem_liquidacao => empenhos sem liquidação",
    "? quais|que|listar empenhos a_pagar|por_pagar => empenhos a pagar",
    "? o_que|quanto falta|resta pagar => empenhos a pagar",
    "?* empenho|empenhos pagar|pago|pagos|pagamento|falta|a_pagar|fornecedor => empenhos a pagar",
    "?* empenho|empenhos liquidar|liquidacao|liquidado|liquidados|parado|parados => empenhos sem liquidação",
    "?* empenho|empenhos => empenhos",
)
ATESTAR = (
    "! atestar o|a? recebimento? da|do|de? {registro:numero} {texto} => atestar {registro} {texto}",
    "atestar o? recebimento do? empenho => atestar",
    (
        "* nota|nf|nota_fiscal|entregar|entregue|chegou|chegaram|atestar|recebemos|mercadoria"
        " empenho|nota_fiscal|nf|fornecedor|material|mercadoria {registro?} => atestar {registro}"
    ),
)
AUTORIZAR = (
    "autorizar o? empenho|pedido? {registro:numero} => autorizar {registro}",
    "* autorizar|liberar|aprovar|ok|pode empenho|empenhos|compra|pedido {registro?} => autorizar {registro}",
)
ENVIAR = ("enviar|mandar o? pedido? {registro:numero} para? fazenda => enviar {registro}",)
EMPENHADO = (
    "! empenhar|empenharam o? pedido {registro:numero} => empenhado {registro}",
    "! empenhei|empenharam|empenhamos o? {registro:numero} : {texto} => empenhado {registro} {texto}",
)
CANCELAR = ("! cancelar o? pedido_de_empenho {registro:numero} => cancelar {registro}",)
CONFERIR = ("conferir os? empenhos? com_o tce|tribunal_de_contas de? {texto} => conferir tce {texto}",)
REMANEJAR = (
    "registrar um? remanejamento {texto} => remanejamento {texto}",
    (
        "* remanejar|remanejamento|transferir|passar|tirar|mover|mudar|suplementar|suplementacao|credito|mandar"
        " ficha|fichas|dotacao|orcamento|verba => remanejamento {linha}"
    ),
)
EXECUCAO = (
    "? como_esta|como_vai|como_anda|mostrar|ver a? execucao do? orcamento|orcamentaria => execução",
    "? quanto ja? gastamos|gastou|gastei este|neste|no ano => execução",
    (
        "?* gastar|gastamos|gasto|gastos|executar|execucao|empenhar|empenhado|despesa|despesas|liquidado"
        " orcamento|ano|quanto|ja|percentual|como|falta|qual|quem|mais|$mostrar {orgao?} => execução {orgao}"
    ),
    "?* orcamento|execucao|gastos|despesas => execução",
)
FECHAMENTO = (
    "? quando|como fecha|fechar|encerra|encerrar|termina o? ano|exercicio orcamentario? => fechamento",
    "? fecha|encerra o? ano|exercicio orcamentario? quando|como => fechamento",
    "? o_que falta liquidar|empenhar ate? fim_do_ano|encerramento|fechamento => fechamento",
    (
        "?* fechar|encerrar|fechamento|encerramento|restos_a_pagar|fim_do_ano|inscrever"
        " ano|exercicio|dezembro|antes|falta|que|quais|empenhos|quando => fechamento"
    ),
)
ALERTAS = (
    "? quais|que|ha|mostrar|ver os? alertas do? orcamento => alertas do orçamento",
    "? o_que pede|exige atencao no? orcamento => alertas do orçamento",
)

DUODECIMOS = (
    "? quanto ainda? caber|sobrar este_mes|no_mes|neste_mes => duodécimos",
    "? quanto eu? poder gastar|empenhar este_mes|no_mes|neste_mes => duodécimos",
    "? quanto ser o duodecimo|limite deste_mes|do_mes|mensal => duodécimos",
)

APROVADO = ("! a|o loa|orcamento foi|ser aprovada|aprovado|sancionada|sancionado => orçamento aprovado",)
