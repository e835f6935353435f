"""Ways of asking: the plan. The notation: docs/entender.md."""

NEW = ("registrar|criar|cadastrar um? compromisso_de_governo {texto} => compromisso de governo {texto}",)
REPORT = (
    "informar|atualizar andamento|progresso do|da|de? {registro:numero} {texto} => dar andamento {registro} {texto}",
)
MILESTONE = ("criar|incluir|por um? marco em|no|na? {registro:numero} {texto} => marco {registro} {texto}",)
OBSTACLE = ("ter|ha|abrir|registrar um? entrave em|no|na? {registro:numero} : {texto} => entrave {registro} {texto}",)
REMOVED = ("resolveram|resolvemos|resolver o? entrave do|da|de? {registro:numero} => resolvido entrave {registro}",)
LISTED = (
    "? quais|que|listar metas|compromissos_de_governo temos|existem|ha? => metas",
    "? quais|que metas|compromissos_de_governo estao? bloqueadas|travadas|bloqueados => metas bloqueadas",
    "? quais|que metas|compromissos_de_governo estao? atrasadas|atrasados => metas atrasadas",
    "? como estao|andam|vao as? metas => metas",
)
BOARD = ("? como esta|anda|vai o? plano_de_governo => quadro", "? mostrar|ver o? quadro_de_metas => quadro")
CANCEL = (
    "! cancelar|desistir do|da? compromisso_de_governo|meta {registro:numero} {texto} => cancelar {registro} {texto}",
)
IDEA = ("ter|tenho uma? ideia : {texto} => ideia {texto}",)
NUMBERS = ("estudo {registro:numero} custa {texto} => números {registro} custo {texto}",)
MEASURE = ("piloto do|da|de? {registro:numero} mede|mediu|deu {texto} => medir {registro} {texto}",)
STUDIES = ("? quais|que|listar estudos|ideias temos|existem|ha? => estudos",)
PIPELINE = ("? como esta|anda a? esteira de_ideias|de_estudos? => esteira",)
OPEN_CYCLE = ("abrir|comecar o? ciclo da|do? {texto} => abrir ciclo {texto}",)
BUDGET_DATES = ("? qual e|o? calendario_do_orcamento => calendário do orçamento",)
