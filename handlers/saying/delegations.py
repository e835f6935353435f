"""Ways of asking: delegations. The notation: docs/entender.md."""

from handlers.saying import acts

REVOKE = acts.REVOKE
ASK = (
    "? quem assina|assinar|pode_assinar os|as|o|a? {texto} => quem assina {texto}",
    "? quem e|esta|foi autorizado|competente|responsavel para|pra|por assinar {texto} => quem assina {texto}",
    "? quem tem delegacao|competencia|poder para|pra|de assinar? {texto} => quem assina {texto}",
    "? de quem e a assinatura de|do|da {texto} => quem assina {texto}",
    (
        "?* quem|qual assinar|assina|assinava|assinatura|autorizar|competencia|competente"
        " contrato|contratos|convenio|empenho|empenhos|licitacao|nomeacao|oficios|mil|reais|ferias => quem assina"
        " {linha}"
    ),
)
MAY = (
    "? ate_quanto|ate_que_valor|que_valor eu? posso|podemos assinar|autorizar de|em|no? {texto} => posso "
    "assinar {texto}",
    "? eu? posso|podemos|consigo empenhar {texto} => posso assinar empenho {texto}",
    "? qual|quanto|de_quanto e? o? meu limite para|pra|de|do|em {texto} => posso assinar {texto}",
    "? eu? posso|tenho_poder|tenho_delegacao para|pra|de assinar {texto} => posso assinar {texto}",
    "? tenho delegacao|competencia para|pra|de assinar? {texto} => posso assinar {texto}",
    "?* posso|poder|consigo|eu assinar|autorizar|nomear|contratar|delegado => posso assinar {linha}",
)
NEW = (
    "registrar|cadastrar|incluir uma? nova? delegacao => delegação nova",
    (
        "* delegar|delegacao|competencia novo|nova|registrar|cadastrar|delegar|fazer|passar"
        " assinar|assinatura|contratos|empenhos|poder => delegação nova"
    ),
)
LISTED = (
    "? por|pela|com delegacao|competencia de? que|qual ato|decreto|portaria a|o? {um} assina|assinou|assinava {texto?} "
    "=> delegações {um}",
    "? por_que|com_que poder|delegacao|competencia a|o? {um} assina|assinou|assinava {texto?} => delegações {um}",
    "? quais|que|alguma delegacoes|delegacao que? vencer|acabar|terminar|expirar "
    "ainda|logo|este|esse|neste|nesse? ano|mes|semana? => delegações vencendo",
    "? ate? quanto|que_valor a|o? {um} pode|podem assinar|autorizar => delegações {um}",
    "? o_que a|o? {um} pode|podem assinar => delegações {um}",
    "? quais|que|lista|mostrar delegacoes temos|ha|existem|vigentes|valem? => delegações",
    "? quais|que delegacoes vencem|vencendo|acabam|terminam => delegações vencendo",
    "? quais|que delegacoes faltam? confirmar|ratificar => delegações a confirmar",
    (
        "?* delegacao|delegacoes|competencia vencer|vencendo|acabar|valer|quando|ate_quando|expirar|terminar =>"
        " delegações vencendo"
    ),
    "?* delegacao|delegacoes revogar|revogada|revogadas|acabou => delegações revogadas",
    "?* delegacao|delegacoes {um} => delegações {um}",
    "?* delegacao|delegacoes => delegações",
)
MATTERS = (
    "? o_que|quais|que materias podem|pode|da_para|se_pode ser? delegar|delegadas|delegado => matérias delegáveis",
)
BOARD = (
    "? quadro|tabela|mapa de|das|dos delegacoes|assinaturas|quem_assina => quadro de delegações",
    "?* quadro|tabela|mapa|lista|resumo delegacao|delegacoes|assinaturas|assina|competencias => quadro de delegações",
)
PROLONG = (
    "! prorrogar|renovar|estender a delegacao {registro:numero} {texto} => prorrogar delegação {registro} {texto}",
    "* prorrogar|renovar|estender delegacao|delegacoes {registro?} => prorrogar delegação {registro}",
)

CERTIFY = (
    (
        "* certidao|comprovar|provar|comprovante competencia|assinar|podia|delegacao {um?} => certidão de competência"
        " {um}"
    ),
)
