"""Ways of asking: what leaves. The notation: docs/entender.md."""

from handlers.saying import acts

APPROVE, GIVE_BACK, CORRECT, CANCEL = acts.APPROVE, acts.GIVE_BACK, acts.CORRECT, acts.CANCEL

_WRITE = "fazer|preparar|redigir|escrever|minutar|mandar|enviar|quero|preciso|novo"
_ABOUT = (
    "sobre|com_assunto|assunto|pedindo|para|cobrando|informando|convidando|encaminhando|mandando|enviando|remetendo"
    "|agradecendo|respondendo|com|:"
)
DRAFT = (
    "! escrever|oficiar para|a|ao {autoridade} sobre|pedindo|para|cobrando|informando|convidando|solicitando "
    "{texto} => ofício para {autoridade} assunto {texto}",
    f"! {_WRITE} mandar|enviar|fazer|de? um|o? oficio para|a|ao {{autoridade}} {_ABOUT} {{texto}} => "
    "ofício para {autoridade} assunto {texto}",
    f"! {_WRITE} mandar|enviar|fazer|de? um|o? oficio para|a|ao {{autoridade}} => ofício para {{autoridade}}",
    f"! oficio nosso? para|a|ao {{autoridade}} {_ABOUT} {{texto}} => ofício para {{autoridade}} assunto {{texto}}",
    f"! oficiar {{autoridade}} {_ABOUT} {{texto}} => ofício para {{autoridade}} assunto {{texto}}",
    (
        "* oficio|oficiar|carta fazer|preparar|redigir|escrever|mandar|enviar|minutar|precisar|querer|montar"
        " {autoridade} => ofício para {autoridade}"
    ),
    "* oficio|oficiar fazer|preparar|redigir|escrever|minutar|montar|novo => ofício para",
    (
        "* mandar|enviar|avisar|comunicar|escrever|email|e-mail|carta|oficiar|informar avisar|escrever"
        "|comunicar|email|e-mail|carta|comunicado|mensagem|formalmente|oficialmente|oficiar {autoridade} =>"
        " ofício para {autoridade}"
    ),
    "* escrever|oficiar|comunicar {autoridade} => ofício para {autoridade}",
)
CIRCULAR = (
    f"! {_WRITE} mandar|enviar|fazer|de? um|uma? oficio? circular para|a|ao {{autoridade}} e|, para|a|ao? "
    f"{{outra}} {_ABOUT} {{texto}} => circular para {{autoridade}} {{outra}} assunto {{texto}}",
    "! circular para|a|ao? {autoridade} e|, {outra} : {texto} => circular para {autoridade} {outra} assunto {texto}",
    f"! circular para|a|ao {{autoridade}} {_ABOUT} {{texto}} => circular para {{autoridade}} assunto {{texto}}",
    f"! {_WRITE} mandar|enviar|fazer|de? uma? circular para|a|ao {{autoridade}} {_ABOUT} {{texto}} => "
    "circular para {autoridade} assunto {texto}",
    "* circular fazer|preparar|mandar|enviar|redigir|oficio|entidades|todos|todas => circular para",
)
LETTER = (
    f"! {_WRITE} mandar|enviar|fazer|de? uma? mensagem para|a|ao {{autoridade}} {_ABOUT} {{texto}} => "
    "mensagem para {autoridade} assunto {texto}",
    f"! {_WRITE} mandar|enviar|fazer|de? uma|a? mensagem para|a|ao {{autoridade}} => mensagem para {{autoridade}}",
)
ANSWER = (
    "! responder|preparar_resposta|redigir_resposta o|a|ao|do|da|para? {registro:numero} => responder {registro}",
    (
        "* responder|resposta"
        " oficio|oficios|preparar|redigir|precisar|fazer|querer|requerimento|mp|promotor|tribunal|camara? {registro} =>"
        " responder {registro}"
    ),
)
INSIST = (
    "! cobrar|reiterar o|a? {autoridade} sobre|do|da|de {registro} => reiterar {registro}",
    "! reiterar|insistir|cobrar_de_novo o|no? {registro:unico} => reiterar {registro}",
    "! reiterar|insistir|cobrar_de_novo o|no? oficio? {registro:numero} => reiterar {registro}",
    "* reiterar|insistir|cobrar_de_novo|segunda_via|mandar_de_novo|reiteracao {registro?} => reiterar {registro}",
)

