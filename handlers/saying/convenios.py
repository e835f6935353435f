"""Ways of asking: convênios. The notation: docs/entender.md."""

ONE = (
    "? a|o? {registro} ja? tirou|retirou|saiu|ter a|da? suspensiva => convênio {registro}",
    "? que|quais notas|documentos|papeis faltam|falta do|da|de convenio? {registro} => convênio {registro}",
    "? qual|quando|ate_quando e|vai? a|o vigencia|prazo|fim|termino do|da|de convenio? {registro:unico} => "
    "convênio {registro}",
    "? como|quando|quanto|qual estar|anda|ficou|vai|acaba|vence|e convenio {registro} => convênio {registro}",
    "? convenio {registro} ja? mandou|enviou|entregou|estar|acabou|venceu|vai|anda a|as|o? {texto?} => "
    "convênio {registro}",
    "?* convenio|convenios {registro} => convênio {registro}",
    "? o? convenio do|da|de? {registro} vencer|acabar|terminar quando|que_dia|em_que_data? => convênio {registro}",
    "? quando acaba|vence|termina convenio? {registro:numero} => convênio {registro}",
    (
        "?* convenio|convenios|repasse|contrato_de_repasse"
        " $situacao|$prazo|quanto|aditivo|precisar|receber|falta|vigencia|qual|quem? {registro} => convênio {registro}"
    ),
    "?* prestacao|contas|parcela|parcelas|vigencia|contrapartida|desembolso {registro} => convênio {registro}",
)
NEW = ("cadastrar|registrar|incluir|criar novo? convenio => convênio novo",)
LISTED = (
    "? qual|que convenio acabar|vencer|terminar primeiro|antes => convênios vencendo 365 dias",
    "? ter|ha|existe|quais|algum algum? convenio|convenios estar? parado|parados|sem_movimento|sem_desembolso "
    "=> convênios parados",
    "? ter|ha|existe alguma? prestacao_de_contas|contas atrasada|vencida|atrasadas|vencidas|pendente => "
    "convênios atrasados",
    "? qual|quais convenio|convenios estar? pior|em_risco|critico|criticos|mal|atrasado => convênios atrasados",
    "? quais|que|lista|mostrar convenios temos|existem|ha? => convênios",
    "? quais|que convenios acabam|vencem|terminam|vencendo logo|este_ano? => convênios vencendo",
    "? quais|que convenios acabam|vencem|terminam neste|nesse|este|esse|no ano|proximo_ano "
    "=> convênios vencendo 365 dias",
    "? que|quais|qual prestacao|prestacoes|contas vencem|vence|vencer|entregar neste|este|esse|nesse|no? mes|semana? "
    "=> convênios contas",
    "? quais|que convenios acabam|vencem|terminam em|nos? proximos? {n} dias => convênios vencendo {n} dias",
    "? quais|que convenios estao|andam? parados|sem_desembolso => convênios parados",
    "?* convenio|convenios|repasses|transferencias quais|que|ter|$mostrar|lista|ano|vencer|fim|quantos? => convênios",
    "?* convenio|convenios vencer|vencendo|acabar|terminar|expirar|vigencia => convênios vencendo 90 dias",
    "?* convenio|convenios $parado => convênios parados",
    "?* convenio|convenios|repasses|transferencias => convênios",
    (
        "?* prestacao|prestar contas atrasado|atrasada|vencida|pendente|pendentes|falta|quais|qual|quem|quando? =>"
        " convênios atrasados"
    ),
)
MEETING = (
    "? mandar|gerar|fazer|querer o|a? resumo|relacao|lista dos|de convenios em pdf|papel "
    "=> convênios da prefeita em pdf",
    "? situacao|resumo|quadro|panorama|posicao|relatorio dos|de convenios da? prefeitura|prefeita|casa? => "
    "convênios da prefeita",
    "? situacao|resumo|quadro|panorama|posicao|relatorio dos|de convenios da? prefeitura|prefeita|casa? em_pdf "
    "=> convênios da prefeita em pdf",
    "? como estao|andam|vao convenios => convênios da prefeita",
    (
        "?* convenio|convenios|estado|uniao|caixa|ministerio|ministerios|verba|verbas|emenda|emendas"
        " prometer|prometido|prometeu|pagar|liberar|reuniao|resumo|panorama|pagou => convênios da prefeita"
    ),
)
ASKED = (
    "! pedir|solicitar hoje|ontem? o? aditivo do|da|de convenio? {registro} {texto} "
    "=> aditivo pedido {registro} {texto}",
    "! pedir|solicitar|preciso|precisamos|quero de|pedir|solicitar? aditivo|aditar|prorrogacao de|do|da|no|na? "
    "prazo|vigencia? do|da|de|no? convenio? {registro:unico} ate {quando:so} => aditivo pedido {registro} até "
    "{quando}",
    "pedir|solicitar aditivo convenio? {registro:numero} {texto} => aditivo pedido {registro} {texto}",
    "! pedir|solicitar aditivo convenio? {registro:numero} => aditivo pedido {registro}",
    (
        "* aditivo|prorrogacao|prorrogar|vigencia|aditar pedir|solicitar|precisar|pedimos|prorrogar|fazer convenio?"
        " {registro} => aditivo pedido {registro}"
    ),
)
SIGNED = ("assinar aditivo convenio? {registro:numero} {texto} => aditivo {registro} assinado {texto}",)
PROLONGED = ("prorrogaram de_oficio convenio? {registro:numero} {texto} => prorrogação de ofício {registro} {texto}",)
RELEASED = (
    "! caiu|entrou|chegou|liberaram|depositaram {texto} do|da|no|na convenio do|da|de? {registro} hoje "
    "=> desembolso {registro} {texto} hoje",
    "! cair|chegar|entrar|liberar|pingar {quantia} do|da|de {nota} para|no|na|do|da {registro:unico} em|dia? "
    "{data} => desembolso {registro} {quantia} em {data}",
    "! cair|chegar|entrar|liberar|pingar a|uma|hoje? parcela|desembolso|repasse|dinheiro|recurso de? {quantia} "
    "do|da|no|na|para {registro:unico} em? {data} => desembolso {registro} {quantia} em {data}",
    "! cair|chegar|entrar|liberar|pingar a|uma|hoje? parcela|desembolso|repasse|dinheiro|recurso de? {quantia} "
    "do|da|no|na|para {registro:unico} => desembolso {registro} {quantia} em hoje",
    "liberaram|caiu|chegou parcela|desembolso convenio? {registro:numero} {texto} => desembolso {registro} {texto}",
    (
        "* parcela|parcelas|desembolso|repasse|dinheiro|recurso"
        " chegar|cair|entrar|liberar|creditar|depositar|receber|caiu {registro?} => desembolso {registro}"
    ),
)
COUNTERPART = ("depositar contrapartida convenio? {registro:numero} {texto} => contrapartida {registro} {texto}",)
INTEREST = ("rendeu convenio {registro:numero} {texto} => rendimento {registro} {texto}",)
PAID = (
    "pagar|pagamos convenio {registro:numero} {texto} => pagamento {registro} {texto}",
    "* pagar|pagamos|pago convenio|medicao|fornecedor|boletim|empreiteira {registro} => pagamento {registro}",
)
RETURNED = ("devolvemos saldo convenio? {registro:numero} {texto} => devolução {registro} {texto}",)
RESTITUTION = (
    "! notificados|notificaram|notificado de|sobre|do|da? convenio? {registro:numero} {texto} => "
    "ressarcimento {registro} notificado {texto}",
)
LIFTED = ("retirar suspensiva convenio? {registro:numero} {texto} => suspensiva {registro} retirada {texto}",)
SENT = (
    "! mandar|enviar|entregar|prestar a|as? prestacao_de_contas|prestacao|contas do|da|de convenio? "
    "{registro:unico} {texto:cru} => contas enviadas {registro} {texto}",
    "! ja? mandar|enviar|entregar as? contas do|da|de convenio? {registro} {texto:cru} "
    "=> contas enviadas {registro} {texto}",
    "enviar|mandar|entregar contas convenio? {registro:numero} {texto} => contas enviadas {registro} {texto}",
    "* contas|prestacao mandar|enviar|entregar|mandamos|enviamos|prestar {registro?} => contas enviadas {registro}",
)
APPROVED = ("aprovaram contas convenio? {registro:numero} => contas aprovadas {registro}",)
REJECTED = ("rejeitaram contas convenio? {registro:numero} {texto} => contas rejeitadas {registro} {texto}",)
RESCINDED = ("rescindiram|rescindimos convenio {registro:numero} {texto} => rescindir convênio {registro} {texto}",)
CONCLUDED = (
    "terminou|acabou|concluimos objeto convenio? {registro:numero} {texto} => objeto concluído {registro} {texto}",
)
INSTRUMENT = ("assinamos|assinaram convenio {registro:numero} {texto} => convênio assinado {registro} {texto}",)
GESTOR = (
    "! passar|deixar|por|colocar o? {registro:unico} com|para|ao? {um} "
    "cuidar|tocar|acompanhar|gerir|administrar? => gestor {registro} {um}",
    "! gestor do|da|de? convenio? {texto} agora|passa_a? e|ser|sera {um} => gestor {texto} {um}",
    "gestor convenio {registro:numero} e|sera|passa_a_ser {um} => gestor {registro} {um}",
)
ACCOUNT = (
    "? quanto|o_que faltar|restar|sobrar receber|pagar|gastar|entrar|vir do|da|no|na convenio? "
    "{registro:unico} => extrato {registro}",
    "? qual|quanto|ver|mostrar e? o|a? saldo|dinheiro|extrato|conta do|da|de convenio? {registro:unico} => "
    "extrato {registro}",
    "? extrato|conta do|da|das|dos convenio? {registro} => extrato {registro}",
    "? quanto a? gente|nos|ja? ja? gastar|gastou|gastamos|pagar|pagou|pagamos|sobrou|resta "
    "na|no|em|do|da convenio? {registro} "
    "=> extrato {registro}",
    "? quanto ter|sobrou|ha na_conta|no_saldo|de_saldo? convenio {registro:numero} => extrato {registro}",
    (
        "?* quanto|dinheiro|extrato|saldo|conta|gastar|sobrar|receber convenio|convenios? {registro} => extrato"
        " {registro}"
    ),
)
