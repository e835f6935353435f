"""Ways of asking: the agenda. The notation: docs/entender.md."""

AGENDA = (
    "? quem|com_quem eu|nos? receber|atender|encontrar|falar em|na|no|para? {data} => agenda {data}",
    "? como estar|ficar|andar a|o|minha|meu|nossa? {data} => agenda {data}",
    "? que_horas|quando|onde ser|comecar|estar a|o|minha|meu? primeira|primeiro|proxima|proximo? "
    "reuniao|compromisso|evento {data} => agenda {data}",
    "?* quem vir|ir|confirmar|participar|comparecer reuniao|compromisso|evento|encontro|audiencia|visita {dia} "
    "=> agenda {dia}",
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
    "? o_que eu? ter marcado|agendado? em|para|no|na? {data} => agenda {data}",
    "? ter|ha algo|alguma_coisa|alguma|algum|coisa? compromisso|reuniao|visita|evento? marcado|marcada|agendado? "
    "em|para|no|na? {data} => agenda {data}",
    "?!* desmarcar|cancelar|adiar|remarcar compromisso|visita|reuniao|evento|encontro|audiencia {dia} => agenda {dia}",
    "?* agenda|agendas|programacao|cerimonia|cerimonias|inauguracao|inauguracoes|entrega {um?} {dia?} =>"
    " agenda {um} {dia}",
    (
        "?* compromisso|compromissos|evento|eventos|visita|visitas|agenda"
        " ter|qual|quais|que_horas|onde|quando|quem|primeiro|proximo|hoje|ver|ir {um?} {dia?} => agenda {um} {dia}"
    ),
    (
        "?* onde|que_horas|quando ter|ir|estar|comecar|precisar|sair compromisso|compromissos|primeiro|proximo|evento?"
        " {dia?} => agenda {dia}"
    ),
    "?* compromisso|compromissos|evento|eventos|visita|visitas => agenda",
    "? meus|meu compromissos|compromisso de|para|na|no|do? {data?} => agenda {data}",
)
CONFIRM = ("confirmar o? pedido|compromisso {registro:numero} => confirmar {registro}",)
ASKED = (
    "? quais|que|ter|ha os? pedidos_de_agenda temos|abertos|sem_resposta|pendentes? => pedidos de agenda",
    (
        "?* pedido|pedidos|solicitacao|solicitacoes|quem audiencia|audiencias|agenda|reuniao|encontro"
        " ter|esperar|pendente|pendentes|resposta|pedir|quais? => pedidos de agenda"
    ),
    "?* audiencias|audiencia => pedidos de agenda",
)
FREE = (
    "? {um} estar|ter livre|livres|disponivel|horario|tempo|janela|vaga {texto} => livre {um} {texto}",
    "? ter|ha|tem vaga|horario|janela|espaco|encaixe na? agenda? do|da|de|com {um} {texto} => livre {um} {texto}",
    "? quando|que_horas {quem} podem|pode {texto:cru} => livre {quem} {texto}",
    (
        "?*"
        " livre|livres|buraco|buracos|vaga|janela|janelas|encaixe|encaixar|espaco|brecha|horario|horarios|disponivel"
        "|disponibilidade|desocupado"
        " agenda|livre|quando|qual|ter|horario|proximo|proxima|tempo? {quem?} {dia?} => livre {quem} {dia}"
    ),
    "?* quando|que_horas|que_dia {quem} poder|conseguir|estar|livre|atender {dia?} => livre {quem} {dia}",
)
CANCEL = (
    "! desmarcar|cancelar a|o? {registro:unico} => cancelar {registro}",
    "! desmarcar|cancelar a|o? {registro:unico} ,|porque|pois {texto} => cancelar {registro} {texto}",
    "! cancelar|desmarcar a|o? reuniao|compromisso? {registro:numero} ,|porque? {texto?} "
    "=> cancelar {registro} {texto}",
    (
        "* desmarcar|cair|suspender agenda|compromisso|compromissos|reuniao|evento|visita|tudo {registro?} => cancelar"
        " {registro}"
    ),
)
VENUES = ("? quais|que|ter|ha os? locais cadastrados|temos|ha? => locais",)
REPORT = (
    "! fazer|quero|preparar o? relatorio_da_viagem|relatorio_de_viagem da|de? {registro:numero}"
    " => relatório de viagem {registro}",
    "! relatorio da|de viagem {registro:numero} {texto?} => relatório de viagem {registro} {texto}",
)
COMING = (
    "! estou|to|ja? a_caminho|indo|saindo {texto:cru?} => estou indo {texto}",
    "! ja estou|to a_caminho|indo => estou indo",
)
LATE = (
    "vou|estou me? atrasar|atrasado|atrasada {texto:cru?} => atrasei {texto}",
    "vou chegar atrasado|atrasada {texto:cru?} => atrasei {texto}",
    "vou|estou|to me? atrasar|atrasado|atrasada {texto:cru?} => atrasei {texto}",
    "!* atrasar|atrasado|atrasada|transito chegar|vou|ir|minutos|min|preso|presa => atrasei",
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
    "?* agenda|compromissos $papel|folha => agenda em pdf",
)
_MARK = "marcar|agendar|por_na_agenda|colocar_na_agenda|botar_na_agenda|encaixar"
ENGAGEMENT = (
    "! marcar|agendar|encaixar um|uma {nota} da|do|de|para {um} {texto:hora} => compromisso {um} {nota} {texto}",
    "! {um} ir|vai|vao|estara|participar|comparecer em|na|no|a|ao|da? {texto:evento} => compromisso {um} {texto}",
    f"! {_MARK} um|uma? compromisso? {{texto:hora}} => compromisso {{texto}}",
    f"! {_MARK} um|uma? compromisso|horario|agenda para? o|a? {{um}} {{texto:hora}} => compromisso {{um}} {{texto}}",
    f"! {_MARK} na? agenda do|da|de {{um}} {{texto:hora}} => compromisso {{um}} {{texto}}",
    "! {um} ter|vai_ter um? compromisso|visita|evento|entrevista|gravacao {texto:hora} => compromisso {um} {texto}",
    (
        "* marcar|agendar|encaixar|por|colocar|botar|incluir"
        " visita|compromisso|evento|entrevista|almoco|cafe|gravacao|inauguracao|cerimonia|encontro|agenda {um?} =>"
        " compromisso {um} {linha}"
    ),
)
BLOCK = (
    "! bloquear|fechar|segurar|reservar a? agenda do|da|de {um} {texto} => bloqueio {um} {texto}",
    "! bloquear|segurar a|o? {texto} do|da|de {um} => bloqueio {um} {texto}",
    "! bloquear|fechar|segurar minha agenda {texto} => bloqueio {texto}",
    "! bloquear|fechar|segurar|reservar|travar minha|minhas|meu|a|o {texto:cru} => bloqueio {texto}",
    (
        "* bloquear|fechar|segurar|reservar|travar|trancar agenda|tarde|manha|dia|horario|semana {um?} {quando?} =>"
        " bloqueio {um} {quando}"
    ),
)
JOURNEY = (
    "! vou|irei|vamos|iremos viajar|viajo para|a {texto:cru} com {quem} => viagem {texto}, com {quem}",
    "! viajar|viagem vou|irei|vamos? para|a {texto:cru} => viagem {texto}",
    "! {um} viaja|vai_viajar|vai para {texto} o_dia_todo|dia_inteiro|volta? => viagem {um} {texto}",
    "* viajar|viagem|brasilia|capital ir|vou|marcar|registrar|dia|dias|viajar|viagem {um?} => viagem {linha}",
)
REQUEST = (
    "! {texto} querer|pedir|precisar|gostaria falar|conversar|reunir|encontrar com|a|o? {um} {data?} => pedir "
    "agenda {um} {data}, {texto}",
    "! {texto} quer|querem|pede|pedem|pediu|pediram|solicita|solicitou audiencia|reuniao|horario|agenda|encontro "
    "com o|a? {um} {data} => pedir agenda {um} {data}, {texto}",
    (
        "* querer|poder|dar|precisar|conseguir|pedir|solicitar|marcar|arranjar falar|conversar|conversa"
        "|audiencia|hora|horinha|minutos|reuniao|encontro|agenda {um} {dia?} => pedir agenda {um} {dia}"
    ),
)

