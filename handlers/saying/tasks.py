"""Ways of asking: tasks. The notation: docs/entender.md."""

CREATE = (
    "tarefa {quem} {texto:prazo} => tarefa {quem} {texto}",
    "tarefa {quem} => tarefa {quem}",
    "criar|nova|abrir|cadastrar tarefa {quem} {texto:prazo} => tarefa {quem} {texto}",
    "criar|nova|abrir|cadastrar|anotar me? tarefa para? mim|minha? : {texto:prazo} => tarefa {texto}",
    "! $encarregar {quem} que|de|para|a? ela|ele? {texto:fazer} => tarefa {quem} {texto}",
    "pedir|solicitar|mandar|encarregar {quem} que|para? ela|ele? {texto:prazo} => tarefa {quem} {texto}",
    "falar|dizer|avisar|combinar {quem} que|para|de? ela|ele? {texto:fazer} => tarefa {quem} {texto}",
    "! falar|dizer|avisar|combinar {quem} que {texto:prazo} => tarefa {quem} avisar que {texto}",
    "! falar|dizer|avisar {quem} que eu? quero|preciso|precisamos|queremos de|do|da? {texto:prazo} "
    "=> tarefa {quem} {texto}",
    "! perguntar|pergunta {quem} se|quando|onde|como|quanto {texto} => tarefa {quem} responder se {texto}",
    "! preciso|precisamos|quero|queremos do|da|de|o|a {texto:prazo} , {um} => tarefa {um} {texto}",
    "! pedir|solicitar|mandar|dar tarefa? {quem} => tarefa {quem}",
    "! lembrar|cobrar|determinar|recomendar {quem} que|de|para|a {texto:prazo} => tarefa {quem} {texto}",
    "preciso|precisamos|necessito que {quem} {texto:prazo} => tarefa {quem} {texto}",
    "! quero|queria|gostaria|queremos que {quem} {texto:prazo} => tarefa {quem} {texto}",
    (
        "{quem} "
        "precisa|precisam|tem_que|tem_de|deve|devem|vai_ter_que|vao_ter_que|fica_de|ficou_de|ficaram_de "
        "me|nos? {texto:fazer} => tarefa {quem} {texto}"
    ),
    "! {quem} vai|vao {texto:fazer} => tarefa {quem} {texto}",
    "! buscar|receber|levar|entregar|pegar|visitar|atender|acompanhar {texto:hora} => tarefa {linha}",
    "! {quem} ,|: {texto:prazo} => tarefa {quem} {texto}",
    "! {quem} ,|:? manda|mandar|faz|fazer|faca|confirma|confirmar|confirme|prepara|preparar|prepare|verifica|verificar"
    "|verifique|envia|enviar|envie|veja|ve|ver|olha|olhar|revisa|revisar|revise|escreve|escrever|levanta|levantar"
    "|entrega|entregar|liga|ligar|compra|comprar|marca|marcar|imprime|imprimir|busca|buscar|pega|pegar|resolve"
    "|resolver|organiza|organizar|atualiza|atualizar|chama|avisa|arruma|arrumar|consegue|conseguir|leva|levar "
    "{texto:mando} => tarefa {quem} {texto}",
)

MINE = (
    "? que|o_que que? estar atrasado|atrasada|vencido meu|minha|comigo => minhas atrasadas",
    "? minhas|minha pendencias|tarefas|pendencia|tarefa|obrigacoes|entregas",
    "? quais|que|lista|mostrar|ver sao|estao? minhas tarefas|pendencias|entregas",
    "? qual e|o? meu proximo prazo|vencimento|compromisso",
    "? o_que eu? estar|ter devendo alguma|algo|para|alguem?",
    "? o_que eu? devo|preciso entregar|fazer?",
    "? estar devendo algo|alguma|alguem|coisa|para? alguem|algo|coisa?",
    "? o_que ficou|esta|caiu comigo por|causa? {texto?} => minhas",
    "? o_que ter|estar comigo|na_minha_mao => minhas",
    "? ter|tenho alguma|algo|alguma_coisa|quais|que? tarefa|tarefas|pendencia|pendencias|entrega "
    "minha|minhas|comigo|pendente|pendentes|aberta|abertas|para_mim? => minhas",
    "? minhas tarefas de|para|da|desta|dessa? hoje|semana|amanha => minhas",
    "? cade|onde_estao|quais|mostrar|ver as? minhas|minha tarefas|pendencias|tarefa|pendencia "
    "atrasadas|vencidas|atrasada => minhas atrasadas",
    "? cade|onde_estao as? minhas tarefas|pendencias => minhas",
    "? minha|minhas tarefa|tarefas|pendencia qual|quais e|sao? => minhas",
    "? o_que ter|estar|ficou|anda atrasado|atrasada|vencido|pendente|aberto comigo|meu|minha|para_mim => minhas",
    "?* $meu $tarefa $fazendo? => minhas",
    "?* $meu $atrasado|$fazendo => minhas",
    "?* tudo|lista|coisas meu|minha|meus|minhas|comigo|mim => minhas",
)

