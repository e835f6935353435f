"""Ways of asking: delegations. The notation: docs/entender.md."""

from handlers.saying import acts

REVOKE = acts.REVOKE
ASK = (
    "? quem assina|assinar|pode_assinar os|as|o|a? {texto} => quem assina {texto}",
    "? quem e|esta|foi autorizado|competente|responsavel para|pra|por assinar {texto} => quem assina {texto}",
    "? quem tem delegacao|competencia|poder para|pra|de assinar? {texto} => quem assina {texto}",
    "? de quem e a assinatura de|do|da {texto} => quem assina {texto}",
)
MAY = (
    "? eu? posso|tenho_poder|tenho_delegacao para|pra|de assinar {texto} => posso assinar {texto}",
    "? tenho delegacao|competencia para|pra|de assinar? {texto} => posso assinar {texto}",
)
NEW = ("registrar|cadastrar|incluir uma? nova? delegacao => delegação nova",)
LISTED = (
    "? quais|que|lista|mostrar delegacoes temos|ha|existem|vigentes|valem? => delegações",
    "? quais|que delegacoes vencem|vencendo|acabam|terminam => delegações vencendo",
    "? quais|que delegacoes faltam? confirmar|ratificar => delegações a confirmar",
)
MATTERS = (
    "? o_que|quais|que materias podem|pode|da_para|se_pode ser? delegar|delegadas|delegado => matérias delegáveis",
)
BOARD = ("? quadro|tabela|mapa de|das|dos delegacoes|assinaturas|quem_assina => quadro de delegações",)
PROLONG = (
    "! prorrogar|renovar|estender a delegacao {registro:numero} {texto} => prorrogar delegação {registro} {texto}",
)