_ASK = "? quais|que|lista|tem|ha|ter|mostrar|ver os|algum? oficios|oficio que|estao|ainda|foram? nao?"
LISTED = (
    "? quais|que oficios sairam|saiu|estao|foram|ficaram sem protocolo|comprovante|recibo => ofícios sem protocolo",
    "? que|quais resposta|respostas a|o? gente|nos? estar esperando|aguardando de_fora? => ofícios sem resposta",
    "? quais|que os? oficios sair|mandar|enviar|expedir esta_semana|essa_semana|nesta_semana|nessa_semana => "
    "ofícios semana",
    "? {autoridade} ja? respondeu|devolveu algum|os|o? oficio|oficios nosso|nossos? => ofícios {autoridade}",
    f"{_ASK} faltam|falta|esperam|esperando|aguardando|sem|para assinatura|assinar => ofícios sem assinatura",
    f"{_ASK} sem|faltam|falta|esperam|esperando|aguardando protocolo|recibo|comprovante => ofícios sem protocolo",
    f"{_ASK} sem|faltam|falta|esperam|esperando resposta|retorno => ofícios sem resposta",
    f"{_ASK} foram? responderam|respondidos|respondido|responder ainda? => ofícios sem resposta",
    "? oficios que ainda? nao foram|responderam|voltaram respondidos|respondido? => ofícios sem resposta",
    "? o_que|quem a|o? {autoridade} ainda? nao respondeu|respondeu_ainda => ofícios {autoridade}",
    f"{_ASK} sairam|mandamos|enviamos|enviados esta|nesta|na semana e|que? sem protocolo|recibo|comprovante => "
    "ofícios semana sem protocolo",
    f"{_ASK} saimos|sairam|mandamos|enviamos esta|nesta|na semana => ofícios semana",
    f"{_ASK} mandamos|enviamos|enviados|sairam? para|a|ao|da|do {{autoridade}} => ofícios {{autoridade}}",
    "?* oficio|oficios mandar|enviar|sair|expedir|$mostrar|quais|lista => ofícios",
    (
        "?* oficio|oficios|correspondencia sem|falta|faltar|esperar|aguardar|ninguem|nao"
        " resposta|responder|retorno|respondido|respondidos => ofícios sem resposta"
    ),
    (
        "?* oficio|oficios sem|falta|faltar|esperar|para|pendente|pendentes assinar|assinatura|assinado|assinados =>"
        " ofícios sem assinatura"
    ),
    (
        "?* oficio|oficios sem|falta|faltar|esperar|nao protocolo|protocolar|protocolado|protocolados|recibo => ofícios"
        " sem protocolo"
    ),
    "?* oficio|oficios {autoridade} => ofícios {autoridade}",
    "?* oficio|oficios => ofícios",
)