LISTED = (
    "? lista|relacao do|da|de {um} => tarefas {um}",
    "? abertas|em_aberto {um} => tarefas {um}",
    "? tarefas|pendencias {um} => tarefas {um}",
    "? mostrar|listar|ver|lista|quais sao|estao|as|me? tarefas|pendencias {um} => tarefas {um}",
    (
        "? o_que {um} esta|estao|anda|tem|ta "
        "fazendo|tocando|aberto|em_aberto|na_mao|para_fazer|pendente|fazer => tarefas {um}"
    ),
    "? o_que ter|ha|existe|esta|estao|ficou|anda aberto|em_aberto|pendente|parado? com|na|no {um} => tarefas {um}",
    (
        "? tarefas|coisas|prazos? atrasadas|vencidas|em_atraso|estouradas|atrasados|vencidos {um} => "
        "tarefas {um} atrasadas"
    ),
    "? atrasadas|vencidas|atrasados {um} => tarefas {um} atrasadas",
    "? tarefas concluidas|feitas|terminadas|encerradas {um} => tarefas {um} concluídas",
    "? o_que {um} ja? concluiu|terminou|finalizou|encerrou => tarefas {um} concluídas",
    "? tarefas {um} atrasadas|vencidas|em_atraso => tarefas {um} atrasadas",
    (
        "? o_que esta|estao|tem|ficou|ha atrasado|vencido|atrasada|vencida na|no|da|do|com|de {um} => "
        "tarefas {um} atrasadas"
    ),
    (
        "? ter|ha|existe alguma|algo? coisa|tarefa|algo vencida|atrasada|vencido|atrasado "
        "na|no|da|do|com|de {um} => tarefas {um} atrasadas"
    ),
    (
        "? {um} estar|anda|ter atrasado|atrasada|em_atraso alguma|algo|coisa|com|tarefa? "
        "coisa|algo|tarefa? => tarefas {um} atrasadas"
    ),
    (
        "? quem estar|anda|tem com|tarefa? tarefas|tarefa|prazo|coisa? "
        "atrasado|atrasada|atrasados|atrasadas|em_atraso|devendo => tarefas atrasadas"
    ),
    (
        "? quais|que tarefas|coisas|entregas estouraram|venceram|passaram|estao|perderam "
        "o|prazo|atrasadas|vencidas? prazo? => tarefas atrasadas"
    ),
    "? o_que esta|estao|ta atrasado|vencido|em_atraso prefeitura|casa|cidade? inteira|toda? => tarefas atrasadas",
    "? ter|ha|existe alguem|gente|algum|alguma|coisa|algo coisa|tarefa|secretaria? atrasado|atrasada|em_atraso|devendo "
    "=> tarefas atrasadas",
    "? quem|o_que ja? atrasou|estourou|perdeu|passou|venceu o|do? prazo? => tarefas atrasadas",
    "? quantas|quais tarefas estar|ficaram? atrasadas|vencidas|em_atraso => tarefas atrasadas",
    "? quantos|quantas|quais atrasos|atrasadas|atrasados|vencidas ter|ha|existem|temos|sao? "
    "casa|hoje|agora|prefeitura? "
    "=> tarefas atrasadas",
    "? passar|quero|da|mandar|me lista|relacao das|de|as tarefas|pendencias {um} => tarefas {um}",
    (
        "? lista|listar|mostrar|quais o_que? eu dei|pedi|passei|deleguei|mandei outros|equipe|os_outros? "
        "{texto?} => tarefas dadas"
    ),
    ("? o_que eu pedi|dei|passei|deleguei|mandei para outros|outras_pessoas|equipe|pessoal {texto?} => tarefas dadas"),
    "? tarefas que eu? dei|pedi|passei => tarefas dadas",
    "? tarefas|o_que que? eu? dei|pedi|passei para|a|ao? {um} => tarefas dadas {um}",
    "? quais|que|ter|o_que tarefas|prazos|entregas? vencer|vence|vencem|caem|cai|prazo para|ate|em|no? {quando:so} "
    "=> tarefas até {quando}",
    "? {um} ja entregou|fez|terminou|concluiu|mandou|respondeu|enviou|cumpriu {texto?} => tarefas {um}",
    "? {um} estar|anda com? muita|pouca|quanta coisa|tarefa|trabalho|servico => tarefas {um}",
    "?* {um} $mostrar|tudo|quais|o_que estar|ter|com => tarefas {um}",
    "?* {um} $tarefa|$fazendo => tarefas {um}",
    "?* {um} $atrasado $tarefa? => tarefas {um} atrasadas",
    "?* $atrasado quem|alguem|gente|quais|quantos|quantas|o_que|tudo|lista|tarefa|tarefas|entrega|entregas|coisa"
    "|coisas|secretaria|secretarias => tarefas atrasadas",
    "?* dar|passar|pedir|mandar|delegar|distribuir outros|outras|equipe|turma|pessoal|secretarios $tarefa"
    "|voltar|o_que => tarefas dadas",
)

