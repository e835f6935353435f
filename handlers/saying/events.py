"""Ways of asking: the agenda. The notation: docs/entender.md."""

AGENDA = (
    "? o_que eu? ter|tenho na|em minha? agenda {data?} => agenda {data}",
    "? agenda do|da|de? {um} semana|essa_semana|esta_semana|nesta_semana|da_semana => agenda {um} semana",
    "? agenda do|da|de? {um} {data} => agenda {um} {data}",
    "? qual|quais|como_esta|mostrar|ver|quero? a? agenda do|da|de {um} hoje? => agenda {um}",
    "? agenda do|da|de {um} hoje? => agenda {um}",
    "? minha agenda|semana da|dessa|desta? semana|inteira? => agenda semana",
    "? minha agenda de|do|para? {data} => agenda {data}",
    "? o_que {um} ter|faz|vai_fazer {data} => agenda {um} {data}",
    "? o_que ter|ha|temos na_agenda? {data} e|,? na|no? {texto?} => agenda {data}",
    "? o_que ter|ha|temos na? agenda {data} => agenda {data}",
    "? qual|como_esta|mostrar|ver a? minha agenda hoje? => agenda",
    "? o_que tem na|minha agenda hoje? => agenda",
)
CONFIRM = ("confirmar o? pedido|compromisso {registro:numero} => confirmar {registro}",)
ASKED = ("? quais|que|ter|ha os? pedidos_de_agenda temos|abertos|sem_resposta|pendentes? => pedidos de agenda",)
FREE = (
    "? {um} estar|ter livre|livres|disponivel|horario|tempo|janela|vaga {texto} => livre {um} {texto}",
    "? ter|ha|tem vaga|horario|janela|espaco|encaixe na? agenda? do|da|de|com {um} {texto} => livre {um} {texto}",
    "? quando|que_horas {quem} podem|pode {texto:cru} => livre {quem} {texto}",
)
CANCEL = (
    "! cancelar|desmarcar a|o? reuniao|compromisso? {registro:numero} ,|porque? {texto?} "
    "=> cancelar {registro} {texto}",
)
VENUES = ("? quais|que|ter|ha os? locais cadastrados|temos|ha? => locais",)
LATE = (
    "vou|estou me? atrasar|atrasado|atrasada {texto:cru?} => atrasei {texto}",
    "vou chegar atrasado|atrasada {texto:cru?} => atrasei {texto}",
)
ANSWERING = (
    "? quem responde|substitui|fica|assume por|pela|pelo|no_lugar_da? {um} {texto:cru} => quem responde {um} {texto}",
)
MET = (
    "? quando|quantas_vezes nos? recebemos|atendemos a|o? {texto:cru} => encontros com {texto}",
    "? quais|que|ter os|as? encontros|audiencias ja? tivemos|houve? com a|o? {texto:cru} => encontros com {texto}",
)
PRINTED = (
    "? imprimir|gerar|fazer|mandar a|minha? agenda do_dia|de_hoje|hoje? em_pdf|impressa? => agenda em pdf",
    "? pdf da|de minha? agenda do_dia|de_hoje|hoje? => agenda em pdf",
)
_MARK = "marcar|agendar|por_na_agenda|colocar_na_agenda|botar_na_agenda|encaixar"
ENGAGEMENT = (
    f"! {_MARK} um|uma? compromisso? {{texto:hora}} => compromisso {{texto}}",
    f"! {_MARK} um|uma? compromisso|horario|agenda para? o|a? {{um}} {{texto:hora}} => compromisso {{um}} {{texto}}",
    f"! {_MARK} na? agenda do|da|de {{um}} {{texto:hora}} => compromisso {{um}} {{texto}}",
    "! {um} ter|vai_ter um? compromisso|visita|evento|entrevista|gravacao {texto:hora} => compromisso {um} {texto}",
)
BLOCK = (
    "! bloquear|fechar|segurar|reservar a? agenda do|da|de {um} {texto} => bloqueio {um} {texto}",
    "! bloquear|segurar a|o? {texto} do|da|de {um} => bloqueio {um} {texto}",
    "! bloquear|fechar|segurar minha agenda {texto} => bloqueio {texto}",
)
JOURNEY = ("! {um} viaja|vai_viajar|vai para {texto} o_dia_todo|dia_inteiro|volta? => viagem {um} {texto}",)
REQUEST = (
    "! {texto} quer|querem|pede|pedem|pediu|pediram|solicita|solicitou audiencia|reuniao|horario|agenda|encontro "
    "com o|a? {um} {data} => pedir agenda {um} {data}, {texto}",
)
PUBLIC = (
    "? qual|mostrar|ver|como_esta? agenda publica prefeita|prefeito? {data?} => agenda pública {data}",
    "? o_que sair|vai_sair|aparece|ter|estar na agenda publica {data?} => agenda pública {data}",
)
PUBLISH = ("! publicar|soltar|divulgar agenda publica? prefeita|prefeito? {data?} => publicar agenda {data}",)