MOVE = (
    "~! remarcar|mudar|passar|adiar|antecipar|adiantar|jogar|transferir|empurrar para {texto:hora} {registro?} "
    "=> remarcar {registro} {texto}",
    "! remarcar|mudar|passar|adiar|antecipar|adiantar|jogar|transferir|empurrar a|o? {registro:unico} para {quando} "
    "=> remarcar {registro} {quando}",
    (
        "* remarcar|mudar|passar|adiar|antecipar|jogar|transferir|empurrar|adiantar"
        " reuniao|compromisso|visita|evento|audiencia|entrevista|hora|horario {registro?} {quando} => remarcar"
        " {registro} {quando}"
    ),
    (
        "* remarcar|mudar|adiar|antecipar|transferir reuniao|compromisso|visita|evento|audiencia|hora|horario"
        " {registro?} => remarcar {registro}"
    ),
)

HELD = (
    (
        "* reuniao|compromisso|visita|evento|audiencia foi|aconteceu|realizada|realizado|terminou|acabou|correu"
        " {registro?} => realizado {registro}"
    ),
)

NOT_HELD = (
    (
        "* reuniao|compromisso|visita|evento nao_aconteceu|nao_houve|nao_foi|nao_teve|nao_saiu {registro?} => não"
        " realizado {registro}"
    ),
)

BRIEFING = (
    (
        "* briefing|preparo|subsidio|subsidios|colinha|roteiro|material"
        " reuniao|visita|compromisso|evento|agenda|entrevista|fazer|preparar|mandar {registro?} {um?} {quando?} =>"
        " briefing {registro} {um} {quando}"
    ),
)
PUBLIC = (
    "? qual|mostrar|ver|como_esta? agenda publica prefeita|prefeito? {data?} => agenda pública {data}",
    "? o_que sair|vai_sair|aparece|ter|estar na agenda publica {data?} => agenda pública {data}",
)
PUBLISH = ("! publicar|soltar|divulgar agenda publica? prefeita|prefeito? {data?} => publicar agenda {data}",)