START = (
    "~ ja? estar vendo|fazendo|cuidando|resolvendo|mexendo|trabalhando|olhando|tocando "
    "isso|nisso|disso|nela|dela? {registro:prazo?} => iniciar {registro}",
    "~ comecar|iniciar {registro:prazo?}",
    "comecar|iniciar fazer|com? {registro}",
    "ja comecei|estou_comecando {registro}",
)

_DONE_IT = (
    "encerrado|encerrada|finalizado|finalizada|feito|feita|concluido|concluida|pronto|pronta|terminado|terminada"
    "|entregue|resolvido|resolvida"
)
_DONE = (  # what somebody says of the task itself: "já conferi a folha"
    "fiz|mandei|enviei|entreguei|fechei|visitei|conferi|preparei|levantei|escrevi|convidei|assinei|publiquei|paguei"
    "|comprei|liguei|revisei|organizei|atualizei|resolvi|respondi|conciliei|vistoriei|encaminhei|montei|marquei"
    "|corrigi|consertei|contratei|divulguei|elaborei|instalei|medi|analisei|avisei|busquei|limpei|redigi"
)

COMPLETE = (
    "! {registro:prazo} feito|feita|pronto|pronta|concluido|concluida|entregue|terminado|terminada|resolvido"
    "|resolvida certinho? => concluir {registro}",
    "concluir|terminar|finalizar|acabar|encerrar|entregar fazer|conciliar|escrever|com? {registro:prazo} {texto:nota?}",
    "concluir|terminar|finalizar|acabar|encerrar {registro:numero} {texto:nota?}",
    f"{{registro:prazo}} esta|foi|ja_foi|ja_esta|ficou? {_DONE_IT}|ok|certinho {{texto:nota?}}",
    f"! ja? esta|foi|ficou? {_DONE_IT} {{registro:prazo}} ,? pode? baixar|fechar|dar_baixa? => concluir {{registro}}",
    f"! {{texto}} , {{registro:numero}} esta|foi|ja_foi|ja_esta|ficou? {_DONE_IT} => concluir {{registro}} {{texto}}",
    (
        "~ fiz|feito|terminei|conclui|pronto|pronta|acabei|entreguei|resolvido|finalizei|finalizado "
        "feito|concluido|isso? {registro:prazo?}"
    ),
    "{texto} ,? ja? pode|podem dar_baixa|baixar|encerrar|concluir|fechar|finalizar|matar {registro:numero} "
    "=> concluir {registro} {texto}",
    "dar_baixa na|no|em {registro:prazo}",
    "poder fechar|baixar|matar {registro:numero}",
    "marcar|dar|colocar|por|registrar {registro:prazo} como|por feito|feita|concluido|concluida|pronto|pronta|entregue",
    f"! ja? {_DONE} {{registro:prazo}} ,? {{texto:nota?}} => concluir {{registro}} {{texto}}",
    f"! {{registro:prazo}} ,? ja? eu? {_DONE} tudo|isso? => concluir {{registro}}",
    ("! {registro:numero} feitas|feitos|concluidas|concluidos|prontas|prontos|terminadas|entregues|resolvidas"),
    "* $feito {registro:prazo} => concluir {registro}",
)

REOPEN = ("reabrir|reabre {registro:numero} ,|porque? {texto}",)