_OWE = "? que|quais|o_que|tem|ter a|gente|nos|pendente|pendencias|devemos|deve|devendo|falta"
_OWES_US = "? o_que a|o"
_OWED = "deve|devem|devendo|prometeu|respondeu|responder|falta"
_TRIP = "? agenda|pauta|pendencias de|da|para? viagem a|para|pra|de?"
WITH_STATE = (
    "? lista|listar|mostrar|ver|quais|traz? tudo|o_que|que|coisas|assuntos|pendencias? que? a? gente|nos? "
    "ter|ha|existe|dever com|de|do|da estado|governo_do_estado|governador => com o estado",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de estado|governo_do_estado|governador => com o estado",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de estado|governo_do_estado|governador em_pdf => com o estado em pdf",
    f"{_OWES_US} estado|governo_do_estado ainda? nao? nos? {_OWED} para|a? gente|nos? => com o estado",
    f"{_OWE} pendente|deve|devemos|responder|para? ao|com_o|o|para estado|governo_do_estado => com o estado",
    f"{_TRIP} sao_paulo|capital => com o estado",
    "? o_que|que estar|ficou parado|travado|pendente|preso com|no o? estado|governo_do_estado => com o estado",
    (
        "?* estado|governo_do_estado|governador"
        " dever|devemos|pendente|pendencia|pendencias|situacao|falta|prometer|tratar|conversar => com o estado"
    ),
)
WITH_UNION = (
    "? lista|listar|mostrar|ver|quais|traz? tudo|o_que|que|coisas|assuntos|pendencias? que? a? gente|nos? "
    "ter|ha|existe|dever com|de|do|da uniao|governo_federal => com a união",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de uniao|governo_federal => com a união",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de uniao|governo_federal em_pdf => com a união em pdf",
    f"{_OWES_US} uniao|governo_federal ainda? nao? nos? {_OWED} para|a? gente|nos? => com a união",
    f"{_OWE} pendente|deve|devemos|responder|para? a|com_a|para uniao|governo_federal => com a união",
    f"{_TRIP} brasilia => com a união",
    "? o_que|que estar|ficou parado|travado|pendente|preso com|na|no o|a? uniao|governo_federal => com a união",
    (
        "?* uniao|governo_federal|federal|brasilia|ministerio|ministerios"
        " dever|devemos|pendente|pendencia|pendencias|situacao|falta|prometer|tratar|conversar => com a união"
    ),
)
WITH_COURTS = (
    "? lista|listar|mostrar|ver|quais|traz? tudo|o_que|que|coisas|assuntos|pendencias? que? a? gente|nos? "
    "ter|ha|existe|dever com|de|do|da justica|judiciario => com a justiça",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de justica|judiciario => com a justiça",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de justica|judiciario em_pdf => com a justiça em pdf",
    f"{_OWE} pendente|deve|devemos|responder|para? a|com_a|para justica|judiciario => com a justiça",
    (
        "?* justica|judiciario|tribunal_de_justica|juiz|vara"
        " dever|devemos|pendente|pendencia|pendencias|situacao|falta|prazo|ter|intimacao => com a justiça"
    ),
)
WITH_MP = (
    "? lista|listar|mostrar|ver|quais|traz? tudo|o_que|que|coisas|assuntos|pendencias? que? a? gente|nos? "
    "ter|ha|existe|dever com|de|do|da mp|promotoria|ministerio_publico => com o mp",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de mp|promotoria|ministerio_publico => com o mp",
    "? relatorio|relacao|relacoes|resumo|lista|posicao|quadro das|de? relacoes|pendencias|assuntos? "
    "com|do|da|de mp|promotoria|ministerio_publico em_pdf => com o mp em pdf",
    f"{_OWE} pendente|deve|devemos|responder|para? ao|com_o|o|a|para mp|promotoria|ministerio_publico => com o mp",
    (
        "?* mp|promotoria|promotor|promotora|ministerio_publico"
        " dever|devemos|pendente|pendencia|pendencias|situacao|falta|prazo|ter|tudo => com o mp"
    ),
)
RELATIONS = (
    "? tudo sobre|com|do|da {autoridade} => relações {autoridade}",
    "? historico|relacao|relacoes com|da|do|de {autoridade} => relações {autoridade}",
    "?* tudo|historico|relacao|relacoes|situacao|como|pendencias|dever|devemos {autoridade} => relações {autoridade}",
)

FILED = (
    (
        "* protocolar|protocolado|protocolo|protocolei|protocolamos oficio|camara|ontem|hoje|numero? {registro} =>"
        " protocolado {registro}"
    ),
)

SENT = (
    "! mandar|enviar|despachar|expedir o|a? {registro:unico} por|pelo|via {texto:cru} => expedido {registro} "
    "por {texto}",
    (
        "* expedir|expedido|despachei|mandei|mandamos|enviei|enviamos|saiu oficio|correio|email|e-mail|malote"
        " {registro} => expedido {registro}"
    ),
)

ANSWERED = (
    (
        "* responder|resposta|respondido|respondeu chegar|vir|veio|chegou|oficio|ministerio|camara|estado {registro} =>"
        " respondido {registro}"
    ),
)

SIGNED = ("* assinado|assinada|assinou|assinei oficio {registro} => assinado {registro}",)