HAND_OVER = (
    (
        "repassar|passar|transferir|encaminhar|delegar|redirecionar|mandar {registro:prazo} "
        "para|a|ao|com|pro? {um} => repassar {registro} {um}"
    ),
    "! deixar|por|colocar|botar {registro:prazo} com|nas_maos_de {um} {texto?} => repassar {registro} {um}",
    "! {registro:prazo} ficar|vai|passa|vai_ficar|e com|para|a_cargo_de|do|da {um} agora? => repassar {registro} {um}",
    (
        "! quem vai_cuidar|cuida|vai_fazer|vai_tocar|toca|faz|assume {registro:prazo} e|sera|agora_e {um} "
        "=> repassar {registro} {um}"
    ),
    "! {registro:numero} agora e|fica|vai com|para|do|da {um} => repassar {registro} {um}",
    "! {um} assumir|vai_assumir|toca|cuida {registro:prazo} => repassar {registro} {um}",
    "~ repassar|passar|encaminhar|transferir {um} {registro:prazo?} => repassar {registro} {um}",
    "! repassar|transferir|passar {registro:numero} => repassar {registro}",
    "! repassar|transferir|passar a? minha parte da|do|de|na|no {registro:prazo} para|ao? {um} "
    "=> repassar {registro} {um}",
    "* $repassar {registro:prazo} {um} => repassar {registro} {um}",
)

_LATER = "adiar|prorrogar|empurrar|postergar"

POSTPONE = (
    f"{_LATER} {{registro:prazo}} para|ate? {{quando}}",
    f"! {_LATER} {{registro:prazo}} por|em mais? {{quanto}} => adiar {{registro}} {{depois_do_prazo}}",
    f"! {_LATER} {{registro:prazo}} por|em mais? {{quanto}} ,|porque|pois motivo? :? {{texto}} "
    "=> adiar {registro} {depois_do_prazo} {texto}",
    "! antecipar|adiantar {registro:prazo} para|ate {quando}",
    (
        "! jogar|mudar|passar|mover|esticar|remarcar|adiantar o|prazo|data|de|a? prazo|data? "
        "{registro:prazo} para|ate {quando}"
    ),
    (
        "! ter_como|da_para|posso|podemos|consigo esticar|adiar|prorrogar|entregar|estender|terminar|concluir|fazer "
        "{registro:prazo} para|ate|so|la? {quando}"
    ),
    (
        "! precisar|querer|pedir|solicitar|dar|conseguir mais? prazo|tempo|dias na|no|para|da|do "
        "{registro:prazo} ate|para {quando}"
    ),
    "! precisar|querer|pedir|solicitar|dar|conseguir mais? prazo|tempo|dias {registro:prazo} => adiar {registro}",
    (
        "! nao dar|da|consigo|vai_dar para|ate? {data} , {quando} "
        "pode_ser|pode_ficar|da_para|podemos|consigo ate|para? la {registro:prazo?} => adiar {registro} "
        "{quando}"
    ),
    "! nao dar|da|consigo|vai_dar para|ate? {data} , {quando} {registro:prazo?} => adiar {registro} {quando}",
    (
        "! nao vou|vamos? conseguir|consigo|poder|dar entregar|terminar|fazer|cumprir|concluir? "
        "{registro:prazo} {texto?} => adiar {registro} {texto}"
    ),
    (
        "! da_para|pode|posso|podemos|tem_como ser|ficar|entregar|deixar para|em? {quando:so} {registro:numero} "
        "=> adiar {registro} {quando}"
    ),
    (
        "! so? conseguir|consigo|vou_conseguir|dar_para entregar|terminar|fazer|mandar|concluir {registro:prazo} "
        "so|somente|apenas|la_para|para|ate|em {quando}"
    ),
    (
        "! nao vou|vamos? conseguir|consigo|poder|dar entregar|terminar|fazer|cumprir|concluir? "
        "{registro:prazo} ate|para|em|no|na? {data} => adiar {registro}"
    ),
    "! precisar|querer|pedir|solicitar|dar|conseguir me? mais {quanto} de? prazo? na|no|para|da|do {registro:prazo} "
    ",|porque|pois? {texto?} => adiar {registro} {depois_do_prazo} {texto}",
    "! {registro:numero} vai|passa|fica|muda|ficou|so para|ate|em {quando} => adiar {registro} {quando}",
    "* $adiar {registro:prazo} {quando} => adiar {registro} {quando}",
    "* $adiar {registro:prazo} => adiar {registro}",
)

CANCEL = ("! cancelar|desistir {registro:numero} ,|porque? {texto?}",)
